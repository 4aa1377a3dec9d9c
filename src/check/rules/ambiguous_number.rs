//! V404: a number with two possible readings. Neither is used.

use super::amount_unit_in_heading::is_amount_of_another_unit;
use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, TableKind};
use crate::text::figure;
use crate::text::number::Fault;

static CODE: Code = code!(error, "V404", "ambiguous-number", "Số đọc được hai cách");

pub(in crate::check) struct AmbiguousNumber;

impl Rule for AmbiguousNumber {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, cell) in cx.row.numbers() {
            let Some(Fault::Ambiguous(readings)) = cell.fault() else { continue };
            // Where the heading names a unit, the heading has to be fixed (H210).
            if is_amount_of_another_unit(cx, field) {
                continue;
            }
            let [one, other] = &**readings;
            let message = "Số này đọc được hai cách.";
            sink.push(cx.at(&CODE, field, message).expected(format!("{one} hoặc {other}")).help(
                "Ghi lại cho rõ: dấu chấm chỉ để ngăn nhóm ba chữ số, số tiền không có phần lẻ, ví dụ 120.000.000 hoặc 12,5 triệu.",
            ));
        }
        let figure = cx.row.figure.as_ref().and_then(|figure| figure.value.fault());
        if let Some(figure::Fault::Ambiguous(readings)) = figure {
            let [one, other] = &**readings;
            let message = "Số này đọc được hai cách.";
            sink.push(cx.at(&CODE, Field::Value, message).expected(format!("{one} hoặc {other}")).help(
                "Ghi lại cho rõ: dấu chấm ngăn nhóm ba chữ số, dấu phẩy ngăn phần lẻ của tỷ lệ, ví dụ 1234, 1.234 hoặc 98,5.",
            ));
        }
    }
}
