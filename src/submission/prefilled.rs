//! Prefilled rows: only numbers, periods or names filled down a form.
//!
//! Owns R314. A row with a task, a status or any text of its own is never one.

use super::Field;
use super::footer::is_count;
use super::row_parser::is_dash;
use crate::decode::sheet::Merge;
use crate::decode::table::Table;
use crate::diag::{Code, Diagnostic, code};
use crate::plan::{Period, Role};
use crate::text::{date, fold};

/// The code of this module.
pub(super) static PREFILLED_ROWS: Code = code!(note, "R314", "hollow-rows", "Có dòng chỉ điền sẵn");

/// Columns that are filled down in advance.
const PREFILLED_COLUMNS: [Field; 7] = [
    Field::Period,
    Field::Agency,
    Field::Role,
    Field::Reported,
    Field::Source,
    Field::TaskText,
    Field::Before,
];
/// Number columns, in which a filled-down formula gives zero.
const NUMBER_COLUMNS: [Field; 3] = [Field::Progress, Field::Allocated, Field::Disbursed];

/// Removes prefilled rows from the data rows; returns them and the finding.
pub(super) fn split_off_rows(
    table: &Table,
    columns: &[Option<u16>; Field::COUNT],
    data: &mut Vec<usize>,
) -> (Vec<usize>, Option<Diagnostic>) {
    let says = |record: &usize| !is_prefilled(table, columns, *record);
    let (rest, prefilled): (Vec<usize>, Vec<usize>) = match data.iter().all(says) {
        true => return (Vec::new(), None),
        false => data.iter().copied().partition(says),
    };
    *data = rest;
    let mut filled: Vec<usize> = prefilled
        .iter()
        .flat_map(|record| (0..table.width(*record)).map(move |column| (*record, column)))
        .filter(|(record, column)| !fold::trim(table.field(*record, *column)).is_empty())
        .map(|(_, column)| column)
        .collect();
    filled.sort_unstable();
    filled.dedup();
    let name = |column: &usize| match fold::trim(table.field(table.header, *column)) {
        "" => crate::source::column_name(*column as u32 + 1),
        heading => format!("“{heading}”"),
    };
    let names: Vec<String> = filled.iter().map(name).collect();
    let message = format!(
        "{} dòng chỉ có nội dung ở cột {}, không có mã nhiệm vụ, trạng thái hay kết quả, nên được coi là dòng trống.",
        prefilled.len(),
        names.join(", ")
    );
    let rows: Vec<u32> = prefilled.iter().map(|record| table.row_and_line(*record).0).collect();
    let finding = prefilled.first().map(|record| {
        Diagnostic::new(&PREFILLED_ROWS, table.place(*record), message)
            .value(format!("dòng {}", super::workbook::runs(&rows)))
            .help("Không cần sửa; nếu trong đó có nhiệm vụ cần báo cáo thì điền đủ dòng ấy.")
    });
    (prefilled, finding)
}

/// Removes rows of figures without a value and without a remark: no figure is given there. Returns
/// them and the finding.
pub(super) fn split_off_blank_values(
    table: &Table,
    columns: &[Option<u16>; Field::COUNT],
    data: &mut Vec<usize>,
) -> (Vec<usize>, Option<Diagnostic>) {
    let cell = |record: usize, field: Field| {
        columns[field as usize]
            .map_or("", |column| super::meant(table.field(record, column.into())))
    };
    let lost = Lost::of(table, columns[Field::Value as usize]);
    let says = |record: &usize| {
        let value = cell(*record, Field::Value);
        let is_blank = value.is_empty() || is_dash(value);
        // A row without a code may be a signature, or the half of a broken row.
        !is_blank
            || lost.is_in(table, *record)
            || begins_with_number(cell(*record, Field::Unit))
            || !cell(*record, Field::Note).is_empty()
            || !super::footer::is_like_a_code(cell(*record, Field::Indicator))
            || table.width(*record) < table.width(table.header)
    };
    let (rest, blank): (Vec<usize>, Vec<usize>) = data.iter().copied().partition(says);
    *data = rest;
    let rows: Vec<u32> = blank.iter().map(|record| table.row_and_line(*record).0).collect();
    let finding = blank.first().map(|record| {
        let message = match data.is_empty() {
            true => format!(
                "Cả {} dòng của bảng số liệu để trống ô giá trị, nên được hiểu là chưa có số liệu nào.",
                blank.len()
            ),
            false => format!(
                "{} dòng để trống ô giá trị, nên được hiểu là chưa có số liệu.",
                blank.len()
            ),
        };
        Diagnostic::new(&PREFILLED_ROWS, table.place(*record), message)
            .value(format!("dòng {}", super::workbook::runs(&rows)))
            .help("Không cần sửa nếu đúng là chưa có số liệu; nếu đã rà soát và không phát sinh thì ghi 0.")
    });
    (blank, finding)
}

