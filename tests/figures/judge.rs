//! Which rows count: what the pages of the rules say of the mistakes that the generator makes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{Datelike, NaiveDate};

use super::plan::{self, Page, Plan, Role, Span};
use super::raw::{self, RawFile, RawRow, fold};
use super::sent::{self, Sent};

/// Columns in which words stand that say something of the work.
const WORDS: [&str; 6] =
    ["ket_qua", "van_ban", "kho_khan", "kien_nghi", "ke_hoach_ky_toi", "ghi_chu"];
/// Columns that may differ between two rows that say the same.
const BESIDE_THE_POINT: [&str; 2] = ["ngay_bao_cao", "vai_tro"];
/// All columns of the contract but the key of a row.
const CONTENT: [&str; 15] = [
    "trang_thai",
    "tien_do",
    "ket_qua",
    "van_ban",
    "kinh_phi_giao",
    "kinh_phi_giai_ngan",
    "nguon_kinh_phi",
    "kho_khan",
    "kien_nghi",
    "ke_hoach_ky_toi",
    "thoi_han",
    "minh_chung",
    "ngay_bao_cao",
    "vai_tro",
    "ghi_chu",
];

/// What becomes of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Verdict {
    Counts,
    /// The same was said in a row before.
    Repeats,
    Refused(&'static str),
}

/// A row with what could be read of it.
pub(crate) struct Row {
    /// Index of the file.
    pub(crate) file: usize,
    pub(crate) number: u32,
    pub(crate) agency: Option<String>,
    pub(crate) task: Option<String>,
    pub(crate) role: Option<Role>,
    pub(crate) status: String,
    pub(crate) progress: Option<i64>,
    pub(crate) allocated: Option<i128>,
    pub(crate) disbursed: Option<i128>,
    pub(crate) source: Option<&'static str>,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) reported: Option<NaiveDate>,
    /// Whether it says anything of the work.
    pub(crate) says: bool,
    pub(crate) note: String,
    /// Names of the cells for amounts.
    money_cells: BTreeMap<&'static str, String>,
    content: Vec<String>,
    pub(crate) verdict: Verdict,
}

impl Row {
    pub(crate) fn counts(&self) -> bool {
        self.verdict == Verdict::Counts
    }

    /// The author of a row that counts.
    pub(crate) fn agency(&self) -> &str {
        self.agency.as_deref().expect("a row that counts has an agency")
    }

    /// The task of a row that counts.
    pub(crate) fn task(&self) -> &str {
        self.task.as_deref().expect("a row that counts has a task")
    }

    /// The name of a cell for an amount.
    pub(crate) fn money_cell(&self, key: &str) -> &str {
        &self.money_cells[key]
    }

    pub(crate) fn is_of(&self, agency: &str, task: &str) -> bool {
        self.agency.as_deref() == Some(agency) && self.task.as_deref() == Some(task)
    }
}

/// A period folder.
pub(crate) struct Quarter {
    pub(crate) span: Span,
    pub(crate) deadline: NaiveDate,
    pub(crate) page: Page,
    pub(crate) as_of: NaiveDate,
    pub(crate) files: Vec<RawFile>,
    pub(crate) rows: Vec<Row>,
    /// Of each task the rows that its lead wrote and that count.
    lead_rows: BTreeMap<String, Vec<usize>>,
    /// By file, who sent it.
    pub(crate) senders: Vec<Option<String>>,
    /// What came from each agency.
    pub(crate) sent: BTreeMap<String, Sent>,
    /// Who sent a table of figures, and the first day on which one came.
    pub(crate) figures: BTreeMap<String, Option<NaiveDate>>,
}

/// What sources of funds are called, folded, with the words that are printed.
pub(crate) const SOURCES: [(&str, &str); 4] = [
    ("ngan sach", "Ngân sách nhà nước"),
    ("vien tro", "Tài trợ, viện trợ quốc tế"),
    ("xa hoi hoa", "Vận động xã hội"),
    ("khac", "Khác"),
];

