//! V408: a date with a two-digit year, a spreadsheet serial number, a date in a column that is
//! known to put the month first, or one that a spreadsheet may have swapped. The likely date is suggested but never used: spreadsheets that put
//! the month first write two-digit years as well.

use chrono::NaiveDate;

use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::submission::{Field, TableKind};
use crate::text::date::{self, Ambiguity};

static CODE: Code = code!(error, "V408", "ambiguous-date", "Ngày viết chưa đủ rõ");

pub(in crate::check) struct AmbiguousDate;

impl Rule for AmbiguousDate {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, cell) in cx.row.dates() {
            let Some(date::Fault::Ambiguous(ambiguity)) = cell.fault() else { continue };
            let (message, likely, help) = match ambiguity {
                Ambiguity::DayOrMonth { day_first, month_first } => {
                    sink.push(day_or_month(cx, field, *day_first, *month_first));
                    continue;
                }
                Ambiguity::Swapped { held, typed } => {
                    sink.push(swapped(cx, field, *held, *typed));
                    continue;
                }
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

fn swapped(cx: &RowContext<'_>, field: Field, held: NaiveDate, typed: NaiveDate) -> Diagnostic {
    let message = "Excel có thể đã đổi chỗ ngày và tháng: trong cột, ngày lớn hơn 12 còn là chữ, còn mọi ngày được nhận là ngày đều có thể là tháng, như khi máy đọc tháng trước, ngày sau.";
    cx.at(&CODE, field, message)
        .expected(format!("{} hoặc {}", date::short(held), date::short(typed)))
        .help("Xem lại từng ngày của cột theo bản gốc. Sai thì đặt vùng của máy là Việt Nam (ngày trước, tháng sau) rồi gõ lại; đúng thì gõ lại các ngày còn là chữ, để cả cột cùng là ngày.")
}

fn day_or_month(
    cx: &RowContext<'_>,
    field: Field,
    day_first: NaiveDate,
    month_first: NaiveDate,
) -> Diagnostic {
    let message = match date::has_time(cx.text(field)) {
        true => {
            "Ngày này đọc được hai cách: ngày trước tháng sau, hoặc tháng trước ngày sau như chương trình nước ngoài ghi."
        }
        false => {
            "Ngày này đọc được hai cách, vì trong cột có chỗ ghi ngày và tháng theo thứ tự khác."
        }
    };
    cx.at(&CODE, field, message)
        .expected(format!("{} hoặc {}", date::short(day_first), date::short(month_first)))
        .help("Xem lại cả cột: mọi ngày đều ghi ngày trước, tháng sau, năm đủ bốn chữ số; đừng chỉ sửa những ngày không có trong lịch.")
}
