//! Records → typed rows: parses each cell by its column. Judges and reports nothing.

use chrono::NaiveDate;

use super::row::{Cell, FigureCells, NoAgency, Row};
use super::{Field, Submission, TableKind};
use crate::plan::{AgencyId, Lookup, Period, Plan, Role, SourceOfFunds, Status, ThemeId, UnitId};
use crate::text::{date, figure, number};

/// A cache of the last few texts of a column and their values, since rows repeat them. Dates and
/// codes repeat less, and parsing them again is faster.
struct Memo<T> {
    entries: Vec<(String, T)>,
    oldest: usize,
}

impl<T: Clone> Memo<T> {
    const CAPACITY: usize = 8;

    fn new() -> Self {
        Self { entries: Vec::new(), oldest: 0 }
    }

    fn get(&mut self, text: &str, read: impl FnOnce(&str) -> T) -> T {
        // Blank texts are not cached.
        if text.is_empty() {
            return read(text);
        }
        if let Some((_, value)) = self.entries.iter().find(|(entries, _)| entries == text) {
            return value.clone();
        }
        let value = read(text);
        let entry = (text.to_owned(), value.clone());
        if self.entries.len() < Self::CAPACITY {
            self.entries.push(entry);
        } else {
            self.entries[self.oldest] = entry;
            self.oldest = (self.oldest + 1) % Self::CAPACITY;
        }
        value
    }
}

/// Parses records into typed rows.
pub(super) struct RowParser<'a> {
    plan: &'a Plan,
    day: NaiveDate,
    /// Periods, and the days for looking up agencies in their rows.
    periods: Memo<(Cell<Period>, NaiveDate)>,
    /// Agencies by their names on a day.
    agencies: (NaiveDate, Memo<Cell<AgencyId, NoAgency>>),
    statuses: Memo<Cell<Status>>,
    sources: Memo<Cell<SourceOfFunds>>,
    roles: Memo<Cell<Role>>,
    themes: Memo<Cell<ThemeId>>,
}

impl<'a> RowParser<'a> {
    pub(super) fn new(plan: &'a Plan, day: NaiveDate) -> Self {
        let (periods, statuses, sources) = (Memo::new(), Memo::new(), Memo::new());
        let agencies = (day, Memo::new());
        let (roles, themes) = (Memo::new(), Memo::new());
        Self { plan, day, periods, agencies, statuses, sources, roles, themes }
    }

    pub(super) fn row(&mut self, submission: &Submission, record: usize) -> Row {
        let text = |field: Field| match submission.columns[field as usize] {
            Some(column) => super::meant(submission.table.field(record, column.into())),
            None => "",
        };
        let (period, day) = self.periods.get(text(Field::Period), |t| {
            let period = cell(t, |t| Period::parse(t).ok_or(()));
            let day = period.value().map_or(self.day, |p| self.plan.window(p).end);
            (period, day)
        });
        // A dash means "none" in cells that may be blank.
        let optional = |field| Some(text(field)).filter(|t| !is_dash(t)).unwrap_or_default();
        let amount = |field| cell(optional(field), number::amount);
        let day_of = |field| cell(optional(field), date::in_cell);
        let status = |t: &str| cell(t, |t| Status::parse(t).ok_or(()));
        let source = |t: &str| cell(t, |t| SourceOfFunds::parse(t).ok_or(()));
        let theme = |t: &str| cell(t, |t| self.plan.reporting.themes.find(t).ok_or(()));
        Row {
            record,
            period,
            agency: self.agency(text(Field::Agency), day),
            task: cell(text(Field::Task), |t| self.plan.find_task(t).ok_or(())),
            status: self.statuses.get(text(Field::Status), status),
            progress: cell(optional(Field::Progress), number::percent),
            allocated: amount(Field::Allocated),
            disbursed: amount(Field::Disbursed),
            source: self.sources.get(optional(Field::Source), source),
            due: day_of(Field::Due),
            reported: day_of(Field::Reported),
            role: self.roles.get(optional(Field::Role), |t| cell(t, |t| Role::parse(t).ok_or(()))),
            difficulty_theme: self.themes.get(optional(Field::DifficultyTheme), theme),
            proposal_theme: self.themes.get(optional(Field::ProposalTheme), theme),
            figure: (submission.kind == TableKind::Figures).then(|| Box::new(self.figure(&text))),
        }
    }

    /// The cells of a row of figures. A value is read in the decimals of its indicator; where the
    /// indicator is unknown, as a count or else as a rate.
    fn figure<'t>(&self, text: &dyn Fn(Field) -> &'t str) -> FigureCells {
        let indicators = &self.plan.indicators;
        let indicator = cell(text(Field::Indicator), |t| indicators.find(t).ok_or(()));
        let unit = indicator.value().map(|id| indicators.get(id).unit);
        let written = Some(text(Field::Value)).filter(|t| !is_dash(t)).unwrap_or_default();
        let value = cell(written, |t| match unit.map(UnitId::get) {
            Some(unit) => figure::parse(t, unit.name, unit.decimals),
            None => figure::parse_without_unit(t),
        });
        let written = Some(text(Field::Unit)).filter(|t| !is_dash(t)).unwrap_or_default();
        FigureCells { indicator, value, unit: cell(written, |t| UnitId::find(t).ok_or(())) }
    }

    fn agency(&mut self, written: &str, day: NaiveDate) -> Cell<AgencyId, NoAgency> {
        if self.agencies.0 != day {
            self.agencies = (day, Memo::new());
        }
        self.agencies.1.get(written, |t| {
            cell(t, |t| match self.plan.register.lookup(t, day) {
                Lookup::One(id) => Ok(id),
                Lookup::Ambiguous(ids) => Err(NoAgency::Several(ids.into())),
                Lookup::Group(id) => Err(NoAgency::Group(id)),
                Lookup::Unknown => Err(NoAgency::Nobody),
            })
        })
    }
}

/// Whether a cell holds only dashes.
pub(super) fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '–' | '—'))
}

fn cell<T, F>(text: &str, read: impl FnOnce(&str) -> Result<T, F>) -> Cell<T, F> {
    if text.is_empty() {
        return Cell::Blank;
    }
    match read(text) {
        Ok(value) => Cell::Value(value),
        Err(fault) => Cell::Fault(fault),
    }
}
