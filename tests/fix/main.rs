//! `report fix`: the cleaned copy says the same as the file, is written as the form wants it, and
//! has nothing left to be fixed; what is uncertain stays as it was.

mod apostrophes;
#[path = "../common/mod.rs"]
mod common;
mod figures;
mod generated;
mod others;
#[path = "../writing/mod.rs"]
mod writing;

use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use common::path;
use report::check::{self, Scope};
use report::decode::table::Table;
use report::diag::{Diagnostic, Severity, Sink};
use report::plan::Period;
use report::source::Source;
use report::submission::{
    self, COLUMNS, Cell, ChangeKind, Dropped, Field, Fixed, Holds, Row, Submission, Unfixable,
};
use report::text::{formula, hidden};
use unicode_normalization::{UnicodeNormalization, is_nfc};
use writing::plan;

const HEADINGS: &str = "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%)";
const ROW: &str = "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;40";

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 9, 20).expect("a day")
}

fn fix(bytes: impl Into<Vec<u8>>) -> Result<Fixed, Unfixable> {
    submission::fix(&Source::new("a.csv", bytes), plan(), day(), &mut Sink::new())
}

/// The table of a file that has one.
fn submission(bytes: impl Into<Vec<u8>>) -> Option<Submission> {
    let source = Source::new("a.csv", bytes);
    let file = submission::read(&source, plan(), day(), &mut Sink::new());
    file.submission.or(file.figures)
}

fn findings(bytes: impl Into<Vec<u8>>) -> Vec<Diagnostic> {
    findings_in(bytes, None)
}

fn findings_in(bytes: impl Into<Vec<u8>>, period: Option<Period>) -> Vec<Diagnostic> {
    let mut sink = Sink::new();
    let file = submission::read(&Source::new("a.csv", bytes), plan(), day(), &mut sink);
    let scope = Scope {
        plan: plan(),
        period,
        as_of: day(),
        page: None,
        whole_period: false,
        history: None,
    };
    check::run(&scope, vec![file], sink).findings
}

/// The codes of the findings, in order; those of severity error alone where that is asked for.
fn codes(findings: &[Diagnostic], errors: bool) -> Vec<&'static str> {
    let wanted = findings.iter().filter(|d| !errors || d.severity == Severity::Error);
    let mut codes: Vec<_> = wanted.map(|d| d.code.id).collect();
    codes.sort_unstable();
    codes
}

/// What a row means, with nothing of how it is written.
fn meaning(submission: &Submission, row: &Row) -> String {
    let numbers = row.numbers().map(|(_, cell)| match cell {
        Cell::Value(reading) => format!("{}", reading.value),
        other => format!("{other:?}"),
    });
    let texts = COLUMNS.iter().filter(|c| matches!(c.holds, Holds::Text | Holds::List));
    let texts: Vec<String> = texts
        .map(|c| {
            let text: String = hidden::without(submission.raw(row, c.field)).nfc().collect();
            // A cell of nothing but line ends is written blank.
            let text = if text.trim().is_empty() { String::new() } else { text };
            text.strip_prefix('\'').map(str::to_owned).unwrap_or(text)
        })
        .collect();
    format!(
        "{:?} {:?} {:?} {:?} {numbers:?} {:?} {:?} {:?} {:?} {texts:?}",
        row.period, row.agency, row.task, row.status, row.source, row.due, row.reported, row.role,
    ) + &format!(" {:?} {}", row.themes(), figure(row))
}

/// What the cells mean that only a row of figures has.
fn figure(row: &Row) -> String {
    let Some(cells) = &row.figure else { return String::new() };
    let value = match &cells.value {
        Cell::Value(reading) => format!("{}", reading.value),
        other => format!("{other:?}"),
    };
    format!("{:?} {value} {:?}", cells.indicator, cells.unit)
}

fn meanings(submission: &Submission) -> Vec<String> {
    let table = &submission.table;
    let blank = |text: &str| hidden::without(text).trim().is_empty();
    let rows = submission.rows.iter().filter(|row| !table.fields(row.record).all(blank));
    rows.map(|row| meaning(submission, row)).collect()
}

/// Every cell of a file, quotes taken off.
fn cells(table: &Table) -> Vec<String> {
    (0..table.len()).flat_map(|n| table.fields(n)).map(str::to_owned).collect()
}

