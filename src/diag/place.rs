//! The place of a finding: the whole run, a file, a line of text, a row or a cell.

use std::sync::Arc;

use crate::source::{self, Span};

/// A place in the data. Rows, lines and columns count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The whole run: a missing report has no file.
    Run,
    /// A file, or a sheet of a workbook.
    File {
        /// Its name.
        file: Arc<str>,
        /// The sheet, if one is meant.
        sheet: Option<Arc<str>>,
    },
    /// A line of a text that is not a table, such as YAML.
    Line {
        /// The name of its file.
        file: Arc<str>,
        /// The physical line.
        line: u32,
        /// The column in characters.
        column: Option<u32>,
        /// Byte range in the decoded text.
        span: Option<Span>,
    },
    /// A row of a table.
    Row(RowPlace),
    /// A cell of a row.
    Cell(RowPlace, CellPlace),
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPlace {
    /// Name of the file.
    pub file: Arc<str>,
    /// Sheet of a workbook.
    pub sheet: Option<Arc<str>>,
    /// The row number in a spreadsheet.
    pub row: u32,
    /// The physical line; `None` for a sheet.
    pub line: Option<u32>,
}

/// A cell in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellPlace {
    /// The column.
    pub column: u32,
    /// Its name in a spreadsheet.
    pub name: String,
    /// Key of the field.
    pub field: Option<&'static str>,
    /// Heading of the column as written in the file.
    pub heading: Option<String>,
    /// Byte range in the decoded text.
    pub span: Option<Span>,
}

impl Place {
    /// A whole file.
    pub fn of_file(name: &Arc<str>) -> Self {
        Self::File { file: Arc::clone(name), sheet: None }
    }

    /// A whole sheet of a workbook.
    pub fn of_sheet(name: &Arc<str>, sheet: &Arc<str>) -> Self {
        Self::File { file: Arc::clone(name), sheet: Some(Arc::clone(sheet)) }
    }

    /// A line of a text file such as YAML.
    pub fn of_line(name: &Arc<str>, line: u32) -> Self {
        Self::Line { file: Arc::clone(name), line, column: None, span: None }
    }

    /// A line and a column of a text file such as YAML.
    pub fn of_text(name: &Arc<str>, line: u32, column: u32) -> Self {
        Self::Line { file: Arc::clone(name), line, column: Some(column), span: None }
    }

    /// A row of a text table.
    pub fn of_row(name: &Arc<str>, row: u32, line: u32) -> Self {
        Self::Row(RowPlace { file: Arc::clone(name), sheet: None, row, line: Some(line) })
    }

    /// A row of a sheet.
    pub fn of_sheet_row(name: &Arc<str>, sheet: &Arc<str>, row: u32) -> Self {
        let (file, sheet) = (Arc::clone(name), Some(Arc::clone(sheet)));
        Self::Row(RowPlace { file, sheet, row, line: None })
    }

    /// The cell of this row in a column; any other place is unchanged.
    #[must_use]
    pub fn in_column(self, column: u32) -> Self {
        let (Self::Row(row) | Self::Cell(row, _)) = self else { return self };
        let name = source::cell_on(row.sheet.as_deref(), column, row.row);
        let cell = CellPlace { column, name, field: None, heading: None, span: None };
        Self::Cell(row, cell)
    }

    /// Sets the field key and the heading of the cell.
    #[must_use]
    pub fn of_field(self, field: &'static str, heading: &str) -> Self {
        let Self::Cell(row, cell) = self else { return self };
        Self::Cell(row, CellPlace { field: Some(field), ..cell }).under(heading)
    }

    /// Sets the heading of the cell.
    #[must_use]
    pub fn under(mut self, heading: &str) -> Self {
        if let Self::Cell(_, cell) = &mut self {
            cell.heading = Some(heading.to_owned());
        }
        self
    }

