//! M905: an excused agency sent nothing. The finding quotes the reason.

use crate::check::{PeriodContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink, code};

static CODE: Code =
    code!(note, "M905", "excused", "Cơ quan được miễn hoặc lùi báo cáo").never_a_fault();

pub(in crate::check) struct Excused;

impl Rule for Excused {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let (Some(page), Some(period)) = (cx.scope.page, cx.scope.period) else { return };
        if !cx.scope.whole_period {
            return;
        }
        let senders = cx.senders();
        let mut reported = Vec::new();
        for (id, reason) in page.excused.iter().filter(|(id, _)| !senders.contains(id)) {
            // A repeated or needless excuse is M914.
            if reported.contains(id) || !cx.scope.expects_report(*id) {
                continue;
            }
            reported.push(*id);
            let agency = cx.plan().register.agency(*id);
            let message = format!(
                "{} được miễn hoặc lùi báo cáo {}; lý do: {}.",
                agency.name,
                period.name(),
                reason.trim().trim_end_matches('.')
            );
            sink.push(
                Diagnostic::new(&CODE, Place::Run, message)
                    .agency(&agency.id)
                    .help("Không cần làm gì; khi cơ quan gửi báo cáo thì lưu ý này tự hết."),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn who_sent_a_report_all_the_same_is_not_told() {
        let page = "excused:\n  - agency: so-cong-thuong\n    reason: Đã xin lùi.\n";
        let row = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;";
        let other = "2025-Q3;Sở Y tế;I.1;Đang triển khai;50;Đã làm.;";
        let sent = Trial::new().page(page).file("a.csv", "ghi_chu", &[row]);
        assert!(sent.found("M905").is_empty());
        let found = Trial::new().page(page).file("a.csv", "ghi_chu", &[other]).found("M905");
        assert!(found[0].message.ends_with("lý do: Đã xin lùi."));
    }
}