/// What must hold of every file that can be fixed.
fn holds(bytes: &[u8]) -> Fixed {
    let fixed = fix(bytes).unwrap_or_else(|why| panic!("{why:?}: {bytes:?}"));
    let before = submission(bytes).expect("it was fixed");
    let after = submission(fixed.text.as_bytes()).expect("a fixed file can be read");
    assert_eq!(meanings(&before), meanings(&after));
    assert_eq!((after.table.bom, after.table.delimiter, after.table.header), (true, b';', 0));
    for cell in cells(&after.table) {
        assert!(!formula::opens(&cell) || number_like(&cell), "{cell:?}");
    }
    if !has_invisible_rows(&before.table) {
        let mut left = codes(&findings(bytes), false);
        for code in codes(&findings(fixed.text.as_bytes()), false) {
            let at = left.iter().position(|known| *known == code);
            left.remove(at.unwrap_or_else(|| panic!("{code} is new: {:?}", fixed.text)));
        }
    }
    let again = fix(fixed.text.as_bytes()).expect("a fixed file can be fixed");
    assert_eq!(again.text, fixed.text, "fixing a fixed file changes nothing");
    assert_eq!((again.changes.len(), again.dropped.len(), again.moved.len()), (0, 0, 0));
    fixed
}

/// Whether a row holds nothing but what nobody sees. It is read as a row with everything missing,
/// and a finding may rest on that.
fn has_invisible_rows(table: &Table) -> bool {
    let blank = |text: &str| hidden::without(text).trim().is_empty();
    (0..table.len()).any(|n| !table.is_blank(n) && table.fields(n).all(blank))
}

/// A wrong number that begins with a minus sign is left alone: `-5^`.
fn number_like(cell: &str) -> bool {
    cell.starts_with('-') && cell.contains(|c: char| c.is_ascii_digit())
}

/// The example files and the file with twelve faults.
fn examples() -> Vec<PathBuf> {
    let mut paths = vec![path("tests/data/muoi-hai-loi.csv")];
    for period in common::QUARTERS {
        let folder = path("examples/submissions").join(period);
        let names = common::names(&folder);
        paths.extend(names.iter().filter(|n| n.ends_with(".csv")).map(|n| folder.join(n)));
    }
    assert!(paths.len() > 100);
    paths
}

#[test]
fn every_example_says_the_same_with_no_finding_more() {
    for path in examples() {
        let bytes = fs::read(&path).expect("an example");
        let fixed = holds(&bytes);
        let (before, after) = (findings(bytes), findings(fixed.text.as_bytes()));
        assert_eq!(codes(&before, true), codes(&after, true), "{}", path.display());
        assert!(is_nfc(&fixed.text));
    }
}

#[test]
fn the_twelve_faults_stay_as_they_were_written() {
    let bytes = fs::read(path("tests/data/muoi-hai-loi.csv")).expect("the file");
    let fixed = holds(&bytes);
    assert_eq!(fixed.text.as_bytes(), bytes);
    let found = findings_in(fixed.text, Some(Period::Quarter(2025, 3)));
    assert_eq!(codes(&found, true).len(), 12);
}

