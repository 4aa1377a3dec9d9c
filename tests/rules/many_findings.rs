//! Very many findings of one code in one file: a thousand are listed, the others counted, in every
//! form; rows of findings that are not listed stay out of the figures all the same.

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::common::{self, arg, run, write};
use report::check::{self, Checked, Scope};
use report::diag::{Diagnostic, Sink};
use report::plan::{self, Period, PlanFiles};
use report::source::Source;
use serde_json::{Value, json};

const HEADINGS: &str = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua\n";
const REST: &str = "… và 500 chỗ nữa cùng mã V402 trong tệp này, không liệt kê.";

fn rows(count: usize, progress: &str, result: &str) -> String {
    let row = format!("2025-Q3;so-tu-phap;I.2;dang_trien_khai;{progress};{result}\n");
    row.repeat(count)
}

/// A folder of the period with 1,500 wrong rows in one file and a sound one in another.
fn folder(at: &Path) -> PathBuf {
    let data = at.join("2025-Q3");
    fs::create_dir(&data).expect("a folder");
    write(&data.join("so-tu-phap.csv"), format!("{HEADINGS}{}", rows(1500, "140", "Mở 3 lớp.")));
    let sound = "2025-Q3;so-noi-vu;I.1;dang_trien_khai;40;Mở 3 lớp.\n";
    write(&data.join("so-noi-vu.csv"), format!("{HEADINGS}{sound}"));
    data
}

fn check(path: &Path, words: &[&str]) -> common::Run {
    run(&[&["check", arg(path), "--as-of", "2025-09-10"], words].concat())
}

fn json_of(path: &Path, words: &[&str]) -> Value {
    let text = check(path, &[&["--format", "json"], words].concat()).stdout;
    serde_json::from_str(&text).expect("JSON")
}

fn of_code<'a>(document: &'a Value, code: &str) -> Vec<&'a Value> {
    let findings = document["findings"].as_array().expect("findings").iter();
    findings.filter(|finding| finding["code"] == code).collect()
}

#[test]
fn a_thousand_are_listed_and_all_are_counted() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = folder(dir.path());
    let (some, all) = (json_of(&path, &["--select", "V402"]), {
        json_of(&path, &["--select", "V402", "--max-findings", "0"])
    });
    assert_eq!((of_code(&some, "V402").len(), of_code(&all, "V402").len()), (1000, 1500));
    assert_eq!(
        some["omitted"],
        json!([{ "file": "so-tu-phap.csv", "code": "V402", "count": 500 }])
    );
    assert_eq!(all["omitted"], json!([]));
    assert_eq!(some["summary"], json!({ "errors": 1500, "warnings": 0, "notes": 0 }));
    assert_eq!(some["summary"], all["summary"]);
    // No row beyond those that are listed counts.
    assert_eq!(some["files"], all["files"]);
    assert_eq!(some["files"][1]["rows"], 1500);
    assert_eq!(some["files"][1]["rows_accepted"], 0);
    assert_eq!(some["files"][0]["rows_accepted"], 1);
}

#[test]
fn every_form_says_how_many_are_not_listed() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = folder(dir.path());
    for format in ["human", "csv", "sarif", "github", "junit"] {
        let some = check(&path, &["--select", "V402", "--format", format]);
        let words = some.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        let github = REST.replace('%', "%25");
        assert!(words.contains(REST) || words.contains(&github), "{format}: {}", some.stdout);
        assert_eq!(some.stdout.matches("500 chỗ nữa").count(), 1, "{format}");
        assert_eq!(some.status, 1, "{format}");
        let all = check(&path, &["--select", "V402", "--format", format, "--max-findings", "0"]);
        assert!(!all.stdout.contains("chỗ nữa cùng mã"), "{format}");
        assert_eq!(all.status, 1, "{format}");
    }
    let human = check(&path, &["--select", "V402"]).stdout;
    assert!(human.ends_with("1.500 lỗi.\n"), "{human}");
}

