//! The indicators in the status of a period: totals with who was asked and who answered, their
//! change, and how they stand to their targets. Of a sensitive indicator no value of an agency.

use serde::Serialize;

use crate::consolidate::{self, Answers, Nature, Shown, TargetOf, TargetState};
use crate::plan::{Certainty, Every, FigureUnit, Measure};
use crate::render::answered::Answered;

/// An indicator that is asked for or given.
#[derive(Debug, Serialize)]
pub struct Indicator {
    /// `II.1.1`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: &'static str,
    /// The codes of its tasks.
    pub tasks: Vec<String>,
    /// `flow`, `stock` or `rate`.
    pub measure: Measure,
    /// `quarter` or `year`.
    pub every: Every,
    /// What the total is: `sum`, `bodies` (that said 1), `ratio` (of two sums), `sole` (the rate of
    /// the one body asked) or `listed` (rates of several bodies: no total).
    pub nature: &'static str,
    /// The total.
    #[serde(flatten)]
    pub total: Total,
    /// By kind of body.
    pub kinds: Vec<KindTotal>,
    /// The ids of bodies that were asked and gave no value.
    pub silent: Vec<String>,
    /// The ids of bodies whose value is not added: no longer asked at the end of the period.
    pub ended: Vec<String>,
    /// Values that are not added, since one for the longer period stands for their quarters.
    pub stood_for: usize,
    /// What a `ratio` is computed on, where that is not the totals of its two sides.
    pub base: Option<RatioBase>,
    /// The values of the agencies; none of a sensitive indicator.
    pub agencies: Vec<AgencyValue>,
    /// The period before.
    pub previous: Option<Compared>,
    /// The same period a year before; null where that is the period before.
    pub last_year: Option<Compared>,
    /// The targets for the year of the period: the province's, then the country's.
    pub targets: Vec<Target>,
    /// Whether the plan has a target for other years only.
    pub has_other_targets: bool,
    /// Whether it covers only a part of its task.
    pub partial_of_task: bool,
    /// Whether values of agencies are hidden.
    pub sensitive: bool,
    /// How surely its wording and targets are known.
    pub certainty: Certainty,
    /// How surely it is known who is asked.
    pub asked_certainty: Certainty,
    /// What is odd about it.
    pub note: Option<String>,
}

/// What a ratio is computed on: agencies and quarters with values of both its sides.
#[derive(Debug, Serialize)]
pub struct RatioBase {
    /// The sum above the line; null of a sensitive indicator.
    pub over: Option<f64>,
    /// The sum below it, likewise.
    pub under: Option<f64>,
}

/// A total and who answered.
#[derive(Debug, Serialize)]
pub struct Total {
    /// The total; null without a value, where rates are listed, and where it is hidden.
    pub value: Option<f64>,
    /// Why it is hidden: `below_5`, or `withheld` because it would tell a hidden number.
    pub hidden: Option<&'static str>,
    /// As people read it: `1.234`, `dưới 5`, `1.234 (?)` with a value in doubt; empty without one.
    pub label: String,
    /// Bodies that were asked.
    pub asked: usize,
    /// Of those, bodies with a value.
    pub given: usize,
    /// Pairs of a body and a quarter that were asked: of a flow in a longer period.
    pub asked_parts: usize,
    /// Of those, pairs with a value.
    pub given_parts: usize,
    /// Bodies with a value that owe no report.
    pub others: usize,
    /// Excused bodies without a value.
    pub excused: usize,
    /// Bodies whose last value is of an earlier quarter.
    pub older: usize,
    /// Whether all who were asked have answered, for the whole period.
    pub complete: bool,
    /// Bodies with a value in it that a warning on figures (S007, S008, S011, S013, S015) doubts.
    pub in_doubt: usize,
}

/// The total of a kind of body.
#[derive(Debug, Serialize)]
pub struct KindTotal {
    /// The key of the kind.
    pub kind: &'static str,
    /// Its total.
    #[serde(flatten)]
    pub total: Total,
}

/// The value of an agency.
#[derive(Debug, Serialize)]
pub struct AgencyValue {
    /// Its id.
    pub agency: String,
    /// Its name.
    pub agency_name: String,
    /// The value; null for a ratio with nothing below the line.
    pub value: Option<f64>,
    /// Whether it is in doubt.
    pub in_doubt: bool,
    /// The rows it was counted from.
    pub rows: Vec<ValueRow>,
}

/// The row of a value.
#[derive(Debug, Serialize)]
pub struct ValueRow {
    /// Its file, with the sheet if several are read.
    pub file: String,
    /// Row number as a spreadsheet shows it.
    pub row: u32,
    /// The name of the cell, with its sheet.
    pub cell: Option<String>,
    /// The period of the row.
    pub period: String,
}

