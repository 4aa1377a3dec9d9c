//! XLSX → [`Table`]: the sheet and the row of the headings found, every cell read as it is shown.
//!
//! Owns the choice of the sheet and what is said of a workbook as a whole. The container, the parts
//! and the cells have modules of their own.
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

use chrono::NaiveDate;

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
pub(super) const CODES: &[&Code] =
    &[&PROTECTED, &NO_TABLE, &OTHER_SHEETS, &SECOND_TABLE, &OTHER_PERIOD];

static PROTECTED: Code = Code::error("F110", "workbook-protected", "Tệp Excel có đặt mật khẩu");
static NO_TABLE: Code =
    Code::error("F111", "workbook-no-table", "Không trang tính nào có bảng của mẫu");
static OTHER_PERIOD: Code =
    Code::note("H212", "sheet-of-another-period", "Có trang tính của kỳ khác");
static OTHER_SHEETS: Code = Code::note("H208", "other-sheets", "Có trang tính không được đọc");
static SECOND_TABLE: Code =
    Code::error("H209", "second-table", "Có bảng số liệu ở trang tính khác");

/// How many rows with content are looked at for the headings.
const HEADING_SEARCH: usize = 30;
/// So many known headings in a row make a table of the form, fewer may be chance.
const SURE: usize = 4;

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

