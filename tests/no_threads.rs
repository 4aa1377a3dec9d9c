//! Where no thread can be had, the library does its whole job all the same, to the byte: as in a
//! browser, or on a server whose limit is reached.
//!
//! A thread with a stack larger than the address space cannot be started, by whatever user on whatever
//! system; `RUST_MIN_STACK` asks for one.

mod common;

use std::fmt::Write as _;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use chrono::NaiveDate;
use common::{command, finish, path};
use report::plan::{Period, PlanFiles};
use report::render::{self, Format};
use report::workspace::{self, MemoryStore, Options, Workspace};

/// More than any program may address.
const STACK: &str = "9223372036854775807";
/// Where the run without threads leaves what it made.
const RESULT: &str = "REPORT_TEST_RESULT";

/// Findings and documents of a quarter with 52 files, one of them long enough to be read in parts.
fn whole_job() -> String {
    let mut files: Vec<_> = fs::read_dir(path("examples/submissions/2025-Q4"))
        .expect("the examples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .collect();
    files.sort();
    let mut store = MemoryStore::new();
    for (n, file) in files.iter().enumerate() {
        let mut bytes = fs::read(file).expect("a file");
        if n == 0 {
            let rows = bytes.iter().position(|byte| *byte == b'\n').expect("a heading") + 1;
            bytes = [&bytes[..rows], &bytes[rows..].repeat(3000)].concat();
        }
        store.insert(Path::new("2025-Q4").join(file.file_name().expect("a name")), bytes);
    }
    let plan = workspace::plan(&PlanFiles::embedded()).expect("the plan");
    let mut options = Options::default();
    options.as_of = NaiveDate::from_ymd_opt(2025, 12, 20);
    options.threads = NonZeroUsize::new(4).expect("not zero");
    let mut workspace =
        Workspace::open_with(Arc::new(store), Arc::new(plan), "", options).expect("a folder");
    let data = workspace.period(Period::Quarter(2025, 4)).expect("the period");

    let mut made = data.findings().iter().fold(String::new(), |mut text, finding| {
        let _ = writeln!(text, "{finding:?}");
        text
    });
    let view = data.view();
    let templates = workspace::templates(&MemoryStore::new(), None).expect("the templates");
    for form in [Format::Markdown, Format::Html, Format::Json] {
        let mut text = Vec::new();
        render::report(&view, form, &templates).write(&mut text).expect("a document");
        made += std::str::from_utf8(&text).expect("UTF-8");
    }
    made
}

#[test]
fn the_library_does_its_whole_job_without_threads() {
    let none = || std::thread::Builder::new().spawn(|| ()).is_err();
    if let Some(result) = std::env::var_os(RESULT) {
        assert!(none(), "a thread could be had");
        fs::write(result, whole_job()).expect("the result");
        return;
    }
    assert!(!none(), "no thread can be had here at all");
    let folder = tempfile::tempdir().expect("a folder");
    let result = folder.path().join("result");
    let run = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "the_library_does_its_whole_job_without_threads", "--test-threads=1"])
        .env(RESULT, &result)
        .env("RUST_MIN_STACK", STACK)
        .output()
        .expect("this test runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
    let alone = fs::read_to_string(&result).expect("the result");
    assert!(alone.contains("</html>"), "the documents are there");
    assert!(alone == whole_job(), "without threads the result is another");
}

#[test]
fn every_command_runs_without_threads() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |out: &Path, stack: Option<&str>, words: &[&str]| {
        let mut command = command(words);
        command.arg("--out").arg(out).env_remove("RUST_MIN_STACK");
        command.envs(stack.map(|stack| ("RUST_MIN_STACK", stack)));
        let run = finish(command);
        assert!(run.status < 2, "{words:?}: {}", run.stderr);
        (run.status, run.stderr.replace(common::arg(out), ""))
    };
    for words in [
        &["build", "examples/submissions", "--period", "2025-Q4"][..],
        &["remind", "examples/submissions", "--period", "2025-Q4", "--each"],
        &["check", "examples/submissions", "--format", "json"],
    ] {
        let (with, without) = (folder.path().join("a"), folder.path().join("b"));
        assert_eq!(run(&with, None, words), run(&without, Some(STACK), words), "{words:?}");
        assert_eq!(made(&with), made(&without), "{words:?}");
        for at in [with, without] {
            if at.is_dir() { fs::remove_dir_all(at) } else { fs::remove_file(at) }.expect("gone");
        }
    }
}

/// What a command wrote: a file, or a folder of files.
fn made(at: &Path) -> Vec<(String, Vec<u8>)> {
    if at.is_file() {
        return vec![(String::new(), fs::read(at).expect("a file"))];
    }
    let mut files: Vec<_> = fs::read_dir(at)
        .expect("a folder")
        .map(|entry| entry.expect("an entry"))
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect();
    files.sort();
    files
}
