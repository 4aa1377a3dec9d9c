//! The coordinators of a task: who reports, in which state, of how many who were asked.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::bodies::{Bodies, is_local};
use super::entry::Entry;
use super::tasks::TaskState;
use crate::plan::{AgencyId, Kind, Party, Plan, Role, Status, TaskId};
use crate::submission::{Field, says_none};

/// The coordinators of one level with a row on a task.
#[derive(Debug, Clone, Default)]
pub struct LevelCoordinators {
    /// Who reports.
    pub bodies: Bodies,
    /// Who was asked, if the plan names a closed list of the level.
    pub asked: Option<Bodies>,
    /// How many of those who report were asked.
    pub answered: usize,
    /// The bodies by status.
    pub states: BTreeMap<Status, Bodies>,
}

/// The coordinators with a row on a task.
#[derive(Debug, Clone, Default)]
pub struct Coordination {
    /// Bodies of the province.
    pub provincial: LevelCoordinators,
    /// Districts, then communes; only levels with a row.
    pub local: Vec<LevelCoordinators>,
    /// How many there are in all.
    pub count: usize,
    /// How many of them state a difficulty.
    pub with_difficulty: usize,
    /// How many of them are neither complete nor without anything to do.
    pub unfinished: usize,
}

/// Whether a status says that work is being done or was done.
pub fn is_active(status: Status) -> bool {
    matches!(status, Status::Ongoing | Status::InProgress | Status::Complete)
}

/// The coordinators of a task.
pub fn coordination(report: &Report<'_>, state: &TaskState<'_>) -> Coordination {
    let plan = report.input.plan;
    let level = |kinds: &dyn Fn(Kind) -> bool| {
        let is_of = |e: &&Entry<'_>| kinds(plan.register.agency(e.agency).kind);
        let entries: Vec<&Entry<'_>> = state.others.iter().filter(is_of).collect();
        level_coordinators(plan, &entries)
    };
    let local = [Kind::District, Kind::Commune].map(|kind| {
        let mut own = level(&|of| of == kind);
        own.asked = asked(report, state.id, kind);
        let body = |id: &AgencyId| plan.register.body(*id);
        let asked: BTreeSet<AgencyId> =
            own.asked.iter().flat_map(|asked| asked.ids()).map(body).collect();
        own.answered = own.bodies.ids().iter().filter(|id| asked.contains(&body(id))).count();
        own
    });
    let unfinished = |e: &&Entry<'_>| !matches!(e.status, Status::Complete | Status::Nothing);
    let difficult = |e: &&Entry<'_>| !says_none(e.raw_text(Field::Difficulty));
    Coordination {
        provincial: level(&|of| !is_local(of)),
        local: local.into_iter().filter(|level| !level.bodies.is_empty()).collect(),
        count: state.others.len(),
        with_difficulty: state.others.iter().filter(difficult).count(),
        unfinished: state.others.iter().filter(unfinished).count(),
    }
}

fn level_coordinators(plan: &Plan, entries: &[&Entry<'_>]) -> LevelCoordinators {
    let mut states: BTreeMap<Status, Vec<AgencyId>> = BTreeMap::new();
    for entry in entries {
        states.entry(entry.status).or_default().push(entry.agency);
    }
    let states = states.into_iter().map(|(status, ids)| (status, Bodies::of(plan, ids)));
    LevelCoordinators {
        bodies: Bodies::of(plan, entries.iter().map(|e| e.agency)),
        asked: None,
        answered: 0,
        states: states.collect(),
    }
}

/// Who of a level was asked to coordinate a task and to report in the period: `None` unless the plan
/// names a closed list, all units of the level.
fn asked(report: &Report<'_>, task: TaskId, kind: Kind) -> Option<Bodies> {
    let plan = report.input.plan;
    let day = report.window.end;
    let parties = &plan.task(task).assignment(day).coordinating;
    let is_closed = |party: &Party| match party {
        Party::Group(id) => {
            let group = plan.register.group(*id);
            let is_local_only = group.kinds.iter().all(|kind| is_local(*kind));
            group.members.is_empty() && is_local_only && group.kinds.contains(&kind)
        }
        Party::Agency(_) => false,
    };
    if !parties.iter().any(is_closed) {
        return None;
    }
    let owing = report.coverage.iter().flat_map(|c| c.owed()).map(|r| r.agency);
    let owing = owing.filter(|id| {
        plan.register.agency(*id).kind == kind
            && plan.role(task, *id, day) == Some(Role::Coordinating)
    });
    let asked = Bodies::of(plan, owing);
    (!asked.is_empty()).then_some(asked)
}
