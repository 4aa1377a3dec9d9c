//! Characters that are not displayed: their kinds, and a text without them.
//!
//! Covers only [`fold::is_invisible`] and controls, never characters typed on a keyboard. Line ends
//! and tabs are part of a text and are kept.

use super::fold;
use super::western;

/// The kind of a hidden character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hidden {
    /// A non-breaking space.
    FixedSpace,
    /// Nothing on the screen.
    Invisible,
    /// Changes the writing direction.
    Direction,
    /// A dash, curled quote or other sign of windows-1252, stored as the control character with
    /// that code in ISO 8859-1.
    Misread,
    /// A control character.
    Control,
}

impl Hidden {
    /// The kind of `c`, if it is hidden.
    pub fn of(c: char) -> Option<Self> {
        match c {
            '\u{A0}' | '\u{2007}' | '\u{202F}' => Some(Self::FixedSpace),
            '\u{61C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}' => Some(Self::Direction),
            '\u{2028}' | '\u{2029}' => Some(Self::Invisible),
            _ if fold::is_invisible(c) => Some(Self::Invisible),
            '\n' | '\r' | '\t' => None,
            _ if western::char_for_control(c).is_some() => Some(Self::Misread),
            _ if c.is_control() => Some(Self::Control),
            _ => None,
        }
    }

    /// Whether it is replaced by a visible character when repaired.
    pub fn is_put_right(self) -> bool {
        self == Self::Misread
    }

    /// The words for readers.
    pub fn words(self) -> &'static str {
        match self {
            Self::FixedSpace => "dấu cách không ngắt",
            Self::Invisible => "ký tự không hiện ra",
            Self::Direction => "ký tự đổi chiều chữ",
            Self::Misread => "dấu câu lưu sai bảng mã",
            Self::Control => "ký tự điều khiển",
        }
    }
}

/// Fast path over the bytes: Vietnamese letters and signs have none of these.
pub fn may_be_in(text: &str) -> bool {
    // Block size that can be vectorized.
    const BLOCK: usize = 64;
    let bytes = text.as_bytes();
    bytes.chunks(BLOCK).enumerate().any(|(n, chunk)| {
        let any = chunk.iter().fold(0, |any, byte| any | u8::from(may_begin_hidden(*byte)));
        any != 0
            && (0..chunk.len()).any(|at| {
                let rest = &bytes[n * BLOCK + at..];
                may_begin_hidden(rest[0]) && !is_sign(rest)
            })
    })
}

/// First bytes of hidden characters.
fn may_begin_hidden(byte: u8) -> bool {
    let control = byte < 0x20 && byte != b'\n' && byte != b'\r' && byte != b'\t';
    control | (byte == 0x7F) | matches!(byte, 0xC2 | 0xD8 | 0xE2 | 0xEF | 0xF3)
}

/// Whether the bytes start with a visible sign that shares its first byte with hidden characters:
/// quotes, dashes, the ellipsis; degrees, squares, the middle dot.
pub(super) fn is_sign(bytes: &[u8]) -> bool {
    match bytes {
        [0xE2, 0x80, third, ..] => matches!(third, 0x93 | 0x94 | 0x98 | 0x99 | 0x9C | 0x9D | 0xA6),
        [0xC2, second, ..] => *second >= 0xB0,
        _ => false,
    }
}

/// The number of each kind in a text.
pub fn count(text: &str) -> Vec<(Hidden, usize)> {
    let mut counts: Vec<(Hidden, usize)> = Vec::new();
    for kind in text.chars().filter_map(Hidden::of) {
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    counts.sort();
    counts
}

/// `text` without hidden characters: a separator of two words becomes a space, a misread sign is
/// restored, everything else is removed.
pub fn without(text: &str) -> String {
    if !may_be_in(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (Hidden::of(c), c) {
            (None, _) => out.push(c),
            (Some(Hidden::FixedSpace), _) => out.push(' '),
            // The line breaks of other programs.
            (_, '\u{B}' | '\u{C}' | '\u{2028}' | '\u{2029}') => out.push(' '),
            // A line break between two words, elsewhere the ellipsis of windows-1252.
            (_, '\u{85}') if parts(&out, chars.peek().copied()) => out.push(' '),
            (Some(Hidden::Misread), _) => out.extend(western::char_for_control(c)),
            _ => {}
        }
    }
    out
}

/// Whether words are on both sides.
fn parts(before: &str, after: Option<char>) -> bool {
    let of_a_word = |c: char| c.is_alphanumeric();
    before.chars().next_back().is_some_and(of_a_word) && after.is_some_and(of_a_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_at_the_bytes_overlooks_nothing() {
        for c in (0..=0x2FFF).chain(0xFE00..=0xFFFF).filter_map(char::from_u32) {
            for before in [0, 1, 30, 31, 32, 100] {
                let text = format!("{}{c}…", "x".repeat(before));
                assert!(may_be_in(&text) || Hidden::of(c).is_none(), "{c:?}");
            }
        }
        for plain in ["Ra mắt mô hình “Thôn không có tảo hôn” – 2 xã…", "25°C, 3 m², a·b\n", ""]
        {
            assert!(!may_be_in(plain), "{plain}");
        }
    }

    #[test]
    fn every_kind_is_seen_and_taken_out() {
        for (text, kind, left) in [
            ("Sở\u{A0}Y tế", Hidden::FixedSpace, "Sở Y tế"),
            ("Sở\u{200B} Y tế", Hidden::Invisible, "Sở Y tế"),
            ("I.1\u{202E}", Hidden::Direction, "I.1"),
            ("Sở Y\u{7} tế", Hidden::Control, "Sở Y tế"),
            ("Sở\u{85}Y tế", Hidden::Misread, "Sở Y tế"),
            ("Sở\u{90}Y tế", Hidden::Control, "SởY tế"),
            ("10\u{96}15 trẻ", Hidden::Misread, "10–15 trẻ"),
            ("mở lớp, phát sổ\u{85}", Hidden::Misread, "mở lớp, phát sổ…"),
            ("\u{93}Ngày hội\u{94}", Hidden::Misread, "“Ngày hội”"),
            ("Sở\u{2028}Y tế", Hidden::Invisible, "Sở Y tế"),
        ] {
            assert!(may_be_in(text), "{text:?}");
            assert!(count(text).iter().all(|(found, _)| *found == kind), "{text:?}");
            assert!(!count(text).is_empty(), "{text:?}");
            assert_eq!(without(text), left, "{text:?}");
        }
    }

    #[test]
    fn ordinary_text_hides_nothing() {
        for text in
            ["- Mở 3 lớp;\r\n- Phát 500 tờ rơi", "“Ngày hội” – 100 em…", "a\tb", "ÁÀẢÃẠ Đ đ ơ ư"]
        {
            assert!(count(text).is_empty(), "{text:?}");
            assert_eq!(without(text), text);
        }
    }
}
