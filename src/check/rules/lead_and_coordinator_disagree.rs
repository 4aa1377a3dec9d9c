//! C712: lead and coordinators disagree on whether a task is complete or begun.

use std::collections::BTreeMap;

use crate::check::{PeriodContext, RowContext, Rule, plan_line};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::plan::{Period, Role, Status, TaskId};
use crate::submission::Field;

static CODE: Code = code!(
    note,
    "C712",
    "lead-and-coordinator-disagree",
    "Cơ quan chủ trì và cơ quan phối hợp ghi trạng thái trái nhau",
);

/// Maximum number of coordinators named.
const SHOWN: usize = 3;

pub(in crate::check) struct LeadAndCoordinatorDisagree;

impl Rule for LeadAndCoordinatorDisagree {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let mut tasks: BTreeMap<(TaskId, Period), Vec<RowStatus<'_>>> = BTreeMap::new();
        for (key, row_status) in cx.rows().filter_map(|row| row_status(cx, row, Role::Lead)) {
            tasks.entry(key).or_default().push(row_status);
        }
        // A lead that contradicts itself is C702.
        tasks.retain(|_, leads| leads.iter().all(|lead| lead.0 == leads[0].0));
        let mut against: BTreeMap<(TaskId, Period), Vec<RowStatus<'_>>> = BTreeMap::new();
        for row in cx.rows() {
            let lead = key(&row).and_then(|key| tasks.get(&key)).map(|leads| leads[0].0);
            let differs = lead.zip(row.row.status.value()).is_some_and(|(l, c)| disagree(l, c));
            if differs && let Some((key, row_status)) = row_status(cx, row, Role::Coordinating) {
                against.entry(key).or_default().push(row_status);
            }
        }
        for (key, against) in against {
            sink.push(finding(&tasks[&key][0], &against));
        }
    }
}

/// A status and its row.
type RowStatus<'a> = (Status, RowContext<'a>);

fn key(row: &RowContext<'_>) -> Option<(TaskId, Period)> {
    row.row.task.value().zip(row.row.period.value())
}

/// The status of a row without errors whose agency has this role in the task.
fn row_status<'a>(
    cx: &PeriodContext<'_>,
    row: RowContext<'a>,
    role: Role,
) -> Option<((TaskId, Period), RowStatus<'a>)> {
    let sound = row.role() == Some(role) && !cx.is_faulty(&row);
    Some((key(&row)?, (row.row.status.value()?, row))).filter(|_| sound)
}

fn finding((row_status, lead): &RowStatus<'_>, against: &[RowStatus<'_>]) -> Diagnostic {
    let name = |row: &RowContext<'_>| {
        let agency = row.row.agency.value();
        agency.map_or_else(String::new, |id| row.plan().register.agency(id).name.clone())
    };
    let others = against.iter().take(SHOWN);
    let others: Vec<_> = others
        .map(|(status, row)| (format!("{} ghi “{}”", name(row), status.label()), row))
        .collect();
    let mut words: Vec<&str> = others.iter().map(|(words, _)| words.as_str()).collect();
    let more = format!("và {} dòng khác", against.len().saturating_sub(SHOWN));
    if against.len() > SHOWN {
        words.push(&more);
    }
    let message = format!(
        "Cơ quan chủ trì ({}) ghi “{}” trong khi {}.",
        name(lead),
        row_status.label(),
        words.join(", ")
    );
    let mut finding = lead.at(&CODE, Field::Status, message).help(
        "Tình trạng chung của nhiệm vụ lấy theo cơ quan chủ trì; cơ quan chủ trì nên trao đổi với cơ quan phối hợp để thống nhất.",
    );
    for (words, row) in &others {
        finding = finding.related(row.as_related(format!("{words}.")));
    }
    match lead.row.task.value() {
        Some(task) => finding.related(plan_line(lead.plan(), task, lead.day())),
        None => finding,
    }
}

/// Whether a coordinator's status contradicts the lead's.
fn disagree(lead: Status, coordinator: Status) -> bool {
    match lead {
        Status::Complete => {
            matches!(coordinator, Status::InProgress | Status::NotStarted | Status::Paused)
        }
        Status::NotStarted => coordinator == Status::Complete,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(lead: &str, others: &[&str]) -> Vec<crate::diag::Diagnostic> {
        let progress = match lead {
            "Hoàn thành" => "100",
            "Chưa triển khai" => "0",
            _ => "50",
        };
        let lead = format!("2025-Q3;Sở Khoa học và Công nghệ;III.5;{lead};{progress};Đã làm.;");
        let communes = ["UBND xã Vạn Ninh", "UBND xã Khánh Sơn", "UBND phường Nha Trang"];
        let rows: Vec<String> = others
            .iter()
            .zip(communes.iter().cycle())
            .map(|(status, name)| format!("2025-Q3;{name};III.5;{status};;Đã làm.;"))
            .collect();
        let mut trial = Trial::new().file("lead.csv", "ghi_chu", &[&lead]);
        for (n, row) in rows.iter().enumerate() {
            trial = trial.file(&format!("{n}.csv"), "ghi_chu", &[row]);
        }
        trial.found("C712")
    }

    #[test]
    fn one_note_for_a_task_names_who_says_otherwise() {
        let found = found("Hoàn thành", &["Đang triển khai", "Hoàn thành", "Tạm dừng"]);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("UBND xã Vạn Ninh ghi “Đang triển khai”"));
        assert_eq!(found[0].related.len(), 3);
        assert_eq!(found[0].place.file(), Some("lead.csv"));
    }

    #[test]
    fn what_goes_together_is_not_told() {
        assert!(found("Hoàn thành", &["Thực hiện thường xuyên", "Không phát sinh"]).is_empty());
        assert!(found("Chưa triển khai", &["Đang triển khai"]).is_empty());
        assert_eq!(found("Chưa triển khai", &["Hoàn thành"]).len(), 1);
        assert!(found("Đang triển khai", &["Hoàn thành", "Chưa triển khai"]).is_empty());
    }

    #[test]
    fn a_lead_row_with_an_error_says_nothing_certain() {
        let lead = "2025-Q3;Sở Khoa học và Công nghệ;III.5;Hoàn thành;80;Đã làm.;";
        let other = "2025-Q3;UBND xã Vạn Ninh;III.5;Đang triển khai;20;Đã làm.;";
        let trial = Trial::new().file("a.csv", "ghi_chu", &[lead]);
        assert!(trial.file("b.csv", "ghi_chu", &[other]).found("C712").is_empty());
    }
}
