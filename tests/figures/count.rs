//! The figures of a report, counted from the rows that count.
//!
//! What they mean is what the issue, the contract and the pages of the rules say, not what the program
//! does. Figures are facts: a name and a text, so that two computations can be held side by side.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::judge::{Quarter, Row, Verdict};
use super::plan::{Plan, Role, Span, Task};

/// The statuses in the order in which a report tells them.
pub(crate) const STATUSES: [&str; 6] = [
    "hoan_thanh",
    "thuong_xuyen",
    "dang_trien_khai",
    "tam_dung",
    "chua_trien_khai",
    "khong_phat_sinh",
];

/// Figures by name.
pub(crate) type Facts = BTreeMap<String, String>;

/// A report: a period, and the folders that lie in it and before it.
#[derive(Clone)]
pub(crate) struct Report<'d> {
    pub(crate) plan: &'d Plan,
    pub(crate) span: Span,
    /// All folders, oldest first.
    pub(crate) all: &'d [Quarter],
    /// Those of the period.
    pub(crate) current: &'d [Quarter],
    /// Those that close before it begins.
    pub(crate) earlier: &'d [Quarter],
    pub(crate) as_of: NaiveDate,
}

/// What the lead says of a task.
pub(crate) struct Word<'d> {
    pub(crate) quarter: &'d Quarter,
    pub(crate) row: &'d Row,
}

/// Where a task stands on the axis of deadlines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Timing {
    Done,
    OnTime,
    Overdue(i64),
    NoDate,
    /// Nothing came up.
    Nothing,
    /// The lead says nothing, and no day is known that it should keep.
    Unknown,
}

/// Timing and the day that counts.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    pub(crate) timing: Timing,
    pub(crate) due: Option<NaiveDate>,
}

impl<'d> Report<'d> {
    /// The report of a period; none where no folder lies in it.
    pub(crate) fn of(plan: &'d Plan, all: &'d [Quarter], id: &str) -> Option<Self> {
        let span = plan.span(id);
        let is_current = |quarter: &Quarter| span.quarters.contains(&quarter.span.id);
        let first = all.iter().position(is_current)?;
        let count = all[first..].iter().take_while(|quarter| is_current(quarter)).count();
        let current = &all[first..first + count];
        let earlier = all.iter().take_while(|quarter| quarter.span.to < span.from).count();
        let as_of = current.last()?.as_of;
        Some(Self { plan, span, all, current, earlier: &all[..earlier], as_of })
    }

    /// The report of the period of the same kind just before; none where it has no folder.
    pub(crate) fn previous(&self) -> Option<Self> {
        let (year, part) = self.span.id.split_once('-').unwrap_or((&self.span.id, ""));
        let last: i32 = year.parse::<i32>().expect("a year") - 1;
        let id = match part {
            range if range.contains("..") => return None,
            "Q1" => format!("{last}-Q4"),
            "H1" => format!("{last}-H2"),
            "9M" => format!("{last}-9M"),
            "" => last.to_string(),
            "H2" => format!("{year}-H1"),
            quarter => {
                let number: u32 = quarter[1..].parse().expect("a quarter");
                format!("{year}-Q{}", number - 1)
            }
        };
        Self::of(self.plan, self.all, &id)
    }

    /// Whether a row is by the lead that a task has at the end of the period, under whatever name it
    /// had then, and was written while it led.
    fn is_leads(&self, row: &Row, task: &Task) -> bool {
        let lead = self.plan.body(self.plan.lead(task, self.span.to));
        row.role == Some(Role::Leads)
            && row.task.as_deref() == Some(&task.id)
            && row.agency.as_deref().is_some_and(|agency| self.plan.body(agency) == lead)
    }

    fn word_in(&self, quarters: &'d [Quarter], task: &Task) -> Option<Word<'d>> {
        quarters.iter().rev().find_map(|quarter| {
            let row = quarter.lead_rows(&task.id).find(|row| self.is_leads(row, task))?;
            Some(Word { quarter, row })
        })
    }

    /// The newest row of the lead in the period.
    pub(crate) fn word(&self, task: &Task) -> Option<Word<'d>> {
        self.word_in(self.current, task)
    }

