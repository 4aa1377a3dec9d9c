//! Which file kinds hold sheets or tables of cells, and how each is opened.
//!
//! Owns F119, which reports how any kind other than .xlsx was read.

use super::book::{self, Book, File, HoldsData, Program};
use super::sniff::Kind;
use super::{docx, ods, xls, xlsx};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::source::Source;

/// F119, in addition to the rows of such a file.
pub(super) static CONVERTED: Code =
    code!(note, "F119", "converted-file", "Tệp không phải .xlsx hay CSV, được chuyển khi đọc");

/// Whether files of this kind hold sheets or tables of cells.
pub fn holds_sheets(kind: Kind) -> bool {
    matches!(kind, Kind::Xlsx | Kind::OldExcel | Kind::Ods | Kind::Fods | Kind::Docx)
}

/// Decodes a file of a kind that holds sheets. `known` reports whether a text is a heading the
/// reader understands.
pub fn decode(
    kind: Kind,
    source: &Source,
    known: &dyn Fn(&str) -> bool,
    holds_data: HoldsData<'_>,
    sink: &mut Sink,
) -> Option<Book> {
    let bytes = &source.bytes;
    let file = |program, format| File { source, program, format };
    let book = match kind {
        Kind::OldExcel => {
            let file = file(Program::Excel, "XLS");
            book::decode(file, || xls::open(bytes), known, holds_data, sink)
        }
        Kind::Ods => {
            let file = file(Program::Calc, "ODS");
            book::decode(file, || ods::open(bytes), known, holds_data, sink)
        }
        Kind::Fods => {
            let file = file(Program::Calc, "FODS");
            book::decode(file, || ods::open_flat(bytes), known, holds_data, sink)
        }
        Kind::Docx => {
            let file = file(Program::Word, "DOCX");
            book::decode(file, || docx::open(bytes), known, holds_data, sink)
        }
        _ => {
            let file = file(Program::Excel, "XLSX");
            book::decode(file, || xlsx::Workbook::open(bytes), known, holds_data, sink)
        }
    }?;
    if kind != Kind::Xlsx {
        sink.push(converted(kind, source));
    }
    Some(book)
}

/// F119: how the values of a file were read.
fn converted(kind: Kind, source: &Source) -> Diagnostic {
    let (what, _) = kind.vietnamese();
    let how = match kind {
        Kind::Docx => {
            "số liệu lấy từ các bảng có hàng tiêu đề của mẫu, đọc như chữ đang hiện; chữ đã đánh dấu xóa và chữ ẩn không được đọc"
        }
        _ => "từng ô được đọc đúng như lưu trong tệp, phần trăm và ngày tháng theo định dạng của ô",
    };
    let message = format!("Tệp này là {what}: {how}.");
    Diagnostic::new(&CONVERTED, Place::of_file(&source.name), message)
        .value(what)
        .help("Không cần sửa nếu số liệu đã đúng; lần sau gửi bảng Excel (.xlsx) theo mẫu thì tiện hơn cho cả hai bên.")
}
