//! The values of a folder, each with its provenance.

use super::super::cite::Cite;
use crate::check::{AcceptedFigure, Checked};
use crate::plan::{AgencyId, IndicatorId, Period};
use crate::submission::Field;

/// A value that counts.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The agency, under the name it gave it.
    pub agency: AgencyId,
    /// The period of its row.
    pub period: Period,
    /// Its provenance: the source is that of the period's own report.
    pub cite: Cite,
    /// Whether a rule of the check doubts it.
    pub in_doubt: bool,
    /// In hundredths of the unit.
    pub(super) value: i64,
    pub(super) indicator: IndicatorId,
}

impl Reading {
    /// Its value, in hundredths of the unit. Readings are handed out with their agencies alone, so
    /// those of a sensitive indicator for the agency's own sheet.
    pub fn value(&self) -> i64 {
        self.value
    }
}

/// The values of a folder, in file order; sources count from its first file.
pub(in super::super) fn of_folder(checked: &Checked) -> Vec<Reading> {
    let of = |figure: AcceptedFigure<'_>| Reading {
        agency: figure.agency(),
        period: figure.period(),
        value: figure.value(),
        indicator: figure.indicator(),
        in_doubt: figure.is_in_doubt(),
        cite: Cite::of_row((
            figure.file,
            figure.submission.table.sheet_number(figure.row.record),
            figure.submission.row_number(figure.row),
        ))
        .in_column(figure.submission.column(figure.row, Field::Value)),
    };
    checked.figures().map(of).collect()
}
