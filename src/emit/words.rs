//! The wording around a finding: labels and detail lines for formats without a layout of their own.

use super::group::Group;
use crate::diag::{self, Diagnostic, Place, Related};
use crate::source::{column_on, on_sheet, sheets_named};
use crate::text::number;
use crate::text::visible::{line as clean, name};
use crate::text::wrap::truncate;

/// Maximum width of a value, a heading and a sentence, in columns.
pub(super) const VALUE: usize = 160;
pub(super) const SHORT: usize = 48;
pub(super) const SENTENCE: usize = 480;
/// Maximum number of listed rows, differing values and second places.
const ROWS: usize = 8;
pub(super) const VALUES: usize = 5;
pub(super) const PLACES: usize = 3;

pub(super) const EXPECTED: &str = "Cần:";
pub(super) const HELP: &str = "Cách sửa:";
pub(super) const FIX: &str = "Sửa thành:";
pub(super) const SEE: &str = "Xem:";

/// The label of the value found. A finding about the whole run has no value in a file: it lists
/// those concerned.
pub(super) fn value_label(finding: &Diagnostic) -> &'static str {
    if finding.place.file().is_some() { "Đang ghi:" } else { "Gồm:" }
}

/// Code and place, for formats without sections by sheet.
pub(super) fn title(group: &Group<'_>) -> String {
    let finding = group.first;
    let sheet = finding.place.sheet().map(|sheet| sheets_named([name(sheet).as_str()]));
    let sheet = sheet.map_or_else(String::new, |sheet| format!("{sheet} · "));
    format!("{} · {sheet}{}", finding.code.id, place(group, false))
}

/// The message, made printable. For a single finding about the whole run, the subject comes first.
pub(super) fn message(group: &Group<'_>) -> String {
    let sentence = sentences(group).join(" ");
    match subject(group) {
        Some(subject) => format!("{}: {sentence}", truncate(&clean(subject), SENTENCE)),
        None => sentence,
    }
}

/// The message with the value found or the subject, for output without details.
pub(super) fn message_with_value(finding: &Diagnostic) -> String {
    let group = Group::one(finding);
    match subject(&group) {
        Some(_) => message(&group),
        None => truncate(&clean(&finding.message_with_value()), SENTENCE),
    }
}

/// The messages of a group; usually one.
pub(super) fn sentences(group: &Group<'_>) -> Vec<String> {
    let mut texts: Vec<&str> = Vec::new();
    for finding in &group.all {
        // Most groups repeat the same sentence.
        if texts.last() != Some(&finding.message.as_str()) {
            texts.push(&finding.message);
        }
    }
    let mut lines: Vec<String> =
        texts.iter().take(VALUES).map(|message| truncate(&clean(message), SENTENCE)).collect();
    if texts.len() > VALUES {
        lines.push(format!("… và {} chỗ khác.", count(texts.len() - VALUES)));
    }
    lines.extend(unlisted_messages(group));
    lines
}

/// The sentences about unlisted findings, for each code and file of a group.
fn unlisted_messages(group: &Group<'_>) -> Option<String> {
    let more: usize = group.all.iter().map(|finding| finding.unlisted).sum();
    (more > 0).then(|| diag::unlisted_message(more, group.first.code))
}

/// The subject of a single finding about the whole run.
pub(super) fn subject<'a>(group: &Group<'a>) -> Option<&'a str> {
    let is_single = group.first.place.file().is_none() && group.all.len() == 1;
    group.first.value.as_deref().filter(|value| is_single && !value.is_empty())
}

/// The details, one line each.
pub(super) fn details(group: &Group<'_>) -> Vec<String> {
    let first = group.first;
    let mut lines = Vec::new();
    let mut line = |label: &str, words: &str| lines.push(format!("{label} {words}"));
    if subject(group).is_none()
        && let Some(value) = values_with_rows(group, false, VALUE, |d| d.value.as_deref())
    {
        line(value_label(first), &value);
    }
    if let Some(expected) = values_with_rows(group, false, SENTENCE, |d| d.expected.as_deref()) {
        line(EXPECTED, &expected);
    }
    if let Some(help) = &first.help {
        line(HELP, &truncate(&clean(help), SENTENCE));
    }
    let in_help = |fix: &str| first.help.as_deref().is_some_and(|help| mentions(help, fix));
    let is_said = |d: &&Diagnostic| d.fix == d.expected || d.fix.as_deref().is_none_or(in_help);
    if !group.all.iter().all(is_said)
        && let Some(fix) = values_with_rows(group, false, VALUE, |d| d.fix.as_deref())
    {
        line(FIX, &fix);
    }
    for related in first.related.iter().take(PLACES) {
        line(SEE, &second_place(related));
    }
    lines
}

/// A second place: file, line and its meaning.
pub(super) fn second_place(related: &Related) -> String {
    let mut words = match &related.sheet {
        Some(sheet) => on_sheet(&name(&related.file), &clean(sheet)),
        None => name(&related.file),
    };
    if related.line > 0 {
        words.push_str(&format!(" dòng {}", related.line));
    }
    words.push_str(": ");
    words.push_str(&truncate(&clean(&related.message), SENTENCE));
    words
}

