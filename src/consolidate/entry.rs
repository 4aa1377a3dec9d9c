//! Accepted rows as entries: one for each agency and task, the latest, with its place.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Folder;
use crate::check::AcceptedRow;
use crate::plan::{AgencyId, Period, Plan, Role, SourceOfFunds, Status, TaskId};
use crate::source::cell_name;
use crate::submission::{Field, Submission};

/// Where a figure or a sentence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// Index in [`super::Report::sources`].
    pub source: usize,
    /// The row a spreadsheet shows.
    pub row: u32,
    /// The column of the cell, for a figure; counted from 0.
    pub column: Option<u16>,
}

impl Cite {
    /// The name a spreadsheet gives the cell.
    pub fn cell(&self) -> Option<String> {
        Some(cell_name(u32::from(self.column?) + 1, self.row))
    }
}

/// What an agency last said on a task within the period.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Who.
    pub agency: AgencyId,
    /// On what.
    pub task: TaskId,
    /// Its part in the task; `None` for solutions that are everybody's.
    pub role: Option<Role>,
    /// The period of the row.
    pub period: Period,
    /// The day up to which its folder was counted.
    pub as_of: NaiveDate,
    /// How far it is.
    pub status: Status,
    /// Progress in hundredths of a percent.
    pub progress: Option<i64>,
    /// Allocated, in đồng, cumulative in the year.
    pub allocated: Option<i64>,
    /// Disbursed, in đồng, cumulative in the year.
    pub disbursed: Option<i64>,
    /// Source of funds.
    pub funds: Option<SourceOfFunds>,
    /// When it is to be done.
    pub due: Option<NaiveDate>,
    /// The day the agency put on its report.
    pub reported: Option<NaiveDate>,
    /// Its row.
    pub cite: Cite,
    row: AcceptedRow<'a>,
}

impl<'a> Entry<'a> {
    /// The text of a cell.
    pub fn text(&self, field: Field) -> &'a str {
        let submission: &'a Submission = self.row.submission;
        submission.text(self.row.row, field)
    }

    /// The place of a cell.
    pub fn cell(&self, field: Field) -> Cite {
        Cite { column: self.row.submission.column(field), ..self.cite }
    }
}

/// How far a task was in one of the quarters of a longer period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The quarter.
    pub period: Period,
    /// How far.
    pub status: Status,
    /// Progress in hundredths of a percent.
    pub progress: Option<i64>,
}

/// Entries of a period.
#[derive(Debug, Default)]
pub(super) struct Entries<'a> {
    /// The latest of each task and agency.
    pub(super) latest: BTreeMap<(TaskId, AgencyId), Entry<'a>>,
    /// All of them, oldest folder first, in file order: what was said earlier in a longer period.
    pub(super) all: Vec<Entry<'a>>,
}

impl Entries<'_> {
    /// What was said on a task by whoever led it at the time, oldest first.
    pub(super) fn led(&self, task: TaskId) -> impl DoubleEndedIterator<Item = &Entry<'_>> {
        self.all.iter().filter(move |e| e.task == task && e.role == Some(Role::Lead))
    }

    /// The way of a task through the folders.
    pub(super) fn path(&self, task: TaskId) -> Vec<Step> {
        self.led(task)
            .map(|e| Step { period: e.period, status: e.status, progress: e.progress })
            .collect()
    }
}

/// The entries of the folders of a report.
pub(super) fn gather<'a>(plan: &Plan, folders: &'a [Folder], day: NaiveDate) -> Entries<'a> {
    let folders: Vec<&Folder> = folders.iter().collect();
    collect(plan, &folders, Some(day))
}

/// The entries of other folders; roles are taken on the last day of each folder's own window.
pub(super) fn gather_from<'a>(plan: &Plan, folders: &[&'a Folder]) -> Entries<'a> {
    collect(plan, folders, None)
}

/// What each agency last said on each task in these folders, given oldest first.
pub fn latest<'a>(plan: &Plan, folders: &'a [Folder]) -> BTreeMap<(TaskId, AgencyId), Entry<'a>> {
    gather_from(plan, &folders.iter().collect::<Vec<_>>()).latest
}

fn collect<'a>(plan: &Plan, folders: &[&'a Folder], day: Option<NaiveDate>) -> Entries<'a> {
    let mut entries = Entries::default();
    let mut base = 0;
    for folder in folders {
        let day = day.unwrap_or_else(|| plan.window(folder.period).end);
        let mut rows: Vec<AcceptedRow<'a>> = folder.checked.rows().collect();
        // A folder of a half-year may hold a row for each of its quarters: the last one counts, and
        // before it one for the whole of the period. The sort is stable.
        rows.sort_by_key(|row| {
            let period = row.row.period.value().unwrap_or(folder.period);
            (plan.window(period).end, period == folder.period)
        });
        for row in rows {
            let entry = entry(plan, row, folder, base, day);
            entries.latest.insert((entry.task, entry.agency), entry.clone());
            entries.all.push(entry);
        }
        base += folder.checked.files.len();
    }
    entries
}

fn entry<'a>(
    plan: &Plan,
    row: AcceptedRow<'a>,
    folder: &Folder,
    base: usize,
    day: NaiveDate,
) -> Entry<'a> {
    let typed = row.row;
    let period = typed.period.value().unwrap_or(folder.period);
    // A body that was dissolved within a longer period had its part while it existed.
    let own_day = plan.window(period).end.min(day);
    Entry {
        agency: row.agency(),
        task: row.task(),
        role: plan.role(row.task(), row.agency(), own_day),
        period,
        as_of: folder.as_of,
        status: row.status(),
        progress: typed.progress.value().map(|r| r.value),
        allocated: typed.allocated.value().map(|r| r.value),
        disbursed: typed.disbursed.value().map(|r| r.value),
        funds: typed.source.value(),
        due: typed.due.value(),
        reported: typed.reported.value(),
        cite: Cite { source: base + row.file, row: row.submission.row_number(typed), column: None },
        row,
    }
}
