//! C708: "done" with neither a document nor evidence.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Status;
use crate::submission::Field;

static CODE: Code = code!(
    warning,
    "C708",
    "complete-without-evidence",
    "Hoàn thành nhưng chưa có văn bản hoặc minh chứng",
);

pub(in crate::check) struct CompleteWithoutEvidence;

impl Rule for CompleteWithoutEvidence {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        // Below 100 the task may not be complete: C703.
        let doubtful = cx.row.progress.value().is_some_and(|p| p.value < 10_000);
        if cx.row.status.value() != Some(Status::Complete)
            || doubtful
            || cx.has_content(Field::Documents)
            || cx.has_content(Field::Evidence)
        {
            return;
        }
        let field = [Field::Evidence, Field::Documents].into_iter().find(|f| cx.has(*f));
        let message =
            "Trạng thái ghi “Hoàn thành” nhưng chưa nêu văn bản ban hành hoặc minh chứng nào.";
        sink.push(
            cx.at(&CODE, field.unwrap_or(Field::Status), message)
                .expected("ít nhất một văn bản hoặc một minh chứng")
                .help("Ghi số, ký hiệu, ngày của văn bản ở cột “Văn bản ban hành”, hoặc tên tệp, đường dẫn ở cột “Minh chứng”."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(progress: &str, more: &str, cells: &str) -> Vec<crate::diag::Diagnostic> {
        let row = format!("2025-Q3;Sở Công Thương;I.1;Hoàn thành;{progress};Đã xong.;{cells}");
        Trial::new().file("a.csv", more, &[&row]).found("C708")
    }

    #[test]
    fn either_of_the_two_is_enough() {
        assert_eq!(found("100", "van_ban;minh_chung", "Không;-").len(), 1);
        assert!(found("100", "van_ban;minh_chung", ";anh.jpg").is_empty());
        assert!(found("100", "van_ban", "12/KH-SCT ngày 5/8/2025").is_empty());
    }

    #[test]
    fn without_the_columns_the_status_is_the_place() {
        assert_eq!(found("100", "ghi_chu", "")[0].place.cell(), Some("D2"));
    }

    #[test]
    fn a_doubtful_completion_needs_no_evidence_yet() {
        assert!(found("80", "van_ban", "").is_empty());
    }
}
