//! Writers for the tests of reading: every encoding, delimiter, line end and way of quoting, from
//! tables that share nothing with those of the program; and the reading of what they wrote.

#![allow(dead_code, reason = "each test uses its own part")]

use std::sync::OnceLock;

use chrono::NaiveDate;
use report::diag::{Diagnostic, Policy, Sink};
use report::plan::{self, Plan, PlanFiles};
use report::source::Source;
use report::submission::{self, File};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class as class;

/// The shipped plan.
pub(crate) fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

/// Reads a text table as of a day (`2026-03-20`), and gives what was found.
pub(crate) fn read(bytes: Vec<u8>, day: &str) -> (File, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let day: NaiveDate = day.parse().expect("a day");
    let file = submission::read(&Source::new("a.csv", bytes), plan(), day, &mut sink);
    (file, sink.finish(&Policy::default()))
}

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
    Viscii,
    Tcvn5712,
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
/// Code pages without dashes and curled quotes.
pub(crate) const BARE: [Encoding; 2] = [Encoding::Viscii, Encoding::Tcvn5712];

impl Encoding {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Bom => "utf-8",
            Self::Utf16Le | Self::Utf16LeBom => "utf-16le",
            Self::Utf16Be | Self::Utf16BeBom => "utf-16be",
            Self::Windows1258 | Self::Windows1258Apart => "windows-1258",
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
            Self::Viscii => "viscii",
            Self::Tcvn5712 => "tcvn5712",
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
            Self::Viscii => text.chars().map(|c| listed(VISCII, c)).collect(),
            Self::Tcvn5712 => text.chars().map(|c| listed(TCVN5712, c)).collect(),
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

/// VISCII as the C library of GNU writes it: letter and byte.
const VISCII: &str = "àE0 ÀC0 ảE4 ẢC4 ãE3 ÃC3 áE1 ÁC1 ạD5 Ạ80 ăE5 ĂC5 ằA2 Ằ82 ẳC6 Ẳ02 ẵC7 Ẵ05 ắA1 Ắ81 ặA3 Ặ83 âE2 \
    ÂC2 ầA5 Ầ85 ẩA6 Ẩ86 ẫE7 Ẫ06 ấA4 Ấ84 ậA7 Ậ87 èE8 ÈC8 ẻEB ẺCB ẽA8 Ẽ88 éE9 ÉC9 ẹA9 Ẹ89 êEA ÊCA \
    ềAB Ề8B ểAC Ể8C ễAD Ễ8D ếAA Ế8A ệAE Ệ8E ìEC ÌCC ỉEF Ỉ9B ĩEE ĨCE íED ÍCD ịB8 Ị98 òF2 ÒD2 ỏF6 \
    Ỏ99 õF5 ÕA0 óF3 ÓD3 ọF7 Ọ9A ôF4 ÔD4 ồB0 Ồ90 ổB1 Ổ91 ỗB2 Ỗ92 ốAF Ố8F ộB5 Ộ93 ơBD ƠB4 ờB6 Ờ96 \
    ởB7 Ở97 ỡDE ỠB3 ớBE Ớ95 ợFE Ợ94 ùF9 ÙD9 ủFC Ủ9C ũFB Ũ9D úFA ÚDA ụF8 Ụ9E ưDF ƯBF ừD7 ỪBB ửD8 \
    ỬBC ữE6 ỮFF ứD1 ỨBA ựF1 ỰB9 ỳCF Ỳ9F ỷD6 Ỷ14 ỹDB Ỹ19 ýFD ÝDD ỵDC Ỵ1E đF0 ĐD0";
/// TCVN 5712-1:1993 as the C library of GNU writes it.
const TCVN5712: &str = "àB5 À80 ảB6 Ả81 ãB7 Ã82 áB8 Á83 ạB9 Ạ84 ăA8 ĂA1 ằBB ẰAF ẳBC ẲBA ẵBD ẴBF ắBE ẮC0 ặC6 Ặ85 âA9 \
    ÂA2 ầC7 ẦC1 ẩC8 ẨC2 ẫC9 ẪC3 ấCA ẤC4 ậCB Ậ86 èCC È87 ẻCE Ẻ88 ẽCF Ẽ89 éD0 É8A ẹD1 Ẹ8B êAA ÊA3 \
    ềD2 ỀC5 ểD3 ỂCD ễD4 ỄD9 ếD5 ẾDA ệD6 Ệ8C ìD7 Ì8D ỉD8 Ỉ8E ĩDC Ĩ8F íDD Í90 ịDE Ị91 òDF Ò92 ỏE1 \
    Ỏ93 õE2 Õ94 óE3 Ó95 ọE4 Ọ96 ôAB ÔA4 ồE5 ỒDB ổE6 ỔE0 ỗE7 ỖF0 ốE8 ỐFF ộE9 Ộ97 ơAC ƠA5 ờEA Ờ98 \
    ởEB Ở99 ỡEC Ỡ9A ớED Ớ9B ợEE Ợ9C ùEF Ù9D ủF1 Ủ9E ũF2 Ũ9F úF3 Ú01 ụF4 Ụ02 ưAD ƯA6 ừF5 Ừ04 ửF6 \
    Ử05 ữF7 Ữ06 ứF8 Ứ11 ựF9 Ự12 ỳFA Ỳ13 ỷFB Ỷ14 ỹFC Ỹ15 ýFD Ý16 ỵFE Ỵ17 đAE ĐA7";

fn listed(list: &str, c: char) -> u8 {
    let entry = list.split(' ').find_map(|entry| entry.strip_prefix(c));
    entry.map_or_else(
        || u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or_else(|| panic!("no byte for {c:?}")),
        |byte| u8::from_str_radix(byte, 16).expect("a byte"),
    )
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
