//! CSV → [`Table`]: detects encoding and dialect, then splits the text into records and fields.
//!
//! Owns the order of these steps and the conditions that stop them. The `csv` crate is not used for
//! reading: its line and byte positions are not fit for messages (after CRLF they are off by one),
//! it reports no bad quoting, and it copies every cell. Here cells are split in place, in one pass;
//! the tests check that the crate splits the same cells.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::dialect::{self, DELIMITERS, Dialect, LineEnds};
use super::encoding::{self, BOM, Text};
use super::garbled;
use super::guess;
use super::quotes::{self, AuditedText, STRAY_QUOTE};
use super::replaced;
use super::sniff::{Kind, sniff};
use super::table::{Piece, Record, Table, TextFormat};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::source::Source;
use crate::text::number;
use crate::threads;

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&UNREADABLE, &EMPTY, &OVER_LIMIT];

/// F101, raised where the file is opened.
pub static UNREADABLE: Code = code!(error, "F101", "unreadable", "Không mở được tệp");
pub(super) static EMPTY: Code = code!(error, "F102", "empty", "Tệp trống");
/// F109, raised where a limit is exceeded.
pub static OVER_LIMIT: Code = code!(error, "F109", "over-limit", "Tệp quá lớn");

/// Maximum size of a file, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Maximum number of cells in a row: the number of columns in Excel.
const MAX_COLUMNS: usize = 16_384;

/// How many records are sampled to estimate the size of the others, which only saves memory.
const FEW: usize = 16;
/// How many records, and how many bytes, justify a thread.
pub(crate) const PART: usize = 8 * 1024;
const PART_BYTES: usize = 2 * 1024 * 1024;
/// Maximum memory of records and cells for each byte of text, for parts to be joined.
const MAX_JOINED: usize = 6;

/// Decodes a file. `known` reports whether a text is a heading the reader understands; the
/// delimiter and the heading row are those with most known headings. `written` receives how the
/// file was written, even if there is no table.
pub fn decode(
    source: &Source,
    known: &dyn Fn(&str) -> bool,
    written: &mut Option<TextFormat>,
    sink: &mut Sink,
) -> Option<Table> {
    if is_too_large(source, sink) {
        return None;
    }
    let kind = sniff(&source.bytes);
    if kind != Kind::Text {
        sink.push(kind.not_a_table(source));
        return None;
    }
    let mut findings = sink.like();
    let text = encoding::text(source, &mut findings);
    let declared = text.as_ref().and_then(|text| dialect::declared(text.body()));
    let start = text.as_ref().map_or(0, |t| t.skip) + declared.map_or(0, |(_, next)| next);
    // An empty sheet is saved as delimiters only; its encoding does not matter then.
    if let Some(text) = &text
        && text.text.as_bytes()[start..]
            .iter()
            .all(|b| b.is_ascii_whitespace() || DELIMITERS.contains(b))
    {
        sink.push(empty(source));
        return None;
    }
    sink.append(findings);
    let text = text?;
    let known_as = TextFormat { encoding: text.encoding, bom: text.bom, delimiter: None };
    let known_as = written.insert(known_as);
    let declared = declared.map(|(mark, _)| mark);
    let byte_counts = text.byte_counts;
    let dialects = dialects(&text, start, declared, known);
    let dialect = first_sound(source, &text, start, &dialects, sink);
    let mark = dialect.unwrap_or(dialects[0]).delimiter;
    known_as.delimiter = memchr::memchr(mark, &text.text.as_bytes()[start..]).map(|_| mark);
    let dialect = dialect?;
    // "?" and the replacement character. Each byte order mark at the start has the same first byte.
    let may_have_replaced =
        text.byte_counts.question_marks > 0 || text.byte_counts.ef_bytes > text.skip / BOM.len();
    let (mut table, ends) = read(source, text, start, dialect.delimiter);
    sink.extend(ends.mixed(source, table.text.as_bytes()));
    table.header = dialect.header;
    if let Some(finding) = too_wide(&table) {
        sink.push(finding);
        return None;
    }
    if declared.is_some() {
        // A spreadsheet that honours the `sep=` line does not show it: its row 1 is the next line.
        let places = (0..table.len()).map(|n| table.row_and_line(n));
        let places: Vec<_> = places.map(|(row, line)| (row - 1, line)).collect();
        table.places = OnceLock::from(places);
    }
    garbled::check(&mut table, byte_counts, known, sink);
    if may_have_replaced {
        replaced::check(&table, sink);
    }
    Some(table)
}

