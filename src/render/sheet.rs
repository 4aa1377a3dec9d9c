//! The view of an agency's sheet, version 2: what the templates `phieu.*.j2` see. A contract of its
//! own, like [`mod@super::view`]; `templates/README.md` lists all fields and a test holds that it
//! does.
//!
//! Everything comes from the consolidated report; nothing is counted anew here.

use serde::Serialize;

use super::reminder::{ReminderPeriod, WantedView};
use super::view::{CiteView, Head, NamedPeriod, PlanView};

/// The name and version of the contract.
pub const SCHEMA: &str = "report.agency/2";

/// One sheet.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sheet {
    /// Name and version of this contract.
    pub schema: &'static str,
    /// `don_doc` for a body with a duty to report, `de_nghi` for one that is only requested.
    pub kind: &'static str,
    /// The period.
    pub period: ReminderPeriod,
    /// The period compared with; null without one.
    pub previous: Option<NamedPeriod>,
    /// The day up to which everything is counted.
    pub as_of: String,
    /// A line for every page made from illustrative data.
    pub notice: Option<String>,
    /// Letterhead; number, date and signer are blank, it is addressed to nobody.
    pub head: Head,
    /// The plan.
    pub plan: PlanView,
    /// The agency.
    pub agency: String,
    /// Its id in the register.
    pub agency_id: String,
    /// What became of its report, for each folder of the period.
    pub parts: Vec<SheetPart>,
    /// The tasks it leads.
    pub led: Vec<SheetTask>,
    /// The tasks that it led until they were given to another.
    pub given_on: Vec<SheetTask>,
    /// The tasks it takes part in and said something of, now or in the period before.
    pub coordinated: Vec<SheetTask>,
    /// The others it takes part in.
    pub coordinated_silent: Vec<String>,
    /// The solutions and duties beside the appendix of which it said something, likewise.
    pub beside: Vec<SheetTask>,
    /// The others of these.
    pub beside_silent: Vec<String>,
    /// What is wanted of it; null when nothing is.
    pub wanted: Option<WantedView>,
}

/// What became of its report in one folder.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SheetPart {
    /// The period of the folder.
    pub period: String,
    /// The last day on which a report is on time.
    pub deadline: String,
    /// The words for what became of it.
    pub state_label: String,
    /// When it was received; null when nothing was, or the day is not known.
    pub received: Option<String>,
    /// Days after the deadline, where it was late.
    pub days_late: Option<i64>,
    /// Why it was excused.
    pub reason: Option<String>,
    /// Rows that hold data.
    pub rows: usize,
    /// Rows that count.
    pub accepted: usize,
}

/// One of its tasks.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SheetTask {
    /// `I.2`.
    pub id: String,
    /// Its short name, or the beginning of its wording, with `…` where it is cut.
    pub brief: String,
    /// Who leads it; null for what has no lead.
    pub lead: Option<String>,
    /// Since which day that lead has it, where it was given to another before the period ended.
    pub lead_since: Option<String>,
    /// Who led it until then.
    pub lead_before: Option<String>,
    /// `hoan_thanh`: what the agency itself says, and as its lead where it leads the task; null
    /// without a valid row of it.
    pub status: Option<&'static str>,
    /// The words for it, or for why there is none.
    pub status_label: String,
    /// `45,5%`.
    pub progress: Option<String>,
    /// `Đang triển khai, 40%`: what it said in the period before.
    pub before: Option<String>,
    /// `Quá hạn 79 ngày`; null where it does not lead the task, or nothing is known.
    pub timing_label: Option<String>,
    /// Whether its row is left out because of an error.
    pub left_out: bool,
    /// Where its row stands.
    pub cite: Option<CiteView>,
}
