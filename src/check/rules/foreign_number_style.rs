//! V405: a number with foreign separators: `45.5`, `1,234,567`. It is read.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::number;

static CODE: Code = code!(warning, "V405", "foreign-number-style", "Số viết theo kiểu nước ngoài");

pub(in crate::check) struct ForeignNumberStyle;

impl Rule for ForeignNumberStyle {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, cell) in cx.row.numbers() {
            let Some(reading) = cell.value().filter(|r| r.foreign) else { continue };
            let (right, help) = match field {
                Field::Progress => {
                    (number::hundredths(reading.value), "Dùng dấu phẩy cho phần lẻ, ví dụ 45,5.")
                }
                _ => (
                    number::dong(reading.value),
                    "Dùng dấu chấm để ngăn nhóm ba chữ số, dấu phẩy cho phần lẻ, ví dụ 1.234.567 hoặc 1,5 triệu.",
                ),
            };
            let message = "Số viết theo kiểu nước ngoài, vẫn đọc được; xem có đúng ý không.";
            sink.push(cx.at(&CODE, field, message).expected(&right).help(help).fix(right));
        }
    }
}
