//! Files after the check, and which of their rows count.

use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::plan::{AgencyId, IndicatorId, Period, Status, TaskId};
use crate::submission::{File, NOT_READ, Row, Submission, TableKind};

/// Files after the check.
#[derive(Debug)]
pub struct Checked {
    /// Their period, where it is known.
    pub period: Option<Period>,
    /// The files, in input order.
    pub files: Vec<CheckedFile>,
    /// All findings, not selected or sorted; of one code in one file only the listed ones.
    pub findings: Vec<Diagnostic>,
    /// Cells with personal data whose findings are not listed.
    pub(super) personal: Vec<PersonalPlace>,
}

/// A cell by its file, its sheet, its row and the key of its column.
pub(super) type PersonalPlace = (Arc<str>, Option<Arc<str>>, u32, &'static str);

/// A file after the check.
#[derive(Debug)]
pub struct CheckedFile {
    /// The file.
    pub file: File,
    /// Whether each of its rows of progress counts.
    pub(super) accepted: Vec<bool>,
    /// Whether each of its rows of figures counts.
    pub(super) accepted_figures: Vec<bool>,
    /// Whether each of its rows of figures counts and is in doubt; empty where none is.
    pub(super) doubted_figures: Vec<bool>,
}

impl CheckedFile {
    /// The number of rows with data, of all tables.
    pub fn data_rows(&self) -> usize {
        self.file.tables().map(|table| table.data_rows).sum()
    }

    /// Its rows of figures, each with whether it counts.
    pub fn figure_rows(&self) -> impl Iterator<Item = (&Row, bool)> {
        let rows = self.file.figures.iter().flat_map(|figures| &figures.rows);
        rows.zip(self.accepted_figures.iter().copied())
    }

    /// The rows of its table of a kind, each with whether it counts.
    pub fn rows_of(&self, kind: TableKind) -> impl Iterator<Item = (&Row, bool)> {
        let (table, accepted) = match kind {
            TableKind::Progress => (&self.file.submission, &self.accepted),
            TableKind::Figures => (&self.file.figures, &self.accepted_figures),
        };
        table.iter().flat_map(|table| &table.rows).zip(accepted.iter().copied())
    }

    /// Its rows of progress, each with whether it counts.
    pub fn rows(&self) -> impl Iterator<Item = (&Row, bool)> {
        let rows = self.file.submission.iter().flat_map(|submission| &submission.rows);
        rows.zip(self.accepted.iter().copied())
    }

    /// Its rows that count.
    pub fn counting_rows(&self) -> impl Iterator<Item = &Row> {
        self.rows().filter(|(_, counts)| *counts).map(|(row, _)| row)
    }

    /// The number of rows that count, of all tables.
    pub fn accepted_rows(&self) -> usize {
        self.accepted.iter().chain(&self.accepted_figures).filter(|a| **a).count()
    }
}

/// A row that counts: it has an agency, a task and a status, no error, and repeats no other row.
/// Private fields keep other modules from constructing one.
#[derive(Debug, Clone, Copy)]
pub struct AcceptedRow<'a> {
    /// Index of its file in [`Checked::files`].
    pub file: usize,
    /// The file's contents.
    pub submission: &'a Submission,
    /// The row.
    pub row: &'a Row,
    agency: AgencyId,
    task: TaskId,
    status: Status,
}

impl AcceptedRow<'_> {
    /// Its agency.
    pub fn agency(&self) -> AgencyId {
        self.agency
    }

    /// Its task.
    pub fn task(&self) -> TaskId {
        self.task
    }

    /// Its status.
    pub fn status(&self) -> Status {
        self.status
    }
}

/// A value that counts: its row has an agency, an indicator, a value and a period, no error, and
/// repeats no other row.
#[derive(Debug, Clone, Copy)]
pub struct AcceptedFigure<'a> {
    /// Index of its file in [`Checked::files`].
    pub file: usize,
    /// The table of figures of the file.
    pub submission: &'a Submission,
    /// The row.
    pub row: &'a Row,
    agency: AgencyId,
    indicator: IndicatorId,
    value: i64,
    period: Period,
    in_doubt: bool,
}

impl AcceptedFigure<'_> {
    /// Its agency.
    pub fn agency(&self) -> AgencyId {
        self.agency
    }

    /// Its indicator.
    pub fn indicator(&self) -> IndicatorId {
        self.indicator
    }

    /// Its value, in hundredths of the unit.
    pub fn value(&self) -> i64 {
        self.value
    }

    /// The period of its row.
    pub fn period(&self) -> Period {
        self.period
    }

    /// Whether a rule doubts it, so that its agency has to confirm it.
    pub fn is_in_doubt(&self) -> bool {
        self.in_doubt
    }
}

impl Checked {
    /// The values that count, in file order.
    pub fn figures(&self) -> impl Iterator<Item = AcceptedFigure<'_>> {
        let period = self.period;
        self.files.iter().enumerate().flat_map(move |(file, checked)| {
            checked.file.figures.iter().flat_map(move |submission| {
                let counting = checked.figure_rows().enumerate().filter(|(_, (_, counts))| *counts);
                counting.filter_map(move |(at, (row, _))| {
                    Some(AcceptedFigure {
                        file,
                        submission,
                        row,
                        agency: row.agency.value()?,
                        indicator: row.indicator()?,
                        value: row.value()?,
                        period: row.period.value().or(period)?,
                        in_doubt: checked.doubted_figures.get(at).is_some_and(|is| *is),
                    })
                })
            })
        })
    }

    /// The rows that count, in file order.
    pub fn rows(&self) -> impl Iterator<Item = AcceptedRow<'_>> {
        self.files.iter().enumerate().flat_map(|(file, checked)| {
            let submission = checked.file.submission.as_ref();
            submission.into_iter().flat_map(move |submission| {
                submission
                    .rows
                    .iter()
                    .zip(&checked.accepted)
                    .filter(|(_, counts)| **counts)
                    .filter_map(move |(row, _)| {
                        Some(AcceptedRow {
                            file,
                            submission,
                            row,
                            agency: row.agency.value()?,
                            task: row.task.value()?,
                            status: row.status.value()?,
                        })
                    })
            })
        })
    }

    /// Whether any of the files is not one of the unread files.
    pub fn has_tables(&self) -> bool {
        self.files.len() > self.not_read().count()
    }

    /// The findings of files that were sent and not read (M908).
    pub fn not_read(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(|d| is_not_read(d))
    }

    /// Errors that exclude a row or a file from the figures. A missing report is no such error: it
    /// excludes nothing.
    pub fn data_errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(|d| d.is_data_error())
    }

    /// The number of such errors, including those not listed.
    pub fn data_error_count(&self) -> usize {
        self.data_errors().map(Diagnostic::count).sum()
    }
}

/// Whether a finding is M908.
pub(super) fn is_not_read(finding: &Diagnostic) -> bool {
    finding.code == &NOT_READ
}
