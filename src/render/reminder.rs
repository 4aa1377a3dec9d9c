//! The view of a reminder letter, version 2: the context of the templates `cong-van.*.j2`. A
//! contract of its own, like [`mod@super::view`]; `templates/README.md` lists all fields, checked
//! by a test.
//!
//! Dates, names and places are formatted; the wording belongs to the templates.

use serde::Serialize;

use super::view::{Head, LevelView, PlanView, Share};
use crate::plan::keyed;

/// The name and version of the contract.
pub const SCHEMA: &str = "report.reminder/2";

keyed! {
    /// The kind of a letter.
    LetterKind {
        /// To bodies that owe a report.
        Reminder = "don_doc";
        /// To bodies that are only requested to report.
        Request = "de_nghi";
    }
}

/// One letter.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reminder {
    /// Name and version of this contract.
    pub schema: &'static str,
    /// `don_doc` to bodies with a duty to report, `de_nghi` to requested bodies.
    pub kind: &'static str,
    /// The period.
    pub period: ReminderPeriod,
    /// The cut-off day.
    pub as_of: String,
    /// A notice on every page, for illustrative data.
    pub notice: Option<String>,
    /// Letterhead, date line, addressees, signature of the letter itself.
    pub head: Head,
    /// The symbol after the number; null if unknown.
    pub sign: Option<String>,
    /// The plan.
    pub plan: PlanView,
    /// Addressees of the consolidated report.
    pub reported_to: Vec<String>,
    /// The day by which to send; null if not set.
    pub until: Option<String>,
    /// The single addressee; null if there are several.
    pub agency: Option<String>,
    /// Coverage of each folder of the period.
    pub parts: Vec<ReminderPart>,
    /// Number of agencies asked for a report.
    pub to_report: usize,
    /// Number of other agencies asked to complete or correct theirs.
    pub to_complete: usize,
    /// Whether there are cells or rows to correct.
    pub has_corrections: bool,
    /// The follow-up of each agency, by kind and name.
    pub wanted: Vec<WantedView>,
}

/// The period of a letter.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReminderPeriod {
    /// `2025-Q4`.
    pub id: String,
    /// `quý IV năm 2025`.
    pub name: String,
    /// First day of the data window.
    pub from: String,
    /// Last day of the data window.
    pub to: String,
    /// Quarters of a longer period without a folder, at which nobody has looked.
    pub missing_parts: Vec<String>,
}

/// Coverage of one folder.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReminderPart {
    /// The period of the folder.
    pub period: String,
    /// The last day on which a report is on time.
    pub deadline: String,
    /// Days since then; null until it has passed.
    pub overdue_days: Option<i64>,
    /// Sent with content, of those owed.
    pub sent: Share,
    /// The same by level: bodies of the province, districts, communes.
    pub levels: Vec<LevelView>,
    /// Number that sent nothing.
    pub missing: usize,
    /// The same, by kind: `1 sở`, `28 xã, phường`.
    pub missing_kinds: Vec<String>,
    /// Number that sent a report without content.
    pub empty: usize,
    /// Number that sent a report without an accepted row.
    pub unusable: usize,
    /// Number that sent a report without a readable file.
    pub unread: usize,
    /// Number that sent figures and no report.
    pub figures_alone: usize,
}

/// Follow-up of an agency.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WantedView {
    /// The agency.
    pub agency: String,
    /// The label of its kind.
    pub kind: &'static str,
    /// By folder, oldest first.
    pub parts: Vec<WantedPart>,
    /// Cells and rows to correct, by file.
    pub corrections: Vec<CorrectionView>,
    /// Number of corrections not listed.
    pub more: usize,
}

/// Follow-up of an agency for one folder.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WantedPart {
    /// The period of the folder.
    pub period: String,
    /// The last day on which a report is on time.
    pub deadline: String,
    /// Days since then; null until it has passed.
    pub overdue_days: Option<i64>,
    /// `missing`, `empty`, `unusable`, `unread` or `figures_alone`; null if a usable report was sent.
    pub report: Option<&'static str>,
    /// Tasks it leads for which its report has no row.
    pub tasks: Vec<WantedTask>,
    /// Number of errors that exclude its data from the figures.
    pub faults: usize,
}

/// A task with a missing row.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WantedTask {
    /// `I.2`.
    pub id: String,
    /// Its wording, cut at the end of a clause if long.
    pub brief: String,
    /// Whether it was cut.
    pub is_cut: bool,
}

/// Cells of one column with the same error.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CorrectionView {
    /// The file.
    pub file: String,
    /// Its cells or rows, or that the error concerns the whole file.
    pub places: String,
    /// The column heading; null without a column.
    pub column: Option<String>,
    /// The values found; null if there are none.
    pub value: Option<String>,
    /// The error in one sentence.
    pub message: String,
    /// How to correct it.
    pub help: Option<String>,
}