#[test]
fn the_documents_count_all_errors_and_say_how_many_are_not_listed() {
    let dir = tempfile::tempdir().expect("a folder");
    folder(dir.path());
    let out = dir.path().join("out");
    let (data, to) = (arg(dir.path()), arg(&out));
    let built = run(&["build", data, "--period", "2025-Q3", "--as-of", "2025-09-20", "--out", to]);
    let view = || {
        let built = ["build", data, "--period", "2025-Q3", "--as-of", "2025-09-20", "--out", to];
        run(&[&built[..], &["--format", "json"]].concat());
        let text = fs::read_to_string(out.join("bao-cao-2025-Q3.json")).expect("the view");
        serde_json::from_str::<Value>(&text).expect("JSON")
    };
    assert_eq!(built.status, 1, "{}", built.stderr);
    let errors = view()["data_errors"].as_u64().expect("a number");
    assert!(errors >= 1500, "{errors}");
    assert!(built.stderr.contains(&format!("Còn {errors} lỗi dữ liệu")), "{}", built.stderr);
    let page = fs::read_to_string(out.join("bao-cao-2025-Q3.md")).expect("the report");
    assert!(page.contains("500 chỗ nữa cùng mã V402"));
}

/// Checks one file with the library.
fn checked(text: &str, period: Period, day: &str) -> Checked {
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
    let scope = Scope {
        plan: &plan,
        period: Some(period),
        as_of: day.parse().expect("a day"),
        page: None,
        whole_period: false,
        history: None,
    };
    check::check_files(&scope, 1, NonZeroUsize::MIN, |_| Ok(Source::new("a.csv", text.as_bytes())))
}

fn last_of<'a>(checked: &'a Checked, code: &str) -> (usize, Option<&'a Diagnostic>) {
    let of = || checked.findings.iter().filter(|finding| finding.code.id == code);
    (of().count(), of().find(|finding| finding.unlisted > 0))
}

#[test]
fn of_very_many_equal_rows_one_counts() {
    let text = format!("{HEADINGS}{}", rows(1500, "40", "Mở 3 lớp."));
    let checked = checked(&text, Period::Quarter(2025, 3), "2025-09-10");
    let (listed, last) = last_of(&checked, "C701");
    assert_eq!((listed, last.map(|d| d.unlisted)), (1000, Some(499)));
    assert_eq!(checked.files[0].accepted_rows(), 1);
}

#[test]
fn every_cell_with_data_of_a_person_is_known_beyond_those_that_are_listed() {
    let text = format!("{HEADINGS}{}", rows(1500, "40", "Liên hệ 0905 123 456."));
    let checked = checked(&text, Period::Quarter(2025, 3), "2025-09-10");
    assert_eq!(last_of(&checked, "V423").0, 1000);
    let mut cells: Vec<u32> = checked
        .personal_cells()
        .map(|(file, sheet, row, key)| {
            assert_eq!((file, sheet, key), ("a.csv", None, "ket_qua"));
            row
        })
        .collect();
    cells.sort_unstable();
    assert_eq!(cells, (2..=1501).collect::<Vec<_>>());
}

#[test]
fn very_many_stray_quotes_and_short_rows_are_counted() {
    let stray = format!("{HEADINGS}{}", "a\"b;1;2;3;4;5\n".repeat(1500));
    let short = format!("{HEADINGS}{}", "2025-Q3;so-tu-phap\n".repeat(1500));
    for (text, code) in [(stray, "R304"), (short, "R301")] {
        let checked = checked(&text, Period::Quarter(2025, 3), "2025-09-10");
        let (listed, last) = last_of(&checked, code);
        assert_eq!((listed, last.map(|d| d.unlisted)), (1000, Some(500)), "{code}");
        assert_eq!(checked.files[0].accepted_rows(), 0, "{code}");
        assert!(checked.data_error_count() >= 1500, "{code}");
    }
}

/// A row weighs the same whatever is in it: a small file of them would fill the memory.
#[test]
fn too_many_rows_with_hardly_anything_in_them_are_one_finding() {
    let rows = |count: usize| format!("{HEADINGS}{}", "a;;;;;\n".repeat(count));
    let over = checked(&rows(60_000), Period::Quarter(2025, 3), "2025-09-10");
    let found: Vec<_> = over.findings.iter().filter(|d| d.code.id == "F109").collect();
    assert_eq!(found.len(), 1);
    assert!(over.files[0].file.submission.is_none());
    assert_eq!(found[0].value.as_deref(), Some("60.000 dòng"));
    let under = checked(&rows(5_000), Period::Quarter(2025, 3), "2025-09-10");
    assert!(under.findings.iter().all(|d| d.code.id != "F109"));
}
