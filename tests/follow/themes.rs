//! `report status --by theme`: which theme each row was given and why, in every form.

use serde_json::Value;

use super::{Data, common, json, list, status, text};
use common::arg;

const HEADINGS: &str = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua;kho_khan;nhom_kho_khan;kien_nghi;nhom_kien_nghi\n";

/// A period with these rows of one department; each begins after the task.
fn data(page: &str, rows: &[&str]) -> Data {
    let data = Data::new(&format!("period: 2025-Q4\nas_of: 2025-12-22\n{page}"));
    let rows: String = rows.iter().map(|row| format!("2025-Q4;Sở Y tế;{row}\n")).collect();
    data.raw("so-y-te.csv", format!("{HEADINGS}{rows}").as_bytes());
    data
}

fn themes(data: &Data) -> Value {
    let words = [arg(data.path()), "--period", "2025-Q4", "--format", "json"];
    json(&status(&words).stdout)["themes"].take()
}

/// Row, kind, theme and how it was placed.
fn placed(themes: &Value) -> Vec<(u64, String, String, String)> {
    let row = |row: &Value| {
        let [kind, theme, by] = ["kind", "theme", "placed_by"].map(|key| text(row, key).to_owned());
        (row["row"].as_u64().expect("a row"), kind, theme, by)
    };
    list(themes, "rows").iter().map(row).collect()
}

const ROWS: [&str; 5] = [
    "I.1;Đang triển khai;40;Đã làm.;Thiếu kinh phí.;;Đề nghị UBND tỉnh tổ chức tập huấn.;phap-luat",
    "II.1;Đang triển khai;40;Đã làm.;Thiếu kinh phí.;Nhân lực, tập huấn;Không.;",
    "III.1;Đang triển khai;40;Đã làm.;Chính sách chưa rõ.;Nhóm lạ;;",
    "IV.1;Đang triển khai;40;Đã làm.;Abc xyz.;;Đề nghị Sở Khoa học và Công nghệ xem xét.;",
    "V.1;Đang triển khai;40;Đã làm.;Trong quý chưa phát sinh khó khăn, vướng mắc gì.;;;",
];

#[test]
fn the_page_goes_before_the_column_and_the_column_before_the_words() {
    let page = "themes:\n  - {file: so-y-te.csv, row: 3, difficulty: so-lieu}\n";
    let data = data(page, &ROWS);
    let themes = themes(&data);
    let expected = [
        (2, "difficulty", "kinh-phi", "words"),
        (2, "proposal", "phap-luat", "column"),
        (3, "difficulty", "so-lieu", "page"),
        // An unknown theme is told by the check; the row is placed by its words.
        (4, "difficulty", "phap-luat", "weak"),
        (5, "difficulty", "", "none"),
        // The name of an agency is not about its trade.
        (5, "proposal", "", "none"),
    ];
    let expected =
        expected.map(|(row, kind, theme, by)| (row, kind.into(), theme.into(), by.into()));
    assert_eq!(placed(&themes), expected);
    let counts = &themes["difficulties"];
    assert_eq!((counts["count"].as_u64(), counts["unplaced"].as_u64()), (Some(4), Some(1)));
    assert_eq!(counts["counted_by_theme"], false, "one of four is too much");
    let of_theme = |id: &str| {
        let found = list(counts, "themes").iter().find(|theme| text(theme, "theme") == id);
        let found = found.expect("every theme is there");
        (found["count"].as_u64(), found["agencies"].as_u64())
    };
    assert_eq!(of_theme("kinh-phi"), (Some(1), Some(1)));
    assert_eq!(of_theme("nhan-luc"), (Some(0), Some(0)));
}

#[test]
fn every_row_is_told_on_the_screen_and_in_the_table() {
    let data = data("", &ROWS);
    let words = [arg(data.path()), "--period", "2025-Q4", "--by", "theme"];
    let screen = status(&words).stdout;
    for told in ["1/4 khó khăn chưa xếp nhóm, quá 15%", "KIẾN NGHỊ THEO NHÓM", "Chưa xếp nhóm"]
    {
        assert!(screen.contains(told), "{told}\n{screen}");
    }
    let table = status(&[&words[..], &["--format", "csv"]].concat()).stdout;
    let table = table.trim_start_matches('\u{feff}').as_bytes();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(table);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 6);
    // What needs a look comes first.
    let first: Vec<&str> = rows[0].iter().collect();
    assert_eq!(first[1..4], ["so-y-te.csv", "5", "so-y-te"]);
    assert_eq!(first[5..10], ["IV.1", "Khó khăn", "", "Chưa xếp nhóm", "none"]);
    let by_words = rows.iter().find(|row| &row[2] == "2" && &row[6] == "Khó khăn").expect("row 2");
    assert_eq!((&by_words[7], &by_words[10]), ("kinh-phi", "cụm từ “kinh phí”"));
}

#[test]
fn a_plan_without_themes_places_nothing_and_says_so() {
    let words = ["tests/data/second_plan", "--plan", "tests/data/second_plan/plan"];
    let by = ["--period", "2025-Q3", "--by", "theme"];
    let screen = status(&[&words[..], &by[..]].concat()).stdout;
    assert!(screen.contains("Kế hoạch không đặt nhóm"), "{screen}");
}
