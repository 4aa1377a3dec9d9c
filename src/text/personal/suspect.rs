//! What a text may hold at all, from a few fast passes over its bytes: most texts hold nothing that
//! could be personal data, and need not be cut into words.
//!
//! May say yes too often, never no where [`super::names`], [`super::numbers`] or [`super::birth`]
//! would find something.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use memchr::memchr_iter;

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
        let (bytes, pairs) = (text.as_bytes(), pairs(text.as_bytes()));
        let has = |kind: u8| pairs & kind != 0;
        if has(ODD | RARE | SIGN) && text.chars().any(is_odd) {
            return Self::ALL;
        }
        let digits = || bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
        let digits = if has(DIGITS) { digits() } else { 0 };
        Self {
            names: (has(APOSTROPHE) && text.contains(['\'', '’']))
                || (has(WOMAN) && may_be_of_a_woman(bytes))
                || (has(CAPITAL) && may_follow_family(text))
                || may_begin_small(text),
            numbers: digits >= NUMBER_DIGITS && has_long_number(bytes),
            birth_days: digits >= DATE_DIGITS && has(BIRTH) && may_say_birth(bytes),
        }
    }

    pub(super) fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

// Kinds of two bytes, by the first and by the second: a text has a kind only if such bytes stand
// together in it.

/// The beginning of a character that may lie outside of everyday Vietnamese.
const ODD: u8 = 1 << 0;
/// The letter E1 and bytes behind it that no Vietnamese letter has.
const RARE: u8 = 1 << 1;
/// A sign among the Western letters.
const SIGN: u8 = 1 << 2;
/// A capital letter after a space, or another letter of three bytes.
const CAPITAL: u8 = 1 << 3;
/// The beginning of the middle name of women.
const WOMAN: u8 = 1 << 4;
const APOSTROPHE: u8 = 1 << 5;
const DIGITS: u8 = 1 << 6;
/// The beginning of words for birth, and others.
const BIRTH: u8 = 1 << 7;

const fn first(byte: u8) -> u8 {
    match byte {
        b' ' => CAPITAL,
        b'T' => WOMAN,
        b'\'' => APOSTROPHE,
        b'0'..=b'9' => DIGITS,
        b's' | b'n' | b'd' | b'S' | b'N' | b'D' => BIRTH,
        0xC3 => SIGN,
        0xE1 => RARE,
        // The curled apostrophe is one of them.
        0xE2 => ODD | APOSTROPHE,
        0xC2 | 0xC7..=0xFF => ODD,
        _ => 0,
    }
}

const fn second(byte: u8) -> u8 {
    let any = ODD | APOSTROPHE | DIGITS | if matches!(byte, 0xBA | 0xBB) { 0 } else { RARE };
    any | match byte {
        b'h' => WOMAN,
        b'H' => WOMAN | CAPITAL,
        b'n' | b's' | b'i' | b'o' => BIRTH,
        b'N' | b'S' | b'I' | b'O' => BIRTH | CAPITAL,
        b'A'..=b'Z' | 0xC3..=0xC6 | 0xE1 => CAPITAL,
        0x97 | 0xB7 => SIGN,
        _ => 0,
    }
}

/// The kinds of each byte, as the first of two and as the second.
static KINDS: [[u8; 256]; 2] = {
    let mut kinds = [[0; 256]; 2];
    let mut byte = 0;
    while byte < 256 {
        (kinds[0][byte], kinds[1][byte]) = (first(byte as u8), second(byte as u8));
        byte += 1;
    }
    kinds
};

/// The kinds of bytes that stand together in a text.
fn pairs(bytes: &[u8]) -> u8 {
    let [firsts, seconds] = &KINDS;
    let kinds = bytes.windows(2).fold(0, |kinds, pair| {
        kinds | (firsts[usize::from(pair[0])] & seconds[usize::from(pair[1])])
    });
    kinds | bytes.last().map_or(0, |last| firsts[usize::from(*last)] & (APOSTROPHE | DIGITS))
}

/// Whether a character lies outside of everyday Vietnamese: marks to be composed, other scripts,
/// rare spaces, invisible characters; not dashes, quotes, bullets and the ellipsis.
fn is_odd(c: char) -> bool {
    let is_letter = matches!(c, '\u{C0}'..='\u{1BF}' | '\u{1E80}'..='\u{1EFF}');
    let is_punctuation = matches!(c, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203F}');
    !c.is_ascii() && (matches!(c, '×' | '÷') || !(is_letter || is_punctuation))
}

