//! A504: an agency reports on a task in which the plan gives it no part.

use crate::check::plan_line;
use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::plan::Origin;
use crate::submission::Field;

static CODE: Code =
    Code::error("A504", "agency-not-assigned", "Cơ quan không được phân công nhiệm vụ này");

/// A504.
pub(in crate::check) struct AgencyNotAssigned;

impl Rule for AgencyNotAssigned {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let (Some(agency), Some(id)) = (cx.row.agency.value(), cx.row.task.value()) else { return };
        let (agency, task) = (cx.plan().register.agency(agency), cx.plan().task(id));
        // A solution without an appendix row is everybody's; a body that does not exist on that day
        // has a rule of its own.
        let judged = task.origin != Origin::Solution && agency.in_force(cx.day());
        if !judged || cx.role().is_some() {
            return;
        }
        let message = format!("{} không được phân công nhiệm vụ {}.", agency.name, task.id);
        let expected = match task.assignment(cx.day()).lead {
            Some(lead) => {
                format!("cơ quan chủ trì ({}) hoặc phối hợp", cx.plan().register.agency(lead).name)
            }
            None => "cơ quan được Kế hoạch nêu tên".to_owned(),
        };
        sink.push(
            cx.at(&CODE, Field::Task, message)
                .expected(expected)
                .help("Xem lại mã nhiệm vụ; nếu kết quả thuộc nhiệm vụ khác thì sửa mã, nếu ghi nhầm thì xóa dòng này.")
                .related(plan_line(cx.plan(), id, cx.day())),
        );
    }
}
