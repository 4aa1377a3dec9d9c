//! The cells of one sheet or table of any file kind, stored row by row within limits.

use std::collections::BTreeMap;

use super::error::{Limit, Outcome, ReadError};
use super::font::{self, Converted, OldFont};
use super::runs::Marked;
use crate::decode::evidence::Reading;
use crate::decode::sheet::{CellNote, MarkedCell, Merge, NoValue, ShownInstead, ValuelessCell};

/// Maximum number of rows with content in a sheet.
pub(in crate::decode) const MAX_ROWS: usize = 300_000;
/// Maximum number of cells, including empty cells between others.
pub(in crate::decode) const MAX_CELLS: usize = 20_000_000;
/// Maximum length of one cell, in bytes.
pub(in crate::decode) const MAX_CELL: usize = 1024 * 1024;
/// Maximum length of all cells together, in bytes.
pub(in crate::decode) const MAX_TEXT: usize = 128 * 1024 * 1024;
/// The last row and column of a sheet of Excel.
pub(in crate::decode) const LAST_ROW: u32 = 1_048_576;
pub(in crate::decode) const LAST_COLUMN: u32 = 16_384;
/// What is lower, in points, or narrower, in characters, cannot be seen.
pub(in crate::decode) const LOWEST_SEEN: f64 = 1.0;
pub(in crate::decode) const NARROWEST_SEEN: f64 = 0.25;
/// Maximum number of notes that are pinned to cells.
pub(in crate::decode) const MAX_NOTES: usize = 100_000;
/// Maximum number of merged ranges and hidden columns.
const MAX_RANGES: usize = 200_000;

/// The cells of a sheet, row by row.
#[derive(Debug, Default, Clone)]
pub(in crate::decode) struct Grid {
    /// Concatenated cells, including empty cells before the last of a row.
    pub(in crate::decode) text: String,
    /// The end of each cell in `text`.
    pub(in crate::decode) ends: Vec<u32>,
    /// For each row with content: its number, its first cell and its cell count.
    pub(in crate::decode) rows: Vec<(u32, u32, u32)>,
    /// Width of the widest row, in columns.
    pub(in crate::decode) widest: u32,
    /// Rows with content that are hidden.
    pub(in crate::decode) hidden_rows: Vec<u32>,
    /// Hidden columns, from 1.
    pub(in crate::decode) hidden_columns: Vec<(u32, u32)>,
    /// Cells without a value.
    pub(in crate::decode) valueless: Vec<ValuelessCell>,
    /// Merged ranges.
    pub(in crate::decode) merges: Vec<Merge>,
    /// Cells typed in an old font.
    pub(in crate::decode) converted: Vec<Converted>,
    /// Cells that show another number than they hold, or none.
    pub(in crate::decode) shown: Vec<ShownInstead>,
    /// Row and column of the texts that look like days in figures.
    pub(in crate::decode) text_days: Vec<(u32, u32)>,
    /// Row and column of numbers with a unit that only their format holds.
    pub(in crate::decode) formatted_units: Vec<(u32, u32)>,
    /// Cells that are struck out, or with parts that are, or are off the line.
    pub(in crate::decode) marked: Vec<MarkedCell>,
    /// Notes that are pinned to cells.
    pub(in crate::decode) notes: Vec<CellNote>,
    /// The paragraphs below a table of a document that may name a unit, separated by ` | `.
    pub(in crate::decode) lines_under: Option<String>,
}

/// A cell before its row is stored.
#[derive(Debug, Default, Clone)]
pub(in crate::decode) struct Cell {
    /// Counted from 1.
    pub(in crate::decode) column: u32,
    pub(in crate::decode) text: String,
    pub(in crate::decode) no_value: Option<NoValue>,
    /// What the cell shows, if that is not its text.
    pub(in crate::decode) instead: Option<String>,
    /// The old font and the text before conversion, if any.
    pub(in crate::decode) old: Option<(Reading, String)>,
    /// Whether it was typed into a spreadsheet, which kept it as text.
    pub(in crate::decode) kept_as_text: bool,
    /// Whether it is a number, shown by its format.
    pub(in crate::decode) is_number: bool,
    /// Whether it is struck out, or parts of it are, or are off the line.
    pub(in crate::decode) marked: Option<Marked>,
}

