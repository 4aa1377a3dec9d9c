//! What changed since the previous period: each task in one list at most.
//!
//! Bad news wins: a task that advanced and is now overdue is listed only as overdue. "Không phát
//! sinh" is not a state of the work, so the last real state before it is compared; rules L801 and
//! L802 detect a fall and a reopening in the same way. What a sentence counts over all tasks
//! (progress that rose, dates that passed) is listed apart, whatever else changed.

use std::collections::BTreeSet;

use super::coverage::{Coverage, State};
use super::entry::{Entry, LeadHistory};
use super::tasks::{TaskState, Timing};
use super::{Folder, Input, Previous};
use crate::check::{self, Statement as _};
use crate::plan::{AgencyId, Status, TaskId, keyed};

keyed! {
    /// How a task changed since the previous period, in the order of the lists.
    Change {
        /// Complete now, not before.
        Finished = "finished";
        /// Complete now, with no valid row of the lead in the previous period.
        FinishedAfterGap = "finished_after_gap";
        /// Complete now and before the previous period, which has no state for it.
        CompleteAgain = "complete_again";
        /// Begun now, not before.
        Started = "started";
        /// Progress is higher than in the previous period, and in no other list.
        Advanced = "advanced";
        /// Complete before, open now.
        Reopened = "reopened";
        /// Progress is lower.
        Fell = "went_back";
        /// Paused now, not before.
        Paused = "paused";
        /// Overdue now, not before; the lead may be silent in both periods.
        NewlyLate = "newly_late";
        /// "Không phát sinh" now; a state of the work before.
        ToNothing = "to_nothing";
        /// Complete before, ongoing now.
        KeptUp = "kept_up";
        /// A valid row of the lead now, none before: no change can be computed.
        WithoutBefore = "without_before";
        /// A valid row of the lead before, none now.
        WithoutNow = "without_now";
    }
}

/// The changes of a period, by task and by agency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// The appendix tasks that changed, in the plan's order.
    pub tasks: Vec<(TaskId, Change)>,
    /// The tasks whose progress is higher than in the previous period, in whatever list, but for
    /// those complete or begun now.
    pub risen: Vec<TaskId>,
    /// The tasks that are overdue now and were not before, in whatever list.
    pub newly_overdue: Vec<TaskId>,
    /// Agencies that sent nothing in any known earlier period.
    pub first_time: Vec<AgencyId>,
    /// Agencies that sent something in the previous period, owe a report now and sent none.
    pub fell_silent: Vec<AgencyId>,
}

impl Changes {
    /// The tasks with this change.
    pub fn of(&self, change: Change) -> Vec<TaskId> {
        self.tasks.iter().filter(|(_, c)| *c == change).map(|(id, _)| *id).collect()
    }
}

