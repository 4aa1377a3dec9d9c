//! The canonical spelling of a cell, where its meaning is certain and does not change.

use chrono::{Datelike, NaiveDate};

use super::ChangeKind;
use crate::plan::{AgencyId, Lookup, Period, Plan, Role, SourceOfFunds, Status, ThemeId, UnitId};
use crate::submission::columns::Field;
use crate::submission::row::{Cell, FigureCells, NoAgency, Row};
use crate::text::compose::composed;
use crate::text::date::{Ambiguity, Fault};
use crate::text::{date, figure, fold, formula, hidden, number};

/// What the meaning of a cell depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    /// The plan.
    pub(super) plan: &'a Plan,
    /// The day of rows whose own period cannot be read.
    pub(super) day: NaiveDate,
}

/// A text in composed form without hidden characters and formulas; its words do not change.
pub(super) fn tidy(raw: &str) -> String {
    formula::neutral(&composed(&hidden::without(raw))).into_owned()
}

/// Whether a column holds free text.
pub(super) fn is_text(field: Field) -> bool {
    field.column().holds.is_free_text()
}

/// What a cell of a row should hold.
pub(super) fn canonical_cell(cx: &Context<'_>, row: &Row, field: Field, raw: &str) -> String {
    match field {
        Field::Period => canonical_or_raw(
            &row.period,
            raw,
            |p| vec![p.written()],
            |t| Period::parse(t).ok_or(()),
        ),
        Field::Agency => agency(cx, row, raw),
        Field::Task => canonical_or_raw(
            &row.task,
            raw,
            |id| vec![cx.plan.task(id).id.clone()],
            |t| cx.plan.find_task(t).ok_or(()),
        ),
        Field::Status => canonical_or_raw(
            &row.status,
            raw,
            |s| vec![s.label().into()],
            |t| Status::parse(t).ok_or(()),
        ),
        Field::Source => canonical_or_raw(
            &row.source,
            raw,
            |s| vec![s.label().into()],
            |t| SourceOfFunds::parse(t).ok_or(()),
        ),
        Field::DifficultyTheme => theme(cx, &row.difficulty_theme, raw),
        Field::ProposalTheme => theme(cx, &row.proposal_theme, raw),
        Field::Role => canonical_or_raw(
            &row.role,
            raw,
            |r| vec![r.label().into()],
            |t| Role::parse(t).ok_or(()),
        ),
        // A number that is no percentage is wrong, not misspelt: it is not changed.
        Field::Progress => {
            let text = |v: i64| {
                (0..=10_000).contains(&v).then(|| number::hundredths(v)).into_iter().collect()
            };
            canonical_or_raw(&value(&row.progress), raw, text, |t| {
                number::percent(t).map(|r| r.value)
            })
        }
        Field::Allocated => amount(&row.allocated, raw),
        Field::Disbursed => amount(&row.disbursed, raw),
        Field::Indicator | Field::Value | Field::Unit => match &row.figure {
            Some(cells) => figure_cell(cx, cells, field, raw),
            None => tidy(raw),
        },
        Field::Due => day(&row.due, raw),
        Field::Reported => day(&row.reported, raw),
        _ => tidy(raw),
    }
}

/// A cell that only rows of figures have. A value whose indicator is unknown stays as it is: its
/// number of decimals is not known either.
fn figure_cell(cx: &Context<'_>, cells: &FigureCells, field: Field, raw: &str) -> String {
    let indicators = &cx.plan.indicators;
    match (field, cells.indicator.value()) {
        (Field::Indicator, _) => canonical_or_raw(
            &cells.indicator,
            raw,
            |id| vec![indicators.get(id).id.clone()],
            |t| indicators.find(t).ok_or(()),
        ),
        (Field::Unit, _) => canonical_or_raw(
            &cells.unit,
            raw,
            |unit| vec![unit.get().name.to_owned()],
            |t| UnitId::find(t).ok_or(()),
        ),
        (_, Some(id)) => {
            let unit = indicators.get(id).unit.get();
            // `1.234` may be a fraction where rates are read.
            let spellings = |v: i64| vec![figure::shown(v), figure::shown(v).replace('.', "")];
            let read = |text: &str| figure::parse(text, unit.name, unit.decimals).map(|r| r.value);
            canonical_or_raw(&value(&cells.value), raw, spellings, read)
        }
        _ => {
            let read = |text: &str| figure::parse_without_unit(text).map(|r| r.value);
            canonical_or_raw(&value(&cells.value), raw, |_| Vec::new(), read)
        }
    }
}

/// A number under a heading with its own unit: only hidden characters are removed.
pub(super) fn as_written(raw: &str) -> String {
    let text = tidy(raw);
    let read = |text: &str| {
        let text = formula::unquoted(fold::trim(text));
        let value = |reading: number::Reading| reading.value;
        (number::amount(text).map(value), number::percent(text).map(value))
    };
    if read(&text) == read(raw) { text } else { formula::neutral(raw).into_owned() }
}

