//! XLSX → [`Table`]s: the sheets and the rows of headings found, every cell read as it is shown.
//!
//! Owns which sheets hold a table at all; which of them are read is decided by their rows. The
//! container, the parts and the cells have modules of their own.
//!
//! Reads XML itself: the library that is usual for this (calamine 0.38) ends the program on a count
//! or a range that lies, gives up a sheet over one `#SPILL!`, and tells no hidden row. It stands in
//! the tests, where both must read the same cells.

mod font;
mod format;
mod package;
mod sheet;
mod strings;
mod styles;
mod workbook;

use std::sync::{Arc, OnceLock};

use self::font::{Converted, OldFont};
use self::package::{Limit, Outcome, Package, Trouble};
use self::sheet::{Grid, Shared};
use self::strings::Strings;
use self::workbook::{SheetEntry, Workbook};
use super::csv::{EMPTY, OVER_LIMIT, UNREADABLE, is_too_heavy};
use super::encoding;
use super::garbled;
use super::lost;
use super::sheet::Sheet;
use super::table::{Piece, Record, Table};
use super::tally::Tally;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::source::Source;
use crate::text::fold;

/// The codes of this module.
pub(super) const CODES: &[&Code] = &[&PROTECTED, &NO_TABLE];

static PROTECTED: Code = Code::error("F110", "workbook-protected", "Tệp Excel có đặt mật khẩu");
static NO_TABLE: Code =
    Code::error("F111", "workbook-no-table", "Không trang tính nào có bảng của mẫu");

/// How many rows with content are looked at for the headings.
const HEADING_SEARCH: usize = 30;
/// So many known headings in a row make a table of the form, fewer may be chance.
const SURE: usize = 4;
/// So many rows of a sheet that is not read are searched for what could be data.
const DATA_SEARCH: usize = 2_000;

/// Whether a container is a workbook, by what its parts say and not by where they lie.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    Package::open(bytes).is_ok_and(|mut package| workbook::is_one(&mut package))
}

/// Says that a workbook asks for a password, and how to take it off.
pub fn protected(source: &Source) -> Diagnostic {
    let message = "Tệp có đặt mật khẩu nên không mở được.";
    let help = "Mở tệp bằng Excel; chọn thẻ Tệp, mục Thông tin (Info), Bảo vệ Sổ làm việc (Protect Workbook), Mã hóa bằng Mật khẩu (Encrypt with Password); xóa mật khẩu trong ô, lưu rồi gửi lại.";
    Diagnostic::new(&PROTECTED, Place::file(&source.name), message)
        .expected("tệp không đặt mật khẩu")
        .help(help)
}

/// The sheets of a workbook that matter, and what is said of the others.
#[derive(Debug)]
pub struct Book {
    /// Sheets that hold a table, in the order of the tabs; never none.
    pub tabs: Vec<Tab>,
    /// The others with any content.
    pub others: Vec<Other>,
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

/// Decodes a workbook. `known` says whether a text is a heading the reader understands; the heading
/// row of a sheet is that in which most are. All sheets with a filled table are given; where there
/// is none, the one on which most headings are understood.
pub fn decode(
    source: &Source,
    known: &dyn Fn(&str) -> bool,
    holds_data: HoldsData<'_>,
    sink: &mut Sink,
) -> Option<Book> {
    if is_too_heavy(source, sink) {
        return None;
    }
    let meant =
        |heading: &str| known(heading) || garbled::meanings(heading).any(|meaning| known(&meaning));
    match read(source, &meant, holds_data) {
        Ok(Ok(book)) => Some(book),
        Ok(Err(finding)) => {
            sink.push(*finding);
            None
        }
        Err(trouble) => {
            sink.push(told(trouble, source));
            None
        }
    }
}

/// What the first rows of a sheet tell.
struct Glance {
    entry: SheetEntry,
    /// How many headings are known in the row where most are.
    hits: usize,
    /// The same, with those of a row beside it: headings may stand in two rows.
    of_two: usize,
    /// That row, among those with content.
    header: usize,
    /// Whether anything stands below it.
    rows: bool,
    /// Whether there is any content.
    content: bool,
}

impl Glance {
    fn is_table(&self) -> bool {
        self.hits > 1 && self.of_two >= SURE && self.rows
    }
}

fn read(
    source: &Source,
    known: &dyn Fn(&str) -> bool,
    holds_data: HoldsData<'_>,
) -> Outcome<Result<Book, Box<Diagnostic>>> {
    let mut package = Package::open(&source.bytes)?;
    let book = workbook::read(&mut package)?;
    let strings = Strings::read(&mut package, book.strings.as_deref())?;
    let shared = Shared {
        font: OldFont::of_texts(&strings),
        strings,
        styles: styles::read(&mut package, book.styles.as_deref())?,
        from_1904: book.from_1904,
    };
    let glances = glances(&mut package, book, &shared, known)?;
    let best = glances.iter().enumerate().rev().max_by_key(|(_, glance)| {
        // A filled table before an empty form, one of agencies before an example, then the most
        // headings, then what is to be seen.
        let guide = is_guide(&glance.entry.name);
        (glance.is_table(), !guide, glance.hits, !glance.entry.hidden)
    });
    let Some((best, _)) = best.filter(|(_, glance)| glance.hits >= 2) else {
        return Ok(Err(Box::new(no_table(source, &glances))));
    };
    let mut found = Book { tabs: Vec::new(), others: Vec::new() };
    let mut left = Left::new();
    for (n, glance) in glances.iter().enumerate().filter(|(_, glance)| glance.content) {
        if n == best || (glance.is_table() && !is_guide(&glance.entry.name)) {
            let grid = grid(&mut package, &glance.entry, &shared, usize::MAX)?;
            left.take(&grid)?;
            found.tabs.push(tab(source, glance, grid));
        } else {
            let grid = grid(&mut package, &glance.entry, &shared, DATA_SEARCH).ok();
            found.others.push(other(source, glance, grid, holds_data));
        }
    }
    Ok(Ok(found))
}

/// What all tables together may still hold.
struct Left {
    text: usize,
    cells: usize,
}

impl Left {
    fn new() -> Self {
        Self { text: sheet::MAX_TEXT, cells: sheet::MAX_CELLS }
    }

