//! C704: progress of 100 with a status that is not "done".

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Status;
use crate::submission::Field;

static CODE: Code =
    code!(warning, "C704", "full-but-not-complete", "Tiến độ 100% nhưng chưa ghi “Hoàn thành”");

pub(in crate::check) struct FullButNotComplete;

impl Rule for FullButNotComplete {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        // Recurring work may be at 100 each time; "not begun" is C705.
        let Some(status @ (Status::InProgress | Status::Paused)) = cx.row.status.value() else {
            return;
        };
        if cx.row.progress.value().is_none_or(|p| p.value != 10_000) {
            return;
        }
        let message = format!("Tiến độ đã là 100% nhưng trạng thái vẫn là “{}”.", status.label());
        sink.push(cx.at(&CODE, Field::Status, message).expected(Status::Complete.label()).help(
            "Nếu việc đã xong thì đổi trạng thái thành “Hoàn thành”; nếu làm đều hằng kỳ thì ghi “Thực hiện thường xuyên”; nếu còn việc thì ghi tiến độ dưới 100.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn codes(status: &str) -> Vec<&'static str> {
        let row = format!("2025-Q3;Sở Công Thương;I.1;{status};100;Đã làm.;");
        let findings = Trial::new().file("a.csv", "ghi_chu", &[&row]).run().findings;
        findings.iter().map(|d| d.code.id).filter(|id| id.starts_with("C70")).collect()
    }

    #[test]
    fn each_status_has_one_finding_at_most() {
        assert_eq!(codes("Đang triển khai"), ["C704"]);
        assert_eq!(codes("Tạm dừng"), ["C704"]);
        assert_eq!(codes("Chưa triển khai"), ["C705"]);
        assert_eq!(codes("Thực hiện thường xuyên"), [""; 0]);
    }
}
