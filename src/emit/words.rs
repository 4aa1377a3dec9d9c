//! The words around a finding: the labels, and its details line by line for the forms that have no
//! layout of their own.

use super::group::Group;
use super::human::{PLACES, SENTENCE, VALUE, VALUES, count, mentions, place, told};
use crate::diag::{self, Diagnostic, Related};
use crate::source::{on_sheet, sheets_named};
use crate::text::visible::{line as clean, name};
use crate::text::wrap::cut;

pub(super) const EXPECTED: &str = "Cần:";
pub(super) const HELP: &str = "Cách sửa:";
pub(super) const FIX: &str = "Sửa thành:";
pub(super) const SEE: &str = "Xem:";

/// The label before what was found. What concerns the whole set was written by nobody: its value
/// names whom it is about.
pub(super) fn found(finding: &Diagnostic) -> &'static str {
    if finding.place.file().is_some() { "Đang ghi:" } else { "Gồm:" }
}

/// Code and place, for forms that have no section for a sheet.
pub(super) fn title(group: &Group<'_>) -> String {
    let finding = group.first;
    let sheet = finding.place.sheet().map(|sheet| sheets_named([name(sheet).as_str()]));
    let sheet = sheet.map_or_else(String::new, |sheet| format!("{sheet} · "));
    format!("{} · {sheet}{}", finding.code.id, place(group, false))
}

/// The one plain sentence, fit to show. Told by itself, what concerns the whole set says first whom
/// it is about.
pub(super) fn message(group: &Group<'_>) -> String {
    let sentence = sentences(group).join(" ");
    match whom(group) {
        Some(whom) => format!("{}: {sentence}", cut(&clean(whom), SENTENCE)),
        None => sentence,
    }
}

/// The sentence for where the details are not shown: with what was found, or whom it is about.
pub(super) fn alone(finding: &Diagnostic) -> String {
    let group = Group::one(finding);
    match whom(&group) {
        Some(_) => message(&group),
        None => cut(&clean(&finding.told_alone()), SENTENCE),
    }
}

/// What the findings of a group say: mostly one sentence.
pub(super) fn sentences(group: &Group<'_>) -> Vec<String> {
    let mut told: Vec<&str> = Vec::new();
    for finding in &group.all {
        // Most groups hold the same sentence many times.
        if told.last() != Some(&finding.message.as_str()) {
            told.push(&finding.message);
        }
    }
    let mut lines: Vec<String> =
        told.iter().take(VALUES).map(|message| cut(&clean(message), SENTENCE)).collect();
    if told.len() > VALUES {
        lines.push(format!("… và {} chỗ khác.", count(told.len() - VALUES)));
    }
    lines.extend(rest(group));
    lines
}

/// What is said of those that are not listed, for each code and file of a group.
fn rest(group: &Group<'_>) -> Option<String> {
    let more: usize = group.all.iter().map(|finding| finding.more).sum();
    (more > 0).then(|| diag::rest(more, group.first.code))
}

/// Whom a single finding about the whole set is about.
pub(super) fn whom<'a>(group: &Group<'a>) -> Option<&'a str> {
    let alone = group.first.place.file().is_none() && group.all.len() == 1;
    group.first.value.as_deref().filter(|value| alone && !value.is_empty())
}

/// What is said beside the sentence, a line each.
pub(super) fn details(group: &Group<'_>) -> Vec<String> {
    let first = group.first;
    let mut lines = Vec::new();
    let mut line = |label: &str, words: &str| lines.push(format!("{label} {words}"));
    if whom(group).is_none()
        && let Some(value) = told(group, false, VALUE, |d| d.value.as_deref())
    {
        line(found(first), &value);
    }
    if let Some(expected) = told(group, false, SENTENCE, |d| d.expected.as_deref()) {
        line(EXPECTED, &expected);
    }
    if let Some(help) = &first.help {
        line(HELP, &cut(&clean(help), SENTENCE));
    }
    let in_help = |fix: &str| first.help.as_deref().is_some_and(|help| mentions(help, fix));
    let is_said = |d: &&Diagnostic| d.fix == d.expected || d.fix.as_deref().is_none_or(in_help);
    if !group.all.iter().all(is_said)
        && let Some(fix) = told(group, false, VALUE, |d| d.fix.as_deref())
    {
        line(FIX, &fix);
    }
    for related in first.related.iter().take(PLACES) {
        line(SEE, &second_place(related));
    }
    lines
}

/// A second place: file, line, what stands there.
pub(super) fn second_place(related: &Related) -> String {
    let mut words = match &related.sheet {
        Some(sheet) => on_sheet(&name(&related.file), &clean(sheet)),
        None => name(&related.file),
    };
    if related.line > 0 {
        words.push_str(&format!(" dòng {}", related.line));
    }
    words.push_str(": ");
    words.push_str(&cut(&clean(&related.message), SENTENCE));
    words
}