    /// Sets the byte span of the cell or line.
    #[must_use]
    pub fn spanning(mut self, bytes: Span) -> Self {
        if let Self::Cell(_, CellPlace { span, .. }) | Self::Line { span, .. } = &mut self {
            *span = Some(bytes);
        }
        self
    }

    /// Renames the file.
    pub fn rename_file(&mut self, name: &Arc<str>) {
        match self {
            Self::Run => {}
            Self::File { file, .. } | Self::Line { file, .. } => *file = Arc::clone(name),
            Self::Row(row) | Self::Cell(row, _) => row.file = Arc::clone(name),
        }
    }

    /// The file; `None` for the whole run.
    pub fn file(&self) -> Option<&str> {
        self.shared_file().map(|file| &**file)
    }

    /// The shared name of the file.
    pub fn shared_file(&self) -> Option<&Arc<str>> {
        match self {
            Self::Run => None,
            Self::File { file, .. } | Self::Line { file, .. } => Some(file),
            Self::Row(row) | Self::Cell(row, _) => Some(&row.file),
        }
    }

    /// The sheet of a workbook.
    pub fn sheet(&self) -> Option<&str> {
        self.shared_sheet().map(|sheet| &**sheet)
    }

    /// The shared name of the sheet.
    pub fn shared_sheet(&self) -> Option<&Arc<str>> {
        match self {
            Self::Run | Self::Line { .. } => None,
            Self::File { sheet, .. } => sheet.as_ref(),
            Self::Row(row) | Self::Cell(row, _) => row.sheet.as_ref(),
        }
    }

    fn row_place(&self) -> Option<&RowPlace> {
        match self {
            Self::Row(row) | Self::Cell(row, _) => Some(row),
            _ => None,
        }
    }

    fn cell_place(&self) -> Option<&CellPlace> {
        match self {
            Self::Cell(_, cell) => Some(cell),
            _ => None,
        }
    }

    /// The row number in a spreadsheet.
    pub fn row(&self) -> Option<u32> {
        self.row_place().map(|row| row.row)
    }

    /// The physical line; `None` for a sheet.
    pub fn line(&self) -> Option<u32> {
        match self {
            Self::Line { line, .. } => Some(*line),
            _ => self.row_place()?.line,
        }
    }

    /// The column of a cell; for a line of text, the character.
    pub fn column(&self) -> Option<u32> {
        match self {
            Self::Line { column, .. } => *column,
            _ => self.cell_place().map(|cell| cell.column),
        }
    }

    /// The name of the cell in a spreadsheet.
    pub fn cell(&self) -> Option<&str> {
        self.cell_place().map(|cell| cell.name.as_str())
    }

    /// The field key of a cell.
    pub fn field(&self) -> Option<&'static str> {
        self.cell_place()?.field
    }

    /// The heading of a cell as written in the file.
    pub fn heading(&self) -> Option<&str> {
        self.cell_place()?.heading.as_deref()
    }

    /// Byte range in the decoded text.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Line { span, .. } => *span,
            _ => self.cell_place()?.span,
        }
    }

    /// The sort key for display: by file, then by row, then by column.
    pub(super) fn order(&self) -> (Option<&str>, Option<&str>, u32, u32, u32) {
        (
            self.file(),
            self.sheet(),
            self.row().or(self.line()).unwrap_or(0),
            self.line().unwrap_or(0),
            self.column().unwrap_or(0),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_a_row() {
        let file: Arc<str> = "a.csv".into();
        for place in [Place::Run, Place::of_file(&file), Place::of_text(&file, 3, 1)] {
            assert_eq!(place.clone().in_column(5).of_field("tien_do", "Tiến độ"), place);
        }
        let cell = Place::of_row(&file, 3, 4).in_column(5).of_field("tien_do", "Tiến độ");
        assert_eq!((cell.cell(), cell.row(), cell.line()), (Some("E3"), Some(3), Some(4)));
        assert_eq!((cell.field(), cell.heading()), (Some("tien_do"), Some("Tiến độ")));
    }
}
