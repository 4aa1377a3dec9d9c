//! Legacy encodings of Vietnamese: TCVN3 (ABC) and VNI-Windows, fonts that use the codes of Western
//! letters for Vietnamese ones, so that their text looks like `TiÕn ®é`, `Tieán ñoä` in other
//! fonts; the code pages VISCII and TCVN 5712 (VN1); VIQR, plain ASCII.
//!
//! Owns the tables and the conversion: Western characters (VIQR: ASCII) to Vietnamese ones. Other
//! characters stay unchanged. Detecting the encoding of a text is done elsewhere.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::compose::composed;
use super::western::byte_of;

/// The 67 small letters missing from ASCII, vowel by vowel, the one without tone first.
const SMALL: &str = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";

/// Whether a character is a Vietnamese letter missing from ASCII.
pub fn is_letter(c: char) -> bool {
    c.to_lowercase().any(|small| SMALL.contains(small))
}

/// The characters of TCVN3 for [`SMALL`], and for the seven capitals of the fonts. Capitals with a
/// tone are small letters in a font of capitals: the text does not distinguish them.
const TCVN3_SMALL: &str =
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u{AD}õøö÷ùúýûüþ";
const TCVN3_CAPITALS: (&str, &str) = ("¡¢§£¤¥¦", "ĂÂĐÊÔƠƯ");

/// VNI writes a vowel followed by a mark; the marks are the same for all vowels that take them:
/// tones, tones with a circumflex, tones with a breve.
const VNI_TONES: &str = "øùûõï";
const VNI_CIRCUMFLEX: &str = "âàáåãä";
const VNI_BREVE: &str = "êèéúüë";
/// Letters that VNI writes as one character.
const VNI_SINGLE: (&str, &str) = ("ñìíæóòôöî", "đìíỉĩịơưỵ");

/// The bytes 0x80 to 0xFF of VISCII 1.1 (RFC 1456), and the controls it uses for letters.
const VISCII: &str = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ\
    ĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ";
const VISCII_CONTROLS: (&[u8], &str) = (&[0x02, 0x05, 0x06, 0x14, 0x19, 0x1E], "ẲẴẪỶỸỴ");

/// The same for TCVN 5712-1:1993 (VN1). Its small letters have the codes of TCVN3.
const TCVN5712: &str = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u{A0}ĂÂÊÔƠƯĐăâêôơưđẰ\u{300}\u{309}\u{303}\u{301}\u{323}\
    àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ";
const TCVN5712_CONTROLS: (&[u8], &str) =
    (&[0x01, 0x02, 0x04, 0x05, 0x06, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17], "ÚỤỪỬỮỨỰỲỶỸÝỴ");

/// Converts text in VISCII.
pub fn viscii(text: &str) -> String {
    static TABLE: OnceLock<Vec<Option<char>>> = OnceLock::new();
    by_bytes(text, TABLE.get_or_init(|| table(VISCII, VISCII_CONTROLS)))
}

/// Converts text in TCVN 5712 (VN1); tones after their letter are composed with it.
pub fn tcvn5712(text: &str) -> String {
    static TABLE: OnceLock<Vec<Option<char>>> = OnceLock::new();
    let read = by_bytes(text, TABLE.get_or_init(|| table(TCVN5712, TCVN5712_CONTROLS)));
    composed(&read).into_owned()
}

/// The letter for each byte that is not its own character.
fn table(upper: &str, (controls, letters): (&[u8], &str)) -> Vec<Option<char>> {
    let mut table = vec![None; 0x80];
    table.extend(upper.chars().map(Some));
    for (control, letter) in controls.iter().zip(letters.chars()) {
        table[usize::from(*control)] = Some(letter);
    }
    table
}

fn by_bytes(text: &str, table: &[Option<char>]) -> String {
    let letter = |c: char| byte_of(c).and_then(|byte| *table.get(usize::from(byte))?);
    text.chars().map(|c| letter(c).unwrap_or(c)).collect()
}

/// Converts text in VIQR: the circumflex, horn or breve follows the vowel, then the tone; `dd` is
/// đ. Marks that do not follow a vowel stay unchanged.
pub fn viqr(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if matches!(c, 'd' | 'D') && matches!(chars.peek(), Some('d' | 'D')) {
            chars.next();
            out.push(if c == 'd' { 'đ' } else { 'Đ' });
            continue;
        }
        out.push(c);
        let lower = c.to_ascii_lowercase();
        let hat = chars.peek().and_then(|mark| match (lower, mark) {
            ('a' | 'e' | 'o', '^') => Some('\u{302}'),
            ('a', '(') => Some('\u{306}'),
            ('o' | 'u', '+' | '*') => Some('\u{31B}'),
            _ => None,
        });
        if let Some(hat) = hat {
            chars.next();
            out.push(hat);
        }
        // A full stop or question mark at the end of a word is punctuation.
        let goes_on = hat.is_some() || chars.clone().nth(1).is_some_and(|c| c.is_alphabetic());
        let tone = chars.peek().and_then(|mark| match mark {
            '\'' => Some('\u{301}'),
            '`' => Some('\u{300}'),
            '~' => Some('\u{303}'),
            '?' if goes_on => Some('\u{309}'),
            '.' if goes_on => Some('\u{323}'),
            _ => None,
        });
        if let Some(tone) = tone.filter(|_| "aeiouy".contains(lower)) {
            chars.next();
            out.push(tone);
        }
    }
    composed(&out).into_owned()
}

