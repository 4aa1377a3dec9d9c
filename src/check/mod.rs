//! F4: the rules, and which rows count.
//!
//! A [`Rule`] looks at a row, at a file, at all files of a period, or at a row beside those of
//! earlier periods, and tells what it finds.
//! [`run`] lets every rule look and decides from the errors which rows stay out of every figure:
//! an [`AcceptedRow`] can be made nowhere else. Selecting and ordering findings is not done here.

mod context;
mod history;
mod registry;
mod rules;
mod severity;
#[cfg(test)]
mod trial;

pub use context::{FileContext, PeriodContext, RowContext, Scope, plan_line, sender_by_name};
pub use history::{History, Past};
pub use registry::{PAGES, RULES, codes, page};
pub use severity::{judge_severities, severity};

use std::collections::HashSet;
use std::sync::Arc;

use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::plan::{AgencyId, Period, Status, TaskId};
use crate::submission::{File, Row, Submission};

/// One kind of fault. A rule implements the hook of the coarseness at which it can decide.
pub trait Rule: Sync {
    /// The code of what it finds.
    fn code(&self) -> &'static Code;

    /// Looks at one row.
    fn row(&self, _: &RowContext<'_>, _: &mut Sink) {}

    /// Looks at one file.
    fn file(&self, _: &FileContext<'_>, _: &mut Sink) {}

    /// Looks at all files that were checked together.
    fn period(&self, _: &PeriodContext<'_>, _: &mut Sink) {}

    /// Looks at a row that counts beside what its agency said on the task before, newest first and
    /// never nothing.
    fn history(&self, _: &RowContext<'_>, _: &[&Past], _: &mut Sink) {}
}

/// Files after the check.
#[derive(Debug)]
pub struct Checked {
    /// The period they are for, where it is known.
    pub period: Option<Period>,
    /// The files, in the order in which they were given.
    pub files: Vec<CheckedFile>,
    /// Everything that was found, unselected and unordered.
    pub findings: Vec<Diagnostic>,
}

/// A file after the check.
#[derive(Debug)]
pub struct CheckedFile {
    /// The file.
    pub file: File,
    /// For each of its rows, whether it counts.
    accepted: Vec<bool>,
}

impl CheckedFile {
    /// How many rows hold data.
    pub fn data_rows(&self) -> usize {
        self.file.submission.as_ref().map_or(0, |s| s.data_rows)
    }

    /// How many rows count.
    pub fn accepted_rows(&self) -> usize {
        self.accepted.iter().filter(|a| **a).count()
    }
}

/// A row that counts: it has an agency, a task and a status, no error, and repeats no other row. Its
/// private fields keep every other module from making one.
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
    /// Whose row it is.
    pub fn agency(&self) -> AgencyId {
        self.agency
    }

    /// On which task.
    pub fn task(&self) -> TaskId {
        self.task
    }

    /// How far it is.
    pub fn status(&self) -> Status {
        self.status
    }
}

impl Checked {
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

    /// Tasks that an agency leads and on which its report has no row.
    pub fn led_tasks_missing(&self) -> impl Iterator<Item = (&str, &str)> {
        let missing = self.findings.iter();
        let missing = missing.filter(|d| std::ptr::eq(d.code, &rules::led_task_missing::CODE));
        missing.filter_map(|d| Some((d.agency.as_deref()?, d.task.as_deref()?)))
    }

    /// Errors that keep a row or a file out of the figures. That an agency sent nothing is no such
    /// error: nothing is there to be left out.
    pub fn data_errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(|d| keeps_out(d))
    }
}

/// Whether a finding keeps its row, or its whole file, out of the figures.
fn keeps_out(finding: &Diagnostic) -> bool {
    finding.severity == Severity::Error
        && finding.place.file.is_some()
        && !finding.code.id.starts_with('M')
}

/// Checks files that belong together: the files of a period, or one file by itself.
///
/// `read` holds what was found while the files were read.
pub fn run(scope: &Scope<'_>, files: Vec<File>, read: Sink) -> Checked {
    let mut sink = read;
    for file in &files {
        let Some(submission) = &file.submission else { continue };
        let file = FileContext { scope, name: &file.name, submission };
        for row in &submission.rows {
            let row = RowContext { file: &file, row };
            for rule in RULES {
                rule.row(&row, &mut sink);
            }
        }
        for rule in RULES {
            rule.file(&file, &mut sink);
        }
    }
    severity::apply(scope.plan, &mut sink);
    let period = PeriodContext::new(scope, &files, sink.found());
    let mut coverage = Sink::new();
    for rule in RULES {
        rule.period(&period, &mut coverage);
    }
    severity::apply(scope.plan, &mut coverage);
    sink.append(coverage);
    let mut checked = accept(scope.period, files, sink);
    history::compare(scope, &mut checked);
    checked
}

fn accept(period: Option<Period>, files: Vec<File>, sink: Sink) -> Checked {
    let findings = sink.into_found();
    let mut rows: HashSet<(Arc<str>, u32)> = HashSet::new();
    let mut whole: HashSet<Arc<str>> = HashSet::new();
    // A row that repeats another is no error, but it is counted once.
    let left_out =
        |d: &&Diagnostic| keeps_out(d) || std::ptr::eq(d.code, &rules::duplicate_row::CODE);
    for finding in findings.iter().filter(left_out) {
        let Some(name) = &finding.place.file else { continue };
        match finding.place.row {
            Some(row) => rows.insert((Arc::clone(name), row)),
            None => whole.insert(Arc::clone(name)),
        };
    }
    let files = files
        .into_iter()
        .map(|file| {
            let accepted = file.submission.as_ref().map_or_else(Vec::new, |submission| {
                // An error in the heading row is an error of the file.
                let all_out = whole.contains(&file.name)
                    || rows.contains(&(Arc::clone(&file.name), submission.header_row()));
                let counts = |row: &Row| {
                    let number = submission.row_number(row);
                    !all_out
                        && !rows.contains(&(Arc::clone(&file.name), number))
                        && row.agency.value().is_some()
                        && row.task.value().is_some()
                        && row.status.value().is_some()
                };
                submission.rows.iter().map(counts).collect()
            });
            CheckedFile { file, accepted }
        })
        .collect();
    Checked { period, files, findings }
}
