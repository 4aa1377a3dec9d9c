//! What no body exceeds, however many report: names in a sentence, lines in a paragraph.

use super::document::{Block, Content, blocks, sentences, unquoted};
use super::made::{self, Made};

/// Bodies that a sentence may name.
const NAMES: usize = 5;
/// Printed lines of a paragraph, quoted words aside.
const LINES: usize = 7;
/// Characters of a printed line; `tests/page/length.rs` counts them on paper.
const LINE: usize = 78;

/// Names of bodies, longest first, so that none is found within another.
fn names() -> Vec<String> {
    let plan = made::plan();
    let mut names: Vec<String> =
        plan.register.agencies().iter().map(|agency| agency.name.clone()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

/// The bodies that a text names, each once.
fn named<'a>(names: &'a [String], text: &str) -> Vec<&'a str> {
    let mut left = text.to_owned();
    let mut found = Vec::new();
    for name in names {
        if left.contains(name.as_str()) {
            left = left.replace(name.as_str(), "·");
            found.push(name.as_str());
        }
    }
    found
}

/// Texts of the body that the program words: paragraphs, items and cells, but not what the analyst
/// wrote.
fn worded(made: &Made) -> Vec<(Block, String)> {
    let body = blocks(&made.markdown).into_iter().filter(Block::is_of_body);
    let own = |text: &str| made.commentary.iter().any(|words| same(words, text));
    let texts = body.flat_map(|block| {
        let texts: Vec<String> = match &block.content {
            Content::Text(text) => vec![text.clone()],
            Content::Row(cells) => cells.iter().map(|(_, text)| text.clone()).collect(),
        };
        texts.into_iter().map(move |text| (block.clone(), text)).collect::<Vec<_>>()
    });
    texts.filter(|(_, text)| !own(text)).collect()
}

fn same(words: &str, text: &str) -> bool {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    flat(text).ends_with(&flat(words))
}

fn hold_names(made: &Made) {
    let names = names();
    let mut seen = 0;
    for (block, text) in worded(made) {
        for sentence in sentences(&unquoted(&text)) {
            let found = named(&names, sentence);
            seen += found.len();
            let at = format!("{} {} {}", made.name, block.section, block.part);
            assert!(found.len() <= NAMES, "{at}: {} bodies: {sentence}", found.len());
        }
    }
    assert!(seen > 30, "{}: names are found: {seen}", made.name);
}

fn hold_lines(made: &Made) {
    let mut longest = 0;
    for (block, text) in worded(made) {
        if block.text().is_none() {
            continue;
        }
        let lines = unquoted(&text).chars().count().div_ceil(LINE);
        longest = longest.max(lines);
        let at = format!("{} {} {}", made.name, block.section, block.part);
        assert!(lines <= LINES, "{at}: {lines} lines: {text}");
    }
    assert!(longest > 2, "{}: paragraphs are found", made.name);
}

#[test]
fn no_sentence_of_an_example_names_more_than_five_bodies() {
    made::examples().iter().for_each(hold_names);
}

#[test]
fn no_sentence_names_more_than_five_bodies_when_all_report() {
    hold_names(made::province_quarter());
    hold_names(made::province_year());
}

#[test]
fn no_paragraph_of_an_example_runs_over_seven_lines() {
    made::examples().iter().for_each(hold_lines);
}

#[test]
fn no_paragraph_runs_over_seven_lines_when_all_report() {
    hold_lines(made::province_quarter());
    hold_lines(made::province_year());
}

#[test]
fn names_are_found_whole() {
    let names = names();
    let text = "UBND xã Bác Ái Tây, UBND xã Bác Ái; Sở Y tế và Sở Văn hóa, Thể thao và Du lịch";
    let mut found = named(&names, text);
    found.sort_unstable();
    assert_eq!(
        found,
        ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế", "UBND xã Bác Ái", "UBND xã Bác Ái Tây"]
    );
}