/// The text of a file with quotes inside unquoted cells, with those cells quoted: what a
/// spreadsheet shows of them. `None` unless that is the only fault and every row then has as many
/// cells as the heading row: otherwise the cell boundaries are unknown.
pub fn requoted(source: &Source, known: &dyn Fn(&str) -> bool) -> Option<String> {
    let text = encoding::text(source, &mut Sink::new())?;
    let declared = dialect::declared(text.body());
    let start = text.skip + declared.map_or(0, |(_, next)| next);
    let dialects = dialects(&text, start, declared.map(|(mark, _)| mark), known);
    let Dialect { delimiter, header } = *dialects.first()?;
    let (mut faults, all) = (Sink::new(), &*text.text);
    let audited = AuditedText { source, bytes: all.as_bytes(), start, delimiter };
    if quotes::are_sound(audited, &mut faults)
        || faults.found().iter().any(|fault| fault.code != &STRAY_QUOTE)
    {
        return None;
    }
    let mut out = String::with_capacity(all.len() + 64);
    let (mut copied, mut at, mut widths) = (0, start, Vec::new());
    loop {
        let mut width = 0;
        let next = dialect::cells(all, at, delimiter, |cell, quoted| {
            width += 1;
            if !quoted && all[cell.clone()].contains('"') {
                out.push_str(&all[copied..cell.start]);
                copied = cell.end;
                out.push('"');
                out.push_str(&all[cell].replace('"', "\"\""));
                out.push('"');
            }
        });
        let Some(next) = next else { break };
        at = next;
        widths.push(width);
    }
    out.push_str(&all[copied..]);
    let headings = *widths.get(header)?;
    widths[header..].iter().all(|width| *width == headings).then_some(out)
}

/// The dialects in which a text may be read. A garbled heading counts as what it was.
fn dialects(
    text: &Text,
    start: usize,
    declared: Option<u8>,
    known: &dyn Fn(&str) -> bool,
) -> Vec<Dialect> {
    let body = &text.text[start..];
    if !garbled::may_be_in(text.byte_counts) {
        return dialect::detect(body, declared, known);
    }
    dialect::detect(body, declared, &|heading: &str| guess::may_mean(heading, known))
}

/// Whether a file exceeds the maximum size; reports it.
pub(super) fn is_too_large(source: &Source, sink: &mut Sink) -> bool {
    if source.bytes.len() <= MAX_BYTES {
        return false;
    }
    sink.push(too_large(&source.name, Some(source.bytes.len() as u64)));
    true
}

/// F109: a file above the maximum size, with its size if known.
pub fn too_large(name: &Arc<str>, size: Option<u64>) -> Diagnostic {
    let limit = MAX_BYTES / 1024 / 1024;
    let found = match size {
        Some(size) => format!("{} MB", size.div_ceil(1024 * 1024)),
        None => format!("hơn {limit} MB"),
    };
    let message = format!("Tệp nặng {found}, quá mức {limit} MB nên không được đọc.");
    let help =
        "Xóa các dòng, cột trống và hình ảnh thừa, hoặc tách tệp theo cơ quan rồi gửi từng phần.";
    Diagnostic::new(&OVER_LIMIT, Place::of_file(name), message)
        .value(found)
        .expected(format!("không quá {limit} MB"))
        .help(help)
}

