//! P023: on the analyst's page the date of the report is before its cut-off day, or long after it.

use crate::check::{PeriodContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::text::date;

static CODE: Code =
    code!(warning, "P023", "document-date-far", "Ngày văn bản xa ngày tính số liệu");

/// Maximum number of days between the cut-off day and the signature.
const LATEST: i64 = 60;

pub(in crate::check) struct DocumentDateFar;

impl Rule for DocumentDateFar {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let Some(page) = cx.scope.page else { return };
        // A page without its own day uses the day of the run, which is no evidence.
        let (Some(day), Some(as_of)) = (page.document.date, page.as_of) else { return };
        let days = (day - as_of).num_days();
        let far = match days {
            ..0 => format!("trước {} ngày", -days),
            0..=LATEST => return,
            _ => format!("sau {days} ngày"),
        };
        let message = format!(
            "Ngày văn bản là {}, {far} so với ngày tính số liệu ({}).",
            date::short(day),
            date::short(as_of)
        );
        let place = page.document.date_place.clone().unwrap_or(Place::Run);
        sink.push(
            Diagnostic::new(&CODE, place, message)
                .value(day.to_string())
                .expected(format!("một ngày từ {as_of} trở đi"))
                .help("Sửa “document.date” hoặc “as_of” trong period.yaml nếu ghi nhầm ngày, nhất là nhầm năm; đúng thì bỏ qua."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(as_of: &str, day: &str) -> Vec<Option<u32>> {
        let page = format!("as_of: {as_of}\ndocument:\n  date: {day}\n");
        let row = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;";
        let found = Trial::new().page(&page).file("a.csv", "ghi_chu", &[row]).found("P023");
        found.into_iter().map(|d| d.place.line()).collect()
    }

    #[test]
    fn a_slip_in_the_year_is_told_at_its_place() {
        assert_eq!(found("2025-09-20", "2024-09-21"), [Some(3)]);
        assert_eq!(found("2025-09-20", "2026-09-21"), [Some(3)]);
    }

    #[test]
    fn the_usual_days_of_signing_are_not_told() {
        for day in ["2025-09-20", "2025-09-22", "2025-11-19"] {
            assert_eq!(found("2025-09-20", day), [], "{day}");
        }
        assert_eq!(found("2025-09-20", "2025-09-19").len(), 1);
        assert_eq!(found("null", "2020-01-01"), []);
    }
}
