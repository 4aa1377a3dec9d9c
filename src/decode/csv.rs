//! CSV → [`Table`]: delimiter by evidence, quoting audited, every record's place kept.
//!
//! The `csv` crate reads; its line and byte positions are not fit for people (after CRLF they are
//! one off, and it reports no bad quoting at all), so starts are settled here and quotes audited by
//! a scan of our own. Both must agree on the number of records.

use std::sync::{Arc, OnceLock};

use csv::{ByteRecord, ReaderBuilder};

use super::table::{Record, Table};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::{Source, line_ends};

/// The codes of this floor.
pub(super) const CODES: &[&Code] = &[
    &UNREADABLE,
    &EMPTY,
    &NOT_A_TABLE,
    &INVALID_BYTES,
    &TRUNCATED,
    &NUL_BYTES,
    &OVER_LIMIT,
    &STRAY_QUOTE,
    &TEXT_AFTER_QUOTE,
];

/// F101, raised where the file is opened.
pub static UNREADABLE: Code = Code::error("F101", "unreadable", "Không mở được tệp");
static EMPTY: Code = Code::error("F102", "empty", "Tệp trống");
static NOT_A_TABLE: Code = Code::error("F104", "not-a-table", "Tệp không phải bảng CSV");
static INVALID_BYTES: Code = Code::error("F105", "invalid-bytes", "Tệp có ký tự không đọc được");
static TRUNCATED: Code = Code::error("F107", "truncated", "Dấu nháy mở không có dấu đóng");
static NUL_BYTES: Code = Code::error("F108", "nul-bytes", "Tệp có byte rỗng");
static OVER_LIMIT: Code = Code::error("F109", "over-limit", "Tệp quá lớn");
static STRAY_QUOTE: Code = Code::error("R304", "stray-quote", "Dấu nháy đứng lẻ trong ô");
static TEXT_AFTER_QUOTE: Code = Code::error("R305", "text-after-quote", "Có chữ sau dấu nháy đóng");

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
const BOM: &[u8] = b"\xEF\xBB\xBF";
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// How many records are looked at for the heading row.
const HEADING_SEARCH: usize = 30;
const SAVE_AS: &str =
    "Mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8 (Comma delimited)”, rồi gửi lại.";

/// Decodes a file. `known` says whether a text is a heading the reader understands; the delimiter
/// and the heading row are those under which most headings are understood.
pub fn decode(source: &Source, known: &dyn Fn(&str) -> bool, sink: &mut Sink) -> Option<Table> {
    let file = || Place::file(&source.name);
    if source.bytes.len() > MAX_BYTES {
        let mib = source.bytes.len() / 1024 / 1024;
        let message = format!("Tệp nặng {mib} MiB, vượt giới hạn {} MiB.", MAX_BYTES / 1024 / 1024);
        let help = "Tách tệp theo cơ quan hoặc theo kỳ rồi gửi từng phần.";
        sink.push(Diagnostic::new(&OVER_LIMIT, file(), message).help(help));
        return None;
    }
    if let Some((what, help)) = other_kind(&source.bytes) {
        let message = format!("Đây là {what}, không phải bảng CSV.");
        sink.push(
            Diagnostic::new(&NOT_A_TABLE, file(), message)
                .value(what)
                .expected("bảng CSV")
                .help(help),
        );
        return None;
    }
    let bom = source.bytes.starts_with(BOM);
    let skip = if bom { BOM.len() } else { 0 };
    let body = &source.bytes[skip..];
    if body.iter().all(u8::is_ascii_whitespace) {
        let help = "Gửi lại tệp có hàng tiêu đề và ít nhất một dòng số liệu.";
        sink.push(Diagnostic::new(&EMPTY, file(), "Tệp không có nội dung nào.").help(help));
        return None;
    }
    if !bytes_are_text(source, skip, sink) {
        return None;
    }
    let (delimiter, header) = dialect(body, known);
    if !quotes_are_sound(source, skip, delimiter, sink) {
        return None;
    }
    read(source, skip, delimiter, header)
}

