//! C706: work is reported without its result.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;

static CODE: Code = code!(error, "C706", "result-missing", "Thiếu kết quả thực hiện").lowerable();

pub(in crate::check) struct ResultMissing;

impl Rule for ResultMissing {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        // A missing column is reported once for the file.
        let Some(status) = cx.row.status.value().filter(|_| cx.row.reports_work()) else {
            return;
        };
        if !cx.has(Field::Result) || cx.has_content(Field::Result) {
            return;
        }
        let message = format!(
            "Trạng thái ghi “{}” nhưng ô “Kết quả thực hiện” chưa nêu việc đã làm.",
            status.label()
        );
        sink.push(cx.at(&CODE, Field::Result, message).expected("việc đã làm trong kỳ").help(
            "Ghi ngắn gọn việc đã làm trong kỳ, có số liệu; nếu trong kỳ không có gì thì đổi trạng thái thành “Chưa triển khai” hoặc “Không phát sinh”.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn a_dash_is_no_result_and_some_statuses_need_none() {
        for (status, result, expected) in [
            ("Đang triển khai", "", 1),
            ("Thực hiện thường xuyên", "-", 1),
            ("Hoàn thành", "Không có", 1),
            ("Đang triển khai", "Không có trẻ em bỏ học.", 0),
            ("Chưa triển khai", "", 0),
            ("Không phát sinh", "", 0),
            ("Đang làm tốt", "", 0),
        ] {
            let row = format!("2025-Q3;Sở Công Thương;I.1;{status};;{result};");
            let found = Trial::new().file("a.csv", "", &[&row]).found("C706");
            assert_eq!(found.len(), expected, "{status} {result}");
        }
    }
}