/// `12 buổi` in the place of a unit is a value in the wrong column; `1/100.000` is a unit.
fn begins_with_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit()) && !text.contains('/')
}

/// The blank cells of a column of a workbook that are meant to hold something: formulas without a
/// result, errors, parts of merged cells.
#[derive(Default)]
struct Lost {
    column: u32,
    /// Rows, in order.
    cells: Vec<u32>,
    /// By their first rows.
    merges: Vec<Merge>,
}

impl Lost {
    fn of(table: &Table, column: Option<u16>) -> Self {
        let Some((sheet, column)) = table.sheet.as_ref().zip(column) else {
            return Self::default();
        };
        let column = u32::from(column) + 1;
        let cells = sheet.valueless.iter().filter(|cell| cell.column == column);
        let cells = cells.map(|cell| cell.row).collect();
        let is_over = |merge: &&Merge| (merge.left..=merge.right).contains(&column);
        let mut merges: Vec<Merge> = sheet.merges.iter().filter(is_over).copied().collect();
        merges.sort_by_key(|merge| merge.top);
        Self { column, cells, merges }
    }

    fn is_in(&self, table: &Table, record: usize) -> bool {
        if self.cells.is_empty() && self.merges.is_empty() {
            return false;
        }
        let row = table.row_and_line(record).0;
        // Ranges do not overlap: only the last that begins above the row may reach it.
        let above = self.merges.partition_point(|merge| merge.top <= row);
        let last = above.checked_sub(1).map(|at| self.merges[at]);
        last.is_some_and(|merge| merge.leaves_blank(row, self.column))
            || self.cells.binary_search(&row).is_ok()
    }
}

fn is_prefilled(table: &Table, columns: &[Option<u16>; Field::COUNT], record: usize) -> bool {
    let at = |field: Field| columns[field as usize].map(usize::from);
    let cell =
        |field: Field| at(field).map_or("", |column| fold::trim(table.field(record, column)));
    // Fast path for nearly every row.
    if !cell(Field::Task).is_empty() || !cell(Field::Status).is_empty() {
        return false;
    }
    // A row with too few cells may be the first half of a broken row.
    let headings = table.fields(table.header).skip(table.width(record));
    if headings.map(fold::trim).any(|heading| !heading.is_empty()) {
        return false;
    }
    let prefilled =
        |column: usize| PREFILLED_COLUMNS.iter().any(|field| at(*field) == Some(column));
    let number = |column: usize| NUMBER_COLUMNS.iter().any(|field| at(*field) == Some(column));
    let known = |column: usize| columns.contains(&u16::try_from(column).ok());
    let period = Period::parse(cell(Field::Period)).is_some();
    let (mut filled, mut counted) = (0, false);
    for (column, text) in table.fields(record).map(fold::trim).enumerate() {
        if text.is_empty() || is_dash(text) {
            continue;
        }
        filled += 1;
        if !known(column) {
            counted |= is_count(text);
            // Text in a column of the agency's own: filled down beside a period, else a remark.
            if !is_count(text) && !period {
                return false;
            }
        } else if !(prefilled(column) || (number(column) && is_zero(text))) {
            return false;
        }
    }
    // A signature may be in any of these columns.
    let reads = |field: Field, is_read: &dyn Fn(&str) -> bool| {
        let text = cell(field);
        text.is_empty() || is_read(text)
    };
    filled > 0
        && (period || counted)
        && reads(Field::Period, &|text| Period::parse(text).is_some())
        && reads(Field::Role, &|text| Role::parse(text).is_some())
        && reads(Field::Reported, &|text| date::in_cell(text).is_ok())
        && !super::footer::is_signed(table, record)
}

/// `0`, `0%`, `0,00`.
fn is_zero(text: &str) -> bool {
    text.contains('0') && text.chars().all(|c| matches!(c, '0' | ',' | '.' | '%' | ' '))
}
