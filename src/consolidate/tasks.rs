//! The state of each task: the lead's latest row, its status and timing, and the previous state.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Folder;
use super::entry::{Entries, Entry, LeadHistory};
use super::recurrence::Recurrence;
use crate::check::{self, DueBy};
use crate::plan::{AgencyId, Origin, Period, Plan, Status, TaskId};
use crate::text::ratio;

/// A task against its due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Complete.
    Done,
    /// No due date is set.
    NoDate,
    /// The due date has not passed.
    OnTime,
    /// The due date passed this many days ago.
    Overdue(i64),
    /// "Không phát sinh": nothing can be late.
    Nothing,
    /// Unknown in this period.
    Unknown,
}

/// The due date of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDate {
    /// The day.
    pub day: NaiveDate,
    /// Who set it.
    pub by: DueBy,
    /// The earlier period in which the lead stated it, if this period's row does not.
    pub stated_in: Option<Period>,
}

/// The lead's entry in the previous period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviousState {
    /// Its status.
    pub status: Status,
    /// Progress in hundredths of a percent.
    pub progress: Option<i64>,
    /// The timing on the cut-off day of that report.
    pub timing: Timing,
}

/// The state of a task in a period.
#[derive(Debug, Clone)]
pub struct TaskState<'a> {
    /// The task.
    pub id: TaskId,
    /// Index of its group; `None` outside the appendix.
    pub group: Option<usize>,
    /// Its lead.
    pub lead: Option<AgencyId>,
    /// The lead's latest entry.
    pub entry: Option<Entry<'a>>,
    /// The latest entries of the others, by kind and by name in Vietnamese order.
    pub others: Vec<Entry<'a>>,
    /// Whether the lead's row exists but is left out because of an error.
    pub left_out: bool,
    /// In a longer period, the earlier quarter from which the lead's entry is taken.
    pub reported_in: Option<Period>,
    /// The later quarter in which the lead's row is left out because of an error.
    pub later_rejected: Option<Period>,
    /// The state in the previous period.
    pub previous: Option<PreviousState>,
    /// Its due date.
    pub due: Option<DueDate>,
    /// The timing against that date.
    pub timing: Timing,
    /// Days since the lead's last entry, if it is silent and no due date is set.
    pub silent_days: Option<i64>,
    /// Since when it has its status; `None` without an entry of the lead.
    pub recurrence: Option<Recurrence>,
    /// The lead's entries through the quarters of a longer period.
    pub path: Vec<Entry<'a>>,
}

impl TaskState<'_> {
    /// Change of progress since the previous period, in hundredths of a percent.
    pub fn change(&self) -> Option<i64> {
        Some(self.entry.as_ref()?.progress()? - self.previous?.progress?)
    }
}

/// Counts over tasks. Lists are kept as the provenance of each count.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// All tasks counted.
    pub tasks: Vec<TaskId>,
    /// By status, every status present.
    pub by_status: BTreeMap<Status, Vec<TaskId>>,
    /// Without a valid row of the lead.
    pub unreported: Vec<TaskId>,
    /// Overdue, with the number of days.
    pub overdue: Vec<(TaskId, i64)>,
    /// In progress and within the due date.
    pub on_time: Vec<TaskId>,
    /// In progress without a due date.
    pub no_date: Vec<TaskId>,
    /// In none of these three: complete, "không phát sinh", or unknown without a due date.
    pub undated: Vec<(TaskId, Timing)>,
    /// The simple mean of the stated progress.
    pub mean_progress: Option<ratio::Share>,
    /// Number of tasks in the mean.
    pub mean_over: usize,
    /// The tasks in the mean.
    pub measured: Vec<TaskId>,
    /// The means over the tasks that also state progress in the previous period.
    pub common: Option<CommonMean>,
}

/// Means of progress over the same tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommonMean {
    /// In the previous period.
    pub before: ratio::Share,
    /// In this one.
    pub now: ratio::Share,
    /// Number of tasks.
    pub over: usize,
    /// Whether the mean of either period covers other tasks too.
    pub base_changed: bool,
}

