//! Figures as they come back: a second sheet of a workbook, a file of their own, both tables where
//! only one belongs, headings typed again, numbers as cells show them. What is not read is told.

use std::sync::OnceLock;

use report::check::{self, Checked, Scope};
use report::diag::{Severity, Sink};
use report::plan::{self, Period, Plan, PlanFiles};
use report::source::Source;
use report::submission::{self, ReadOptions};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

const TASKS: &str =
    "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện";
const TASK: &str = "Quý I/2026;Sở Tư pháp;I.2;Đang triển khai;40;Mở 3 lớp tập huấn cho 90 người.";
const FIGURES: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị;Đơn vị;Ghi chú";
const FIGURE: &str = "Quý I/2026;Sở Tư pháp;II.1.1;12;buổi;";

fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

fn checked(name: &str, bytes: Vec<u8>) -> Checked {
    let (plan, period) = (plan(), Period::Quarter(2026, 1));
    let day = plan.window(period).end;
    let scope = Scope {
        plan,
        period: Some(period),
        as_of: day,
        page: None,
        whole_period: false,
        history: None,
    };
    let mut sink = Sink::new();
    let options = ReadOptions { period: Some(period), day };
    let file = submission::read(&Source::new(name, bytes), plan, options, &mut sink);
    check::run(&scope, vec![file], sink)
}

fn csv(lines: &[&str]) -> Checked {
    checked("so-tu-phap.csv", (lines.join("\n") + "\n").into_bytes())
}

/// The values that count: code and hundredths.
fn values(checked: &Checked) -> Vec<(String, i64)> {
    let all = checked.figures();
    all.map(|f| (plan().indicators.get(f.indicator()).id.clone(), f.value())).collect()
}

fn one(code: &str, value: i64) -> Vec<(String, i64)> {
    vec![(code.to_owned(), value)]
}

/// Codes and rows of the findings of reading: families F, H and R.
fn told(checked: &Checked) -> Vec<(&'static str, Option<u32>)> {
    let of_reading = checked.findings.iter().filter(|d| d.code.id.starts_with(['F', 'H', 'R']));
    of_reading.map(|d| (d.code.id, d.place.row())).collect()
}

/// A workbook of these sheets, each a name and its lines.
fn book(sheets: &[(&str, &[&str])]) -> Vec<u8> {
    book_with(sheets, |_, _| {})
}

fn book_with(sheets: &[(&str, &[&str])], more: impl Fn(&str, &mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, lines) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, line) in lines.iter().enumerate() {
            for (column, cell) in line.split(';').enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let at = (row as u32, column as u16);
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write(at.0, at.1, number),
                    Err(_) => sheet.write(at.0, at.1, cell),
                }
                .expect("a cell");
            }
        }
        more(name, sheet);
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn the_unit_and_the_agency_may_both_be_called_don_vi() {
    for (heads, row) in [
        ("Kỳ;Cơ quan;Mã số liệu;Giá trị;Đơn vị", "Quý I/2026;Sở Tư pháp;II.1.1;12;buổi"),
        ("Kỳ;Đơn vị;Mã số liệu;Giá trị;ĐVT", "Quý I/2026;Sở Tư pháp;II.1.1;12;buổi"),
        ("Kỳ;Đơn vị;Mã số liệu;Giá trị;Đơn vị tính", "Quý I/2026;Sở Tư pháp;II.1.1;12;buổi"),
        ("Kỳ;Đơn vị;Mã số liệu;Giá trị;Đơn vị", "Quý I/2026;Sở Tư pháp;II.1.1;12;buổi"),
        ("Kỳ;Đơn vị;Mã số liệu;Giá trị;Đơn vị", "Quý I/2026;Sở Tư pháp;II.1.1;12;"),
        ("Kỳ;Đơn vị;Mã chỉ tiêu;Giá trị;Đơn vị", "Quý I/2026;buổi;II.1.1;12;Sở Tư pháp"),
        ("ky_bao_cao;co_quan;ma_so_lieu;gia_tri;don_vi", "2026-Q1;STP;ii-1-1;12;BUỔI"),
        ("KỲ BÁO CÁO;TÊN ĐƠN VỊ;Mã;GIÁ TRỊ (SỐ);ĐVT", "Quý I/2026;Sở Tư pháp;II.1.1;12;buổi"),
        ("Giá trị;Mã số liệu;Đơn vị;Kỳ", "12;II.1.1;Sở Tư pháp;Quý I/2026"),
    ] {
        let found = csv(&[heads, row]);
        assert_eq!(values(&found), one("II.1.1", 1200), "{heads}: {:#?}", found.findings);
        assert_eq!(told(&found), [], "{heads}");
    }
}

