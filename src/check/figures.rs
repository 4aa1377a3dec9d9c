//! The figures that count, as rules compare them: by table, by agency and period, with those of
//! other agencies and of earlier periods.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cache::OneEntryCache;
use super::context::{FileContext, PeriodContext, RowContext};
use super::earlier::EarlierFigure;
use super::scope::Scope;
use crate::plan::{AgencyId, Indicator, IndicatorId, Period};
use crate::submission::TableKind;
use crate::text::figure;

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
    /// By agency, indicator and period: the value, and its index in `given`.
    by_key: HashMap<(AgencyId, IndicatorId, Period), usize>,
    before: Vec<Vec<&'a EarlierFigure>>,
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
        let by_key = given.iter().enumerate().map(|(at, given)| (key(given), at)).collect();
        let before = before(scope, &given);
        Self { scope, tables: files, given, by_key, before }
    }

    /// The row of a figure.
    pub(super) fn row(&self, given: &Given) -> Option<RowContext<'_>> {
        self.tables.get(given.at.0)?.row(given.at.1)
    }

    /// The figure of another indicator, of the same agency and period.
    pub(super) fn beside(&self, given: &Given, indicator: IndicatorId) -> Option<&Given> {
        let key = (given.agency, indicator, given.period);
        self.by_key.get(&key).and_then(|at| self.given.get(*at))
    }

    /// The indicator of a figure.
    pub(super) fn indicator(&self, given: &Given) -> &'a Indicator {
        self.scope.plan.indicators.get(given.indicator)
    }

    /// The figures of each agency and period, in file order.
    pub(super) fn by_agency(&self) -> BTreeMap<(AgencyId, Period), Vec<&Given>> {
        let mut all: BTreeMap<_, Vec<&Given>> = BTreeMap::new();
        for given in &self.given {
            all.entry((given.agency, given.period)).or_default().push(given);
        }
        all
    }

    /// The earlier figures of the same body that a figure is compared with, newest first.
    pub(super) fn before(&self, given: &Given) -> &[&'a EarlierFigure] {
        self.before.get(given.n).map_or(&[], Vec::as_slice)
    }
}

/// The earlier figures of each of these; none where no earlier ones are known.
fn before<'a>(scope: &'a Scope<'a>, given: &[Given]) -> Vec<Vec<&'a EarlierFigure>> {
    let Some(history) = scope.history.filter(|history| history.has_figures()) else {
        return Vec::new();
    };
    let folder = scope.window().map(|window| window.start);
    let mut starts = OneEntryCache::new();
    let mut start = |period| starts.get(period, |period| scope.plan.window(period).start);
    let of = |given: &Given| {
        let own = start(given.period);
        let folder = folder.unwrap_or(own);
        history.figures_before(scope.plan, (given.agency, given.indicator), own, folder)
    };
    given.iter().map(of).collect()
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
    type Key = (AgencyId, IndicatorId, Period);
    let tables = cx.tables(TableKind::Figures);
    let indicators = &cx.plan().indicators;
    let related_to = |(id, one): (IndicatorId, &Indicator)| Some([id, related(one)?]);
    let in_pairs: BTreeSet<IndicatorId> =
        indicators.iter().filter_map(related_to).flatten().collect();
    let mut rows: BTreeMap<Key, Option<(RowContext<'a>, i64)>> = BTreeMap::new();
    for row in tables.iter().flat_map(|table| table.rows()) {
        let whose = row.row.agency.value().zip(row.row.indicator()).zip(row.row.value());
        let period = row.row.period.value().or(cx.scope.period);
        let Some((((agency, indicator), value), period)) = whose.zip(period) else { continue };
        if !in_pairs.contains(&indicator) || cx.is_faulty(&row) {
            continue;
        }
        let known = rows.entry((agency, indicator, period)).or_insert(Some((row, value)));
        if known.is_some_and(|(_, other)| other != value) {
            *known = None;
        }
    }
    let pair = |(key, own): (&Key, &Option<(RowContext<'a>, i64)>)| {
        let other = related(indicators.get(key.1))?;
        let (other, _) = (*rows.get(&(key.0, other, key.2))?)?;
        Some(((*own)?.0, other))
    };
    rows.iter().filter_map(pair).collect()
}
