//! A number that a comma-separated file cuts into cells: `1,500,000` without quotes is `1`, `500` and
//! `000`. Where the last of them is under a heading, the row is too long, and R302 says so anyway.

use super::row_width::LONG_ROW;
use super::{Field, Submission};
use crate::diag::Diagnostic;
use crate::text::fold;

/// The columns of numbers.
const NUMBERS: [Field; 4] = [Field::Progress, Field::Allocated, Field::Disbursed, Field::Value];

/// R302 for a row with such a number.
pub(super) fn found(submission: &Submission, record: usize) -> Option<Diagnostic> {
    let table = &submission.table;
    // Fast path: other files cannot cut a number.
    if table.delimiter != b',' || table.sheet.is_some() {
        return None;
    }
    NUMBERS.into_iter().find_map(|field| {
        let column = usize::from(submission.columns[field as usize]?);
        let parts = parts(submission, record, column)?;
        let written = parts.join(",");
        let message = format!(
            "Một con số bị cắt thành {} ô, vì dấu “,” trong số bị coi là dấu ngăn cách các ô.",
            parts.len()
        );
        let place = table.cell_place(record, column);
        let place = place.of_field(field.key(), submission.heading(column));
        Some(
            Diagnostic::new(&LONG_ROW, place, message)
                .value(parts.join(" | "))
                .expected(format!("cả số trong một ô, ví dụ \"{written}\""))
                .help("Đặt cả con số trong dấu nháy kép, hoặc lưu lại tệp với dấu chấm phẩy giữa các ô; các ô sau con số trong dòng này cũng đã lệch cột."),
        )
    })
}

/// The parts of a number that begins in a column, where one of the others stands where none can be.
fn parts(submission: &Submission, record: usize, column: usize) -> Option<Vec<&str>> {
    let table = &submission.table;
    let digits = |column: usize| {
        let text = fold::trim(table.field(record, column));
        (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then_some(text)
    };
    let first = digits(column).filter(|first| first.len() <= 3)?;
    let mut parts = vec![first];
    let width = table.width(record);
    let groups = (column + 1..width).map_while(|at| digits(at).filter(|group| group.len() == 3));
    parts.extend(groups);
    // Or the decimals: `45,5`.
    if parts.len() == 1 && column + 1 < width {
        parts.extend(digits(column + 1).filter(|decimals| decimals.len() <= 2));
    }
    let is_misplaced = |at: usize| {
        let is_of = |field: Field| submission.columns[field as usize].map(usize::from) == Some(at);
        is_of(Field::Source) || fold::trim(submission.heading(at)).is_empty()
    };
    let ends = column + 1..column + parts.len();
    ends.into_iter().any(is_misplaced).then_some(parts)
}
