//! Figures cleaned: a table of their own, and the second table of a workbook.

use report::plan::Period;
use report::source::Source;
use report::submission::{self, ChangeKind, Dropped, Field, ReadOptions};
use rust_xlsxwriter::{Format, Workbook};

use super::{HEADINGS, ROW, day, findings, fix, holds, plan};

const FIGURES: &str =
    "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Tên số liệu;Giá trị;Đơn vị;Ghi chú;Ngày báo cáo";

#[test]
fn figures_get_their_canonical_spelling() {
    let text = "\
        STT,KỲ,Đơn vị,ma_so_lieu,Tên chỉ tiêu,GIÁ TRỊ,ĐVT,Ghi chú,Ngày lập,\n\
        1,2025-q3, STP ,ii-1-1,Số buổi,\"1,234,567\",BUOI,=1+1,2025-9-5,\n\
        2,Q3/2025,so-tu-phap,II.1.2,Số lượt,430 lượt người,Lượt  người,,,\n\
        3,Quý 3 năm 2025,Sở Tư pháp,qg 11a,Tai nạn,1234.5,/100.000,,,\n\
        4,Quý 3 năm 2025,Sở Tư pháp,qg 11a,Tai nạn,1234,,,,\n\
        5,Quý 3 năm 2025,Sở Tư pháp,qg 14,Khai sinh,\"98,50 %\",%,,,\n\
        6,Quý III/2025,Sở Tư pháp,II.1.1,Số buổi,\"1,234\",đợt,,31/02/2025,\n\
        7,Quý III/2025,Sở Tư pháp,II.9.9,Lạ,  12.5 ,buổi,,,\n";
    let fixed = holds(text.as_bytes());
    let expected = format!(
        "\u{FEFF}{FIGURES};STT\r\n\
        Quý III/2025;Sở Tư pháp;II.1.1;Số buổi;1.234.567;buổi;'=1+1;05/09/2025;1\r\n\
        Quý III/2025;Sở Tư pháp;II.1.2;Số lượt;430;lượt người;;;2\r\n\
        Quý III/2025;Sở Tư pháp;QG.11a;Tai nạn;1.234,5;/100.000;;;3\r\n\
        Quý III/2025;Sở Tư pháp;QG.11a;Tai nạn;1234;;;;4\r\n\
        Quý III/2025;Sở Tư pháp;QG.14;Khai sinh;98,5;%;;;5\r\n\
        Quý III/2025;Sở Tư pháp;II.1.1;Số buổi;1,234;đợt;;31/02/2025;6\r\n\
        Quý III/2025;Sở Tư pháp;II.9.9;Lạ;  12.5 ;buổi;;;7\r\n"
    );
    assert_eq!(fixed.text, expected);
    let kind = |cell: &str| fixed.changes.iter().find(|c| c.cell == cell).map(|c| c.kind);
    assert_eq!(kind("D2"), Some(ChangeKind::Value(Field::Indicator)));
    assert_eq!(kind("F2"), Some(ChangeKind::Value(Field::Value)));
    assert_eq!(kind("G2"), Some(ChangeKind::Value(Field::Unit)));
    assert_eq!((kind("F7"), kind("F8")), (None, None), "what is uncertain is left alone");
}

#[test]
fn rows_whose_value_is_still_blank_stay() {
    let row = |cells: &str| format!("Quý III/2025;Sở Tư pháp;{cells}\n");
    let rows = [
        row("II.1.1;Số buổi;12;buổi;;"),
        row("II.1.2;Số lượt;;lượt người;;"),
        row("II.1.3;Tập huấn;-;;;"),
    ];
    // Of a column that moves, the cells of a blank row move too.
    let mine = |line: &str| line.replacen(';', ";x;", 1);
    let text = format!("{}\n{}", mine(FIGURES).replace(";x;", ";Của riêng;"), rows.concat());
    let text = text.replace("Quý III/2025;", "Quý III/2025;x;");
    let fixed = holds(text.as_bytes());
    assert!(
        fixed.text.contains("\r\nQuý III/2025;Sở Tư pháp;II.1.2;Số lượt;;lượt người;;;x\r\n"),
        "{}",
        fixed.text
    );
    assert_eq!(fixed.text.matches("Sở Tư pháp").count(), 3);
    assert_eq!(fixed.dropped, []);
    // All of them blank: a form that nobody filled in.
    let blank = format!("{FIGURES}\n{}", rows[1]);
    assert!(holds(blank.as_bytes()).text.contains("II.1.2;Số lượt;;"));
}

