//! F6: the blank form of one agency for one period: its tasks, its previous report, the cells to
//! fill in.
//!
//! [`Form::new`] is pure; [`csv()`], [`figures_csv()`] and [`xlsx()`] turn a form into the bytes of a file. Columns
//! come from the shared table of columns, so that a filled-in form passes the check. Writes no
//! files.

mod csv;
mod figure_sheet;
mod figures;
mod guide;
mod previous;
mod previous_figures;
mod row;
mod style;
mod validation;
mod xlsx;

pub use csv::{csv, figures_csv};
pub use figures::{FigureForm, FigureRow};
pub use guide::{ClosedList, Guide};
pub use row::FormRow;
pub use xlsx::{WorkbookError, xlsx};

use std::sync::Arc;

use chrono::NaiveDate;
use previous_figures::PreviousFigures;
use row::is_prefilled;

use crate::consolidate::Folder;
use crate::plan::{AgencyId, Lookup, Origin, Period, Plan, TaskId};
use crate::submission::{COLUMNS, FIGURES_END, Field};
use crate::text::visible::clean;

/// The form of an agency for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The stem of its file name: `so-tu-phap-2026-Q1`. It contains the agency id, by which the
    /// check recognises the sender.
    pub stem: String,
    /// Agency and period, for headers.
    pub title: String,
    /// Its columns, from left to right.
    pub columns: Vec<Field>,
    /// Its rows, one for each task.
    pub rows: Vec<FormRow>,
    /// The figures that the agency is asked for; `None` where there are none.
    pub figures: Option<FigureForm>,
    /// How to fill it in.
    pub guide: Guide,
}

impl Form {
    /// The form of an agency that is in force on the last day of the period's data window.
    ///
    /// `earlier` holds the folders of the previous period, oldest first; empty if unknown.
    pub fn new(plan: &Plan, agency: AgencyId, period: Period, earlier: &[Arc<Folder>]) -> Self {
        let day = plan.window(period).end;
        let body = plan.register.agency(agency);
        let name = lookup_name(plan, agency, day);
        let before = previous::PreviousPeriod::of(plan, agency, period, earlier);
        let columns = columns(before.is_some(), !plan.reporting.themes.is_empty());
        let rows: Vec<FormRow> = plan
            .tasks_of(agency, day)
            .into_iter()
            .map(|(task, role)| FormRow {
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
        // A body that did not exist then has no previous values either.
        let previous = before.and(period.previous());
        let before = previous.map(|period| PreviousFigures::of(plan, agency, period, earlier));
        let figures = FigureForm::new(plan, agency, &name, period, before.as_ref());
        Self { stem, title, columns, rows, figures, guide }
    }

    /// The stem of the CSV file that holds its figures.
    pub fn figures_stem(&self) -> String {
        format!("{}{}", self.stem, FIGURES_END)
    }
}

/// Prefilled columns first, then the columns to fill in; those of themes where the plan has themes.
fn columns(before: bool, themes: bool) -> Vec<Field> {
    let prefilled = [Field::Period, Field::Agency, Field::Task, Field::TaskText, Field::Role];
    let is_own = |field: &Field| {
        let is_theme = matches!(field, Field::DifficultyTheme | Field::ProposalTheme);
        !is_prefilled(*field) && (themes || !is_theme)
    };
    let own = COLUMNS.iter().map(|column| column.field).filter(is_own);
    prefilled.into_iter().chain(before.then_some(Field::Before)).chain(own).collect()
}

/// A name that the lookup resolves to this agency on a day: some former communes share theirs.
fn lookup_name(plan: &Plan, agency: AgencyId, day: NaiveDate) -> String {
    let body = plan.register.agency(agency);
    let found = |name: &String| plan.register.lookup(name, day) == Lookup::One(agency);
    let names = [body.name.clone(), body.full_name()];
    names.into_iter().find(found).unwrap_or_else(|| body.id.clone())
}

/// The wording of a task, one line per part.
fn wording(plan: &Plan, task: TaskId) -> String {
    let task = plan.task(task);
    let parts = task.parts.iter().map(|part| clean(part)).collect::<Vec<_>>().join("\n");
    // In the appendix the short name adds nothing to the wording.
    match task.name.as_ref().filter(|_| !matches!(task.origin, Origin::Appendix { .. })) {
        Some(name) => format!("{}: {parts}", clean(name)),
        None => parts,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submission::{Column, TableKind};

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
        let mut columns = columns(true, true);
        let of_progress = |column: &&Column| TableKind::Progress.has(column.field);
        let count = Field::all().filter(of_progress).count();
        assert_eq!(columns.len(), count);
        columns.sort();
        columns.dedup();
        assert_eq!(columns.len(), count);
    }
}
