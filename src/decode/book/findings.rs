//! Findings about a file whose sheets are not read, or not as stored.

use super::error::{Limit, ReadError};
use super::grid::{MAX_CELL, MAX_CELLS, MAX_ROWS, MAX_TEXT};
use super::model::{File, MAX_SHEETS, Program};
use super::package::{MAX_PARTS, MAX_UNPACKED};
use crate::decode::csv::{EMPTY, OVER_LIMIT, UNREADABLE};
use crate::decode::sniff::NOT_A_TABLE;
use crate::diag::{Code, Diagnostic, Place, code};
use crate::source::Source;

/// The codes of this module.
pub(in crate::decode) const CODES: &[&Code] = &[&PROTECTED, &NO_TABLE, &SHEET_REPEATED];

static PROTECTED: Code = code!(error, "F110", "workbook-protected", "Tệp có đặt mật khẩu");
/// F111: no sheet or table has the headings of the form.
pub static NO_TABLE: Code =
    code!(error, "F111", "workbook-no-table", "Không trang tính nào có bảng của mẫu");
static SHEET_REPEATED: Code =
    code!(warning, "F122", "sheet-repeated", "Nhiều trang tính dùng chung một phần dữ liệu");

/// Explains why a file is not read.
pub(super) fn unreadable(error: ReadError, program: Program, source: &Source) -> Diagnostic {
    let place = Place::of_file(&source.name);
    let limit = match error {
        ReadError::Over(limit) => limit,
        ReadError::Damaged => {
            let message = format!(
                "Tệp {} bị hỏng, thường vì chưa tải xong hoặc bị cắt khi gửi.",
                program.name()
            );
            return Diagnostic::new(&UNREADABLE, place, message).help(program.open_and_save());
        }
        ReadError::WithoutFormats => {
            let message = "Tệp Excel thiếu phần định dạng ô (styles.xml) nên không phân biệt được ngày và phần trăm với số.";
            return Diagnostic::new(&UNREADABLE, place, message)
                .expected("tệp còn đủ định dạng ô, như Excel hoặc LibreOffice lưu")
                .help("Mở tệp bằng Excel hoặc LibreOffice; ô ngày hiện thành số (ví dụ 45912), ô phần trăm hiện thành số lẻ (ví dụ 0,45) thì nhập lại; lưu thành tệp mới (.xlsx) rồi gửi lại. Nếu không mở được thì xin lại tệp.");
        }
        ReadError::Protected => return protected(source, program),
        ReadError::TooOld => return too_old(source),
    };
    let is_word = program == Program::Word;
    let sheet = if is_word { "bảng" } else { "trang tính" };
    let (what, limit) = match limit {
        Limit::Unpacked => {
            ("Nội dung của tệp".to_owned(), format!("{} MB", MAX_UNPACKED / 1024 / 1024))
        }
        Limit::Parts => ("Số phần trong tệp".to_owned(), count(MAX_PARTS)),
        Limit::Sheets => (format!("Số {sheet}"), count(MAX_SHEETS)),
        Limit::Rows => ("Số dòng có nội dung".to_owned(), count(MAX_ROWS)),
        Limit::Cells => (format!("Số ô của {sheet}"), count(MAX_CELLS)),
        Limit::Cell => ("Nội dung của một ô".to_owned(), format!("{} MB", MAX_CELL / 1024 / 1024)),
        Limit::Text => (format!("Nội dung của {sheet}"), format!("{} MB", MAX_TEXT / 1024 / 1024)),
    };
    let help = "Chép riêng bảng số liệu sang một tệp Excel mới rồi gửi tệp đó; nếu tệp gộp nhiều cơ quan thì tách theo cơ quan.";
    Diagnostic::new(&OVER_LIMIT, place, format!("{what} quá lớn nên tệp không được đọc."))
        .expected(format!("không quá {limit}"))
        .help(help)
}

pub(super) fn count(n: usize) -> String {
    crate::text::number::dong(i64::try_from(n).unwrap_or(i64::MAX))
}

