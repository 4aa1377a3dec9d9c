//! One sheet: its rows and cells as text, and what text cannot tell of them.
//!
//! Cells are read by their type and format. Places are taken from the sheet itself, so that rows and
//! columns that are not written keep their numbers.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::font::{self, Converted, OldFont};
use super::format::{Format, Shown, iso_date};
use super::package::{Limit, Outcome, Trouble, Xml, attribute, flag, number};
use super::strings::{Strings, plain, rich};
use super::styles::Style;
use crate::decode::evidence::Reading;
use crate::decode::sheet::{Merge, Odd, OddKind, ShownInstead};

/// How many rows with content a sheet may have.
pub(super) const MAX_ROWS: usize = 300_000;
/// How many cells, empty ones between others included.
pub(super) const MAX_CELLS: usize = 20_000_000;
/// How long one cell may be, in bytes.
pub(super) const MAX_CELL: usize = 1024 * 1024;
/// How long all cells together may be, in bytes.
pub(super) const MAX_TEXT: usize = 128 * 1024 * 1024;
/// The last row and column of a sheet of Excel.
const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_384;
/// How many merged ranges and hidden columns are kept.
const MAX_RANGES: usize = 200_000;

/// What cells refer to.
#[derive(Debug)]
pub(super) struct Shared {
    /// Texts by number.
    pub(super) strings: Strings,
    /// Styles by number.
    pub(super) styles: Vec<Style>,
    /// The old font that part of the texts speak of.
    pub(super) font: Option<OldFont>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

impl Shared {
    /// A number as its format shows it; with a style beyond the last as it is: spreadsheets do the
    /// same. Where all styles are lost, it could be a date or a percent.
    fn show(&self, value: f64, style: usize) -> Outcome<Shown> {
        match self.styles.get(style) {
            Some(style) => Ok(style.format.show(value, self.from_1904)),
            None if style > 0 && self.styles.is_empty() => Err(Trouble::Damaged),
            None => Ok(Format::general().show(value, self.from_1904)),
        }
    }
}

/// The cells of a sheet, row after row.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// All cells, one behind the other, empty ones before the last of a row included.
    pub(super) text: String,
    /// Where each ends.
    pub(super) ends: Vec<u32>,
    /// For each row with content its number, its first cell, and how many it has.
    pub(super) rows: Vec<(u32, u32, u32)>,
    /// How many columns the widest row has.
    pub(super) widest: u32,
    /// Rows with content that are hidden.
    pub(super) hidden_rows: Vec<u32>,
    /// Hidden columns, from 1.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Cells that hold no value.
    pub(super) odd: Vec<Odd>,
    /// Merged ranges.
    pub(super) merges: Vec<Merge>,
    /// Cells that were typed in an old font.
    pub(super) converted: Vec<Converted>,
    /// Cells that show another number than they hold, or none.
    pub(super) shown: Vec<ShownInstead>,
}

/// A cell before its row is laid down.
struct Cell {
    column: u32,
    text: String,
    odd: Option<OddKind>,
    /// What it shows, where that is not its text.
    instead: Option<String>,
    /// How it was typed, and what stood there, where that was an old font.
    old: Option<(Reading, String)>,
}

impl Grid {
    /// The texts of a row.
    pub(super) fn fields(&self, row: usize) -> impl Iterator<Item = &str> {
        let (_, first, count) = self.rows[row];
        (first as usize..(first + count) as usize).map(|n| {
            let start = if n == 0 { 0 } else { self.ends[n - 1] as usize };
            &self.text[start..self.ends[n] as usize]
        })
    }

