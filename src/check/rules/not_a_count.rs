//! S003: a count with a fraction, below zero, or beside the values that an indicator may have.

use super::lost_in_export::is_lost;
use crate::check::{FIGURES, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Indicator;
use crate::submission::{Field, TableKind};
use crate::text::figure::{Fault, shown};

static CODE: Code = code!(error, "S003", "not-a-count", "Số đếm phải là số nguyên không âm");

pub(in crate::check) struct NotACount;

impl Rule for NotACount {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        FIGURES
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let Some((figure, indicator)) = cx.row.figure.as_ref().zip(cx.indicator()) else { return };
        let unit = indicator.unit.get();
        if let Some(value) = figure.value.value().map(|reading| reading.value) {
            if !indicator.values.is_empty() && !indicator.values.contains(&value) {
                let all = allowed(indicator);
                sink.push(
                    cx.at(&CODE, Field::Value, format!("Số liệu {} chỉ nhận {all}.", indicator.id))
                        .expected(all)
                        .help(question(indicator)),
                );
            }
            return;
        }
        if !unit.is_count() || is_lost(cx, Field::Value) {
            return;
        }
        let (message, help) = match figure.value.fault() {
            Some(Fault::NotWhole) => (
                format!("Số đếm bằng {} thì không có phần lẻ.", unit.name),
                "Ghi số nguyên; dấu chấm chỉ để ngăn nhóm ba chữ số, ví dụ 1.234. Nếu đây là tỷ lệ thì xem lại mã số liệu.",
            ),
            Some(Fault::Negative) => (
                format!("Số đếm bằng {} không thể nhỏ hơn 0.", unit.name),
                "Ghi số có thật của kỳ này; muốn sửa số đã báo cáo kỳ trước thì gửi lại báo cáo của kỳ ấy.",
            ),
            _ => return,
        };
        let expected = format!("số nguyên từ 0 trở lên ({})", unit.name);
        sink.push(cx.at(&CODE, Field::Value, message).expected(expected).help(help));
    }
}

/// `0 hoặc 1`.
fn allowed(indicator: &Indicator) -> String {
    let all: Vec<String> = indicator.values.iter().map(|value| shown(*value)).collect();
    all.join(" hoặc ")
}

fn question(indicator: &Indicator) -> String {
    let ask = indicator.ask.as_deref().unwrap_or(&indicator.name);
    format!("Trả lời câu hỏi trên mẫu: {ask}")
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(code: &str, value: &str) -> usize {
        let row = format!("2025-Q3;Sở Y tế;{code};{value}");
        Trial::new().figures("so-y-te.csv", "", &[&row]).found("S003").len()
    }

    #[test]
    fn counts_are_whole_and_not_below_zero() {
        for value in ["0", "12", "1.234", "12,0", "-0", "12 buổi"] {
            assert_eq!(found("II.1.1", value), 0, "{value}");
        }
        for value in ["12,5", "12.5", "-3", "−3", "1.234,5", "0,5"] {
            assert_eq!(found("II.1.1", value), 1, "{value}");
        }
    }

    #[test]
    fn an_answer_of_yes_or_no_is_no_other_number() {
        assert_eq!(found("I.1.2", "1"), 0);
        assert_eq!(found("I.1.2", "0"), 0);
        assert_eq!(found("I.1.2", "2"), 1);
    }
}
