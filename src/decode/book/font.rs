//! Cells typed in a font from before Unicode. They are detected by the name of the font or by the
//! words of the workbook, and converted cell by cell, because one sheet often mixes both kinds.

use crate::decode::evidence::{Reading, Words};

/// How many texts are searched for words that only an old font explains.
const LOOKED_AT: usize = 20_000;
/// Fewer such words may be chance.
const WORDS: u32 = 4;

/// An old font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decode) struct OldFont {
    reading: Reading,
    /// Whether it shows small letters as capitals.
    capitals: bool,
}

impl OldFont {
    /// The old font of this name, if any.
    pub(in crate::decode) fn named(name: &str) -> Option<Self> {
        let folded = name.trim().to_ascii_lowercase();
        if folded.starts_with(".vn") {
            return Some(Self { reading: Reading::Tcvn3, capitals: folded.ends_with('h') });
        }
        folded.starts_with("vni").then_some(Self { reading: Reading::Vni, capitals: false })
    }

    /// The old font in which part of the texts must have been typed, whatever fonts are named.
    pub(in crate::decode) fn of_texts<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Self> {
        let texts = texts.filter(|text| !text.is_ascii()).take(LOOKED_AT);
        let text = texts.collect::<Vec<_>>().join("\n");
        let words = Words::of(&text);
        let (reading, _) = words.best_explaining();
        let explained = words.explained_by(reading);
        let sure = explained >= WORDS && explained * 2 >= words.unsound();
        (sure && reading != Reading::Windows1258).then_some(Self { reading, capitals: false })
    }

    /// The intended text of a cell, if the font makes sense of it. Many cells keep their old font
    /// although their text was retyped.
    fn meant(self, text: &str) -> Option<String> {
        let words = Words::of(text);
        let gained = words.explained_by(self.reading) > 0
            && words.sound(self.reading) >= words.sound(Reading::AsIs);
        if words.modern > 0 || !gained {
            return None;
        }
        let meant = self.reading.of(text);
        Some(if self.capitals { meant.to_uppercase() } else { meant.into_owned() })
    }
}

/// Converted cells of a sheet: the first one, its text, and their count.
#[derive(Debug, Clone)]
pub(in crate::decode) struct Converted {
    pub(in crate::decode) row: u32,
    pub(in crate::decode) column: u32,
    pub(in crate::decode) reading: Reading,
    pub(in crate::decode) before: String,
    pub(in crate::decode) after: String,
    pub(in crate::decode) cells: usize,
}

/// Decodes a text in the font of its cell, else in the font of the workbook. Returns the reading
/// if it changed anything.
pub(in crate::decode) fn read(
    text: &mut String,
    own: Option<OldFont>,
    of_book: Option<OldFont>,
) -> Option<(Reading, String)> {
    if text.is_ascii() {
        return None;
    }
    let (font, meant) =
        [own, of_book].into_iter().flatten().find_map(|font| Some((font, font.meant(text)?)))?;
    Some((font.reading, std::mem::replace(text, meant)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_fonts_are_known_by_their_names() {
        let read = |name: &str| OldFont::named(name).map(|f| (f.reading, f.capitals));
        assert_eq!(read(".VnTime"), Some((Reading::Tcvn3, false)));
        assert_eq!(read(".VnArialH"), Some((Reading::Tcvn3, true)));
        assert_eq!(read("VNI-Times"), Some((Reading::Vni, false)));
        for name in ["Times New Roman", "Arial", "Vn", ""] {
            assert_eq!(read(name), None, "{name}");
        }
    }

    #[test]
    fn only_what_the_font_explains_is_changed() {
        let font = |name| OldFont::named(name).expect("an old font");
        let tcvn3 = |text| font(".VnTime").meant(text);
        assert_eq!(tcvn3("C¬ quan b¸o c¸o").as_deref(), Some("Cơ quan báo cáo"));
        assert_eq!(font(".VnTimeH").meant("b¸o c¸o").as_deref(), Some("BÁO CÁO"));
        assert_eq!(font("VNI-Times").meant("Tieán ñoä").as_deref(), Some("Tiến độ"));
        for text in ["Cơ quan báo cáo", "Tiến độ b¸o", "Hà Nam", "plain"] {
            assert_eq!(tcvn3(text), None, "{text}");
        }
    }
}
