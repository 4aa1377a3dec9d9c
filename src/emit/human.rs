//! Findings for people, in Vietnamese, fitted to a terminal.
//!
//! Owns the layout: files in turn, the whole set last, one block per group, a closing count. Says
//! nothing about the data that the findings do not say.

use std::collections::HashSet;

use annotate_snippets::renderer::{Effects, Style};

use super::group::{self, About, Group, Section};
use super::snippet::{self, Request, snippet};
use super::words;
use crate::diag::{Diagnostic, Place, Related, Severity, Summary};
use crate::source::{column_on, sheets_named};
use crate::text::number;
use crate::text::visible::{line as clean, name};
use crate::text::wrap::{cut, width, wrap};

/// Spaces before the first line of a finding.
const INDENT: usize = 2;
/// Spaces before every other line of a finding.
const BODY: usize = 4;
/// Columns of the longest label and the space after it.
const LABEL: usize = 11;
/// No narrower: words would fall apart.
const NARROWEST: usize = 40;
/// Longest value, heading and sentence that is shown, in columns.
pub(super) const VALUE: usize = 160;
const SHORT: usize = 48;
pub(super) const SENTENCE: usize = 480;
/// How many rows, differing values and second places are listed.
const ROWS: usize = 8;
pub(super) const VALUES: usize = 5;
pub(super) const PLACES: usize = 3;
/// How many files are named that share a fault.
const FILES: usize = 10;

/// How findings are shown.
#[derive(Clone, Copy)]
pub struct Human<'a> {
    /// Screen columns; fewer than 40 count as 40.
    pub width: usize,
    /// Whether to colour with ANSI sequences.
    pub color: bool,
    /// At most so many groups; 0 shows all.
    pub max: usize,
    /// The text of a file by its name, for the line to be shown.
    pub sources: &'a dyn Fn(&str) -> Option<&'a str>,
}

impl Human<'_> {
    /// A hundred columns, no colour, no limit, no sources.
    pub fn plain() -> Self {
        Self { width: 100, color: false, max: 0, sources: &|_| None }
    }
}

/// All findings as text, the closing count included, with a line end at the end.
///
/// They are told in the order given, file by file; those about the whole set come last.
pub fn human(findings: &[Diagnostic], options: &Human<'_>) -> String {
    let mut sections = group::sections(findings);
    let left_out = group::cap(&mut sections, options.max);
    let width = options.width.max(NARROWEST);
    let mut page = Page { out: String::new(), width, options };
    for section in &sections {
        page.section(section);
    }
    page.left_out(&left_out);
    page.line(0, &closing_line(findings));
    page.out
}

/// `2 lỗi, 1 cảnh báo, 3 lưu ý.` or `Không có lỗi.`
pub fn summary_line(summary: &Summary) -> String {
    let other = counts(&[
        (summary.warnings, Severity::Warning.vietnamese()),
        (summary.notes, Severity::Note.vietnamese()),
    ]);
    match (summary.errors, other.is_empty()) {
        (0, true) => "Không có lỗi.".to_owned(),
        (0, false) => format!("Không có lỗi; có {other}."),
        (n, true) => format!("{} lỗi.", count(n)),
        (n, false) => format!("{} lỗi, {other}.", count(n)),
    }
}

/// The closing line for findings of which some are about the whole set: what is wrong in files is
/// told apart from what was never sent.
fn closing_line(findings: &[Diagnostic]) -> String {
    let line = summary_line(&Summary::of(findings));
    let errors = || findings.iter().filter(|d| d.severity == Severity::Error);
    let sum =
        |all: &mut dyn Iterator<Item = &Diagnostic>| all.map(Diagnostic::count).sum::<usize>();
    let whole = sum(&mut errors().filter(|d| d.place.file().is_none()));
    let in_files = sum(&mut errors()) - whole;
    if whole == 0 || in_files + whole == 1 {
        return line;
    }
    let all = format!("{} lỗi", count(in_files + whole));
    let parts = format!("{all} ({} trong tệp, {} về cả kỳ)", count(in_files), count(whole));
    line.replacen(&all, &parts, 1)
}

/// The numbers that are not zero, with their words.
pub(super) fn counts(parts: &[(usize, &str)]) -> String {
    let told = parts.iter().filter(|(n, _)| *n > 0);
    told.map(|(n, word)| format!("{} {word}", count(*n))).collect::<Vec<_>>().join(", ")
}

pub(super) fn count(n: usize) -> String {
    number::dong(i64::try_from(n).unwrap_or(i64::MAX))
}

/// The page being written.
struct Page<'a, 's> {
    out: String,
    width: usize,
    options: &'a Human<'s>,
}

