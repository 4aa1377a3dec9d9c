//! Cells struck out as a whole or in part, and with letters above or below the line.

use report::diag::Severity;
use report::plan::Period;
use report::submission::TableKind;
use rust_xlsxwriter::{Format, FormatScript, Workbook};

use super::{HEADINGS, ROW, book, checked, one, parts, plan, sheet, texts};

fn struck() -> Format {
    Format::new().set_font_strikethrough()
}

fn above() -> Format {
    Format::new().set_font_script(FormatScript::Superscript)
}

fn quarter() -> Period {
    Period::parse("2025-Q3").expect("a period")
}

/// A row of the table of tasks, and of figures, with a value in each of these columns.
const TASK: [(&str, &str); 14] = [
    ("Kỳ báo cáo", "Quý III/2025"),
    ("Cơ quan báo cáo", "Sở Tư pháp"),
    ("Mã nhiệm vụ", "I.2"),
    ("Trạng thái", "Đang triển khai"),
    ("Tiến độ (%)", "45"),
    ("Kết quả thực hiện", "Mở 7 hội nghị."),
    ("Kinh phí được giao (đồng)", "120.000.000"),
    ("Kinh phí giải ngân (đồng)", "45.000.000"),
    ("Nguồn kinh phí", "Ngân sách nhà nước"),
    ("Thời hạn hoàn thành", "31/12/2025"),
    ("Ngày báo cáo", "12/9/2025"),
    ("Vai trò", "Chủ trì"),
    ("Khó khăn, vướng mắc", "Kinh phí được giao chậm."),
    ("Nhóm khó khăn", "Kinh phí, chế độ, định mức"),
];
const FIGURE: [(&str, &str); 5] = [
    ("Kỳ báo cáo", "Quý III/2025"),
    ("Cơ quan báo cáo", "Sở Y tế"),
    ("Mã số liệu", "II.1.2"),
    ("Giá trị", "430"),
    ("Đơn vị", "lượt người"),
];

/// The parts of the marked cell of a table: its column, and what is written before and behind.
fn with_parts(
    table: &[(&str, &str)],
    at: usize,
    part: &str,
    format: &Format,
    first: bool,
) -> Vec<u8> {
    book(|sheet| {
        let plain = Format::new();
        for (column, (heading, value)) in table.iter().enumerate() {
            let column = column as u16;
            sheet.write_string(0, column, *heading).expect("a heading");
            if usize::from(column) == at {
                let runs = match first {
                    true => [(format, part), (&plain, *value)],
                    false => [(&plain, *value), (format, part)],
                };
                sheet.write_rich_string(1, column, &runs).expect("a text of runs");
            } else {
                sheet.write_string(1, column, *value).expect("a value");
            }
        }
    })
}

#[test]
fn a_value_with_a_part_struck_out_or_above_the_line_is_none() {
    let tables: [(&[(&str, &str)], TableKind); 2] =
        [(&TASK, TableKind::Progress), (&FIGURE, TableKind::Figures)];
    for (table, kind) in tables {
        for (at, (heading, value)) in table.iter().enumerate() {
            let column = kind.columns().find(|column| column.heading == *heading);
            let column = column.unwrap_or_else(|| panic!("a column {heading}"));
            if column.holds.is_free_text() {
                continue;
            }
            // An older value struck out, a digit struck out, the number of a footnote.
            let old = format!("{value} ");
            for (part, format, first) in
                [(old.as_str(), struck(), true), ("4", struck(), true), ("1", above(), false)]
            {
                let bytes = with_parts(table, at, part, &format, first);
                let (_, found) = checked("so.xlsx", &bytes, quarter(), "2025-09-20");
                let told = found.iter().find(|finding| {
                    let value = finding.value.as_deref().unwrap_or_default();
                    finding.place.field() == Some(column.key) && value.contains('[')
                });
                let told = told.unwrap_or_else(|| panic!("{kind:?} {heading} {part}: {found:#?}"));
                let is_theme = *heading == "Nhóm khó khăn";
                let is_error = told.severity == Severity::Error;
                assert!(is_error || is_theme, "{heading} {part}: {told:#?}");
            }
        }
    }
}