#[test]
fn a_table_of_the_other_kind_below_is_told_and_not_read_under_wrong_headings() {
    let lines = [TASKS, TASK, "", "II. SỐ LIỆU;;;;;", FIGURES, FIGURE, FIGURE];
    let of_csv = csv(&lines);
    assert_eq!(told(&of_csv), [("H209", Some(5))], "{:#?}", of_csv.findings);
    assert_eq!((of_csv.rows().count(), values(&of_csv).len()), (1, 0));
    let found = &of_csv.findings[0];
    assert_eq!(found.severity, Severity::Error);
    assert!(found.message.contains("bảng số liệu") && found.message.contains("2 dòng"));
    assert!(found.help.as_deref().is_some_and(|help| help.contains("một tệp khác")));
    // The other way round, and in a workbook.
    let lines = [FIGURES, FIGURE, TASKS, TASK];
    let of_book = checked("so-tu-phap.xlsx", book(&[("Sheet1", &lines)]));
    assert_eq!(told(&of_book), [("H209", Some(3))], "{:#?}", of_book.findings);
    assert_eq!((of_book.rows().count(), values(&of_book)), (0, one("II.1.1", 1200)));
    // A repeated heading row of the same table is none.
    let again = csv(&[FIGURES, FIGURE, FIGURES, "Quý I/2026;Sở Tư pháp;II.1.2;300;lượt người;"]);
    assert_eq!(told(&again), [("H206", Some(3))]);
    assert_eq!(values(&again).len(), 2);
}

#[test]
fn a_table_with_columns_of_both_kinds_is_one_of_tasks_and_the_others_are_told() {
    let heads = format!("{TASKS};Mã số liệu;Giá trị;Đơn vị tính");
    let row = format!("{TASK};II.1.1;12;buổi");
    let found = csv(&[&heads, &row]);
    assert_eq!(found.rows().count(), 1);
    assert_eq!(told(&found), [("H211", Some(1)); 3], "{:#?}", found.findings);
    let message = &found.findings.iter().find(|d| d.code.id == "H211").expect("told").message;
    assert!(message.contains("là cột của bảng số liệu"), "{message}");
    // An empty column of the other table holds nothing.
    let heads = format!("{TASKS};Giá trị");
    let found = csv(&[&heads, &format!("{TASK};")]);
    assert!(told(&found).iter().all(|(code, _)| *code == "H202"), "{:#?}", found.findings);
    // Amounts among figures.
    let heads = format!("{FIGURES};Kinh phí được giao (đồng);Mã nhiệm vụ");
    let found = csv(&[&heads, &format!("{FIGURE};120000000;II.1")]);
    let codes: Vec<&str> = told(&found).iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["H211", "H202"], "{:#?}", found.findings);
    assert_eq!(values(&found), one("II.1.1", 1200));
}

#[test]
fn a_workbook_holds_both_tables() {
    let tasks: &[&str] = &[TASKS, TASK];
    let rows = &["Quý I/2026;Sở Tư pháp;II.1.1;12;buổi;", "Quý I/2026;Sở Tư pháp;II.1.2;340;;"];
    let figures: &[&str] = &[FIGURES, rows[0], rows[1]];
    let wanted = [one("II.1.1", 1200), one("II.1.2", 34_000)].concat();
    let both = checked("a.xlsx", book(&[("Báo cáo", tasks), ("Số liệu", figures)]));
    assert_eq!((both.rows().count(), values(&both)), (1, wanted.clone()));
    assert_eq!(told(&both), [], "{:#?}", both.findings);
    // In any order, and with headings that were typed again.
    let retyped: &[&str] =
        &["MÃ CHỈ TIÊU;Giá trị;Kỳ;Đơn vị", "II.1.1;12;Q1/2026;STP", "II.1.2;340;Q1/2026;STP"];
    let both = checked("a.xlsx", book(&[("Sheet2", retyped), ("Sheet1", tasks)]));
    assert_eq!((both.rows().count(), values(&both)), (1, wanted.clone()), "{:#?}", both.findings);
    // Figures on two sheets.
    let one_each: [&[&str]; 2] = [&[FIGURES, rows[0]], &[FIGURES, rows[1]]];
    let sheets = [("Báo cáo", tasks), ("SL1", one_each[0]), ("SL2", one_each[1])];
    let several = checked("a.xlsx", book(&sheets));
    assert_eq!(values(&several), wanted, "{:#?}", several.findings);
    // A hidden one is read, and told.
    let hidden = book_with(&[("Báo cáo", tasks), ("Số liệu", figures)], |name, sheet| {
        sheet.set_hidden(name == "Số liệu");
    });
    let hidden = checked("a.xlsx", hidden);
    assert_eq!(values(&hidden), wanted);
    let codes: Vec<&str> = told(&hidden).iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["H208"]);
    assert!(hidden.findings.iter().any(|d| d.message.contains("“Số liệu” (đang ẩn)")));
}

