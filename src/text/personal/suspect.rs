//! What a text may hold at all, from a few fast passes over its bytes: most texts hold nothing that
//! could be personal data, and need not be cut into words.
//!
//! May say yes too often, never no where [`super::names`], [`super::numbers`], [`super::birth`] or
//! [`super::mail`] would find something.

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use fearless_simd::{Simd, dispatch};
use memchr::memchr_iter;

use super::{given, vocabulary};
use crate::text::cpu;

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
    pub(super) mail: bool,
}

impl Suspected {
    pub(super) const ALL: Self = Self { names: true, numbers: true, birth_days: true, mail: true };

    pub(super) fn in_text(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (kinds, digits) = dispatch!(*cpu::LEVEL, simd => kinds_of(simd, bytes));
        let has = |kind: u8| kinds & kind != 0;
        if has(ODD) {
            return Self::ALL;
        }
        Self {
            names: has(APOSTROPHE)
                || (has(WOMAN) && may_be_of_a_woman(bytes))
                || (has(CAPITAL) && may_go_on_behind_space(text))
                || (has(MARKED) && may_go_on_behind_mark(text))
                || may_begin_small(text),
            numbers: digits >= NUMBER_DIGITS && has_long_number(bytes),
            birth_days: digits >= DATE_DIGITS && has(BIRTH) && may_say_birth(bytes),
            mail: has(AT),
        }
    }

