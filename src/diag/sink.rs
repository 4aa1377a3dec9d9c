//! Collects findings, and decides once their selection, severity and order.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::{Code, Diagnostic, Place, Retention, Rows, Severity};

/// Maximum number of listed findings of one code in one file; further ones are counted.
pub const MAX_LISTED: usize = 1000;

/// Collects the findings of rules. Keeps a limited number for each code and file and counts the
/// others, so that findings take no more memory than the data.
#[derive(Debug)]
pub struct Sink {
    found: Vec<Diagnostic>,
    limit: usize,
    /// Number kept by code and file; not counted until the limit may be reached.
    kept: Option<HashMap<Key, usize>>,
    unlisted: Vec<(Key, Unlisted)>,
}

/// A code and a file.
type Key = (&'static Code, Arc<str>);

/// Unlisted findings of one code in one file.
#[derive(Debug, Clone)]
pub struct Unlisted {
    /// Their code.
    pub code: &'static Code,
    /// Their number.
    pub count: usize,
    /// Whether one of them is about the whole file.
    pub whole_file: bool,
    /// The rows of the others.
    pub rows: Rows,
    /// Sheet, row and field of their cells, for a code that keeps them.
    pub cells: Vec<(Option<Arc<str>>, u32, &'static str)>,
}

impl Unlisted {
    fn of(code: &'static Code) -> Self {
        Self { code, count: 0, whole_file: false, rows: Rows::default(), cells: Vec::new() }
    }

    fn take(&mut self, finding: &Diagnostic) {
        let place = &finding.place;
        self.count += finding.count();
        match place.row() {
            Some(row) => {
                self.rows.insert(place.shared_sheet(), row);
                if self.code.retention == Retention::Cells
                    && let Some(field) = place.field()
                {
                    self.cells.push((place.shared_sheet().cloned(), row, field));
                }
            }
            None => self.whole_file = true,
        }
    }

    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.whole_file |= other.whole_file;
        self.rows.add(&other.rows);
        self.cells.extend(other.cells);
    }
}

impl Default for Sink {
    fn default() -> Self {
        Self::with_limit(MAX_LISTED)
    }
}

impl Sink {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty sink that lists at most `limit` findings of one code in one file.
    pub fn with_limit(limit: usize) -> Self {
        Self { found: Vec::new(), limit, kept: None, unlisted: Vec::new() }
    }

    /// An empty sink with the same limit.
    pub fn like(&self) -> Self {
        Self::with_limit(self.limit)
    }

    /// Maximum number of listed findings of one code in one file.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < self.limit || !self.is_over_limit(&diagnostic) {
            self.found.push(diagnostic);
        }
    }

    /// Whether one more finding of a code in a file would be listed. Where it would not, its words
    /// and suggestions need not be worked out: its code and its place are all that is kept.
    pub fn lists(&self, code: &'static Code, file: &Arc<str>) -> bool {
        if self.found.len() < self.limit || code.retention == Retention::All {
            return true;
        }
        let is_it = |d: &&Diagnostic| d.code == code && d.place.shared_file() == Some(file);
        let kept = match &self.kept {
            Some(kept) => kept.get(&(code, Arc::clone(file))).copied().unwrap_or(0),
            None => self.found.iter().filter(is_it).count(),
        };
        kept < self.limit
    }

    /// Counts findings of a code in a file without listing them.
    pub fn push_unlisted(&mut self, code: &'static Code, file: &Arc<str>, count: usize) {
        if count > 0 {
            let unlisted = self.unlisted_of(code, file);
            unlisted.count += count;
            unlisted.whole_file = true;
        }
    }

    /// Whether the limit for a finding is reached; if so, counts it.
    fn is_over_limit(&mut self, finding: &Diagnostic) -> bool {
        let Some(file) =
            finding.place.shared_file().filter(|_| finding.code.retention != Retention::All)
        else {
            return false;
        };
        let found = &self.found;
        let kept = self.kept.get_or_insert_with(|| {
            let mut kept = HashMap::new();
            for finding in found {
                if let Some(file) = finding.place.shared_file() {
                    *kept.entry((finding.code, Arc::clone(file))).or_default() += 1;
                }
            }
            kept
        });
        let kept = kept.entry((finding.code, Arc::clone(file))).or_default();
        if *kept < self.limit {
            *kept += 1;
            return false;
        }
        self.unlisted_of(finding.code, file).take(finding);
        true
    }

    fn unlisted_of(&mut self, code: &'static Code, file: &Arc<str>) -> &mut Unlisted {
        // Usually the last one requested.
        let is_it = |((known, of), _): &(Key, Unlisted)| *known == code && of == file;
        let at = self.unlisted.iter().rposition(is_it).unwrap_or_else(|| {
            self.unlisted.push(((code, Arc::clone(file)), Unlisted::of(code)));
            self.unlisted.len() - 1
        });
        &mut self.unlisted[at].1
    }

    /// Adds all findings of another sink.
    pub fn append(&mut self, other: Self) {
        self.extend(other.found);
        for ((_, file), unlisted) in other.unlisted {
            self.unlisted_of(unlisted.code, &file).add(unlisted);
        }
    }

    /// Adds finished findings.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        for finding in other {
            self.push(finding);
        }
    }

    /// Returns the findings in the order found. The last one of its code in its file holds the
    /// number of unlisted ones.
    pub fn into_findings(self) -> Vec<Diagnostic> {
        let mut found = self.found;
        for ((code, file), unlisted) in self.unlisted {
            let is_it =
                |d: &&mut Diagnostic| d.code == code && d.place.shared_file() == Some(&file);
            match found.iter_mut().rev().find(is_it) {
                Some(last) => last.unlisted += unlisted.count,
                None => {
                    let mut finding =
                        Diagnostic::new(unlisted.code, Place::of_file(&file), unlisted.code.title);
                    finding.unlisted = unlisted.count - 1;
                    found.push(finding);
                }
            }
        }
        found
    }

    /// Removes matching findings: another finding turned out to explain their cause.
    pub fn withdraw(&mut self, fits: impl Fn(&Diagnostic) -> bool) {
        self.found.retain(|d| !fits(d));
        self.kept = None;
    }

    /// Sets the severity of every finding to the one in force for its code; one to which its rule gave
    /// another severity keeps it.
    pub fn weigh(&mut self, severity: impl Fn(&Code) -> Severity) {
        for finding in self.found.iter_mut().filter(|d| d.severity == d.code.severity) {
            finding.severity = severity(finding.code);
        }
    }

    /// The listed findings so far, in the order found.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// The unlisted findings, by file.
    pub fn unlisted(&self) -> impl Iterator<Item = (&Arc<str>, &Unlisted)> {
        self.unlisted.iter().map(|((_, file), unlisted)| (file, unlisted))
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
            || self.unlisted.iter().any(|(_, unlisted)| unlisted.code.severity == Severity::Error)
    }

    /// Whether any listed finding has this code.
    pub fn has(&self, code: &Code) -> bool {
        self.found.iter().any(|d| d.code == code)
    }

    /// Applies the policy and returns the findings in display order.
    pub fn finish(self, policy: &Policy) -> Vec<Diagnostic> {
        let mut kept = self.into_findings();
        kept.retain(|d| policy.keeps(d.code));
        kept.sort_by(display_order);
        move_unlisted_to_last(&mut kept);
        kept
    }
}

