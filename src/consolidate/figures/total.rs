//! The total of an indicator in one period: for the province, by kind of body and by agency, each
//! with who was asked and who answered.

use std::collections::{BTreeMap, BTreeSet};

use super::amounts::{self, Amounts, BodyAmounts};
use super::asked::AskedAgency;
use super::parts::{Parts, Quarters};
use super::readings::Reading;
use super::shown::{self, Shown};
use crate::plan::{AgencyId, FigureUnit, Indicator, IndicatorId, Kind, Measure, Plan, SCALE};
use crate::text::quantity::Quantity;

/// What the total of an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// The sum of the values.
    Sum,
    /// The number of bodies that said 1, of those with a value: "23/65 xã".
    Bodies,
    /// A rate, computed from the sums of two other indicators over the bodies that gave both.
    Ratio,
    /// The rate that the one body asked for it gave.
    Sole,
    /// Rates of several bodies: listed, and never summed or averaged. There is no total.
    Listed,
}

/// Who was asked, and who answered. Excused agencies without a value are not among those asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Answers {
    /// Bodies that were asked.
    pub asked: usize,
    /// Of those, bodies with a value that counts.
    pub given: usize,
    /// Pairs of a body and a quarter that were asked: of a flow in a longer period; else the bodies.
    pub asked_parts: usize,
    /// Of those, pairs with a value.
    pub given_parts: usize,
    /// Bodies with a value that owe no report: in the total, and not among those asked.
    pub others: usize,
    /// Excused bodies without a value.
    pub excused: usize,
    /// Bodies whose last value is of an earlier quarter than the last one asked for.
    pub older: usize,
}

impl Answers {
    /// Whether everybody who was asked has answered, and nobody was excused.
    pub fn is_complete(&self) -> bool {
        self.asked > 0 && self.given_parts == self.asked_parts && self.excused + self.older == 0
    }

    /// The pairs with a value and those asked, where they are not the bodies.
    pub fn parts(&self) -> Option<(usize, usize)> {
        (self.asked_parts > self.asked).then_some((self.given_parts, self.asked_parts))
    }
}

/// The total of one kind of body.
#[derive(Debug, Clone)]
pub struct KindTotal {
    /// The kind.
    pub kind: Kind,
    /// Its total; `None` without a value, or where rates are listed.
    pub shown: Option<Shown>,
    /// Who answered.
    pub answers: Answers,
    /// Bodies with a value in it that a rule of the check doubts.
    pub in_doubt: usize,
}

/// The value of one agency.
#[derive(Debug, Clone)]
pub struct AgencyValue {
    /// The agency, under its name at the end of the period.
    pub agency: AgencyId,
    /// Of a flow in a longer period the sum of its quarters; `None` for a ratio with nothing below
    /// the line.
    pub value: Option<Quantity>,
    /// The values it is made of, oldest first; of a ratio those above the line, then those below.
    pub readings: Vec<Reading>,
}

impl AgencyValue {
    /// Whether a value that it is made of is in doubt.
    pub fn is_in_doubt(&self) -> bool {
        self.readings.iter().any(|reading| reading.in_doubt)
    }
}

/// What a ratio is computed on: bodies and quarters with values of both its sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatioBase {
    /// The sums above and below the line; `None` of a sensitive indicator.
    pub sums: Option<[Quantity; 2]>,
}

/// The total of an indicator in a period.
#[derive(Debug, Clone)]
pub struct Total {
    /// What it is.
    pub nature: Nature,
    /// What is shown for the province; `None` without a value, or where rates are listed.
    pub shown: Option<Shown>,
    /// Who answered.
    pub answers: Answers,
    /// By kind of body that was asked or answered, in the order of [`Kind::ALL`].
    pub kinds: Vec<KindTotal>,
    /// Bodies that were asked and gave no value, by kind and name.
    pub silent: Vec<AgencyId>,
    /// Bodies whose value is not added, since at the end of the period they do not exist or are no
    /// longer asked.
    pub ended: Vec<AgencyId>,
    /// Values that are not added, since one for the longer period stands for their quarters.
    pub stood_for: usize,
    /// Of a ratio, where it leaves out values that are in the totals of its sides.
    pub base: Option<RatioBase>,
    /// Whether every quarter of the period is due.
    pub is_over: bool,
    pub(super) sensitive: bool,
    pub(super) amounts: Vec<BodyAmounts>,
    pub(super) total: Option<i128>,
    agencies: Vec<AgencyValue>,
}

impl Total {
    /// The values of the agencies, by kind and name; none of a sensitive indicator.
    pub fn by_agency(&self) -> &[AgencyValue] {
        if self.sensitive { &[] } else { &self.agencies }
    }

    /// The value of an agency, for its own sheet alone: also of a sensitive indicator.
    pub fn of_own_sheet(&self, plan: &Plan, agency: AgencyId) -> Option<&AgencyValue> {
        let body = plan.register.body(agency);
        self.agencies.iter().find(|value| plan.register.body(value.agency) == body)
    }

