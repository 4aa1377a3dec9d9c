//! S008: what an agency has fell to nothing, or by more than half, without a word in the note.

use crate::check::figures::{Given, SettledFigures, with_unit};
use crate::check::{EarlierFigure, Rule, SettledContext};
use crate::diag::{Code, Sink, code};
use crate::plan::{Better, Indicator, Measure, Period, SCALE};
use crate::submission::Field;

static CODE: Code =
    code!(warning, "S008", "stock-fell", "Số hiện có giảm mạnh so với kỳ trước").keeping_rows();

/// Fewer than these may go or come within a quarter.
const FEW: i64 = 10 * SCALE;
/// Fewer than these may all be gone.
const VERY_FEW: i64 = 2 * SCALE;

pub(in crate::check) struct StockFell;

impl Rule for StockFell {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        let figures = cx.figures();
        for given in &figures.given {
            let indicator = figures.indicator(given);
            // Where less is better, a fall is what is hoped for.
            if indicator.measure != Measure::Stock || indicator.better == Some(Better::Down) {
                continue;
            }
            let before = figures.before(given);
            let Some(last) = before.first().filter(|last| fell(indicator, given, last)) else {
                continue;
            };
            let Some(row) = figures.row(given).filter(|row| !row.has_content(Field::Note)) else {
                continue;
            };
            let was = with_unit(last.value, indicator);
            let message = match given.value {
                0 => format!("Số hiện có về 0, trong khi {} là {was}.", last.period.name()),
                _ => format!("Số hiện có giảm hơn một nửa so với {} ({was}).", last.period.name()),
            };
            sink.push(
                row.at(&CODE, Field::Value, message)
                    .expected("số hiện có vào ngày cuối kỳ, không phải số tăng thêm trong kỳ")
                    .help("Không thay đổi thì ghi lại số kỳ trước; chưa rà soát thì để trống, không ghi 0; giảm thật thì nêu lý do ở cột “Ghi chú”.")
                    .related(last.as_related(&was)),
            );
        }
    }

    fn doubted<'g>(&self, _: &'g SettledFigures<'_>, given: &'g Given) -> Vec<&'g Given> {
        vec![given]
    }
}

/// Whether a value is suspiciously far below the last one.
fn fell(indicator: &Indicator, given: &Given, last: &EarlierFigure) -> bool {
    let year = |period: Period| period.year();
    // Yes and no begin anew with the year: last year's plan tells nothing of this year's.
    let is_answer = !indicator.values.is_empty();
    if is_answer {
        return given.value < last.value && year(given.period) == year(last.period);
    }
    match given.value {
        0 => last.value >= VERY_FEW,
        value => last.value >= FEW && value * 2 < last.value,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    fn found(agency: &str, code: &str, (before, now): (&str, &str), note: &str) -> usize {
        let row = |quarter: u8, value: &str, note: &str| {
            format!("2025-Q{quarter};{agency};{code};{value};{note}")
        };
        Trial::new()
            .figures_before(Period::Quarter(2025, 2), "ghi_chu", &[&row(2, before, "")])
            .figures("bang.csv", "ghi_chu", &[&row(3, now, note)])
            .found("S008")
            .len()
    }

    #[test]
    fn a_state_does_not_halve_without_a_word() {
        let workers = |values, note| found("Sở Y tế", "II.1.4", values, note);
        assert_eq!(workers(("40", "20"), ""), 0);
        assert_eq!(workers(("40", "19"), ""), 1);
        assert_eq!(workers(("40", "0"), ""), 1);
        assert_eq!(workers(("40", "0"), "Chuyển về UBND cấp xã"), 0);
        assert_eq!(workers(("4", "1"), ""), 0);
        assert_eq!(workers(("1", "0"), ""), 0);
        assert_eq!(found("Sở Y tế", "II.1.1", ("40", "0"), ""), 0, "a flow begins anew");
    }

    #[test]
    fn where_less_is_better_a_fall_is_good() {
        assert_eq!(found("UBND xã Diên Khánh", "II.2.4", ("40", "0"), ""), 0);
    }

    #[test]
    fn an_answer_of_yes_stays_within_the_year() {
        assert_eq!(found("Sở Y tế", "I.1.2", ("1", "0"), ""), 1);
        assert_eq!(found("Sở Y tế", "I.1.2", ("0", "1"), ""), 0);
    }
}
