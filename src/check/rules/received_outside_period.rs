//! M909: the analyst's page gives an impossible day of receipt.

use crate::check::{Impossible, PeriodContext, Rule, why_impossible};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::text::date;

static CODE: Code =
    code!(warning, "M909", "received-outside-period", "Ngày nhận không thể đúng với kỳ này");

pub(in crate::check) struct ReceivedOutsidePeriod;

impl Rule for ReceivedOutsidePeriod {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let Some(page) = cx.scope.page else { return };
        for name in &cx.names {
            let Some((listed, day)) = page.listed(name) else { continue };
            let why = why_impossible(cx.plan(), *day, cx.scope.period, cx.scope.as_of);
            let Some(why) = why else { continue };
            let written = date::short(*day);
            let why = match why {
                Impossible::BeforePeriod(start) => {
                    format!("trước ngày kỳ báo cáo bắt đầu ({})", date::short(start))
                }
                Impossible::YearBefore(year) => {
                    format!("thuộc năm trước, kỳ báo cáo là của {year}")
                }
                Impossible::Future => {
                    format!("sau ngày tính số liệu ({})", date::short(cx.scope.as_of))
                }
            };
            let message = format!(
                "Tệp period.yaml ghi ngày nhận của “{listed}” là {written}, {why}; báo cáo coi như chưa rõ ngày nhận."
            );
            let place = page.received_places.get(listed).cloned();
            sink.push(
                Diagnostic::new(&CODE, place.unwrap_or(Place::Run), message)
                    .value(written)
                    .help("Sửa ngày nhận trong period.yaml; xem lại số năm."),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    const ROW: &str = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;";

    #[test]
    fn only_a_day_on_which_it_cannot_have_come_is_told() {
        for (day, expected) in [
            ("2025-09-15", 0),
            ("2025-09-20", 0),
            ("2025-09-21", 1),
            ("2025-06-15", 0),
            ("2025-06-14", 1),
            ("2024-09-15", 1),
        ] {
            let page = format!("received:\n  a.csv: {day}\n");
            let found = Trial::new().page(&page).file("a.csv", "ghi_chu", &[ROW]).found("M909");
            assert_eq!(found.len(), expected, "{day}");
        }
    }
}
