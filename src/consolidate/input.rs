//! Input of a report: checked folders, the cut-off day and `period.yaml`.

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::figures::{Reading, of_folder};
use super::wordings::Wordings;
use crate::check::Checked;
use crate::plan::{Period, Plan};
use crate::submission::Page;

/// The checked files of one period folder, with its `period.yaml`.
#[derive(Debug)]
pub struct Folder {
    /// The period.
    pub period: Period,
    /// The folder's `period.yaml`; empty if there is none.
    pub page: Page,
    /// The cut-off day of its own report.
    pub as_of: NaiveDate,
    /// Its files.
    pub checked: Checked,
    wordings: OnceLock<Wordings>,
    readings: OnceLock<Vec<Reading>>,
}

impl Folder {
    /// A folder.
    pub fn new(period: Period, page: Page, as_of: NaiveDate, checked: Checked) -> Self {
        let (wordings, readings) = (OnceLock::new(), OnceLock::new());
        Self { period, page, as_of, checked, wordings, readings }
    }

    /// The values of its tables of figures, read once for all reports that look back on it.
    pub(super) fn readings(&self) -> &[Reading] {
        self.readings.get_or_init(|| of_folder(&self.checked))
    }

    /// What its rows say, indexed once for all reports that look back on it.
    pub(super) fn wordings(&self, plan: &Plan) -> &Wordings {
        self.wordings.get_or_init(|| Wordings::of(plan, self.period, &self.checked))
    }
}

/// Input of a report.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The period of the report.
    pub period: Period,
    /// The cut-off day.
    pub as_of: NaiveDate,
    /// The `period.yaml` of the period.
    pub page: &'a Page,
    /// The folders within the period, oldest first.
    pub current: &'a [Arc<Folder>],
    /// The folders of earlier periods, oldest first.
    pub earlier: &'a [Arc<Folder>],
}