impl Quarter {
    /// Reads a folder and says which rows count, given the quarters before, oldest first.
    pub(crate) fn read(plan: &Plan, folder: &Path, id: &str, before: &[Self]) -> Self {
        let page = plan::page(folder);
        let span = plan.span(id);
        let as_of = plan::day(&page.as_of);
        let files = raw::files(folder);
        let mut rows = Vec::new();
        for (index, file) in files.iter().enumerate() {
            rows.extend(file.rows.iter().map(|row| typed(plan, &span, as_of, index, row)));
        }
        relate(&mut rows);
        for row in &mut rows {
            if row.counts()
                && let Some(why) = against_the_past(plan, &span, row, before)
            {
                row.verdict = Verdict::Refused(why);
            }
        }
        let mut lead_rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, row) in rows.iter().enumerate() {
            if let (true, Some(Role::Leads), Some(task)) = (row.counts(), row.role, &row.task) {
                lead_rows.entry(task.clone()).or_default().push(index);
            }
        }
        let (deadline, senders, sent) = (plan.deadline(id), Vec::new(), BTreeMap::new());
        let figures = sent::figures(plan, (&span, &page), &raw::figures(folder));
        let mut quarter =
            Self { deadline, span, page, as_of, files, rows, lead_rows, senders, sent, figures };
        let files = 0..quarter.files.len();
        let sender = |file| sent::sender(plan, &quarter, file).map(str::to_owned);
        quarter.senders = files.map(sender).collect();
        quarter.sent = sent::sent(plan, &quarter);
        quarter
    }

    /// The rows that count and that its lead wrote of a task.
    pub(crate) fn lead_rows(&self, task: &str) -> impl Iterator<Item = &Row> {
        self.lead_rows.get(task).into_iter().flatten().map(|index| &self.rows[*index])
    }

    pub(crate) fn counting(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.rows.iter().filter(|row| row.counts())
    }

    /// The year in which the amounts of its rows are cumulative.
    pub(crate) fn budget_year(&self) -> i32 {
        self.span.to.year()
    }
}

/// The period that a cell names, where it is a quarter.
pub(crate) fn quarter(written: &str) -> Option<String> {
    let folded = fold(written);
    let words: Vec<&str> =
        folded.split(' ').filter(|word| *word != "quy" && *word != "nam").collect();
    let [one, other] = words.as_slice() else { return None };
    let (year, part) =
        if one.len() == 4 && one.starts_with("20") { (one, other) } else { (other, one) };
    let number = match part.trim_start_matches('q') {
        "i" | "1" => 1,
        "ii" | "2" => 2,
        "iii" | "3" => 3,
        "iv" | "4" => 4,
        _ => return None,
    };
    Some(format!("{year}-Q{number}"))
}