pub(super) fn count(n: usize) -> String {
    number::dong(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Whether the place is a line of a text file such as YAML, not a row of a table.
pub(super) fn is_text(finding: &Diagnostic) -> bool {
    matches!(finding.place, Place::Line { .. })
}

/// The place of a group in words; `shown` means that a snippet follows.
pub(super) fn place(group: &Group<'_>, shown: bool) -> String {
    let finding = group.first;
    let place = &finding.place;
    let is_repeated = group.all.len() > 1;
    let times = if is_repeated { format!("×{}", count(group.all.len())) } else { String::new() };
    let rows = row_list(group.all.iter().copied(), ROWS);
    let then =
        |what: &str| if is_repeated { format!("{what} · {times}") } else { what.to_owned() };
    match place {
        Place::Run => then(finding.code.title),
        Place::File { .. } => then("Cả tệp"),
        Place::Line { file, line, column, .. } => {
            let column = column.unwrap_or(1);
            let at = format!("{}:{line}:{column}", name(file));
            match (is_repeated, shown) {
                (true, _) => format!("{at} · {times}, dòng {rows}"),
                (false, true) => at,
                (false, false) => format!("Dòng {line}, ký tự thứ {column} · {at}"),
            }
        }
        Place::Row(_) if is_repeated => format!("{times}, dòng {rows}"),
        Place::Row(_) => format!("Dòng {rows}"),
        Place::Cell(row, cell) => {
            let heading = cell.heading.as_deref().or(cell.field);
            let heading = heading.map(|h| format!("“{}”", truncate(&clean(h), SHORT)));
            let column = column_on(row.sheet.as_deref(), cell.column);
            match (is_repeated, heading) {
                (true, Some(heading)) => format!("Cột {column} {heading} · {times}, dòng {rows}"),
                (true, None) => format!("Cột {column} · {times}, dòng {rows}"),
                (false, Some(heading)) => format!("Ô {} · cột {heading}, dòng {rows}", cell.name),
                (false, None) => format!("Ô {}", cell.name),
            }
        }
    }
}

/// `3, 5, 7–12…`: row numbers in a spreadsheet; three or more in sequence become a range.
pub(super) fn row_list<'a>(findings: impl Iterator<Item = &'a Diagnostic>, limit: usize) -> String {
    let mut rows: Vec<u32> = findings.filter_map(|d| d.place.row().or(d.place.line())).collect();
    rows.sort_unstable();
    rows.dedup();
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == row => *end = row,
            _ => runs.push((row, row)),
        }
    }
    let mut items = runs.iter().flat_map(|(start, end)| match end - start {
        0 => vec![start.to_string()],
        1 => vec![start.to_string(), end.to_string()],
        _ => vec![format!("{start}–{end}")],
    });
    let mut texts = items.by_ref().take(limit).collect::<Vec<_>>().join(", ");
    if items.next().is_some() {
        texts.push('…');
    }
    texts
}

/// The values of a group: one text if all are equal, else each with its rows, which are omitted
/// across files.
pub(super) fn values_with_rows<'a>(
    group: &Group<'a>,
    many_files: bool,
    longest: usize,
    get: impl Fn(&'a Diagnostic) -> Option<&'a str>,
) -> Option<String> {
    let mut kinds: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    let mut more = false;
    for finding in &group.all {
        let Some(text) = get(finding) else { continue };
        match kinds.iter().position(|(known, _)| *known == text) {
            Some(n) => kinds[n].1.push(finding),
            None if kinds.len() < VALUES || finding.place.file().is_none() => {
                kinds.push((text, vec![finding]))
            }
            None => more = true,
        }
    }
    if let [(text, _)] = kinds.as_slice() {
        return Some(value(text, longest));
    }
    let mut parts: Vec<String> = kinds
        .iter()
        .map(|(text, findings)| {
            let rows = row_list(findings.iter().copied(), 3);
            let rows = if rows.is_empty() || many_files {
                String::new()
            } else {
                format!(" (dòng {rows})")
            };
            format!("{}{rows}", value(text, SHORT))
        })
        .collect();
    if more {
        parts.push("…".to_owned());
    }
    (!kinds.is_empty()).then(|| parts.join("; "))
}

/// A value as written in its cell: an empty one is named, spaces at its ends are made visible.
fn value(text: &str, limit: usize) -> String {
    if text.is_empty() {
        return "(để trống)".to_owned();
    }
    let shown = clean(text);
    let short = truncate(&shown, limit);
    if short != shown {
        return format!("{short} (dài {} ký tự)", count(text.chars().count()));
    }
    if text.trim() == text { short } else { format!("“{short}”") }
}

/// Whether `text` contains `words` as whole words: `14` is not in `140`.
pub(super) fn mentions(text: &str, words: &str) -> bool {
    !words.is_empty()
        && text.match_indices(words).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let after = text[at + words.len()..].chars().next();
            let joins = |outer: Option<char>, inner: Option<char>| {
                outer.is_some_and(char::is_alphanumeric) && inner.is_some_and(char::is_alphanumeric)
            };
            !joins(before, words.chars().next()) && !joins(after, words.chars().next_back())
        })
}
