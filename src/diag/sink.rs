//! Collecting findings, and deciding once which are kept, how much they matter and in what order.

use std::cmp::Ordering;

use super::{Code, Diagnostic, Severity};

/// Where rules put what they find.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
}

impl Sink {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Takes all findings of another sink.
    pub fn append(&mut self, mut other: Self) {
        self.found.append(&mut other.found);
    }

    /// Takes findings already finished elsewhere.
    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.found.extend(other);
    }

    /// Gives what was found, in the order it was found.
    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }

    /// Takes back what fits: its cause turned out to be told by another finding.
    pub fn withdraw(&mut self, fits: impl Fn(&Diagnostic) -> bool) {
        self.found.retain(|d| !fits(d));
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

    /// Whether a finding of severity error is among them.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether something of a code is among them.
    pub fn has(&self, code: &Code) -> bool {
        self.found.iter().any(|d| std::ptr::eq(d.code, code))
    }

    /// Applies the policy and gives the findings in telling order.
    pub fn finish(self, policy: &Policy) -> Vec<Diagnostic> {
        let mut kept: Vec<Diagnostic> =
            self.found.into_iter().filter(|d| policy.keeps(d.code)).collect();
        kept.sort_by(tell_order);
        kept
    }
}

/// By place, then by code, then as found (the sort is stable).
fn tell_order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    // Findings about the whole set come last: they speak of what is not there.
    let none_last = |d: &Diagnostic| d.place.file.is_none();
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
    /// Counts `findings`.
    pub fn of<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Self {
        let mut summary = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => summary.errors += 1,
                Severity::Warning => summary.warnings += 1,
                Severity::Note => summary.notes += 1,
            }
        }
        summary
    }
}
