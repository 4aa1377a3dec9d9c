//! What a text may hold at all, from one pass over its bytes: most texts hold nothing that could be
//! personal data, and need not be cut into words.
//!
//! May say yes too often, never no where [`super::names`], [`super::numbers`] or [`super::birth`]
//! would find something.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::names;

/// The digits of the shortest full date.
const DATE_DIGITS: usize = 6;
/// The digits of the shortest identity card or telephone number.
const NUMBER_DIGITS: usize = 9;

/// Which kinds of personal data a text may hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Suspected {
    pub(super) names: bool,
    pub(super) numbers: bool,
    pub(super) birth_days: bool,
}

impl Suspected {
    pub(super) const ALL: Self = Self { names: true, numbers: true, birth_days: true };

    pub(super) fn in_text(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut found = Self::default();
        let (mut digits, mut in_run) = (0, 0);
        let (mut says_birth, mut was_inside, mut at) = (false, false, 0);
        while let Some(byte) = bytes.get(at) {
            let class = CLASSES[usize::from(*byte)];
            // Most characters are letters in the middle of a word.
            if was_inside && let Some(width) = letter(class, &bytes[at..]) {
                at += width;
                continue;
            }
            let width = match class {
                Class::Letter | Class::Initial => 1,
                Class::Digit => {
                    (digits, in_run) = (digits + 1, in_run + 1);
                    found.numbers |= in_run >= NUMBER_DIGITS;
                    was_inside = true;
                    at += 1;
                    continue;
                }
                Class::Joiner => {
                    was_inside = false;
                    at += 1;
                    continue;
                }
                Class::Gap => {
                    (was_inside, in_run) = (false, 0);
                    at += 1;
                    continue;
                }
                Class::Two | Class::Three | Class::Wide => {
                    let Some((width, is_inside)) = character(&bytes[at..]) else {
                        return Self::ALL;
                    };
                    if !is_inside || was_inside {
                        was_inside = is_inside;
                        if is_inside || !is_dash(&bytes[at..]) {
                            in_run = 0;
                        }
                        at += width;
                        continue;
                    }
                    width
                }
            };
            // A word begins.
            in_run = 0;
            if class != Class::Letter {
                found.names = found.names || may_start_name(text, at);
                says_birth = says_birth || may_say_birth(bytes, at);
            }
            was_inside = true;
            at += width;
        }
        found.birth_days = says_birth && digits >= DATE_DIGITS;
        found
    }

    pub(super) fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

/// What a byte may be the beginning of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Part of a word, and nothing more where one begins.
    Letter,
    /// Also the first letter of a name or of a word for birth, where a word begins.
    Initial,
    Digit,
    /// Outside of words; groups of digits on both sides of it may be one number.
    Joiner,
    /// Outside of words.
    Gap,
    /// The first of two bytes, of a letter in most cases.
    Two,
    /// The first of the three bytes of most Vietnamese letters.
    Three,
    /// The beginning of another character, see [`character`].
    Wide,
}

/// How many bytes the first character has, where it is surely a letter.
fn letter(class: Class, bytes: &[u8]) -> Option<usize> {
    match class {
        Class::Letter | Class::Initial => Some(1),
        // Not the signs × and ÷.
        Class::Two if !matches!(bytes, [_, 0x97 | 0xB7, ..]) => Some(2),
        Class::Three if matches!(bytes, [_, 0xBA | 0xBB, ..]) => Some(3),
        _ => None,
    }
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Wide; 256];
    let mut byte = 0;
    while byte < 0x80 {
        classes[byte] = match byte as u8 {
            // First letters of [`names::COMMON`], and of words for birth.
            b'n' | b't' | b'p' | b'h' | b'l' | b's' | b'd' | b'A'..=b'Z' => Class::Initial,
            b'a'..=b'z' | b'\'' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'.' | b'-' | b'(' | b')' => Class::Joiner,
            _ => Class::Gap,
        };
        byte += 1;
    }
    (classes[0xC3], classes[0xC4], classes[0xC5]) = (Class::Two, Class::Two, Class::Two);
    (classes[0xC6], classes[0xE1]) = (Class::Two, Class::Three);
    classes
};

