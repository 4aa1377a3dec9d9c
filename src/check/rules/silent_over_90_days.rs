//! L806: the lead of a task without a due date has not reported on it for longer than the
//! threshold.
//!
//! M901 and M902 report what is missing in this period; this rule reports for how long.

use crate::check::{PeriodContext, Rule, plan_line};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::Role;
use crate::text::date;

static CODE: Code =
    code!(warning, "L806", "silent-over-90-days", "Quá lâu không có báo cáo của cơ quan chủ trì");

pub(in crate::check) struct SilentOver90Days;

impl Rule for SilentOver90Days {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let (Some(history), Some((period, _))) = (cx.scope.history, cx.closed()) else { return };
        let (plan, window) = (cx.plan(), cx.plan().window(period));
        if !history.reaches_before(window) {
            return;
        }
        for (id, task) in plan.appendix().filter(|(_, task)| task.due.is_none()) {
            let Some(lead) = task.assignment(window.end).lead else { continue };
            let agency = plan.register.agency(lead);
            let has_leave = cx.scope.excuse(lead).is_some() || !agency.in_force(window.end);
            let lead_role = Some(Role::Lead);
            let dated = history.due_stated(plan, (lead, id), lead_role, window.start).is_some();
            if has_leave
                || dated
                || cx.reported().is_on(lead, id)
                || cx.reported().may_be_unread(lead)
            {
                continue;
            }
            let last = history.last_led(plan, lead, id, window);
            let since =
                last.map_or(plan.answers_since(id, window.end), |earlier| earlier.window.end);
            let days = (cx.scope.as_of - since).num_days();
            if days <= i64::from(plan.reporting.silent_days) {
                continue;
            }
            // The same message for all tasks since one day, so that the output groups them.
            let message = format!(
                "Đã {days} ngày, tính từ ngày {}, chưa có báo cáo của cơ quan chủ trì.",
                date::short(since)
            );
            let finding = Diagnostic::new(&CODE, Place::Run, message)
                .agency(&agency.id)
                .task(&task.id)
                .value(format!("{} ({})", task.id, agency.name))
                .expected("báo cáo của cơ quan chủ trì trong mỗi kỳ")
                .help("Đôn đốc cơ quan chủ trì, hoặc nêu ở phần nhận xét (mục commentary của period.yaml) là chưa rõ tình trạng của nhiệm vụ.");
            sink.push(finding.related(match last {
                Some(earlier) => earlier.as_related("báo cáo gần nhất về nhiệm vụ này"),
                None => plan_line(plan, id, window.end),
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    const Q2: Period = Period::Quarter(2025, 2);
    const LEAD: &str = "2025-Q2;Sở Tư pháp;I.2;Đang triển khai;20;Đã làm.;";
    const OTHER: &str = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;";

    fn days(trial: &Trial, task: &str) -> Option<String> {
        let found = trial.found("L806");
        let found = found.iter().find(|d| d.task.as_deref() == Some(task))?;
        Some(found.message.split(',').next().unwrap_or_default().to_owned())
    }

    fn trial(page: &str) -> Trial {
        let trial = Trial::new().before(Q2, "ghi_chu", &[LEAD]);
        trial.page(page).file("a.csv", "ghi_chu", &[OTHER]).today("2025-09-22")
    }

    #[test]
    fn counted_from_the_last_report_or_from_the_plan() {
        let trial = trial("period: 2025-Q3\n");
        // The window of quý II closed on 14/6/2025; the plan is of 24/4/2025.
        assert_eq!(days(&trial, "I.2").as_deref(), Some("Đã 100 ngày"));
        assert_eq!(days(&trial, "III.2").as_deref(), Some("Đã 151 ngày"));
        assert!(trial.found("L806")[0].place.file().is_none());
    }

    #[test]
    fn a_row_leave_or_an_unknown_past_is_no_silence() {
        let page = "excused:\n  - agency: so-tu-phap\n    reason: Xin lùi.\n";
        assert_eq!(days(&trial(page), "I.2"), None);
        let own = "2025-Q3;Sở Tư pháp;I.2;Không phát sinh;;;";
        let reported = trial("period: 2025-Q3\n").file("b.csv", "ghi_chu", &[own]);
        assert_eq!(days(&reported, "I.2"), None);
        assert_eq!(days(&reported, "III.2").as_deref(), Some("Đã 151 ngày"));
        let alone = Trial::new().page("period: 2025-Q3\n").file("a.csv", "ghi_chu", &[OTHER]);
        assert!(alone.today("2025-12-30").found("L806").is_empty());
    }
}
