//! L805: an amount, cumulative within the year, is lower than reported before in that year, without
//! a reason. With a reason in the note the row counts, and L807 reports it.

use crate::check::reason::{HOW_TO_EXPLAIN, has_reason};
use crate::check::{EarlierRow, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::cumulative_since;
use crate::submission::{Cell, Field};
use crate::text::number;

static CODE: Code =
    code!(error, "L805", "cumulative-fell", "Kinh phí lũy kế thấp hơn kỳ trước").lowerable();

pub(in crate::check) struct CumulativeFell;

impl Rule for CumulativeFell {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn history(&self, cx: &RowContext<'_>, before: &[&EarlierRow], sink: &mut Sink) {
        for fall in falls(cx, before) {
            if has_reason(cx, before) {
                continue;
            }
            let was = number::dong(fall.before);
            sink.push(
                cx.at(&CODE, fall.field, format!("{}.", fall.description()))
                    .expected(format!("từ {was} đồng trở lên"))
                    .help(format!(
                        "Ghi số {}, không phải riêng trong kỳ; xem lại số chữ số 0. {HOW_TO_EXPLAIN}",
                        cumulative_since(fall.earlier.year)
                    ))
                    .related(fall.earlier.as_related(&format!("{} {was} đồng", fall.name()))),
            );
        }
    }
}

/// A value lower than before.
pub(super) struct Fall<'a> {
    pub(super) field: Field,
    now: i64,
    before: i64,
    pub(super) earlier: &'a EarlierRow,
}

impl Fall<'_> {
    fn name(&self) -> &'static str {
        if self.field == Field::Allocated {
            "kinh phí được giao"
        } else {
            "kinh phí giải ngân"
        }
    }

    /// The message, without the full stop.
    pub(super) fn description(&self) -> String {
        format!(
            "{} {} đồng thấp hơn {} đồng lũy kế đã báo cáo ở {}",
            self.name().replacen('k', "K", 1),
            number::dong(self.now),
            number::dong(self.before),
            self.earlier.period.name()
        )
    }
}

/// The amounts that are lower than the last ones reported in the same year.
pub(super) fn falls<'a>(cx: &RowContext<'_>, before: &[&'a EarlierRow]) -> Vec<Fall<'a>> {
    let amounts = [(Field::Allocated, &cx.row.allocated), (Field::Disbursed, &cx.row.disbursed)];
    let fall = |(field, cell): (Field, &Cell<number::Reading, number::Fault>)| {
        let now = cell.value()?.value;
        let mut known = before.iter().filter(|earlier| cx.same_year(earlier));
        let (earlier, was) = known.find_map(|earlier| Some((*earlier, earlier.amount(field)?)))?;
        (now < was).then_some(Fall { field, now, before: was, earlier })
    };
    amounts.into_iter().filter_map(fall).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    const MORE: &str = "kinh_phi_giao;kinh_phi_giai_ngan;nguon_kinh_phi;ghi_chu";

    fn row(period: Period, cells: &str) -> String {
        format!("{period};Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;{cells}")
    }

    /// The cells found from one period to the next.
    fn found(before: (Period, &str), now: (Period, &str), today: &str) -> Vec<String> {
        let trial = Trial::new()
            .before(before.0, MORE, &[&row(before.0, before.1)])
            .period(Some(now.0))
            .today(today)
            .file("a.csv", MORE, &[&row(now.0, now.1)]);
        trial.found("L805").into_iter().filter_map(|d| d.place.cell().map(str::to_owned)).collect()
    }

    const Q2: Period = Period::Quarter(2025, 2);
    const Q3: Period = Period::Quarter(2025, 3);

    #[test]
    fn each_amount_by_itself() {
        for (before, now, expected) in [
            ("100 triệu;50 triệu;Khác;", "100 triệu;50 triệu;Khác;", &[][..]),
            ("100 triệu;50 triệu;Khác;", "90 triệu;60 triệu;Khác;", &["G2"]),
            ("100 triệu;50 triệu;Khác;", "100 triệu;5 triệu;Khác;", &["H2"]),
            ("100 triệu;50 triệu;Khác;", "10 triệu;5 triệu;Khác;", &["G2", "H2"]),
            ("100 triệu;50 triệu;Khác;", ";;;", &[]),
            (";;;", "10 triệu;5 triệu;Khác;", &[]),
            ("100 triệu;50 triệu;Khác;", "90 triệu;50 triệu;Khác;Điều chỉnh giảm dự toán", &[]),
        ] {
            assert_eq!(found((Q2, before), (Q3, now), "2025-09-20"), expected, "{before} → {now}");
        }
    }

    #[test]
    fn amounts_begin_anew_with_the_budget_year() {
        let (much, little) = ("100 triệu;50 triệu;Khác;", "100 triệu;5 triệu;Khác;");
        let q4 = Period::Quarter(2025, 4);
        let q1 = Period::Quarter(2026, 1);
        assert!(found((q4, much), (q1, little), "2026-03-20").is_empty());
        // The year of a window is that of its last day.
        let range = Period::parse("2025-12-15..2025-12-31").expect("a period");
        assert_eq!(found((q4, much), (range, little), "2026-01-20"), ["H2"]);
        let range = Period::parse("2025-12-15..2026-01-10").expect("a period");
        assert!(found((q4, much), (range, little), "2026-01-20").is_empty());
        let range = Period::parse("2025-11-01..2025-12-14").expect("a period");
        assert_eq!(found((Q3, much), (range, little), "2026-01-20"), ["H2"]);
    }
}
