//! K606: a report for a period that has not begun. No row of the file counts.

use crate::check::{BOTH, FileContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::submission::TableKind;
use crate::text::date;

static CODE: Code = code!(error, "K606", "period-not-open", "Kỳ báo cáo chưa bắt đầu").lowerable();

pub(in crate::check) struct PeriodNotOpen;

impl Rule for PeriodNotOpen {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        // The file is told once, whichever of its tables says so.
        let Some((period, start)) = cx.not_open().filter(|_| !sink.has(&CODE)) else { return };
        let (name, start, today) = (period.name(), date::short(start), date::short(cx.scope.as_of));
        let message = format!(
            "Báo cáo ghi {name}, nhưng số liệu của kỳ này tính từ {start}, đến {today} kỳ chưa bắt đầu."
        );
        let mut finding = Diagnostic::new(&CODE, Place::of_file(cx.name), message)
            .value(&name)
            .expected("kỳ đã bắt đầu")
            .help("Xem lại kỳ ghi ở cột “Kỳ báo cáo”; nếu đúng kỳ thì gửi lại khi kỳ đã bắt đầu.");
        if let Some(sender) = cx.sender() {
            finding = finding.agency(&cx.plan().register.agency(sender).id);
        }
        sink.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    #[test]
    fn one_finding_for_a_file_and_none_of_its_rows_counts() {
        let rows = [
            "2026-Q1;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;12/3/2026",
            "2026-Q1;Sở Công Thương;II.1;Đang triển khai;50;Đã làm.;12/3/2026",
        ];
        for scope in [None, Some(Period::Quarter(2026, 1))] {
            let trial = Trial::new().period(scope).file("a.csv", "ngay_bao_cao", &rows);
            assert_eq!(trial.found("K606").len(), 1);
            assert!(trial.found("K603").is_empty());
            assert_eq!(trial.run().rows().count(), 0);
        }
    }

    #[test]
    fn the_first_day_of_the_window_is_open() {
        let row = "2025-Q4;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;";
        let trial = Trial::new().period(Some(Period::Quarter(2025, 4))).today("2025-09-15");
        assert!(trial.file("a.csv", "ngay_bao_cao", &[row]).found("K606").is_empty());
    }

    #[test]
    fn one_row_of_a_coming_period_is_told_by_k601() {
        let row = "2026-Q1;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;";
        let trial = Trial::new().file("a.csv", "ngay_bao_cao", &[row]);
        assert!(trial.found("K606").is_empty());
        assert_eq!(trial.found("K601").len(), 1);
    }
}
