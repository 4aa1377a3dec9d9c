//! Collecting findings, and deciding once which are kept, how much they matter and in what order.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::{Code, Diagnostic, Many, Place, Rows, Severity};

/// How many findings of one code are listed of one file; the others are counted.
pub const MOST: usize = 1000;

/// Where rules put what they find. Of one code in one file it keeps so many and counts the others, so
/// that what is found weighs no more than what was read.
#[derive(Debug)]
pub struct Sink {
    found: Vec<Diagnostic>,
    most: usize,
    /// How many are kept by code and file; not counted before there are as many as may be listed.
    kept: Option<HashMap<Key, usize>>,
    rest: Vec<(Key, Rest)>,
}

/// A code and a file.
type Key = (&'static Code, Arc<str>);

/// Findings of one code in one file that are not listed.
#[derive(Debug, Clone)]
pub struct Rest {
    /// Their code.
    pub code: &'static Code,
    /// How many they are.
    pub count: usize,
    /// Whether one of them is about the whole file.
    pub whole: bool,
    /// The rows of the others.
    pub rows: Rows,
    /// Sheet, row and field of the cells of a code that keeps them.
    pub cells: Vec<(Option<Arc<str>>, u32, &'static str)>,
}

impl Rest {
    fn of(code: &'static Code) -> Self {
        Self { code, count: 0, whole: false, rows: Rows::default(), cells: Vec::new() }
    }

    fn take(&mut self, finding: &Diagnostic) {
        let place = &finding.place;
        self.count += finding.count();
        match place.row() {
            Some(row) => {
                self.rows.insert(place.shared_sheet(), row);
                if self.code.many == Many::Cells
                    && let Some(field) = place.field()
                {
                    self.cells.push((place.shared_sheet().cloned(), row, field));
                }
            }
            None => self.whole = true,
        }
    }

    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.whole |= other.whole;
        self.rows.add(&other.rows);
        self.cells.extend(other.cells);
    }
}

impl Default for Sink {
    fn default() -> Self {
        Self::keeping(MOST)
    }
}

impl Sink {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty sink that lists so many findings of one code in one file.
    pub fn keeping(most: usize) -> Self {
        Self { found: Vec::new(), most, kept: None, rest: Vec::new() }
    }

    /// An empty sink that lists as many as this one.
    pub fn like(&self) -> Self {
        Self::keeping(self.most)
    }

    /// How many findings of one code are listed of one file.
    pub fn most(&self) -> usize {
        self.most
    }

    /// Takes one finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < self.most || !self.is_beyond(&diagnostic) {
            self.found.push(diagnostic);
        }
    }

    /// Takes so many findings of a code in a file that nobody lists.
    pub fn push_uncounted(&mut self, code: &'static Code, file: &Arc<str>, count: usize) {
        if count > 0 {
            let rest = self.rest_of(code, file);
            rest.count += count;
            rest.whole = true;
        }
    }

    /// Whether as many of a finding's kind are listed as may be; then it is counted.
    fn is_beyond(&mut self, finding: &Diagnostic) -> bool {
        let Some(file) = finding.place.shared_file().filter(|_| finding.code.many != Many::All)
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
        if *kept < self.most {
            *kept += 1;
            return false;
        }
        self.rest_of(finding.code, file).take(finding);
        true
    }

    fn rest_of(&mut self, code: &'static Code, file: &Arc<str>) -> &mut Rest {
        // Mostly the one that was asked for last.
        let is_it = |((known, of), _): &(Key, Rest)| *known == code && of == file;
        let at = self.rest.iter().rposition(is_it).unwrap_or_else(|| {
            self.rest.push(((code, Arc::clone(file)), Rest::of(code)));
            self.rest.len() - 1
        });
        &mut self.rest[at].1
    }

    /// Takes all findings of another sink.
    pub fn append(&mut self, other: Self) {
        self.extend(other.found);
        for ((_, file), rest) in other.rest {
            self.rest_of(rest.code, &file).add(rest);
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
    pub fn into_found(self) -> Vec<Diagnostic> {
        let mut found = self.found;
        for ((code, file), rest) in self.rest {
            let is_it =
                |d: &&mut Diagnostic| d.code == code && d.place.shared_file() == Some(&file);
            match found.iter_mut().rev().find(is_it) {
                Some(last) => last.more += rest.count,
                None => {
                    let mut alone =
                        Diagnostic::new(rest.code, Place::of_file(&file), rest.code.title);
                    alone.more = rest.count - 1;
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
    pub fn rest(&self) -> impl Iterator<Item = (&Arc<str>, &Rest)> {
        self.rest.iter().map(|((_, file), rest)| (file, rest))
    }

    /// Whether a finding of severity error is among them.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
            || self.rest.iter().any(|(_, rest)| rest.code.severity == Severity::Error)
    }

    /// Whether something of a code is among them.
    pub fn has(&self, code: &Code) -> bool {
        self.found.iter().any(|d| d.code == code)
    }

    /// Applies the policy and gives the findings in telling order.
    pub fn finish(self, policy: &Policy) -> Vec<Diagnostic> {
        let mut kept = self.into_found();
        kept.retain(|d| policy.keeps(d.code));
        kept.sort_by(tell_order);
        carry_down(&mut kept);
        kept
    }
}

/// Lets the last of a code in a file say how many are not listed, wherever sorting has put it.
fn carry_down(found: &mut [Diagnostic]) {
    if found.iter().all(|finding| finding.more == 0) {
        return;
    }
    let mut last: HashMap<Key, usize> = HashMap::new();
    let mut carried: HashMap<Key, usize> = HashMap::new();
    for (n, finding) in found.iter_mut().enumerate().filter(|(_, d)| d.place.file().is_some()) {
        let Some(file) = finding.place.shared_file() else { continue };
        let key = (finding.code, Arc::clone(file));
        if finding.more > 0 {
            *carried.entry(key.clone()).or_default() += std::mem::take(&mut finding.more);
        }
        last.insert(key, n);
    }
    for (key, more) in carried {
        if let Some(at) = last.get(&key) {
            found[*at].more = more;
        }
    }
}

/// By place, then by code, then as found (the sort is stable).
fn tell_order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    // Findings about the whole set come last: they speak of what is not there.
    let none_last = |d: &Diagnostic| d.place.file().is_none();
    none_last(a)
        .cmp(&none_last(b))
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