    /// The newest row of the lead before the period.
    pub(crate) fn earlier_word(&self, task: &Task) -> Option<Word<'d>> {
        self.word_in(self.earlier, task)
    }

    /// The rows of whoever led a task then, up to the end of the period, the newest first.
    fn words(&self, task: &'d Task) -> impl Iterator<Item = Word<'d>> {
        let last = self.span.to;
        let quarters = self.all.iter().rev().filter(move |quarter| quarter.span.to <= last);
        quarters
            .flat_map(|quarter| quarter.lead_rows(&task.id).map(move |row| Word { quarter, row }))
    }

    /// The newest of them that is more than "nothing came up".
    pub(crate) fn last_real(&self, task: &'d Task) -> Option<Word<'d>> {
        self.words(task).find(|word| word.row.status != "khong_phat_sinh")
    }

    /// The newest of them that states its progress.
    pub(crate) fn last_stated(&self, task: &'d Task) -> Option<Word<'d>> {
        self.words(task).find(|word| word.row.progress.is_some())
    }

    /// Whether the lead wrote of a task and none of it counts.
    pub(crate) fn is_left_out(&self, task: &Task) -> bool {
        let lead = self.plan.body(self.plan.lead(task, self.span.to));
        let is_refused = |row: &Row| {
            matches!(row.verdict, Verdict::Refused(_))
                && row.role == Some(Role::Leads)
                && row.task.as_deref() == Some(&task.id)
                && row.agency.as_deref().is_some_and(|agency| self.plan.body(agency) == lead)
        };
        self.word(task).is_none() && self.current.iter().any(|q| q.rows.iter().any(is_refused))
    }

    /// The day that the lead registered last, in the period or before it: an empty cell takes back
    /// nothing.
    fn registered(&self, task: &Task) -> Option<NaiveDate> {
        let quarters = self.all.iter().rev().filter(|quarter| quarter.span.to <= self.span.to);
        let mut rows = quarters.flat_map(|quarter| quarter.lead_rows(&task.id));
        rows.find_map(|row| row.due.filter(|_| self.is_leads(row, task)))
    }

    /// Until when a task is due, and how that stands on the day of the report.
    pub(crate) fn deadline(&self, task: &Task) -> Deadline {
        let said = self.word(task).or_else(|| self.earlier_word(task));
        let is_silent = self.word(task).is_none();
        let due = self.plan.due(task).or_else(|| self.registered(task));
        let late = due.map(|due| (self.as_of - due).num_days()).filter(|days| *days > 0);
        let status = said.as_ref().map_or("", |word| word.row.status.as_str());
        let timing = match (status, late) {
            ("hoan_thanh" | "khong_phat_sinh", _) if is_silent => Timing::Unknown,
            ("hoan_thanh", _) => Timing::Done,
            ("khong_phat_sinh", _) => Timing::Nothing,
            (_, Some(days)) => Timing::Overdue(days),
            _ if due.is_none() && is_silent => Timing::Unknown,
            _ if due.is_none() => Timing::NoDate,
            _ => Timing::OnTime,
        };
        Deadline { timing, due }
    }

    pub(crate) fn is_overdue(&self, task: &Task) -> bool {
        matches!(self.deadline(task).timing, Timing::Overdue(_))
    }

    /// Days for which the lead has been silent on a task that has no deadline, beyond what is borne.
    pub(crate) fn silence(&self, task: &Task) -> Option<i64> {
        let since = match self.earlier_word(task) {
            Some(word) => word.quarter.span.to,
            None => self.plan.answers_since(task, self.span.to),
        };
        let days = (self.as_of - since).num_days();
        let is_silent = self.word(task).is_none()
            && !self.is_left_out(task)
            && self.deadline(task).due.is_none();
        (is_silent && days > self.plan.silent_days()).then_some(days)
    }

    pub(crate) fn status(&self, task: &Task) -> Option<&'d str> {
        self.word(task).map(|word| word.row.status.as_str())
    }

    pub(crate) fn progress(&self, task: &Task) -> Option<i64> {
        self.word(task)?.row.progress
    }
}

// ---- Families of figures --------------------------------------------------------------------

/// The days and folders of the report.
pub(crate) fn head(report: &Report<'_>) -> Facts {
    let quarters = report.current.iter();
    let there: Vec<&str> = quarters.clone().map(|quarter| quarter.span.id.as_str()).collect();
    // Nothing was to be sent before the plan, nor of what has not begun.
    let could_be = |id: &&String| {
        let span = report.plan.span(id);
        span.to >= report.plan.issued && span.from <= report.as_of
    };
    let lacking = report.span.quarters.iter().filter(|id| !there.contains(&id.as_str()));
    let lacking = lacking.filter(could_be);
    let speaking = quarters.clone().flat_map(Quarter::counting);
    let bodies: BTreeSet<&str> =
        speaking.filter_map(|row| row.agency.as_deref()).map(|id| report.plan.body(id)).collect();
    let notice = quarters.clone().find_map(|quarter| quarter.page.notice.clone());
    let told = [
        ("as_of", short_date(report.as_of)),
        ("notice", notice.unwrap_or_default()),
        ("previous", report.previous().map(|before| before.span.id).unwrap_or_default()),
        ("from", short_date(report.span.from)),
        ("to", short_date(report.span.to)),
        ("missing_parts", lacking.map(|id| quarter_name(id)).collect::<Vec<_>>().join("; ")),
        ("agencies", bodies.len().to_string()),
    ];
    told.into_iter().map(|(name, told)| (name.to_owned(), told)).collect()
}

/// State, progress and place of each task.
pub(crate) fn states(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    for task in report.plan.tasks() {
        let word = report.word(task);
        let lead = report.plan.name(report.plan.lead(task, report.span.to));
        let label = match &word {
            Some(word) => report.plan.label(&word.row.status),
            None if report.is_left_out(task) => "Số liệu còn lỗi",
            None => "Chưa có báo cáo",
        };
        let mut add =
            |what: &str, value: String| facts.insert(format!("{} {what}", task.id), value);
        add("lead", lead.into());
        add("status", report.status(task).unwrap_or_default().into());
        add("label", label.into());
        add("progress", report.progress(task).map_or(String::new(), percent));
        add(
            "place",
            word.map_or(String::new(), |word| {
                format!("{}:{}", word.quarter.files[word.row.file].name, word.row.number)
            }),
        );
    }
    facts
}

/// Progress against the period before.
pub(crate) fn against_before(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let Some(before) = report.previous() else { return facts };
    for task in report.plan.tasks() {
        let was = before.word(task).map(|word| match word.row.progress {
            Some(progress) => {
                format!("{}, {}", report.plan.label(&word.row.status), percent(progress))
            }
            None => report.plan.label(&word.row.status).to_owned(),
        });
        let change = report.progress(task).zip(before.progress(task)).map(|(now, was)| {
            let points = points(now - was);
            if now > was { format!("+{points}") } else { points }
        });
        facts.insert(format!("{} before", task.id), was.unwrap_or_default());
        facts.insert(format!("{} change", task.id), change.unwrap_or_default());
    }
    facts
}

/// The axis of deadlines, task by task.
pub(crate) fn deadlines(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    for task in report.plan.tasks() {
        let deadline = report.deadline(task);
        let timing = match deadline.timing {
            Timing::Done => "done".to_owned(),
            Timing::OnTime => "on_time".to_owned(),
            Timing::Overdue(days) => format!("overdue {days}"),
            Timing::NoDate => "no_date".to_owned(),
            Timing::Nothing => "nothing".to_owned(),
            Timing::Unknown => "unknown".to_owned(),
        };
        facts.insert(format!("{} timing", task.id), timing);
        let due = deadline.due.map(short_date);
        facts.insert(format!("{} due", task.id), due.unwrap_or_default());
        let silence = report.silence(task).map(|days| days.to_string());
        facts.insert(format!("{} silence", task.id), silence.unwrap_or_default());
    }
    facts
}

/// What `report status` says of each task.
pub(crate) fn status_tasks(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let changes = against_before(report);
    for task in report.plan.tasks() {
        let deadline = report.deadline(task);
        let (band, days) = match deadline.timing {
            Timing::Overdue(days) if days > report.plan.overdue_days() => {
                ("overdue_high", days.to_string())
            }
            Timing::Overdue(days) => ("overdue_low", days.to_string()),
            _ if report.silence(task).is_some() => ("silent", String::new()),
            _ => ("", String::new()),
        };
        let change = changes.get(&format!("{} change", task.id)).map_or("", String::as_str);
        let told = [
            report.plan.lead(task, report.span.to).to_owned(),
            report.status(task).unwrap_or_default().to_owned(),
            report.progress(task).map_or(String::new(), points),
            change.trim_start_matches('+').to_owned(),
            band.to_owned(),
            days,
            report.silence(task).map_or(String::new(), |days| days.to_string()),
        ];
        facts.insert(task.id.clone(), told.join(" | "));
    }
    facts
}

/// Counts over all tasks and over each group, and the mean of each.
pub(crate) fn counts(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let all: Vec<&Task> = report.plan.tasks().collect();
    count(report, "all", &all, &mut facts);
    for group in &report.plan.appendix.groups {
        count(report, &group.id, &group.tasks.iter().collect::<Vec<_>>(), &mut facts);
    }
    facts
}

fn count(report: &Report<'_>, of: &str, tasks: &[&Task], facts: &mut Facts) {
    let total = tasks.len();
    facts.insert(format!("{of} parts"), "100%".into());
    let mut list = |what: &str, kept: Vec<String>| {
        // Parts that are printed together add up, so each may be rounded either way.
        let is_part = STATUSES.contains(&what) || what == "unreported";
        let share = share(kept.len() as i128, total as i128);
        let share = if is_part { "rounded".to_owned() } else { share };
        let told = format!("{}/{total} {share}: {}", kept.len(), kept.join(", "));
        facts.insert(format!("{of} {what}"), told);
    };
    let having = |keep: &dyn Fn(&Task) -> bool| -> Vec<String> {
        tasks.iter().filter(|task| keep(task)).map(|task| task.id.clone()).collect()
    };
    for status in STATUSES {
        list(status, having(&|task| report.status(task) == Some(status)));
    }
    list("unreported", having(&|task| report.word(task).is_none()));
    let late = |keep: &dyn Fn(i64) -> bool| -> Vec<String> {
        let late = tasks.iter().filter_map(|task| match report.deadline(task).timing {
            Timing::Overdue(days) => Some((task, days)),
            _ => None,
        });
        late.filter(|(_, days)| keep(*days))
            .map(|(task, days)| format!("{} ({days} ngày)", task.id))
            .collect()
    };
    let high = report.plan.overdue_days();
    list("overdue", late(&|_| true));
    list("overdue_low", late(&|days| days <= high));
    list("overdue_high", late(&|days| days > high));
    let timed = |wanted: Timing| having(&|task| report.deadline(task).timing == wanted);
    list("on_time", timed(Timing::OnTime));
    list("no_date", timed(Timing::NoDate));
    list("done", timed(Timing::Done));
    list("nothing", timed(Timing::Nothing));
    list("unknown", timed(Timing::Unknown));

    let numbers: Vec<i64> = tasks.iter().filter_map(|task| report.progress(task)).collect();
    facts.insert(format!("{of} mean"), mean(&numbers));
    facts.insert(format!("{of} mean_over"), numbers.len().to_string());
}

/// The mean over the tasks that have a number now and in the period before.
pub(crate) fn like_with_like(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let Some(before) = report.previous() else { return facts };
    let both: Vec<(i64, i64)> = report
        .plan
        .tasks()
        .filter_map(|task| before.progress(task).zip(report.progress(task)))
        .collect();
    if both.is_empty() {
        return facts;
    }
    let numbers = |of: &Report<'_>| of.plan.tasks().filter(|t| of.progress(t).is_some()).count();
    let more = [report, &before].iter().any(|of| numbers(of) > both.len());
    facts.insert("base_changed".into(), more.to_string());
    let (was, now): (Vec<i64>, Vec<i64>) = both.into_iter().unzip();
    facts.insert("before".into(), mean(&was));
    facts.insert("now".into(), mean(&now));
    facts.insert("over".into(), now.len().to_string());
    facts
}

/// `I/2026`.
pub(crate) fn short_quarter(id: &str) -> String {
    let (year, quarter) = id.split_once("-Q").expect("a quarter");
    format!("{}/{year}", roman(quarter))
}

fn roman(quarter: &str) -> &'static str {
    ["I", "II", "III", "IV"][quarter.parse::<usize>().expect("a number") - 1]
}

