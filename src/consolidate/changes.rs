//! What changed since the previous period.

use std::collections::BTreeSet;

use super::coverage::{Coverage, State};
use super::tasks::{TaskState, Timing};
use super::{Folder, Input};
use crate::plan::{AgencyId, Status, TaskId};

/// The changes, as lists of tasks and agencies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Complete now, not before.
    pub finished: Vec<TaskId>,
    /// Begun now, not before.
    pub started: Vec<TaskId>,
    /// Further than before, and in neither list above.
    pub advanced: Vec<TaskId>,
    /// Less far than before, or complete before and not now.
    pub went_back: Vec<TaskId>,
    /// Stopped now, not before.
    pub paused: Vec<TaskId>,
    /// Overdue now, not before.
    pub newly_late: Vec<TaskId>,
    /// A valid row of the lead now, none before: nothing can be said of a change.
    pub without_before: Vec<TaskId>,
    /// A valid row of the lead before, none now.
    pub without_now: Vec<TaskId>,
    /// Agencies of which no report is known from any period before.
    pub first_time: Vec<AgencyId>,
    /// Agencies that reported in the previous period, still owe a report and sent none.
    pub fell_silent: Vec<AgencyId>,
}

pub(super) fn between(
    input: &Input<'_>,
    tasks: &[TaskState<'_>],
    coverage: &[Coverage],
    previous: &[&Folder],
) -> Changes {
    let mut changes = Changes::default();
    for task in tasks {
        let (now, before) = match (&task.entry, task.before) {
            (Some(now), Some(before)) => (now, before),
            (Some(_), None) => {
                changes.without_before.push(task.id);
                continue;
            }
            (None, Some(_)) => {
                changes.without_now.push(task.id);
                continue;
            }
            (None, None) => continue,
        };
        let not_begun = |s| matches!(s, Status::NotStarted | Status::Nothing);
        let change = task.change().unwrap_or(0);
        if now.status == Status::Complete && before.status != Status::Complete {
            changes.finished.push(task.id);
        } else if not_begun(before.status) && !not_begun(now.status) {
            changes.started.push(task.id);
        } else if change < 0
            || (before.status == Status::Complete && now.status != Status::Complete)
        {
            changes.went_back.push(task.id);
        } else if change > 0 {
            changes.advanced.push(task.id);
        }
        if now.status == Status::Paused && before.status != Status::Paused {
            changes.paused.push(task.id);
        }
        if matches!(task.timing, Timing::Overdue(_)) && !matches!(before.timing, Timing::Overdue(_))
        {
            changes.newly_late.push(task.id);
        }
    }
    let senders = |folder: &Folder| -> BTreeSet<AgencyId> {
        folder.checked.rows().map(|r| r.agency()).collect()
    };
    let ever: BTreeSet<AgencyId> = input.earlier.iter().flat_map(senders).collect();
    let before: BTreeSet<AgencyId> = previous.iter().copied().flat_map(senders).collect();
    let now: BTreeSet<AgencyId> = input.current.iter().flat_map(senders).collect();
    changes.first_time = now.difference(&ever).copied().collect();
    let missing = coverage.last().into_iter().flat_map(|c| &c.reporters);
    changes.fell_silent = missing
        .filter(|r| r.state == State::Missing && before.contains(&r.agency))
        .map(|r| r.agency)
        .collect();
    changes
}
