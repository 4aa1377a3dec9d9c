//! K602: a report that came after the deadline. Only who owes a report can be late.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::check::{FileContext, PeriodContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::submission::{Field, Row};
use crate::text::date;

static CODE: Code = Code::warning("K602", "late-report", "Báo cáo gửi chậm");

/// K602.
pub(in crate::check) struct LateReport;

impl Rule for LateReport {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        // A second file that completes one sent in time makes nobody late.
        let mut first: BTreeMap<_, (NaiveDate, &FileContext<'_>)> = BTreeMap::new();
        for file in &cx.files {
            let Some((key, day)) =
                file.sender().zip(file.period()).zip(received(file).map(|(day, _)| day))
            else {
                continue;
            };
            let earliest = first.entry(key).or_insert((day, file));
            if day < earliest.0 {
                *earliest = (day, file);
            }
        }
        for ((agency, period), (day, file)) in first {
            let deadline = cx.plan().deadline(period);
            let owes = || cx.plan().expected(cx.plan().window(period)).contains(&agency);
            if day <= deadline || cx.scope.excuse(agency).is_some() || !owes() {
                continue;
            }
            let row = received(file).and_then(|(_, row)| row);
            let place = row.map_or_else(
                || Place::file(file.name),
                |row| file.submission.place(row, Field::Reported),
            );
            let (late, day, deadline) =
                ((day - deadline).num_days(), date::short(day), date::short(deadline));
            let agency = cx.plan().register.agency(agency);
            let how = if file.received().is_some() { "nhận được" } else { "ghi" };
            let message = format!(
                "Báo cáo {} của {} {how} ngày {day}, chậm {late} ngày so với hạn {deadline}.",
                period.name(),
                agency.name
            );
            sink.push(
                Diagnostic::new(&CODE, place, message)
                    .agency(&agency.id)
                    .value(day)
                    .expected(format!("chậm nhất {deadline}"))
                    .help("Số liệu vẫn được tổng hợp; kỳ sau gửi trước hạn. Nếu ngày ghi ở đây chưa đúng thì sửa lại ngày."),
            );
        }
    }
}

/// When a file was received: by the analyst's page, else the latest day it says itself, and in which
/// row. Days that have not come yet are another rule's.
fn received<'a>(file: &FileContext<'a>) -> Option<(NaiveDate, Option<&'a Row>)> {
    if let Some(day) = file.received() {
        return Some((day, None));
    }
    let dated = file.submission.rows.iter().filter_map(|r| Some((r.reported.value()?, r)));
    let past = dated.filter(|(day, _)| *day <= file.scope.as_of);
    let (day, row) = past.max_by_key(|(day, row)| (*day, std::cmp::Reverse(row.record)))?;
    Some((day, Some(row)))
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
        assert_eq!(found[0].place.row, None);
    }

    #[test]
    fn a_later_file_that_completes_a_report_is_not_late() {
        let later = "2025-Q3;Sở Công Thương;II.1;Đang triển khai;50;Đã làm.;19/9/2025";
        let found = page("2025-09-15").file("b.csv", "ngay_bao_cao", &[later]).found("K602");
        assert!(found.is_empty());
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
