//! What a sheet of a workbook holds besides the text of its cells. Judges nothing: whether it
//! matters depends on the meaning of the columns.

use std::sync::Arc;

use crate::source::{cell_name, cell_on, is_table_name};

/// The sheet from which a table was read.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Name of the tab.
    pub name: Arc<str>,
    /// The kind of the file: `XLSX`.
    pub format: &'static str,
    /// Cells without a value, by row.
    pub valueless: Vec<ValuelessCell>,
    /// Merged ranges.
    pub merges: Vec<Merge>,
    /// Rows with content that are hidden.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, from and to, counted from 1.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Cells that show another number than they hold, or none, by row.
    pub shown: Vec<ShownInstead>,
    /// Row and column of the texts that look like days in figures.
    pub text_days: Vec<(u32, u32)>,
    /// Row and column of numbers with a unit that only their format holds, sorted.
    pub formatted_units: Vec<(u32, u32)>,
    /// Cells that are struck out, or with parts that are, or are off the line.
    pub marked: Vec<MarkedCell>,
    /// Notes that are pinned to cells, which are in no cell.
    pub notes: Vec<CellNote>,
    /// The paragraphs below a table of a document that may name a unit, separated by ` | `.
    pub lines_under: Option<String>,
    /// Width of the widest row, in columns.
    pub(super) widest: u32,
}

/// What a cell shows instead of the number it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownInstead {
    /// Row number on the sheet.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
    /// The visible text; empty if nothing is visible.
    pub text: String,
}

/// A cell that is struck out, or with parts that are, or are above or below the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedCell {
    /// Row number on the sheet.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
    /// The text with those parts in brackets; `None` if all of it is struck out.
    pub text: Option<String>,
    /// Whether something is struck out.
    pub is_struck: bool,
}

/// A note that is pinned to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellNote {
    /// Row number on the sheet.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
    /// What kind of note it is.
    pub kind: NoteKind,
    /// What it says.
    pub text: String,
}

/// The kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// In the margin, as people comment on a text.
    Comment,
    /// At the end of the page or of the document.
    Footnote,
    /// In a box that is drawn in the cell.
    TextBox,
    /// A table in the cell.
    Table,
}

/// A cell that shows something but has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValuelessCell {
    /// Row number on the sheet.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
    /// Why it has no value.
    pub kind: NoValue,
}

/// Why a cell holds no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoValue {
    /// A formula failed: `#REF!`.
    Error(String),
    /// A formula whose result was never stored.
    Unknown,
}

/// A merged range; all numbers count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

impl Merge {
    /// Its name in a spreadsheet, such as `A4:A6`; in a table of a document its first and last
    /// cell.
    pub fn name_on(&self, sheet: &str) -> String {
        let Self { top, left, bottom, right } = *self;
        if is_table_name(sheet) {
            let sheet = Some(sheet);
            let (first, last) = (cell_on(sheet, left, top), cell_on(sheet, right, bottom));
            return format!("{first} đến {last}");
        }
        format!("{}:{}", cell_name(left, top), cell_name(right, bottom))
    }

    /// Whether a cell is empty because the merged cell has its content in the first one.
    pub fn leaves_blank(&self, row: u32, column: u32) -> bool {
        let covers =
            (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column);
        covers && (row, column) != (self.top, self.left)
    }

    /// Whether a cell is empty because its content is in a row above.
    pub fn hides(&self, row: u32, column: u32) -> bool {
        row > self.top && row <= self.bottom && (self.left..=self.right).contains(&column)
    }
}