pub(super) fn between<'a>(
    input: &Input<'a>,
    (states, coverage): (&[TaskState<'a>], &[Coverage]),
    previous: &Previous<'a>,
    history: &LeadHistory<'a>,
) -> Changes {
    let plan = input.plan;
    let start = plan.window(input.period).start;
    let pairs = states.iter().zip(&previous.states).filter(|(now, _)| now.group.is_some());
    let tasks = pairs.clone().filter_map(|(now, before)| {
        let stated: Vec<&Entry<'a>> = history.before(plan, now.id, start).collect();
        Some((now.id, change(now, before, &stated)?))
    });
    let tasks: Vec<(TaskId, Change)> = tasks.collect();
    let newly_overdue = pairs.clone().filter(|(now, before)| is_newly_overdue(now, before));
    let newly_overdue = newly_overdue.map(|(now, _)| now.id).collect();
    let is_new = |id: TaskId| {
        let new = [Change::Finished, Change::FinishedAfterGap, Change::Started];
        tasks.iter().any(|(task, change)| *task == id && new.contains(change))
    };
    let risen = pairs.filter(|(now, _)| now.change() > Some(0) && !is_new(now.id));
    let risen = risen.map(|(now, _)| now.id).collect();
    let senders = |folder: &Folder| -> Vec<AgencyId> {
        let day = plan.window(folder.period).end;
        let files = folder.checked.files.iter().map(|f| &f.file);
        let files = files.filter(|file| !file.has_figures_alone());
        let of =
            |f: &crate::submission::File| check::senders(plan, &f.name, f.submission.as_ref(), day);
        files.flat_map(of).map(|id| plan.register.body(id)).collect()
    };
    let ever: BTreeSet<AgencyId> = input.earlier.iter().flat_map(|f| senders(f)).collect();
    let before: BTreeSet<AgencyId> = previous.folders.iter().copied().flat_map(senders).collect();
    let now: BTreeSet<AgencyId> = coverage.iter().flat_map(Coverage::senders).collect();
    let sending: BTreeSet<AgencyId> = now.iter().map(|id| plan.register.body(*id)).collect();
    let new = now.into_iter().filter(|id| !ever.contains(&plan.register.body(*id)));
    let missing = coverage.last().into_iter().flat_map(|c| &c.reporters);
    // An agency that sent to another folder of the period was not silent.
    let silent = missing.filter(|r| {
        let body = plan.register.body(r.agency);
        r.state == State::Missing && before.contains(&body) && !sending.contains(&body)
    });
    Changes {
        risen,
        newly_overdue,
        first_time: new.collect(),
        fell_silent: silent.map(|r| r.agency).collect(),
        tasks,
    }
}

/// The change of a task; `stated` holds the earlier entries of its leads, newest first.
fn change(now: &TaskState<'_>, before: &TaskState<'_>, stated: &[&Entry<'_>]) -> Option<Change> {
    let was = before.entry.as_ref().map(|entry| entry.status);
    let Some(entry) = &now.entry else {
        let late = is_newly_overdue(now, before).then_some(Change::NewlyLate);
        return was.map(|_| Change::WithoutNow).or(late);
    };
    let base = check::last_state(stated);
    match entry.status {
        Status::Complete => match (was, base.map(|e| e.status)) {
            (Some(Status::Complete), _) => None,
            (None | Some(Status::Nothing), Some(Status::Complete)) => Some(Change::CompleteAgain),
            (None, _) => Some(Change::FinishedAfterGap),
            (Some(_), _) => Some(Change::Finished),
        },
        Status::Nothing => match was {
            Some(Status::Nothing) => None,
            Some(_) => Some(Change::ToNothing),
            None => Some(Change::WithoutBefore),
        },
        _ if was.is_none() => Some(Change::WithoutBefore),
        status => open(now, before, entry, (status, base), stated),
    }
}

/// The change of an open task that has a valid row in the previous period.
fn open(
    now: &TaskState<'_>,
    before: &TaskState<'_>,
    entry: &Entry<'_>,
    (status, base): (Status, Option<&Entry<'_>>),
    stated: &[&Entry<'_>],
) -> Option<Change> {
    let was = base.map(|e| e.status);
    if check::reopened(status, stated).is_some() {
        return Some(Change::Reopened);
    }
    if status == Status::Paused && was != Some(Status::Paused) {
        return Some(Change::Paused);
    }
    if check::fall(entry.stated(), stated).is_some() {
        return Some(Change::Fell);
    }
    if is_newly_overdue(now, before) {
        return Some(Change::NewlyLate);
    }
    let begun = matches!(status, Status::InProgress | Status::Ongoing);
    match was {
        Some(Status::Complete) => return Some(Change::KeptUp),
        None | Some(Status::NotStarted) if begun => return Some(Change::Started),
        _ => {}
    }
    (now.change() > Some(0)).then_some(Change::Advanced)
}

fn is_newly_overdue(now: &TaskState<'_>, before: &TaskState<'_>) -> bool {
    let overdue = |state: &TaskState<'_>| matches!(state.timing, Timing::Overdue(_));
    overdue(now) && !overdue(before)
}