#[test]
fn a_sheet_of_figures_that_is_blank_or_of_another_period_is_told() {
    let tasks: &[&str] = &[TASKS, TASK];
    let blank: &[&str] =
        &[FIGURES, "Quý I/2026;Sở Tư pháp;II.1.1;;buổi;", "Quý I/2026;Sở Tư pháp;II.1.2;;;"];
    let found = checked("a.xlsx", book(&[("Báo cáo", tasks), ("Số liệu", blank)]));
    assert_eq!(told(&found), [("R314", Some(2))], "{:#?}", found.findings);
    let note = &found.findings.iter().find(|d| d.code.id == "R314").expect("a note");
    assert_eq!(note.severity, Severity::Note);
    assert!(note.message.contains("chưa có số liệu nào"), "{}", note.message);
    assert_eq!(found.rows().count(), 1);
    // One value, one remark and one blank.
    let some: &[&str] = &[
        FIGURES,
        FIGURE,
        "Quý I/2026;Sở Tư pháp;II.1.2;;;chưa đếm",
        "Quý I/2026;Sở Tư pháp;II.1.3;;;",
    ];
    let found = checked("a.xlsx", book(&[("Báo cáo", tasks), ("Số liệu", some)]));
    assert_eq!(told(&found), [("R314", Some(4))]);
    assert_eq!(values(&found), one("II.1.1", 1200));
    let old: &[&str] = &[FIGURES, "Quý IV/2025;Sở Tư pháp;II.1.1;12;buổi;"];
    let found = checked("a.xlsx", book(&[("Báo cáo", tasks), ("Số liệu", old)]));
    let codes: Vec<&str> = told(&found).iter().map(|(code, _)| *code).collect();
    assert_eq!((codes, values(&found).len()), (vec!["H212"], 0));
    assert!(found.findings.iter().any(|d| d.message.contains("“Số liệu” (quý IV năm 2025)")));
}

#[test]
fn a_value_is_what_the_cell_means_however_it_is_shown() {
    // Rates of the year, in a workbook: percent and literal formats, more digits than are shown.
    for (code, number, format, value) in [
        ("QG.14", 0.985, "0%", Some(9850)),
        ("QG.14", 0.985, "0.0%", Some(9850)),
        ("QG.14", 98.5, "General", Some(9850)),
        ("QG.14", 98.5333333333, "0.0", Some(9853)),
        ("QG.14", 98.5, "0.0\"%\"", Some(9850)),
        ("QG.3b", 45.6, "0.0\" ‰\"", Some(4560)),
        ("QG.11a", 550.0, "#,##0\" /100.000\"", Some(55_000)),
        ("QG.11a", 1234.5, "#,##0.0", Some(123_450)),
        ("II.1.1", 1234.0, "#,##0", Some(123_400)),
        ("II.1.1", 1234.0, "#,##0.00", Some(123_400)),
        ("II.1.1", 12.0, "0\" buổi\"", Some(1200)),
        // A fraction that the cell hides is no count.
        ("II.1.1", 12.4, "0", None),
        ("II.1.1", 12.004, "0.00", None),
        ("II.1.1", 0.12, "0%", None),
        ("II.1.1", 12.0, "0\" nghìn\"", None),
        ("QG.14", 45.6, "0.0\" ‰\"", None),
    ] {
        let row = format!("Quý I/2026;Sở Tư pháp;{code}");
        let bytes = book_with(&[("Số liệu", &[FIGURES, &row])], |_, sheet| {
            let format = Format::new().set_num_format(format);
            sheet.write_with_format(1, 3, number, &format).expect("a number");
        });
        let mut sink = Sink::new();
        let day = plan().window(Period::Quarter(2026, 1)).end;
        let file = submission::read(&Source::new("a.xlsx", bytes), plan(), day, &mut sink);
        let figures = file.figures.expect("figures");
        assert_eq!(figures.rows[0].value(), value, "{code} {number} {format}");
    }
}

