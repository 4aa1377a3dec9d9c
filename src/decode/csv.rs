//! CSV → [`Table`]: what the file is, how it was written, how it is cut, and its fields.
//!
//! Owns the order of these steps and what ends them. The `csv` crate reads the fields; its line and
//! byte positions are not fit for people (after CRLF they are one off, and it reports no bad
//! quoting at all), so starts are settled and quotes audited by scans of our own. Both must agree
//! on the number of records.

use std::sync::{Arc, OnceLock};

use csv::ByteRecord;

use super::dialect::{self, DELIMITERS, Layout};
use super::encoding::{self, Text};
use super::lost;
use super::quotes::{self, Audited};
use super::sniff::{Kind, sniff};
use super::table::{Record, Table};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::Source;

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&UNREADABLE, &EMPTY, &OVER_LIMIT, &READER_DISAGREEMENT];

/// F101, raised where the file is opened.
pub static UNREADABLE: Code = Code::error("F101", "unreadable", "Không mở được tệp");
pub(super) static EMPTY: Code = Code::error("F102", "empty", "Tệp trống");
pub(super) static OVER_LIMIT: Code = Code::error("F109", "over-limit", "Tệp quá lớn");
static READER_DISAGREEMENT: Code =
    Code::error("F115", "reader-disagreement", "Hai cách đếm dòng cho kết quả khác nhau");

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Decodes a file. `known` says whether a text is a heading the reader understands; the delimiter
/// and the heading row are those under which most headings are understood.
pub fn decode(source: &Source, known: &dyn Fn(&str) -> bool, sink: &mut Sink) -> Option<Table> {
    if is_too_heavy(source, sink) {
        return None;
    }
    let kind = sniff(&source.bytes);
    if kind != Kind::Text {
        sink.push(kind.not_a_table(source));
        return None;
    }
    let mut told = Sink::new();
    let text = encoding::text(source, &mut told);
    let declared = text.as_ref().and_then(|text| dialect::declared(text.body()));
    let start = text.as_ref().map_or(0, |t| t.skip) + declared.map_or(0, |(_, next)| next);
    // An empty sheet is saved as nothing but delimiters; how it was written is of no matter then.
    if let Some(text) = &text
        && text.bytes[start..].iter().all(|b| b.is_ascii_whitespace() || DELIMITERS.contains(b))
    {
        sink.push(empty(source));
        return None;
    }
    sink.append(told);
    let text = text?;
    let body = &text.bytes[start..];
    let dialect = dialect::detect(body, declared.map(|(mark, _)| mark), known);
    let delimiter = dialect.delimiter;
    if !quotes::are_sound(Audited { source, bytes: &text.bytes, start, delimiter }, sink) {
        return None;
    }
    let layout = dialect::scan(&text.bytes, start);
    sink.extend(layout.mixed_ends(source, &text.bytes));
    let mut table = read(source, text, start, dialect.delimiter, layout, sink)?;
    table.header = dialect.header;
    if declared.is_some() {
        // A spreadsheet that honours the line shows none of it: its row 1 is the line below.
        let places = (0..table.len()).map(|n| table.row_and_line(n));
        let places: Vec<_> = places.map(|(row, line)| (row - 1, line)).collect();
        table.places = OnceLock::from(places);
    }
    lost::look(&table, sink);
    Some(table)
}

/// Whether a file is heavier than any that is read; says so.
pub(super) fn is_too_heavy(source: &Source, sink: &mut Sink) -> bool {
    if source.bytes.len() <= MAX_BYTES {
        return false;
    }
    let most = MAX_BYTES / 1024 / 1024;
    let found = source.bytes.len().div_ceil(1024 * 1024);
    let message = format!("Tệp nặng {found} MB, quá mức {most} MB nên không được đọc.");
    let help =
        "Xóa các dòng, cột trống và hình ảnh thừa, hoặc tách tệp theo cơ quan rồi gửi từng phần.";
    sink.push(
        Diagnostic::new(&OVER_LIMIT, Place::file(&source.name), message)
            .value(format!("{found} MB"))
            .expected(format!("không quá {most} MB"))
            .help(help),
    );
    true
}

fn empty(source: &Source) -> Diagnostic {
    Diagnostic::new(&EMPTY, Place::file(&source.name), "Tệp không có nội dung nào.")
        .expected("hàng tiêu đề và ít nhất một dòng số liệu")
        .help("Gửi lại tệp có hàng tiêu đề và ít nhất một dòng số liệu.")
}

