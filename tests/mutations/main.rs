//! The mutation table: one clean period folder, one realistic mistake at a time. Each mistake gives
//! the codes that stand with it and no other; a near miss shows where the rule stops.
//!
//! A new code needs a line in the file of its family, or in `NOT_BY_A_FILE` with the reason.

#[path = "../common/mod.rs"]
mod common;
mod coverage;
mod figures;
mod files;
mod folder;
mod headings;
mod history;
mod plan;
mod relations;
mod rows;
mod times;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use folder::Folder;
use report::check;
use report::diag::Diagnostic;

/// What somebody did to the folder.
type Change = fn(&mut Folder);

/// One mistake and its near miss.
struct Case {
    /// The code it must give.
    code: &'static str,
    /// What the clerk did.
    clerk: &'static str,
    wrong: Change,
    /// Codes that come along: other faults of the same change, never the same fault once more.
    also: &'static [&'static str],
    /// What another clerk did, and rightly so.
    near: &'static str,
    right: Change,
    /// Codes that the near miss gives; never the case's own.
    leaves: &'static [&'static str],
}

impl Case {
    const fn also(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }

    const fn near(mut self, near: &'static str, right: Change) -> Self {
        self.near = near;
        self.right = right;
        self
    }

    const fn leaves(mut self, leaves: &'static [&'static str]) -> Self {
        self.leaves = leaves;
        self
    }
}

/// A mistake; its near miss is to follow.
const fn case(code: &'static str, clerk: &'static str, wrong: Change) -> Case {
    Case { code, clerk, wrong, also: &[], near: "", right: |_| {}, leaves: &[] }
}

/// Every family, in the order in which faults are looked for.
const TABLE: [&[Case]; 10] = [
    files::CASES,
    headings::CASES,
    rows::CASES,
    values::CASES,
    plan::CASES,
    times::CASES,
    relations::CASES,
    history::CASES,
    figures::CASES,
    coverage::CASES,
];

/// Codes that no file from an agency can give, and where they are tried instead.
const NOT_BY_A_FILE: &[(&str, &str)] = &[
    ("F101", "a file that cannot be opened: tests/reading/submission.rs"),
    ("M908", "a file that is no table and is not opened: tests/reading/unread.rs"),
    (
        "F109",
        "64 MiB are too much for every run: tests/reading/submission.rs, tests/xlsx/hostile.rs",
    ),
    ("M910", "a fault of the data folder: tests/periods/one_period.rs"),
    ("M911", "a fault of the data folder: tests/periods/one_period.rs"),
    ("M912", "a fault of the data folder: tests/periods/one_period.rs"),
    ("M913", "a fault of the data folder: tests/periods/one_period.rs"),
    ("M918", "a fault of the data folder: tests/periods/one_period.rs"),
];

fn cases() -> impl Iterator<Item = &'static Case> {
    TABLE.into_iter().flatten()
}

fn told(findings: &[Diagnostic]) -> String {
    let line = |d: &Diagnostic| {
        let file = d.place.file().unwrap_or("–");
        let place =
            d.place.cell().map(str::to_owned).or(d.place.row().map(|row| format!("row {row}")));
        format!("    {} {file} {}: {}\n", d.code.id, place.unwrap_or_default(), d.message)
    };
    findings.iter().map(line).collect()
}

#[test]
fn nothing_is_found_in_the_clean_folder() {
    let folder = Folder::clean();
    assert!(folder.others.len() > 50, "everybody reported");
    let found = folder.findings();
    assert!(found.is_empty(), "{}", told(&found));
}

#[test]
fn the_clean_table_is_clean_as_a_workbook_too() {
    let mut folder = Folder::clean();
    folder.workbook(|_| {});
    let found = folder.findings();
    assert!(found.is_empty(), "{}", told(&found));
}

#[test]
fn every_mistake_gives_its_codes_and_no_other() {
    let mut wrong = String::new();
    for case in cases() {
        let mut folder = Folder::clean();
        (case.wrong)(&mut folder);
        let expected: BTreeSet<&str> = case.also.iter().copied().chain([case.code]).collect();
        let findings = folder.findings();
        let found: BTreeSet<&str> = findings.iter().map(|d| d.code.id).collect();
        if found != expected {
            let told = told(&findings);
            wrong += &format!("{}: {}: expected {expected:?}\n{told}", case.code, case.clerk);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn no_near_miss_gives_the_code() {
    let mut wrong = String::new();
    for case in cases() {
        assert!(!case.leaves.contains(&case.code), "{}", case.code);
        let mut folder = Folder::clean();
        (case.right)(&mut folder);
        let expected: BTreeSet<&str> = case.leaves.iter().copied().collect();
        if folder.codes() != expected {
            let told = told(&folder.findings());
            wrong += &format!("{}: {}: expected {expected:?}\n{told}", case.code, case.near);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_code_is_in_the_table_or_has_a_reason() {
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases() {
        *tried.entry(case.code).or_default() += 1;
        assert!(!case.clerk.is_empty() && !case.near.is_empty(), "{}: words", case.code);
    }
    for (code, why) in NOT_BY_A_FILE.iter().copied() {
        assert!(!tried.contains_key(code), "{code} is in the table after all: {why}");
    }
    // Family P speaks of the plan folder, which no agency sends: tests/plan/check.rs.
    let codes = check::codes().into_iter().map(|c| c.id).filter(|id| !id.starts_with('P'));
    let codes: BTreeSet<&str> = codes.collect();
    let excused = NOT_BY_A_FILE.iter().map(|(code, _)| *code);
    let listed: BTreeSet<&str> = tried.keys().copied().chain(excused).collect();
    let absent: Vec<&&str> = codes.difference(&listed).collect();
    assert!(absent.is_empty(), "codes without a mistake that gives them: {absent:?}");
    let strange: Vec<&&str> = listed.difference(&codes).collect();
    assert!(strange.is_empty(), "codes that do not exist: {strange:?}");
}