#[test]
fn headings_that_only_look_alike_are_asked_about() {
    // A Cyrillic letter, and a letter too many.
    for heading in ["Giá trị\u{200B}", "Gia\u{301} trị"] {
        let found = csv(&[&FIGURES.replace("Giá trị", heading), FIGURE]);
        assert_eq!(values(&found), one("II.1.1", 1200), "{heading}");
    }
    for heading in ["Giá tri\u{0456}", "Giá trịị", "Gía trj"] {
        let found = csv(&[&FIGURES.replace("Giá trị", heading), FIGURE]);
        let codes: Vec<&str> = told(&found).iter().map(|(code, _)| *code).collect();
        assert!(codes.contains(&"H201"), "{heading}: {:#?}", found.findings);
        assert_eq!(values(&found), []);
    }
}

#[test]
fn a_table_above_the_one_that_is_read_is_told() {
    // The row with most headings is the heading row, wherever it stands.
    let lines = [FIGURES, FIGURE, "", "II. BÁO CÁO;;;;;", &format!("{TASKS};Ghi chú"), TASK];
    for found in [csv(&lines), checked("a.xlsx", book(&[("Sheet1", &lines)]))] {
        assert_eq!(told(&found)[0], ("H209", Some(1)), "{:#?}", found.findings);
        assert!(found.findings.iter().any(|d| d.message.contains("1 dòng")));
    }
    // A title, a repeated heading and a half of a heading are none.
    for lines in [
        vec!["BÁO CÁO;;;;;", "Kỳ báo cáo;Quý I/2026;Cơ quan;Sở Tư pháp;;", TASKS, TASK],
        vec![TASKS, TASKS, TASK],
    ] {
        let found = csv(&lines);
        assert!(told(&found).iter().all(|(code, _)| *code != "H209"), "{:#?}", found.findings);
        assert_eq!(found.rows().count(), 1);
    }
}

#[test]
fn a_table_with_columns_in_another_order_below_is_never_read_under_the_first_headings() {
    let swapped = "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Đơn vị;Giá trị;Ghi chú";
    let lines = [FIGURES, FIGURE, swapped, "Quý I/2026;Sở Tư pháp;II.1.2;lượt người;300;"];
    let found = csv(&lines);
    assert_eq!(told(&found), [("H209", Some(3))], "{:#?}", found.findings);
    assert_eq!(values(&found), one("II.1.1", 1200));
    let swapped = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Kết quả thực hiện;Tiến độ (%)";
    let row = "Quý I/2026;Sở Tư pháp;II.2;Đang triển khai;Mở 2 lớp.;50";
    let found = csv(&[TASKS, TASK, swapped, row]);
    assert_eq!(told(&found), [("H209", Some(3))], "{:#?}", found.findings);
}

#[test]
fn a_value_that_the_workbook_lost_is_not_one_that_is_missing() {
    let rows: &[&str] = &[FIGURES, FIGURE, "Quý I/2026;Sở Tư pháp;II.1.2;;lượt người;"];
    // A merged cell, and a formula that ends in an error.
    let merged = book_with(&[("Số liệu", rows)], |_, sheet| {
        let format = Format::new();
        sheet.merge_range(1, 3, 2, 3, "12", &format).expect("a merged cell");
        sheet.write(1, 3, 12.0).expect("a number");
    });
    let found = checked("a.xlsx", merged);
    assert!(found.findings.iter().any(|d| d.code.id == "V401" && d.message.contains("gộp")));
    assert_eq!(values(&found), one("II.1.1", 1200), "{:#?}", found.findings);
    let broken = book_with(&[("Số liệu", rows)], |_, sheet| {
        let formula = rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!");
        sheet.write_formula(2, 3, formula).expect("a formula");
    });
    let found = checked("a.xlsx", broken);
    assert_eq!(values(&found), one("II.1.1", 1200));
    assert!(told(&found).iter().all(|(code, _)| *code != "R314"), "{:#?}", found.findings);
    assert!(found.findings.iter().any(|d| d.severity == Severity::Error));
}

