//! What agencies said before: the rows of earlier periods that count, kept small.
//!
//! Owns which earlier row a row is held against: of the same body, under whatever name, on the same
//! task, in the same part, from a data window that was closed before the row's own began. What
//! follows from the comparison is said by the rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::context::Standing;
use super::last::Last;
use super::{AcceptedRow, Checked, FileContext, LeftOut, RowContext, Scope, Stated, Statement};
use crate::diag::{Related, Sink};
use crate::plan::{AgencyId, Period, Plan, Role, Status, TaskId, Window};
use crate::submission::{Field, bare_name};
use crate::text::fold;

/// A row of an earlier period.
#[derive(Debug, Clone)]
pub struct Past {
    /// Its period.
    pub period: Period,
    /// The data window of the period.
    pub window: Window,
    /// The budget year of the period.
    pub year: i32,
    /// How far the task was.
    pub status: Status,
    /// Progress in hundredths of a percent.
    pub progress: Option<i64>,
    /// The due date that the agency stated.
    pub due: Option<NaiveDate>,
    allocated: Option<i64>,
    disbursed: Option<i64>,
    /// The part of the agency in the task then.
    role: Option<Role>,
    result: Box<str>,
    note: Box<str>,
    file: Arc<str>,
    /// Its sheet, where several of the file are read.
    sheet: Option<Box<str>>,
    line: u32,
}

impl Past {
    /// An amount.
    pub fn amount(&self, field: Field) -> Option<i64> {
        match field {
            Field::Allocated => self.allocated,
            Field::Disbursed => self.disbursed,
            _ => None,
        }
    }

    /// Whether the result was told in just these words.
    pub fn has_result(&self, text: &str) -> bool {
        says_the_same(&self.result, text)
    }

    /// Whether the note was in just these words.
    pub fn has_note(&self, text: &str) -> bool {
        says_the_same(&self.note, text)
    }

    /// The earlier row as a second place: what it said, after the name of its period.
    pub fn as_related(&self, said: &str) -> Related {
        let mut period = self.period.name();
        if let Some(first) = period.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Related {
            file: self.file.to_string(),
            sheet: self.sheet.as_deref().map(str::to_owned),
            line: self.line,
            message: format!("{period}: {said}."),
        }
    }
}

impl Statement for Past {
    fn stated(&self) -> Stated {
        Stated { status: self.status, progress: self.progress, year: self.year }
    }
}

/// Whether two texts say the same, however they are written.
fn says_the_same(a: &str, b: &str) -> bool {
    fold::ascii_bytes(a).eq(fold::ascii_bytes(b))
}

/// The rows that count of the periods read so far.
#[derive(Debug, Default)]
pub struct History {
    /// Of each agency, by its place in the register, on each task: oldest window first.
    rows: Vec<BTreeMap<TaskId, Vec<Past>>>,
    /// The data windows of the folders.
    windows: Vec<Window>,
}

impl History {
    /// Takes in a checked folder; `folder` is its name, by which people find it.
    pub fn add(&mut self, plan: &Plan, folder: &str, checked: &Checked) {
        self.windows.extend(checked.period.map(|period| plan.window(period)));
        let names: Vec<Arc<str>> = checked
            .files
            .iter()
            .map(|f| format!("{folder}/{}", bare_name(&f.file.name)).into())
            .collect();
        let mut windows = Last::new();
        for row in checked.rows() {
            let Some(period) = row.row.period.value().or(checked.period) else { continue };
            let (window, year) = windows.of(period, |period| {
                let window = plan.window(period);
                (window, plan.budget_year(period))
            });
            let past = past(plan, &row, (period, window, year), &names[row.file]);
            let agency = plan.register.body(row.agency()).index();
            if self.rows.len() <= agency {
                self.rows.resize_with(agency + 1, BTreeMap::new);
            }
            let rows = self.rows[agency].entry(row.task()).or_default();
            let order = |past: &Past| (past.window.end, past.window.start);
            let at = rows.partition_point(|other| order(other) <= order(&past));
            rows.insert(at, past);
        }
    }

    /// Whether nothing was taken in.
    pub fn is_empty(&self) -> bool {
        self.windows.is_empty() && self.rows.iter().all(BTreeMap::is_empty)
    }

    /// Whether a folder of a window closed before this one is among them.
    pub fn reaches_before(&self, window: Window) -> bool {
        self.windows.iter().any(|earlier| earlier.end < window.start)
    }

    /// What a body said on a task, under whatever name.
    fn of(&self, plan: &Plan, agency: AgencyId, task: TaskId) -> &[Past] {
        self.rows
            .get(plan.register.body(agency).index())
            .and_then(|tasks| tasks.get(&task))
            .map_or(&[], Vec::as_slice)
    }

