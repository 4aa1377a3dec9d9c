//! How far each task is: the lead's latest row, two axes, and what it was before.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Folder;
use super::entry::{Entries, Entry, LeadHistory};
use crate::check::{self, DueBy};
use crate::plan::{AgencyId, Origin, Period, Plan, Status, TaskId};
use crate::text::ratio;

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
    /// Nothing came up, so that there is nothing to be late with.
    Nothing,
    /// Nothing is known of it in this period.
    Unknown,
}

/// The day by which a task is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDate {
    /// The day.
    pub day: NaiveDate,
    /// Who set it.
    pub by: DueBy,
    /// The earlier period in which the lead stated it, where its row of this period does not.
    pub stated_in: Option<Period>,
}

/// What the lead had said in the previous period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviousState {
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
    /// The earlier part of a longer period of which the lead's word is.
    pub reported_in: Option<Period>,
    /// The part after it of which the lead's row is left out because of an error.
    pub later_rejected: Option<Period>,
    /// What the lead had said before.
    pub previous: Option<PreviousState>,
    /// The day by which it is to be done.
    pub due: Option<DueDate>,
    /// Against that day.
    pub timing: Timing,
    /// Days since the lead last said anything, where it is silent and no date is set.
    pub silent_days: Option<i64>,
    /// The way through the quarters of a longer period.
    pub path: Vec<Entry<'a>>,
}

impl TaskState<'_> {
    /// Change of progress since the previous period, in hundredths of a percent.
    pub fn change(&self) -> Option<i64> {
        Some(self.entry.as_ref()?.progress? - self.previous?.progress?)
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
    /// In none of these three: complete, nothing came up, or nothing is known and no date counts.
    pub undated: Vec<(TaskId, Timing)>,
    /// The simple mean of the progress of those that gave one.
    pub mean_progress: Option<ratio::Share>,
    /// Over how many tasks the mean was taken.
    pub mean_over: usize,
    /// Over which.
    pub measured: Vec<TaskId>,
    /// The mean over the tasks that gave progress in the previous period too.
    pub common: Option<CommonMean>,
}

/// Means of progress over the same tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommonMean {
    /// In the previous period.
    pub before: ratio::Share,
    /// In this one.
    pub now: ratio::Share,
    /// Over how many tasks.
    pub over: usize,
    /// Whether the mean of either period is over other tasks as well.
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
            if let Some(progress) = entry.progress {
                sum += progress;
                figures.mean_over += 1;
                figures.measured.push(task.id);
            }
            if let Some((now, before)) = entry.progress.zip(task.previous.and_then(|b| b.progress))
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

    /// How many have this status.
    pub fn count(&self, status: Status) -> usize {
        self.by_status.get(&status).map_or(0, Vec::len)
    }
}

/// What states are taken from.
#[derive(Debug, Clone, Copy)]
pub(super) struct PeriodContext<'b, 'a> {
    pub(super) plan: &'a Plan,
    pub(super) period: Period,
    /// The day up to which everything is counted.
    pub(super) as_of: NaiveDate,
    /// The folders of the period, oldest first.
    pub(super) folders: &'b [&'a Folder],
    /// What the rows of the folders say.
    pub(super) entries: &'b Entries<'a>,
    /// What leads said in earlier periods.
    pub(super) history: &'b LeadHistory<'a>,
}

impl<'a> PeriodContext<'_, 'a> {
    /// States of the appendix's tasks, and of what stands beside it, in the plan's order.
    pub(super) fn states(&self) -> Vec<TaskState<'a>> {
        let rejected = self.rejected();
        self.plan.task_ids().map(|id| self.state(id, &rejected)).collect()
    }

    fn state(&self, id: TaskId, rejected: &[RejectedRow]) -> TaskState<'a> {
        let plan = self.plan;
        let task = plan.task(id);
        let window = plan.window(self.period);
        let leads = plan.leads(id, window.end);
        let entry = self.entries.led(id).rev().find(|e| is_of(plan, leads, e)).cloned();
        let mut others: Vec<Entry<'a>> = self
            .entries
            .latest
            .range((id, AgencyId::FIRST)..=(id, AgencyId::LAST))
            .map(|(_, e)| e)
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
        // A row that is there and does not count is no silence.
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
            silent_days: leads
                .iter()
                .filter(|_| silent)
                .filter_map(|l| self.silent_days(id, *l))
                .min(),
            path: self.entries.path(id),
            lead: leads.first().copied(),
            entry,
            others,
            due,
            timing,
        }
    }

    /// The due date: that of the plan, else the one that the lead last stated, now or before.
    fn due(&self, id: TaskId, leads: &[AgencyId], entry: Option<&Entry<'_>>) -> Option<DueDate> {
        let plan = self.plan;
        let own = entry.and_then(|e| e.due);
        let stated = self.stated(id, leads).find_map(|e| Some((e.due?, e.period)));
        let due = check::due(plan, id, own.or(stated.map(|(day, _)| day)))?;
        let by_agency = due.by == DueBy::Agency && own.is_none();
        Some(DueDate {
            day: due.day,
            by: due.by,
            stated_in: stated.map(|(_, period)| period).filter(|_| by_agency),
        })
    }

    /// What the leads of a task said on it, newest first, earlier periods included.
    fn stated<'s>(
        &'s self,
        id: TaskId,
        leads: &'s [AgencyId],
    ) -> impl Iterator<Item = &'s Entry<'a>> {
        let start = self.plan.window(self.period).start;
        let before = self.history.before(self.plan, id, start);
        self.entries.led(id).rev().chain(before).filter(move |e| is_of(self.plan, leads, e))
    }

    /// A task against its date. While its lead is silent, its date goes on counting: an overdue task
    /// stays overdue until somebody says otherwise.
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

    /// The rows that could be read and do not count.
    fn rejected(&self) -> Vec<RejectedRow> {
        let mut rejected = Vec::new();
        for folder in self.folders {
            for (row, _) in folder.checked.files.iter().flat_map(|f| f.rows()).filter(|(_, c)| !c) {
                if let Some((task, agency)) = row.task.value().zip(row.agency.value()) {
                    // A row that names a period of another folder is of the folder in which it lies.
                    let parts = self.plan.quarters(folder.period);
                    let own = row.period.value().filter(|period| parts.contains(period));
                    let period = own.unwrap_or(folder.period);
                    rejected.push(RejectedRow { task, agency, period });
                }
            }
        }
        rejected
    }

    /// Days since the end of the last data window for which a lead said something on the task, or
    /// since it had to answer for the task when it never did.
    fn silent_days(&self, id: TaskId, lead: AgencyId) -> Option<i64> {
        let plan = self.plan;
        let leads = [lead];
        // What it wrote while it only coordinated is no answer for the task.
        let last = self.stated(id, &leads).next().map_or_else(
            || plan.answers_since(id, plan.window(self.period).end),
            |entry| plan.window(entry.period).end,
        );
        let days = (self.as_of - last).num_days();
        (days > i64::from(plan.reporting.silent_days)).then_some(days)
    }
}

/// A row that could be read and does not count.
struct RejectedRow {
    task: TaskId,
    agency: AgencyId,
    period: Period,
}

/// Whether an entry is of one of these agencies, under whatever name.
fn is_of(plan: &Plan, agencies: &[AgencyId], entry: &Entry<'_>) -> bool {
    has_body(plan, agencies, entry.agency)
}

fn has_body(plan: &Plan, agencies: &[AgencyId], agency: AgencyId) -> bool {
    let body = plan.register.body(agency);
    agencies.iter().any(|id| plan.register.body(*id) == body)
}