/// Decodes a workbook. `known` says whether a text is a heading the reader understands; the sheet
/// and the heading row are those on which most headings are understood. Of several filled tables
/// `days` says from which to which day they report, where every row tells: the latest is taken, and
/// one that ends before it begins is of another period.
pub fn decode(
    source: &Source,
    known: &dyn Fn(&str) -> bool,
    days: &dyn Fn(&Table) -> Option<(NaiveDate, NaiveDate)>,
    sink: &mut Sink,
) -> Option<Table> {
    if is_too_heavy(source, sink) {
        return None;
    }
    let meant =
        |heading: &str| known(heading) || garbled::meanings(heading).any(|meaning| known(&meaning));
    match read(source, &meant, days) {
        Ok((mut table, findings)) => {
            sink.extend(findings);
            if let Some(table) = &mut table {
                lost::look(table, sink);
                let tally = Tally::of(table.text.as_bytes());
                garbled::look_through(table, tally, sink);
            }
            table
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
    /// That row, among those with content.
    header: usize,
    /// Whether anything stands below it.
    rows: bool,
    /// Whether there is any content.
    content: bool,
}

impl Glance {
    fn is_table(&self) -> bool {
        self.hits >= SURE && self.rows
    }
}

fn read(
    source: &Source,
    known: &dyn Fn(&str) -> bool,
    days: &dyn Fn(&Table) -> Option<(NaiveDate, NaiveDate)>,
) -> Outcome<(Option<Table>, Vec<Diagnostic>)> {
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
        // A filled table before an empty form, then the most headings, then what is to be seen.
        (glance.is_table(), glance.hits, !glance.entry.hidden)
    });
    let Some((mut chosen, _)) = best.filter(|(_, glance)| glance.hits >= 2) else {
        return Ok((None, vec![no_table(source, &glances)]));
    };
    // When the rows of each filled table are of, where there are several to choose from.
    let mut of_days = vec![None; glances.len()];
    if glances.iter().filter(|glance| glance.is_table()).count() > 1 {
        for (n, glance) in glances.iter().enumerate().filter(|(_, glance)| glance.is_table()) {
            let grid = grid(&mut package, &glance.entry, &shared, usize::MAX)?;
            of_days[n] = days(&table(source, &glance.entry, glance.header, grid));
        }
        let last = |n: usize| of_days[n].map(|(_, last)| last);
        let latest =
            (0..glances.len()).filter(|n| last(*n) > last(chosen)).max_by_key(|n| last(*n));
        chosen = latest.filter(|_| of_days[chosen].is_some()).unwrap_or(chosen);
    }
    let before = |n: usize| match (of_days[n], of_days[chosen]) {
        (Some((_, last)), Some((first, _))) => last < first,
        _ => false,
    };
    let best = &glances[chosen];
    let grid = grid(&mut package, &best.entry, &shared, usize::MAX)?;
    let mut findings = other_sheets(source, &glances, chosen, &before);
    findings.extend(grid.converted.iter().map(|cells| old_font(source, &best.entry, cells)));
    Ok((Some(table(source, &best.entry, best.header, grid)), findings))
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
        let hits = |row: usize| grid.fields(row).filter(|field| known(field)).count();
        let best = (0..searched).map(|row| (hits(row), row)).rev().max_by_key(|(hits, _)| *hits);
        let (hits, header) = best.unwrap_or((0, 0));
        let (rows, content) = (grid.rows.len() > header + 1, !grid.rows.is_empty());
        glances.push(Glance { entry, hits, header, rows, content });
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
        text: grid.text,
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

/// What is said of the sheets that were not taken.
fn other_sheets(
    source: &Source,
    glances: &[Glance],
    chosen: usize,
    before: &dyn Fn(usize) -> bool,
) -> Vec<Diagnostic> {
    let taken = &glances[chosen].entry;
    let names = |fits: &dyn Fn(usize, &Glance) -> bool| {
        let others = glances.iter().enumerate().filter(|(n, g)| *n != chosen && fits(*n, g));
        let name = |g: &Glance| match g.entry.hidden {
            true => format!("“{}” (đang ẩn)", g.entry.name),
            false => format!("“{}”", g.entry.name),
        };
        others.map(|(_, g)| name(g)).collect::<Vec<_>>()
    };
    let mut place = Place::file(&source.name);
    place.sheet = Some(Arc::from(taken.name.as_str()));
    let mut findings = Vec::new();
    let earlier = names(&|n, glance| glance.is_table() && before(n));
    if !earlier.is_empty() {
        let list = earlier.join(", ");
        let message = format!(
            "Số liệu được lấy ở trang tính “{}”; mọi dòng của trang tính {list} là của kỳ trước nên không được đọc.",
            taken.name
        );
        findings.push(Diagnostic::new(&OTHER_PERIOD, place.clone(), message).value(list).help(
            "Không cần sửa; nếu các dòng ấy là của kỳ này thì sửa lại kỳ báo cáo ở từng dòng.",
        ));
    }
    let tables = names(&|n, glance| glance.is_table() && !before(n));
    if !tables.is_empty() {
        let list = tables.join(", ");
        let message = format!(
            "Số liệu được lấy ở trang tính “{}”; trang tính {list} cũng có bảng nhưng không được đọc.",
            taken.name
        );
        let help = "Nếu bảng kia cũng phải báo cáo thì chép các dòng của nó vào bảng này, hoặc gửi thành một tệp riêng; nếu là kỳ cũ hay bản nháp thì xóa trang tính ấy.";
        findings.push(
            Diagnostic::new(&SECOND_TABLE, place.clone(), message)
                .value(list)
                .expected("mỗi tệp một bảng")
                .help(help),
        );
    }
    // Lists behind a form are hidden, and instructions hold no figures.
    let rest = names(&|_, g| {
        g.content && !g.is_table() && !g.entry.hidden && fold::ascii(&g.entry.name) != "huong dan"
    });
    let hidden = if taken.hidden { " (đang ẩn)" } else { "" };
    let message = match rest.as_slice() {
        [] if !taken.hidden => return findings,
        [] => format!("Số liệu được lấy ở trang tính “{}”{hidden}.", taken.name),
        rest => format!(
            "Số liệu được lấy ở trang tính “{}”{hidden}; trang tính {} có nội dung nhưng không được đọc.",
            taken.name,
            rest.join(", ")
        ),
    };
    findings.push(
        Diagnostic::new(&OTHER_SHEETS, place, message).help(format!(
            "Không cần sửa nếu “{}” đúng là trang tính có bảng báo cáo.",
            taken.name
        )),
    );
    findings
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
