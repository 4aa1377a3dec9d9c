//! Personal data: which cells the public sees as sent, and which are withheld.
//!
//! The only place that decides this; every document takes the texts of agencies from here.

use std::collections::HashMap;
use std::sync::Arc;

use super::Folder;
use crate::check::{self, AcceptedRow};
use crate::diag::{Diagnostic, Place};
use crate::plan::{Indicator, Plan};
use crate::submission::{COLUMNS, Field};

/// The readers of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// The unit itself and those it reports to.
    #[default]
    Internal,
    /// Everybody.
    Public,
}

/// Replacement for a withheld text.
pub const WITHHELD: &str = "(Không công bố: ô này có thông tin cá nhân)";

/// Replacement for a value of a sensitive indicator.
pub(super) const OF_AGENCY_ALONE: &str = "(Không in: số liệu nhạy cảm)";

/// A cell with personal data.
#[derive(Debug, Clone)]
pub struct PersonalCell<'a> {
    /// Index of its file in [`super::Report::sources`].
    pub source: usize,
    /// Index of its sheet among those read from the file.
    pub sheet: usize,
    /// The finding.
    pub finding: &'a Diagnostic,
}

/// The withheld columns of one row.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Columns(u32);

impl Columns {
    /// Whether a column is withheld.
    pub(super) fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u32) != 0
    }

    fn add(&mut self, key: &str) {
        if let Some(column) = COLUMNS.iter().find(|column| column.key == key) {
            self.0 |= 1 << column.field as u32;
        }
    }
}

/// A file, its sheet if it has one, and a row.
type Key<'a> = (&'a str, Option<&'a str>, u32);

/// The withheld columns of a folder, by file, sheet and row.
pub(super) struct Withheld<'a> {
    pub(super) folder: &'a Folder,
    audience: Audience,
    rows: HashMap<Key<'a>, Columns>,
}

impl<'a> Withheld<'a> {
    /// Nothing is withheld from the internal audience.
    pub(super) fn of(folder: &'a Folder, audience: Audience) -> Self {
        let mut rows: HashMap<Key<'_>, Columns> = HashMap::new();
        if audience == Audience::Public {
            for (file, sheet, row, key) in folder.checked.personal_cells() {
                rows.entry((file, sheet, row)).or_default().add(key);
            }
        }
        Self { folder, audience, rows }
    }

    /// The withheld columns of an accepted row. Its number is computed only if the folder withholds
    /// anything.
    pub(super) fn of_row(&self, row: &AcceptedRow<'_>) -> Columns {
        if self.rows.is_empty() {
            return Columns::default();
        }
        let file = &self.folder.checked.files[row.file].file.name;
        let sheet = row.submission.sheet(row.row).map(|sheet| &*sheet.name);
        let key = (&**file, sheet, row.submission.row_number(row.row));
        self.rows.get(&key).copied().unwrap_or_default()
    }

    /// Whether `period.yaml` releases the row of a finding for publication.
    fn is_released(&self, place: &Place) -> bool {
        let Some((file, sheet, row)) = key(place) else { return false };
        let mut files = self.folder.checked.files.iter();
        let submission =
            files.find(|f| *f.file.name == *file).and_then(|f| f.file.submission.as_ref());
        submission.is_some_and(|read| self.folder.page.releases(file, read, sheet, row))
    }

    /// The message of a finding as printed next to its row. If the cell is withheld or the message
    /// repeats personal data, it is reduced to the title of its code.
    pub(super) fn message(&self, plan: &Plan, finding: &Diagnostic) -> String {
        if of_sensitive(plan, finding).is_some() {
            return format!("{}.", finding.code.title);
        }
        let place = &finding.place;
        if self.audience == Audience::Internal || self.is_released(place) {
            return finding.message_with_value();
        }
        let columns = key(place).and_then(|key| self.rows.get(&key)).copied().unwrap_or_default();
        let column = COLUMNS.iter().find(|column| Some(column.key) == place.field());
        let of_cell = column.map_or(columns.0 != 0, |column| columns.has(column.field));
        let repeats = || {
            let value = finding.value.as_deref().unwrap_or_default();
            check::is_personal(plan, value) || check::is_personal(plan, &finding.message)
        };
        if !of_cell && !repeats() {
            return finding.message_with_value();
        }
        let rest = finding.unlisted_message().map_or_else(String::new, |rest| format!(" ({rest})"));
        format!("{} {WITHHELD}{rest}", finding.code.title)
    }
}

/// The sensitive indicator whose figures a finding is about: its values stand nowhere but in the file
/// of its agency.
pub(super) fn of_sensitive<'a>(plan: &'a Plan, finding: &Diagnostic) -> Option<&'a Indicator> {
    let indicator = plan.indicators.find(finding.indicator.as_deref()?)?;
    Some(plan.indicators.get(indicator)).filter(|indicator| indicator.sensitive)
}

fn key(place: &Place) -> Option<Key<'_>> {
    Some((place.file()?, place.sheet(), place.row()?))
}

/// All cells with personal data, by folder, row and column.
pub(super) fn cells(folders: &[Arc<Folder>]) -> Vec<PersonalCell<'_>> {
    let mut cells = Vec::new();
    let mut base = 0;
    for folder in folders {
        let files = folder.checked.files.iter().enumerate();
        let files: HashMap<&str, usize> = files.map(|(n, f)| (&*f.file.name, base + n)).collect();
        cells.extend(folder.checked.personal_data().filter_map(|finding| {
            let source = *files.get(finding.place.file()?)?;
            let submission = folder.checked.files[source - base].file.submission.as_ref()?;
            let name = finding.place.sheet();
            let sheet = submission.sheets().position(|sheet| Some(sheet) == name).unwrap_or(0);
            Some(PersonalCell { source, sheet, finding })
        }));
        base += folder.checked.files.len();
    }
    cells.sort_by_key(|c| (c.source, c.sheet, c.finding.place.row(), c.finding.place.column()));
    cells
}
