//! Rates that are computed from two sums: over which values, in which unit, and since when.

use report::consolidate::{AgencyValue, Nature, Shown, TargetState};
use report::text::quantity::Quantity;

use super::world::{World, shown};

#[test]
fn each_agency_has_its_own_rate() {
    let world = World::of(&[
        ("2025-Q4", "xa-doi-thong", "NV06.5=100 NV06.6=10"),
        ("2025-Q4", "xa-bai-dua", "NV06.5=20 NV06.6=15"),
    ]);
    let now = world.totals("2025-Q4", "NV06.7").now;
    assert_eq!((now.answers.given, now.answers.older), (2, 0));
    let rate_of = |of: &AgencyValue| (world.plan().register.agency(of.agency).id.clone(), of.value);
    let rates: Vec<(String, Option<Quantity>)> = now.by_agency().iter().map(rate_of).collect();
    let expected = [("xa-bai-dua", 7_500), ("xa-doi-thong", 1_000)];
    assert_eq!(
        rates,
        expected.map(|(agency, rate)| (agency.to_owned(), Some(Quantity::from(rate))))
    );
}

#[test]
fn a_rate_counts_in_its_unit() {
    let world = World::of(&[("2025-Q4", "xa-doi-thong", "NV06.5=1000 NV06.6=7")]);
    let rate = |code: &str| world.totals("2025-Q4", code).now.shown;
    assert_eq!(rate("NV06.7"), Some(Shown::Value(70.into())));
    assert_eq!(rate("NV06.11"), shown(7));
    assert_eq!(rate("NV06.12"), shown(700));
}

/// Nearly all is not all, and hardly any is some: the total, its target and its change.
#[test]
fn a_rate_is_never_rounded_onto_what_it_does_not_reach() {
    let world = World::of(&[
        ("2025-Q3", "xa-doi-thong", "NV06.5=200000 NV06.6=99999"),
        ("2025-Q4", "xa-doi-thong", "NV06.5=200000 NV06.6=100000"),
        ("2025-Q4", "xa-bai-dua", "NV06.5=1 NV06.6=0"),
        ("2026-Q1", "xa-doi-thong", "NV06.5=200000 NV06.6=199999"),
        ("2026-Q2", "xa-doi-thong", "NV06.5=200000 NV06.6=1"),
    ]);
    let totals = |period: &str| world.totals(period, "NV06.7");
    let text = |period: &str| totals(period).now.shown.and_then(Shown::value).map(|of| of.text());
    // The country's target for 2030 is 50%.
    assert_eq!(text("2025-Q3").as_deref(), Some("dưới 50"));
    let target = totals("2025-Q3").targets[0];
    assert_eq!((target.state, target.distance.map(|by| by.size())), (TargetState::NotMet, near()));
    assert_eq!(text("2025-Q4").as_deref(), Some("dưới 50"));
    assert_eq!(totals("2025-Q4").targets[0].state, TargetState::NotMet);
    let change = totals("2025-Q4").previous.and_then(|of| of.change).expect("a change");
    let by = change.difference.expect("a difference");
    assert_eq!((Some(by.size()), by.is_positive()), (near(), true));
    assert_eq!(text("2026-Q1").as_deref(), Some("trên 99,9"));
    assert_eq!(text("2026-Q2").as_deref(), Some("dưới 0,1"));
}

fn near() -> Option<String> {
    Some("dưới 0,1".to_owned())
}

#[test]
fn nothing_below_the_line_gives_no_rate() {
    let world = World::of(&[("2025-Q4", "xa-doi-thong", "NV06.5=0 NV06.6=0")]);
    let now = world.totals("2025-Q4", "NV06.7").now;
    assert_eq!((now.nature, now.shown, now.answers.given), (Nature::Ratio, None, 1));
    assert_eq!(now.by_agency()[0].value, None);
}

