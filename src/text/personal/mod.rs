//! Personal data in a text: identity numbers, telephone numbers, days of birth, full names of
//! children.
//!
//! Counts and initials are not personal data, nor are numbers of institutions, accounts, documents
//! and amounts. Finds and masks; access is decided elsewhere.

mod birth;
mod names;
mod numbers;
mod suspect;
mod word;

use suspect::Suspected;
pub use word::{Found, Kind};
use word::{Word, ends, words};

use super::compose::composed;
use super::fold;

/// Personal data in a text, by kind. `is_place` knows lower-case place names that look like names
/// of persons.
pub fn found_in(text: &str, is_place: impl Fn(&str) -> bool) -> Vec<Found> {
    let suspected = Suspected::in_text(text);
    match suspected.is_nothing() {
        true => Vec::new(),
        false => found_of(suspected, text, is_place),
    }
}

/// The personal data of the suspected kinds.
fn found_of(suspected: Suspected, text: &str, is_place: impl Fn(&str) -> bool) -> Vec<Found> {
    let text = plain(text);
    let words = words(&text);
    let mut found = Vec::new();
    if suspected.names {
        found.extend(names::found(&words, &is_place));
    }
    if suspected.numbers {
        found.extend(numbers::found(&words));
    }
    if suspected.birth_days {
        found.extend(birth::found(&words));
    }
    found.sort_by_key(|f| f.kind);
    found.dedup();
    found
}

/// A text in composed form, with plain spaces and without invisible characters, which could hide
/// data.
fn plain(text: &str) -> String {
    let shown = |c: &char| !fold::is_invisible(*c);
    let spaced = |c: char| match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    composed(text).chars().filter(shown).map(spaced).collect()
}

#[cfg(test)]
mod tests;
