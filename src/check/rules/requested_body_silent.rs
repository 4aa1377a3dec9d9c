//! M903: a body that the plan only requests to act sent nothing. Always a note.

use crate::check::{PeriodContext, Rule, plan_line};
use crate::diag::{Code, Diagnostic, Place, Sink, code};

static CODE: Code =
    code!(note, "M903", "requested-body-silent", "Cơ quan được đề nghị chưa gửi báo cáo")
        .never_a_fault();

pub(in crate::check) struct RequestedBodySilent;

impl Rule for RequestedBodySilent {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let Some((period, _)) = cx.closed() else { return };
        let (plan, senders) = (cx.plan(), cx.senders());
        let window = plan.window(period);
        for id in plan.requested(window) {
            if senders.contains(&id) || cx.scope.excuse(id).is_some() {
                continue;
            }
            let agency = plan.register.agency(id);
            let figures = if cx.figure_senders().contains(&id) {
                "Có bảng số liệu, chưa"
            } else {
                "Chưa"
            };
            let message = format!(
                "{figures} có báo cáo {} của {}; Kế hoạch chỉ đề nghị nên không tính là thiếu.",
                period.name(),
                agency.name
            );
            let mut finding = Diagnostic::new(&CODE, Place::Run, message).agency(&agency.id).help(
                format!("Có thể gửi văn bản đề nghị {} phối hợp cung cấp kết quả.", agency.name),
            );
            let asked = plan
                .task_ids()
                .find(|t| plan.task(*t).is_request() && plan.role(*t, id, window.end).is_some());
            if let Some(task) = asked {
                finding =
                    finding.task(&plan.task(task).id).related(plan_line(plan, task, window.end));
            }
            sink.push(finding);
        }
    }
}