/// Moves the number of unlisted findings to the last one of a code in a file after sorting.
fn move_unlisted_to_last(found: &mut [Diagnostic]) {
    if found.iter().all(|finding| finding.unlisted == 0) {
        return;
    }
    let mut last: HashMap<Key, usize> = HashMap::new();
    let mut carried: HashMap<Key, usize> = HashMap::new();
    for (n, finding) in found.iter_mut().enumerate().filter(|(_, d)| d.place.file().is_some()) {
        let Some(file) = finding.place.shared_file() else { continue };
        let key = (finding.code, Arc::clone(file));
        if finding.unlisted > 0 {
            *carried.entry(key.clone()).or_default() += std::mem::take(&mut finding.unlisted);
        }
        last.insert(key, n);
    }
    for (key, unlisted) in carried {
        if let Some(at) = last.get(&key) {
            found[*at].unlisted = unlisted;
        }
    }
}

/// Orders by place, then by code, then as found (the sort is stable).
fn display_order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    // Findings about the whole run come last: they report what is missing.
    let without_file = |d: &Diagnostic| d.place.file().is_none();
    without_file(a)
        .cmp(&without_file(b))
        .then_with(|| a.place.order().cmp(&b.place.order()))
        .then_with(|| a.code.id.cmp(b.code.id))
}

/// The selection of findings, and which of them fail the run.
#[derive(Debug, Default, Clone)]
pub struct Policy {
    select: Vec<String>,
    ignore: Vec<String>,
    strict: bool,
}

/// A selection that names no code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFault {
    /// What the user wrote.
    pub written: String,
}

impl Policy {
    /// A policy from `--select`, `--ignore` and `--strict`. A selector is a code (`V402`), a name
    /// (`progress-out-of-range`), a family (`V`) or a prefix (`V4`); each must match a known code.
    pub fn new(
        select: &[String],
        ignore: &[String],
        strict: bool,
        known: &[&'static Code],
    ) -> Result<Self, PolicyFault> {
        for written in select.iter().chain(ignore) {
            if !known.iter().any(|code| fits(written, code)) {
                return Err(PolicyFault { written: written.clone() });
            }
        }
        Ok(Self { select: select.to_vec(), ignore: ignore.to_vec(), strict })
    }

    fn keeps(&self, code: &Code) -> bool {
        (self.select.is_empty() || self.select.iter().any(|s| fits(s, code)))
            && !self.ignore.iter().any(|s| fits(s, code))
    }

    /// Whether these findings make the run fail.
    pub fn fails(&self, findings: &[Diagnostic]) -> bool {
        findings.iter().any(|d| match d.severity {
            Severity::Error => true,
            Severity::Warning => self.strict,
            Severity::Note => false,
        })
    }
}

fn fits(selector: &str, code: &Code) -> bool {
    let upper = selector.trim().to_ascii_uppercase();
    !upper.is_empty() && (code.id.starts_with(&upper) || code.name == selector.trim())
}

/// Number of findings of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Summary {
    /// Severity error.
    pub errors: usize,
    /// Severity warning.
    pub warnings: usize,
    /// Severity note.
    pub notes: usize,
}

impl Summary {
    /// Counts `findings`, including unlisted ones.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut summary = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => summary.errors += finding.count(),
                Severity::Warning => summary.warnings += finding.count(),
                Severity::Note => summary.notes += finding.count(),
            }
        }
        summary
    }
}