/// Reports a password-protected file and how to remove the password.
pub fn protected(source: &Source, program: Program) -> Diagnostic {
    let message = "Tệp có đặt mật khẩu nên không mở được.";
    let help = match program {
        Program::Excel | Program::Word => {
            "Mở tệp bằng Excel; chọn thẻ Tệp, mục Thông tin (Info), Bảo vệ Sổ làm việc (Protect Workbook), Mã hóa bằng Mật khẩu (Encrypt with Password); xóa mật khẩu trong ô, lưu rồi gửi lại."
        }
        Program::Calc => {
            "Mở tệp bằng LibreOffice; chọn Tệp, Lưu dưới dạng (Save As), bỏ dấu ở ô “Lưu với mật khẩu” (Save with password), lưu rồi gửi lại."
        }
    };
    Diagnostic::new(&PROTECTED, Place::of_file(&source.name), message)
        .expected("tệp không đặt mật khẩu")
        .help(help)
}

/// Reports a workbook of an unsupported old version.
pub(in crate::decode) fn too_old(source: &Source) -> Diagnostic {
    let message = "Đây là bảng tính Excel 95 trở về trước, không đọc được.";
    let help = "Mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu “Excel Workbook (.xlsx)”, rồi gửi lại.";
    Diagnostic::new(&NOT_A_TABLE, Place::of_file(&source.name), message)
        .value("bảng tính Excel 95 (.xls)")
        .expected("bảng Excel (.xlsx) hoặc CSV")
        .help(help)
}

/// F122: one finding for all such tabs.
pub(super) fn repeated(source: &Source, tabs: &[(String, String)]) -> Option<Diagnostic> {
    const NAMED: usize = 5;
    let (tab, first) = tabs.first()?;
    let named: Vec<&str> = tabs.iter().take(NAMED).map(|(tab, _)| tab.as_str()).collect();
    let more = match tabs.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" và {} trang tính khác", count(more)),
    };
    let message = format!(
        "Trang tính “{tab}” dùng chung một phần dữ liệu với trang tính “{first}”, điều mà Excel không bao giờ ghi; phần ấy chỉ được đọc một lần."
    );
    let finding = Diagnostic::new(&SHEET_REPEATED, Place::of_file(&source.name), message)
        .value(format!("{}{more}", named.join(", ")))
        .expected("mỗi trang tính có dữ liệu riêng")
        .help("Mở tệp bằng Excel, xem từng trang tính có đúng số liệu cần gửi không, lưu thành tệp mới (.xlsx) rồi gửi lại.");
    Some(finding)
}

/// `are_empty`: all sheets are empty.
pub(super) fn no_table(file: File<'_>, names: &[&str], are_empty: bool) -> Diagnostic {
    let place = Place::of_file(&file.source.name);
    let is_word = file.program == Program::Word;
    if !is_word && are_empty {
        return Diagnostic::new(&EMPTY, place, "Tệp không có nội dung nào.")
            .expected("hàng tiêu đề và ít nhất một dòng số liệu")
            .help("Gửi lại tệp có hàng tiêu đề và ít nhất một dòng số liệu.");
    }
    let (message, what, expected) = match file.program {
        Program::Word => (
            "Không bảng nào trong văn bản có hàng tiêu đề của mẫu.",
            "",
            "một bảng có hàng tiêu đề ghi tên các cột của mẫu",
        ),
        Program::Excel | Program::Calc => (
            "Không tìm thấy hàng tiêu đề của bảng ở trang tính nào.",
            "trang tính ",
            "một trang tính có hàng tiêu đề ghi tên các cột của mẫu",
        ),
    };
    Diagnostic::new(&NO_TABLE, place, message)
        .value(format!("{what}{}", names.join(", ")))
        .expected(expected)
        .help("Đặt một hàng tiêu đề ngay trên các dòng số liệu, ghi đúng tên các cột của mẫu.")
}