#[test]
fn values_of_another_time_are_not_those_of_the_period() {
    for heading in ["Giá trị (lũy kế)", "Giá trị (cùng kỳ năm trước)", "GIÁ TRỊ (kỳ trước)"]
    {
        let found = csv(&[&FIGURES.replace("Giá trị", heading), FIGURE]);
        assert_eq!(told(&found), [("H201", Some(1))], "{heading}: {:#?}", found.findings);
        // Beside the values of the period it is a column of the agency's own.
        let both = csv(&[
            &FIGURES.replace("Giá trị", &format!("{heading};Giá trị")),
            "Quý I/2026;Sở Tư pháp;II.1.1;90;12;buổi;",
        ]);
        assert_eq!(told(&both), [("H202", Some(1))], "{heading}: {:#?}", both.findings);
        assert_eq!(values(&both), one("II.1.1", 1200));
    }
    let found = csv(&[&FIGURES.replace("Giá trị", "Giá trị (kỳ này)"), FIGURE]);
    assert_eq!((told(&found), values(&found)), (vec![], one("II.1.1", 1200)));
}

#[test]
fn a_row_that_numbers_the_columns_may_hold_sums() {
    for row in ["1;2;3;4=5+6;5;6", "(1);(2);(3);(4) = (5) + (6);(5);(6)", "A;B;C;1;2=1x100%;3"] {
        let found = csv(&[FIGURES, row, FIGURE]);
        assert_eq!(told(&found), [("R310", Some(2))], "{row}: {:#?}", found.findings);
        assert_eq!(values(&found), one("II.1.1", 1200));
    }
}

#[test]
fn two_headings_under_the_value_are_the_last_period_and_this_one() {
    let heads = ["Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị;;Đơn vị", ";;;Kỳ trước;Kỳ này;"];
    let lines = [heads[0], heads[1], "Quý I/2026;Sở Tư pháp;II.1.1;10;12;buổi"];
    let merged = book_with(&[("Số liệu", &lines)], |_, sheet| {
        sheet.merge_range(0, 3, 0, 4, "Giá trị", &Format::new()).expect("a merged cell");
    });
    for found in [csv(&lines), checked("a.xlsx", merged)] {
        assert_eq!(told(&found), [], "{:#?}", found.findings);
        assert_eq!(values(&found), one("II.1.1", 1200));
    }
    // Parts of a value are not the value.
    let lines = [heads[0], ";;;Nam;Nữ;", "Quý I/2026;Sở Tư pháp;II.1.1;10;12;buổi"];
    let merged = book_with(&[("Số liệu", &lines)], |_, sheet| {
        sheet.merge_range(0, 3, 0, 4, "Giá trị", &Format::new()).expect("a merged cell");
    });
    let found = checked("a.xlsx", merged);
    assert!(told(&found).iter().any(|(code, _)| *code == "H201"), "{:#?}", found.findings);
}

#[test]
fn a_row_that_names_a_group_is_told_and_is_no_row_of_data() {
    let groups = ["II. Truyền thông;;;;;", FIGURE, "A;Bảo vệ trẻ em;;;;", FIGURE];
    let found = csv(&[FIGURES, groups[0], groups[1], groups[2], groups[3]]);
    assert_eq!(told(&found), [("R315", Some(2)), ("R315", Some(4))], "{:#?}", found.findings);
    assert_eq!(found.findings.iter().filter(|d| d.severity == Severity::Error).count(), 0);
    // What may be data stays and is told cell by cell.
    for row in ["Quý I;;;;;", "II. Truyền thông;;;;;300 lượt", ";;II.1.2;;;", "Tên nhóm", "Sở;;;;;"]
    {
        let found = csv(&[FIGURES, row, FIGURE]);
        assert!(told(&found).iter().all(|(code, _)| *code != "R315"), "{row}");
        let is_told = |d: &report::diag::Diagnostic| d.place.row() == Some(2);
        assert!(found.findings.iter().any(is_told), "{row}: {:#?}", found.findings);
    }
}