/// The total of another period, and the change since.
#[derive(Debug, Serialize)]
pub struct Compared {
    /// The other period.
    pub period: String,
    /// Its total.
    #[serde(flatten)]
    pub total: Total,
    /// The change since; null where no body has a value in both, and where it would tell a hidden
    /// number.
    pub change: Option<Change>,
}

/// A change, over the bodies with a value in both periods.
#[derive(Debug, Serialize)]
pub struct Change {
    /// How many bodies.
    pub bodies: usize,
    /// How many pairs of a body and a quarter.
    pub parts: usize,
    /// The difference; null where a total is hidden.
    pub difference: Option<f64>,
    /// What it is counted in: `điểm phần trăm`.
    pub unit: &'static str,
    /// Whether a value that is compared is in doubt.
    pub in_doubt: bool,
}

/// A target and how the total stands to it.
#[derive(Debug, Serialize)]
pub struct Target {
    /// `province` or `national`.
    pub of: TargetOf,
    /// Its year; null where the source gives none.
    pub year: Option<i32>,
    /// `dưới 9,5‰`.
    pub words: String,
    /// `met`, `not_met`, `at_bound`, `no_direction`, `partial`, `part_of_year`, `withheld` or
    /// `no_total`.
    pub state: TargetState,
    /// Its label.
    pub state_label: &'static str,
    /// The total less the target; of a range less its nearest end.
    pub distance: Option<f64>,
    /// What the distance is counted in.
    pub distance_unit: &'static str,
}

impl Total {
    /// Who answered, of those asked: `67/89`; of a flow in a longer period by body and quarter.
    pub fn coverage(&self) -> String {
        let answers = Answers {
            asked: self.asked,
            given: self.given,
            asked_parts: self.asked_parts,
            given_parts: self.given_parts,
            others: self.others,
            excused: self.excused,
            older: self.older,
        };
        Answered::from(&answers).in_status()
    }
}

/// What is shown of a total.
pub fn shown_label(shown: Shown) -> String {
    match shown {
        Shown::Value(value) => value.text(),
        Shown::Below5 => "dưới 5".to_owned(),
        Shown::Withheld => "không nêu".to_owned(),
    }
}

/// What stands after a number that holds a value in doubt.
pub const IN_DOUBT: &str = "(?)";

/// A number, marked where it holds a value in doubt: whoever quotes it sees that it waits for its
/// agency to confirm it.
pub fn marked(number: String, is_in_doubt: bool) -> String {
    if is_in_doubt { format!("{number} {IN_DOUBT}") } else { number }
}

/// A total as people read it, marked where it holds a value in doubt.
pub fn total_label(total: &consolidate::Total) -> Option<String> {
    total.shown.map(|shown| marked(shown_label(shown), total.in_doubt() > 0))
}

/// What is said instead of a ratio whose lower side is 0.
pub const NOTHING_TO_DIVIDE: &str = "không có gì để chia";

/// Whether a ratio has values, and nothing below the line.
pub fn divides_nothing(total: &consolidate::Total) -> bool {
    let answers = &total.answers;
    total.nature == Nature::Ratio && total.shown.is_none() && answers.given + answers.others > 0
}

/// A total with its unit, marked where it holds a value in doubt: `275.000 (?) lượt người`,
/// `98,5% (?)`.
pub fn with_unit(unit: FigureUnit, shown: Shown, is_in_doubt: bool) -> String {
    let number = shown_label(shown);
    match unit.is_count() {
        true => unit.with(&marked(number, is_in_doubt)),
        false => marked(unit.with(&number), is_in_doubt),
    }
}

/// Why a total is hidden.
pub fn hidden_key(shown: Shown) -> Option<&'static str> {
    match shown {
        Shown::Value(_) => None,
        Shown::Below5 => Some("below_5"),
        Shown::Withheld => Some("withheld"),
    }
}

/// The key of what a total is.
pub fn nature_key(nature: Nature) -> &'static str {
    match nature {
        Nature::Sum => "sum",
        Nature::Bodies => "bodies",
        Nature::Ratio => "ratio",
        Nature::Sole => "sole",
        Nature::Listed => "listed",
    }
}

/// What a total is.
pub fn nature_label(key: &str) -> &'static str {
    match key {
        "bodies" => "số cơ quan trả lời có",
        "ratio" => "tính từ hai tổng",
        "sole" => "số của cơ quan được hỏi",
        "listed" => "theo từng cơ quan, không cộng",
        _ => "tổng",
    }
}

/// How a total stands to a target.
pub fn target_label(state: TargetState) -> &'static str {
    match state {
        TargetState::Met => "đạt",
        TargetState::NotMet => "chưa đạt",
        TargetState::AtBound => "chưa đạt, mới bằng mức",
        TargetState::NoDirection => "chưa rõ chiều, chỉ nêu khoảng cách",
        TargetState::Partial => "chưa đủ số liệu để so",
        TargetState::PartOfYear => "chưa hết năm",
        TargetState::Withheld => "không nêu",
        TargetState::NoTotal => "chưa có số liệu",
    }
}
