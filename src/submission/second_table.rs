//! Another table below the data or above it: figures under progress, or columns in another order.
//!
//! Owns H209 (with `sheets`, which raises it for sheets without headings). Its rows are never read,
//! since their cells are under other headings.

use super::columns::TableKind;
use super::row_width::clipped;
use super::total_of_filled;
use crate::decode::table::Table;
use crate::diag::{Code, Diagnostic, code};

/// The code of this module.
pub(super) static UNREAD_DATA: Code =
    code!(error, "H209", "second-table", "Có số liệu ở trang tính không được đọc");

/// What each table is called.
fn named(kind: TableKind) -> &'static str {
    match kind {
        TableKind::Progress => "bảng báo cáo nhiệm vụ (cột “Mã nhiệm vụ”, “Trạng thái”)",
        TableKind::Figures => "bảng số liệu (cột “Mã số liệu”, “Giá trị”)",
    }
}

/// Removes the rows from `headings` on, with the title above them, and reports them. The kinds are
/// those of the data and of the table below.
pub(super) fn split_off(
    table: &Table,
    (kind, other): (TableKind, TableKind),
    headings: usize,
    data: &mut Vec<usize>,
) -> Diagnostic {
    let above = data.partition_point(|record| *record < headings);
    let rows = data.split_off(above).len();
    // A row of one cell between the tables is the title of the second.
    while data.last().is_some_and(|record| total_of_filled(table, *record) == 1) {
        data.pop();
    }
    let (other, why) = match kind == other {
        true => (named(other), "có cột hoặc đơn vị khác với bảng ở trên".to_owned()),
        false => (named(other), format!("nằm dưới {}", named(kind))),
    };
    let message =
        format!("Từ hàng này trở xuống là một {other}, {rows} dòng, {why} nên không được đọc.");
    finding(table, headings, message, "ở dưới")
}

/// Reports a table of this kind, with so many rows, above the table that is read.
pub(super) fn above(table: &Table, kind: TableKind, headings: usize, rows: usize) -> Diagnostic {
    let (row, _) = table.row_and_line(table.header);
    let message = format!(
        "Từ hàng này là một {}, {rows} dòng, nằm trên bảng có tiêu đề ở hàng {row} nên không được đọc.",
        named(kind)
    );
    finding(table, headings, message, "ở trên")
}

fn finding(table: &Table, headings: usize, message: String, which: &str) -> Diagnostic {
    let (whither, one_each) = match table.sheet {
        Some(_) => ("một trang tính khác của tệp này", ""),
        None => ("một tệp khác", ": mỗi tệp CSV chỉ có một bảng"),
    };
    let help = format!("Chuyển bảng {which}, cả hàng tiêu đề, sang {whither}{one_each}.");
    let words = table.words(headings);
    Diagnostic::new(&UNREAD_DATA, table.place(headings), message)
        .value(clipped(&words))
        .expected("mỗi trang tính, mỗi tệp CSV một bảng")
        .help(help)
}