/// What a file is when its first bytes say that it is no text table.
fn other_kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let head: Vec<u8> = bytes.iter().take(512).map(u8::to_ascii_lowercase).collect();
    let starts = |magic: &[u8]| head.starts_with(magic);
    let begins_markup = |tag: &[u8]| {
        let text = head.strip_prefix(BOM).unwrap_or(&head).trim_ascii_start();
        text.starts_with(tag)
    };
    if starts(b"pk\x03\x04") {
        return Some(("tệp nén hoặc tệp Excel (.xlsx)", SAVE_AS));
    }
    if starts(b"\xd0\xcf\x11\xe0") {
        return Some(("tệp Office kiểu cũ (.xls, .doc)", SAVE_AS));
    }
    if starts(b"%pdf") {
        return Some(("tệp PDF", "Gửi bảng số liệu gốc (Excel hoặc CSV) thay cho bản in."));
    }
    if begins_markup(b"<!doctype") || begins_markup(b"<html") || begins_markup(b"<?xml") {
        return Some(("trang web hoặc XML", SAVE_AS));
    }
    if starts(b"\x89png") || starts(b"\xff\xd8\xff") || starts(b"gif8") {
        return Some(("tệp ảnh", "Gửi bảng số liệu gốc (Excel hoặc CSV) thay cho ảnh chụp."));
    }
    None
}

/// Whether all bytes are UTF-8 without NUL; if not, one finding that names the first bad place.
fn bytes_are_text(source: &Source, skip: usize, sink: &mut Sink) -> bool {
    let bytes = &source.bytes;
    let fault = |sink: &mut Sink, code, at: usize, count: usize, what: &str, help: &str| {
        let line_start = memchr::memrchr2(b'\n', b'\r', &bytes[..at]).map_or(skip, |n| n + 1);
        let column =
            String::from_utf8_lossy(&bytes[line_start.min(at)..at]).chars().count() as u32 + 1;
        let place = Place::text(&source.name, line_ends(&bytes[..at]) + 1, column);
        let message = format!(
            "{what} Chỗ đầu tiên ở ký tự thứ {column} của dòng này; cả tệp có {count} chỗ."
        );
        sink.push(
            Diagnostic::new(code, place, message)
                .value(format!("byte {:02X}", bytes[at]))
                .expected("văn bản UTF-8")
                .help(help),
        );
    };
    if let Some(at) = memchr::memchr(0, bytes) {
        let count = memchr::memchr_iter(0, bytes).count();
        fault(
            sink,
            &NUL_BYTES,
            at,
            count,
            "Tệp có byte rỗng, thường vì được lưu ở mã UTF-16.",
            SAVE_AS,
        );
        return false;
    }
    let Err(error) = std::str::from_utf8(bytes) else { return true };
    let mut count = 0;
    for chunk in bytes.utf8_chunks() {
        count += usize::from(!chunk.invalid().is_empty());
    }
    fault(
        sink,
        &INVALID_BYTES,
        error.valid_up_to(),
        count,
        "Tệp không được lưu ở mã UTF-8.",
        SAVE_AS,
    );
    false
}

/// The delimiter and heading record under which most headings are understood.
fn dialect(body: &[u8], known: &dyn Fn(&str) -> bool) -> (u8, usize) {
    let mut best = (0usize, 0usize, DELIMITERS[0], 0usize);
    for delimiter in DELIMITERS {
        let mut reader = reader(body, delimiter);
        let mut record = ByteRecord::new();
        let mut index = 0;
        while index < HEADING_SEARCH && reader.read_byte_record(&mut record).unwrap_or(false) {
            let hits = record.iter().filter(|f| std::str::from_utf8(f).is_ok_and(known)).count();
            // Among equals the first row wins, and with no heading at all the wider split.
            let width = if hits == 0 && index == 0 { record.len() } else { 0 };
            if (hits, width) > (best.0, best.1) {
                best = (hits, width, delimiter, if hits == 0 { 0 } else { index });
            }
            index += 1;
        }
    }
    (best.2, best.3)
}

fn reader(body: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(body)
}