    /// The last row that an agency wrote on a task before a window while it led it.
    pub fn last_led(
        &self,
        plan: &Plan,
        agency: AgencyId,
        task: TaskId,
        window: Window,
    ) -> Option<&Past> {
        let mut rows = self.of(plan, agency, task).iter().rev();
        rows.find(|past| past.role == Some(Role::Lead) && past.window.end < window.start)
    }

    /// The due date that the agency of a row last stated for its task, in the same part, and in which
    /// period.
    pub fn due_before(&self, row: &RowContext<'_>) -> Option<(NaiveDate, Period)> {
        let (agency, task) = row.row.agency.value().zip(row.row.task.value())?;
        let period = row.row.period.value().or(row.file.scope.period)?;
        let start = row.plan().window(period).start;
        self.due_stated(row.plan(), (agency, task), row.role(), start)
    }

    /// The due date that an agency last stated for a task while it had this part in it, in a period
    /// that was over before a day, and in which period.
    pub fn due_stated(
        &self,
        plan: &Plan,
        (agency, task): (AgencyId, TaskId),
        role: Option<Role>,
        start: NaiveDate,
    ) -> Option<(NaiveDate, Period)> {
        let rows = self.of(plan, agency, task).iter().rev();
        let mut before = rows.filter(|past| past.role == role && past.window.end < start);
        before.find_map(|past| Some((past.due?, past.period)))
    }

    /// What a row is held against, newest first: no two from windows that overlap, none from a time
    /// when the agency had another part in the task.
    pub(super) fn before(&self, row: &RowContext<'_>) -> Vec<&Past> {
        let whose = row.row.agency.value().zip(row.row.task.value());
        let rows = whose.map_or(&[][..], |(agency, task)| self.of(row.plan(), agency, task));
        if rows.is_empty() {
            return Vec::new();
        }
        let Some(period) = row.row.period.value().or(row.file.scope.period) else {
            return Vec::new();
        };
        let (role, mut start) = (row.role(), row.plan().window(period).start);
        let mut before = Vec::new();
        for past in rows.iter().rev().filter(|past| past.role == role) {
            if past.window.end < start {
                start = past.window.start;
                before.push(past);
            }
        }
        before
    }
}

fn past(
    plan: &Plan,
    row: &AcceptedRow<'_>,
    (period, window, year): (Period, Window, i32),
    file: &Arc<str>,
) -> Past {
    let (typed, submission) = (row.row, row.submission);
    Past {
        period,
        window,
        year,
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
        // A workbook has rows and no lines: there it is the row.
        line: submission.table.row_and_line(typed.record).1,
    }
}

/// Holds the rows that count against what was said before. An error found there keeps a row out
/// like any other; a row that is out already has its own fault and is not looked at.
pub(super) fn compare(
    cx: &Scope<'_>,
    checked: &mut Checked,
    standings: &[Vec<Standing>],
    most: usize,
) {
    let Some(history) = cx.history else { return };
    for (file, standings) in checked.files.iter_mut().zip(standings) {
        let Some(submission) = &file.file.submission else { continue };
        let context = FileContext { scope: cx, name: &file.file.name, submission, standings };
        let Some(sink) = super::isolated(|| beside(&context, &file.accepted, history, most)) else {
            file.accepted.fill(false);
            checked.findings.push(super::gave_up(&file.file.name));
            continue;
        };
        let mut out = LeftOut::default();
        out.add(sink.found().iter().filter(|d| d.keeps_out()));
        let rest = sink.rest().filter(|(_, rest)| super::rest_keeps_out(cx.plan, rest));
        rest.for_each(|(_, rest)| out.add_rest(rest));
        let found = sink.into_found();
        for (row, counts) in submission.rows.iter().zip(&mut file.accepted) {
            *counts &= !out.has(submission, row);
        }
        checked.findings.extend(found);
    }
}

/// What is found when the rows of a file that count are held against what was said before.
fn beside(file: &FileContext<'_>, accepted: &[bool], history: &History, most: usize) -> Sink {
    #[cfg(test)]
    super::isolated::strike("compare", file.name);
    let counting = file.rows().zip(accepted).filter(|(_, counts)| **counts);
    let beside = counting.map(|(row, _)| (row, history.before(&row)));
    let rows: Vec<_> = beside.filter(|(_, before)| !before.is_empty()).collect();
    let mut sink = Sink::keeping(most);
    for rule in super::RULES {
        rule.histories(&rows, &mut sink);
    }
    super::severity::apply(file.plan(), &mut sink);
    sink
}
