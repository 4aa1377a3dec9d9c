//! M915: the analyst's page names a row that is not there, or that does not count.

use crate::check::{NotFound, Rule, SettledContext, named_row};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::source::sheets_named;
use crate::submission::{NamedRow, RowList, bare_name};
use crate::text::fold;

static CODE: Code = code!(
    error,
    "M915",
    "named-row-missing",
    "Trang của kỳ nêu một dòng không có hoặc không được tính"
);

pub(in crate::check) struct NamedRowMissing;

impl Rule for NamedRowMissing {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        let Some(page) = cx.scope.page.filter(|_| cx.scope.whole_period) else { return };
        for (list, named) in page.named_rows() {
            let (why, help) = match named_row(cx.checked, named) {
                Ok(found) if found.counts || !list.takes_counting_rows_only() => continue,
                Ok(found) => {
                    let file = &cx.checked.files[found.file];
                    let counting = file.counting_rows().map(|row| found.submission.row_number(row));
                    left_out(counting.collect())
                }
                Err(why) => not_found(cx, named, &why),
            };
            sink.push(finding(list, named, &why).help(help));
        }
    }
}

fn finding(list: RowList, named: &NamedRow, why: &str) -> Diagnostic {
    let message = format!("Mục {} của period.yaml nêu {}, nhưng {why}.", list.key(), named.words());
    Diagnostic::new(&CODE, named.place.clone(), message).value(named.words()).expected(
        match list.takes_counting_rows_only() {
            true => "tên tệp và số của một dòng được tính",
            false => "tên tệp và số của một dòng số liệu",
        },
    )
}

/// What is wrong with a row that does not count, and how to mend it.
fn left_out(counting: Vec<u32>) -> (String, String) {
    let why = "dòng ấy không được tính: có lỗi, hoặc lặp lại một dòng khác".to_owned();
    let help = match counting.is_empty() {
        true => "Sửa lỗi của tệp, hoặc xóa mục này.".to_owned(),
        false => format!(
            "Sửa lỗi của dòng ấy, hoặc nêu dòng khác; tệp có {} được tính.",
            rows_in_words(counting)
        ),
    };
    (why, help)
}

/// Why a row is not found, and how to mend it.
fn not_found(cx: &SettledContext<'_>, named: &NamedRow, why: &NotFound<'_>) -> (String, String) {
    match why {
        NotFound::NoFile => {
            let names = cx.checked.files.iter().map(|file| bare_name(&file.file.name));
            let near = fold::nearest(&named.file, names.map(|name| (name, name)), 1);
            let help = match near.first() {
                Some(near) => format!("Nếu là tệp “{near}” thì sửa lại tên trong period.yaml."),
                None => "Ghi đúng tên tệp trong thư mục, hoặc xóa mục này.".to_owned(),
            };
            ("thư mục không có tệp này".to_owned(), help)
        }
        NotFound::Unread => (
            "chương trình chưa đọc được tệp này".to_owned(),
            "Sửa tệp để đọc được, hoặc xóa mục này.".to_owned(),
        ),
        NotFound::Sheet(sheets) if sheets.is_empty() => {
            ("tệp này không có trang tính".to_owned(), "Bỏ khóa sheet của mục này.".to_owned())
        }
        NotFound::Sheet(sheets) => (
            "không rõ là trang tính nào".to_owned(),
            format!("Ghi ở khóa sheet một trong: {}.", sheets_named(sheets.iter().copied())),
        ),
        NotFound::NoRow(numbers) if numbers.is_empty() => {
            ("tệp này không có dòng số liệu nào".to_owned(), "Xóa mục này.".to_owned())
        }
        NotFound::NoRow(numbers) => (
            "tệp này không có dòng số liệu ấy".to_owned(),
            format!(
                "Tệp có {}; tệp được sửa thì số dòng có thể đổi.",
                rows_in_words(numbers.clone())
            ),
        ),
    }
}

/// Row numbers in words: `dòng 2, dòng 4 đến 9`.
fn rows_in_words(mut numbers: Vec<u32>) -> String {
    const MOST: usize = 8;
    numbers.sort_unstable();
    let runs: Vec<&[u32]> = numbers.chunk_by(|a, b| *b <= a + 1).collect();
    let words = runs.iter().take(MOST).map(|run| match run {
        [first, .., last] if first != last => format!("dòng {first} đến {last}"),
        _ => format!("dòng {}", run.first().copied().unwrap_or_default()),
    });
    let words: Vec<String> = words.collect();
    let more = if runs.len() > MOST { ", …" } else { "" };
    words.join(", ") + more
}

#[cfg(test)]
mod tests {
    use super::rows_in_words;
    use crate::check::trial::Trial;

    const ROWS: [&str; 3] = [
        "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;",
        "2025-Q3;Sở Công Thương;II.1;Đang triển khai;500;Mở 3 lớp.;",
        "2025-Q3;Sở Công Thương;III.5;Đang triển khai;20;Mở 1 lớp.;",
    ];

    fn found(list: &str, entry: &str) -> Vec<(Option<u32>, String, String)> {
        let page = format!("{list}:\n  - {entry}\n");
        let trial = Trial::new().page(&page).file("so-cong-thuong.csv", "ghi_chu", &ROWS);
        let found = trial.found("M915").into_iter();
        found.map(|d| (d.place.line(), d.message, d.help.unwrap_or_default())).collect()
    }

    #[test]
    fn a_row_that_counts_is_taken_by_any_spelling_of_its_file() {
        for file in ["so-cong-thuong.csv", "\"so-cong-thuong.csv\""] {
            assert_eq!(found("highlights", &format!("{{file: {file}, row: 2}}")), []);
        }
    }

    #[test]
    fn what_is_not_there_is_told_with_what_is() {
        for (entry, why, help) in [
            ("{file: so-cong-thuong.csv, row: 9}", "không có dòng số liệu ấy", "dòng 2 đến 4"),
            ("{file: so-cong-thuog.csv, row: 2}", "không có tệp này", "“so-cong-thuong.csv”"),
            (
                "{file: so-cong-thuong.csv, sheet: A, row: 2}",
                "không có trang tính",
                "Bỏ khóa sheet",
            ),
            ("{file: so-cong-thuong.csv, row: 3}", "không được tính", "dòng 2, dòng 4"),
        ] {
            let found = found("highlights", entry);
            assert_eq!(found.len(), 1, "{entry}");
            assert_eq!(found[0].0, Some(2), "{entry}");
            assert!(found[0].1.contains(why) && found[0].1.contains("highlights"), "{found:?}");
            assert!(found[0].2.contains(help), "{found:?}");
        }
    }

    #[test]
    fn a_row_left_out_can_be_released() {
        assert_eq!(found("release", "{file: so-cong-thuong.csv, row: 3}"), []);
        assert_eq!(found("release", "{file: so-cong-thuong.csv, row: 9}").len(), 1);
    }

    #[test]
    fn rows_are_told_in_runs() {
        assert_eq!(rows_in_words(vec![9, 2, 4, 5, 6]), "dòng 2, dòng 4 đến 6, dòng 9");
    }
}
