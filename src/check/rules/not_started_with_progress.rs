//! C705: "not begun" with a progress above 0.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::plan::Status;
use crate::submission::Field;
use crate::text::number;

static CODE: Code =
    Code::error("C705", "not-started-with-progress", "Chưa triển khai nhưng đã có tiến độ");

/// C705.
pub(in crate::check) struct NotStartedWithProgress;

impl Rule for NotStartedWithProgress {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.status.value() != Some(Status::NotStarted) {
            return;
        }
        // Above 100 the progress itself is wrong, and says nothing about the status.
        let Some(progress) = cx.row.progress.value().filter(|p| (1..=10_000).contains(&p.value))
        else {
            return;
        };
        let percent = number::hundredths(progress.value);
        let message = format!("Trạng thái ghi “Chưa triển khai” nhưng tiến độ đã là {percent}%.");
        sink.push(cx.at(&CODE, Field::Progress, message).expected("0").help(
            "Nếu đã bắt đầu làm thì đổi trạng thái thành “Đang triển khai”; nếu chưa làm thì ghi tiến độ 0.",
        ));
    }
}
