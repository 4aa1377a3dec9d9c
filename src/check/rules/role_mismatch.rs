//! A505: the role in a row differs from the role in the appendix.

use crate::check::{RowContext, Rule, plan_line};
use crate::diag::{Code, Sink, code};
use crate::plan::Origin;
use crate::submission::Field;

static CODE: Code = code!(error, "A505", "role-mismatch", "Vai trò khác với Kế hoạch").lowerable();

pub(in crate::check) struct RoleMismatch;

impl Rule for RoleMismatch {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let (Some(agency), Some(id), Some(stated_role)) =
            (cx.row.agency.value(), cx.row.task.value(), cx.row.role.value())
        else {
            return;
        };
        let (agency, task) = (cx.plan().register.agency(agency), cx.plan().task(id));
        // Solutions and duties have no lead; an agency without a role is A504.
        let Some(role) = cx.role().filter(|role| *role != stated_role) else { return };
        if !matches!(task.origin, Origin::Appendix { .. }) || !agency.in_force(cx.day()) {
            return;
        }
        let (role_word, stated_word) =
            (role.label().to_lowercase(), stated_role.label().to_lowercase());
        let message = format!(
            "Theo Kế hoạch, {} {role_word} nhiệm vụ {}, không phải {stated_word}.",
            agency.name, task.id
        );
        sink.push(
            cx.at(&CODE, Field::Role, message)
                .expected(role.label())
                .help(format!(
                    "Nếu mã nhiệm vụ đúng thì sửa vai trò thành “{}” hoặc để trống; nếu không thì sửa mã nhiệm vụ.",
                    role.label()
                ))
                .related(plan_line(cx.plan(), id, cx.day())),
        );
    }
}
