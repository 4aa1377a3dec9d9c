//! What the tests of whole runs share: running the binary, finding files, building a period.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The quarters of the examples, oldest first.
pub(crate) const QUARTERS: [&str; 5] = ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"];
/// The quarter with the twelve mistakes.
pub(crate) const FAULTY: &str = "2025-Q4";

/// What a run said and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

/// The binary, away from the terminal, the time and the settings of whoever runs the tests.
pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_report"));
    command
        .args(words)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", "100")
        .env_remove("NO_COLOR")
        .env_remove("SOURCE_DATE_EPOCH")
        .stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub(crate) fn finish(mut command: Command) -> Run {
    let output = command.output().expect("the binary runs");
    Run {
        stdout: String::from_utf8(output.stdout).expect("results are UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        status: output.status.code().expect("an exit status"),
    }
}

/// Runs the binary in the folder of the package.
pub(crate) fn run(words: &[&str]) -> Run {
    finish(command(words))
}

/// A path below the folder of the package.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// A path as an argument.
pub(crate) fn arg(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Writes a file.
pub(crate) fn write(path: &Path, text: impl AsRef<[u8]>) {
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// A copy of the plan in which the province has a target for a figure of every quarter.
pub(crate) fn plan_with_target(folder: &Path) -> PathBuf {
    let plan = folder.join("plan");
    copy(&path("plan"), &plan);
    let file = plan.join("indicators.yaml");
    let (id, name) = ("  - id: II.1.4\n", "    better: up\n    targets: {province: {2026: 80}}\n");
    let text = read(&file);
    assert!(text.contains(id), "the figure is there");
    write(&file, text.replace(id, &format!("{id}{name}")));
    plan
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).unwrap_or_else(|e| panic!("{}: {e}", from.display())) {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The appendix with more lines in a task; what one line gives is indented as the keys of a task are.
pub(crate) fn with_task_lines(appendix: &str, task: &str, lines: &[&str]) -> String {
    let start = appendix.find(&format!("- id: {task}\n")).unwrap_or_else(|| panic!("{task}"));
    let at = start + appendix[start..].find("        solution:").expect("a solution");
    let lines: String = lines.iter().map(|line| format!("        {line}\n")).collect();
    format!("{}{lines}{}", &appendix[..at], &appendix[at..])
}

/// Names in a folder, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|e| e.expect("an entry").file_name().into_string().expect("a name in UTF-8"))
        .collect();
    names.sort();
    names
}

/// Builds a period of the examples into `out`, mistakes or not.
pub(crate) fn build_example(period: &str, out: &Path, formats: &str) {
    let words = ["build", "examples/submissions", "--period", period, "--out", arg(out)];
    let run = run(&[&words[..], &["--format", formats, "--allow-errors"]].concat());
    assert_eq!(run.status, 0, "{period}: {}", run.stderr);
}

/// Cells of the rows of the tables in a Markdown text, without the markup.
pub(crate) fn markdown_rows(text: &str) -> Vec<Vec<String>> {
    text.lines().filter(|line| line.starts_with('|')).map(markdown_cells).collect()
}

fn markdown_cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut characters = line.trim().trim_start_matches('|').chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => cells.last_mut().expect("a cell").extend(characters.next()),
            '|' => cells.push(String::new()),
            '*' => {}
            other => cells.last_mut().expect("a cell").push(other),
        }
    }
    cells.pop();
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// `5/6/2025` as official documents write it: two digits for days and for months 1 and 2.
pub(crate) fn short_date(day: chrono::NaiveDate) -> String {
    use chrono::Datelike;
    let month = day.month();
    let month = if month < 3 { format!("0{month}") } else { month.to_string() };
    format!("{:02}/{month}/{}", day.day(), day.year())
}
