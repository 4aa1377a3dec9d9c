//! Input of a report: checked folders, the cut-off day and `period.yaml`.

use std::sync::Arc;

use chrono::NaiveDate;

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
