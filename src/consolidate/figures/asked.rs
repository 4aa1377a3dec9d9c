//! Who is asked for which indicator, in each quarter of a period.
//!
//! Asked are the bodies that owe a report for the quarter and that the plan asks for the indicator
//! on the last day of its window. A yearly indicator is asked for in the last quarter alone.

use std::collections::BTreeSet;

use super::super::input::Folder;
use super::parts::Parts;
use crate::plan::{AgencyId, Period, Plan};

/// An agency that is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct AskedAgency {
    /// Index of the quarter.
    pub(super) part: usize,
    /// The agency, under its name in that quarter.
    pub(super) agency: AgencyId,
    /// Its body.
    pub(super) body: AgencyId,
    /// Whether `period.yaml` excuses it from the report of that quarter.
    pub(super) excused: bool,
}

/// Who is asked in the quarters that are due, by the index of the indicator, oldest quarter first.
pub(super) fn of(plan: &Plan, parts: &Parts, folders: &[&Folder]) -> Vec<Vec<AskedAgency>> {
    let mut asked = vec![Vec::new(); plan.indicators.list.len()];
    for part in parts.due.indexes() {
        let quarter = parts.parts[part];
        // Nobody is asked in a report on any other days.
        if matches!(quarter, Period::Range(..)) {
            continue;
        }
        let covering =
            folders.iter().filter(|folder| plan.quarters(folder.period).contains(&quarter));
        let excused: BTreeSet<AgencyId> =
            covering.flat_map(|folder| &folder.page.excused).map(|(agency, _)| *agency).collect();
        for agency in plan.expected(plan.window(quarter)) {
            let body = plan.register.body(agency);
            let excused = excused.contains(&agency);
            for id in plan.figures_of(agency, parts.ends[part]) {
                if !plan.is_expected_in(id, quarter) {
                    continue;
                }
                asked[id.index()].push(AskedAgency { part, agency, body, excused });
            }
        }
    }
    asked
}