/// Reads all records into one text, keeping where each begins.
fn read(
    source: &Source,
    text: Text<'_>,
    start: usize,
    delimiter: u8,
    layout: Layout,
    sink: &mut Sink,
) -> Option<Table> {
    let body = &text.bytes[start..];
    let mut reader = dialect::reader(body, delimiter);
    let mut fields: Vec<u8> = Vec::with_capacity(body.len());
    let mut ends: Vec<u32> = Vec::new();
    let mut records = Vec::with_capacity(layout.starts.len());
    let mut record = ByteRecord::new();
    let mut count = 0;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        if let Some(start) = layout.starts.get(count) {
            let (start, first) = (*start as u32, ends.len() as u32);
            records.push(Record { start, first, fields: record.len() as u32 });
        }
        count += 1;
        for field in &record {
            fields.extend_from_slice(field);
            ends.push(fields.len() as u32);
        }
    }
    if count != layout.starts.len() {
        sink.push(disagreement(source, count, layout.starts.len()));
        return None;
    }
    Some(Table {
        name: Arc::clone(&source.name),
        encoding: text.encoding,
        bom: text.bom,
        delimiter,
        header: 0,
        sheet: None,
        // The bytes were valid before the quotes were taken off, which are ASCII.
        text: String::from_utf8(fields).ok()?,
        bytes: Arc::from(text.bytes),
        ends,
        records,
        blank_lines: layout.blank_lines,
        places: OnceLock::new(),
    })
}

/// F115: never expected, and never to be passed over.
fn disagreement(source: &Source, read: usize, counted: usize) -> Diagnostic {
    let message = format!(
        "Đọc tệp ra {read} dòng, nhưng đếm riêng lại ra {counted} dòng, nên không lấy số liệu của tệp này."
    );
    Diagnostic::new(&READER_DISAGREEMENT, Place::file(&source.name), message)
        .value(format!("{read} dòng"))
        .expected(format!("{counted} dòng"))
        .help("Mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8 (Comma delimited)”, rồi gửi lại; đồng thời báo cho người quản trị chương trình.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Policy;

    fn known(heading: &str) -> bool {
        ["Mã", "Tên", "Số"].contains(&heading)
    }

    fn table(text: &str) -> Table {
        let mut sink = Sink::new();
        let table = decode(&Source::new("a.csv", text), &known, &mut sink);
        assert!(sink.found().is_empty(), "{:?}", sink.found());
        table.unwrap()
    }

    fn code(bytes: &[u8]) -> (&'static str, Option<u32>) {
        let mut sink = Sink::new();
        assert!(decode(&Source::new("a.csv", bytes), &known, &mut sink).is_none());
        let found = sink.finish(&Policy::default());
        (found[0].code.id, found[0].place.line)
    }

    #[test]
    fn every_dialect_gives_the_same_fields_and_places() {
        for delimiter in [',', ';', '\t', '|'] {
            for eol in ["\n", "\r\n", "\r"] {
                for bom in ["", "\u{FEFF}"] {
                    let d = delimiter;
                    let text = format!(
                        "{bom}Mã{d}Tên{d}Số{eol}{eol}1{d}\"a{eol}b\"{d}x{eol}2{d}\"c{d}\"\"d\"{d}y{eol}"
                    );
                    let t = table(&text);
                    assert_eq!((t.delimiter, t.header, t.len()), (d as u8, 0, 3), "{text:?}");
                    assert_eq!(t.field(1, 1), format!("a{eol}b"));
                    assert_eq!(t.field(2, 1), format!("c{d}\"d"));
                    // The blank line is row 2; the quoted break makes line 4, not row 4.
                    assert_eq!(t.row_and_line(0), (1, 1));
                    assert_eq!(t.row_and_line(1), (3, 3));
                    assert_eq!(t.row_and_line(2), (4, 5));
                    let raw =
                        |r, c| String::from_utf8_lossy(t.span(r, c).slice(&t.bytes)).into_owned();
                    assert_eq!(raw(2, 2), "y");
                    assert_eq!(raw(1, 1), format!("\"a{eol}b\""));
                }
            }
        }
    }

    #[test]
    fn the_heading_row_is_found_below_a_title() {
        let t = table("BÁO CÁO;;\n;;\nMã;Tên;Số\n1;a;2\n");
        assert_eq!(t.header, 2);
        assert_eq!(t.row_and_line(3), (4, 4));
    }

    #[test]
    fn what_is_no_table_is_named() {
        assert_eq!(code(b"").0, "F102");
        assert_eq!(code(b"\xEF\xBB\xBF\r\n\r\n").0, "F102");
        assert_eq!(code(b"PK\x03\x04zip").0, "F104");
        assert_eq!(code("<html><table>".as_bytes()).0, "F104");
        assert_eq!(code(b"M\xE3;T\nx;y\n"), ("F105", Some(1)));
        assert_eq!(code(b"a;b\nc\0;d\n"), ("F108", Some(2)));
    }

    #[test]
    fn bad_quotes_are_refused_with_their_line() {
        assert_eq!(code("Mã;Tên\n1;a \"b\" c\n".as_bytes()), ("R304", Some(2)));
        assert_eq!(code("Mã;Tên\n1;\"b\" c\n".as_bytes()), ("R305", Some(2)));
        assert_eq!(code("Mã;Tên\n1;\"b\n2;c\n".as_bytes()), ("F107", Some(2)));
    }
}
