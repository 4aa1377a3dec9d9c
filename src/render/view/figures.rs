//! The figures of indicators in the view: sums with their coverage, and the values of agencies.
//!
//! No sum stands without the number of agencies behind it. Values of single agencies of a sensitive
//! indicator are nowhere in it. A number that holds a value in doubt carries its mark with it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CiteView, LazyList, NamedPeriod, Word};

/// The indicators that were asked for or given.
#[derive(Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndicatorsView {
    /// By task, in the order of the plan; empty if no agency gave any figure.
    pub tasks: Vec<IndicatorGroup>,
    /// Targets of other documents than the plan, by document.
    pub documents: Vec<IndicatorGroup>,
    /// Number of indicators of both lists.
    pub count: usize,
    /// How many of these have a value.
    pub with_value: usize,
    /// Whether a wording by task is proposed and not confirmed.
    pub is_proposed: bool,
    /// The same period of the year before, if figures of it are there.
    pub year_before: Option<NamedPeriod>,
    /// Whether a number is marked as one that holds a value in doubt.
    pub has_doubts: bool,
    /// The values of each agency, in tables by kind of agency.
    pub tables: Vec<FigureTable>,
}

/// The indicators of a task or of a document.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndicatorGroup {
    /// The code of the task; null for a document.
    pub task: Option<String>,
    /// The short name of the task, or the document.
    pub title: String,
    /// Its indicators.
    pub sums: Vec<SumView>,
}

/// An indicator and its sum over all agencies.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SumView {
    /// `II.1.1`.
    pub id: String,
    /// `Số buổi truyền thông trực tiếp về quyền trẻ em`.
    pub name: String,
    /// `buổi`.
    pub unit: Word,
    /// `flow`: of the period; `stock`: at its end; `rate`: a rate.
    pub measure: Word,
    /// Every how many: `quarter` or `year`.
    pub every: Word,
    /// What the total is: `sum`; `bodies`, those that answered yes; `ratio`, computed from two sums;
    /// `sole`, the rate of the only body asked; `listed`, rates that are never summed.
    pub nature: Word,
    /// The sum, `1.234`, `1.234 (?)` with a value in doubt, `dưới 5` or `không nêu`; null without
    /// values, or if they are never summed.
    pub total: Option<String>,
    /// In the previous period.
    pub before: Option<String>,
    /// In the same period of the year before.
    pub year_before: Option<String>,
    /// The change since the previous period; null without agencies that have a value in both.
    pub change: Option<SumChange>,
    /// The targets for the year: the province's, then the country's.
    pub targets: Vec<SumTarget>,
    /// The row, if a single agency gave it and its value is no secret.
    pub cite: Option<CiteView>,
    /// The agencies behind it.
    pub coverage: SumCoverage,
    /// Agencies with a value in it that is in doubt.
    pub in_doubt: usize,
    /// These agencies with their values; none of a sensitive indicator.
    pub doubted: Vec<DoubtedValue>,
    /// Agencies whose value is not in it: dissolved, or no longer asked, at the end of the period.
    pub ended: Vec<String>,
    /// Values that are not in it, since one for several quarters stands for theirs.
    pub stood_for: usize,
    /// What a `ratio` is computed on, where that is not the totals of its two sides: only agencies and
    /// quarters with values of both count. `98/1.113`; empty of a sensitive indicator.
    pub base: Option<String>,
    /// By kind of agency, if several kinds give it.
    pub kinds: Vec<KindSum>,
    /// `lead`, `provincial`: covers only the part of its task that the lead, or bodies of the
    /// province, have; null if it covers all of it.
    pub part: Option<Word>,
    /// Whether values of single agencies are nowhere printed.
    pub is_sensitive: bool,
    /// What is odd about it.
    pub note: Option<String>,
    /// How surely its wording and target are known: `read-twice`, `read-once`, `proposed`.
    pub certainty: Word,
    /// How surely it is known who is asked.
    pub asked_certainty: Word,
    /// The indicator that it is a part of.
    pub part_of: Option<String>,
    /// The indicator that it goes with.
    pub goes_with: Option<String>,
    /// The values through the quarters, if it has a target and at least three of them have one.
    pub trend: Vec<SumPoint>,
}

/// The value of an agency that is in doubt.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DoubtedValue {
    /// The agency.
    pub agency: String,
    /// Its value; null for a ratio with nothing below the line.
    pub value: Option<String>,
}

