//! The composed form of a text (NFC), in which a letter and its marks are one character.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in composed form; nearly every text already is.
pub fn composed(text: &str) -> Cow<'_, str> {
    match is_composed(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(text.nfc().collect()),
    }
}

/// Whether a text is in composed form.
pub fn is_composed(text: &str) -> bool {
    is_plainly_composed(text.as_bytes()) || is_nfc(text)
}

/// Fast path over the bytes: Latin letters up to U+01BF and from U+1E80 to U+1EFF, which include
/// all Vietnamese letters, are composed.
fn is_plainly_composed(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        0xE1 => matches!(bytes.get(at + 1), Some(0xBA | 0xBB)),
        byte => *byte < 0xC7,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plainly_composed_is_composed() {
        for letter in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            for text in [letter.to_string(), format!("e{letter}")] {
                assert!(!is_plainly_composed(text.as_bytes()) || is_nfc(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn marks_stored_apart_are_put_on_their_letters() {
        assert_eq!(composed("nga\u{300}y"), "ngày");
        let plain = "Ủy ban nhân dân phường Nha Trang, ngày 5/9/2025";
        assert!(is_plainly_composed(plain.as_bytes()));
        assert_eq!(composed(plain), plain);
    }
}
