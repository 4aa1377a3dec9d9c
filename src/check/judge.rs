//! Runs the rules, and decides from their errors which rows count.

use std::collections::HashMap;
use std::sync::Arc;

use super::checked::{Checked, CheckedFile, PersonalPlace, is_not_read};
use super::context::{FileContext, PeriodContext, RowContext};
use super::judged::{Excluded, FileAssignments, Judged};
use super::rules::{self, RULES};
use super::scope::{RowAssignment, Scope};
use super::settled::SettledContext;
use super::{compare, doubts, isolated, not_read, program_failed, severity};
use crate::diag::{Diagnostic, MAX_LISTED, Sink, Unlisted};
use crate::plan::Plan;
use crate::submission::{File, Row, Submission};

impl Checked {
    /// Agencies and the tasks they lead that their reports omit (M901).
    pub fn led_tasks_missing(&self) -> impl Iterator<Item = (&str, &str)> {
        let missing = self.findings.iter().filter(|d| is_led_task_missing(d));
        missing.filter_map(|d| Some((d.agency.as_deref()?, d.task.as_deref()?)))
    }

    /// The listed findings of cells with personal data not released for publication.
    pub fn personal_data(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(|d| is_personal_data(d))
    }

    /// All such cells, listed or not: file, sheet, row and column key.
    pub fn personal_cells(&self) -> impl Iterator<Item = (&str, Option<&str>, u32, &str)> {
        let listed = self.personal_data().filter_map(|d| {
            let place = &d.place;
            Some((place.file()?, place.sheet(), place.row()?, place.field()?))
        });
        let others = self.personal.iter();
        listed.chain(others.map(|(file, sheet, row, key)| (&**file, sheet.as_deref(), *row, *key)))
    }

    /// Drops findings meant only for terminals, which in a large run take more memory than the
    /// rows. The figures do not change.
    pub fn drop_advice(&mut self) {
        let is_used = |d: &Diagnostic| {
            d.is_data_error() || is_led_task_missing(d) || is_personal_data(d) || is_not_read(d)
        };
        self.findings.retain(is_used);
        self.findings.shrink_to_fit();
    }
}

fn is_led_task_missing(finding: &Diagnostic) -> bool {
    finding.code == &rules::led_task_missing::CODE
}

/// Whether a finding is about a cell with personal data.
fn is_personal_data(finding: &Diagnostic) -> bool {
    finding.code == &rules::personal_data::CODE && finding.place.row().is_some()
}

/// Whether a text contains personal data.
pub fn is_personal(plan: &Plan, text: &str) -> bool {
    rules::personal_data::is_in(plan, text)
}

/// Runs the rules for rows and single files. `read` holds the findings of reading the file. If the
/// program fails on the file, it counts as unreadable.
pub fn judge(scope: &Scope<'_>, file: File, read: Sink) -> Judged {
    let (name, sha256, written) = (Arc::clone(&file.name), file.sha256.clone(), file.written);
    let max_listed = read.limit();
    isolated(|| judge_alone(scope, file, read)).unwrap_or_else(|| {
        let mut sink = Sink::with_limit(max_listed);
        sink.push(program_failed(&name));
        judge_alone(scope, File { name, sha256, written, submission: None, figures: None }, sink)
    })
}

fn judge_alone(scope: &Scope<'_>, file: File, read: Sink) -> Judged {
    // Runs all rules on a few rows at a time, for cache locality.
    const TOGETHER: usize = 64;
    let mut sink = read;
    let mut assignments = FileAssignments::default();
    for submission in file.tables() {
        #[cfg(test)]
        isolated::fail_if_named("judge", &file.name);
        let of_rows = RowAssignment::of_rows(scope, submission);
        let rules = || RULES.iter().filter(|rule| rule.tables().contains(&submission.kind));
        let file = FileContext { scope, name: &file.name, submission, assignments: &of_rows };
        let rows: Vec<RowContext<'_>> = file.rows().collect();
        for rows in rows.chunks(TOGETHER) {
            rules().for_each(|rule| rule.rows(rows, &mut sink));
        }
        rules().for_each(|rule| rule.file(&file, &mut sink));
        *assignments.of_kind_mut(submission.kind) = of_rows;
    }
    severity::apply(scope.plan, &mut sink);
    let mut excluded = Excluded::default();
    excluded.add(sink.found().iter().filter(|d| d.keeps_out()));
    sink.unlisted().filter(|(_, rest)| severity::rest_keeps_out(scope.plan, rest)).for_each(
        |(_, rest)| {
            excluded.add_rest(rest);
        },
    );
    let (personal, max_listed) = (unlisted_personal(&sink), sink.limit());
    let found = sink.into_findings();
    for submission in file.tables() {
        // An error in the heading row excludes all rows below it.
        let wrong = |row: &&Row| excluded.names(|| submission.header_place_of(row));
        match submission.table.is_joined() || file.tables().count() > 1 {
            false => excluded.whole_file |= excluded.names(|| submission.header_place()),
            true => {
                let rows: Vec<&Row> = submission.rows.iter().filter(wrong).collect();
                for row in rows {
                    let place = submission.row_place(row);
                    if let Some(row) = place.row() {
                        excluded.rows.insert(place.shared_sheet(), row);
                    }
                }
            }
        }
    }
    Judged { file, found, personal, excluded, assignments, max_listed }
}

