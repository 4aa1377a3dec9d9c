//! A file after the rules for rows and single files, and what is excluded from the figures.

use super::checked::PersonalPlace;
use super::scope::RowAssignment;
use crate::diag::{Diagnostic, Place, Rows, Unlisted};
use crate::submission::{File, Row, Submission, TableKind};

/// A file after the rules for rows and single files.
#[derive(Debug)]
pub struct Judged {
    pub(super) file: File,
    pub(super) found: Vec<Diagnostic>,
    pub(super) personal: Vec<PersonalPlace>,
    pub(super) excluded: Excluded,
    pub(super) assignments: FileAssignments,
    /// Maximum number of listed findings of one code in one file.
    pub(super) max_listed: usize,
}

/// What the plan assigns for the rows of each table of a file.
#[derive(Debug, Default)]
pub(super) struct FileAssignments {
    progress: Vec<RowAssignment>,
    figures: Vec<RowAssignment>,
}

impl FileAssignments {
    /// Those of the table of a kind.
    pub(super) fn of_kind(&self, kind: TableKind) -> &[RowAssignment] {
        match kind {
            TableKind::Progress => &self.progress,
            TableKind::Figures => &self.figures,
        }
    }

    pub(super) fn of_kind_mut(&mut self, kind: TableKind) -> &mut Vec<RowAssignment> {
        match kind {
            TableKind::Progress => &mut self.progress,
            TableKind::Figures => &mut self.figures,
        }
    }
}

/// What of a file is excluded from the figures.
#[derive(Debug, Default)]
pub(super) struct Excluded {
    /// The whole file.
    pub(super) whole_file: bool,
    /// Row numbers as in a spreadsheet, with the sheet of a workbook.
    pub(super) rows: Rows,
}

impl Excluded {
    pub(super) fn add<'a>(&mut self, findings: impl IntoIterator<Item = &'a Diagnostic>) {
        for finding in findings {
            match finding.place.row() {
                Some(row) => self.rows.insert(finding.place.shared_sheet(), row),
                None => self.whole_file = true,
            }
        }
    }

    /// Adds the rows of findings that are not listed.
    pub(super) fn add_rest(&mut self, rest: &Unlisted) {
        self.whole_file |= rest.whole_file;
        self.rows.add(&rest.rows);
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.whole_file && self.rows.is_empty()
    }

    /// Whether a row is excluded.
    pub(super) fn has(&self, submission: &Submission, row: &Row) -> bool {
        self.whole_file || self.names(|| submission.row_place(row))
    }

    /// Whether a row is among the excluded rows; `place` is only called where there are any.
    pub(super) fn names(&self, place: impl FnOnce() -> Place) -> bool {
        if self.rows.is_empty() {
            return false;
        }
        let place = place();
        place.row().is_some_and(|row| self.rows.contains(place.sheet(), row))
    }
}
