//! A total that holds a value which a rule doubts says so, wherever it is printed.

use report::consolidate::{IndicatorTotals, Total};
use report::render::status::RowsBy;
use report::render::{self, Document, Format};
use report::workspace::{self, DiskStore};

use super::world::{World, shown};

/// Who gave the values in doubt, by id.
fn doubted(world: &World, total: &Total) -> Vec<String> {
    let values = total.by_agency().iter().filter(|value| value.is_in_doubt());
    values.map(|value| world.plan().register.agency(value.agency).id.clone()).collect()
}

/// A quarter after which Bãi Dừa gives a thousandfold, Đồi Thông what is usual.
fn thousandfold() -> World {
    World::of(&[
        ("2025-Q3", "xa-doi-thong", "NV06.1=8"),
        ("2025-Q3", "xa-bai-dua", "NV06.1=7"),
        ("2025-Q4", "xa-doi-thong", "NV06.1=9"),
        ("2025-Q4", "xa-bai-dua", "NV06.1=7000"),
        ("2025-Q4", "so-cau-duong", "NV06.1=4"),
    ])
}

#[test]
fn a_value_that_is_questioned_is_added_and_marks_its_total() {
    let world = thousandfold();
    let IndicatorTotals { now, previous, .. } = world.totals("2025-Q4", "NV06.1");
    assert_eq!((now.shown, now.in_doubt()), (shown(7013), 1));
    assert_eq!(doubted(&world, &now), ["xa-bai-dua"]);
    let kinds: Vec<usize> = now.kinds.iter().map(|of| of.in_doubt).collect();
    assert_eq!(kinds, [0, 1], "of the departments and of the communes");
    let before = previous.expect("the quarter before");
    assert_eq!(before.total.in_doubt(), 0);
    assert!(before.change.expect("a change").in_doubt, "Bãi Dừa is compared");
    // A longer period holds the value too.
    assert_eq!(world.totals("2025", "NV06.1").now.in_doubt(), 1);
}

#[test]
fn a_total_without_questioned_values_is_in_no_doubt() {
    let world = World::of(&[
        ("2025-Q3", "xa-bai-dua", "NV06.1=7"),
        ("2025-Q4", "xa-doi-thong", "NV06.1=9"),
        ("2025-Q4", "xa-bai-dua", "NV06.1=14 NV06.5=700"),
    ]);
    let totals = world.totals("2025-Q4", "NV06.1");
    assert_eq!(totals.now.in_doubt(), 0);
    assert!(!totals.previous.and_then(|of| of.change).expect("a change").in_doubt);
    let view = world.period("2025-Q4").view();
    assert!(!view.indicators.has_doubts);
}

#[test]
fn a_change_without_the_doubted_value_is_in_no_doubt() {
    let world = World::of(&[
        ("2025-Q3", "xa-doi-thong", "NV06.1=8"),
        ("2025-Q3", "xa-bai-dua", "NV06.1=7"),
        ("2025-Q4", "xa-doi-thong", "NV06.1=9"),
        ("2025-Q4", "xa-bai-dua", "NV06.1=7000"),
        ("2026-Q1", "xa-doi-thong", "NV06.1=9"),
    ]);
    let before = world.totals("2026-Q1", "NV06.1").previous.expect("the quarter before");
    assert_eq!(before.total.in_doubt(), 1);
    assert!(!before.change.expect("a change").in_doubt, "only Đồi Thông is compared");
}

#[test]
fn a_ratio_is_in_doubt_with_one_of_its_sides() {
    let world = World::of(&[
        ("2025-Q3", "xa-doi-thong", "NV06.5=100 NV06.6=10"),
        ("2025-Q4", "xa-doi-thong", "NV06.5=100000 NV06.6=10"),
    ]);
    assert_eq!(world.totals("2025-Q4", "NV06.7").now.in_doubt(), 1);
    assert_eq!(world.totals("2025-Q4", "NV06.6").now.in_doubt(), 0);
}

#[test]
fn a_copied_table_puts_all_its_counts_in_doubt() {
    let sent = "NV06.1=8 NV06.2=4 NV06.5=70 NV06.6=30";
    let world = World::of(&[("2025-Q3", "xa-doi-thong", sent), ("2025-Q4", "xa-doi-thong", sent)]);
    for (code, expected) in [("NV06.1", 1), ("NV06.5", 1), ("NV06.6", 1), ("NV06.2", 0)] {
        let now = world.totals("2025-Q4", code).now;
        assert_eq!(now.in_doubt(), expected, "{code}: a state that stays is no copy");
    }
}

