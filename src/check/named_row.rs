//! The row of a file that `period.yaml` names.

use super::checked::Checked;
use crate::submission::{NamedRow, Row, Submission};

/// A row that `period.yaml` names.
#[derive(Debug, Clone, Copy)]
pub struct FoundRow<'a> {
    /// Index of its file in [`Checked::files`].
    pub file: usize,
    /// The file's contents.
    pub submission: &'a Submission,
    /// The row.
    pub row: &'a Row,
    /// Whether it counts.
    pub counts: bool,
}

/// Why a named row is not found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFound<'a> {
    /// No file has this name.
    NoFile,
    /// The file is not readable.
    Unread,
    /// The entry names no sheet, or none that is read; these are.
    Sheet(Vec<&'a str>),
    /// No row with data has this number; these have.
    NoRow(Vec<u32>),
}

/// The row that an entry of the analyst's page names.
pub fn named_row<'a>(checked: &'a Checked, named: &NamedRow) -> Result<FoundRow<'a>, NotFound<'a>> {
    let mut why = NotFound::NoFile;
    for (at, file) in checked.files.iter().enumerate() {
        let name = &*file.file.name;
        let Some(submission) = &file.file.submission else {
            if named.is_of(name) {
                why = NotFound::Unread;
            }
            continue;
        };
        if !named.is_of_file(name, submission) {
            continue;
        }
        let sheet = |row: &Row| submission.sheet(row).map(|sheet| &*sheet.name);
        let on_sheet = file.rows().filter(|(row, _)| named.is_on(name, submission, sheet(row)));
        let mut numbers = Vec::new();
        for (row, counts) in on_sheet {
            let number = submission.row_number(row);
            if number == named.row {
                return Ok(FoundRow { file: at, submission, row, counts });
            }
            numbers.push(number);
        }
        why = match numbers.is_empty() && !submission.rows.is_empty() {
            true => NotFound::Sheet(sheets(submission)),
            false => NotFound::NoRow(numbers),
        };
    }
    Err(why)
}

/// The sheets that are read, if the file has any.
fn sheets(submission: &Submission) -> Vec<&str> {
    let mut names: Vec<&str> = submission.sheets().collect();
    if names.is_empty() {
        names.extend(submission.first_sheet());
    }
    names
}
