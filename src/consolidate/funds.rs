//! Money: by budget year, source and agency, in whole đồng, cumulative in the year.
//!
//! Amounts are cumulative, so an amount stands until a later row of the same budget year
//! supersedes it; an empty cell changes nothing. Amounts of two years are never added, nor those of
//! a dissolved body to those of its successors, since they may be the same money.

use std::collections::{BTreeMap, BTreeSet};

use super::Input;
use super::entry::{self, Entries, Entry};
use super::personal::Audience;
use crate::plan::{AgencyId, Period, Plan, SourceOfFunds, TaskId};
use crate::text::ratio;

/// Sums of amounts. The share covers only rows that state both amounts, and is that of one source:
/// sources are never added up into a rate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Money {
    /// Pairs of agency and task with an amount.
    pub rows: usize,
    /// Allocated; `None` when no row states it.
    pub allocated: Option<i128>,
    /// Disbursed; `None` when no row states it.
    pub disbursed: Option<i128>,
    /// How many state both.
    pub both_rows: usize,
    /// Allocated in those.
    pub both_allocated: i128,
    /// Disbursed in those.
    pub both_disbursed: i128,
    /// Their only source so far.
    source: Option<SourceOfFunds>,
    is_of_several: bool,
}

impl Money {
    fn add(&mut self, stated: &TaskFunds<'_>) {
        self.is_of_several |= self.rows > 0 && self.source != stated.source;
        self.source = stated.source;
        self.rows += 1;
        let value = |amount: &Option<Amount<'_>>| amount.as_ref().map(|a| i128::from(a.value));
        let (allocated, disbursed) = (value(&stated.allocated), value(&stated.disbursed));
        let add = |sum: &mut Option<i128>, part: Option<i128>| {
            if let Some(part) = part {
                *sum = Some(sum.unwrap_or(0) + part);
            }
        };
        add(&mut self.allocated, allocated);
        add(&mut self.disbursed, disbursed);
        if let Some((allocated, disbursed)) = allocated.zip(disbursed) {
            self.both_rows += 1;
            self.both_allocated += allocated;
            self.both_disbursed += disbursed;
        }
    }

    /// Disbursed over allocated, for rows that state both; `None` over several sources.
    pub fn share(&self) -> Option<ratio::Share> {
        let share = ratio::Share::of(self.both_disbursed, self.both_allocated);
        share.filter(|_| !self.is_of_several)
    }
}

/// An amount and the row that stated it.
#[derive(Debug, Clone)]
pub struct Amount<'a> {
    /// In đồng.
    pub value: i64,
    /// The row that states it.
    pub entry: Entry<'a>,
    /// Folder and file of the row, if it belongs to an earlier period.
    pub earlier: Option<(Period, &'a str)>,
}

/// The latest amounts of a body for a task in a budget year.
#[derive(Debug, Clone)]
pub struct TaskFunds<'a> {
    /// The agency, under its latest name.
    pub agency: AgencyId,
    /// The task.
    pub task: TaskId,
    /// The source; `None` if the latest row names none.
    pub source: Option<SourceOfFunds>,
    /// Allocated.
    pub allocated: Option<Amount<'a>>,
    /// Disbursed.
    pub disbursed: Option<Amount<'a>>,
}

impl<'a> TaskFunds<'a> {
    /// The amounts, allocated first.
    pub fn amounts(&self) -> impl Iterator<Item = &Amount<'a>> {
        self.allocated.iter().chain(&self.disbursed)
    }
}

/// The money of one source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceFunds {
    /// The source; `None` for amounts without one.
    pub source: Option<SourceOfFunds>,
    /// Its amounts.
    pub money: Money,
    /// Number of agencies that state one.
    pub agencies: usize,
}

/// A task with a large part of the state budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeavyTask {
    /// The task.
    pub task: TaskId,
    /// Allocated for it, in đồng.
    pub allocated: i128,
    /// Its part of the budget allocated.
    pub share: ratio::Share,
}

/// The money of one budget year.
#[derive(Debug, Clone, Default)]
pub struct YearFunds<'a> {
    /// The year.
    pub year: i32,
    /// The total.
    pub total: Money,
    /// By source, in list order; amounts without a source last.
    pub by_source: Vec<SourceFunds>,
    /// Tasks with more of the state budget allocated than `limits.large_share_percent`, if it is allocated for several tasks.
    pub heavy: Vec<HeavyTask>,
    /// By agency, in the register's order.
    pub by_agency: Vec<(AgencyId, Money)>,
    /// The stated amounts, in the plan's order.
    pub stated: Vec<TaskFunds<'a>>,
    /// The amounts of dissolved bodies, in none of the sums above.
    pub dissolved: Vec<TaskFunds<'a>>,
    /// Its sum.
    pub dissolved_total: Money,
}

/// The money of a period.
#[derive(Debug, Clone)]
pub struct Funds<'a> {
    /// The last budget year of the period.
    pub latest: YearFunds<'a>,
    /// Earlier budget years for which the period has folders and an amount is known, oldest first.
    pub earlier: Vec<YearFunds<'a>>,
}

type Key = (i32, TaskId, AgencyId);

