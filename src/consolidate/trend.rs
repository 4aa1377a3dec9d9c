//! The trend over the quarters: for each quarter, the figures of its own report.
//!
//! A quarter is counted from its own folder, on its own cut-off day, with the history before it, by
//! the code that counts a report. So it equals the report of that quarter, and later folders never
//! change it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::coverage::{self, Coverage};
use super::entry::{self, LeadHistory};
use super::personal::Audience;
use super::tasks::{Figures, PeriodContext};
use super::{Folder, Input};
use crate::plan::{Period, keyed};

/// Maximum number of quarters, the last one included: two years.
const QUARTERS: usize = 8;

keyed! {
    /// A measure of the trend.
    Measure {
        /// Complete tasks.
        Complete = "complete";
        /// Overdue tasks.
        Overdue = "overdue";
        /// The mean progress.
        Progress = "progress";
        /// Agencies that sent a report.
        Sent = "sent";
        /// Agencies that sent it by the deadline.
        OnTime = "on_time";
        /// Bodies of the province that sent a report.
        SentProvince = "sent_province";
        /// Districts that sent one.
        SentDistrict = "sent_district";
        /// Communes that sent one.
        SentCommune = "sent_commune";
    }
}

/// A quarter of the trend.
#[derive(Debug, Clone)]
pub struct Quarter {
    /// The quarter.
    pub period: Period,
    /// Its counts; `None` if the quarter has no folder.
    pub counts: Option<QuarterCounts>,
}

/// The counts of a quarter.
#[derive(Debug, Clone)]
pub struct QuarterCounts {
    /// Figures over the appendix tasks.
    pub figures: Figures,
    /// Coverage.
    pub coverage: Coverage,
}

/// The quarters up to the last one of the report, oldest first, gaps included. `figures` and
/// `coverage` belong to the report itself.
pub(super) fn of(
    input: &Input<'_>,
    figures: &Figures,
    coverage: &[Coverage],
    history: &LeadHistory<'_>,
) -> Vec<Quarter> {
    let quarters = |folders: &[Arc<Folder>]| -> Vec<Period> {
        folders.iter().map(|f| f.period).filter(|p| matches!(p, Period::Quarter(..))).collect()
    };
    let mut known = quarters(input.earlier);
    known.extend(quarters(input.current));
    let (Some(first), Some(last)) = (known.iter().min(), known.iter().max()) else {
        return Vec::new();
    };
    let back = std::iter::successors(Some(*last), |p| p.previous().filter(|p| p >= first));
    let mut line: Vec<Period> = back.take(QUARTERS).collect();
    line.reverse();
    let mut counted: BTreeMap<Period, QuarterCounts> = BTreeMap::new();
    for folder in input.earlier.iter().chain(input.current) {
        if !line.contains(&folder.period) {
            continue;
        }
        let own = match coverage {
            [own] if folder.period == input.period => {
                QuarterCounts { figures: figures.clone(), coverage: own.clone() }
            }
            _ => count(input, folder, history),
        };
        counted.insert(folder.period, own);
    }
    line.into_iter().map(|period| Quarter { period, counts: counted.remove(&period) }).collect()
}

fn count<'a>(input: &Input<'a>, folder: &'a Folder, history: &LeadHistory<'a>) -> QuarterCounts {
    let plan = input.plan;
    let entries = entry::gather(plan, [folder], Audience::Internal);
    let context = PeriodContext {
        plan,
        period: folder.period,
        as_of: folder.as_of,
        folders: &[folder],
        entries: &entries,
        history,
    };
    let states = context.states();
    QuarterCounts {
        figures: Figures::of(states.iter().filter(|state| state.group.is_some())),
        coverage: coverage::of(plan, folder, folder.as_of),
    }
}
