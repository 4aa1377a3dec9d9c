//! Rows that `period.yaml` names by file, sheet and row: one form for all its lists.

use std::sync::Arc;

use super::contents::Submission;
use crate::decode::yaml::{Fields, Node};
use crate::diag::{Place, Sink};
use crate::text::compose::composed;
use crate::text::fold;

/// Maximum row number.
const LAST_ROW: u32 = 9_999_999;

/// A row named in `period.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRow {
    /// Its file, by name in composed form (NFC), with or without the folder.
    pub file: String,
    /// Its sheet, where the entry names one.
    pub sheet: Option<String>,
    /// The row number in a spreadsheet.
    pub row: u32,
    /// The place of the entry.
    pub place: Place,
}

/// A list of `period.yaml` that names rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowList {
    /// Rows with personal data released for publication.
    Release,
    /// Rows that the body of the report quotes.
    Highlights,
    /// Rows whose themes the analyst sets.
    Themes,
    /// Rows whose proposal the consolidating unit makes its own.
    Adopt,
}

impl RowList {
    /// Its key.
    pub fn key(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Highlights => "highlights",
            Self::Themes => "themes",
            Self::Adopt => "adopt",
        }
    }

    /// Whether its rows have to count. The words of a row left out are printed too, beside the
    /// reason, so they can be released.
    pub fn takes_counting_rows_only(self) -> bool {
        self != Self::Release
    }
}

impl NamedRow {
    /// Reads `file`, `sheet` and `row` of an entry. Other keys are the caller's, and so is
    /// finishing the entry.
    pub(super) fn read(
        fields: &mut Fields<'_>,
        node: &Node,
        name: &Arc<str>,
        sink: &mut Sink,
    ) -> Option<Self> {
        let file = fields.text("file", sink).map(|file| composed(file).into_owned());
        let sheet = fields.text_if("sheet", sink).map(fold::trim).filter(|sheet| !sheet.is_empty());
        let sheet = sheet.map(|sheet| composed(sheet).into_owned());
        let row = fields.number("row", 1..=LAST_ROW, sink);
        let place = Place::of_text(name, node.line, node.column);
        Some(Self { file: file?, sheet, row: row?, place })
    }

    /// The entry in words: `so-y-te.xlsx, trang tính “A”, dòng 4`.
    pub fn words(&self) -> String {
        match &self.sheet {
            Some(sheet) => {
                format!("{}, dòng {}", crate::source::on_sheet(&self.file, sheet), self.row)
            }
            None => format!("{}, dòng {}", self.file, self.row),
        }
    }

    /// Whether the entry is for this file, whatever the Unicode form of its name.
    pub fn is_of(&self, file: &str) -> bool {
        let name = composed(file);
        self.file == *name || self.file == bare_name(&name)
    }

    /// Whether the entry is for a file, or for one sheet of a file with several.
    pub fn is_of_file(&self, file: &str, submission: &Submission) -> bool {
        let on_sheet = |sheet| self.is_of(&submission.file_on(file, Some(sheet)));
        self.is_of(file) || submission.sheets().any(on_sheet)
    }

    /// Whether the entry is for this sheet of a file. Of a file with several sheets the entry has
    /// to name one: in `sheet`, or after the file's name as findings write it.
    pub fn is_on(&self, file: &str, submission: &Submission, sheet: Option<&str>) -> bool {
        match &self.sheet {
            Some(wanted) => {
                let is_wanted = |name: &str| *composed(name) == **wanted;
                self.is_of(file) && sheet.is_some_and(is_wanted)
            }
            None => self.is_of(&submission.file_on(file, sheet)),
        }
    }
}

/// A file's name without its folder.
pub fn bare_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
