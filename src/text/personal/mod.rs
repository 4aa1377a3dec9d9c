//! Data of single persons in a text: identity numbers, telephone numbers, days of birth, children by
//! their full names.
//!
//! Counts and initials are none, nor are numbers of institutions, accounts, documents and amounts.
//! Finds and masks; who may read what is not decided here.

mod birth;
mod names;
mod numbers;
mod word;

pub use word::{Found, Kind};
use word::{Word, ends, words};

use super::compose::composed;
use super::fold;

/// What a text says of single persons, by kind. `is_place` knows names, in small letters, that sound
/// like those of persons and are none.
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

/// A look at the bytes: some digits, or two words with capitals side by side, or a family name. Many
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
            // A space that does not break; dashes and quotes.
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

/// Whether these bytes begin with a Vietnamese capital letter.
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

/// A text in composed form, with plain spaces and without what nobody sees: neither hides anything.
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
