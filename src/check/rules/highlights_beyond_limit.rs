//! M916: the analyst's page picks rows that the body does not quote: more than the limit, a second
//! one of a task, a row of the lead, which is quoted anyway, one whose words are not published, or one
//! of figures, which has no words.

use std::collections::BTreeMap;

use crate::check::{Checked, FoundRow, Rule, SettledContext, named_row};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::plan::{Role, TaskId};
use crate::submission::{COLUMNS, Field, NamedRow};

static CODE: Code = code!(
    warning,
    "M916",
    "highlights-beyond-limit",
    "Dòng nổi bật không được in trong thân báo cáo"
);

pub(in crate::check) struct HighlightsBeyondLimit;

impl Rule for HighlightsBeyondLimit {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        let Some(page) = cx.scope.page.filter(|_| cx.scope.whole_period) else { return };
        let (plan, most) = (cx.plan(), cx.plan().reporting.limits.highlights as usize);
        let mut taken: BTreeMap<TaskId, &NamedRow> = BTreeMap::new();
        for named in &page.highlights {
            let Ok(found) = named_row(cx.checked, named) else { continue };
            let (Some(task), Some(agency)) = (found.row.task.value(), found.row.agency.value())
            else {
                // A row with an error is M915's.
                if found.counts {
                    sink.push(row_of_figures(named));
                }
                continue;
            };
            let (id, words) = (&plan.task(task).id, named.words());
            let is_lead = plan.role(task, agency, cx.scope.day()) == Some(Role::Lead);
            let (why, help) = if is_lead {
                let why = format!(
                    "không được in: dòng ấy của cơ quan chủ trì nhiệm vụ {id}, đã được chép ở nhiệm vụ"
                );
                (why, "Xóa mục này, hoặc nêu dòng của một cơ quan phối hợp.".to_owned())
            } else if let Some(first) = taken.get(&task) {
                let why =
                    format!("không được in: nhiệm vụ {id} đã có dòng nổi bật là {}", first.words());
                (why, "Giữ một dòng cho mỗi nhiệm vụ.".to_owned())
            } else if taken.len() >= most {
                let why = format!("không được in: báo cáo chỉ in {most} dòng nổi bật");
                (why, "Bớt dòng, hoặc sửa limits.highlights trong reporting.yaml.".to_owned())
            } else {
                taken.insert(task, named);
                if !is_withheld(cx.checked, &found) {
                    continue;
                }
                let why =
                    "báo cáo công bố không in lời của dòng ấy: ô kết quả có thông tin cá nhân"
                        .to_owned();
                (why, "Nêu dòng khác; được phép công bố thì ghi dòng này ở mục release.".to_owned())
            };
            let message = format!("Mục highlights của period.yaml chọn {words}, nhưng {why}.");
            let finding = Diagnostic::new(&CODE, named.place.clone(), message).value(words);
            sink.push(finding.task(id).help(help));
        }
    }
}

fn row_of_figures(named: &NamedRow) -> Diagnostic {
    let words = named.words();
    let message = format!(
        "Mục highlights của period.yaml chọn {words}, nhưng dòng ấy là dòng số liệu, không có kết quả bằng lời để in."
    );
    let finding = Diagnostic::new(&CODE, named.place.clone(), message).value(words);
    finding.help("Nêu một dòng của bảng tiến độ, hoặc xóa mục này.")
}

/// Whether the words of a row are withheld from what is published.
fn is_withheld(checked: &Checked, found: &FoundRow<'_>) -> bool {
    let name = &*checked.files[found.file].file.name;
    let sheet = found.submission.sheet(found.row).map(|sheet| &*sheet.name);
    let number = found.submission.row_number(found.row);
    let column = COLUMNS.iter().find(|column| column.field == Field::Result);
    checked.personal_cells().any(|(file, on, row, key)| {
        (file, on, row) == (name, sheet, number) && column.is_some_and(|column| column.key == key)
    })
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    /// What is told of these rows of `a.csv`, picked in this order.
    fn found(rows: &[&str], picked: &[u32]) -> Vec<(Option<u32>, String)> {
        let mut page = "highlights:\n".to_owned();
        for row in picked {
            page += &format!("  - {{file: a.csv, row: {row}}}\n");
        }
        let found = Trial::new().page(&page).file("a.csv", "ghi_chu", rows).found("M916");
        found.into_iter().map(|d| (d.place.line(), d.message)).collect()
    }

    #[test]
    fn one_row_of_each_task_and_six_in_all_are_taken() {
        let tasks = ["I.1", "II.1", "II.2", "II.3", "II.4", "III.1", "III.2"];
        let row = |id: &&str| format!("2025-Q3;Sở Tài chính;{id};Đang triển khai;50;Mở 3 lớp.;");
        let rows: Vec<String> = tasks.iter().map(row).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(found(&rows, &[2, 3, 4, 5, 6, 7]), []);
        let seven = found(&rows, &[2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(seven.len(), 1, "{seven:?}");
        assert_eq!(seven[0].0, Some(8));
        assert!(seven[0].1.contains("chỉ in 6 dòng"), "{seven:?}");
        let twice = found(&rows, &[2, 2]);
        assert!(twice[0].1.contains("đã có dòng nổi bật là a.csv, dòng 2"), "{twice:?}");
    }

    #[test]
    fn a_row_of_the_lead_is_quoted_anyway() {
        let found = found(&["2025-Q3;Sở Y tế;II.1;Đang triển khai;50;Mở 3 lớp.;"], &[2]);
        assert!(found[0].1.contains("cơ quan chủ trì nhiệm vụ II.1"), "{found:?}");
    }

    #[test]
    fn a_row_whose_words_are_not_published_is_told_unless_it_is_released() {
        let row = "2025-Q3;Sở Tài chính;I.1;Đang triển khai;50;Hỗ trợ cháu Trần Gia Hân.;";
        let found = found(&[row], &[2]);
        assert!(found[0].1.contains("không in lời của dòng ấy"), "{found:?}");
        let page = "release: [{file: a.csv, row: 2}]\nhighlights: [{file: a.csv, row: 2}]\n";
        let trial = Trial::new().page(page).file("a.csv", "ghi_chu", &[row]);
        assert!(trial.found("M916").is_empty());
        let proposal = "2025-Q3;Sở Tài chính;I.1;Đang triển khai;50;Mở 3 lớp.;cháu Trần Gia Hân";
        let page = "highlights: [{file: a.csv, row: 2}]\n";
        let trial = Trial::new().page(page).file("a.csv", "kien_nghi", &[proposal]);
        assert!(trial.found("M916").is_empty());
    }
}
