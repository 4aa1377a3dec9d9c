//! Sheets of cells → [`Table`]s: which of them hold the form, whatever program wrote the file.
//!
//! Owns which sheets hold a table at all; which of them are read is decided by their rows. What lies
//! in a file is asked of its kind (`Sheets`); the container, the cells and the formats of numbers
//! that several kinds have in common have modules here.

pub(super) mod font;
pub(super) mod format;
pub(super) mod grid;
pub(super) mod package;
pub(super) mod relations;
mod sorted;
pub(super) mod trouble;

use std::sync::Arc;

use self::font::OldFont;
use self::grid::Grid;
use self::sorted::{Kept, Left};
use self::trouble::{Limit, Outcome, Trouble, count};
use super::csv::{EMPTY, is_too_heavy};
use super::garbled;
use super::sniff::NOT_A_TABLE;
use super::table::Table;
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::source::Source;
use crate::text::fold;

/// The codes of this module.
pub(super) const CODES: &[&Code] = &[&PROTECTED, &NO_TABLE, &SHEET_REPEATED];

static PROTECTED: Code = code!(error, "F110", "workbook-protected", "Tệp có đặt mật khẩu");
/// F111, where no sheet or table has the headings of the form.
pub static NO_TABLE: Code =
    code!(error, "F111", "workbook-no-table", "Không trang tính nào có bảng của mẫu");
static SHEET_REPEATED: Code =
    code!(warning, "F122", "sheet-repeated", "Nhiều trang tính dùng chung một phần dữ liệu");

/// How many sheets a file may have.
pub(super) const MAX_SHEETS: usize = 250;
/// The program that writes files of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Excel, today's and that of 1997 to 2003.
    Excel,
    /// LibreOffice Calc.
    Calc,
    /// Word.
    Word,
}

impl Program {
    fn name(self) -> &'static str {
        match self {
            Self::Excel => "Excel",
            Self::Calc => "LibreOffice",
            Self::Word => "Word",
        }
    }

    /// How to make a sound file of it.
    fn open_and_save(self) -> &'static str {
        match self {
            Self::Excel => {
                "Mở tệp bằng Excel; nếu mở được thì lưu thành tệp mới (.xlsx) rồi gửi lại, nếu không thì xin lại tệp."
            }
            Self::Calc => {
                "Mở tệp bằng LibreOffice; nếu mở được thì chọn Tệp, Lưu dưới dạng (Save As), kiểu “Excel 2007–365 (.xlsx)” rồi gửi lại, nếu không thì xin lại tệp."
            }
            Self::Word => {
                "Mở tệp bằng Word; nếu mở được thì lưu thành tệp mới (.docx), hoặc chép bảng sang Excel, rồi gửi lại; nếu không thì xin lại tệp."
            }
        }
    }
}

/// Says that a file asks for a password, and how to take it off.
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

/// Says that a workbook is older than those that are read.
fn too_old(source: &Source) -> Diagnostic {
    let message = "Đây là bảng tính Excel 95 trở về trước, không đọc được.";
    let help = "Mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu “Excel Workbook (.xlsx)”, rồi gửi lại.";
    Diagnostic::new(&NOT_A_TABLE, Place::of_file(&source.name), message)
        .value("bảng tính Excel 95 (.xls)")
        .expected("bảng Excel (.xlsx) hoặc CSV")
        .help(help)
}

/// A sheet, or a table of a document, before its cells are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name as the tab shows it.
    pub(super) name: String,
    /// Whether the tab is hidden.
    pub(super) hidden: bool,
}

/// Looks at the first rows of a sheet and says how many are wanted in all.
pub(super) type Look<'a> = &'a mut dyn FnMut(&Grid) -> usize;

/// A file that holds sheets of cells.
pub(super) trait Sheets {
    /// The sheets in the order of the tabs.
    fn entries(&self) -> Vec<Entry>;

    /// The cells of a sheet, read in one go. After so many rows with content, or at the end where
    /// there are fewer, `look` sees what was read and says how many are wanted in all. What was read
    /// before something went wrong is given too.
    fn grid(&mut self, sheet: usize, first: usize, look: Look<'_>) -> (Grid, Outcome<()>);

    /// Tabs that name the part of a tab before, each with the name of that one.
    fn repeated(&self) -> &[(String, String)] {
        &[]
    }
}

/// A file of which all sheets were read at once.
pub(super) struct AtOnce {
    sheets: Vec<(Entry, Grid)>,
    left: Left,
}

impl AtOnce {
    pub(super) fn new() -> Self {
        Self { sheets: Vec::new(), left: Left::new() }
    }

    /// Takes a sheet in; all together stay within the limits of one.
    pub(super) fn push(&mut self, entry: Entry, grid: Grid) -> Outcome<()> {
        self.left.take(&grid)?;
        self.sheets.push((entry, grid));
        if self.sheets.len() > MAX_SHEETS { Err(Trouble::Over(Limit::Sheets)) } else { Ok(()) }
    }

