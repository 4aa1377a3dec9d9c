//! The change between two periods, over the bodies with a value in both.
//!
//! A body is the same under any name. A body that others went into is compared with the sum of all
//! that it holds now, and only where each of them gave a value and went into it whole; a flow of a
//! longer period is compared quarter by quarter. What has no counterpart is in no change.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::amounts::BodyAmounts;
use super::parts::{Parts, Quarters};
use super::shown::Shown;
use super::total::{Nature, Total, ratio};
use crate::plan::{AgencyId, Indicator, Plan};
use crate::text::quantity::Quantity;

/// The bodies that went into each body, by id of the latter.
#[derive(Debug, Default)]
pub(super) struct Predecessors(BTreeMap<AgencyId, Vec<AgencyId>>);

impl Predecessors {
    pub(super) fn of(plan: &Plan) -> Self {
        let register = &plan.register;
        let mut all: BTreeMap<AgencyId, Vec<AgencyId>> = BTreeMap::new();
        for id in register.ids() {
            for successor in &register.agency(id).successors {
                // A new name is the same body.
                if register.agency(*successor).continues != Some(id) {
                    all.entry(register.body(*successor)).or_default().push(id);
                }
            }
        }
        Self(all)
    }

    fn of_body(&self, body: AgencyId) -> &[AgencyId] {
        self.0.get(&body).map_or(&[], Vec::as_slice)
    }
}

/// The change of a total since another period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TotalChange {
    /// Bodies with a value in both periods.
    pub bodies: usize,
    /// Pairs of such a body and a quarter that are compared: of a flow in a longer period; else the
    /// bodies.
    pub parts: usize,
    /// The total of those bodies now.
    pub now: Shown,
    /// Their total before.
    pub before: Shown,
    /// The difference; `None` where one of them is hidden.
    pub difference: Option<Quantity>,
    /// Whether a value that is compared is in doubt.
    pub in_doubt: bool,
}

/// The two periods that are compared.
pub(super) struct Comparison<'a> {
    pub(super) plan: &'a Plan,
    pub(super) predecessors: &'a Predecessors,
    pub(super) now: &'a Parts,
    pub(super) before: &'a Parts,
    /// Whether the last value counts, wherever in the period it is.
    pub(super) takes_last: bool,
}

/// The sums of a body in both periods.
#[derive(Debug, Clone, Copy, Default)]
struct Sides {
    over: i128,
    under: i128,
}

impl Sides {
    fn and(self, other: Self) -> Self {
        Self { over: self.over + other.over, under: self.under + other.under }
    }
}

impl Comparison<'_> {
    /// The change of an indicator; `None` where no body has a value in both periods, and for rates
    /// of several bodies.
    pub(super) fn of(
        &self,
        indicator: &Indicator,
        now: &Total,
        before: &Total,
    ) -> Option<TotalChange> {
        if now.nature == Nature::Listed || before.nature != now.nature {
            return None;
        }
        let earlier: BTreeMap<AgencyId, &BodyAmounts> =
            before.amounts.iter().map(|of| (of.body, of)).collect();
        let (mut sums, mut bodies, mut parts) = ([Sides::default(); 2], 0, 0);
        let (mut used, mut in_doubt) = (BTreeSet::new(), false);
        for of in &now.amounts {
            let pairs = self.pairs(of, &earlier, &mut used);
            bodies += usize::from(!pairs.is_empty());
            in_doubt |= !pairs.is_empty() && of.is_in_doubt();
            parts += pairs.len();
            for (own, other) in pairs {
                sums = [sums[0].and(own), sums[1].and(other)];
            }
        }
        if bodies == 0 {
            return None;
        }
        let is_doubted_before =
            || used.iter().any(|body| earlier.get(body).is_some_and(|of| of.is_in_doubt()));
        let value = |side: Sides| -> Option<Quantity> {
            match now.nature {
                Nature::Ratio => ratio(indicator, side.over, side.under),
                _ => Some(side.over.into()),
            }
        };
        let [now_value, before_value] = [value(sums[0])?, value(sums[1])?];
        let mut change = TotalChange {
            bodies,
            parts,
            now: Shown::Value(now_value),
            before: Shown::Value(before_value),
            difference: Some(now_value.since(&before_value)),
            in_doubt: in_doubt || is_doubted_before(),
        };
        if now.sensitive {
            // Told only where it is the difference of the two totals, and so tells nothing more.
            let all = |total: &Total, side: Sides| {
                total.amounts.iter().map(BodyAmounts::over).sum::<i128>() == side.over
            };
            let whole = bodies == now.amounts.len() && used.len() == before.amounts.len();
            if !whole || !all(now, sums[0]) || !all(before, sums[1]) {
                return None;
            }
            (change.now, change.before) = (now.shown?, before.shown?);
            let open = change.now.value().zip(change.before.value());
            change.difference = open.map(|(now, before)| now.since(&before));
        }
        Some(change)
    }

    /// The sums of a body that can be compared, now and before; adds the bodies they are of before.
    fn pairs(
        &self,
        of: &BodyAmounts,
        earlier: &BTreeMap<AgencyId, &BodyAmounts>,
        used: &mut BTreeSet<AgencyId>,
    ) -> Vec<(Sides, Sides)> {
        let whole = Sides { over: of.over(), under: of.under() };
        let search = Search { comparison: self, earlier };
        if let Some((before, from)) = search.before(of.body, of.quarters(), 0) {
            // Counted by quarter where both sides are.
            let parts = of.amounts.len().max(1);
            used.extend(from);
            let mut pairs = vec![(whole, before)];
            pairs.resize(parts, (Sides::default(), Sides::default()));
            return pairs;
        }
        let each = of.amounts.iter().filter_map(|amount| {
            let own = Sides { over: amount.over, under: amount.under };
            let (before, from) = search.before(of.body, amount.quarters, 0)?;
            used.extend(from);
            Some((own, before))
        });
        each.collect()
    }
}

