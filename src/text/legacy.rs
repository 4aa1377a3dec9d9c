//! Fonts from before Unicode: TCVN3 (ABC) and VNI-Windows keep Vietnamese letters in the places of
//! Western ones, so their text reads `TiÕn ®é`, `Tieán ñoä` to whoever does not know the font.
//!
//! Owns the two tables and the reading of them: Western characters in, Vietnamese out. What is no
//! Vietnamese letter in the font stays as it is. Which font a text is in is judged elsewhere.

use std::collections::HashMap;
use std::sync::OnceLock;

/// The 67 small letters that ASCII lacks, vowel by vowel, without tone first.
const SMALL: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

/// The characters of TCVN3 for [`SMALL`], and for the seven capitals the fonts have. Capitals with
/// a tone are small letters in a font of capitals: the text does not tell them apart.
const TCVN3_SMALL: &str =
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u{AD}õøö÷ùúýûüþ";
const TCVN3_CAPITALS: (&str, &str) = ("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ");

/// VNI writes a vowel and the mark behind it; these marks are the same for all vowels that bear
/// them: tones, tones under a circumflex, tones under a breve.
const VNI_TONES: &str = "øùûõï";
const VNI_CIRCUMFLEX: &str = "âàáåãä";
const VNI_BREVE: &str = "êèéúüë";
/// What VNI writes as one character.
const VNI_SINGLE: (&str, &str) = ("ñìíæóòôöî", "đìíỉĩịơưỵ");

/// A text in the characters of TCVN3, in Unicode.
pub fn tcvn3(text: &str) -> String {
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let (from, to) = TCVN3_CAPITALS;
        TCVN3_SMALL.chars().zip(SMALL.chars()).chain(from.chars().zip(to.chars())).collect()
    });
    text.chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect()
}

/// A text in the characters of VNI-Windows, in Unicode. A capital vowel makes a capital letter,
/// whatever the case of the mark behind it.
pub fn vni(text: &str) -> String {
    let (pairs, single) = vni_tables();
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let whole = chars.peek().and_then(|mark| pairs.get(&(c, *mark)));
        if let Some(letter) = whole {
            chars.next();
            out.push(*letter);
        } else {
            out.push(single.get(&c).copied().unwrap_or(c));
        }
    }
    out
}

type Pairs = HashMap<(char, char), char>;

/// The vowels with their marks, and the single characters, both cases.
fn vni_tables() -> &'static (Pairs, HashMap<char, char>) {
    static TABLES: OnceLock<(Pairs, HashMap<char, char>)> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut pairs = HashMap::new();
        let mut learn = |vowel: char, marks: &str, letters: &str| {
            for (mark, letter) in marks.chars().zip(letters.chars()) {
                for mark in [mark, upper(mark)] {
                    pairs.insert((vowel, mark), letter);
                    pairs.insert((upper(vowel), mark), upper(letter));
                }
            }
        };
        for (vowel, letters) in
            [('a', "àáảãạ"), ('e', "èéẻẽẹ"), ('o', "òóỏõọ"), ('u', "ùúủũụ"), ('y', "ỳýỷỹ")]
        {
            learn(vowel, VNI_TONES, letters);
        }
        // ơ and ư are written ô and ö, and take the tones as any vowel.
        learn('ô', VNI_TONES, "ờớởỡợ");
        learn('ö', VNI_TONES, "ừứửữự");
        for (vowel, letters) in [('a', "âầấẩẫậ"), ('e', "êềếểễệ"), ('o', "ôồốổỗộ")]
        {
            learn(vowel, VNI_CIRCUMFLEX, letters);
        }
        learn('a', VNI_BREVE, "ăằắẳẵặ");
        let (from, to) = VNI_SINGLE;
        let single = from.chars().zip(to.chars());
        (pairs, single.flat_map(|(c, to)| [(c, to), (upper(c), upper(to))]).collect())
    })
}

/// The capital of a letter that has one.
fn upper(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_have_an_entry_for_every_letter() {
        assert_eq!(SMALL.chars().count(), 67);
        assert_eq!(TCVN3_SMALL.chars().count() + TCVN3_CAPITALS.0.chars().count(), 74);
        let (pairs, single) = vni_tables();
        let mut letters: Vec<char> = pairs.values().chain(single.values()).copied().collect();
        letters.sort_unstable();
        letters.dedup();
        let mut alphabet: Vec<char> = SMALL.chars().chain(SMALL.chars().map(upper)).collect();
        alphabet.sort_unstable();
        assert_eq!(letters, alphabet, "67 letters in both cases: 134");
    }

    #[test]
    fn sentences_as_the_fonts_write_them() {
        for (written, meant) in [
            ("TiÕn ®é thùc hiÖn (%)", "Tiến độ thực hiện (%)"),
            ("C¬ quan b¸o c¸o", "Cơ quan báo cáo"),
            ("§µo t¹o, båi d\u{AD}ìng", "Đào tạo, bồi dưỡng"),
            ("Uû ban nh©n d©n tØnh Kh¸nh Hßa", "Uỷ ban nhân dân tỉnh Khánh Hòa"),
        ] {
            assert_eq!(tcvn3(written), meant);
        }
        for (written, meant) in [
            ("Tieán ñoä thöïc hieän (%)", "Tiến độ thực hiện (%)"),
            ("Cô quan baùo caùo", "Cơ quan báo cáo"),
            ("ÑAØO TAÏO, BOÀI DÖÔÕNG", "ĐÀO TẠO, BỒI DƯỠNG"),
            ("Uûy ban nhaân daân tænh Khaùnh Hoøa", "Ủy ban nhân dân tỉnh Khánh Hòa"),
            (
                "Nghóa vuï, lòch laëp, quyù, kyø, Myõ, thuyû, lyù, tî",
                "Nghĩa vụ, lịch lặp, quý, kỳ, Mỹ, thuỷ, lý, tỵ",
            ),
        ] {
            assert_eq!(vni(written), meant);
        }
        assert_eq!(vni("plain text 1,5"), "plain text 1,5");
        assert_eq!(tcvn3("plain text 1,5"), "plain text 1,5");
    }
}
