//! A decoded table: records and fields as text, with their positions in the file.
//!
//! Fields are slices of the decoded text; only fields with doubled quotes have an unescaped copy
//! after it. Records store their start offset only. Rows, lines and cell spans are computed on
//! demand, because most files have no findings.

use std::sync::{Arc, OnceLock};

use super::body::Body;
use super::sheet::Sheet;
use crate::diag::Place;
use crate::source::{Region, Span, line_ends};

/// How a file was written, as far as detected; also known for a file without a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextFormat {
    /// `utf-8`.
    pub encoding: &'static str,
    /// Whether the file began with a byte order mark.
    pub bom: bool,
    /// The delimiter, if the text contains one.
    pub delimiter: Option<u8>,
}

/// The slice of a field: in the text or, with offsets past its end, in the unescaped texts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A record: its start offset in the file, and its range of fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record {
    pub(super) start: u32,
    pub(super) first: u32,
    pub(super) fields: u32,
}

/// A table and how it was written.
#[derive(Debug)]
pub struct Table {
    /// The file's name.
    pub name: Arc<str>,
    /// `utf-8`.
    pub encoding: &'static str,
    /// Whether the file began with a byte order mark.
    pub bom: bool,
    /// The delimiter.
    pub delimiter: u8,
    /// Index of the heading record, the last one if there are several.
    pub header: usize,
    /// Number of heading records above it.
    pub(super) above: usize,
    /// The sheet it was read from; a sheet has no encoding, delimiter or lines.
    pub sheet: Option<Box<Sheet>>,
    /// Appended rows of other sheets.
    pub(super) joined: Option<Box<Joined>>,
    /// The text of the whole file, or the concatenated cells of a sheet.
    pub(super) text: Body,
    /// Concatenated fields with doubled quotes unescaped.
    pub(super) unescaped: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) records: Vec<Record>,
    pub(super) blank_lines: Vec<(usize, u32)>,
    /// Garbled cells that were left unchanged, sorted by record and column.
    pub(super) garbled: Vec<(usize, usize)>,
    pub(super) places: OnceLock<Vec<(u32, u32)>>,
}

/// The sheets appended to a table.
#[derive(Debug)]
pub(super) struct Joined {
    /// Number of columns of the first sheet itself.
    pub(super) width: usize,
    /// The appended sheets, in order.
    pub(super) parts: Vec<Part>,
}

/// An appended sheet.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) sheet: Sheet,
    /// Its first record.
    pub(super) from: usize,
    /// Its headings.
    pub(super) headings: Vec<String>,
    /// Its first and last heading row.
    pub(super) rows: (u32, u32),
    /// The rows above its headings, by row number.
    pub(super) title: Vec<(u32, String)>,
    /// For each column of the joined table, the matching column of this sheet.
    pub(super) columns: Vec<Option<usize>>,
}

impl Table {
    /// Number of records, including title and heading rows but not blank lines.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are no records.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Number of fields in a record. All rows of a sheet are as wide as the widest.
    pub fn width(&self, record: usize) -> usize {
        let own = self.records[record].fields as usize;
        self.sheet.as_ref().map_or(own, |sheet| own.max(sheet.widest as usize))
    }

    /// An unescaped field; empty if the record is too short.
    pub fn field(&self, record: usize, column: usize) -> &str {
        let r = &self.records[record];
        if column >= r.fields as usize {
            return "";
        }
        self.piece(self.pieces[r.first as usize + column])
    }

    /// Copies a field from one record to another, as for a merged cell.
    pub fn repeat(&mut self, from: usize, to: usize, column: usize) {
        let (above, below) = (self.records[from], self.records[to]);
        if column >= above.fields as usize {
            return;
        }
        let piece = self.pieces[above.first as usize + column];
        if column >= below.fields as usize {
            // The record has no such field: moves it to where there is room.
            let own = below.first as usize..(below.first + below.fields) as usize;
            let first = self.pieces.len();
            self.pieces.extend_from_within(own);
            self.pieces.resize(first + column + 1, Piece { start: 0, end: 0 });
            let fields = column as u32 + 1;
            self.records[to] = Record { first: first as u32, fields, ..below };
        }
        let at = self.records[to].first as usize + column;
        self.pieces[at] = piece;
    }

