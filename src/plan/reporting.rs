//! How reporting is organised: who writes, to whom, by when, who is counted.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::calendar::Holiday;
use super::register::{Agency, AgencyId, Kind, Reports};
use super::status::Status;
use crate::diag::{Code, Place, Severity};

/// The contents of `reporting.yaml`.
#[derive(Debug, Clone)]
pub struct Reporting {
    /// What the plan is about, behind “Kế hoạch về”.
    pub subject: Option<String>,
    /// The code of the duty to report.
    pub duty: Option<String>,
    /// The document whose recommendations the tasks answer.
    pub recommendations: Option<String>,
    /// Who consolidates.
    pub unit: Unit,
    /// The body above it, in the letterhead.
    pub parent: AgencyId,
    /// To whom the consolidated report goes.
    pub addressees: Vec<AgencyId>,
    /// Lines of `Nơi nhận` between the addressees and the archive.
    pub recipients: Vec<String>,
    /// The archive mark, `VT`.
    pub archive: String,
    /// First day of a data window, in the month before the period.
    pub start_day: u32,
    /// Last day of a data window, in the period's last month.
    pub end_day: u32,
    /// Working days from the window's end to the deadline.
    pub working_days: u32,
    /// Days off.
    pub holidays: Vec<Holiday>,
    /// Who is counted as owing a report.
    pub expected: Vec<ExpectedClass>,
    /// Whether units of other former provinces than an expected class names are counted too.
    pub count_former_provinces: bool,
    /// Days after which an overdue task stands in the higher band.
    pub overdue_days: u32,
    /// Days of silence after which a task without a date is named.
    pub silent_days: u32,
    /// The words documents use for the statuses, where they differ from the shipped ones.
    pub labels: BTreeMap<Status, String>,
    /// Severities that differ from the shipped ones, as they were written. Whether a code can have
    /// them is judged where the codes are known.
    pub severities: Vec<SeverityOverride>,
}

/// A severity set for a code.
#[derive(Debug, Clone)]
pub struct SeverityOverride {
    /// The code, as it was written.
    pub code: String,
    /// How much its findings shall matter.
    pub severity: Severity,
    /// Where that stands.
    pub place: Place,
}

/// The consolidating unit.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Which agency.
    pub agency: AgencyId,
    /// Its abbreviation in document numbers.
    pub abbreviation: String,
    /// The place in the date line.
    pub place: String,
    /// Who signs.
    pub signer_title: String,
}

/// A class of agencies that owe a report between two days.
#[derive(Debug, Clone)]
pub struct ExpectedClass {
    /// Kinds.
    pub kinds: Vec<Kind>,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
    /// Only units of this former province.
    pub former_province: Option<String>,
}

impl Reporting {
    /// The severity that the plan sets for a code, whether or not it may.
    pub fn severity_of(&self, code: &Code) -> Option<Severity> {
        self.severities.iter().find(|set| code.has_id(&set.code)).map(|set| set.severity)
    }

    /// The words for a status in documents.
    pub fn label(&self, status: Status) -> &str {
        self.labels.get(&status).map_or(status.label(), String::as_str)
    }

    /// Whether an agency owes a report for a window that closes on `on`.
    pub(super) fn expects(&self, agency: &Agency, on: NaiveDate) -> bool {
        agency.reports == Reports::Duty
            && agency.confirmed
            && agency.in_force(on)
            && self.expected.iter().any(|class| self.includes(class, agency, on))
    }

    fn includes(&self, class: &ExpectedClass, agency: &Agency, on: NaiveDate) -> bool {
        let province = match (&class.former_province, &agency.former_province) {
            (Some(wanted), Some(found)) => wanted == found || self.count_former_provinces,
            _ => true,
        };
        class.kinds.contains(&agency.kind)
            && class.from.is_none_or(|from| from <= on)
            && class.to.is_none_or(|to| on <= to)
            && province
    }
}
