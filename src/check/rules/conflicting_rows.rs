//! C702: two rows with the same agency, task and period and different contents. Neither counts.

use super::duplicate_row::{both, differing, subject};
use crate::check::{PeriodContext, Rule};
use crate::diag::{Code, Sink, code};

static CODE: Code =
    code!(error, "C702", "conflicting-rows", "Hai dòng cùng nhiệm vụ, nội dung khác nhau");

/// Maximum number of other rows listed with each.
const SHOWN: usize = 5;

pub(in crate::check) struct ConflictingRows;

impl Rule for ConflictingRows {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        for rows in both(cx) {
            let columns = differing(&rows);
            // It is unknown which row is right, so none counts. Where other errors exclude all of
            // them already, those are reported instead.
            if columns.is_empty() || rows.iter().all(|row| cx.is_faulty(row)) {
                continue;
            }
            let headings: Vec<String> =
                columns.iter().take(3).map(|f| format!("“{}”", f.heading())).collect();
            let (words, field) = (subject(&rows[0]), rows[0].kind().code());
            let capital = if words.starts_with('n') { "Nhiệm vụ" } else { "Số liệu" };
            let message = format!(
                "{capital} {} có {} dòng của cùng cơ quan, cùng kỳ nhưng khác nhau ở cột {}.",
                rows[0].subject().unwrap_or_default(),
                rows.len(),
                headings.join(", ")
            );
            for row in &rows {
                let mut finding = row
                    .at(&CODE, field, &message)
                    .expected(format!("một dòng cho mỗi {words}"))
                    .help(format!(
                        "Gộp thành một dòng, hoặc xóa dòng cũ, hoặc sửa mã {words} ghi nhầm."
                    ));
                let others = rows.iter().filter(|other| !std::ptr::eq(other.row, row.row));
                for other in others.take(SHOWN) {
                    let number = other.file.submission.row_number(other.row);
                    let message = format!("Dòng {number} cũng về {words} này.");
                    finding = finding.related(other.as_related(message));
                }
                sink.push(finding);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn a_faulty_row_still_contradicts_a_sound_one() {
        let rows = [
            "2025-Q3;Sở Công Thương;I.1;Đang triển khai;140;Đã làm.;",
            "2025-Q3;Sở Công Thương;I.1;Đang triển khai;40;Đã làm.;",
        ];
        let trial = Trial::new().file("a.csv", "ghi_chu", &rows);
        let found = trial.found("C702");
        assert_eq!(found.len(), 2);
        assert!(found[0].message.contains("2 dòng") && found[0].message.contains("“Tiến độ (%)”"));
        assert_eq!(trial.run().rows().count(), 0);
    }

    #[test]
    fn rows_that_are_all_out_already_are_not_told_twice() {
        // Communes have no role in III.1: both rows are wrong for that reason.
        let rows = [
            "2025-Q3;UBND phường Nha Trang;III.1;Đang triển khai;30;Đã làm.;",
            "2025-Q3;UBND phường Nha Trang;III.1;Đang triển khai;40;Đã làm.;",
        ];
        let trial = Trial::new().file("a.csv", "ghi_chu", &rows);
        assert!(trial.found("C702").is_empty());
        assert_eq!(trial.found("A504").len(), 2);
    }

    #[test]
    fn different_periods_do_not_contradict() {
        let rows = [
            "2025-Q3;Sở Công Thương;I.1;Đang triển khai;30;Đã làm.;",
            "2025-Q4;Sở Công Thương;I.1;Đang triển khai;40;Đã làm.;",
        ];
        let trial = Trial::new().period(Some(crate::plan::Period::Half(2025, 2)));
        let trial = trial.today("2025-12-20").file("a.csv", "ghi_chu", &rows);
        assert!(trial.found("C702").is_empty());
        assert_eq!(trial.run().rows().count(), 2);
    }
}
