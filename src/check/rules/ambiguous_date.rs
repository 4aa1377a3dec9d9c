//! V408: a date without its century, or a spreadsheet's serial number. The likely date is told but
//! never taken: a two-digit year is how a spreadsheet with the month first writes too.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::text::date::{self, Ambiguity};

static CODE: Code = Code::error("V408", "ambiguous-date", "Ngày viết chưa đủ rõ");

/// V408.
pub(in crate::check) struct AmbiguousDate;

impl Rule for AmbiguousDate {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, cell) in cx.row.dates() {
            let Some(date::Fault::Ambiguous(ambiguity)) = cell.fault() else { continue };
            let (message, likely, help) = match ambiguity {
                Ambiguity::TwoDigitYear(likely) => (
                    "Năm chỉ ghi hai chữ số.",
                    likely,
                    "Ghi đủ bốn chữ số của năm. Ngày gợi ý, nếu có, chỉ là suy đoán, cần xem lại.",
                ),
                Ambiguity::Serial(likely) => (
                    "Ô này ghi con số mà Excel dùng để lưu ngày, chưa phải là ngày.",
                    likely,
                    "Trong Excel, chọn kiểu Ngày (Date) cho cột này rồi lưu lại. Ngày gợi ý, nếu có, chỉ là suy đoán, cần xem lại.",
                ),
            };
            sink.push(cx.at(&CODE, field, message).expected(date::short(*likely)).help(help));
        }
    }
}