#[test]
fn words_with_a_part_above_the_line_are_words_and_a_part_struck_out_is_told() {
    let result = 5;
    let codes = |bytes: &[u8]| {
        let (_, found) = checked("so-tu-phap.xlsx", bytes, quarter(), "2025-09-20");
        found.into_iter().filter(|finding| finding.code.id == "R316").collect::<Vec<_>>()
    };
    assert_eq!(codes(&with_parts(&TASK, result, "1", &above(), false)), []);
    let bold = Format::new().set_bold();
    assert_eq!(codes(&with_parts(&TASK, 4, "4", &bold, true)), []);
    let found = codes(&with_parts(&TASK, result, "Đã hủy. ", &struck(), true));
    let told = one(&found, "R316");
    assert_eq!(told.value.as_deref(), Some("[gạch ngang: Đã hủy. ]Mở 7 hội nghị."));
    // A blank that is struck out is no word.
    assert_eq!(codes(&with_parts(&TASK, result, " ", &struck(), false)), []);
    assert_eq!(codes(&with_parts(&TASK, 4, " ", &struck(), false)), []);
}

#[test]
fn a_cell_or_a_row_struck_out_as_a_whole_is_read_and_told() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    texts(sheet, 0, 0, &HEADINGS);
    for row in 1..4 {
        texts(sheet, row, 0, &ROW);
    }
    texts(sheet, 2, 2, &["I.3"]);
    texts(sheet, 3, 2, &["I.5"]);
    for (column, text) in ROW.iter().enumerate() {
        let text = if column == 2 { "I.3" } else { text };
        sheet.write_string_with_format(2, column as u16, text, &struck()).expect("a text");
    }
    sheet.write_number_with_format(3, 6, 120_000_000.0, &struck()).expect("a number");
    // Below the table nothing counts.
    sheet.write_string_with_format(6, 0, "Người lập biểu", &struck()).expect("a text");
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let (_, found) = checked("so-tu-phap.xlsx", &bytes, quarter(), "2025-09-20");
    let told = found.iter().filter(|finding| finding.code.id == "R316");
    let told: Vec<_> = told
        .map(|finding| (finding.place.row(), finding.place.field(), finding.severity))
        .collect();
    let warned = Severity::Warning;
    assert_eq!(told, [(Some(3), None, warned), (Some(4), Some("kinh_phi_giao"), warned)]);
}

#[test]
fn runs_of_inline_texts_and_of_struck_out_cells_are_known() {
    let rows = |cell: &str| {
        let before: String = ROW[..4]
            .iter()
            .map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"))
            .collect();
        let styles = "<styleSheet><fonts><font/><font><strike/></font><font><strike val=\"0\"/></font></fonts><cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/><xf fontId=\"2\"/></cellXfs></styleSheet>";
        let bytes = parts(&[
            ("xl/worksheets/sheet1.xml", &sheet(&format!("<row>{before}{cell}</row>"))),
            ("xl/styles.xml", styles),
        ]);
        let (file, found) = super::read("a.xlsx", bytes);
        let submission = file.submission.expect("a table");
        let text = submission.text(&submission.rows[0], report::submission::Field::Progress);
        (text.to_owned(), super::codes(&found))
    };
    let inline = |style: u8, inside: &str| {
        rows(&format!("<c s=\"{style}\" t=\"inlineStr\"><is>{inside}</is></c>"))
    };
    let (struck, plain) = ("<rPr><strike/></rPr>", "<rPr><strike val=\"0\"/></rPr>");
    let run = |look: &str, text: &str| format!("<r>{look}<t>{text}</t></r>");
    let joined = run(struck, "4") + &run("", "5");
    assert_eq!(inline(0, &joined).0, "[gạch ngang: 4]5");
    // A run without a look of its own is shown as the cell.
    let joined = run("", "4") + &run(plain, "5");
    assert_eq!(inline(1, &joined).0, "[gạch ngang: 4]5");
    assert_eq!(inline(0, &joined), ("45".to_owned(), vec![]));
    assert_eq!(inline(2, "<t>45</t>"), ("45".to_owned(), vec![]));
    assert_eq!(inline(1, "<t>45</t>"), ("45".to_owned(), vec!["R316"]));
    assert_eq!(rows("<c s=\"1\"><v>45</v></c>"), ("45".to_owned(), vec!["R316"]));
    let below = "<rPr><vertAlign val=\"subscript\"/></rPr>";
    let joined = run("", "45") + &run(below, "2");
    assert_eq!(inline(0, &joined).0, "45[chữ nhỏ phía dưới: 2]");
    let whole = run(below, "4") + &run(below, "5");
    assert_eq!(inline(0, &whole), ("45".to_owned(), vec![]));
    let phonetic = "<r><t>45</t></r><rPh sb=\"0\" eb=\"1\"><t>bốn</t></rPh>";
    assert_eq!(inline(0, phonetic), ("45".to_owned(), vec![]));
}

