//! Collecting findings, and deciding once which are kept, how much they matter and in what order.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::{Code, Diagnostic, Place, Retention, Rows, Severity};

/// How many findings of one code are listed of one file; the others are counted.
pub const MAX_LISTED: usize = 1000;

/// Where rules put what they find. Of one code in one file it keeps so many and counts the others, so
/// that what is found weighs no more than what was read.
#[derive(Debug)]
pub struct Sink {
    found: Vec<Diagnostic>,
    limit: usize,
    /// How many are kept by code and file; not counted before there are as many as may be listed.
    kept: Option<HashMap<Key, usize>>,
    unlisted: Vec<(Key, Unlisted)>,
}

/// A code and a file.
type Key = (&'static Code, Arc<str>);

/// Findings of one code in one file that are not listed.
#[derive(Debug, Clone)]
pub struct Unlisted {
    /// Their code.
    pub code: &'static Code,
    /// How many they are.
    pub count: usize,
    /// Whether one of them is about the whole file.
    pub whole_file: bool,
    /// The rows of the others.
    pub rows: Rows,
    /// Sheet, row and field of the cells of a code that keeps them.
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

    /// An empty sink that lists so many findings of one code in one file.
    pub fn with_limit(limit: usize) -> Self {
        Self { found: Vec::new(), limit, kept: None, unlisted: Vec::new() }
    }

    /// An empty sink that lists as many as this one.
    pub fn like(&self) -> Self {
        Self::with_limit(self.limit)
    }

    /// How many findings of one code are listed of one file.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Takes one finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < self.limit || !self.is_beyond(&diagnostic) {
            self.found.push(diagnostic);
        }
    }

    /// Takes so many findings of a code in a file that nobody lists.
    pub fn push_unlisted(&mut self, code: &'static Code, file: &Arc<str>, count: usize) {
        if count > 0 {
            let unlisted = self.unlisted_of(code, file);
            unlisted.count += count;
            unlisted.whole_file = true;
        }
    }

    /// Whether as many of a finding's kind are listed as may be; then it is counted.
    fn is_beyond(&mut self, finding: &Diagnostic) -> bool {
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
        // Mostly the one that was asked for last.
        let is_it = |((known, of), _): &(Key, Unlisted)| *known == code && of == file;
        let at = self.unlisted.iter().rposition(is_it).unwrap_or_else(|| {
            self.unlisted.push(((code, Arc::clone(file)), Unlisted::of(code)));
            self.unlisted.len() - 1
        });
        &mut self.unlisted[at].1
    }

    /// Takes all findings of another sink.
    pub fn append(&mut self, other: Self) {
        self.extend(other.found);
        for ((_, file), unlisted) in other.unlisted {
            self.unlisted_of(unlisted.code, &file).add(unlisted);
        }
    }

    /// Takes findings already finished elsewhere.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        for finding in other {
            self.push(finding);
        }
    }

    /// Gives what was found, in the order it was found. The last of its code in its file says how many
    /// are not listed.
    pub fn into_findings(self) -> Vec<Diagnostic> {
        let mut found = self.found;
        for ((code, file), unlisted) in self.unlisted {
            let is_it =
                |d: &&mut Diagnostic| d.code == code && d.place.shared_file() == Some(&file);
            match found.iter_mut().rev().find(is_it) {
                Some(last) => last.unlisted += unlisted.count,
                None => {
                    let mut alone =
                        Diagnostic::new(unlisted.code, Place::of_file(&file), unlisted.code.title);
                    alone.unlisted = unlisted.count - 1;
                    found.push(alone);
                }
            }
        }
        found
    }

    /// Takes back what fits: its cause turned out to be told by another finding.
    pub fn withdraw(&mut self, fits: impl Fn(&Diagnostic) -> bool) {
        self.found.retain(|d| !fits(d));
        self.kept = None;
    }

    /// Gives every finding the severity that its code has in force.
    pub fn weigh(&mut self, severity: impl Fn(&Code) -> Severity) {
        for finding in &mut self.found {
            finding.severity = severity(finding.code);
        }
    }

    /// What was found so far, in the order it was found.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// What was found and is not listed, by file.
    pub fn unlisted(&self) -> impl Iterator<Item = (&Arc<str>, &Unlisted)> {
        self.unlisted.iter().map(|((_, file), unlisted)| (file, unlisted))
    }

    /// Whether a finding of severity error is among them.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
            || self.unlisted.iter().any(|(_, unlisted)| unlisted.code.severity == Severity::Error)
    }

    /// Whether something of a code is among them.
    pub fn has(&self, code: &Code) -> bool {
        self.found.iter().any(|d| d.code == code)
    }

    /// Applies the policy and gives the findings in telling order.
    pub fn finish(self, policy: &Policy) -> Vec<Diagnostic> {
        let mut kept = self.into_findings();
        kept.retain(|d| policy.keeps(d.code));
        kept.sort_by(display_order);
        move_unlisted_to_last(&mut kept);
        kept
    }
}

/// Lets the last of a code in a file say how many are not listed, wherever sorting has put it.
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

/// By place, then by code, then as found (the sort is stable).
fn display_order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    // Findings about the whole set come last: they speak of what is not there.
    let without_file = |d: &Diagnostic| d.place.file().is_none();
    without_file(a)
        .cmp(&without_file(b))
        .then_with(|| a.place.order().cmp(&b.place.order()))
        .then_with(|| a.code.id.cmp(b.code.id))
}

/// Which findings are wanted.
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
    /// (`progress-out-of-range`), a family (`V`) or a beginning (`V4`); each must fit a known code.
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

/// How many findings of each severity.
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
    /// Counts `findings`, those included that are not listed.
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
