//! The finding about assignments that follow each other, and its wording.
//!
//! Owns P039. Knows no reader: it is called with values and positions.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::decode::yaml::At;
use crate::diag::{Code, Diagnostic, Related, Sink, code};
use crate::text::date;

pub(super) static ASSIGNMENT_ORDER: Code =
    code!(error, "P039", "assignment-order", "Các lần giao trùng ngày hoặc không theo thứ tự");

/// Checks that each assignment begins after the one above it. `whose` is what is assigned.
pub(super) fn check_order(whose: &str, days: &[(NaiveDate, At)], name: &Arc<str>, sink: &mut Sink) {
    for (n, (from, at)) in days.iter().enumerate() {
        let above = &days[..n];
        let same = above.iter().find(|(day, _)| day == from);
        let Some((other, first)) = same.or(above.last().filter(|(day, _)| day > from)) else {
            continue;
        };
        let (message, help) = if same.is_some() {
            (
                format!("{whose}: hai lần giao cùng có “from” ngày {}.", date::short(*from)),
                "Giữ lần giao đúng và xóa lần kia, hoặc sửa ngày viết nhầm.",
            )
        } else {
            (
                format!(
                    "{whose}: lần giao từ ngày {} ghi sau lần giao từ ngày {}.",
                    date::short(*from),
                    date::short(*other)
                ),
                "Xếp các lần giao theo ngày, lần sau ở dưới lần trước; ngày viết nhầm thì sửa.",
            )
        };
        let first = Related {
            sheet: None,
            file: name.to_string(),
            line: first.line,
            message: "Lần giao kia ở đây.".into(),
        };
        sink.push(
            Diagnostic::new(&ASSIGNMENT_ORDER, at.place(name), message)
                .value(from.to_string())
                .expected("mỗi lần giao một ngày, sau ngày của lần giao ngay trước")
                .help(help)
                .related(first),
        );
    }
}
