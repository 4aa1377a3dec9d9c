//! V402: progress below 0 or above 100.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::submission::Field;

static CODE: Code = Code::error("V402", "progress-out-of-range", "Tiến độ ngoài khoảng 0–100");

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
