//! A sheet of an old workbook: its cells, merged ranges and hidden parts.

use std::collections::HashSet;

use super::cfb::{u16_at, u32_at};
use super::notes::{self, Notes};
use super::records::{Records, long_number, short_number};
use std::sync::Arc;

use crate::decode::book::error::{Limit, Outcome, ReadError};
use crate::decode::book::font::{self, OldFont};
use crate::decode::book::format::{Format, Shown};
use crate::decode::book::grid::{Cell, Grid, LOWEST_SEEN, MAX_CELL, MAX_TEXT, NARROWEST_SEEN};
use crate::decode::book::runs::{Look, Marked, Runs};
use crate::decode::sheet::{Merge, NoValue};
use crate::decode::xlsx::Strings;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const FORMULA: u16 = 0x0006;
const STRING: u16 = 0x0207;
const SHARED_FORMULAS: [u16; 3] = [0x04BC, 0x0221, 0x0236];
const LAST_COLUMN: u16 = 255;
const PARTS_OF_CHARACTER: f64 = 256.0;

/// A sheet being read.
#[derive(Default)]
struct Sheet {
    grid: Grid,
    /// The current row, and the last row that was stored; both from 1.
    row: u32,
    laid: u32,
    in_order: bool,
    cells: Vec<Cell>,
    /// Total length of the texts in the row.
    long: usize,
    /// Position and style of a formula whose text follows in its own record.
    waiting: Option<(u16, u16, u16)>,
    hidden: HashSet<u32>,
    sizes: Sizes,
    notes: Notes,
}

/// The sizes of rows and columns that state none, and which of them state one.
#[derive(Default)]
struct Sizes {
    /// Rows that state their height, where the others cannot be seen.
    rows: Option<HashSet<u32>>,
    /// Whether those cannot be seen whose records refer to that height.
    referring_are_flat: bool,
    /// The width of columns that state none, in characters.
    width: Option<f64>,
    /// Ranges of columns that state their width.
    columns: Vec<(u32, u32)>,
}

impl Sizes {
    /// The height of rows that state none, or the width of such columns: in characters, or in parts
    /// of one, which has the last word.
    fn common(&mut self, id: u16, first: u16, data: &[u8]) -> Outcome<()> {
        match id {
            0x0225 => {
                let height = u16_at(data, 2).ok_or(ReadError::Damaged)?;
                self.rows_are_hidden(first & 2 != 0, height);
            }
            0x0055 => {
                self.width.get_or_insert(f64::from(first));
            }
            _ => self.width = Some(f64::from(first) / PARTS_OF_CHARACTER),
        }
        Ok(())
    }

    fn rows_are_hidden(&mut self, hidden: bool, height: u16) {
        self.referring_are_flat = !hidden && is_flat(height);
        self.rows = (hidden || self.referring_are_flat).then(HashSet::new);
    }

    fn row(&mut self, row: u32, has_default: bool) {
        if let Some(rows) = self.rows.as_mut().filter(|_| !(has_default && self.referring_are_flat))
        {
            rows.insert(row);
        }
    }

    fn hide(&self, row: u32) -> bool {
        self.rows.as_ref().is_some_and(|stated| !stated.contains(&row))
    }

    /// Hides the columns that state no width, where those cannot be seen.
    fn hide_columns(&mut self, grid: &mut Grid) -> Outcome<()> {
        if self.width.is_none_or(|width| width >= NARROWEST_SEEN) {
            return Ok(());
        }
        self.columns.sort_unstable();
        let mut next = 1;
        for (first, last) in &self.columns {
            if *first > next {
                grid.hide_columns(next, first - 1)?;
            }
            next = next.max(last + 1);
        }
        let last = u32::from(LAST_COLUMN) + 1;
        if next > last { Ok(()) } else { grid.hide_columns(next, last) }
    }
}

/// Whether a height, in twentieths of a point, cannot be seen.
fn is_flat(height: u16) -> bool {
    f64::from(height) / 20.0 < LOWEST_SEEN
}

