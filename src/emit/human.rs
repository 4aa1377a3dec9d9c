//! Findings as Vietnamese text, fitted to a terminal.
//!
//! Owns the layout: files in order, the whole run last, one block for each group, a closing count.
//! Adds nothing about the data to the findings.

use std::collections::HashSet;

use annotate_snippets::renderer::{Effects, Style};

use super::group::{self, About, Group, Section};
use super::snippet::{self, Request, snippet};
use super::words::{
    self, PLACES, SENTENCE, SHORT, VALUE, count, is_text, mentions, place, row_list,
    values_with_rows,
};
use crate::diag::{Diagnostic, Related, Severity, Summary};
use crate::source::sheets_named;
use crate::text::visible::{line as clean, name};
use crate::text::wrap::{truncate, width, wrap};

/// Indentation of the first line of a finding.
const INDENT: usize = 2;
/// Indentation of the other lines of a finding.
const BODY: usize = 4;
/// Width of the longest label and the following space.
const LABEL: usize = 11;
/// Minimum width: below it, words would be broken.
const NARROWEST: usize = 40;
/// Maximum number of files listed for a shared fault.
const FILES: usize = 10;

/// Display options.
#[derive(Clone, Copy)]
pub struct Human<'a> {
    /// Width in columns; at least 40.
    pub width: usize,
    /// Whether to colour with ANSI sequences.
    pub color: bool,
    /// Maximum number of groups; 0 shows all.
    pub max: usize,
    /// The text of a file by its name, for source snippets.
    pub sources: &'a dyn Fn(&str) -> Option<&'a str>,
}

impl Human<'_> {
    /// A hundred columns, no colour, no limit, no sources.
    pub fn plain() -> Self {
        Self { width: 100, color: false, max: 0, sources: &|_| None }
    }
}

/// All findings as text, including the closing count, with a final line end.
///
/// They appear in the order given, file by file; those about the whole run come last.
pub fn human(findings: &[Diagnostic], options: &Human<'_>) -> String {
    let mut sections = group::sections(findings);
    let left_out = group::cap(&mut sections, options.max);
    let width = options.width.max(NARROWEST);
    let mut printer = Printer { out: String::new(), width, options };
    for section in &sections {
        printer.section(section);
    }
    printer.left_out(&left_out);
    printer.line(0, &closing_line(findings));
    printer.out
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

/// The closing line if some findings are about the whole run: distinguishes faults in files from
/// missing reports.
fn closing_line(findings: &[Diagnostic]) -> String {
    let line = summary_line(&Summary::of(findings));
    let errors = || findings.iter().filter(|d| d.severity == Severity::Error);
    let sum =
        |all: &mut dyn Iterator<Item = &Diagnostic>| all.map(Diagnostic::count).sum::<usize>();
    let about_run = sum(&mut errors().filter(|d| d.place.file().is_none()));
    let in_files = sum(&mut errors()) - about_run;
    if about_run == 0 || in_files + about_run == 1 {
        return line;
    }
    let all = format!("{} lỗi", count(in_files + about_run));
    let parts = format!("{all} ({} trong tệp, {} về cả kỳ)", count(in_files), count(about_run));
    line.replacen(&all, &parts, 1)
}

/// The counts other than zero, with their words.
pub(super) fn counts(parts: &[(usize, &str)]) -> String {
    let counted = parts.iter().filter(|(n, _)| *n > 0);
    counted.map(|(n, word)| format!("{} {word}", count(*n))).collect::<Vec<_>>().join(", ")
}

/// The text being written.
struct Printer<'a, 's> {
    out: String,
    width: usize,
    options: &'a Human<'s>,
}

impl Printer<'_, '_> {
    fn section(&mut self, section: &Section<'_>) {
        let heading = match section.about {
            About::Files => "Giống nhau ở nhiều tệp".to_owned(),
            About::File(file, None) => name(file),
            About::File(file, Some(sheet)) => {
                let sheet = truncate(&clean(sheet), SHORT);
                format!("{} · {}", name(file), sheets_named([sheet.as_str()]))
            }
            About::Run => "Cả kỳ".to_owned(),
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
        let used = INDENT + width(&name) + 2;
        self.out.push_str(&" ".repeat(INDENT));
        self.paint(snippet::style(first.severity), &name);
        self.out.push_str("  ");
        let place = if many_files { place_in_files(group) } else { place(group, shown.is_some()) };
        self.out.push_str(&wrap(&place, used, &" ".repeat(BODY), self.width));
        self.out.push('\n');
        for sentence in words::sentences(group) {
            self.line(BODY, &sentence);
        }

        for line in shown.iter().flat_map(|s| s.lines()) {
            self.out.push_str(&" ".repeat(BODY));
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
        // Omits what the snippet or the message already shows.
        if shown.is_none()
            && let Some(value) = values_with_rows(group, many_files, VALUE, |d| d.value.as_deref())
        {
            let label = words::value_label(first);
            self.labelled(label, &value);
        }
        let is_in_message = |words: &str| is_text(first) && mentions(&first.message, words);
        if !first.expected.as_deref().is_some_and(is_in_message)
            && let Some(expected) =
                values_with_rows(group, many_files, SENTENCE, |d| d.expected.as_deref())
        {
            self.labelled(words::EXPECTED, &expected);
        }
        if let Some(help) = &first.help {
            self.labelled(words::HELP, &truncate(&clean(help), SENTENCE));
        }
        let in_help = |fix: &str| first.help.as_deref().is_some_and(|help| mentions(help, fix));
        let is_said = |d: &Diagnostic| d.fix == d.expected || d.fix.as_deref().is_none_or(in_help);
        if !group.all.iter().all(|d| is_said(d))
            && let Some(fix) = values_with_rows(group, many_files, VALUE, |d| d.fix.as_deref())
        {
            self.labelled(words::FIX, &fix);
        }
        if many_files {
            self.labelled("Ở tệp:", &files(group));
        } else {
            self.related(group);
        }
    }

    /// The line of a text file with the fault underlined, if available.
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
        // Rows that contradict each other share a group, each with the other as second place.
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
            // A sheet is only named if there are several.
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

    /// Reports how many groups are hidden, and how to show them.
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

/// The place of a fault shared by many files.
fn place_in_files(group: &Group<'_>) -> String {
    let place = &group.first.place;
    let heading = place.heading().or(place.field());
    let heading = heading.map(|h| format!("Cột “{}” · ", truncate(&clean(h), SHORT)));
    let files: HashSet<&str> = group.all.iter().filter_map(|d| d.place.file()).collect();
    format!(
        "{}×{} ở {} tệp",
        heading.unwrap_or_default(),
        count(group.all.len()),
        count(files.len())
    )
}

/// `a.csv dòng 2, 4; b.csv dòng 3`: the rows in each file.
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
    let mut list = files.iter().take(FILES).map(name).collect::<Vec<_>>().join("; ");
    if files.len() > FILES {
        list.push_str(&format!("; … và {} tệp khác.", count(files.len() - FILES)));
    }
    list
}
