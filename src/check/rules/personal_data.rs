//! V423: personal data in free text: a child's name, a number of a card, a telephone or an account, an
//! address of mail, a date of birth. Also a row that the page releases for publication without need.

use crate::check::{BOTH, FileContext, PeriodContext, RowContext, Rule};
use crate::diag::{Code, Diagnostic, Retention, Sink, code};
use crate::plan::Plan;
use crate::submission::{Field, NamedRow, TableKind};
use crate::text::personal::{self, Found};

pub(in crate::check) static CODE: Code =
    code!(warning, "V423", "personal-data", "Ô có thông tin cá nhân").retaining(Retention::Cells);

pub(in crate::check) struct PersonalData;

impl Rule for PersonalData {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for field in cx.kind().free_texts() {
            let text = cx.text(field);
            if text.is_empty() {
                continue;
            }
            let found = found_in(cx.plan(), text);
            if !found.is_empty() && !is_released(cx) {
                sink.push(finding(cx, field, &found));
            }
        }
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let Some(page) = cx.scope.page.filter(|_| cx.scope.whole_period) else { return };
        for released in &page.release {
            // A row that is not there is M915.
            let tables = cx.files.iter().chain(&cx.figures);
            let mut rows = tables.flat_map(|file| named(file, released));
            if rows.next().is_none_or(|row| has_any(&row)) {
                continue;
            }
            let words = released.words();
            let message = format!(
                "Tệp period.yaml cho công bố {words}, nhưng dòng ấy không có thông tin cá nhân."
            );
            sink.push(
                Diagnostic::new(&CODE, released.place.clone(), message)
                    .value(words)
                    .expected("tệp và dòng có thông tin cá nhân được phép công bố")
                    .help("Xem lại tên tệp và số dòng ở mục release của period.yaml: tệp được sửa thì số dòng có thể đổi. Không cần nữa thì xóa mục này."),
            );
        }
    }
}

/// The rows of a file that an entry of the page names.
fn named<'f>(file: &'f FileContext<'f>, named: &NamedRow) -> impl Iterator<Item = RowContext<'f>> {
    let is_of_file = named.is_of_file(file.name, file.submission);
    file.rows().filter(move |row| {
        let sheet = file.submission.sheet(row.row).map(|sheet| &*sheet.name);
        is_of_file
            && file.submission.row_number(row.row) == named.row
            && named.is_on(file.name, file.submission, sheet)
    })
}

/// Personal data in a text; names of bodies in the register are taken for place names.
fn found_in(plan: &Plan, text: &str) -> Vec<Found> {
    personal::found_in(text, |name| {
        let mut agencies = plan.register.agencies().iter();
        agencies.any(|agency| has_words(&agency.name.to_lowercase(), name))
    })
}

/// Whether whole words stand in a text.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

/// Whether a text contains personal data.
pub(in crate::check) fn is_in(plan: &Plan, text: &str) -> bool {
    !found_in(plan, text).is_empty()
}

fn has_any(cx: &RowContext<'_>) -> bool {
    cx.kind().free_texts().any(|field| is_in(cx.plan(), cx.text(field)))
}

fn is_released(cx: &RowContext<'_>) -> bool {
    let page = cx.file.scope.page.filter(|page| !page.release.is_empty());
    let submission = cx.file.submission;
    let sheet = submission.sheet(cx.row).map(|sheet| &*sheet.name);
    let number = || submission.row_number(cx.row);
    page.is_some_and(|page| page.releases(cx.file.name, submission, sheet, number()))
}

fn finding(cx: &RowContext<'_>, field: Field, found: &[Found]) -> Diagnostic {
    let mut kinds: Vec<&str> = found.iter().map(|f| f.kind.words()).collect();
    kinds.dedup();
    let masked: Vec<&str> = found.iter().map(|f| &*f.masked).collect();
    let message =
        format!("Ô có {}: thông tin cá nhân, báo cáo công bố không in.", kinds.join(", "));
    // The finding must not repeat the data.
    cx.at(&CODE, field, message)
        .value(masked.join("; "))
        .expected("số lượng, hoặc họ tên viết tắt, ví dụ “cháu N.V.A”")
        .help("Ghi số lượng, hoặc viết tắt họ tên, không kèm tuổi và lớp; bỏ số căn cước, số thẻ, số điện thoại, số tài khoản, thư điện tử, ngày sinh. Được phép công bố thì ghi tệp và dòng này ở mục release của period.yaml.")
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    const ROW: &str = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Hỗ trợ cháu Nguyễn Văn A.";

    #[test]
    fn a_row_that_the_page_releases_is_silent_and_a_release_without_need_is_told() {
        let page = |file: &str, row: u32| {
            format!("period: 2025-Q3\nrelease:\n  - file: {file}\n    row: {row}\n")
        };
        let trial = |page: &str| {
            let rows = [ROW, "2025-Q3;Sở Công Thương;II.1;Đang triển khai;50;Mở 3 lớp."];
            Trial::new().page(page).file("so-cong-thuong.csv", "", &rows).found("V423")
        };
        assert!(trial(&page("so-cong-thuong.csv", 2)).is_empty());
        let found = trial(&page("so-cong-thuong.csv", 3));
        let places: Vec<_> = found.iter().map(|d| (d.place.row(), d.place.line())).collect();
        assert_eq!(places, [(Some(2), Some(2)), (None, Some(3))]);
        assert!(found[1].message.contains("không có thông tin cá nhân"), "{}", found[1].message);
        // A row that is not there is M915.
        assert_eq!(trial(&page("so-cong-thuong.csv", 9)).len(), 1);
    }

    #[test]
    fn what_was_found_is_not_told_in_full() {
        let found = Trial::new().file("so-cong-thuong.csv", "", &[ROW]).found("V423");
        assert_eq!(found[0].value.as_deref(), Some("cháu N.V.A"));
        assert_eq!(found[0].place.cell(), Some("F2"));
    }
}
