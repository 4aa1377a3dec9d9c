//! DOCX → tables of cells, named by their number in the document: `bảng 2`.
//!
//! Every table stands alone, including tables nested in cells. Of the lines between tables only those
//! are kept that may name a unit, without which amounts would have another meaning, and titles that
//! may name a period or an agency. They are row 0 of the
//! following table, and lines under the one before, where the following is none of data or they are
//! its notes. The text of cells is read in [`text`], how it is shown in [`styles`].

mod notes;
mod reference;
mod styles;
mod text;

use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use self::notes::Pinned;
use self::styles::Styles;
use self::text::Text;
use super::book::error::{Outcome, ReadError};
use super::book::font;
use super::book::grid::{Cell, Grid, LAST_COLUMN, LAST_ROW};
use super::book::package::{Package, Xml, attribute};
use super::book::runs::Look;
use super::book::{Entry, LoadedSheets, relations};
use super::sheet::{CellNote, Merge, NoteKind};
use crate::source::table_name;
use crate::text::{fold, multiple};

/// Maximum nesting depth of tables.
const MAX_DEPTH: usize = 12;
/// Maximum number of lines kept between two tables, and their length in bytes: one that names a unit
/// is short.
const MAX_LINES: usize = 16;
const MAX_LINE: usize = 400;
/// Maximum width of a table that is laid out for signatures, not for data.
const MAX_LAYOUT: u32 = 2;

/// Reads the tables of a document.
pub(super) fn open(bytes: &[u8]) -> Outcome<LoadedSheets> {
    let mut package = Package::open(bytes)?;
    let path = relations::main_part(&mut package)?;
    let path = path.unwrap_or_else(|| "word/document.xml".to_owned());
    let styles = Rc::new(Styles::of(&mut package, &path)?);
    let mut xml = package.xml(&path)?.ok_or(ReadError::Damaged)?;
    let mut tables = Tables { styles: Rc::clone(&styles), ..Tables::default() };
    let mut ended = false;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "tbl" => tables.table(&mut xml, 0)?,
                "p" => {
                    let mut line = Text::of(&tables.styles);
                    line.paragraph(&mut xml, &mut |xml| tables.table(xml, 1))?;
                    tables.line(&line.text);
                }
                name if text::is_not_text(name) => xml.skip()?,
                _ => {}
            },
            Event::End(end) => ended |= end.local_name().as_ref() == "body",
            Event::DocType(_) => return Err(ReadError::Damaged),
            Event::Eof if ended => break,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    drop(xml);
    tables.end_lines();
    tables.pinned.read(&mut package, &path, &styles, &mut tables.grids)?;
    let mut all = LoadedSheets::new();
    for (n, grid) in tables.grids.into_iter().enumerate() {
        all.push(Entry { name: table_name(n + 1), hidden: false }, grid)?;
    }
    Ok(all.read_old_font())
}

/// The tables, in the order in which they begin.
#[derive(Default)]
struct Tables {
    grids: Vec<Grid>,
    /// The lines that may name a unit or a period, since the previous table.
    lines: Vec<String>,
    /// The last table that is not nested and not of layout.
    last: Option<usize>,
    styles: Rc<Styles>,
    pinned: Pinned,
}

/// A table being read.
#[derive(Default)]
struct Table {
    /// Its place among the tables.
    at: usize,
    style: Option<String>,
    grid: Grid,
    row: u32,
    /// Cells that continue in the next row: their column and merged range.
    open: Vec<(u32, Merge)>,
}

/// The properties of a cell.
#[derive(Default)]
struct Shape {
    across: u32,
    down: Down,
    /// Whether it is a tracked deletion.
    deleted: bool,
    /// Whether it continues the cell before it.
    goes_on: bool,
}

/// How a cell is merged vertically.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Down {
    #[default]
    Alone,
    Begins,
    GoesOn,
}

impl Tables {
    /// Keeps a line between tables if it may name a unit, or is a title with a period or an agency.
    fn line(&mut self, text: &str) {
        const SIGNS: [&str; 7] =
            ["dvt", "dv", "don vi", "tinh theo", "tinh bang", "ghi theo", "ghi bang"];
        const SCALES: [&str; 9] = ["nghin", "ngan", "ng", "k", "trieu", "tr", "ty", "ti", "000"];
        if text.len() > MAX_LINE {
            return;
        }
        let padded = format!(" {} ", multiple::words(text).join(" "));
        let names_scale = || {
            let mut dong = padded.match_indices(" dong ");
            dong.any(|(at, _)| SCALES.iter().any(|scale| padded[..at].ends_with(scale)))
        };
        if SIGNS.iter().any(|sign| padded.contains(&format!(" {sign} ")))
            || names_scale()
            || is_title(text, &padded)
        {
            // Those next to either table are kept.
            if self.lines.len() == MAX_LINES {
                self.lines.remove(MAX_LINES / 2);
            }
            self.lines.push(text.replace('\n', " | "));
        }
    }

    /// Lays the lines since the last table under it.
    fn end_lines(&mut self) {
        if let Some(last) = self.last {
            let lines = std::mem::take(&mut self.lines);
            self.put_under(last, lines);
        }
    }