/// Cells with personal data whose findings are not listed.
fn unlisted_personal(sink: &Sink) -> Vec<PersonalPlace> {
    let of_code = |rest: &Unlisted| rest.code == &rules::personal_data::CODE;
    let cells = sink.unlisted().filter(|(_, rest)| of_code(rest)).flat_map(|(file, rest)| {
        rest.cells.iter().map(|(sheet, row, key)| (Arc::clone(file), sheet.clone(), *row, *key))
    });
    cells.collect()
}

/// Runs the rules for all files, and decides which rows count.
pub fn judge_together(scope: &Scope<'_>, mut files: Vec<Judged>) -> Checked {
    let context = PeriodContext::new(scope, &files);
    let max_listed = files.first().map_or(MAX_LISTED, |judged| judged.max_listed);
    let mut sink = Sink::with_limit(max_listed);
    for rule in RULES {
        rule.period(&context, &mut sink);
    }
    severity::apply(scope.plan, &mut sink);
    drop(context);
    not_read::weigh(scope, &mut files);
    let mut by_file: HashMap<&str, Excluded> = HashMap::new();
    for finding in sink.found().iter().filter(|d| d.keeps_out()) {
        if let Some(name) = finding.place.file() {
            by_file.entry(name).or_default().add([finding]);
        }
    }
    for (name, rest) in sink.unlisted() {
        if severity::rest_keeps_out(scope.plan, rest) {
            by_file.entry(name).or_default().add_rest(rest);
        }
    }
    for judged in &mut files {
        if let Some(more) = by_file.get(&*judged.file.name) {
            judged.excluded.whole_file |= more.whole_file;
            judged.excluded.rows.add(&more.rows);
        }
    }
    let (mut findings, mut personal) = (Sink::with_limit(max_listed), Vec::new());
    let (files, assignments): (Vec<_>, Vec<_>) = files
        .into_iter()
        .map(|Judged { file, found, personal: cells, excluded, assignments, .. }| {
            findings.extend(found);
            personal.extend(cells);
            let accepted = accepted_rows(file.submission.as_ref(), &excluded, |row| {
                row.task.value().is_some() && row.status.value().is_some()
            });
            let accepted_figures = accepted_rows(file.figures.as_ref(), &excluded, |row| {
                row.indicator().is_some() && row.value().is_some()
            });
            let doubted_figures = Vec::new();
            (CheckedFile { file, accepted, accepted_figures, doubted_figures }, assignments)
        })
        .unzip();
    findings.append(sink);
    let findings = findings.into_findings();
    let mut checked = Checked { period: scope.period, files, findings, personal };
    compare::compare(scope, &mut checked, &assignments, max_listed);
    let mut sink = Sink::with_limit(max_listed);
    let settled = SettledContext::new(scope, &checked, &assignments);
    for rule in RULES {
        rule.settled(&settled, &mut sink);
    }
    severity::apply(scope.plan, &mut sink);
    let doubts = doubts::of(&settled, &sink);
    for (file, doubted) in doubts {
        checked.files[file].doubted_figures = doubted;
    }
    checked.findings.extend(sink.into_findings());
    checked
}

/// Whether each row of a table counts: it has an agency, no error, and what the table is about.
fn accepted_rows(
    table: Option<&Submission>,
    excluded: &Excluded,
    is_complete: impl Fn(&Row) -> bool,
) -> Vec<bool> {
    let Some(table) = table else { return Vec::new() };
    let counts =
        |row: &Row| row.agency.value().is_some() && is_complete(row) && !excluded.has(table, row);
    table.rows.iter().map(counts).collect()
}

/// Checks files that are already read. `read` holds the findings of reading them.
pub fn run(scope: &Scope<'_>, files: Vec<File>, read: Sink) -> Checked {
    let mut of_file: HashMap<Arc<str>, Sink> = HashMap::new();
    let mut of_none = Vec::new();
    for finding in read.into_findings() {
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
    let mut checked = judge_together(scope, judged.collect());
    checked.findings.splice(0..0, of_none);
    checked
}