    /// Reads a sheet, or only its first rows with content.
    pub(super) fn read(xml: &mut Xml<'_, '_>, shared: &Shared, most: usize) -> Outcome<Self> {
        let mut grid = Self::default();
        // The row before, and the last one of all.
        let (mut row, mut last) = (0, 0);
        let mut in_order = true;
        let mut worksheet = false;
        loop {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "worksheet" => worksheet = true,
                    "col" if flag(&start, "hidden")? => grid.hide_columns(&start)?,
                    "row" => {
                        let told = number(&start, "r")?;
                        let hidden = flag(&start, "hidden")?;
                        let (named, cells) = cells(xml, shared)?;
                        row = row_number(told, named, row, last)?;
                        in_order &= row > last;
                        last = last.max(row);
                        grid.lay_down(row, hidden, cells)?;
                        if grid.rows.len() >= most {
                            break;
                        }
                    }
                    "mergeCell" => {
                        let range = attribute(&start, "ref")?.ok_or(Trouble::Damaged)?;
                        grid.merges.push(merge(&range).ok_or(Trouble::Damaged)?);
                        if grid.merges.len() > MAX_RANGES {
                            return Err(Trouble::Over(Limit::Cells));
                        }
                    }
                    _ => {}
                },
                Event::DocType(_) => return Err(Trouble::Damaged),
                Event::Eof if worksheet => break,
                Event::Eof => return Err(Trouble::Damaged),
                _ => {}
            }
        }
        if !in_order {
            grid.settle()?;
        }
        Ok(grid)
    }

    fn hide_columns(&mut self, start: &BytesStart<'_>) -> Outcome<()> {
        let (Some(min), Some(max)) = (number(start, "min")?, number(start, "max")?) else {
            return Ok(());
        };
        self.hidden_columns.push((min, max));
        if self.hidden_columns.len() > MAX_RANGES {
            return Err(Trouble::Over(Limit::Cells));
        }
        Ok(())
    }

    /// Puts the cells of a row behind those before it. Cells without content are nothing.
    fn lay_down(&mut self, row: u32, hidden: bool, mut cells: Vec<Cell>) -> Outcome<()> {
        cells.retain(|cell| !cell.text.is_empty() || cell.odd.is_some());
        cells.sort_by_key(|cell| cell.column);
        if cells.windows(2).any(|two| two[0].column == two[1].column) {
            return Err(Trouble::Damaged);
        }
        let Some(last) = cells.last().map(|cell| cell.column) else { return Ok(()) };
        let first = self.ends.len();
        self.widest = self.widest.max(last);
        self.rows.push((row, first as u32, last));
        if self.rows.len() > MAX_ROWS {
            return Err(Trouble::Over(Limit::Rows));
        }
        if self.rows.len() * self.widest as usize > MAX_CELLS {
            return Err(Trouble::Over(Limit::Cells));
        }
        if hidden {
            self.hidden_rows.push(row);
        }
        for cell in cells {
            // Those between are empty.
            self.ends.resize(first + cell.column as usize - 1, self.text.len() as u32);
            self.text.push_str(&cell.text);
            self.ends.push(self.text.len() as u32);
            if let Some(kind) = cell.odd {
                self.odd.push(Odd { row, column: cell.column, kind });
            }
            if let Some(text) = cell.instead {
                self.shown.push(ShownInstead { row, column: cell.column, text });
            }
            if let Some((reading, before)) = cell.old {
                self.convert(row, cell.column, reading, before, cell.text);
            }
        }
        if self.text.len() > MAX_TEXT { Err(Trouble::Over(Limit::Text)) } else { Ok(()) }
    }
}

impl Grid {
    /// Puts rows that came out of order, or in several pieces, where their numbers say. A cell that
    /// says two things says nothing.
    fn settle(&mut self) -> Outcome<()> {
        let mut rows: BTreeMap<u32, BTreeMap<usize, &str>> = BTreeMap::new();
        for (n, (row, ..)) in self.rows.iter().enumerate() {
            let cells = rows.entry(*row).or_default();
            for (column, text) in self.fields(n).enumerate().filter(|(_, text)| !text.is_empty()) {
                if cells.insert(column, text).is_some_and(|before| before != text) {
                    return Err(Trouble::Damaged);
                }
            }
        }
        // A row may hold nothing but cells without a value; it keeps its width.
        let mut widths: BTreeMap<u32, u32> = BTreeMap::new();
        for (row, _, width) in &self.rows {
            let widest = widths.entry(*row).or_default();
            *widest = (*widest).max(*width);
        }
        let (mut text, mut ends, mut placed) = (String::new(), Vec::new(), Vec::new());
        for (row, cells) in &rows {
            let width = widths.get(row).copied().unwrap_or(0);
            placed.push((*row, ends.len() as u32, width));
            for column in 0..width as usize {
                text.push_str(cells.get(&column).copied().unwrap_or_default());
                ends.push(text.len() as u32);
            }
        }
        (self.text, self.ends, self.rows) = (text, ends, placed);
        self.hidden_rows.sort_unstable();
        self.hidden_rows.dedup();
        self.odd.sort_by_key(|odd| (odd.row, odd.column));
        Ok(())
    }

    /// Keeps the first cell of each kind of old font, and how many there are.
    fn convert(&mut self, row: u32, column: u32, reading: Reading, before: String, after: String) {
        match self.converted.iter_mut().find(|known| known.reading == reading) {
            Some(known) => known.cells += 1,
            None => {
                self.converted.push(Converted { row, column, reading, before, after, cells: 1 })
            }
        }
    }
}

/// The number of a row: the one that it tells, else the next. Where it tells one that was there
/// before, as some writers do, its cells know better.
fn row_number(told: Option<u32>, named: Option<u32>, before: u32, last: u32) -> Outcome<u32> {
    let row = match (told, named) {
        (Some(told), Some(named)) if told <= last => named,
        (told, _) => told.or(named).unwrap_or(before + 1),
    };
    let sound = (1..=LAST_ROW).contains(&row) && named.is_none_or(|named| named == row);
    if sound { Ok(row) } else { Err(Trouble::Damaged) }
}

