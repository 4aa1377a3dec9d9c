//! Money: by source and by agency, in whole đồng, cumulative in the year.

use std::collections::BTreeMap;

use super::entry::{Entries, Entry};
use crate::plan::{AgencyId, SourceOfFunds};

/// Sums of some rows. A share is taken only over rows that give both amounts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Money {
    /// Rows with an amount.
    pub rows: usize,
    /// Allocated; `None` when no row says.
    pub allocated: Option<i64>,
    /// Disbursed; `None` when no row says.
    pub disbursed: Option<i64>,
    /// Rows that give both.
    pub both_rows: usize,
    /// Allocated in those.
    pub both_allocated: i64,
    /// Disbursed in those.
    pub both_disbursed: i64,
}

impl Money {
    fn add(&mut self, entry: &Entry<'_>) {
        self.rows += 1;
        let add = |sum: &mut Option<i64>, part: Option<i64>| {
            if let Some(part) = part {
                *sum = Some(sum.unwrap_or(0) + part);
            }
        };
        add(&mut self.allocated, entry.allocated);
        add(&mut self.disbursed, entry.disbursed);
        if let (Some(allocated), Some(disbursed)) = (entry.allocated, entry.disbursed) {
            self.both_rows += 1;
            self.both_allocated += allocated;
            self.both_disbursed += disbursed;
        }
    }

    /// Disbursed over allocated in hundredths of a percent, over the rows that give both.
    pub fn share(&self) -> Option<i64> {
        crate::text::number::share(self.both_disbursed, self.both_allocated)
    }
}

/// The money of a period.
#[derive(Debug, Clone)]
pub struct Funds<'a> {
    /// Over everything.
    pub total: Money,
    /// By source, in the order of the list; rows that name none last.
    pub by_source: Vec<(Option<SourceOfFunds>, Money)>,
    /// By agency, in the register's order.
    pub by_agency: Vec<(AgencyId, Money)>,
    /// The rows themselves, in the plan's order.
    pub entries: Vec<Entry<'a>>,
}

pub(super) fn of<'a>(entries: &Entries<'a>) -> Funds<'a> {
    let rows: Vec<Entry<'a>> = entries
        .latest
        .values()
        .filter(|e| e.allocated.is_some() || e.disbursed.is_some())
        .cloned()
        .collect();
    let mut total = Money::default();
    let mut by_source: BTreeMap<(bool, Option<SourceOfFunds>), Money> = BTreeMap::new();
    let mut by_agency: BTreeMap<AgencyId, Money> = BTreeMap::new();
    for entry in &rows {
        total.add(entry);
        by_source.entry((entry.funds.is_none(), entry.funds)).or_default().add(entry);
        by_agency.entry(entry.agency).or_default().add(entry);
    }
    Funds {
        total,
        by_source: by_source.into_iter().map(|((_, source), money)| (source, money)).collect(),
        by_agency: by_agency.into_iter().collect(),
        entries: rows,
    }
}