/// Reads all records into one text, keeping where each begins.
fn read(source: &Source, skip: usize, delimiter: u8, header: usize) -> Option<Table> {
    let body = &source.bytes[skip..];
    let mut reader = reader(body, delimiter);
    let mut fields: Vec<u8> = Vec::with_capacity(body.len());
    let mut ends: Vec<u32> = Vec::new();
    let mut records = Vec::new();
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let told = record.position().map_or(0, |p| p.byte() as usize);
        let ends_before = body[told..].iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        let start = (skip + told + ends_before) as u32;
        records.push(Record { start, first: ends.len() as u32, fields: record.len() as u32 });
        for field in &record {
            fields.extend_from_slice(field);
            ends.push(fields.len() as u32);
        }
    }
    Some(Table {
        name: Arc::clone(&source.name),
        encoding: "utf-8",
        bom: skip > 0,
        delimiter,
        header,
        bytes: Arc::from(source.bytes.as_slice()),
        // The bytes were valid before the quotes were taken off, which are ASCII.
        text: String::from_utf8(fields).ok()?,
        ends,
        records,
        places: OnceLock::new(),
    })
}

/// Audits every quote. One that is out of place makes the table unreadable in one way only to the
/// reader, so the file is refused with the place instead of being read in silence.
fn quotes_are_sound(source: &Source, skip: usize, delimiter: u8, sink: &mut Sink) -> bool {
    let bytes = &source.bytes;
    let edge = |b: Option<&u8>| b.is_none_or(|b| *b == delimiter || matches!(b, b'\n' | b'\r'));
    let mut faults: Vec<(usize, &'static Code)> = Vec::new();
    let mut at = skip;
    while let Some(open) = memchr::memchr(b'"', &bytes[at..]).map(|n| at + n) {
        if open > skip && !edge(bytes.get(open - 1)) {
            faults.push((open, &STRAY_QUOTE));
            // The rest of an unquoted field is taken as it stands: further quotes are the same fault.
            at = next_edge(bytes, open, delimiter);
            continue;
        }
        let mut close = open + 1;
        let closed = loop {
            let Some(quote) = memchr::memchr(b'"', &bytes[close..]).map(|n| close + n) else {
                break None;
            };
            if bytes.get(quote + 1) != Some(&b'"') {
                break Some(quote);
            }
            close = quote + 2;
        };
        let Some(quote) = closed else {
            faults.push((open, &TRUNCATED));
            break;
        };
        at = quote + 1;
        if !edge(bytes.get(at)) {
            faults.push((quote, &TEXT_AFTER_QUOTE));
            at = next_edge(bytes, at, delimiter);
        }
    }
    for (at, code) in &faults {
        sink.push(quote_fault(source, skip, *at, code));
    }
    faults.is_empty()
}

fn next_edge(bytes: &[u8], at: usize, delimiter: u8) -> usize {
    memchr::memchr3(delimiter, b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |n| at + n)
}

fn quote_fault(source: &Source, skip: usize, at: usize, code: &'static Code) -> Diagnostic {
    let bytes = &source.bytes;
    let line_start = memchr::memrchr2(b'\n', b'\r', &bytes[..at]).map_or(skip, |n| n + 1);
    let column = String::from_utf8_lossy(&bytes[line_start..at]).chars().count() as u32 + 1;
    let place = Place::text(&source.name, line_ends(&bytes[..at]) + 1, column);
    let (message, help) = match code.id {
        "F107" => (
            "Dấu nháy kép mở ở đây không có dấu đóng, nên phần còn lại của tệp dính vào một ô.",
            "Thêm dấu nháy đóng ở cuối ô, hoặc xóa dấu nháy mở.",
        ),
        "R304" => (
            "Có dấu nháy kép đứng giữa ô mà ô không mở đầu bằng dấu nháy.",
            "Xóa dấu nháy này, hoặc đặt cả ô trong dấu nháy và viết dấu nháy bên trong thành hai dấu liền nhau (\"\").",
        ),
        _ => (
            "Sau dấu nháy kép đóng ô còn có chữ.",
            "Xóa phần chữ thừa; dấu nháy nằm trong nội dung thì viết thành hai dấu liền nhau (\"\").",
        ),
    };
    let end = next_edge(bytes, at, b'\n').min(at + 40);
    let sample = String::from_utf8_lossy(&bytes[at..end]).chars().take(30).collect::<String>();
    Diagnostic::new(code, place, message).value(sample).help(help)
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
