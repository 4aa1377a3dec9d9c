//! V407: a day that is not in the calendar, such as 31/02.

use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::TableKind;
use crate::text::date;

static CODE: Code = code!(error, "V407", "impossible-date", "Ngày không có trong lịch");

pub(in crate::check) struct ImpossibleDate;

impl Rule for ImpossibleDate {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, cell) in cx.row.dates() {
            let Some(date::Fault::Impossible(last)) = cell.fault() else { continue };
            let text = cx.text(field);
            let message = "Trong lịch không có ngày này.";
            let help = match (last, month_first(text)) {
                (Some(last), _) => {
                    let day = date::short(*last);
                    format!("Xem lại ngày; ngày cuối của tháng ấy là {day}.")
                }
                (None, Some(day)) => format!(
                    "Ghi ngày trước, tháng sau; có phải là {day} không? Có thể cả cột ghi tháng trước: xem lại mọi ngày của cột, đừng chỉ sửa ô này."
                ),
                (None, None) => "Xem lại ngày: tháng từ 1 đến 12, ngày từ 1 đến 31.".to_owned(),
            };
            sink.push(
                cx.at(&CODE, field, message).expected("ngày/tháng/năm có trong lịch").help(help),
            );
        }
    }
}

/// The date read with the month first: `01/13/2025`.
fn month_first(text: &str) -> Option<String> {
    date::month_first(text).map(date::short)
}
