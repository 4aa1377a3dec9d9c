//! K608: the due date in a row differs from that of the plan. The plan's date is used.

use crate::check::{RowContext, Rule, plan_line};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::date;

static CODE: Code = code!(note, "K608", "due-differs", "Thời hạn ghi khác thời hạn của Kế hoạch");

pub(in crate::check) struct DueDiffers;

impl Rule for DueDiffers {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let (Some(own), Some(task)) = (cx.row.due.value(), cx.row.task.value()) else { return };
        let Some(set) = cx.plan().task(task).due.filter(|set| *set != own) else { return };
        let (own, set) = (date::short(own), date::short(set));
        let message = format!(
            "Thời hạn ghi ở đây là {own}, Kế hoạch đặt {set}; báo cáo tính theo thời hạn của Kế hoạch."
        );
        sink.push(
            cx.at(&CODE, Field::Due, message)
                .expected(set)
                .help("Nếu đã có văn bản đổi thời hạn thì báo cho đơn vị tổng hợp để sửa trong Kế hoạch; nếu không thì để trống ô này.")
                .related(plan_line(cx.plan(), task, cx.day())),
        );
    }
}