/// `quý I năm 2026`.
pub(crate) fn quarter_name(id: &str) -> String {
    let (year, quarter) = id.split_once("-Q").expect("a quarter");
    format!("quý {} năm {year}", roman(quarter))
}

// ---- Numbers and days as a Vietnamese document prints them ------------------------------------

pub(crate) use super::common::short_date;

/// `1.234.567`.
pub(crate) fn dong(amount: i128) -> String {
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

/// A fraction as a percentage, rounded half up to a tenth. 0% and 100% are exact: what is only near
/// them has one more decimal, or is said to be near.
pub(crate) fn share(part: i128, whole: i128) -> String {
    if whole == 0 {
        return String::new();
    }
    let rounded = |scale: i128| (part * 2 * scale + whole) / (whole * 2);
    let is_exact = part == 0 || part == whole;
    let (tenths, hundredths) = (rounded(1_000), rounded(10_000));
    let shown = match (tenths, hundredths) {
        (0, 0) if !is_exact => return "dưới 0,1%".to_owned(),
        (1_000, 10_000) if !is_exact => return "trên 99,9%".to_owned(),
        (0 | 1_000, hundredths) => hundredths,
        (tenths, _) => tenths * 10,
    };
    percent(i64::try_from(shown).expect("a percentage"))
}

/// The mean of hundredths of a percent; empty of nothing.
pub(crate) fn mean(numbers: &[i64]) -> String {
    let sum: i64 = numbers.iter().sum();
    share(i128::from(sum), numbers.len() as i128 * 10_000)
}
