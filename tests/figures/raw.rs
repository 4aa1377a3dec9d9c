//! The files of the agencies, read in the plainest way: headings by name, cells as they stand.
//!
//! Knows only what the examples and the generator write: UTF-8, one heading row on top, no blank rows.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
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
/// Columns without which no row of a file can be read.
const NEEDED: [&str; 4] = ["ky_bao_cao", "co_quan", "ma_nhiem_vu", "trang_thai"];

/// A file as it was sent.
pub(crate) struct RawFile {
    pub(crate) name: String,
    /// Empty where a column is missing without which a row says nothing.
    pub(crate) rows: Vec<RawRow>,
    /// Whether it is a table; a scan and an empty file are none.
    pub(crate) is_read: bool,
}

/// A row of it.
#[derive(Clone)]
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

/// All reports and scans of a folder, by name; what a program leaves beside an open file is none, nor
/// is a table of figures.
pub(crate) fn files(folder: &Path) -> Vec<RawFile> {
    let reports = paths(folder).into_iter().filter(|path| !is_table_of_figures(path));
    reports.map(|path| file(&path, &NEEDED)).collect()
}

/// Its tables of figures, by name.
pub(crate) fn figures(folder: &Path) -> Vec<RawFile> {
    let tables = paths(folder).into_iter().filter(|path| is_table_of_figures(path));
    tables.map(|path| file(&path, &["co_quan"])).collect()
}

fn paths(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the folder").map(|e| e.expect("an entry").path()).collect();
    paths.retain(|path| {
        path.extension().is_some_and(|ending| ending == "csv" || ending == "pdf")
            && !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"))
    });
    paths.sort();
    paths
}

fn is_table_of_figures(path: &Path) -> bool {
    let bytes = fs::read(path).expect("a file");
    let headings = String::from_utf8_lossy(&bytes).lines().next().map(fold).unwrap_or_default();
    ["ma so lieu", "ma chi tieu"].iter().any(|heading| headings.contains(heading))
}

fn file(path: &Path, needed: &[&str]) -> RawFile {
    let name = path.file_name().and_then(|n| n.to_str()).expect("a name").to_owned();
    if name.ends_with(".pdf") {
        return RawFile { name, rows: Vec::new(), is_read: false };
    }
    let bytes = fs::read(path).expect("a file");
    let text = String::from_utf8(bytes).expect("UTF-8");
    let text = text.trim_start_matches('\u{feff}');
    let Some(headings) = text.lines().next() else {
        return RawFile { name, rows: Vec::new(), is_read: false };
    };
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
    let is_whole = needed.iter().all(|needed| keys.contains(&Some(*needed)));
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
    let rows = if is_whole { rows.collect() } else { Vec::new() };
    // Without a column that is needed nothing is told from it.
    RawFile { name, rows, is_read: is_whole }
}

fn key_of_heading(heading: &str) -> Option<&'static str> {
    let folded = fold(heading);
    let bare = folded.trim_end_matches(" dong");
    let bare = if bare == "tien do" { bare } else { bare.trim_end_matches(" %") };
    let is = |(key, name): &&(&str, &str)| bare == *name || bare == key.replace('_', " ");
    COLUMNS.iter().find(is).map(|(key, _)| *key)
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

/// What a cell holds: nothing, a value, or words that are none.
pub(crate) type Cell<T> = Result<Option<T>, ()>;

/// `45`, `45%`, `45,5` in hundredths of a percent; more digits are none.
pub(crate) fn percent(text: &str) -> Cell<i64> {
    let text = text.trim_end_matches('%').trim();
    if is_blank(text) {
        return Ok(None);
    }
    if text.split_once([',', '.']).is_some_and(|(_, fraction)| fraction.len() > 2) {
        return Err(());
    }
    i64::try_from(decimal(text, 100)?).map(Some).map_err(drop)
}

/// No amount is larger: a slip of the pen.
const LARGEST: i128 = 1_000_000_000_000_000;

/// `1.234.567`, `1234567`, `12,5 triệu`, `1,2 tỷ đồng` in đồng.
pub(crate) fn dong(text: &str) -> Cell<i128> {
    match amount(text)? {
        Some(amount) if amount > LARGEST => Err(()),
        amount => Ok(amount),
    }
}

fn amount(text: &str) -> Cell<i128> {
    let text = text.trim().trim_end_matches("đồng").trim();
    if is_blank(text) {
        return Ok(None);
    }
    for (unit, scale) in [("tỷ", 1_000_000_000), ("triệu", 1_000_000)] {
        if let Some(number) = text.strip_suffix(unit) {
            return decimal(number.trim(), scale).map(Some);
        }
    }
    let groups: Vec<&str> = text.split('.').collect();
    let whole = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let sound = groups.iter().all(|group| whole(group))
        && groups[1..].iter().all(|group| group.len() == 3)
        && (groups.len() == 1 || groups[0].len() <= 3);
    if sound { groups.concat().parse().map(Some).map_err(drop) } else { Err(()) }
}

/// In a cell for a number or a day a dash says as much as nothing.
fn is_blank(text: &str) -> bool {
    text.is_empty() || text == "-"
}

/// A number with a decimal comma or point, times a power of ten.
fn decimal(text: &str, scale: i128) -> Result<i128, ()> {
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let part = |digits: &str| -> Result<i128, ()> { digits.parse().map_err(drop) };
    let below = 10_i128.pow(u32::try_from(fraction.len()).map_err(drop)?);
    Ok(part(whole)? * scale + part(fraction)? * scale / below)
}

/// `05/06/2025`, `5/6/2025`, `2025-06-05`.
pub(crate) fn date(text: &str) -> Cell<NaiveDate> {
    let text = text.trim();
    if is_blank(text) {
        return Ok(None);
    }
    let year = text.split(['/', '-']).map(str::len).max();
    let read = ["%d/%m/%Y", "%Y-%m-%d"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
        .filter(|_| year == Some(4));
    read.map(Some).ok_or(())
}
