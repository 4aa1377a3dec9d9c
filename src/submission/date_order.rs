//! Date columns in which day and month may be swapped: one date that is valid only in that order, or
//! a heading that names it, makes every date ambiguous whose day could be a month. So does
//! `2026-31-12` for dates that begin with the year. Such cells become faults; reports nothing.

use super::{Cell, Field, Row, Submission};
use crate::text::date::{self, Ambiguity, Fault, Order};
use crate::text::fold;

/// Resolves the dates of all rows by the evidence in their columns.
pub(super) fn resolve(submission: &mut Submission) {
    for field in [Field::Due, Field::Reported] {
        let rows = &submission.rows;
        let text = |row: &Row| submission.text(row, field);
        let faults = || rows.iter().filter(|row| cell(row, field).fault().is_some());
        let month_first = is_said(submission, field)
            || faults().any(|row| is_month_first(cell(row, field), text(row)));
        let day_behind_year = faults().any(|row| is_day_behind_year(cell(row, field), text(row)));
        let doubtful = faults().any(|row| day_first_reading(cell(row, field)).is_some());
        let changed: Vec<(usize, Cell<_, _>)> = if month_first || day_behind_year {
            let values = rows.iter().enumerate().filter_map(|(at, row)| {
                let day_first = cell(row, field).value()?;
                let is_doubtful = month_first && date::order(text(row)) == Some(Order::Either);
                let month_first = match is_doubtful {
                    true => date::month_first(text(row))?,
                    false => date::year_then_day(text(row)).filter(|_| day_behind_year)?,
                };
                let doubt = Ambiguity::DayOrMonth { day_first, month_first };
                Some((at, Cell::Fault(Fault::Ambiguous(doubt))))
            });
            values.collect()
        } else if doubtful {
            // Date-times written by one program: one that is surely day-first decides for all.
            let moments = || rows.iter().filter(|row| date::has_time(text(row)));
            let has = |order| moments().any(|row| date::order(text(row)) == Some(order));
            let certain = has(Order::DayFirst) && !has(Order::MonthFirst);
            let values = rows.iter().enumerate().filter_map(|(at, row)| {
                let day_first = day_first_reading(cell(row, field)).filter(|_| certain)?;
                Some((at, Cell::Value(day_first)))
            });
            values.collect()
        } else {
            continue;
        };
        for (at, cell) in changed {
            let row = &mut submission.rows[at];
            match field {
                Field::Due => row.due = cell,
                _ => row.reported = cell,
            }
        }
    }
}

/// Whether the heading of a column of dates puts the month first: `Ngày báo cáo (mm/dd/yyyy)`.
pub(super) fn is_said(submission: &Submission, field: Field) -> bool {
    let Some(heading) = submission.heading_of(field) else { return false };
    let Some((_, inside)) = heading.split_once('(') else { return false };
    let folded = fold::ascii(inside);
    ["mm dd", "m d", "thang ngay"].iter().any(|order| folded.starts_with(order))
}

type Day = Cell<chrono::NaiveDate, Fault>;

fn cell(row: &Row, field: Field) -> &Day {
    if field == Field::Due { &row.due } else { &row.reported }
}

/// A day that is in the calendar only with the month first.
fn is_month_first(cell: &Day, text: &str) -> bool {
    matches!(cell.fault(), Some(Fault::Impossible(_)))
        && date::order(text) == Some(Order::MonthFirst)
}

/// A day that is in the calendar only with the month last: `2026-31-12`.
fn is_day_behind_year(cell: &Day, text: &str) -> bool {
    matches!(cell.fault(), Some(Fault::Impossible(_))) && date::year_then_day(text).is_some()
}

fn day_first_reading(cell: &Day) -> Option<chrono::NaiveDate> {
    match cell.fault() {
        Some(Fault::Ambiguous(Ambiguity::DayOrMonth { day_first, .. })) => Some(*day_first),
        _ => None,
    }
}
