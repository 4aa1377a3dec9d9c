//! The totals of figures: what each decision comes to on a few rows.

mod answers;
mod doubts;
mod lines;
mod ratios;
mod sensitive;
mod world;

use report::consolidate::{Nature, Shown, TargetState};
use report::plan::Kind;
use report::render::{self, Format, Templates};
use world::{World, shown};

#[test]
fn a_total_says_who_was_asked_and_who_answered() {
    let world = World::of(&[
        ("2025-Q4", "so-cau-duong", "NV06.1=10"),
        ("2025-Q4", "xa-doi-thong", "NV06.1=0"),
        ("2025-Q4", "xa-bai-dua", "NV06.1=7"),
        ("2025-Q4", "hoi-nguoi-di-bo", "NV06.1=5"),
    ]);
    let totals = world.totals("2025-Q4", "NV06.1");
    assert_eq!(totals.now.shown, shown(22));
    // The lead and five communes owe a report; the association gave a value and owes none.
    let answers = totals.now.answers;
    assert_eq!((answers.asked, answers.given, answers.others), (6, 3, 1));
    assert!(!totals.now.is_complete());
    let silent = totals.now.silent.iter().map(|id| world.plan().register.agency(*id).id.as_str());
    assert_eq!(silent.collect::<Vec<_>>(), ["phuong-cho-moi", "xa-hai", "xa-mot"]);
    let kinds: Vec<_> = totals
        .now
        .kinds
        .iter()
        .map(|of| (of.kind, of.shown, of.answers.given, of.answers.asked))
        .collect();
    assert_eq!(
        kinds,
        [
            (Kind::Department, shown(10), 1, 1),
            (Kind::MassOrganisation, shown(5), 0, 0),
            (Kind::Commune, shown(7), 2, 5)
        ]
    );
    assert_eq!(totals.now.by_agency().len(), 4);
    assert!(totals.previous.is_none() && totals.last_year.is_none());
}

#[test]
fn nobody_answering_is_no_zero() {
    let world = World::of(&[("2025-Q4", "xa-doi-thong", "NV06.2=1")]);
    let totals = world.totals("2025-Q4", "NV06.1");
    assert_eq!((totals.now.shown, totals.now.answers.given), (None, 0));
    let zero = World::of(&[("2025-Q4", "xa-doi-thong", "NV06.1=0")]);
    assert_eq!(zero.totals("2025-Q4", "NV06.1").now.shown, shown(0));
}

#[test]
fn an_excused_body_is_not_among_those_asked() {
    let page = "excused:\n  - {agency: xa-bai-dua, reason: bão}\n";
    let sent = [("2025-Q4", "xa-doi-thong", "NV06.2=4")];
    let totals = World::with_pages(&sent, &[("2025-Q4", page)]).totals("2025-Q4", "NV06.2");
    let answers = totals.now.answers;
    assert_eq!((answers.asked, answers.given, answers.excused), (4, 1, 1));
}

#[test]
fn bodies_that_said_one_are_counted_of_those_with_a_value() {
    let world = World::of(&[
        ("2025-Q4", "xa-doi-thong", "NV06.3=1"),
        ("2025-Q4", "xa-bai-dua", "NV06.3=0"),
        ("2025-Q4", "phuong-cho-moi", "NV06.3=1"),
    ]);
    let now = world.totals("2025-Q4", "NV06.3").now;
    assert_eq!((now.nature, now.shown), (Nature::Bodies, shown(2)));
    assert_eq!((now.answers.given, now.answers.asked), (3, 5));
}

#[test]
fn a_rate_is_computed_from_the_sums_of_bodies_that_gave_both() {
    let world = World::of(&[
        ("2025-Q4", "xa-doi-thong", "NV06.5=100 NV06.6=10"),
        ("2025-Q4", "xa-bai-dua", "NV06.5=20 NV06.6=20"),
        ("2025-Q4", "phuong-cho-moi", "NV06.5=5000"),
    ]);
    let totals = world.totals("2025-Q4", "NV06.7");
    // 30 of 120, not the mean of 10% and 100%.
    assert_eq!((totals.now.nature, totals.now.shown), (Nature::Ratio, shown(25)));
    assert_eq!((totals.now.answers.given, totals.now.answers.asked), (2, 5));
    assert_eq!(totals.targets[0].state, TargetState::NotMet);
    assert_eq!(totals.targets[0].distance, Some((-2_500).into()));
}

