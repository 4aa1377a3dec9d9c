//! Themes of the shipped plan over sentences whose author did not know its phrases.

use report::diag::Sink;
use report::plan::{self, About, PlanFiles};
use report::submission::says_none;

/// How a sentence was placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Right,
    Unplaced,
    Wrong,
}

/// Judges against the themes the author would accept; `khac` is no theme of the list, `none` says
/// nothing.
fn verdict(plan: &plan::Plan, accepted: &[&str], text: &str) -> Verdict {
    let found = match plan.about(text) {
        _ if says_none(text) => Some("none"),
        About::Nothing => Some("none"),
        About::Theme { theme, .. } => Some(plan.reporting.themes.get(theme).id.as_str()),
        About::Unknown => None,
    };
    match found {
        Some(id) if accepted.contains(&id) => Verdict::Right,
        Some(_) => Verdict::Wrong,
        None if accepted.contains(&"khac") => Verdict::Right,
        None => Verdict::Unplaced,
    }
}

/// How many sentences of a file are right, unplaced and wrong.
fn counts(file: &str) -> [usize; 3] {
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(file.as_bytes());
    let mut verdicts = Vec::new();
    for record in reader.records() {
        let record = record.expect("a row of kind, theme, text");
        let accepted: Vec<&str> = record[1].split('|').collect();
        verdicts.push(verdict(&plan, &accepted, &record[2]));
    }
    [Verdict::Right, Verdict::Unplaced, Verdict::Wrong]
        .map(|wanted| verdicts.iter().filter(|found| **found == wanted).count())
}

/// Holds a file against its bounds: how many sentences it has, at least how many are right, and at
/// most one in twenty is wrong.
#[track_caller]
fn holds(file: &str, sentences: usize, least_right: usize) {
    let [right, unplaced, wrong] = counts(file);
    let told = format!("{right} right, {unplaced} unplaced, {wrong} wrong");
    assert_eq!(right + unplaced + wrong, sentences, "{told}");
    assert!(wrong * 20 <= sentences && right >= least_right, "{told}");
}

// A phrase is never added because of a sentence of these files: they tell what the phrases reach
// without having been chosen for them.

#[test]
fn sentences_of_somebody_who_did_not_know_the_phrases_find_their_themes() {
    holds(include_str!("../data/themes/cau-moi.csv"), 60, 48);
}

#[test]
fn later_sentences_find_their_themes_too() {
    holds(include_str!("../data/themes/cau-moi-2.csv"), 80, 71);
}

#[test]
fn sentences_written_before_the_phrases_were_last_sorted_find_their_themes() {
    holds(include_str!("../data/themes/cau-moi-3.csv"), 69, 60);
}
