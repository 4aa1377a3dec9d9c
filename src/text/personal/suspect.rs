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
        let (bytes, mut scan, mut at) = (text.as_bytes(), Scan::default(), 0);
        while let Some(byte) = bytes.get(at) {
            let class = CLASSES[usize::from(*byte)];
            at = match class {
                Class::Digit => {
                    scan.digit();
                    after_letters(bytes, at + 1)
                }
                Class::Joiner => {
                    scan.was_inside = false;
                    at + 1
                }
                Class::Gap => {
                    (scan.was_inside, scan.in_run) = (false, 0);
                    at + 1
                }
                Class::Letter => {
                    scan.begin_word();
                    after_letters(bytes, at + 1)
                }
                Class::Initial => {
                    scan.word(text, at);
                    after_letters(bytes, at + 1)
                }
                Class::Two | Class::Three | Class::Wide => {
                    let Some((width, is_inside)) = character(&bytes[at..]) else {
                        return Self::ALL;
                    };
                    match is_inside && !scan.was_inside {
                        true => scan.word(text, at),
                        false => scan.sign(is_inside, is_dash(&bytes[at..])),
                    }
                    if is_inside { after_letters(bytes, at + width) } else { at + width }
                }
            };
        }
        scan.suspected()
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

/// What one pass has seen so far.
#[derive(Default)]
struct Scan {
    found: Suspected,
    says_birth: bool,
    digits: usize,
    /// The digits that may be one number.
    in_run: usize,
    /// Whether the last character is part of a word.
    was_inside: bool,
}

impl Scan {
    fn digit(&mut self) {
        (self.digits, self.in_run) = (self.digits + 1, self.in_run + 1);
        self.found.numbers |= self.in_run >= NUMBER_DIGITS;
        self.was_inside = true;
    }

    fn begin_word(&mut self) {
        (self.was_inside, self.in_run) = (true, 0);
    }

    /// A word begins that may start a name or tell of a birth.
    fn word(&mut self, text: &str, at: usize) {
        self.found.names = self.found.names || may_start_name(text, at);
        self.says_birth = self.says_birth || may_say_birth(text.as_bytes(), at);
        self.begin_word();
    }

    /// A character that is no letter of Vietnamese.
    fn sign(&mut self, is_inside: bool, is_dash: bool) {
        self.was_inside = is_inside;
        if is_inside || !is_dash {
            self.in_run = 0;
        }
    }

    fn suspected(self) -> Suspected {
        Suspected { birth_days: self.says_birth && self.digits >= DATE_DIGITS, ..self.found }
    }
}

/// Where the letters end that begin at `at`: most characters are letters in the middle of a word.
fn after_letters(bytes: &[u8], mut at: usize) -> usize {
    while let Some(byte) = bytes.get(at) {
        at += match CLASSES[usize::from(*byte)] {
            Class::Letter | Class::Initial => 1,
            Class::Three if matches!(bytes.get(at + 1), Some(0xBA | 0xBB)) => 3,
            // Not the signs × and ÷.
            Class::Two if !matches!(bytes.get(at + 1), Some(0x97 | 0xB7)) => 2,
            _ => break,
        };
    }
    at
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
    let word = &bytes[at..];
    let begins =
        |with: &[u8]| word.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    match word[0].to_ascii_lowercase() {
        b's' => begins(b"sinh") && !is_after_hoc(&bytes[..at]) || begins(b"sn"),
        b'n' => begins(b"ns"),
        b'd' => begins(b"dob"),
        _ => false,
    }
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
