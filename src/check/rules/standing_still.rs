//! L804: no progress in this period or the one before, and no difficulty reported.

use crate::check::{EarlierRow, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Status;
use crate::submission::Field;
use crate::text::number;

static CODE: Code = code!(warning, "L804", "standing-still", "Hai kỳ liền không tiến thêm");

pub(in crate::check) struct StandingStill;

impl Rule for StandingStill {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn history(&self, cx: &RowContext<'_>, before: &[&EarlierRow], sink: &mut Sink) {
        let (Some(now), [last, first, ..]) = (cx.row.status.value(), before) else { return };
        let progress = cx.row.progress.value().map(|p| p.value);
        let same = [last, first].iter().all(|earlier| earlier.status == now);
        let still = match now {
            Status::NotStarted => same,
            // 100% that is not called complete is C704.
            Status::InProgress => {
                same && progress.is_some_and(|p| p < 10_000)
                    && [last, first].iter().all(|earlier| earlier.progress == progress)
            }
            // Recurring work need not advance; paused work must give a reason anyway (C709).
            _ => false,
        };
        if !still || cx.has_content(Field::Difficulty) || cx.has_content(Field::Note) {
            return;
        }
        let (earlier, later) = (first.period.name(), last.period.name());
        let (field, unchanged) = match progress.filter(|_| now == Status::InProgress) {
            Some(progress) => {
                (Field::Progress, format!("Tiến độ vẫn là {}%", number::hundredths(progress)))
            }
            None => (Field::Status, format!("Nhiệm vụ vẫn “{}”", now.label())),
        };
        let message =
            format!("{unchanged} như {earlier} và {later}, mà chưa nêu khó khăn, vướng mắc.");
        sink.push(
            cx.at(&CODE, field, message)
                .expected("tiến độ mới, hoặc lý do chưa tiến thêm")
                .help("Cập nhật tiến độ; nếu chưa làm thêm được thì nêu lý do ở cột “Khó khăn, vướng mắc” hoặc “Ghi chú”.")
                .related(first.as_related("cũng như vậy"))
                .related(last.as_related("cũng như vậy")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    fn found(first: &str, last: &str, now: &str) -> usize {
        let row = |period: Period, rest: &str| format!("{period};Sở Công Thương;I.1;{rest}");
        let [q2, q3, q4] = [2, 3, 4].map(|q| Period::Quarter(2025, q));
        Trial::new()
            .before(q2, "kho_khan;ghi_chu", &[&row(q2, first)])
            .before(q3, "kho_khan;ghi_chu", &[&row(q3, last)])
            .period(Some(q4))
            .today("2025-12-20")
            .file("a.csv", "kho_khan;ghi_chu", &[&row(q4, now)])
            .found("L804")
            .len()
    }

    #[test]
    fn two_periods_without_a_step_and_without_a_word() {
        let at = |progress: u8| format!("Đang triển khai;{progress};Đã làm.;;");
        assert_eq!(found(&at(40), &at(40), &at(40)), 1);
        assert_eq!(found(&at(30), &at(40), &at(40)), 0);
        assert_eq!(found(&at(40), &at(40), &at(45)), 0);
        assert_eq!(found(&at(40), &at(40), "Đang triển khai;40;Đã làm.;Thiếu người;"), 0);
        assert_eq!(found(&at(40), &at(40), "Đang triển khai;40;Đã làm.;;Chờ hướng dẫn"), 0);
        let ongoing = "Thực hiện thường xuyên;40;Đã làm.;;";
        assert_eq!(found(ongoing, ongoing, ongoing), 0);
        let done = "Hoàn thành;100;Đã làm.;;";
        assert_eq!(found(done, done, done), 0);
        let not_begun = "Chưa triển khai;0;;;";
        assert_eq!(found(not_begun, not_begun, "Chưa triển khai;;;;"), 1);
        assert_eq!(found("Không phát sinh;;;;", not_begun, not_begun), 0);
    }
}