#[test]
fn rates_without_their_sums_are_listed_and_never_summed() {
    let world = World::of(&[
        ("2025-Q4", "xa-doi-thong", "NV06.8=12,5"),
        ("2025-Q4", "xa-bai-dua", "NV06.8=40"),
        ("2025-Q3", "xa-doi-thong", "NV06.8=10"),
    ]);
    let totals = world.totals("2025-Q4", "NV06.8");
    assert_eq!((totals.now.nature, totals.now.shown), (Nature::Listed, None));
    let values: Vec<_> = totals.now.by_agency().iter().map(|of| of.value).collect();
    assert_eq!(values, [Some(4_000.into()), Some(1_250.into())]);
    assert!(totals.now.kinds.iter().all(|kind| kind.shown.is_none()));
    assert_eq!(totals.previous.expect("Q3").change, None);
}

#[test]
fn below_nine_and_a_half_is_not_met_by_nine_and_a_half() {
    for (value, state, distance) in [
        ("9,5", TargetState::AtBound, 0),
        ("9,49", TargetState::Met, -1),
        ("10", TargetState::NotMet, 50),
    ] {
        let sent = format!("NV05.2={value}");
        let world = World::of(&[("2025-Q4", "ban-truc-cau", &sent)]);
        let totals = world.totals("2025-Q4", "NV05.2");
        assert_eq!(totals.now.nature, Nature::Sole);
        assert_eq!(
            (totals.targets[0].state, totals.targets[0].distance),
            (state, Some(distance.into()))
        );
    }
    let world = World::of(&[("2026-Q4", "ban-truc-cau", "NV05.2=9")]);
    assert!(world.totals("2026-Q4", "NV05.2").targets.is_empty(), "no target after 2025");
}

#[test]
fn a_partial_sum_says_nothing_of_a_target_unless_it_meets_it_already() {
    let state = |values: &[(&str, &str)]| {
        let sent: Vec<_> =
            values.iter().map(|(agency, value)| ("2026-Q1", *agency, *value)).collect();
        World::of(&sent).totals("2026-Q1", "NV06.2").targets[0].state
    };
    assert_eq!(state(&[("xa-doi-thong", "NV06.2=10")]), TargetState::Partial);
    assert_eq!(state(&[("xa-doi-thong", "NV06.2=30")]), TargetState::Met);
    let all = |value: &'static str| {
        ["xa-doi-thong", "xa-bai-dua", "phuong-cho-moi", "xa-ba"].map(|agency| (agency, value))
    };
    assert_eq!(state(&all("NV06.2=7")), TargetState::NotMet);
    assert_eq!(state(&all("NV06.2=8")), TargetState::Met);
}

#[test]
fn a_change_is_of_bodies_with_a_value_in_both_periods() {
    let world = World::of(&[
        ("2025-Q3", "xa-doi-thong", "NV06.1=4"),
        ("2025-Q3", "xa-bai-dua", "NV06.1=100"),
        ("2025-Q3", "phuong-cho-cu", "NV06.1=3"),
        ("2025-Q4", "xa-doi-thong", "NV06.1=6"),
        ("2025-Q4", "phuong-cho-moi", "NV06.1=5"),
        ("2025-Q4", "xa-mot", "NV06.1=50"),
    ]);
    let totals = world.totals("2025-Q4", "NV06.1");
    let previous = totals.previous.expect("Q3");
    assert_eq!((totals.now.shown, previous.total.shown), (shown(61), shown(107)));
    // The renamed ward is one body.
    let change = previous.change.expect("two bodies");
    assert_eq!((change.bodies, change.difference), (2, Some(400.into())));
    assert_eq!((Some(change.now), Some(change.before)), (shown(11), shown(7)));
}

#[test]
fn a_body_that_others_went_into_is_compared_with_all_of_them_or_not_at_all() {
    let both = [
        ("2025-Q4", "xa-mot", "NV06.1=4"),
        ("2025-Q4", "xa-hai", "NV06.1=3"),
        ("2026-Q1", "xa-ba", "NV06.1=9"),
    ];
    let change = |sent: &[(&str, &str, &str)]| {
        World::of(sent).totals("2026-Q1", "NV06.1").previous.expect("Q4").change
    };
    let of_both = change(&both).expect("one body");
    assert_eq!((of_both.bodies, of_both.difference), (1, Some(200.into())));
    assert_eq!(change(&[both[0], both[2]]), None, "xã Hai gave nothing");
    let world = World::of(&both);
    // The year before the merger is theirs.
    assert_eq!(world.totals("2025-Q4", "NV06.1").now.shown, shown(7));
}

