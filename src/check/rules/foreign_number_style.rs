//! V405: a number with foreign separators: `45.5`, `1,234,567`. It is read.

use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, TableKind};
use crate::text::{figure, number};

static CODE: Code = code!(warning, "V405", "foreign-number-style", "Số viết theo kiểu nước ngoài");

pub(in crate::check) struct ForeignNumberStyle;

impl Rule for ForeignNumberStyle {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
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
        let figure = cx.row.figure.as_ref().and_then(|figure| figure.value.value());
        if let Some(reading) = figure.filter(|reading| reading.foreign) {
            let right = figure::shown(reading.value);
            let message = "Số viết theo kiểu nước ngoài, vẫn đọc được; xem có đúng ý không.";
            let help = "Dùng dấu chấm để ngăn nhóm ba chữ số, dấu phẩy cho phần lẻ, ví dụ 1.234 hoặc 98,5.";
            sink.push(cx.at(&CODE, Field::Value, message).expected(&right).help(help).fix(right));
        }
    }
}