    /// Of how many bodies it holds a value that a rule of the check doubts: it is not to be quoted
    /// before they have confirmed it. Which values these are [`by_agency`](Self::by_agency) tells.
    pub fn in_doubt(&self) -> usize {
        self.amounts.iter().filter(|of| of.is_in_doubt()).count()
    }

    /// Whether it is the province's: all who were asked have answered, for the whole period.
    pub fn is_complete(&self) -> bool {
        self.is_over && self.answers.is_complete()
    }

    /// Whether anybody was asked or answered.
    pub(super) fn is_of_interest(&self) -> bool {
        self.answers.asked + self.answers.excused > 0
            || !self.agencies.is_empty()
            || !self.ended.is_empty()
    }
}

/// The hundredths of a ratio per hundredth: `%` counts in hundreds, `/100.000` in hundred thousands.
fn factor(unit: FigureUnit) -> i128 {
    match unit.name {
        name if name.starts_with('‰') => 1_000,
        "/100.000" => 100_000,
        _ => 100,
    }
}

/// A ratio in its unit, which is never rounded onto a target of its indicator.
pub(super) fn ratio(indicator: &Indicator, over: i128, under: i128) -> Option<Quantity> {
    let whole = factor(indicator.unit.get()) * i128::from(SCALE);
    let targets = indicator.province.iter().chain(&indicator.national);
    let ends = targets.map(|target| target.value.ends());
    let ends: Vec<i128> = ends.flat_map(|(low, high)| [low, high]).collect();
    Quantity::quotient(over * whole, under, whole, &ends)
}

/// The total of an indicator; `readings` are all of the period, `asked` those of the indicator.
pub(super) fn of(
    plan: &Plan,
    parts: &Parts,
    id: IndicatorId,
    readings: &[Vec<Reading>],
    asked: &[AskedAgency],
) -> Total {
    let indicator = plan.indicators.get(id);
    let Amounts { bodies, ended } = amounts::of(plan, parts, id, readings, asked);
    let whole = Counted {
        plan,
        parts,
        indicator,
        bodies: bodies.iter().collect(),
        asked: asked.iter().collect(),
    };
    let answers = whole.answers();
    let nature = nature(indicator, &answers);
    let total = whole.total(nature);
    let mut made = Total {
        nature,
        shown: total.map(Shown::Value),
        answers,
        kinds: whole.kinds(nature),
        silent: whole.silent(),
        ended,
        stood_for: bodies.iter().map(|of| of.stood_for).sum(),
        base: None,
        is_over: parts.due == parts.all(),
        sensitive: is_sensitive(plan, indicator),
        agencies: whole.agencies(nature),
        total: total.map(|total| total.rounded()),
        amounts: Vec::new(),
    };
    // The sides of a ratio decide what is shown of it.
    if indicator.sensitive && nature != Nature::Ratio {
        whole.hide(&mut made);
    }
    made.amounts = bodies;
    made
}

/// Whether an indicator is sensitive, or a rate of one that is.
fn is_sensitive(plan: &Plan, indicator: &Indicator) -> bool {
    let side = |id: IndicatorId| plan.indicators.get(id).sensitive;
    indicator.sensitive || indicator.ratio.is_some_and(|(over, under)| side(over) || side(under))
}

fn nature(indicator: &Indicator, answers: &Answers) -> Nature {
    let is_yes_or_no = indicator.values == [0, SCALE];
    match indicator.measure {
        _ if indicator.ratio.is_some() => Nature::Ratio,
        Measure::Rate if answers.asked + answers.excused + answers.others <= 1 => Nature::Sole,
        Measure::Rate => Nature::Listed,
        _ if is_yes_or_no => Nature::Bodies,
        _ => Nature::Sum,
    }
}

/// Bodies with their values, and who was asked: of the province or of one kind.
struct Counted<'a> {
    plan: &'a Plan,
    parts: &'a Parts,
    indicator: &'a Indicator,
    bodies: Vec<&'a BodyAmounts>,
    asked: Vec<&'a AskedAgency>,
}

