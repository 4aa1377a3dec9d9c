//! The part of the view that only the page on the screen shows: numbers to draw by, the grid of all
//! agencies, the way through the quarters. What the documents say stays in the rest of the view.
//!
//! Measures are whole numbers (hundredths of a percent, days, đồng): the templates scale them and
//! decide where they stand.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CiteView, LazyList, Share, Word};

/// What only the page on the screen shows.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScreenView {
    /// The figures of the period compared with; null where they are not those of one quarter.
    pub before: Option<BeforeView>,
    /// Marks of the groups and tasks, in the order of `groups`.
    pub groups: Vec<ScreenGroup>,
    /// The way through the quarters.
    pub trend: TrendView,
    /// All who owe a report or sent one, by kind.
    pub kinds: Vec<ScreenKind>,
    /// The days on which reports came in, in the order of `coverage`.
    pub timelines: Vec<TimelineView>,
    /// The amounts by source, in the order of `funds.by_source`.
    pub funds: Vec<AmountsView>,
    /// The largest of these amounts, in đồng; null when there is none.
    pub largest_amount: Option<i64>,
}

/// The main figures of the period before.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BeforeView {
    /// `quý IV năm 2025`.
    pub name: String,
    /// Complete.
    pub complete: Share,
    /// Without a valid row of the lead.
    pub unreported: Share,
    /// Overdue.
    pub overdue: Share,
    /// The mean of progress, `62,5%`.
    pub mean_progress: Option<String>,
    /// Reports with contents, of those owed.
    pub sent: Share,
    /// Of those owed, in time.
    pub on_time: Share,
}

/// A group.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScreenGroup {
    /// Its tasks, in order.
    pub tasks: Vec<ScreenTask>,
    /// Its tasks once more, from what is complete to what nobody reported.
    pub by_status: Vec<ScreenTask>,
}

/// The marks of a task.
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
    /// Progress in the period before.
    pub before: Option<i64>,
    /// The ids of the agency that leads it and of those that reported on it.
    pub agencies: Vec<String>,
}

/// The way through the quarters.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TrendView {
    /// The quarters, oldest first; those without files stand for a gap.
    pub periods: Vec<TrendPeriod>,
    /// How many of them have files.
    pub counted: usize,
    /// What is followed.
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
    /// Whether its files are there.
    pub counted: bool,
}

/// A measure through the quarters.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeasureView {
    /// `complete`, `progress`, `sent` or `on_time`.
    pub key: String,
    /// One for each quarter.
    pub points: Vec<TrendPoint>,
}

/// A measure in a quarter.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TrendPoint {
    /// In hundredths of a percent; null when nothing was reported.
    pub value: Option<i64>,
    /// The same as it is written: `42,3%`.
    pub percent: Option<String>,
    /// How many; null for a mean, and when nothing was reported.
    pub count: Option<usize>,
    /// Of how many; for a mean, over how many; null when nothing was reported.
    pub of: Option<usize>,
    /// Whether it is of another number than the point before, so that both are not quite alike.
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
    /// What became of its report, for each folder of the period, in the order of `coverage`.
    pub reports: Vec<ReportState>,
    /// Its files, by their numbers in the annex of sources.
    pub sources: Vec<usize>,
    /// For each task of `matrix.tasks`: what it said of it, or that it was asked to; null where it
    /// has no part.
    pub cells: LazyList<Option<GridCell>>,
    /// Solutions and duties beside the appendix on which it reported.
    pub beside: Vec<String>,
}

/// What became of an agency's report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportState {
    /// `on_time`, `late`, `deferred`, `undated`, `empty`, `unusable`, `unread`, `missing`,
    /// `not_yet`, `excused`; `asked` or `voluntary` for who sent one without owing it; `none` for
    /// who neither owes nor sent.
    pub state: String,
    /// When it was received.
    pub received: Option<String>,
    /// Days after the deadline; below 0 before it.
    pub days: Option<i64>,
}

/// A cell of the grid.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GridCell {
    /// The status; `cho` where the agency has a part in the task and no valid row.
    pub key: Word,
    /// Its letter.
    pub letter: Word,
    /// `Hoàn thành`; empty for `cho`.
    pub label: Arc<str>,
    /// Whether the agency leads the task.
    pub lead: bool,
    /// Progress.
    pub progress: Option<String>,
    /// Where the row stands; null for `cho`.
    pub cite: Option<CiteView>,
}

/// The days on which the reports of a folder came in.
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
    /// The days on which something came in, in order.
    pub days: Vec<TimelineDay>,
    /// How many reports have a day.
    pub dated: usize,
    /// The most that came in on one day.
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
    /// Whose reports came in, by kind and name.
    pub agencies: Vec<String>,
}

/// Amounts of one source.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AmountsView {
    /// Allocated, in đồng; null when no row says.
    pub allocated: Option<i64>,
    /// Disbursed, in đồng; null when no row says.
    pub disbursed: Option<i64>,
}
