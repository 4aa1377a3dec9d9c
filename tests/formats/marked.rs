//! What is struck out or above the line in files of other programs than Excel.

use report::submission::Field;

use super::docx::{cell, document, headings, row, table};
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