#[test]
fn a_doubted_value_that_is_nobody_elses_business_is_counted_without_a_name() {
    let world = World::of(&[
        ("2025-Q3", "xa-doi-thong", "NV06.4=8"),
        ("2025-Q4", "xa-doi-thong", "NV06.4=900"),
        ("2025-Q4", "xa-bai-dua", "NV06.4=9"),
    ]);
    let now = world.totals("2025-Q4", "NV06.4").now;
    assert_eq!((now.shown, now.in_doubt()), (shown(909), 1));
    assert!(doubted(&world, &now).is_empty());
    let view = world.period("2025-Q4").view();
    let mut sums = view.indicators.tasks.iter().flat_map(|group| &group.sums);
    let sum = sums.find(|sum| sum.id == "NV06.4").expect("the figure");
    assert_eq!((sum.total.as_deref(), sum.in_doubt), (Some("909 (?)"), 1));
    assert!(sum.doubted.is_empty());
}

/// The text of a document, without the places where a page may break a line.
fn text(document: &Document<'_>) -> String {
    let mut text = Vec::new();
    document.write(&mut text).expect("a document");
    String::from_utf8(text).expect("UTF-8").replace("<wbr>", "")
}

const MEANING: &str = "ố có dấu (?) gồm giá trị khác thường, chờ cơ quan gửi xác nhận";

#[test]
fn every_document_marks_a_doubted_total_and_says_what_the_mark_means() {
    let world = thousandfold();
    let data = world.period("2025-Q4");
    let templates = workspace::templates(&DiskStore, None).expect("the templates");
    let view = data.view();
    for format in [Format::Markdown, Format::Html] {
        let text = text(&render::report(&view, format, &templates));
        assert!(text.matches("7.013 (?)").count() >= 2, "{format:?}: {text}");
        assert!(text.contains("7.000 (?)"), "{format:?}: the value of the agency");
        assert!(text.contains("(?): chờ xác nhận"), "{format:?}: the sentence of the body");
        assert!(text.contains("(?) chờ xác nhận: UBND xã Bãi Dừa 7.000"), "{format:?}: the note");
        assert!(text.matches(MEANING).count() >= 2, "{format:?}: {text}");
        assert!(!text.contains("7.013 buổi"), "{format:?}: a sum without its mark");
        assert!(!text.contains("tăng 6.994 buổi"), "{format:?}: the body tells its change");
    }
    let trace = text(&render::trace_document(&data.trace(), Format::Markdown, &templates));
    assert!(!trace.contains("7.013 buổi"), "{trace}");
    assert_eq!(trace.contains("7.013 (?) buổi"), trace.contains(MEANING), "{trace}");
}

#[test]
fn the_sheet_of_the_agency_asks_it_to_confirm() {
    let world = thousandfold();
    let data = world.period("2025-Q4");
    let templates = workspace::templates(&DiskStore, None).expect("the templates");
    let sheet = |agency: &str| {
        let sheet = data.sheet(world.agency(agency));
        text(&render::agency_sheet(&sheet, Format::Markdown, &templates))
    };
    let own = sheet("xa-bai-dua");
    assert!(own.contains("| 7.000 (?) |") && own.contains("Số có dấu (?) khác thường"), "{own}");
    let other = sheet("xa-doi-thong");
    assert!(!other.contains("(?)"), "{other}");
}

#[test]
fn tables_count_who_is_to_confirm() {
    let world = thousandfold();
    let data = world.period("2025-Q4");
    let status = render::status::csv(&data.status(), RowsBy::Figure);
    let mut rows = status.trim_start_matches('\u{feff}').lines().map(|line| line.split(';'));
    let at = rows.next().expect("headings").position(|cell| cell == "Số cơ quan chờ xác nhận");
    let at = at.expect("the column");
    let of = rows.map(|row| row.collect::<Vec<_>>()).find(|row| row[1] == "NV06.1");
    assert_eq!(of.expect("the figure")[at], "1");
    let view = data.view();
    let total = |of: &str| {
        let rows = view.figure_rows.totals.iter();
        let mut own = rows.filter(|row| view.figure_rows.indicators[row.indicator].id == "NV06.1");
        own.find(|row| row.of == of).expect(of).in_doubt
    };
    assert_eq!((total("toan_tinh"), total("cap_xa"), total("so_nganh")), (1, 1, 0));
    let doubted: Vec<&str> = view
        .figure_rows
        .values
        .iter()
        .filter(|row| row.is_in_doubt)
        .map(|row| row.agency.as_str())
        .collect();
    assert_eq!(doubted, ["xa-bai-dua"]);
}
