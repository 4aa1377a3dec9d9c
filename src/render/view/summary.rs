//! The summary of the report: its numbered points and the table of decisions.

use serde::{Deserialize, Serialize};

use super::{Word, WordsView};

/// The points of the summary.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SummaryView {
    /// How many tasks the appendix has.
    pub tasks: usize,
    /// The tasks by state, in reading order; states without a task are absent.
    pub states: Vec<StateTasks>,
    /// The previous period: `quý IV/2025`; null without one.
    pub since: Option<String>,
    /// How it is called: `quý trước`, `năm trước`, `kỳ trước`.
    pub previous_word: Word,
    /// The changes since the previous period, kinds without a task absent; null without one.
    pub changes: Option<Vec<ChangedTasks>>,
    /// Overdue tasks, by who set the date.
    pub overdue: Vec<OverdueView>,
    /// How many open tasks have no date, so that nobody can say whether they are late; the lead
    /// registered none in any valid row, and has no row left out.
    pub without_date: usize,
    /// How many open tasks have no known date because the lead's row is left out.
    #[serde(default)]
    pub date_left_out: usize,
    /// Whether nothing is known of any date, because no lead has a valid row.
    pub dates_unknown: bool,
    /// Tasks not begun or paused for several quarters in a row.
    pub stalled: Vec<StalledView>,
    /// Who sent a report, for each folder of the period.
    pub submissions: Vec<SubmissionView>,
    /// The levels below the province of which too few sent one to speak for the province:
    /// `cấp xã`.
    pub unrepresentative: Vec<Word>,
    /// What is asked of somebody above, the most urgent ones.
    pub decisions: Vec<DecisionView>,
    /// How many more are asked.
    pub more_decisions: usize,
}

/// Tasks in one state.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StateTasks {
    /// `hoan_thanh`; `khong_bao_cao` for a silent lead, `con_loi` for a lead whose row is left out.
    pub key: Word,
    /// `Hoàn thành`.
    pub label: String,
    /// How many.
    pub count: usize,
    /// Their codes, for states that need attention; empty for the others.
    pub tasks: Vec<String>,
}

/// Tasks that changed in one way. A task may have changed in more than one: `risen` and
/// `newly_late` count all tasks of which that is true.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangedTasks {
    /// `finished`, `started`, `risen`, `kept_up`, `complete_again`, `reopened`, `went_back`,
    /// `paused`, `newly_late`, `to_nothing` or `not_comparable`.
    pub key: Word,
    /// How many.
    pub count: usize,
    /// Their codes.
    pub tasks: Vec<String>,
    /// Codes with what a reader wants to know of such a change: `II.1 (từ 55% lên 70%)`, with names
    /// where somebody has to act.
    #[serde(default)]
    pub detailed: Vec<String>,
}

/// Overdue tasks whose date was set by one side.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OverdueView {
    /// `plan` or `agency`.
    pub by: Word,
    /// How many.
    pub count: usize,
    /// The latest ones, as many as a sentence may name.
    pub tasks: Vec<OverdueTask>,
}

/// An overdue task.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OverdueTask {
    /// `III.2`.
    pub id: String,
    /// Its lead; null without one.
    pub lead: Option<String>,
    /// Days after its date.
    pub days: i64,
}

/// A task in the same state for several quarters.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StalledView {
    /// `III.3`.
    pub id: String,
    /// Its lead; null without one.
    pub lead: Option<String>,
    /// `Chưa triển khai`.
    pub status_label: String,
    /// Quarters in a row, this one included.
    pub in_a_row: usize,
}

/// Who sent a report for one folder.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SubmissionView {
    /// `quý I/2026`.
    pub period: String,
    /// The last day on which a report was on time.
    pub deadline: String,
    /// Whether the deadline has not passed.
    pub still_open: bool,
    /// By level.
    pub levels: Vec<SubmissionLevel>,
}

/// Who of one level sent a report.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SubmissionLevel {
    /// `cấp tỉnh`, `cấp huyện`, `cấp xã`.
    pub level: Word,
    /// How many sent one with content.
    pub sent: usize,
    /// Of how many.
    pub of: usize,
    /// What they are: `cơ quan`, `xã, phường, đặc khu`.
    pub words: String,
}

/// Something that a lead asks of somebody above it.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DecisionView {
    /// Who decides: `UBND tỉnh`.
    pub decider: String,
    /// The lead's words after the name of who decides.
    pub matter: WordsView,
    /// The task.
    pub task: String,
    /// `overdue`, `paused`, `not_started` or `due_soon`.
    pub urgency: Word,
    /// Its due date, if it is due soon.
    pub due: Option<String>,
    /// The earlier period in which the lead first asked it in these words: `quý IV/2025`; null if
    /// this one.
    pub since: Option<String>,
}
