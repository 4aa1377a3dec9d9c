//! Headings of two rows: groups over names, names merged down, rows of units; in text and, merged or
//! not, in workbooks. They are read as one row, or the file is refused; no figure goes missing.

use chrono::NaiveDate;
use report::diag::{Diagnostic, Policy, Sink};
use report::plan::{self, PlanFiles};
use report::source::Source;
use report::submission::{self, Field, File};
use rust_xlsxwriter::{Format, Workbook};

const ROWS: [[&str; 9]; 3] = [
    [
        "Quý III/2025",
        "Sở Tư pháp",
        "I.2",
        "Đang triển khai",
        "40",
        "Mở 7 hội nghị.",
        "120000000",
        "45500000",
        "Ngân sách nhà nước",
    ],
    [
        "Quý III/2025",
        "Sở Tư pháp",
        "II.2",
        "Đang triển khai",
        "60",
        "Mở 2 lớp.",
        "20000000",
        "5500000",
        "Ngân sách nhà nước",
    ],
    [
        "Quý III/2025",
        "Sở Tư pháp",
        "III.2",
        "Đang triển khai",
        "20",
        "Soạn tờ trình.",
        "10000000",
        "2000000",
        "Ngân sách nhà nước",
    ],
];
const NAMES: [&str; 6] = [
    "Kỳ báo cáo",
    "Cơ quan báo cáo",
    "Mã nhiệm vụ",
    "Trạng thái",
    "Tiến độ (%)",
    "Kết quả thực hiện",
];

/// The names in one of two rows, a group over three columns, its names below.
fn heads(names_above: bool, group: &str, below: [&str; 3]) -> [Vec<String>; 2] {
    let names = NAMES.map(str::to_owned);
    let blank = || vec![String::new(); NAMES.len()];
    let (mut one, mut two) =
        if names_above { (names.to_vec(), blank()) } else { (blank(), names.to_vec()) };
    one.extend([group, "", ""].map(str::to_owned));
    two.extend(below.map(str::to_owned));
    [one, two]
}

fn read(source: &Source) -> (File, Vec<Diagnostic>) {
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
    let day = NaiveDate::from_ymd_opt(2025, 9, 14).expect("a day");
    let mut sink = Sink::new();
    let file = submission::read(source, &plan, day, &mut sink);
    (file, sink.finish(&Policy::default()))
}

fn text(heads: &[Vec<String>]) -> Source {
    let lines = heads.iter().map(|line| line.join(";")).chain(ROWS.map(|row| row.join(";")));
    Source::new("a.csv", lines.collect::<Vec<_>>().join("\n"))
}

/// The same as a workbook, the blank cells beside and below merged with what they belong to.
fn workbook(heads: &[Vec<String>; 2], merged: bool) -> Source {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = heads.iter().map(|row| row.iter().map(String::as_str).collect::<Vec<_>>());
    for (row, cells) in rows.chain(ROWS.map(|row| row.to_vec())).enumerate() {
        for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row as u32, column as u16, *cell).expect("a text");
        }
    }
    if merged {
        for (column, name) in NAMES.iter().enumerate() {
            sheet
                .merge_range(0, column as u16, 1, column as u16, name, &Format::new())
                .expect("a range");
        }
        sheet.merge_range(0, 6, 0, 8, &heads[0][6], &Format::new()).expect("a range");
    }
    Source::new("a.xlsx", book.save_to_buffer().expect("a workbook"))
}

fn sources(heads: &[Vec<String>; 2]) -> Vec<Source> {
    // Merged down, a name stands in the upper row.
    let merged = heads[0][0].is_empty().then(|| workbook(heads, true));
    let above = (!heads[0][0].is_empty()).then(|| workbook(heads, true));
    [text(heads), workbook(heads, false)].into_iter().chain(merged).chain(above).collect()
}

fn amounts(file: &File) -> Vec<[Option<i64>; 2]> {
    let submission = file.submission.as_ref().expect("a table");
    let value = |cell: &report::submission::Cell<_, _>| {
        cell.value().map(|reading: report::text::number::Reading| reading.value)
    };
    submission.rows.iter().map(|row| [value(&row.allocated), value(&row.disbursed)]).collect()
}

