//! K605: a task is past its date and not done.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::check::{PeriodContext, RowContext, Rule, plan_line};
use crate::diag::{Code, Diagnostic, Sink};
use crate::plan::{AgencyId, Status, TaskId};
use crate::submission::Field;
use crate::text::date;

static CODE: Code = Code::warning("K605", "task-overdue", "Nhiệm vụ quá hạn");

/// K605.
pub(in crate::check) struct TaskOverdue;

impl Rule for TaskOverdue {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let late: Vec<Late<'_>> = cx.rows().filter_map(|row| late(row, cx.scope.as_of)).collect();
        // In a half-year a task may be late in its first quarter and done in its second.
        let mut latest: BTreeMap<_, NaiveDate> =
            late.iter().filter_map(|late| Some((key(&late.row)?, late.row.day()))).collect();
        if latest.is_empty() {
            return;
        }
        for row in cx.rows() {
            if let Some(day) = key(&row).and_then(|key| latest.get_mut(&key)) {
                *day = (*day).max(row.day());
            }
        }
        for late in late {
            let newest = key(&late.row).and_then(|key| latest.get(&key));
            if newest.is_none_or(|day| *day == late.row.day()) {
                sink.push(tell(&late));
            }
        }
    }
}

/// A row whose task is past its date.
struct Late<'a> {
    row: RowContext<'a>,
    status: Status,
    due: NaiveDate,
    days: i64,
}

fn key(row: &RowContext<'_>) -> Option<(AgencyId, TaskId)> {
    row.row.agency.value().zip(row.row.task.value())
}

fn late(row: RowContext<'_>, today: NaiveDate) -> Option<Late<'_>> {
    let status = row.row.status.value()?;
    if matches!(status, Status::Complete | Status::Nothing) {
        return None;
    }
    // A date that cannot be read is not replaced by another.
    let planned = || row.plan().task(row.row.task.value()?).due.filter(|_| row.row.due.is_blank());
    let due = row.row.due.value().or_else(planned)?;
    let days = (today - due).num_days();
    (days > 0).then_some(Late { row, status, due, days })
}

fn tell(late: &Late<'_>) -> Diagnostic {
    let (cx, due) = (&late.row, date::short(late.due));
    let message = format!(
        "Nhiệm vụ đã quá hạn {} ngày (hạn {due}) mà trạng thái là “{}”.",
        late.days,
        late.status.label()
    );
    let mut help =
        "Nếu việc đã xong thì ghi “Hoàn thành”; nếu được gia hạn thì ghi thời hạn mới".to_owned();
    if !cx.says(Field::Difficulty) {
        help += "; nếu chưa xong thì nêu lý do ở cột “Khó khăn, vướng mắc”";
    }
    let own = !cx.row.due.is_blank();
    let field = if own { Field::Due } else { Field::Status };
    let finding = cx.at(&CODE, field, message).help(help + ".");
    match cx.row.task.value().filter(|_| !own) {
        Some(task) => finding.related(plan_line(cx.plan(), task, cx.day())),
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    fn found(status: &str, due: &str) -> usize {
        let row = format!("2025-Q3;Sở Công Thương;I.1;{status};50;Đã làm.;{due}");
        Trial::new().file("a.csv", "thoi_han", &[&row]).found("K605").len()
    }

    #[test]
    fn the_day_itself_is_not_late() {
        assert_eq!(found("Đang triển khai", "20/9/2025"), 0);
        assert_eq!(found("Đang triển khai", "19/9/2025"), 1);
        assert_eq!(found("Tạm dừng", "19/9/2025"), 1);
        assert_eq!(found("Hoàn thành", "19/9/2025"), 0);
        assert_eq!(found("Không phát sinh", "19/9/2025"), 0);
        assert_eq!(found("Đang làm tốt", "19/9/2025"), 0);
        assert_eq!(found("Đang triển khai", "31/6/2025"), 0);
    }

    #[test]
    fn what_a_later_quarter_finished_is_not_late() {
        let rows = [
            "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đang làm.;15/9/2025",
            "2025-Q4;Sở Công Thương;I.1;Hoàn thành;100;Đã xong.;15/9/2025",
        ];
        let trial = Trial::new().period(Some(Period::Half(2025, 2))).today("2025-12-20");
        assert!(trial.file("a.csv", "thoi_han", &rows).found("K605").is_empty());
    }
}
