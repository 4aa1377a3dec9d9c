//! The figures of a period: the total of each indicator with who was asked and who answered, its
//! change, and how it stands to its targets.
//!
//! A total is never without its [`Answers`]: it is the province's only where all who were asked have
//! answered. Rates are computed from sums or listed by agency, never averaged. What may not be told
//! of a sensitive indicator is hidden here ([`Shown`]), so that no document can forget it; the
//! numbers behind it do not leave this room but for an agency's own sheet.
//!
//! A longer period with a folder of its own goes by the values sent for it, as the rest of its
//! report does; else its quarters are put together.

mod amounts;
mod asked;
mod change;
mod parts;
mod readings;
mod shown;
mod targets;
mod total;
mod trend;

pub use change::TotalChange;
pub use readings::Reading;
pub(super) use readings::of_folder;
pub use shown::Shown;
pub use targets::{TargetOf, TargetStanding, TargetState, difference_unit};
pub use total::{AgencyValue, Answers, KindTotal, Nature, RatioBase, Total};
pub use trend::QuarterTotal;
pub(super) use trend::of as trends;

use chrono::NaiveDate;

use self::change::{Comparison, Predecessors};
use self::parts::Parts;
use self::shown::Hidden;
use super::input::{Folder, Input};
use super::previous::previous_folders;
use crate::plan::{Indicator, IndicatorId, Period, Plan};
use crate::text::quantity::Quantity;

/// An indicator in the period of a report.
#[derive(Debug, Clone)]
pub struct IndicatorTotals {
    /// The indicator.
    pub id: IndicatorId,
    /// Its total.
    pub now: Total,
    /// The period before, if that has files in which the indicator is asked for or given.
    pub previous: Option<ComparedTotal>,
    /// The same period a year before, likewise; `None` where that is the period before.
    pub last_year: Option<ComparedTotal>,
    /// How the total stands to the targets for the year: the province's, then the country's.
    pub targets: Vec<TargetStanding>,
}

/// The total of another period, and the change since.
#[derive(Debug, Clone)]
pub struct ComparedTotal {
    /// The other period.
    pub period: Period,
    /// Its total, as in its own report.
    pub total: Total,
    /// The change since, over the bodies with a value in both; `None` without any, for rates of
    /// several bodies, and where it would tell more of a sensitive indicator than the totals do.
    pub change: Option<TotalChange>,
}

/// The indicators for which anybody is asked in the period, or has given a value, in the plan's
/// order.
pub(super) fn of(input: &Input<'_>) -> Vec<IndicatorTotals> {
    let plan = input.plan;
    if plan.indicators.is_empty() {
        return Vec::new();
    }
    let current: Vec<&Folder> = input.current.iter().map(|folder| &**folder).collect();
    let now = PeriodTotals::of(plan, input.period, &current, input.as_of, |_| true);
    let other = |period: Option<Period>| {
        let period = period?;
        let folders = previous_folders(input, period)?;
        Some(PeriodTotals::of(plan, period, &folders, input.as_of, |_| true))
    };
    let mut previous = other(input.period.previous());
    let mut last_year = other(year_before(input.period));
    let predecessors = Predecessors::of(plan);
    let of_indicator = |(at, total): (usize, Option<Total>)| {
        let id = plan.indicators.iter().nth(at)?.0;
        let (indicator, total) = (plan.indicators.get(id), total?);
        let compared = |other: &mut Option<PeriodTotals>| {
            let other = other.as_mut()?;
            let before = other.totals.get_mut(at)?.take()?;
            let comparison = Comparison {
                plan,
                predecessors: &predecessors,
                now: &now.parts,
                before: &other.parts,
                takes_last: amounts::takes_last(indicator),
            };
            let change = comparison.of(indicator, &total, &before);
            Some(ComparedTotal { period: other.parts.period, total: before, change })
        };
        Some(IndicatorTotals {
            id,
            previous: compared(&mut previous),
            last_year: compared(&mut last_year),
            targets: targets::standings(indicator, input.period, &total),
            now: total,
        })
    };
    now.totals.clone().into_iter().enumerate().filter_map(of_indicator).collect()
}