    /// Reads all under the old font in which part of the texts must have been typed, if any was.
    pub(super) fn read_old_font(mut self) -> Self {
        let font = OldFont::of_texts(self.sheets.iter().flat_map(|(_, grid)| grid.texts()));
        if let Some(font) = font {
            self.sheets.iter_mut().for_each(|(_, grid)| grid.read_under(font));
        }
        self
    }
}

impl Sheets for AtOnce {
    fn entries(&self) -> Vec<Entry> {
        self.sheets.iter().map(|(entry, _)| entry.clone()).collect()
    }

    fn grid(&mut self, sheet: usize, _: usize, look: Look<'_>) -> (Grid, Outcome<()>) {
        // Every sheet is asked for once.
        let Some((_, grid)) = self.sheets.get_mut(sheet) else {
            return (Grid::default(), Err(Trouble::Damaged));
        };
        look(grid);
        (std::mem::take(grid), Ok(()))
    }
}

/// The sheets of a workbook that matter, and what is said of the others.
#[derive(Debug)]
pub struct Book {
    /// Sheets that hold a table, in the order of the tabs; never none.
    pub tabs: Vec<Tab>,
    /// The others with any content.
    pub others: Vec<Other>,
    /// F122, where tabs name the part of another.
    pub repeated: Option<Diagnostic>,
}

/// A sheet that holds a table.
#[derive(Debug)]
pub struct Tab {
    /// Its table.
    pub table: Table,
    /// What was found while it was decoded.
    pub findings: Vec<Diagnostic>,
    /// Whether the tab is hidden.
    pub hidden: bool,
}

/// A sheet with content that holds no table with the headings of the form.
#[derive(Debug)]
pub struct Other {
    /// Its name as the tab shows it.
    pub name: Arc<str>,
    /// Whether the tab is hidden.
    pub hidden: bool,
    /// Whether rows stand below headings that are known.
    pub is_table: bool,
    /// Where something stands that could be data.
    pub data: Option<(Place, String)>,
}

impl Other {
    /// Whether its name says that it only tells how to fill in the form.
    pub fn is_guide(&self) -> bool {
        is_guide(&self.name)
    }
}

fn is_guide(name: &str) -> bool {
    let folded = fold::ascii(name);
    ["huong dan", "vi du"].iter().any(|word| folded.starts_with(word))
}

/// What a sheet without the headings of the form is asked: at which cell, if any, it holds something
/// that could be data. The second word says whether its tab is hidden.
pub type HoldsData<'a> = &'a dyn Fn(&Table, bool) -> Option<(usize, usize)>;

/// A file that holds sheets, and what is known of it before it is opened.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) source: &'a Source,
    pub(super) program: Program,
    /// Its kind: `XLSX`.
    pub(super) format: &'static str,
}

/// Decodes the sheets that `open` finds in the bytes. `known` says whether a text is a heading the
/// reader understands; the heading row of a sheet is that in which most are. All sheets with a filled
/// table are given; where there is none, the one on which most headings are understood.
pub(super) fn decode<S: Sheets>(
    file: File<'_>,
    open: impl FnOnce() -> Outcome<S>,
    known: &dyn Fn(&str) -> bool,
    holds_data: HoldsData<'_>,
    sink: &mut Sink,
) -> Option<Book> {
    if is_too_heavy(file.source, sink) {
        return None;
    }
    let meant =
        |heading: &str| known(heading) || garbled::meanings(heading).any(|meaning| known(&meaning));
    let read = open().and_then(|sheets| sorted::read(file, sheets, &meant, holds_data));
    match read {
        Ok(Ok(mut book)) => {
            sink.extend(book.repeated.take());
            Some(book)
        }
        Ok(Err(finding)) => {
            sink.push(*finding);
            None
        }
        Err(trouble) => {
            sink.push(trouble::told(trouble, file.program, file.source));
            None
        }
    }
}

/// F122, told once of all such tabs.
fn repeated(source: &Source, tabs: &[(String, String)]) -> Option<Diagnostic> {
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

fn no_table(file: File<'_>, sheets: &[Kept]) -> Diagnostic {
    let place = Place::of_file(&file.source.name);
    let is_word = file.program == Program::Word;
    if !is_word && sheets.iter().all(|kept| matches!(kept, Kept::Empty(_))) {
        return Diagnostic::new(&EMPTY, place, "Tệp không có nội dung nào.")
            .expected("hàng tiêu đề và ít nhất một dòng số liệu")
            .help("Gửi lại tệp có hàng tiêu đề và ít nhất một dòng số liệu.");
    }
    let names: Vec<&str> = sheets.iter().filter_map(Kept::name).collect();
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