#[test]
fn the_same_period_a_year_before_is_beside_the_period_before() {
    let world = World::of(&[
        ("2025-Q3", "xa-doi-thong", "NV06.1=4"),
        ("2026-Q2", "xa-doi-thong", "NV06.1=5"),
        ("2026-Q3", "xa-doi-thong", "NV06.1=9"),
    ]);
    let totals = world.totals("2026-Q3", "NV06.1");
    let difference = |other: Option<report::consolidate::ComparedTotal>| {
        other.and_then(|other| other.change).and_then(|change| change.difference)
    };
    assert_eq!(difference(totals.previous), Some(400.into()));
    assert_eq!(difference(totals.last_year), Some(500.into()));
}

#[test]
fn a_longer_period_adds_flows_quarter_by_quarter() {
    let world = World::of(&[
        ("2026-Q1", "xa-doi-thong", "NV06.1=4"),
        ("2026-Q2", "xa-doi-thong", "NV06.1=5"),
        ("2026-Q2", "xa-bai-dua", "NV06.1=7"),
    ]);
    let now = world.totals("2026-H1", "NV06.1").now;
    assert_eq!(now.shown, shown(16));
    // The lead and four communes in two quarters.
    assert_eq!((now.answers.given_parts, now.answers.asked_parts), (3, 10));
    assert_eq!((now.answers.given, now.answers.asked), (2, 5));
}

#[test]
fn a_quarter_without_a_folder_is_asked_for_all_the_same() {
    let world = World::of(&[
        ("2026-Q1", "xa-doi-thong", "NV06.1=4"),
        ("2026-Q3", "xa-doi-thong", "NV06.1=5"),
    ]);
    let now = world.totals("2026-9M", "NV06.1").now;
    assert_eq!((now.answers.given_parts, now.answers.asked_parts), (2, 15));
    // One that has not begun is not, and the year is not over.
    let year = |day: &str| {
        let sent = [("2026-Q1", "xa-doi-thong", "NV06.1=4")];
        let world = World::with_pages(&sent, &[("2026-Q1", &format!("as_of: {day}\n"))]);
        world.totals("2026", "NV06.1").now
    };
    assert_eq!(year("2026-05-01").answers.asked_parts, 10);
    assert!(!year("2026-05-01").is_over && year("2026-12-31").is_over);
}

#[test]
fn a_longer_period_takes_the_last_state_of_those_still_asked() {
    let world = World::of(&[
        ("2025-Q3", "so-cau-duong", "NV01.1=40"),
        ("2025-Q4", "so-song-nuoc", "NV01.1=41"),
        ("2025-Q3", "xa-doi-thong", "NV06.2=10"),
        ("2025-Q4", "xa-doi-thong", "NV06.2=12"),
        ("2025-Q3", "xa-bai-dua", "NV06.2=5"),
    ]);
    // The task was given to another lead: its bridges are not counted twice.
    let bridges = world.totals("2025-H2", "NV01.1").now;
    assert_eq!((bridges.shown, bridges.ended), (shown(41), vec![world.agency("so-cau-duong")]));
    let people = world.totals("2025-H2", "NV06.2").now;
    assert_eq!((people.shown, people.answers.older), (shown(17), 1));
    assert!(!people.is_complete());
}

#[test]
fn the_last_state_of_a_body_that_was_never_asked_stays_in_a_longer_period() {
    let world = World::of(&[
        ("2025-Q3", "xa-doi-thong", "NV06.2=10"),
        ("2025-Q4", "xa-doi-thong", "NV06.2=12"),
        ("2025-Q3", "hoi-nguoi-di-bo", "NV06.2=3"),
    ]);
    let people = world.totals("2025-H2", "NV06.2").now;
    assert_eq!((people.shown, people.ended), (shown(15), vec![]));
    assert_eq!((people.answers.others, people.answers.older), (1, 1));
}

