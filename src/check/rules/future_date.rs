//! K603: a report dated after the reference day ("today").

use chrono::{Datelike, NaiveDate};

use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, TableKind};
use crate::text::date;

static CODE: Code = code!(error, "K603", "future-date", "Ngày báo cáo chưa đến").lowerable();

pub(in crate::check) struct FutureDate;

impl Rule for FutureDate {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let today = cx.file.scope.as_of;
        let Some(reported) = cx.row.reported.value().filter(|day| *day > today) else { return };
        // In a file for a future period every date is; K606 reports that once.
        if cx.file.not_open().is_some() {
            return;
        }
        // Excel with an English locale puts the month first.
        let swapped = NaiveDate::from_ymd_opt(reported.year(), reported.day(), reported.month());
        let swapped = swapped.filter(|day| *day <= today && *day != reported).map(date::short);
        let (reported, today) = (date::short(reported), date::short(today));
        let message = format!("Ngày báo cáo là {reported}, sau ngày kiểm tra {today}.");
        sink.push(
            cx.at(&CODE, Field::Reported, message)
                .expected(format!("không muộn hơn {today}"))
                .help(match swapped {
                    Some(day) => format!("Ghi ngày trước, tháng sau; có phải là ngày {day} không?"),
                    None => "Sửa lại ngày, tháng, năm; ghi theo thứ tự ngày/tháng/năm.".to_owned(),
                }),
        );
    }
}
