//! V409: a reporting period that cannot be read.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::submission::Field;
use crate::text::fold;

static CODE: Code = Code::error("V409", "unknown-period", "Kỳ báo cáo không nhận ra");

/// V409.
pub(in crate::check) struct UnknownPeriod;

impl Rule for UnknownPeriod {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.period.fault().is_none() {
            return;
        }
        let text = cx.text(Field::Period);
        let folded = fold::ascii(text);
        let has_year = folded.split(' ').any(|w| w.len() == 4 && w.starts_with("20"));
        let by_month = folded.starts_with("thang ");
        let message = if by_month {
            format!("“{text}” là một tháng; kỳ báo cáo là quý, 6 tháng, 9 tháng hoặc năm.")
        } else if has_year {
            format!("Không nhận ra kỳ báo cáo “{text}”.")
        } else {
            format!("Kỳ báo cáo “{text}” chưa ghi năm.")
        };
        let expected = match cx.file.scope.period {
            Some(period) => period.name(),
            None => "Quý III/2025".to_owned(),
        };
        sink.push(cx.at(&CODE, Field::Period, message).expected(expected).help(
            "Ghi theo một trong các cách: “Quý III/2025”, “6 tháng đầu năm 2025”, “9 tháng năm 2025”, “Năm 2025”.",
        ));
    }
}
