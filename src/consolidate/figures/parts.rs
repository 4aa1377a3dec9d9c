//! The quarters that a period is made of, and which of them a value stands for.

use chrono::NaiveDate;

use super::super::input::Folder;
use crate::plan::{Period, Plan};

/// A set of the quarters of a period, by their index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Quarters(u64);

impl Quarters {
    pub(super) fn one(at: usize) -> Self {
        Self(1 << at)
    }

    pub(super) fn has(self, at: usize) -> bool {
        self.0 & (1 << at) != 0
    }

    pub(super) fn count(self) -> u32 {
        self.0.count_ones()
    }

    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    pub(super) fn indexes(self) -> impl Iterator<Item = usize> {
        (0..64).filter(move |at| self.has(*at))
    }
}

/// The quarters of a period; a period without quarters is its own only part.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    pub(super) period: Period,
    pub(super) parts: Vec<Period>,
    /// The last day of each part.
    pub(super) ends: Vec<NaiveDate>,
    /// Those in which values are asked for: begun, and not over before the plan.
    pub(super) due: Quarters,
}

impl Parts {
    pub(super) fn of(plan: &Plan, period: Period, folders: &[&Folder], as_of: NaiveDate) -> Self {
        let mut parts = plan.quarters(period);
        if parts.is_empty() || parts.len() > 64 {
            parts = vec![period];
        }
        let has_folder = |part: &Period| {
            folders.iter().any(|folder| plan.quarters(folder.period).contains(part))
        };
        let is_due = |part: &Period| {
            let window = plan.window(*part);
            let begun = window.end >= plan.decision.date && window.start <= as_of;
            parts.len() == 1 || begun || has_folder(part)
        };
        let due = parts.iter().enumerate().filter(|(_, part)| is_due(part));
        let due = due.fold(Quarters::default(), |all, (at, _)| all.with(Quarters::one(at)));
        let ends = parts.iter().map(|part| plan.window(*part).end).collect();
        Self { period, parts, ends, due }
    }

    /// All of them.
    pub(super) fn all(&self) -> Quarters {
        (0..self.parts.len()).fold(Quarters::default(), |all, at| all.with(Quarters::one(at)))
    }

    /// The last one that is due.
    pub(super) fn last_due(&self) -> usize {
        self.due.indexes().last().unwrap_or_default()
    }

    /// The quarters for which a value of a row's period stands: all of them where the period is the
    /// report's own, or no quarter of it.
    pub(super) fn covered_by(&self, plan: &Plan, period: Period) -> Quarters {
        if period == self.period {
            return self.all();
        }
        // Fast path: most rows are of a quarter.
        let of_quarter = |quarter: &Period| self.parts.iter().position(|part| part == quarter);
        if let Some(at) = of_quarter(&period) {
            return Quarters::one(at);
        }
        let quarters = plan.quarters(period);
        let found = quarters.iter().filter_map(of_quarter);
        let covered = found.fold(Quarters::default(), |all, at| all.with(Quarters::one(at)));
        if covered == Quarters::default() { self.all() } else { covered }
    }
}
