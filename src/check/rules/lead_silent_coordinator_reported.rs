//! C711: coordinators report on a task whose lead is excused from reporting, so that its overall
//! state is unknown.
//!
//! A lead that has to report and sent nothing, or nothing on the task, is M902 and M901; where its
//! row or file could not be read, that error is reported.

use crate::check::{PeriodContext, RowContext, Rule, plan_line};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::{AgencyId, Role, TaskId};

static CODE: Code = code!(
    warning,
    "C711",
    "lead-silent-coordinator-reported",
    "Cơ quan phối hợp đã báo cáo, cơ quan chủ trì thì chưa",
);

/// Maximum number of coordinators' rows listed.
const SHOWN: usize = 3;

pub(in crate::check) struct LeadSilentCoordinatorReported;

impl Rule for LeadSilentCoordinatorReported {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        if cx.closed().is_none() {
            return;
        }
        let (plan, day, senders) = (cx.plan(), cx.scope.day(), cx.senders());
        for (id, task) in plan.appendix() {
            let Some(lead) = task.assignment(day).lead else { continue };
            let Some(leave) = leave(cx, lead, senders.contains(&lead)) else { continue };
            if cx.reported().is_on(lead, id) || cx.reported().may_be_unread(lead) {
                continue;
            }
            let rows: Vec<RowContext<'_>> = cx.rows().filter(|r| counts(cx, r, id)).collect();
            if rows.is_empty() {
                continue;
            }
            let lead = plan.register.agency(lead);
            let message = format!(
                "{}, cơ quan chủ trì nhiệm vụ {}, {leave}, trong khi đã có {} dòng của cơ quan phối hợp, nên chưa rõ tình trạng chung của nhiệm vụ.",
                lead.name,
                task.id,
                rows.len()
            );
            let help = format!(
                "Đề nghị {} cho biết riêng về nhiệm vụ này, hoặc nêu ở phần nhận xét (mục commentary của period.yaml) là chưa có báo cáo của cơ quan chủ trì.",
                lead.name
            );
            let mut finding = Diagnostic::new(&CODE, Place::Run, message)
                .agency(&lead.id)
                .task(&task.id)
                .expected(format!("một dòng của {}", lead.name))
                .help(help)
                .related(plan_line(plan, id, day));
            for row in rows.iter().take(SHOWN) {
                let name = row.row.agency.value().map_or("", |a| &plan.register.agency(a).name);
                finding = finding.related(row.as_related(format!("{name} báo cáo ở đây.")));
            }
            sink.push(finding);
        }
    }
}

/// Why a lead need not report; `None` when it must.
fn leave(cx: &PeriodContext<'_>, lead: AgencyId, sent: bool) -> Option<&'static str> {
    if cx.scope.excuse(lead).is_some() {
        return Some("được miễn hoặc lùi báo cáo kỳ này");
    }
    let owes = cx.scope.window().is_some_and(|w| cx.plan().expected(w).contains(&lead));
    (!sent && !owes).then_some("không thuộc diện phải báo cáo kỳ này")
}

/// Whether a row is a coordinator's on the task, counts, and reports something.
fn counts(cx: &PeriodContext<'_>, row: &RowContext<'_>, task: TaskId) -> bool {
    row.row.task.value() == Some(task)
        && row.row.reports_work()
        && row.role() == Some(Role::Coordinating)
        && !cx.is_faulty(row)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    const COORDINATOR: &str = "2025-Q3;UBND xã Vạn Ninh;III.5;Đang triển khai;20;Đã làm.;";
    const EXCUSED: &str = "excused:\n  - agency: so-khoa-hoc-va-cong-nghe\n    reason: Xin lùi.\n";

    fn trial(page: &str) -> Trial {
        Trial::new().page(page).file("ubnd-xa-van-ninh.csv", "ghi_chu", &[COORDINATOR])
    }

    #[test]
    fn an_excused_lead_leaves_the_task_without_a_status() {
        let found = trial(EXCUSED).found("C711");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].task.as_deref(), Some("III.5"));
        assert_eq!(found[0].related.len(), 2);
    }

    #[test]
    fn a_lead_that_owes_a_report_is_told_by_m902_alone() {
        let trial = trial("period: 2025-Q3\n");
        assert!(trial.found("C711").is_empty());
        let missing = trial.found("M902");
        assert!(missing.iter().any(|d| d.agency.as_deref() == Some("so-khoa-hoc-va-cong-nghe")));
    }

    #[test]
    fn an_excused_lead_that_sent_something_else_is_told_here_and_not_by_m901() {
        let other = "2025-Q3;Sở Khoa học và Công nghệ;II.1;Đang triển khai;20;Đã làm.;";
        let trial = trial(EXCUSED).file("so-khoa-hoc-va-cong-nghe.csv", "ghi_chu", &[other]);
        assert_eq!(trial.found("C711").len(), 1);
        assert!(trial.found("M901").is_empty());
    }

    #[test]
    fn before_the_deadline_and_with_a_row_of_the_lead_nothing_is_said() {
        assert!(trial(EXCUSED).today("2025-09-16").found("C711").is_empty());
        let own = "2025-Q3;Sở Khoa học và Công nghệ;III.5;Chưa triển khai;0;;";
        let trial = trial(EXCUSED).file("so-khoa-hoc-va-cong-nghe.csv", "ghi_chu", &[own]);
        assert!(trial.found("C711").is_empty());
    }
}
