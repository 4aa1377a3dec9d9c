//! C709: status "paused" without a reason.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Status;
use crate::submission::Field;

static CODE: Code =
    code!(error, "C709", "paused-without-reason", "Tạm dừng nhưng chưa nêu lý do").lowerable();

pub(in crate::check) struct PausedWithoutReason;

impl Rule for PausedWithoutReason {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let paused = cx.row.status.value() == Some(Status::Paused);
        // A missing column is reported once for the file.
        if !paused || !cx.has(Field::Difficulty) || cx.has_content(Field::Difficulty) {
            return;
        }
        let message = "Trạng thái ghi “Tạm dừng” nhưng ô “Khó khăn, vướng mắc” chưa nêu lý do.";
        sink.push(cx.at(&CODE, Field::Difficulty, message).expected("lý do tạm dừng").help(
            "Ghi vì sao phải dừng và cần gì để làm tiếp; nếu lý do đang ghi ở cột khác thì chép sang ô này.",
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn the_column_must_be_there_and_hold_a_reason() {
        for (more, cell, expected) in [
            ("kho_khan", "", 1),
            ("kho_khan", "Không", 1),
            ("kho_khan", "Chờ hướng dẫn.", 0),
            ("ghi_chu", "Chờ hướng dẫn.", 0),
        ] {
            let row = format!("2025-Q3;Sở Công Thương;I.1;Tạm dừng;40;Đã làm.;{cell}");
            let found = Trial::new().file("a.csv", more, &[&row]).found("C709");
            assert_eq!(found.len(), expected, "{more} {cell}");
        }
    }
}