/// How many agencies are behind a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SumCoverage {
    /// Of those asked, agencies with a value.
    pub given: usize,
    /// Agencies that were asked.
    pub asked: usize,
    /// Agencies with a value that owe no report: in the sum, but not among those asked.
    pub others: usize,
    /// Excused agencies without a value, not among those asked.
    pub excused: usize,
    /// Agencies whose last value is of an earlier quarter than the last one asked for.
    pub older: usize,
    /// Whether all who were asked have answered, for the whole period.
    pub is_complete: bool,
    /// The agency, if only one was asked.
    pub only: Option<String>,
    /// Whether that one leads the task.
    pub is_lead: bool,
    /// In a longer period, of a flow: values of single quarters that are there.
    pub parts_given: Option<usize>,
    /// Of how many that were asked for.
    pub parts_asked: Option<usize>,
}

/// A change over agencies that have a value in both periods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SumChange {
    /// `up`, `down` or `same`.
    pub direction: Word,
    /// By how much, without a sign: `120`; `0,5 điểm phần trăm` of a rate; `120 (?)` if a value that is
    /// compared is in doubt.
    pub amount: String,
    /// Over how many agencies.
    pub agencies: usize,
}

/// A target and how the sum stands to it.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SumTarget {
    /// `dưới 9,5`, `từ 2 đến 3`, `98,5 trở lên`.
    pub words: String,
    /// The year it applies to; null where the source gives none.
    pub year: Option<i32>,
    /// Whether the province set it.
    pub is_provincial: bool,
    /// `met`, `not_met`, `at_bound`: equal to a bound that is not enough, `no_direction`, `partial`:
    /// not all have answered, `part_of_year`, `withheld` or `no_total`.
    pub state: Word,
    /// How far off the sum is, `0,5 điểm phần trăm`; null where that may or can not be told.
    pub distance: Option<String>,
}

/// The sum over agencies of a kind.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct KindSum {
    /// `sở, ban, ngành`, `xã, phường`.
    pub words: String,
    /// The sum; null without values.
    pub total: Option<String>,
    /// Of those asked, agencies with a value.
    pub given: usize,
    /// Agencies that were asked.
    pub asked: usize,
    /// Agencies with a value that were not asked.
    pub others: usize,
}

/// The value of a quarter.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SumPoint {
    /// Its place in the line, from 0.
    pub at: usize,
    /// `quý IV năm 2025`.
    pub name: String,
    /// In hundredths of the unit, for the line; null without a value.
    pub value: Option<i64>,
    /// As printed.
    pub shown: Option<String>,
    /// Of those asked, agencies with a value.
    pub given: usize,
    /// Agencies that were asked.
    pub asked: usize,
}

/// The values of agencies of one kind for some indicators.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FigureTable {
    /// `Sở, ban, ngành`.
    pub kind: Word,
    /// The indicators of the columns: `II.1.1`.
    pub columns: Vec<String>,
    /// The agencies with a value of these.
    pub rows: LazyList<FigureRow>,
    /// The sums of the columns; null where values are never summed.
    pub sums: Vec<Option<String>>,
}

/// The values of an agency.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FigureRow {
    /// The agency.
    pub agency: Arc<str>,
    /// Its value for each column, or null.
    pub values: Vec<Option<String>>,
    /// The files of these values in the annex of sources.
    pub sources: Vec<u32>,
}

/// The sums that the body prints of a task.
#[derive(Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TaskSums {
    /// Sums over the same agencies together.
    pub runs: Vec<SumRun>,
    /// Further sums of the task that stand in the annex.
    pub more: usize,
}

/// Sums over the same agencies.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SumRun {
    /// `1.234 buổi truyền thông trực tiếp về quyền trẻ em với 56.789 (?) lượt người`.
    pub words: Vec<String>,
    /// The agencies behind them.
    pub coverage: SumCoverage,
    /// Whether one of them holds a value in doubt; its number is marked.
    pub in_doubt: bool,
    /// Which part of the task they cover, as in `SumView`.
    pub part: Option<Word>,
    /// The unit of the first of them, for its change; empty if the change names its own.
    pub unit: Word,
    /// The change of the first of them, if the body tells it.
    pub change: Option<SumChange>,
}