/// The first spelling with the same meaning: a canonical one, else the cell without hidden
/// characters, else the cell as written.
fn canonical_or_raw<T: Copy + PartialEq, F: PartialEq>(
    cell: &Cell<T, F>,
    raw: &str,
    canonical: impl Fn(T) -> Vec<String>,
    read: impl Fn(&str) -> Result<T, F>,
) -> String {
    let same_content = |text: &String| {
        let text = formula::unquoted(fold::trim(text));
        match (cell, read(text)) {
            (Cell::Value(value), Ok(read)) => *value == read,
            (Cell::Fault(fault), Err(read)) => !text.is_empty() && *fault == read,
            _ => false,
        }
    };
    if cell.is_blank() {
        return String::new();
    }
    let mut spellings = cell.value().map(canonical).unwrap_or_default();
    spellings.push(tidy(raw));
    let as_it_is = || formula::neutral(raw).into_owned();
    spellings.into_iter().find(same_content).unwrap_or_else(as_it_is)
}

fn agency(cx: &Context<'_>, row: &Row, raw: &str) -> String {
    let register = &cx.plan.register;
    let day = row.period.value().map_or(cx.day, |p| cx.plan.window(p).end);
    let names = |id: AgencyId| {
        let agency = register.agency(id);
        vec![agency.name.clone(), agency.full_name()]
    };
    canonical_or_raw(&row.agency, raw, names, |text| match register.lookup(text, day) {
        Lookup::One(id) => Ok(id),
        Lookup::Ambiguous(ids) => Err(NoAgency::Several(ids.into())),
        Lookup::Group(id) => Err(NoAgency::Group(id)),
        Lookup::Unknown => Err(NoAgency::Nobody),
    })
}

fn theme(cx: &Context<'_>, cell: &Cell<ThemeId>, raw: &str) -> String {
    let themes = &cx.plan.reporting.themes;
    let name = |id: ThemeId| vec![themes.get(id).name.clone()];
    canonical_or_raw(cell, raw, name, |text| themes.find(text).ok_or(()))
}

fn amount(cell: &Cell<number::Reading, number::Fault>, raw: &str) -> String {
    let read = |text: &str| number::amount(text).map(|r| r.value);
    // Keeps the unit of an amount so small that it needs one.
    let canonical = |v: i64| match number::wants_unit(v) && number::names_unit(raw) {
        true => vec![format!("{} đồng", number::dong(v))],
        false => vec![number::dong(v)],
    };
    canonical_or_raw(&value(cell), raw, canonical, read)
}

fn day(cell: &Cell<NaiveDate, Fault>, raw: &str) -> String {
    // A text holds no evidence of how a spreadsheet took its dates.
    if let Some(&Fault::Ambiguous(Ambiguity::Swapped { held, typed })) = cell.fault() {
        return date::either(held, typed);
    }
    let text = |d: NaiveDate| vec![format!("{:02}/{:02}/{:04}", d.day(), d.month(), d.year())];
    canonical_or_raw(cell, raw, text, date::in_cell)
}

/// A number without its notation.
fn value<F: Clone>(cell: &Cell<number::Reading, F>) -> Cell<i64, F> {
    match cell {
        Cell::Blank => Cell::Blank,
        Cell::Value(reading) => Cell::Value(reading.value),
        Cell::Fault(fault) => Cell::Fault(fault.clone()),
    }
}

/// Whether two rows mean the same, whatever their spelling.
pub(super) fn same(a: &Row, b: &Row) -> bool {
    a.period == b.period
        && a.agency == b.agency
        && a.task == b.task
        && a.status == b.status
        && value(&a.progress) == value(&b.progress)
        && value(&a.allocated) == value(&b.allocated)
        && value(&a.disbursed) == value(&b.disbursed)
        && a.source == b.source
        && a.due == b.due
        && a.reported == b.reported
        && a.role == b.role
        && a.difficulty_theme == b.difficulty_theme
        && a.proposal_theme == b.proposal_theme
        && same_figure(a.figure.as_deref(), b.figure.as_deref())
}

fn same_figure(a: Option<&FigureCells>, b: Option<&FigureCells>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            a.indicator == b.indicator && value(&a.value) == value(&b.value) && a.unit == b.unit
        }
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// The kind of change from `before` to `after`.
pub(super) fn kind(field: Option<Field>, before: &str, after: &str) -> ChangeKind {
    let shown = hidden::without(before);
    let composed = composed(&shown);
    if fold::trim(before) == after {
        ChangeKind::Spaces
    } else if after.strip_prefix('\'') == Some(&*composed) {
        ChangeKind::Formula
    } else if fold::trim(&composed) == fold::trim(after) {
        if shown == before { ChangeKind::Unicode } else { ChangeKind::Hidden }
    } else {
        field.map_or(ChangeKind::Hidden, ChangeKind::Value)
    }
}
