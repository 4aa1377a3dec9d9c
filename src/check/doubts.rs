//! Which figures count and are in doubt: those that a rule doubts, such as one a thousand times that
//! of its peers. The rules say what a finding of theirs puts in doubt; here it is put together, so
//! that everybody who prints a total asks the same question.

use std::collections::HashMap;
use std::sync::Arc;

use super::judged::Excluded;
use super::rules::RULES;
use super::settled::SettledContext;
use crate::diag::{Code, Family, Sink};
use crate::submission::TableKind;

/// The files with figures in doubt, by index: which of their rows of figures they are. `sink` has
/// the findings of settled rows, those that are not listed included.
pub(super) fn of(cx: &SettledContext<'_>, sink: &Sink) -> HashMap<usize, Vec<bool>> {
    let mut all: HashMap<usize, Vec<bool>> = HashMap::new();
    let about_figures = RULES.iter().filter(|rule| rule.code().family == Family::Figures);
    for rule in about_figures {
        let rows = rows_of(rule.code(), sink);
        if rows.is_empty() {
            continue;
        }
        let figures = cx.figures();
        for given in &figures.given {
            let is_found = figures.row(given).is_some_and(|row| {
                let found = rows.get(row.file.name);
                found.is_some_and(|found| found.has(row.file.submission, row.row))
            });
            if !is_found {
                continue;
            }
            for doubted in rule.doubted(figures, given) {
                let Some(file) = figures.row(doubted).map(|row| row.file.name) else { continue };
                let at = cx.checked.files.iter().position(|of| of.file.name == *file);
                let count =
                    |at: usize| cx.table(at, TableKind::Figures).map(|t| t.submission.rows.len());
                let Some((at, count)) = at.and_then(|at| Some((at, count(at)?))) else { continue };
                let of_file = all.entry(at).or_insert_with(|| vec![false; count]);
                if let Some(is_doubted) = of_file.get_mut(doubted.at.1) {
                    *is_doubted = true;
                }
            }
        }
    }
    all
}

/// The rows with a finding of a code, by file.
fn rows_of<'s>(code: &Code, sink: &'s Sink) -> HashMap<&'s Arc<str>, Excluded> {
    let mut rows: HashMap<&Arc<str>, Excluded> = HashMap::new();
    for finding in sink.found().iter().filter(|finding| finding.code == code) {
        if let Some(file) = finding.place.shared_file() {
            rows.entry(file).or_default().add([finding]);
        }
    }
    for (file, rest) in sink.unlisted().filter(|(_, rest)| rest.code == code) {
        rows.entry(file).or_default().add_rest(rest);
    }
    rows
}
