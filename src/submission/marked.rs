//! Cells of a sheet that are struck out, or of which a part is, or is above or below the line.
//!
//! A value with such a part has none: the text says which part it is (`[gạch ngang: 4]5`), so that its
//! own rule tells it. What is struck out as a whole, in words or in a heading, is read, and R316 tells it.

use std::collections::{BTreeMap, HashSet};

use super::{Field, Submission};
use crate::decode::sheet::{MarkedCell, Merge};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::text::fold;

/// The code of this module.
pub(super) static STRUCK_OUT: Code =
    code!(warning, "R316", "struck-out", "Có chữ bị gạch ngang mà vẫn được đọc");

/// Reads the marked cells of `records`, which are sorted by row.
pub(super) fn check(submission: &mut Submission, records: &[usize], sink: &mut Sink) {
    let Some(sheet) = &mut submission.table.sheet else { return };
    let marked = std::mem::take(&mut sheet.marked);
    headings(submission, &marked, sink);
    let mut rows: BTreeMap<usize, Vec<(Field, usize, &MarkedCell)>> = BTreeMap::new();
    for cell in &marked {
        let row = |record: &usize| submission.table.row_and_line(*record).0;
        let Ok(at) = records.binary_search_by_key(&cell.row, row) else { continue };
        let column = cell.column as usize - 1;
        if let Some(field) = field_of(submission, column) {
            rows.entry(records[at]).or_default().push((field, column, cell));
        }
    }
    for (record, cells) in rows {
        let struck = cells.iter().filter(|(_, _, cell)| cell.text.is_none()).count();
        if struck == filled(submission, record) {
            let message = "Cả dòng bị gạch ngang mà vẫn được đọc và tính vào số liệu.";
            sink.push(finding(submission.table.place(record), message));
            continue;
        }
        for (field, column, cell) in cells {
            let place = submission.table.cell_place(record, column);
            let place = place.of_field(field.key(), submission.heading(column));
            let is_words = field.column().holds.is_free_text();
            let (message, shown) = match &cell.text {
                Some(text) if !is_words => {
                    submission.table.replace_field(record, column, text);
                    continue;
                }
                // What is above or below the line is meant.
                Some(_) if !cell.is_struck => continue,
                Some(text) => ("Một phần của ô bị gạch ngang mà vẫn được đọc.", text.as_str()),
                None => {
                    let message = "Ô bị gạch ngang mà vẫn được đọc và tính vào số liệu.";
                    (message, submission.table.field(record, column))
                }
            };
            let shown = super::row_width::clipped(fold::trim(shown));
            sink.push(finding(place, message).value(shown));
        }
    }
}

/// Reports headings over known columns that are struck out, or of which a part is.
fn headings(submission: &Submission, marked: &[MarkedCell], sink: &mut Sink) {
    let (first, last) = submission.heading_rows();
    let struck: Vec<(&MarkedCell, Field, usize)> = marked
        .iter()
        .filter(|cell| cell.is_struck && (first..=last).contains(&cell.row))
        .filter_map(|cell| known_under(submission, cell).map(|(field, at)| (cell, field, at)))
        .collect();
    let known =
        submission.kind.columns().filter(|own| submission.columns[own.field as usize].is_some());
    let whole: HashSet<usize> =
        struck.iter().filter(|(cell, ..)| cell.text.is_none()).map(|(.., at)| *at).collect();
    if !whole.is_empty() && whole.len() == known.count() {
        let message = "Cả hàng tiêu đề bị gạch ngang mà bảng vẫn được đọc và tính vào số liệu.";
        sink.push(
            Diagnostic::new(&STRUCK_OUT, submission.header_place(), message)
                .help("Bảng đã bỏ thì xóa hẳn; bảng vẫn dùng thì bỏ gạch ngang (Format Cells, Font, Strikethrough)."),
        );
        return;
    }
    for (cell, field, at) in struck {
        let place = submission.table.row_place(cell.row, cell.row).in_column(cell.column);
        let place = place.of_field(field.key(), submission.heading(at));
        let (message, shown) = match &cell.text {
            Some(text) => (
                "Một phần của tiêu đề bị gạch ngang mà tiêu đề vẫn được hiểu theo cả phần ấy.",
                text.as_str(),
            ),
            None => (
                "Tiêu đề bị gạch ngang mà cột vẫn được đọc và tính vào số liệu.",
                submission.heading(at),
            ),
        };
        sink.push(
            Diagnostic::new(&STRUCK_OUT, place, message)
                .value(super::row_width::clipped(fold::trim(shown)))
                .help("Cột hoặc chữ đã bỏ thì xóa hẳn; vẫn dùng thì bỏ gạch ngang ở tiêu đề (Format Cells, Font, Strikethrough)."),
        );
    }
}

/// The first known column under a heading, which may cover several, and its field.
fn known_under(submission: &Submission, cell: &MarkedCell) -> Option<(Field, usize)> {
    let sheet = submission.table.sheet.as_ref()?;
    let is_its = |merge: &&Merge| (merge.top, merge.left) == (cell.row, cell.column);
    let last = sheet.merges.iter().find(is_its).map_or(cell.column, |merge| merge.right);
    let mut columns = (cell.column..=last).map(|column| column as usize - 1);
    columns.find_map(|column| field_of(submission, column).map(|field| (field, column)))
}

fn finding(place: crate::diag::Place, message: &str) -> Diagnostic {
    Diagnostic::new(&STRUCK_OUT, place, message)
        .help("Chữ đã bỏ thì xóa hẳn; chữ vẫn đúng thì bỏ gạch ngang (Format Cells, Font, Strikethrough).")
}

/// The field of a column, counted from 0.
fn field_of(submission: &Submission, column: usize) -> Option<Field> {
    let is_its =
        |field: &Field| submission.columns[*field as usize].map(usize::from) == Some(column);
    submission.kind.columns().map(|own| own.field).find(is_its)
}

/// How many known cells of a record are filled.
fn filled(submission: &Submission, record: usize) -> usize {
    let known = submission.kind.columns().map(|own| submission.text_of(record, own.field));
    known.filter(|text| !text.is_empty()).count()
}
