//! The rows of the published tables of figures. They are no part of the JSON of a view, which has
//! the same figures in its own order; a saved view has none.

use std::sync::Arc;

use super::Word;
use crate::plan::Period;
use crate::text::quantity::Quantity;

/// The indicators of a period, their totals and the values of agencies.
#[derive(Debug, Default)]
pub struct FigureRows {
    /// The indicators that are asked for or given, in the plan's order.
    pub indicators: Vec<IndicatorRow>,
    /// Their totals: of the province, then of each kind of body.
    pub totals: Vec<TotalRow>,
    /// The values that are in the totals, none of a sensitive indicator.
    pub values: Vec<ValueRow>,
}

/// What is known of an indicator.
#[derive(Debug)]
pub struct IndicatorRow {
    /// `II.1.1`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: &'static str,
    /// `flow`, `stock` or `rate`.
    pub measure: &'static str,
    /// `quarter` or `year`.
    pub every: &'static str,
    /// The codes of its tasks.
    pub tasks: String,
    /// Who is asked on the last day of the period.
    pub asked_of: String,
    /// `read-twice`, `read-once` or `proposed`.
    pub certainty: &'static str,
    /// How surely it is known who is asked.
    pub asked_certainty: &'static str,
    /// Document and place; empty where it comes from the plan.
    pub source: String,
    /// Whether values of agencies are hidden.
    pub is_sensitive: bool,
    /// Whether it covers only a part of its task.
    pub is_partial: bool,
    /// The code of the indicator that it is a part of.
    pub part_of: String,
    /// What counts.
    pub counts: String,
    /// What does not.
    pub not: String,
}

/// A total.
#[derive(Debug)]
pub struct TotalRow {
    /// Index of the indicator.
    pub indicator: usize,
    /// `toan_tinh`, or the key of a kind of body.
    pub of: &'static str,
    /// What the total is.
    pub nature: &'static str,
    /// `None` without one and where it is hidden.
    pub value: Option<Quantity>,
    /// `below_5` or `withheld`; empty where it is not hidden.
    pub hidden: &'static str,
    /// Bodies that were asked, and of those who gave a value.
    pub asked: [usize; 2],
    /// Pairs of a body and a quarter, likewise.
    pub parts: [usize; 2],
    /// Bodies with a value that owe no report.
    pub others: usize,
    /// Excused bodies without a value.
    pub excused: usize,
    /// Whether all who were asked have answered.
    pub is_complete: bool,
    /// Bodies with a value in doubt.
    pub in_doubt: usize,
}

/// A value of an agency.
#[derive(Debug)]
pub struct ValueRow {
    /// Index of the indicator.
    pub indicator: usize,
    /// The period of its row.
    pub period: Period,
    /// The id of the agency, under the name it gave the value.
    pub agency: String,
    /// Its name.
    pub agency_name: Arc<str>,
    /// The label of its kind.
    pub kind: Word,
    /// In hundredths.
    pub value: i64,
    /// Whether it is in doubt.
    pub is_in_doubt: bool,
    /// Its file, with the sheet if several are read.
    pub file: Arc<str>,
    /// Row number as a spreadsheet shows it.
    pub row: u32,
}
