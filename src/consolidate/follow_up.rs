//! What is still wanted of each agency: a report, a task it leads, cells to be mended.
//!
//! Taken from the coverage of a report and from the findings, never counted anew. Says what is
//! wanted, not in which words it is asked for.

use std::collections::BTreeMap;

use super::coverage::{Coverage, Outcome};
use super::left_out::errors_by_row;
use super::personal::WITHHELD;
use super::{Folder, Report};
use crate::check::is_personal;
use crate::diag::{Code, Diagnostic, Severity};
use crate::plan::{AgencyId, Period, Plan, Reports, TaskId};

/// Cells of one column of a file with the same fault; rows or a whole file where no cell is to
/// blame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The file.
    pub file: String,
    /// The heading of the column as it stands in the file.
    pub column: Option<String>,
    /// Where, each place once: a cell, or a row; none for the whole file.
    pub places: Vec<CellOrRow>,
    /// What was found there, the first that is different from those before.
    pub values: Vec<String>,
    /// How many findings it joins, those included that are counted and not listed.
    pub count: usize,
    /// How many of them are not listed: their places are not among those above.
    pub more: usize,
    /// The code.
    pub code: &'static Code,
    /// What is wrong, in one sentence.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// A place in a file as a spreadsheet names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellOrRow {
    /// `E2`.
    Cell(String),
    /// The row.
    Row(u32),
}

/// What is wanted of an agency in one period folder.
#[derive(Debug, Clone)]
pub struct PeriodFollowUp {
    /// The period.
    pub period: Period,
    /// Why its report is wanted; `None` where one that counts is there.
    pub report: Option<Outcome>,
    /// Tasks it leads and on which its report has no row.
    pub tasks: Vec<TaskId>,
    /// What keeps rows of it out of the figures.
    pub corrections: Vec<Correction>,
}

/// What is wanted of an agency.
#[derive(Debug, Clone)]
pub struct AgencyFollowUp {
    /// Who.
    pub agency: AgencyId,
    /// By period, oldest first; never empty.
    pub periods: Vec<PeriodFollowUp>,
}

/// What is wanted of all.
#[derive(Debug, Clone, Default)]
pub struct FollowUp {
    /// Bodies with a duty to report, by kind and name.
    pub duty: Vec<AgencyFollowUp>,
    /// Bodies that the plan only requests to act, likewise. Nothing of it is a fault.
    pub requested: Vec<AgencyFollowUp>,
    /// Bodies to which nobody can write any more: they have ended.
    pub ended: Vec<AgencyFollowUp>,
    /// The consolidating unit itself.
    pub own: Option<AgencyFollowUp>,
    /// Faults of which it is not known whose they are.
    pub unassigned: Vec<Correction>,
}

/// What is wanted of whom.
pub fn follow_up(report: &Report<'_>) -> FollowUp {
    let plan = report.input.plan;
    let mut all: BTreeMap<AgencyId, Vec<PeriodFollowUp>> = BTreeMap::new();
    let mut follow = FollowUp::default();
    for (folder, coverage) in report.input.current.iter().zip(&report.coverage) {
        for (agency, wanted) in in_folder(report, folder, coverage, &mut follow.unassigned) {
            all.entry(agency).or_default().push(wanted);
        }
    }
    let mut all: Vec<AgencyFollowUp> =
        all.into_iter().map(|(agency, periods)| AgencyFollowUp { agency, periods }).collect();
    all.sort_by_key(|wanted| plan.register.rank(wanted.agency));
    for wanted in all {
        let agency = plan.register.agency(wanted.agency);
        if wanted.agency == plan.reporting.unit.agency {
            follow.own = Some(wanted);
        } else if !agency.in_force(report.input.as_of) {
            follow.ended.push(wanted);
        } else if agency.reports == Reports::Request {
            follow.requested.push(wanted);
        } else {
            follow.duty.push(wanted);
        }
    }
    follow
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
    let nothing =
        || PeriodFollowUp { period, report: None, tasks: Vec::new(), corrections: Vec::new() };
    for (agency, lack) in reports_wanted(report, folder, coverage) {
        all.entry(agency).or_insert_with(nothing).report = Some(lack);
    }
    for (agency, task) in folder.checked.led_tasks_missing() {
        if let Some((agency, task)) = plan.register.by_id(agency).zip(plan.find_task(task)) {
            all.entry(agency).or_insert_with(nothing).tasks.push(task);
        }
    }
    // A scan beside a table that was read is no fault.
    let is_fault = |finding: &Diagnostic| finding.severity == Severity::Error;
    for mut errors in errors_by_row(plan, folder, is_fault) {
        errors.findings.sort_by_key(|finding| (finding.place.column(), finding.code.id));
        let list = match errors.agency {
            Some(agency) => &mut all.entry(agency).or_insert_with(nothing).corrections,
            None => &mut *unassigned,
        };
        errors.findings.iter().for_each(|finding| add(plan, list, &errors.file, finding));
    }
    all
}

