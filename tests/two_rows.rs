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