impl Page<'_, '_> {
    fn section(&mut self, section: &Section<'_>) {
        let heading = match section.about {
            About::Files => "Giống nhau ở nhiều tệp".to_owned(),
            About::File(file, None) => name(file),
            About::File(file, Some(sheet)) => {
                let sheet = cut(&clean(sheet), SHORT);
                format!("{} · {}", name(file), sheets_named([sheet.as_str()]))
            }
            About::Whole => "Cả kỳ".to_owned(),
        };
        let heading = wrap(&heading, 0, &" ".repeat(INDENT), self.width);
        self.paint(Style::new().effects(Effects::BOLD), &heading);
        self.out.push_str("\n\n");
        for group in &section.groups {
            self.group(group, section.about == About::Files);
            self.out.push('\n');
        }
    }

    fn group(&mut self, group: &Group<'_>, many_files: bool) {
        let first = group.first;
        let shown = self.snippet(first);
        let name = format!("{} {}", first.severity.vietnamese(), first.code.id);
        let taken = INDENT + width(&name) + 2;
        self.out.push_str(&" ".repeat(INDENT));
        self.paint(snippet::style(first.severity), &name);
        self.out.push_str("  ");
        let place = if many_files { place_in_files(group) } else { place(group, shown.is_some()) };
        self.out.push_str(&wrap(&place, taken, &" ".repeat(BODY), self.width));
        self.out.push('\n');
        for sentence in words::sentences(group) {
            self.line(BODY, &sentence);
        }

        for line in shown.iter().flat_map(|s| s.lines()) {
            self.out.push_str(&" ".repeat(BODY));
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
        // What the line above or the sentence says already is not said again.
        if shown.is_none()
            && let Some(value) = told(group, many_files, VALUE, |d| d.value.as_deref())
        {
            let label = words::found(first);
            self.labelled(label, &value);
        }
        let said = |words: &str| is_text(first) && mentions(&first.message, words);
        if !first.expected.as_deref().is_some_and(said)
            && let Some(expected) = told(group, many_files, SENTENCE, |d| d.expected.as_deref())
        {
            self.labelled(words::EXPECTED, &expected);
        }
        if let Some(help) = &first.help {
            self.labelled(words::HELP, &cut(&clean(help), SENTENCE));
        }
        let in_help = |fix: &str| first.help.as_deref().is_some_and(|help| mentions(help, fix));
        let is_said = |d: &Diagnostic| d.fix == d.expected || d.fix.as_deref().is_none_or(in_help);
        if !group.all.iter().all(|d| is_said(d))
            && let Some(fix) = told(group, many_files, VALUE, |d| d.fix.as_deref())
        {
            self.labelled(words::FIX, &fix);
        }
        if many_files {
            self.labelled("Ở tệp:", &files(group));
        } else {
            self.related(group);
        }
    }

    /// The line of a text file with the fault underlined, when there is one to show.
    fn snippet(&self, finding: &Diagnostic) -> Option<String> {
        let place = &finding.place;
        let line = place.line().filter(|_| is_text(finding))?;
        snippet(&Request {
            text: (self.options.sources)(place.file()?)?,
            line,
            column: place.column().unwrap_or(1),
            value: finding.value.as_deref(),
            severity: finding.severity,
            width: self.width - BODY,
            color: self.options.color,
        })
    }

    fn related(&mut self, group: &Group<'_>) {
        let mut places: Vec<&Related> = Vec::new();
        // Rows that contradict one another stand in one group, each with the other as second place.
        let own: HashSet<(&str, Option<&str>, u32)> = group
            .all
            .iter()
            .filter_map(|d| {
                let (file, sheet) = (d.place.file()?, d.place.sheet());
                Some((file, sheet, d.place.line().or(d.place.row())?))
            })
            .filter(|_| group.all.len() > 1)
            .collect();
        for related in group.all.iter().flat_map(|d| &d.related) {
            // A sheet is only named where there are several.
            let sheet = related.sheet.as_deref().or(group.first.place.sheet());
            let is_own = own.contains(&(related.file.as_str(), sheet, related.line));
            if !is_own && !places.contains(&related) {
                places.push(related);
            }
            if places.len() > PLACES {
                break;
            }
        }
        for related in places.iter().take(PLACES) {
            self.labelled(words::SEE, &words::second_place(related));
        }
        if places.len() > PLACES {
            self.labelled("", "… và những chỗ khác.");
        }
    }

    /// How many groups are not shown, and how to see them.
    fn left_out(&mut self, left_out: &[Severity]) {
        if left_out.is_empty() {
            return;
        }
        let of = |severity: Severity| {
            (left_out.iter().filter(|s| **s == severity).count(), severity.vietnamese())
        };
        let kinds = counts(&[of(Severity::Error), of(Severity::Warning), of(Severity::Note)]);
        let words = format!(
            "Còn {} nhóm nữa chưa hiện ({kinds}). Để xem tất cả, thêm --max-findings 0.",
            count(left_out.len())
        );
        self.line(0, &words);
        self.out.push('\n');
    }

    fn labelled(&mut self, label: &str, words: &str) {
        let hang = BODY + LABEL;
        self.out.push_str(&" ".repeat(BODY));
        self.out.push_str(label);
        self.out.push_str(&" ".repeat(LABEL - width(label)));
        self.out.push_str(&wrap(words, hang, &" ".repeat(hang), self.width));
        self.out.push('\n');
    }

    fn line(&mut self, indent: usize, words: &str) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(&wrap(words, indent, &" ".repeat(indent), self.width));
        self.out.push('\n');
    }

