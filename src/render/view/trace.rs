//! The tasks by the recommendation that they answer, with their states.

use serde::{Deserialize, Serialize};

use super::{CiteView, Word};

/// The paragraphs of the recommendations with the tasks that answer them.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TraceView {
    /// Who made the recommendations; null if the plan does not say.
    pub of: Option<String>,
    /// The document whose paragraphs they are; null if the plan does not say.
    pub document: Option<String>,
    /// Who proposes which tasks answer which paragraph; null if all of it is confirmed.
    pub proposed_by: Option<String>,
    /// How many tasks the appendix of the plan has.
    pub tasks: usize,
    /// How many of them answer a paragraph.
    pub linked: usize,
    /// Whether a task has a figure.
    pub has_figures: bool,
    /// Whether one of these holds a value in doubt; its number is marked.
    pub has_doubts: bool,
    /// Who proposes what figures are asked for; null if none of them is only proposed.
    pub figures_proposed_by: Option<String>,
    /// The known paragraphs, those without a task included.
    pub paragraphs: Vec<TracedParagraph>,
    /// The tasks whose paragraph is not known.
    pub unlinked: Vec<TracedTask>,
}

/// A paragraph.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TracedParagraph {
    /// `38(c)`.
    pub number: String,
    /// What it is about; null if the plan does not list it.
    pub subject: Option<String>,
    /// How far its text was read: `text`, `part` or `heading`; null if the plan does not say.
    pub certainty: Option<Word>,
    /// The same in words.
    pub certainty_label: String,
    /// Where it was read.
    pub read: Option<String>,
    /// The tasks that answer it.
    pub tasks: Vec<TracedTask>,
}

/// A task and its state, as in the report.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TracedTask {
    /// `I.2`.
    pub id: String,
    /// Its short name, else the beginning of its wording.
    pub name: String,
    /// How surely it answers the paragraph: `proposed`, `related` or `confirmed`; null if its
    /// paragraph is not known.
    pub mapping: Option<Word>,
    /// The same in words.
    pub mapping_label: Option<String>,
    /// Its lead; null without one.
    pub lead: Option<String>,
    /// The day from which that lead has it, if the lead changed before the end of the period.
    pub lead_since: Option<String>,
    /// The previous lead.
    pub lead_before: Option<String>,
    /// `hoan_thanh`; null without a valid row of the lead.
    pub status: Option<Word>,
    /// Its label: `Hoàn thành`, or that there is no report.
    pub status_label: String,
    /// Its state in a few words: `Đang triển khai, 40%`, or that the lead is silent.
    pub state: String,
    /// `45,5%`.
    pub progress: Option<String>,
    /// `Đang triển khai, 40%`: the previous state.
    pub before: Option<String>,
    /// In a longer period, the earlier quarter of the lead's entry: `quý III năm 2025`.
    pub said_in: Option<String>,
    /// The later quarter in which the lead's row is left out because of an error.
    pub later_refused: Option<String>,
    /// Whether the lead's row is left out because of an error.
    pub left_out: bool,
    /// Days of silence, if the lead is silent and no due date is set.
    pub silent_days: Option<i64>,
    /// Its due date.
    pub due: Option<String>,
    /// Who set it: `plan` or `agency`.
    pub due_by: Option<Word>,
    /// The earlier period in which the lead stated it, if this period's row does not.
    pub due_stated_in: Option<String>,
    /// `done`, `nothing`, `on_time`, `overdue`, `no_date` or `unknown`.
    pub timing: Word,
    /// `Quá hạn 79 ngày`, `Trong hạn`, `Không đặt thời hạn`; empty if unknown.
    pub timing_label: String,
    /// How many agencies other than the lead report on it.
    pub others: usize,
    /// Which, or how many of each kind, with their states.
    pub others_told: String,
    /// Its figures that have a value.
    pub figures: Vec<TracedFigure>,
    /// How many of its figures were asked for and have none.
    pub figures_missing: usize,
    /// The provenance of the lead's row.
    pub cite: Option<CiteView>,
}

/// A figure of a task.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TracedFigure {
    /// The code of its indicator: `II.1.1`.
    pub id: String,
    /// The indicator.
    pub name: String,
    /// `1.234`, `dưới 5`, `không nêu`; `không cộng` of rates that are only listed by agency.
    pub value: String,
    /// `buổi`.
    pub unit: String,
    /// Who gave it, of those asked: `67/89 cơ quan có số liệu`.
    pub coverage: String,
    /// Agencies with a value in it that is in doubt.
    pub in_doubt: usize,
    /// All of it: `Số buổi truyền thông: 1.234 buổi (67/89 cơ quan có số liệu)`.
    pub told: String,
}
