//! Older encodings, workbooks, what stands under a table.

use report::submission::{Dropped, Unfixable};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use super::writing::ENCODINGS;
use super::{ChangeKind, HEADINGS, ROW, findings, fix, holds};

#[test]
fn every_encoding_becomes_the_same_utf8() {
    let rows = "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40;Mở 3 lớp tập huấn cho trẻ em ở xã.\r\n\
        Quý III/2025;Sở Tư pháp;II.2;Đang triển khai;55;Phát 1.200 tờ rơi về quyền trẻ em.\r\n";
    let text = format!("{HEADINGS};Kết quả thực hiện\r\n{rows}");
    for encoding in ENCODINGS {
        let fixed = holds(&encoding.write(&text));
        assert_eq!(fixed.text, format!("\u{FEFF}{text}"), "{}", encoding.name());
        assert_eq!(fixed.original.encoding, encoding.name());
    }
}

#[test]
fn a_dash_that_was_taken_for_a_control_is_a_dash_again() {
    let row = "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40";
    let said = "Hỗ trợ 10\u{96}15 trẻ em \u{95} “nhóm 2\u{94}\u{85}";
    let text = format!("{HEADINGS};Kết quả thực hiện\n{row};{said}\n");
    let fixed = holds(text.as_bytes());
    assert!(fixed.text.contains("Hỗ trợ 10–15 trẻ em • “nhóm 2”…"), "{}", fixed.text);
    assert!(fixed.changes.iter().any(|change| change.kind == ChangeKind::Hidden));
    let found = findings(text);
    let told = found.iter().find(|d| d.code.id == "V413").expect("a finding");
    assert_eq!(told.fix.as_deref(), Some("Hỗ trợ 10–15 trẻ em • “nhóm 2”…"));
}

#[test]
fn a_line_that_names_the_delimiter_goes() {
    let text = format!("sep=,\r\n{}\r\n{}\r\n", HEADINGS, ROW).replace(';', ",");
    let fixed = holds(text.as_bytes());
    assert_eq!(fixed.text, format!("\u{FEFF}{HEADINGS}\r\n{ROW}\r\n"));
    assert!(fixed.dropped.is_empty());
}

#[test]
fn numbers_of_columns_and_signatures_are_dropped_and_said() {
    let text = format!(
        "{HEADINGS}\n(1);(2);(3);(4);(5)\n{ROW}\n\nNgười lập biểu;;;GIÁM ĐỐC;\n;;;Nguyễn Văn A;\n"
    );
    let fixed = holds(text.as_bytes());
    assert_eq!(fixed.text, format!("\u{FEFF}{HEADINGS}\r\n{ROW}\r\n"));
    let words = "Người lập biểu | GIÁM ĐỐC / Nguyễn Văn A";
    assert_eq!(
        fixed.dropped,
        [
            Dropped::ColumnNumbers { row: 2 },
            Dropped::Foot { row: 5, rows: 2, text: words.into() },
            Dropped::BlankRows(1),
        ]
    );
    // More of them than may be a foot: the others are rows, and rows are not dropped.
    let long = format!("{HEADINGS}\n{ROW}\n{}", "Người lập biểu;;;;\n".repeat(20));
    assert_eq!(holds(long.as_bytes()).text.matches("Người lập biểu").count(), 20);
}

fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (n, heading) in HEADINGS.split(';').chain(["Ngày báo cáo", "Kết quả"]).enumerate() {
        sheet.write(1, n as u16, heading).expect("a heading");
    }
    for (n, cell) in ROW.split(';').take(4).enumerate() {
        sheet.write(2, n as u16, cell).expect("a cell");
    }
    fill(sheet);
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_becomes_csv() {
    let bytes = workbook(|sheet| {
        let percent = Format::new().set_num_format("0.0%");
        let date = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write(0, 0, "BÁO CÁO").expect("a title");
        sheet.write_with_format(2, 4, 0.455, &percent).expect("a cell");
        let day = ExcelDateTime::from_ymd(2025, 9, 5).expect("a day");
        sheet.write_with_format(2, 5, &day, &date).expect("a cell");
        sheet.write(2, 6, "Mở 3 lớp;\nphát tờ rơi").expect("a cell");
    });
    let fixed = holds(&bytes);
    let row =
        "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;45,5;05/09/2025;\"Mở 3 lớp;\nphát tờ rơi\"";
    let headings = format!("{HEADINGS};Ngày báo cáo;Kết quả thực hiện");
    assert_eq!(fixed.text, format!("\u{FEFF}{headings}\r\n{row}\r\n"));
    assert_eq!(fixed.original.sheets.len(), 1);
}

#[test]
fn a_workbook_with_a_cell_that_says_nothing_is_not_written_as_if_it_were_blank() {
    let bytes = workbook(|sheet| {
        let formula = Formula::new("=1/0").set_result("#DIV/0!");
        sheet.write_formula(2, 4, formula).expect("a formula");
    });
    assert_eq!(fix(bytes).err(), Some(Unfixable::WouldDiffer));
}