#[test]
fn a_table_below_that_was_not_read_is_kept() {
    let figures = "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị;Ghi chú";
    let text = format!("{HEADINGS}\n{ROW}\n{figures}\nQuý III/2025;Sở Tư pháp;II.1.1;12;\n");
    let fixed = holds(text.as_bytes());
    assert!(fixed.text.contains(figures) && fixed.text.contains("II.1.1;12"), "{}", fixed.text);
}

/// A workbook with both tables, and a title over each.
fn both() -> Vec<u8> {
    let mut book = Workbook::new();
    let percent = Format::new().set_num_format("0.0%");
    let sheets = [
        ("Báo cáo", HEADINGS.to_owned(), ROW.replace("I.2", "i-2")),
        (
            "Số liệu",
            FIGURES.to_owned(),
            "Q3/2025;STP;ii-1-1;Số buổi;1.234;BUỔI;=x;5/9/2025".to_owned(),
        ),
    ];
    for (name, headings, row) in &sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        sheet.write(0, 0, format!("BIỂU {name}").to_uppercase()).expect("a title");
        for (line, text) in [(1, headings), (2, row)] {
            for (n, cell) in text.split(';').enumerate() {
                sheet.write_string(line, n as u16, cell).expect("a cell");
            }
        }
        if *name == "Số liệu" {
            for (n, cell) in ["Quý III/2025", "Sở Tư pháp", "QG.14"].into_iter().enumerate() {
                sheet.write(3, n as u16, cell).expect("a cell");
            }
            sheet.write_with_format(3, 4, 0.985, &percent).expect("a rate");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_with_both_tables_becomes_two_texts() {
    let fixed = fix(both()).expect("a fixed file");
    let tasks = format!("\u{FEFF}{HEADINGS}\r\n{ROW}\r\n");
    assert_eq!(fixed.text, tasks);
    assert_eq!(fixed.dropped, [Dropped::Title { rows: 1, text: "BIỂU BÁO CÁO".into() }]);
    let second = fixed.figures.expect("figures");
    let rows = "Quý III/2025;Sở Tư pháp;II.1.1;Số buổi;1.234;buổi;'=x;05/09/2025\r\n\
        Quý III/2025;Sở Tư pháp;QG.14;;98,5;;;\r\n";
    assert_eq!(second.text, format!("\u{FEFF}{FIGURES}\r\n{rows}"));
    assert_eq!(second.dropped, [Dropped::Title { rows: 1, text: "BIỂU SỐ LIỆU".into() }]);
    // Both say what the workbook says.
    let options = ReadOptions { period: Some(Period::Quarter(2025, 3)), day: day() };
    let read = |bytes: Vec<u8>| {
        let mut sink = report::diag::Sink::new();
        submission::read(&Source::new("a", bytes), plan(), options, &mut sink)
    };
    let book = read(both()).figures.expect("figures");
    let text = read(second.text.clone().into_bytes()).figures.expect("figures");
    let values = |s: &submission::Submission| -> Vec<_> {
        s.rows.iter().map(|row| (row.indicator(), row.value(), row.agency.value())).collect()
    };
    assert_eq!(values(&book), values(&text));
    assert!(
        values(&book).iter().all(|(indicator, value, _)| indicator.is_some() && value.is_some())
    );
    let again = fix(second.text.as_bytes()).expect("fixed again");
    assert_eq!((again.text, again.figures.is_none()), (second.text, true));
    assert!(findings(tasks).iter().all(|d| d.code.id != "V415"));
}