impl Figures {
    pub(super) fn of<'a>(tasks: impl Iterator<Item = &'a TaskState<'a>>) -> Self {
        let mut figures = Self::default();
        for status in Status::ALL {
            figures.by_status.insert(*status, Vec::new());
        }
        let (mut sum, mut common, mut measured_before) = (0, (0, 0, 0), 0);
        for task in tasks {
            figures.tasks.push(task.id);
            measured_before += usize::from(task.previous.is_some_and(|b| b.progress.is_some()));
            match task.timing {
                Timing::Overdue(days) => figures.overdue.push((task.id, days)),
                Timing::OnTime => figures.on_time.push(task.id),
                Timing::NoDate => figures.no_date.push(task.id),
                other => figures.undated.push((task.id, other)),
            }
            let Some(entry) = &task.entry else {
                figures.unreported.push(task.id);
                continue;
            };
            figures.by_status.entry(entry.status).or_default().push(task.id);
            if let Some(progress) = entry.progress() {
                sum += progress;
                figures.mean_over += 1;
                figures.measured.push(task.id);
            }
            if let Some((now, before)) =
                entry.progress().zip(task.previous.and_then(|b| b.progress))
            {
                common.0 += before;
                common.1 += now;
                common.2 += 1;
            }
        }
        let mean = ratio::Share::mean;
        figures.common =
            mean(common.0, common.2).zip(mean(common.1, common.2)).map(|(before, now)| {
                CommonMean {
                    before,
                    now,
                    over: common.2,
                    base_changed: common.2 != figures.mean_over || common.2 != measured_before,
                }
            });
        figures.mean_progress = mean(sum, figures.mean_over);
        figures
    }

    /// Number of tasks with this status.
    pub fn count(&self, status: Status) -> usize {
        self.by_status.get(&status).map_or(0, Vec::len)
    }
}

/// What the states of a period are computed from.
#[derive(Debug, Clone, Copy)]
pub(super) struct PeriodContext<'b, 'a> {
    pub(super) plan: &'a Plan,
    pub(super) period: Period,
    /// The cut-off day.
    pub(super) as_of: NaiveDate,
    /// The folders of the period, oldest first.
    pub(super) folders: &'b [&'a Folder],
    /// The entries of the folders.
    pub(super) entries: &'b Entries<'a>,
    /// The entries of leads in earlier periods.
    pub(super) history: &'b LeadHistory<'a>,
}

