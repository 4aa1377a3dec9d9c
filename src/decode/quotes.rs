//! The audit of quotes: a misplaced quote would make the reader split cells as nobody intended.
//!
//! Owns the wording of R304, R305 and of an unclosed quote (F107), with the cell and line of the
//! quote and of the one that opened its cell. Reads no fields.

use super::encoding::TRUNCATED;
use crate::diag::{Code, Diagnostic, Place, Related, Sink, code};
use crate::source::{Source, Span, line_ends};

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&STRAY_QUOTE, &TEXT_AFTER_QUOTE];

pub(crate) static STRAY_QUOTE: Code =
    code!(error, "R304", "stray-quote", "Dấu nháy kép đứng lẻ trong ô");
pub(crate) static TEXT_AFTER_QUOTE: Code =
    code!(error, "R305", "text-after-quote", "Có chữ sau dấu nháy kép đóng");

/// The text to audit: the offset of its first record and its delimiter.
#[derive(Debug, Clone, Copy)]
pub(super) struct AuditedText<'a> {
    pub(super) source: &'a Source,
    pub(super) bytes: &'a [u8],
    pub(super) start: usize,
    pub(super) delimiter: u8,
}

/// A misplaced quote: its offset, the fault, and the quote that opened its cell.
#[derive(Debug, Clone, Copy)]
struct BadQuote {
    at: usize,
    code: &'static Code,
    opened: usize,
}

/// Audits every quote. Programs disagree on how to read a misplaced quote, so the file is refused
/// with the place instead of being read silently.
pub(super) fn are_sound(text: AuditedText<'_>, sink: &mut Sink) -> bool {
    let AuditedText { bytes, start, delimiter, .. } = text;
    let edge = |b: Option<&u8>| b.is_none_or(|b| *b == delimiter || matches!(b, b'\n' | b'\r'));
    let line = 1 + line_ends(&bytes[..start]);
    let cells = Cells { bytes, delimiter, at: start, row: 1, line, column: 1 };
    let mut faults =
        Faults { source: text.source, cells, limit: sink.limit(), counts: [0; 3], sink };
    let mut at = start;
    while let Some(open) = memchr::memchr(b'"', &bytes[at..]).map(|n| at + n) {
        if open > start && !edge(bytes.get(open - 1)) {
            faults.push(BadQuote { at: open, code: &STRAY_QUOTE, opened: open });
            // The rest of an unquoted field is literal: further quotes are the same fault.
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
    faults.finish()
}

/// Reports faults as they are found, up to the limit for each code; counts the others.
struct Faults<'a, 's> {
    source: &'a Source,
    cells: Cells<'a>,
    limit: usize,
    /// Count for each code.
    counts: [usize; 3],
    sink: &'s mut Sink,
}

/// The possible faults.
const KINDS: [&Code; 3] = [&STRAY_QUOTE, &TEXT_AFTER_QUOTE, &TRUNCATED];

impl Faults<'_, '_> {
    fn push(&mut self, fault: BadQuote) {
        let kind = KINDS.iter().position(|code| *code == fault.code).unwrap_or(0);
        self.counts[kind] += 1;
        if self.counts[kind] <= self.limit {
            self.sink.push(quote_fault(self.source, fault, &mut self.cells));
        }
    }

    /// Counts unlisted faults and returns whether there was none.
    fn finish(self) -> bool {
        for (code, counts) in KINDS.into_iter().zip(self.counts) {
            self.sink.push_unlisted(code, &self.source.name, counts.saturating_sub(self.limit));
        }
        self.counts == [0; 3]
    }
}

/// The quote that closes the one at `open`; doubled quotes between them are text.
pub(super) fn closing_quote(bytes: &[u8], open: usize) -> Option<usize> {
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

/// Walks the bytes cell by cell, as a spreadsheet would split them, to find the cell of a byte.
struct Cells<'a> {
    bytes: &'a [u8],
    delimiter: u8,
    /// Offset of the cell.
    at: usize,
    row: u32,
    line: u32,
    column: u32,
}

impl Cells<'_> {
    /// Advances to the cell that holds the byte at `wanted`; offsets must not decrease.
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
    let bytes = cells.bytes;
    cells.reach(opened);
    let opening_line = cells.line + line_ends(&bytes[cells.at..opened]);
    let line = opening_line + line_ends(&bytes[opened..at]);
    let place = Place::of_row(&source.name, cells.row, line).in_column(cells.column);
    let end = next_edge(bytes, at, cells.delimiter);
    let place = place.spanning(Span::new(at, end));
    let (message, expected, help) = if code == &TRUNCATED {
        (
            "Dấu nháy kép mở ô ở đây không có dấu đóng, nên phần còn lại của tệp dính vào một ô.",
            "dấu nháy kép đóng ở cuối ô",
            "Thêm dấu nháy kép đóng ở cuối ô, hoặc xóa dấu nháy kép mở.",
        )
    } else if code == &STRAY_QUOTE {
        (
            "Có dấu nháy kép đứng giữa ô mà ô không mở đầu bằng dấu nháy kép.",
            "ô không có dấu nháy kép, hoặc cả ô nằm trong dấu nháy kép",
            "Xóa dấu nháy này hoặc thay bằng “…”; nếu muốn giữ thì đặt cả ô trong dấu nháy kép và viết mỗi dấu nháy bên trong thành hai dấu liền nhau (\"\").",
        )
    } else {
        (
            "Sau dấu nháy kép đóng ô còn có chữ.",
            "dấu nháy kép đóng đứng ở cuối ô",
            "Xóa phần chữ thừa, hoặc xem lại dấu nháy kép mở của ô; dấu nháy nằm trong nội dung thì viết thành hai dấu liền nhau (\"\").",
        )
    };
    let sample = String::from_utf8_lossy(&bytes[at..end.min(at + 120)]);
    let sample: String =
        sample.chars().filter(|c| *c != char::REPLACEMENT_CHARACTER).take(30).collect();
    let finding = Diagnostic::new(code, place, message).value(sample).expected(expected).help(help);
    if opening_line == line {
        return finding;
    }
    finding.related(Related {
        sheet: None,
        file: source.name.to_string(),
        line: opening_line,
        message: "Ô này mở dấu nháy kép ở đây.".into(),
    })
}
