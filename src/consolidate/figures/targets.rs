//! A total beside its targets: how far it is from each, and whether it meets it.

use super::shown::Shown;
use super::total::{Nature, Total};
use crate::plan::{Better, Every, FigureUnit, Indicator, Measure, Period, Target, keyed};
use crate::text::quantity::Quantity;

keyed! {
    /// Who set a target.
    TargetOf {
        /// The province.
        Province = "province";
        /// The country.
        Nation = "national";
    }
}

keyed! {
    /// How a total stands to a target.
    TargetState {
        /// It meets it.
        Met = "met";
        /// It does not.
        NotMet = "not_met";
        /// It equals a target that it must be below or above: not met.
        AtBound = "at_bound";
        /// The plan says no direction, so nothing but the distance is known.
        NoDirection = "no_direction";
        /// Not all who were asked have answered, so a sum says nothing yet.
        Partial = "partial";
        /// The total is of a part of the year, and the target of the year.
        PartOfYear = "part_of_year";
        /// The total is hidden, and whether it meets the target would tell it.
        Withheld = "withheld";
        /// There is no total.
        NoTotal = "no_total";
    }
}

/// A target and how the total stands to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetStanding {
    /// Who set it.
    pub of: TargetOf,
    /// The target; its year may be later than that of the period.
    pub target: Target,
    /// Whether the total meets it.
    pub state: TargetState,
    /// The total less the target, in hundredths; of a range less its nearest end, 0 within. `None`
    /// where no distance may or can be told.
    pub distance: Option<Quantity>,
}

/// How the total of a period stands to the targets for its year: the province's, then the
/// country's. Empty where the plan has none for that year.
pub(super) fn standings(
    indicator: &Indicator,
    period: Period,
    total: &Total,
) -> Vec<TargetStanding> {
    let year = period.year();
    let all = [(TargetOf::Province, &indicator.province), (TargetOf::Nation, &indicator.national)];
    let of = all.into_iter().filter_map(|(of, list)| {
        let target = *Indicator::target_in(list, year)?;
        let (state, distance) = standing(indicator, period, total, &target);
        Some(TargetStanding { of, target, state, distance })
    });
    of.collect()
}

fn standing(
    indicator: &Indicator,
    period: Period,
    total: &Total,
    target: &Target,
) -> (TargetState, Option<Quantity>) {
    let is_flow = indicator.measure == Measure::Flow;
    let is_year = matches!(period, Period::Year(_)) || indicator.every == Every::Year;
    let value = match total.shown {
        None => return (TargetState::NoTotal, None),
        Some(Shown::Below5 | Shown::Withheld) => return (TargetState::Withheld, None),
        Some(Shown::Value(value)) => value,
    };
    if is_flow && !is_year {
        return (TargetState::PartOfYear, None);
    }
    let (state, distance) = compare(indicator.better, target, value);
    let is_sum = matches!(total.nature, Nature::Sum | Nature::Bodies);
    let grows = indicator.better == Some(Better::Up);
    match is_sum && !total.is_complete() {
        // What more can come only adds to it.
        true if grows && state == TargetState::Met => (state, Some(distance)),
        true => (TargetState::Partial, None),
        false => (state, Some(distance)),
    }
}

/// How a value stands to a target, and its distance.
fn compare(better: Option<Better>, target: &Target, value: Quantity) -> (TargetState, Quantity) {
    let (low, high) = target.value.ends();
    let distance = match value {
        _ if value.against(low).is_lt() => value.minus(low),
        _ if value.against(high).is_gt() => value.minus(high),
        _ => 0.into(),
    };
    let is_within = distance == 0.into();
    let state = match better {
        Some(better) if target.is_met(value, better) => TargetState::Met,
        Some(_) if is_within => TargetState::AtBound,
        Some(_) => TargetState::NotMet,
        None if low == high => TargetState::NoDirection,
        None if is_within => TargetState::Met,
        None => TargetState::NotMet,
    };
    (state, distance)
}

/// What a difference of two values of a unit is counted in: of percentages in percentage points.
pub fn difference_unit(unit: FigureUnit) -> &'static str {
    match unit.name {
        name if name.starts_with('%') => "điểm phần trăm",
        name if name.starts_with('‰') => "điểm phần nghìn",
        "/100.000" => "trên 100.000",
        name => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::TargetValue;

    /// The state and the distance of a value in hundredths.
    fn compare(better: Option<Better>, target: &Target, value: i128) -> (TargetState, i128) {
        let (state, distance) = super::compare(better, target, value.into());
        (state, distance.rounded())
    }

    #[test]
    fn a_quotient_is_held_against_a_target_before_it_is_rounded() {
        let all = Target { year: None, value: TargetValue::One(10_000), strict: false };
        let near = Quantity::quotient(199_999 * 10_000, 200_000, 10_000, &[]).expect("a quotient");
        let (state, distance) = super::compare(Some(Better::Up), &all, near);
        assert_eq!((state, distance.size()), (TargetState::NotMet, "dưới 0,1".to_owned()));
        let strict = Target { strict: true, ..all };
        assert_eq!(super::compare(Some(Better::Down), &strict, near).0, TargetState::Met);
    }

    fn below(value: i64) -> Target {
        Target { year: Some(2025), value: TargetValue::One(value), strict: true }
    }

    #[test]
    fn below_is_strict() {
        let down = Some(Better::Down);
        assert_eq!(compare(down, &below(950), 950), (TargetState::AtBound, 0));
        assert_eq!(compare(down, &below(950), 949), (TargetState::Met, -1));
        assert_eq!(compare(down, &below(950), 1_000), (TargetState::NotMet, 50));
        let at_most = Target { strict: false, ..below(950) };
        assert_eq!(compare(down, &at_most, 950), (TargetState::Met, 0));
        let at_least = Target { strict: false, ..below(6_500) };
        assert_eq!(compare(Some(Better::Up), &at_least, 6_500), (TargetState::Met, 0));
        assert_eq!(compare(Some(Better::Up), &at_least, 6_450), (TargetState::NotMet, -50));
    }

    #[test]
    fn a_range_is_met_within_and_beyond_it_in_the_better_direction() {
        let range = Target { year: None, value: TargetValue::Range(200, 300), strict: false };
        let up = |value| compare(Some(Better::Up), &range, value);
        assert_eq!(up(250), (TargetState::Met, 0));
        assert_eq!(up(400), (TargetState::Met, 100));
        assert_eq!(up(150), (TargetState::NotMet, -50));
        assert_eq!(compare(None, &range, 400), (TargetState::NotMet, 100));
        assert_eq!(compare(None, &range, 300), (TargetState::Met, 0));
    }

    #[test]
    fn without_a_direction_only_the_distance_is_known() {
        let one = Target { strict: false, ..below(1_000) };
        assert_eq!(compare(None, &one, 900), (TargetState::NoDirection, -100));
    }

    #[test]
    fn differences_of_percentages_are_points() {
        let unit = |name| crate::plan::UnitId::find(name).expect("a unit").get();
        assert_eq!(difference_unit(unit("%")), "điểm phần trăm");
        assert_eq!(difference_unit(unit("‰ trẻ đẻ sống")), "điểm phần nghìn");
        assert_eq!(difference_unit(unit("/100.000")), "trên 100.000");
        assert_eq!(difference_unit(unit("buổi")), "buổi");
    }
}
