//! Personal data in a text: names of children, their initials with an age, numbers of identity and
//! insurance cards, of telephones and accounts, addresses of mail, days of birth.
//!
//! Counts and initials alone are not personal data, nor are numbers of institutions, of their
//! accounts, of documents and amounts. Finds and masks; access is decided elsewhere.

mod birth;
mod full_name;
mod given;
mod initials;
mod insurance;
mod list;
mod mail;
mod names;
mod numbers;
mod suspect;
mod vocabulary;
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
        found.extend(insurance::found(&words));
    }
    if suspected.birth_days {
        found.extend(birth::found(&words));
    }
    if suspected.mail {
        found.extend(mail::found(&text));
    }
    found.sort_by_key(|f| f.kind);
    found.dedup();
    found
}

/// A text in composed form, with plain spaces, without letters of full width and without invisible
/// characters, which could hide data.
fn plain(text: &str) -> String {
    let shown = |c: &char| !fold::is_invisible(*c);
    let spaced = |c: char| match c {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => '\n',
        c if c.is_whitespace() => ' ',
        '\u{ff01}'..='\u{ff5e}' => narrow(c),
        c => c,
    };
    composed(text).chars().filter(shown).map(spaced).collect()
}

/// A sign of full width as one of the usual width.
fn narrow(c: char) -> char {
    const FIRST: u32 = 0xff01;
    char::from_u32(u32::from(c) - FIRST + u32::from('!')).unwrap_or(c)
}

#[cfg(test)]
mod tests;