#[test]
fn an_annex_tells_what_its_totals_do_not_hold() {
    let world = World::of(&[
        ("2025-H2", "so-cau-duong", "2025-Q3:NV01.1=40"),
        ("2025-H2", "so-song-nuoc", "2025-Q4:NV01.1=41"),
        ("2025-H2", "xa-doi-thong", "2025-Q4:NV06.1=2 NV06.1=5"),
    ]);
    let view = world.period("2025-H2").view();
    let templates = Templates::new(Default::default()).expect("templates");
    for form in [Format::Markdown, Format::Html] {
        let mut text = Vec::new();
        render::report(&view, form, &templates).write(&mut text).expect("a document");
        let text = String::from_utf8(text).expect("text");
        for told in [
            "không cộng số của Sở Cầu đường, cuối kỳ không còn hoặc không còn được hỏi",
            "không cộng 1 giá trị đã nằm trong số của cả kỳ",
        ] {
            assert_eq!(text.matches(told).count(), 1, "{told}");
        }
    }
}

#[test]
fn states_of_merged_bodies_are_not_added_to_those_of_their_successor() {
    let world = World::of(&[
        ("2025-Q4", "xa-mot", "NV06.2=4 NV06.1=1"),
        ("2025-Q4", "xa-hai", "NV06.2=3 NV06.1=2"),
        ("2026-Q1", "xa-ba", "NV06.2=8"),
    ]);
    assert_eq!(world.totals("2026-Q1", "NV06.2").now.shown, shown(8));
    let half = World::of(&[
        ("2025-Q3", "xa-mot", "NV06.2=4 NV06.1=1"),
        ("2025-Q4", "xa-mot", "NV06.2=5 NV06.1=2"),
    ]);
    assert_eq!(half.totals("2025-H2", "NV06.1").now.shown, shown(3));
}

#[test]
fn a_value_for_the_longer_period_stands_for_its_quarters() {
    let world = World::of(&[
        ("2026-H1", "xa-doi-thong", "NV06.1=20 2026-Q1:NV06.1=4 2026-Q2:NV06.1=5"),
        ("2026-H1", "xa-bai-dua", "2026-Q1:NV06.1=1 2026-Q2:NV06.1=2"),
        ("2026-Q1", "phuong-cho-moi", "NV06.1=9"),
    ]);
    let now = world.totals("2026-H1", "NV06.1").now;
    assert_eq!((now.shown, now.stood_for), (shown(23), 2));
    assert_eq!((now.answers.given_parts, now.answers.asked_parts), (4, 10));
    // Put together with the third quarter: the half year, and not the quarter in it.
    let mut sent = vec![("2026-H1", "xa-doi-thong", "NV06.1=20")];
    sent.extend([("2026-Q1", "xa-doi-thong", "NV06.1=9"), ("2026-Q3", "xa-doi-thong", "NV06.1=1")]);
    assert_eq!(World::of(&sent).totals("2026-9M", "NV06.1").now.shown, shown(21));
}

#[test]
fn a_rate_of_a_longer_period_is_of_sums() {
    let world = World::of(&[
        ("2026-Q1", "xa-doi-thong", "NV06.5=100 NV06.6=10"),
        ("2026-Q2", "xa-doi-thong", "NV06.5=300 NV06.6=150"),
        ("2026-Q2", "xa-bai-dua", "NV06.5=100"),
    ]);
    assert_eq!(world.totals("2026-H1", "NV06.7").now.shown, shown(40));
}

#[test]
fn a_yearly_figure_is_missing_in_no_quarter_but_the_last() {
    let world = World::of(&[
        ("2026-Q2", "xa-bai-dua", "NV06.1=1"),
        ("2026-Q3", "xa-doi-thong", "NV06.9=3"),
        ("2026-Q4", "xa-doi-thong", "NV06.9=8"),
    ]);
    assert!(world.find("2026-Q2", "NV06.9").is_none());
    let third = world.totals("2026-Q3", "NV06.9").now;
    assert_eq!((third.shown, third.answers.asked, third.answers.others), (shown(3), 0, 1));
    let last = world.totals("2026-Q4", "NV06.9").now;
    assert_eq!((last.shown, last.answers.asked), (shown(8), 4));
    // The figure of the year is given once: the last one, not the sum.
    let year = world.totals("2026", "NV06.9").now;
    assert_eq!((year.shown, year.answers.given, year.answers.asked), (shown(8), 1, 4));
}

