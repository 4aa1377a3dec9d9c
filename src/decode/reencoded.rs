//! UTF-8 decoded with a code page and saved again as Unicode: `Sá»Ÿ`, `Sá»ź` for `Sở`.
//!
//! Owns the code pages that programs mistake it for, and the way back. Decides nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use crate::text::western;

/// A code page that UTF-8 was mistaken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodePage {
    /// Western Windows, or ISO 8859-1.
    Western,
    /// Vietnamese Windows.
    Vietnamese,
    /// Mac OS Roman.
    Mac,
}

/// All code pages, most likely first.
pub(super) const CODE_PAGES: [CodePage; 3] =
    [CodePage::Western, CodePage::Vietnamese, CodePage::Mac];

/// The tones that windows-1258 writes behind their letter.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

impl CodePage {
    /// The byte of a character in this code page.
    fn byte_of(self, c: char) -> Option<u8> {
        static VIETNAMESE: LazyLock<HashMap<char, u8>> = LazyLock::new(|| bytes(WINDOWS_1258));
        static MAC: LazyLock<HashMap<char, u8>> = LazyLock::new(|| bytes(MACINTOSH));
        match self {
            _ if c.is_ascii() => Some(c as u8),
            Self::Western => western::byte_of(c),
            Self::Vietnamese => VIETNAMESE.get(&c).copied(),
            Self::Mac => MAC.get(&c).copied(),
        }
    }

    /// The bytes of a text in this code page, if it has all characters.
    fn bytes_of(self, text: &str) -> Option<Vec<u8>> {
        let bytes: Option<Vec<u8>> = text.chars().map(|c| self.byte_of(c)).collect();
        if bytes.is_some() || self != Self::Vietnamese {
            return bytes;
        }
        // Some program composed the tones of this code page with their letters.
        let mut bytes = Vec::with_capacity(text.len());
        for c in text.nfc() {
            match self.byte_of(c) {
                Some(byte) => bytes.push(byte),
                None => {
                    let (tones, letter): (Vec<char>, Vec<char>) =
                        std::iter::once(c).nfd().partition(|mark| TONES.contains(mark));
                    let parts = letter.into_iter().nfc().chain(tones);
                    let parts: Option<Vec<u8>> = parts.map(|part| self.byte_of(part)).collect();
                    bytes.extend(parts?);
                }
            }
        }
        Some(bytes)
    }

    /// The original text, if its bytes in this code page are UTF-8 other than ASCII.
    pub(super) fn undo(self, text: &str) -> Option<String> {
        String::from_utf8(self.bytes_of(text)?).ok().filter(|text| !text.is_ascii())
    }

    /// The Western characters for the bytes of a text in this code page.
    pub(super) fn as_western(self, text: &str) -> Option<String> {
        self.bytes_of(text).map(|bytes| bytes.into_iter().map(western::char_of).collect())
    }

    /// A partial original, where characters were lost or are not in the code page.
    pub(super) fn undo_lossy(self, text: &str) -> String {
        let bytes: Vec<u8> = text.chars().map(|c| self.byte_of(c).unwrap_or(0xFF)).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// The upper half of a code page, by character.
fn bytes(page: &'static Encoding) -> HashMap<char, u8> {
    let upper: Vec<u8> = (0x80..=0xFF).collect();
    let (text, _) = page.decode_without_bom_handling(&upper);
    text.chars().zip(upper.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_comes_back() {
        let letters = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ–“”…";
        for text in [letters.to_owned(), letters.to_uppercase()] {
            let pages = [encoding_rs::WINDOWS_1252, WINDOWS_1258, MACINTOSH];
            for (page, name) in pages.into_iter().zip(CODE_PAGES) {
                let (garbled, _) = page.decode_without_bom_handling(text.as_bytes());
                assert_eq!(name.undo(&garbled).as_deref(), Some(&*text), "{name:?}");
            }
            // ISO 8859-1.
            let garbled: String = text.bytes().map(char::from).collect();
            assert_eq!(CodePage::Western.undo(&garbled).as_deref(), Some(&*text));
        }
    }

    #[test]
    fn tones_composed_with_their_letters_are_taken_apart() {
        let bytes = "TiÕn ®é thùc hiÖn".chars().filter_map(western::byte_of).collect::<Vec<_>>();
        let (shown, _) = WINDOWS_1258.decode_without_bom_handling(&bytes);
        assert_eq!(shown, "TiƠn ®é thùc hiÖn");
        for text in [shown.into_owned(), "b́nh".nfc().collect(), "ngượi".to_owned()] {
            let western = CodePage::Vietnamese.as_western(&text).expect("bytes");
            let bytes = western::bytes_of(&western).expect("bytes");
            let (again, _) = WINDOWS_1258.decode_without_bom_handling(&bytes);
            assert_eq!(again.nfc().collect::<String>(), text);
        }
    }

    #[test]
    fn sound_text_was_nothing_else() {
        for text in ["Sở Tư pháp", "Médecins", "20 °C", "abc", "Mã"] {
            assert!(CODE_PAGES.iter().all(|page| page.undo(text).is_none()), "{text}");
        }
    }
}
