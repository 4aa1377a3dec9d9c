//! L802: a task that was complete is reported as open again.

use crate::check::reason::has_reason;
use crate::check::{self, EarlierRow, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Status;
use crate::submission::Field;

static CODE: Code = code!(warning, "L802", "reopened", "Đã hoàn thành nay lại chưa xong");

pub(in crate::check) struct Reopened;

impl Rule for Reopened {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn history(&self, cx: &RowContext<'_>, before: &[&EarlierRow], sink: &mut Sink) {
        let Some(now) = cx.row.status.value() else { return };
        let Some(earlier) = check::reopened(now, before) else { return };
        if has_reason(cx, before) {
            return;
        }
        let (was, now) = (Status::Complete.label(), now.label());
        let message =
            format!("Nhiệm vụ đã ghi “{was}” ở {}, nay lại ghi “{now}”.", earlier.period.name());
        sink.push(
            cx.at(&CODE, Field::Status, message)
                .expected(format!("“{was}”, hoặc lý do ở cột “Ghi chú”"))
                .help("Nếu nhiệm vụ đã xong thì ghi “Hoàn thành”; nếu phải làm lại hoặc có việc mới thì nêu rõ ở cột “Ghi chú”.")
                .related(earlier.as_related(&format!("trạng thái “{was}”"))),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    fn found(before: &str, now: &str) -> usize {
        let before = format!("2025-Q2;Sở Công Thương;I.1;{before};100;Đã xong.;");
        let now = format!("2025-Q3;Sở Công Thương;I.1;{now}");
        let trial = Trial::new().before(Period::Quarter(2025, 2), "ghi_chu", &[&before]);
        trial.file("a.csv", "ghi_chu", &[&now]).found("L802").len()
    }

    #[test]
    fn only_what_is_open_again_is_told() {
        for (before, now, expected) in [
            ("Hoàn thành", "Đang triển khai;60;Đã làm.;", 1),
            ("Hoàn thành", "Tạm dừng;60;Đã làm.;", 1),
            ("Hoàn thành", "Chưa triển khai;;;", 1),
            ("Hoàn thành", "Hoàn thành;100;Đã xong.;", 0),
            ("Hoàn thành", "Không phát sinh;;;", 0),
            ("Hoàn thành", "Thực hiện thường xuyên;30;Duy trì.;", 0),
            ("Hoàn thành", "Đang triển khai;60;Đã làm.;Phải làm lại phần 2", 0),
            ("Đang triển khai", "Đang triển khai;100;Đã làm.;", 0),
        ] {
            assert_eq!(found(before, now), expected, "{before} → {now}");
        }
    }
}
