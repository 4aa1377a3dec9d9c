//! How far each task is: the lead's latest row, two axes, and what it was before.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Input;
use super::entry::{Entries, Entry, Step};
use crate::plan::{AgencyId, Origin, Plan, Status, TaskId};
use crate::text::number;

/// A task against its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// It is complete.
    Done,
    /// No date was set for it.
    NoDate,
    /// Its date has not passed.
    OnTime,
    /// Its date passed so many days ago.
    Overdue(i64),
    /// Nothing is known of it in this period.
    Unknown,
}

/// What the lead had said in the previous period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// How far it was.
    pub status: Status,
    /// Progress in hundredths of a percent.
    pub progress: Option<i64>,
    /// How it stood against its date, on the day of that report.
    pub timing: Timing,
}

/// A task in a period.
#[derive(Debug, Clone)]
pub struct TaskState<'a> {
    /// Which.
    pub id: TaskId,
    /// Index of its group; `None` for what stands beside the appendix.
    pub group: Option<usize>,
    /// Who leads it.
    pub lead: Option<AgencyId>,
    /// What the lead said last.
    pub entry: Option<Entry<'a>>,
    /// What the others said last, in Vietnamese order of their names within each kind.
    pub others: Vec<Entry<'a>>,
    /// Whether the lead's row is there but left out because of an error.
    pub left_out: bool,
    /// What the lead had said before.
    pub before: Option<Before>,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
    /// Against that day.
    pub timing: Timing,
    /// Days since the lead last said anything, where it is silent and no date is set.
    pub silent_days: Option<i64>,
    /// The way through the quarters of a longer period.
    pub path: Vec<Step>,
}

impl TaskState<'_> {
    /// Change of progress since the previous period, in hundredths of a percent.
    pub fn change(&self) -> Option<i64> {
        Some(self.entry.as_ref()?.progress? - self.before?.progress?)
    }
}

/// Counts over tasks. Lists are kept, not only numbers: they say what was counted.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// All tasks counted.
    pub tasks: Vec<TaskId>,
    /// By status, every status present.
    pub by_status: BTreeMap<Status, Vec<TaskId>>,
    /// Without a valid row of the lead.
    pub unreported: Vec<TaskId>,
    /// Overdue, with days.
    pub overdue: Vec<(TaskId, i64)>,
    /// Under way and within their date.
    pub on_time: Vec<TaskId>,
    /// Under way without a date.
    pub no_date: Vec<TaskId>,
    /// The simple mean of the progress of those that gave one, in hundredths of a percent.
    pub mean_progress: Option<i64>,
    /// Over how many tasks the mean was taken.
    pub mean_over: usize,
}

impl Figures {
    pub(super) fn of<'a>(tasks: impl Iterator<Item = &'a TaskState<'a>>) -> Self {
        let mut figures = Self::default();
        for status in Status::ALL {
            figures.by_status.insert(*status, Vec::new());
        }
        let mut sum = 0;
        for task in tasks {
            figures.tasks.push(task.id);
            let Some(entry) = &task.entry else {
                figures.unreported.push(task.id);
                continue;
            };
            figures.by_status.entry(entry.status).or_default().push(task.id);
            match task.timing {
                Timing::Overdue(days) => figures.overdue.push((task.id, days)),
                Timing::OnTime => figures.on_time.push(task.id),
                Timing::NoDate => figures.no_date.push(task.id),
                Timing::Done | Timing::Unknown => {}
            }
            if let Some(progress) = entry.progress {
                sum += progress;
                figures.mean_over += 1;
            }
        }
        figures.mean_progress = number::mean(sum, figures.mean_over);
        figures
    }

    /// How many have this status.
    pub fn count(&self, status: Status) -> usize {
        self.by_status.get(&status).map_or(0, Vec::len)
    }
}

/// States of the appendix's tasks, and of what stands beside it.
pub(super) fn states<'a>(
    input: &Input<'a>,
    entries: &Entries<'a>,
    before: Option<&Entries<'a>>,
) -> (Vec<TaskState<'a>>, Vec<TaskState<'a>>) {
    let all = input.plan.task_ids().map(|id| state(input, id, entries, before));
    all.partition(|state| state.group.is_some())
}

fn state<'a>(
    input: &Input<'a>,
    id: TaskId,
    entries: &Entries<'a>,
    before: Option<&Entries<'a>>,
) -> TaskState<'a> {
    let plan = input.plan;
    let task = plan.task(id);
    let day = plan.window(input.period).end;
    let lead = task.assignment(day).lead;
    let of_task =
        || entries.latest.range((id, AgencyId::FIRST)..=(id, AgencyId::LAST)).map(|(_, e)| e);
    let entry = lead.and_then(|lead| entries.latest.get(&(id, lead))).cloned();
    let mut others: Vec<Entry<'a>> =
        of_task().filter(|e| Some(e.agency) != lead).cloned().collect();
    others.sort_by_key(|e| plan.register.rank(e.agency));
    let due = task.due.or_else(|| entry.as_ref().and_then(|e| e.due));
    // A row that is there and does not count is no silence.
    let left_out = entry.is_none() && lead.is_some_and(|lead| is_left_out(input, id, lead));
    let timing = entry.as_ref().map_or(Timing::Unknown, |e| timing(e.status, due, input.as_of));
    TaskState {
        id,
        group: match task.origin {
            Origin::Appendix { group } => Some(group),
            _ => None,
        },
        left_out,
        before: before.and_then(|before| before_of(input, id, before)),
        silent_days: match (&entry, lead, due) {
            (None, Some(lead), None) if !left_out => silent_days(input, id, lead),
            _ => None,
        },
        path: entries.path(id),
        lead,
        entry,
        others,
        due,
        timing,
    }
}

fn timing(status: Status, due: Option<NaiveDate>, as_of: NaiveDate) -> Timing {
    match (status, due) {
        (Status::Complete, _) => Timing::Done,
        (_, None) => Timing::NoDate,
        (_, Some(due)) if due < as_of => Timing::Overdue((as_of - due).num_days()),
        _ => Timing::OnTime,
    }
}

/// What was said by whoever led the task then: the task may have been given to another since.
fn before_of(input: &Input<'_>, id: TaskId, before: &Entries<'_>) -> Option<Before> {
    let entry = before.led(id).next_back()?;
    let due = input.plan.task(id).due.or(entry.due);
    Some(Before {
        status: entry.status,
        progress: entry.progress,
        timing: timing(entry.status, due, entry.as_of),
    })
}

/// A row of the lead on this task that could be read and does not count.
fn is_left_out(input: &Input<'_>, id: TaskId, lead: AgencyId) -> bool {
    input.current.iter().flat_map(|f| &f.checked.files).any(|checked| {
        checked.file.submission.as_ref().is_some_and(|s| {
            s.rows.iter().any(|r| r.task.value() == Some(id) && r.agency.value() == Some(lead))
        })
    })
}

/// Days since the end of the last data window for which the lead said something on the task, or
/// since it had to answer for the task when it never did.
fn silent_days(input: &Input<'_>, id: TaskId, lead: AgencyId) -> Option<i64> {
    let plan: &Plan = input.plan;
    let last = input
        .earlier
        .iter()
        .rev()
        .find(|f| f.checked.rows().any(|r| r.task() == id && r.agency() == lead))
        .map_or(plan.answers_since(id, plan.window(input.period).end), |f| {
            plan.window(f.period).end
        });
    let days = (input.as_of - last).num_days();
    (days > i64::from(plan.reporting.silent_days)).then_some(days)
}
