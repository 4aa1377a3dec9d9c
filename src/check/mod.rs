//! F4: the rules, and which rows count.
//!
//! A [`Rule`] looks at a row, at a file, at all files of a period, or at a row beside those of
//! earlier periods, and tells what it finds.
//! [`judge`] lets them look at each file, [`together`] at all of them, and decides from the errors
//! which rows stay out of every figure: an [`AcceptedRow`] can be made nowhere else. [`all`] does
//! both for files that are still to be opened. Selecting and ordering findings is not done here.

mod context;
mod due;
mod history;
mod isolated;
mod last;
mod many;
mod not_read;
mod registry;
mod rules;
mod sent;
mod severity;
mod statement;
#[cfg(test)]
mod trial;

pub use context::{FileContext, PeriodContext, RowContext, Scope, SettledContext, plan_line};
pub use due::{Due, DueBy, can_be_overdue, days_overdue, due};
pub use history::{History, Past};
pub use isolated::{gave_up, isolated};
pub use many::{Opened, all, all_listing};
pub use registry::{codes, page};
pub use rules::RULES;
pub use sent::{
    Impossible, Received, Sent, received, sender, sender_by_name, senders, sent, why_impossible,
};
pub use severity::{judge_severities, severity};
pub use statement::{Fall, Stated, Statement, fall, last_state, reopened};

use std::collections::HashMap;
use std::sync::Arc;

use context::Standing;

use crate::diag::{Code, Diagnostic, MOST, Place, Rest, Rows, Sink};
use crate::plan::{AgencyId, Period, Plan, Status, TaskId};
use crate::submission::{File, Row, Submission};

/// One kind of fault. A rule implements the hook of the coarseness at which it can decide.
pub trait Rule: Sync {
    /// The code of what it finds.
    fn code(&self) -> &'static Code;