#[test]
fn groups_and_names_are_read_as_one_heading() {
    let all = [
        [Some(120_000_000), Some(45_500_000)],
        [Some(20_000_000), Some(5_500_000)],
        [Some(10_000_000), Some(2_000_000)],
    ];
    for (group, below) in [
        ("Kinh phí (đồng)", ["Được giao", "Giải ngân", "Nguồn"]),
        ("Kinh phí", ["Kinh phí được giao (đồng)", "Kinh phí giải ngân (đồng)", "Nguồn kinh phí"]),
        ("KINH PHÍ", ["giao", "đã giải ngân", "Nguồn vốn"]),
        ("Kinh phí", ["được giao (đồng)", "giải ngân (đồng)", "nguồn"]),
    ] {
        for names_above in [true, false] {
            let heads = heads(names_above, group, below);
            for source in sources(&heads) {
                let (file, found) = read(&source);
                // A group over names that are whole by themselves may as well be a title.
                let title = !names_above && group == "Kinh phí" && found.len() == 1;
                if title && found[0].code.id == "H205" {
                    assert_eq!(amounts(&file), all, "{heads:?}");
                    continue;
                }
                assert!(found.is_empty(), "{heads:?} {}: {found:#?}", source.name);
                assert_eq!(amounts(&file), all, "{heads:?}");
                let submission = file.submission.expect("a table");
                assert_eq!(submission.heading_rows(), (1, 2));
                assert_eq!(
                    submission.text(&submission.rows[0], Field::Source),
                    "Ngân sách nhà nước"
                );
                assert_eq!(submission.row_number(&submission.rows[0]), 3);
            }
        }
    }
}

#[test]
fn a_title_above_both_rows_is_told_with_them() {
    let [one, two] = heads(true, "Kinh phí (đồng)", ["Được giao", "Giải ngân", "Nguồn"]);
    let mut title = vec![String::new(); 9];
    title[0] = "BÁO CÁO QUÝ III NĂM 2025".to_owned();
    let (file, found) = read(&text(&[title, one, two]));
    let codes: Vec<_> = found.iter().map(|d| d.code.id).collect();
    assert_eq!(codes, ["H205"]);
    assert!(found[0].message.starts_with("Hàng 2–3 "), "{}", found[0].message);
    assert_eq!(file.submission.expect("a table").heading_rows(), (2, 3));
}

#[test]
fn a_unit_in_either_row_counts() {
    let plain = ["Kinh phí được giao", "Kinh phí giải ngân", "Nguồn kinh phí"];
    let units = ["(triệu đồng)", "(triệu đồng)", ""];
    let mut under = heads(true, "", units);
    for (column, name) in plain.iter().enumerate() {
        under[0][6 + column] = (*name).to_owned();
    }
    for heads in [
        heads(false, "Kinh phí (triệu đồng)", plain),
        heads(true, "Kinh phí (triệu đồng)", plain),
        under,
    ] {
        let (file, found) = read(&text(&heads));
        assert!(found.is_empty(), "{found:#?}");
        let submission = file.submission.expect("a table");
        let heading = submission.heading_of(Field::Allocated).expect("a heading");
        assert!(heading.contains("(triệu đồng)"), "{heading}");
    }
}

#[test]
fn what_makes_no_heading_is_refused() {
    // Money of two kinds, of which the form has none.
    for below in [["Trung ương", "Địa phương", "Nguồn"], ["Năm trước", "Năm nay", "Nguồn"]]
    {
        for names_above in [true, false] {
            let heads = heads(names_above, "Kinh phí (đồng)", below);
            for source in sources(&heads) {
                let (file, found) = read(&source);
                let told = found.iter().any(|d| d.severity == report::diag::Severity::Error);
                let rows = file.submission.as_ref().map_or(0, |s| s.data_rows);
                // Without sense together the rows are left, and the lower one is a row without data.
                assert!(told || rows > ROWS.len(), "{heads:?} {}: {found:#?}", source.name);
            }
        }
    }
}

#[test]
fn rows_of_data_are_no_headings() {
    let mut one = NAMES.map(str::to_owned).to_vec();
    one.extend(
        ["Kinh phí được giao (đồng)", "Kinh phí giải ngân (đồng)", "Nguồn kinh phí"]
            .map(str::to_owned),
    );
    let mut total = vec![String::new(); 9];
    (total[5], total[6]) = ("Tổng cộng".to_owned(), "150000000".to_owned());
    for heads in [vec![one.clone()], vec![one.clone(), total]] {
        let (file, _) = read(&text(&heads));
        let submission = file.submission.expect("a table");
        assert_eq!(submission.heading_rows(), (1, 1));
        assert_eq!(submission.rows.len(), ROWS.len());
    }
}