    fn take(&mut self, grid: &Grid) -> Outcome<()> {
        let (text, cells) = (grid.text.len(), grid.ends.len());
        self.text = self.text.checked_sub(text).ok_or(Trouble::Over(Limit::Text))?;
        self.cells = self.cells.checked_sub(cells).ok_or(Trouble::Over(Limit::Cells))?;
        Ok(())
    }
}

fn tab(source: &Source, glance: &Glance, grid: Grid) -> Tab {
    let old = grid.converted.iter().map(|cells| old_font(source, &glance.entry, cells));
    let mut findings: Vec<Diagnostic> = old.collect();
    let mut table = table(source, &glance.entry, glance.header, grid);
    let mut sink = Sink::new();
    lost::look(&table, &mut sink);
    let tally = Tally::of(table.text.as_bytes());
    garbled::look_through(&mut table, tally, &mut sink);
    findings.extend(sink.into_found());
    Tab { table, findings, hidden: glance.entry.hidden }
}

fn other(source: &Source, glance: &Glance, grid: Option<Grid>, holds_data: HoldsData<'_>) -> Other {
    let hidden = glance.entry.hidden;
    let data = grid.filter(|_| !is_guide(&glance.entry.name)).and_then(|grid| {
        // One known word alone makes no row of headings.
        let header = if glance.hits > 1 { glance.header } else { 0 };
        let table = table(source, &glance.entry, header, grid);
        let (record, column) = holds_data(&table, hidden)?;
        Some((table.cell_place(record, column), table.field(record, column).to_owned()))
    });
    Other { name: Arc::from(&*glance.entry.name), hidden, is_table: glance.is_table(), data }
}

fn glances(
    package: &mut Package<'_>,
    book: Workbook,
    shared: &Shared,
    known: &dyn Fn(&str) -> bool,
) -> Outcome<Vec<Glance>> {
    let mut glances = Vec::new();
    for entry in book.sheets {
        // One row more than is searched says whether anything follows.
        let grid = grid(package, &entry, shared, HEADING_SEARCH + 1)?;
        let searched = grid.rows.len().min(HEADING_SEARCH);
        let hits_of = |row: usize| grid.fields(row).filter(|field| known(field)).count();
        let best = (0..searched).map(|row| (hits_of(row), row)).rev().max_by_key(|(hits, _)| *hits);
        let (hits, header) = best.unwrap_or((0, 0));
        let beside = [header.checked_sub(1), Some(header + 1)].into_iter().flatten();
        let beside = beside.filter(|row| *row < searched).map(hits_of).max();
        let (rows, content) = (grid.rows.len() > header + 1, !grid.rows.is_empty());
        let of_two = hits + beside.unwrap_or(0);
        glances.push(Glance { entry, hits, of_two, header, rows, content });
    }
    Ok(glances)
}

fn grid(
    package: &mut Package<'_>,
    entry: &SheetEntry,
    shared: &Shared,
    most: usize,
) -> Outcome<Grid> {
    let mut xml = package.xml(&entry.path)?.ok_or(Trouble::Damaged)?;
    Grid::read(&mut xml, shared, most)
}

fn table(source: &Source, entry: &SheetEntry, header: usize, grid: Grid) -> Table {
    let mut records = Vec::with_capacity(grid.rows.len());
    let mut blank = Vec::new();
    let mut places = Vec::with_capacity(grid.rows.len());
    let mut above = 0;
    for (n, (row, first, fields)) in grid.rows.into_iter().enumerate() {
        if row > above + 1 {
            blank.push((n, row - above - 1));
        }
        above = row;
        let start = if first == 0 { 0 } else { grid.ends[first as usize - 1] };
        records.push(Record { start, first, fields });
        places.push((row, row));
    }
    let starts = std::iter::once(0).chain(grid.ends.iter().copied());
    let pieces = starts.zip(&grid.ends).map(|(start, end)| Piece { start, end: *end }).collect();
    Table {
        name: Arc::clone(&source.name),
        encoding: "",
        bom: false,
        delimiter: b'\t',
        header,
        above: 0,
        sheet: Some(Box::new(Sheet {
            name: Arc::from(entry.name.as_str()),
            odd: grid.odd,
            merges: grid.merges,
            hidden_rows: grid.hidden_rows,
            hidden_columns: grid.hidden_columns,
            shown: grid.shown,
            widest: grid.widest,
        })),
        joined: None,
        text: grid.text.into(),
        unescaped: String::new(),
        pieces,
        records,
        blank_lines: blank,
        garbled: Vec::new(),
        places: OnceLock::from(places),
    }
}

/// F106, told at the first of the cells that were typed in an old font.
fn old_font(source: &Source, entry: &SheetEntry, cells: &Converted) -> Diagnostic {
    let mut place = Place::row(&source.name, cells.row, cells.row).cell(cells.column);
    place.line = None;
    place.sheet = Some(Arc::from(entry.name.as_str()));
    encoding::old_font(place, cells.reading, cells.cells, (&cells.before, &cells.after))
}

fn no_table(source: &Source, glances: &[Glance]) -> Diagnostic {
    let place = Place::file(&source.name);
    if glances.iter().all(|glance| !glance.content) {
        return Diagnostic::new(&EMPTY, place, "Tệp không có nội dung nào.")
            .expected("hàng tiêu đề và ít nhất một dòng số liệu")
            .help("Gửi lại tệp có hàng tiêu đề và ít nhất một dòng số liệu.");
    }
    let names: Vec<&str> = glances.iter().map(|glance| glance.entry.name.as_str()).collect();
    Diagnostic::new(&NO_TABLE, place, "Không tìm thấy hàng tiêu đề của bảng ở trang tính nào.")
        .value(format!("trang tính {}", names.join(", ")))
        .expected("một trang tính có hàng tiêu đề ghi tên các cột của mẫu")
        .help("Đặt một hàng tiêu đề ngay trên các dòng số liệu, ghi đúng tên các cột của mẫu.")
}

/// Why a workbook is not read, in plain words.
fn told(trouble: Trouble, source: &Source) -> Diagnostic {
    let place = Place::file(&source.name);
    let limit = match trouble {
        Trouble::Over(limit) => limit,
        Trouble::Damaged => {
            let message = "Tệp Excel bị hỏng, thường vì chưa tải xong hoặc bị cắt khi gửi.";
            let help = "Mở tệp bằng Excel; nếu mở được thì lưu thành tệp mới (.xlsx) rồi gửi lại, nếu không thì xin lại tệp.";
            return Diagnostic::new(&UNREADABLE, place, message).help(help);
        }
    };
    let (what, most) = match limit {
        Limit::Unpacked => {
            ("Nội dung của tệp", format!("{} MB", package::MAX_UNPACKED / 1024 / 1024))
        }
        Limit::Parts => ("Số phần trong tệp", count(package::MAX_PARTS)),
        Limit::Sheets => ("Số trang tính", count(workbook::MAX_SHEETS)),
        Limit::Rows => ("Số dòng có nội dung", count(sheet::MAX_ROWS)),
        Limit::Cells => ("Số ô của trang tính", count(sheet::MAX_CELLS)),
        Limit::Cell => ("Nội dung của một ô", format!("{} MB", sheet::MAX_CELL / 1024 / 1024)),
        Limit::Text => ("Nội dung của trang tính", format!("{} MB", sheet::MAX_TEXT / 1024 / 1024)),
    };
    let help = "Chép riêng bảng số liệu sang một tệp Excel mới rồi gửi tệp đó; nếu tệp gộp nhiều cơ quan thì tách theo cơ quan.";
    Diagnostic::new(&OVER_LIMIT, place, format!("{what} quá lớn nên tệp không được đọc."))
        .expected(format!("không quá {most}"))
        .help(help)
}

fn count(n: usize) -> String {
    crate::text::number::dong(i64::try_from(n).unwrap_or(i64::MAX))
}
