//! L807: progress or an amount fell, and the agency gives a reason: the row counts, and the reader
//! of the report is informed.

use super::{cumulative_fell, progress_fell};
use crate::check::reason::has_reason;
use crate::check::{EarlierRow, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::wrap;

static CODE: Code = code!(note, "L807", "fell-with-reason", "Thấp hơn kỳ trước, có nêu lý do");

/// Maximum number of characters shown of the reason.
const LONGEST: usize = 160;

pub(in crate::check) struct FellWithReason;

impl Rule for FellWithReason {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn history(&self, cx: &RowContext<'_>, before: &[&EarlierRow], sink: &mut Sink) {
        let progress =
            progress_fell::fall(cx, before).map(|f| (f.field, f.description(), f.earlier));
        let amounts = cumulative_fell::falls(cx, before).into_iter();
        let amounts = amounts.map(|f| (f.field, f.description(), f.earlier));
        for (field, description, earlier) in progress.into_iter().chain(amounts) {
            if !has_reason(cx, before) {
                continue;
            }
            let reason = wrap::beginning(cx.text(Field::Note), LONGEST);
            sink.push(
                cx.at(&CODE, field, format!("{description}; lý do ghi ở cột “Ghi chú”: “{reason}”."))
                    .help("Dòng vẫn được tính. Xem lý do đã đủ rõ chưa; nếu kỳ trước ghi nhầm thì báo cho đơn vị tổng hợp biết.")
                    .related(earlier.as_related("số đã báo cáo")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    const MORE: &str = "kinh_phi_giai_ngan;nguon_kinh_phi;ghi_chu";

    fn trial(note: &str) -> Trial {
        let before = "2025-Q2;Sở Công Thương;I.1;Đang triển khai;45;Đã làm.;50 triệu;Khác;";
        let now =
            format!("2025-Q3;Sở Công Thương;I.1;Đang triển khai;40;Đã làm.;5 triệu;Khác;{note}");
        let trial = Trial::new().before(Period::Quarter(2025, 2), MORE, &[before]);
        trial.file("a.csv", MORE, &[&now])
    }

    #[test]
    fn a_reason_has_the_row_taken_and_each_fall_shown() {
        let trial = trial("Kỳ trước cộng nhầm hai nhiệm vụ.");
        let found = trial.found("L807");
        let cells: Vec<_> = found.iter().filter_map(|d| d.place.cell()).collect();
        assert_eq!(cells, ["E2", "G2"]);
        assert!(found[0].message.contains("“Kỳ trước cộng nhầm hai nhiệm vụ.”"));
        assert!(trial.found("L801").is_empty() && trial.found("L805").is_empty());
        assert_eq!(trial.run().rows().count(), 1);
    }

    #[test]
    fn a_mark_is_no_reason() {
        for note in ["", "-", "Không có", "OK", "đã sửa"] {
            assert!(trial(note).found("L807").is_empty(), "{note}");
            assert_eq!(trial(note).found("L801").len(), 1, "{note}");
            assert_eq!(trial(note).found("L805").len(), 1, "{note}");
        }
    }

    #[test]
    fn words_of_an_earlier_period_are_no_reason_now() {
        let note = "Điều chỉnh sau khi rà soát lại.";
        let first = "2025-Q1;Sở Công Thương;I.1;Đang triển khai;45;Đã làm.;;;";
        // It gives a reason but no number, so the comparison is with the row before it.
        let second = format!("2025-Q2;Sở Công Thương;I.1;Đang triển khai;;Đã làm.;;;{note}");
        let now =
            |note: &str| format!("2025-Q3;Sở Công Thương;I.1;Đang triển khai;40;Đã làm.;;;{note}");
        for (note, expected) in [(note, 1), ("Quý I cộng nhầm hai nhiệm vụ.", 0)] {
            let trial = Trial::new().before(Period::Quarter(2025, 1), MORE, &[first]).before(
                Period::Quarter(2025, 2),
                MORE,
                &[&second],
            );
            let found = trial.file("a.csv", MORE, &[&now(note)]).found("L801");
            assert_eq!(found.len(), expected, "{note}");
        }
    }
}
