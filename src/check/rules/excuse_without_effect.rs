//! M914: the analyst's page excuses a body twice, or one from which no report is expected.

use crate::check::{PeriodContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Related, Sink, code};

static CODE: Code =
    code!(warning, "M914", "excuse-without-effect", "Mục miễn hoặc lùi báo cáo không có tác dụng");

pub(in crate::check) struct ExcuseWithoutEffect;

impl Rule for ExcuseWithoutEffect {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let Some(page) = cx.scope.page.filter(|_| cx.scope.period.is_some()) else { return };
        if !cx.scope.whole_period || page.excused.is_empty() {
            return;
        }
        let plan = cx.plan();
        let place = |at: usize| page.excused_places.get(at).cloned().unwrap_or(Place::Run);
        for (at, (id, reason)) in page.excused.iter().enumerate() {
            let agency = plan.register.agency(*id);
            let found = |message: String, help: &str| {
                Diagnostic::new(&CODE, place(at), message)
                    .agency(&agency.id)
                    .value(&agency.id)
                    .help(help)
            };
            let first = page.excused[..at].iter().position(|(other, _)| other == id);
            if let Some(first) = first {
                let message = format!(
                    "{} có tên hai lần ở mục “excused”; lý do ghi ở đây (“{}”) không được dùng.",
                    agency.name,
                    reason.trim()
                );
                let first = place(first);
                sink.push(found(message, "Giữ một mục, ghi lý do đúng.").related(Related {
                    sheet: None,
                    file: first.file().unwrap_or_default().to_owned(),
                    line: first.line().unwrap_or(1),
                    message: "Lý do được dùng ghi ở đây.".to_owned(),
                }));
            } else if !cx.scope.expects_report(*id) {
                let message = format!(
                    "{} không phải gửi báo cáo kỳ này, nên không cần miễn hoặc lùi.",
                    agency.full_name()
                );
                let help = "Xóa mục này, hoặc ghi mã của cơ quan thật sự được miễn hoặc lùi.";
                sink.push(found(message, help));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    const ROW: &str = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;";

    fn found(excused: &[&str]) -> Vec<(Option<u32>, String)> {
        let mut page = "excused:\n".to_owned();
        for (n, id) in excused.iter().enumerate() {
            page += &format!("  - agency: {id}\n    reason: Lý do {n}.\n");
        }
        let found = Trial::new().page(&page).file("a.csv", "ghi_chu", &[ROW]).found("M914");
        found.into_iter().map(|d| (d.place.line(), d.message)).collect()
    }

    #[test]
    fn who_was_excused_twice_is_told_with_the_reason_that_is_not_used() {
        let found = found(&["thanh-tra-tinh", "so-y-te", "thanh-tra-tinh"]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, Some(6));
        assert!(found[0].1.contains("“Lý do 2.”"), "{found:?}");
    }

    #[test]
    fn who_owes_nothing_is_told_and_who_is_asked_is_not() {
        assert_eq!(found(&["toa-an-nhan-dan-tinh"]), []);
        // The district no longer exists; the addressee reports to nobody.
        for id in ["ubnd-huyen-dien-khanh", "ubnd-tinh"] {
            let found = found(&[id]);
            assert_eq!(found.len(), 1, "{id}");
            assert!(found[0].1.contains("không phải gửi báo cáo kỳ này"), "{found:?}");
        }
    }
}
