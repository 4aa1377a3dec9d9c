//! C703: status "Hoàn thành" with progress below 100.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Status;
use crate::submission::Field;

static CODE: Code =
    code!(error, "C703", "complete-below-100", "Hoàn thành nhưng tiến độ dưới 100%").lowerable();

pub(in crate::check) struct CompleteBelow100;

impl Rule for CompleteBelow100 {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.status.value() != Some(Status::Complete) {
            return;
        }
        if !cx.row.progress.value().is_some_and(|p| (0..10_000).contains(&p.value)) {
            return;
        }
        let message = "Trạng thái ghi “Hoàn thành” nhưng tiến độ chưa đến 100%.";
        sink.push(cx.at(&CODE, Field::Progress, message).expected("100").help(
            "Nếu việc đã xong thì ghi tiến độ 100; nếu chưa xong thì đổi trạng thái thành “Đang triển khai”.",
        ));
    }
}