#[test]
fn a_file_with_everything_wrong_in_it_becomes_a_clean_one() {
    let nfd: String = "Mở 3 lớp".nfd().collect();
    let text = format!(
        "SỞ TƯ PHÁP,,,,,,,,,\n\
         ,,,,,,,,,\n\
         STT,KỲ BÁO CÁO,Đơn vị,ma_nhiem_vu,Tình trạng,TIẾN ĐỘ,Kết quả,Dự toán giao,Nguồn vốn,Ngày lập,Vai trò,,\n\
         1,2025-q3, STP ,i-2,dang_trien_khai,45.5,{nfd},\"12,5 triệu\",ngân sách nhà nước,ngày 5 tháng 9 năm 2025,chu_tri,,\n\
         ,,,,,,,,,,,,\n\
         STT,KỲ BÁO CÁO,Đơn vị,ma_nhiem_vu,Tình trạng,TIẾN ĐỘ,Kết quả,Dự toán giao,Nguồn vốn,Ngày lập,Vai trò,,\n\
         2,Q3/2025,so-tu-phap,II. 2,Đang triển khai,\"45,50 %\",\"Một\u{A0}việc;\nhai\u{200B} việc\",\"1,234,567\",khac,2025-9-5,,,\n\
         3,Quý 3 năm 2025,Sở Tư pháp tỉnh Khánh Hòa,III.2,Đang triển khai,30%,=> đạt,,,,,,\n\
         Tổng cộng,,,,,,,99,,,,,\n"
    );
    let fixed = holds(text.as_bytes());
    let expected = "\u{FEFF}Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện;Kinh phí được giao (đồng);Nguồn kinh phí;Ngày báo cáo;Vai trò;STT\r\n\
        Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;45,5;Mở 3 lớp;12.500.000;Ngân sách nhà nước;05/09/2025;Chủ trì;1\r\n\
        Quý III/2025;Sở Tư pháp;II.2;Đang triển khai;45,5;\"Một việc;\nhai việc\";1.234.567;Khác;05/09/2025;;2\r\n\
        Quý III/2025;Sở Tư pháp;III.2;Đang triển khai;30;'=> đạt;;;;;3\r\n";
    assert_eq!(fixed.text, expected);
    assert_eq!(
        fixed.dropped,
        [
            Dropped::Title { rows: 2, text: "SỞ TƯ PHÁP".into() },
            Dropped::Heading { row: 6 },
            Dropped::Total { row: 9, text: "Tổng cộng | 99".into() },
            Dropped::BlankRows(1),
            Dropped::BlankColumns(2),
        ]
    );
    assert_eq!(fixed.moved, ["STT"]);
    let kind = |cell: &str| {
        fixed.changes.iter().find(|c| c.cell == cell).unwrap_or_else(|| panic!("{cell}")).kind
    };
    assert_eq!(kind("B3"), ChangeKind::Heading);
    assert_eq!(kind("B4"), ChangeKind::Value(Field::Period));
    assert_eq!(kind("G4"), ChangeKind::Unicode);
    assert_eq!(kind("G7"), ChangeKind::Hidden);
    assert_eq!(kind("G8"), ChangeKind::Formula);
    assert_eq!(kind("H4"), ChangeKind::Value(Field::Allocated));
    assert!(!fixed.changes.iter().any(|c| c.cell == "A4"), "what nobody knows is left alone");
    let codes = codes(&findings(expected), false);
    for gone in ["V405", "V413", "V414", "V415", "R303", "R306", "H205", "H206"] {
        assert!(!codes.contains(&gone), "{codes:?}");
    }
}

#[test]
fn a_theme_gets_its_official_name_and_an_unknown_one_stays() {
    let head = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;kho_khan;nhom_kho_khan\n";
    let row = |theme: &str| {
        format!("{head}2025-Q3;Sở Tư pháp;I.2;Đang triển khai;40;Mở 3 lớp.;Giao chậm.;{theme}\n")
    };
    for (written, expected) in [
        ("kinh-phi", "Kinh phí, chế độ, định mức"),
        ("KINH PHI, CHE DO, DINH MUC", "Kinh phí, chế độ, định mức"),
        ("Tài chính", "Tài chính"),
    ] {
        let fixed = holds(row(written).as_bytes());
        assert!(fixed.text.trim_end().ends_with(&format!(";{expected}")), "{}", fixed.text);
    }
}

#[test]
fn what_is_uncertain_is_left_alone() {
    let extra =
        "Kinh phí được giao (đồng);Kinh phí giải ngân (đồng);Ngày báo cáo;Thời hạn hoàn thành";
    for cells in [
        "Quý V/2025;Sở Tư phápp;VI.1;Đang làm tốt;140%;1,5;96.750,500;12/12/25;31/11/2025",
        "  Quý V ;Nha Trang; I ;?; -3 ;-5.000;1.23.456;45813;hôm qua ",
        "Quý III/2025;UBND cấp xã;I.2;Đang triển khai;khoảng 40;12 con;99999999999999999999;x;y",
        "Quý III/2025;Sở Tư pháp;I.2;Đang triển khai;4\u{200B}5;;;;",
    ] {
        let text = format!("\u{FEFF}{HEADINGS};{extra}\r\n{cells}\r\n");
        let fixed = holds(text.as_bytes());
        assert_eq!(fixed.text, text);
    }
}

#[test]
fn free_text_keeps_its_words_and_its_spaces() {
    for (before, after) in [
        ("  – Mở lớp ;  ", None),
        ("  - Mở lớp ;  ", Some("'  - Mở lớp ;  ")),
        ("a  b\tc", None),
        ("'=1+1", None),
        ("-5 lớp", Some("'-5 lớp")),
        ("-5", None),
        ("=1+1", Some("'=1+1")),
        (" @SUM(1)", Some("' @SUM(1)")),
        ("\u{200B}=1", Some("'=1")),
        ("\tThụt vào", Some("'\tThụt vào")),
        ("hai\u{2028}dòng", Some("hai dòng")),
    ] {
        let text = format!("{HEADINGS};Ghi chú;Của riêng\n{ROW};\"{before}\";\"{before}\"\n");
        let fixed = holds(text.as_bytes());
        let read = submission(fixed.text.as_bytes()).expect("a submission");
        let after = after.unwrap_or(before);
        assert_eq!(read.table.field(1, 5), after);
        assert_eq!(read.table.field(1, 6), after, "a column that nobody knows too");
        assert!(!codes(&findings(fixed.text), false).contains(&"V415"));
    }
}