/// F109: a row with more cells than any spreadsheet has columns. No table is that wide, and checks
/// of a row may be quadratic in its cells.
fn too_wide(table: &Table) -> Option<Diagnostic> {
    let record = (0..table.len()).find(|record| table.width(*record) > MAX_COLUMNS)?;
    let shown = |n: usize| number::dong(i64::try_from(n).unwrap_or(i64::MAX));
    let width = shown(table.width(record));
    let message = format!(
        "Dòng này có {width} ô, nhiều hơn số cột của một bảng tính, nên tệp không được đọc."
    );
    let help = "Mở tệp bằng Excel, xem dòng này có thiếu chỗ xuống dòng không, xóa các cột trống thừa rồi lưu và gửi lại.";
    let finding = Diagnostic::new(&OVER_LIMIT, table.place(record), message)
        .value(format!("{width} ô"))
        .expected(format!("không quá {} ô", shown(MAX_COLUMNS)))
        .help(help);
    Some(finding)
}

fn empty(source: &Source) -> Diagnostic {
    Diagnostic::new(&EMPTY, Place::of_file(&source.name), "Tệp không có nội dung nào.")
        .expected("hàng tiêu đề và ít nhất một dòng số liệu")
        .help("Gửi lại tệp có hàng tiêu đề và ít nhất một dòng số liệu.")
}

/// The first dialect in which the text is well-formed. A cell may contain a whole pasted table in
/// another dialect with more headings than the file itself; then its quotes are misplaced. If no
/// dialect fits, the faults of the most likely one are reported.
fn first_sound(
    source: &Source,
    text: &Text,
    start: usize,
    dialects: &[Dialect],
    sink: &mut Sink,
) -> Option<Dialect> {
    if text.byte_counts.quotes == 0 {
        return dialects.first().copied();
    }
    let mut findings = None;
    for dialect in dialects {
        let mut found = sink.like();
        let (bytes, delimiter) = (text.text.as_bytes(), dialect.delimiter);
        if quotes::are_sound(AuditedText { source, bytes, start, delimiter }, &mut found) {
            return Some(*dialect);
        }
        findings.get_or_insert(found);
    }
    sink.append(findings.unwrap_or_default());
    None
}

/// Splits all records into cells; also returns the line ends.
fn read(source: &Source, text: Text, start: usize, delimiter: u8) -> (Table, LineEnds) {
    let all = &*text.text;
    let part_bytes = if is_dense(&all[start..], delimiter) { usize::MAX } else { PART_BYTES };
    let parts = threads::parts(all.len() - start, part_bytes);
    let parts = dialect::split_at_records(all.as_bytes(), start, parts);
    let mut parts = threads::on_all_cores(parts, |part| Cells::split(all, part, delimiter));
    let mut cells = parts.remove(0);
    cells.join(parts, all.len());
    let Cells { pieces, records, unescaped, mut blank_lines, ends } = cells;
    // Lines after the last record are not part of the table.
    blank_lines.retain(|(record, _)| *record < records.len());
    let table = Table {
        name: Arc::clone(&source.name),
        encoding: text.encoding,
        bom: text.bom,
        delimiter,
        header: 0,
        above: 0,
        sheet: None,
        joined: None,
        text: text.text,
        unescaped,
        pieces,
        records,
        blank_lines,
        garbled: Vec::new(),
        places: OnceLock::new(),
    };
    (table, ends)
}

/// Whether records and cells take so much more memory than the text that there must not be two of
/// them, as there are for a while when parts are joined.
fn is_dense(text: &str, delimiter: u8) -> bool {
    if text.len() < PART_BYTES {
        return false;
    }
    let count = |byte: u8| memchr::memchr_iter(byte, text.as_bytes()).count();
    let records = count(b'\n').max(count(b'\r'));
    let cells = records + count(delimiter);
    records * size_of::<Record>() + cells * size_of::<Piece>() > MAX_JOINED * text.len()
}