    pub(super) fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

// What a text has, by its bytes alone: may be set too often, never too seldom.

/// A character outside of everyday Vietnamese, or a sign among the Western letters.
const ODD: u8 = 1 << 0;
/// A capital letter after a space, or another letter of three bytes.
const CAPITAL: u8 = 1 << 1;
/// The beginning of the middle name of women.
const WOMAN: u8 = 1 << 2;
/// An apostrophe, straight or curled.
const APOSTROPHE: u8 = 1 << 3;
/// As [`CAPITAL`], after another mark.
const MARKED: u8 = 1 << 4;
/// The beginning of a word for birth.
const BIRTH: u8 = 1 << 5;
/// The sign of an address of mail.
const AT: u8 = 1 << 6;

/// What the first of three bytes begins. Branch-free, so that it is vectorized.
#[inline(always)]
fn kinds_at(byte: u8, next: u8, third: u8) -> u8 {
    let kind = |is_so: bool, kind: u8| if is_so { kind } else { 0 };
    let (small, small_next) = (byte | 0x20, next | 0x20);
    let is_sign = (byte == 0xC3) & ((next == 0x97) | (next == 0xB7));
    let two = (byte.wrapping_sub(0xC3) < 4) & !is_sign;
    let three = (byte == 0xE1) & ((next == 0xBA) | (next == 0xBB));
    let mark = (third.wrapping_sub(0x90) < 0x18) | (third.wrapping_sub(0xB0) < 0x10);
    let curled = (byte == 0xE2) & (next == 0x80);
    let capital = (next.wrapping_sub(b'A') < 26) | (next.wrapping_sub(0xC3) < 4) | (next == 0xE1);
    let birth = ((small == b's') & ((small_next == b'i') | (small_next == b'n')))
        | ((small == b'n') & (small_next == b's'))
        | ((small == b'd') & (small_next == b'o'));
    kind((byte >= 0xC0) & !(two | three | (curled & mark)), ODD)
        | kind((byte == b' ') & capital, CAPITAL)
        | kind(is_mark(byte, third) & capital, MARKED)
        | kind((byte == b'T') & (small_next == b'h'), WOMAN)
        | kind((byte == b'\'') | (curled & (third == 0x99)), APOSTROPHE)
        | kind(birth, BIRTH)
        | kind(byte == b'@', AT)
}

/// Whether a byte may stand before a part of a name, apart from a space: a bracket, a full stop, a
/// colon, a line break, a straight quotation mark, the last byte of a curled one or of a dash; or a
/// hyphen, but not in "KH-UBND".
#[inline(always)]
fn is_mark(byte: u8, third: u8) -> bool {
    ((byte == b'(') | (byte == b'"') | (byte == 0x9C) | (byte == 0x93))
        | ((byte == b'.') | (byte == b':') | (byte == b'\n'))
        | (((byte == b'-') | (byte == b'_')) & (third.wrapping_sub(b'A') >= 26))
}

/// How many bytes are looked at together.
const BLOCK: usize = 32;

/// What a text has, of all kinds, and its digits, of which a long text may have more.
#[inline(always)]
fn kinds_of<S: Simd>(_: S, bytes: &[u8]) -> (u8, usize) {
    let (mut found, mut digits) = ([0; BLOCK], [0; BLOCK]);
    let mut rest = bytes;
    while let Some(block) = rest.first_chunk() {
        look_at(block, &mut found, &mut digits);
        rest = &rest[BLOCK..];
    }
    // Fewer than one block and the two bytes behind it.
    let mut last = [0; 2 * BLOCK + 2];
    last[..rest.len()].copy_from_slice(rest);
    for block in [0, BLOCK].map(|at| last[at..].first_chunk()).into_iter().flatten() {
        look_at(block, &mut found, &mut digits);
    }
    let kinds = found.iter().fold(0, |all, kinds| all | kinds);
    (kinds, digits.iter().map(|n| usize::from(*n)).sum())
}

#[inline(always)]
fn look_at(block: &[u8; BLOCK + 2], found: &mut [u8; BLOCK], digits: &mut [u8; BLOCK]) {
    for at in 0..BLOCK {
        found[at] |= kinds_at(block[at], block[at + 1], block[at + 2]);
        digits[at] = digits[at].saturating_add(u8::from(block[at].wrapping_sub(b'0') < 10));
    }
}

/// [`vocabulary::COMMON`] with the space behind them: the longer the shortest one, the faster the
/// search. `None` where the processor cannot search so.
static COMMON: LazyLock<Option<Searcher>> = LazyLock::new(|| {
    let common = vocabulary::COMMON.split_whitespace();
    Searcher::new(common.map(|name| format!("{name} ")))
});

/// Whether a text has one of [`vocabulary::COMMON`] before a middle name in small letters, or behind
/// a word for a child, as hasty writers write it.
fn may_begin_small(text: &str) -> bool {
    let Some(common) = &*COMMON else { return true };
    let bytes = text.as_bytes();
    common.find_iter(text).any(|found| {
        let before = &bytes[..found.start()];
        !ends_inside(before)
            && (matches!(bytes[found.end()..], [b'v' | b't', ..])
                || is_after_leader(text, found.start()))
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

/// Whether a capitalized word behind a space goes on with a name, or is introduced as one.
fn may_go_on_behind_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr_iter(b' ', bytes)
        .any(|at| is_capital(&bytes[at + 1..]) && is_after_beginning(text, at + 1))
}

/// Whether one behind another mark does.
fn may_go_on_behind_mark(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_marked = |at: usize| {
        is_mark(bytes[at], bytes.get(at + 2).copied().unwrap_or_default())
            && is_capital(&bytes[at + 1..])
    };
    (0..bytes.len()).any(|at| is_marked(at) && is_after_beginning(text, at + 1))
}

/// Whether the word before a capital letter is a capitalized family or middle name, an initial, or a
/// small word that introduces a name.
fn is_after_beginning(text: &str, capital: usize) -> bool {
    static BEGINNINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let lists = [vocabulary::FAMILIES, vocabulary::RARE_FAMILIES, vocabulary::MIDDLE];
        let words = lists.into_iter().flat_map(str::split_whitespace);
        let long = vocabulary::LONG_FAMILIES.split('|').filter_map(|name| name.split(' ').next());
        words.chain(long).chain(given::LEADERS.split_whitespace()).collect()
    });
    let Some((before, word)) = word_before(text, capital) else { return false };
    match is_capital(word.as_bytes()) {
        true => word.chars().nth(1).is_none() || BEGINNINGS.contains(word.to_lowercase().as_str()),
        false => is_leader(before, word),
    }
}

/// The last word before `end`, and what stands before it.
fn word_before(text: &str, end: usize) -> Option<(&str, &str)> {
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let before = text[..end].trim_end_matches(|c| !is_inside(c));
    let start = before.rfind(|c| !is_inside(c));
    let start = start.map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    Some(before.split_at(start)).filter(|(_, word)| !word.is_empty())
}

fn is_after_leader(text: &str, end: usize) -> bool {
    word_before(text, end).is_some_and(|(before, word)| is_leader(before, word))
}

/// Whether a word in small letters introduces a name, or stands in the middle of one.
fn is_leader(before: &str, word: &str) -> bool {
    /// In bytes.
    const LONGEST_LEADER: usize = 5;
    let leaders = given::LEADERS.as_bytes().split(|b| *b == b' ');
    let mut leaders = leaders.chain(vocabulary::MIDDLE.as_bytes().split(|b| *b == b' '));
    let is_other = |(end, leader): (&str, &str)| {
        word == leader && before.strip_suffix(' ').is_some_and(|before| before.ends_with(end))
    };
    word.len() <= LONGEST_LEADER
        && leaders.any(|leader| leader == word.as_bytes())
        && !given::NO_LEADERS.into_iter().any(is_other)
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