impl Grid {
    /// The texts of a row.
    pub(in crate::decode) fn fields(&self, row: usize) -> impl Iterator<Item = &str> {
        let (_, first, count) = self.rows[row];
        (first as usize..(first + count) as usize).map(|n| {
            let start = if n == 0 { 0 } else { self.ends[n - 1] as usize };
            &self.text[start..self.ends[n] as usize]
        })
    }

    /// Decodes all texts with an old font in which the whole file was typed.
    pub(in crate::decode) fn read_under(&mut self, font: OldFont) {
        let (text, ends) = (std::mem::take(&mut self.text), std::mem::take(&mut self.ends));
        for n in 0..self.rows.len() {
            let (row, first, count) = self.rows[n];
            for (column, cell) in (first..first + count).enumerate() {
                let cell = cell as usize;
                let start = if cell == 0 { 0 } else { ends[cell - 1] as usize };
                let mut meant = text[start..ends[cell] as usize].to_owned();
                if let Some((reading, before)) = font::read(&mut meant, None, Some(font)) {
                    self.convert(row, column as u32 + 1, reading, before, meant.clone());
                }
                self.text.push_str(&meant);
                self.ends.push(self.text.len() as u32);
            }
        }
    }

    /// All texts.
    pub(in crate::decode) fn texts(&self) -> impl Iterator<Item = &str> {
        (0..self.rows.len()).flat_map(|row| self.fields(row))
    }

    /// Adds a merged range.
    pub(in crate::decode) fn merge(&mut self, range: Merge) -> Outcome<()> {
        self.merges.push(range);
        if self.merges.len() > MAX_RANGES { Err(ReadError::Over(Limit::Cells)) } else { Ok(()) }
    }

    /// Adds a range of hidden columns.
    pub(in crate::decode) fn hide_columns(&mut self, from: u32, to: u32) -> Outcome<()> {
        self.hidden_columns.push((from, to));
        if self.hidden_columns.len() > MAX_RANGES {
            return Err(ReadError::Over(Limit::Cells));
        }
        Ok(())
    }

    /// Adds a note.
    pub(in crate::decode) fn pin(&mut self, note: CellNote) -> Outcome<()> {
        self.notes.push(note);
        if self.notes.len() > MAX_NOTES { Err(ReadError::Over(Limit::Cells)) } else { Ok(()) }
    }

    /// Whether `times` more rows of this width and length fit within the limits.
    pub(in crate::decode) fn has_room(&self, times: u32, wide: u32, long: usize) -> Outcome<()> {
        let rows = self.rows.len().saturating_add(times as usize);
        let cells = rows.saturating_mul(self.widest.max(wide) as usize);
        let text = self.text.len().saturating_add(long.saturating_mul(times as usize));
        let over = [
            (rows > MAX_ROWS, Limit::Rows),
            (cells > MAX_CELLS, Limit::Cells),
            (text > MAX_TEXT, Limit::Text),
        ];
        match over.into_iter().find(|(is_over, _)| *is_over) {
            Some((_, limit)) => Err(ReadError::Over(limit)),
            None => Ok(()),
        }
    }

