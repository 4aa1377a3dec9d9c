//! Accepted rows as entries: one for each agency and task, the latest, with its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Folder;
use super::personal::{Audience, Columns, WITHHELD, Withheld};
use crate::check::{AcceptedRow, Stated, Statement};
use crate::plan::{AgencyId, Period, Plan, Role, SourceOfFunds, Status, TaskId};
use crate::source::cell_on;
use crate::submission::{Field, Submission};

/// Where a figure or a sentence comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// Index in [`super::Report::sources`].
    pub source: usize,
    /// The sheet, by its place among those of the file.
    pub sheet: usize,
    /// The row a spreadsheet shows.
    pub row: u32,
    /// The column of the cell, for a figure; counted from 0.
    pub column: Option<u16>,
}

impl Cite {
    /// The name of the cell on its sheet.
    pub fn cell(&self, sheet: Option<&str>) -> Option<String> {
        Some(cell_on(sheet, u32::from(self.column?) + 1, self.row))
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
    /// The budget year of its period.
    pub year: i32,
    /// Its row.
    pub cite: Cite,
    row: AcceptedRow<'a>,
    withheld: Columns,
}

impl Statement for Entry<'_> {
    fn stated(&self) -> Stated {
        Stated { status: self.status, progress: self.progress, year: self.year }
    }
}

impl<'a> Entry<'a> {
    /// The text of a cell as the readers of the report see it.
    pub fn text(&self, field: Field) -> &'a str {
        if self.withholds(field) { WITHHELD } else { self.sent(field) }
    }

    /// Whether the words of a cell are withheld from the readers.
    pub(super) fn withholds(&self, field: Field) -> bool {
        self.withheld.has(field)
    }

    /// The text of a cell as it was sent: to sort and to count by, never to show.
    pub(super) fn sent(&self, field: Field) -> &'a str {
        let submission: &'a Submission = self.row.submission;
        submission.text(self.row.row, field)
    }

    /// The name of the sheet on which its row stands, where several of the file are read.
    pub fn sheet(&self) -> Option<&'a str> {
        let submission: &'a Submission = self.row.submission;
        submission.sheet_among_others(self.row.row)
    }

    /// The name of a cell on its sheet.
    pub fn cell_name(&self, field: Field) -> Option<String> {
        self.row.submission.cell_name(self.row.row, field)
    }

    /// The place of a cell.
    pub fn cell(&self, field: Field) -> Cite {
        Cite { column: self.row.submission.column(self.row.row, field), ..self.cite }
    }
}

/// Entries of a period.
#[derive(Debug, Default)]
pub(super) struct Entries<'a> {
    /// The latest of each task and body; a body is one under all its names.
    pub(super) latest: BTreeMap<(TaskId, AgencyId), Entry<'a>>,
    /// All of them, oldest folder first, in file order: what was said earlier in a longer period.
    pub(super) all: Vec<Entry<'a>>,
    /// Of each task, what was said by whoever led it at the time: places in `all`.
    led: BTreeMap<TaskId, Vec<usize>>,
}

impl<'a> Entries<'a> {
    /// What was said on a task by whoever led it at the time, oldest first.
    pub(super) fn led(&self, task: TaskId) -> impl DoubleEndedIterator<Item = &Entry<'a>> {
        self.led.get(&task).into_iter().flatten().map(|at| &self.all[*at])
    }

    /// The way of a task through the folders.
    pub(super) fn path(&self, task: TaskId) -> Vec<Entry<'a>> {
        self.led(task).cloned().collect()
    }

    fn add(&mut self, plan: &Plan, entry: Entry<'a>) {
        if entry.role == Some(Role::Lead) {
            self.led.entry(entry.task).or_default().push(self.all.len());
        }
        let body = plan.register.body(entry.agency);
        self.latest.insert((entry.task, body), entry.clone());
        self.all.push(entry);
    }
}

/// What leads said on their tasks in all folders that are known, oldest first.
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

    /// What was said on a task in periods that were over before a day, newest first.
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
        for entry in of_folder(plan, folder, base, audience) {
            entries.add(plan, entry);
        }
        base += folder.checked.files.len();
    }
    entries
}

/// The rows of a folder that count as entries, the latest last; `base` is the place of its first file
/// among the sources.
pub(super) fn of_folder<'a>(
    plan: &Plan,
    folder: &'a Folder,
    base: usize,
    audience: Audience,
) -> impl Iterator<Item = Entry<'a>> {
    let withheld = Withheld::of(folder, audience);
    ordered(plan, folder).into_iter().map(move |row| entry(plan, row, &withheld, base))
}

/// What each body last said on each task in these folders, given oldest first.
pub fn latest<'a>(
    plan: &Plan,
    folders: &'a [Arc<Folder>],
) -> BTreeMap<(TaskId, AgencyId), Entry<'a>> {
    gather(plan, folders.iter().map(|folder| &**folder), Audience::Internal).latest
}

/// The rows of a folder that count, the latest last. A folder of a half-year may hold a row for each
/// of its quarters: the last one counts, and before it one for the whole of the period.
fn ordered<'a>(plan: &Plan, folder: &'a Folder) -> Vec<AcceptedRow<'a>> {
    let mut rows: Vec<AcceptedRow<'a>> = folder.checked.rows().collect();
    rows.sort_by_key(|row| {
        let period = row.row.period.value().unwrap_or(folder.period);
        (plan.window(period).end, period == folder.period)
    });
    rows
}

/// A row as an entry; its part in the task is that on the last day of the row's own period.
fn entry<'a>(plan: &Plan, row: AcceptedRow<'a>, withheld: &Withheld<'_>, base: usize) -> Entry<'a> {
    let (typed, folder) = (row.row, withheld.folder);
    let period = typed.period.value().unwrap_or(folder.period);
    Entry {
        agency: row.agency(),
        task: row.task(),
        role: plan.role(row.task(), row.agency(), plan.window(period).end),
        period,
        status: row.status(),
        progress: typed.progress.value().map(|r| r.value),
        allocated: typed.allocated.value().map(|r| r.value),
        disbursed: typed.disbursed.value().map(|r| r.value),
        funds: typed.source.value(),
        due: typed.due.value(),
        year: plan.budget_year(period),
        cite: Cite {
            source: base + row.file,
            sheet: row.submission.table.sheet_number(typed.record),
            row: row.submission.row_number(typed),
            column: None,
        },
        withheld: withheld.of_row(&row),
        row,
    }
}
