//! L803: the result repeats the previous period word for word.

use crate::check::{EarlierRow, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Status;
use crate::submission::Field;
use crate::text::fold;

static CODE: Code = code!(warning, "L803", "copied-text", "Kết quả chép lại nguyên văn kỳ trước");

/// Shorter results may be repeated.
const FEWEST_WORDS: usize = 8;

pub(in crate::check) struct CopiedText;

impl Rule for CopiedText {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn history(&self, cx: &RowContext<'_>, before: &[&EarlierRow], sink: &mut Sink) {
        let (Some(status), Some(earlier)) = (cx.row.status.value(), before.first()) else { return };
        let text = cx.text(Field::Result);
        let telling = match status {
            // A complete task may repeat its result.
            Status::Complete => earlier.status != Status::Complete,
            // Recurring work may repeat its words, but not its figures.
            Status::Ongoing => text.contains(|c: char| c.is_ascii_digit()),
            Status::InProgress | Status::Paused => true,
            Status::NotStarted | Status::Nothing => false,
        };
        if !telling
            || !earlier.has_result(text)
            || fold::ascii(text).split(' ').count() < FEWEST_WORDS
        {
            return;
        }
        let message =
            format!("Kết quả thực hiện giống từng chữ với báo cáo {}.", earlier.period.name());
        sink.push(
            cx.at(&CODE, Field::Result, message)
                .expected("kết quả của riêng kỳ này")
                .help("Ghi việc đã làm và số liệu của kỳ này; nếu kỳ này không có gì mới thì nói rõ như vậy.")
                .related(earlier.as_related("cũng ghi như vậy")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    fn found(before: &str, now: &str) -> usize {
        let before = format!("2025-Q2;Sở Công Thương;I.1;{before};");
        let now = format!("2025-Q3;Sở Công Thương;I.1;{now};");
        let trial = Trial::new().before(Period::Quarter(2025, 2), "ghi_chu", &[&before]);
        trial.file("a.csv", "ghi_chu", &[&now]).found("L803").len()
    }

    #[test]
    fn long_texts_of_work_under_way() {
        let text = "Mở 3 lớp tập huấn cho 120 cộng tác viên tại các xã.";
        let plain = "Duy trì nề nếp sinh hoạt của các câu lạc bộ trẻ em.";
        for (before, now, expected) in [
            (format!("Đang triển khai;40;{text}"), format!("Đang triển khai;50;{text}"), 1),
            (
                format!("Đang triển khai;40;{text}"),
                format!("Đang triển khai;50;{}", text.to_uppercase()),
                1,
            ),
            (
                format!("Đang triển khai;40;{text}"),
                format!("Đang triển khai;50;{text} Mở thêm 1 lớp."),
                0,
            ),
            ("Đang triển khai;40;Đang làm.".into(), "Đang triển khai;50;Đang làm.".into(), 0),
            (format!("Hoàn thành;100;{text}"), format!("Hoàn thành;100;{text}"), 0),
            (format!("Đang triển khai;90;{text}"), format!("Hoàn thành;100;{text}"), 1),
            (
                format!("Thực hiện thường xuyên;40;{text}"),
                format!("Thực hiện thường xuyên;50;{text}"),
                1,
            ),
            (
                format!("Thực hiện thường xuyên;40;{plain}"),
                format!("Thực hiện thường xuyên;50;{plain}"),
                0,
            ),
        ] {
            assert_eq!(found(&before, &now), expected, "{before} → {now}");
        }
    }
}