fn typed(plan: &Plan, span: &Span, as_of: NaiveDate, file: usize, raw: &RawRow) -> Row {
    let closes = span.to;
    let found = plan.find(raw.text("co_quan"), closes);
    let task = plan.task_code(raw.text("ma_nhiem_vu"));
    let role = found.zip(task).and_then(|(agency, task)| plan.role(task, &agency.id, closes));
    let status = plan.status(raw.text("trang_thai"));
    let (progress, allocated, disbursed) = (
        raw::percent(raw.text("tien_do")),
        raw::dong(raw.text("kinh_phi_giao")),
        raw::dong(raw.text("kinh_phi_giai_ngan")),
    );
    let (due, reported) = (raw::date(raw.text("thoi_han")), raw::date(raw.text("ngay_bao_cao")));
    let source = match fold(raw.text("nguon_kinh_phi")) {
        none if none.is_empty() => Ok(None),
        some => {
            let is = |(key, label): &&(&str, &str)| some == *key || some == fold(label);
            SOURCES.iter().find(is).map(|(_, label)| Some(*label)).ok_or(())
        }
    };
    let mut row = Row {
        file,
        number: raw.number,
        agency: found.map(|agency| agency.id.clone()),
        task: task.map(str::to_owned),
        role,
        status: status.unwrap_or_default().to_owned(),
        progress: progress.unwrap_or(None),
        allocated: allocated.unwrap_or(None),
        disbursed: disbursed.unwrap_or(None),
        source: source.unwrap_or(None),
        due: due.unwrap_or(None),
        reported: reported.unwrap_or(None),
        says: WORDS.iter().any(|key| !raw.text(key).is_empty()),
        note: raw.text("ghi_chu").to_owned(),
        money_cells: ["kinh_phi_giao", "kinh_phi_giai_ngan"]
            .map(|key| (key, raw.cell(key).to_owned()))
            .into(),
        content: Vec::new(),
        verdict: Verdict::Counts,
    };
    row.says |= !["chua_trien_khai", "khong_phat_sinh"].contains(&row.status.as_str());
    row.content = content(raw, &row);
    let unread = [
        ("V410", status.is_none()),
        ("V403", progress.is_err()),
        ("V404", allocated.is_err() || disbursed.is_err()),
        ("V411", source.is_err()),
        ("V407", due.is_err() || reported.is_err()),
        ("K601", quarter(raw.text("ky_bao_cao")).as_deref() != Some(&span.id)),
        ("K603", row.reported.is_some_and(|day| day > as_of)),
        ("A501", found.is_none()),
        ("A503", task.is_none()),
    ];
    let wrong = unread.iter().find(|(_, is)| *is).map(|(code, _)| *code);
    let wrong = wrong.or_else(|| {
        let agency = found.expect("looked at before");
        assigned(plan, &row, &agency.id, closes, raw.text("vai_tro"))
            .or_else(|| sensible(&row, raw))
    });
    if let Some(code) = wrong {
        row.verdict = Verdict::Refused(code);
    }
    row
}

/// What two rows must share to say the same: values as they are read, words as they stand.
fn content(raw: &RawRow, row: &Row) -> Vec<String> {
    let read = |key: &str| match key {
        "trang_thai" if !row.status.is_empty() => row.status.clone(),
        "tien_do" if row.progress.is_some() => format!("{:?}", row.progress),
        "kinh_phi_giao" if row.allocated.is_some() => format!("{:?}", row.allocated),
        "kinh_phi_giai_ngan" if row.disbursed.is_some() => format!("{:?}", row.disbursed),
        "nguon_kinh_phi" if row.source.is_some() => format!("{:?}", row.source),
        "thoi_han" if row.due.is_some() => format!("{:?}", row.due),
        _ => raw.text(key).to_owned(),
    };
    CONTENT.iter().filter(|key| !BESIDE_THE_POINT.contains(key)).map(|key| read(key)).collect()
}

/// A504 to A507: the agency has a part in the task, and exists.
fn assigned(
    plan: &Plan,
    row: &Row,
    agency: &str,
    closes: NaiveDate,
    part: &str,
) -> Option<&'static str> {
    if !plan.in_force(agency, closes) {
        return Some("A506");
    }
    let Some(role) = row.role else { return Some("A504") };
    let is_said = match fold(part).as_str() {
        "" => true,
        "chu tri" => role == Role::Leads,
        "phoi hop" => role == Role::Helps,
        other => panic!("a part: {other}"),
    };
    (!is_said).then_some("A505")
}

