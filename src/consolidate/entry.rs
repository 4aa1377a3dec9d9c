//! Accepted rows as entries, with their provenance: the latest of each agency and task.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Folder;
use super::cite::Cite;
use super::personal::{Audience, Columns, WITHHELD, Withheld};
use crate::check::{AcceptedRow, Stated, Statement};
use crate::plan::{AgencyId, Period, Plan, Role, SourceOfFunds, Status, TaskId};
use crate::submission::{Field, Row, Submission};

/// The latest row of an agency on a task within the period. Copied for every table that it stands in:
/// what its row says is asked of the row.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The agency.
    pub agency: AgencyId,
    /// The task.
    pub task: TaskId,
    /// Its role in the task; `None` for solutions open to every agency.
    pub role: Option<Role>,
    /// The period of the row.
    pub period: Period,
    /// Its status.
    pub status: Status,
    /// The budget year of its period.
    pub year: i32,
    /// Its provenance.
    pub cite: Cite,
    row: AcceptedRow<'a>,
    withheld: Columns,
}

impl Statement for Entry<'_> {
    fn stated(&self) -> Stated {
        Stated { status: self.status, progress: self.progress(), year: self.year }
    }
}

impl<'a> Entry<'a> {
    /// Progress in hundredths of a percent.
    pub fn progress(&self) -> Option<i64> {
        self.row().progress.value().map(|read| read.value)
    }

    /// Allocated, in đồng, cumulative in the year.
    pub fn allocated(&self) -> Option<i64> {
        self.row().allocated.value().map(|read| read.value)
    }

    /// Disbursed, in đồng, cumulative in the year.
    pub fn disbursed(&self) -> Option<i64> {
        self.row().disbursed.value().map(|read| read.value)
    }

    /// Source of funds.
    pub fn funds(&self) -> Option<SourceOfFunds> {
        self.row().source.value()
    }

    /// The due date the row states.
    pub fn due(&self) -> Option<NaiveDate> {
        self.row().due.value()
    }

    /// The text of a cell as the audience sees it.
    pub fn text(&self, field: Field) -> &'a str {
        if self.withholds(field) { WITHHELD } else { self.raw_text(field) }
    }

    /// Whether the text of a cell is withheld from the audience.
    pub fn withholds(&self, field: Field) -> bool {
        self.withheld.has(field)
    }

    /// The text of a cell as sent: for sorting and counting, never for display.
    pub(super) fn raw_text(&self, field: Field) -> &'a str {
        let submission: &'a Submission = self.row.submission;
        submission.text(self.row.row, field)
    }

    /// The record of the row, and its columns that are withheld.
    pub(super) fn record(&self) -> (usize, Columns) {
        (self.row.row.record, self.withheld)
    }

    /// The row.
    pub(super) fn row(&self) -> &'a Row {
        self.row.row
    }

    /// The name of its sheet, where several sheets of the file are read.
    pub fn sheet(&self) -> Option<&'a str> {
        let submission: &'a Submission = self.row.submission;
        submission.sheet_among_others(self.row.row)
    }

    /// The name of a cell, with its sheet.
    pub fn cell_name(&self, field: Field) -> Option<String> {
        self.row.submission.cell_name(self.row.row, field)
    }

    /// The provenance of a cell.
    pub fn cell(&self, field: Field) -> Cite {
        self.cite.in_column(self.row.submission.column(self.row.row, field))
    }
}

/// The entries of a period.
#[derive(Debug, Default)]
pub(super) struct Entries<'a> {
    /// Index in `all` of the latest of each task and body; a renamed body counts as one.
    latest: BTreeMap<(TaskId, AgencyId), usize>,
    /// All entries, oldest folder first, then in file order.
    pub(super) all: Vec<Entry<'a>>,
    /// For each task, indexes in `all` of the entries of its lead at the time.
    led: BTreeMap<TaskId, Vec<usize>>,
}

impl<'a> Entries<'a> {
    /// The entries of a task's lead at the time, oldest first.
    pub(super) fn led_entries(&self, task: TaskId) -> impl DoubleEndedIterator<Item = &Entry<'a>> {
        self.led.get(&task).into_iter().flatten().map(|at| &self.all[*at])
    }

    fn add(&mut self, plan: &Plan, entry: Entry<'a>) {
        let at = self.all.len();
        if entry.role == Some(Role::Lead) {
            self.led.entry(entry.task).or_default().push(at);
        }
        self.latest.insert((entry.task, plan.register.body(entry.agency)), at);
        self.all.push(entry);
    }

    /// The latest of each task and body.
    pub(super) fn latest(&self) -> impl Iterator<Item = ((TaskId, AgencyId), Entry<'a>)> {
        self.latest.iter().map(|(key, at)| (*key, self.all[*at]))
    }

    /// The latest of each body on a task.
    pub(super) fn latest_of_task(&self, task: TaskId) -> impl Iterator<Item = &Entry<'a>> {
        let bodies = (task, AgencyId::FIRST)..=(task, AgencyId::LAST);
        self.latest.range(bodies).map(|(_, at)| &self.all[*at])
    }
}

