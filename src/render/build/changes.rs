//! What changed since the previous period: the lists of the view, and the changes that the summary,
//! the board and `report status` tell, which are the same.

use super::{Builder, percent};
use crate::consolidate::{Change, Changes, TaskState, Timing};
use crate::plan::TaskId;
use crate::render::view::{ChangedTasks, ChangesView};

impl Builder<'_, '_> {
    /// The lists; each task is in one at most.
    pub(super) fn changes(&self, changes: &Changes) -> ChangesView {
        let of = |change: Change| changes.of(change);
        let detailed = |change: Change| self.detailed(change, &of(change));
        let all_finished = [Change::Finished, Change::FinishedAfterGap, Change::CompleteAgain];
        let finished = changes.tasks.iter().filter(|(_, c)| all_finished.contains(c));
        ChangesView {
            finished: finished.map(|(id, _)| self.code(*id)).collect(),
            finished_after_gap: detailed(Change::FinishedAfterGap),
            complete_again: detailed(Change::CompleteAgain),
            started: detailed(Change::Started),
            advanced: detailed(Change::Advanced),
            reopened: detailed(Change::Reopened),
            went_back: detailed(Change::Fell),
            paused: detailed(Change::Paused),
            newly_late: detailed(Change::NewlyLate),
            to_nothing: detailed(Change::ToNothing),
            kept_up: detailed(Change::KeptUp),
            without_before: detailed(Change::WithoutBefore),
            without_now: detailed(Change::WithoutNow),
            first_time: self.sorted_names(changes.first_time.clone()),
            fell_silent: self.sorted_names(changes.fell_silent.clone()),
        }
    }

    /// The changes by kind, good news first; kinds without a task are absent.
    pub(super) fn changed_tasks(&self, changes: &Changes) -> Vec<ChangedTasks> {
        let listed = |key: &'static str, change: Change| (key, change, changes.of(change));
        let unknown = changes.tasks.iter().filter(|(_, change)| {
            matches!(change, Change::FinishedAfterGap | Change::WithoutBefore)
        });
        let unknown = unknown.map(|(id, _)| *id).collect();
        let all = [
            listed("finished", Change::Finished),
            listed("complete_again", Change::CompleteAgain),
            listed("started", Change::Started),
            ("risen", Change::Advanced, changes.risen.clone()),
            listed("kept_up", Change::KeptUp),
            listed("reopened", Change::Reopened),
            listed("went_back", Change::Fell),
            listed("paused", Change::Paused),
            ("newly_late", Change::NewlyLate, changes.newly_overdue.clone()),
            listed("to_nothing", Change::ToNothing),
            ("not_comparable", Change::WithoutBefore, unknown),
        ];
        let some = all.into_iter().filter(|(.., ids)| !ids.is_empty());
        some.map(|(key, change, ids)| ChangedTasks {
            key: key.into(),
            count: ids.len(),
            tasks: self.codes(&ids),
            detailed: self.detailed(change, &ids),
        })
        .collect()
    }

    /// Tasks with what a reader wants to know of such a change: names where somebody has to act,
    /// the progress or the state before, the days overdue.
    fn detailed(&self, change: Change, ids: &[TaskId]) -> Vec<String> {
        ids.iter().map(|id| self.changed_task(change, *id)).collect()
    }

    fn changed_task(&self, change: Change, id: TaskId) -> String {
        let state = self.report.tasks.iter().find(|state| state.id == id);
        match change {
            Change::Finished
            | Change::FinishedAfterGap
            | Change::CompleteAgain
            | Change::Started
            | Change::KeptUp
            | Change::WithoutBefore => self.code(id),
            Change::Reopened | Change::Paused => self.named(id),
            Change::Advanced => moved(state, self.code(id), "lên"),
            Change::Fell => moved(state, self.named(id), "xuống"),
            Change::NewlyLate => match state.map(|s| s.timing) {
                Some(Timing::Overdue(days)) => format!("{} ({days} ngày)", self.named(id)),
                _ => self.named(id),
            },
            Change::ToNothing => self.with_before(state, self.code(id)),
            Change::WithoutNow => self.with_before(state, self.named(id)),
        }
    }

    fn with_before(&self, state: Option<&TaskState<'_>>, label: String) -> String {
        match state.and_then(|s| s.previous) {
            Some(before) => {
                format!("{label} (kỳ trước: {})", self.previous_label(before).to_lowercase())
            }
            None => label,
        }
    }
}

fn moved(state: Option<&TaskState<'_>>, label: String, word: &str) -> String {
    let now = state.and_then(|s| s.entry.as_ref()).and_then(|e| e.progress());
    let before = state.and_then(|s| s.previous).and_then(|b| b.progress);
    match (before, now) {
        (Some(before), Some(now)) if before != now => {
            format!("{label} (từ {} {word} {})", percent(before), percent(now))
        }
        _ => label,
    }
}
