//! Sections I and III to VII in the view.

use serde::{Deserialize, Serialize};

use super::{BodiesView, Word, WordsView};

/// The reports that one kind of agency owes, in a folder.
#[derive(Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SentByKind {
    /// `UBND cấp xã`.
    pub kind: Word,
    /// `cấp xã`; empty in the sum of all.
    pub level: Word,
    /// Whether they are districts or communes, which a document counts and does not name.
    pub local: bool,
    /// How many owe a report and were not excused.
    pub owed: usize,
    /// On time.
    pub on_time: usize,
    /// After the deadline.
    pub late: usize,
    /// After the deadline with permission.
    pub deferred: usize,
    /// On an unknown day.
    pub undated: usize,
    /// Without content.
    pub empty: usize,
    /// Without a valid row.
    pub unusable: usize,
    /// Without a readable file.
    pub unread: usize,
    /// With figures and no report.
    pub figures_alone: usize,
    /// Not sent, before the deadline.
    pub not_yet: usize,
    /// Not sent.
    pub missing: usize,
    /// Names of those that sent none; empty for districts and communes.
    pub missing_names: Vec<String>,
    /// Those that sent something for the first time.
    pub first_time: usize,
    /// Those that sent something in the previous period and nothing in this one.
    pub fell_silent: usize,
}

/// Units of another former province, which are not counted.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScopeView {
    /// `tỉnh Ninh Thuận`.
    pub province: String,
    /// How many.
    pub count: usize,
    /// What they are: `xã, phường`.
    pub units: String,
    /// Since when they exist: `01/7/2025`; null if not all of them since the same day.
    pub since: Option<String>,
}

/// Documents issued, counted.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IssuedView {
    /// The bodies that issued them.
    pub bodies: BodiesView,
    /// By kind of document, the most frequent first, what cannot be read last.
    pub kinds: Vec<NamedCount>,
    /// How many the consolidating body issued.
    pub own: usize,
    /// Those of them that are no công văn, at most `limits.names`: `Kế hoạch số 12/KH-SYT ngày
    /// 16/01/2026`.
    pub own_named: Vec<String>,
}

/// A count with a name.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NamedCount {
    /// How many.
    pub count: usize,
    /// Of what: `kế hoạch`.
    pub name: String,
}

/// Difficulties, as section V tells them.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DifficultiesView {
    /// How many rows have one.
    pub rows: usize,
    /// The bodies that raise them.
    pub bodies: BodiesView,
    /// Whether they are told by theme; else by task.
    pub by_theme: bool,
    /// Whether the plan has themes.
    pub has_themes: bool,
    /// Rows without a theme.
    pub unplaced: usize,
    /// Whether they are so many that they are a table.
    pub as_table: bool,
    /// The columns of that table.
    pub columns: Vec<ColumnView>,
    /// The groups.
    pub groups: Vec<ConcernGroupView>,
    /// Groups of few bodies, told in one sentence; they are rows of the table too.
    pub small: Vec<ConcernGroupView>,
    /// What leads of overdue, paused or unstarted tasks say, of all groups.
    pub troubled: Vec<QuoteView>,
    /// How many more of them there are.
    pub more_troubled: usize,
    /// Wordings that several bodies share, of all groups.
    pub shared: Vec<QuoteView>,
}

/// A column of a table of groups: a kind of body.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ColumnView {
    /// What the bodies are called: `xã, phường`.
    pub words: String,
    /// How many of them sent rows.
    pub all: usize,
    /// Whether they are below the province: a closed list.
    pub local: bool,
}

/// Difficulties or proposals that are told together.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConcernGroupView {
    /// The theme, or code and name of the task.
    pub name: String,
    /// How many rows.
    pub rows: usize,
    /// The bodies.
    pub bodies: BodiesView,
    /// The bodies in each column of the table.
    pub counts: Vec<usize>,
    /// The codes of the tasks.
    pub tasks: Vec<String>,
    /// What is quoted.
    pub quotes: Vec<QuoteView>,
    /// How many more wordings there are.
    pub more: usize,
    /// Whether all of it is what leads say of overdue, paused or unstarted tasks.
    pub only_troubled: bool,
    /// The reply of the consolidating body; null without one.
    pub reply: Option<String>,
}

/// A wording and those who use it.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct QuoteView {
    /// Those of the province.
    pub above: BodiesView,
    /// Those below the province, counted only.
    pub local: BodiesView,
    /// The codes of the tasks.
    pub tasks: Vec<String>,
    /// The state of the task, of a lead of an overdue, paused or unstarted one: `quá hạn`.
    pub state: Option<String>,
    /// The theme.
    pub theme: Option<String>,
    /// The words; of a proposal, those after the addressee.
    pub words: WordsView,
    /// Whether only one row has them, so that its provenance is given.
    pub single: bool,
    /// Quarters in a row, this one included.
    pub in_row: usize,
    /// The first quarter with these words, if earlier: `quý II/2025`.
    pub since: Option<String>,
}

/// The next steps that leads announce.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NextStepsView {
    /// The next quarter: `quý II/2026`; null for a period that is none.
    pub period: Option<String>,
    /// Tasks with a step that is printed.
    pub steps: Vec<StepAhead>,
    /// Tasks with a routine step: ongoing ones with few words, complete ones, those outside the
    /// appendix.
    pub routine: Vec<String>,
    /// Tasks of which the lead announces nothing.
    pub none: Vec<String>,
    /// The lead, if that is a single task.
    pub none_lead: Option<String>,
    /// Coordinators that announce something.
    pub others: BodiesView,
    /// What the consolidating body asks of itself.
    pub own: Vec<QuoteView>,
}

/// The next step of a task.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepAhead {
    /// The code of the task.
    pub task: String,
    /// Its lead.
    pub lead: String,
    /// The words.
    pub words: WordsView,
}

/// Proposals, as section VII tells them.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RequestsView {
    /// How many rows have one.
    pub rows: usize,
    /// The bodies that make one.
    pub bodies: BodiesView,
    /// Whether those of others are so many that they are a table.
    pub as_table: bool,
    /// The columns of that table.
    pub columns: Vec<ColumnView>,
    /// Of the consolidating body, and those it adopts.
    pub own: Vec<RequestsTo>,
    /// Of others, by addressee.
    pub others: Vec<RequestsTo>,
    /// To the consolidating body; null without any.
    pub to_unit: Option<RequestsTo>,
    /// Themes with a reply that nobody asked for.
    pub unasked: Vec<String>,
}

/// Proposals to one addressee.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RequestsTo {
    /// `UBND tỉnh Khánh Hòa`; null where no addressee is named.
    pub name: Option<String>,
    /// Whether agencies write that name; false where it says what addressees are meant.
    pub is_named: bool,
    /// Whether it is another agency of the province, to which they are to be forwarded.
    pub forwarded: bool,
    /// How many rows.
    pub rows: usize,
    /// The bodies that make them.
    pub bodies: BodiesView,
    /// By theme; by task if the plan has no themes.
    pub groups: Vec<ConcernGroupView>,
    /// In a table: number of leads of tasks among the bodies.
    pub leading: usize,
    /// In a table: what they ask, if at most `limits.names` of them do.
    pub leads: Vec<QuoteView>,
}
