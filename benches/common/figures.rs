//! Made-up tables of figures, one beside each report: values that a careful clerk would give, moving
//! from quarter to quarter.
//!
//! A value depends on the seed of its body, the indicator and the quarter alone, so that a part never
//! exceeds its whole and no session is without people.

use report::plan::{AgencyId, Every, Indicator, IndicatorId, Measure, Period, Plan, SCALE};
use report::source::Source;
use report::submission::Field;

use super::{Dialect, Dice, record};

/// The columns of the table.
const FIELDS: [Field; 7] = [
    Field::Period,
    Field::Agency,
    Field::Indicator,
    Field::Value,
    Field::Unit,
    Field::Note,
    Field::Reported,
];

/// Who gives figures, of which quarter.
#[derive(Clone, Copy)]
pub(crate) struct Giver {
    pub(crate) agency: AgencyId,
    pub(crate) period: Period,
    /// The quarter of the made-up year, from 0.
    pub(crate) quarter: usize,
    /// The same in every quarter.
    pub(crate) seed: u64,
}

impl Giver {
    /// The indicators it is asked for that are due: all that it leads, and of the others as many as
    /// there is room for.
    pub(crate) fn asked(&self, plan: &Plan, most: usize) -> Vec<IndicatorId> {
        let window = plan.window(self.period);
        let ends_year = window.end == plan.window(Period::Year(self.period.year())).end;
        let mut all = plan.figures_of(self.agency, window.end);
        all.retain(|id| ends_year || plan.indicators.get(*id).every == Every::Quarter);
        let leads = |id: &IndicatorId| plan.is_lead_of_figure(*id, self.agency, window.end);
        let led = all.iter().filter(|id| leads(id)).count();
        let mut room = most.saturating_sub(led);
        all.retain(|id| {
            leads(id) || {
                let fits = room > 0;
                room = room.saturating_sub(1);
                fits
            }
        });
        all
    }

    /// Its table of figures; `None` where it is asked for none.
    pub(crate) fn file(&self, plan: &Plan, most: usize, dialect: Dialect) -> Option<Source> {
        let asked = self.asked(plan, most);
        if asked.is_empty() {
            return None;
        }
        let agency = plan.register.agency(self.agency);
        let mut out = Vec::with_capacity(asked.len() * 110 + 120);
        if dialect.bom {
            out.extend_from_slice("\u{FEFF}".as_bytes());
        }
        let heading = |field: &Field| if dialect.machine { field.key() } else { field.heading() };
        record(&mut out, dialect, FIELDS.iter().map(heading));
        let (period, day) = (self.period.written(), plan.window(self.period).end);
        let (id, machine_day) = (self.period.id(), day.to_string());
        let human_day = day.format("%d/%m/%Y").to_string();
        for id_of_figure in asked {
            let indicator = plan.indicators.get(id_of_figure);
            let value = self.value(plan, id_of_figure);
            let cells = [
                if dialect.machine { &id } else { &period },
                if dialect.machine { &agency.id } else { &agency.name },
                &indicator.id,
                &written(value, dialect),
                indicator.unit.get().name,
                "",
                if dialect.machine { &machine_day } else { &human_day },
            ];
            record(&mut out, dialect, cells.into_iter());
        }
        Some(Source::new(format!("{}-so-lieu.csv", agency.id), out))
    }

    /// In hundredths of the unit.
    fn value(&self, plan: &Plan, id: IndicatorId) -> i64 {
        let indicator = plan.indicators.get(id);
        let mut dice = Dice(self.seed * 64 + id.index() as u64);
        dice.below(2);
        if let Some(whole) = indicator.part_of {
            let whole = self.value(plan, whole) / SCALE;
            return (whole - whole / (2 + dice.below(3) as i64)) * SCALE;
        }
        if let Some(sessions) = indicator.goes_with {
            let sessions = self.value(plan, sessions) / SCALE;
            let each = 18 + dice.below(40) as i64;
            return sessions * (each + self.quarter as i64) * SCALE;
        }
        self.alone(indicator, &mut dice)
    }

    fn alone(&self, indicator: &Indicator, dice: &mut Dice) -> i64 {
        let quarter = self.quarter as i64;
        if !indicator.values.is_empty() {
            return dice.of(&indicator.values);
        }
        match indicator.measure {
            Measure::Rate => (10 + dice.below(80) as i64) * SCALE + dice.below(10) as i64 * 10,
            Measure::Stock => (20 + dice.below(140) as i64 + quarter) * SCALE,
            Measure::Flow if dice.below(5) == 0 => 0,
            Measure::Flow => {
                let base = 5 + dice.below(50) as i64;
                (base + (base * quarter + dice.below(9) as i64) % 6) * SCALE
            }
        }
    }
}

/// `1.234`, `42,5`; for machines `1234`, `42,5`.
fn written(value: i64, dialect: Dialect) -> String {
    let whole = match dialect.machine {
        true => (value / SCALE).to_string(),
        false => report::text::number::dong(value / SCALE),
    };
    match value % SCALE / 10 {
        0 => whole,
        tenths => format!("{whole},{tenths}"),
    }
}