/// The cells of consecutive records.
#[derive(Default)]
struct Cells {
    pieces: Vec<Piece>,
    records: Vec<Record>,
    unescaped: String,
    /// Empty lines: the index of the next record, and their count.
    blank_lines: Vec<(usize, u32)>,
    ends: LineEnds,
}

impl Cells {
    /// Splits the records of `text` that start in `range`.
    fn split(text: &str, range: Range<usize>, delimiter: u8) -> Self {
        let bytes = text.as_bytes();
        let mut cells = Self::default();
        let Self { pieces, records, unescaped, blank_lines, ends } = &mut cells;
        let mut at = range.start;
        loop {
            let mut blank = 0;
            while let Some(width) = ends.count(bytes, at) {
                (at, blank) = (at + width, blank + 1);
            }
            if blank > 0 {
                blank_lines.push((records.len(), blank));
            }
            let first = pieces.len() as u32;
            let cell = |cell: Range<usize>, quoted: bool| {
                pieces.push(match quoted && text[cell.clone()].contains('"') {
                    false => Piece { start: cell.start as u32, end: cell.end as u32 },
                    true => {
                        let start = text.len() + unescaped.len();
                        unescaped.push_str(&text[cell].replace("\"\"", "\""));
                        Piece { start: start as u32, end: (text.len() + unescaped.len()) as u32 }
                    }
                });
            };
            let end = (at < range.end).then(|| dialect::cells(text, at, delimiter, cell)).flatten();
            let Some(end) = end else { return cells };
            records.push(Record { start: at as u32, first, fields: pieces.len() as u32 - first });
            // Reserves as if all records had the size of the first few.
            if records.len() == FEW {
                let more = (range.end - end) / ((end - range.start) / FEW).max(1) + 1;
                records.reserve_exact(more);
                pieces.reserve_exact(more * pieces.len().div_ceil(FEW));
            }
            at = end + ends.count(bytes, end).unwrap_or(0);
        }
    }

