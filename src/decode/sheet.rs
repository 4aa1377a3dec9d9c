//! What a sheet of a workbook tells beyond the text of its cells. Judges nothing: whether it matters
//! depends on what the columns mean.

use std::sync::Arc;

use crate::source::{cell_name, cell_on, is_table_name};

/// The sheet from which a table was taken.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name as the tab shows it.
    pub name: Arc<str>,
    /// The kind of the file: `XLSX`.
    pub format: &'static str,
    /// Cells that hold no value, by row.
    pub odd: Vec<ValuelessCell>,
    /// Merged ranges.
    pub merges: Vec<Merge>,
    /// Rows with content that are hidden.
    pub hidden_rows: Vec<u32>,
    /// Hidden columns, from and to, counted from 1.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Cells that show another number than they hold, or none, row by row.
    pub shown: Vec<ShownInstead>,
    /// How many columns the widest row has.
    pub(super) widest: u32,
}

/// What a cell shows instead of the number that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownInstead {
    /// Row as the sheet counts.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
    /// What is seen there; empty where nothing is.
    pub text: String,
}

/// A cell that shows something and holds no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValuelessCell {
    /// Row as the sheet counts.
    pub row: u32,
    /// Column, counted from 1.
    pub column: u32,
    /// What is odd.
    pub kind: NoValue,
}

/// Why a cell holds no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoValue {
    /// A formula failed: `#REF!`.
    Error(String),
    /// A formula whose result was never put into the file.
    Unknown,
}

/// A merged range; all counts from 1.
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
    /// Its name as a spreadsheet writes it: `A4:A6`; in a table of a document its first and its last
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

    /// Whether a cell is empty because the content stands in a row above.
    pub fn hides(&self, row: u32, column: u32) -> bool {
        row > self.top && row <= self.bottom && (self.left..=self.right).contains(&column)
    }
}
