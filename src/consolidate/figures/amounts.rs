//! What each body contributes to an indicator in a period.
//!
//! A flow of a longer period adds the values of its quarters; a value given for several quarters at
//! once stands for all of them, and values of those quarters are not added to it. Of a state, a
//! rate and a yearly figure, the last value counts; not that of a body that was dissolved or handed
//! over what it was asked for before the end of the period, and gave nothing for the end: that is
//! in the figures of those that took over.

use std::collections::{BTreeMap, BTreeSet};

use super::asked::AskedAgency;
use super::parts::{Parts, Quarters};
use super::readings::Reading;
use crate::plan::{AgencyId, Every, Indicator, IndicatorId, Measure, Period, Plan};

/// What a body contributes for some quarters.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    pub(super) quarters: Quarters,
    /// The value, or what is above the line of a ratio.
    pub(super) over: i128,
    /// What is below the line of a ratio.
    pub(super) under: i128,
    pub(super) readings: Vec<Reading>,
}

/// What a body contributes.
#[derive(Debug, Clone)]
pub(super) struct BodyAmounts {
    pub(super) body: AgencyId,
    pub(super) amounts: Vec<Amount>,
    /// Values that are not added, since another one stands for their quarters.
    pub(super) stood_for: usize,
}

impl BodyAmounts {
    /// The quarters it has values for.
    pub(super) fn quarters(&self) -> Quarters {
        self.amounts.iter().fold(Quarters::default(), |all, amount| all.with(amount.quarters))
    }

    pub(super) fn over(&self) -> i128 {
        self.amounts.iter().map(|amount| amount.over).sum()
    }

    pub(super) fn under(&self) -> i128 {
        self.amounts.iter().map(|amount| amount.under).sum()
    }

    /// Whether a value that counts is in doubt.
    pub(super) fn is_in_doubt(&self) -> bool {
        self.amounts.iter().flat_map(|amount| &amount.readings).any(|reading| reading.in_doubt)
    }
}

/// All bodies with a value, by id; and those whose last value is not counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Amounts {
    pub(super) bodies: Vec<BodyAmounts>,
    pub(super) ended: Vec<AgencyId>,
}

/// Whether of several values of a body the last one counts, and they are not added.
pub(super) fn takes_last(indicator: &Indicator) -> bool {
    indicator.measure != Measure::Flow || indicator.every == Every::Year
}

/// What the bodies contribute to an indicator; `readings` are all of the period.
pub(super) fn of(
    plan: &Plan,
    parts: &Parts,
    id: IndicatorId,
    readings: &[Vec<Reading>],
    asked: &[AskedAgency],
) -> Amounts {
    let indicator = plan.indicators.get(id);
    let select = |id: IndicatorId, of: &[Reading]| {
        select(plan, parts, takes_last(plan.indicators.get(id)), of)
    };
    let Some((over, under)) = indicator.ratio else {
        let mut all = Amounts::default();
        for (body, own) in by_body(plan, &readings[id.index()]) {
            let (amounts, stood_for) = select(id, &own);
            all.bodies.push(BodyAmounts { body, amounts, stood_for });
        }
        return if takes_last(indicator) { at_the_end(plan, parts, all, asked) } else { all };
    };
    let mut unders = by_body(plan, &readings[under.index()]);
    let same_measure =
        takes_last(plan.indicators.get(over)) == takes_last(plan.indicators.get(under));
    let mut all = Amounts::default();
    for (body, mut above) in by_body(plan, &readings[over.index()]) {
        let Some(mut below) = unders.remove(&body) else { continue };
        if same_measure {
            let periods =
                |of: &[Reading]| of.iter().map(|r| r.period).collect::<BTreeSet<Period>>();
            let (with_over, with_under) = (periods(&above), periods(&below));
            above.retain(|reading| with_under.contains(&reading.period));
            below.retain(|reading| with_over.contains(&reading.period));
            if above.is_empty() {
                continue;
            }
        }
        let (above, below) = (select(over, &above), select(under, &below));
        let stood_for = above.1 + below.1;
        all.bodies.push(BodyAmounts { body, amounts: ratio(above.0, below.0), stood_for });
    }
    let last = takes_last(plan.indicators.get(over)) && takes_last(plan.indicators.get(under));
    if last { at_the_end(plan, parts, all, asked) } else { all }
}

