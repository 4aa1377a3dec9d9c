//! What cannot be written is told: a full device is an error of every command, in every form; a
//! reader who has left is told nothing; a stream of messages that fails brings nothing down.

use std::fs::{File, OpenOptions};
use std::process::{Command, Stdio};

use super::common::{arg, command, path};

fn full() -> File {
    OpenOptions::new().write(true).open("/dev/full").expect("a device that is always full")
}

/// Every command with a result, in every form of it.
fn runs() -> Vec<Vec<String>> {
    let file = path("examples/submissions/2026-Q1");
    let data = arg(&file).rsplit_once('/').expect("a folder").0;
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for format in ["human", "json", "sarif", "github", "csv", "junit"] {
        runs.push(vec!["check", arg(&file), "--format", format]);
    }
    for format in ["table", "json", "csv"] {
        runs.push(vec!["status", data, "--period", "2026-Q1", "--format", format]);
    }
    for words in [
        "help",
        "--help",
        "--version",
        "help check",
        "build --help",
        "explain",
        "explain V402",
        "schema plan",
        "completions bash",
        "man",
        "plan check",
        "plan show",
        "plan trace",
    ] {
        runs.push(words.split(' ').collect());
    }
    runs.into_iter().map(|run| run.into_iter().map(str::to_owned).collect()).collect()
}

/// Commands that name the files that they wrote; each writes into a folder of its own.
fn writing(out: &str) -> Vec<Vec<String>> {
    let data = "examples/submissions";
    let runs = [
        vec!["build", data, "--period", "2026-Q1", "--format", "md", "--allow-errors", "--out"],
        vec!["remind", data, "--period", "2026-Q1", "--format", "md", "--out"],
        vec!["template", "--agency", "so-tu-phap", "--period", "2026-Q1", "--out"],
        vec!["init"],
    ];
    let own = |(n, run): (usize, Vec<&str>)| -> Vec<String> {
        let run = run.into_iter().map(str::to_owned);
        run.chain([format!("{out}/{n}")]).collect()
    };
    runs.into_iter().enumerate().map(own).collect()
}

fn made(words: &[String]) -> Command {
    command(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_result_that_cannot_be_written_ends_every_command_with_2() {
    let home = tempfile::tempdir().expect("a folder");
    let fixed = home.path().join("ban-sua.csv");
    let fix = ["fix", "examples/submissions/2026-Q1/so-tu-phap.csv", "-o", arg(&fixed)];
    let fix = vec![fix.map(str::to_owned).to_vec()];
    for words in runs().into_iter().chain(writing(arg(home.path()))).chain(fix) {
        let output = made(&words).stdout(full()).output().expect("the binary runs");
        let stderr = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{words:?}: {stderr}");
        assert!(
            stderr.ends_with("lỗi: Không ghi được kết quả ra đầu ra chuẩn: ổ đĩa đã đầy.\n"),
            "{words:?}: {stderr}"
        );
    }
}

#[test]
fn a_reader_who_has_left_is_told_nothing() {
    for words in runs() {
        let mut child = made(&words)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("an end");
        let stderr = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(!stderr.contains("Không ghi được"), "{words:?}: {stderr}");
        assert!(matches!(output.status.code(), Some(0 | 1)), "{words:?}: {:?}", output.status);
    }
}

#[test]
fn messages_that_cannot_be_written_change_nothing() {
    for words in [
        &["check", "khong-co"][..],
        &["check", "examples/submissions/2026-Q1", "-v"],
        &["--khong-co"],
        &["explain", "X999"],
    ] {
        let whole = command(words).output().expect("the binary runs");
        let output = command(words).stderr(full()).output().expect("the binary runs");
        assert_eq!(output.status.code(), whole.status.code(), "{words:?}");
        assert_eq!(output.stdout, whole.stdout, "{words:?}");
        let both = command(words).stdout(full()).stderr(full()).output().expect("the binary runs");
        assert_eq!(both.status.code(), Some(2), "{words:?}");
    }
}