/// [`names::COMMON`] with the space behind them: the longer the shortest one, the faster the search.
/// `None` where the processor cannot search so.
static COMMON: LazyLock<Option<Searcher>> = LazyLock::new(|| {
    let common = names::COMMON.split_whitespace();
    Searcher::new(common.flat_map(|name| [format!("{name} "), format!("{} ", capitalized(name))]))
});

/// Whether a text has one of [`names::COMMON`] before a middle name in small letters, as hasty
/// writers write it.
fn may_begin_small(text: &str) -> bool {
    let Some(common) = &*COMMON else { return true };
    let bytes = text.as_bytes();
    common.find_iter(text).any(|found| {
        matches!(bytes[found.end()..], [b'v' | b't', ..]) && !ends_inside(&bytes[..found.start()])
    })
}

/// Whether a text has the middle name of women.
fn may_be_of_a_woman(bytes: &[u8]) -> bool {
    memchr_iter(b'T', bytes).any(|at| {
        let name =
            ["Thị", "Thi", "THỊ", "THI"].iter().find(|n| bytes[at..].starts_with(n.as_bytes()));
        name.is_some_and(|name| !begins_inside(&bytes[at + name.len()..]))
            && !ends_inside(&bytes[..at])
    })
}

/// Whether a capitalized word follows a capitalized family name.
fn may_follow_family(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b' ', bytes).any(|at| is_capital(&bytes[at + 1..]) && is_after_family(text, at))
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Whether the word before a space is a capitalized family name.
fn is_after_family(text: &str, space: usize) -> bool {
    static FAMILIES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| names::FAMILIES.split_whitespace().collect());
    let before = text[..space].trim_end_matches(' ');
    let is_outside = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’');
    let start = before.rfind(is_outside);
    let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let word = &before[start..];
    is_capital(word.as_bytes()) && FAMILIES.contains(word.to_lowercase().as_str())
}

/// Whether a text has digits that may be one long number.
fn has_long_number(bytes: &[u8]) -> bool {
    let (mut run, mut is_inside) = (0, false);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => (run, is_inside) = (run + 1, true),
            b' ' | b'.' | b'-' | b'(' | b')' => is_inside = false,
            0x80..0xC0 => {}
            0xE2 if is_dash(&bytes[at..]) => is_inside = false,
            // Letters behind digits are part of their word.
            _ => {
                let is_letter = begins_inside(&bytes[at..]);
                run = if is_letter && is_inside { run } else { 0 };
                is_inside = is_letter;
            }
        }
        if run >= NUMBER_DIGITS {
            return true;
        }
    }
    false
}

/// Whether the first character is part of a word.
fn begins_inside(bytes: &[u8]) -> bool {
    match bytes {
        [0xC3..=0xC6, ..] | [0xE1, 0xBA | 0xBB, ..] | [0xE2, 0x80, 0x99, ..] => true,
        [first, ..] => first.is_ascii_alphanumeric() || *first == b'\'',
        [] => false,
    }
}

/// Whether a text begins with the dash that may stand between groups of digits.
fn is_dash(bytes: &[u8]) -> bool {
    matches!(bytes, [0xE2, 0x80, 0x93, ..])
}

/// Whether a text may tell of a birth; "học sinh" does not.
fn may_say_birth(bytes: &[u8]) -> bool {
    bytes.windows(2).enumerate().any(|(at, pair)| {
        let (word, before) = (&bytes[at..], &bytes[..at]);
        let says_birth = match [pair[0] | 0x20, pair[1] | 0x20] {
            [b's', b'i'] => is_sinh(word) && !is_after_hoc(before),
            [b's', b'n'] | [b'n', b's'] => true,
            [b'd', b'o'] => word.get(2).is_some_and(|third| third | 0x20 == b'b'),
            _ => false,
        };
        says_birth && !ends_inside(before)
    })
}

fn is_sinh(word: &[u8]) -> bool {
    word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"sinh"))
}

/// Whether a text ends inside a word.
fn ends_inside(text: &[u8]) -> bool {
    match text {
        [.., 0xC3..=0xC6, 0x80..0xC0] | [.., 0xE1, 0xBA | 0xBB, 0x80..0xC0] => true,
        [.., 0xE2, 0x80, 0x99] => true,
        [.., last] => last.is_ascii_alphanumeric() || *last == b'\'',
        [] => false,
    }
}

/// Whether a text ends with the word "học" and a space.
fn is_after_hoc(text: &[u8]) -> bool {
    let before = text.strip_suffix("học ".as_bytes());
    before.is_some_and(|before| matches!(before, [] | [.., b' ' | b'(']))
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
