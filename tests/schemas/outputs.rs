//! The schemas of what the program prints for other programs, against what it prints.

use serde_json::{Value, json};

use super::common::{FAULTY, run};
use super::{faults, mutations, validator};

#[test]
fn the_schema_of_the_check_refuses_what_is_no_run() {
    let folder = format!("examples/submissions/{FAULTY}");
    let run = run(&["check", &folder, "--format", "json"]);
    let good: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let validator = validator("check-json");
    assert_eq!(faults(&validator, &good), [""; 0]);
    let changed = mutations(&good);
    assert!(changed.len() > 70, "{}", changed.len());
    for (what, bad) in changed {
        assert!(!validator.is_valid(&bad), "{what}");
    }
    for (at, value) in [
        ("/schema", json!("report.check/2")),
        ("/as_of", json!("20/9/2025")),
        ("/findings/0/severity", json!("lỗi")),
        ("/findings/0/row", json!(0)),
        ("/findings/0/cell", json!("E")),
        ("/files/0/sha256", json!("0f")),
        ("/summary/errors", json!(-1)),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value;
        assert!(!validator.is_valid(&bad), "{at}");
    }
}

/// Every period of the examples, quarters and longer ones, and one in which nobody has sent yet.
#[test]
fn the_schema_of_the_status_refuses_what_is_no_status() {
    let validator = validator("status-json");
    let mut tried = 0;
    for (period, day) in [
        ("2025-Q2", "2025-06-22"),
        ("2025-Q3", "2025-09-22"),
        ("2025-Q4", "2025-12-22"),
        ("2026-Q1", "2026-03-01"),
        ("2026-Q1", "2026-03-22"),
        ("2025-H1", "2025-06-22"),
        ("2025-9M", "2025-09-22"),
        ("2025", "2025-12-22"),
    ] {
        let words = ["status", "examples/submissions", "--format", "json", "--as-of", day];
        let run = run(&[&words[..], &["--period", period]].concat());
        let good: Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(faults(&validator, &good), [""; 0], "{period}, {day}");
        // One is as good as eight.
        if tried > 0 {
            continue;
        }
        for (what, bad) in mutations(&good) {
            assert!(!validator.is_valid(&bad), "{what}");
            tried += 1;
        }
        for (at, value) in [
            ("/schema", json!("report.status/1")),
            ("/as_of", json!("22/12/2025")),
            ("/coverage/0/owed", json!(-1)),
            ("/coverage/0/agencies/0/state", json!("Đã gửi")),
            ("/coverage/0/agencies/0/days_late", json!(0)),
            ("/figures/by_status/0/status", json!("Hoàn thành")),
            ("/tasks/0/id", json!("I-1")),
            ("/tasks/0/progress", json!("45%")),
            ("/tasks/0/band", json!("late")),
        ] {
            let mut bad = good.clone();
            *bad.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value;
            assert!(!validator.is_valid(&bad), "{at}");
        }
    }
    assert!(tried > 120, "{tried}");
}

#[test]
fn the_schema_of_an_agency_sheet_refuses_what_is_none() {
    let validator = validator("agency-json");
    let out = tempfile::tempdir().expect("a folder");
    let mut tried = 0;
    for (period, agency) in
        [(FAULTY, "so-y-te"), ("2025-H2", "ubnd-phuong-nha-trang"), ("2026-Q2", "so-tu-phap")]
    {
        let words =
            ["build", "examples/submissions", "--format", "json", "--allow-errors", "--quiet"];
        let more =
            ["--period", period, "--agency", agency, "--out", crate::common::arg(out.path())];
        let run = run(&[&words[..], &more].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let sheet = crate::common::read(&out.path().join(format!("phieu-{agency}-{period}.json")));
        let good: Value = serde_json::from_str(&sheet).expect("JSON");
        assert_eq!(faults(&validator, &good), [""; 0], "{period}");
        for (what, bad) in mutations(&good) {
            assert!(!validator.is_valid(&bad), "{period}: {what}");
            tried += 1;
        }
        for (at, value) in [
            ("/schema", json!("report.agency/1")),
            ("/period/missing_parts", json!("quý III")),
            ("/parts/0/rows", json!(-1)),
        ] {
            let mut bad = good.clone();
            *bad.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value;
            assert!(!validator.is_valid(&bad), "{at}");
        }
    }
    assert!(tried > 90, "{tried}");
}

#[test]
fn the_schema_of_the_tasks_by_recommendation_refuses_what_is_none() {
    let validator = validator("trace-json");
    let mut tried = 0;
    for period in ["2025-Q3", FAULTY, "2026-Q1", "2025-H2", "2025"] {
        let words = ["plan", "trace", "examples/submissions", "--format", "json", "--period"];
        let run = run(&[&words[..], &[period]].concat());
        let good: Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(faults(&validator, &good), [""; 0], "{period}");
        // One is as good as five.
        if tried > 0 {
            continue;
        }
        for (what, bad) in mutations(&good) {
            assert!(!validator.is_valid(&bad), "{what}");
            tried += 1;
        }
        for (at, value) in [
            ("/schema", json!("report.trace/2")),
            ("/trace/tasks", json!(-1)),
            ("/trace/paragraphs/0/number", json!(5)),
            ("/trace/paragraphs/0/tasks/0/others", json!("hai")),
        ] {
            let mut bad = good.clone();
            *bad.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value;
            assert!(!validator.is_valid(&bad), "{at}");
        }
    }
    assert!(tried > 90, "{tried}");
}
