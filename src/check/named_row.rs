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

/// The row that an entry of the analyst's page names: of progress, or of figures.
pub fn named_row<'a>(checked: &'a Checked, named: &NamedRow) -> Result<FoundRow<'a>, NotFound<'a>> {
    let mut why = NotFound::NoFile;
    for (at, file) in checked.files.iter().enumerate() {
        let name = &*file.file.name;
        if !file.file.is_read() {
            if named.is_of(name) {
                why = NotFound::Unread;
            }
            continue;
        }
        if !file.file.tables().any(|table| named.is_of_file(name, table)) {
            continue;
        }
        let (mut numbers, mut has_rows) = (Vec::new(), false);
        for submission in file.file.tables() {
            let sheet = |row: &Row| submission.sheet(row).map(|sheet| &*sheet.name);
            let rows = file.rows_of(submission.kind);
            for (row, counts) in rows.filter(|(row, _)| named.is_on(name, submission, sheet(row))) {
                let number = submission.row_number(row);
                if number == named.row {
                    return Ok(FoundRow { file: at, submission, row, counts });
                }
                numbers.push(number);
            }
            has_rows |= !submission.rows.is_empty();
        }
        why = match numbers.is_empty() && has_rows {
            true => NotFound::Sheet(file.file.tables().flat_map(sheets).collect()),
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

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn a_row_of_figures_is_named_like_any_other() {
        let row = "2025-Q3;Sở Y tế;II.1.1;12;có cháu Nguyễn Văn An dự";
        let trial = |row_number: u32| {
            let page = format!("release:\n  - {{file: so-y-te.csv, row: {row_number}}}\n");
            Trial::new().page(&page).figures("so-y-te.csv", "ghi_chu", &[row])
        };
        assert!(trial(2).found("M915").is_empty());
        assert!(trial(2).found("V423").is_empty(), "released");
        assert_eq!(trial(3).found("M915").len(), 1);
        assert_eq!(trial(3).found("V423").len(), 1);
    }
}
