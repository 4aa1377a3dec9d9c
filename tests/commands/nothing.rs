//! Nothing to check is not a pass: empty folders, wrong paths, folders of folders without a period.

use std::fs;
use std::path::Path;

use crate::common::{self, arg, run, write};

/// Checks a path with these words more, on a day after the deadline of 2026-Q1.
fn check(path: &Path, more: &[&str]) -> common::Run {
    run(&[&["check", arg(path), "--as-of", "2026-03-20"], more].concat())
}

#[test]
fn an_empty_folder_that_is_no_periods_cannot_be_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    for more in [&[][..], &["--period", "2026-Q1"], &["--strict"], &["--format", "json"], &["-q"]] {
        let run = check(folder.path(), more);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{more:?}");
        assert!(run.stderr.contains("không có tệp nào để kiểm tra"), "{}", run.stderr);
        assert!(run.stderr.contains("thư mục này trống"), "{}", run.stderr);
        assert!(run.stderr.contains("2025-Q3"), "how a period's folder is called: {}", run.stderr);
    }
}

#[test]
fn a_mistyped_period_is_no_period() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["2026-Q5", "2026Q-1", "2026-Ql", "thang 3"] {
        let wrong = folder.path().join(name);
        fs::create_dir(&wrong).expect("a folder");
        let run = check(&wrong, &[]);
        assert_eq!(run.status, 2, "{name}: {}", run.stdout);
    }
    // One level up they are named.
    let run = check(folder.path(), &[]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert!(run.stderr.contains("“2026-Q5”, “2026-Ql”, “2026Q-1”, “thang 3”"), "{}", run.stderr);
}

#[test]
fn a_folder_without_a_table_says_what_lies_there() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("bao-cao.pdf"), "%PDF-1.7");
    write(&folder.path().join(".an"), "x");
    let run = check(folder.path(), &[]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert!(run.stderr.contains("ở đây chỉ có tệp “bao-cao.pdf”."), "{}", run.stderr);
}

#[test]
fn a_page_that_names_no_period_makes_no_period_of_an_empty_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("period.yaml"), "as_of: 2026-03-20\n");
    let run = check(folder.path(), &[]);
    assert_eq!(run.status, 2, "{}", run.stdout);
    assert!(run.stderr.contains("chưa ghi kỳ"), "{}", run.stderr);
}

#[test]
fn one_empty_folder_among_others_is_not_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = check(folder.path(), &["examples/submissions/2026-Q1"]);
    assert_eq!(run.status, 2, "{}", run.stdout);
}

#[test]
fn the_empty_folder_of_a_period_lacks_its_agencies() {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join("2026-Q1");
    fs::create_dir(&period).expect("a folder");
    for path in [&*period, folder.path()] {
        let run = check(path, &[]);
        assert_eq!(run.status, 1, "{}", run.stderr);
        assert!(run.stdout.contains("M902"), "{}", run.stdout);
    }
    // Before the deadline nobody is missing, and still nothing was checked.
    let early = run(&["check", arg(&period), "--as-of", "2026-01-05"]);
    assert_eq!(early.status, 0, "{}", early.stderr);
    assert!(!early.stdout.contains("Không có lỗi"), "{}", early.stdout);
    assert!(early.stdout.contains("Chưa kiểm tra được gì"), "{}", early.stdout);
}

#[test]
fn what_is_a_command_at_the_fewest_slips_is_suggested() {
    for (typed, meant) in [
        (&["chek"][..], "check"),
        (&["ch"], "check"),
        (&["shema"], "schema"),
        (&["plan", "chek"], "check"),
        (&["help", "chek"], "check"),
        (&["st"], "status"),
        (&["check", "--fromat", "json"], "--format"),
        (&["check", "--perod", "2026-Q1"], "--period"),
        (&["check", "--format", "jsn"], "json"),
    ] {
        let run = run(typed);
        assert_eq!(run.status, 2, "{typed:?}");
        let hint = format!("Có phải ý là “{meant}”?");
        assert!(run.stderr.contains(&hint), "{typed:?}: {}", run.stderr);
    }
}