    fn put_under(&mut self, table: usize, lines: Vec<String>) {
        let under = &mut self.grids[table].lines_under;
        let lines: Vec<String> = under.take().into_iter().chain(lines).collect();
        *under = Some(lines.join(" | ")).filter(|lines| !lines.is_empty());
    }

    /// After a table that is not nested: the lines above it may be of the one before.
    fn settle(&mut self, at: usize, lines: Vec<String>) {
        let is_layout = self.grids[at].widest <= MAX_LAYOUT;
        if let Some(before) = self.last {
            let is_note = |line: &String| {
                line.starts_with('*')
                    || line.starts_with("(*")
                    || fold::ascii(line).starts_with("ghi chu")
            };
            let own = lines.into_iter().filter(|line| is_layout || is_note(line)).collect();
            self.put_under(before, own);
        }
        if !is_layout {
            self.last = Some(at);
        }
    }

    /// Reads the current table.
    fn table(&mut self, xml: &mut Xml<'_, '_>, depth: usize) -> Outcome<()> {
        if depth > MAX_DEPTH {
            return Err(ReadError::Damaged);
        }
        let at = self.grids.len();
        self.grids.push(Grid::default());
        let mut table = Table { at, ..Table::default() };
        let lines = std::mem::take(&mut self.lines);
        if !lines.is_empty() {
            let text = lines.join(" | ");
            table.grid.lay_down(0, false, vec![Cell { column: 1, text, ..Cell::default() }])?;
        }
        let mut inside = 1;
        while inside > 0 {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "tr" => self.row(xml, &mut table, depth)?,
                    "tblPr" => table.style = text::style_of(xml)?,
                    // Controls and markup around rows.
                    "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => inside += 1,
                    _ => xml.skip()?,
                },
                Event::End(_) => inside -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        table.close(|_| false)?;
        self.grids[at] = table.grid;
        if depth == 0 {
            self.settle(at, lines);
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_, '_>, table: &mut Table, depth: usize) -> Outcome<()> {
        table.row += 1;
        if table.row > LAST_ROW {
            return Err(ReadError::Damaged);
        }
        let mut cells = Vec::new();
        let (mut going_on, mut begun): (Vec<u32>, Option<u32>) = (Vec::new(), None);
        let (mut column, mut deleted, mut inside) = (0, false, 1);
        while inside > 0 {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "trPr" => (column, deleted) = row_properties(xml)?,
                    "tc" => {
                        let inner = self.grids.len();
                        let (shape, text) = self.cell(xml, table.style.as_deref(), depth)?;
                        let first = column + 1;
                        column += shape.across;
                        if column > LAST_COLUMN {
                            return Err(ReadError::Damaged);
                        }
                        if let Some(before) = begun.filter(|_| shape.goes_on) {
                            table.widen(before, column)?;
                            continue;
                        }
                        begun = Some(first);
                        if shape.down == Down::GoesOn && table.goes_on(first) {
                            going_on.push(first);
                            continue;
                        }
                        table.begin(first, &shape, column)?;
                        going_on.extend((shape.down == Down::Begins).then_some(first));
                        let mut cell = Cell { column: first, text: text.text, ..Cell::default() };
                        cell.marked = text.runs.marked(&cell.text, Look::default());
                        if let Some(shown) = text.runs.with_small_digits(&cell.text) {
                            cell.text = shown;
                        }
                        cell.old = font::read(&mut cell.text, text.font, None);
                        self.pinned.add(table.at, table.row, first, text.notes)?;
                        let boxed = (NoteKind::TextBox, text.boxed);
                        for (kind, text) in [boxed, (NoteKind::Table, self.words_from(inner))] {
                            if !text.is_empty() {
                                let row = table.row;
                                table.grid.pin(CellNote { row, column: first, kind, text })?;
                            }
                        }
                        cells.push(cell);
                    }
                    "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => inside += 1,
                    _ => xml.skip()?,
                },
                Event::End(_) => inside -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        table.close(|column| going_on.contains(&column))?;
        if deleted { Ok(()) } else { table.grid.lay_down(table.row, false, cells) }
    }

    /// The words of the tables from one on, as far as a message may quote them.
    fn words_from(&self, first: usize) -> String {
        const QUOTED: usize = 30;
        let texts = self.grids[first..].iter().flat_map(Grid::texts);
        let filled = texts.map(str::trim).filter(|text| !text.is_empty());
        filled.take(QUOTED).collect::<Vec<_>>().join(" | ")
    }

    fn cell(
        &mut self,
        xml: &mut Xml<'_, '_>,
        style: Option<&str>,
        depth: usize,
    ) -> Outcome<(Shape, Text)> {
        let mut shape = Shape { across: 1, ..Shape::default() };
        let mut text = Text::in_table(&self.styles, style);
        let mut inside = 1;
        while inside > 0 {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "tcPr" => shape = cell_properties(xml)?,
                    "tbl" => self.table(xml, depth + 1)?,
                    "p" => text.paragraph(xml, &mut |xml| self.table(xml, depth + 1))?,
                    "sdt" => text.control(xml, &mut |xml| self.table(xml, depth + 1))?,
                    "customXml" | "ins" | "moveTo" => inside += 1,
                    _ => xml.skip()?,
                },
                Event::End(_) => inside -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        if shape.deleted {
            text = Text::of(&self.styles);
        }
        text.end();
        Ok((shape, text))
    }
}

/// Whether a line is a title with a period or an agency: `BÁO CÁO QUÝ I NĂM 2026`.
fn is_title(text: &str, padded: &str) -> bool {
    const BEGINNINGS: [&str; 7] =
        [" bao cao ", " bieu ", " phu luc ", " tong hop ", " ket qua ", " tinh hinh ", " quy "];
    const NAMES: [&str; 6] = [" quy ", " qui ", " 6 thang ", " 9 thang ", " nam 20", " cua "];
    let begins = BEGINNINGS.iter().any(|words| padded.starts_with(words));
    let is_loud = !text.contains(char::is_lowercase);
    let is_sentence = text.trim_end().ends_with(['.', ';', ':', ',']);
    (begins || is_loud) && !is_sentence && NAMES.iter().any(|name| padded.contains(name))
}

impl Table {
    /// Whether a cell of the previous row continues here; extends its range.
    fn goes_on(&mut self, column: u32) -> bool {
        let row = self.row;
        let open = self.open.iter_mut().find(|(at, _)| *at == column);
        open.map(|(_, merge)| merge.bottom = row).is_some()
    }

