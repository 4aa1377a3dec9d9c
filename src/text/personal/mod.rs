//! Personal data in a text: identity numbers, telephone numbers, days of birth, full names of
//! children.
//!
//! Counts and initials are not personal data, nor are numbers of institutions, accounts, documents
//! and amounts. Finds and masks; access is decided elsewhere.

mod birth;
mod names;
mod numbers;
mod word;

pub use word::{Found, Kind};
use word::{Word, ends, words};

use super::compose::composed;
use super::fold;

/// Personal data in a text, by kind. `is_place` knows lower-case place names that look like names
/// of persons.
pub fn found_in(text: &str, is_place: impl Fn(&str) -> bool) -> Vec<Found> {
    if !may_hold(text) {
        return Vec::new();
    }
    let text = plain(text);
    let words = words(&text);
    let mut found = names::found(&words, &is_place);
    found.extend(numbers::found(&words));
    found.extend(birth::found(&words));
    found.sort_by_key(|f| f.kind);
    found.dedup();
    found
}

/// Fast path over the bytes: some digits, or two adjacent capitalized words, or a family name. Most
/// texts have none of them.
fn may_hold(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut digits, mut capitals, mut at) = (0u32, 0u32, 0);
    let mut begins = true;
    while let Some(byte) = bytes.get(at) {
        let mut step = 1;
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                begins = false;
            }
            b' ' | b'\n' | b'\t' | b'\r' | b'(' | b':' | b'.' | b'-' | b'"' | b'\'' => {
                begins = true;
            }
            // A non-breaking space; dashes and quotes.
            0xC2 => (begins, step) = (true, 2),
            0xE2 => (begins, step) = (true, 3),
            _ if begins => {
                capitals = if is_capital(&bytes[at..]) { capitals + 1 } else { 0 };
                begins = false;
            }
            _ => {}
        }
        // The shortest day of birth has six digits.
        if digits >= 6 || capitals >= 2 {
            return true;
        }
        at += step;
    }
    // A name without capitals.
    ["nguyễn ", "trần ", "phạm ", "huỳnh ", "lê "].iter().any(|family| text.contains(family))
}

/// Whether the bytes start with a Vietnamese capital letter.
fn is_capital(bytes: &[u8]) -> bool {
    match bytes {
        [b'A'..=b'Z', ..] => true,
        [0xC3, second, ..] => *second < 0xA0,
        [0xC4 | 0xC5, second, ..] => second % 2 == 0,
        [0xC6, second, ..] => matches!(second, 0xA0 | 0xAF),
        [0xE1, 0xBA | 0xBB, third, ..] => third % 2 == 0,
        _ => false,
    }
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
