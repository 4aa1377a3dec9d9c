//! Names of files, folders and arguments that a terminal or the log of a build would take for
//! commands: in no form of any command do they reach it as one.

use std::path::Path;

use super::common::{arg, names, path, read, run, write};
use super::texts::acting;

/// Names as somebody may send them. No name may hold a slash.
const NAMES: [&str; 14] = [
    "##[add-mask]1.zip",
    "##[add-mask]1.csv",
    "###[error]1.csv",
    "##vso[task.setvariable variable=x]y.csv",
    "##teamcity[buildStop].csv",
    "::add-mask::2.csv",
    "::set-output name=x::y.pdf",
    " \u{a0}::error::3.csv",
    "a\n::error::4.csv",
    "a\r::warning::5.csv",
    "a\u{1b}[31mđỏ.csv",
    "\u{1b}]0;tên\u{7}.csv",
    "b\u{202e}vsc.csv",
    "\u{200b}\u{feff}c\u{9b}31m.csv",
];

const ROWS: &str = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;ghi_chu\n\
    2026-Q1;Sở Y tế;I.1;Đang triển khai;140;##[add-mask]x;::add-mask::y\n";

/// The first line that a log would take for a command; `own` are the commands that a form consists of.
fn command_in(text: &str, own: bool) -> Option<String> {
    let is_own = |line: &str| {
        own && ["::error ", "::warning ", "::notice "].iter().any(|own| line.starts_with(own))
    };
    let is_command = |line: &&str| {
        let line = line.trim_start();
        (line.starts_with("::") && !is_own(line))
            || !is_own(line)
                && ["##[", "##vso[", "##teamcity["].iter().any(|mark| line.contains(mark))
    };
    text.split(['\n', '\r']).find(is_command).map(str::to_owned)
}

fn harmless(words: &[&str], status: &[i32]) {
    let run = run(words);
    assert!(status.contains(&run.status), "{words:?}: {}\n{}", run.status, run.stderr);
    assert_eq!(command_in(&run.stdout, words.contains(&"github")), None, "{words:?}");
    assert_eq!(command_in(&run.stderr, false), None, "{words:?}");
    // A table for Excel begins with a mark and ends its rows with CRLF.
    let stdout = run.stdout.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    for told in [&stdout, &run.stderr] {
        assert_eq!(acting(told), None, "{words:?}");
    }
}

fn period(home: &Path) -> std::path::PathBuf {
    let period = home.join("2026-Q1");
    std::fs::create_dir(&period).expect("a folder");
    for name in NAMES {
        write(&period.join(name), ROWS);
    }
    period
}

#[test]
fn no_name_of_a_file_is_a_command_in_any_form() {
    let home = tempfile::tempdir().expect("a folder");
    let folder = period(home.path());
    let (data, out) = (arg(home.path()), home.path().join("::stop-commands::ra"));
    for format in ["human", "json", "sarif", "github", "csv", "junit"] {
        harmless(&["check", arg(&folder), "-v", "--format", format], &[1]);
    }
    for format in ["table", "json", "csv"] {
        harmless(&["status", data, "-v", "--period", "2026-Q1", "--format", format], &[0]);
    }
    let out = ["--out", arg(&out)];
    for words in [
        &["build", data, "-v", "--period", "2026-Q1", "--format", "md,html,json"][..],
        &["build", data, "-v", "--period", "2026-Q1", "--format", "md", "--check"],
        &["build", data, "-v", "--period", "2026-Q1", "--agency", "so-y-te"],
        &["build", data, "-v", "--all"],
        &["remind", data, "-v", "--period", "2026-Q1"],
        &["template", "-v", "--agency", "so-y-te", "--period", "2026-Q2", "--data", data],
    ] {
        harmless(&[words, &out].concat(), &[0, 1]);
    }
    for (n, name) in NAMES.iter().enumerate() {
        let copy = home.path().join(format!("::error::{n}.csv"));
        harmless(&["fix", arg(&folder.join(name)), "-v", "-o", arg(&copy)], &[0, 1, 2]);
    }
}

/// Where the program runs, names stand at the beginning of a line.
#[test]
fn a_name_without_a_folder_before_it_is_no_command() {
    let home = tempfile::tempdir().expect("a folder");
    period(home.path());
    for name in NAMES {
        std::fs::copy(home.path().join("2026-Q1").join(name), home.path().join(name))
            .expect("a copy");
    }
    let mut told = 0;
    for format in ["human", "json", "sarif", "github", "csv", "junit"] {
        let mut words = vec!["check", "--format", format];
        words.extend(NAMES.iter().filter(|name| name.ends_with(".csv")));
        let mut command = super::common::command(&words);
        command.current_dir(home.path());
        let run = super::common::finish(command);
        assert_eq!(run.status, 1, "{}", run.stderr);
        assert_eq!(command_in(&run.stdout, format == "github"), None, "{format}");
        assert_eq!(command_in(&run.stderr, false), None, "{format}");
        told += usize::from(run.stdout.contains("add-mask"));
    }
    assert_eq!(told, 6, "the names are told all the same");
}

/// What is typed wrong is echoed, and is no command either.
#[test]
fn no_argument_is_a_command_where_it_is_refused() {
    for text in ["::error::x", "###[x]", "a\r\n::b::\u{1b}[2J\u{202e}"] {
        let option = format!("--{text}");
        for words in [
            &["check", text][..],
            &["check", text, text],
            &[text, "check"],
            &[&option],
            &["check", &option],
            &["check", "--format", text],
            &["check", "--period", text],
            &["check", "--select", text],
            &["check", "--plan", text, "."],
            &["explain", text],
            &["schema", text],
            &["help", text],
            &["fix", text],
            &["init", "examples", "--period", text],
            &["template", "--agency", text, "--period", "2026-Q1"],
            &["build", text, "--period", "2026-Q1"],
            &[
                "build",
                "examples/submissions",
                "--period",
                "2026-Q1",
                "--agency",
                text,
                "--out",
                "x",
            ],
            &["build", "--from-view", text],
            &["remind", text, "--period", text],
            &["status", text],
        ] {
            harmless(words, &[2]);
        }
    }
}

/// A plan kept by hand is shown, and its words are words.
#[test]
fn no_word_of_a_plan_is_a_command() {
    let home = tempfile::tempdir().expect("a folder");
    let plan = home.path().join("##[group]ke-hoach");
    super::common::copy(&path("plan"), &plan);
    let file = plan.join("agencies.yaml");
    let text = read(&file).replace("name: Sở Tư pháp", "name: \"::add-mask::Sở ##[error]Tư pháp\"");
    write(&file, text);
    for words in [&["plan", "show"][..], &["plan", "trace"], &["plan", "check"]] {
        harmless(&[words, &["--plan", arg(&plan)]].concat(), &[0, 2]);
    }
    for format in ["table", "json", "csv"] {
        let words = ["status", "examples/submissions", "--period", "2026-Q1", "--format", format];
        harmless(&[&words[..], &["--plan", arg(&plan)]].concat(), &[0, 2]);
    }
    assert_eq!(names(home.path()).len(), 1);
}