fn by_body(plan: &Plan, readings: &[Reading]) -> BTreeMap<AgencyId, Vec<Reading>> {
    let mut bodies: BTreeMap<AgencyId, Vec<Reading>> = BTreeMap::new();
    for reading in readings {
        bodies.entry(plan.register.body(reading.agency)).or_default().push(*reading);
    }
    bodies
}

/// The values of a body that count, and how many do not because another stands for their quarters.
fn select(plan: &Plan, parts: &Parts, last: bool, readings: &[Reading]) -> (Vec<Amount>, usize) {
    // Of two values for one period, the later one counts.
    let latest: BTreeMap<Period, &Reading> = readings.iter().map(|r| (r.period, r)).collect();
    let amount = |reading: &Reading| Amount {
        quarters: parts.covered_by(plan, reading.period),
        over: i128::from(reading.value),
        under: 0,
        readings: vec![*reading],
    };
    let mut amounts: Vec<Amount> = latest.into_values().map(amount).collect();
    if last {
        let end = |amount: &Amount| amount.quarters.indexes().last();
        let chosen = amounts.into_iter().max_by_key(|a| (end(a), a.quarters.count()));
        return (chosen.into_iter().collect(), 0);
    }
    amounts.sort_by_key(|amount| (std::cmp::Reverse(amount.quarters.count()), amount.quarters));
    let mut taken = Quarters::default();
    let before = amounts.len();
    amounts.retain(|amount| {
        let free = !amount.quarters.meets(taken);
        if free {
            taken = taken.with(amount.quarters);
        }
        free
    });
    amounts.sort_by_key(|amount| amount.quarters);
    let stood_for = before - amounts.len();
    (amounts, stood_for)
}

/// The two sides of a ratio: quarter by quarter where both are given so, else as one.
fn ratio(above: Vec<Amount>, below: Vec<Amount>) -> Vec<Amount> {
    let join = |above: &[Amount], below: &[Amount]| {
        let all = || above.iter().chain(below);
        Amount {
            quarters: all().fold(Quarters::default(), |q, amount| q.with(amount.quarters)),
            over: above.iter().map(|amount| amount.over).sum(),
            under: below.iter().map(|amount| amount.over).sum(),
            readings: all().flat_map(|amount| amount.readings.iter().copied()).collect(),
        }
    };
    let alike = above.iter().map(|a| a.quarters).eq(below.iter().map(|a| a.quarters));
    match alike {
        true => above.chunks(1).zip(below.chunks(1)).map(|(a, b)| join(a, b)).collect(),
        false => vec![join(&above, &below)],
    }
}

/// Without the bodies that were dissolved, or are no longer asked, at the end of the period and gave
/// nothing for it. A body that never was asked stays.
fn at_the_end(plan: &Plan, parts: &Parts, mut all: Amounts, asked: &[AskedAgency]) -> Amounts {
    let last = parts.last_due();
    let bodies = |is: &dyn Fn(&AskedAgency) -> bool| -> BTreeSet<AgencyId> {
        asked.iter().filter(|asked| is(asked)).map(|asked| asked.body).collect()
    };
    let (now, ever) = (bodies(&|asked| asked.part == last), bodies(&|_| true));
    let exists = |body: AgencyId| {
        let end = parts.ends.last().copied().unwrap_or_default();
        plan.register.agency(plan.register.named_on(body, end)).in_force(end)
    };
    let mut ended = Vec::new();
    all.bodies.retain(|of| {
        let is_handed_over = ever.contains(&of.body) && !now.contains(&of.body);
        let kept = of.quarters().has(last) || (!is_handed_over && exists(of.body));
        if !kept {
            ended.push(of.body);
        }
        kept
    });
    all.ended = ended;
    all
}
