//! The view of a letter that reminds agencies, version 2: what the templates `cong-van.*.j2` see. A
//! contract of its own, like [`mod@super::view`]; `templates/README.md` lists all fields and a test
//! holds that it does.
//!
//! Dates, names and places are written out; which words ask for them is left to the templates.

use serde::Serialize;

use super::view::{Head, PlanView, Share};
use crate::plan::keyed;

/// The name and version of the contract.
pub const SCHEMA: &str = "report.reminder/2";

keyed! {
    /// What a letter asks for.
    LetterKind {
        /// The report that a body owes.
        Reminder = "don_doc";
        /// A report that a body is only requested to give.
        Request = "de_nghi";
    }
}

/// One letter.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reminder {
    /// Name and version of this contract.
    pub schema: &'static str,
    /// `don_doc` to bodies with a duty to report, `de_nghi` to bodies that are only requested.
    pub kind: &'static str,
    /// The period.
    pub period: ReminderPeriod,
    /// The day up to which everything is counted.
    pub as_of: String,
    /// A line for every page made from illustrative data.
    pub notice: Option<String>,
    /// Letterhead, date line, addressees, signature of the letter itself.
    pub head: Head,
    /// What stands after the number; null where it is not known.
    pub sign: Option<String>,
    /// What the letter rests on.
    pub plan: PlanView,
    /// To whom the consolidated report goes.
    pub reported_to: Vec<String>,
    /// Before which day to send; null where nobody said.
    pub until: Option<String>,
    /// The only agency it is for; null when it is for several.
    pub agency: Option<String>,
    /// How reporting stands, for each folder of the period.
    pub parts: Vec<ReminderPart>,
    /// How many of the agencies are asked for a report.
    pub to_report: usize,
    /// How many of the others are asked to complete or mend the one they sent.
    pub to_complete: usize,
    /// Whether there are cells or rows to be mended.
    pub has_corrections: bool,
    /// What is wanted of whom, by kind and name.
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
}

/// How reporting stands in one folder.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReminderPart {
    /// The period of the folder.
    pub period: String,
    /// The last day on which a report is on time.
    pub deadline: String,
    /// Days since then; null until it has passed.
    pub overdue_days: Option<i64>,
    /// Sent with contents, of those who owe a report.
    pub sent: Share,
    /// How many sent nothing.
    pub missing: usize,
    /// How many sent a report without contents.
    pub empty: usize,
    /// How many sent a report of which no row counts.
    pub unusable: usize,
    /// How many sent a report of which no file could be read.
    pub unread: usize,
}

/// What is wanted of an agency.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WantedView {
    /// The agency.
    pub agency: String,
    /// What sort of body it is, in words.
    pub kind: &'static str,
    /// By folder, oldest first.
    pub parts: Vec<WantedPart>,
    /// Cells and rows to be mended, file by file.
    pub corrections: Vec<CorrectionView>,
    /// How many more corrections there are than are listed.
    pub more: usize,
}

/// What is wanted of an agency in one folder.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WantedPart {
    /// The period of the folder.
    pub period: String,
    /// The last day on which a report is on time.
    pub deadline: String,
    /// Days since then; null until it has passed.
    pub overdue_days: Option<i64>,
    /// `missing`, `empty`, `unusable` or `unread`; null where a report that counts is there.
    pub report: Option<&'static str>,
    /// Tasks it leads and on which its report has no row.
    pub tasks: Vec<WantedTask>,
    /// How many faults keep data of it out of the figures.
    pub faults: usize,
}

/// A task on which a row is wanted.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WantedTask {
    /// `I.2`.
    pub id: String,
    /// Its wording, cut at the end of a clause where it is long.
    pub brief: String,
    /// Whether it was cut.
    pub is_cut: bool,
}

/// Cells of one column with the same fault.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CorrectionView {
    /// The file.
    pub file: String,
    /// Its cells, rows, or that it is the whole file.
    pub places: String,
    /// The heading of the column; null where no column is to blame.
    pub column: Option<String>,
    /// What stands there; null where nothing does.
    pub value: Option<String>,
    /// What is wrong, in one sentence.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}
