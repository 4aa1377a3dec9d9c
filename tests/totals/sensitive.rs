//! What is hidden of sensitive indicators where another figure would tell it: rates, longer periods,
//! kinds of body.

use report::consolidate::Shown;

use super::world::{World, shown};

const WITHHELD: Option<Shown> = Some(Shown::Withheld);

#[test]
fn a_rate_does_not_tell_a_hidden_side() {
    let rate = |sent: &[(&str, &str, &str)]| {
        let now = World::of(sent).totals("2025-Q4", "NV05.4").now;
        assert!(now.by_agency().is_empty(), "never by agency");
        (now.shown, now.kinds[0].shown)
    };
    let few = ("2025-Q4", "xa-doi-thong", "NV05.1=2 NV05.3=100");
    let many = ("2025-Q4", "xa-doi-thong", "NV05.1=12 NV05.3=100");
    let other = ("2025-Q4", "xa-bai-dua", "NV05.1=8 NV05.3=100");
    assert_eq!(rate(&[few]), (WITHHELD, WITHHELD), "2 of 100");
    assert_eq!(rate(&[many, other]), (shown(10), shown(10)));
    // 27 cases, and 20 of 200 in the rate: the third commune has 7.
    let alone = ("2025-Q4", "phuong-cho-moi", "NV05.1=7");
    assert_eq!(rate(&[many, other, alone]), (WITHHELD, WITHHELD));
}

#[test]
fn kinds_of_a_longer_period_do_not_tell_a_hidden_kind_of_a_quarter() {
    let world = World::of(&[
        ("2026-Q1", "so-cau-duong", "NV05.5=25"),
        ("2026-Q1", "so-song-nuoc", "NV05.5=15"),
        ("2026-Q1", "xa-doi-thong", "NV05.5=1"),
        ("2026-Q1", "xa-bai-dua", "NV05.5=2"),
        ("2026-Q2", "so-cau-duong", "NV05.5=12"),
        ("2026-Q2", "so-song-nuoc", "NV05.5=8"),
        ("2026-Q2", "xa-doi-thong", "NV05.5=7"),
        ("2026-Q2", "xa-bai-dua", "NV05.5=5"),
    ]);
    let of = |period: &str| {
        let now = world.totals(period, "NV05.5").now;
        (now.shown, now.kinds.iter().map(|kind| kind.shown).collect::<Vec<_>>())
    };
    assert_eq!(of("2026-Q1"), (shown(43), vec![WITHHELD, Some(Shown::Below5)]));
    assert_eq!(of("2026-Q2"), (shown(32), vec![shown(20), shown(12)]));
    // 15 less 12 would be 3.
    assert_eq!(of("2026-H1"), (shown(75), vec![WITHHELD, WITHHELD]));
}

#[test]
fn the_only_kind_of_a_year_is_shown_as_the_year() {
    let sent = ["NV05.1=3", "NV05.1=9", "NV05.1=2", "NV05.1=7"];
    let quarters = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"];
    let mut all = Vec::new();
    for (quarter, value) in quarters.into_iter().zip(sent) {
        all.extend([(quarter, "xa-doi-thong", value), (quarter, "xa-bai-dua", "NV05.1=0")]);
    }
    let year = World::of(&all).totals("2026", "NV05.1").now;
    assert_eq!((year.shown, year.kinds[0].shown), (shown(21), shown(21)));
}

/// Of a state the total of a longer period is that of its last quarter, and what others gave before.
#[test]
fn a_state_of_a_longer_period_does_not_tell_what_one_agency_gave_before() {
    let half = |older: &[(&'static str, &'static str)]| {
        let before = older.iter().map(|(agency, value)| ("2026-Q1", *agency, *value));
        let mut sent: Vec<_> = before.collect();
        sent.push(("2026-Q2", "phuong-cho-moi", "NV05.6=9"));
        sent.push(("2026-Q2", "xa-bai-dua", "NV05.6=22"));
        let now = World::of(&sent).totals("2026-H1", "NV05.6").now;
        assert_eq!(now.kinds[0].shown, now.shown);
        now.shown
    };
    assert_eq!(half(&[]), shown(31));
    assert_eq!(half(&[("xa-doi-thong", "NV05.6=0")]), shown(31));
    assert_eq!(half(&[("xa-doi-thong", "NV05.6=3")]), WITHHELD, "34 less 31");
    assert_eq!(half(&[("xa-doi-thong", "NV05.6=12")]), WITHHELD, "the number of one commune");
    assert_eq!(half(&[("xa-doi-thong", "NV05.6=6"), ("xa-ba", "NV05.6=7")]), shown(44));
}

