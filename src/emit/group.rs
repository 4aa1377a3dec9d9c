//! Which findings are told as one, and in which order the groups stand.
//!
//! Two findings are the same fault when file, sheet, column, code and severity agree and the
//! words do too: message, expectation and help. The found values, the certain fixes and the second
//! places may differ; they are listed with their rows, so nothing is said of a row that is not so.
//! Decides nothing about looks.

use std::collections::HashMap;

use crate::diag::{Diagnostic, Severity};

/// Findings of one file (and sheet), or of the whole set.
pub(super) struct Section<'a> {
    /// File name; `None` for the whole set.
    pub(super) file: Option<&'a str>,
    /// Sheet of a workbook.
    pub(super) sheet: Option<&'a str>,
    /// Its groups, by their first finding.
    pub(super) groups: Vec<Group<'a>>,
}

/// One fault, in one place or in many; never empty.
pub(super) struct Group<'a> {
    /// The finding that is told.
    pub(super) first: &'a Diagnostic,
    /// All findings, the first one included.
    pub(super) all: Vec<&'a Diagnostic>,
}

impl<'a> Group<'a> {
    /// A finding that is told by itself.
    pub(super) fn one(finding: &'a Diagnostic) -> Self {
        Self { first: finding, all: vec![finding] }
    }
}

/// What makes two findings one fault.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    column: Option<&'a str>,
    number: Option<u32>,
    code: &'a str,
    severity: Severity,
    message: &'a str,
    expected: Option<&'a str>,
    help: Option<&'a str>,
}

impl<'a> Key<'a> {
    fn of(finding: &'a Diagnostic) -> Self {
        let place = &finding.place;
        // In a text file the column is chance: the same missing key stands at many depths.
        let number = place.row.and(place.column);
        Self {
            column: place.field.or(place.heading.as_deref()),
            number,
            code: finding.code.id,
            severity: finding.severity,
            message: &finding.message,
            expected: finding.expected.as_deref(),
            help: finding.help.as_deref(),
        }
    }
}

/// Groups `findings` in the order given; the whole set comes last.
pub(super) fn sections(findings: &[Diagnostic]) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut known: HashMap<(Option<&str>, Option<&str>), usize> = HashMap::new();
    let mut groups: HashMap<(usize, Key<'_>), usize> = HashMap::new();
    for finding in findings {
        let (file, sheet) = (finding.place.file.as_deref(), finding.place.sheet.as_deref());
        let at = *known.entry((file, sheet)).or_insert_with(|| {
            sections.push(Section { file, sheet, groups: Vec::new() });
            sections.len() - 1
        });
        let list = &mut sections[at].groups;
        let n = *groups.entry((at, Key::of(finding))).or_insert_with(|| {
            list.push(Group { first: finding, all: Vec::new() });
            list.len() - 1
        });
        list[n].all.push(finding);
    }
    sections.sort_by_key(|s| s.file.is_none());
    sections
}

/// Keeps at most `max` groups (0 = all) and gives back the severities of those left out.
///
/// The heavier ones are kept first: an error is never hidden behind a note.
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
    // From the back, so that the numbers of those before stay right.
    hidden.sort_by_key(|(_, s, g)| std::cmp::Reverse((*s, *g)));
    for (_, s, g) in hidden {
        sections[s].groups.remove(g);
    }
    sections.retain(|s| !s.groups.is_empty());
    left_out
}
