//! Vietnamese sort order: the alphabet first, then tones, then case.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

/// The alphabet in order, with foreign letters in their dictionary positions.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/// Ngang has no mark; then huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A sort key in Vietnamese order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    letters: Vec<u32>,
    tones: Vec<u8>,
    upper: Vec<bool>,
}

/// The key of `text`.
pub fn key(text: &str) -> Key {
    let mut key = Key { letters: Vec::new(), tones: Vec::new(), upper: Vec::new() };
    for c in text.nfc() {
        // A letter has at most one vowel mark and one tone: removes the tone, keeps the letter.
        let (mut base, mut tone) = (String::new(), 0u8);
        for part in std::iter::once(c).nfd() {
            match TONES.iter().position(|t| *t == part) {
                Some(n) => tone = n as u8 + 1,
                None => base.push(part),
            }
        }
        let letter = base.nfc().next().unwrap_or(c);
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        let weight = match ALPHABET.chars().position(|a| a == lower) {
            Some(n) => 0x11_0000 + n as u32,
            None => u32::from(lower),
        };
        key.letters.push(weight);
        key.tones.push(tone);
        key.upper.push(letter != lower);
    }
    key
}

/// Compares two names in Vietnamese order.
pub fn compare(a: &str, b: &str) -> Ordering {
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphabet_then_tone_then_case() {
        let mut names = ["đa", "da", "dạ", "dá", "dã", "dả", "dà", "ẩn", "an", "ân", "Da"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(names, ["an", "ân", "ẩn", "da", "Da", "dà", "dả", "dã", "dá", "dạ", "đa"]);
    }

    #[test]
    fn communes_stand_in_reading_order() {
        let mut names = ["Xã Vạn Ninh", "Xã Vạn Hưng", "Xã Đại Lãnh", "Xã Diên Lạc", "Xã Tu Bông"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(
            names,
            ["Xã Diên Lạc", "Xã Đại Lãnh", "Xã Tu Bông", "Xã Vạn Hưng", "Xã Vạn Ninh"]
        );
    }
}
