//! The history: rows of earlier periods that count, and which of them a row is compared with.
//!
//! A row is compared with rows of the same body under any name, on the same task, in the same role,
//! from a data window closed before the row's own began. The rules evaluate the comparison.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::cache::OneEntryCache;
use super::checked::{AcceptedRow, Checked};
use super::context::RowContext;
use super::earlier::{EarlierFigure, EarlierRow, History};
use crate::plan::{AgencyId, IndicatorId, Period, Plan, Role, TaskId, Window};
use crate::submission::{Field, bare_name};

impl History {
    /// Adds a checked folder; `folder` is its display name.
    pub fn add(&mut self, plan: &Plan, folder: &str, checked: &Checked) {
        self.windows.extend(checked.period.map(|period| plan.window(period)));
        let names: Vec<Arc<str>> = checked
            .files
            .iter()
            .map(|f| format!("{folder}/{}", bare_name(&f.file.name)).into())
            .collect();
        let mut windows = OneEntryCache::new();
        for row in checked.rows() {
            let Some(period) = row.row.period.value().or(checked.period) else { continue };
            let (window, year) = windows.get(period, |period| {
                let window = plan.window(period);
                (window, plan.budget_year(period))
            });
            let period_facts = (period, window, year);
            let closed = checked.period.map_or(window.end, |period| plan.window(period).end);
            let earlier = earlier(plan, &row, period_facts, closed, &names[row.file]);
            let agency = plan.register.body(row.agency()).index();
            if self.rows.len() <= agency {
                self.rows.resize_with(agency + 1, BTreeMap::new);
            }
            let rows = self.rows[agency].entry(row.task()).or_default();
            let order = |earlier: &EarlierRow| (earlier.window.end, earlier.window.start);
            let at = rows.partition_point(|other| order(other) <= order(&earlier));
            rows.insert(at, earlier);
        }
        self.add_figures(plan, checked, &names);
    }

    /// Adds the figures of a checked folder; `names` are the display names of its files.
    fn add_figures(&mut self, plan: &Plan, checked: &Checked, names: &[Arc<str>]) {
        let mut windows = OneEntryCache::new();
        for figure in checked.figures() {
            let window = windows.get(figure.period(), |period| plan.window(period));
            let closed = checked.period.map_or(window.end, |period| plan.window(period).end);
            let earlier = EarlierFigure::new(&figure, (window, closed), &names[figure.file]);
            let body = plan.register.body(figure.agency()).index();
            if self.figures.len() <= body {
                self.figures.resize_with(body + 1, BTreeMap::new);
            }
            let figures = self.figures[body].entry(figure.indicator()).or_default();
            let order = |earlier: &EarlierFigure| (earlier.window.end, earlier.window.start);
            let at = figures.partition_point(|other| order(other) <= order(&earlier));
            figures.insert(at, earlier);
        }
    }

    /// Whether no folder was added.
    pub fn is_empty(&self) -> bool {
        self.windows.is_empty() && self.rows.iter().all(BTreeMap::is_empty) && !self.has_figures()
    }

    /// Whether it has figures.
    pub fn has_figures(&self) -> bool {
        !self.figures.iter().all(BTreeMap::is_empty)
    }

    /// The figures of a body, under any name, that one of a period is compared with, newest first:
    /// windows do not overlap. `start` is the first day of the period of that figure, `folder` that
    /// of its folder.
    pub fn figures_before(
        &self,
        plan: &Plan,
        (agency, indicator): (AgencyId, IndicatorId),
        mut start: NaiveDate,
        folder: NaiveDate,
    ) -> impl Iterator<Item = &EarlierFigure> {
        let of_body = self.figures.get(plan.register.body(agency).index());
        let figures = of_body.and_then(|figures| figures.get(&indicator));
        let closed = move |earlier: &&EarlierFigure| earlier.closed < folder;
        let before = figures.into_iter().flatten().rev().filter(closed);
        before.filter(move |earlier| {
            let is_before = earlier.window.end < start;
            if is_before {
                start = earlier.window.start;
            }
            is_before
        })
    }

    /// Whether it has a folder whose window closed before this one.
    pub fn reaches_before(&self, window: Window) -> bool {
        self.windows.iter().any(|earlier| earlier.end < window.start)
    }

