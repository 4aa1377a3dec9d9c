//! Workbooks as they exist: parts under other names and in other folders, in UTF-16, rows out of
//! order, what extensions repeat in their own words.

use report::submission::Field;

use super::{by_hand, codes, column, inline, parts, read, row_start, sheet};

const BOOK: &str = r#"<workbook><sheets><sheet name="B" r:id="rId1"/></sheets></workbook>"#;

/// The headings and a row with a progress of 40.
fn small() -> String {
    sheet(&format!("{}<c><v>40</v></c></row>", row_start("")))
}

fn relations(kind: &str, target: &str) -> String {
    format!(
        r#"<Relationships><Relationship Id="rId1" Type="http://x/{kind}" Target="{target}"/></Relationships>"#
    )
}

#[test]
fn only_the_own_properties_of_a_workbook_say_how_days_are_counted() {
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf/><xf numFmtId="170"/></cellXfs><dxfs><dxf><numFmt numFmtId="170" formatCode="0"/></dxf></dxfs></styleSheet>"#;
    let rows = format!("{}<c r=\"H2\" s=\"1\"><v>44450</v></c></row>", row_start(""));
    for (own, repeated) in [("1", "0"), ("true", "")] {
        let book = format!(
            r#"<workbook><workbookPr date1904="{own}"/><sheets><sheet name="B" r:id="rId1"/></sheets><extLst><ext><x15:workbookPr date1904="{repeated}"/><x14:sheets><x14:sheet name="C"/></x14:sheets></ext></extLst></workbook>"#
        );
        let bytes = parts(&[
            ("xl/workbook.xml", &book),
            ("xl/styles.xml", styles),
            ("xl/worksheets/sheet1.xml", &sheet(&rows)),
        ]);
        assert_eq!(column(bytes, Field::Reported), ["12/09/2025"]);
    }
}

#[test]
fn a_sheet_without_a_part_is_passed_over() {
    for id in ["r:id=\"\"", ""] {
        let book = format!(
            r#"<workbook><sheets><sheet name="Module1" {id}/><sheet name="B" r:id="rId1"/></sheets></workbook>"#
        );
        let bytes = parts(&[("xl/workbook.xml", &book), ("xl/worksheets/sheet1.xml", &small())]);
        assert_eq!(column(bytes, Field::Progress), ["40"], "{id}");
    }
}

#[test]
fn a_part_that_two_tabs_name_is_read_once() {
    let book = r#"<workbook><sheets><sheet name="A" r:id="rId1"/><sheet name="B" r:id="rId1"/></sheets></workbook>"#;
    let bytes = parts(&[("xl/workbook.xml", book), ("xl/worksheets/sheet1.xml", &small())]);
    let (file, found) = read("a.xlsx", bytes);
    let table = file.submission.expect("a table").table;
    assert_eq!((table.len(), table.field(1, 4)), (2, "40"));
    let told = found.iter().find(|d| d.code.id == "F122").expect("it is told");
    assert_eq!(told.value.as_deref(), Some("B"));
    assert!(told.message.contains("“A”"), "{}", told.message);
}

