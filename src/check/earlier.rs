//! Rows of earlier periods, reduced to what later periods are compared with.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use super::checked::AcceptedFigure;
use super::statement::{Stated, Statement};
use crate::diag::Related;
use crate::plan::{IndicatorId, Period, Role, Status, TaskId, Window};
use crate::submission::Field;
use crate::text::fold;

/// A row of an earlier period.
#[derive(Debug, Clone)]
pub struct EarlierRow {
    /// Its period.
    pub period: Period,
    /// The data window of the period.
    pub window: Window,
    /// The budget year of the period.
    pub year: i32,
    /// The last day of the data window of its folder.
    pub(super) closed: NaiveDate,
    /// The status of the task.
    pub status: Status,
    /// Progress in hundredths of a percent.
    pub progress: Option<i64>,
    /// The due date that the agency stated.
    pub due: Option<NaiveDate>,
    pub(super) allocated: Option<i64>,
    pub(super) disbursed: Option<i64>,
    /// The role of the agency in the task at that time.
    pub(super) role: Option<Role>,
    pub(super) result: Box<str>,
    pub(super) note: Box<str>,
    pub(super) file: Arc<str>,
    /// Its sheet, where several sheets of the file are read.
    pub(super) sheet: Option<Box<str>>,
    pub(super) line: u32,
}

impl EarlierRow {
    /// An amount.
    pub fn amount(&self, field: Field) -> Option<i64> {
        match field {
            Field::Allocated => self.allocated,
            Field::Disbursed => self.disbursed,
            _ => None,
        }
    }

    /// Whether both its period and its folder were closed before a day.
    pub(super) fn is_before(&self, start: NaiveDate) -> bool {
        self.window.end < start && self.closed < start
    }

    /// Whether the result has the same words.
    pub fn has_result(&self, text: &str) -> bool {
        same_words(&self.result, text)
    }

    /// Whether the note has the same words.
    pub fn has_note(&self, text: &str) -> bool {
        same_words(&self.note, text)
    }

    /// The earlier row as a related place: the name of its period and what it stated.
    pub fn as_related(&self, statement: &str) -> Related {
        related(self.period, (&self.file, self.sheet.as_deref()), self.line, statement)
    }
}

fn related(
    period: Period,
    (file, sheet): (&Arc<str>, Option<&str>),
    line: u32,
    statement: &str,
) -> Related {
    let mut period = period.name();
    if let Some(first) = period.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let message = format!("{period}: {statement}.");
    Related { file: file.to_string(), sheet: sheet.map(str::to_owned), line, message }
}

impl Statement for EarlierRow {
    fn stated(&self) -> Stated {
        Stated { status: self.status, progress: self.progress, year: self.year }
    }
}

/// A figure of an earlier period.
#[derive(Debug, Clone)]
pub struct EarlierFigure {
    /// Its period.
    pub period: Period,
    /// Its value, in hundredths of the unit.
    pub value: i64,
    /// The data window of the period.
    pub(super) window: Window,
    /// The last day of the data window of its folder.
    pub(super) closed: NaiveDate,
    file: Arc<str>,
    sheet: Option<Box<str>>,
    line: u32,
}

impl EarlierFigure {
    pub(super) fn new(
        figure: &AcceptedFigure<'_>,
        (window, closed): (Window, NaiveDate),
        file: &Arc<str>,
    ) -> Self {
        let (submission, row) = (figure.submission, figure.row);
        Self {
            period: figure.period(),
            value: figure.value(),
            window,
            closed,
            file: Arc::clone(file),
            sheet: submission.sheet_among_others(row).map(Into::into),
            // Workbooks have rows but no lines: there it is the row.
            line: submission.table.row_and_line(row.record).1,
        }
    }

    /// The earlier figure as a related place: the name of its period and the value.
    pub fn as_related(&self, value: &str) -> Related {
        related(self.period, (&self.file, self.sheet.as_deref()), self.line, value)
    }
}

/// Whether two texts have the same words, ignoring case, accents and spacing.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    fold::ascii_bytes(a).eq(fold::ascii_bytes(b))
}

/// The rows that count of the periods read so far.
#[derive(Debug, Default)]
pub struct History {
    /// By agency (index in the register) and task, oldest window first.
    pub(super) rows: Vec<BTreeMap<TaskId, Vec<EarlierRow>>>,
    /// Figures by body (index in the register) and indicator, oldest window first; empty where none
    /// were sent.
    pub(super) figures: Vec<BTreeMap<IndicatorId, Vec<EarlierFigure>>>,
    /// The data windows of the folders.
    pub(super) windows: Vec<Window>,
}
