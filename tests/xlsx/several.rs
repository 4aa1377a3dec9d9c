//! Workbooks of several sheets: those of the asked period are read as one table, of which every cell
//! keeps its place; no other is passed over in silence.

use report::check::Checked;
use report::diag::Diagnostic;
use report::plan::Period;
use report::submission::{Field, Submission};
use rust_xlsxwriter::{Chart, Workbook, Worksheet};

use super::sheets::{Tab, filled, sheets};
use super::{HEADINGS, ROW, checked, codes, common, one, read, read_for, texts};

const THIRD: Period = Period::Quarter(2025, 3);

/// Rows of a period, each on a task of its own.
fn of(period: &'static str, tasks: &'static [&'static str]) -> impl Fn(&mut Worksheet) {
    move |sheet| {
        texts(sheet, 0, 0, &HEADINGS);
        for (row, task) in (1..).zip(tasks) {
            texts(sheet, row, 0, &ROW);
            texts(sheet, row, 0, &[period, ROW[1], task]);
        }
    }
}

fn submission(fill: &[Tab<'_>], period: Option<Period>) -> (Submission, Vec<Diagnostic>) {
    let (file, found) = read_for(period, "a.xlsx", sheets(fill));
    (file.submission.expect("a table"), found)
}

/// For each row its sheet, its number and what stands in a column.
fn rows(submission: &Submission, field: Field) -> Vec<(String, u32, String)> {
    let of = |row| {
        let sheet = submission.sheet(row).expect("a sheet").name.to_string();
        (sheet, submission.row_number(row), submission.text(row, field).to_owned())
    };
    submission.rows.iter().map(of).collect()
}

fn told(rows: &[(String, u32, String)]) -> Vec<(&str, u32, &str)> {
    rows.iter().map(|(sheet, row, text)| (sheet.as_str(), *row, text.as_str())).collect()
}

fn counting(checked: &Checked) -> Vec<(String, u32)> {
    let submission = checked.files[0].file.submission.as_ref().expect("a table");
    let place = |row| submission.row_place(row);
    let of = |row| {
        let place = place(row);
        (place.sheet().expect("a sheet").to_string(), place.row().expect("a row"))
    };
    checked.files[0].counting_rows().map(of).collect()
}

#[test]
fn the_sheets_of_one_period_are_read_as_one_table() {
    let (first, second) = (of("Quý III/2025", &["I.2", "I.1"]), of("Quý III/2025", &["II.1"]));
    let tabs: &[Tab<'_>] = &[("Phòng A", false, &first), ("Phòng B", false, &second)];
    for period in [None, Some(THIRD)] {
        let (read, found) = submission(tabs, period);
        assert!(found.is_empty(), "{found:#?}");
        assert_eq!((read.rows.len(), read.data_rows), (3, 3));
        let rows = rows(&read, Field::Task);
        assert_eq!(
            told(&rows),
            [("Phòng A", 2, "I.2"), ("Phòng A", 3, "I.1"), ("Phòng B", 2, "II.1")]
        );
        assert!(read.sender.is_some());
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("so-tu-phap.xlsx");
    common::write(&file, sheets(tabs));
    let run = common::run(&["check", common::arg(&file), "--as-of", "2025-09-14"]);
    let told = "XLSX; trang tính “Phòng A”, “Phòng B”; tiêu đề ở hàng 1; 3 dòng, ";
    assert!(run.stdout.contains(told), "{}", run.stdout);
}

#[test]
fn columns_may_stand_in_another_order_on_the_next_sheet() {
    let first = of("Quý III/2025", &["I.2"]);
    let second = |sheet: &mut Worksheet| {
        texts(sheet, 0, 1, &["PHÒNG B"]);
        let headings =
            ["STT", "Mã nhiệm vụ", "Kỳ báo cáo", "Đơn vị", "Tình trạng", "Nguồn kinh phí"];
        texts(sheet, 2, 1, &headings);
        texts(sheet, 3, 1, &["1", "II.1", "Quý III/2025", "Sở Tư pháp", "Hoàn thành", "Khác"]);
        texts(sheet, 3, 8, &["ngoài bảng"]);
    };
    let (read, found) = submission(&[("A", false, &first), ("B", false, &second)], None);
    let notes: Vec<_> = found.iter().map(|d| (d.code.id, d.place.sheet())).collect();
    assert_eq!(notes, [("H205", Some("B")), ("H202", Some("B")), ("H202", Some("B"))]);
    let row = &read.rows[1];
    let cells = [
        (Field::Task, Some("C4"), "II.1", "Mã nhiệm vụ"),
        (Field::Period, Some("D4"), "Quý III/2025", "Kỳ báo cáo"),
        (Field::Agency, Some("E4"), "Sở Tư pháp", "Đơn vị"),
        (Field::Status, Some("F4"), "Hoàn thành", "Tình trạng"),
        (Field::Source, Some("G4"), "Khác", "Nguồn kinh phí"),
    ];
    for (field, cell, text, heading) in cells {
        let place = read.place(row, field);
        assert_eq!((place.cell(), read.text(row, field)), (cell, text));
        assert_eq!((place.heading(), place.sheet()), (Some(heading), Some("B")));
    }
    // What the sheet has no column for is of its row alone.
    let place = read.place(row, Field::Result);
    assert_eq!((place.row(), place.column(), read.text(row, Field::Result)), (Some(4), None, ""));
    assert_eq!(read.cell_name(&read.rows[0], Field::Source), None);
    // What nobody knows is kept.
    let width = read.table.width(row.record);
    let kept: Vec<_> = (0..width).map(|column| read.table.field(row.record, column)).collect();
    assert!(kept.contains(&"1") && kept.contains(&"ngoài bảng"), "{kept:?}");
}

#[test]
fn a_sheet_wholly_of_another_period_is_set_aside_and_named() {
    let (second, third) = (of("Quý II/2025", &["I.2"]), of("Quý III/2025", &["I.2"]));
    let fourth = of("Quý IV/2025", &["I.2"]);
    let tabs: [Tab<'_>; 3] =
        [("Hai", false, &second), ("Bốn", false, &fourth), ("Ba", false, &third)];
    let (read, found) = submission(&tabs, Some(THIRD));
    assert_eq!(told(&rows(&read, Field::Period)), [("Ba", 2, "Quý III/2025")]);
    assert_eq!(codes(&found), ["H212"]);
    for words in ["“Hai” (quý II năm 2025)", "“Bốn” (quý IV năm 2025)"] {
        assert!(found[0].message.contains(words), "{}", found[0].message);
    }
    // Quarters are parts of the half-year that is asked for.
    let (read, found) = submission(&tabs, Some(Period::Half(2025, 2)));
    assert_eq!((read.rows.len(), codes(&found)), (2, vec!["H212"]));
    // Nobody asks: the latest.
    let (read, found) = submission(&tabs, None);
    assert_eq!(told(&rows(&read, Field::Period)), [("Bốn", 2, "Quý IV/2025")]);
    assert_eq!(codes(&found), ["H212"]);
    // None is of the asked one: an error of its rows.
    let (checked, found) =
        checked("a.xlsx", &sheets(&tabs), Period::Quarter(2026, 1), "2026-03-20");
    assert_eq!(checked.files[0].accepted_rows(), 0);
    assert!(codes(&found).contains(&"K601"), "{found:#?}");
}

#[test]
fn h213_the_name_of_a_sheet_tells_an_earlier_table() {
    let fill = of("Quý III/2025", &["I.2", "I.1"]);
    let told = |name: &str| {
        let bytes = sheets(&[(name, false, &fill)]);
        let (_, found) = checked("a.xlsx", &bytes, THIRD, "2025-09-20");
        found.iter().filter(|d| d.code.id == "H213").count()
    };
    for name in ["Quý II-2025", "Quý II.2025", "2025-Q2", "Q2.2025", "BC quý 2", "Sở Tài chính"]
    {
        assert_eq!(told(name), 1, "{name}");
    }
    for name in ["Quý III-2025", "2025-Q3", "Quý III", "6 tháng cuối năm", "Năm 2025", "Sheet2"]
    {
        assert_eq!(told(name), 0, "{name}");
    }
}

#[test]
fn an_error_on_a_sheet_of_another_period_is_nobodys_concern() {
    let third = of("Quý III/2025", &["I.2"]);
    let second = |sheet: &mut Worksheet| {
        of("Quý II/2025", &["I.2", "II.1"])(sheet);
        texts(sheet, 1, 4, &["bốn mươi"]);
        texts(sheet, 3, 0, &["Tổng cộng"]);
        texts(sheet, 0, 3, &["Trạng"]);
    };
    let (_, found) = submission(&[("Ba", false, &third), ("Hai", false, &second)], Some(THIRD));
    assert_eq!(codes(&found), ["H212"]);
}

#[test]
fn a_row_that_does_not_tell_its_period_may_be_of_this_one() {
    let (third, unsure) = (of("Quý III/2025", &["I.2"]), of("Quý", &["II.1"]));
    let tabs: &[Tab<'_>] = &[("A", false, &third), ("B", false, &unsure)];
    let (read, found) = submission(tabs, Some(THIRD));
    assert_eq!((read.rows.len(), found.len()), (2, 0));
    let mixed = |sheet: &mut Worksheet| {
        of("Quý II/2025", &["II.1", "I.1"])(sheet);
        texts(sheet, 2, 0, &["Quý III/2025"]);
    };
    let (read, _) = submission(&[("A", false, &third), ("B", false, &mixed)], Some(THIRD));
    assert_eq!(read.rows.len(), 3);
}

#[test]
fn findings_and_rows_left_out_are_of_their_sheet() {
    let first = of("Quý III/2025", &["I.2", "II.1"]);
    let second = |sheet: &mut Worksheet| {
        of("Quý III/2025", &["II.2", "I.1"])(sheet);
        texts(sheet, 1, 4, &["140"]);
    };
    let bytes = sheets(&[("A", false, &first), ("B", false, &second)]);
    let (checked, found) = checked("so-tu-phap.xlsx", &bytes, THIRD, "2025-09-20");
    let wrong = one(&found, "V402");
    let place = (wrong.place.sheet(), wrong.place.cell());
    assert_eq!(place, (Some("B"), Some("E2")));
    let counting = counting(&checked);
    let counting: Vec<_> = counting.iter().map(|(sheet, row)| (sheet.as_str(), *row)).collect();
    assert_eq!(counting, [("A", 2), ("A", 3), ("B", 3)]);
}

#[test]
fn a_unit_in_the_headings_of_one_sheet_is_no_fault_of_the_other() {
    let money = |unit: &'static str, task: &'static str, amount: &'static str| {
        move |sheet: &mut Worksheet| {
            texts(sheet, 0, 0, &HEADINGS);
            texts(sheet, 0, 6, &[unit]);
            texts(sheet, 1, 0, &ROW);
            texts(sheet, 1, 2, &[task]);
            texts(sheet, 1, 6, &[amount]);
        }
    };
    let dong = money("Kinh phí được giao (đồng)", "I.2", "120000000");
    let millions = money("Kinh phí được giao (triệu đồng)", "II.1", "120");
    let bytes = sheets(&[("A", false, &dong), ("B", false, &millions)]);
    let (checked, found) = checked("so-tu-phap.xlsx", &bytes, THIRD, "2025-09-20");
    let unit = one(&found, "H210");
    let place = (unit.place.sheet(), unit.place.cell());
    assert_eq!(place, (Some("B"), Some("G1")));
    assert!(!codes(&found).contains(&"V422"), "{found:#?}");
    assert_eq!(counting(&checked), [("A".to_owned(), 2)]);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("so-tu-phap.xlsx");
    common::write(&file, bytes);
    // Written into one column they would say something else.
    let run = common::run(&["fix", common::arg(&file), "--period", "2025-Q3"]);
    assert!(run.stdout.contains("không tệp nào được ghi"), "{}", run.stdout);
}

#[test]
fn a_row_on_two_sheets_is_one_row_and_each_names_the_other() {
    let first = of("Quý III/2025", &["I.2", "I.1"]);
    let second = |sheet: &mut Worksheet| {
        of("Quý III/2025", &["I.2", "I.1"])(sheet);
        texts(sheet, 2, 4, &["60"]);
    };
    let bytes = sheets(&[("A", false, &first), ("B", false, &second)]);
    let (checked, found) = checked("so-tu-phap.xlsx", &bytes, THIRD, "2025-09-20");
    let repeat = one(&found, "C701");
    assert_eq!((repeat.place.sheet(), repeat.place.row()), (Some("B"), Some(2)));
    let other = &repeat.related[0];
    assert_eq!((other.sheet.as_deref(), other.line), (Some("A"), 2));
    let against: Vec<_> = found.iter().filter(|d| d.code.id == "C702").collect();
    assert_eq!(against.len(), 2);
    assert_eq!(counting(&checked), [("A".to_owned(), 2)]);
    let text = report::emit::human(&found, &report::emit::Human::plain());
    assert!(text.contains("so-tu-phap.xlsx, trang tính “A” dòng 2"), "{text}");
    assert!(text.contains("so-tu-phap.xlsx, trang tính “B” dòng 3"), "{text}");
}

#[test]
fn a_sheet_with_a_fault_in_its_headings_is_told_and_the_other_is_read() {
    let first = of("Quý III/2025", &["I.2"]);
    let second = |sheet: &mut Worksheet| {
        of("Quý III/2025", &["II.1"])(sheet);
        texts(sheet, 0, 3, &["Ghi chép"]);
    };
    let bytes = sheets(&[("A", false, &first), ("B", false, &second)]);
    let (checked, found) = checked("so-tu-phap.xlsx", &bytes, THIRD, "2025-09-20");
    assert_eq!(one(&found, "H201").place.sheet(), Some("B"));
    assert_eq!(counting(&checked), [("A".to_owned(), 2)]);
}

#[test]
fn h209_rows_without_the_headings_of_the_form_are_an_error() {
    let table = of("Quý III/2025", &["I.2"]);
    let money = |sheet: &mut Worksheet| {
        texts(sheet, 0, 0, &["Mã nhiệm vụ", "Nội dung", "Dự toán"]);
        texts(sheet, 1, 0, &["I.2", "Tập huấn", "120.000.000"]);
    };
    let sums = |sheet: &mut Worksheet| {
        texts(sheet, 0, 0, &["Nguồn", "Số tiền"]);
        for (row, amount) in (1..).zip(["120.000.000", "45.000.000", "7.500.000"]) {
            texts(sheet, row, 0, &["Ngân sách", amount]);
        }
    };
    let more = |sheet: &mut Worksheet| texts(sheet, 0, 0, &ROW);
    let shares = |sheet: &mut Worksheet| {
        texts(sheet, 0, 0, &["Nhiệm vụ", "Đạt"]);
        texts(sheet, 1, 0, &["I.2", "45%"]);
    };
    for (name, fill, cell) in [
        ("Kinh phí", &money as &dyn Fn(&mut Worksheet), "C2"),
        ("Tổng hợp", &sums, "B2"),
        ("Tiếp theo", &more, "D1"),
        ("Tiến độ", &shares, "B2"),
    ] {
        let (read, found) = submission(&[("Bảng", false, &table), (name, false, fill)], None);
        assert_eq!((read.rows.len(), codes(&found)), (1, vec!["H209"]), "{name}");
        let place = &found[0].place;
        assert_eq!((place.sheet(), place.cell()), (Some(name), Some(cell)));
    }
    // Amounts beside tasks are no list, hidden or not.
    let (_, found) = submission(&[("Bảng", false, &table), ("Kinh phí", true, &money)], None);
    assert_eq!(codes(&found), ["H209"]);
}

#[test]
fn h209_figures_without_the_headings_of_the_form_are_an_error() {
    let first = of("Quý III/2025", &["I.2"]);
    let sheet = |rows: &'static [[&'static str; 3]]| {
        move |sheet: &mut Worksheet| {
            for (row, cells) in (0..).zip(rows) {
                texts(sheet, row, 0, cells);
            }
        }
    };
    let by_code = sheet(&[
        ["Mã", "Nội dung", "Số lượng"],
        ["II.2.1", "Truyền thông", "12"],
        ["II.2.2", "Người dự", "560"],
    ]);
    let by_name = sheet(&[
        ["TT", "Chỉ tiêu", "Kết quả"],
        ["1", "Số buổi truyền thông về đăng ký khai sinh và quốc tịch", "12"],
        ["2", "Số lượt người dự truyền thông về đăng ký khai sinh và quốc tịch", "560"],
    ]);
    for other in [&by_code as &dyn Fn(&mut Worksheet), &by_name] {
        let (_, found) = submission(&[("A", false, &first), ("B", false, other)], Some(THIRD));
        let told = found.iter().find(|finding| finding.code.id == "H209").expect("H209");
        assert_eq!(told.place.sheet(), Some("B"));
        assert_eq!((told.place.row(), told.value.as_deref()), (Some(2), Some("12")));
    }
    let months = sheet(&[["Tháng", "Buổi", ""], ["1", "4", ""], ["2", "6", ""]]);
    let (_, found) = submission(&[("A", false, &first), ("B", false, &months)], Some(THIRD));
    assert_eq!(codes(&found), ["H208"]);
}

#[test]
fn lists_instructions_and_empty_forms_are_no_error() {
    let table = of("Quý III/2025", &["I.2"]);
    let statuses = [
        "Chưa triển khai",
        "Đang triển khai",
        "Thường xuyên",
        "Hoàn thành",
        "Tạm dừng",
        "Không phát sinh",
    ];
    let lists = |sheet: &mut Worksheet| {
        texts(
            sheet,
            0,
            0,
            &["Mã nhiệm vụ", "Trạng thái", "Nguồn kinh phí", "Vai trò", "Kỳ báo cáo"],
        );
        for (row, status) in (1..).zip(statuses) {
            texts(sheet, row, 0, &[&format!("I.{row}"), status]);
        }
        texts(sheet, 1, 2, &["Khác", "Chủ trì", "Quý I/2025"]);
        texts(sheet, 2, 2, &["Ngân sách nhà nước", "Phối hợp", "Quý II/2025"]);
    };
    let bare = |sheet: &mut Worksheet| {
        for (row, status) in (0..).zip(statuses) {
            texts(sheet, row, 0, &[&format!("I.{}", row + 1), status, &format!("{}%", row * 20)]);
        }
    };
    let tasks = |sheet: &mut Worksheet| {
        texts(sheet, 0, 0, &["STT", "Mã", "Nhiệm vụ", "Cơ quan chủ trì"]);
        for row in 1..5 {
            texts(sheet, row, 0, &[&row.to_string(), &format!("I.{row}"), "Tập huấn", "Sở Y tế"]);
        }
    };
    let guide = |sheet: &mut Worksheet| {
        texts(sheet, 0, 0, &["Mỗi nhiệm vụ một dòng. Ví dụ:"]);
        texts(sheet, 1, 0, &HEADINGS);
        texts(sheet, 2, 0, &ROW);
    };
    let example = |change: (usize, &'static str)| {
        move |sheet: &mut Worksheet| {
            let mut row = ROW;
            row[change.0] = change.1;
            texts(sheet, 0, 0, &HEADINGS);
            texts(sheet, 1, 0, &row);
        }
    };
    let of_nobody = example((1, "Sở A"));
    let of_other_period = example((0, "Quý II/2025"));
    let without_status = example((3, ""));
    let report = example((4, "45"));
    let figure = |sheet: &mut Worksheet| {
        texts(sheet, 0, 0, &["Kỳ báo cáo", "Cơ quan báo cáo", "Mã số liệu", "Giá trị"]);
        texts(sheet, 1, 0, &["Quý III/2025", "Sở Tư pháp", "I.2.1", "3"]);
    };
    let empty = |sheet: &mut Worksheet| filled(sheet, 0);
    let only_period = |sheet: &mut Worksheet| {
        texts(sheet, 0, 0, &HEADINGS);
        texts(sheet, 1, 0, &ROW[..2]);
    };
    let blank = |_: &mut Worksheet| {};
    for (name, hidden, fill, expected) in [
        ("Danh mục", true, &lists as &dyn Fn(&mut Worksheet), vec![]),
        ("Danh mục", false, &lists, vec!["H208"]),
        ("Danh mục", true, &bare, vec![]),
        ("Danh mục", false, &bare, vec!["H208"]),
        ("Nhiệm vụ", false, &tasks, vec!["H208"]),
        ("Hướng dẫn điền", false, &guide, vec!["H209"]),
        ("Hướng dẫn", false, &of_nobody, vec!["H208"]),
        ("Ví dụ", false, &of_other_period, vec!["H208"]),
        ("Ví dụ", true, &of_other_period, vec![]),
        ("Ví dụ", false, &without_status, vec!["H208"]),
        ("Ví dụ", false, &report, vec!["H209"]),
        ("Ví dụ", true, &report, vec!["H209"]),
        ("Hướng dẫn 2", false, &figure, vec!["H209"]),
        ("Mẫu", false, &empty, vec!["H208"]),
        ("Mẫu", false, &only_period, vec!["H208"]),
        ("Sheet3", false, &blank, vec![]),
    ] {
        for tabs in [
            [("Bảng", false, &table as &dyn Fn(&mut Worksheet)), (name, hidden, fill)],
            [(name, hidden, fill), ("Bảng", false, &table)],
        ] {
            // The writer hides no first sheet.
            if tabs[0].1 {
                continue;
            }
            let (read, found) = submission(&tabs, Some(THIRD));
            assert_eq!(codes(&found), expected, "{name} {hidden}");
            assert_eq!(told(&rows(&read, Field::Task)), [("Bảng", 2, "I.2")], "{name} {hidden}");
        }
    }
}

#[test]
fn a_sheet_of_charts_is_none() {
    let mut workbook = Workbook::new();
    of("Quý III/2025", &["I.2"])(workbook.add_worksheet());
    let mut chart = Chart::new_column();
    chart.add_series().set_values("Sheet1!$E$2:$E$2");
    workbook.add_chartsheet().insert_chart(0, 0, &chart).expect("a chart");
    let (file, found) = read("a.xlsx", workbook.save_to_buffer().expect("a workbook"));
    assert!(found.is_empty(), "{found:#?}");
    assert_eq!(file.submission.expect("a table").rows.len(), 1);
}

#[test]
fn a_hidden_sheet_with_rows_is_read_and_that_is_said() {
    let (first, second) = (of("Quý III/2025", &["I.2"]), of("Quý III/2025", &["II.1"]));
    let (read, found) = submission(&[("A", false, &first), ("B", true, &second)], None);
    assert_eq!((read.rows.len(), codes(&found)), (2, vec!["H208"]));
    assert_eq!(found[0].message, "Số liệu được lấy ở trang tính “A”, “B” (đang ẩn).");
    let blank = |_: &mut Worksheet| {};
    let (_, found) = submission(&[("Trống", false, &blank), ("Bảng", true, &first)], None);
    assert_eq!(codes(&found), ["H208"]);
    assert_eq!(found[0].message, "Số liệu được lấy ở trang tính “Bảng” (đang ẩn).");
}

#[test]
fn fix_writes_the_rows_of_all_sheets_into_one_text() {
    let first = |sheet: &mut Worksheet| {
        of("Quý III/2025", &["I.2", "I.1"])(sheet);
        texts(sheet, 3, 0, &["Tổng cộng"]);
    };
    let second = |sheet: &mut Worksheet| {
        texts(sheet, 0, 0, &["PHÒNG B"]);
        texts(sheet, 1, 0, &["Mã nhiệm vụ", "Đơn vị", "Kỳ báo cáo", "Trạng thái", "Của riêng"]);
        texts(sheet, 2, 0, &["Tổng cộng"]);
        texts(sheet, 3, 0, &["ii-1", "Sở Tư pháp", "Q3/2025", "Hoàn thành", "giữ lại"]);
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("so-tu-phap.xlsx");
    common::write(&file, sheets(&[("A", false, &first), ("B", false, &second)]));
    let run = common::run(&["fix", common::arg(&file), "--period", "2025-Q3"]);
    let words = "trang tính “A”, “B” của tệp Excel thành tệp CSV, nối thành một bảng";
    let plain = run.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain.contains(words), "{}", run.stdout);
    assert!(plain.contains("C4 của trang “B”: “Q3/2025” → “Quý III/2025”"), "{}", run.stdout);
    assert!(plain.contains("PHÒNG B"), "{}", run.stdout);
    let text = common::read(&folder.path().join("so-tu-phap-da-sua.csv"));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert!(lines[0].ends_with(";Của riêng"), "{text}");
    assert!(lines[3].starts_with("Quý III/2025;Sở Tư pháp;II.1;Hoàn thành;"), "{text}");
    assert!(lines[3].ends_with(";giữ lại"), "{text}");
}

#[test]
fn documents_say_on_which_sheet_a_figure_stands() {
    let money = |task: &'static str, amount: &'static str| {
        move |sheet: &mut Worksheet| {
            of("Quý III/2025", &[""])(sheet);
            texts(sheet, 1, 2, &[task]);
            texts(sheet, 1, 6, &[amount, "12/09/2025"]);
        }
    };
    let (first, second) = (money("I.2", "120.000.000"), money("II.1", "1.000"));
    let wrong = |sheet: &mut Worksheet| {
        second(sheet);
        texts(sheet, 1, 4, &["140"]);
    };
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("2025-Q3");
    std::fs::create_dir(&data).expect("a folder");
    let bytes = sheets(&[("A", false, &wrong), ("B", false, &first)]);
    common::write(&data.join("so-tu-phap.xlsx"), bytes);
    let out = folder.path().join("out");
    let words =
        ["build", common::arg(folder.path()), "--period", "2025-Q3", "--as-of", "2025-09-20"];
    common::run(&[&words[..], &["--format", "json", "--out", common::arg(&out)]].concat());
    let mut json = String::new();
    for entry in std::fs::read_dir(&out).expect("the documents") {
        let path = entry.expect("a document").path();
        if path.extension().is_some_and(|ending| ending == "json") {
            json += &common::read(&path);
        }
    }
    assert!(json.contains("so-tu-phap.xlsx, trang tính “B”"), "{json:.2000}");
    assert!(json.contains("so-tu-phap.xlsx, trang tính “A”"), "what is left out");
    assert!(json.contains("120.000.000"));
}

#[test]
fn headings_of_two_rows_are_found_on_every_sheet() {
    let first = of("Quý III/2025", &["I.2"]);
    let second = |sheet: &mut Worksheet| {
        let over = ["Kỳ báo cáo", "Cơ quan báo cáo", "Mã nhiệm vụ", "Trạng thái", "Kinh phí"];
        texts(sheet, 0, 0, &over);
        texts(sheet, 1, 4, &["được giao", "giải ngân"]);
        texts(sheet, 2, 0, &["Quý III/2025", ROW[1], "II.1", ROW[3], "120.000.000", "45.000.000"]);
    };
    let (read, found) = submission(&[("A", false, &first), ("B", false, &second)], Some(THIRD));
    assert!(found.is_empty(), "{found:#?}");
    let row = &read.rows[1];
    assert_eq!(read.text(row, Field::Disbursed), "45.000.000");
    assert_eq!(read.place(row, Field::Allocated).cell(), Some("E3"));
}

#[test]
fn h210_a_unit_below_the_table_is_that_of_its_sheet() {
    let money = |task: &'static str, amount: &'static str, line: &'static str| {
        move |sheet: &mut Worksheet| {
            texts(sheet, 0, 0, &HEADINGS);
            texts(sheet, 0, 6, &["Kinh phí được giao"]);
            texts(sheet, 1, 0, &ROW);
            texts(sheet, 1, 2, &[task]);
            texts(sheet, 1, 6, &[amount]);
            texts(sheet, 3, 0, &[line]);
        }
    };
    let dong = money("I.2", "120000000", "Người lập biểu");
    let thousands = money("II.1", "120000", "Ghi chú: kinh phí tính bằng nghìn đồng");
    let millions = money("II.2", "450", "ĐVT: triệu đồng");
    let tabs: [Tab<'_>; 3] =
        [("A", false, &dong), ("B", false, &thousands), ("C", false, &millions)];
    let bytes = sheets(&tabs);
    let (checked, found) = checked("so-tu-phap.xlsx", &bytes, THIRD, "2025-09-20");
    let told = found.iter().filter(|finding| finding.code.id == "H210");
    let told: Vec<_> =
        told.map(|finding| (finding.place.sheet(), finding.message.as_str())).collect();
    let message = |sheet: &str, unit: &str| {
        format!("Hàng 4 (trang tính “{sheet}”) ghi đơn vị tính là {unit}, còn mẫu tính theo đồng.")
    };
    let (second, third) = (message("B", "nghìn đồng"), message("C", "triệu đồng"));
    assert_eq!(told, [(Some("B"), second.as_str()), (Some("C"), third.as_str())], "{found:#?}");
    assert_eq!(counting(&checked), [("A".to_owned(), 2)]);
}

#[test]
fn h210_a_line_above_the_table_names_the_unit_of_its_sheet() {
    let money = |line: &'static str, task: &'static str, amount: &'static str| {
        move |sheet: &mut Worksheet| {
            texts(sheet, 0, 0, &["SỞ TƯ PHÁP", "", "", line]);
            texts(sheet, 1, 0, &HEADINGS);
            texts(sheet, 1, 6, &["Kinh phí được giao"]);
            texts(sheet, 2, 0, &ROW);
            texts(sheet, 2, 2, &[task]);
            texts(sheet, 2, 6, &[amount]);
        }
    };
    let dong = money("Đơn vị tính: đồng", "I.2", "120000000");
    let millions = money("ĐVT: triệu đồng", "II.1", "120");
    let told = money("ĐVT: triệu đồng", "II.2", "45,5 triệu");
    let bytes = sheets(&[("A", false, &dong), ("B", false, &millions), ("C", false, &told)]);
    let (checked, found) = checked("so-tu-phap.xlsx", &bytes, THIRD, "2025-09-20");
    let unit = one(&found, "H210");
    let place = (unit.place.sheet(), unit.place.cell());
    assert_eq!(place, (Some("B"), Some("G2")));
    assert!(unit.message.starts_with("Hàng 1 ở trên bảng"), "{}", unit.message);
    assert!(!codes(&found).contains(&"V422"), "{found:#?}");
    assert_eq!(counting(&checked), [("A".to_owned(), 3), ("C".to_owned(), 3)]);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("so-tu-phap.xlsx");
    common::write(&file, bytes);
    // Without the line the amounts would say something else.
    let run = common::run(&["fix", common::arg(&file), "--period", "2025-Q3"]);
    assert!(run.stdout.contains("không tệp nào được ghi"), "{}", run.stdout);
}