    /// Appends the cells of a row. Cells without content are dropped.
    pub(in crate::decode) fn lay_down(
        &mut self,
        row: u32,
        hidden: bool,
        mut cells: Vec<Cell>,
    ) -> Outcome<()> {
        cells.retain(|cell| !cell.text.is_empty() || cell.no_value.is_some());
        cells.sort_by_key(|cell| cell.column);
        if cells.windows(2).any(|two| two[0].column == two[1].column) {
            return Err(ReadError::Damaged);
        }
        let Some(last) = cells.last().map(|cell| cell.column) else { return Ok(()) };
        let first = self.ends.len();
        self.widest = self.widest.max(last);
        self.rows.push((row, first as u32, last));
        if self.rows.len() > MAX_ROWS {
            return Err(ReadError::Over(Limit::Rows));
        }
        if self.rows.len() * self.widest as usize > MAX_CELLS {
            return Err(ReadError::Over(Limit::Cells));
        }
        if hidden {
            self.hidden_rows.push(row);
        }
        for cell in cells {
            // The cells between are empty.
            self.ends.resize(first + cell.column as usize - 1, self.text.len() as u32);
            self.text.push_str(&cell.text);
            self.ends.push(self.text.len() as u32);
            if cell.is_number && cell.text.ends_with(char::is_alphabetic) {
                self.formatted_units.push((row, cell.column));
            }
            if cell.kept_as_text && looks_like_day(&cell.text) {
                self.text_days.push((row, cell.column));
            }
            if let Some(kind) = cell.no_value {
                self.valueless.push(ValuelessCell { row, column: cell.column, kind });
            }
            if let Some(text) = cell.instead {
                self.shown.push(ShownInstead { row, column: cell.column, text });
            }
            if let Some(Marked { text, is_struck }) = cell.marked {
                self.marked.push(MarkedCell { row, column: cell.column, text, is_struck });
            }
            if let Some((reading, before)) = cell.old {
                self.convert(row, cell.column, reading, before, cell.text);
            }
        }
        if self.text.len() > MAX_TEXT { Err(ReadError::Over(Limit::Text)) } else { Ok(()) }
    }
}

impl Grid {
    /// Reorders rows that arrived out of order or in several pieces. A cell with two values has
    /// none.
    pub(in crate::decode) fn settle(&mut self) -> Outcome<()> {
        let mut rows: BTreeMap<u32, BTreeMap<usize, &str>> = BTreeMap::new();
        for (n, (row, ..)) in self.rows.iter().enumerate() {
            let cells = rows.entry(*row).or_default();
            for (column, text) in self.fields(n).enumerate().filter(|(_, text)| !text.is_empty()) {
                if cells.insert(column, text).is_some_and(|before| before != text) {
                    return Err(ReadError::Damaged);
                }
            }
        }
        // A row may hold only cells without a value; it keeps its width.
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
        self.valueless.sort_by_key(|cell| (cell.row, cell.column));
        Ok(())
    }

    /// Records the first cell of each old font, and their count.
    fn convert(&mut self, row: u32, column: u32, reading: Reading, before: String, after: String) {
        match self.converted.iter_mut().find(|known| known.reading == reading) {
            Some(known) => known.cells += 1,
            None => {
                self.converted.push(Converted { row, column, reading, before, after, cells: 1 })
            }
        }
    }
}

/// `30/6/2026`, `5-6-26`.
fn looks_like_day(text: &str) -> bool {
    const LONGEST: usize = "30/06/2026 12:00:00".len();
    let bytes = text.trim_start().as_bytes();
    let mark = bytes.iter().take(3).position(|b| matches!(b, b'/' | b'-'));
    text.len() <= LONGEST && mark.is_some_and(|at| at > 0 && bytes[0].is_ascii_digit())
}

/// What all tables together may still hold.
pub(super) struct Budget {
    text: usize,
    cells: usize,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { text: MAX_TEXT, cells: MAX_CELLS }
    }

    /// Subtracts the cells of a sheet.
    pub(super) fn spend(&mut self, grid: &Grid) -> Outcome<()> {
        let (text, cells) = (grid.text.len(), grid.ends.len());
        self.text = self.text.checked_sub(text).ok_or(ReadError::Over(Limit::Text))?;
        self.cells = self.cells.checked_sub(cells).ok_or(ReadError::Over(Limit::Cells))?;
        Ok(())
    }
}
