//! V402: progress below 0 or above 100.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::number;

static CODE: Code = code!(error, "V402", "progress-out-of-range", "Tiến độ ngoài khoảng 0–100");

/// V402.
pub(in crate::check) struct ProgressOutOfRange;

impl Rule for ProgressOutOfRange {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let Some(reading) = cx.row.progress.value() else { return };
        if (0..=10_000).contains(&reading.value) {
            return;
        }
        if let Some(meant) = meant(reading.value).filter(|_| cx.text(Field::Progress).contains('%'))
        {
            let meant = number::hundredths(meant);
            let message = "Tiến độ vượt quá 100%, có thể vì số được dán vào ô có định dạng phần trăm: Excel hiểu 1 là 100%.";
            sink.push(cx.at(&CODE, Field::Progress, message).expected("0–100").help(format!(
                "Có phải ý là {meant}%? Nếu đúng thì gõ lại {meant}% vào ô. Mức vượt chỉ tiêu thì nêu bằng lời ở cột “Kết quả thực hiện”."
            )));
            return;
        }
        let message = if reading.value < 0 {
            "Tiến độ không thể âm."
        } else {
            "Tiến độ không thể vượt quá 100%."
        };
        sink.push(cx.at(&CODE, Field::Progress, message).expected("0–100").help(
            "Ghi phần trăm công việc của nhiệm vụ đã làm xong, từ 0 đến 100; mức vượt chỉ tiêu nêu bằng lời ở cột “Kết quả thực hiện”.",
        ));
    }
}

/// The progress that was meant where a whole number got into a cell of percents, which shows it a
/// hundredfold: 45 as 4500%. What is not even twice the whole is more than was planned.
fn meant(hundredths: i64) -> Option<i64> {
    let meant = hundredths / 100;
    ((200..=10_000).contains(&meant) && hundredths % 100 == 0).then_some(meant)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn a_hundredfold_is_asked_about() {
        for (written, meant) in [
            ("4500%", Some("45%")),
            ("7250%", Some("72,5%")),
            ("10000%", Some("100%")),
            ("300%", Some("3%")),
            ("140%", None),
            ("199%", None),
            ("10100%", None),
            ("4500", None),
        ] {
            let row = format!("2025-Q3;Sở Tư pháp;I.2;Đang triển khai;{written};Mở 2 lớp.;");
            let found = Trial::new().file("a.csv", "", &[&row]).found("V402");
            assert_eq!(found.len(), 1, "{written}");
            let help = found[0].help.as_deref().unwrap_or_default();
            assert_eq!(help.contains("Có phải ý là"), meant.is_some(), "{written}: {help}");
            assert!(meant.is_none_or(|meant| help.contains(&format!("{meant}?"))), "{help}");
        }
    }
}
