//! The dictionary of the published tables, for people.

use super::list;
use crate::render::view::View;

/// The dictionary over these periods, as Markdown.
pub(super) fn dictionary(views: &[View]) -> String {
    let mut text = "# Từ điển dữ liệu\n\nMỗi bảng là một tệp CSV bảng mã UTF-8 có BOM, ngăn cách bằng dấu chấm phẩy, mở được ngay bằng Excel. Dòng đầu là tên cột. Số lẻ dùng dấu phẩy, không có dấu ngăn hàng nghìn; ngày viết ngày trước, tháng sau: `05/6/2025`. Ô trống là chưa có số liệu, không phải 0. Ô mở đầu bằng `=`, `+`, `-`, `@` mà không phải số được thêm một dấu nháy đơn ở trước để bảng tính không hiểu là công thức; khi đọc lại, chương trình bỏ dấu ấy.\n\nSố liệu đầy đủ của mỗi kỳ, kèm tệp và dòng của từng con số, ở `bao-cao-<kỳ>.json` (`report.view/2`); lược đồ của tệp ấy: `report schema report-json`. Công cụ dữ liệu đọc kiểu, đơn vị và khóa của các cột từ `datapackage.json` (Frictionless Data Package).\n".to_owned();
    for table in list::of(views) {
        text += &format!(
            "\n## {}: `{}`\n\n| Cột | Kiểu | Nghĩa |\n|---|---|---|\n",
            table.title, table.file
        );
        for column in table.columns() {
            let mut meaning = column.meaning();
            if let Some(example) = column.example(views) {
                meaning += &format!(": `{example}`");
            }
            text += &format!("| `{}` | {} | {meaning} |\n", column.name, column.holds.words());
        }
    }
    text
}