#[test]
fn quoted_line_breaks_are_kept_as_they_are() {
    for eol in ["\n", "\r\n", "\r"] {
        let text = format!("{HEADINGS};Ghi chú{eol}{ROW};\"a{eol}b \"\"c\"\"\"{eol}");
        assert!(holds(text.as_bytes()).text.ends_with(&format!(";\"a{eol}b \"\"c\"\"\"\r\n")));
    }
}

#[test]
fn rows_that_do_not_fit_keep_their_cells_and_the_columns_their_places() {
    let text = format!(
        "STT,{}\n1,{}\n2,Quý III/2025\n3,{},thừa\n",
        HEADINGS.replace(';', ","),
        ROW.replace(';', ","),
        ROW.replace(';', ",")
    );
    let fixed = holds(text.as_bytes());
    let rest = format!("STT;{HEADINGS}\r\n1;{ROW}\r\n2;Quý III/2025\r\n3;{ROW};thừa\r\n");
    assert_eq!(fixed.text, format!("\u{FEFF}{rest}"));
    let codes = codes(&findings(fixed.text), true);
    assert!(codes.contains(&"R301") && codes.contains(&"R302"), "{codes:?}");
}

#[test]
fn a_column_whose_place_carries_meaning_stays_there() {
    // Moved to the end, the number would no longer keep the row from being a total row.
    let text = format!("STT;{HEADINGS}\n1;{ROW}\n2;Tổng cộng;;;;50\n");
    let fixed = holds(text.as_bytes());
    assert!(fixed.text.starts_with("\u{FEFF}STT;"), "{}", fixed.text);
}

#[test]
fn numbers_under_a_unit_of_their_own_are_not_touched() {
    let text = format!("{HEADINGS};Kinh phí được giao (triệu đồng)\n{ROW};1500\n");
    let fixed = holds(text.as_bytes());
    assert!(fixed.text.contains(";Kinh phí được giao (triệu đồng)\r\n"));
    assert!(fixed.text.ends_with(";1500\r\n"));
    assert_eq!(fixed.units, [("F1".to_owned(), "Kinh phí được giao (triệu đồng)".to_owned())]);
}

#[test]
fn the_unit_of_a_small_amount_stays_named() {
    // A bare small amount is asked about (V422), and the answer is to name the unit.
    for (written, mended) in [
        ("3 đ", "3 đồng"),
        ("50000 ₫", "50.000 đồng"),
        ("0,05 triệu", "50.000 đồng"),
        ("45000", "45.000"),
    ] {
        let text = format!("{HEADINGS};Kinh phí được giao (đồng)\n{ROW};\"{written}\"\n");
        let fixed = holds(text.as_bytes());
        assert!(fixed.text.ends_with(&format!(";{mended}\r\n")), "{written}: {}", fixed.text);
    }
}

#[test]
fn quotes_inside_cells_are_kept_by_quotes_around_them() {
    let head = format!("{HEADINGS};Ghi chú");
    let text = format!("{head}\r\n{ROW};lớp \"Búp măng\" và \"Tre xanh\"\r\n{ROW};5\" ống\r\n");
    let fixed = fix(text.as_str()).expect("a fixed file");
    assert_eq!(fixed.quoted, ["F2", "F3"]);
    let (one, two) = ("\"lớp \"\"Búp măng\"\" và \"\"Tre xanh\"\"\"", "\"5\"\" ống\"");
    assert_eq!(fixed.text, format!("\u{FEFF}{head}\r\n{ROW};{one}\r\n{ROW};{two}\r\n"));
    assert_eq!(fix(fixed.text.as_str()).expect("again").text, fixed.text);
    // A cell too many, or a cell that breaks off: nobody knows where the cells end.
    for note in ["lớp \"a; b\"", "lớp \"a\nb\"", "lớp \"a\";b"] {
        let text = format!("{head}\n{ROW};{note}\n");
        assert_eq!(fix(text).err(), Some(Unfixable::NotRead), "{note}");
    }
}

#[test]
fn what_cannot_be_read_is_not_fixed() {
    for text in ["", "một dòng", &format!("{HEADINGS}\n"), &format!("{HEADINGS}\n\"mở;a\n")] {
        assert_eq!(fix(text).err(), Some(Unfixable::NotRead), "{text}");
    }
}
