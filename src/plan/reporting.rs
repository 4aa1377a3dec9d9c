//! Reporting rules: the consolidating unit, addressees, deadlines and who owes a report.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::calendar::Holiday;
use super::register::{Agency, AgencyId, Kind, Reports};
use super::status::Status;
use super::themes::Themes;
use crate::diag::{Code, Place, Severity};
use crate::text::fold;

/// The contents of `reporting.yaml`.
#[derive(Debug, Clone)]
pub struct Reporting {
    /// The subject of the plan, after “Kế hoạch về”.
    pub subject: Option<String>,
    /// The code of the duty to report.
    pub duty: Option<String>,
    /// The document whose recommendations the tasks answer.
    pub recommendations: Option<String>,
    /// The consolidating unit.
    pub unit: Unit,
    /// The body above it, in the letterhead.
    pub parent: AgencyId,
    /// Addressees of the consolidated report.
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
    /// Public holidays.
    pub holidays: Vec<Holiday>,
    /// Classes of agencies that owe a report.
    pub expected: Vec<ExpectedClass>,
    /// Whether a class also includes units of other former provinces than the one it names.
    pub count_former_provinces: bool,
    /// Days after which an overdue task is in the higher band.
    pub overdue_days: u32,
    /// Days of silence after which a task without a due date is reported.
    pub silent_days: u32,
    /// Status labels in documents that differ from the defaults.
    pub labels: BTreeMap<Status, String>,
    /// The limits of the consolidated report.
    pub limits: Limits,
    /// What follows “Kế hoạch” in the subject line of a report; the full title where it is absent.
    pub title_short: Option<String>,
    /// The themes of difficulties and proposals.
    pub themes: Themes,
    /// Severities that differ from the defaults, as written. They are validated where the codes are
    /// known.
    pub severities: Vec<SeverityOverride>,
}

/// The limits that keep the body of a report at one size, however many bodies report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Characters of a lead's words in the body.
    pub quote: u32,
    /// Bodies that one sentence names; more are counted by kind.
    pub names: u32,
    /// Rows picked by the analyst that the body quotes.
    pub highlights: u32,
    /// Rows of the table of decisions.
    pub decisions: u32,
    /// Days before its due date from which a task may stand in the table of decisions.
    pub decision_days: u32,
    /// Rows above which difficulties are a table instead of paragraphs.
    pub table_rows: u32,
    /// Quotations under one theme.
    pub theme_quotes: u32,
    /// Bodies that must share a wording before it is quoted.
    pub shared_wording: u32,
    /// Bodies below which a theme has no paragraph of its own.
    pub small_theme: u32,
    /// Percent of rows without a theme above which section V goes by task.
    pub unplaced_percent: u32,
    /// Percent of communes below which their figures are not representative.
    pub representative_percent: u32,
    /// Percent of the budget above which a single task is named.
    pub large_share_percent: u32,
    /// Syllables below which the next step of an ongoing task is routine.
    pub routine_syllables: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            quote: 600,
            names: 5,
            highlights: 6,
            decisions: 8,
            decision_days: 120,
            table_rows: 60,
            theme_quotes: 2,
            shared_wording: 3,
            small_theme: 3,
            unplaced_percent: 15,
            representative_percent: 60,
            large_share_percent: 40,
            routine_syllables: 12,
        }
    }
}

/// A severity set for a code.
#[derive(Debug, Clone)]
pub struct SeverityOverride {
    /// The code, as it was written.
    pub code: String,
    /// The severity of its findings.
    pub severity: Severity,
    /// Its location.
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
    /// The title of the signer.
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
    /// The severity that the plan sets for a code, not yet validated.
    pub fn severity_of(&self, code: &Code) -> Option<Severity> {
        self.severities.iter().find(|set| code.has_id(&set.code)).map(|set| set.severity)
    }

    /// The label of a status in documents.
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

    /// The same with units of other former provinces counted.
    pub(super) fn with_former_provinces(&self) -> Self {
        Self { count_former_provinces: true, ..self.clone() }
    }

    fn includes(&self, class: &ExpectedClass, agency: &Agency, on: NaiveDate) -> bool {
        class.from.is_none_or(|from| from <= on)
            && class.to.is_none_or(|to| on <= to)
            && class.takes(agency, self.count_former_provinces)
    }
}

impl ExpectedClass {
    /// Whether an agency is of this class, whatever the day; `count` takes in those of other former
    /// provinces.
    pub(super) fn takes(&self, agency: &Agency, count: bool) -> bool {
        let of_province = match (&self.former_province, &agency.former_province) {
            (Some(wanted), Some(found)) => count || same_province(wanted, found),
            _ => true,
        };
        self.kinds.contains(&agency.kind) && of_province
    }
}

/// Whether two spellings name the same province.
pub(super) fn same_province(a: &str, b: &str) -> bool {
    a == b || fold::name(a) == fold::name(b)
}