    /// Whether a cell is garbled (F117): then its text is not what was typed.
    pub fn is_garbled(&self, record: usize, column: usize) -> bool {
        self.garbled.binary_search(&(record, column)).is_ok()
    }

    /// Number of heading records.
    pub fn heading_rows(&self) -> usize {
        self.above + 1
    }

    /// Index of the first heading record.
    pub fn heading_top(&self) -> usize {
        self.header - self.above
    }

    /// Makes `record` the heading row, merged with the one above it.
    pub fn join_headings(&mut self, record: usize, texts: Vec<String>) {
        self.set_headings(record, &texts);
        (self.header, self.above) = (record, self.above + 1);
    }

    /// Replaces the texts of a record.
    pub(super) fn set_headings(&mut self, record: usize, texts: &[String]) {
        // Line numbers are computed from the original text, so first.
        self.places.get_or_init(|| self.compute_places());
        let first = self.pieces.len() as u32;
        for text in texts {
            let piece = self.added(text);
            self.pieces.push(piece);
        }
        let own = self.records[record];
        self.records[record] = Record { first, fields: texts.len() as u32, ..own };
    }

    /// Replaces the text of a field.
    pub fn replace_field(&mut self, record: usize, column: usize, text: &str) {
        let Record { first, fields, .. } = self.records[record];
        if column < fields as usize {
            self.pieces[first as usize + column] = self.added(text);
        }
    }

    /// Stores an additional text.
    fn added(&mut self, text: &str) -> Piece {
        let start = (self.text.len() + self.unescaped.len()) as u32;
        self.unescaped.push_str(text);
        Piece { start, end: start + text.len() as u32 }
    }

    #[inline]
    fn piece(&self, piece: Piece) -> &str {
        let (start, end) = (piece.start as usize, piece.end as usize);
        match start.checked_sub(self.text.len()) {
            None => &self.text[start..end],
            Some(start) => &self.unescaped[start..end - self.text.len()],
        }
    }

    /// All fields of a record.
    pub fn fields(&self, record: usize) -> impl Iterator<Item = &str> {
        let Record { first, fields, .. } = self.records[record];
        let own = &self.pieces[first as usize..(first + fields) as usize];
        Fields { table: self, own: own.iter(), missing: self.width(record) - own.len() }
    }

    /// The non-empty fields of a record in one line.
    pub fn words(&self, record: usize) -> String {
        let cells =
            self.fields(record).map(crate::text::fold::trim).filter(|text| !text.is_empty());
        cells.collect::<Vec<_>>().join(" | ")
    }

    /// Whether every field of a record is blank.
    pub fn is_blank(&self, record: usize) -> bool {
        self.fields(record).all(|f| crate::text::fold::trim(f).is_empty())
    }

    /// Blank lines: the index of the next record, and their count.
    pub fn blank_lines(&self) -> &[(usize, u32)] {
        &self.blank_lines
    }

    /// The place of a record.
    pub fn place(&self, record: usize) -> Place {
        let (row, line) = self.row_and_line(record);
        self.place_on(self.sheet_of(record), row, line)
    }

    /// The place of a row that is not a record, such as a blank one.
    pub fn row_place(&self, row: u32, line: u32) -> Place {
        self.place_on(self.sheet.as_deref(), row, line)
    }

    /// The place of another row on the sheet of a record.
    pub fn row_place_on_sheet_of(&self, record: usize, row: u32, line: u32) -> Place {
        self.place_on(self.sheet_of(record), row, line)
    }

    fn place_on(&self, sheet: Option<&Sheet>, row: u32, line: u32) -> Place {
        match (sheet, row) {
            // A line before a table of a document is not one of its rows.
            (None, 0) => Place::of_file(&self.name),
            (Some(sheet), 0) => Place::of_sheet(&self.name, &sheet.name),
            (None, row) => Place::of_row(&self.name, row, line),
            (Some(sheet), row) => Place::of_sheet_row(&self.name, &sheet.name, row),
        }
    }