/// The same period a year before, where that is another one than the period before.
fn year_before(period: Period) -> Option<Period> {
    match period {
        Period::Quarter(year, quarter) => Some(Period::Quarter(year - 1, quarter)),
        Period::Half(year, half) => Some(Period::Half(year - 1, half)),
        Period::NineMonths(_) | Period::Year(_) | Period::Range(..) => None,
    }
}

/// The values of these folders, given oldest first, by the index of their indicator.
fn by_indicator(plan: &Plan, folders: &[&Folder]) -> Vec<Vec<Reading>> {
    let mut all = vec![Vec::new(); plan.indicators.list.len()];
    let mut base = 0;
    for folder in folders {
        for reading in folder.readings() {
            let cite = reading.cite.behind(base);
            all[reading.indicator.index()].push(Reading { cite, ..*reading });
        }
        base += folder.checked.files.len();
    }
    all
}

/// The totals of a period, by the index of the indicator.
struct PeriodTotals {
    parts: Parts,
    totals: Vec<Option<Total>>,
}

impl PeriodTotals {
    fn of(
        plan: &Plan,
        period: Period,
        folders: &[&Folder],
        as_of: NaiveDate,
        wanted: impl Fn(&Indicator) -> bool,
    ) -> Self {
        let parts = Parts::of(plan, period, folders, as_of);
        let readings = by_indicator(plan, folders);
        let asked = asked::of(plan, &parts, folders);
        let of_indicator = |(id, indicator): (IndicatorId, &Indicator)| {
            let of = || total::of(plan, &parts, id, &readings, &asked[id.index()]);
            wanted(indicator).then(of).filter(Total::is_of_interest)
        };
        let totals: Vec<Option<Total>> = plan.indicators.iter().map(of_indicator).collect();
        let mut all = Self { parts, totals };
        all.hide_what_quarters_tell(plan, folders, as_of);
        all.hide_ratios(plan);
        all.tell_bases(plan);
        all
    }

    /// Hides the totals of a longer period that would tell a hidden one of its quarters. What was sent
    /// for the longer period itself is beside reports of its quarters that are no part of it, so none
    /// of its sums is shown.
    fn hide_what_quarters_tell(&mut self, plan: &Plan, folders: &[&Folder], as_of: NaiveDate) {
        let has_sensitive = plan.indicators.list.iter().any(|indicator| indicator.sensitive);
        if self.parts.parts.len() < 2 || !has_sensitive {
            return;
        }
        let period = self.parts.period;
        let has_own = folders.iter().any(|folder| folder.period == period);
        let of_part = folders.iter().filter(|folder| folder.period != period);
        let parts: Vec<Self> = of_part
            .map(|folder| Self::of(plan, folder.period, &[folder], as_of, |of| of.sensitive))
            .collect();
        let are_quarters = parts.iter().all(|part| part.parts.parts.len() == 1);
        let is_year = matches!(period, Period::Year(_)) && are_quarters;
        for (at, (id, indicator)) in plan.indicators.iter().enumerate() {
            let Some(total) = self.totals[id.index()].as_mut().filter(|_| indicator.sensitive)
            else {
                continue;
            };
            let own = parts.iter().filter_map(|part| part.totals[at].as_ref());
            match (amounts::takes_last(indicator), has_own) {
                (true, _) => total.hide_carried_over(self.parts.last_due()),
                (false, true) => total.withhold_numbers(),
                (false, false) => total.hide_beside(&own.collect::<Vec<_>>(), is_year),
            }
        }
    }

    /// Tells what ratios are computed on where that is not the totals of their sides.
    fn tell_bases(&mut self, plan: &Plan) {
        for (id, indicator) in plan.indicators.iter() {
            let Some((over, under)) = indicator.ratio else { continue };
            let whole = [over, under].map(|side| self.totals[side.index()].as_ref()?.total);
            let Some(total) = self.totals[id.index()].as_mut() else { continue };
            let own: [i128; 2] = [
                total.amounts.iter().map(amounts::BodyAmounts::over).sum(),
                total.amounts.iter().map(amounts::BodyAmounts::under).sum(),
            ];
            if !total.amounts.is_empty() && whole != own.map(Some) {
                let sums = (!total.sensitive).then(|| own.map(Quantity::from));
                total.base = Some(RatioBase { sums });
            }
        }
    }

