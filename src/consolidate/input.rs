//! What a report is made from: checked folders, the day, the page of the period.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::check::Checked;
use crate::plan::{Period, Plan};
use crate::submission::Page;

/// The files of one period folder after the check, with the analyst's page.
#[derive(Debug)]
pub struct Folder {
    /// The period.
    pub period: Period,
    /// The analyst's page; empty when there is none.
    pub page: Page,
    /// The day up to which it was counted.
    pub as_of: NaiveDate,
    /// Its files.
    pub checked: Checked,
}

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The period of the report.
    pub period: Period,
    /// The day up to which everything is counted.
    pub as_of: NaiveDate,
    /// The analyst's page of the period.
    pub page: &'a Page,
    /// The folders that lie in the period, oldest first.
    pub current: &'a [Arc<Folder>],
    /// The folders before them, oldest first.
    pub earlier: &'a [Arc<Folder>],
}
