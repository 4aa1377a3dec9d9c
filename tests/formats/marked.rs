//! What is struck out or above the line in files of other programs than Excel.

use report::submission::Field;

use super::docx::{cell, document, document_with, headings, row, table};
use super::{ROW, codes, example, rows, text};

#[test]
fn spreadsheets_of_libreoffice_say_which_part_is_struck_out_or_above_the_line() {
    for name in ["gach-ngang.ods", "gach-ngang.xls"] {
        let (submission, found) = rows(name, example(name));
        assert_eq!(codes(&found), ["F119", "R316", "R316", "R316"], "{name}: {found:#?}");
        let places: Vec<_> =
            found[1..].iter().map(|told| (told.place.row(), told.place.field())).collect();
        let amount = (Some(6), Some("kinh_phi_giao"));
        assert_eq!(places, [(Some(4), Some("ket_qua")), (Some(5), None), amount], "{name}");
        let parts = found[1].value.as_deref();
        let shown = "Diện tích 20 m[chữ nhỏ phía trên: 2]; ế [gạch ngang: đã hủy]";
        assert_eq!(parts, Some(shown), "{name}");
        let progress = |row: usize| text(&submission, row, Field::Progress);
        assert_eq!(progress(0), "[gạch ngang: 4]5", "{name}");
        assert_eq!(progress(1), "4[chữ nhỏ phía trên: 1]", "{name}");
        assert_eq!((progress(2), progress(4)), ("45", "50"), "{name}");
        assert_eq!(text(&submission, 2, Field::Result), "Diện tích 20 m2; ế đã hủy", "{name}");
    }
}

#[test]
fn documents_say_which_part_is_struck_out_or_above_the_line() {
    let progress = |runs: &str| {
        let cells: Vec<String> = ROW.iter().map(|text| cell(text)).collect();
        let own = format!("<w:tc><w:p>{runs}</w:p></w:tc>");
        let all = [cells, vec![own, cell("Mở 7 hội nghị.")]].concat();
        let (submission, found) = rows("a.docx", document(&table(&(headings() + &row(&all)))));
        (text(&submission, 0, Field::Progress).to_owned(), codes(&found))
    };
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let told = |runs: &[String]| progress(&runs.concat());
    let plain = run("<w:b/>", "5");
    for struck in ["<w:strike/>", "<w:dstrike/>", "<w:strike w:val=\"true\"/>"] {
        let found = told(&[run(struck, "4"), plain.clone()]);
        assert_eq!(found, ("[gạch ngang: 4]5".to_owned(), vec!["F119"]), "{struck}");
        let found = told(&[run(struck, "45")]);
        assert_eq!(found, ("45".to_owned(), vec!["F119", "R316"]), "{struck}");
    }
    let above = run("<w:vertAlign w:val=\"superscript\"/>", "1");
    assert_eq!(told(&[plain.clone(), above.clone()]).0, "5[chữ nhỏ phía trên: 1]");
    let outside = format!("<w:r><w:rPr><w:strike/></w:rPr><w:t>4</w:t>{}</w:r>", run("", "5"));
    assert_eq!(progress(&outside), ("45".to_owned(), vec!["F119", "R316"]));
    // What is hidden is not there, nor what is struck out in it.
    let hidden = run("<w:vanish/><w:strike/>", "4");
    for near in [hidden, run("<w:strike w:val=\"0\"/>", ""), run("<w:strike/>", " ")] {
        let found = told(&[plain.clone(), near.clone()]);
        assert_eq!((found.0.trim(), found.1), ("5", vec!["F119"]), "{near}");
    }
    let baseline = run("<w:vertAlign w:val=\"baseline\"/>", "1");
    assert_eq!(told(&[plain, baseline]), ("51".to_owned(), vec!["F119"]));
}

/// The progress of a row of a document with these styles, and the findings.
fn progress_in(styles: &str, paragraph: &str) -> (String, Vec<&'static str>) {
    let cells: Vec<String> = ROW.iter().map(|text| cell(text)).collect();
    let own = format!("<w:tc>{paragraph}</w:tc>");
    let all = [cells, vec![own, cell("Mở 7 hội nghị.")]].concat();
    let body = table(&(headings() + &row(&all)));
    let styles = format!("<w:styles>{styles}</w:styles>");
    let (submission, found) = rows("a.docx", document_with(&body, &[("styles", &styles)]));
    (text(&submission, 0, Field::Progress).to_owned(), codes(&found))
}

