//! A510: the code and the wording of a row belong to two different tasks, as after sorting one
//! column alone.

use super::form_row_left_empty::is_form;
use crate::check::{RowContext, Rule, plan_line};
use crate::diag::{Code, Sink, code};
use crate::plan::{Plan, TaskId};
use crate::submission::Field;
use crate::text::fold;

static CODE: Code =
    code!(error, "A510", "code-and-text-differ", "Mã và nội dung nhiệm vụ không khớp nhau");

/// Shorter texts may be the beginning of several tasks.
const LETTERS: usize = 25;

pub(in crate::check) struct CodeAndTextDiffer;

impl Rule for CodeAndTextDiffer {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let Some(task) = cx.row.task.value().filter(|_| is_form(cx.file)) else { return };
        let Some(other) = task_of_text(cx.plan(), task, cx.text(Field::TaskText)) else { return };
        let (id, other_id) = (&cx.plan().task(task).id, &cx.plan().task(other).id);
        let message = "Mã nhiệm vụ và nội dung nhiệm vụ trên dòng này là của hai nhiệm vụ.";
        sink.push(
            cx.at(&CODE, Field::Task, message)
                .value(format!("mã {id}, nội dung của {other_id}"))
                .expected("mã và nội dung của cùng một nhiệm vụ")
                .help("Xem kết quả trên dòng là của nhiệm vụ nào rồi sửa mã hoặc nội dung. Nếu nhiều dòng cùng sai thì có thể bảng đã được sắp xếp mà không chọn hết các cột: lấy lại bản trước khi sắp xếp.")
                .related(plan_line(cx.plan(), other, cx.day())),
        );
    }
}

/// The other task with this wording; `None` where it is the row's own task or no task has it.
fn task_of_text(plan: &Plan, task: TaskId, text: &str) -> Option<TaskId> {
    let written = fold::ascii(text);
    if written.len() < LETTERS {
        return None;
    }
    // A long wording may be truncated or continued.
    let is_of = |id: TaskId| {
        let wording = fold::ascii(&plan.task(id).text());
        wording.starts_with(&written) || written.starts_with(&wording)
    };
    if is_of(task) {
        return None;
    }
    plan.appendix().map(|(id, _)| id).find(|id| is_of(*id))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(code: &str, text: &str) -> usize {
        let row = format!("2025-Q3;Sở Tư pháp;{code};Đang triển khai;50;Mở 2 lớp.;{text}");
        Trial::new().file("a.csv", "Nội dung nhiệm vụ", &[&row]).found("A510").len()
    }

    #[test]
    fn only_the_wording_of_another_task_is_told() {
        let text = "Nâng cao nhận thức về phòng, chống mua bán trẻ em.";
        assert_eq!(found("II.4", text), 0);
        assert_eq!(found("II.2", text), 1);
        assert_eq!(found("II.2", "nâng cao nhận thức về phòng chống mua bán"), 1);
        assert_eq!(found("II.2", "Nâng cao nhận thức"), 0, "too short to know");
        assert_eq!(found("II.2", "Công việc do Sở tự đặt tên, không có trong Phụ lục"), 0);
        assert_eq!(found("II.9", text), 0, "the code has a finding of its own");
    }
}
