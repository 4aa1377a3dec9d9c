//! The values of an agency in the previous period, each in a cell of the form.
//!
//! Only values that count are shown; for a rejected one the cell says that it was rejected.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::consolidate::Folder;
use crate::plan::{AgencyId, IndicatorId, Measure, Period, Plan};
use crate::text::case::upper_first;
use crate::text::figure;

/// The values of an agency in the previous period.
pub(super) struct PreviousFigures {
    period: Period,
    /// The values of each indicator, the latest last; a folder of half a year may hold one of each
    /// quarter.
    values: BTreeMap<IndicatorId, Vec<(Period, i64)>>,
    /// Indicators with a rejected row.
    rejected: BTreeSet<IndicatorId>,
}

impl PreviousFigures {
    /// The values in the folders of the previous period, `period`, given oldest first.
    pub(super) fn of(
        plan: &Plan,
        agency: AgencyId,
        period: Period,
        earlier: &[Arc<Folder>],
    ) -> Self {
        let mut values: BTreeMap<IndicatorId, Vec<(Period, i64)>> = BTreeMap::new();
        let body = plan.register.body(agency);
        let counted = earlier.iter().flat_map(|folder| folder.checked.figures());
        for row in counted.filter(|row| plan.register.body(row.agency()) == body) {
            let of_indicator = values.entry(row.indicator()).or_default();
            // A file that is sent again in a later folder replaces the earlier value.
            of_indicator.retain(|(period, _)| *period != row.period());
            of_indicator.push((row.period(), row.value()));
        }
        for of_indicator in values.values_mut() {
            of_indicator.sort_by_key(|(period, _)| plan.window(*period).end);
        }
        let files = earlier.iter().flat_map(|folder| &folder.checked.files);
        let rows = files.flat_map(|checked| checked.figure_rows());
        let own = rows.filter(|(row, _)| row.agency.value() == Some(agency));
        Self { period, values, rejected: own.filter_map(|(row, _)| row.indicator()).collect() }
    }

    /// The cell of an indicator; blank without a value. It starts with the name of a period, so it is
    /// never a formula.
    pub(super) fn cell(&self, plan: &Plan, id: IndicatorId) -> String {
        let name = |period: Period| upper_first(&period.name());
        let Some(values) = self.values.get(&id) else {
            return match self.rejected.contains(&id) {
                true => {
                    let name = name(self.period);
                    format!("{name}: có gửi nhưng dòng còn lỗi nên không được tính.")
                }
                false => String::new(),
            };
        };
        let is_flow = plan.indicators.get(id).measure == Measure::Flow;
        let shown = if is_flow { &values[..] } else { &values[values.len() - 1..] };
        let mut lines: Vec<String> = shown
            .iter()
            .map(|(period, value)| format!("{}: {}", name(*period), figure::shown(*value)))
            .collect();
        if is_flow {
            lines.push("(không cộng vào kỳ này)".to_owned());
        }
        lines.join("\n")
    }
}
