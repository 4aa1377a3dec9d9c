//! Describes a character for messages: the character, its code point and its kind. Which characters
//! are unfoldable is decided where values are compared.

use unicode_normalization::UnicodeNormalization;

/// A description such as `“І” (U+0406, chữ cái Kirin của tiếng Nga)`.
pub fn character(c: char) -> String {
    let (code, what) = (u32::from(c), kind(c));
    match is_shown(c) {
        true => format!("“{c}” (U+{code:04X}, {what})"),
        false => format!("U+{code:04X} ({what})"),
    }
}

/// A text with the Latin letters that its letters look like, for suggestions: `Ⅱ`, the Greek `ΙΙ` and
/// the fullwidth `ＩＩ` are `II`.
pub fn look_alike(text: &str) -> String {
    let latin = |c: char| match c {
        'І' | 'Ӏ' | 'Ι' => 'I',
        'і' | 'ӏ' | 'ι' => 'i',
        'Ѵ' | 'ѵ' | 'ν' => 'V',
        'Х' | 'х' | 'Χ' | 'χ' => 'X',
        'К' | 'к' | 'Κ' | 'κ' => 'K',
        'Н' | 'н' | 'Η' => 'H',
        'Т' | 'т' | 'Τ' | 'τ' => 'T',
        'С' | 'с' | 'Ϲ' => 'C',
        'Ԛ' | 'ԛ' => 'Q',
        'Ԍ' | 'ԍ' => 'G',
        'а' | 'α' => 'a',
        '․' | '。' | '·' | '•' => '.',
        c => c,
    };
    text.nfkc().map(latin).collect()
}

/// Whether the character is visible on its own in any font.
fn is_shown(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{300}'..='\u{36F}' | '\u{E000}'..='\u{F8FF}')
}

fn kind(c: char) -> &'static str {
    match c {
        '?' => "dấu hỏi",
        '\u{FFFD}' | '\u{1A}' => "dấu đứng vào chỗ của chữ đã mất",
        '\u{300}'..='\u{36F}' => "nét gạch lên chữ",
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' => {
            "chữ cái Kirin của tiếng Nga"
        }
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => "chữ cái Hy Lạp",
        '\u{2160}'..='\u{2188}' => "chữ số La Mã viết liền thành một ký tự",
        '\u{FF01}'..='\u{FF5E}' => "ký tự rộng của bộ gõ Trung, Nhật",
        '\u{E000}'..='\u{F8FF}' => "ký hiệu của riêng một phông chữ",
        c if c.is_ascii_punctuation() => "dấu không dùng ở đây",
        c if c.is_alphabetic() => "chữ cái lạ",
        c if c.is_numeric() => "chữ số lạ",
        _ => "ký hiệu",
    }
}

#[cfg(test)]
mod tests {
    use super::{character, look_alike};

    #[test]
    fn letters_of_other_scripts_are_told_as_the_latin_ones_they_look_like() {
        for text in ["Ⅱ.1", "ІІ.1", "ΙΙ.1", "ＩＩ.1", "II․1", "II.1"] {
            assert_eq!(look_alike(text), "II.1", "{text}");
        }
    }

    #[test]
    fn a_character_is_told_with_its_code_point() {
        for (c, description) in [
            ('І', "“І” (U+0406, chữ cái Kirin của tiếng Nga)"),
            ('Ⅰ', "“Ⅰ” (U+2160, chữ số La Mã viết liền thành một ký tự)"),
            ('?', "“?” (U+003F, dấu hỏi)"),
            ('❌', "“❌” (U+274C, ký hiệu)"),
            ('|', "“|” (U+007C, dấu không dùng ở đây)"),
            ('\u{FFFD}', "“\u{FFFD}” (U+FFFD, dấu đứng vào chỗ của chữ đã mất)"),
            ('\u{F0FC}', "U+F0FC (ký hiệu của riêng một phông chữ)"),
            ('\u{1A}', "U+001A (dấu đứng vào chỗ của chữ đã mất)"),
        ] {
            assert_eq!(character(c), description);
        }
    }
}
