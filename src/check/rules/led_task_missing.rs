//! M901: a lead agency reported, but not on one of the tasks it leads.

use crate::check::plan_line;
use crate::check::{PeriodContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink};

static CODE: Code = Code::error("M901", "led-task-missing", "Thiếu nhiệm vụ được giao chủ trì");

/// M901.
pub(in crate::check) struct LedTaskMissing;

impl Rule for LedTaskMissing {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let (plan, day) = (cx.plan(), cx.scope.day());
        let mut senders: Vec<_> =
            cx.files.iter().filter_map(|f| Some((f.submission.sender?, f))).collect();
        senders.dedup_by_key(|(agency, _)| *agency);
        for (agency, file) in senders {
            let rows = || cx.rows().filter(move |r| r.row.agency.value() == Some(agency));
            // A code that could not be read may be the very one that is missing.
            let unread = file.rows().any(|r| r.row.task.value().is_none());
            if unread || !plan.register.agency(agency).in_force(day) {
                continue;
            }
            for task in plan.led_by(agency, day) {
                if rows().any(|r| r.row.task.value() == Some(task)) {
                    continue;
                }
                let (agency, name) = (plan.register.agency(agency), &plan.task(task).id);
                let message = format!(
                    "{} chủ trì nhiệm vụ {name} nhưng báo cáo không có dòng nào về nhiệm vụ này.",
                    agency.name
                );
                sink.push(
                    Diagnostic::new(&CODE, Place::file(file.name), message)
                        .agency(&agency.id)
                        .task(name)
                        .expected(format!("một dòng có mã nhiệm vụ {name}"))
                        .help("Thêm một dòng cho nhiệm vụ này; nếu trong kỳ không có gì thì ghi trạng thái “Không phát sinh” hoặc “Chưa triển khai”.")
                        .related(plan_line(plan, task, day)),
                );
            }
        }
    }
}
