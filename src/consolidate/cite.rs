//! Where a figure or a sentence comes from.

use crate::source::cell_on;

/// The provenance of a figure or a sentence. Every row of a report has one, so it is small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cite {
    source: u32,
    sheet: u32,
    /// Row number as a spreadsheet shows it.
    pub row: u32,
    /// Column of the cell, from 0; set for a figure.
    pub column: Option<u16>,
}

/// A row of a report: its source, sheet and number.
pub type RowKey = (usize, usize, u32);

impl Cite {
    /// The provenance of a row. No period has as many files, no file as many sheets, as `u32` counts.
    pub(super) fn of_row((source, sheet, row): RowKey) -> Self {
        let small = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { source: small(source), sheet: small(sheet), row, column: None }
    }

    /// The provenance of a cell of the row, if its table has the column.
    pub(super) fn in_column(self, column: Option<u16>) -> Self {
        Self { column, ..self }
    }

    /// The same, where this many sources stand before it.
    pub(super) fn behind(self, sources: usize) -> Self {
        let (source, sheet, row) = self.row_key();
        Self::of_row((source + sources, sheet, row)).in_column(self.column)
    }

    /// Index in [`super::Report::sources`].
    pub fn source(&self) -> usize {
        self.source as usize
    }

    /// Index of the sheet among those read from the file.
    pub fn sheet(&self) -> usize {
        self.sheet as usize
    }

    /// The row.
    pub fn row_key(&self) -> RowKey {
        (self.source(), self.sheet(), self.row)
    }

    /// The name of the cell, with its sheet.
    pub fn cell(&self, sheet: Option<&str>) -> Option<String> {
        Some(cell_on(sheet, u32::from(self.column?) + 1, self.row))
    }
}
