//! CSV → [`Table`]: delimiter by evidence, quoting audited, every record's place kept.
//!
//! The `csv` crate reads; its line and byte positions are not fit for people (after CRLF they are
//! one off, and it reports no bad quoting at all), so starts are settled here and quotes audited by
//! a scan of our own. Both must agree on the number of records.

use std::sync::{Arc, OnceLock};

use csv::{ByteRecord, ReaderBuilder};

use super::sniff::{Kind, sniff};
use super::table::{Record, Table};
use crate::diag::{Code, Diagnostic, Place, Related, Sink};
use crate::source::{Source, Span, line_ends};

/// The codes of this floor.
pub(super) const CODES: &[&Code] = &[
    &UNREADABLE,
    &EMPTY,
    &INVALID_BYTES,
    &TRUNCATED,
    &NUL_BYTES,
    &OVER_LIMIT,
    &STRAY_QUOTE,
    &TEXT_AFTER_QUOTE,
];

/// F101, raised where the file is opened.
pub static UNREADABLE: Code = Code::error("F101", "unreadable", "Không mở được tệp");
pub(super) static EMPTY: Code = Code::error("F102", "empty", "Tệp trống");
static INVALID_BYTES: Code = Code::error("F105", "invalid-bytes", "Tệp có ký tự không đọc được");
static TRUNCATED: Code = Code::error("F107", "truncated", "Dấu nháy kép mở không có dấu đóng");
static NUL_BYTES: Code = Code::error("F108", "nul-bytes", "Tệp có ký tự rỗng");
pub(super) static OVER_LIMIT: Code = Code::error("F109", "over-limit", "Tệp quá lớn");
static STRAY_QUOTE: Code = Code::error("R304", "stray-quote", "Dấu nháy kép đứng lẻ trong ô");
static TEXT_AFTER_QUOTE: Code =
    Code::error("R305", "text-after-quote", "Có chữ sau dấu nháy kép đóng");

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
    if is_too_heavy(source, sink) {
        return None;
    }
    let kind = sniff(&source.bytes);
    if kind != Kind::Text {
        sink.push(kind.not_a_table(source));
        return None;
    }
    let bom = source.bytes.starts_with(BOM);
    let skip = if bom { BOM.len() } else { 0 };
    let body = &source.bytes[skip..];
    // An empty sheet is saved as nothing but delimiters.
    if body.iter().all(|b| b.is_ascii_whitespace() || DELIMITERS.contains(b)) {
        let help = "Gửi lại tệp có hàng tiêu đề và ít nhất một dòng số liệu.";
        sink.push(
            Diagnostic::new(&EMPTY, file(), "Tệp không có nội dung nào.")
                .expected("hàng tiêu đề và ít nhất một dòng số liệu")
                .help(help),
        );
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

/// Whether all bytes are UTF-8 without NUL; if not, one finding that names the first bad place.
fn bytes_are_text(source: &Source, skip: usize, sink: &mut Sink) -> bool {
    let bytes = &source.bytes;
    let nul = memchr::memchr(0, bytes);
    let (code, at, count) = match (nul, std::str::from_utf8(bytes)) {
        (Some(at), _) => (&NUL_BYTES, at, memchr::memchr_iter(0, bytes).count()),
        (None, Ok(_)) => return true,
        (None, Err(error)) => {
            let bad = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty());
            (&INVALID_BYTES, error.valid_up_to(), bad.count())
        }
    };
    let line_start = memchr::memrchr2(b'\n', b'\r', &bytes[..at]).map_or(skip, |n| n + 1);
    let before = String::from_utf8_lossy(&bytes[line_start.min(at)..at]);
    let column = before.chars().count() as u32 + 1;
    let line = line_ends(&bytes[..at]) + 1;
    let message = match code.id {
        "F108" => format!(
            "Tệp có {count} ký tự rỗng, ký tự đầu tiên ở dòng {line}, vị trí {column}; thường vì tệp được lưu ở kiểu “Unicode Text” (UTF-16)."
        ),
        _ => format!(
            "Tệp có {count} chỗ không đọc được thành chữ, chỗ đầu tiên ở dòng {line}, vị trí {column}; thường vì tệp chưa được lưu ở dạng UTF-8."
        ),
    };
    // A little of the text on both sides, so that people find the place by eye.
    let skipped = before.chars().count().saturating_sub(15);
    let rest = &bytes[at..next_edge(bytes, at, b'\n').min(at + 15)];
    let sample = format!(
        "{}{}",
        before.chars().skip(skipped).collect::<String>(),
        String::from_utf8_lossy(rest).replace('\0', "\u{FFFD}")
    );
    sink.push(
        Diagnostic::new(code, Place::text(&source.name, line, column), message)
            .value(sample)
            .expected("chữ ở dạng UTF-8")
            .help(SAVE_AS),
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
    let mut blank_lines = Vec::new();
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        let told = record.position().map_or(0, |p| p.byte() as usize);
        let ends_before = body[told..].iter().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        if ends_before > 0 {
            // After CRLF the reader stands on the LF, which ends no line of its own.
            let behind_cr = told > 0 && body[told - 1] == b'\r' && body[told] == b'\n';
            let blank = line_ends(&body[told..told + ends_before]) - u32::from(behind_cr);
            if blank > 0 {
                blank_lines.push((records.len(), blank));
            }
        }
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
        sheet: None,
        bytes: Arc::from(source.bytes.as_slice()),
        // The bytes were valid before the quotes were taken off, which are ASCII.
        text: String::from_utf8(fields).ok()?,
        ends,
        records,
        blank_lines,
        places: OnceLock::new(),
    })
}

