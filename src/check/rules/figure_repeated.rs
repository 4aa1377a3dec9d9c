//! S011: all figures of an agency for a period are those of the period before.

use crate::check::figures::{Given, SettledFigures};
use crate::check::{EarlierFigure, Rule, SettledContext};
use crate::diag::{Code, Sink, code};
use crate::plan::Measure;
use crate::submission::Field;

static CODE: Code =
    code!(warning, "S011", "figure-repeated", "Mọi số liệu giống hệt kỳ trước").keeping_rows();

/// Minimum number of equal values.
const FEWEST: usize = 3;

pub(in crate::check) struct FigureRepeated;

impl Rule for FigureRepeated {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        // Without earlier figures there is nothing to repeat.
        if cx.scope.history.is_none() {
            return;
        }
        let figures = cx.figures();
        for given in figures.by_agency().into_values() {
            let Some((first, last, equal)) = repeated(figures, &given) else { continue };
            let Some(row) = figures.row(first) else { continue };
            let before = last.period.name();
            let message = format!(
                "Cả {equal} số liệu phát sinh trong kỳ đều bằng đúng số của {before}, có thể là chép lại bảng cũ."
            );
            let ids: Vec<&str> = given
                .iter()
                .filter(|given| is_flow(figures, given))
                .map(|given| figures.indicator(given).id.as_str())
                .collect();
            sink.push(
                row.at(&CODE, Field::Value, message)
                    .value(ids.join(", "))
                    .expected("số của riêng kỳ này")
                    .help("Ghi số phát sinh trong kỳ này; số liệu nào chưa có thì để trống. Nếu đúng là trùng thì không cần sửa.")
                    .related(last.as_related("số liệu của kỳ trước")),
            );
        }
    }

    /// All that may be copied.
    fn doubted<'g>(&self, figures: &'g SettledFigures<'_>, given: &'g Given) -> Vec<&'g Given> {
        let mut own = figures.by_agency();
        let own = own.remove(&(given.agency, given.period)).unwrap_or_default();
        own.into_iter().filter(|given| is_flow(figures, given)).collect()
    }
}

fn is_flow(figures: &SettledFigures<'_>, given: &Given) -> bool {
    figures.indicator(given).measure == Measure::Flow
}

/// The first figure, the one that it repeats, and how many do; none where any differs, or all are
/// zero.
fn repeated<'g, 'a>(
    figures: &SettledFigures<'a>,
    given: &[&'g Given],
) -> Option<(&'g Given, &'a EarlierFigure, usize)> {
    let mut equal: Vec<(&Given, &EarlierFigure)> = Vec::new();
    for given in given.iter().filter(|given| is_flow(figures, given)) {
        let Some(last) = figures.before(given).first().copied() else { continue };
        if last.value != given.value {
            return None;
        }
        equal.push((given, last));
    }
    let (first, last) = *equal.first()?;
    let all_of_one = equal.iter().all(|(_, other)| other.period == last.period);
    let any = equal.iter().any(|(given, _)| given.value != 0);
    (equal.len() >= FEWEST && all_of_one && any).then_some((first, last, equal.len()))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    fn found(before: &[&str], now: &[&str]) -> usize {
        let codes = ["II.1.1", "II.1.2", "II.1.3", "III.1.1"];
        let rows = |quarter: u8, values: &[&str]| -> Vec<String> {
            let row =
                |(code, value): (&&str, &&str)| format!("2025-Q{quarter};Sở Y tế;{code};{value}");
            codes.iter().zip(values).map(row).collect()
        };
        let (before, now) = (rows(2, before), rows(3, now));
        let before: Vec<&str> = before.iter().map(String::as_str).collect();
        let now: Vec<&str> = now.iter().map(String::as_str).collect();
        Trial::new()
            .figures_before(Period::Quarter(2025, 2), "", &before)
            .figures("so-y-te.csv", "", &now)
            .found("S011")
            .len()
    }

    #[test]
    fn only_a_whole_table_is_a_copy() {
        assert_eq!(found(&["3", "120", "40"], &["3", "120", "40"]), 1);
        assert_eq!(found(&["3", "120", "40"], &["3", "120", "41"]), 0);
        assert_eq!(found(&["3", "120"], &["3", "120"]), 0, "two may be equal by chance");
        assert_eq!(found(&["0", "0", "0"], &["0", "0", "0"]), 0);
        assert_eq!(found(&["3", "120", "40"], &["3", "120", "40", "5"]), 1, "one is new");
    }
}
