//! `report plan show` and `report plan trace` as people read them: nothing of the plan is left
//! out, lines fit the screen, and what is not known or not confirmed is said to be so.

use std::process::{Command, Stdio};

use report::decode::yaml::{self, Node, Value};
use report::diag::Sink;
use report::plan::{Plan, PlanFiles, load};

fn run(columns: &str, words: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_report"))
        .args(words)
        .args(["--as-of", "2025-11-25"])
        .env("COLUMNS", columns)
        .stdin(Stdio::null())
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
    String::from_utf8(output.stdout).expect("results are UTF-8")
}

fn show(columns: &str) -> String {
    run(columns, &["plan", "show"])
}

fn shipped() -> Plan {
    load(&PlanFiles::embedded(), &mut Sink::new()).expect("the shipped plan is sound")
}

/// Words with single spaces between them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn whole_plan() {
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("plan_show", show("100"));
    });
}

#[test]
fn whole_table() {
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("plan_trace", run("120", &["plan", "trace"]));
    });
}

#[test]
fn every_word_of_every_task_is_shown() {
    let (text, plan) = (words(&show("100")), shipped());
    for task in &plan.tasks {
        assert!(text.contains(&task.id), "{}", task.id);
        for part in &task.parts {
            assert!(text.contains(&words(part)), "{}: {part}", task.id);
        }
    }
}

#[test]
fn every_text_of_the_plan_is_shown() {
    let text = words(&show("100"));
    let plan = shipped();
    // What the makers added, and what the appendix is attached to: its number stays blank.
    let clusters = plan.appendix().flat_map(|(_, task)| task.crc.clusters.clone());
    let mut left_out: Vec<String> = clusters.chain(plan.decision.crc_note.clone()).collect();
    left_out.push(plan.decision.appendix_attached_to.clone());
    left_out.extend(plan.appendix().filter_map(|(_, task)| task.name.clone()));
    left_out.extend(plan.tasks.iter().filter_map(|task| task.subject.clone()));
    left_out.extend(plan.groups.iter().filter_map(|group| group.name.clone()));
    left_out.push("Nhiệm vụ thực hiện các nội dung khuyến nghị".to_owned());
    let files = PlanFiles::embedded();
    let mut count = 0;
    for source in &files.files[2..] {
        let root = yaml::parse(source, &mut Sink::new()).unwrap();
        texts(&root, &mut |node, written| {
            // Ids and short values are no wording.
            let wording = written.chars().count() > 24 && written.contains(' ');
            if wording && !left_out.iter().any(|other| other == written) {
                assert!(text.contains(&words(written)), "{}:{}: {written}", source.name, node.line);
                count += 1;
            }
        });
    }
    assert!(count > 60, "{count}");
}

fn texts<'a>(node: &'a Node, visit: &mut impl FnMut(&'a Node, &'a str)) {
    match &node.value {
        Value::Null => {}
        Value::Text(text) => visit(node, text),
        Value::List(items) => items.iter().for_each(|item| texts(item, visit)),
        Value::Map(entries) => entries.iter().for_each(|(_, value)| texts(value, visit)),
    }
}

#[test]
fn the_unknown_number_is_blank_and_said_to_be_unknown() {
    let text = show("100");
    let line = text.lines().find(|line| line.starts_with("Số:")).unwrap();
    assert!(line.starts_with("Số:            ") && line.contains("chưa biết"), "{line}");
    assert!(text.contains("(Kèm theo Kế hoạch số …… ngày 24 tháng 4 năm 2025"), "{text}");
    assert_eq!(text.matches("H8/11").count(), 1, "only where it is said what was printed");
    assert!(text.contains("plan/errata.yaml"));
}

#[test]
fn both_fit_the_screen() {
    for columns in [60, 80, 100, 140] {
        for command in ["show", "trace"] {
            let widest = if command == "show" { columns.min(100) } else { columns };
            for line in run(&columns.to_string(), &["plan", command]).lines() {
                assert!(line.chars().count() <= widest, "{command} at {columns}: {line}");
                assert_eq!(line, line.trim_end(), "{command}: spaces at the end");
            }
        }
    }
}

#[test]
fn no_value_is_shown_as_the_program_keeps_it() {
    for text in [show("100"), run("100", &["plan", "trace"])] {
        for word in ["None", "Some", "null", "AgencyId", "so-y-te"] {
            assert!(!text.contains(word), "{word}");
        }
    }
}

#[test]
fn the_table_says_what_is_not_confirmed_and_leaves_blank_what_is_not_verified() {
    let text = run("120", &["plan", "trace"]);
    assert!(text.contains("cách đọc cần được xác nhận"));
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with('│'))
        .map(|line| line.trim_matches('│').split('│').map(str::trim).collect())
        .collect();
    let plan = shipped();
    for (_, task) in plan.appendix() {
        let begins = format!("{} ", task.id);
        let own: Vec<_> = rows.iter().filter(|row| row[2].starts_with(&begins)).collect();
        assert_eq!(own.len(), task.crc.clusters.len(), "{}: once in each cluster", task.id);
        for row in own {
            assert_eq!(row[1].is_empty(), task.crc.paragraphs.is_empty(), "{}", task.id);
            let lead = plan.register.agency(task.assignments[0].lead.unwrap());
            assert!(!row[3].is_empty() && lead.name.starts_with(row[3]), "{}: {}", task.id, row[3]);
        }
    }
}
