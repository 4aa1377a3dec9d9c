//! The result of cleaning a file: its text, the changes and what was dropped.

use crate::diag::{Code, Diagnostic};
use crate::submission::Submission;
use crate::submission::columns::Field;

/// The cleaned text and its differences from the file.
#[derive(Debug)]
pub struct Fixed {
    /// The whole text of the cleaned file.
    pub text: String,
    /// Rewritten cells, row by row, headings first.
    pub changes: Vec<Change>,
    /// What was dropped.
    pub dropped: Vec<Dropped>,
    /// Headings of columns moved to the end.
    pub moved: Vec<String>,
    /// Headings kept because they name their own unit: cell and heading. The numbers below them are
    /// kept too.
    pub units: Vec<(String, String)>,
    /// Cells that were quoted because of quotes inside them.
    pub quoted: Vec<String>,
    /// The format of the original file.
    pub original: OriginalFormat,
    /// The cleaned figures, where the file holds them beside its rows of progress.
    pub figures: Option<Box<Fixed>>,
}

/// The format of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OriginalFormat {
    /// The sheets of a workbook, for which only `format` applies of the other fields.
    pub sheets: Vec<String>,
    /// The format of a workbook: `XLSX`.
    pub format: &'static str,
    /// `utf-8`.
    pub encoding: &'static str,
    /// Whether it begins with a byte order mark.
    pub bom: bool,
    /// The delimiter.
    pub delimiter: u8,
    /// Whether rows end with CRLF.
    pub crlf: bool,
}

/// A rewritten cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The name of the cell in the original file.
    pub cell: String,
    /// The kind of change.
    pub kind: ChangeKind,
    /// The original text.
    pub before: String,
    /// The new text.
    pub after: String,
}

/// The kind of change, in display order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// A heading was replaced by that of the form.
    Heading,
    /// A value of this column got its canonical spelling.
    Value(Field),
    /// A value was trimmed.
    Spaces,
    /// Hidden characters were removed.
    Hidden,
    /// Text was composed (NFC).
    Unicode,
    /// A text like a formula was neutralized.
    Formula,
}

/// What was dropped. Row numbers are those of the original file in a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dropped {
    /// The rows above the heading row.
    Title {
        /// The number of rows.
        rows: u32,
        /// Their text.
        text: String,
    },
    /// A repeated heading row.
    Heading {
        /// Its row.
        row: u32,
    },
    /// A row that numbers the columns.
    ColumnNumbers {
        /// Its row.
        row: u32,
    },
    /// The footer: who made the table, when, for whom.
    Foot {
        /// The first of them.
        row: u32,
        /// The number of rows.
        rows: u32,
        /// Their text.
        text: String,
    },
    /// A row with the name of a group.
    Group {
        /// Its row.
        row: u32,
        /// Its text.
        text: String,
    },
    /// A total row.
    Total {
        /// Its row.
        row: u32,
        /// Its text.
        text: String,
    },
    /// Blank rows.
    BlankRows(u32),
    /// Blank columns.
    BlankColumns(u32),
}

/// The field of a column, if it is known.
pub(super) fn field_of(submission: &Submission, column: usize) -> Option<Field> {
    let column = u16::try_from(column).ok();
    let at = submission.columns.iter().position(|at| at.is_some() && *at == column)?;
    Field::all().nth(at).map(|column| column.field)
}

/// The rows with a finding of this code.
pub(super) fn rows_with<'a>(
    found: &'a [Diagnostic],
    code: &'static Code,
) -> impl Iterator<Item = RowOf<'a>> {
    let found = found.iter().filter(move |d| d.code == code);
    found.filter_map(|d| Some((d.place.sheet(), d.place.row()?)))
}

/// A row, with its sheet where it has one.
pub(super) type RowOf<'a> = (Option<&'a str>, u32);
