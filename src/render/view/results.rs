//! The results of the tasks as the body of the report tells them.

use serde::{Deserialize, Serialize};

use super::{AgencyWords, BodiesView, TaskSums, Word, WordsView};

/// The tasks by group and state.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ResultsView {
    /// The columns: every status, then a silent lead and, if there are any, rows left out.
    pub states: Vec<StateColumn>,
    /// The groups.
    pub groups: Vec<GroupStates>,
    /// Their sum.
    pub total: GroupStates,
    /// Bodies requested by the plan without information in the period.
    pub silent: BodiesView,
}

/// A column of the table.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StateColumn {
    /// `hoan_thanh`; `khong_bao_cao` for a silent lead, `con_loi` for a lead whose row is left out.
    pub key: Word,
    /// `Hoàn thành`.
    pub label: String,
}

/// The tasks of a group by state.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupStates {
    /// Its number in the section; 0 for the sum.
    pub number: usize,
    /// Its short name, else its title.
    pub name: String,
    /// How many tasks.
    pub tasks: usize,
    /// How many in each state, in the order of the columns. They add up to `tasks`.
    pub counts: Vec<usize>,
    /// How many of them are overdue.
    pub overdue: usize,
}

/// What the body says of a task beside its state.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TaskWords {
    /// What a duty is about, in short; null for tasks that have a short name of their own.
    pub subject: Option<String>,
    /// Whether it is overdue, paused or not begun.
    pub needs_attention: bool,
    /// The lead's result; null if it states none.
    pub said: Option<WordsView>,
    /// The lead's difficulty, if the task needs attention.
    pub cause: Option<WordsView>,
    /// The lead's next step, if the task needs attention.
    pub next: Option<WordsView>,
    /// Whether the lead proposes something, if the task needs attention.
    pub proposes: bool,
    /// The lead's state in the previous period; null without a valid row.
    pub before: Option<StateBefore>,
    /// Whether the task was completed in this period.
    pub finished_now: bool,
    /// Whether a task completed in this period kept its date: `before` or `after` it; null if
    /// neither is certain.
    pub kept: Option<Word>,
    /// The first period in a row with this state, if it is an earlier one: `quý IV/2025`.
    pub since: Option<String>,
    /// Quarters in a row with this state, this one included.
    pub in_a_row: usize,
    /// The reminder sent to a silent lead, if the page of the period gives its number and day:
    /// `123/SYT-BTE ngày 12/3/2026`.
    pub reminder: Option<String>,
    /// The coordinators.
    pub coordination: CoordinationView,
    /// The picked row of a coordinator; null if none is picked.
    pub highlight: Option<AgencyWords>,
    /// Outside the appendix: the rows, if there are few.
    pub rows: Vec<AgencyWords>,
    /// The sums of figures that the body prints.
    pub sums: TaskSums,
}

/// The lead's state in the previous period.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StateBefore {
    /// `dang_trien_khai`.
    pub status: Word,
    /// `Đang triển khai`.
    pub status_label: String,
    /// `55%`, for states whose progress is printed.
    pub progress: Option<String>,
}

/// The coordinators of a task.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CoordinationView {
    /// How many report on it.
    pub count: usize,
    /// How many of them state a difficulty.
    pub with_difficulty: usize,
    /// How many of them are still at work, if the lead is done.
    pub unfinished: usize,
    /// Bodies of the province, then each level below it.
    pub levels: Vec<CoordinatorsView>,
}

/// The coordinators of one level.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CoordinatorsView {
    /// The bodies. Those below the province are never named.
    pub bodies: BodiesView,
    /// How many were asked, if the plan names all of the level.
    pub asked: Option<usize>,
    /// How many of those who report were asked.
    pub answered: usize,
    /// What those asked are called: `xã, phường, đặc khu`.
    pub asked_words: Option<String>,
    /// How many are at work or done.
    pub active: usize,
    /// The states that occur, in reading order.
    pub states: Vec<CoordinatorState>,
}

/// The coordinators of one level in one state.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CoordinatorState {
    /// `thuong_xuyen`.
    pub key: Word,
    /// `Thực hiện thường xuyên`.
    pub label: String,
    /// Whether it says that work is being done or was done.
    pub is_active: bool,
    /// How many.
    pub count: usize,
    /// Their names, if the level is named.
    pub names: Vec<String>,
}
