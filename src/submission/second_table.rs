//! A table of the other kind below the data: figures under progress, or the other way round.
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

/// Removes the rows from `headings` on, with the title above them, and reports them.
pub(super) fn split_off(
    table: &Table,
    kind: TableKind,
    headings: usize,
    data: &mut Vec<usize>,
) -> Diagnostic {
    let above = data.partition_point(|record| *record < headings);
    let rows = data.split_off(above).len();
    // A row of one cell between the tables is the title of the second.
    while data.last().is_some_and(|record| total_of_filled(table, *record) == 1) {
        data.pop();
    }
    let of_figures = "bảng số liệu (cột “Mã số liệu”, “Giá trị”)";
    let of_tasks = "bảng báo cáo nhiệm vụ (cột “Mã nhiệm vụ”, “Trạng thái”)";
    let (this, other) = match kind {
        TableKind::Progress => (of_tasks, of_figures),
        TableKind::Figures => (of_figures, of_tasks),
    };
    let message = format!(
        "Từ hàng này trở xuống là một {other}, {rows} dòng, nằm dưới {this} nên không được đọc."
    );
    let help = match table.sheet {
        Some(_) => "Chuyển bảng ở dưới, cả hàng tiêu đề, sang một trang tính khác của tệp này.",
        None => {
            "Chuyển bảng ở dưới, cả hàng tiêu đề, sang một tệp khác: mỗi tệp CSV chỉ có một bảng."
        }
    };
    let words = table.words(headings);
    Diagnostic::new(&UNREAD_DATA, table.place(headings), message)
        .value(clipped(&words))
        .expected("mỗi trang tính, mỗi tệp CSV một bảng")
        .help(help)
}
