//! V424: a date with a time in another time zone or calendar. It is read as the local day; the
//! finding is raised where the text shows another day.

use crate::check::{BOTH, FileContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::TableKind;
use crate::text::date;

static CODE: Code =
    code!(warning, "V424", "moment-of-elsewhere", "Ngày ghi theo giờ hoặc kiểu của nước khác");

pub(in crate::check) struct MomentOfElsewhere;

/// Maximum length of a date without a time, unless it is in words.
const LONGEST_DATE: usize = 12;

impl Rule for MomentOfElsewhere {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        for row in cx.rows() {
            for (field, cell) in row.row.dates() {
                let Some(day) = cell.value() else { continue };
                let text = row.text(field);
                if text.len() <= LONGEST_DATE || !date::has_time(text) {
                    continue;
                }
                let message = match date::as_written(text) {
                    Some(written) if written == day => continue,
                    Some(_) => {
                        "Giờ ghi theo múi giờ khác; đổi sang giờ Việt Nam thì là ngày khác, và ngày ấy được lấy."
                    }
                    None => {
                        "Chương trình nước ngoài ghi tháng trước ngày sau; ngày được lấy là cách đọc duy nhất có trong lịch."
                    }
                };
                let (right, help) = (
                    date::short(day),
                    "Xem ngày được lấy có đúng không; ghi lại theo ngày/tháng/năm, không kèm giờ.",
                );
                sink.push(row.at(&CODE, field, message).expected(&right).help(help).fix(right));
            }
        }
    }
}
