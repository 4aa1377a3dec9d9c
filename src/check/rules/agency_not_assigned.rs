//! A504: an agency reports on a task in which the plan gives it no role.

use crate::check::plan_line;
use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::{Origin, TaskId};
use crate::submission::Field;
use crate::text::date;
use chrono::NaiveDate;

static CODE: Code =
    code!(error, "A504", "agency-not-assigned", "Cơ quan không được phân công nhiệm vụ này")
        .lowerable();

pub(in crate::check) struct AgencyNotAssigned;

impl Rule for AgencyNotAssigned {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let (Some(agency), Some(id)) = (cx.row.agency.value(), cx.row.task.value()) else { return };
        let (agency, task) = (cx.plan().register.agency(agency), cx.plan().task(id));
        // Solutions without an appendix row belong to every agency; bodies that do not exist on
        // that day are A506 and A507.
        let judged = task.origin != Origin::Solution && agency.in_force(cx.day());
        if !judged || cx.role().is_some() {
            return;
        }
        let message = match moved(cx, id) {
            Some((Moved::Away, from)) => format!(
                "Từ ngày {}, nhiệm vụ {} được giao lại và {} không còn được phân công.",
                date::short(from),
                task.id,
                agency.name
            ),
            Some((Moved::Here, from)) => format!(
                "{} được phân công nhiệm vụ {} từ ngày {}, chưa phải trong kỳ này.",
                agency.name,
                task.id,
                date::short(from)
            ),
            None => format!("{} không được phân công nhiệm vụ {}.", agency.name, task.id),
        };
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

/// How the role of an agency in a task changes by reassignment.
enum Moved {
    /// The task was assigned to others.
    Away,
    /// The task will be assigned to it.
    Here,
}

/// The reassignment by which the row's agency lost its role in the task, or will gain one.
fn moved(cx: &RowContext<'_>, task: TaskId) -> Option<(Moved, NaiveDate)> {
    let (plan, day) = (cx.plan(), cx.day());
    let agency = cx.row.agency.value()?;
    let has_part = |on: NaiveDate| plan.role(task, agency, on).is_some();
    let changes = || plan.task(task).assignments.iter().filter_map(|a| a.from);
    let before = |from: NaiveDate| from.pred_opt().unwrap_or(from);
    let moved_away =
        changes().rev().filter(|from| *from <= day).find(|from| has_part(before(*from)));
    let moved_away = moved_away.map(|from| (Moved::Away, from));
    moved_away.or_else(|| {
        changes().filter(|from| *from > day).find(|f| has_part(*f)).map(|f| (Moved::Here, f))
    })
}
