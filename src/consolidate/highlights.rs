//! The rows that the analyst picks to be quoted: at most one a task, and a limit for the report.

use std::collections::BTreeMap;

use super::Report;
use super::entry::Entry;
use crate::check;
use crate::plan::TaskId;

/// The picked row of each task. A longer period takes the picks of its folders, the latest first.
/// What is not taken is told by M915 and M916.
pub fn highlights<'r, 'a>(report: &'r Report<'a>) -> BTreeMap<TaskId, &'r Entry<'a>> {
    let input = &report.input;
    let most = input.plan.reporting.limits.highlights as usize;
    let mut picked: BTreeMap<TaskId, &'r Entry<'a>> = BTreeMap::new();
    let mut end: usize = input.current.iter().map(|folder| folder.checked.files.len()).sum();
    for folder in input.current.iter().rev() {
        end -= folder.checked.files.len();
        for named in &folder.page.highlights {
            let Ok(found) = check::named_row(&folder.checked, named) else { continue };
            let Some(task) = found.row.task.value() else { continue };
            let sheet = found.submission.table.sheet_number(found.row.record);
            let is_picked =
                |entry: &&Entry<'_>| entry.cite.row_key() == (end + found.file, sheet, named.row);
            let entry = coordinators(report, task).find(is_picked);
            if let Some(entry) = entry.filter(|_| picked.len() < most) {
                picked.entry(task).or_insert(entry);
            }
        }
    }
    picked
}

/// The entries on a task of others than its lead.
fn coordinators<'r, 'a>(
    report: &'r Report<'a>,
    task: TaskId,
) -> impl Iterator<Item = &'r Entry<'a>> {
    let tasks = report.tasks.iter().chain(&report.outside_appendix);
    tasks.filter(move |state| state.id == task).flat_map(|state| &state.others)
}