#[test]
fn a_number_cut_in_two_by_the_delimiter_is_no_value_and_a_remark() {
    let heads = "Kỳ báo cáo,Cơ quan báo cáo,Mã số liệu,Giá trị,Ghi chú";
    for row in ["Quý I/2026,Sở Tư pháp,II.1.2,1,234", "Quý I/2026,Sở Tư pháp,QG.14,98,5%"]
    {
        let found = csv(&[heads, row]);
        assert_eq!(told(&found), [("R311", Some(2))], "{row}: {:#?}", found.findings);
        assert_eq!(values(&found), []);
    }
    for row in ["Quý I/2026,Sở Tư pháp,II.1.1,12,3 xã", "Quý I/2026,Sở Tư pháp,II.1.1,12,"]
    {
        let found = csv(&[heads, row]);
        assert_eq!((told(&found), values(&found)), (vec![], one("II.1.1", 1200)), "{row}");
    }
    let found = csv(&[&heads.replace(',', ";"), "Quý I/2026;Sở Tư pháp;II.1.1;12;5"]);
    assert_eq!(values(&found), one("II.1.1", 1200));
}

#[test]
fn a_zero_that_the_cell_hides_is_told_since_a_blank_cell_means_another_thing() {
    for (format, is_told) in
        [("#,##0;-#,##0;;@", true), (";;;", true), ("#,##0;-#,##0;\"-\"", false), ("0", false)]
    {
        let row = "Quý I/2026;Sở Tư pháp;II.1.1";
        let bytes = book_with(&[("Số liệu", &[FIGURES, row])], |_, sheet| {
            let format = Format::new().set_num_format(format);
            sheet.write_with_format(1, 3, 0.0, &format).expect("a number");
        });
        let found = checked("a.xlsx", bytes);
        assert_eq!(values(&found), one("II.1.1", 0), "{format}");
        assert_eq!(found.findings.iter().any(|d| d.code.id == "V426"), is_told, "{format}");
    }
}

#[test]
fn a_value_in_the_column_beside_is_not_one_that_is_missing() {
    let heads = "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị;Đơn vị;Ghi chú";
    for cells in [";12 buổi;", ";12;", ";buổi;12", ";;12 buổi", ";;1.234"] {
        let found = csv(&[heads, &format!("Quý I/2026;Sở Tư pháp;II.1.1;{cells}"), FIGURE]);
        let errors = found.findings.iter().filter(|d| d.place.row() == Some(2));
        assert!(errors.clone().any(|d| d.code.id == "V401"), "{cells}: {:#?}", found.findings);
        assert!(told(&found).iter().all(|(code, _)| *code != "R314"), "{cells}");
    }
    for cells in [";buổi;", ";;đang tổng hợp 12 xã", ";buổi;12/15 xã chưa gửi", ";;"]
    {
        let found = csv(&[heads, &format!("Quý I/2026;Sở Tư pháp;II.1.1;{cells}"), FIGURE]);
        let is_error = |d: &&report::diag::Diagnostic| d.severity == Severity::Error;
        assert_eq!(found.findings.iter().filter(is_error).count(), 0, "{cells}");
    }
}

#[test]
fn numbers_beside_a_blank_column_of_values_are_told_whatever_other_rows_there_are() {
    let heads = "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị;Thực đạt";
    let row = "Quý I/2026;Sở Tư pháp;II.1.1;-;45";
    let is_told = |rows: &[&str]| {
        let found = csv(&[&[heads], rows].concat());
        found.findings.iter().any(|d| d.code.id == "H211" && d.place.row() == Some(1))
    };
    for others in [&[][..], &["Tổng cộng;;;45;"], &["Tổng;;;;45", ";;;;", heads], &["1;2;3;4;5"]]
    {
        assert!(is_told(&[&[row], others].concat()), "{others:?}");
    }
    assert!(!is_told(&[row, "Quý I/2026;Sở Tư pháp;II.1.2;7;9"]), "a value is given");
    assert!(!is_told(&["Quý I/2026;Sở Tư pháp;II.1.1;-;đang tổng hợp"]), "no number");
}

#[test]
fn the_footer_of_figures_asks_for_their_code() {
    let help = |headings: &str, row: &str| {
        let checked = csv(&[headings, row, "Người lập biểu;;;;;"]);
        let footer = checked.findings.iter().find(|d| d.code.id == "R307").expect("R307");
        footer.help.clone().unwrap_or_default()
    };
    assert!(help(FIGURES, FIGURE).ends_with("cơ quan và mã số liệu."));
    assert!(help(TASKS, TASK).ends_with("cơ quan và mã nhiệm vụ."));
}
