//! Date columns in which the month may come first: one date that is valid only in that order makes
//! every date ambiguous whose day could be a month. Such cells become faults; reports nothing.

use super::{Cell, Field, Row, Submission};
use crate::text::date::{self, Ambiguity, Fault, Order};

/// Resolves the dates of all rows by the evidence in their columns.
pub(super) fn resolve(submission: &mut Submission) {
    for field in [Field::Due, Field::Reported] {
        let rows = &submission.rows;
        let text = |row: &Row| submission.text(row, field);
        let faults = || rows.iter().filter(|row| cell(row, field).fault().is_some());
        let month_first = faults().any(|row| is_month_first(cell(row, field), text(row)));
        let doubtful = faults().any(|row| day_first_reading(cell(row, field)).is_some());
        let changed: Vec<(usize, Cell<_, _>)> = if month_first {
            let values = rows.iter().enumerate().filter_map(|(at, row)| {
                let day_first = cell(row, field).value()?;
                (date::order(text(row)) == Some(Order::Either)).then_some(())?;
                let month_first = date::month_first(text(row))?;
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

type Day = Cell<chrono::NaiveDate, Fault>;

fn cell(row: &Row, field: Field) -> &Day {
    if field == Field::Due { &row.due } else { &row.reported }
}

/// A day that is in the calendar only with the month first.
fn is_month_first(cell: &Day, text: &str) -> bool {
    matches!(cell.fault(), Some(Fault::Impossible(_)))
        && date::order(text) == Some(Order::MonthFirst)
}

fn day_first_reading(cell: &Day) -> Option<chrono::NaiveDate> {
    match cell.fault() {
        Some(Fault::Ambiguous(Ambiguity::DayOrMonth { day_first, .. })) => Some(*day_first),
        _ => None,
    }
}
