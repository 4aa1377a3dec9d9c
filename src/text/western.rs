//! The Western code page (windows-1252): the character of a byte and the byte of a character.
//! Nearly every misread text was decoded with this code page at some point.

/// The characters of the bytes 0x80 to 0x9F. Five undefined bytes stay controls.
const UPPER: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The character of a byte.
pub fn char_of(byte: u8) -> char {
    match byte {
        0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The byte of a character, if the code page has it. A C1 control is mapped to its byte too:
/// programs write these when they decode bytes as ISO 8859-1.
pub fn byte_of(c: char) -> Option<u8> {
    match u8::try_from(u32::from(c)) {
        Ok(byte) => Some(byte),
        Err(_) => UPPER.iter().position(|known| *known == c).map(|at| at as u8 + 0x80),
    }
}

/// The bytes of a text; `None` if the code page lacks one of its characters.
pub fn bytes_of(text: &str) -> Option<Vec<u8>> {
    text.chars().map(byte_of).collect()
}

/// The windows-1252 character of a C1 control in a text decoded as ISO 8859-1: a dash, a curled
/// quote, a bullet. `None` if there is none, and for the control that starts terminal commands.
pub fn char_for_control(c: char) -> Option<char> {
    const TO_TERMINALS: u8 = 0x9B;
    let byte = u8::try_from(u32::from(c)).ok().filter(|byte| (0x80..=0x9F).contains(byte))?;
    Some(char_of(byte)).filter(|meant| *meant != c && byte != TO_TERMINALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_code_page() {
        for byte in 0..=u8::MAX {
            let bytes = [byte];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            assert_eq!(text.chars().next(), Some(char_of(byte)), "{byte:#X}");
            assert_eq!(byte_of(char_of(byte)), Some(byte));
        }
        assert_eq!(byte_of('ế'), None);
        assert_eq!(byte_of('\u{96}'), Some(0x96));
        assert_eq!(bytes_of("Ti\u{96}“"), Some(b"Ti\x96\x93".to_vec()));
    }

    #[test]
    fn controls_are_the_marks_they_were() {
        assert_eq!(char_for_control('\u{96}'), Some('–'));
        assert_eq!(char_for_control('\u{85}'), Some('…'));
        for c in ['\u{81}', '\u{9B}', '\u{7F}', 'é', 'ế', '–'] {
            assert_eq!(char_for_control(c), None);
        }
    }
}
