//! The manual of the rules as a test: every "Sai" example gives its page's code, no "Đúng" example
//! gives it or any other error that leaves data out.

use chrono::NaiveDate;
use report::check::{self, PAGES, Scope};
use report::diag::{Diagnostic, Severity, Sink};
use report::plan::{self, Period, Plan, PlanFiles};
use report::source::Source;
use report::submission::{self, Page};

fn plan() -> Plan {
    plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the shipped plan loads")
}

/// The fenced blocks of a section: file name and contents.
fn files(page: &str, section: &str) -> Vec<Source> {
    let body = page
        .split("\n## ")
        .find_map(|part| part.strip_prefix(section)?.strip_prefix('\n'))
        .unwrap_or_else(|| panic!("no section {section}"));
    let mut files = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in body.lines() {
        if let Some(info) = line.strip_prefix("```") {
            open = match open.take() {
                Some((name, text)) => {
                    files.push(Source::new(name, expand(&text)));
                    None
                }
                None => info.split_once(' ').map(|(_, name)| (name.to_owned(), String::new())),
            };
        } else if let Some((_, text)) = &mut open {
            text.push_str(line);
            text.push('\n');
        }
    }
    files
}

/// `⟦2200×abc⟧` stands for `abc` written 2,200 times: a page cannot show a text too long for a cell.
fn expand(text: &str) -> String {
    let Some((before, rest)) = text.split_once('⟦') else { return text.to_owned() };
    let (inside, after) = rest.split_once('⟧').expect("a closing bracket");
    let (times, piece) = inside.split_once('×').expect("how many times");
    let times: usize = times.parse().expect("a number");
    format!("{before}{}{}", piece.repeat(times), expand(after))
}

/// Checks a folder as the page describes it: quý III/2025 on 20/9/2025 unless `period.yaml` says
/// otherwise.
fn check(plan: &Plan, files: &[Source]) -> Vec<Diagnostic> {
    let mut sink = Sink::new();
    let page = files
        .iter()
        .find(|f| &*f.name == "period.yaml")
        .map(|f| Page::load(f, plan, &mut sink).expect("period.yaml is sound"));
    let period = page.as_ref().and_then(|p| p.period).unwrap_or(Period::Quarter(2025, 3));
    let today = NaiveDate::from_ymd_opt(2025, 9, 20).expect("a date");
    let scope = Scope {
        plan,
        period: Some(period),
        as_of: page.as_ref().and_then(|p| p.as_of).unwrap_or(today),
        page: page.as_ref(),
        whole_period: page.is_some(),
    };
    let read = files
        .iter()
        .filter(|f| &*f.name != "period.yaml")
        .map(|f| submission::read(f, plan, scope.day(), &mut sink))
        .collect();
    check::run(&scope, read, sink).findings
}

#[test]
fn wrong_examples_give_their_code_and_right_ones_do_not() {
    let plan = plan();
    for (code, page) in PAGES {
        let wrong = check(&plan, &files(page, "Sai"));
        assert!(wrong.iter().any(|d| d.code.id == *code), "{code}: “Sai” gives {wrong:#?}");
        for found in check(&plan, &files(page, "Đúng")) {
            let missing = found.code.id.starts_with('M');
            let bad = found.code.id == *code || (found.severity == Severity::Error && !missing);
            assert!(!bad, "{code}: “Đúng” gives {found:#?}");
        }
    }
}

#[test]
fn a_page_opens_with_its_code_its_severity_and_its_name() {
    let codes = check::codes();
    for (id, page) in PAGES {
        let code = codes.iter().find(|c| c.id == *id).unwrap_or_else(|| panic!("{id} is no code"));
        let head = format!(
            "# {} · {}\n\nMức: {}. Tên: `{}`.\n\n## Kiểm tra gì\n",
            code.id,
            code.title,
            code.severity.vietnamese(),
            code.name
        );
        assert!(page.starts_with(&head), "{id} should open with\n{head}");
        let sections: Vec<&str> = page.lines().filter_map(|l| l.strip_prefix("## ")).collect();
        assert_eq!(sections, ["Kiểm tra gì", "Vì sao", "Sai", "Đúng", "Cách sửa"], "{id}");
    }
    assert!(PAGES.is_sorted_by_key(|(id, _)| *id), "pages stand in the order of their codes");
}
