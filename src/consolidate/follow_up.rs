//! Follow-up by agency: a missing report, a missing task it leads, cells to correct.
//!
//! Taken from the coverage of a report and from the findings, never recounted. Wording belongs to
//! `render`.

use std::collections::BTreeMap;

use super::coverage::{Coverage, Obligation, Outcome, Reporter};
use super::left_out::errors_by_row;
use super::personal::{self, OF_AGENCY_ALONE, WITHHELD};
use super::{Folder, Report};
use crate::check::is_personal;
use crate::diag::{Code, Diagnostic, Severity};
use crate::plan::{AgencyId, Period, Plan, Reports, TaskId};
use crate::submission::{COLUMNS, Column, Field, OWN_FIGURE_COLUMNS};
use crate::text::case;

/// Cells of one column of a file with the same error; rows, or a whole file, if the error has no
/// cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The file.
    pub file: String,
    /// The column heading as written in the file.
    pub column: Option<String>,
    /// The cells or rows, without duplicates; empty for the whole file.
    pub places: Vec<CellOrRow>,
    /// The values found there, without duplicates.
    pub values: Vec<String>,
    /// Number of findings, including those counted but not listed.
    pub count: usize,
    /// Number of findings not listed: their places are missing above.
    pub unlisted: usize,
    /// The code.
    pub code: &'static Code,
    /// The error in one sentence.
    pub message: String,
    /// How to correct it.
    pub help: Option<String>,
}

/// A place in a file, as a spreadsheet names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellOrRow {
    /// `E2`.
    Cell(String),
    /// The row.
    Row(u32),
}

/// Follow-up of an agency for one period folder.
#[derive(Debug, Clone)]
pub struct PeriodFollowUp {
    /// The period.
    pub period: Period,
    /// Why its report is missing; `None` if a usable one was sent.
    pub report: Option<Outcome>,
    /// Tasks it leads for which its report has no row.
    pub tasks: Vec<TaskId>,
    /// The errors that exclude its rows from the figures.
    pub corrections: Vec<Correction>,
}

/// Follow-up of an agency.
#[derive(Debug, Clone)]
pub struct AgencyFollowUp {
    /// The agency.
    pub agency: AgencyId,
    /// By period, oldest first; never empty.
    pub periods: Vec<PeriodFollowUp>,
}

/// Follow-up of all agencies.
#[derive(Debug, Clone, Default)]
pub struct FollowUp {
    /// Bodies with a duty to report, by kind and name.
    pub duty: Vec<AgencyFollowUp>,
    /// Bodies that the plan only requests to act, in the same order. Never a fault.
    pub requested: Vec<AgencyFollowUp>,
    /// Dissolved bodies, which get no letter.
    pub dissolved: Vec<AgencyFollowUp>,
    /// The consolidating unit itself.
    pub own_unit: Option<AgencyFollowUp>,
    /// Errors that belong to no known agency.
    pub unassigned: Vec<Correction>,
}

/// The follow-up of a report.
pub fn follow_up(report: &Report<'_>) -> FollowUp {
    let plan = report.input.plan;
    let mut all: BTreeMap<AgencyId, Vec<PeriodFollowUp>> = BTreeMap::new();
    let mut follow_up = FollowUp::default();
    for (folder, coverage) in report.input.current.iter().zip(&report.coverage) {
        for (agency, wanted) in in_folder(report, folder, coverage, &mut follow_up.unassigned) {
            all.entry(agency).or_default().push(wanted);
        }
    }
    let mut all: Vec<AgencyFollowUp> =
        all.into_iter().map(|(agency, periods)| AgencyFollowUp { agency, periods }).collect();
    all.sort_by_key(|wanted| plan.register.rank(wanted.agency));
    for wanted in all {
        let agency = plan.register.agency(wanted.agency);
        if wanted.agency == plan.reporting.unit.agency {
            follow_up.own_unit = Some(wanted);
        } else if !agency.in_force(report.input.as_of) {
            follow_up.dissolved.push(wanted);
        } else if agency.reports == Reports::Request {
            follow_up.requested.push(wanted);
        } else {
            follow_up.duty.push(wanted);
        }
    }
    follow_up
}

