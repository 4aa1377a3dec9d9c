//! Classifies sheets of a workbook that are not tables of the form: lists of values, instructions,
//! or possible data that must not be skipped silently.
//!
//! Reports nothing; `sheets` does.

use std::collections::HashSet;

use super::Field;
use super::footer::is_like_a_code;
use super::parse::ReadOptions;
use super::unread_column::{self, ValueKind};
use crate::decode::book::is_guide;
use crate::decode::table::Table;
use crate::plan::{Lookup, Period, Plan, Status};
use crate::text::{figure, fold};

/// Minimum number of values of a list.
const MIN_VALUES: usize = 3;
/// Minimum number of statuses of a list of statuses.
const MIN_STATUSES: usize = 4;
/// Columns whose values are chosen from a list.
const LIST_FIELDS: [Field; 6] =
    [Field::Period, Field::Agency, Field::Task, Field::Status, Field::Source, Field::Role];

/// A cell that shows that a sheet without the headings of the form may hold data: a task beside a
/// status or a number, several indicators beside numbers, or a column of figures. A hidden sheet holds lists for a form, unless it has
/// amounts beside tasks. Instructions and examples hold none, unless a row of them is a report.
pub(super) fn data_cell(
    table: &Table,
    hidden: bool,
    plan: &Plan,
    options: ReadOptions,
) -> Option<(usize, usize)> {
    if table.sheet.as_ref().is_some_and(|sheet| is_guide(&sheet.name)) {
        return reported_cell(table, plan, options);
    }
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
    if let Some(cell) = indicator_value(table, plan, &lists) {
        return Some(cell);
    }
    (0..width).filter(|column| !lists[*column]).find_map(|column| {
        // A column without a heading is weaker evidence.
        let heading = Some(heading(column)).filter(|text| !text.is_empty()).unwrap_or("cột");
        let found = unread_column::inspect(table, column, heading, &[None; Field::COUNT])?;
        (found.kind != ValueKind::Dates).then_some(())?;
        let mut records = table.header + 1..table.len();
        let first =
            records.find(|record| fold::trim(table.field(*record, column)) == found.example);
        Some((first?, column))
    })
}

/// Minimum number of rows with an indicator and a number; one may be a mention.
const MIN_INDICATORS: usize = 2;

/// The first number beside the code or the name of an indicator, where several rows have one.
fn indicator_value(table: &Table, plan: &Plan, lists: &[bool]) -> Option<(usize, usize)> {
    let text = |record: usize, column: usize| fold::trim(table.field(record, column));
    let names: HashSet<String> =
        plan.indicators.iter().map(|(_, indicator)| fold::name(&indicator.name)).collect();
    let is_indicator = |text: &str| {
        is_like_a_code(text) && plan.indicators.find(text).is_some()
            || names.contains(&fold::name(text))
    };
    let numbers_rows = |column: usize| {
        let cells = (table.header + 1..table.len()).map(|record| text(record, column));
        let mut numbered = cells.filter(|text| !text.is_empty()).zip(1..);
        numbered.all(|(text, n)| text.parse() == Ok(n))
    };
    let is_other: Vec<bool> =
        lists.iter().enumerate().map(|(column, list)| *list || numbers_rows(column)).collect();
    let value = |record: usize| {
        let indicator = (0..table.width(record)).find(|at| is_indicator(text(record, *at)))?;
        let is_value = |at: &usize| {
            let is_number = || figure::parse_without_unit(text(record, *at)).is_ok();
            *at != indicator && !is_other[*at] && is_number()
        };
        (0..table.width(record)).find(is_value).map(|column| (record, column))
    };
    let mut values = (0..table.len()).filter_map(value);
    let first = values.next()?;
    values.nth(MIN_INDICATORS - 2).map(|_| first)
}

/// A cell of instructions or examples with the headings of the form that is no example: in a row of
/// an agency of the plan on one of its codes in the requested period.
fn reported_cell(table: &Table, plan: &Plan, options: ReadOptions) -> Option<(usize, usize)> {
    let of: Vec<_> = table.fields(table.header).map(Field::of_heading).collect();
    let column = |field: Field| of.iter().position(|of| *of == Some(field));
    let (period, agency) = (column(Field::Period)?, column(Field::Agency)?);
    let text = |record: usize, column: usize| fold::trim(table.field(record, column));
    let is_of_period = |record: usize| {
        let is_wanted =
            |period| options.period.is_none_or(|wanted| plan.covers_period(wanted, period));
        Period::parse(text(record, period)).is_some_and(is_wanted)
    };
    let is_of_agency = |record: usize| {
        matches!(plan.register.lookup(text(record, agency), options.day), Lookup::One(_))
    };
    let value = |record: usize| {
        let is_task = |at: &usize| plan.find_task(text(record, *at)).is_some();
        let is_indicator = |at: &usize| plan.indicators.find(text(record, *at)).is_some();
        let is_status = |at: &usize| Status::parse(text(record, *at)).is_some();
        let is_number = |at: &usize| figure::parse_without_unit(text(record, *at)).is_ok();
        let status = column(Field::Task).filter(is_task).and(column(Field::Status));
        let number = column(Field::Indicator).filter(is_indicator).and(column(Field::Value));
        status.filter(is_status).or(number.filter(is_number))
    };
    (table.header + 1..table.len())
        .filter(|record| is_of_period(*record) && is_of_agency(*record))
        .find_map(|record| Some((record, value(record)?)))
}

/// Whether a column is a list of allowed values: each status once, or numbers in equal steps.
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

/// Whether a sheet with the headings of the form lists the allowed values of its columns: each
/// value once, and no texts or figures.
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
