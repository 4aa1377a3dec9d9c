//! Groups equal findings, and orders the groups.
//!
//! Two findings are equal if file, sheet, column, code, severity, message and help agree. The
//! values found and expected, the fixes and the second places may differ; they are listed with
//! their rows, so every statement holds for its row. What a file lacks task by task is one fault
//! whose sentences are listed one by one. A fault shared by many files is shown once, before the
//! files. Decides nothing about layout.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Place, Severity};

/// A fault shared by at least this many files is shown once.
const FILES: usize = 6;

/// The subject of a section, in display order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum About<'a> {
    /// Faults shared by many files.
    Files,
    /// One file, or one sheet of a workbook.
    File(&'a str, Option<&'a str>),
    /// The whole run.
    Run,
}

/// Findings about the same subject.
pub(super) struct Section<'a> {
    /// Their subject.
    pub(super) about: About<'a>,
    /// Its groups, in the order of their first finding.
    pub(super) groups: Vec<Group<'a>>,
}

/// Equal findings; never empty.
pub(super) struct Group<'a> {
    /// The representative finding.
    pub(super) first: &'a Diagnostic,
    /// All findings, including the first.
    pub(super) all: Vec<&'a Diagnostic>,
}

impl<'a> Group<'a> {
    /// A group of a single finding.
    pub(super) fn one(finding: &'a Diagnostic) -> Self {
        Self { first: finding, all: vec![finding] }
    }
}

/// The key under which findings are equal.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    column: Option<&'a str>,
    number: Option<u32>,
    code: &'a Code,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> Key<'a> {
    fn of(finding: &'a Diagnostic) -> Self {
        let place = &finding.place;
        // In a text file the column is irrelevant: the same missing key occurs at many depths.
        let number = place.row().and(place.column());
        Self {
            number,
            message: if lacks(finding) { "" } else { &finding.message },
            ..Self::anywhere(finding)
        }
    }

    /// The key without the file: the column may differ between files.
    fn anywhere(finding: &'a Diagnostic) -> Self {
        Self {
            column: finding.place.field().or(finding.place.heading()),
            number: None,
            code: finding.code,
            severity: finding.severity,
            message: &finding.message,
            help: finding.help.as_deref(),
        }
    }
}

/// Whether a finding reports that a file lacks something about a task.
fn lacks(finding: &Diagnostic) -> bool {
    matches!(finding.place, Place::File { .. }) && finding.task.is_some()
}

/// The keys of faults shared by enough files to be shown once.
fn common(findings: &[Diagnostic]) -> HashSet<Key<'_>> {
    let mut files: HashMap<Key<'_>, HashSet<&str>> = HashMap::new();
    for finding in findings {
        if let (Some(file), Some(_)) = (finding.place.file(), finding.place.row()) {
            files.entry(Key::anywhere(finding)).or_default().insert(file);
        }
    }
    files.retain(|_, files| files.len() >= FILES);
    files.into_keys().collect()
}

/// Groups `findings` in the order given; faults shared by many files first, the whole run last.
pub(super) fn sections(findings: &[Diagnostic]) -> Vec<Section<'_>> {
    grouped(findings, &common(findings))
}

/// Groups `findings` file by file, the whole run last: for formats that show a fault in its file.
pub(super) fn by_file(findings: &[Diagnostic]) -> Vec<Section<'_>> {
    grouped(findings, &HashSet::new())
}

fn grouped<'a>(findings: &'a [Diagnostic], common: &HashSet<Key<'a>>) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut known: HashMap<About<'_>, usize> = HashMap::new();
    let mut groups: HashMap<(usize, Key<'_>), usize> = HashMap::new();
    for finding in findings {
        let anywhere = Key::anywhere(finding);
        let is_common = finding.place.row().is_some() && common.contains(&anywhere);
        let (about, key) = match finding.place.file() {
            Some(_) if is_common => (About::Files, anywhere),
            Some(file) => (About::File(file, finding.place.sheet()), Key::of(finding)),
            None => (About::Run, Key::of(finding)),
        };
        let at = *known.entry(about).or_insert_with(|| {
            sections.push(Section { about, groups: Vec::new() });
            sections.len() - 1
        });
        let list = &mut sections[at].groups;
        let n = *groups.entry((at, key)).or_insert_with(|| {
            list.push(Group { first: finding, all: Vec::new() });
            list.len() - 1
        });
        list[n].all.push(finding);
    }
    sections.sort_by_key(|s| match s.about {
        About::Files => 0,
        About::File(..) => 1,
        About::Run => 2,
    });
    sections
}

/// Keeps at most `max` groups (0 = all) and returns the severities of the groups left out.
///
/// More severe groups are kept first: an error is never hidden behind a note.
pub(super) fn cap(sections: &mut Vec<Section<'_>>, max: usize) -> Vec<Severity> {
    let mut ranked: Vec<(Severity, usize, usize)> = sections
        .iter()
        .enumerate()
        .flat_map(|(s, section)| {
            section.groups.iter().enumerate().map(move |(g, group)| (group.first.severity, s, g))
        })
        .collect();
    if max == 0 || ranked.len() <= max {
        return Vec::new();
    }
    ranked.sort();
    let mut hidden = ranked.split_off(max);
    let left_out = hidden.iter().map(|(severity, ..)| *severity).collect();
    // Backwards, so that the remaining indices stay valid.
    hidden.sort_by_key(|(_, s, g)| std::cmp::Reverse((*s, *g)));
    for (_, s, g) in hidden {
        sections[s].groups.remove(g);
    }
    sections.retain(|s| !s.groups.is_empty());
    left_out
}
