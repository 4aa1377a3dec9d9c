//! K602: a report received after the deadline, from an agency that has to report.

use chrono::NaiveDate;

use crate::check::{self, FileContext, Rule, SettledContext};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::{Agency, Period};
use crate::submission::{Field, Row};
use crate::text::date;

static CODE: Code = code!(warning, "K602", "late-report", "Báo cáo gửi chậm");

pub(in crate::check) struct LateReport;

impl Rule for LateReport {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        let (plan, scope) = (cx.plan(), cx.scope);
        for (agency, sent) in check::sent(plan, scope.page, cx.checked, scope.as_of) {
            let dated = sent.day_from.zip(sent.received).filter(|_| sent.has_report);
            let Some(((at, row), day)) = dated else { continue };
            let Some(file) = cx.file(at) else { continue };
            let Some(period) = scope.period.or_else(|| file.period()) else { continue };
            let deadline = plan.deadline(period);
            let owes = || plan.expected(plan.window(period)).contains(&agency);
            if day <= deadline || scope.excuse(agency).is_some() || !owes() {
                continue;
            }
            sink.push(finding(&file, (plan.register.agency(agency), period), (day, row), deadline));
        }
    }
}

fn finding(
    file: &FileContext<'_>,
    (agency, period): (&Agency, Period),
    (day, row): (NaiveDate, Option<&Row>),
    deadline: NaiveDate,
) -> Diagnostic {
    let place = row.map_or_else(
        || Place::of_file(file.name),
        |row| file.submission.place(row, Field::Reported),
    );
    let late = (day - deadline).num_days();
    let (day, deadline) = (date::short(day), date::short(deadline));
    let how = if row.is_none() { "nhận được" } else { "ghi" };
    let message = format!(
        "Báo cáo {} của {} {how} ngày {day}, chậm {late} ngày so với hạn {deadline}.",
        period.name(),
        agency.name
    );
    Diagnostic::new(&CODE, place, message)
        .agency(&agency.id)
        .value(day)
        .expected(format!("chậm nhất {deadline}"))
        .help("Số liệu vẫn được tổng hợp; kỳ sau gửi trước hạn. Nếu ngày ghi ở đây chưa đúng thì sửa lại ngày.")
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    const ROW: &str = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;12/9/2025";

    fn page(day: &str) -> Trial {
        let page = format!("received:\n  a.csv: {day}\n");
        Trial::new().page(&page).file("a.csv", "ngay_bao_cao", &[ROW])
    }

    #[test]
    fn the_last_day_is_in_time_and_the_page_goes_before_the_file() {
        assert!(page("2025-09-16").found("K602").is_empty());
        let found = page("2025-09-19").found("K602");
        assert!(found[0].message.contains("chậm 3 ngày so với hạn 16/9/2025"));
        assert_eq!(found[0].place.row(), None);
    }

    #[test]
    fn a_day_of_a_row_that_does_not_count_says_nothing() {
        // Another agency's date would make it late, but the row is excluded.
        let rows = [
            "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;12/9/2025",
            "2025-Q3;Sở Công Thương;II.1;Đang triển khai;140;Đã làm.;19/9/2025",
        ];
        let trial = Trial::new().file("a.csv", "ngay_bao_cao", &rows);
        assert_eq!(trial.found("V402").len(), 1);
        assert!(trial.found("K602").is_empty());
    }

    #[test]
    fn a_later_file_that_completes_a_report_is_not_late() {
        let later = "2025-Q3;Sở Công Thương;II.1;Đang triển khai;50;Đã làm.;19/9/2025";
        let found = page("2025-09-15").file("b.csv", "ngay_bao_cao", &[later]).found("K602");
        assert!(found.is_empty());
    }

    #[test]
    fn figures_alone_are_no_report_that_is_late() {
        let page = "received:\n  a-so-lieu.csv: 2025-09-19\n";
        let trial = Trial::new().page(page);
        let row = "2025-Q3;UBND xã Diên Khánh;II.1.1;3;";
        assert!(trial.figures("a-so-lieu.csv", "ghi_chu", &[row]).found("K602").is_empty());
    }

    #[test]
    fn who_owes_no_report_cannot_be_late() {
        let row = "2025-Q3;Tòa án nhân dân tỉnh;TC.3;Đang triển khai;50;Đã làm.;19/9/2025";
        let found = Trial::new().file("toa-an.csv", "ngay_bao_cao", &[row]).found("K602");
        assert!(found.is_empty());
    }

    #[test]
    fn an_excused_agency_is_not_late() {
        let row = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;19/9/2025";
        let page = "excused:\n  - agency: so-cong-thuong\n    reason: Xin lùi.\n";
        let found = Trial::new().page(page).file("a.csv", "ngay_bao_cao", &[row]).found("K602");
        assert!(found.is_empty());
    }
}