/// Converts text in TCVN3. A word that has capitals and no small letter of ASCII is in capitals, those
/// with a tone too, for which the fonts have no codes (`C¸O` is `CÁO`); with a single capital in
/// front (`X·`) it may be either.
pub fn tcvn3(text: &str) -> String {
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let (from, to) = TCVN3_CAPITALS;
        TCVN3_SMALL.chars().zip(SMALL.chars()).chain(from.chars().zip(to.chars())).collect()
    });
    let read: String = text.chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect();
    if !read.contains(char::is_uppercase) {
        return read;
    }
    let mut out = String::with_capacity(read.len());
    let mut rest = read.as_str();
    while let Some(first) = rest.chars().next() {
        let is_word = first.is_alphabetic();
        let end = rest.find(|c: char| c.is_alphabetic() != is_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        match is_in_capitals(piece) {
            true => out.extend(piece.chars().flat_map(char::to_uppercase)),
            false => out.push_str(piece),
        }
        rest = after;
    }
    out
}

/// Whether a word is in capitals but for letters whose capitals TCVN3 lacks.
fn is_in_capitals(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let enough = if word.starts_with(char::is_lowercase) { 1 } else { 2 };
    capitals >= enough && !word.contains(|c: char| c.is_ascii_lowercase())
}

/// Whether a character is a Western letter without a meaning in TCVN3.
pub fn is_not_in_tcvn3(c: char) -> bool {
    matches!(c, 'À'..='Å' | 'Í' | 'Ù'..='Û' | 'à' | 'ð' | 'ÿ' | '¯' | '´' | 'º' | '¿')
}

/// Converts text in VNI-Windows. A capital vowel makes a capital letter, whatever the case of the
/// mark after it.
pub fn vni(text: &str) -> String {
    let (pairs, single) = vni_tables();
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let pair = chars.peek().and_then(|mark| pairs.get(&(c, *mark)));
        if let Some(letter) = pair {
            chars.next();
            out.push(*letter);
        } else {
            out.push(single.get(&c).copied().unwrap_or(c));
        }
    }
    out
}

type Pairs = HashMap<(char, char), char>;

/// The vowels with their marks, and the single characters, in both cases.
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
        // ơ and ư are written ô and ö, and take tones like any vowel.
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

/// The capital of a letter, if it has one.
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
        for (written, meant) in [
            ("Tiªn ðµ thñc hi®n (%), c½ quan báo cáo", "Tiến độ thực hiện (%), cơ quan báo cáo"),
            (
                "S— Y TŠ, œy ban nhân dân xã Khánh Vînh, ßu ðãi",
                "SỞ Y TẾ, Ủy ban nhân dân xã Khánh Vĩnh, ưu đãi",
            ),
            ("\u{14} lÕi, \u{2} \u{5} \u{6} \u{19} \u{1E} \u{A0}", "Ỷ lại, Ẳ Ẵ Ẫ Ỹ Ỵ Õ"),
        ] {
            assert_eq!(viscii(written), meant);
        }
        for (written, meant) in [
            ("TiÕn ®é thùc hiÖn (%), c¬ quan b¸o c¸o", "Tiến độ thực hiện (%), cơ quan báo cáo"),
            (
                "S™ Y TÚ, žy ban nh©n d©n x· Kh¸nh VÜnh, \u{AD}u ®·i",
                "SỞ Y TẾ, Ủy ban nhân dân xã Khánh Vĩnh, ưu đãi",
            ),
            (
                "\u{14} l¹i, \u{16} kiÕn, \u{11}ng Hßa, \u{4}\u{5}\u{6}\u{12}",
                "Ỷ lại, Ý kiến, Ứng Hòa, ỪỬỮỰ",
            ),
        ] {
            assert_eq!(tcvn5712(written), meant);
        }
        // Two letters in two bytes: VN1 may also store the tone separately.
        assert_eq!(tcvn5712("Ti\u{AA}\u{B3}n"), "Tiến");
        for (written, meant) in [
            ("Cu+o+`ng la.i ga(.p rie^ng Thu.", "Cường lại gặp riêng Thu."),
            ("ddo^. DDa` Na(~ng the^? sa nga~", "độ Đà Nẵng thể sa ngã"),
            ("10.5 (a) x^2 sao?", "10.5 (a) x^2 sao?"),
        ] {
            assert_eq!(viqr(written), meant);
        }
        assert_eq!(vni("plain text 1,5"), "plain text 1,5");
        assert_eq!(tcvn3("plain text 1,5"), "plain text 1,5");
    }
}
