//! S004: a rate below zero, or above the whole: more than 100%, 1,000‰ or 100,000 in 100,000.

use crate::check::{FIGURES, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::SCALE;
use crate::submission::{Field, TableKind};
use crate::text::figure::{Fault, shown};

static CODE: Code = code!(error, "S004", "rate-out-of-range", "Tỷ lệ ngoài khoảng có thể có");

pub(in crate::check) struct RateOutOfRange;

impl Rule for RateOutOfRange {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        FIGURES
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let Some((figure, indicator)) = cx.row.figure.as_ref().zip(cx.indicator()) else { return };
        let unit = indicator.unit.get();
        let Some(most) = unit.most() else { return };
        let shown_hundredfold = |value: i64| {
            let intended = value / SCALE;
            cx.text(Field::Value).contains('%')
                && value % SCALE == 0
                && (2 * SCALE..=most).contains(&intended)
        };
        if let Some(value) = figure.value.value().map(|reading| reading.value)
            && value > most
            && shown_hundredfold(value)
        {
            let intended = unit.with(&shown(value / SCALE));
            let message = "Tỷ lệ vượt quá 100%, có thể vì số được dán vào ô có định dạng phần trăm: Excel hiểu 1 là 100%.";
            let help = format!(
                "Có phải ý là {intended}? Nếu đúng thì gõ lại {intended} vào ô; nếu đây là số đếm thì xem lại mã số liệu."
            );
            sink.push(cx.at(&CODE, Field::Value, message).expected("từ 0 đến 100 (%)").help(help));
            return;
        }
        let message = match (figure.value.value(), figure.value.fault()) {
            (Some(reading), _) if reading.value > most => {
                format!("Tỷ lệ tính bằng {} không thể quá {}.", unit.name, shown(most))
            }
            (_, Some(Fault::Negative)) => {
                format!("Tỷ lệ tính bằng {} không thể nhỏ hơn 0.", unit.name)
            }
            _ => return,
        };
        sink.push(
            cx.at(&CODE, Field::Value, message)
                .expected(format!("từ 0 đến {} ({})", shown(most), unit.name))
                .help("Xem lại số: phần lẻ ngăn bằng dấu phẩy, ví dụ 98,5; nếu đây là số đếm thì xem lại mã số liệu."),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    #[test]
    fn a_hundredfold_in_a_percent_cell_is_asked_about() {
        for (value, intended) in [("4500%", Some("45%")), ("9850%", Some("98,5%")), ("140%", None)]
        {
            let row = format!("2025-Q4;Sở Tư pháp;QG.14;{value}");
            let trial = Trial::new().period(Some(Period::Quarter(2025, 4))).today("2025-12-20");
            let found = trial.figures("so-tu-phap.csv", "", &[&row]).found("S004");
            let help = found[0].help.as_deref().unwrap_or_default();
            assert_eq!(help.contains("Có phải ý là"), intended.is_some(), "{value}: {help}");
            assert!(intended.is_none_or(|intended| help.contains(intended)), "{value}: {help}");
        }
    }

    #[test]
    fn a_rate_is_no_more_than_the_whole() {
        let found = |value: &str| {
            let row = format!("2025-Q4;Sở Tư pháp;QG.14;{value}");
            let trial = Trial::new().period(Some(Period::Quarter(2025, 4))).today("2025-12-20");
            trial.figures("so-tu-phap.csv", "", &[&row]).found("S004").len()
        };
        for value in ["0", "98,5", "100", "100%", "100,00"] {
            assert_eq!(found(value), 0, "{value}");
        }
        for value in ["100,01", "985", "-5"] {
            assert_eq!(found(value), 1, "{value}");
        }
    }
}