/// How many bytes the first character has, and whether it is part of a word; `None` for one outside
/// of everyday Vietnamese: marks to be composed, other scripts, rare spaces, invisible characters.
fn character(bytes: &[u8]) -> Option<(usize, bool)> {
    match bytes {
        [byte @ 0..0x80, ..] => Some((1, byte.is_ascii_alphanumeric() || *byte == b'\'')),
        [0xC3, 0x97 | 0xB7, ..] => None,
        [0xC3..=0xC6, ..] => Some((2, true)),
        [0xE1, 0xBA | 0xBB, ..] => Some((3, true)),
        // Dashes, quotes, bullets, the ellipsis; of these the apostrophe may be part of a name.
        [0xE2, 0x80, last @ (0x90..=0xA7 | 0xB0..=0xBF), ..] => Some((3, *last == 0x99)),
        _ => None,
    }
}

/// Whether a text begins with the dash that may stand between groups of digits.
fn is_dash(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80, 0x93, ..])
}

/// Whether a word may be the first of a full name, or the middle name of women.
fn may_start_name(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    if !is_capital(&bytes[at..]) {
        return is_common_family(&bytes[at..]);
    }
    let word = word_at(text, at);
    // Of the characters inside a word only the curled apostrophe begins with this byte.
    let has_apostrophe = word.bytes().any(|byte| matches!(byte, b'\'' | 0xE2));
    if has_apostrophe || matches!(word, "Thị" | "Thi" | "THỊ" | "THI") {
        return true;
    }
    let rest = &text[at + word.len()..];
    let next = rest.trim_start_matches(' ');
    static FAMILIES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| names::FAMILIES.split_whitespace().collect());
    next.len() < rest.len()
        && is_capital(next.as_bytes())
        && FAMILIES.contains(word.to_lowercase().as_str())
}

/// Whether a text begins with one of [`names::COMMON`] in small letters, as hasty writers write it.
fn is_common_family(text: &[u8]) -> bool {
    // Bytes, not a list of words: this is asked of every word.
    let rest = match text {
        [b'n', b'g', b'u', b'y', 0xE1, 0xBB, 0x85, b'n', rest @ ..]
        | [b'n', b'g', b'u', b'y', b'e', b'n', rest @ ..]
        | [b't', b'r', 0xE1, 0xBA, 0xA7, b'n', rest @ ..]
        | [b't', b'r', b'a', b'n', rest @ ..]
        | [b'p', b'h', 0xE1, 0xBA, 0xA1, b'm', rest @ ..]
        | [b'p', b'h', b'a', b'm', rest @ ..]
        | [b'h', b'u', 0xE1, 0xBB, 0xB3, b'n', b'h', rest @ ..]
        | [b'h', b'u', b'y', b'n', b'h', rest @ ..]
        | [b'l', 0xC3, 0xAA, rest @ ..]
        | [b'l', b'e', rest @ ..] => rest,
        _ => return false,
    };
    matches!(rest, [b' ', b'v' | b't', ..])
}

/// Whether a word may tell of a birth; "học sinh" does not.
fn may_say_birth(bytes: &[u8], at: usize) -> bool {
    let is = |word: &[u8]| {
        bytes.get(at..at + word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    matches!(bytes[at] | 0x20, b's' | b'n' | b'd')
        && (is(b"sinh") && !is_after_hoc(&bytes[..at]) || is(b"sn") || is(b"ns") || is(b"dob"))
}

/// Whether a text ends with the word "học" and a space.
fn is_after_hoc(text: &[u8]) -> bool {
    let before = text.strip_suffix("học ".as_bytes());
    before.is_some_and(|before| matches!(before, [] | [.., b' ' | b'(']))
}

/// The word that begins at `at`.
fn word_at(text: &str, at: usize) -> &str {
    let (bytes, mut end) = (text.as_bytes(), at);
    while let Some((width, true)) = bytes.get(end..).and_then(character) {
        end += width;
    }
    &text[at..end]
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
