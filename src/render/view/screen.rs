//! The part of the view used only by the screen page: chart data, the grid of all agencies, the
//! trend. Content of the printed documents is in the rest of the view.
//!
//! Measures are integers (hundredths of a percent, days, đồng); the templates scale and place them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CiteView, LazyList, LevelView, MadeList, Share, Word};

/// Data of the screen page only.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScreenView {
    /// The figures of the previous period; null unless it is a single quarter.
    pub before: Option<BeforeView>,
    /// Tasks paused or not begun.
    pub halted: Share,
    /// Groups and their tasks, in the order of `groups`.
    pub groups: Vec<ScreenGroup>,
    /// Solutions and duties outside the appendix, in the order of `beside`.
    pub beside: Vec<BoardRows>,
    /// Duties requested of other bodies, in the order of `requests`.
    pub requests: Vec<BoardRows>,
    /// Number of rows in all these tasks.
    pub rows: usize,
    /// The trend over the quarters.
    pub trend: TrendView,
    /// All agencies that owe or sent a report, by kind.
    pub kinds: Vec<ScreenKind>,
    /// The days of receipt, in the order of `coverage`.
    pub timelines: Vec<TimelineView>,
    /// The amounts by source, in the order of `funds.by_source`.
    pub funds: Vec<AmountsView>,
    /// The largest of these amounts, in đồng; null without one.
    pub largest_amount: Option<i64>,
}

/// The main figures of the previous period.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BeforeView {
    /// `quý IV năm 2025`.
    pub name: String,
    /// Complete.
    pub complete: Share,
    /// Paused or not begun.
    pub halted: Share,
    /// Without a valid row of the lead.
    pub unreported: Share,
    /// Overdue.
    pub overdue: Share,
    /// The mean of progress, `62,5%`.
    pub mean_progress: Option<String>,
    /// Reports with content, of those owed.
    pub sent: Share,
    /// On time, of those owed.
    pub on_time: Share,
    /// The same by level: bodies of the province, districts, communes.
    pub levels: Vec<LevelView>,
}

/// A group.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScreenGroup {
    /// Its tasks, in order.
    pub tasks: Vec<ScreenTask>,
    /// Its tasks by status, from complete to unreported.
    pub by_status: Vec<ScreenTask>,
    /// The rows of each task, in order.
    pub rows: Vec<BoardRows>,
}

/// A task in the charts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScreenTask {
    /// `I.2`.
    pub id: String,
    /// The status, or `chua_co` without a valid row of the lead.
    pub key: String,
    /// Its letter.
    pub letter: String,
    /// Whether it is overdue.
    pub overdue: bool,
    /// Progress in hundredths of a percent.
    pub progress: Option<i64>,
    /// Progress in the previous period.
    pub before: Option<i64>,
}

/// The rows of a task.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BoardRows {
    /// `I.2`.
    pub id: String,
    /// Id of its lead; null without one.
    pub lead: Option<String>,
    /// Number of rows.
    pub count: usize,
    /// The rows by status, in the order of `figures.by_status`; statuses without rows are left out.
    pub by_status: Vec<StatusRows>,
}

/// The rows of a task with one status.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StatusRows {
    /// The status.
    pub key: Word,
    /// `Đang triển khai`.
    pub label: Arc<str>,
    /// The rows: the lead's first, then by kind and name of the agency; of one agency, oldest first.
    pub rows: MadeList<ScreenRow>,
}

/// A row, without its words: they stand in the annex of details.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScreenRow {
    /// The agency.
    pub agency: Arc<str>,
    /// Whether the agency leads the task.
    pub lead: bool,
    /// In a longer period, the quarter of the row: `quý III năm 2025`; null otherwise.
    pub period: Option<Arc<str>>,
    /// Progress.
    pub progress: Option<String>,
    /// Its number among all rows of the report, as in the annex of details.
    pub number: usize,
}

