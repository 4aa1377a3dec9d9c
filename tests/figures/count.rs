//! The figures of a quarter, counted from the raw files.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::common;
use super::plan::{self, Page, Plan};
use super::raw::{self, RawFile, RawRow, fold};

/// Columns in which words stand.
const WORDS: [&str; 4] = ["ket_qua", "kho_khan", "kien_nghi", "ghi_chu"];

/// A quarter of the examples.
pub(crate) struct Quarter<'p> {
    pub(crate) id: &'static str,
    pub(crate) page: Page,
    pub(crate) as_of: NaiveDate,
    pub(crate) files: Vec<RawFile>,
    /// Rows that count, in the order of the files.
    pub(crate) rows: Vec<Row<'p>>,
    /// What counts of what each agency sent.
    pub(crate) sent: BTreeMap<&'p str, Sent>,
}

/// A row that counts.
pub(crate) struct Row<'p> {
    /// Index of the file.
    pub(crate) file: usize,
    pub(crate) number: u32,
    pub(crate) agency: &'p str,
    pub(crate) task: String,
    pub(crate) status: &'p str,
    pub(crate) progress: Option<i64>,
    pub(crate) allocated: Option<i64>,
    pub(crate) disbursed: Option<i64>,
    /// Names of the cells that hold amounts.
    pub(crate) money_cells: Vec<String>,
    pub(crate) source: String,
    pub(crate) due: Option<NaiveDate>,
    pub(crate) documents: Vec<String>,
}

/// What an agency sent.
pub(crate) struct Sent {
    pub(crate) received: NaiveDate,
    pub(crate) says_something: bool,
}

/// The mistakes that the README lists for the faulty quarter: file, row, code.
fn mistakes() -> Vec<(String, u32, String)> {
    let readme = common::read(&common::path("examples/README.md"));
    let lines = readme.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(|c| c.trim().trim_matches('`')).collect();
        let [_, file, row, _, _, _, code, _, _] = cells.as_slice() else { return None };
        Some(((*file).to_owned(), row.parse().ok()?, (*code).to_owned()))
    });
    let mistakes: Vec<_> = lines.collect();
    assert_eq!(mistakes.len(), 12);
    mistakes
}

impl<'p> Quarter<'p> {
    pub(crate) fn read(plan: &'p Plan, id: &'static str) -> Self {
        let page = plan::page(id);
        let files = raw::files(&common::path("examples/submissions").join(id));
        let left_out = if id == common::FAULTY { left_out(&files) } else { BTreeSet::new() };
        let mut rows = Vec::new();
        let mut sent: BTreeMap<&str, Sent> = BTreeMap::new();
        let (_, closes) = plan.window(id);
        for (index, file) in files.iter().enumerate() {
            for row in &file.rows {
                if left_out.contains(&(file.name.clone(), row.number)) {
                    continue;
                }
                let counted = typed(plan, index, row, closes);
                let says = counted.status != "khong_phat_sinh"
                    || WORDS.iter().any(|key| !row.text(key).is_empty());
                let received = plan::day(&page.received[&file.name]);
                let entry =
                    sent.entry(counted.agency).or_insert(Sent { received, says_something: false });
                entry.received = entry.received.min(received);
                entry.says_something |= says;
                rows.push(counted);
            }
        }
        Self { id, as_of: plan::day(&page.as_of), page, files, rows, sent }
    }

    /// The row of the lead of a task.
    pub(crate) fn lead_row(&self, task: &str, lead: &str) -> Option<&Row<'p>> {
        self.rows.iter().find(|row| row.task == task && row.agency == lead)
    }

    /// Agencies with a row that counts.
    pub(crate) fn senders(&self) -> BTreeSet<&'p str> {
        self.rows.iter().map(|row| row.agency).collect()
    }

    /// Days by which the task of a row is overdue.
    pub(crate) fn overdue(&self, row: &Row<'_>) -> Option<i64> {
        let late = (self.as_of - row.due?).num_days();
        (row.status != "hoan_thanh" && late > 0).then_some(late)
    }
}

/// File and row of every mistake; of two rows that contradict each other, both.
fn left_out(files: &[RawFile]) -> BTreeSet<(String, u32)> {
    let mut all = BTreeSet::new();
    for (name, number, code) in mistakes() {
        let file = files.iter().find(|f| f.name == name).expect("the README names files");
        let row = file.rows.iter().find(|r| r.number == number).expect("the README names rows");
        let same = |other: &&RawRow| other.text("ma_nhiem_vu") == row.text("ma_nhiem_vu");
        if code == "C702" {
            all.extend(file.rows.iter().filter(same).map(|r| (name.clone(), r.number)));
        }
        all.insert((name, number));
    }
    all
}

fn typed<'p>(plan: &'p Plan, file: usize, row: &RawRow, closes: NaiveDate) -> Row<'p> {
    let money = ["kinh_phi_giao", "kinh_phi_giai_ngan"];
    let given = money.iter().filter(|key| !row.text(key).is_empty());
    Row {
        file,
        number: row.number,
        agency: plan.find(row.text("co_quan"), closes),
        task: task_code(row.text("ma_nhiem_vu")),
        status: plan.status(row.text("trang_thai")),
        progress: raw::percent(row.text("tien_do")),
        allocated: raw::dong(row.text("kinh_phi_giao")),
        disbursed: raw::dong(row.text("kinh_phi_giai_ngan")),
        money_cells: given.map(|key| row.cell(key).to_owned()).collect(),
        source: fold(row.text("nguon_kinh_phi")),
        due: raw::date(row.text("thoi_han")),
        documents: row
            .text("van_ban")
            .split(';')
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect(),
    }
}

/// `I.1` for `i-1`, `I/1`, `I. 1`; `TC.2a` stays.
fn task_code(written: &str) -> String {
    let parts: Vec<&str> =
        written.split(['.', '-', '/', ' ']).filter(|part| !part.is_empty()).collect();
    let [group, number] = parts.as_slice() else { panic!("a task: {written}") };
    format!("{}.{}", group.to_uppercase(), number.to_lowercase())
}

// ---- Numbers as a Vietnamese document prints them -------------------------------------------

/// `1.234.567`.
pub(crate) fn dong(amount: i64) -> String {
    let digits = amount.to_string();
    let first = digits.len() % 3;
    let mut groups: Vec<&str> = Vec::new();
    if first > 0 {
        groups.push(&digits[..first]);
    }
    let rest = digits.as_bytes()[first..].chunks(3);
    groups.extend(rest.map(|group| std::str::from_utf8(group).expect("digits")));
    groups.join(".")
}

/// `45,5%` of hundredths.
pub(crate) fn percent(hundredths: i64) -> String {
    format!("{}%", points(hundredths))
}

/// `45,5` of hundredths; no zeros at the end.
pub(crate) fn points(hundredths: i64) -> String {
    let text = format!(
        "{}{},{:02}",
        if hundredths < 0 { "-" } else { "" },
        hundredths.abs() / 100,
        hundredths.abs() % 100
    );
    text.trim_end_matches('0').trim_end_matches(',').to_owned()
}

/// A fraction as a percentage, rounded half up to a tenth.
pub(crate) fn share(part: i64, whole: i64) -> String {
    let tenths = (part * 2000 + whole) / (whole * 2);
    percent(tenths * 10)
}