/// A quote out of place: where it stands, what is wrong, and the quote that opened its cell.
#[derive(Debug, Clone, Copy)]
struct BadQuote {
    at: usize,
    code: &'static Code,
    opened: usize,
}

/// Audits every quote. One that is out of place makes the table unreadable in one way only to the
/// reader, so the file is refused with the place instead of being read in silence.
fn quotes_are_sound(source: &Source, skip: usize, delimiter: u8, sink: &mut Sink) -> bool {
    let bytes = &source.bytes;
    let edge = |b: Option<&u8>| b.is_none_or(|b| *b == delimiter || matches!(b, b'\n' | b'\r'));
    let mut faults: Vec<BadQuote> = Vec::new();
    let mut at = skip;
    while let Some(open) = memchr::memchr(b'"', &bytes[at..]).map(|n| at + n) {
        if open > skip && !edge(bytes.get(open - 1)) {
            faults.push(BadQuote { at: open, code: &STRAY_QUOTE, opened: open });
            // The rest of an unquoted field is taken as it stands: further quotes are the same fault.
            at = next_edge(bytes, open, delimiter);
            continue;
        }
        let Some(close) = closing_quote(bytes, open) else {
            faults.push(BadQuote { at: open, code: &TRUNCATED, opened: open });
            break;
        };
        at = close + 1;
        if !edge(bytes.get(at)) {
            faults.push(BadQuote { at: close, code: &TEXT_AFTER_QUOTE, opened: open });
            at = next_edge(bytes, at, delimiter);
        }
    }
    let mut cells = Cells { bytes, delimiter, at: skip, row: 1, line: 1, column: 1 };
    for fault in &faults {
        sink.push(quote_fault(source, *fault, &mut cells));
    }
    faults.is_empty()
}

/// The quote that closes the one at `open`; doubled quotes between them are text.
fn closing_quote(bytes: &[u8], open: usize) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let quote = at + memchr::memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        at = quote + 2;
    }
}

fn next_edge(bytes: &[u8], at: usize, delimiter: u8) -> usize {
    memchr::memchr3(delimiter, b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |n| at + n)
}

/// Walks the bytes cell by cell, as a spreadsheet would cut them, to say in which cell a byte lies.
struct Cells<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    /// Where the cell begins.
    at: usize,
    row: u32,
    line: u32,
    column: u32,
}

impl Cells<'_> {
    /// Goes on to the cell that holds the byte at `wanted`, which no earlier call has passed.
    fn reach(&mut self, wanted: usize) {
        loop {
            let quoted = self.bytes.get(self.at) == Some(&b'"');
            let inside = quoted.then(|| closing_quote(self.bytes, self.at)).flatten();
            let end = next_edge(self.bytes, inside.map_or(self.at, |n| n + 1), self.delimiter);
            if wanted < end || end == self.bytes.len() {
                return;
            }
            let ends = line_ends(&self.bytes[self.at..end]);
            self.line += ends;
            let crlf = self.bytes[end..].starts_with(b"\r\n");
            if self.bytes[end] == self.delimiter {
                self.column += 1;
            } else {
                self.column = 1;
                self.row += 1;
                self.line += 1;
            }
            self.at = end + 1 + usize::from(crlf);
        }
    }
}

fn quote_fault(source: &Source, fault: BadQuote, cells: &mut Cells<'_>) -> Diagnostic {
    let BadQuote { at, code, opened } = fault;
    let bytes = &source.bytes;
    cells.reach(opened);
    let opening_line = cells.line + line_ends(&bytes[cells.at..opened]);
    let line = opening_line + line_ends(&bytes[opened..at]);
    let mut place = Place::row(&source.name, cells.row, line).cell(cells.column);
    let end = next_edge(bytes, at, cells.delimiter);
    place.span = Some(Span::new(at, end));
    let (message, expected, help) = match code.id {
        "F107" => (
            "Dấu nháy kép mở ô ở đây không có dấu đóng, nên phần còn lại của tệp dính vào một ô.",
            "dấu nháy kép đóng ở cuối ô",
            "Thêm dấu nháy kép đóng ở cuối ô, hoặc xóa dấu nháy kép mở.",
        ),
        "R304" => (
            "Có dấu nháy kép đứng giữa ô mà ô không mở đầu bằng dấu nháy kép.",
            "ô không có dấu nháy kép, hoặc cả ô nằm trong dấu nháy kép",
            "Xóa dấu nháy này hoặc thay bằng “…”; nếu muốn giữ thì đặt cả ô trong dấu nháy kép và viết mỗi dấu nháy bên trong thành hai dấu liền nhau (\"\").",
        ),
        _ => (
            "Sau dấu nháy kép đóng ô còn có chữ.",
            "dấu nháy kép đóng đứng ở cuối ô",
            "Xóa phần chữ thừa, hoặc xem lại dấu nháy kép mở của ô; dấu nháy nằm trong nội dung thì viết thành hai dấu liền nhau (\"\").",
        ),
    };
    let sample = String::from_utf8_lossy(&bytes[at..end.min(at + 120)]);
    let sample: String =
        sample.chars().filter(|c| *c != char::REPLACEMENT_CHARACTER).take(30).collect();
    let finding = Diagnostic::new(code, place, message).value(sample).expected(expected).help(help);
    if opening_line == line {
        return finding;
    }
    finding.related(Related {
        file: source.name.to_string(),
        line: opening_line,
        message: "Ô này mở dấu nháy kép ở đây.".into(),
    })
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