/// Whose report is wanted. Nobody is asked for it before the deadline has passed, nor who has
/// leave; of a requested body that sent something nothing more is wanted.
fn reports_wanted(
    report: &Report<'_>,
    folder: &Folder,
    coverage: &Coverage,
) -> Vec<(AgencyId, Outcome)> {
    let owed = coverage.reporters.iter().filter(|r| {
        let lacking = [Outcome::Missing, Outcome::Empty, Outcome::Unusable, Outcome::Unread];
        lacking.contains(&r.outcome())
    });
    let others = coverage.requested.iter().chain(&coverage.voluntary);
    let others = others.filter(|r| matches!(r.outcome(), Outcome::Unusable | Outcome::Unread));
    let mut wanted: Vec<(AgencyId, Outcome)> =
        owed.chain(others).map(|r| (r.agency, r.outcome())).collect();
    if report.input.as_of > coverage.deadline {
        let excused = |id: AgencyId| folder.page.excused.iter().any(|(agency, _)| *agency == id);
        let silent = coverage.requested_silent.iter().filter(|id| !excused(**id));
        wanted.extend(silent.map(|id| (*id, Outcome::Missing)));
    }
    wanted
}

/// Adds a finding to the cells with the same fault, or begins a new correction.
fn add(plan: &Plan, list: &mut Vec<Correction>, file: &str, finding: &Diagnostic) {
    let place = &finding.place;
    let same = |c: &Correction| {
        c.file == file
            && c.column.as_deref() == place.heading()
            && c.code == finding.code
            && c.message == finding.message
            && c.help == finding.help
    };
    let at = list.iter().position(same).unwrap_or(list.len());
    if at == list.len() {
        list.push(Correction {
            file: file.to_owned(),
            column: place.heading().map(str::to_owned),
            places: Vec::new(),
            values: Vec::new(),
            count: 0,
            more: 0,
            code: finding.code,
            message: finding.message.clone(),
            help: finding.help.clone(),
        });
    }
    let correction = &mut list[at];
    correction.count += finding.count();
    correction.more += finding.unlisted;
    let at =
        place.cell().map(str::to_owned).map(CellOrRow::Cell).or(place.row().map(CellOrRow::Row));
    if let Some(at) = at.filter(|at| !correction.places.contains(at)) {
        correction.places.push(at);
    }
    // One letter goes to many: the cell is named, data of a person in it are not repeated.
    let value = finding.value.as_deref().map(|value| match is_personal(plan, value) {
        true => WITHHELD.to_owned(),
        false => value.to_owned(),
    });
    if let Some(value) = value.filter(|v| !correction.values.contains(v)) {
        correction.values.push(value);
    }
}

impl AgencyFollowUp {
    /// How many faults are to be mended.
    pub fn faults(&self) -> usize {
        self.periods.iter().flat_map(|period| &period.corrections).map(|c| c.count).sum()
    }
}
