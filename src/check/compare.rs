//! Holds the rows that count against what was said before.

use super::checked::Checked;
use super::context::FileContext;
use super::judged::LeftOut;
use super::past::History;
use super::rules::RULES;
use super::scope::{Scope, Standing};
use super::{gave_up, isolated, severity};
use crate::diag::Sink;

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
        let Some(sink) = isolated(|| beside(&context, &file.accepted, history, most)) else {
            file.accepted.fill(false);
            checked.findings.push(gave_up(&file.file.name));
            continue;
        };
        let mut out = LeftOut::default();
        out.add(sink.found().iter().filter(|d| d.keeps_out()));
        let rest = sink.unlisted().filter(|(_, rest)| severity::rest_keeps_out(cx.plan, rest));
        rest.for_each(|(_, rest)| out.add_rest(rest));
        let found = sink.into_findings();
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
    let mut sink = Sink::with_limit(most);
    for rule in RULES {
        rule.histories(&rows, &mut sink);
    }
    severity::apply(file.plan(), &mut sink);
    sink
}