/// A half-year with files of its own stands beside the reports of its quarters: 23 less 20 would be
/// 3.
#[test]
fn what_was_sent_for_a_longer_period_does_not_tell_a_hidden_quarter() {
    let sent = |half: &'static str| {
        [
            ("2026-Q1", "xa-doi-thong", "NV05.1=3"),
            ("2026-Q2", "xa-doi-thong", "NV05.1=12"),
            ("2026-Q2", "xa-bai-dua", "NV05.1=8"),
            ("2026-H1", "xa-doi-thong", half),
            ("2026-H1", "xa-bai-dua", "NV05.1=0"),
            ("2026-Q3", "xa-doi-thong", "NV05.1=9"),
            ("2026-Q3", "xa-bai-dua", "NV05.1=11"),
        ]
    };
    let totals = |half, period| {
        let now = World::of(&sent(half)).totals(period, "NV05.1").now;
        assert_eq!(now.kinds[0].shown, now.shown);
        now.shown
    };
    assert_eq!(totals("NV05.1=23", "2026-Q1"), Some(Shown::Below5));
    assert_eq!(totals("NV05.1=23", "2026-Q2"), shown(20));
    assert_eq!(totals("NV05.1=23", "2026-H1"), WITHHELD);
    // 43 less the third quarter would be the half-year.
    assert_eq!(totals("NV05.1=23", "2026-9M"), WITHHELD);
    assert_eq!(totals("NV05.1=23", "2026"), WITHHELD);
    // Nothing and little stay what they are.
    assert_eq!(totals("NV05.1=0", "2026-H1"), shown(0));
    assert_eq!(totals("NV05.1=4", "2026-H1"), Some(Shown::Below5));
}

#[test]
fn zero_is_zero_also_of_one_agency() {
    let world = World::of(&[("2025-Q4", "xa-doi-thong", "NV05.1=0")]);
    assert_eq!(world.totals("2025-Q4", "NV05.1").now.shown, shown(0));
}

const ALL_BUT_ONE: &str = "excused: [{agency: xa-bai-dua, reason: bão}, \
    {agency: phuong-cho-moi, reason: bão}, {agency: xa-mot, reason: bão}, \
    {agency: xa-hai, reason: bão}]\n";

/// Who is asked, excused or gives a value unasked: all of them know of each other.
#[test]
fn the_number_of_one_agency_is_hidden_among_all_that_could_have_given_one() {
    let pages = [("2025-Q4", ALL_BUT_ONE)];
    let one = World::with_pages(&[("2025-Q4", "xa-doi-thong", "NV05.1=12")], &pages);
    assert_eq!(one.totals("2025-Q4", "NV05.1").now.shown, WITHHELD);
    let unasked = World::of(&[("2025-Q4", "hoi-nguoi-di-bo", "NV05.7=9")]);
    assert_eq!(unasked.totals("2025-Q4", "NV05.7").now.shown, WITHHELD);
    // The lead is the only one who could.
    let lead = World::of(&[("2025-Q4", "ban-truc-cau", "NV05.7=9")]);
    assert_eq!(lead.totals("2025-Q4", "NV05.7").now.shown, shown(9));
}

#[test]
fn a_total_of_several_is_shown_though_one_of_them_was_not_asked() {
    let world = World::of(&[
        ("2025-Q4", "xa-doi-thong", "NV05.5=6"),
        ("2025-Q4", "xa-bai-dua", "NV05.5=7"),
        ("2025-Q4", "hoi-nguoi-di-bo", "NV05.5=8"),
    ]);
    let now = world.totals("2025-Q4", "NV05.5").now;
    let kinds: Vec<_> = now.kinds.iter().map(|kind| kind.shown).collect();
    assert_eq!((now.shown, kinds), (shown(21), vec![None, WITHHELD, WITHHELD]));
}