#[test]
fn a_cleaned_copy_says_which_part_was_struck_out() {
    let bytes = with_parts(&TASK, 4, "4", &struck(), true);
    let source = report::source::Source::new("so-tu-phap.xlsx", bytes);
    let mut sink = report::diag::Sink::new();
    let fixed = report::submission::fix(&source, plan(), super::day("2025-09-20"), &mut sink);
    let text = fixed.expect("a cleaned copy").text;
    assert!(text.contains(";[gạch ngang: 4]45;"), "{text}");
}

/// The findings on headings, of which one is written in these parts.
fn heading(at: usize, parts: &[(&str, Option<Format>)]) -> Vec<(&'static str, Option<String>)> {
    let plain = Format::new();
    let bytes = book(|sheet| {
        for (column, (heading, value)) in TASK.iter().enumerate() {
            let column = column as u16;
            sheet.write_string(1, column, *value).expect("a value");
            let runs: Vec<(&Format, &str)> =
                parts.iter().map(|(part, look)| (look.as_ref().unwrap_or(&plain), *part)).collect();
            match (usize::from(column) == at, &runs[..]) {
                (false, _) => sheet.write_string(0, column, *heading),
                (true, [(look, part)]) => sheet.write_string_with_format(0, column, *part, look),
                (true, runs) => sheet.write_rich_string(0, column, runs),
            }
            .expect("a heading");
        }
    });
    let (_, found) = checked("so-tu-phap.xlsx", &bytes, quarter(), "2025-09-20");
    let of_heading = found.into_iter().filter(|finding| finding.place.row() == Some(1));
    of_heading.map(|finding| (finding.code.id, finding.value)).collect()
}

#[test]
fn a_heading_struck_out_as_a_whole_or_in_part_is_told() {
    let told = |value: &str| vec![("R316", Some(value.to_owned()))];
    assert_eq!(heading(4, &[("Tiến độ (%)", Some(struck()))]), told("Tiến độ (%)"));
    let part = heading(4, &[("Tiến độ ", None), ("(%)", Some(struck()))]);
    assert_eq!(part, told("Tiến độ [gạch ngang: (%)]"));
    assert_eq!(heading(4, &[("Tiến độ (%)", None)]), []);
    assert_eq!(heading(4, &[("Tiến độ (%)", None), ("1", Some(above()))]), []);
    assert_eq!(heading(4, &[("Tiến độ (%)", None), (" ", Some(struck()))]), []);
}

#[test]
fn a_power_of_ten_in_a_heading_is_no_other_number() {
    let unit = |power: &str, look: Option<Format>| {
        heading(6, &[("Kinh phí được giao (10", None), (power, look), (" đồng)", None)])
    };
    let told = vec![("H210", Some("Kinh phí được giao (10⁶ đồng)".to_owned()))];
    assert_eq!(unit("6", Some(above())), told);
    let footnote = [("Kinh phí được giao (đồng)", None), ("6", Some(above()))];
    assert_eq!(heading(6, &footnote), []);
}

#[test]
fn headings_that_are_all_struck_out_are_told_once() {
    let bytes = book(|sheet| {
        for (column, (heading, value)) in TASK.iter().enumerate() {
            let column = column as u16;
            sheet.write_string_with_format(0, column, *heading, &struck()).expect("a heading");
            sheet.write_string(1, column, *value).expect("a value");
        }
    });
    let (_, found) = checked("so-tu-phap.xlsx", &bytes, quarter(), "2025-09-20");
    assert_eq!(one(&found, "R316").place.row(), Some(1));
}
