//! Writers for the tests of reading: every encoding, delimiter, line end and way of quoting, from
//! tables that share nothing with those of the program.

#![allow(dead_code, reason = "each test uses its own part")]

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class as class;

/// How a file is encoded, and what it is to be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf8Bom,
    Utf16Le,
    Utf16LeBom,
    Utf16Be,
    Utf16BeBom,
    /// With letters that have their tone wherever the code page has them.
    Windows1258,
    /// As the keyboard of Windows types: every tone behind its letter.
    Windows1258Apart,
    Tcvn3,
    Vni,
}

pub(crate) const ENCODINGS: [Encoding; 10] = [
    Encoding::Utf8,
    Encoding::Utf8Bom,
    Encoding::Utf16Le,
    Encoding::Utf16LeBom,
    Encoding::Utf16Be,
    Encoding::Utf16BeBom,
    Encoding::Windows1258,
    Encoding::Windows1258Apart,
    Encoding::Tcvn3,
    Encoding::Vni,
];

impl Encoding {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Bom => "utf-8",
            Self::Utf16Le | Self::Utf16LeBom => "utf-16le",
            Self::Utf16Be | Self::Utf16BeBom => "utf-16be",
            Self::Windows1258 | Self::Windows1258Apart => "windows-1258",
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
        }
    }

    pub(crate) fn write(self, text: &str) -> Vec<u8> {
        let le = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let be = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
        match self {
            Self::Utf8 => text.into(),
            Self::Utf8Bom => format!("\u{FEFF}{text}").into(),
            Self::Utf16Le => le(text),
            Self::Utf16LeBom => le(&format!("\u{FEFF}{text}")),
            Self::Utf16Be => be(text),
            Self::Utf16BeBom => be(&format!("\u{FEFF}{text}")),
            Self::Windows1258 => text.chars().flat_map(|c| windows_1258(c, false)).collect(),
            Self::Windows1258Apart => text.chars().flat_map(|c| windows_1258(c, true)).collect(),
            Self::Tcvn3 => text.chars().flat_map(tcvn3).collect(),
            Self::Vni => text.chars().flat_map(vni).collect(),
        }
    }
}

/// Signs of the upper half that all Western code pages share.
fn common(c: char) -> u8 {
    match c {
        _ if c.is_ascii() => c as u8,
        '…' => 0x85,
        '“' => 0x93,
        '”' => 0x94,
        '–' => 0x96,
        _ => panic!("no byte for {c:?}"),
    }
}

/// Letters of windows-1258 by their bytes, from the code page as published.
const CP1258: [(char, u8); 36] = [
    ('À', 0xC0),
    ('Á', 0xC1),
    ('Â', 0xC2),
    ('Ă', 0xC3),
    ('È', 0xC8),
    ('É', 0xC9),
    ('Ê', 0xCA),
    ('Í', 0xCD),
    ('Đ', 0xD0),
    ('Ó', 0xD3),
    ('Ô', 0xD4),
    ('Ơ', 0xD5),
    ('Ù', 0xD9),
    ('Ú', 0xDA),
    ('Ư', 0xDD),
    ('à', 0xE0),
    ('á', 0xE1),
    ('â', 0xE2),
    ('ă', 0xE3),
    ('è', 0xE8),
    ('é', 0xE9),
    ('ê', 0xEA),
    ('í', 0xED),
    ('đ', 0xF0),
    ('ó', 0xF3),
    ('ô', 0xF4),
    ('ơ', 0xF5),
    ('ù', 0xF9),
    ('ú', 0xFA),
    ('ư', 0xFD),
    ('\u{300}', 0xCC),
    ('\u{309}', 0xD2),
    ('\u{303}', 0xDE),
    ('\u{301}', 0xEC),
    ('\u{323}', 0xF2),
    ('₫', 0xFE),
];

fn windows_1258(c: char, apart: bool) -> Vec<u8> {
    let direct = |c: char| CP1258.iter().find(|(letter, _)| *letter == c).map(|(_, byte)| *byte);
    let parts: Vec<char> = std::iter::once(c).nfd().collect();
    let tone = parts.iter().copied().find(|m| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*m));
    match (direct(c), tone) {
        (Some(byte), None) => vec![byte],
        (Some(byte), Some(_)) if !apart => vec![byte],
        (_, Some(tone)) => {
            let letter: String = parts.iter().filter(|p| **p != tone).collect();
            let letter = letter.nfc().next().expect("a letter");
            let letter = direct(letter).unwrap_or_else(|| common(letter));
            vec![letter, direct(tone).expect("a tone")]
        }
        (None, None) => vec![common(c)],
    }
}

