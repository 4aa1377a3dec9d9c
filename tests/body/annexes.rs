//! The annexes: every accepted row in full exactly once, and what the body counts can be counted.

use std::collections::{BTreeMap, BTreeSet};

use super::common::{QUARTERS, markdown_rows};
use super::data::{Data, example};

/// The annex with a title, and its number.
fn annex(text: &str, title: &str) -> (String, String) {
    let (before, rest) = text.split_once(&format!("**{title}**")).expect("the annex");
    let number = before.trim_end().rsplit("## Phụ lục ").next().expect("a number").to_owned();
    (number, rest.split("\n## ").next().unwrap_or(rest).to_owned())
}

/// The rows of the annex of details, without headings.
fn details(text: &str) -> Vec<Vec<String>> {
    let (_, annex) = annex(text, "CHI TIẾT THEO NHIỆM VỤ");
    let rows = markdown_rows(&annex).into_iter();
    rows.filter(|row| row[0] != "Cơ quan" && !row[0].starts_with("---")).collect()
}

#[test]
fn every_accepted_row_stands_in_full_exactly_once() {
    for period in QUARTERS.into_iter().chain(["2025", "2025-H2"]) {
        let text = example(period);
        let rows = details(&text);
        let (_, sources) = annex(&text, "NGUỒN SỐ LIỆU");
        let sources = markdown_rows(&sources);
        let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
        // Rows of figures are no rows of tasks.
        let is_of_figures = |source: &[String]| source[1].replace('-', " ").contains("so lieu");
        let reports = sources[2..].iter().filter(|source| !is_of_figures(source));
        for source in reports {
            accepted.insert(source[0].clone(), source[5].parse().expect("a count"));
        }
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        let mut marks = Vec::new();
        for row in &rows {
            let mark = row.last().expect("a mark").trim_matches(['[', ']']).to_owned();
            let (file, _) = mark.split_once(':').expect("file and row");
            *found.entry(file.to_owned()).or_default() += 1;
            marks.push(mark);
        }
        accepted.retain(|_, count| *count > 0);
        assert_eq!(found, accepted, "{period}");
        let all = marks.len();
        marks.sort();
        marks.dedup();
        assert_eq!(marks.len(), all, "{period}: a row twice");
    }
}

#[test]
fn what_the_body_counts_is_counted_in_the_annexes_it_names() {
    for period in QUARTERS {
        let text = example(period);
        let (number, _) = annex(&text, "CHI TIẾT THEO NHIỆM VỤ");
        let rows = details(&text);
        for (at, words) in [(4, "khó khăn, vướng mắc"), (5, "kiến nghị")] {
            let said = rows.iter().filter(|row| !row[at].is_empty());
            let mut bodies: Vec<&str> =
                said.clone().map(|row| row[0].trim_end_matches(" (chủ trì)")).collect();
            let count = bodies.len();
            bodies.sort_unstable();
            bodies.dedup();
            let wanted = format!(
                "{}/{} cơ quan gửi báo cáo nêu {count} {words} (nguyên văn ở Phụ lục {number})",
                bodies.len(),
                {
                    let mut all: Vec<&str> =
                        rows.iter().map(|row| row[0].trim_end_matches(" (chủ trì)")).collect();
                    all.sort_unstable();
                    all.dedup();
                    all.len()
                }
            );
            assert!(text.contains(&wanted), "{period}: {wanted}");
        }
        let (number, documents) = annex(&text, "VĂN BẢN ĐÃ BAN HÀNH");
        let documents = markdown_rows(&documents);
        let sum: usize =
            documents[2..].iter().map(|row| row[1].parse::<usize>().expect("one")).sum();
        assert!(text.contains(&format!("ban hành {sum} văn bản")), "{period}");
        assert!(text.contains(&format!("Danh mục ở Phụ lục {number}.")), "{period}");
    }
}

#[test]
fn everybody_who_owes_a_report_is_listed_with_the_outcome() {
    let text = example("2026-Q1");
    let (number, annex) = annex(&text, "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC CƠ QUAN");
    assert_eq!(number, "VII");
    let rows = markdown_rows(&annex);
    let count = |outcome: &str| rows.iter().filter(|row| row[2].starts_with(outcome)).count();
    assert_eq!((count("Đúng hạn"), count("Chậm"), count("Chưa gửi")), (20, 2, 29));
    assert_eq!((count("Gửi nhưng không có nội dung"), count("Được miễn hoặc lùi: ")), (1, 1));
    assert_eq!(count("Đã gửi theo đề nghị") + count("Đã gửi, không bắt buộc"), 5);
    assert!(annex.contains("(không tính là thiếu): Tòa án nhân dân tỉnh."), "{annex}");
}

#[test]
fn bars_breaks_and_notes_of_a_cell_keep_the_table_whole() {
    let row = "Sở Tư pháp;I.2;Đang triển khai;40;\"Mở | lớp;\n- hai <b>\";\"Khó | khăn\";;;";
    let data = Data::default().file("2026-Q1", "a", &[row]).page("2026-Q1", "2026-03-20", "");
    let rows = details(&data.report("2026-Q1"));
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].len(), 8, "{rows:?}");
    assert_eq!(rows[0][3], "Mở | lớp;<br>hai <b>");
    assert_eq!(rows[0][4], "Khó | khăn");
}

/// Quý I begins in the budget year before: the money says which year is meant, and that the amounts
/// of the first days are not in it.
#[test]
fn the_money_of_a_first_quarter_names_its_year_and_the_days_of_the_year_before() {
    let old = "Khoản của các ngày 15/12/2025 đến 31/12/2025 thuộc năm ngân sách 2025, không cộng vào đây.";
    for (period, year, has_old_days) in
        [("2026-Q1", 2026, true), ("2026-Q2", 2026, false), ("2025-Q3", 2025, false)]
    {
        let text = example(period);
        let (_, annex) = annex(&text, "KINH PHÍ THEO CƠ QUAN");
        assert!(annex.contains(&format!("đồng; lũy kế từ ngày 01/01/{year}, số")), "{period}");
        assert_eq!(annex.contains(old), has_old_days, "{period}");
        let section = text.split_once("## III. KINH PHÍ").expect("the section").1;
        assert!(section.trim_start().starts_with(&format!("Lũy kế từ ngày 01/01/{year}, theo")));
    }
}

#[test]
fn no_two_tasks_share_a_heading_in_the_annex_of_details() {
    for period in QUARTERS {
        let (_, annex) = annex(&example(period), "CHI TIẾT THEO NHIỆM VỤ");
        let headings = annex.lines().filter_map(|line| line.strip_prefix("### "));
        let names: Vec<&str> = headings.filter_map(|line| Some(line.split_once(". ")?.1)).collect();
        let different: BTreeSet<&&str> = names.iter().collect();
        assert!(names.len() > 10 && different.len() == names.len(), "{period}: {names:?}");
    }
}
