//! F6: the blank form of one agency for one period: its tasks, what it said last time, the cells
//! to be filled in.
//!
//! [`Form::new`] is pure; [`csv()`] and [`xlsx()`] turn a form into the bytes of a file. Columns come
//! from the one table of columns, so that a form that is filled in checks clean. Writes nothing.

mod csv;
mod guide;
mod previous;
mod row;
mod xlsx;

pub use csv::csv;
pub use guide::{Guide, List};
pub use row::Row;
pub use xlsx::{WorkbookError, xlsx};

use std::sync::Arc;

use chrono::NaiveDate;
use row::{capitalize, is_prefilled};

use crate::consolidate::Folder;
use crate::plan::{AgencyId, Lookup, Origin, Period, Plan, TaskId};
use crate::submission::{COLUMNS, Field};
use crate::text::visible::clean;

/// The form of an agency for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The stem of its file name: `so-tu-phap-2026-Q1`. It holds the id by which the check knows
    /// whose file it is.
    pub stem: String,
    /// Whose form it is and for when, for headers.
    pub title: String,
    /// Its columns, from left to right.
    pub columns: Vec<Field>,
    /// Its rows, one for each task.
    pub rows: Vec<Row>,
    /// How to fill it in.
    pub guide: Guide,
}

impl Form {
    /// The form of an agency that is in force on the last day of the period's data window.
    ///
    /// `earlier` holds the folders of the period before, oldest first; none where it is not known.
    pub fn new(plan: &Plan, agency: AgencyId, period: Period, earlier: &[Arc<Folder>]) -> Self {
        let day = plan.window(period).end;
        let body = plan.register.agency(agency);
        let name = lookup_name(plan, agency, day);
        let before = previous::PreviousPeriod::of(plan, agency, period, earlier);
        let columns = columns(before.is_some());
        let rows: Vec<Row> = plan
            .tasks_of(agency, day)
            .into_iter()
            .map(|(task, role)| Row {
                task,
                role,
                cells: columns
                    .iter()
                    .map(|field| match field {
                        Field::Period => period.written(),
                        Field::Agency => name.clone(),
                        Field::Task => plan.task(task).id.clone(),
                        Field::TaskText => wording(plan, task),
                        Field::Role => role.map_or(String::new(), |role| role.label().to_owned()),
                        Field::Before => before.as_ref().map_or(String::new(), |b| b.cell(task)),
                        _ => String::new(),
                    })
                    .collect(),
            })
            .collect();
        let stem = format!("{}-{}", body.id, period.id());
        let guide = guide::of(plan, body, period, &columns, &rows, &stem);
        let title = format!("{} – {}", clean(&body.name), period.name());
        Self { stem, title, columns, rows, guide }
    }
}

/// What stands already on the left, what is to be written on the right.
fn columns(before: bool) -> Vec<Field> {
    let prefilled = [Field::Period, Field::Agency, Field::Task, Field::TaskText, Field::Role];
    let own = COLUMNS.iter().map(|column| column.field).filter(|field| !is_prefilled(*field));
    prefilled.into_iter().chain(before.then_some(Field::Before)).chain(own).collect()
}

/// The name under which an agency is found on a day: some former communes share theirs.
fn lookup_name(plan: &Plan, agency: AgencyId, day: NaiveDate) -> String {
    let body = plan.register.agency(agency);
    let found = |name: &String| plan.register.lookup(name, day) == Lookup::One(agency);
    let names = [body.name.clone(), body.full_name()];
    names.into_iter().find(found).unwrap_or_else(|| body.id.clone())
}

/// The words of a task, each part on a line of its own.
fn wording(plan: &Plan, task: TaskId) -> String {
    let task = plan.task(task);
    let parts = task.parts.iter().map(|part| clean(part)).collect::<Vec<_>>().join("\n");
    // The short name of a task says no more than its wording.
    match task.name.as_ref().filter(|_| !matches!(task.origin, Origin::Appendix { .. })) {
        Some(name) => format!("{}: {parts}", clean(name)),
        None => parts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_period_reads_back() {
        let day = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap();
        for (period, expected) in [
            (Period::Quarter(2026, 1), "Quý I/2026"),
            (Period::Half(2025, 1), "6 tháng đầu năm 2025"),
            (Period::Half(2025, 2), "6 tháng cuối năm 2025"),
            (Period::NineMonths(2025), "9 tháng năm 2025"),
            (Period::Year(2025), "Năm 2025"),
            (Period::Range(day(5, 1), day(6, 15)), "2025-05-01..2025-06-15"),
        ] {
            assert_eq!(period.written(), expected);
            assert_eq!(Period::parse(&period.written()), Some(period));
        }
    }

    #[test]
    fn every_column_of_the_table_is_on_the_form_once() {
        let mut columns = columns(true);
        assert_eq!(columns.len(), Field::COUNT);
        columns.sort();
        columns.dedup();
        assert_eq!(columns.len(), Field::COUNT);
    }
}
