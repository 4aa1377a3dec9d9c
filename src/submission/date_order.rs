//! Date columns in which day and month may be swapped: one date that is valid only in that order, or
//! a heading that names it, makes every date ambiguous whose day could be a month. So does
//! `2026-31-12` for dates that begin with the year. So do the texts of a sheet's column that a
//! spreadsheet did not take for dates, as `30/6/2026` where it puts the month first: then it took
//! `5/6/2026` for 6 May. Such cells become faults; reports nothing.

use std::collections::{BTreeSet, HashSet};

use chrono::{Days, NaiveDate};

use super::{Cell, Field, Row, Submission};
use crate::plan::Plan;
use crate::text::date::{self, Ambiguity, Fault, Order};
use crate::text::fold;

/// Resolves the dates of all rows by the evidence in their columns.
pub(super) fn resolve(submission: &mut Submission, plan: &Plan) {
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
            swapped_by_spreadsheet(submission, field, plan)
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

/// Whether a sheet holds days as text, which may show how the spreadsheet reads days.
pub(super) fn has_days_as_text(submission: &Submission) -> bool {
    submission.table.sheet.as_ref().is_some_and(|sheet| !sheet.text_days.is_empty())
}

/// The real dates of a column that a spreadsheet with the month first may have swapped: a text in it
/// is a date only with the day first, and no real date shows that the spreadsheet reads that.
fn swapped_by_spreadsheet(submission: &Submission, field: Field, plan: &Plan) -> Vec<(usize, Day)> {
    let columns = submission.table.sheet.as_ref().zip(submission.columns[field as usize]);
    let Some((sheet, column)) = columns else { return Vec::new() };
    let own = sheet.text_days.iter().filter(|(_, at)| *at == u32::from(column) + 1);
    let texts: HashSet<u32> = own.map(|(row, _)| *row).collect();
    if texts.is_empty() {
        return Vec::new();
    }
    let (mut untaken, mut typed_as_text) = (false, false);
    let mut real = Vec::new();
    for (at, row) in submission.rows.iter().enumerate() {
        if !texts.contains(&submission.row_number(row)) {
            real.extend(cell(row, field).value().map(|day| (at, day)));
            continue;
        }
        let fault = cell(row, field).fault();
        let is_day =
            fault.is_none_or(|fault| matches!(fault, Fault::Ambiguous(Ambiguity::TwoDigitYear(_))));
        match date::order(submission.text(row, field)).filter(|_| is_day) {
            Some(Order::DayFirst) => untaken = true,
            // One that every spreadsheet would have taken: the cell is of the format of texts.
            Some(Order::Either) => typed_as_text = true,
            _ => {}
        }
    }
    let is_read_day_first = real.iter().any(|(at, day)| {
        let row = &submission.rows[*at];
        match date::swapped(*day) {
            Some(typed) => field == Field::Reported && is_sure_report_day(row, *day, typed, plan),
            None => chrono::Datelike::day(day) > 12,
        }
    });
    let doubtful: Vec<(usize, NaiveDate, NaiveDate)> =
        real.into_iter().filter_map(|(at, held)| Some((at, held, date::swapped(held)?))).collect();
    let different: BTreeSet<NaiveDate> = doubtful.iter().map(|(_, held, _)| *held).collect();
    let fewest = if typed_as_text { 2 } else { 1 };
    if !untaken || is_read_day_first || different.len() < fewest {
        return Vec::new();
    }
    let fault =
        |(at, held, typed)| (at, Cell::Fault(Fault::Ambiguous(Ambiguity::Swapped { held, typed })));
    doubtful.into_iter().map(fault).collect()
}

/// Whether only the first of two days is near the end of the data window of a row's period, when
/// reports are written.
fn is_sure_report_day(row: &Row, held: NaiveDate, typed: NaiveDate, plan: &Plan) -> bool {
    const LATEST: Days = Days::new(31);
    let Some(window) = row.period.value().map(|period| plan.window(period)) else { return false };
    let last = window.end.checked_add_days(LATEST).unwrap_or(window.end);
    let is_near = |day: NaiveDate| (window.start..=last).contains(&day);
    is_near(held) && !is_near(typed)
}

type Day = Cell<NaiveDate, Fault>;

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

fn day_first_reading(cell: &Day) -> Option<NaiveDate> {
    match cell.fault() {
        Some(Fault::Ambiguous(Ambiguity::DayOrMonth { day_first, .. })) => Some(*day_first),
        _ => None,
    }
}