fn in_folder(
    report: &Report<'_>,
    folder: &Folder,
    coverage: &Coverage,
    unassigned: &mut Vec<Correction>,
) -> BTreeMap<AgencyId, PeriodFollowUp> {
    let plan = report.input.plan;
    let mut all: BTreeMap<AgencyId, PeriodFollowUp> = BTreeMap::new();
    let period = folder.period;
    let empty =
        || PeriodFollowUp { period, report: None, tasks: Vec::new(), corrections: Vec::new() };
    for (agency, outcome) in missing_reports(folder, coverage) {
        all.entry(agency).or_insert_with(empty).report = Some(outcome);
    }
    for (agency, task) in folder.checked.led_tasks_missing() {
        if let Some((agency, task)) = plan.register.by_id(agency).zip(plan.find_task(task)) {
            all.entry(agency).or_insert_with(empty).tasks.push(task);
        }
    }
    // A scan next to a readable table is not an error.
    let is_fault = |finding: &Diagnostic| finding.severity == Severity::Error;
    for mut errors in errors_by_row(plan, folder, is_fault) {
        errors.findings.sort_by_key(|finding| (finding.place.column(), finding.code.id));
        let list = match errors.agency {
            Some(agency) => &mut all.entry(agency).or_insert_with(empty).corrections,
            None => &mut *unassigned,
        };
        errors.findings.iter().for_each(|finding| add(plan, list, &errors.file, finding));
    }
    all
}

/// Agencies whose report is missing or unusable. A missing report is asked for only after the
/// deadline and never of an excused agency; a requested body that sent one is asked for no more.
fn missing_reports(folder: &Folder, coverage: &Coverage) -> Vec<(AgencyId, Outcome)> {
    let lacks_report = |r: &Reporter| {
        coverage.is_over && r.outcome() == Outcome::FiguresAlone && r.excuse.is_none()
    };
    let owed = coverage.reporters.iter().filter(|r| {
        let lacking = [Outcome::Missing, Outcome::Empty, Outcome::Unusable, Outcome::Unread];
        lacking.contains(&r.outcome()) || lacks_report(r)
    });
    let others = coverage.requested.iter().chain(&coverage.voluntary);
    let others = others.filter(|r| match r.outcome() {
        Outcome::Unusable | Outcome::Unread => true,
        _ => r.obligation == Obligation::Requested && lacks_report(r),
    });
    let mut wanted: Vec<(AgencyId, Outcome)> =
        owed.chain(others).map(|r| (r.agency, r.outcome())).collect();
    if coverage.is_over {
        let excused = |id: AgencyId| folder.page.excused.iter().any(|(agency, _)| *agency == id);
        let silent = coverage.requested_silent.iter().filter(|id| !excused(**id));
        wanted.extend(silent.map(|id| (*id, Outcome::Missing)));
    }
    wanted
}

/// Adds a finding to the correction with the same error, or starts a new one.
fn add(plan: &Plan, list: &mut Vec<Correction>, file: &str, finding: &Diagnostic) {
    // A letter has several readers: the cell is named, but neither personal data in it nor figures
    // of a sensitive indicator are repeated.
    let sensitive = personal::of_sensitive(plan, finding).filter(|_| may_tell_value(finding));
    let message = sensitive.map_or_else(
        || finding.message.clone(),
        |of| format!("Số liệu {}: {}.", of.id, case::lower_first(finding.code.title)),
    );
    let has_number = |text: &String| text.contains(|c: char| c.is_ascii_digit());
    let help = finding.help.clone().filter(|help| sensitive.is_none() || !has_number(help));
    let value = finding.value.as_deref().map(|value| match sensitive {
        Some(_) => OF_AGENCY_ALONE,
        None if is_personal(plan, value) => WITHHELD,
        None => value,
    });
    let place = &finding.place;
    let same = |c: &Correction| {
        c.file == file
            && c.column.as_deref() == place.heading()
            && c.code == finding.code
            && c.message == message
            && c.help == help
    };
    let at = list.iter().position(same).unwrap_or(list.len());
    if at == list.len() {
        list.push(Correction {
            file: file.to_owned(),
            column: place.heading().map(str::to_owned),
            places: Vec::new(),
            values: Vec::new(),
            count: 0,
            unlisted: 0,
            code: finding.code,
            message,
            help,
        });
    }
    let correction = &mut list[at];
    correction.count += finding.count();
    correction.unlisted += finding.unlisted;
    let at =
        place.cell().map(str::to_owned).map(CellOrRow::Cell).or(place.row().map(CellOrRow::Row));
    if let Some(at) = at.filter(|at| !correction.places.contains(at)) {
        correction.places.push(at);
    }
    if let Some(value) = value.filter(|value| correction.values.iter().all(|other| other != value))
    {
        correction.values.push(value.to_owned());
    }
}

/// Whether a finding on a figure may repeat its value: not one on a day, an agency, a unit or a code.
fn may_tell_value(finding: &Diagnostic) -> bool {
    let is_of = |column: &&Column| Some(column.key) == finding.place.field();
    let column = OWN_FIGURE_COLUMNS.iter().chain(&COLUMNS).find(is_of);
    column.is_none_or(|column| {
        !matches!(
            column.field,
            Field::Reported | Field::Period | Field::Agency | Field::Unit | Field::Indicator
        )
    })
}

impl AgencyFollowUp {
    /// Number of errors to correct.
    pub fn faults(&self) -> usize {
        self.periods.iter().flat_map(|period| &period.corrections).map(|c| c.count).sum()
    }
}
