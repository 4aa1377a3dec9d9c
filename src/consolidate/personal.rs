//! What a cell shows to whom: as sent, or to the public without data of single persons.
//!
//! The one place that decides it; every document takes the words of agencies from here.

use std::collections::HashMap;

use super::Folder;
use crate::check::{self, AcceptedRow};
use crate::diag::Diagnostic;
use crate::plan::Plan;
use crate::submission::{COLUMNS, Field};

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// The unit itself and those it reports to.
    #[default]
    Internal,
    /// Everybody.
    Public,
}

/// What stands in the place of words that are not published.
pub const WITHHELD: &str = "(Không công bố: ô này có thông tin cá nhân)";

/// A cell with data of single persons.
#[derive(Debug, Clone)]
pub struct PersonalCell<'a> {
    /// Index of its file in [`super::Report::sources`].
    pub source: usize,
    /// What was found.
    pub finding: &'a Diagnostic,
}

/// The columns of one row whose words are withheld.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Columns(u32);

impl Columns {
    /// Whether the words of a column are withheld.
    pub(super) fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }

    fn add(&mut self, finding: &Diagnostic) {
        let key = finding.place.field;
        if let Some(column) = COLUMNS.iter().find(|column| Some(column.key) == key) {
            self.0 |= 1 << column.field as u32;
        }
    }
}

/// What is withheld from the readers of a folder, by file and row.
pub(super) struct Withheld<'a> {
    pub(super) folder: &'a Folder,
    audience: Audience,
    rows: HashMap<(&'a str, u32), Columns>,
}

impl<'a> Withheld<'a> {
    /// Nothing is withheld from those who work with what was sent.
    pub(super) fn of(folder: &'a Folder, audience: Audience) -> Self {
        let mut rows: HashMap<(&str, u32), Columns> = HashMap::new();
        if audience == Audience::Public {
            for finding in folder.checked.personal_data() {
                let place = &finding.place;
                if let Some(row) = place.file.as_deref().zip(place.row) {
                    rows.entry(row).or_default().add(finding);
                }
            }
        }
        Self { folder, audience, rows }
    }

    /// The columns of a row that counts, which is only numbered where anything is withheld.
    pub(super) fn of_row(&self, row: &AcceptedRow<'_>) -> Columns {
        if self.rows.is_empty() {
            return Columns::default();
        }
        let file = &self.folder.checked.files[row.file].file.name;
        self.row(file, row.submission.row_number(row.row))
    }

    fn row(&self, file: &str, row: u32) -> Columns {
        self.rows.get(&(file, row)).copied().unwrap_or_default()
    }

    /// The sentence of a finding that is printed beside its row. One of a withheld cell, and one that
    /// repeats data of a person, says no more than its code does.
    pub(super) fn told(&self, plan: &Plan, finding: &Diagnostic) -> String {
        let place = &finding.place;
        let (file, row) = (place.file.as_deref().unwrap_or_default(), place.row.unwrap_or(0));
        if self.audience == Audience::Internal || self.folder.page.releases(file, row) {
            return finding.told_alone();
        }
        let columns = self.row(file, row);
        let column = COLUMNS.iter().find(|column| Some(column.key) == place.field);
        let of_cell = column.map_or(columns.0 != 0, |column| columns.has(column.field));
        let repeats = || {
            let value = finding.value.as_deref().unwrap_or_default();
            check::is_personal(plan, value) || check::is_personal(plan, &finding.message)
        };
        match of_cell || repeats() {
            true => format!("{} {WITHHELD}", finding.code.title),
            false => finding.told_alone(),
        }
    }
}

/// All cells with data of single persons, folder by folder, down and across.
pub(super) fn cells(folders: &[Folder]) -> Vec<PersonalCell<'_>> {
    let mut cells = Vec::new();
    let mut base = 0;
    for folder in folders {
        let files = folder.checked.files.iter().enumerate();
        let files: HashMap<&str, usize> = files.map(|(n, f)| (&*f.file.name, base + n)).collect();
        cells.extend(folder.checked.personal_data().filter_map(|finding| {
            let source = *files.get(finding.place.file.as_deref()?)?;
            Some(PersonalCell { source, finding })
        }));
        base += folder.checked.files.len();
    }
    cells.sort_by_key(|c| (c.source, c.finding.place.row, c.finding.place.column));
    cells
}
