//! Cells by their type and format.

use report::submission::Field;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Worksheet};

use super::{ROW, by_hand, codes, column, form, one, parts, read, row_start, sheet, texts};

/// Writes one cell, given its row and column.
type Writer<'a> = &'a dyn Fn(&mut Worksheet, u32, u16);

/// The first four cells of rows 2 and on, then one cell in `column`, counted from 0.
fn rows_with(column: u16, write: &[Writer<'_>]) -> Vec<u8> {
    form(|sheet| {
        for (n, write) in write.iter().enumerate() {
            let row = n as u32 + 1;
            texts(sheet, row, 0, &ROW[..4]);
            write(sheet, row, column);
        }
    })
}

fn number(value: f64, format: &'static str) -> impl Fn(&mut Worksheet, u32, u16) {
    move |sheet, row, column| {
        let format = Format::new().set_num_format(format);
        sheet.write_number_with_format(row, column, value, &format).expect("a number");
    }
}

fn text(value: &'static str) -> impl Fn(&mut Worksheet, u32, u16) {
    move |sheet, row, column| {
        sheet.write_string(row, column, value).expect("a text");
    }
}

#[test]
fn percents_are_read_as_they_are_shown() {
    let bytes = rows_with(
        4,
        &[
            &number(0.5, "0%"),
            &number(0.455, "0.0%"),
            &number(1.0, "0%"),
            &number(1.4, "0%"),
            &number(45.0, "General"),
            &number(12.5, "General"),
            &number(0.1 + 0.2, "General"),
            &number(1.0 / 3.0, "0%"),
            &number(45.5, "0.0\"%\""),
            &text("45,5"),
            &text("50%"),
        ],
    );
    let shown =
        ["50%", "45,5%", "100%", "140%", "45", "12,5", "0,3", "33,33%", "45,5%", "45,5", "50%"];
    assert_eq!(column(bytes.clone(), Field::Progress), shown);
    let (file, _) = read("a.xlsx", bytes);
    let rows = file.submission.expect("a table").rows;
    let values: Vec<_> = rows.iter().map(|row| row.progress.value()).collect();
    for (value, expected) in values.iter().zip([5000, 4550, 10000, 14000, 4500, 1250, 30, 3333]) {
        let value = value.expect("a reading");
        assert_eq!((value.value, value.foreign), (expected, false));
    }
}

#[test]
fn amounts_have_no_noise() {
    let bytes = rows_with(
        6,
        &[
            &number(1_234_567.0, "General"),
            &number(1_234_567.0, "#,##0"),
            &number(450_000_000.0, "#,##0.00"),
            &number(
                120_000_000.0,
                "_-* #,##0\\ \"₫\"_-;\\-* #,##0\\ \"₫\"_-;_-* \"-\"??\\ \"₫\"_-",
            ),
            &number(12.5, "0.0\" triệu\""),
            &number(12_345_678.0, "#,##0,,\" triệu\""),
            &number(0.0, "_-* #,##0_-;\\-* #,##0_-;_-* \"-\"??_-"),
            &text("1.234.567 đồng"),
        ],
    );
    let (file, found) = read("a.xlsx", bytes);
    assert!(found.is_empty(), "{found:#?}");
    let submission = file.submission.expect("a table");
    let values: Vec<i64> = submission
        .rows
        .iter()
        .map(|row| row.allocated.value().map_or(-1, |reading| reading.value))
        .collect();
    assert_eq!(
        values,
        [1_234_567, 1_234_567, 450_000_000, 120_000_000, 12_500_000, 12_345_678, 0, 1_234_567]
    );
    assert!(submission.rows.iter().all(|row| !row.allocated.value().expect("a value").foreign));
}

/// A code and what stands in the cell.
type Told = (&'static str, Option<String>);

/// What a percent or an amount is read as, row by row, and what is said of it.
fn figures(bytes: &[u8]) -> (Vec<Option<i64>>, Vec<Told>) {
    let (file, found) = read("a.xlsx", bytes);
    let rows = file.submission.expect("a table").rows;
    let value = |row: &report::submission::Row| {
        row.progress.value().or(row.allocated.value()).map(|reading| reading.value)
    };
    let told = found.iter().map(|d| (d.code.id, d.value.clone())).collect();
    (rows.iter().map(value).collect(), told)
}

#[test]
fn rounding_for_the_eye_changes_no_percent() {
    let (values, told) = figures(&rows_with(
        4,
        &[
            &number(0.725, "0%"),
            &number(0.996, "0%"),
            &number(0.004, "0%"),
            &number(72.5, "0"),
            &number(100.0 / 3.0, "0"),
            &number(100.0 / 3.0, "0.0"),
            &number(0.5, "0%;-0%;0%"),
            &number(0.45, ";;;"),
        ],
    ));
    let expected = [7250, 9960, 40, 7250, 3333, 3333, 5000, 45];
    assert_eq!(values, expected.map(Some));
    // Only what means something else than it shows is told, with both numbers.
    let shown = |text: &str| ("V426", Some(text.to_owned()));
    let expected = [
        shown("hiện “100%”, lưu “99,6%”"),
        shown("hiện “0%”, lưu “0,4%”"),
        shown("hiện trống, lưu “0,45”"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn rounding_for_the_eye_changes_no_amount() {
    let (values, told) = figures(&rows_with(
        6,
        &[
            &number(45.6, "#,##0\" triệu\""),
            &number(1.234_567_891, "0\" tỷ\""),
            &number(12.5, "General\" tỷ đồng\""),
            &number(2_500.0, "#,##0\" nghìn\""),
            &number(1_234_567.4, "#,##0"),
            &number(1_234_567.4, "#,##0\" đồng\""),
            &number(12_345_678.0, "#,##0,,\" triệu\""),
            &number(12_345_678.0, "#,##0,,"),
            &number(12_345_678.0, "#,##0,\" triệu\""),
            &number(0.0, "#,##0;-#,##0;"),
            &number(0.0, "#,##0;-#,##0;\"-\""),
        ],
    ));
    let expected = [
        45_600_000,
        1_234_567_891,
        12_500_000_000,
        2_500_000,
        1_234_567,
        1_234_567,
        12_345_678,
        12_345_678,
        12_345_678,
        0,
        0,
    ];
    assert_eq!(values, expected.map(Some));
    let shown = |text: &str| ("V426", Some(text.to_owned()));
    let expected =
        [shown("hiện “12”, lưu “12345678”"), shown("hiện “12346 triệu”, lưu “12345678”")];
    assert_eq!(told, expected);
}

#[test]
fn a_unit_in_the_heading_is_one_of_the_number_that_is_held() {
    let bytes = super::book(|sheet| {
        let mut headings = super::HEADINGS;
        headings[6] = "Kinh phí được giao (triệu đồng)";
        texts(sheet, 0, 0, &headings);
        texts(sheet, 1, 0, &ROW[..4]);
        number(12.345_678, "#,##0")(sheet, 1, 6);
    });
    let (file, found) = read("a.xlsx", bytes.clone());
    assert!(found.is_empty(), "{found:#?}");
    let submission = file.submission.expect("a table");
    assert_eq!(submission.text(&submission.rows[0], Field::Allocated), "12,345678");
    let quarter = report::plan::Period::Quarter(2025, 3);
    let (_, found) = super::checked("a.xlsx", &bytes, quarter, "2025-09-14");
    let help = one(&found, "H210").help.as_deref().unwrap_or_default();
    assert!(help.contains("12,345678 triệu"), "{help}");
    let source = report::source::Source::new("a.xlsx", bytes);
    let mut sink = report::diag::Sink::new();
    let fixed =
        report::submission::fix(&source, super::plan(), super::day("2025-09-14"), &mut sink);
    let text = fixed.expect("a cleaned text").text;
    assert!(text.contains(";12,345678;"), "{text}");
}

#[test]
fn dates_are_days_before_months_whatever_their_format() {
    let date = |format: &'static str| {
        move |sheet: &mut Worksheet, row: u32, column: u16| {
            let day = ExcelDateTime::from_ymd(2025, 9, 12).expect("a day");
            let format = Format::new().set_num_format(format);
            sheet.write_datetime_with_format(row, column, &day, &format).expect("a date");
        }
    };
    let bytes = rows_with(
        7,
        &[
            &date("dd/mm/yyyy"),
            &date("mm/dd/yyyy"),
            &date("[$-42A]d mmmm yyyy"),
            &date("yyyy-mm-dd hh:mm"),
            &number(45_912.354_166, "m/d/yy h:mm"),
            &text("12/09/2025"),
            &text("ngày 12 tháng 9 năm 2025"),
        ],
    );
    let (file, found) = read("a.xlsx", bytes);
    assert!(found.is_empty(), "{found:#?}");
    let submission = file.submission.expect("a table");
    for row in &submission.rows {
        assert_eq!(row.reported.value(), Some(super::day("2025-09-12")));
    }
    assert_eq!(submission.text(&submission.rows[1], Field::Reported), "12/09/2025");
    assert_eq!(submission.text(&submission.rows[6], Field::Reported), "ngày 12 tháng 9 năm 2025");
}

#[test]
fn a_number_of_a_day_without_a_format_stays_a_number() {
    let bytes = rows_with(7, &[&number(45_912.0, "General")]);
    assert_eq!(column(bytes, Field::Reported), ["45912"]);
}

#[test]
fn texts_keep_their_breaks_spaces_and_signs() {
    let rich = |sheet: &mut Worksheet, row: u32, column: u16| {
        let (bold, plain) = (Format::new().set_bold(), Format::new());
        let runs = [(&bold, "Đã "), (&plain, "mở "), (&bold, "7 lớp.")];
        sheet.write_rich_string(row, column, &runs).expect("a rich text");
    };
    let boolean = |sheet: &mut Worksheet, row: u32, column: u16| {
        sheet.write_boolean(row, column, true).expect("a boolean");
    };
    let apostrophe = |sheet: &mut Worksheet, row: u32, column: u16| {
        let format = Format::new().set_quote_prefix();
        sheet.write_string_with_format(row, column, "=1+1", &format).expect("a text");
    };
    let bytes = rows_with(
        5,
        &[
            &rich,
            &text("dòng một\ndòng hai"),
            &text("a\u{A0}b"),
            &text("  \"trích\"; a,b | c\t<&>  "),
            &apostrophe,
            &boolean,
            &text("_x000D_"),
        ],
    );
    let shown = [
        "Đã mở 7 lớp.",
        "dòng một\ndòng hai",
        "a\u{A0}b",
        "\"trích\"; a,b | c\t<&>",
        "=1+1",
        "TRUE",
        "_x000D_",
    ];
    assert_eq!(column(bytes, Field::Result), shown);
}

#[test]
fn formulas_give_the_value_that_was_kept() {
    let formula = |result: &'static str, format: &'static str| {
        move |sheet: &mut Worksheet, row: u32, column: u16| {
            let formula = Formula::new("=SUM(A1:A2)").set_result(result);
            let format = Format::new().set_num_format(format);
            sheet.write_formula_with_format(row, column, formula, &format).expect("a formula");
        }
    };
    let bytes = rows_with(
        4,
        &[&formula("45", "General"), &formula("0.5", "0%"), &formula("45,5", "General")],
    );
    assert_eq!(column(bytes, Field::Progress), ["45", "50%", "45,5"]);
    // An empty text is what =IF(A1="","",…) gives.
    let rows = format!("{}<c t=\"str\"><f>IF(A1=\"\",\"\",A1)</f><v></v></c></row>", row_start(""));
    assert_eq!(column(by_hand(&rows), Field::Progress), [""]);
}

#[test]
fn f116_a_formula_without_its_value_is_said_and_its_row_left_out() {
    for value in ["", "<v/>", "<v></v>", "<v> </v>"] {
        let rows = format!(
            "{start}<c><f>1+1</f>{value}</c></row>{start}<c><v>40</v></c></row>",
            start = row_start("")
        );
        let (file, found) = read("a.xlsx", by_hand(&rows));
        assert_eq!(codes(&found), ["F116"], "{value}");
        assert_eq!(found[0].place.cell(), Some("E2"));
        assert_eq!(found[0].place.field(), Some("tien_do"));
        let submission = file.submission.expect("the other row");
        assert_eq!((submission.data_rows, submission.rows.len()), (2, 1));
    }
}

#[test]
fn f112_error_cells_are_named_and_their_rows_left_out() {
    let shown = ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!"];
    let rows: String = shown
        .iter()
        .map(|error| format!("{}<c t=\"e\"><f>A1</f><v>{error}</v></c></row>", row_start("")))
        .collect();
    let rows = format!("{rows}{}<c><v>40</v></c></row>", row_start(""));
    let (file, found) = read("a.xlsx", by_hand(&rows));
    assert_eq!(codes(&found), ["F112"; 8]);
    let cells: Vec<_> = found.iter().filter_map(|d| d.place.cell()).collect();
    assert_eq!(cells, ["E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9"]);
    let values: Vec<_> = found.iter().filter_map(|d| d.value.as_deref()).collect();
    assert_eq!(values, shown);
    assert!(found.iter().all(|d| d.place.sheet() == Some("Bảng")));
    let submission = file.submission.expect("the last row");
    assert_eq!((submission.data_rows, submission.rows.len()), (9, 1));
    assert_eq!(submission.row_number(&submission.rows[0]), 10);
}

#[test]
fn cells_that_no_column_needs_may_hold_what_they_like() {
    let start = row_start("");
    let extra = "<c r=\"Z2\" t=\"e\"><v>#REF!</v></c>";
    let total =
        "<row><c t=\"inlineStr\"><is><t>Tổng cộng</t></is></c><c r=\"E3\"><f>SUM(E2)</f></c></row>";
    let rows = format!("{start}<c><v>40</v></c>{extra}</row>{total}");
    let (file, found) = read("a.xlsx", by_hand(&rows));
    assert_eq!(codes(&found), ["R306"], "{found:#?}");
    assert_eq!(file.submission.expect("a table").rows.len(), 1);
}

#[test]
fn days_may_be_counted_from_1904() {
    let book = r#"<workbook><workbookPr date1904="1"/><sheets><sheet name="B" r:id="rId1"/></sheets></workbook>"#;
    let styles = r#"<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf/></cellXfs></styleSheet>"#;
    let rows = format!("{}<c r=\"H2\" s=\"1\"><v>44450</v></c></row>", row_start(""));
    let bytes = parts(&[
        ("xl/workbook.xml", book),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", &sheet(&rows)),
    ]);
    assert_eq!(column(bytes, Field::Reported), ["12/09/2025"]);
}

#[test]
fn what_other_writers_put_is_read_too() {
    let shared = r#"<x:sst xmlns:x="s" uniqueCount="99999999999999999"><x:si><x:t xml:space="preserve"> a_x000D_
b </x:t></x:si><x:si><x:r><x:t>Đã </x:t></x:r><x:r><x:t>m&#7903; &amp; <![CDATA[<xong>]]></x:t></x:r><x:rPh sb="0" eb="1"><x:t>đọc</x:t></x:rPh></x:si><x:si/></x:sst>"#;
    let start = row_start("");
    let more = [
        "<c r=\"F2\" t=\"s\"><v>0</v></c><c r=\"H2\" t=\"d\"><v>2025-09-12T00:00:00</v></c>",
        "<c r=\"F3\" t=\"s\"><v>1</v><extLst><ext uri=\"x\"/></extLst></c><c r=\"E3\"><v>4.5E1</v></c>",
        "<c r=\"F4\" t=\"s\"><v>2</v></c><c r=\"G4\" t=\"n\"><v>abc</v></c><c r=\"H4\" s=\"99\"/>",
        "<c r=\"F5\" t=\"s\"/><c r=\"G5\" t=\"b\"><v>0</v></c>",
    ];
    let rows: String = more.iter().map(|cells| format!("{start}{cells}</row>")).collect();
    let sheet = sheet(&rows).replace("<", "<x:").replace("<x:/", "</x:");
    let sheet = format!("\u{FEFF}<?xml version=\"1.0\"?>\r\n<!-- a -->{sheet}");
    let bytes = parts(&[("xl\\worksheets\\Sheet1.xml", &sheet), ("xl/SharedStrings.xml", shared)]);
    assert_eq!(column(bytes.clone(), Field::Result), ["a\nb", "Đã mở & <xong>", "", ""]);
    assert_eq!(column(bytes.clone(), Field::Progress), ["", "45", "", ""]);
    assert_eq!(column(bytes.clone(), Field::Allocated), ["", "", "abc", "FALSE"]);
    assert_eq!(column(bytes, Field::Reported), ["12/09/2025", "", "", ""]);
}

#[test]
fn a_fault_of_a_value_is_told_with_its_cell_and_sheet() {
    let bytes = rows_with(4, &[&number(0.5, "0%"), &number(1.4, "0%")]);
    let quarter = report::plan::Period::Quarter(2025, 3);
    let (_, found) = super::checked("a.xlsx", &bytes, quarter, "2025-09-14");
    let found = one(&found, "V402");
    assert_eq!(found.place.cell(), Some("E3"));
    assert_eq!((found.place.row(), found.place.line()), (Some(3), None));
    assert_eq!(found.place.sheet(), Some("Sheet1"));
    assert_eq!(found.value.as_deref(), Some("140%"));
    assert!(found.place.span().is_none());
}

#[test]
fn h210_a_format_with_another_unit_than_the_heading_is_told() {
    let told = |heading: &'static str, format: &'static str| {
        let bytes = super::book(|sheet| {
            texts(sheet, 0, 0, &super::HEADINGS);
            texts(sheet, 0, 6, &[heading]);
            texts(sheet, 1, 0, &ROW);
            number(82.0, format)(sheet, 1, 6);
        });
        let period = report::plan::Period::parse("2025-Q3").expect("a period");
        let (_, found) = super::checked("so-tu-phap.xlsx", &bytes, period, "2025-09-20");
        let found = found.iter().find(|finding| finding.code.id == "H210");
        found.map(|finding| finding.place.cell().expect("a cell").to_owned())
    };
    let at = |cell: &str| Some(cell.to_owned());
    for (heading, format, cell) in [
        ("Kinh phí được giao (triệu đồng)", "0\" nghìn\"", at("G2")),
        ("Kinh phí được giao (triệu đồng)", "#,##0\" đồng\"", at("G2")),
        ("Kinh phí được giao (nghìn đồng)", "0.0\" triệu\"", at("G2")),
        ("Kinh phí được giao (triệu đồng)", "#,##0", at("G1")),
        ("Kinh phí được giao (triệu đồng)", "#,##0\" triệu\"", None),
        ("Kinh phí được giao (triệu đồng)", "#,##0\" triệu đồng\"", None),
        ("Kinh phí được giao (đồng)", "#,##0\" đồng\"", None),
        ("Kinh phí được giao (NSNN)", "#,##0\" triệu\"", None),
    ] {
        assert_eq!(told(heading, format), cell, "{heading} {format}");
    }
}