#[test]
fn a_few_are_below_five_and_zero_is_zero() {
    let total = |values: [&str; 2]| {
        let sent = [("2025-Q4", "xa-doi-thong", values[0]), ("2025-Q4", "xa-bai-dua", values[1])];
        let totals = World::of(&sent).totals("2025-Q4", "NV05.1");
        assert!(totals.now.by_agency().is_empty(), "never by agency");
        totals.now.shown
    };
    assert_eq!(total(["NV05.1=0", "NV05.1=0"]), shown(0));
    assert_eq!(total(["NV05.1=1", "NV05.1=3"]), Some(Shown::Below5));
    assert_eq!(total(["NV05.1=2", "NV05.1=3"]), shown(5));
    let one = World::of(&[("2025-Q4", "xa-doi-thong", "NV05.1=12")]).totals("2025-Q4", "NV05.1");
    assert_eq!(one.now.shown, Some(Shown::Withheld), "the number of one commune of five");
}

#[test]
fn an_agency_sees_its_own_sensitive_value() {
    let world = World::of(&[("2025-Q4", "xa-doi-thong", "NV05.1=2")]);
    let now = world.totals("2025-Q4", "NV05.1").now;
    let own = |id: &str| now.of_own_sheet(world.plan(), world.agency(id)).map(|of| of.value);
    assert_eq!(own("xa-doi-thong"), Some(Some(200.into())));
    assert_eq!(own("xa-bai-dua"), None);
}

#[test]
fn kinds_of_body_give_no_small_number_away() {
    let world = World::of(&[
        ("2025-Q4", "so-cau-duong", "NV06.4=30"),
        ("2025-Q4", "xa-doi-thong", "NV06.4=1"),
        ("2025-Q4", "xa-bai-dua", "NV06.4=2"),
    ]);
    let totals = world.totals("2025-Q4", "NV06.4");
    assert_eq!(totals.now.shown, shown(33));
    // What the one department gave is its own number, too.
    let kinds: Vec<_> = totals.now.kinds.iter().map(|kind| kind.shown).collect();
    assert_eq!(kinds, [Some(Shown::Withheld), Some(Shown::Below5)]);
}

#[test]
fn no_target_or_change_tells_a_hidden_number() {
    let world = World::of(&[
        ("2025-Q4", "xa-doi-thong", "NV06.4=6 NV05.1=9"),
        ("2025-Q4", "xa-bai-dua", "NV06.4=2 NV05.1=3"),
        ("2026-Q1", "xa-doi-thong", "NV06.4=1 NV05.1=7"),
        ("2026-Q1", "xa-bai-dua", "NV06.4=1 NV05.1=8"),
        ("2026-Q2", "xa-doi-thong", "NV05.1=7"),
        ("2026-Q2", "xa-bai-dua", "NV05.1=8"),
        ("2026-Q2", "phuong-cho-moi", "NV05.1=6"),
    ]);
    let totals = world.totals("2026-Q1", "NV06.4");
    assert_eq!(totals.now.shown, Some(Shown::Below5));
    assert_eq!(totals.targets[0].distance, None);
    let previous = totals.previous.expect("Q4");
    assert_eq!(previous.total.shown, shown(8));
    assert_eq!(previous.change.and_then(|change| change.difference), None);
    let open = world.totals("2026-Q1", "NV05.1").previous.expect("Q4").change.expect("two");
    assert_eq!(open.difference, Some(300.into()));
    // 21 now and 15 of the same two: the third one has 6.
    assert_eq!(world.totals("2026-Q2", "NV05.1").previous.expect("Q1").change, None);
}

#[test]
fn a_longer_period_does_not_tell_a_hidden_quarter() {
    let of = |values: [&str; 4]| {
        let mut sent = Vec::new();
        let quarters = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"];
        let cells: Vec<String> = values.iter().map(|value| format!("NV05.1={value}")).collect();
        for (quarter, cell) in quarters.into_iter().zip(&cells) {
            sent.push((quarter, "xa-doi-thong", cell.as_str()));
            sent.push((quarter, "xa-bai-dua", "NV05.1=0"));
        }
        let world = World::of(&sent);
        let shown = |period: &str| world.totals(period, "NV05.1").now.shown;
        (shown("2026-H1"), shown("2026"))
    };
    // 12 less 9 would be 3.
    assert_eq!(of(["3", "9", "6", "7"]), (Some(Shown::Withheld), Some(Shown::Withheld)));
    assert_eq!(of(["3", "9", "2", "7"]), (Some(Shown::Withheld), shown(21)));
    assert_eq!(of(["5", "9", "6", "7"]), (shown(14), shown(27)));
    assert_eq!(of(["1", "1", "1", "1"]).1, Some(Shown::Withheld));
    assert_eq!(of(["1", "2", "0", "1"]), (Some(Shown::Below5), Some(Shown::Below5)));
}