/// However the same part is named, and by however many tabs, it is one.
#[test]
fn every_name_of_a_part_is_that_part() {
    let names = [
        "worksheets/sheet1.xml",
        "/xl/worksheets/sheet1.xml",
        "./worksheets/../worksheets/SHEET1.XML",
        "worksheets\\sheet1.xml",
    ];
    let relations: String = names
        .iter()
        .enumerate()
        .map(|(n, name)| format!(r#"<Relationship Id="r{n}" Type="x/worksheet" Target="{name}"/>"#))
        .collect();
    let relations = format!("<Relationships>{relations}</Relationships>");
    let tabs: String =
        (0..240).map(|n| format!(r#"<sheet name="S{n}" r:id="r{}"/>"#, n % names.len())).collect();
    let book = format!("<workbook><sheets>{tabs}</sheets></workbook>");
    let bytes = parts(&[
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", &relations),
        ("xl/worksheets/sheet1.xml", &small()),
    ]);
    let (file, found) = read("a.xlsx", bytes);
    let table = file.submission.expect("a table").table;
    assert_eq!((table.len(), table.field(1, 4)), (2, "40"));
    let told = found.iter().find(|d| d.code.id == "F122").expect("it is told");
    assert_eq!(told.value.as_deref(), Some("S1, S2, S3, S4, S5 và 234 trang tính khác"));
}

/// One part for the texts, the formats and the cells: each role unpacks it, and all of it counts.
#[test]
fn what_is_unpacked_in_several_roles_counts_each_time() {
    let part = format!("<worksheet>{}</worksheet>", "a".repeat(90_000_000));
    let relation =
        |kind: &str| format!(r#"<Relationship Id="{kind}" Type="x/{kind}" Target="a.xml"/>"#);
    let relations = ["worksheet", "sharedStrings", "styles"].map(relation).concat();
    let bytes = parts(&[
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="B" r:id="worksheet"/></sheets></workbook>"#,
        ),
        ("xl/_rels/workbook.xml.rels", &format!("<Relationships>{relations}</Relationships>")),
        ("xl/a.xml", &part),
    ]);
    let (file, found) = read("a.xlsx", bytes);
    assert!(file.submission.is_none());
    assert_eq!(codes(&found), ["F109"]);
    assert!(found[0].message.starts_with("Nội dung của tệp"), "{}", found[0].message);
}

#[test]
fn names_of_parts_count_in_any_case_and_with_either_slash() {
    let (rels, book_rels) = (
        relations("officeDocument", "/XL/Workbook.xml"),
        relations("worksheet", "worksheets\\SHEET1.xml"),
    );
    for names in [
        [
            "_rels\\.rels",
            "xl\\workbook.xml",
            "xl\\_rels\\workbook.xml.rels",
            "xl\\worksheets\\sheet1.xml",
        ],
        [
            "_RELS/.RELS",
            "XL/WORKBOOK.XML",
            "XL/_RELS/WORKBOOK.XML.RELS",
            "XL/WORKSHEETS/SHEET1.XML",
        ],
        [
            "/_rels/.rels",
            "/xl/workbook.xml",
            "/xl/_rels/workbook.xml.rels",
            "/xl/worksheets/sheet1.xml",
        ],
    ] {
        let texts = [&*rels, BOOK, &*book_rels, &*small()];
        let own: Vec<_> = names.into_iter().zip(texts).collect();
        assert_eq!(column(super::only_parts(&own), Field::Progress), ["40"], "{names:?}");
    }
}

#[test]
fn parts_may_lie_anywhere() {
    for folder in ["wtf/", "data/a/", ""] {
        let named = |name: &str| format!("{folder}{name}");
        let bytes = super::only_parts(&[
            ("_rels/.rels", &relations("officeDocument", &named("book.xml"))),
            (&named("book.xml"), BOOK),
            (&named("_rels/book.xml.rels"), &relations("worksheet", "cells.xml")),
            (&named("cells.xml"), &small()),
        ]);
        assert_eq!(column(bytes, Field::Progress), ["40"], "{folder}");
    }
    // Another document of the same kind of container is none.
    let bytes = super::only_parts(&[
        ("_rels/.rels", &relations("officeDocument", "a/page.xml")),
        ("a/page.xml", "<document/>"),
    ]);
    assert_eq!(codes(&read("a.xlsx", bytes).1), ["F104"]);
}

#[test]
fn parts_in_utf_16_are_read() {
    let text = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}", small());
    for mark in ["\u{FEFF}", ""] {
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = format!("{mark}{text}").encode_utf16().flat_map(order).collect();
            let bytes = super::parts_of_bytes(&[("xl/worksheets/sheet1.xml", &bytes)]);
            assert_eq!(column(bytes, Field::Result), [""]);
        }
    }
    // A letter cut in half.
    let mut bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.pop();
    let bytes = super::parts_of_bytes(&[("xl/worksheets/sheet1.xml", &bytes)]);
    assert_eq!(codes(&read("a.xlsx", bytes).1), ["F101"]);
}

#[test]
fn rows_stand_where_their_cells_say() {
    let cells = |row: u32| -> String {
        let at = |n: usize| format!("{}{row}", ["A", "B", "C", "D"][n]);
        let cell =
            |n: usize| inline(super::ROW[n]).replacen("<c ", &format!("<c r=\"{}\" ", at(n)), 1);
        (0..4).map(cell).collect()
    };
    let progress = |row: u32| format!("<c r=\"E{row}\"><v>{row}</v></c>");
    let row =
        |told: u32, own: u32| format!("<row r=\"{told}\">{}{}</row>", cells(own), progress(own));
    // Every row is told to be the second.
    let rows = [row(2, 2), row(2, 3), row(2, 4)].concat();
    assert_eq!(column(by_hand(&rows), Field::Progress), ["2", "3", "4"]);
    // Out of order.
    let rows = [row(4, 4), row(2, 2), row(3, 3)].concat();
    assert_eq!(column(by_hand(&rows), Field::Progress), ["2", "3", "4"]);
    // In two pieces.
    let rows = format!("<row r=\"2\">{}</row><row r=\"2\">{}</row>", cells(2), progress(2));
    assert_eq!(column(by_hand(&rows), Field::Progress), ["2"]);
    // A cell that says two things.
    let rows = format!("{}<row r=\"2\"><c r=\"E2\"><v>7</v></c></row>", row(2, 2));
    assert_eq!(codes(&read("a.xlsx", by_hand(&rows)).1), ["F101"]);
}

#[test]
fn a_style_beyond_the_last_is_none() {
    let styles = "<styleSheet><cellXfs><xf/><xf numFmtId=\"9\"/></cellXfs></styleSheet>";
    let rows = format!("{}<c s=\"57\"><v>40</v></c></row>", row_start(""));
    let bytes = parts(&[("xl/styles.xml", styles), ("xl/worksheets/sheet1.xml", &sheet(&rows))]);
    assert_eq!(column(bytes, Field::Progress), ["40"]);
}

#[test]
fn lost_styles_matter_only_to_numbers_that_need_one() {
    let rows = |style: &str| {
        let number = format!("<c{style}><v>40</v></c>");
        // The style of a text says nothing.
        let text = inline("Mở 7 hội nghị.").replacen("<c ", "<c s=\"3\" ", 1);
        format!("{}{number}{text}</row>", row_start(""))
    };
    // No part for them, though the relations name one.
    for style in ["", " s=\"0\""] {
        assert_eq!(column(by_hand(&rows(style)), Field::Progress), ["40"], "{style}");
    }
    let (file, found) = read("a.xlsx", by_hand(&rows(" s=\"2\"")));
    assert!(file.submission.is_none());
    assert_eq!(codes(&found), ["F101"]);
    assert!(found[0].message.contains("thiếu phần định dạng ô (styles.xml)"), "{found:#?}");
    let help = found[0].help.as_deref().unwrap_or_default();
    assert!(help.contains("Excel hoặc LibreOffice") && help.contains("lưu"), "{help}");
}