/// The cells of a row hold together.
fn sensible(row: &Row, raw: &RawRow) -> Option<&'static str> {
    let status = row.status.as_str();
    let idle = ["chua_trien_khai", "khong_phat_sinh"].contains(&status);
    let progress = row.progress;
    let over = row.allocated.zip(row.disbursed).is_some_and(|(given, spent)| spent > given);
    let wrong = [
        ("V402", progress.is_some_and(|p| !(0..=10_000).contains(&p))),
        (
            "V401",
            row.role == Some(Role::Leads) && status != "khong_phat_sinh" && progress.is_none(),
        ),
        ("C703", status == "hoan_thanh" && progress.is_some_and(|p| p < 10_000)),
        ("C705", status == "chua_trien_khai" && progress.is_some_and(|p| p > 0)),
        ("C706", !idle && raw.text("ket_qua").is_empty()),
        ("C707", over),
        ("C709", status == "tam_dung" && raw.text("kho_khan").is_empty()),
    ];
    wrong.iter().find(|(_, is)| *is).map(|(code, _)| *code)
}

/// C701 and C702: rows of one agency on one task in one folder.
fn relate(rows: &mut [Row]) {
    let mut groups: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        let of_other_period = row.verdict == Verdict::Refused("K601");
        if let (Some(agency), Some(task), false) = (&row.agency, &row.task, of_other_period) {
            groups.entry((agency.clone(), task.clone())).or_default().push(index);
        }
    }
    for group in groups.into_values().filter(|group| group.len() > 1) {
        let contents: BTreeSet<&[String]> =
            group.iter().map(|index| rows[*index].content.as_slice()).collect();
        let contradict = contents.len() > 1;
        let mut counted = false;
        for index in group {
            if rows[index].counts() {
                rows[index].verdict = match (contradict, counted) {
                    (true, _) => Verdict::Refused("C702"),
                    (false, true) => Verdict::Repeats,
                    (false, false) => Verdict::Counts,
                };
                counted = true;
            }
        }
    }
}

/// L801 and L805: what is cumulative does not fall without a reason.
fn against_the_past(
    plan: &Plan,
    span: &Span,
    row: &Row,
    before: &[Quarter],
) -> Option<&'static str> {
    let (agency, task) = (row.agency.as_deref()?, row.task.as_deref()?);
    let body = plan.body(agency);
    let is_same = |old: &&Row| {
        old.task.as_deref() == Some(task)
            && old.role == row.role
            && old.agency.as_deref().is_some_and(|old| plan.body(old) == body)
    };
    // The nearest first.
    let past: Vec<(&Quarter, &Row)> = before
        .iter()
        .rev()
        .flat_map(|quarter| quarter.counting().filter(is_same).map(move |old| (quarter, old)))
        .collect();
    past.first()?;
    let words = row.note.split_whitespace().count();
    let is_old = past.iter().any(|(_, old)| fold(&old.note) == fold(&row.note));
    let has_reason = words >= 3 && !is_old;
    if has_reason {
        return None;
    }
    let this_year = span.to.year();
    let last_real = past.iter().find(|(_, old)| old.status != "khong_phat_sinh");
    let fell = match (row.progress, last_real) {
        _ if ["khong_phat_sinh", "hoan_thanh"].contains(&row.status.as_str()) => false,
        (_, Some((_, old))) if old.status == "hoan_thanh" => false,
        (Some(now), _) => {
            let stated = past.iter().find_map(|(quarter, old)| Some((quarter, old.progress?)));
            // What goes on from year to year begins anew each year.
            let anew = |quarter: &Quarter| {
                row.status == "thuong_xuyen" && quarter.budget_year() != this_year
            };
            stated.is_some_and(|(quarter, was)| now < was && !anew(quarter))
        }
        (None, _) => false,
    };
    if fell {
        return Some("L801");
    }
    let stated = |of: &dyn Fn(&Row) -> Option<i128>| {
        let of_year = past.iter().filter(|(quarter, _)| quarter.budget_year() == this_year);
        of_year.filter_map(|(_, old)| of(old)).next()
    };
    let falls = |now: Option<i128>, was: Option<i128>| now.zip(was).is_some_and(|(n, w)| n < w);
    let money = falls(row.allocated, stated(&|old| old.allocated))
        || falls(row.disbursed, stated(&|old| old.disbursed));
    money.then_some("L805")
}
