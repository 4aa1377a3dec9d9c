//! Rows with too few or too many cells, and the probable cause.
//!
//! Owns R301 and R302.

use std::sync::OnceLock;

use crate::decode::table::Table;
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::source::cell_on;
use crate::text::fold;

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&SHORT_ROW, &LONG_ROW];

static SHORT_ROW: Code = code!(error, "R301", "short-row", "Dòng thiếu ô");
pub(super) static LONG_ROW: Code = code!(error, "R302", "long-row", "Dòng thừa ô");

/// Compares the width of rows with the headings.
pub(super) struct RowWidths<'a> {
    table: &'a Table,
    records: &'a [usize],
    /// Computed only where a row has too many cells.
    ends_alike: OnceLock<bool>,
}

impl<'a> RowWidths<'a> {
    pub(super) fn new(table: &'a Table, records: &'a [usize]) -> Self {
        Self { table, records, ends_alike: OnceLock::new() }
    }

    /// Whether a row has as many cells as there are headings. Trailing blank headings need no cell.
    /// An extra cell is an error even where the last is blank: a delimiter inside a text may have
    /// split it and moved the rest under the wrong headings.
    pub(super) fn is_sound(&self, record: usize, sink: &mut Sink) -> bool {
        let table = self.table;
        let (width, heading_width) = (table.width(record), table.width(table.header));
        if width == heading_width {
            return true;
        }
        let required_width = (0..heading_width).rfind(|c| !is_blank(table, table.header, *c));
        let required_width = required_width.map_or(0, |last| last + 1);
        let fits = if width < heading_width { width >= required_width } else { self.ends_alike() };
        if fits {
            return true;
        }
        let place = table.place(record);
        let finding = if width < required_width {
            let message = format!("Dòng chỉ có {width} ô, trong khi bảng có {required_width} cột.");
            Diagnostic::new(&SHORT_ROW, place, message).help(why_short(
                table,
                record,
                required_width,
            ))
        } else {
            let message = format!("Dòng có {width} ô, trong khi bảng chỉ có {required_width} cột.");
            Diagnostic::new(&LONG_ROW, place, message).help(why_long(table, record, required_width))
        };
        sink.push(finding.value(format!("{width} ô")).expected(format!("{required_width} ô")));
        false
    }

    /// Whether all rows end with the same extra delimiters, as some programs write them: several
    /// rows, none of which seems to hold a split text.
    fn ends_alike(&self) -> bool {
        *self.ends_alike.get_or_init(|| {
            let table = self.table;
            let heading_width = table.width(table.header);
            let width = self.records.first().map_or(0, |record| table.width(*record));
            let ends = |record: usize| {
                table.width(record) == width
                    && (heading_width..width).all(|column| is_blank(table, record, column))
                    && (1..heading_width).all(|column| !is_continuation(table, record, column))
            };
            self.records.len() >= MIN_ALIKE && self.records.iter().all(|record| ends(*record))
        })
    }
}

/// Minimum number of such rows, to exclude coincidence.
const MIN_ALIKE: usize = 3;

fn is_blank(table: &Table, record: usize, column: usize) -> bool {
    fold::trim(table.field(record, column)).is_empty()
}

/// Whether a cell looks like the second part of a split text.
fn is_continuation(table: &Table, record: usize, column: usize) -> bool {
    let piece = table.field(record, column);
    piece.starts_with(' ')
        && !is_blank(table, record, column)
        && !is_blank(table, record, column - 1)
}

/// The name of the delimiter, for messages.
fn delimiter_name(table: &Table) -> String {
    match table.delimiter {
        b'\t' => "Tab".to_owned(),
        other => format!("“{}”", char::from(other)),
    }
}