/// The entries of leads in all known folders, oldest first.
#[derive(Debug, Default)]
pub(super) struct LeadHistory<'a> {
    rows: BTreeMap<TaskId, Vec<Entry<'a>>>,
}

impl<'a> LeadHistory<'a> {
    /// The history in these folders, given oldest first.
    pub(super) fn of(
        plan: &Plan,
        folders: impl Iterator<Item = &'a Folder>,
        audience: Audience,
    ) -> Self {
        let mut history = Self::default();
        for folder in folders {
            let withheld = Withheld::of(folder, audience);
            for row in ordered(plan, folder) {
                let period = row.row.period.value().unwrap_or(folder.period);
                let day = plan.window(period).end;
                if plan.leads(row.task(), day).contains(&row.agency()) {
                    let entry = entry(plan, row, &withheld, 0);
                    history.rows.entry(entry.task).or_default().push(entry);
                }
            }
        }
        history
    }

    /// The entries of a task, oldest first.
    pub(super) fn of_task(&self, task: TaskId) -> impl Iterator<Item = &Entry<'a>> {
        self.rows.get(&task).into_iter().flatten()
    }

    /// The entries of a task in periods that ended before a day, newest first.
    pub(super) fn before(
        &self,
        plan: &Plan,
        task: TaskId,
        start: NaiveDate,
    ) -> impl Iterator<Item = &Entry<'a>> {
        let rows = self.rows.get(&task).into_iter().flatten().rev();
        rows.filter(move |entry| plan.window(entry.period).end < start)
    }
}

/// The entries of folders, given oldest first.
pub(super) fn gather<'a>(
    plan: &Plan,
    folders: impl IntoIterator<Item = &'a Folder>,
    audience: Audience,
) -> Entries<'a> {
    let mut entries = Entries::default();
    let mut base = 0;
    for folder in folders {
        let of_folder = of_folder(plan, folder, base, audience);
        // A country has so many that the room of a doubled list would count.
        entries.all.reserve_exact(of_folder.len());
        for entry in of_folder {
            entries.add(plan, entry);
        }
        base += folder.checked.files.len();
    }
    entries
}

/// The accepted rows of a folder as entries, latest last; `base` is the index of its first file
/// among the sources.
pub(super) fn of_folder<'a>(
    plan: &Plan,
    folder: &'a Folder,
    base: usize,
    audience: Audience,
) -> impl ExactSizeIterator<Item = Entry<'a>> {
    let withheld = Withheld::of(folder, audience);
    ordered(plan, folder).into_iter().map(move |row| entry(plan, row, &withheld, base))
}

/// The latest entry of each body and task in these folders, given oldest first.
pub fn latest<'a>(
    plan: &Plan,
    folders: &'a [Arc<Folder>],
) -> BTreeMap<(TaskId, AgencyId), Entry<'a>> {
    gather(plan, folders.iter().map(|folder| &**folder), Audience::Internal).latest().collect()
}

/// The accepted rows of a folder, latest last. A half-year folder may hold a row for each quarter:
/// the last quarter wins; of rows that end on the same day, the row for the whole period wins.
fn ordered<'a>(plan: &Plan, folder: &'a Folder) -> Vec<AcceptedRow<'a>> {
    let mut rows: Vec<AcceptedRow<'a>> = folder.checked.rows().collect();
    rows.sort_by_key(|row| {
        let period = row.row.period.value().unwrap_or(folder.period);
        (plan.window(period).end, period == folder.period)
    });
    rows
}

/// A row as an entry; its role is the one on the last day of the row's own period.
fn entry<'a>(plan: &Plan, row: AcceptedRow<'a>, withheld: &Withheld<'_>, base: usize) -> Entry<'a> {
    let (typed, folder) = (row.row, withheld.folder);
    let period = typed.period.value().unwrap_or(folder.period);
    Entry {
        agency: row.agency(),
        task: row.task(),
        role: plan.role(row.task(), row.agency(), plan.window(period).end),
        period,
        status: row.status(),
        year: plan.budget_year(period),
        cite: Cite::of_row((
            base + row.file,
            row.submission.table.sheet_number(typed.record),
            row.submission.row_number(typed),
        )),
        withheld: withheld.of_row(&row),
        row,
    }
}
