//! What a sheet of a workbook holds that is no table of the form: lists to choose from,
//! instructions, or something that could be data and must not be passed over.
//!
//! Judges texts alone; what is said of such a sheet is said elsewhere.

use std::collections::HashSet;

use super::Field;
use super::footer::is_like_a_code;
use super::unread_column::{self, ValueKind};
use crate::decode::table::Table;
use crate::plan::{Plan, Status};
use crate::text::fold;

/// Fewer values than this make no list.
const MIN_VALUES: usize = 3;
/// So many different statuses below one another are a list of them.
const MIN_STATUSES: usize = 4;
/// Columns whose values are chosen from a list.
const LIST_FIELDS: [Field; 6] =
    [Field::Period, Field::Agency, Field::Task, Field::Status, Field::Source, Field::Role];

/// The cell, if any, from which it is seen that a sheet without the headings of the form could hold
/// data: a task beside a status or a number, or a column that looks like figures. A hidden sheet is
/// one of lists behind a form, unless amounts stand beside tasks.
pub(super) fn data_cell(table: &Table, hidden: bool, plan: &Plan) -> Option<(usize, usize)> {
    let width = (0..table.len()).map(|record| table.width(record)).max().unwrap_or(0);
    let lists: Vec<bool> = (0..width).map(|column| is_list_of_values(table, column)).collect();
    let heading = |column: usize| fold::trim(table.field(table.header, column));
    let is_figure_at = |record: usize, column: usize| {
        let text = fold::trim(table.field(record, column));
        !lists[column] && unread_column::is_figure(text, heading(column), hidden)
    };
    let value_beside_task = |record: usize| {
        let task = (0..table.width(record)).find(|column| {
            let text = fold::trim(table.field(record, *column));
            is_like_a_code(text) && plan.find_task(text).is_some()
        })?;
        (0..table.width(record)).find(|column| *column != task && is_figure_at(record, *column))
    };
    let task_value = (0..table.len()).find_map(|record| Some((record, value_beside_task(record)?)));
    if hidden || task_value.is_some() {
        return task_value;
    }
    (0..width).filter(|column| !lists[*column]).find_map(|column| {
        // A column without a heading says less than one with any.
        let heading = Some(heading(column)).filter(|text| !text.is_empty()).unwrap_or("cột");
        let found = unread_column::inspect(table, column, heading, &[None; Field::COUNT])?;
        (found.kind != ValueKind::Dates).then_some(())?;
        let mut records = table.header + 1..table.len();
        let first =
            records.find(|record| fold::trim(table.field(*record, column)) == found.example);
        Some((first?, column))
    })
}

/// Whether a column lists what may be chosen: each status once, or numbers in equal steps.
fn is_list_of_values(table: &Table, column: usize) -> bool {
    let texts = (table.header + 1..table.len()).map(|r| fold::trim(table.field(r, column)));
    let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
    if texts.iter().filter(|text| Status::parse(text).is_some()).count() >= MIN_STATUSES {
        return are_different(&texts);
    }
    let number = |text: &&str| text.trim_end_matches('%').parse::<i64>().ok();
    let numbers: Option<Vec<i64>> = texts.iter().map(number).collect();
    numbers.is_some_and(|numbers| {
        let steps = || numbers.windows(2).map(|two| two[1] - two[0]);
        numbers.len() >= MIN_VALUES
            && steps().next() != Some(0)
            && steps().all(|s| Some(s) == steps().next())
    })
}

fn are_different<T: std::hash::Hash + Eq>(values: &[T]) -> bool {
    values.iter().collect::<HashSet<_>>().len() == values.len()
}

/// Whether a sheet with the headings of the form lists what may be chosen in its columns: each
/// value once, and nothing that is told in words or figures.
pub(super) fn is_value_list(table: &Table) -> bool {
    let mut longest = 0;
    for (column, heading) in table.fields(table.header).enumerate() {
        let Some(field) = Field::of_heading(heading) else { continue };
        let texts = (table.header + 1..table.len()).map(|r| fold::trim(table.field(r, column)));
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        if !texts.is_empty() && (!LIST_FIELDS.contains(&field) || !are_different(&texts)) {
            return false;
        }
        longest = longest.max(texts.len());
    }
    longest >= MIN_VALUES
}