/// The trend over the quarters.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TrendView {
    /// The quarters, oldest first, those without files included.
    pub periods: Vec<TrendPeriod>,
    /// Number of quarters with files.
    pub counted: usize,
    /// The measures.
    pub measures: Vec<MeasureView>,
}

/// A quarter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TrendPeriod {
    /// `quý I năm 2026`.
    pub name: String,
    /// `I/2026`.
    pub short: String,
    /// Whether it has files.
    pub counted: bool,
}

/// A measure through the quarters.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeasureView {
    /// `complete`, `overdue`, `progress`, `sent`, `on_time`, or `sent` of one level: `sent_province`,
    /// `sent_district`, `sent_commune`.
    pub key: String,
    /// One for each quarter.
    pub points: Vec<TrendPoint>,
}

/// A measure in a quarter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TrendPoint {
    /// In hundredths of a percent; null if nothing was reported.
    pub value: Option<i64>,
    /// The value as text: `42,3%`.
    pub percent: Option<String>,
    /// The count; null for a mean, and if nothing was reported.
    pub count: Option<usize>,
    /// The base; for a mean, the number of tasks; null if nothing was reported.
    pub of: Option<usize>,
    /// Whether the base differs from the previous point, so that they are not fully comparable.
    pub base_changed: bool,
}

/// Agencies of one kind.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScreenKind {
    /// `UBND cấp xã`.
    pub kind: String,
    /// The agencies, in Vietnamese order.
    pub agencies: LazyList<ScreenAgency>,
}

/// An agency.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScreenAgency {
    /// `so-y-te`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The state of its report for each folder of the period, in the order of `coverage`.
    pub reports: Vec<ReportState>,
    /// Its files, by their numbers in the annex of sources.
    pub sources: Vec<usize>,
    /// For each task of `matrix.tasks`: its entry, or that one is expected; null if it has no role.
    pub cells: LazyList<Option<GridCell>>,
    /// Solutions and duties outside the appendix on which it reported.
    pub beside: Vec<String>,
}

/// The state of an agency's report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportState {
    /// `on_time`, `late`, `deferred`, `undated`, `empty`, `unusable`, `unread`, `figures_alone`,
    /// `missing`, `not_yet`, `excused`; `asked` or `voluntary` for who sent one without owing it; `none` for
    /// who neither owes nor sent.
    pub state: String,
    /// When it was received.
    pub received: Option<String>,
    /// Days after the deadline; below 0 before it.
    pub days: Option<i64>,
    /// Why it was excused, or sent late with permission.
    pub reason: Option<String>,
}

/// A cell of the grid.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GridCell {
    /// The status; `cho` if the agency has a role in the task and no valid row.
    pub key: Word,
    /// Its letter.
    pub letter: Word,
    /// `Hoàn thành`; empty for `cho`.
    pub label: Arc<str>,
    /// Whether the agency leads the task.
    pub lead: bool,
    /// Progress.
    pub progress: Option<String>,
    /// The provenance of the row; null for `cho`.
    pub cite: Option<CiteView>,
}

/// The days of receipt of the reports of a folder.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TimelineView {
    /// The first day of the axis.
    pub first: String,
    /// The last day of the axis.
    pub last: String,
    /// Days from the first to the last.
    pub span: i64,
    /// Days from the first to the deadline.
    pub deadline_at: i64,
    /// The days with reports, in order.
    pub days: Vec<TimelineDay>,
    /// Number of reports with a day of receipt.
    pub dated: usize,
    /// Maximum number of reports on one day.
    pub most: usize,
}

/// A day.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TimelineDay {
    /// The date.
    pub date: String,
    /// Days from the first one of the axis.
    pub at: i64,
    /// Days after the deadline; below 0 before it.
    pub days: i64,
    /// The senders, by kind and name.
    pub agencies: Vec<String>,
}

/// Amounts of one source.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AmountsView {
    /// Allocated, in đồng; null if no row states it.
    pub allocated: Option<i64>,
    /// Disbursed, in đồng; null if no row states it.
    pub disbursed: Option<i64>,
}
