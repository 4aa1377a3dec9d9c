//! C705: "not begun" with a progress above 0.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Status;
use crate::submission::Field;

static CODE: Code =
    code!(error, "C705", "not-started-with-progress", "Chưa triển khai nhưng đã có tiến độ")
        .lowerable();

pub(in crate::check) struct NotStartedWithProgress;

impl Rule for NotStartedWithProgress {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.status.value() != Some(Status::NotStarted) {
            return;
        }
        // Above 100 the progress itself is wrong: V402.
        if !cx.row.progress.value().is_some_and(|p| (1..=10_000).contains(&p.value)) {
            return;
        }
        let message = "Trạng thái ghi “Chưa triển khai” nhưng đã có tiến độ.";
        sink.push(cx.at(&CODE, Field::Progress, message).expected("0").help(
            "Nếu đã bắt đầu làm thì đổi trạng thái thành “Đang triển khai”; nếu chưa làm thì ghi tiến độ 0.",
        ));
    }
}