/// Looks for what a body is compared with.
struct Search<'a> {
    comparison: &'a Comparison<'a>,
    earlier: &'a BTreeMap<AgencyId, &'a BodyAmounts>,
}

impl Search<'_> {
    /// What a body and all that went into it since gave for these quarters of the period before,
    /// and who gave it.
    fn before(
        &self,
        body: AgencyId,
        quarters: Quarters,
        depth: usize,
    ) -> Option<(Sides, Vec<AgencyId>)> {
        let Comparison { plan, predecessors, now, before, .. } = self.comparison;
        // A circle of successions is an error of the plan.
        if depth > 4 {
            return None;
        }
        let day = self.last_day(before, quarters)?;
        let own_name = plan.register.named_on(body, day);
        let existed = plan.register.agency(own_name).in_force(day);
        let own = self.own(body, quarters);
        let mut found = match (existed, own) {
            (_, Some(own)) => Some((own, vec![body])),
            (true, None) => return None,
            (false, None) => None,
        };
        for predecessor in predecessors.of_body(body) {
            let name = plan.register.named_on(*predecessor, day);
            let agency = plan.register.agency(name);
            // Gone before, or there still: nothing of it came since.
            let end = now.ends.last().copied().unwrap_or_default();
            if !agency.in_force(day) || agency.in_force(end) {
                continue;
            }
            if agency.successors.len() != 1 {
                return None;
            }
            let (sides, from) =
                self.before(plan.register.body(*predecessor), quarters, depth + 1)?;
            let (all, bodies) = found.unwrap_or_default();
            found = Some((all.and(sides), [bodies, from].concat()));
        }
        found
    }

    /// What a body gave for exactly these quarters.
    fn own(&self, body: AgencyId, quarters: Quarters) -> Option<Sides> {
        let of = self.earlier.get(&body)?;
        if self.comparison.takes_last {
            return Some(Sides { over: of.over(), under: of.under() });
        }
        let within = || of.amounts.iter().filter(|amount| amount.quarters.is_within(quarters));
        let all = within().fold(Quarters::default(), |all, amount| all.with(amount.quarters));
        let sum = within().fold(Sides::default(), |sum, amount| {
            sum.and(Sides { over: amount.over, under: amount.under })
        });
        (all == quarters).then_some(sum)
    }

    /// The last day of the quarters before.
    fn last_day(&self, before: &Parts, quarters: Quarters) -> Option<NaiveDate> {
        if self.comparison.takes_last {
            return before.ends.get(before.last_due()).copied();
        }
        before.ends.get(quarters.indexes().last()?).copied()
    }
}
