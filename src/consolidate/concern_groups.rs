//! Difficulties as section V tells them: by theme, or by task where too few have a theme; which
//! words are quoted.
//!
//! Only two sorts of words are quoted: those of the lead of a task that is overdue, paused or not
//! begun, and wordings that several bodies share.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Report;
use super::bodies::Bodies;
use super::personal::WITHHELD;
use super::recurrence::Recurrence;
use super::tasks::{TaskState, Timing};
use super::themes::{Concern, ConcernKind};
use super::wordings::wording;
use crate::plan::{Role, Status, TaskId, ThemeId};

/// What concerns are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKey {
    /// A theme; `None` for those without one.
    Theme(Option<ThemeId>),
    /// A task.
    Task(TaskId),
}

/// Concerns that are told together.
#[derive(Debug)]
pub struct ConcernGroup<'r, 'a> {
    /// By what.
    pub key: GroupKey,
    /// The concerns, in the plan's order, the lead's first.
    pub concerns: Vec<&'r Concern<'a>>,
    /// The bodies that raise them.
    pub bodies: Bodies,
    /// Their tasks, in the plan's order.
    pub tasks: Vec<TaskId>,
}

/// A wording and those who use it.
#[derive(Debug)]
pub struct SharedWording<'r, 'a> {
    /// Where it stands in the latest quarter.
    pub first: &'r Concern<'a>,
    /// How many rows have it.
    pub rows: usize,
    /// Who uses it.
    pub bodies: Bodies,
    /// On which tasks.
    pub tasks: Vec<TaskId>,
    /// Since when bodies of the first one's kind use it.
    pub recurrence: Recurrence,
}

/// The difficulties of a report.
#[derive(Debug)]
pub struct Difficulties<'r, 'a> {
    /// How many rows have one.
    pub rows: usize,
    /// Rows without a theme.
    pub unplaced: usize,
    /// Whether they are told by theme.
    pub by_theme: bool,
    /// The bodies that raise them.
    pub bodies: Bodies,
    /// The groups, the largest first; those without a theme last.
    pub groups: Vec<ConcernGroup<'r, 'a>>,
}

/// The difficulties of a report, grouped.
pub fn difficulties<'r, 'a>(report: &'r Report<'a>) -> Difficulties<'r, 'a> {
    let plan = report.input.plan;
    let (rows, unplaced) = report.concerns.count(ConcernKind::Difficulty);
    let by_theme = report.concerns.are_placed(ConcernKind::Difficulty);
    let concerns: Vec<&Concern<'a>> = report.concerns.of_kind(ConcernKind::Difficulty).collect();
    let groups = groups(report, &concerns, by_theme);
    let bodies = Bodies::of(plan, concerns.iter().map(|concern| concern.agency));
    Difficulties { rows, unplaced, by_theme, bodies, groups }
}

/// Concerns by theme or by task.
pub(super) fn groups<'r, 'a>(
    report: &Report<'a>,
    concerns: &[&'r Concern<'a>],
    by_theme: bool,
) -> Vec<ConcernGroup<'r, 'a>> {
    let plan = report.input.plan;
    let mut by_key: BTreeMap<GroupKey, Vec<&'r Concern<'a>>> = BTreeMap::new();
    for concern in concerns {
        let key = match by_theme {
            true => GroupKey::Theme(concern.theme),
            false => GroupKey::Task(concern.task),
        };
        by_key.entry(key).or_default().push(concern);
    }
    let mut groups: Vec<ConcernGroup<'r, 'a>> = by_key
        .into_iter()
        .map(|(key, mut concerns)| {
            let rank = |c: &&Concern<'_>| {
                (c.task, c.role != Some(Role::Lead), plan.register.rank(c.agency))
            };
            concerns.sort_by_key(rank);
            ConcernGroup {
                key,
                bodies: Bodies::of(plan, concerns.iter().map(|concern| concern.agency)),
                tasks: tasks(concerns.iter().copied()),
                concerns,
            }
        })
        .collect();
    // By task in the plan's order, else the largest first.
    if by_theme {
        groups.sort_by_key(|group| {
            let is_unplaced = group.key == GroupKey::Theme(None);
            (is_unplaced, std::cmp::Reverse(group.concerns.len()), group.key)
        });
    }
    groups
}

/// The tasks of concerns, in the plan's order.
pub(super) fn tasks<'r, 'a: 'r>(concerns: impl Iterator<Item = &'r Concern<'a>>) -> Vec<TaskId> {
    concerns.map(|concern| concern.task).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Equal wordings of at least so many bodies together, in the order of their first row. What is
/// withheld is quoted by nobody.
pub fn wordings<'r, 'a>(
    report: &Report<'a>,
    concerns: &[&'r Concern<'a>],
    least: usize,
) -> Vec<SharedWording<'r, 'a>> {
    let plan = report.input.plan;
    let mut order: Vec<Vec<&'r Concern<'a>>> = Vec::new();
    let mut known: HashMap<u64, usize> = HashMap::new();
    for concern in concerns.iter().filter(|concern| concern.text != WITHHELD) {
        let at = *known.entry(wording(concern.kind.field(), concern.text)).or_insert(order.len());
        if at == order.len() {
            order.push(Vec::new());
        }
        order[at].push(concern);
    }
    let latest = |same: &[&'r Concern<'a>]| {
        same.iter().rev().max_by_key(|concern| plan.window(concern.period).end).copied()
    };
    // No wording has more bodies than rows.
    let shared = order.into_iter().filter(|same| same.len() >= least).filter_map(|same| {
        let bodies = Bodies::of(plan, same.iter().map(|concern| concern.agency));
        let latest = latest(&same).filter(|_| bodies.count() >= least)?;
        Some(SharedWording {
            first: latest,
            rows: same.len(),
            bodies,
            tasks: tasks(same.iter().copied()),
            recurrence: report.recurrences.of_kind(latest),
        })
    });
    shared.collect()
}

impl<'r, 'a> ConcernGroup<'r, 'a> {
    /// The concerns that leads of overdue, paused or unstarted tasks raise on these.
    pub fn troubled(&self, report: &Report<'_>) -> Vec<&'r Concern<'a>> {
        self.concerns.iter().copied().filter(|concern| is_troubled(report, concern)).collect()
    }

    /// Wordings that enough bodies share, the most used first.
    pub fn shared(&self, report: &Report<'a>) -> Vec<SharedWording<'r, 'a>> {
        let least = report.input.plan.reporting.limits.shared_wording as usize;
        let mut shared = wordings(report, &self.concerns, least);
        shared.sort_by_key(|wording| std::cmp::Reverse(wording.bodies.count()));
        shared
    }
}

/// Whether a concern is what the lead of an overdue, paused or unstarted task says of it now.
pub fn is_troubled(report: &Report<'_>, concern: &Concern<'_>) -> bool {
    let of_task = |state: &&TaskState<'_>| state.id == concern.task;
    report.tasks.iter().find(of_task).is_some_and(|state| {
        let is_here = |entry: &super::Entry<'_>| entry.cite.row_key() == concern.cite.row_key();
        let speaks = state.entry.as_ref().is_some_and(is_here);
        speaks && needs_attention(state)
    })
}

/// Whether a task is overdue, paused or not begun.
fn needs_attention(state: &TaskState<'_>) -> bool {
    let status = state.entry.as_ref().map(|entry| entry.status);
    matches!(state.timing, Timing::Overdue(_))
        || matches!(status, Some(Status::Paused | Status::NotStarted))
}
