//! The keys of the status, in order, and the words for them.

use serde::Serialize;

use crate::consolidate::{Change, Obligation, Outcome};
use crate::plan::{self, keyed};

/// The name and version of the contract.
pub const SCHEMA: &str = "report.status/2";

/// By what the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// One row an agency.
    Agency,
    /// One row a task.
    Task,
}

/// How a period stands. Days are `yyyy-mm-dd`, percentages are numbers.
#[derive(Debug, Serialize)]
pub struct Status {
    /// Name and version of this contract.
    pub schema: &'static str,
    /// `2025-Q4`.
    pub period: String,
    /// `quý IV năm 2025`.
    pub period_name: String,
    /// First day of the data window.
    pub from: String,
    /// Last day of the data window.
    pub to: String,
    /// The day up to which everything is counted.
    pub as_of: String,
    /// A line for everything made from illustrative data.
    pub notice: Option<String>,
    /// The period compared with; null without one.
    pub previous: Option<String>,
    /// How many errors keep data out of the figures.
    pub data_errors: usize,
    /// Quarters of a longer period that have no folder.
    pub missing_parts: Vec<String>,
    /// Who has reported, for each folder of the period.
    pub coverage: Vec<Coverage>,
    /// The counts over the tasks of the appendix.
    pub figures: Figures,
    /// The tasks of the appendix, in the plan's order.
    pub tasks: Vec<Task>,
}

/// Who has reported in one folder.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// `2025-Q4`.
    pub period: String,
    /// `quý IV năm 2025`.
    pub period_name: String,
    /// The last day on which a report is on time.
    pub deadline: String,
    /// Those who owe a report and were not excused.
    pub owed: usize,
    /// Of those, who sent one with contents.
    pub sent: usize,
    /// Of those, who sent it by the deadline.
    pub on_time: usize,
    /// Who sent it later.
    pub late: usize,
    /// Sent after the deadline by leave.
    pub deferred: usize,
    /// Who sent it on a day that is not known.
    pub undated: usize,
    /// Who sent one that says nothing.
    pub empty: usize,
    /// Who sent one of which no row counts.
    pub unusable: usize,
    /// Who sent one of which no file could be read.
    pub unread: usize,
    /// Who sent nothing, and the deadline has passed.
    pub missing: usize,
    /// Who sent nothing, and the deadline has not passed.
    pub not_yet: usize,
    /// Who was excused.
    pub excused: usize,
    /// All of them, then those who reported without owing it, by kind and name.
    pub agencies: Vec<Agency>,
}

/// An agency and its report.
#[derive(Debug, Serialize)]
pub struct Agency {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The key of its kind.
    pub kind: &'static str,
    /// `owed`, `requested` or `voluntary`.
    pub duty: Obligation,
    /// `on_time`, `late`, `undated`, `empty`, `unusable`, `unread`, `missing`, `not_yet` or
    /// `excused`; `sent`, `unusable`, `unread` or `silent` for who owes none.
    pub state: Outcome,
    /// The same in words.
    pub state_label: &'static str,
    /// Days after the deadline; null where it is not late.
    pub days_late: Option<i64>,
    /// When the report was received.
    pub received: Option<String>,
    /// Rows that hold data.
    pub rows: usize,
    /// Rows that count.
    pub rows_accepted: usize,
    /// Why it was excused.
    pub reason: Option<String>,
    /// Tasks it leads.
    pub leads: Vec<String>,
    /// Tasks it leads on which a row of it counts.
    pub leads_reported: Vec<String>,
}

/// Counts over tasks.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// All tasks.
    pub tasks: usize,
    /// By status, every status present.
    pub by_status: Vec<StatusCount>,
    /// Without a row of the lead that counts.
    pub unreported: usize,
    /// Not complete and within their date.
    pub on_time: usize,
    /// Not complete and without a date.
    pub no_date: usize,
    /// Overdue by no more days than `overdue_days`.
    pub overdue_low: usize,
    /// Overdue by more.
    pub overdue_high: usize,
    /// The days that part the two bands.
    pub overdue_days: u32,
    /// Without a date, and the lead silent for more days than `silent_days`.
    pub silent: usize,
    /// The days of silence after which a task is named.
    pub silent_days: u32,
    /// The simple mean of the progress given.
    pub mean_progress: Option<f64>,
    /// Over how many tasks.
    pub mean_over: usize,
}

/// How many tasks have a status.
#[derive(Debug, Serialize)]
pub struct StatusCount {
    /// Its key.
    pub status: plan::Status,
    /// Its words.
    pub label: String,
    /// How many.
    pub count: usize,
}

