//! K607: a column of dates in which most days could be months, without evidence of the order. The
//! day is read first, as is usual in Vietnam; the finding is only a note.

use std::collections::BTreeSet;

use crate::check::{BOTH, FileContext, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::source::is_table_name;
use crate::submission::{Field, TableKind};
use crate::text::date::{self, Order};

static CODE: Code = code!(note, "K607", "day-or-month", "Ngày và tháng có thể bị đổi chỗ");

pub(in crate::check) struct DayOrMonth;

/// Minimum number of different days, and the minimum share (one in so many) of the column.
const FEWEST: usize = 2;
const SHARE: usize = 3;

impl Rule for DayOrMonth {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        // Dates of a workbook are typed; those of a document's table are text.
        if cx.submission.first_sheet().is_some_and(|sheet| !is_table_name(sheet)) {
            return;
        }
        let has_foreign = |field| doubtful_by_evidence(cx, field);
        for (field, other) in [(Field::Due, Field::Reported), (Field::Reported, Field::Due)] {
            if !cx.submission.has(field) {
                continue;
            }
            let (mut either, mut days, mut filled) = (Vec::new(), BTreeSet::new(), 0);
            for row in cx.rows() {
                let Some(day) = value(&row, field) else { continue };
                filled += 1;
                if is_doubtful(&row, field) {
                    days.insert(day);
                    either.push(row);
                }
            }
            let frequent =
                field == Field::Due && days.len() >= FEWEST && either.len() * SHARE >= filled;
            if either.is_empty() || !(frequent || has_foreign(other)) {
                continue;
            }
            for row in either {
                let Some(day) = value(&row, field) else { continue };
                let message = "Ngày này cũng là một ngày có thật nếu tháng ghi trước; được đọc là ngày trước, tháng sau.";
                sink.push(
                    row.at(&CODE, field, message)
                        .expected(date::long(day))
                        .help("Đúng như vậy thì không cần sửa; nếu bảng gốc ghi tháng trước (kiểu Mỹ) thì sửa lại mọi ngày của cột."),
                );
            }
        }
    }
}

/// Whether a date is valid in both orders. Reports are not dated in the future.
fn is_doubtful(row: &RowContext<'_>, field: Field) -> bool {
    let text = row.text(field);
    date::order(text) == Some(Order::Either)
        && (field == Field::Due
            || date::month_first(text).is_some_and(|day| day <= row.file.scope.as_of))
}

fn value(row: &RowContext<'_>, field: Field) -> Option<chrono::NaiveDate> {
    row.row.dates().into_iter().find(|(own, _)| *own == field).and_then(|(_, cell)| cell.value())
}

/// Whether some date of a column is valid only with the month first.
fn doubtful_by_evidence(cx: &FileContext<'_>, field: Field) -> bool {
    let unread = cx.rows().filter(|row| {
        row.row.dates().iter().any(|(own, cell)| *own == field && cell.fault().is_some())
    });
    unread.into_iter().any(|row| date::order(row.text(field)) == Some(Order::MonthFirst))
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(days: &[&str]) -> usize {
        let row =
            |day: &&str| format!("2025-Q3;Sở Tư pháp;I.2;Đang triển khai;50;Mở 2 lớp.;{day};");
        let rows: Vec<String> = days.iter().map(row).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        Trial::new().file("a.csv", "thoi_han;ngay_bao_cao", &rows).found("K607").len()
    }

    #[test]
    fn only_a_column_full_of_such_days_is_told() {
        assert_eq!(found(&["31/12/2026", "30/06/2026", "05/04/2026", "11/12/2026"]), 2);
        assert_eq!(found(&["05/04/2026", "05/04/2026"]), 0, "one day");
        assert_eq!(
            found(&[
                "05/04/2026",
                "06/04/2026",
                "30/6/2026",
                "31/12/2026",
                "30/9/2026",
                "31/10/2026",
                "30/11/2026"
            ]),
            0,
            "few of many"
        );
        assert_eq!(found(&["ngày 5 tháng 4 năm 2026", "06/06/2026", "2026"]), 0);
        // Evidence in the column itself makes every date an error.
        assert_eq!(found(&["05/04/2026", "06/04/2026", "04/25/2026"]), 0);
    }
}