    /// The rows of a body, under any name, on a task.
    fn of(&self, plan: &Plan, agency: AgencyId, task: TaskId) -> &[EarlierRow] {
        self.rows
            .get(plan.register.body(agency).index())
            .and_then(|tasks| tasks.get(&task))
            .map_or(&[], Vec::as_slice)
    }

    /// The last row of an agency on a task before a window, from a time when it was the lead.
    pub fn last_led(
        &self,
        plan: &Plan,
        agency: AgencyId,
        task: TaskId,
        window: Window,
    ) -> Option<&EarlierRow> {
        let mut rows = self.of(plan, agency, task).iter().rev();
        rows.find(|earlier| earlier.role == Some(Role::Lead) && earlier.is_before(window.start))
    }

    /// The due date that the agency of a row last stated for its task in the same role, and the
    /// period of that statement.
    pub fn due_before(&self, row: &RowContext<'_>) -> Option<(NaiveDate, Period)> {
        let (agency, task) = row.row.agency.value().zip(row.row.task.value())?;
        let period = row.row.period.value().or(row.file.scope.period)?;
        let start = row.plan().window(period).start;
        let rows = self.of(row.plan(), agency, task).iter().rev();
        let mut before = rows.filter(|earlier| {
            earlier.role == row.role()
                && earlier.window.end < start
                && earlier.closed < folder_start(row)
        });
        before.find_map(|earlier| Some((earlier.due?, earlier.period)))
    }

    /// The due date that an agency last stated for a task in this role, in a period that was over
    /// before a day, and that period.
    pub fn due_stated(
        &self,
        plan: &Plan,
        (agency, task): (AgencyId, TaskId),
        role: Option<Role>,
        start: NaiveDate,
    ) -> Option<(NaiveDate, Period)> {
        let rows = self.of(plan, agency, task).iter().rev();
        let mut before = rows.filter(|earlier| earlier.role == role && earlier.is_before(start));
        before.find_map(|earlier| Some((earlier.due?, earlier.period)))
    }

    /// The rows a row is compared with, newest first: windows do not overlap, and the agency had
    /// the same role in the task.
    pub(super) fn before(&self, row: &RowContext<'_>) -> Vec<&EarlierRow> {
        let whose = row.row.agency.value().zip(row.row.task.value());
        let rows = whose.map_or(&[][..], |(agency, task)| self.of(row.plan(), agency, task));
        if rows.is_empty() {
            return Vec::new();
        }
        let Some(window) = row.window() else { return Vec::new() };
        let (role, mut start) = (row.role(), window.start);
        let folder = folder_start(row);
        let mut before = Vec::new();
        for earlier in
            rows.iter().rev().filter(|earlier| earlier.role == role && earlier.closed < folder)
        {
            if earlier.window.end < start {
                start = earlier.window.start;
                before.push(earlier);
            }
        }
        before
    }
}

/// The first day of the folder of a row; only folders closed before it are compared with.
fn folder_start(row: &RowContext<'_>) -> NaiveDate {
    let period = row.file.scope.period;
    period.map_or(NaiveDate::MAX, |period| row.plan().window(period).start)
}

fn earlier(
    plan: &Plan,
    row: &AcceptedRow<'_>,
    (period, window, year): (Period, Window, i32),
    closed: NaiveDate,
    file: &Arc<str>,
) -> EarlierRow {
    let (typed, submission) = (row.row, row.submission);
    EarlierRow {
        period,
        window,
        year,
        closed,
        status: row.status(),
        progress: typed.progress.value().map(|r| r.value),
        due: typed.due.value(),
        allocated: typed.allocated.value().map(|r| r.value),
        disbursed: typed.disbursed.value().map(|r| r.value),
        role: plan.role(row.task(), row.agency(), window.end),
        result: submission.text(typed, Field::Result).into(),
        note: submission.text(typed, Field::Note).into(),
        file: Arc::clone(file),
        sheet: submission.sheet_among_others(typed).map(Into::into),
        // Workbooks have rows but no lines: there it is the row.
        line: submission.table.row_and_line(typed.record).1,
    }
}