/// TCVN 5712:1993 (VN3) by vowel: letters, then their bytes.
const TCVN3: [(&str, &[u8]); 14] = [
    ("aàảãáạ", &[b'a', 0xB5, 0xB6, 0xB7, 0xB8, 0xB9]),
    ("ăằẳẵắặ", &[0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6]),
    ("âầẩẫấậ", &[0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB]),
    ("đ", &[0xAE]),
    ("eèẻẽéẹ", &[b'e', 0xCC, 0xCE, 0xCF, 0xD0, 0xD1]),
    ("êềểễếệ", &[0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6]),
    ("iìỉĩíị", &[b'i', 0xD7, 0xD8, 0xDC, 0xDD, 0xDE]),
    ("oòỏõóọ", &[b'o', 0xDF, 0xE1, 0xE2, 0xE3, 0xE4]),
    ("ôồổỗốộ", &[0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9]),
    ("ơờởỡớợ", &[0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE]),
    ("uùủũúụ", &[b'u', 0xEF, 0xF1, 0xF2, 0xF3, 0xF4]),
    ("ưừửữứự", &[0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9]),
    ("yỳỷỹýỵ", &[b'y', 0xFA, 0xFB, 0xFC, 0xFD, 0xFE]),
    ("ĂÂÊÔƠƯĐ", &[0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7]),
];

fn tcvn3(c: char) -> Vec<u8> {
    let entries = TCVN3.iter().flat_map(|(letters, bytes)| letters.chars().zip(bytes.iter()));
    let found = entries.into_iter().find(|(letter, _)| *letter == c).map(|(_, byte)| *byte);
    vec![found.unwrap_or_else(|| common(c))]
}

/// VNI by its own rules: a base letter, then one mark that holds hat and tone.
fn vni(c: char) -> Vec<u8> {
    let upper = c.is_uppercase();
    let parts: Vec<char> = c.to_lowercase().nfd().collect();
    let base = parts[0];
    let has = |mark: char| parts.contains(&mark);
    let tone = "\u{301}\u{300}\u{309}\u{303}\u{323}".chars().position(has);
    let case = |byte: u8| if upper { byte - 0x20 } else { byte };
    let plain = |byte: u8| if upper { byte.to_ascii_uppercase() } else { byte };
    match (base, tone) {
        ('đ', _) => vec![case(0xF1)],
        // sắc, huyền, hỏi, ngã, nặng.
        ('i', Some(n)) => vec![case([0xED, 0xEC, 0xE6, 0xF3, 0xF2][n])],
        ('y', Some(4)) => vec![case(0xEE)],
        _ if parts.iter().all(|p| class(*p) == 0) => vec![common(c)],
        _ => {
            let letter = match (base, has('\u{31B}')) {
                ('o', true) => case(0xF4),
                ('u', true) => case(0xF6),
                _ => plain(base as u8),
            };
            let marks: [u8; 6] = if has('\u{302}') {
                [0xE1, 0xE0, 0xE5, 0xE3, 0xE4, 0xE2]
            } else if has('\u{306}') {
                [0xE9, 0xE8, 0xFA, 0xFC, 0xEB, 0xEA]
            } else {
                [0xF9, 0xF8, 0xFB, 0xF5, 0xEF, 0]
            };
            let mark = marks[tone.unwrap_or(5)];
            std::iter::once(letter).chain((mark != 0).then(|| case(mark))).collect()
        }
    }
}

/// How cells are quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quoting {
    /// Where the cell needs it.
    Needed,
    /// Every cell.
    All,
    /// Every filled cell.
    Filled,
}

pub(crate) const QUOTINGS: [Quoting; 3] = [Quoting::Needed, Quoting::All, Quoting::Filled];
pub(crate) const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
pub(crate) const LINE_ENDS: [&str; 3] = ["\r\n", "\n", "\r"];

/// How a table is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) delimiter: char,
    pub(crate) eol: &'static str,
    pub(crate) quoting: Quoting,
}

/// A cell as it stands in the file.
pub(crate) fn cell(style: Style, text: &str) -> String {
    let special = [style.delimiter, '"', '\n', '\r'];
    let quoted = match style.quoting {
        Quoting::All => true,
        Quoting::Filled => !text.is_empty() || text.contains(special),
        Quoting::Needed => text.contains(special),
    };
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// A row as it stands in the file, its line end included.
pub(crate) fn row(style: Style, cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(style, text)).collect();
    format!("{}{}", cells.join(&style.delimiter.to_string()), style.eol)
}

/// How many lines a text breaks into, less one; every kind of line end counts once.
pub(crate) fn breaks(text: &str) -> u32 {
    let single = text.replace("\r\n", "\n");
    single.chars().filter(|c| matches!(c, '\n' | '\r')).count() as u32
}