/// A task.
#[derive(Debug, Serialize)]
pub struct Task {
    /// `I.2`.
    pub id: String,
    /// The beginning of its wording.
    pub text: String,
    /// The lead's id.
    pub lead: Option<String>,
    /// The lead's name.
    pub lead_name: Option<String>,
    /// The key of its status; null without a row that counts.
    pub status: Option<plan::Status>,
    /// The status in words, or why there is none.
    pub status_label: String,
    /// Whether the lead's row is there and left out because of an error.
    pub left_out: bool,
    /// Percent.
    pub progress: Option<f64>,
    /// Percentage points since the previous period.
    pub change: Option<f64>,
    /// The status in the previous period.
    pub before_status: Option<plan::Status>,
    /// The same in words.
    pub before_label: Option<String>,
    /// The progress in the previous period.
    pub before_progress: Option<f64>,
    /// `finished`, `started`, `advanced`, `went_back`, `paused`, `newly_late`: what changed.
    pub changes: Vec<Change>,
    /// The day by which it is to be done.
    pub due: Option<String>,
    /// Who set it: `plan` or `agency`.
    pub due_by: Option<&'static str>,
    /// The earlier period whose report stated it, where the lead's row of this one does not.
    pub due_stated_in: Option<String>,
    /// `done`, `on_time`, `overdue`, `no_date` or `unknown`.
    pub timing: &'static str,
    /// The same in words.
    pub timing_label: String,
    /// `overdue_low`, `overdue_high` or `silent`; null in none of the three.
    pub band: Option<Band>,
    /// Days overdue.
    pub days_overdue: Option<i64>,
    /// Days of silence, where no date is set.
    pub days_silent: Option<i64>,
    /// How many other agencies reported on it.
    pub others: usize,
}

impl Status {
    /// Agencies with their folder, those who need attention first: nothing sent, nothing usable,
    /// late, excused, and last who is in order; then who owes no report.
    pub fn agencies(&self) -> Vec<(&Coverage, &Agency)> {
        let all = self.coverage.iter().flat_map(|c| c.agencies.iter().map(move |a| (c, a)));
        let mut all: Vec<(&Coverage, &Agency)> = all.collect();
        all.sort_by_key(|(_, a)| (a.duty != Obligation::Owed, a.state, -a.days_late.unwrap_or(0)));
        all
    }

    /// Tasks, those that need attention first: overdue, the longer the sooner; silent; without
    /// figures; gone back; paused; then the others in the plan's order.
    pub fn tasks(&self) -> Vec<&Task> {
        let mut all: Vec<&Task> = self.tasks.iter().collect();
        all.sort_by_key(|task| {
            let went_back = task.changes.contains(&Change::Fell);
            let rank = match task {
                Task { days_overdue: Some(_), .. } => 0,
                Task { days_silent: Some(_), .. } => 1,
                Task { status: None, .. } => 2,
                _ if went_back => 3,
                Task { status: Some(plan::Status::Paused), .. } => 4,
                _ => 5,
            };
            (rank, -task.days_overdue.or(task.days_silent).unwrap_or(0))
        });
        all
    }
}

keyed! {
    /// What makes a task stand out.
    Band {
        /// Overdue by no more days than `overdue_days`.
        OverdueLow = "overdue_low";
        /// Overdue by more.
        OverdueHigh = "overdue_high";
        /// Without a date, and its lead silent for more days than `silent_days`.
        Silent = "silent";
    }
}

/// The words for what became of a report.
pub fn label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Missing => "Chưa gửi",
        Outcome::Unread => "Đã gửi, chưa đọc được",
        Outcome::Unusable => "Đã gửi, chưa có dòng hợp lệ",
        Outcome::Empty => "Đã gửi, không có nội dung",
        Outcome::Late => "Đã gửi, chậm",
        Outcome::Deferred => "Đã gửi sau hạn, được lùi",
        Outcome::Undated => "Đã gửi, chưa rõ ngày nhận",
        Outcome::NotYet => "Chưa gửi, còn trong hạn",
        Outcome::Excused => "Được miễn hoặc lùi",
        Outcome::OnTime => "Đã gửi, đúng hạn",
        Outcome::Sent => "Đã gửi",
        Outcome::Silent => "Chưa có thông tin (không tính là thiếu)",
    }
}

/// The words of a band.
pub fn band_label(band: Option<Band>, figures: &Figures) -> String {
    match band {
        Some(Band::OverdueLow) => format!("Quá hạn đến {} ngày", figures.overdue_days),
        Some(Band::OverdueHigh) => format!("Quá hạn trên {} ngày", figures.overdue_days),
        Some(Band::Silent) => format!("Không hạn, im lặng trên {} ngày", figures.silent_days),
        None => String::new(),
    }
}
