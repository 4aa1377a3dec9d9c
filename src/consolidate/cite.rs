//! Where a figure or a sentence comes from.

use crate::source::cell_on;

/// The provenance of a figure or a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    /// Index in [`super::Report::sources`].
    pub source: usize,
    /// Index of the sheet among those read from the file.
    pub sheet: usize,
    /// Row number as a spreadsheet shows it.
    pub row: u32,
    /// Column of the cell, from 0; set for a figure.
    pub column: Option<u16>,
}

impl Cite {
    /// The name of the cell, with its sheet.
    pub fn cell(&self, sheet: Option<&str>) -> Option<String> {
        Some(cell_on(sheet, u32::from(self.column?) + 1, self.row))
    }
}
