//! Totals through time: the change of a longer period, and the line of the quarters.

use report::consolidate::Shown;
use report::plan::Period;

use super::world::{World, shown};

#[test]
fn a_longer_period_is_compared_quarter_by_quarter() {
    let mut sent = vec![
        ("2025-Q3", "xa-doi-thong", "NV06.1=4"),
        ("2025-Q4", "xa-doi-thong", "NV06.1=50"),
        ("2026-Q1", "xa-doi-thong", "NV06.1=7"),
    ];
    let change = |sent: &[(&str, &str, &str)]| {
        let previous = World::of(sent).totals("2026-H1", "NV06.1").previous.expect("H2");
        let change = previous.change.expect("one body");
        (change.bodies, change.parts, Some(change.now), Some(change.before))
    };
    // The first quarter against the first of the half year before.
    assert_eq!(change(&sent), (1, 1, shown(7), shown(4)));
    sent.push(("2026-Q2", "xa-doi-thong", "NV06.1=60"));
    sent.push(("2025-Q3", "xa-bai-dua", "NV06.1=1"));
    sent.push(("2026-Q1", "xa-bai-dua", "NV06.1=2"));
    assert_eq!(change(&sent), (2, 3, shown(69), shown(55)));
}

/// The line of an indicator in the report of 2026-Q1.
fn line(world: &World, code: &str) -> Vec<(Period, Option<Shown>, bool)> {
    let data = world.period("2026-Q1");
    let report = data.report();
    let id = world.plan().indicators.find(code).expect(code);
    let line = report.total_trends.get(&id).map_or(&[][..], Vec::as_slice);
    line.iter().map(|of| (of.period, of.shown, of.in_doubt)).collect()
}

#[test]
fn the_line_holds_the_quarters_with_figures_of_an_indicator_with_a_target() {
    let world = World::of(&[
        ("2025-H1", "xa-doi-thong", "NV06.2=3"),
        ("2025-Q3", "xa-doi-thong", "NV06.2=8 NV06.1=4"),
        ("2025-Q4", "xa-doi-thong", "NV06.2=8000"),
        ("2026-Q1", "xa-doi-thong", "NV06.2=9"),
    ]);
    let [third, fourth] = [3, 4].map(|quarter| Period::Quarter(2025, quarter));
    assert_eq!(
        line(&world, "NV06.2"),
        [
            (third, shown(8), false),
            (fourth, shown(8000), true),
            // Beside 8000 what is usual is odd, too.
            (Period::Quarter(2026, 1), shown(9), true),
        ]
    );
    assert_eq!(line(&world, "NV06.1"), [], "it has no target");
}
