//! `report explain` as people meet it: the list, a page, a code that does not exist.

use report::check;
use report::emit::manual;

use crate::common::{self, Run};

/// Runs without a terminal, so that only `COLUMNS` says how wide a line may be.
fn run_at(columns: &str, words: &[&str]) -> Run {
    let mut command = common::command(&[&["explain"], words].concat());
    command.env("COLUMNS", columns);
    common::finish(command)
}

/// A run that went well.
fn said(columns: &str, words: &[&str]) -> String {
    let run = run_at(columns, words);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "report explain {words:?}");
    run.stdout
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(name, text) });
}

#[test]
fn without_a_code_all_are_listed() {
    snapshot("list", &said("80", &[]));
}

#[test]
fn with_a_code_its_page_is_shown() {
    snapshot("page", &said("80", &["V402"]));
    let page = said("80", &["V402"]);
    for other in ["v402", "progress-out-of-range", "PROGRESS-OUT-OF-RANGE", " V402 "] {
        assert_eq!(said("80", &[other]), page, "{other}");
    }
}

#[test]
fn colours_only_where_they_are_wished_for() {
    assert!(!said("80", &["V402"]).contains('\u{1b}'), "no terminal, no colour");
    let page = said("80", &["V402", "--color", "always"]);
    assert!(page.starts_with("\u{1b}[1mV402 · Tiến độ ngoài khoảng 0–100\u{1b}[0m\n"), "{page}");
    let list = said("80", &["--color", "always"]);
    assert!(list.contains("\u{1b}[31mlỗi"), "{list}");
}

#[test]
fn a_letter_lists_its_family() {
    let list = said("80", &["h"]);
    assert!(list.starts_with("H · Tiêu đề\n  H201  lỗi "), "{list}");
    assert!(!list.contains("R301"), "{list}");
}

#[test]
fn what_does_not_exist_is_refused_with_what_is_near() {
    let mut catalogue = String::new();
    for wanted in
        ["V499", "H2O1", "402", "progres-out-of-range", "thiếu cột", "X", "\u{1b}[31mV402"]
    {
        let run = run_at("80", &[wanted]);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{wanted}");
        assert!(!run.stderr.contains('\u{1b}'), "what was typed must not act on the terminal");
        catalogue += &format!("$ report explain {}\n{}\n", wanted.escape_debug(), run.stderr);
    }
    snapshot("unknown", &catalogue);
}

#[test]
fn text_fits_the_terminal() {
    for (columns, widest) in [("10", 40), ("60", 60), ("80", 80), ("300", 100)] {
        let list = said(columns, &[]);
        let codes = list.lines().filter_map(|line| line.strip_prefix("  ")?.get(..4));
        let codes: Vec<&str> = codes.filter(|code| code.trim().len() == 4).collect();
        assert!(codes.len() > 40, "{list}");
        for line in list.lines() {
            assert!(line.chars().count() <= widest, "{columns} columns: {line}");
            assert_eq!(line, line.trim_end(), "spaces at the end");
        }
        for code in codes {
            // Examples stand as they are in the file.
            let page = said(columns, &[code]);
            // Nor can a single word be broken, such as the name of a file.
            let fits = |line: &&str| {
                !line.starts_with("    ") && line.trim().contains(char::is_whitespace)
            };
            for line in page.lines().filter(fits) {
                assert!(line.chars().count() <= widest, "{columns} columns: {line}");
                assert_eq!(line, line.trim_end(), "spaces at the end");
            }
        }
    }
}

#[test]
fn every_code_is_in_a_family_of_the_list() {
    let all = said("100", &[]);
    for code in check::codes() {
        assert!(all.contains(&format!("  {}  ", code.id)), "{}", code.id);
    }
}

#[test]
fn slips_lead_to_the_code_that_was_meant() {
    let codes = check::codes();
    let ids = |wanted| -> Vec<&str> {
        manual::suggestions(wanted, &codes).iter().map(|code| code.id).collect()
    };
    assert_eq!(ids("V4O2").first(), Some(&"V402"));
    assert_eq!(ids("402"), ["V402"]);
    assert!(ids("H299").contains(&"H209"));
    assert_eq!(ids("progres-out-of-range").first(), Some(&"V402"));
    assert_eq!(ids("thieu cot bat buoc").first(), Some(&"H201"));
    assert!(ids("zzzzzz").is_empty());
}
