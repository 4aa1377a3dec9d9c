//! The README is true: what it names exists in the program, the runs it shows come out as shown,
//! and its tables are those of the code.
//!
//! A block ```` ```console ```` is run: a line `$ …` is a command, what follows is all that it
//! prints, stdout before stderr; `$ echo $?` is the exit status of the command before. A block
//! ```` ```text NAME ```` is an excerpt of the document NAME that such a command writes. In both a
//! line `…` stands for any lines, or none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};

use report::diag::Sink;
use report::plan::{self, PlanFiles, Role, SourceOfFunds, Status};
use report::source::Source;
use report::submission::{COLUMNS, Page};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const MAIN_JOB: &str =
    "cargo run --release -- build examples/submissions --period 2026-Q1 --out out";
const ANY: &str = "…";

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// A fenced block: what stands behind the fence, and its lines.
struct Block {
    info: String,
    lines: Vec<String>,
}

fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let inside = lines.by_ref().take_while(|line| *line != "```");
            blocks.push(Block { info: info.into(), lines: inside.map(str::to_owned).collect() });
        }
    }
    blocks
}

/// The text between back quotes in prose and tables.
fn code_spans(markdown: &str) -> Vec<String> {
    let mut fenced = false;
    let prose = markdown.lines().filter(|line| {
        let fence = line.starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    prose.flat_map(|line| line.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// The words after the program's name, where a line of code runs the program.
fn command(code: &str) -> Option<Vec<String>> {
    let code = code.strip_prefix("$ ").unwrap_or(code);
    let words = match code.split_once("cargo run --release -- ") {
        Some((_, words)) => words,
        None => code.strip_prefix("report ")?,
    };
    Some(words.split_whitespace().map(str::to_owned).collect())
}

struct Run {
    said: String,
    status: i32,
}

/// Runs the program at the root of the project, with no terminal.
fn run(words: &[String]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_report"))
        .args(words)
        .current_dir(ROOT)
        .env("COLUMNS", "100")
        .env_remove("SOURCE_DATE_EPOCH")
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run {
        said: text(output.stdout) + &text(output.stderr),
        status: output.status.code().expect("an exit status"),
    }
}

/// Whether the lines are those shown, where `…` stands for any number of lines.
fn fits(shown: &[String], lines: &[&str]) -> bool {
    let mut parts = shown.split(|line| line == ANY);
    let first = parts.next().unwrap_or_default();
    if !starts_with(lines, first) {
        return false;
    }
    let mut rest = &lines[first.len()..];
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.len() >= part.len() && starts_with(&rest[rest.len() - part.len()..], part);
        }
        let Some(at) = (0..=rest.len()).find(|at| starts_with(&rest[*at..], part)) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    true
}

fn starts_with(lines: &[&str], part: &[String]) -> bool {
    lines.len() >= part.len() && part.iter().zip(lines).all(|(shown, line)| shown == line)
}

#[test]
fn a_line_of_dots_stands_for_any_lines() {
    let shown = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let lines = ["a", "b", "c"];
    for good in ["a\nb\nc", "a\n…", "…\nc", "a\n…\nc", "…\nb\n…", "a\n…\nb\nc", "…"] {
        assert!(fits(&shown(good), &lines), "{good}");
    }
    for bad in ["a\nb", "b\n…", "…\nb", "a\n…\nb", "…\nc\n…\nb\n…", "a\nb\nc\nd", ""] {
        assert!(!fits(&shown(bad), &lines), "{bad}");
    }
}

#[test]
fn the_two_commands_are_there() {
    for name in ["README.md", ".ci/run"] {
        let text = file(name);
        for command in [MAIN_JOB, "cargo test"] {
            assert!(text.lines().any(|line| line.starts_with(command)), "{name}: {command}");
        }
    }
}

#[test]
fn commands_and_options_are_known_to_the_program() {
    let readme = file("README.md");
    let fenced = blocks(&readme).into_iter().filter(|b| matches!(&*b.info, "sh" | "console"));
    let mut code: Vec<String> = fenced.flat_map(|b| b.lines).collect();
    code.extend(code_spans(&readme));
    let mut seen = 0;
    let mut known_anywhere = BTreeSet::new();
    for words in code.iter().filter_map(|line| command(line)) {
        seen += 1;
        let names: Vec<String> = words
            .iter()
            .take_while(|word| !word.starts_with('-'))
            .take(if words[0] == "plan" { 2 } else { 1 })
            .cloned()
            .collect();
        let mut ask = vec!["help".to_owned()];
        ask.extend(names);
        let help = run(&ask);
        assert_eq!(help.status, 0, "report {}:\n{}", words.join(" "), help.said);
        let known = options(&help.said);
        for word in words.iter().filter(|word| word.starts_with("--")) {
            assert!(known.contains(word), "report {} has no {word}", ask[1..].join(" "));
        }
        known_anywhere.extend(known);
    }
    assert!(seen > 10, "the README shows how the program is used");
    for span in code_spans(&readme).iter().filter(|span| span.starts_with("--")) {
        let option = span.split_whitespace().next().unwrap_or_default();
        assert!(known_anywhere.contains(option), "no command of the README has {option}");
    }
}

/// The long options that a page of help describes.
fn options(help: &str) -> BTreeSet<String> {
    let lines = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = lines.flat_map(|line| line.split([' ', ',']));
    words.filter(|word| word.starts_with("--")).map(str::to_owned).collect()
}

#[test]
fn runs_come_out_as_shown() {
    let readme = file("README.md");
    let out = tempfile::tempdir().expect("a folder");
    let out_path = out.path().to_string_lossy().replace('\\', "/");
    let mut runs = 0;
    for block in blocks(&readme).iter().filter(|b| b.info == "console") {
        let mut status = None;
        for step in block.lines.chunk_by(|_, next| !next.starts_with("$ ")) {
            let (typed, shown) = (&step[0], &step[1..]);
            let (said, ended) = if typed == "$ echo $?" {
                (format!("{}\n", status.expect("a command before")), status)
            } else {
                let words = command(typed).unwrap_or_else(|| panic!("{typed}: not the program"));
                let words: Vec<String> = words
                    .iter()
                    .map(|word| if word == "out" { out_path.clone() } else { word.clone() })
                    .collect();
                let run = run(&words);
                runs += 1;
                (run.said.replace(&out_path, "out"), Some(run.status))
            };
            status = ended;
            let lines: Vec<&str> = said.lines().collect();
            let shown_text = shown.join("\n");
            assert!(fits(shown, &lines), "{typed}\nshown:\n{shown_text}\n\nsaid:\n{said}");
        }
    }
    assert!(runs >= 2, "one build and one check at least");
    let mut excerpts = 0;
    for block in blocks(&readme) {
        let Some(name) = block.info.strip_prefix("text ") else { continue };
        excerpts += 1;
        let document = std::fs::read_to_string(out.path().join(name))
            .unwrap_or_else(|_| panic!("no run of the README writes {name}"));
        let lines: Vec<&str> = document.lines().collect();
        assert!(fits(&block.lines, &lines), "{name} does not hold:\n{}", block.lines.join("\n"));
    }
    assert!(excerpts >= 1, "an excerpt of a document");
}

#[test]
fn the_page_of_a_period_can_be_read() {
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
    let readme = file("README.md");
    let blocks = blocks(&readme);
    let block = blocks.iter().find(|b| b.info == "yaml period.yaml").expect("the example");
    let source = Source::new("period.yaml", block.lines.join("\n").into_bytes());
    let mut sink = Sink::new();
    let page = Page::load(&source, &plan, &mut sink);
    assert!(page.is_some() && sink.found().is_empty(), "{:#?}", sink.found());
}

#[test]
fn the_table_of_columns_is_that_of_the_reader() {
    let readme = file("README.md");
    let rows: Vec<Vec<&str>> = readme
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let at = rows.iter().position(|row| row[..2] == ["Tiêu đề", "Khóa"]).expect("the table");
    let table = &rows[at + 1..at + 1 + COLUMNS.len()];
    let found: Vec<(&str, &str)> = table.iter().map(|r| (r[0], r[1].trim_matches('`'))).collect();
    let expected: Vec<(&str, &str)> = COLUMNS.iter().map(|c| (c.heading, c.key)).collect();
    assert_eq!(found, expected);
    let values = |key: &str| {
        let row = table.iter().find(|row| row[1].trim_matches('`') == key).expect("the row");
        row[3].split(" · ").collect::<Vec<_>>()
    };
    let labels = |all: &[Status]| all.iter().map(|s| s.label()).collect::<Vec<_>>();
    assert_eq!(values("trang_thai"), labels(Status::ALL));
    let labels = SourceOfFunds::ALL.iter().map(|s| s.label()).collect::<Vec<_>>();
    assert_eq!(values("nguon_kinh_phi"), labels);
    assert_eq!(values("vai_tro"), Role::ALL.iter().map(|r| r.label()).collect::<Vec<_>>());
}

#[test]
fn the_tables_of_dependencies_are_those_of_the_manifest() {
    let mut expected: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let manifest = file("Cargo.toml");
    let mut section = "";
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        } else if section.ends_with("dependencies]")
            && !line.starts_with('#')
            && let Some((name, _)) = line.split_once('=')
        {
            expected.entry(section).or_default().insert(name.trim().to_owned());
        }
    }
    let readme = file("README.md");
    let (_, part) = readme.split_once("\n## Dependencies\n").expect("the section");
    let (part, _) = part.split_once("\n## ").expect("a section after it");
    let (program, tests) =
        part.split_once("\nIn the tests and benches only:\n").expect("both tables");
    let names = |text: &str| -> BTreeSet<String> {
        let rows = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        rows.map(|(name, _)| name.to_owned()).collect()
    };
    assert_eq!(Some(&names(program)), expected.get("[dependencies]"));
    assert_eq!(Some(&names(tests)), expected.get("[dev-dependencies]"));
    assert_eq!(expected.len(), 2, "kinds of dependencies: {:?}", expected.keys());
}

/// The anchors of the headings of a Markdown file.
fn anchors(markdown: &str) -> BTreeSet<String> {
    let headings = markdown.lines().filter(|line| line.starts_with('#'));
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    headings
        .map(|line| line.trim_start_matches('#').trim().to_lowercase())
        .map(|text| text.chars().filter(kept).collect::<String>().replace(' ', "-"))
        .collect()
}

#[test]
fn links_lead_somewhere() {
    for name in ["README.md", "CONTRIBUTING.md", "templates/README.md"] {
        let text = file(name);
        let folder = Path::new(name).parent().expect("a folder");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") {
                continue;
            }
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = folder.join(path);
            let target = if path.is_empty() { Path::new(name) } else { &target };
            assert!(Path::new(ROOT).join(target).exists(), "{name}: {link}");
            if !anchor.is_empty() {
                let there = anchors(&file(&target.to_string_lossy()));
                assert!(there.contains(anchor), "{name}: {link}");
            }
        }
    }
}