    /// Looks at one row.
    fn row(&self, _: &RowContext<'_>, _: &mut Sink) {}

    /// Looks at some rows of a file, one by one. Here for speed alone: a rule that looks at no row
    /// costs nothing for each.
    fn rows(&self, rows: &[RowContext<'_>], sink: &mut Sink) {
        rows.iter().for_each(|row| self.row(row, sink));
    }

    /// Looks at one file.
    fn file(&self, _: &FileContext<'_>, _: &mut Sink) {}

    /// Looks at all files that were checked together.
    fn period(&self, _: &PeriodContext<'_>, _: &mut Sink) {}

    /// Looks at a row that counts beside what its agency said on the task before, newest first and
    /// never nothing.
    fn history(&self, _: &RowContext<'_>, _: &[&Past], _: &mut Sink) {}

    /// Looks at such rows of a file, one by one; for speed alone, as [`Rule::rows`].
    fn histories(&self, rows: &[(RowContext<'_>, Vec<&Past>)], sink: &mut Sink) {
        rows.iter().for_each(|(row, before)| self.history(row, before, sink));
    }

    /// Looks at everything once it is settled which rows count. What it finds keeps no row out.
    fn settled(&self, _: &SettledContext<'_>, _: &mut Sink) {}
}

/// Files after the check.
#[derive(Debug)]
pub struct Checked {
    /// The period they are for, where it is known.
    pub period: Option<Period>,
    /// The files, in the order in which they were given.
    pub files: Vec<CheckedFile>,
    /// What was found, unselected and unordered; of one code in one file no more than are listed.
    pub findings: Vec<Diagnostic>,
    /// Cells with data of single persons of which no finding is listed.
    personal: Vec<PersonalPlace>,
}

/// A cell by its file, its sheet, its row and the key of its column.
type PersonalPlace = (Arc<str>, Option<Arc<str>>, u32, &'static str);

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

    /// Its rows, each with whether it counts.
    pub fn rows(&self) -> impl Iterator<Item = (&Row, bool)> {
        let rows = self.file.submission.iter().flat_map(|submission| &submission.rows);
        rows.zip(self.accepted.iter().copied())
    }

    /// Its rows that count.
    pub fn counting_rows(&self) -> impl Iterator<Item = &Row> {
        self.rows().filter(|(_, counts)| *counts).map(|(row, _)| row)
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
        let missing = self.findings.iter().filter(|d| is_led_task_missing(d));
        missing.filter_map(|d| Some((d.agency.as_deref()?, d.task.as_deref()?)))
    }

    /// Cells with data of single persons that nobody released for publication, as far as they are
    /// listed.
    pub fn personal_data(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(|d| is_personal_data(d))
    }

    /// All those cells: file, sheet, row and key of the column.
    pub fn personal_cells(&self) -> impl Iterator<Item = (&str, Option<&str>, u32, &str)> {
        let listed = self.personal_data().filter_map(|d| {
            let place = &d.place;
            Some((place.file()?, place.sheet(), place.row()?, place.field()?))
        });
        let others = self.personal.iter();
        listed.chain(others.map(|(file, sheet, row, key)| (&**file, sheet.as_deref(), *row, *key)))
    }

    /// Whether any of the files is more than something that was sent and is not read.
    pub fn has_tables(&self) -> bool {
        self.files.len() > self.not_read().count()
    }

    /// Files that were sent and not read.
    pub fn not_read(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(|d| not_read::is_not_read(d))
    }

    /// Errors that keep a row or a file out of the figures. That an agency sent nothing is no such
    /// error: nothing is there to be left out.
    pub fn data_errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(|d| d.is_data_error())
    }

    /// How many such errors there are, those included that are not listed.
    pub fn data_error_count(&self) -> usize {
        self.data_errors().map(Diagnostic::count).sum()
    }

    /// Lets go of the findings that only people want to hear of: in a country's year they weigh more
    /// than the rows. The figures stay as they are.
    pub fn forget_advice(&mut self) {
        let is_used = |d: &Diagnostic| {
            d.is_data_error()
                || is_led_task_missing(d)
                || is_personal_data(d)
                || not_read::is_not_read(d)
        };
        self.findings.retain(is_used);
        self.findings.shrink_to_fit();
    }
}

fn is_led_task_missing(finding: &Diagnostic) -> bool {
    finding.code == &rules::led_task_missing::CODE
}

/// Whether a finding is one of a cell with data of single persons.
fn is_personal_data(finding: &Diagnostic) -> bool {
    finding.code == &rules::personal_data::CODE && finding.place.row().is_some()
}

/// Whether a text says who somebody is.
pub fn is_personal(plan: &Plan, text: &str) -> bool {
    rules::personal_data::is_in(plan, text)
}

/// Whether findings that are not listed keep their rows out.
fn rest_keeps_out(plan: &Plan, rest: &Rest) -> bool {
    rest.code.keeps_out(severity::severity(plan, rest.code))
}

/// A file after the rules that look at it alone.
#[derive(Debug)]
pub struct Judged {
    file: File,
    found: Vec<Diagnostic>,
    personal: Vec<PersonalPlace>,
    out: LeftOut,
    standings: Vec<Standing>,
    /// How many findings of one code are listed of one file.
    most: usize,
}

/// What of a file stays out of the figures.
#[derive(Debug, Default)]
struct LeftOut {
    /// The whole of it.
    whole: bool,
    /// Rows as a spreadsheet counts, with the sheet of a workbook.
    rows: Rows,
}

impl LeftOut {
    fn add<'a>(&mut self, findings: impl IntoIterator<Item = &'a Diagnostic>) {
        for finding in findings {
            match finding.place.row() {
                Some(row) => self.rows.insert(finding.place.shared_sheet(), row),
                None => self.whole = true,
            }
        }
    }

    /// Adds the rows of findings that are not listed.
    fn add_rest(&mut self, rest: &Rest) {
        self.whole |= rest.whole;
        self.rows.add(&rest.rows);
    }

    fn is_empty(&self) -> bool {
        !self.whole && self.rows.is_empty()
    }

    /// Whether a row stays out.
    fn has(&self, submission: &Submission, row: &Row) -> bool {
        self.whole || self.names(|| submission.row_place(row))
    }

    /// Whether a row is among those that stay out; its place is only sought where there are any.
    fn names(&self, place: impl FnOnce() -> Place) -> bool {
        if self.rows.is_empty() {
            return false;
        }
        let place = place();
        place.row().is_some_and(|row| self.rows.contains(place.sheet(), row))
    }
}

/// Lets the rules that look at rows and at one file look. `read` holds what reading it found. Where
/// the program fails at the file, it is one that could not be read.
pub fn judge(scope: &Scope<'_>, file: File, read: Sink) -> Judged {
    let (name, sha256, written) = (Arc::clone(&file.name), file.sha256.clone(), file.written);
    let most = read.most();
    isolated(|| judge_alone(scope, file, read)).unwrap_or_else(|| {
        let mut sink = Sink::keeping(most);
        sink.push(gave_up(&name));
        judge_alone(scope, File { name, sha256, written, submission: None }, sink)
    })
}

fn judge_alone(scope: &Scope<'_>, file: File, read: Sink) -> Judged {
    // Rows that are near in memory, for all rules in turn.
    const TOGETHER: usize = 64;
    let mut sink = read;
    let mut standings = Vec::new();
    if let Some(submission) = &file.submission {
        #[cfg(test)]
        isolated::strike("judge", &file.name);
        standings = Standing::of_rows(scope, submission);
        let file = FileContext { scope, name: &file.name, submission, standings: &standings };
        let rows: Vec<RowContext<'_>> = file.rows().collect();
        for rows in rows.chunks(TOGETHER) {
            for rule in RULES {
                rule.rows(rows, &mut sink);
            }
        }
        for rule in RULES {
            rule.file(&file, &mut sink);
        }
    }
    severity::apply(scope.plan, &mut sink);
    let mut out = LeftOut::default();
    out.add(sink.found().iter().filter(|d| d.keeps_out()));
    sink.rest().filter(|(_, rest)| rest_keeps_out(scope.plan, rest)).for_each(|(_, rest)| {
        out.add_rest(rest);
    });
    let (personal, most) = (unlisted_personal(&sink), sink.most());
    let found = sink.into_found();
    if let Some(submission) = &file.submission {
        // An error in the heading row is one of all rows below it.
        let wrong = |row: &&Row| out.names(|| submission.header_place_of(row));
        match submission.table.is_joined() {
            false => out.whole |= out.names(|| submission.header_place()),
            true => {
                let rows: Vec<&Row> = submission.rows.iter().filter(wrong).collect();
                for row in rows {
                    let place = submission.row_place(row);
                    if let Some(row) = place.row() {
                        out.rows.insert(place.shared_sheet(), row);
                    }
                }
            }
        }
    }
    Judged { file, found, personal, out, standings, most }
}

/// The cells with data of single persons of which no finding is listed.
fn unlisted_personal(sink: &Sink) -> Vec<PersonalPlace> {
    let of_code = |rest: &Rest| rest.code == &rules::personal_data::CODE;
    let cells = sink.rest().filter(|(_, rest)| of_code(rest)).flat_map(|(file, rest)| {
        rest.cells.iter().map(|(sheet, row, key)| (Arc::clone(file), sheet.clone(), *row, *key))
    });
    cells.collect()
}

/// Lets the rules that look at all files look, and decides which rows count.
pub fn together(scope: &Scope<'_>, mut files: Vec<Judged>) -> Checked {
    let context = PeriodContext::new(scope, &files);
    let most = files.first().map_or(MOST, |judged| judged.most);
    let mut sink = Sink::keeping(most);
    for rule in RULES {
        rule.period(&context, &mut sink);
    }
    severity::apply(scope.plan, &mut sink);
    drop(context);
    not_read::weigh(scope, &mut files);
    let mut by_file: HashMap<&str, LeftOut> = HashMap::new();
    for finding in sink.found().iter().filter(|d| d.keeps_out()) {
        if let Some(name) = finding.place.file() {
            by_file.entry(name).or_default().add([finding]);
        }
    }
    for (name, rest) in sink.rest() {
        if rest_keeps_out(scope.plan, rest) {
            by_file.entry(name).or_default().add_rest(rest);
        }
    }
    for judged in &mut files {
        if let Some(more) = by_file.get(&*judged.file.name) {
            judged.out.whole |= more.whole;
            judged.out.rows.add(&more.rows);
        }
    }
    let (mut findings, mut personal) = (Sink::keeping(most), Vec::new());
    let (files, standings): (Vec<_>, Vec<_>) = files
        .into_iter()
        .map(|Judged { file, found, personal: cells, out, standings, .. }| {
            findings.extend(found);
            personal.extend(cells);
            let accepted = file.submission.as_ref().map_or_else(Vec::new, |submission| {
                let counts = |row: &Row| {
                    row.agency.value().is_some()
                        && row.task.value().is_some()
                        && row.status.value().is_some()
                        && !out.has(submission, row)
                };
                submission.rows.iter().map(counts).collect()
            });
            (CheckedFile { file, accepted }, standings)
        })
        .unzip();
    findings.append(sink);
    let findings = findings.into_found();
    let mut checked = Checked { period: scope.period, files, findings, personal };
    history::compare(scope, &mut checked, &standings, most);
    let mut sink = Sink::keeping(most);
    let settled = SettledContext { scope, checked: &checked, standings: &standings };
    for rule in RULES {
        rule.settled(&settled, &mut sink);
    }
    severity::apply(scope.plan, &mut sink);
    checked.findings.extend(sink.into_found());
    checked
}

/// Checks files that were read already. `read` holds what was found while they were read.
pub fn run(scope: &Scope<'_>, files: Vec<File>, read: Sink) -> Checked {
    let mut of_file: HashMap<Arc<str>, Sink> = HashMap::new();
    let mut of_none = Vec::new();
    for finding in read.into_found() {
        match finding.place.shared_file() {
            Some(name) if files.iter().any(|file| file.name == *name) => {
                of_file.entry(Arc::clone(name)).or_default().push(finding);
            }
            _ => of_none.push(finding),
        }
    }
    let judged = files.into_iter().map(|file| {
        let found = of_file.remove(&file.name).unwrap_or_default();
        judge(scope, file, found)
    });
    let mut checked = together(scope, judged.collect());
    checked.findings.splice(0..0, of_none);
    checked
}