    fn paint(&mut self, style: Style, words: &str) {
        if self.options.color {
            self.out.push_str(&format!("{}{words}{}", style.render(), style.render_reset()));
        } else {
            self.out.push_str(words);
        }
    }
}

/// Whether the place is a line of a text file, such as YAML, and no row of a table.
fn is_text(finding: &Diagnostic) -> bool {
    matches!(finding.place, Place::Line { .. })
}

/// Where a group is, in words; `shown` says that the line itself follows.
pub(super) fn place(group: &Group<'_>, shown: bool) -> String {
    let finding = group.first;
    let place = &finding.place;
    let many = group.all.len() > 1;
    let times = if many { format!("×{}", count(group.all.len())) } else { String::new() };
    let rows = row_list(group.all.iter().copied(), ROWS);
    let then = |what: &str| if many { format!("{what} · {times}") } else { what.to_owned() };
    match place {
        Place::Run => then(finding.code.title),
        Place::File { .. } => then("Cả tệp"),
        Place::Line { file, line, column, .. } => {
            let column = column.unwrap_or(1);
            let at = format!("{}:{line}:{column}", name(file));
            match (many, shown) {
                (true, _) => format!("{at} · {times}, dòng {rows}"),
                (false, true) => at,
                (false, false) => format!("Dòng {line}, ký tự thứ {column} · {at}"),
            }
        }
        Place::Row(_) if many => format!("{times}, dòng {rows}"),
        Place::Row(_) => format!("Dòng {rows}"),
        Place::Cell(row, cell) => {
            let heading = cell.heading.as_deref().or(cell.field);
            let heading = heading.map(|h| format!("“{}”", cut(&clean(h), SHORT)));
            let column = column_on(row.sheet.as_deref(), cell.column);
            match (many, heading) {
                (true, Some(heading)) => format!("Cột {column} {heading} · {times}, dòng {rows}"),
                (true, None) => format!("Cột {column} · {times}, dòng {rows}"),
                (false, Some(heading)) => format!("Ô {} · cột {heading}, dòng {rows}", cell.name),
                (false, None) => format!("Ô {}", cell.name),
            }
        }
    }
}

/// `3, 5, 7–12…`: rows as a spreadsheet counts, three or more in a run as one.
fn row_list<'a>(findings: impl Iterator<Item = &'a Diagnostic>, limit: usize) -> String {
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
    let mut told = items.by_ref().take(limit).collect::<Vec<_>>().join(", ");
    if items.next().is_some() {
        told.push('…');
    }
    told
}

/// Where a fault is that many files have.
fn place_in_files(group: &Group<'_>) -> String {
    let place = &group.first.place;
    let heading = place.heading().or(place.field());
    let heading = heading.map(|h| format!("Cột “{}” · ", cut(&clean(h), SHORT)));
    let files: HashSet<&str> = group.all.iter().filter_map(|d| d.place.file()).collect();
    format!(
        "{}×{} ở {} tệp",
        heading.unwrap_or_default(),
        count(group.all.len()),
        count(files.len())
    )
}

/// `a.csv dòng 2, 4; b.csv dòng 3`: where each of the files has it.
fn files(group: &Group<'_>) -> String {
    let mut files: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
    for finding in &group.all {
        let file = finding.place.file().unwrap_or_default();
        match files.last_mut() {
            Some((last, findings)) if *last == file => findings.push(finding),
            _ => files.push((file, vec![finding])),
        }
    }
    let name = |(file, findings): &(&str, Vec<&Diagnostic>)| {
        format!("{} dòng {}", name(file), row_list(findings.iter().copied(), 3))
    };
    let mut told = files.iter().take(FILES).map(name).collect::<Vec<_>>().join("; ");
    if files.len() > FILES {
        told.push_str(&format!("; … và {} tệp khác.", count(files.len() - FILES)));
    }
    told
}

/// What the findings of a group hold: one text when it is the same everywhere, else each with its
/// rows, which mean nothing across files.
pub(super) fn told<'a>(
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

/// A value as it stands in a cell: an empty one is named, spaces at its ends are made visible.
fn value(text: &str, limit: usize) -> String {
    if text.is_empty() {
        return "(để trống)".to_owned();
    }
    let shown = clean(text);
    let short = cut(&shown, limit);
    if short != shown {
        return format!("{short} (dài {} ký tự)", count(text.chars().count()));
    }
    if text.trim() == text { short } else { format!("“{short}”") }
}

/// Whether `text` holds `words` as words of their own: `14` is not in `140`.
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
