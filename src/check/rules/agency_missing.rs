//! M902: an agency that owes a report sent none, and the deadline has passed.

use crate::check::{PeriodContext, Rule, plan_line};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::text::date;

static CODE: Code = code!(error, "M902", "agency-missing", "Cơ quan chưa gửi báo cáo").lowerable();

/// Maximum number of files of unknown senders that the message names.
const SHOWN: usize = 3;

/// How the message begins where a table of figures was sent.
const FIGURES_SENT: &str = "Đã gửi bảng số liệu, chưa gửi";

pub(in crate::check) struct AgencyMissing;

impl Rule for AgencyMissing {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let Some((period, deadline)) = cx.closed() else { return };
        let plan = cx.plan();
        let (senders, help) = (cx.senders(), help(cx));
        let (days, deadline) = ((cx.scope.as_of - deadline).num_days(), date::short(deadline));
        for id in plan.expected(plan.window(period)) {
            if senders.contains(&id) || cx.scope.excuse(id).is_some() {
                continue;
            }
            let agency = plan.register.agency(id);
            let figures =
                if cx.figure_senders().contains(&id) { FIGURES_SENT } else { "Chưa gửi" };
            // The same message for all, so that the output groups them into one finding.
            let message = format!(
                "{figures} báo cáo {}; hạn gửi là {deadline}, đến {} đã quá {days} ngày.",
                period.name(),
                date::short(cx.scope.as_of)
            );
            let mut finding = Diagnostic::new(&CODE, Place::Run, message)
                .agency(&agency.id)
                .value(&agency.name)
                .expected("một tệp báo cáo của mỗi cơ quan")
                .help(&help);
            if let Some(duty) = plan.reporting.duty.as_deref().and_then(|code| plan.find_task(code))
            {
                finding = finding.related(plan_line(plan, duty, cx.scope.day()));
            }
            sink.push(finding);
        }
    }
}

/// The help text. Files of unknown senders may be the missing reports.
fn help(cx: &PeriodContext<'_>) -> String {
    let mut help = "Đề nghị cơ quan gửi báo cáo; nếu được miễn hoặc lùi thì ghi vào mục excused của period.yaml.".to_owned();
    let unknown = cx.unattributed();
    if !unknown.is_empty() {
        let names: Vec<String> = unknown.iter().take(SHOWN).map(|n| format!("“{n}”")).collect();
        let more = if unknown.len() > SHOWN { ", …" } else { "" };
        help += &format!(" Có tệp chưa rõ của cơ quan nào: {}{more}.", names.join(", "));
    }
    help
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::diag::Diagnostic;

    const ROW: &str = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;";

    fn of<'a>(found: &'a [Diagnostic], agency: &str) -> Option<&'a Diagnostic> {
        found.iter().find(|d| d.agency.as_deref() == Some(agency))
    }

    #[test]
    fn who_owes_a_report_and_sent_nothing_is_told() {
        let page = "excused:\n  - agency: thanh-tra-tinh\n    reason: Xin lùi.\n";
        let trial = Trial::new().page(page).file("a.csv", "ghi_chu", &[ROW]);
        let found = trial.found("M902");
        let missing = of(&found, "so-tu-phap").expect("Sở Tư pháp is missing");
        assert_eq!(missing.value.as_deref(), Some("Sở Tư pháp"));
        assert!(missing.message.contains("hạn gửi là 16/9/2025, đến 20/9/2025 đã quá 4 ngày"));
        for id in ["so-cong-thuong", "thanh-tra-tinh", "so-noi-vu", "toa-an-nhan-dan-tinh"] {
            assert!(of(&found, id).is_none(), "{id}");
        }
        assert!(of(&found, "ubnd-thanh-pho-nha-trang").is_none());
        // A missing report excludes no row of another agency.
        assert_eq!(trial.run().rows().count(), 1);
    }

    #[test]
    fn a_file_that_cannot_be_read_was_sent_all_the_same() {
        let page = "period: 2025-Q3\n";
        let trial = Trial::new().page(page).file("Báo cáo Sở Tư pháp quý III.csv", "ghi_chu", &[]);
        assert!(of(&trial.found("M902"), "so-tu-phap").is_none());
    }

    #[test]
    fn a_file_of_nobody_known_is_named() {
        let row = "2025-Q3;Sở Công Thươn;I.1;Đang triển khai;50;Đã làm.;";
        let trial = Trial::new().page("period: 2025-Q3\n").file("bao-cao.csv", "ghi_chu", &[row]);
        let found = trial.found("M902");
        assert!(found[0].help.as_deref().unwrap_or_default().contains("“bao-cao.csv”"));
    }

    #[test]
    fn who_sent_figures_alone_is_told_so() {
        let row = "2025-Q3;UBND xã Diên Khánh;II.1.1;3;";
        let trial = Trial::new().page("period: 2025-Q3\n").figures("a.csv", "ghi_chu", &[row]);
        let found = trial.found("M902");
        let sent = of(&found, "ubnd-xa-dien-khanh").expect("a report is still missing");
        assert!(sent.message.starts_with("Đã gửi bảng số liệu, chưa gửi báo cáo quý III năm 2025"));
        let silent = of(&found, "so-tu-phap").expect("Sở Tư pháp is missing");
        assert!(silent.message.starts_with("Chưa gửi báo cáo"));
    }

    #[test]
    fn until_the_deadline_nobody_is_missing() {
        let trial = Trial::new().page("period: 2025-Q3\n").file("a.csv", "ghi_chu", &[ROW]);
        assert!(trial.today("2025-09-16").found("M902").is_empty());
        let part = Trial::new().file("a.csv", "ghi_chu", &[ROW]);
        assert!(part.found("M902").is_empty());
    }
}
