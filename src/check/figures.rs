//! The figures that count, as rules compare them: by table, by agency and period, with those of
//! other agencies and of earlier periods.

use std::collections::BTreeMap;

use super::cache::OneEntryCache;
use super::context::{FileContext, PeriodContext, RowContext};
use super::earlier::EarlierFigure;
use super::scope::Scope;
use crate::plan::{AgencyId, Indicator, IndicatorId, Period};
use crate::submission::TableKind;
use crate::text::figure;

type Key = (AgencyId, IndicatorId, Period);

/// A figure that counts.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    /// Its index in [`SettledFigures::given`].
    n: usize,
    /// Its table in [`SettledFigures::tables`], and its row there.
    pub(super) at: (usize, usize),
    pub(super) agency: AgencyId,
    pub(super) indicator: IndicatorId,
    pub(super) period: Period,
    /// In hundredths of the unit.
    pub(super) value: i64,
}

/// All figures that count.
#[derive(Debug)]
pub struct SettledFigures<'a> {
    scope: &'a Scope<'a>,
    tables: Vec<FileContext<'a>>,
    /// In file order.
    pub(super) given: Vec<Given>,
    /// The indices in `given`, sorted by agency, indicator and period.
    by_key: Vec<(Key, usize)>,
    /// The earlier figures of each, one after another; empty where no earlier ones are known.
    before: Vec<&'a EarlierFigure>,
    /// Where in `before` those of each end.
    ends: Vec<usize>,
}

impl<'a> SettledFigures<'a> {
    /// The figures of these tables; the flags say which rows count.
    pub(super) fn new<'c>(
        scope: &'a Scope<'a>,
        tables: impl Iterator<Item = (FileContext<'a>, &'c [bool])>,
    ) -> Self {
        let (mut files, mut given) = (Vec::new(), Vec::new());
        for (file, accepted) in tables {
            let rows = file.submission.rows.iter().zip(accepted).enumerate();
            for (row, (cells, _)) in rows.filter(|(_, (_, counts))| **counts) {
                let whose = cells.agency.value().zip(cells.indicator()).zip(cells.value());
                let period = cells.period.value().or(scope.period);
                if let Some((((agency, indicator), value), period)) = whose.zip(period) {
                    let at = (files.len(), row);
                    let n = given.len();
                    given.push(Given { n, at, agency, indicator, period, value });
                }
            }
            files.push(file);
        }
        let key = |given: &Given| (given.agency, given.indicator, given.period);
        let mut by_key: Vec<(Key, usize)> = given.iter().map(|of| (key(of), of.n)).collect();
        by_key.sort();
        let (before, ends) = before(scope, &given);
        Self { scope, tables: files, given, by_key, before, ends }
    }

    /// The row of a figure.
    pub(super) fn row(&self, given: &Given) -> Option<RowContext<'_>> {
        self.tables.get(given.at.0)?.row(given.at.1)
    }

    /// The figure of another indicator, of the same agency and period; of several the last.
    pub(super) fn beside(&self, given: &Given, indicator: IndicatorId) -> Option<&Given> {
        let key = (given.agency, indicator, given.period);
        let after = self.by_key.partition_point(|(other, _)| *other <= key);
        let (found, at) = self.by_key[..after].last()?;
        self.given.get(*at).filter(|_| *found == key)
    }

    /// The indicator of a figure.
    pub(super) fn indicator(&self, given: &Given) -> &'a Indicator {
        self.scope.plan.indicators.get(given.indicator)
    }

    /// The figures of each agency and period, in file order.
    pub(super) fn by_agency(&self) -> BTreeMap<(AgencyId, Period), Vec<&Given>> {
        let mut all: BTreeMap<_, Vec<&Given>> = BTreeMap::new();
        let key = |given: &Given| (given.agency, given.period);
        for same in self.given.chunk_by(|a, b| key(a) == key(b)) {
            all.entry(key(&same[0])).or_default().extend(same);
        }
        all
    }

    /// The earlier figures of the same body that a figure is compared with, newest first.
    pub(super) fn before(&self, given: &Given) -> &[&'a EarlierFigure] {
        let from = given.n.checked_sub(1).and_then(|n| self.ends.get(n)).copied();
        let to = self.ends.get(given.n).copied();
        to.and_then(|to| self.before.get(from.unwrap_or(0)..to)).unwrap_or_default()
    }
}

/// The earlier figures of each of these, one after another, and where those of each end; nothing
/// where no earlier ones are known.
fn before<'a>(scope: &'a Scope<'a>, given: &[Given]) -> (Vec<&'a EarlierFigure>, Vec<usize>) {
    let Some(history) = scope.history.filter(|history| history.has_figures()) else {
        return Default::default();
    };
    let folder = scope.window().map(|window| window.start);
    let mut starts = OneEntryCache::new();
    let mut start = |period| starts.get(period, |period| scope.plan.window(period).start);
    let (mut before, mut ends) = (Vec::new(), Vec::with_capacity(given.len()));
    for given in given {
        let own = start(given.period);
        let folder = folder.unwrap_or(own);
        let whose = (given.agency, given.indicator);
        before.extend(history.figures_before(scope.plan, whose, own, folder));
        ends.push(before.len());
    }
    (before, ends)
}

/// A value with its unit, as messages write it: `1.234 lượt người`, `98,5%`, `120/100.000`.
pub(super) fn with_unit(value: i64, indicator: &Indicator) -> String {
    indicator.unit.get().with(&figure::shown(value))
}

/// Sound rows of figures with the one row of a related indicator, of the same agency and period.
/// Where an agency gives two values of one indicator, C702 tells it.
pub(super) fn pairs<'a>(
    cx: &'a PeriodContext<'_>,
    related: impl Fn(&Indicator) -> Option<IndicatorId>,
) -> Vec<(RowContext<'a>, RowContext<'a>)> {
    let indicators = &cx.plan().indicators;
    let mut is_in_pair = vec![false; indicators.iter().len()];
    for (id, other) in indicators.iter().filter_map(|(id, one)| Some((id, related(one)?))) {
        (is_in_pair[id.index()], is_in_pair[other.index()]) = (true, true);
    }
    let mut rows: Vec<(Key, RowContext<'a>, i64)> = Vec::new();
    for table in cx.tables(TableKind::Figures) {
        let excluded = cx.excluded(table);
        for row in table.rows() {
            let whose = row.row.agency.value().zip(row.row.indicator()).zip(row.row.value());
            let period = row.row.period.value().or(cx.scope.period);
            let Some((((agency, indicator), value), period)) = whose.zip(period) else { continue };
            let is_faulty = || excluded.is_some_and(|rows| rows.has(table.submission, row.row));
            if is_in_pair[indicator.index()] && !is_faulty() {
                rows.push(((agency, indicator, period), row, value));
            }
        }
    }
    // In file order where the keys are equal.
    rows.sort_by_key(|(key, ..)| *key);
    let of_key = rows.chunk_by(|a, b| a.0 == b.0);
    let one_value: Vec<(Key, RowContext<'a>)> = of_key
        .filter(|same| same.iter().all(|(.., value)| *value == same[0].2))
        .map(|same| (same[0].0, same[0].1))
        .collect();
    let pair = |(key, own): &(Key, RowContext<'a>)| {
        let other = (key.0, related(indicators.get(key.1))?, key.2);
        let at = one_value.binary_search_by_key(&other, |(key, _)| *key).ok()?;
        Some((*own, one_value[at].1))
    };
    one_value.iter().filter_map(pair).collect()
}