#[test]
fn documents_show_what_their_styles_say() {
    let style = |kind: &str, name: &str, parent: &str, own: &str| {
        format!(
            "<w:style w:type=\"{kind}\" w:styleId=\"{name}\"><w:basedOn w:val=\"{parent}\"/><w:rPr>{own}</w:rPr></w:style>"
        )
    };
    let in_table = |name: &str, look: &str| {
        let cells = ROW.map(cell).concat();
        let own = format!("<w:tc><w:p><w:r><w:rPr>{look}</w:rPr><w:t>45</w:t></w:r></w:p></w:tc>");
        let rows_of = headings() + &row(&[cells + &own, cell("Mở lớp.")]);
        let properties = format!("<w:tblPr><w:tblStyle w:val=\"{name}\"/></w:tblPr>");
        let body = table(&rows_of).replace("<w:tblPr/>", &properties);
        let styles = "<w:styles><w:style w:type=\"table\" w:styleId=\"Mau\"><w:rPr><w:strike/></w:rPr></w:style></w:styles>";
        let (_, found) = rows("a.docx", document_with(&body, &[("styles", styles)]));
        found.iter().filter(|told| told.code.id == "R316").count()
    };
    // The headings, and the row or each of its other cells.
    let off = "<w:strike w:val=\"0\"/>";
    assert_eq!((in_table("Mau", ""), in_table("Mau", off), in_table("Khac", "")), (2, 6, 0));
    let below = "<w:vertAlign w:val=\"subscript\"/>";
    let styles = [
        style("character", "Bo", "", "<w:strike/>"),
        style("character", "BoNua", "Bo", "<w:b/>"),
        style("character", "Giu", "Bo", "<w:strike w:val=\"0\"/>"),
        style("character", "BoHai", "", "<w:dstrike/>"),
        style("character", "Mu", "", "<w:vertAlign w:val=\"superscript\"/>"),
        style("character", "Duoi", "Mu", below),
        style("character", "Len", "", "<w:position w:val=\"8\"/><w:sz w:val=\"14\"/>"),
        style("character", "An", "", "<w:vanish/>"),
        style("character", "Vong", "Vong", "<w:i/>"),
        style("paragraph", "DoanBo", "", "<w:strike/>"),
        style("paragraph", "DoanCon", "DoanBo", ""),
        style("paragraph", "DoanAn", "", "<w:vanish/>"),
        // Of a style of another kind only the name is the same.
        style("paragraph", "Mau", "", "<w:strike/>"),
        style("table", "Mau", "", "<w:strike/>"),
        style("character", "DoanCon", "", "<w:i/>"),
    ]
    .concat();
    let run = |look: &str, text: &str| {
        format!("<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    };
    let of = |name: &str| format!("<w:rStyle w:val=\"{name}\"/>");
    let told = |runs: &[String]| progress_in(&styles, &format!("<w:p>{}</w:p>", runs.concat()));
    for (look, shown) in [
        (of("Bo"), "[gạch ngang: 4]5"),
        (of("BoNua"), "[gạch ngang: 4]5"),
        (of("BoHai"), "[gạch ngang: 4]5"),
        (of("Giu") + "<w:strike/>", "[gạch ngang: 4]5"),
        (of("Mu"), "[chữ nhỏ phía trên: 4]5"),
        (of("Duoi"), "[chữ nhỏ phía dưới: 4]5"),
        (of("Len"), "[chữ nhỏ phía trên: 4]5"),
        ("<w:position w:val=\"-6\"/>".to_owned(), "[chữ nhỏ phía dưới: 4]5"),
        (of("Mu") + below, "[chữ nhỏ phía dưới: 4]5"),
        (of("An"), "5"),
        // The run itself has the last word.
        (of("Bo") + "<w:strike w:val=\"0\"/>", "45"),
        (of("Mu") + "<w:vertAlign w:val=\"baseline\"/>", "45"),
        (of("Len") + "<w:position w:val=\"0\"/>", "45"),
        (of("An") + "<w:vanish w:val=\"false\"/>", "45"),
        (of("Giu"), "45"),
        (of("Vong"), "45"),
        (of("Mau"), "45"),
        (of("KhongCo"), "45"),
    ] {
        assert_eq!(told(&[run(&look, "4"), run("", "5")]).0, shown, "{look}");
    }
    let paragraph = |name: &str, runs: &[String]| {
        let own = format!("<w:pPr><w:pStyle w:val=\"{name}\"/><w:rPr>{below}</w:rPr></w:pPr>");
        progress_in(&styles, &format!("<w:p>{own}{}</w:p>", runs.concat()))
    };
    let plain = || run("", "45");
    let struck = ("45".to_owned(), vec!["F119", "R316"]);
    assert_eq!(paragraph("DoanBo", &[plain()]), struck);
    assert_eq!(paragraph("DoanCon", &[plain()]), struck);
    assert_eq!(paragraph("DoanAn", &[plain(), run("<w:vanish w:val=\"0\"/>", "6")]).0, "6");
    // A struck style in a struck paragraph is not struck, as Word shows it.
    let turned = [run(&of("Bo"), "4"), run("", "5")];
    assert_eq!(paragraph("DoanBo", &turned).0, "4[gạch ngang: 5]");
    assert_eq!(told(&[plain()]), ("45".to_owned(), vec!["F119"]));
}

#[test]
fn defaults_of_documents_hold_where_nothing_else_is_said() {
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let own = |look: &str, text: &str| format!("<w:p>{}</w:p>", run(look, text));
    let defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr></w:rPrDefault></w:docDefaults>";
    let normal = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:rPr><w:strike/></w:rPr></w:style>";
    let off = "<w:strike w:val=\"0\"/>";
    // Once for the headings, once for the row.
    assert_eq!(progress_in(normal, &own("", "45")).1, ["F119", "R316", "R316"]);
    let both = format!("<w:p>{}{}</w:p>", run("", "4"), run(off, "5"));
    assert_eq!(progress_in(normal, &both).0, "[gạch ngang: 4]5");
    let (shown, _) = progress_in(defaults, &own("", "hÕt n¨m"));
    assert_eq!(shown, "hết năm");
    let modern = "<w:rFonts w:ascii=\"Times New Roman\"/>";
    let (shown, _) = progress_in(defaults, &own(modern, "hÕt n¨m"));
    assert_eq!(shown, "hÕt n¨m");
}
