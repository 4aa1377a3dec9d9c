//! Every command says which days its data are about, and which quarters it has not seen.

use std::path::Path;

use serde_json::Value;

use crate::common::{arg, copy, path, read, run};

/// A data folder with some quarters of the examples.
fn data(quarters: &[&str]) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    for quarter in quarters {
        copy(&path("examples/submissions").join(quarter), &home.path().join("d").join(quarter));
    }
    home
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a command says for a period; documents go to `out`.
fn told(home: &Path, words: &[&str], period: &str) -> String {
    let (data, out) = (home.join("d"), home.join("out"));
    let mut all = words.to_vec();
    let at = if words[0] == "plan" { 2 } else { 1 };
    all.insert(at, arg(&data));
    all.extend(["--period", period, "--as-of", "2025-12-22"]);
    if ["build", "remind"].contains(&words[0]) {
        all.extend(["--out", arg(&out)]);
    }
    let run = run(&all);
    assert!(run.status < 2, "{words:?}: {}", run.stderr);
    one_line(&(run.stdout + &run.stderr))
}

#[test]
fn a_period_of_days_names_the_days_of_its_reports() {
    let home = data(&["2025-Q2"]);
    let period = "2025-05-01..2025-06-15";
    let days = "từ ngày 15/3/2025 đến ngày 14/6/2025";
    for words in [&["status"][..], &["plan", "trace"], &["plan", "trace", "--format", "md"]] {
        let told = told(home.path(), words, period);
        assert!(told.contains(days), "{words:?}: {told}");
        assert!(!told.contains("ố liệu từ ngày 01/5/2025"), "{words:?}: {told}");
    }
    let status = told(home.path(), &["status", "--format", "json", "--quiet"], period);
    let status: Value = serde_json::from_str(&status).expect("JSON");
    assert_eq!((&status["from"], &status["to"]), (&"2025-05-01".into(), &"2025-06-15".into()));
    assert_eq!(status["data_from"], "2025-03-15");
    assert_eq!(status["data_to"], "2025-06-14");
    let status = told(home.path(), &["status", "--format", "json", "--quiet"], "2025-Q2");
    let status: Value = serde_json::from_str(&status).expect("JSON");
    assert!(status["data_from"].is_null() && status["data_to"].is_null(), "{status}");
}

#[test]
fn a_quarter_without_a_folder_is_told_by_every_document_of_a_longer_period() {
    let home = data(&["2025-Q2", "2025-Q4"]);
    let out = home.path().join("out");
    for period in ["2025", "2025-H2"] {
        for words in [&["status"][..], &["plan", "trace"], &["plan", "trace", "--format", "md"]] {
            let told = told(home.path(), words, period);
            assert!(told.contains("Chưa có số liệu của quý III năm 2025"), "{words:?}: {told}");
        }
        told(home.path(), &["build", "--format", "md,html", "--allow-errors"], period);
        told(home.path(), &["build", "--format", "md,html", "--agency", "so-y-te"], period);
        for stem in ["bao-cao", "phieu-so-y-te"] {
            for ending in ["md", "html"] {
                let text = one_line(&read(&out.join(format!("{stem}-{period}.{ending}"))));
                assert!(
                    text.contains("Chưa có số liệu của quý III năm 2025"),
                    "{stem} {period} {ending}"
                );
            }
        }
        let said = told(home.path(), &["remind", "--format", "md,html,json"], period);
        assert!(said.contains("Chưa có thư mục số liệu của quý III năm 2025"), "{said}");
        let letter = out.join(format!("don-doc-{period}"));
        for ending in ["md", "html"] {
            let text = one_line(&read(&letter.with_extension(ending)));
            assert!(text.contains("chưa xét quý III năm 2025)"), "{period} {ending}: {text}");
        }
        let letter: Value =
            serde_json::from_str(&read(&letter.with_extension("json"))).expect("JSON");
        assert_eq!(letter["period"]["missing_parts"], serde_json::json!(["quý III năm 2025"]));
    }
}
