//! The view of an agency's sheet, version 2: the context of the templates `phieu.*.j2`. A contract
//! of its own, like [`mod@super::view`]; `templates/README.md` lists all fields, checked by a test.
//!
//! Everything comes from the consolidated report; nothing is recounted.

use serde::Serialize;

use super::reminder::{ReminderPeriod, WantedView};
use super::view::{CiteView, Head, NamedPeriod, PlanView};

/// The name and version of the contract.
pub const SCHEMA: &str = "report.agency/2";

/// The sheet of an agency.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sheet {
    /// Name and version of this contract.
    pub schema: &'static str,
    /// `don_doc` for a body with a duty to report, `de_nghi` for a requested body.
    pub kind: &'static str,
    /// The period.
    pub period: ReminderPeriod,
    /// The previous period; null without one.
    pub previous: Option<NamedPeriod>,
    /// The cut-off day.
    pub as_of: String,
    /// A notice on every page, for illustrative data.
    pub notice: Option<String>,
    /// Letterhead; without number, date, signer and addressees.
    pub head: Head,
    /// The plan.
    pub plan: PlanView,
    /// The agency.
    pub agency: String,
    /// Its id in the register.
    pub agency_id: String,
    /// The state of its report, for each folder of the period.
    pub parts: Vec<SheetPart>,
    /// The tasks it leads.
    pub led: Vec<SheetTask>,
    /// The tasks that it led until another agency took over.
    pub given_on: Vec<SheetTask>,
    /// The tasks it coordinates with an entry, in this or the previous period.
    pub coordinated: Vec<SheetTask>,
    /// The other tasks it coordinates.
    pub coordinated_silent: Vec<String>,
    /// Solutions and duties outside the appendix with an entry, in this or the previous period.
    pub beside: Vec<SheetTask>,
    /// The other solutions and duties.
    pub beside_silent: Vec<String>,
    /// Its rows in full, in the order of the plan.
    pub rows: Vec<SheetRow>,
    /// Its figures, given in this or the previous period.
    pub figures: Vec<SheetFigure>,
    /// The indicators it is asked for and gave in neither.
    pub figures_missing: Vec<String>,
    /// Its follow-up; null without any.
    pub wanted: Option<WantedView>,
}

/// One of its figures. Those of sensitive indicators stand nowhere but here.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SheetFigure {
    /// `II.1.1`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: &'static str,
    /// Its value; null without one. `275.000 (?)` if it is in doubt.
    pub value: Option<String>,
    /// Its value in the previous period.
    pub before: Option<String>,
    /// Whether the agency is asked for it in this period.
    pub is_asked: bool,
    /// Whether it is never published by agency.
    pub is_sensitive: bool,
    /// Whether a warning on figures doubts its value, so that the agency is to confirm it.
    pub in_doubt: bool,
    /// The rows it was given in.
    pub places: Vec<CiteView>,
}

/// The state of its report in one folder.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SheetPart {
    /// The period of the folder.
    pub period: String,
    /// The last day on which a report is on time.
    pub deadline: String,
    /// The label of its state.
    pub state_label: String,
    /// When it was received; null if it was not, or the day is unknown.
    pub received: Option<String>,
    /// Days after the deadline, if late.
    pub days_late: Option<i64>,
    /// Why it was excused.
    pub reason: Option<String>,
    /// Rows with data.
    pub rows: usize,
    /// Accepted rows.
    pub accepted: usize,
}

/// One of its tasks.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SheetTask {
    /// `I.2`.
    pub id: String,
    /// Its short name, or the start of its wording, with `…` if cut.
    pub brief: String,
    /// Its lead; null without one.
    pub lead: Option<String>,
    /// The day from which that lead has it, if the lead changed before the end of the period.
    pub lead_since: Option<String>,
    /// The previous lead.
    pub lead_before: Option<String>,
    /// `hoan_thanh`: the status in its own row, as lead if it leads the task; null without a valid
    /// row.
    pub status: Option<&'static str>,
    /// Its label, or why there is none.
    pub status_label: String,
    /// `45,5%`.
    pub progress: Option<String>,
    /// `Đang triển khai, 40%`: its entry in the previous period.
    pub before: Option<String>,
    /// `Quá hạn 79 ngày`; null if it does not lead the task, or the timing is unknown.
    pub timing_label: Option<String>,
    /// Whether its row is left out because of an error.
    pub left_out: bool,
    /// The provenance of its row.
    pub cite: Option<CiteView>,
}

/// One of its rows, in full.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SheetRow {
    /// `I.2`.
    pub id: String,
    /// The task's short name, or the start of its wording, with `…` if cut.
    pub brief: String,
    /// `Đang triển khai`.
    pub status_label: String,
    /// `45,5%`.
    pub progress: Option<String>,
    /// The earlier quarter of the row, in a longer period: `quý III năm 2025`.
    pub said_in: Option<String>,
    /// The result, by paragraph.
    pub result: Vec<String>,
    /// Allocated, in đồng.
    pub allocated: Option<String>,
    /// Disbursed, in đồng.
    pub disbursed: Option<String>,
    /// From which day the amounts are cumulative: `lũy kế từ ngày 01/01/2026`.
    pub cumulative: String,
    /// Source of funds.
    pub funds: Option<String>,
    /// The difficulty, by paragraph.
    pub difficulty: Vec<String>,
    /// Its theme; null without a theme, and if it says nothing.
    pub difficulty_theme: Option<String>,
    /// The proposal, by paragraph.
    pub proposal: Vec<String>,
    /// Its theme, likewise.
    pub proposal_theme: Option<String>,
    /// The reply of the consolidating body, where the proposal is addressed to it; null without one.
    pub reply: Option<String>,
    /// The next step, by paragraph.
    pub next: Vec<String>,
    /// Its provenance.
    pub cite: CiteView,
}
