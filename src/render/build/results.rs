//! The results of the tasks: the table of states, and what the body says of each task.

use super::summary::{LEFT_OUT, SILENT};
use super::tasks::READING_ORDER;
use super::words::shows_progress;
use super::{Builder, percent};
use crate::consolidate::{
    Bodies, Change, Entry, LevelCoordinators, TaskState, Timing, coordination, is_active,
};
use crate::plan::{AgencyId, Kind, Origin, Status, TaskId};
use crate::render::text::clean;
use crate::render::view::*;
use crate::submission::{Field, says_none};
use crate::text::date;

/// Rows outside the appendix that are quoted; more are counted.
const QUOTED_ROWS: usize = 2;

impl Builder<'_, '_> {
    pub(super) fn results_view(&self) -> ResultsView {
        let states = self.report.tasks.as_slice();
        let mut columns: Vec<(&'static str, String)> =
            READING_ORDER.iter().map(|s| (s.key(), self.label(*s))).collect();
        columns.push((SILENT.0, SILENT.1.to_owned()));
        if states.iter().any(|state| state.left_out) {
            columns.push((LEFT_OUT.0, LEFT_OUT.1.to_owned()));
        }
        let row = |number: usize, name: String, of: &[&TaskState<'_>]| {
            let count = |key: &str| of.iter().filter(|state| column_of(state) == key).count();
            GroupStates {
                number,
                name,
                tasks: of.len(),
                counts: columns.iter().map(|(key, _)| count(key)).collect(),
                overdue: of.iter().filter(|s| matches!(s.timing, Timing::Overdue(_))).count(),
            }
        };
        let groups = self.plan.groups.iter().enumerate().map(|(n, group)| {
            let of: Vec<&TaskState<'_>> =
                states.iter().filter(|state| state.group == Some(n)).collect();
            row(n + 1, group.name.as_ref().unwrap_or(&group.title).clone(), &of)
        });
        ResultsView {
            groups: groups.collect(),
            total: row(0, "Cộng".to_owned(), &states.iter().collect::<Vec<_>>()),
            silent: self.bodies(&self.silent_requested()),
            states: columns
                .iter()
                .map(|(key, label)| StateColumn { key: (*key).into(), label: label.clone() })
                .collect(),
        }
    }

    /// Requested bodies that sent nothing to any folder of the period.
    fn silent_requested(&self) -> Bodies {
        let coverage = &self.report.coverage;
        let Some(last) = coverage.last() else { return Bodies::default() };
        let sent = |id: AgencyId| coverage.iter().any(|c| c.senders().any(|sender| sender == id));
        let silent = last.requested_silent.iter().copied().filter(|id| !sent(*id));
        let asked = |id: &AgencyId| {
            let outside = self.report.outside_appendix.iter();
            let mut requests = outside.filter(|t| self.plan.task(t.id).is_request());
            requests.any(|t| self.plan.role(t.id, *id, self.report.window.end).is_some())
        };
        Bodies::of(self.plan, silent.filter(asked))
    }

    /// What the body says of a task.
    pub(super) fn task_words(&self, state: &TaskState<'_>) -> TaskWords {
        let entry = state.entry.as_ref();
        let needs_attention = needs_attention(state);
        let urgent = entry.filter(|_| needs_attention);
        let since = state.recurrence.filter(|_| entry.is_some());
        let in_a_row = since.map_or(0, |since| since.in_row);
        let is_appendix = matches!(self.plan.task(state.id).origin, Origin::Appendix { .. });
        let rows: &[Entry<'_>] = match is_appendix || state.others.len() > QUOTED_ROWS {
            true => &[],
            false => &state.others,
        };
        let finished_now = self.change(state.id) == Some(Change::Finished);
        let coordination = self.coordination(state);
        TaskWords {
            subject: self.plan.task(state.id).subject.clone(),
            needs_attention,
            said: entry.and_then(|e| self.words(e, Field::Result)),
            cause: urgent.and_then(|e| self.words(e, Field::Difficulty)),
            // What was planned in an earlier quarter is past.
            next: urgent
                .filter(|_| state.reported_in.is_none())
                .and_then(|e| self.words(e, Field::Next)),
            proposes: urgent.is_some_and(|e| !says_none(e.text(Field::Proposal))),
            before: state.previous.map(|before| StateBefore {
                status: before.status.key().into(),
                status_label: self.label(before.status),
                progress: before.progress.filter(|_| shows_progress(before.status)).map(percent),
            }),
            finished_now,
            kept: entry.and_then(|e| self.kept(state, e, finished_now)),
            since: since.filter(|_| in_a_row > 1).map(|since| since.since.short_name()),
            in_a_row,
            reminder: self.reminder_sent(state),
            sums: self.task_sums(state.id, coordination.count),
            coordination,
            highlight: self.highlights.get(&state.id).map(|entry| self.agency_words(entry)),
            rows: rows.iter().map(|e| self.agency_words(e)).collect(),
        }
    }

    /// How a task changed since the previous period.
    fn change(&self, task: TaskId) -> Option<Change> {
        let changes = self.report.changes.as_ref()?;
        changes.tasks.iter().find(|(id, _)| *id == task).map(|(_, change)| *change)
    }

    /// Whether a complete task kept its date. A date inside the data window, or before one in which
    /// the task was perhaps complete already, tells nothing.
    fn kept(&self, state: &TaskState<'_>, entry: &Entry<'_>, is_new: bool) -> Option<Word> {
        let (due, window) = (state.due?.day, self.plan.window(entry.period));
        match entry.status {
            Status::Complete if window.end <= due => Some("before".into()),
            Status::Complete if is_new && due < window.start => Some("after".into()),
            _ => None,
        }
    }

    /// The letter that was sent to a silent lead: the page gives number and day of it.
    fn reminder_sent(&self, state: &TaskState<'_>) -> Option<String> {
        let reminder = &self.report.input.page.reminder;
        let lead = state.lead.filter(|_| state.entry.is_none() && !state.left_out)?;
        let is_own = lead == self.plan.reporting.unit.agency;
        let day = reminder.date.filter(|day| !is_own && *day <= self.report.input.as_of)?;
        let number = super::padded_number(reminder.number.as_deref()?);
        let sign = reminder.sign.as_deref().map(clean);
        let number = sign.map_or(number.clone(), |sign| format!("{number}/{sign}"));
        Some(format!("{number} ngày {}", date::short(day)))
    }

    fn coordination(&self, state: &TaskState<'_>) -> CoordinationView {
        let all = coordination(self.report, state);
        let is_complete = state.entry.as_ref().is_some_and(|e| e.status == Status::Complete);
        let levels = [&all.provincial].into_iter().filter(|level| !level.bodies.is_empty());
        CoordinationView {
            count: all.count,
            with_difficulty: all.with_difficulty,
            unfinished: if is_complete { all.unfinished } else { 0 },
            levels: levels.chain(&all.local).map(|level| self.coordinators(level)).collect(),
        }
    }

    fn coordinators(&self, level: &LevelCoordinators) -> CoordinatorsView {
        let kind = |id: &AgencyId| self.plan.register.agency(*id).kind;
        let is_local =
            level.bodies.ids().iter().any(|id| matches!(kind(id), Kind::District | Kind::Commune));
        let mut bodies = self.bodies(&level.bodies);
        if is_local {
            bodies.names.clear();
        }
        let states =
            READING_ORDER.iter().filter_map(|status| Some((*status, level.states.get(status)?)));
        let states: Vec<CoordinatorState> = states
            .map(|(status, of)| CoordinatorState {
                key: status.key().into(),
                label: self.label(status),
                is_active: is_active(status),
                count: of.count(),
                names: if bodies.names.is_empty() { Vec::new() } else { self.names(of.ids()) },
            })
            .collect();
        let asked_words = |asked: &Bodies| {
            let kinds = asked.kinds(self.plan);
            kinds.into_iter().map(|of| of.words).collect::<Vec<_>>().join(", ")
        };
        CoordinatorsView {
            asked: level.asked.as_ref().map(Bodies::count),
            answered: level.answered,
            asked_words: level.asked.as_ref().map(asked_words),
            active: states.iter().filter(|s| s.is_active).map(|s| s.count).sum(),
            bodies,
            states,
        }
    }
}

/// Whether a task is overdue, paused or not begun.
fn needs_attention(state: &TaskState<'_>) -> bool {
    let is_still = |status| matches!(status, Status::Paused | Status::NotStarted);
    matches!(state.timing, Timing::Overdue(_))
        || state.entry.as_ref().is_some_and(|entry| is_still(entry.status))
}

/// The column of a task in the table of states.
fn column_of(state: &TaskState<'_>) -> &'static str {
    match &state.entry {
        Some(entry) => entry.status.key(),
        None if state.left_out => LEFT_OUT.0,
        None => SILENT.0,
    }
}
