//! V402: progress below 0 or above 100.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::number;

static CODE: Code = code!(error, "V402", "progress-out-of-range", "Tiến độ ngoài khoảng 0–100");

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
        if let Some(intended) =
            intended(reading.value).filter(|_| cx.text(Field::Progress).contains('%'))
        {
            let intended = number::hundredths(intended);
            let message = "Tiến độ vượt quá 100%, có thể vì số được dán vào ô có định dạng phần trăm: Excel hiểu 1 là 100%.";
            sink.push(cx.at(&CODE, Field::Progress, message).expected("0–100").help(format!(
                "Có phải ý là {intended}%? Nếu đúng thì gõ lại {intended}% vào ô. Mức vượt chỉ tiêu thì nêu bằng lời ở cột “Kết quả thực hiện”."
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

/// The intended progress where a whole number in a percent cell is shown a hundredfold: 45 as
/// 4500%. Less than 200% may be an overachieved target.
fn intended(hundredths: i64) -> Option<i64> {
    let intended = hundredths / 100;
    ((200..=10_000).contains(&intended) && hundredths % 100 == 0).then_some(intended)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn a_hundredfold_is_asked_about() {
        for (written, intended) in [
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
            assert_eq!(help.contains("Có phải ý là"), intended.is_some(), "{written}: {help}");
            assert!(
                intended.is_none_or(|intended| help.contains(&format!("{intended}?"))),
                "{help}"
            );
        }
    }
}
