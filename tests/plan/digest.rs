//! `docs/plan-digest.py` computes the digest of a plan without the program, and both agree.
//!
//! Needs Python 3 with PyYAML, that of `tests/writers/.venv` first. Where there is none the test
//! says so and passes; with `REPORT_WRITER_TESTS=required` it fails instead.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use report::diag::Sink;
use report::plan::{self, Period, PlanFiles};
use report::source::Source;

use crate::common;

const SCRIPT: &str = "docs/plan-digest.py";

/// A Python that reads YAML.
fn python() -> Option<PathBuf> {
    let own = common::path("tests/writers/.venv/bin/python");
    [own, PathBuf::from("python3")].into_iter().find(|python| {
        let reads = Command::new(python).args(["-c", "import yaml"]).output();
        reads.is_ok_and(|output| output.status.success())
    })
}

/// What the script says of a plan folder for each period, beside what the library says.
fn compare(folder: &Path, periods: &[&str]) {
    let Some(python) = python() else {
        let required = std::env::var("REPORT_WRITER_TESTS").is_ok_and(|v| v == "required");
        assert!(!required, "there is no Python with PyYAML (see CONTRIBUTING.md)");
        let words = "The test of docs/plan-digest.py is skipped: no Python with PyYAML.";
        writeln!(std::io::stderr(), "{words}").expect("standard error");
        return;
    };
    let read = |name| Source::new(name, fs::read(folder.join(name)).expect("a file"));
    let indicators = folder.join(plan::INDICATORS).exists().then(|| read(plan::INDICATORS));
    let files = PlanFiles { files: plan::FILES.map(read), errata: None, indicators };
    let mut sink = Sink::new();
    let plan = plan::load(&files, &mut sink);
    let plan = plan.unwrap_or_else(|| panic!("{:#?}", sink.found()));
    for written in periods {
        let period = Period::parse(written).expect("a period");
        let day = match period {
            Period::Quarter(..) => period.id(),
            _ => plan.window(period).end.to_string(),
        };
        let mut command = Command::new(&python);
        command.arg(common::path(SCRIPT)).arg(folder).arg(day);
        let run = common::finish(command);
        assert_eq!(run.stdout.trim(), plan.digest(period), "{written}: {}", run.stderr);
    }
}

#[test]
fn the_script_gives_the_number_of_the_shipped_plan() {
    let periods = ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2025-H2", "2025-05-01..2025-07-03"];
    compare(&common::path("plan"), &periods);
}

#[test]
fn the_script_gives_the_number_of_a_plan_in_which_things_begin_and_end() {
    let folder = tempfile::tempdir().expect("a folder");
    common::copy(&common::path("plan"), folder.path());
    let change = |name: &str, from: &str, to: &str| {
        let path = folder.path().join(name);
        let text = common::read(&path);
        assert!(text.contains(from), "{from}");
        common::write(&path, text.replacen(from, to, 1));
    };
    change(
        "agencies.yaml",
        "agencies:\n",
        "agencies:\n  - {id: so-moi, name: \"Sở \\\"Mới\\\"\\t\\\\\", kind: so_nganh, reports: duty, \
         valid_from: 2025-10-01, continues: so-cu}\n  - {id: so-cu, name: Sở Cũ, kind: so_nganh, \
         reports: duty, confirmed: True, valid_to: 2025-09-30, successors: [so-moi]}\n",
    );
    change("agencies.yaml", "members: [", "members: [so-moi, so-cu, ");
    change("reporting.yaml", "holidays:\n", "holidays:\n  - {date: 2025-12-15, name: Nghỉ}\n");
    change(
        "reporting.yaml",
        "expected:\n",
        "expected:\n  - {kinds: [tu_phap], from: 2025-10-01}\n",
    );
    change("reporting.yaml", "hoan_thanh: Hoàn thành", "hoan_thanh: Đã xong");
    change("reporting.yaml", "thresholds:", "severities: {C708: note, A504: warning}\nthresholds:");
    change(
        "appendix.yaml",
        "        solution:",
        "        due: 2026-12-31\n        assignments:\n          - {from: 2025-10-01, lead: so-moi, \
         coordinating: [so-cu, so-y-te]}\n        solution:",
    );
    compare(folder.path(), &["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2025"]);
}

#[test]
fn the_script_is_short_and_its_page_gives_the_number_of_the_shipped_plan() {
    assert!(common::read(&common::path(SCRIPT)).lines().count() <= 15);
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("a plan");
    let digest = plan.digest(Period::Quarter(2025, 3));
    assert!(common::read(&common::path("docs/digest.md")).contains(&digest), "{digest}");
}
