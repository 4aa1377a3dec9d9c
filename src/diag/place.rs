//! Where a finding is: a cell, a row, a file, or the whole set of files.

use std::sync::Arc;

use crate::source::{self, Span};

/// A place in the data. Every part that does not apply is `None`.
///
/// `row` is the row a spreadsheet shows, `line` the physical line; both count from 1. For YAML
/// only `line` and `column` apply, and `column` counts characters.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// File name; `None` for a finding about the whole set.
    pub file: Option<Arc<str>>,
    /// Sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// Row as a spreadsheet counts.
    pub row: Option<u32>,
    /// Physical line.
    pub line: Option<u32>,
    /// Column, counted from 1.
    pub column: Option<u32>,
    /// The cell as a spreadsheet names it.
    pub cell: Option<String>,
    /// Key of the field.
    pub field: Option<&'static str>,
    /// Heading of the column as it stands in the file.
    pub heading: Option<String>,
    /// Byte range in the decoded text.
    pub span: Option<Span>,
}

impl Place {
    /// The whole set of files (a missing agency has no file).
    pub fn whole_set() -> Self {
        Self::default()
    }

    /// A whole file.
    pub fn file(name: &Arc<str>) -> Self {
        Self { file: Some(Arc::clone(name)), ..Self::default() }
    }

    /// A line and column of a text file such as YAML.
    pub fn text(name: &Arc<str>, line: u32, column: u32) -> Self {
        Self { line: Some(line), column: Some(column), ..Self::file(name) }
    }

    /// A row of a table.
    pub fn row(name: &Arc<str>, row: u32, line: u32) -> Self {
        Self { row: Some(row), line: Some(line), ..Self::file(name) }
    }

    /// This row's cell in `column`, counted from 1; the sheet, if any, is known before.
    #[must_use]
    pub fn cell(mut self, column: u32) -> Self {
        self.column = Some(column);
        let sheet = self.sheet.as_deref();
        self.cell = self.row.map(|row| source::cell_on(sheet, column, row));
        self
    }

    /// The order in which findings are told: by file, then down, then across.
    pub(super) fn order(&self) -> (Option<&str>, Option<&str>, u32, u32, u32) {
        (
            self.file.as_deref(),
            self.sheet.as_deref(),
            self.row.or(self.line).unwrap_or(0),
            self.line.unwrap_or(0),
            self.column.unwrap_or(0),
        )
    }
}
