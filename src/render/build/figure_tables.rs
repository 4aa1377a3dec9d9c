//! The values of single agencies, in tables by kind of agency, so that every sum can be redone.
//!
//! What only one agency is asked for stands with its sum already. Sensitive indicators are in none.

use std::collections::BTreeSet;

use super::Builder;
use crate::consolidate::{AgencyValue, IndicatorTotals, Nature};
use crate::plan::{AgencyId, Kind};
use crate::render::status::{NOTHING_TO_DIVIDE, marked, shown_label};
use crate::render::view::*;

/// Columns that fit a page.
const COLUMNS: usize = 12;

impl Builder<'_, '_> {
    pub(super) fn figure_tables(&self) -> Vec<FigureTable> {
        let of_kind = |(kind, ..): &(Kind, &str, &str)| self.tables_of(*kind);
        Kind::ALL.iter().flat_map(of_kind).collect()
    }

    fn tables_of(&self, kind: Kind) -> Vec<FigureTable> {
        let is_of_kind = |agency: AgencyId| self.plan.register.agency(agency).kind == kind;
        let is_column = |totals: &&IndicatorTotals| {
            let answers = &totals.now.answers;
            let several = answers.asked + answers.others + answers.excused > 1;
            several && totals.now.by_agency().iter().any(|value| is_of_kind(value.agency))
        };
        let columns: Vec<&IndicatorTotals> = self.report.totals.iter().filter(is_column).collect();
        // Columns of about the same number, not a last table with one.
        let tables = columns.len().div_ceil(COLUMNS).max(1);
        let width = columns.len().div_ceil(tables).max(1);
        columns.chunks(width).map(|columns| self.figure_table(kind, columns)).collect()
    }

    fn figure_table(&self, kind: Kind, columns: &[&IndicatorTotals]) -> FigureTable {
        let values = columns.iter().flat_map(|totals| totals.now.by_agency());
        let mut agencies: Vec<AgencyId> = values.map(|value| value.agency).collect();
        agencies.retain(|agency| self.plan.register.agency(*agency).kind == kind);
        agencies.sort_by_key(|agency| self.rank(*agency));
        agencies.dedup();
        FigureTable {
            kind: kind.label().into(),
            columns: columns.iter().map(|totals| self.indicator(totals.id).id.clone()).collect(),
            rows: agencies.into_iter().map(|agency| self.figure_row(agency, columns)).collect(),
            sums: columns.iter().map(|totals| column_sum(kind, totals)).collect(),
        }
    }

    fn figure_row<'a>(&self, agency: AgencyId, columns: &[&'a IndicatorTotals]) -> FigureRow {
        let own = |totals: &'a IndicatorTotals| {
            totals.now.by_agency().iter().find(|value| value.agency == agency)
        };
        let found: Vec<_> = columns.iter().map(|totals| own(totals)).collect();
        let readings = found.iter().flatten().flat_map(|value| &value.readings);
        let sources: BTreeSet<u32> =
            readings.map(|reading| reading.cite.source() as u32 + 1).collect();
        FigureRow {
            agency: self.shared_name(agency),
            values: found.iter().map(|value| value.and_then(agency_value)).collect(),
            sources: sources.into_iter().collect(),
        }
    }
}

/// The value of an agency as documents print it, marked where it is in doubt.
pub(super) fn agency_value(of: &AgencyValue) -> Option<String> {
    let text = of.value.map_or_else(|| NOTHING_TO_DIVIDE.to_owned(), |value| value.text());
    Some(marked(text, of.is_in_doubt()))
}

/// The sum of a column, where its values are summed.
fn column_sum(kind: Kind, totals: &IndicatorTotals) -> Option<String> {
    let is_sum = matches!(totals.now.nature, Nature::Sum | Nature::Bodies);
    let own = totals.now.kinds.iter().find(|of| of.kind == kind).filter(|_| is_sum)?;
    own.shown.map(|shown| marked(shown_label(shown), own.in_doubt > 0))
}
