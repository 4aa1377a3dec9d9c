//! Who was asked and who answered, where somebody is excused, was not asked, or gave an older value.

use report::consolidate::Nature;

use super::world::{World, shown};

const ONE: &str = "excused: [{agency: xa-bai-dua, reason: bão}]\n";
const PLAIN: &str = "period: 2025-Q4\n";
const ALL_BUT_ONE: &str = "excused: [{agency: xa-bai-dua, reason: bão}, \
    {agency: phuong-cho-moi, reason: bão}, {agency: xa-mot, reason: bão}, \
    {agency: xa-hai, reason: bão}]\n";

#[test]
fn a_total_is_not_the_provinces_while_one_is_excused() {
    let mut sent: Vec<_> = ["xa-doi-thong", "phuong-cho-moi", "xa-ba"]
        .map(|agency| ("2026-Q1", agency, "NV06.2=4"))
        .to_vec();
    let now = World::with_pages(&sent, &[("2026-Q1", ONE)]).totals("2026-Q1", "NV06.2").now;
    assert_eq!((now.answers.given, now.answers.asked, now.answers.excused), (3, 3, 1));
    assert!(!now.is_complete());
    sent.push(("2026-Q1", "xa-bai-dua", "NV06.2=4"));
    let now = World::with_pages(&sent, &[("2026-Q1", ONE)]).totals("2026-Q1", "NV06.2").now;
    assert!(now.is_complete(), "it answered all the same");
}

#[test]
fn nor_while_one_is_excused_and_another_gave_an_older_value() {
    let sent = [
        ("2026-Q1", "xa-doi-thong", "NV06.2=4"),
        ("2026-Q2", "phuong-cho-moi", "NV06.2=4"),
        ("2026-Q2", "xa-ba", "NV06.2=4"),
    ];
    let now = World::with_pages(&sent, &[("2026-Q2", ONE)]).totals("2026-H1", "NV06.2").now;
    assert_eq!((now.answers.older, now.answers.excused), (1, 1));
    assert!(!now.is_complete());
}

#[test]
fn the_quarters_of_a_flow_are_told_where_there_are_several() {
    let world = World::of(&[
        ("2026-Q1", "xa-doi-thong", "NV06.1=1"),
        ("2026-Q2", "xa-doi-thong", "NV06.1=2"),
        ("2026-Q2", "xa-bai-dua", "NV06.1=3"),
    ]);
    assert_eq!(world.totals("2026-H1", "NV06.1").now.answers.parts(), Some((3, 10)));
    assert_eq!(world.totals("2026-Q2", "NV06.1").now.answers.parts(), None);
}

#[test]
fn an_indicator_whose_only_body_is_excused_is_not_forgotten() {
    let page = "excused: [{agency: ban-truc-cau, reason: bão}]\n";
    let sent = [("2025-Q4", "xa-doi-thong", "NV06.2=4")];
    let now = World::with_pages(&sent, &[("2025-Q4", page)]).totals("2025-Q4", "NV05.2").now;
    assert_eq!((now.shown, now.answers.asked, now.answers.excused), (None, 0, 1));
}

#[test]
fn a_rate_is_of_one_body_only_where_no_other_could_give_one() {
    let nature = |sent: &[(&str, &str, &str)], page: &str, code: &str| {
        World::with_pages(sent, &[("2025-Q4", page)]).totals("2025-Q4", code).now.nature
    };
    let lead = ("2025-Q4", "ban-truc-cau", "NV05.2=9");
    let unasked = ("2025-Q4", "hoi-nguoi-di-bo", "NV05.2=8");
    assert_eq!(nature(&[lead, unasked], PLAIN, "NV05.2"), Nature::Listed);
    let commune = ("2025-Q4", "xa-doi-thong", "NV06.8=12,5");
    assert_eq!(nature(&[lead], PLAIN, "NV05.2"), Nature::Sole);
    assert_eq!(nature(&[commune], ALL_BUT_ONE, "NV06.8"), Nature::Listed);
}

#[test]
fn whoever_is_excused_from_a_quarter_owes_the_others() {
    let sent = [("2026-Q1", "xa-doi-thong", "NV06.5=1"), ("2026-Q2", "xa-doi-thong", "NV06.5=2")];
    let now = World::with_pages(&sent, &[("2026-Q1", ONE)]).totals("2026-H1", "NV06.5").now;
    // Four communes in two quarters, but for one.
    assert_eq!((now.answers.asked, now.answers.asked_parts, now.answers.excused), (4, 7, 0));
}

#[test]
fn a_report_on_any_other_days_has_its_values() {
    let days = "2026-01-20..2026-02-10";
    let world = World::of(&[(days, "xa-doi-thong", "NV06.1=5"), (days, "xa-bai-dua", "NV06.1=6")]);
    assert_eq!(world.totals(days, "NV06.1").now.shown, shown(11));
}

#[test]
fn every_value_is_cited_to_its_file_and_row() {
    let world = World::of(&[
        ("2026-Q1", "xa-bai-dua", "NV06.1=1"),
        ("2026-Q1", "xa-doi-thong", "NV06.1=2"),
        ("2026-Q2", "xa-doi-thong", "NV06.2=9 NV06.1=3"),
        ("2026-Q3", "xa-doi-thong", "NV06.1=4"),
    ]);
    let data = world.period("2026-9M");
    let report = data.report();
    let id = world.plan().indicators.find("NV06.1").expect("the indicator");
    let totals = report.totals.iter().find(|of| of.id == id).expect("its totals");
    let readings = totals.now.by_agency().iter().flat_map(|of| &of.readings);
    let cited: Vec<_> = readings
        .map(|of| (report.sources[of.cite.source()].name.as_str(), of.cite.row, of.value()))
        .collect();
    let expected = [
        ("2026-Q1/xa-bai-dua.csv", 2, 100),
        ("2026-Q1/xa-doi-thong.csv", 2, 200),
        ("2026-Q2/xa-doi-thong.csv", 3, 300),
        ("2026-Q3/xa-doi-thong.csv", 2, 400),
    ];
    assert_eq!(cited, expected);
}
