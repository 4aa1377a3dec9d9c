//! The files of the agencies, read in the plainest way: headings by name, cells as they stand.
//!
//! Knows only what the examples hold: UTF-8, one heading row on top, no blank rows.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// Key of a column and the headings people write for it, folded.
const COLUMNS: [(&str, &str); 18] = [
    ("ky_bao_cao", "ky bao cao"),
    ("co_quan", "co quan bao cao"),
    ("ma_nhiem_vu", "ma nhiem vu"),
    ("trang_thai", "trang thai"),
    ("tien_do", "tien do"),
    ("ket_qua", "ket qua thuc hien"),
    ("van_ban", "van ban ban hanh"),
    ("kinh_phi_giao", "kinh phi duoc giao"),
    ("kinh_phi_giai_ngan", "kinh phi giai ngan"),
    ("nguon_kinh_phi", "nguon kinh phi"),
    ("kho_khan", "kho khan vuong mac"),
    ("kien_nghi", "kien nghi de xuat"),
    ("ke_hoach_ky_toi", "nhiem vu ky toi"),
    ("thoi_han", "thoi han hoan thanh"),
    ("minh_chung", "minh chung"),
    ("ngay_bao_cao", "ngay bao cao"),
    ("vai_tro", "vai tro"),
    ("ghi_chu", "ghi chu"),
];

/// A file as it was sent.
pub(crate) struct RawFile {
    pub(crate) name: String,
    pub(crate) sha256: String,
    pub(crate) rows: Vec<RawRow>,
}

/// A row of it.
pub(crate) struct RawRow {
    /// As a spreadsheet counts; the headings are row 1.
    pub(crate) number: u32,
    /// By key: the text and the cell's name.
    cells: BTreeMap<&'static str, (String, String)>,
}

impl RawRow {
    /// The text of a cell; empty where the file has no such column.
    pub(crate) fn text(&self, key: &str) -> &str {
        self.cells.get(key).map_or("", |(text, _)| text.trim())
    }

    /// The name of a cell.
    pub(crate) fn cell(&self, key: &str) -> &str {
        self.cells.get(key).map_or("", |(_, cell)| cell)
    }
}

/// All CSV files of a folder, by name.
pub(crate) fn files(folder: &Path) -> Vec<RawFile> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the folder").map(|e| e.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
    paths.sort();
    paths.iter().map(|path| file(path)).collect()
}

fn file(path: &Path) -> RawFile {
    let bytes = fs::read(path).expect("a file");
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let text = String::from_utf8(bytes).expect("the examples are UTF-8");
    let text = text.trim_start_matches('\u{feff}');
    let headings = text.lines().next().expect("a heading line");
    let count = |mark: char| headings.matches(mark).count();
    let delimiter = [';', '\t', ','].into_iter().max_by_key(|mark| match mark {
        // Headings hold commas of their own.
        ',' if count(';') + count('\t') > 0 => 0,
        mark => count(*mark),
    });
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter.expect("a delimiter") as u8)
        .flexible(true)
        .from_reader(text.as_bytes());
    let keys: Vec<Option<&str>> =
        reader.headers().expect("headings").iter().map(key_of_heading).collect();
    let rows = reader.records().enumerate().map(|(index, record)| {
        let record = record.expect("a record");
        let cell = |(column, text): (usize, &str)| {
            let number = index as u32 + 2;
            let letter = char::from(b'A' + u8::try_from(column).expect("few columns"));
            Some((keys.get(column).copied()??, (text.to_owned(), format!("{letter}{number}"))))
        };
        RawRow {
            number: index as u32 + 2,
            cells: record.iter().enumerate().filter_map(cell).collect(),
        }
    });
    RawFile {
        name: path.file_name().and_then(|n| n.to_str()).expect("a name").to_owned(),
        sha256,
        rows: rows.collect(),
    }
}

fn key_of_heading(heading: &str) -> Option<&'static str> {
    let folded = fold(heading);
    let bare = folded.trim_end_matches(" dong");
    let bare = if bare == "tien do" { bare } else { bare.trim_end_matches(" %") };
    COLUMNS.iter().find(|(key, name)| bare == *name || bare == fold(key)).map(|(key, _)| *key)
}

/// Small letters without marks, one space between words.
pub(crate) fn fold(text: &str) -> String {
    let plain: String = text
        .to_lowercase()
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `45`, `45%`, `45,5` in hundredths of a percent.
pub(crate) fn percent(text: &str) -> Option<i64> {
    let text = text.trim_end_matches('%').trim();
    (!text.is_empty()).then(|| decimal(text, 100))
}

/// `1.234.567`, `1234567`, `12,5 triệu`, `1,2 tỷ đồng` in đồng.
pub(crate) fn dong(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches("đồng").trim();
    if text.is_empty() {
        return None;
    }
    for (unit, scale) in [("tỷ", 1_000_000_000), ("triệu", 1_000_000)] {
        if let Some(number) = text.strip_suffix(unit) {
            return Some(decimal(number.trim(), scale));
        }
    }
    let digits = text.replace(['.', ','], "");
    Some(digits.parse().unwrap_or_else(|_| panic!("an amount: {text}")))
}

/// A number with a decimal comma or point, times a power of ten.
fn decimal(text: &str, scale: i64) -> i64 {
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let part = |digits: &str| -> i64 { digits.parse().unwrap_or_else(|_| panic!("{text}")) };
    let below = 10_i64.pow(u32::try_from(fraction.len()).expect("few digits"));
    part(whole) * scale + part(fraction) * scale / below
}

/// `05/06/2025`, `5/6/2025`, `2025-06-05`.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    (!text.is_empty()).then(|| {
        ["%d/%m/%Y", "%Y-%m-%d"]
            .iter()
            .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
            .unwrap_or_else(|| panic!("a date: {text}"))
    })
}
