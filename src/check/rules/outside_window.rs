//! K604: the date of a report does not fit its period, or the day it was received.
//!
//! Reports are written at the end of a period or after it. A date no later than the previous
//! period's deadline belongs to that period, or was copied from its report.

use std::cell::LazyCell;

use chrono::NaiveDate;

use crate::check::cache::OneEntryCache;
use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::{Period, Plan};
use crate::submission::{Field, TableKind};
use crate::text::date;

static CODE: Code =
    code!(note, "K604", "outside-window", "Ngày báo cáo không hợp với kỳ hoặc với ngày nhận");

pub(in crate::check) struct OutsideWindow;

impl Rule for OutsideWindow {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn rows(&self, rows: &[RowContext<'_>], sink: &mut Sink) {
        let mut days = OneEntryCache::new();
        let received = LazyCell::new(|| rows.first()?.file.listed_day());
        for cx in rows {
            let too_early = |period| days.get(period, |period| too_early(cx.plan(), period));
            check_row(cx, || *received, too_early, sink);
        }
    }
}

/// Checks one row; `received` gives the day of receipt of its file, `before` the last day that is
/// too early for a period.
fn check_row(
    cx: &RowContext<'_>,
    received: impl FnOnce() -> Option<NaiveDate>,
    before: impl FnOnce(Period) -> NaiveDate,
    sink: &mut Sink,
) {
    let Some(reported) = cx.row.reported.value().filter(|d| *d <= cx.file.scope.as_of) else {
        return;
    };
    if let Some(received) = received().filter(|day| reported > *day) {
        let (reported, received) = (date::short(reported), date::short(received));
        let message =
            format!("Ngày báo cáo là {reported}, sau ngày nhận được báo cáo ({received}).");
        sink.push(
            cx.at(&CODE, Field::Reported, message)
                .expected(format!("không muộn hơn {received}"))
                .help("Xem lại ngày ghi trong báo cáo và ngày nhận ghi trong period.yaml."),
        );
        return;
    }
    let Some(period) = period(cx) else { return };
    let before = before(period);
    if reported > before {
        return;
    }
    let window = cx.plan().window(period);
    let message = format!(
        "Ngày báo cáo là {}, quá sớm đối với {} (số liệu từ {} đến {}).",
        date::short(reported),
        period.name(),
        date::short(window.start),
        date::short(window.end)
    );
    sink.push(
        cx.at(&CODE, Field::Reported, message)
            .expected(format!("sau {}", date::short(before)))
            .help("Nếu ngày này còn lại từ báo cáo kỳ trước thì ghi ngày lập báo cáo kỳ này."),
    );
}

/// The period to compare the date with; none in a row of a wrong period (K601).
fn period(cx: &RowContext<'_>) -> Option<Period> {
    match cx.row.period.value() {
        Some(own) => cx.file.scope.takes(own).then_some(own),
        None => cx.file.scope.period,
    }
}

/// The last day that is too early.
fn too_early(plan: &Plan, period: Period) -> NaiveDate {
    match period.previous() {
        Some(previous) => plan.deadline(previous),
        None => plan.window(period).start - chrono::Days::new(1),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(period: &str, reported: &str, page: Option<&str>) -> usize {
        let row = format!("{period};Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;{reported}");
        let trial = Trial::new().file("a.csv", "ngay_bao_cao", &[&row]);
        let trial = match page {
            Some(page) => trial.page(page),
            None => trial,
        };
        trial.found("K604").len()
    }

    #[test]
    fn a_date_up_to_the_deadline_of_the_period_before_is_too_early() {
        assert_eq!(found("2025-Q3", "17/6/2025", None), 1);
        assert_eq!(found("2025-Q3", "18/6/2025", None), 0);
        assert_eq!(found("2025-Q3", "18/9/2025", None), 0);
    }

    #[test]
    fn a_row_of_the_period_before_is_told_once_by_k601() {
        assert_eq!(found("2025-Q2", "16/6/2025", None), 0);
    }

    #[test]
    fn no_report_is_dated_after_it_was_received() {
        let page = "received:\n  a.csv: 2025-09-15\n";
        assert_eq!(found("2025-Q3", "15/9/2025", Some(page)), 0);
        assert_eq!(found("2025-Q3", "16/9/2025", Some(page)), 1);
        // A future day is K603.
        assert_eq!(found("2025-Q3", "16/10/2025", Some(page)), 0);
    }

    #[test]
    fn a_file_of_figures_beside_a_report_is_received_with_it() {
        let row = |day: &str| format!("2025-Q3;Sở Công Thương;II.1.1;120;{day}");
        let found = |name: &str, page: &str, day: &str| {
            let trial = Trial::new().page(page).figures(name, "ngay_bao_cao", &[&row(day)]);
            trial.found("K604").len()
        };
        let page = "received:\n  a.csv: 2025-09-15\n";
        assert_eq!(found("a-so-lieu.csv", page, "16/9/2025"), 1);
        assert_eq!(found("a-so-lieu.csv", page, "15/9/2025"), 0);
        assert_eq!(found("b-so-lieu.csv", page, "16/9/2025"), 0);
        let listed = "received:\n  a.csv: 2025-09-15\n  a-so-lieu.csv: 2025-09-17\n";
        assert_eq!(found("a-so-lieu.csv", listed, "16/9/2025"), 0);
    }
}
