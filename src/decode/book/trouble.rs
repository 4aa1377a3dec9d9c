//! Why the sheets of a file are not read, and what is said of it.

use super::grid::{MAX_CELL, MAX_CELLS, MAX_ROWS, MAX_TEXT};
use super::package::{MAX_PARTS, MAX_UNPACKED};
use super::{MAX_SHEETS, Program};
use crate::decode::csv::{OVER_LIMIT, UNREADABLE};
use crate::diag::{Diagnostic, Place};
use crate::source::Source;

/// What comes of reading a part.
pub(in crate::decode) type Outcome<T> = Result<T, Trouble>;

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decode) enum Trouble {
    /// The bytes are no sound file of their kind.
    Damaged,
    /// More than a limit allows.
    Over(Limit),
    /// It asks for a password.
    Protected,
    /// It is of a kind so old that it is not read.
    TooOld,
}

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decode) enum Limit {
    /// Bytes once unpacked.
    Unpacked,
    /// Parts of the container.
    Parts,
    /// Sheets.
    Sheets,
    /// Rows with content in a sheet.
    Rows,
    /// Cells of a sheet, empty ones between others included.
    Cells,
    /// Bytes of one cell.
    Cell,
    /// Bytes of all cells of a sheet.
    Text,
}

/// Why a file is not read, in plain words.
pub(super) fn told(trouble: Trouble, program: Program, source: &Source) -> Diagnostic {
    let place = Place::of_file(&source.name);
    let limit = match trouble {
        Trouble::Over(limit) => limit,
        Trouble::Damaged => {
            let message = format!(
                "Tệp {} bị hỏng, thường vì chưa tải xong hoặc bị cắt khi gửi.",
                program.name()
            );
            return Diagnostic::new(&UNREADABLE, place, message).help(program.open_and_save());
        }
        Trouble::Protected => return super::protected(source, program),
        Trouble::TooOld => return super::too_old(source),
    };
    let is_word = program == Program::Word;
    let sheet = if is_word { "bảng" } else { "trang tính" };
    let (what, most) = match limit {
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
        .expected(format!("không quá {most}"))
        .help(help)
}

pub(super) fn count(n: usize) -> String {
    crate::text::number::dong(i64::try_from(n).unwrap_or(i64::MAX))
}
