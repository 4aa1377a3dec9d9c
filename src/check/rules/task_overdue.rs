//! K605: a task is past its due date and not complete.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::check::{self, Due, DueBy, PeriodContext, RowContext, Rule, Scope, plan_line};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::plan::{AgencyId, Period, Status, TaskId};
use crate::submission::Field;
use crate::text::date;

static CODE: Code = code!(warning, "K605", "task-overdue", "Nhiệm vụ quá hạn");

pub(in crate::check) struct TaskOverdue;

impl Rule for TaskOverdue {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let stated = stated_within(cx);
        let late: Vec<Late<'_>> =
            cx.rows().filter_map(|row| late(row, &stated, cx.scope)).collect();
        // In a half-year a task may be late in the first quarter and complete in the second.
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
                sink.push(finding(&late));
            }
        }
    }
}

/// A row whose task is overdue.
struct Late<'a> {
    row: RowContext<'a>,
    status: Status,
    due: Due,
    /// The earlier period whose report gave the date, where this one leaves it empty.
    stated_in: Option<Period>,
    days: i64,
}

type Key = (AgencyId, TaskId);

fn key(row: &RowContext<'_>) -> Option<Key> {
    row.row.agency.value().zip(row.row.task.value())
}

/// The due dates in the rows of a longer period, by the last day of their own windows.
fn stated_within(cx: &PeriodContext<'_>) -> BTreeMap<Key, Vec<(NaiveDate, Period, NaiveDate)>> {
    let mut stated: BTreeMap<Key, Vec<_>> = BTreeMap::new();
    let is_long = cx.scope.period.is_some_and(|period| cx.plan().quarters(period).len() > 1);
    if !is_long {
        return stated;
    }
    for row in cx.rows() {
        if let (Some(key), Some(due), Some(period)) =
            (key(&row), row.row.due.value(), row.row.period.value())
        {
            stated.entry(key).or_default().push((row.day(), period, due));
        }
    }
    stated
}

fn late<'a>(
    row: RowContext<'a>,
    stated: &BTreeMap<Key, Vec<(NaiveDate, Period, NaiveDate)>>,
    scope: &Scope<'_>,
) -> Option<Late<'a>> {
    let (status, task) = (row.row.status.value()?, row.row.task.value()?);
    if !check::can_be_overdue(status) {
        return None;
    }
    let mut registered = row.row.due.value();
    let mut stated_in = None;
    // An unreadable date is not replaced by an older one.
    if row.row.due.is_blank() && row.plan().task(task).due.is_none() {
        let within = stated.get(&key(&row)?).into_iter().flatten();
        let within = within.filter(|(day, ..)| *day < row.day()).max_by_key(|(day, ..)| *day);
        let within = within.map(|(_, period, due)| (*due, *period));
        let before = within.or_else(|| scope.history?.due_before(&row));
        (registered, stated_in) = before.unzip();
    }
    let due = check::due(row.plan(), task, registered)?;
    let days = check::days_overdue(status, due.day, scope.as_of)?;
    Some(Late { row, status, due, stated_in, days })
}

fn finding(late: &Late<'_>) -> Diagnostic {
    let (cx, due) = (&late.row, date::short(late.due.day));
    let by = match (late.due.by, late.stated_in) {
        (DueBy::Plan, _) => " của Kế hoạch".to_owned(),
        (DueBy::Agency, Some(period)) => format!(", theo báo cáo {}", period.name()),
        (DueBy::Agency, None) => String::new(),
    };
    let message = format!(
        "Nhiệm vụ đã quá hạn {} ngày (hạn {due}{by}) mà trạng thái là “{}”.",
        late.days,
        late.status.label()
    );
    let mut help = "Nếu việc đã xong thì ghi “Hoàn thành”".to_owned();
    help += match late.due.by {
        DueBy::Plan => "; thời hạn này do Kế hoạch đặt, chỉ đổi khi có văn bản gia hạn",
        DueBy::Agency => "; nếu được gia hạn thì ghi thời hạn mới",
    };
    if !cx.has_content(Field::Difficulty) {
        help += "; nếu chưa xong thì nêu lý do ở cột “Khó khăn, vướng mắc”";
    }
    let own = late.due.by == DueBy::Agency && late.stated_in.is_none();
    let field = if own { Field::Due } else { Field::Status };
    let finding = cx.at(&CODE, field, message).help(help + ".");
    match cx.row.task.value().filter(|_| late.due.by == DueBy::Plan) {
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

    #[test]
    fn the_date_last_stated_counts_until_another_is() {
        let before = "2025-Q2;Sở Công Thương;I.1;Đang triển khai;40;Đang làm.;15/9/2025";
        for (status, due, expected) in [
            ("Đang triển khai", "", 1),
            ("Đang triển khai", "31/12/2025", 0),
            ("Không phát sinh", "", 0),
            ("Hoàn thành", "", 0),
        ] {
            let row = format!("2025-Q3;Sở Công Thương;I.1;{status};50;Đã làm.;{due}");
            let trial = Trial::new().before(Period::Quarter(2025, 2), "thoi_han", &[before]);
            let found = trial.file("a.csv", "thoi_han", &[&row]).found("K605");
            assert_eq!(found.len(), expected, "{status} {due}");
            assert!(found.iter().all(|d| d.message.contains("theo báo cáo quý II năm 2025")));
        }
    }
}
