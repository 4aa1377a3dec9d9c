//! F0: the bytes of a file, and positions and names of places in it.
//!
//! Owns [`Source`] (a name and its bytes), [`Span`] (a byte range) and the arithmetic between
//! offsets, lines, columns and spreadsheet cell names. Reads no file and judges nothing.

use std::sync::Arc;

/// A file and its display name; the bytes never change.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as given by the user, or relative to the requested folder.
    pub name: Arc<str>,
    /// The raw bytes; decoded data may share them.
    pub bytes: Arc<Vec<u8>>,
}

impl Source {
    /// A source of `bytes` called `name`.
    pub fn new(name: impl Into<Arc<str>>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: Arc::new(bytes.into()) }
    }
}

/// A byte range `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The bytes of the span, clamped to the input.
    pub fn slice<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        let end = self.end.min(bytes.len());
        &bytes[self.start.min(end)..end]
    }
}

/// A range in an editor: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// First line.
    pub line: u32,
    /// First column; `None` for the whole line.
    pub column: Option<u32>,
    /// Last line, and the column after the last character; `None` for the end of the line.
    pub end: Option<(u32, u32)>,
}

impl Region {
    /// The region of a span, counted from offset `from`, which is the start of `line`.
    pub fn of(bytes: &[u8], span: Span, from: usize, line: u32) -> Self {
        let at = |offset: usize| {
            let before = Span::new(from, offset).slice(bytes);
            let begins = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
            let text = String::from_utf8_lossy(&before[begins..]);
            // The byte order mark is not a character of the first line.
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
            (line + line_ends(before), text.chars().count() as u32 + 1)
        };
        let (line, column) = at(span.start);
        Self { line, column: Some(column), end: Some(at(span.end)) }
    }
}

/// The spreadsheet name of a column counted from 1: 1 → `A`, 28 → `AB`.
pub fn column_name(column: u32) -> String {
    let mut n = column;
    let mut letters = Vec::new();
    while n > 0 {
        n -= 1;
        letters.push(b'A' + (n % 26) as u8);
        n /= 26;
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

/// The name of a table of a text document, counted from 1. It is used like the name of a sheet; a
/// sheet with this name is displayed in the same words.
pub fn table_name(n: usize) -> String {
    format!("bảng {n}")
}

/// Whether a sheet is a table of a text document, whose cells have no letters.
pub fn is_table_name(sheet: &str) -> bool {
    let number = sheet.strip_prefix("bảng ");
    number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Formats names of sheets, or of tables of a document.
pub fn sheets_named<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut list = String::new();
    let mut sheets = false;
    for name in names {
        let comma = if list.is_empty() { "" } else { ", " };
        list += comma;
        if is_table_name(name) {
            list += name;
        } else {
            let kind = if std::mem::replace(&mut sheets, true) { "" } else { "trang tính " };
            list += &format!("{kind}“{name}”");
        }
    }
    list
}

/// Formats a sheet of a file.
pub fn on_sheet(file: &str, sheet: &str) -> String {
    format!("{file}, {}", sheets_named([sheet]))
}

/// The spreadsheet name of a cell: column 5, row 4 → `E4`.
pub fn cell_name(column: u32, row: u32) -> String {
    format!("{}{row}", column_name(column))
}

/// The name of a cell of a sheet, or of a table of a document: `E4`, or `hàng 4, cột 5`.
pub fn cell_on(sheet: Option<&str>, column: u32, row: u32) -> String {
    match sheet.is_some_and(is_table_name) {
        true => format!("hàng {row}, cột {column}"),
        false => cell_name(column, row),
    }
}

/// The name of a column of a sheet, or of a table of a document: `E`, or `5`.
pub fn column_on(sheet: Option<&str>, column: u32) -> String {
    match sheet.is_some_and(is_table_name) {
        true => column.to_string(),
        false => column_name(column),
    }
}

/// The number of line ends (CRLF, LF or CR, each one) in `bytes`.
pub fn line_ends(bytes: &[u8]) -> u32 {
    let lf = memchr::memchr_iter(b'\n', bytes).count();
    let lone_cr =
        memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count();
    (lf + lone_cr) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        for (n, name) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA")] {
            assert_eq!(column_name(n), name);
        }
        assert_eq!(cell_name(5, 4), "E4");
    }

    #[test]
    fn regions_count_characters_and_lines() {
        let text = "\u{FEFF}Mã;“ố”\r\nx;\"hai\ndòng\";y\r\n";
        let region = |part: &str, from: usize, line| {
            let start = text.find(part).unwrap();
            let r = Region::of(text.as_bytes(), Span::new(start, start + part.len()), from, line);
            (r.line, r.column.unwrap(), r.end.unwrap())
        };
        assert_eq!(region("“ố”", 0, 1), (1, 4, (1, 7)));
        assert_eq!(region("\"hai\ndòng\"", 0, 1), (2, 3, (3, 6)));
        assert_eq!(region("y", text.find('x').unwrap(), 2), (3, 7, (3, 8)));
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        assert_eq!(line_ends(b"a\r\nb\nc\rd"), 3);
        assert_eq!(line_ends(b"\r\r\n\n"), 3);
        assert_eq!(line_ends(b""), 0);
    }
}
