//! Compares the rows that count with earlier reports.

use super::checked::Checked;
use super::context::FileContext;
use super::earlier::History;
use super::judged::{Excluded, FileAssignments};
use super::rules::RULES;
use super::scope::Scope;
use super::{isolated, program_failed, severity};
use crate::diag::Sink;

/// Compares the rows that count with earlier reports. An error found here excludes a row like any
/// other; rows that are already excluded are skipped.
pub(super) fn compare(
    cx: &Scope<'_>,
    checked: &mut Checked,
    assignments: &[FileAssignments],
    max_listed: usize,
) {
    let Some(history) = cx.history else { return };
    for (file, assignments) in checked.files.iter_mut().zip(assignments) {
        let Some(submission) = &file.file.submission else { continue };
        let assignments = assignments.of_kind(submission.kind);
        let context = FileContext { scope: cx, name: &file.file.name, submission, assignments };
        let Some(sink) = isolated(|| compared_rows(&context, &file.accepted, history, max_listed))
        else {
            file.accepted.fill(false);
            checked.findings.push(program_failed(&file.file.name));
            continue;
        };
        let mut excluded = Excluded::default();
        excluded.add(sink.found().iter().filter(|d| d.keeps_out()));
        let rest = sink.unlisted().filter(|(_, rest)| severity::rest_keeps_out(cx.plan, rest));
        rest.for_each(|(_, rest)| excluded.add_rest(rest));
        let found = sink.into_findings();
        for (row, counts) in submission.rows.iter().zip(&mut file.accepted) {
            *counts &= !excluded.has(submission, row);
        }
        checked.findings.extend(found);
    }
}

/// The findings of comparing the rows of a file that count with earlier reports.
fn compared_rows(
    file: &FileContext<'_>,
    accepted: &[bool],
    history: &History,
    max_listed: usize,
) -> Sink {
    #[cfg(test)]
    super::isolated::fail_if_named("compare", file.name);
    let counting = file.rows().zip(accepted).filter(|(_, counts)| **counts);
    let compared_rows = counting.map(|(row, _)| (row, history.before(&row)));
    let rows: Vec<_> = compared_rows.filter(|(_, before)| !before.is_empty()).collect();
    let mut sink = Sink::with_limit(max_listed);
    for rule in RULES {
        rule.histories(&rows, &mut sink);
    }
    severity::apply(file.plan(), &mut sink);
    sink
}