/// The help text of R301. A short row and the next that completes it are one row, broken in a cell.
fn why_short(table: &Table, record: usize, required_width: usize) -> String {
    let width = table.width(record);
    let next = Some(record + 1).filter(|n| *n < table.len()).map(|n| table.width(n));
    let before = record.checked_sub(1).filter(|n| *n > table.header).map(|n| table.width(n));
    let (row, _) = table.row_and_line(record);
    // The broken cell is in both parts, so together they have one cell more than the row.
    let broken = |other: Option<usize>| {
        other.is_some_and(|w| w < required_width && w + width == required_width + 1)
    };
    if broken(next) {
        let cell = cell_on(sheet_of(table, record), width as u32, row);
        format!(
            "Có thể nội dung ô {cell} bị xuống dòng, phần sau nằm ở dòng kế tiếp. Nối hai dòng lại, hoặc đặt cả nội dung của ô trong dấu nháy kép."
        )
    } else if broken(before) {
        "Có thể đây là phần sau của dòng liền trên, do một ô bị xuống dòng. Nối hai dòng lại, hoặc đặt cả nội dung của ô trong dấu nháy kép.".to_owned()
    } else if width == 1 && other_delimiter(table, record).is_some() {
        let other = other_delimiter(table, record).unwrap_or_default();
        format!(
            "Dòng này dùng dấu {other} để ngăn cách, các dòng khác dùng dấu {}. Sửa cho giống các dòng khác.",
            delimiter_name(table)
        )
    } else {
        format!(
            "Thêm đủ dấu {} cho các ô trống ở cuối dòng; nếu một ô có xuống dòng thì đặt cả ô trong dấu nháy kép.",
            delimiter_name(table)
        )
    }
}

/// The sheet of a record.
fn sheet_of(table: &Table, record: usize) -> Option<&str> {
    table.sheet_of(record).map(|sheet| &*sheet.name)
}

/// The delimiter that would split a one-cell row into as many cells as there are headings.
fn other_delimiter(table: &Table, record: usize) -> Option<&'static str> {
    let hint = [(';', "“;”"), (',', "“,”"), ('\t', "Tab"), ('|', "“|”")];
    let wanted = table.width(table.header);
    let text = table.field(record, 0);
    let fits =
        |c: char| u32::from(c) != u32::from(table.delimiter) && text.split(c).count() == wanted;
    hint.into_iter().find(|(c, _)| fits(*c)).map(|(_, name)| name)
}

fn why_long(table: &Table, record: usize, required_width: usize) -> String {
    let (row, _) = table.row_and_line(record);
    let cause =
        format!("Có thể một ô chứa dấu {} mà không nằm trong dấu nháy kép", delimiter_name(table));
    if let Some((column, text)) = likely_split(table, record) {
        let cell = cell_on(sheet_of(table, record), column as u32 + 1, row);
        return format!(
            "{cause}, xem ô {cell}: “{}”. Đặt cả nội dung của ô trong dấu nháy kép.",
            clipped(text)
        );
    }
    if let Some((column, number)) = split_number(table, record) {
        let cell = cell_on(sheet_of(table, record), column as u32 + 1, row);
        return format!(
            "Có thể dấu {} trong một con số bị coi là dấu ngăn cách, xem ô {cell}: “{number}”. Đặt cả con số trong dấu nháy kép.",
            delimiter_name(table)
        );
    }
    if required_width > 1 && table.width(record).is_multiple_of(required_width) {
        return "Có thể hai dòng bị dính liền thành một. Tách lại mỗi nhiệm vụ một dòng."
            .to_owned();
    }
    let heading_width = table.width(table.header);
    let only_delimiters =
        (heading_width..table.width(record)).all(|column| is_blank(table, record, column));
    let hint = match only_delimiters {
        true => format!(" Nếu chỉ thừa dấu {} ở cuối dòng thì xóa dấu ấy.", delimiter_name(table)),
        false => String::new(),
    };
    format!("{cause}. Đặt cả nội dung của ô trong dấu nháy kép.{hint}")
}

/// The beginning of a text, for messages.
pub(super) fn clipped(text: &str) -> String {
    let text = fold::trim(text);
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", fold::trim(&text[..end])),
        None => text.to_owned(),
    }
}

/// The cell in which an unquoted delimiter probably split a text: a cell that begins with a space
/// and a small letter continues the cell before it.
fn likely_split(table: &Table, record: usize) -> Option<(usize, &str)> {
    (1..table.width(record)).find_map(|column| {
        let piece = table.field(record, column);
        let is_continuation = piece.starts_with(' ')
            && fold::trim(piece).chars().next().is_some_and(|c| c.is_lowercase());
        is_continuation.then(|| (column - 1, fold::trim(table.field(record, column - 1))))
    })
}

/// A number split at its decimal comma: two adjacent cells of digits.
fn split_number(table: &Table, record: usize) -> Option<(usize, String)> {
    let digits = |column: usize| {
        let text = fold::trim(table.field(record, column));
        (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
    };
    (table.delimiter == b',').then_some(())?;
    (1..table.width(record)).find_map(|column| {
        let (integer, fraction) = (digits(column - 1)?, digits(column)?);
        (integer.len() <= 3).then(|| (column - 1, format!("{integer},{fraction}")))
    })
}
