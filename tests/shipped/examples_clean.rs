//! The example submissions hold exactly the mistakes that `examples/README.md` lists, and no other
//! finding keeps a row of theirs out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use report::check::{self, Checked, History, Scope};
use report::diag::{Diagnostic, Severity, Sink};
use report::plan::{self, Plan, PlanFiles};
use report::source::Source;
use report::submission::{self, Page};

const PERIODS: [&str; 5] = ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"];
/// The period whose mistakes the README lists.
const FAULTY: &str = "2025-Q4";

/// Code, file, row, cell.
type Fault = (String, String, u32, String);

fn examples() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"))
}

fn source(path: &Path) -> Source {
    let name = path.file_name().and_then(|n| n.to_str()).expect("a file name");
    Source::new(name, fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

/// A period checked against those before it, and added to them.
fn checked(plan: &Plan, period: &str, history: &mut History) -> Checked {
    let folder = examples().join("submissions").join(period);
    let mut paths: Vec<_> =
        fs::read_dir(&folder).expect("the folder").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    let mut sink = Sink::new();
    let page = Page::load(&source(&folder.join("period.yaml")), plan, &mut sink).expect("the page");
    let scope = Scope {
        plan,
        period: page.period,
        as_of: page.as_of.expect("a day"),
        page: Some(&page),
        whole_period: true,
        history: Some(&*history),
    };
    let files = paths
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "csv"))
        .map(|p| submission::read(&source(p), plan, scope.day(), &mut sink))
        .collect();
    let checked = check::run(&scope, files, sink);
    history.add(plan, period, &checked);
    checked
}

/// Codes told at both of two rows that contradict each other; the README names the second.
const OF_TWO_ROWS: [&str; 2] = ["C702", "S005"];

/// The tables of mistakes: `| file | row | cell | heading | value | code | what is wrong |`. What is
/// missing has no row.
fn listed(severity: Severity) -> BTreeSet<Fault> {
    let known = check::codes();
    let readme = fs::read_to_string(examples().join("README.md")).expect("the README");
    let rows = readme.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(|c| c.trim().trim_matches('`')).collect();
        let [_, file, row, cell, _, _, code, _, _] = cells.as_slice() else { return None };
        let (row, cell) = match *row {
            "–" => (0, ""),
            row => (row.parse().ok()?, *cell),
        };
        Some(((*code).to_owned(), (*file).to_owned(), row, cell.to_owned()))
    });
    let all: BTreeSet<Fault> = rows.collect();
    assert_eq!(all.len(), 12 + 5, "the README lists twelve mistakes, and five of figures");
    let is_of = |code: &str| known.iter().any(|c| c.id == code && c.severity == severity);
    all.into_iter().filter(|(code, ..)| is_of(code)).collect()
}

fn fault(finding: &Diagnostic) -> Fault {
    (
        finding.code.id.to_owned(),
        finding.place.file().unwrap_or_default().to_owned(),
        finding.place.row().unwrap_or_default(),
        finding.place.cell().map(str::to_owned).unwrap_or_default(),
    )
}

#[test]
fn every_mistake_of_the_readme_is_found_and_nothing_else() {
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the shipped plan");
    let mut history = History::default();
    for period in PERIODS {
        let checked = checked(&plan, period, &mut history);
        let of_family_l = checked.findings.iter().filter(|d| d.code.id.starts_with('L'));
        let told: Vec<(&str, Option<&str>)> =
            of_family_l.map(|d| (d.code.id, d.task.as_deref())).collect();
        // Sở Giáo dục và Đào tạo says nothing of III.4 in that period, and it is true.
        let expected: &[_] = if period == "2026-Q1" { &[("L806", Some("III.4"))] } else { &[] };
        assert_eq!(told, expected, "{period}");
        let mut found: BTreeSet<Fault> = checked.data_errors().map(fault).collect();
        let mut expected = if period == FAULTY { listed(Severity::Error) } else { BTreeSet::new() };
        for code in OF_TWO_ROWS {
            let conflict = |f: &Fault| f.0 == code;
            let both = found.iter().filter(|f| conflict(f)).count();
            assert!(both == 0 || both == 2 && period == FAULTY, "{period}: {found:#?}");
            assert!(expected.iter().filter(|f| conflict(f)).all(|f| found.contains(f)));
            found.retain(|f| !conflict(f));
            expected.retain(|f| !conflict(f));
        }
        assert_eq!(found, expected, "{period}");

        let is_of_figures =
            |d: &&Diagnostic| d.code.id.starts_with('S') && d.severity == Severity::Warning;
        let told: BTreeSet<Fault> =
            checked.findings.iter().filter(is_of_figures).map(fault).collect();
        let mut expected =
            if period == FAULTY { listed(Severity::Warning) } else { BTreeSet::new() };
        expected.retain(|f| f.0.starts_with('S'));
        assert_eq!(told, expected, "{period}");
    }
}
