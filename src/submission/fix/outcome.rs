//! What becomes of a file that is cleaned: its text, what was rewritten and what was left out.

use crate::diag::{Code, Diagnostic};
use crate::submission::Submission;
use crate::submission::columns::Field;

/// The cleaned text and what it differs in.
#[derive(Debug)]
pub struct Fixed {
    /// The whole text of the cleaned file.
    pub text: String,
    /// Cells that were rewritten, row by row, headings first.
    pub changes: Vec<Change>,
    /// What was left out.
    pub dropped: Vec<Dropped>,
    /// Columns that stand at the end now, by their headings.
    pub moved: Vec<String>,
    /// Headings that were left alone because they name a unit of their own: cell and heading. The
    /// numbers below them were left alone too.
    pub units: Vec<(String, String)>,
    /// Cells that were put in quotes because quotes stood inside them.
    pub quoted: Vec<String>,
    /// How the file was written before.
    pub was: Written,
}

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The sheets, of a workbook; it has nothing of what follows.
    pub sheets: Vec<String>,
    /// The kind of the file that holds them: `XLSX`.
    pub format: &'static str,
    /// `utf-8`.
    pub encoding: &'static str,
    /// Whether a byte order mark stood at the beginning.
    pub bom: bool,
    /// The byte between cells.
    pub delimiter: u8,
    /// Whether rows end as Windows ends lines.
    pub crlf: bool,
}

/// A cell that was rewritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The cell as a spreadsheet names it in the file as it came.
    pub cell: String,
    /// What sort of change.
    pub kind: Kind,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// What sort of change, in the order in which changes are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A heading got the words of the form.
    Heading,
    /// A value of this column got its canonical spelling.
    Value(Field),
    /// Spaces around a value were taken off.
    Spaces,
    /// Hidden characters were taken out.
    Hidden,
    /// Letters were joined with their marks.
    Unicode,
    /// What opened like a formula was made plain text.
    Formula,
}

/// What was left out. Rows are counted as a spreadsheet counts those of the file as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dropped {
    /// The rows above the heading row, and what they said.
    Title {
        /// How many rows.
        rows: u32,
        /// Their words.
        text: String,
    },
    /// The heading row again.
    Heading {
        /// Its row.
        row: u32,
    },
    /// A row that numbers the columns.
    ColumnNumbers {
        /// Its row.
        row: u32,
    },
    /// The rows under the table: who made it, when, for whom.
    Foot {
        /// The first of them.
        row: u32,
        /// How many rows.
        rows: u32,
        /// Their words.
        text: String,
    },
    /// A total row.
    Total {
        /// Its row.
        row: u32,
        /// Its words.
        text: String,
    },
    /// Rows without anything.
    BlankRows(u32),
    /// Columns without anything.
    BlankColumns(u32),
}

/// What a column means, if it was understood.
pub(super) fn field_of(submission: &Submission, column: usize) -> Option<Field> {
    let field = Field::of_heading(submission.table.field(submission.table.header, column))?;
    let at = submission.columns[field as usize]?;
    (usize::from(at) == column).then_some(field)
}

/// The rows at which a finding of this code stands.
pub(super) fn rows_with<'a>(
    found: &'a [Diagnostic],
    code: &'static Code,
) -> impl Iterator<Item = RowOf<'a>> {
    let found = found.iter().filter(move |d| d.code == code);
    found.filter_map(|d| Some((d.place.sheet(), d.place.row()?)))
}

/// A row, with its sheet where it has one.
pub(super) type RowOf<'a> = (Option<&'a str>, u32);