    /// The place of a field, with its byte span if the file is text; the row only, if its sheet has
    /// no such column.
    pub fn cell_place(&self, record: usize, column: usize) -> Place {
        let place = self.place(record);
        let Some(own) = self.own_column(record, column) else { return place };
        let place = place.in_column(own as u32 + 1);
        match self.sheet {
            None => place.spanning(self.span(record, column)),
            Some(_) => place,
        }
    }

    /// [`Self::cell_place`] with the heading of the column, for cells below it.
    pub(super) fn cell_place_with_heading(&self, record: usize, column: usize) -> Place {
        let place = self.cell_place(record, column);
        match crate::text::fold::trim(self.field(self.header, column)) {
            heading if record == self.header || heading.is_empty() => place,
            heading => place.under(heading),
        }
    }

    /// The spreadsheet row and the physical line of a record, both from 1. A sheet has no lines;
    /// its rows are returned twice.
    pub fn row_and_line(&self, record: usize) -> (u32, u32) {
        // Before the first record are only empty lines: for it alone the others are not computed.
        if let (0, None, Some(first)) = (record, self.places.get(), self.records.first()) {
            let above = 1 + line_ends(&self.text.as_bytes()[..first.start as usize]);
            return (above, above);
        }
        self.places.get_or_init(|| self.compute_places())[record]
    }

    /// Computes all places in one pass. A line end inside a quoted field starts a physical line,
    /// not a row; it is part of the unescaped field, so the two counts differ by the line ends in
    /// fields.
    fn compute_places(&self) -> Vec<(u32, u32)> {
        let mut places = Vec::with_capacity(self.records.len());
        let (mut row, mut line, mut at) = (1, 1, 0usize);
        for (n, record) in self.records.iter().enumerate() {
            let start = record.start as usize;
            let between = line_ends(&self.text.as_bytes()[at..start]);
            // Line ends inside the fields of the previous record start no row. A single one ends
            // it.
            let above = n.checked_sub(1).filter(|_| between > 1);
            let fields = above.into_iter().flat_map(|above| self.fields(above));
            let quoted = fields.map(|field| line_ends(field.as_bytes())).sum();
            row += between.saturating_sub(quoted);
            line += between;
            places.push((row, line));
            at = start;
        }
        places
    }

    /// The text that spans index: the bytes of the file, or their decoded text.
    pub fn decoded(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Lines and columns of a span.
    pub fn region(&self, span: Span) -> Region {
        let after = self.records.partition_point(|r| r.start as usize <= span.start);
        let Some(record) = after.checked_sub(1) else {
            return Region::of(self.text.as_bytes(), span, 0, 1);
        };
        let from = self.records[record].start as usize;
        Region::of(self.text.as_bytes(), span, from, self.row_and_line(record).1)
    }

    /// The byte span of a field in the file, including quotes; empty for a sheet.
    pub fn span(&self, record: usize, column: usize) -> Span {
        let start = self.records[record].start as usize;
        let end = self.records.get(record + 1).map_or(self.text.len(), |r| r.start as usize);
        let raw = &self.text.as_bytes()[start..end];
        let mut at = 0;
        for _ in 0..column {
            at = (field_end(raw, at, self.delimiter) + 1).min(raw.len());
        }
        Span::new(start + at, start + field_end(raw, at, self.delimiter))
    }
}

/// The fields of a record, padded with empty fields to the width of its sheet.
struct Fields<'a> {
    table: &'a Table,
    own: std::slice::Iter<'a, Piece>,
    missing: usize,
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        if let Some(piece) = self.own.next() {
            return Some(self.table.piece(*piece));
        }
        self.missing = self.missing.checked_sub(1)?;
        Some("")
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = self.own.len() + self.missing;
        (length, Some(length))
    }
}

/// The end of the raw field that starts at `at`: the next delimiter or line end outside quotes.
fn field_end(raw: &[u8], at: usize, delimiter: u8) -> usize {
    let mut i = at;
    if raw.get(i) == Some(&b'"') {
        i += 1;
        while let Some(q) = memchr::memchr(b'"', &raw[i.min(raw.len())..]) {
            i += q + 1;
            if raw.get(i) != Some(&b'"') {
                break;
            }
            i += 1;
        }
    }
    let rest = &raw[i.min(raw.len())..];
    memchr::memchr3(delimiter, b'\n', b'\r', rest).map_or(raw.len(), |n| i + n)
}