#[test]
fn the_change_of_a_rate_is_of_the_sums_of_the_same_bodies() {
    let world = World::of(&[
        ("2025-Q3", "xa-doi-thong", "NV06.5=100 NV06.6=10"),
        ("2025-Q3", "xa-bai-dua", "NV06.5=50 NV06.6=50"),
        ("2025-Q4", "xa-doi-thong", "NV06.5=200 NV06.6=60"),
    ]);
    let change = world.totals("2025-Q4", "NV06.7").previous.and_then(|of| of.change);
    let change = change.expect("one body");
    assert_eq!((Some(change.now), Some(change.before)), (shown(30), shown(10)));
    assert_eq!(change.difference, Some(2_000.into()));
}

#[test]
fn both_sides_of_a_rate_are_of_the_same_quarters() {
    let world = World::of(&[
        ("2026-Q1", "xa-doi-thong", "NV06.5=100"),
        ("2026-Q2", "xa-doi-thong", "NV06.5=300 NV06.6=150"),
    ]);
    let now = world.totals("2026-H1", "NV06.7").now;
    assert_eq!(now.shown, shown(50));
    let sums = [15_000, 30_000].map(|sum: i128| Quantity::from(sum));
    assert_eq!(now.base.and_then(|base| base.sums), Some(sums), "not 150 of 400");
    assert_eq!(world.totals("2026-Q2", "NV06.7").now.base, None, "the quotient of both totals");
}

#[test]
fn a_rate_without_one_side_of_a_body_says_so_and_tells_no_sensitive_sum() {
    let world = World::of(&[
        ("2025-Q4", "xa-doi-thong", "NV06.5=100 NV06.6=10 NV05.1=20 NV05.3=80"),
        ("2025-Q4", "xa-bai-dua", "NV06.5=50 NV05.1=30 NV05.3=70"),
        ("2025-Q4", "xa-hai", "NV05.3=70"),
    ]);
    let sums = [1_000, 10_000].map(|sum: i128| Quantity::from(sum));
    let base = |code: &str| world.totals("2025-Q4", code).now.base;
    assert_eq!(base("NV06.7").and_then(|base| base.sums), Some(sums));
    assert_eq!(base("NV05.4").map(|base| base.sums), Some(None));
}

/// A count over the quarters, and below the line what there is at the end.
#[test]
fn what_happened_is_added_over_the_last_state_below_the_line() {
    let world = World::of(&[
        ("2026-Q1", "xa-doi-thong", "NV06.6=10"),
        ("2026-Q2", "xa-doi-thong", "NV06.6=20 NV06.2=100"),
    ]);
    assert_eq!(world.totals("2026-H1", "NV06.10").now.shown, shown(30));
}

#[test]
fn values_of_both_sides_that_another_one_stands_for_are_told() {
    let sent = "NV06.5=300 NV06.6=150 2026-Q1:NV06.5=100 2026-Q1:NV06.6=80";
    let world = World::of(&[("2026-H1", "xa-doi-thong", sent)]);
    let now = world.totals("2026-H1", "NV06.7").now;
    assert_eq!((now.shown, now.stood_for), (shown(50), 2));
}

#[test]
fn a_count_is_held_against_its_target_when_the_year_is_whole() {
    let world = World::of(&[
        ("2026-Q1", "xa-doi-thong", "NV06.4=6"),
        ("2026-Q1", "xa-bai-dua", "NV06.4=7"),
        ("2026-Q2", "xa-doi-thong", "NV06.4=8"),
        ("2026-Q2", "xa-bai-dua", "NV06.4=9"),
    ]);
    let state = |period: &str| world.totals(period, "NV06.4").targets[0].state;
    assert_eq!(state("2026-Q1"), TargetState::PartOfYear);
    assert_eq!(state("2026"), TargetState::Partial);
}

/// What happened is not handed on with what is left: only the last state is in the figures of those
/// that took over.
#[test]
fn a_body_that_ended_keeps_what_it_did_over_its_last_state() {
    let world = World::of(&[
        ("2025-Q4", "xa-mot", "NV06.6=10 NV06.2=100"),
        ("2026-Q1", "xa-doi-thong", "NV06.6=20 NV06.2=100"),
    ]);
    let both = "2025-09-15..2026-03-14";
    assert_eq!(world.totals(both, "NV06.10").now.shown, shown(15));
    assert_eq!(world.totals(both, "NV06.2").now.shown, shown(100));
}