/// A table of figures whose values stand in two columns under one heading.
fn figures(names: [&str; 2], is_workbook: bool, is_merged: bool) -> Source {
    let rows = [
        ["Kỳ báo cáo", "Cơ quan báo cáo", "Mã số liệu", "Giá trị", "", "Đơn vị"],
        ["", "", "", names[0], names[1], ""],
        ["Quý III/2025", "Sở Tư pháp", "II.2.1", "40", "12", "buổi"],
        ["Quý III/2025", "Sở Tư pháp", "II.2.2", "900", "560", "lượt người"],
    ];
    if !is_workbook {
        let text = rows.map(|row| row.join(";")).join("\n");
        return Source::new("a.csv", text);
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).expect("a text");
        }
    }
    if is_merged {
        let format = Format::new();
        for column in [0, 1, 2, 5] {
            let name = rows[0][usize::from(column)];
            sheet.merge_range(0, column, 1, column, name, &format).expect("a range");
        }
        sheet.merge_range(0, 3, 0, 4, rows[0][3], &format).expect("a range");
    }
    Source::new("a.xlsx", book.save_to_buffer().expect("a workbook"))
}

#[test]
fn of_two_columns_of_values_that_of_the_period_is_read_or_asked_about() {
    let forms = [(false, false), (true, false), (true, true)];
    for (is_workbook, is_merged) in forms {
        for (names, expected) in [
            (["Kỳ trước", "Kỳ này"], [1_200, 56_000]),
            (["Kế hoạch", "Thực hiện"], [1_200, 56_000]),
            (["Quý II/2025", "Quý III/2025"], [1_200, 56_000]),
            (["Lũy kế", "Trong kỳ"], [1_200, 56_000]),
            (["Trong kỳ", "Lũy kế"], [4_000, 90_000]),
        ] {
            let (file, found) = read(&figures(names, is_workbook, is_merged));
            assert!(found.iter().all(|finding| finding.code.id == "H202"), "{found:#?}");
            let table = file.figures.expect("a table of figures");
            let values: Vec<_> = table.rows.iter().map(|row| row.value()).collect();
            assert_eq!(values, expected.map(Some), "{names:?}");
        }
        for names in [["2024", "2025"], ["6 tháng", "9 tháng"], ["Nam", "Nữ"]] {
            let (file, found) = read(&figures(names, is_workbook, is_merged));
            assert!(file.figures.is_none(), "{names:?}: a column is read");
            let told = found.iter().find(|finding| finding.code.id == "H201").expect("H201");
            assert!(told.message.contains("“Giá trị”"), "{}", told.message);
        }
    }
}

#[test]
fn of_two_columns_of_money_the_cumulative_one_is_read() {
    for (group, below) in [
        ("Kinh phí giải ngân (đồng)", ["Trong kỳ", "Lũy kế"]),
        ("Kinh phí giải ngân (đồng)", ["Năm 2024", "Năm 2025"]),
        ("Kinh phí giải ngân", ["Ước", "Lũy kế"]),
    ] {
        for names_above in [true, false] {
            let heads = heads(names_above, group, [below[0], below[1], "Nguồn kinh phí"]);
            for source in sources(&heads) {
                let (file, found) = read(&source);
                // Money is never left out with a note alone.
                let codes: Vec<&str> = found.iter().map(|finding| finding.code.id).collect();
                assert_eq!(codes, ["H211"], "{found:#?}");
                let disbursed: Vec<_> = amounts(&file).iter().map(|[_, spent]| *spent).collect();
                assert_eq!(disbursed, [45_500_000, 5_500_000, 2_000_000].map(Some), "{group}");
            }
        }
    }
}

#[test]
fn of_two_statuses_that_of_the_period_is_read() {
    for is_merged in [false, true] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let heads = [
            ["Kỳ báo cáo", "Cơ quan báo cáo", "Mã nhiệm vụ", "Trạng thái", "", "Kết quả thực hiện"],
            ["", "", "", "Kỳ trước", "Kỳ này", ""],
        ];
        let rows = [
            ["Quý III/2025", "Sở Tư pháp", "I.2", "Chưa triển khai", "Hoàn thành", "Đã họp."],
            ["Quý III/2025", "Sở Tư pháp", "II.2", "Chưa triển khai", "Tạm dừng", "Đã mở lớp."],
        ];
        for (row, cells) in (0..).zip(heads.iter().chain(&rows)) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row, column, *cell).expect("a text");
            }
        }
        if is_merged {
            for column in [0, 1, 2, 5] {
                let name = heads[0][usize::from(column)];
                sheet.merge_range(0, column, 1, column, name, &Format::new()).expect("a range");
            }
            sheet.merge_range(0, 3, 0, 4, "Trạng thái", &Format::new()).expect("a range");
        }
        let bytes = book.save_to_buffer().expect("a workbook");
        let (file, found) = read(&Source::new("a.xlsx", bytes));
        assert!(found.iter().all(|finding| finding.code.id == "H202"), "{found:#?}");
        let table = file.submission.expect("a table");
        let statuses: Vec<_> =
            table.rows.iter().map(|row| table.text(row, Field::Status)).collect();
        assert_eq!(statuses, ["Hoàn thành", "Tạm dừng"]);
    }
}