impl<'a> PeriodContext<'_, 'a> {
    /// The states of all tasks, in and outside the appendix, in the plan's order.
    pub(super) fn states(&self) -> Vec<TaskState<'a>> {
        let rejected = self.rejected();
        self.plan.task_ids().map(|id| self.state(id, &rejected)).collect()
    }

    fn state(&self, id: TaskId, rejected: &[RejectedRow]) -> TaskState<'a> {
        let plan = self.plan;
        let task = plan.task(id);
        let window = plan.window(self.period);
        let leads = plan.leads(id, window.end);
        let entry = self.entries.led_entries(id).rev().find(|e| is_of(plan, leads, e)).cloned();
        let mut others: Vec<Entry<'a>> = self
            .entries
            .latest_of_task(id)
            .filter(|e| entry.as_ref().is_none_or(|own| own.cite != e.cite))
            .cloned()
            .collect();
        others.sort_by_key(|e| plan.register.rank(e.agency));
        let of_lead = |r: &&RejectedRow| {
            let led = || plan.leads(id, plan.window(r.period).end);
            r.task == id && has_body(plan, leads, r.agency) && led().contains(&r.agency)
        };
        let rejected = rejected.iter().filter(of_lead).max_by_key(|r| plan.window(r.period).end);
        let rejected = rejected.map(|r| r.period);
        let due = self.due(id, leads, entry.as_ref());
        let timing = self.timing(id, leads, entry.as_ref(), due);
        // A rejected row is not silence.
        let left_out = entry.is_none() && rejected.is_some();
        let silent = entry.is_none() && due.is_none() && !left_out;
        let last_part =
            plan.quarters(self.period).last().map_or(window.end, |p| plan.window(*p).end);
        TaskState {
            id,
            group: match task.origin {
                Origin::Appendix { group } => Some(group),
                _ => None,
            },
            left_out,
            reported_in: entry
                .as_ref()
                .map(|e| e.period)
                .filter(|p| plan.window(*p).end < last_part),
            later_rejected: entry
                .as_ref()
                .and_then(|e| rejected.filter(|p| plan.window(*p).end > plan.window(e.period).end)),
            previous: None,
            recurrence: None,
            silent_days: leads
                .iter()
                .filter(|_| silent)
                .filter_map(|l| self.silent_days(id, *l))
                .min(),
            path: self.entries.led_entries(id).cloned().collect(),
            lead: leads.first().copied(),
            entry,
            others,
            due,
            timing,
        }
    }

    /// The due date: the plan's, else the one the lead last stated, in this period or before.
    fn due(&self, id: TaskId, leads: &[AgencyId], entry: Option<&Entry<'_>>) -> Option<DueDate> {
        let plan = self.plan;
        let own = entry.and_then(|e| e.due());
        let stated = self.stated(id, leads).find_map(|e| Some((e.due()?, e.period)));
        let due = check::due(plan, id, own.or(stated.map(|(day, _)| day)))?;
        let by_agency = due.by == DueBy::Agency && own.is_none();
        Some(DueDate {
            day: due.day,
            by: due.by,
            stated_in: stated.map(|(_, period)| period).filter(|_| by_agency),
        })
    }

    /// The entries of the leads of a task, newest first, earlier periods included.
    fn stated<'s>(
        &'s self,
        id: TaskId,
        leads: &'s [AgencyId],
    ) -> impl Iterator<Item = &'s Entry<'a>> {
        let start = self.plan.window(self.period).start;
        let before = self.history.before(self.plan, id, start);
        self.entries.led_entries(id).rev().chain(before).filter(move |e| is_of(self.plan, leads, e))
    }

    /// A task against its due date. An overdue task whose lead is silent stays overdue until a row
    /// says otherwise.
    fn timing(
        &self,
        id: TaskId,
        leads: &[AgencyId],
        entry: Option<&Entry<'_>>,
        due: Option<DueDate>,
    ) -> Timing {
        let latest = entry.or_else(|| self.stated(id, leads).next());
        let status = latest.map(|e| e.status);
        match (status, due) {
            (Some(Status::Complete), _) if entry.is_some() => Timing::Done,
            (Some(Status::Nothing), _) if entry.is_some() => Timing::Nothing,
            (Some(Status::Complete | Status::Nothing), _) => Timing::Unknown,
            (_, None) if entry.is_some() => Timing::NoDate,
            (_, None) => Timing::Unknown,
            (status, Some(due)) => {
                let status = status.unwrap_or(Status::NotStarted);
                match check::days_overdue(status, due.day, self.as_of) {
                    Some(days) => Timing::Overdue(days),
                    None => Timing::OnTime,
                }
            }
        }
    }

    /// The rows that were read and rejected.
    fn rejected(&self) -> Vec<RejectedRow> {
        let mut rejected = Vec::new();
        for folder in self.folders {
            for (row, _) in folder.checked.files.iter().flat_map(|f| f.rows()).filter(|(_, c)| !c) {
                if let Some((task, agency)) = row.task.value().zip(row.agency.value()) {
                    // A row that names the period of another folder belongs to its own folder.
                    let parts = self.plan.quarters(folder.period);
                    let own = row.period.value().filter(|period| parts.contains(period));
                    let period = own.unwrap_or(folder.period);
                    rejected.push(RejectedRow { task, agency, period });
                }
            }
        }
        rejected
    }

    /// Days since the end of the last data window with an entry of the lead on the task, or,
    /// without one, since the lead became responsible for it.
    fn silent_days(&self, id: TaskId, lead: AgencyId) -> Option<i64> {
        let plan = self.plan;
        let leads = [lead];
        // Entries from when it only coordinated do not count.
        let last = self.stated(id, &leads).next().map_or_else(
            || plan.answers_since(id, plan.window(self.period).end),
            |entry| plan.window(entry.period).end,
        );
        let days = (self.as_of - last).num_days();
        (days > i64::from(plan.reporting.silent_days)).then_some(days)
    }
}

/// A row that was read and rejected.
struct RejectedRow {
    task: TaskId,
    agency: AgencyId,
    period: Period,
}

/// Whether an entry belongs to one of these agencies, under any of their names.
fn is_of(plan: &Plan, agencies: &[AgencyId], entry: &Entry<'_>) -> bool {
    has_body(plan, agencies, entry.agency)
}

fn has_body(plan: &Plan, agencies: &[AgencyId], agency: AgencyId) -> bool {
    let body = plan.register.body(agency);
    agencies.iter().any(|id| plan.register.body(*id) == body)
}
