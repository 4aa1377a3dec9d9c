//! L801: less progress than reported before, without a reason. With a reason in the note the row
//! counts, and L807 reports it.

use crate::check::reason::{HOW_TO_EXPLAIN, has_reason};
use crate::check::{self, EarlierRow, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::number;

static CODE: Code = code!(error, "L801", "progress-fell", "Tiến độ thấp hơn kỳ trước").lowerable();

pub(in crate::check) struct ProgressFell;

impl Rule for ProgressFell {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn history(&self, cx: &RowContext<'_>, before: &[&EarlierRow], sink: &mut Sink) {
        let Some(fall) = fall(cx, before).filter(|_| !has_reason(cx, before)) else { return };
        let was = number::hundredths(fall.before);
        sink.push(
            cx.at(&CODE, fall.field, format!("{}.", fall.description()))
                .expected(format!("từ {was}% trở lên"))
                .help(format!(
                    "Ghi tiến độ chung của nhiệm vụ từ khi bắt đầu, không phải riêng trong kỳ. {HOW_TO_EXPLAIN}"
                ))
                .related(fall.earlier.as_related(&format!("tiến độ {was}%"))),
        );
    }
}

/// A value lower than before.
pub(super) struct Fall<'a> {
    pub(super) field: Field,
    now: i64,
    before: i64,
    pub(super) earlier: &'a EarlierRow,
}

impl Fall<'_> {
    /// The message, without the full stop.
    pub(super) fn description(&self) -> String {
        let (now, was) = (number::hundredths(self.now), number::hundredths(self.before));
        format!("Tiến độ {now}% thấp hơn {was}% đã báo cáo ở {}", self.earlier.period.name())
    }
}

/// The fall of progress since it was last reported.
pub(super) fn fall<'a>(cx: &RowContext<'_>, before: &[&'a EarlierRow]) -> Option<Fall<'a>> {
    let now = cx.statement()?;
    let fall = check::fall(now, before)?;
    let field = if now.progress.is_some() { Field::Progress } else { Field::Status };
    Some(Fall { field, now: fall.now, before: fall.before, earlier: fall.statement })
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    /// How many falls are found from one row of Sở Công Thương on I.1 to the next.
    fn found(before: &str, now: &str) -> usize {
        let before = format!("2025-Q2;Sở Công Thương;I.1;{before}");
        let now = format!("2025-Q3;Sở Công Thương;I.1;{now}");
        let trial = Trial::new().before(Period::Quarter(2025, 2), "ghi_chu", &[&before]);
        trial.file("a.csv", "ghi_chu", &[&now]).found("L801").len()
    }

    #[test]
    fn a_fall_is_an_error_and_keeps_the_row_out() {
        let row = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;44,5;Đã làm.;";
        let before = "2025-Q2;Sở Công Thương;I.1;Đang triển khai;45;Đã làm.;";
        let trial = Trial::new().before(Period::Quarter(2025, 2), "ghi_chu", &[before]);
        let trial = trial.file("a.csv", "ghi_chu", &[row]);
        let found = trial.found("L801");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place.cell(), Some("E2"));
        assert_eq!(
            (found[0].related[0].file.as_str(), found[0].related[0].line),
            ("2025-Q2/truoc.csv", 2)
        );
        assert!(found[0].related[0].message.starts_with("Quý II năm 2025: tiến độ 45%"));
        assert_eq!(trial.run().rows().count(), 0);
    }

    #[test]
    fn only_a_true_fall_is_one() {
        for (before, now, expected) in [
            ("Đang triển khai;45;Đã làm.;", "Đang triển khai;45;Đã làm.;", 0),
            ("Đang triển khai;45;Đã làm.;", "Đang triển khai;;Đã làm.;", 0),
            ("Đang triển khai;45;Đã làm.;", "Không phát sinh;0;;", 0),
            ("Đang triển khai;45;Đã làm.;", "Tạm dừng;40;Đã làm.;", 1),
            ("Đang triển khai;45;Đã làm.;", "Chưa triển khai;;;", 1),
            ("Hoàn thành;100;Đã làm.;", "Đang triển khai;60;Đã làm.;", 0),
            ("Đang triển khai;45;Đã làm.;", "Hoàn thành;40;Đã làm.;", 0),
            ("Đang triển khai;45;Đã làm.;", "Đang triển khai;4;Đã làm.;Kỳ trước ghi nhầm", 0),
            ("Đang triển khai;45;Đã làm.;", "Đang triển khai;4;Đã làm.;Không", 1),
            (
                "Đang triển khai;45;Đã làm.;Như đã trao đổi",
                "Đang triển khai;4;Đã làm.;Như đã trao đổi",
                1,
            ),
        ] {
            assert_eq!(found(before, now), expected, "{before} → {now}");
        }
    }

    #[test]
    fn a_period_without_anything_does_not_hide_the_one_before() {
        let row = |period: &str, rest: &str| format!("{period};Sở Công Thương;I.1;{rest}");
        let trial = Trial::new()
            .before(
                Period::Quarter(2025, 2),
                "ghi_chu",
                &[&row("2025-Q2", "Đang triển khai;45;Đã làm.;")],
            )
            .before(Period::Quarter(2025, 3), "ghi_chu", &[&row("2025-Q3", "Không phát sinh;;;")])
            .period(Some(Period::Quarter(2025, 4)))
            .today("2025-12-20");
        let now = row("2025-Q4", "Đang triển khai;40;Đã làm.;");
        let found = trial.file("a.csv", "ghi_chu", &[&now]).found("L801");
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("quý II năm 2025"));
    }

    #[test]
    fn recurring_work_is_counted_anew_each_year() {
        let trial = |status: &str| {
            let before = format!("2025-Q4;Sở Công Thương;I.1;{status};90;Đã làm.;");
            let now = format!("2026-Q1;Sở Công Thương;I.1;{status};25;Đã làm.;");
            Trial::new()
                .before(Period::Quarter(2025, 4), "ghi_chu", &[&before])
                .period(Some(Period::Quarter(2026, 1)))
                .today("2026-03-20")
                .file("a.csv", "ghi_chu", &[&now])
                .found("L801")
                .len()
        };
        assert_eq!(trial("Thực hiện thường xuyên"), 0);
        assert_eq!(trial("Đang triển khai"), 1);
    }

    #[test]
    fn later_periods_and_other_agencies_do_not_matter() {
        let row = |agency: &str, period: &str, progress: u8| {
            format!("{period};{agency};I.1;Đang triển khai;{progress};Đã làm.;")
        };
        let trial = Trial::new()
            .before(Period::Quarter(2025, 2), "ghi_chu", &[&row("Sở Y tế", "2025-Q2", 90)])
            .before(Period::Quarter(2025, 4), "ghi_chu", &[&row("Sở Công Thương", "2025-Q4", 90)]);
        let now = row("Sở Công Thương", "2025-Q3", 40);
        assert!(trial.file("a.csv", "ghi_chu", &[&now]).found("L801").is_empty());
    }
}
