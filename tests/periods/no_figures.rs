//! A plan folder without `indicators.yaml`: every command runs as before there were figures, and none
//! speaks of them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{self, arg};

/// A plan without figures, and the example reports without their tables of figures.
fn folder() -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let (plan, data) = (folder.path().join("plan"), folder.path().join("data"));
    common::copy(&common::path("plan"), &plan);
    fs::remove_file(plan.join("indicators.yaml")).expect("the figures");
    common::copy(&common::path("examples/submissions"), &data);
    for period in common::QUARTERS {
        for name in common::names(&data.join(period)) {
            if name.contains("so-lieu") || name.contains("so lieu") {
                fs::remove_file(data.join(period).join(name)).expect("a table");
            }
        }
    }
    let paths = [plan, data].map(|path| arg(&path).to_owned());
    let [plan, data] = paths;
    (folder, plan, data)
}

/// Words that only figures give rise to.
const OF_FIGURES: [&str; 10] = [
    "S001",
    "S009",
    "ma_so_lieu",
    "Mã số liệu",
    "Số liệu cộng",
    "lượt người dự truyền thông",
    "so-lieu.csv",
    "so-lieu-tong.csv",
    "indicators.yaml",
    "SỐ LIỆU THEO NHIỆM VỤ",
];

fn assert_silent(what: &str, text: &str) {
    for words in OF_FIGURES {
        assert!(!text.contains(words), "{what} speaks of figures: {words}");
    }
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for name in common::names(folder) {
        let path = folder.join(name);
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all
}

#[test]
fn every_command_runs_and_says_nothing_of_figures() {
    let (folder, plan, data) = folder();
    let out = |name: &str| arg(&folder.path().join(name)).to_owned();
    let (build, forms, letters, begun) = (out("out"), out("forms"), out("letters"), out("begun"));
    let (quarter, fixed) = (format!("{data}/2026-Q1"), out("fixed.csv"));
    let file = format!("{quarter}/so-y-te.csv");
    let q = "2025-Q4";
    let runs: &[(&[&str], i32)] = &[
        (&["plan", "check"], 0),
        (&["plan", "show"], 0),
        (&["plan", "trace"], 0),
        (&["plan", "trace", &data, "--period", q], 0),
        (&["plan", "trace", &data, "--period", q, "--format", "csv"], 0),
        (&["plan", "trace", &data, "--period", q, "--format", "md"], 0),
        (&["check", &quarter], 1),
        (&["check", &data, "--format", "json"], 1),
        (&["status", &data, "--period", q], 0),
        (&["status", &data, "--period", q, "--by", "agency", "--format", "csv"], 0),
        (&["status", &data, "--period", q, "--by", "task", "--format", "csv"], 0),
        (&["status", &data, "--period", q, "--format", "json"], 0),
        (&["build", &data, "--all", "--format", "md,json", "--allow-errors", "--out", &build], 0),
        (
            &[
                "build",
                &data,
                "--period",
                "2025",
                "--format",
                "html",
                "--allow-errors",
                "--out",
                &build,
            ],
            0,
        ),
        (
            &[
                "template",
                "--agency",
                "so-tu-phap",
                "--period",
                "2026-Q2",
                "--data",
                &data,
                "--out",
                &forms,
            ],
            0,
        ),
        (
            &[
                "template",
                "--agency",
                "so-tu-phap",
                "--period",
                "2026-Q2",
                "--format",
                "csv",
                "--out",
                &forms,
            ],
            0,
        ),
        (&["fix", &file, "--out", &fixed], 0),
        (&["remind", &data, "--period", q, "--out", &letters], 0),
        (&["init", &begun, "--period", "2026-Q2"], 0),
    ];
    for (words, status) in runs {
        let run = common::run(&[*words, &["--plan", &plan]].concat());
        let what = words.join(" ");
        assert_eq!(run.status, *status, "{what}: {}", run.stderr);
        assert_silent(&what, &(run.stdout + &run.stderr));
    }
    for folder in [&build, &forms, &letters] {
        let made = files(Path::new(folder));
        assert!(!made.is_empty(), "{folder}");
        for path in made {
            let name = arg(&path).to_owned();
            assert_silent(&name, path.file_name().and_then(|n| n.to_str()).expect("a name"));
            assert!(!name.ends_with("-so-lieu.csv"), "{name}: a second table");
            if let Ok(text) = fs::read_to_string(&path) {
                assert_silent(&name, &text);
            }
        }
    }
    assert!(!Path::new(&begun).join("plan/indicators.yaml").exists());
}

#[test]
fn asked_for_figures_the_status_says_that_there_are_none() {
    let (_folder, plan, data) = folder();
    let words = ["status", &data, "--period", "2025-Q4", "--by", "figure", "--plan", &plan];
    let run = common::run(&words);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("Kế hoạch không hỏi số liệu nào"), "{}", run.stdout);
    let run = common::run(&[&words[..], &["--format", "csv"]].concat());
    assert_eq!((run.status, run.stdout.lines().count()), (0, 1), "the headings alone");
}

#[test]
fn a_table_of_figures_that_nobody_asked_for_is_told() {
    let (_folder, plan, data) = folder();
    let table = Path::new(&data).join("2026-Q1/so-y-te-so-lieu.csv");
    common::write(&table, "ky_bao_cao;co_quan;ma_so_lieu;gia_tri\n2026-Q1;Sở Y tế;II.1.1;4\n");
    let run = common::run(&["check", &format!("{data}/2026-Q1"), "--plan", &plan]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.contains("S001"), "{}", run.stdout);
}
