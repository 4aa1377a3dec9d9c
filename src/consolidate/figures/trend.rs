//! The totals through the quarters of those indicators that have a target, each as in its own
//! quarter's report: what a small line is drawn from.

use std::collections::BTreeMap;

use super::total::Answers;
use super::{IndicatorTotals, PeriodTotals, Shown};
use crate::consolidate::input::{Folder, Input};
use crate::plan::{Every, IndicatorId, Period};

/// Quarters of a line at most, the last one included: two years; of yearly figures, years.
const QUARTERS: usize = 8;

/// The total of a quarter.
#[derive(Debug, Clone)]
pub struct QuarterTotal {
    /// The quarter.
    pub period: Period,
    /// What is shown of its total.
    pub shown: Option<Shown>,
    /// Who answered.
    pub answers: Answers,
    /// Whether it holds a value in doubt.
    pub in_doubt: bool,
}

/// The quarters with a folder of figures, oldest first, by indicator; of yearly figures the last
/// quarters of years alone.
pub(in super::super) fn of(
    input: &Input<'_>,
    totals: &[IndicatorTotals],
) -> BTreeMap<IndicatorId, Vec<QuarterTotal>> {
    let plan = input.plan;
    let wanted: Vec<IndicatorId> =
        totals.iter().filter(|totals| !totals.targets.is_empty()).map(|totals| totals.id).collect();
    let mut lines: BTreeMap<IndicatorId, Vec<QuarterTotal>> = BTreeMap::new();
    if wanted.is_empty() {
        return lines;
    }
    let is_quarter = |folder: &&Folder| {
        matches!(folder.period, Period::Quarter(..)) && !folder.readings().is_empty()
    };
    let folders = input.earlier.iter().chain(input.current).map(|folder| &**folder);
    for folder in folders.filter(is_quarter) {
        let is_last_of_year = matches!(folder.period, Period::Quarter(_, 4));
        let is_wanted = |id: IndicatorId| {
            let every = plan.indicators.get(id).every;
            wanted.contains(&id) && (every == Every::Quarter || is_last_of_year)
        };
        let own = PeriodTotals::of(plan, folder.period, &[folder], folder.as_of, |_| true);
        for (at, total) in own.totals.into_iter().enumerate() {
            let id = plan.indicators.iter().nth(at).map(|(id, _)| id);
            let (Some(id), Some(total)) = (id.filter(|id| is_wanted(*id)), total) else { continue };
            lines.entry(id).or_default().push(QuarterTotal {
                period: folder.period,
                shown: total.shown,
                in_doubt: total.in_doubt() > 0,
                answers: total.answers,
            });
        }
    }
    for line in lines.values_mut() {
        line.drain(..line.len().saturating_sub(QUARTERS));
    }
    lines
}