pub(super) fn of<'a>(input: &Input<'a>, entries: &Entries<'a>) -> Funds<'a> {
    let plan = input.plan;
    let last = plan.budget_year(input.period);
    // For a year with a folder in the period, earlier amounts stand even if no row of the folder
    // states a new one.
    let folders = input.current.iter().map(|f| plan.budget_year(f.period));
    let mut years: BTreeSet<i32> = entries.all.iter().map(|e| e.year).chain(folders).collect();
    years.insert(last);
    let mut stated: BTreeMap<Key, TaskFunds<'a>> = BTreeMap::new();
    let earlier = input.earlier.iter();
    for folder in earlier.filter(|f| years.contains(&plan.budget_year(f.period))) {
        for entry in entry::of_folder(plan, folder, 0, Audience::Internal).filter(has_amount) {
            let name: &'a str = &folder.checked.files[entry.cite.source()].file.name;
            take(plan, &mut stated, &entry, Some((folder.period, name)));
        }
    }
    let mut current: Vec<&Entry<'a>> = entries.all.iter().filter(|e| has_amount(e)).collect();
    current.sort_by_key(|e| plan.window(e.period).end);
    for entry in current {
        take(plan, &mut stated, entry, None);
    }
    let mut all: BTreeMap<i32, Vec<TaskFunds<'a>>> = BTreeMap::new();
    for ((year, ..), one) in stated {
        all.entry(year).or_default().push(one);
    }
    let mut year = |year| of_year(input, year, all.remove(&year).unwrap_or_default());
    let earlier_years = years.iter().filter(|y| **y < last).map(|y| year(*y));
    let earlier_years = earlier_years
        .filter(|year| !year.stated.is_empty() || !year.dissolved.is_empty())
        .collect();
    Funds { latest: year(last), earlier: earlier_years }
}

fn has_amount(entry: &Entry<'_>) -> bool {
    entry.allocated().is_some() || entry.disbursed().is_some()
}

/// Adds a row that is later than all rows added so far.
fn take<'a>(
    plan: &Plan,
    stated: &mut BTreeMap<Key, TaskFunds<'a>>,
    entry: &Entry<'a>,
    earlier: Option<(Period, &'a str)>,
) {
    let key = (entry.year, entry.task, plan.register.body(entry.agency));
    let one = stated.entry(key).or_insert_with(|| TaskFunds {
        agency: entry.agency,
        task: entry.task,
        source: None,
        allocated: None,
        disbursed: None,
    });
    let amount = |value| Amount { value, entry: *entry, earlier };
    one.agency = entry.agency;
    one.source = entry.funds();
    one.allocated = entry.allocated().map(amount).or(one.allocated.take());
    one.disbursed = entry.disbursed().map(amount).or(one.disbursed.take());
}

fn of_year<'a>(input: &Input<'a>, year: i32, all: Vec<TaskFunds<'a>>) -> YearFunds<'a> {
    let (register, end) = (&input.plan.register, input.plan.window(input.period).end);
    let mut funds = YearFunds { year, ..YearFunds::default() };
    let mut by_source: BTreeMap<(bool, Option<SourceOfFunds>), (Money, BTreeSet<AgencyId>)> =
        BTreeMap::new();
    let mut by_agency: BTreeMap<AgencyId, Money> = BTreeMap::new();
    for mut stated in all {
        stated.agency = register.named_on(stated.agency, end);
        if !register.agency(stated.agency).in_force(end) {
            funds.dissolved_total.add(&stated);
            funds.dissolved.push(stated);
            continue;
        }
        funds.total.add(&stated);
        let source = by_source.entry((stated.source.is_none(), stated.source)).or_default();
        source.0.add(&stated);
        source.1.insert(stated.agency);
        by_agency.entry(stated.agency).or_default().add(&stated);
        funds.stated.push(stated);
    }
    let of = |((_, source), (money, agencies)): ((bool, _), (Money, BTreeSet<AgencyId>))| {
        SourceFunds { source, money, agencies: agencies.len() }
    };
    funds.by_source = by_source.into_iter().map(of).collect();
    funds.heavy = heavy(&funds, input.plan.reporting.limits.large_share_percent);
    funds.by_agency = by_agency.into_iter().collect();
    funds
}

/// The tasks with a large part of the state budget, the largest first.
fn heavy(funds: &YearFunds<'_>, most_percent: u32) -> Vec<HeavyTask> {
    let most = i128::from(most_percent);
    let is_budget = |source: Option<SourceOfFunds>| source == Some(SourceOfFunds::Budget);
    let mut by_task: BTreeMap<TaskId, i128> = BTreeMap::new();
    for stated in funds.stated.iter().filter(|stated| is_budget(stated.source)) {
        let allocated = stated.allocated.as_ref().map_or(0, |amount| i128::from(amount.value));
        *by_task.entry(stated.task).or_default() += allocated;
    }
    by_task.retain(|_, allocated| *allocated > 0);
    let whole: i128 = by_task.values().sum();
    let several = by_task.len() > 1;
    let parts = by_task.into_iter().filter(|(_, part)| several && part * 100 > whole * most);
    let mut heavy: Vec<HeavyTask> = parts
        .filter_map(|(task, allocated)| {
            Some(HeavyTask { task, allocated, share: ratio::Share::of(allocated, whole)? })
        })
        .collect();
    heavy.sort_by_key(|task| (std::cmp::Reverse(task.allocated), task.task));
    heavy
}
