//! The status of a period: its JSON keys, in order, and their labels.

use serde::Serialize;

use super::figures::Indicator;
use super::themes::Themes;
use crate::consolidate::{Change, Obligation, Outcome};
use crate::plan::{self, keyed};

/// The name and version of the contract.
pub const SCHEMA: &str = "report.status/2";

/// What a row of a status table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsBy {
    /// One row per agency.
    Agency,
    /// One row per task.
    Task,
    /// One row per difficulty or proposal, with its theme.
    Theme,
    /// One row per indicator, with its total.
    Figure,
}

/// The status of a period. Dates are `yyyy-mm-dd`, percentages are numbers.
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
    /// First day of what the data are about, where it is another: a period made from folders that
    /// reach beyond it.
    pub data_from: Option<String>,
    /// Last day of what the data are about, where it is another.
    pub data_to: Option<String>,
    /// The cut-off day.
    pub as_of: String,
    /// A notice for illustrative data.
    pub notice: Option<String>,
    /// The previous period; null without one.
    pub previous: Option<String>,
    /// Number of errors that exclude data from the figures.
    pub data_errors: usize,
    /// Quarters of a longer period without a folder.
    pub missing_parts: Vec<String>,
    /// Coverage of each folder of the period.
    pub coverage: Vec<Coverage>,
    /// The counts over the tasks of the appendix.
    pub figures: Figures,
    /// The tasks of the appendix, in the plan's order.
    pub tasks: Vec<Task>,
    /// The themes of difficulties and proposals.
    pub themes: Themes,
    /// The indicators that are asked for or given, in the plan's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
}

/// Coverage of one folder.
#[derive(Debug, Serialize)]
pub struct Coverage {
    /// `2025-Q4`.
    pub period: String,
    /// `quý IV năm 2025`.
    pub period_name: String,
    /// The last day on which a report is on time.
    pub deadline: String,
    /// Agencies that owe a report and were not excused.
    pub owed: usize,
    /// Of those, agencies that sent one with content.
    pub sent: usize,
    /// Of those, agencies that sent it by the deadline.
    pub on_time: usize,
    /// Agencies that sent it later.
    pub late: usize,
    /// Agencies that sent it after the deadline with permission.
    pub deferred: usize,
    /// Agencies with an unknown day of receipt.
    pub undated: usize,
    /// Agencies that sent one without content.
    pub empty: usize,
    /// Agencies that sent one without an accepted row.
    pub unusable: usize,
    /// Agencies that sent one without a readable file.
    pub unread: usize,
    /// Agencies that sent figures and no report.
    pub figures_alone: usize,
    /// Agencies that sent nothing by the deadline.
    pub missing: usize,
    /// Agencies that sent nothing; the deadline has not passed.
    pub not_yet: usize,
    /// Excused agencies.
    pub excused: usize,
    /// All of them, then agencies that reported without owing it, by kind and name.
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
    /// `on_time`, `late`, `undated`, `empty`, `unusable`, `unread`, `figures_alone`, `missing`,
    /// `not_yet` or `excused`; `sent`, `unusable`, `unread`, `figures_alone` or `silent` for who owes
    /// none.
    pub state: Outcome,
    /// Its label.
    pub state_label: &'static str,
    /// Days after the deadline; null if not late.
    pub days_late: Option<i64>,
    /// When the report was received.
    pub received: Option<String>,
    /// Rows with data.
    pub rows: usize,
    /// Accepted rows.
    pub rows_accepted: usize,
    /// Why it was excused.
    pub reason: Option<String>,
    /// Tasks it leads.
    pub leads: Vec<String>,
    /// Tasks it leads with an accepted row.
    pub leads_reported: Vec<String>,
}

/// Counts over tasks.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// All tasks.
    pub tasks: usize,
    /// By status, every status present.
    pub by_status: Vec<StatusCount>,
    /// Without an accepted row of the lead.
    pub unreported: usize,
    /// Not complete and within their date.
    pub on_time: usize,
    /// Not complete and without a date.
    pub no_date: usize,
    /// Overdue by no more days than `overdue_days`.
    pub overdue_low: usize,
    /// Overdue by more.
    pub overdue_high: usize,
    /// The threshold between the two bands, in days.
    pub overdue_days: u32,
    /// Without a date, and the lead silent for more days than `silent_days`.
    pub silent: usize,
    /// Days of silence after which a task is reported.
    pub silent_days: u32,
    /// The simple mean of the stated progress.
    pub mean_progress: Option<f64>,
    /// Number of tasks in the mean.
    pub mean_over: usize,
}

/// The number of tasks with a status.
#[derive(Debug, Serialize)]
pub struct StatusCount {
    /// Its key.
    pub status: plan::Status,
    /// Its label.
    pub label: String,
    /// The number of tasks.
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
    /// The key of its status; null without an accepted row.
    pub status: Option<plan::Status>,
    /// The label of the status, or why there is none.
    pub status_label: String,
    /// Whether the lead's row exists but is left out because of an error.
    pub left_out: bool,
    /// Percent.
    pub progress: Option<f64>,
    /// Percentage points since the previous period.
    pub change: Option<f64>,
    /// The status in the previous period.
    pub before_status: Option<plan::Status>,
    /// Its label.
    pub before_label: Option<String>,
    /// The progress in the previous period.
    pub before_progress: Option<f64>,
    /// The changes: `finished`, `started`, `advanced`, `went_back`, `paused`, `newly_late`.
    pub changes: Vec<Change>,
    /// Its due date.
    pub due: Option<String>,
    /// Who set it: `plan` or `agency`.
    pub due_by: Option<&'static str>,
    /// The earlier period in which the lead stated it, if this period's row does not.
    pub due_stated_in: Option<String>,
    /// `done`, `on_time`, `overdue`, `no_date` or `unknown`.
    pub timing: &'static str,
    /// Its label.
    pub timing_label: String,
    /// `overdue_low`, `overdue_high` or `silent`; null in none of the three.
    pub band: Option<Band>,
    /// Days overdue.
    pub days_overdue: Option<i64>,
    /// Days of silence, if no due date is set.
    pub days_silent: Option<i64>,
    /// Number of other agencies that reported on it.
    pub others: usize,
}

impl Status {
    /// Agencies with their folder, those that need attention first: missing, unusable, late,
    /// excused, on time; then agencies without an obligation.
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
    /// The band of a task that needs attention.
    Band {
        /// Overdue by no more days than `overdue_days`.
        OverdueLow = "overdue_low";
        /// Overdue by more.
        OverdueHigh = "overdue_high";
        /// Without a date, and its lead silent for more days than `silent_days`.
        Silent = "silent";
    }
}

/// The label of an outcome.
pub fn outcome_label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Missing => "Chưa gửi",
        Outcome::Unread => "Đã gửi, chưa đọc được",
        Outcome::FiguresAlone => "Đã gửi bảng số liệu, chưa gửi báo cáo",
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

/// The label of a band.
pub fn band_label(band: Option<Band>, figures: &Figures) -> String {
    match band {
        Some(Band::OverdueLow) => format!("Quá hạn đến {} ngày", figures.overdue_days),
        Some(Band::OverdueHigh) => format!("Quá hạn trên {} ngày", figures.overdue_days),
        Some(Band::Silent) => format!("Không hạn, im lặng trên {} ngày", figures.silent_days),
        None => String::new(),
    }
}