/// The cells of the row that was just begun, and the row that their names tell.
fn cells(xml: &mut Xml<'_, '_>, shared: &Shared) -> Outcome<(Option<u32>, Vec<Cell>)> {
    let mut cells = Vec::new();
    let mut row = None;
    let mut column = 0;
    let mut long = 0;
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "c" => {
                column = match attribute(&start, "r")? {
                    Some(name) => match place(&name) {
                        Some((at, told)) if *row.get_or_insert(told) == told => at,
                        _ => return Err(Trouble::Damaged),
                    },
                    None => column + 1,
                };
                if column > LAST_COLUMN {
                    return Err(Trouble::Damaged);
                }
                let style = number(&start, "s")?.unwrap_or(0) as usize;
                let kind = attribute(&start, "t")?.unwrap_or_default().into_owned();
                let mut instead = None;
                let (mut text, odd) = match cell(xml, style, &kind, shared)? {
                    Held::Text(text) => (text, None),
                    Held::Number(number) => {
                        instead = number.instead;
                        (number.text, None)
                    }
                    Held::Odd(kind) => (String::new(), Some(kind)),
                };
                let own = shared.styles.get(style).and_then(|style| style.font);
                let old = font::read(&mut text, own, shared.font);
                if text.len() > MAX_CELL {
                    return Err(Trouble::Over(Limit::Cell));
                }
                long += text.len();
                if long > MAX_TEXT {
                    return Err(Trouble::Over(Limit::Text));
                }
                cells.push(Cell { column, text, odd, instead, old });
            }
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Ok((row, cells)),
            Event::Eof => return Err(Trouble::Damaged),
            _ => {}
        }
    }
}

/// What a cell holds.
enum Held {
    Text(String),
    Number(Shown),
    Odd(OddKind),
}

/// What the cell that was just begun holds.
fn cell(xml: &mut Xml<'_, '_>, style: usize, kind: &str, shared: &Shared) -> Outcome<Held> {
    let mut formula = false;
    let mut value: Option<String> = None;
    let mut inline: Option<String> = None;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "f" => {
                    formula = true;
                    xml.skip()?;
                }
                "v" => value = Some(xml.text()?),
                "is" => inline = Some(rich(xml)?),
                _ => xml.skip()?,
            },
            Event::End(_) => break,
            Event::Eof => return Err(Trouble::Damaged),
            _ => {}
        }
    }
    if let Some(text) = inline {
        return Ok(Held::Text(text));
    }
    let value = value.unwrap_or_default();
    // An empty text is a value too: what =IF(A1="","",…) gives.
    if value.trim().is_empty() && kind != "str" {
        return Ok(if formula { Held::Odd(OddKind::Unknown) } else { Held::Text(String::new()) });
    }
    Ok(Held::Text(match kind {
        "s" => {
            let n = value.trim().parse().ok();
            n.and_then(|n| shared.strings.get(n)).ok_or(Trouble::Damaged)?.to_owned()
        }
        "str" | "inlineStr" => plain(&value),
        "b" => match value.trim() {
            "1" | "true" => "TRUE".to_owned(),
            "0" | "false" => "FALSE".to_owned(),
            other => other.to_owned(),
        },
        "e" => return Ok(Held::Odd(OddKind::Error(value.trim().to_owned()))),
        "d" => iso_date(value.trim()).unwrap_or(value),
        _ => match value.trim().parse::<f64>().ok().filter(|n| n.is_finite()) {
            Some(n) => return Ok(Held::Number(shared.show(n, style)?)),
            None => value,
        },
    }))
}

/// Column and row of a cell's name; both count from 1.
fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = name.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || number.len() > 7 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    let row = number.parse().ok().filter(|row| (1..=LAST_ROW).contains(row))?;
    (column <= LAST_COLUMN).then_some((column, row))
}

fn merge(range: &str) -> Option<Merge> {
    let (from, to) = range.split_once(':').unwrap_or((range, range));
    let ((left, top), (right, bottom)) = (place(from)?, place(to)?);
    (left <= right && top <= bottom).then_some(Merge { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_names() {
        for (name, at) in [
            ("A1", Some((1, 1))),
            ("E4", Some((5, 4))),
            ("aa10", Some((27, 10))),
            ("XFD1048576", Some((16_384, 1_048_576))),
            ("XFE1", None),
            ("A1048577", None),
            ("A0", None),
            ("A", None),
            ("1", None),
            ("", None),
            ("AAAAAAAAAAAA1", None),
            ("A99999999999999", None),
            ("Ê1", None),
            ("A1B", None),
        ] {
            assert_eq!(place(name), at, "{name}");
        }
        assert_eq!(merge("B2:A1"), None);
        assert_eq!(merge("A3:B6"), Some(Merge { top: 3, left: 1, bottom: 6, right: 2 }));
    }
}
