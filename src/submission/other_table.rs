//! Rows of another table below the data: sums by item, a list of persons.
//!
//! Owns R312. A row that names a task, a period or a status is never removed.

use super::footer::is_like_a_code;
use super::row_width::clipped;
use super::{Field, total_of_filled};
use crate::decode::table::Table;
use crate::diag::{Code, Diagnostic, code};
use crate::plan::{Period, Status};
use crate::text::fold;

/// The code of this module.
pub(super) static OTHER_TABLE: Code =
    code!(warning, "R312", "other-table-below", "Có bảng khác ở dưới bảng số liệu");

/// Minimum number of rows of another table.
const MIN_ROWS: usize = 2;
/// Minimum number of filled cells in its widest row.
const MIN_CELLS: usize = 2;

/// Removes the rows of another table from the data rows, and reports them.
pub(super) fn split_off_rows(
    table: &Table,
    columns: &[Option<u16>; Field::COUNT],
    data: &mut Vec<usize>,
) -> Option<Diagnostic> {
    let count = data
        .iter()
        .rev()
        .take_while(|record| is_of_another_table(table, columns, **record))
        .count();
    let other_rows = &data[data.len() - count..];
    let is_table = other_rows.iter().any(|record| total_of_filled(table, *record) >= MIN_CELLS);
    // Where no row is left, the fault is another one.
    if count < MIN_ROWS || count == data.len() || !is_table {
        return None;
    }
    let other_rows = data.split_off(data.len() - count);
    let record = *other_rows.first()?;
    let cells = table.fields(record).map(fold::trim).filter(|text| !text.is_empty());
    let message = format!(
        "{count} hàng cuối là một bảng khác nên không được đọc: không hàng nào có kỳ báo cáo, mã nhiệm vụ hay trạng thái."
    );
    Some(
        Diagnostic::new(&OTHER_TABLE, table.place(record), message)
            .value(clipped(&cells.collect::<Vec<_>>().join(" | ")))
            .help("Chuyển bảng này sang trang tính khác hoặc tệp khác; nếu là số liệu của mẫu thì ghi đủ kỳ báo cáo, cơ quan, mã nhiệm vụ và trạng thái ở từng dòng."),
    )
}

fn is_of_another_table(
    table: &Table,
    columns: &[Option<u16>; Field::COUNT],
    record: usize,
) -> bool {
    let cell = |field: Field| {
        columns[field as usize].map_or("", |c| fold::trim(table.field(record, c.into())))
    };
    let is_form_value = |text: &str| Status::parse(text).is_some() || is_like_a_code(text);
    // A period without its year still marks a row of the form.
    let period = cell(Field::Period);
    cell(Field::Status).is_empty()
        && Period::parse(period).is_none()
        && !fold::ascii(period).starts_with("quy ")
        && !table.fields(record).map(fold::trim).any(is_form_value)
}
