//! The previous period, with which a report is compared.

use std::collections::HashMap;

use super::entry::{self, LeadHistory};
use super::input::{Folder, Input};
use super::personal::Audience;
use super::tasks::{PeriodContext, TaskState};
use crate::plan::{AgencyId, Period, TaskId};
use crate::submission::source_periods;

/// The previous period of the same kind, if it has files.
pub(super) struct Previous<'a> {
    pub(super) period: Period,
    pub(super) folders: Vec<&'a Folder>,
    /// The states of the tasks in its own report, in the plan's order.
    pub(super) states: Vec<TaskState<'a>>,
    /// The latest progress of each body on each task.
    pub(super) progress: Progress,
}

/// The latest progress of each body on each task, in hundredths of a percent.
pub(super) type Progress = HashMap<(TaskId, AgencyId), i64>;

impl<'a> Previous<'a> {
    pub(super) fn of(
        input: &Input<'a>,
        history: &LeadHistory<'a>,
        audience: Audience,
    ) -> Option<Self> {
        let (plan, period) = (input.plan, input.period.previous()?);
        let folders = previous_folders(input, period)?;
        let entries = entry::gather(plan, folders.iter().copied(), audience);
        let context = PeriodContext {
            plan,
            period,
            as_of: folders.last()?.as_of,
            folders: &folders,
            entries: &entries,
            history,
        };
        let states = context.states();
        let latest = entries.latest();
        let progress = latest.filter_map(|(key, entry)| Some((key, entry.progress()?))).collect();
        Some(Self { period, folders, states, progress })
    }
}

/// The folders of the previous period; `None` if there are none.
pub(super) fn previous_folders<'a>(input: &Input<'a>, period: Period) -> Option<Vec<&'a Folder>> {
    let known: Vec<(Period, bool)> =
        input.earlier.iter().map(|f| (f.period, f.checked.has_tables())).collect();
    let made = source_periods(input.plan, period, &known);
    let folders: Vec<&Folder> =
        input.earlier.iter().map(|f| &**f).filter(|f| made.contains(&f.period)).collect();
    (!folders.is_empty()).then_some(folders)
}
