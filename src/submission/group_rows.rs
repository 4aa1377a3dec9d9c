//! Rows between the data that only name a group of the rows below: `II. Truyền thông`.
//!
//! Owns R315. A row with a code, a status, a value or any cell in another column is never one.

use super::row_width::clipped;
use super::{Field, footer, loose_data};
use crate::decode::table::Table;
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::plan::{Period, Status};
use crate::text::{fold, number};

/// The code of this module.
pub(super) static GROUP_ROW: Code =
    code!(note, "R315", "group-row", "Có hàng tên nhóm giữa các dòng số liệu");

/// Known columns in which the name of a group may stand; others must be the agency's own.
const NAME_COLUMNS: [Field; 4] =
    [Field::Period, Field::Agency, Field::TaskText, Field::IndicatorName];

/// Removes group rows above other data from the data rows, and reports each.
pub(super) fn split_off_rows(
    table: &Table,
    columns: &[Option<u16>; Field::COUNT],
    data: &mut Vec<usize>,
    sink: &mut Sink,
) {
    let is_group = |record: &usize| names_group(table, columns, *record);
    let Some(last) = data.iter().rposition(|record| !is_group(record)) else { return };
    if !data[..last].iter().any(is_group) {
        return;
    }
    let mut n = 0;
    data.retain(|record| {
        n += 1;
        let stays = n > last || !is_group(record);
        if !stays {
            sink.push(finding(table, *record));
        }
        stays
    });
}

fn finding(table: &Table, record: usize) -> Diagnostic {
    let message = "Hàng chỉ ghi tên một nhóm, không phải dòng số liệu, nên được bỏ qua.";
    Diagnostic::new(&GROUP_ROW, table.place(record), message)
        .value(clipped(&table.words(record)))
        .help("Không cần sửa. Nếu thật ra là dòng số liệu thì ghi đủ kỳ báo cáo, cơ quan và mã ở dòng ấy.")
}

fn names_group(table: &Table, columns: &[Option<u16>; Field::COUNT], record: usize) -> bool {
    let at = |field: Field| columns[field as usize].map(usize::from);
    let is_filled = |field: Field| {
        at(field).is_some_and(|column| !fold::trim(table.field(record, column)).is_empty())
    };
    // Fast path for nearly every row.
    if [Field::Task, Field::Indicator, Field::Status, Field::Value].into_iter().any(is_filled) {
        return false;
    }
    // A row with too few cells may be the first half of a broken row.
    let missing = table.fields(table.header).skip(table.width(record));
    if missing.map(fold::trim).any(|heading| !heading.is_empty()) {
        return false;
    }
    let may_hold_name = |column: usize| {
        let known = columns.contains(&u16::try_from(column).ok());
        !known || NAME_COLUMNS.iter().any(|field| at(*field) == Some(column))
    };
    let cells = table.fields(record).map(fold::trim).enumerate();
    let filled: Vec<(usize, &str)> = cells.filter(|(_, text)| !text.is_empty()).take(3).collect();
    let names = match filled.as_slice() {
        [(_, name)] => is_name(name),
        [(_, count), (_, name)] => footer::is_count(count) && is_name(name),
        _ => false,
    };
    names
        && !filled.iter().any(|(_, text)| loose_data::is_in(text))
        && filled.iter().all(|(column, _)| may_hold_name(*column))
        && !footer::is_signed(table, record)
}

/// Whether a text can be the name of a group, and nothing that a row of data holds.
fn is_name(text: &str) -> bool {
    let folded = fold::ascii(text);
    text.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
        && folded.contains(' ')
        && Period::parse(text).is_none()
        && !folded.starts_with("quy ")
        && Status::parse(text).is_none()
        && !footer::is_like_a_code(text)
        && number::amount(text).is_err()
}