    /// Hides ratios that would tell one of their sides.
    fn hide_ratios(&mut self, plan: &Plan) {
        for (id, indicator) in plan.indicators.iter() {
            let Some((over, under)) = indicator.ratio else { continue };
            let sides = [over, under].map(|side| self.totals[side.index()].as_ref());
            let own = self.totals[id.index()].as_ref();
            let Some(total) = own.filter(|total| total.sensitive) else { continue };
            let is_open = |side: &Option<&Total>| {
                side.is_some_and(|side| !side.sensitive || side.shows_all_of(total))
            };
            if !sides.iter().all(is_open)
                && let Some(total) = self.totals[id.index()].as_mut()
            {
                total.withhold();
            }
        }
    }
}

impl Total {
    /// Hides everything but what nobody gave.
    fn withhold(&mut self) {
        let shown = self.kinds.iter_mut().map(|kind| &mut kind.shown).chain([&mut self.shown]);
        shown.flatten().for_each(|shown| *shown = Shown::Withheld);
    }

    /// Hides every number above zero.
    fn withhold_numbers(&mut self) {
        let shown = self.kinds.iter_mut().map(|kind| &mut kind.shown).chain([&mut self.shown]);
        let open = shown.flatten().filter(|shown| shown.is_open_and_positive());
        open.for_each(|shown| *shown = Shown::Withheld);
    }

    /// Whether nothing of it is hidden, and a ratio is of the same bodies.
    fn shows_all_of(&self, ratio: &Self) -> bool {
        let shown = self.kinds.iter().map(|kind| kind.shown).chain([self.shown]);
        shown.flatten().all(|shown| !shown.is_hidden())
            && self.amounts.iter().map(|of| of.body).eq(ratio.amounts.iter().map(|of| of.body))
    }

    /// Of a flow: hides what, beside the totals of its parts, would tell a hidden one. A half
    /// year and nine months hide wherever a part does, so that a year of quarters need only be held
    /// against these.
    fn hide_beside(&mut self, quarters: &[&Self], is_year: bool) {
        let whole = |of: &&Self| of.shown.zip(of.total);
        let hidden = Hidden::of(quarters.iter().filter_map(whole));
        let of_kinds = quarters.iter().flat_map(|of| &of.kinds).filter_map(|kind| kind.shown);
        if hidden.is_empty() && !of_kinds.into_iter().any(Shown::is_hidden) {
            return;
        }
        let hide = !hidden.is_empty() && (!is_year || hidden.is_told_by_sum());
        match self.shown {
            Some(shown) if hide && shown.is_open_and_positive() => {
                self.shown = Some(Shown::Withheld);
            }
            Some(Shown::Below5) if hidden.is_told_by_below_5() => {
                self.shown = Some(Shown::Withheld);
            }
            _ => {}
        }
        let (shown, mut told) = (self.shown, 0);
        for kind in &mut self.kinds {
            if kind.shown.is_some_and(Shown::is_open_and_positive) {
                kind.shown = Some(Shown::Withheld);
            }
            told += usize::from(kind.shown.is_some_and(Shown::is_hidden));
        }
        // The only kind with anything is the whole.
        if told == 1 {
            let one = self.kinds.iter_mut().find(|kind| kind.shown.is_some_and(Shown::is_hidden));
            one.into_iter().for_each(|kind| kind.shown = shown);
        }
    }

    /// Of a state: hides the total of a longer period where its difference to that of the last
    /// quarter would tell a few, or one agency.
    fn hide_carried_over(&mut self, last: usize) {
        let older: Vec<i128> = self
            .amounts
            .iter()
            .filter(|of| !of.quarters().has(last))
            .map(amounts::BodyAmounts::over)
            .collect();
        let sum: i128 = older.iter().sum();
        if shown::of_sensitive(sum, older.len() == 1).is_hidden() {
            self.withhold_numbers();
        }
    }
}