/// Reads the sheet that starts at an offset; returns it and its end offset. `None` for a chart or a
/// macro sheet.
pub(super) fn read(stream: &[u8], at: usize, shared: &Shared) -> Outcome<(Option<Grid>, usize)> {
    let mut records = Records::new(stream, at);
    let (id, data) = records.next()?;
    if id != BOF {
        return Err(ReadError::Damaged);
    }
    let is_sheet = u16_at(data, 2) == Some(0x0010);
    let mut sheet = Sheet { in_order: true, ..Sheet::default() };
    // Charts on a sheet are nested sheets.
    let mut depth = 1;
    loop {
        let (id, data) = records.next()?;
        match id {
            BOF => depth += 1,
            EOF => depth -= 1,
            _ if depth == 1 && is_sheet => sheet.record(id, data, &mut records, shared)?,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    let grid = if is_sheet { Some(sheet.end()?) } else { None };
    Ok((grid, records.at))
}

impl Sheet {
    fn record<'a>(
        &mut self,
        id: u16,
        data: &'a [u8],
        records: &mut Records<'a>,
        shared: &Shared,
    ) -> Outcome<()> {
        let number = |at: usize| u16_at(data, at).ok_or(ReadError::Damaged);
        match id {
            0x0225 | 0x0055 | 0x0099 => self.sizes.common(id, number(0)?, data)?,
            // A row, and whether it is hidden.
            0x0208 => self.row(number(0)?, u16_at(data, 6), data.get(12).copied()),
            // Columns.
            0x007D => {
                let (first, last) = (number(0)?, number(2)?.min(LAST_COLUMN));
                let (first, last) = (u32::from(first) + 1, u32::from(last) + 1);
                self.sizes.columns.push((first, last));
                let width = f64::from(number(4)?) / PARTS_OF_CHARACTER;
                if number(8)? & 1 == 1 || width < NARROWEST_SEEN {
                    self.grid.hide_columns(first, last)?;
                }
            }
            0x00E5 => self.merges(data)?,
            notes::OBJECT | notes::WORDS | notes::NOTE => self.notes.record(id, data, records)?,
            // Integers, one or several adjacent ones.
            0x027E => {
                let value = short_number(data, 6).ok_or(ReadError::Damaged)?;
                self.number((number(0)?, number(2)?, number(4)?), value, shared)?;
            }
            0x00BD => {
                let (row, first) = (number(0)?, number(2)?);
                let count = (data.len().saturating_sub(6) / 6) as u16;
                for n in 0..count {
                    let at = 4 + usize::from(n) * 6;
                    let value = short_number(data, at + 2).ok_or(ReadError::Damaged)?;
                    let column = first.checked_add(n).ok_or(ReadError::Damaged)?;
                    self.number((row, column, number(at)?), value, shared)?;
                }
            }
            0x0203 => {
                let value = long_number(data, 6).ok_or(ReadError::Damaged)?;
                self.number((number(0)?, number(2)?, number(4)?), value, shared)?;
            }
            // A shared text, or an inline one.
            0x00FD => {
                let text = u32_at(data, 6).and_then(|n| shared.strings.get(n as usize));
                let text = text.ok_or(ReadError::Damaged)?.to_owned();
                let runs = u32_at(data, 6).and_then(|n| shared.strings.runs(n as usize));
                self.text((number(0)?, number(2)?, number(4)?), text, runs, shared)?;
            }
            0x0204 | 0x00D6 => {
                let mut pieces = records.with_rest(data.get(6..).unwrap_or_default());
                let text = pieces.text(2).ok_or(ReadError::Damaged)?;
                self.text((number(0)?, number(2)?, number(4)?), text, None, shared)?;
            }
            0x0205 => {
                let (value, is_error) = (data.get(6), data.get(7) == Some(&1));
                let value = *value.ok_or(ReadError::Damaged)?;
                self.truth((number(0)?, number(2)?, number(4)?), value, is_error)?;
            }
            FORMULA => self.formula((number(0)?, number(2)?, number(4)?), data, shared)?,
            STRING => {
                let text = records.with_rest(data).text(2).ok_or(ReadError::Damaged)?;
                if let Some(at) = self.waiting.take() {
                    self.text(at, text, None, shared)?;
                }
            }
            _ => {}
        }
        // The text of a formula follows it.
        if !matches!(id, FORMULA | STRING) && !SHARED_FORMULAS.contains(&id) {
            self.waiting = None;
        }
        Ok(())
    }

    fn row(&mut self, row: u16, height: Option<u16>, flags: Option<u8>) {
        const DEFAULT: u16 = 0x8000;
        let row = u32::from(row) + 1;
        let has_default = height.is_some_and(|height| height & DEFAULT != 0);
        if height.is_some_and(|height| !has_default && is_flat(height))
            || flags.is_some_and(|flags| flags & 0x20 != 0)
        {
            self.hidden.insert(row);
        }
        self.sizes.row(row, has_default);
    }

    /// The cached result of a formula.
    fn formula(&mut self, at: (u16, u16, u16), data: &[u8], shared: &Shared) -> Outcome<()> {
        if data.get(12..14) != Some(&[0xFF, 0xFF]) {
            let value = long_number(data, 6).ok_or(ReadError::Damaged)?;
            return self.number(at, value, shared);
        }
        let value = *data.get(8).ok_or(ReadError::Damaged)?;
        // Libraries that compute nothing write an empty text for every result, and no program.
        let is_to_be_computed =
            !shared.is_computed || data.get(14).is_some_and(|flags| flags & 3 != 0);
        match data.get(6) {
            Some(0) => self.waiting = Some(at),
            Some(1) => self.truth(at, value, false)?,
            Some(2) => self.truth(at, value, true)?,
            _ if is_to_be_computed => {
                self.put(at, Cell { no_value: Some(NoValue::Unknown), ..Cell::default() })?;
            }
            _ => {}
        }
        Ok(())
    }

    fn number(&mut self, at: (u16, u16, u16), value: f64, shared: &Shared) -> Outcome<()> {
        if !value.is_finite() {
            return Err(ReadError::Damaged);
        }
        let shown = shared.show(value, at.2);
        let style = shared.styles.get(usize::from(at.2));
        let marked = style.filter(|style| style.struck).map(|_| Marked::whole());
        let Shown { text, instead } = shown;
        self.put(at, Cell { text, instead, marked, is_number: true, ..Cell::default() })
    }

    fn text(
        &mut self,
        at: (u16, u16, u16),
        text: String,
        runs: Option<&Arc<Runs>>,
        shared: &Shared,
    ) -> Outcome<()> {
        let style = shared.styles.get(usize::from(at.2));
        let rest = Look { struck: style.is_some_and(|style| style.struck), small: None };
        let marked = match runs {
            Some(runs) => runs.marked(&text, rest),
            None => rest.struck.then(Marked::whole),
        };
        let text = runs.and_then(|runs| runs.with_small_digits(&text)).unwrap_or(text);
        let text =
            if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        let mut cell = Cell { text, marked, kept_as_text: true, ..Cell::default() };
        let own = style.and_then(|style| style.font);
        cell.old = font::read(&mut cell.text, own, shared.font);
        if cell.text.len() > MAX_CELL {
            return Err(ReadError::Over(Limit::Cell));
        }
        self.put(at, cell)
    }

    /// A boolean, or an error by its number.
    fn truth(&mut self, at: (u16, u16, u16), value: u8, is_error: bool) -> Outcome<()> {
        if !is_error {
            let text = if value == 0 { "FALSE" } else { "TRUE" };
            return self.put(at, Cell { text: text.to_owned(), ..Cell::default() });
        }
        let error = match value {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0F => "#VALUE!",
            0x17 => "#REF!",
            0x1D => "#NAME?",
            0x24 => "#NUM!",
            0x2A => "#N/A",
            _ => "#?",
        };
        self.put(at, Cell { no_value: Some(NoValue::Error(error.to_owned())), ..Cell::default() })
    }

    /// Adds a cell to its row; the previous row is stored when another begins.
    fn put(&mut self, (row, column, _): (u16, u16, u16), cell: Cell) -> Outcome<()> {
        if column > LAST_COLUMN {
            return Err(ReadError::Damaged);
        }
        let row = u32::from(row) + 1;
        if row != self.row {
            self.lay_down()?;
            self.row = row;
        }
        self.long += cell.text.len() + cell.marked.as_ref().map_or(0, Marked::len);
        if self.long > MAX_TEXT {
            return Err(ReadError::Over(Limit::Text));
        }
        self.cells.push(Cell { column: u32::from(column) + 1, ..cell });
        // No row has more cells than columns.
        if self.cells.len() > usize::from(LAST_COLUMN) + 1 {
            Err(ReadError::Damaged)
        } else {
            Ok(())
        }
    }

    fn lay_down(&mut self) -> Outcome<()> {
        self.long = 0;
        if self.cells.is_empty() {
            return Ok(());
        }
        self.in_order &= self.row > self.laid;
        self.laid = self.laid.max(self.row);
        self.grid.lay_down(self.row, false, std::mem::take(&mut self.cells))
    }

    fn merges(&mut self, data: &[u8]) -> Outcome<()> {
        for range in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let number = |at: usize| u32::from(u16_at(range, at).unwrap_or_default()) + 1;
            let (top, bottom, left, right) = (number(0), number(2), number(4), number(6));
            if top > bottom || left > right || right > u32::from(LAST_COLUMN) + 1 {
                return Err(ReadError::Damaged);
            }
            self.grid.merge(Merge { top, left, bottom, right })?;
        }
        Ok(())
    }

    fn end(mut self) -> Outcome<Grid> {
        self.lay_down()?;
        if !self.in_order {
            self.grid.settle()?;
        }
        let rows = self.grid.rows.iter().map(|(row, ..)| *row);
        let is_hidden = |row: &u32| self.hidden.contains(row) || self.sizes.hide(*row);
        self.grid.hidden_rows = rows.filter(is_hidden).collect();
        self.sizes.hide_columns(&mut self.grid)?;
        self.notes.pin(&mut self.grid)?;
        Ok(self.grid)
    }
}

/// How cells of one style are read.
pub(super) struct Style {
    pub(super) format: Arc<Format>,
    pub(super) font: Option<OldFont>,
    pub(super) struck: bool,
}

/// What cells refer to by index.
pub(super) struct Shared {
    pub(super) strings: Strings,
    pub(super) styles: Vec<Style>,
    /// The old font in which part of the texts must have been typed.
    pub(super) font: Option<OldFont>,
    pub(super) from_1904: bool,
    /// Whether it names the program that computed its formulas.
    pub(super) is_computed: bool,
}

impl Shared {
    /// Renders a number with its format; with an unknown style, as stored.
    pub(super) fn show(&self, value: f64, style: u16) -> Shown {
        match self.styles.get(usize::from(style)) {
            Some(style) => style.format.show(value, self.from_1904),
            None => Format::general().show(value, self.from_1904),
        }
    }
}