    /// Extends the cell that began in a column of this row up to another.
    fn widen(&mut self, left: u32, right: u32) -> Outcome<()> {
        let row = self.row;
        if let Some((_, open)) = self.open.iter_mut().find(|(at, _)| *at == left) {
            open.right = open.right.max(right);
            return Ok(());
        }
        match self.grid.merges.last_mut() {
            Some(last) if (last.top, last.left) == (row, left) => {
                last.right = right;
                Ok(())
            }
            _ => self.grid.merge(Merge { top: row, left, bottom: row, right }),
        }
    }

    /// Starts the range of a cell that covers several positions.
    fn begin(&mut self, left: u32, shape: &Shape, right: u32) -> Outcome<()> {
        let merge = Merge { top: self.row, left, bottom: self.row, right };
        if shape.down == Down::Begins {
            // The range above ends where another begins.
            if let Some(at) = self.open.iter().position(|(at, _)| *at == left) {
                let (_, ended) = self.open.swap_remove(at);
                self.keep(ended)?;
            }
            self.open.push((left, merge));
            return Ok(());
        }
        if shape.across > 1 { self.grid.merge(merge) } else { Ok(()) }
    }

    /// Closes the ranges that do not continue.
    fn close(&mut self, goes_on: impl Fn(u32) -> bool) -> Outcome<()> {
        for (column, merge) in std::mem::take(&mut self.open) {
            if goes_on(column) {
                self.open.push((column, merge));
            } else {
                self.keep(merge)?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, range: Merge) -> Outcome<()> {
        let is_one_cell = range.bottom == range.top && range.right == range.left;
        if is_one_cell { Ok(()) } else { self.grid.merge(range) }
    }
}

/// How many columns a row leaves empty before its first cell, and whether it is a tracked deletion.
fn row_properties(xml: &mut Xml<'_, '_>) -> Outcome<(u32, bool)> {
    let (mut before, mut deleted, mut inside) = (0, false, 1);
    while inside > 0 {
        match xml.next()? {
            Event::Start(start) => {
                inside += 1;
                match start.local_name().as_ref() {
                    "gridBefore" => before = count(&start)?.unwrap_or(0),
                    "del" | "moveFrom" => deleted = true,
                    // The properties of a row before their last tracked change.
                    "trPrChange" => {
                        inside -= 1;
                        xml.skip()?;
                    }
                    _ => {}
                }
            }
            Event::End(_) => inside -= 1,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    if before >= LAST_COLUMN { Err(ReadError::Damaged) } else { Ok((before, deleted)) }
}

fn cell_properties(xml: &mut Xml<'_, '_>) -> Outcome<Shape> {
    let mut shape = Shape { across: 1, ..Shape::default() };
    let mut inside = 1;
    while inside > 0 {
        match xml.next()? {
            Event::Start(start) => {
                inside += 1;
                match start.local_name().as_ref() {
                    "cellDel" => shape.deleted = true,
                    "hMerge" => {
                        shape.goes_on = attribute(&start, "val")?.as_deref() != Some("restart");
                    }
                    "gridSpan" => shape.across = count(&start)?.unwrap_or(1).max(1),
                    "vMerge" => {
                        let begins = attribute(&start, "val")?.as_deref() == Some("restart");
                        shape.down = if begins { Down::Begins } else { Down::GoesOn };
                    }
                    "tcPrChange" => {
                        inside -= 1;
                        xml.skip()?;
                    }
                    _ => {}
                }
            }
            Event::End(_) => inside -= 1,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    if shape.across > LAST_COLUMN { Err(ReadError::Damaged) } else { Ok(shape) }
}

fn count(start: &BytesStart<'_>) -> Outcome<Option<u32>> {
    super::book::package::number(start, "val")
}
