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
        let bytes = text.as_bytes();
        let Some(seen) = Seen::in_text(bytes) else { return Self::ALL };
        Self {
            names: seen.apostrophe
                || (seen.middle_name && may_be_of_a_woman(bytes))
                || may_begin_small(text)
                || (seen.capital_after_space && may_follow_family(text)),
            numbers: seen.digits >= NUMBER_DIGITS && has_long_number(bytes),
            birth_days: seen.digits >= DATE_DIGITS && may_say_birth(bytes),
        }
    }

    pub(super) fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

/// What one pass over the bytes of a text sees.
#[derive(Default)]
struct Seen {
    digits: usize,
    apostrophe: bool,
    /// The middle name of women, or a word that begins like it.
    middle_name: bool,
    /// Or a small letter of three bytes.
    capital_after_space: bool,
}

impl Seen {
    /// `None` if the text has a character outside of everyday Vietnamese.
    fn in_text(bytes: &[u8]) -> Option<Self> {
        // Small enough for a byte-sized counter.
        const FEW: usize = 128;
        let (mut seen, mut has_odd) = (Self::default(), false);
        let mut look = |these: &[u8], next: &[u8], third: &[u8]| {
            let (mut digits, mut apostrophe, mut middle, mut capital, mut odd) = (0u8, 0, 0, 0, 0);
            // Branch-free over slices of one length, so that it is vectorized.
            for ((this, next), third) in these.iter().zip(next).zip(third) {
                digits += u8::from(this.wrapping_sub(b'0') < 10);
                apostrophe |= u8::from(is_apostrophe(*this, *next, *third));
                middle |= u8::from(may_be_middle_name(*this, *next, *third));
                capital |= u8::from((*this == b' ') & may_be_capital(*next, *third));
                odd |= u8::from(is_odd(*this, *next, *third));
            }
            seen.digits += usize::from(digits);
            seen.apostrophe |= apostrophe > 0;
            seen.middle_name |= middle > 0;
            seen.capital_after_space |= capital > 0;
            has_odd |= odd > 0;
        };
        let whole = bytes.len().saturating_sub(2);
        for start in (0..whole).step_by(FEW) {
            let end = (start + FEW).min(whole);
            look(&bytes[start..end], &bytes[start + 1..=end], &bytes[start + 2..end + 2]);
        }
        let mut end = [0; 4];
        end[..bytes.len() - whole].copy_from_slice(&bytes[whole..]);
        look(&end[..2], &end[1..3], &end[2..]);
        (!has_odd).then_some(seen)
    }
}

/// Whether an apostrophe, straight or curled, begins with these bytes.
fn is_apostrophe(byte: u8, next: u8, third: u8) -> bool {
    (byte == b'\'') | ((byte == 0xE2) & (next == 0x80) & (third == 0x99))
}

/// Whether the middle name of women may begin with these bytes.
fn may_be_middle_name(byte: u8, next: u8, third: u8) -> bool {
    (byte == b'T') & (next | 0x20 == b'h') & ((third == 0xE1) | (third | 0x20 == b'i'))
}

/// Whether a capital letter may begin with these bytes, see [`is_capital`].
fn may_be_capital(byte: u8, next: u8) -> bool {
    (byte.wrapping_sub(b'A') < 26)
        | ((byte == 0xC3) & (next < 0xA0))
        | (byte.wrapping_sub(0xC4) < 3)
        | (byte == 0xE1)
}

/// Whether a character outside of everyday Vietnamese begins with these bytes: marks to be composed,
/// other scripts, rare spaces, invisible characters, not dashes, quotes, bullets and the ellipsis.
fn is_odd(byte: u8, next: u8, third: u8) -> bool {
    let is_lead = byte >= 0xC0;
    let is_sign = (byte == 0xC3) & ((next == 0x97) | (next == 0xB7));
    let two = (byte.wrapping_sub(0xC3) < 4) & !is_sign;
    let three = (byte == 0xE1) & ((next == 0xBA) | (next == 0xBB));
    let mark = (third.wrapping_sub(0x90) < 0x18) | (third.wrapping_sub(0xB0) < 0x10);
    let punctuation = (byte == 0xE2) & (next == 0x80) & mark;
    is_lead & !(two | three | punctuation)
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
