//! V404: a number that two readers would read differently. None of the readings is taken.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::text::number::Fault;

static CODE: Code = Code::error("V404", "ambiguous-number", "Số đọc được hai cách");

/// V404.
pub(in crate::check) struct AmbiguousNumber;

impl Rule for AmbiguousNumber {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, cell) in cx.row.numbers() {
            let Some(Fault::Ambiguous(readings)) = cell.fault() else { continue };
            let [one, other] = &**readings;
            let message = format!("“{}” đọc được hai cách: {one} hoặc {other}.", cx.text(field));
            sink.push(cx.at(&CODE, field, message).expected(format!("{one} hoặc {other}")).help(
                "Ghi lại cho rõ: dấu chấm chỉ để ngăn nhóm ba chữ số, số tiền không có phần lẻ, ví dụ 120.000.000 hoặc 12,5 triệu.",
            ));
        }
    }
}