    /// Appends the cells of the following parts.
    fn join(&mut self, others: Vec<Self>, length: usize) {
        let sum = |of: fn(&Self) -> usize| others.iter().map(of).sum();
        self.pieces.reserve_exact(sum(|part| part.pieces.len()));
        self.records.reserve_exact(sum(|part| part.records.len()));
        for part in others {
            // Blank lines before its first record belong to the end of the previous part.
            let above = self.records.len();
            self.blank_lines.extend(part.blank_lines.iter().map(|(n, count)| (n + above, *count)));
            self.ends.add(part.ends);
            let (cells, texts) = (self.pieces.len() as u32, self.unescaped.len() as u32);
            let records = part.records.into_iter();
            self.records
                .extend(records.map(|record| Record { first: record.first + cells, ..record }));
            // Unescaped text is stored after the text, and after that of the previous parts.
            let by = |piece: &Piece| if (piece.start as usize) < length { 0 } else { texts };
            let moved = part.pieces.into_iter().map(|piece| {
                let by = by(&piece);
                Piece { start: piece.start + by, end: piece.end + by }
            });
            self.pieces.extend(moved);
            self.unescaped.push_str(&part.unescaped);
        }
    }
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
        let table = decode(&Source::new("a.csv", text), &known, &mut None, &mut sink);
        assert!(sink.found().is_empty(), "{:?}", sink.found());
        table.unwrap()
    }

    fn code(bytes: &[u8]) -> (&'static str, Option<u32>) {
        let mut sink = Sink::new();
        assert!(decode(&Source::new("a.csv", bytes), &known, &mut None, &mut sink).is_none());
        let found = sink.finish(&Policy::default());
        (found[0].code.id, found[0].place.line())
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
                    // The blank line is row 2; the quoted line break makes line 4, not row 4.
                    assert_eq!(t.row_and_line(0), (1, 1));
                    assert_eq!(t.row_and_line(1), (3, 3));
                    assert_eq!(t.row_and_line(2), (4, 5));
                    let raw = |r, c| {
                        String::from_utf8_lossy(t.span(r, c).slice(t.decoded())).into_owned()
                    };
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
    fn a_table_pasted_into_a_cell_does_not_decide_how_the_file_is_cut() {
        let pasted = "Mã,Tên,Số\n1,a,2";
        for text in [
            format!("Mã;Tên\n1;\"{pasted}\"\n"),
            format!("Mã;Tên\n\"{pasted}\";b\n"),
            format!("BÁO CÁO;\nMã;Tên\n1;\"trước\n{pasted}\nsau\"\n2;\"b \"\"c\"\"\"\n"),
        ] {
            let t = table(&text);
            assert_eq!((t.delimiter, t.field(t.header, 0)), (b';', "Mã"), "{text:?}");
        }
        // Reports the bad quotes of the file's own dialect, not of the other.
        let text = "Mã;Tên\n1;a \"b\n2;c\n";
        assert_eq!(code(text.as_bytes()), ("R304", Some(2)));
    }

    #[test]
    fn how_a_text_was_written_is_known_without_a_table() {
        let written = |bytes: &[u8]| {
            let mut written = None;
            let mut sink = Sink::new();
            let table = decode(&Source::new("a.csv", bytes), &known, &mut written, &mut sink);
            written.map(|w| (w.encoding, w.bom, w.delimiter, table.is_some()))
        };
        let bad_quote = "\u{FEFF}Mã;Tên\n1;a \"b\" c\n";
        assert_eq!(written(bad_quote.as_bytes()), Some(("utf-8", true, Some(b';'), false)));
        assert_eq!(written("Mã\n1\n".as_bytes()), Some(("utf-8", false, None, true)));
        assert_eq!(written(b"PK\x03\x04zip"), None);
    }

    #[test]
    fn cells_cut_in_parts_are_those_cut_at_once() {
        let text =
            "Mã;Tên\r\n\r\n1;\"a \"\"b\"\"\"\n2;\n\"c\n\"\"\";d\n3;\"\"\"e\"\r\n\r\n\r4;\n\n";
        let split = |step: usize| {
            let parts = (0..text.len()).step_by(step).map(|at| at..at + step).collect();
            let parts = dialect::split_at_records(text.as_bytes(), 0, parts);
            let mut parts: Vec<_> =
                parts.into_iter().map(|part| Cells::split(text, part, b';')).collect();
            let mut cells = parts.remove(0);
            cells.join(parts, text.len());
            let all = text.to_owned() + &cells.unescaped;
            let record = |r: &Record| {
                let pieces = &cells.pieces[r.first as usize..(r.first + r.fields) as usize];
                let texts = pieces.iter().map(|p| all[p.start as usize..p.end as usize].to_owned());
                (r.start, texts.collect::<Vec<_>>())
            };
            let records: Vec<_> = cells.records.iter().map(record).collect();
            (records, cells.blank_lines, format!("{:?}", cells.ends))
        };
        let all = split(text.len());
        assert_eq!(all.0[1].1, ["1", "a \"b\""]);
        assert_eq!(all.1, [(1, 1), (5, 2), (6, 1)]);
        for step in 1..text.len() {
            assert_eq!(split(step), all, "{step}");
        }
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
    fn a_row_wider_than_any_spreadsheet_is_refused_with_its_line() {
        let wide = |cells: usize| format!("Mã;Tên\n1;a\n{}\n", ";x".repeat(cells - 1));
        assert_eq!(code(wide(MAX_COLUMNS + 1).as_bytes()), ("F109", Some(3)));
        assert_eq!(table(&wide(MAX_COLUMNS)).len(), 3);
    }

    #[test]
    fn bad_quotes_are_refused_with_their_line() {
        assert_eq!(code("Mã;Tên\n1;a \"b\" c\n".as_bytes()), ("R304", Some(2)));
        assert_eq!(code("Mã;Tên\n1;\"b\" c\n".as_bytes()), ("R305", Some(2)));
        assert_eq!(code("Mã;Tên\n1;\"b\n2;c\n".as_bytes()), ("F107", Some(2)));
    }
}
