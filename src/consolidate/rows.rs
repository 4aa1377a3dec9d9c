//! The accepted rows of a report as its annex lists them: each once, by task, the lead's first.
//!
//! Light enough to keep for every row of a country: texts stay in the folders.

use std::collections::HashMap;
use std::sync::Arc;

use super::cite::Cite;
use super::entry::Entries;
use super::personal::{Columns, WITHHELD};
use super::previous::Progress;
use super::{Folder, Input};
use crate::plan::{AgencyId, Period, Role, Status, TaskId};
use crate::submission::Field;

/// An accepted row.
#[derive(Debug, Clone, Copy)]
pub struct ReportedRow {
    /// The agency.
    pub agency: AgencyId,
    /// The task.
    pub task: TaskId,
    /// Whether the agency leads the task.
    pub is_lead: bool,
    /// The period of the row.
    pub period: Period,
    /// Its status.
    pub status: Status,
    /// Its provenance.
    pub cite: Cite,
    progress: Option<i32>,
    change: Option<i32>,
    record: u32,
    withheld: Columns,
}

impl ReportedRow {
    /// Progress in hundredths of a percent.
    pub fn progress(&self) -> Option<i64> {
        self.progress.map(i64::from)
    }

    /// Change of progress since the body's row of the previous period; in a longer period, since
    /// its row before.
    pub fn change(&self) -> Option<i64> {
        self.change.map(i64::from)
    }

    /// The text of a cell as the audience sees it; `folders` are those of the report.
    pub fn text<'f>(&self, folders: &'f [Arc<Folder>], field: Field) -> &'f str {
        if self.withheld.has(field) {
            return WITHHELD;
        }
        let mut at = self.cite.source();
        for folder in folders {
            let files = &folder.checked.files;
            if let Some(checked) = files.get(at) {
                let submission = checked.file.submission.as_ref();
                return submission.map_or("", |s| s.text_of(self.record as usize, field));
            }
            at -= files.len();
        }
        ""
    }
}

pub(super) fn of(input: &Input<'_>, entries: Entries<'_>, before: &Progress) -> Arc<[ReportedRow]> {
    let register = &input.plan.register;
    let is_long = input.plan.quarters(input.period).len() > 1;
    let mut last: HashMap<(TaskId, AgencyId), i64> = HashMap::new();
    let rows = entries.all.into_iter().map(|entry| {
        let key = (entry.task, register.body(entry.agency));
        let progress = entry.progress();
        let before = match (is_long, progress) {
            (true, Some(progress)) => last.insert(key, progress),
            _ => before.get(&key).copied(),
        };
        let (record, withheld) = entry.record();
        ReportedRow {
            agency: entry.agency,
            task: entry.task,
            is_lead: entry.role == Some(Role::Lead),
            period: entry.period,
            status: entry.status,
            progress: progress.map(small),
            change: progress.zip(before).map(|(now, before)| small(now - before)),
            cite: entry.cite,
            record: u32::try_from(record).unwrap_or(u32::MAX),
            withheld,
        }
    });
    let mut rows: Vec<ReportedRow> = rows.collect();
    // Collected in place, they have the room of the entries.
    rows.shrink_to_fit();
    // Stable: of one agency, the older row first.
    rows.sort_by_key(|row| (row.task, !row.is_lead, register.rank(row.agency)));
    rows.into()
}

/// Hundredths of a percent of an accepted row, at most 100%.
fn small(progress: i64) -> i32 {
    i32::try_from(progress).unwrap_or(i32::MAX)
}
