//! S015: a percentage below one, written without "%", where the target is far higher: probably a
//! fraction of 1.

use crate::check::figures::{Given, SettledFigures};
use crate::check::{Rule, SettledContext};
use crate::diag::{Code, Sink, code};
use crate::plan::{Indicator, SCALE, TargetValue};
use crate::submission::Field;
use crate::text::figure::shown;

static CODE: Code =
    code!(warning, "S015", "rate-as-fraction", "Tỷ lệ dưới 1%, mục tiêu cao hơn nhiều")
        .keeping_rows();

/// Minimum target, in percent.
const LEAST_TARGET: i64 = 10;

pub(in crate::check) struct RateAsFraction;

impl Rule for RateAsFraction {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        let figures = cx.figures();
        for given in &figures.given {
            let indicator = figures.indicator(given);
            if !(1..SCALE).contains(&given.value)
                || indicator.unit.get().name != "%"
                || !is_far_below(indicator)
            {
                continue;
            }
            let Some(row) = figures.row(given).filter(|row| !row.text(Field::Value).contains('%'))
            else {
                continue;
            };
            let (read, intended) = (shown(given.value), shown(given.value * 100));
            let message = format!("Tỷ lệ được đọc là {read}%; có phải ý là {intended}%?");
            sink.push(row.at(&CODE, Field::Value, message).expected("từ 0 đến 100 (%)").help(format!(
                "Ô này ghi theo phần trăm: một nửa là 50. Nếu đúng là {intended}% thì ghi {intended}; nếu đúng là {read}% thì ghi {read}%."
            )));
        }
    }

    fn doubted<'g>(&self, _: &'g SettledFigures<'_>, given: &'g Given) -> Vec<&'g Given> {
        vec![given]
    }
}

/// Whether a rate below one percent is far below every target.
fn is_far_below(indicator: &Indicator) -> bool {
    let mut targets = indicator.national.iter().chain(&indicator.province).peekable();
    let low = |value| match value {
        TargetValue::One(value) | TargetValue::Range(value, _) => value,
    };
    targets.peek().is_some() && targets.all(|target| low(target.value) >= LEAST_TARGET * SCALE)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    #[test]
    fn a_fraction_of_a_rate_is_asked_about() {
        let found = |value: &str| {
            let row = format!("2025-Q4;Sở Tư pháp;QG.14;{value}");
            let trial = Trial::new().period(Some(Period::Quarter(2025, 4))).today("2025-12-20");
            trial.figures("so-tu-phap.csv", "", &[&row]).found("S015").len()
        };
        for value in ["0,98", "0,5", "0.9"] {
            assert_eq!(found(value), 1, "{value}");
        }
        for value in ["0", "1", "98", "98,5", "0,98%", "0,98 %"] {
            assert_eq!(found(value), 0, "{value}");
        }
    }
}