impl Counted<'_> {
    fn total(&self, nature: Nature) -> Option<Quantity> {
        if self.bodies.is_empty() || nature == Nature::Listed {
            return None;
        }
        let over: i128 = self.bodies.iter().map(|of| of.over()).sum();
        match nature {
            Nature::Ratio => {
                let under = self.bodies.iter().map(|of| of.under()).sum();
                ratio(self.indicator, over, under)
            }
            _ => Some(over.into()),
        }
    }

    /// Who is asked for the value that counts: in a longer period of a state the last quarter.
    fn asked_now(&self) -> impl Iterator<Item = &AskedAgency> {
        let last = amounts::takes_last(self.indicator);
        let part = self.parts.last_due();
        self.asked.iter().copied().filter(move |asked| !last || asked.part == part)
    }

    fn answers(&self) -> Answers {
        let takes_last = amounts::takes_last(self.indicator);
        let given: BTreeMap<AgencyId, Quarters> =
            self.bodies.iter().map(|of| (of.body, of.quarters())).collect();
        let has = |asked: &AskedAgency| {
            given.get(&asked.body).is_some_and(|quarters| takes_last || quarters.has(asked.part))
        };
        let mut answers = Answers::default();
        let (mut bodies, mut excused) = (BTreeSet::new(), BTreeSet::new());
        for asked in self.asked_now() {
            if asked.excused && !has(asked) {
                excused.insert(asked.body);
                continue;
            }
            bodies.insert(asked.body);
            answers.asked_parts += 1;
            answers.given_parts += usize::from(has(asked));
        }
        answers.asked = bodies.len();
        answers.given = bodies.iter().filter(|body| given.contains_key(body)).count();
        answers.excused = excused.difference(&bodies).count();
        answers.others = given.keys().filter(|body| !bodies.contains(body)).count();
        let last = self.parts.last_due();
        answers.older = match takes_last {
            true => given.values().filter(|quarters| !quarters.has(last)).count(),
            false => 0,
        };
        answers
    }

    fn kinds(&self, nature: Nature) -> Vec<KindTotal> {
        let kind = |agency: AgencyId| self.plan.register.agency(agency).kind;
        let mut kinds: BTreeMap<Kind, Counted<'_>> = BTreeMap::new();
        let empty = || Counted { bodies: Vec::new(), asked: Vec::new(), ..*self };
        for of in &self.bodies {
            kinds.entry(kind(self.named(of.body))).or_insert_with(empty).bodies.push(of);
        }
        for asked in &self.asked {
            kinds.entry(kind(asked.agency)).or_insert_with(empty).asked.push(asked);
        }
        let of_kind = |(kind, of): (Kind, Counted<'_>)| {
            let shown = match nature {
                Nature::Sole => None,
                _ => of.total(nature).map(Shown::Value),
            };
            let in_doubt = of.bodies.iter().filter(|of| of.is_in_doubt()).count();
            KindTotal { kind, shown, answers: of.answers(), in_doubt }
        };
        let of_interest = |of: &KindTotal| of.answers != Answers::default();
        kinds.into_iter().map(of_kind).filter(of_interest).collect()
    }

    /// The agency under its name at the end of the period.
    fn named(&self, body: AgencyId) -> AgencyId {
        let end = self.parts.ends.last().copied().unwrap_or_default();
        self.plan.register.named_on(body, end)
    }

    fn silent(&self) -> Vec<AgencyId> {
        let given: BTreeSet<AgencyId> = self.bodies.iter().map(|of| of.body).collect();
        let silent =
            self.asked_now().filter(|asked| !asked.excused && !given.contains(&asked.body));
        let silent: BTreeSet<AgencyId> = silent.map(|asked| asked.body).collect();
        let mut silent: Vec<AgencyId> = silent.into_iter().map(|body| self.named(body)).collect();
        silent.sort_by_key(|agency| self.plan.register.rank(*agency));
        silent
    }

    fn agencies(&self, nature: Nature) -> Vec<AgencyValue> {
        let value = |of: &BodyAmounts| match nature {
            Nature::Ratio => ratio(self.indicator, of.over(), of.under()),
            _ => Some(of.over().into()),
        };
        let of_body = |of: &&BodyAmounts| AgencyValue {
            agency: self.named(of.body),
            value: value(of),
            readings: of.amounts.iter().flat_map(|amount| amount.readings.clone()).collect(),
        };
        let mut agencies: Vec<AgencyValue> = self.bodies.iter().map(of_body).collect();
        agencies.sort_by_key(|of| self.plan.register.rank(of.agency));
        agencies
    }

    /// Hides what may not be shown of a sensitive indicator.
    fn hide(&self, made: &mut Total) {
        let Some(total) = made.total else { return };
        let alone =
            |answers: &Answers, asked: usize| answers.given + answers.others == 1 && asked > 1;
        let everybody = |answers: &Answers| answers.asked + answers.others + answers.excused;
        let asked = everybody(&made.answers);
        let whole = shown::of_sensitive(total, alone(&made.answers, asked));
        let kind_total =
            |of: &KindTotal| of.shown.and_then(Shown::value).map_or(0, |value| value.rounded());
        let each: Vec<(Shown, i128)> = made
            .kinds
            .iter()
            .map(|of| {
                (shown::of_sensitive(kind_total(of), alone(&of.answers, asked)), kind_total(of))
            })
            .collect();
        let (whole, each) = shown::kinds((whole, total), &each);
        made.shown = Some(whole);
        for (kind, shown) in made.kinds.iter_mut().zip(each) {
            kind.shown = kind.shown.map(|_| shown);
        }
    }
}
