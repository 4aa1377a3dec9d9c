//! V429: the year of a due date is far from those of the plan: a slip of the keys, or a year of
//! another calendar.

use chrono::Datelike;

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::date;

static CODE: Code = code!(warning, "V429", "due-year-far", "Năm của thời hạn xa năm của Kế hoạch");

/// How many years before the plan was issued a due date may lie.
const YEARS_BEFORE: i32 = 10;
/// How many years after.
const YEARS_AFTER: i32 = 20;

pub(in crate::check) struct DueYearFar;

impl Rule for DueYearFar {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let Some(due) = cx.row.due.value() else { return };
        let issued = cx.plan().decision.date.year();
        let (first, last) = (issued - YEARS_BEFORE, issued + YEARS_AFTER);
        if (first..=last).contains(&due.year()) {
            return;
        }
        let message =
            format!("Thời hạn là {}, còn Kế hoạch ban hành năm {issued}.", date::short(due));
        sink.push(
            cx.at(&CODE, Field::Due, message)
                .expected(format!("một năm từ {first} đến {last}"))
                .help("Xem lại năm của thời hạn: có thể gõ nhầm chữ số."),
        );
    }
}
