//! M904: a report whose rows have no content.

use super::form_row_left_empty::is_untouched;
use crate::check::{FileContext, RowContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::{Reports, Status};

static CODE: Code = code!(warning, "M904", "submitted-but-empty", "Báo cáo không có nội dung");

pub(in crate::check) struct SubmittedButEmpty;

impl Rule for SubmittedButEmpty {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        // Unfilled rows of a form are M907 and V401.
        let filled = || cx.rows().filter(|row| !is_untouched(row));
        let rows = filled().count();
        // A row with the wrong number of cells may hold something.
        let all_cut = cx.submission.rows.len() == cx.submission.data_rows;
        if rows == 0 || !all_cut || !filled().all(|row| is_empty(&row)) {
            return;
        }
        let sender = cx.sender().map(|id| cx.plan().register.agency(id));
        // Nothing is required of a body that is only requested to report.
        if sender.is_some_and(|agency| agency.reports == Reports::Request) {
            return;
        }
        let every =
            if rows == 1 { "dòng duy nhất".to_owned() } else { format!("cả {rows} dòng") };
        let labels: Vec<String> = [Status::NotStarted, Status::Nothing]
            .into_iter()
            .filter(|s| cx.submission.rows.iter().any(|r| r.status.value() == Some(*s)))
            .map(|s| format!("“{}”", s.label()))
            .collect();
        let message = format!(
            "Báo cáo chưa nêu việc gì: {every} chỉ ghi {}, không kèm lời giải thích.",
            labels.join(" hoặc ")
        );
        let mut finding = Diagnostic::new(&CODE, Place::of_file(cx.name), message)
            .expected("ít nhất một dòng có kết quả, khó khăn, kiến nghị hoặc ghi chú")
            .help("Nếu trong kỳ đã làm được việc gì thì ghi ở cột “Kết quả thực hiện”; nếu chưa có gì thì nêu lý do ở cột “Ghi chú”.");
        if let Some(agency) = sender {
            finding = finding.agency(&agency.id);
        }
        sink.push(finding);
    }
}

/// Whether a row only states that there is nothing to report. A status that cannot be read counts
/// as content.
fn is_empty(row: &RowContext<'_>) -> bool {
    let nothing = matches!(row.row.status.value(), Some(Status::NotStarted | Status::Nothing));
    nothing && !row.file.submission.has_words(row.row)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(rows: &[&str]) -> usize {
        Trial::new().file("a.csv", "ghi_chu", rows).found("M904").len()
    }

    #[test]
    fn a_reason_a_result_or_an_unread_status_is_something() {
        let empty = "2025-Q3;UBND xã Vạn Ninh;II.1;Không phát sinh;;;";
        assert_eq!(found(&[empty]), 1);
        assert_eq!(found(&[empty, "2025-Q3;UBND xã Vạn Ninh;II.2;Chưa triển khai;0;;-"]), 1);
        for other in [
            "2025-Q3;UBND xã Vạn Ninh;II.2;Chưa triển khai;0;;Chờ hướng dẫn.",
            "2025-Q3;UBND xã Vạn Ninh;II.2;Đang triển khai;10;Đã làm.;",
            "2025-Q3;UBND xã Vạn Ninh;II.2;Đang làm tốt;;;",
            "2025-Q3;UBND xã Vạn Ninh;II.2",
        ] {
            assert_eq!(found(&[empty, other]), 0, "{other}");
        }
    }

    #[test]
    fn of_a_requested_body_nothing_is_asked() {
        assert_eq!(found(&["2025-Q3;Tòa án nhân dân tỉnh;TC.3;Không phát sinh;;;"]), 0);
    }
}
