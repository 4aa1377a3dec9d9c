//! Indicators: the figures that agencies are asked for, beside their progress on the tasks.
//!
//! A value is an integer in hundredths of its unit, so that rates with two decimals and counts are
//! held alike; see [`UNITS`] for the decimals that a unit allows.

use chrono::NaiveDate;

use super::register::Kind;
use super::status::keyed;
use super::task::{Party, TaskId};
use crate::text::fold;

/// Hundredths in one unit: values and targets are integers of this scale.
pub const SCALE: i64 = 100;

/// An indicator, by its index in [`Indicators::list`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndicatorId(u16);

impl IndicatorId {
    /// The indicator with this index.
    pub(super) fn at(index: usize) -> Self {
        Self(u16::try_from(index).unwrap_or(u16::MAX))
    }

    /// Its index in the list.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A unit of the closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// As documents print it.
    pub name: &'static str,
    /// The number of decimals a value may have: none for counts, two for rates.
    pub decimals: u8,
}

impl Unit {
    /// Whether values are counts: whole and not negative.
    pub fn is_count(self) -> bool {
        self.decimals == 0
    }
}

const fn count(name: &'static str) -> Unit {
    Unit { name, decimals: 0 }
}

const fn rate(name: &'static str) -> Unit {
    Unit { name, decimals: 2 }
}

/// Every unit there is.
pub const UNITS: [Unit; 28] = [
    count("văn bản"),
    count("kế hoạch"),
    count("buổi"),
    count("lượt người"),
    count("người"),
    count("lượt trẻ em"),
    count("trẻ em"),
    count("học sinh"),
    count("trường"),
    count("trường hợp"),
    count("cuộc"),
    count("lượt đơn vị"),
    count("quy trình"),
    count("vụ"),
    count("cặp"),
    count("điểm"),
    count("hoạt động"),
    count("cơ sở"),
    count("doanh nghiệp"),
    count("sản phẩm"),
    count("chỉ tiêu"),
    count("cơ quan"),
    count("dự án"),
    rate("%"),
    rate("‰"),
    rate("/100.000"),
    rate("%/năm"),
    rate("‰ trẻ đẻ sống"),
];

/// A unit by its index in [`UNITS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(u8);

impl UnitId {
    /// Finds a unit by its name, whatever its case, spacing and accents.
    pub fn find(written: &str) -> Option<Self> {
        let at = |found: usize| u8::try_from(found).ok().map(Self);
        let written = fold::trim(written);
        // Fast path: units are spelled as in the list.
        if let Some(exact) = UNITS.iter().position(|unit| unit.name == written) {
            return at(exact);
        }
        if fold::unfoldable_in_value(written).is_some() {
            return None;
        }
        let key = fold::ascii(written);
        UNITS.iter().position(|unit| !key.is_empty() && fold::ascii(unit.name) == key).and_then(at)
    }

    /// The unit.
    pub fn get(self) -> Unit {
        UNITS[usize::from(self.0)]
    }
}

keyed! {
    /// How values of several periods and agencies go together.
    Measure {
        /// What happened in the period: values of periods add up.
        Flow = "flow";
        /// The state at the end of the window: of several periods the last one counts.
        Stock = "stock";
        /// A rate: computed from two other indicators, or shown by agency and never summed.
        Rate = "rate";
    }
}

keyed! {
    /// How often a value is asked for.
    Every {
        /// In every quarter.
        Quarter = "quarter";
        /// Once a year, in the last quarter: never missing before.
        Year = "year";
    }
}

keyed! {
    /// Which direction is an improvement.
    Better {
        /// More is better.
        Up = "up";
        /// Less is better.
        Down = "down";
    }
}

keyed! {
    /// Who counts a thing, so that nothing is counted twice.
    CountedBy {
        /// The body in whose name it was held.
        Organiser = "organiser";
        /// The commune where the child lives.
        Residence = "residence";
        /// The body that manages it.
        Manager = "manager";
    }
}

keyed! {
    /// How surely a statement of the file is known. Never printed more surely than that.
    Certainty {
        /// Read in two copies of the source.
        ReadTwice = "read-twice";
        /// Read in one copy of the source.
        ReadOnce = "read-once";
        /// Proposed by the consolidating unit, and not confirmed.
        Proposed = "proposed";
    }
}

/// Who is asked for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The leads of its tasks.
    Lead,
    /// The coordinating parties of its tasks.
    Coordinating,
    /// A body or a group of the register.
    Party(Party),
    /// All bodies of a kind that report by duty.
    Kind(Kind),
}

/// Who is asked from a day on.
#[derive(Debug, Clone)]
pub struct AskedOf {
    /// First day; `None` from the plan's own date.
    pub from: Option<NaiveDate>,
    /// The bodies asked.
    pub of: Vec<Asked>,
}

/// The value of a target, in hundredths of the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetValue {
    /// One value.
    One(i64),
    /// From one value to another, both included.
    Range(i64, i64),
}

/// A target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Its year; `None` where the source gives none.
    pub year: Option<i32>,
    /// Its value.
    pub value: TargetValue,
    /// Whether reaching the value is not enough ("dưới").
    pub strict: bool,
}

/// The source of an indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorSource {
    /// The document.
    pub document: String,
    /// The place in it.
    pub article: Option<String>,
}

/// An indicator.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// `II.1.1`, `QG.14`.
    pub id: String,
    /// "Số buổi truyền thông về quyền trẻ em".
    pub name: String,
    /// Its unit.
    pub unit: UnitId,
    /// The tasks or solutions it belongs to; the first one is where documents show it.
    pub tasks: Vec<TaskId>,
    /// Who is asked, oldest first, never empty.
    pub asked_of: Vec<AskedOf>,
    /// How surely it is known who is asked.
    pub asked_certainty: Certainty,
    /// How often.
    pub every: Every,
    /// How values go together.
    pub measure: Measure,
    /// Of a computed rate: the indicators above and below the line.
    pub ratio: Option<(IndicatorId, IndicatorId)>,
    /// The whole that it must not exceed.
    pub part_of: Option<IndicatorId>,
    /// The number of occasions that it must not be below (sessions and people).
    pub goes_with: Option<IndicatorId>,
    /// Allowed values, in hundredths; empty where any is allowed.
    pub values: Vec<i64>,
    /// Which direction is an improvement.
    pub better: Option<Better>,
    /// National targets.
    pub national: Vec<Target>,
    /// Targets of the province.
    pub province: Vec<Target>,
    /// The words of the task it comes from.
    pub words: Option<String>,
    /// The one question printed on the form.
    pub ask: Option<String>,
    /// What counts.
    pub counts: Option<String>,
    /// What does not count.
    pub not: Option<String>,
    /// Who counts.
    pub counted_by: Option<CountedBy>,
    /// Whether the value covers only a part of its task, to be said wherever it is printed.
    pub partial_of_task: bool,
    /// Whether values of single agencies are never printed or exported.
    pub sensitive: bool,
    /// Its source, for indicators of other documents than the plan.
    pub source: Option<IndicatorSource>,
    /// How surely its wording and targets are known.
    pub certainty: Certainty,
    /// Its line in `indicators.yaml`.
    pub line: u32,
}

impl Indicator {
    /// Who is asked on a day: the latest list begun, else the first.
    pub fn asked_on(&self, day: NaiveDate) -> &[Asked] {
        let begun = |asked: &&AskedOf| asked.from.is_none_or(|from| from <= day);
        let asked = self.asked_of.iter().rev().find(begun).or(self.asked_of.first());
        asked.map_or(&[], |asked| &asked.of)
    }

    /// The target that applies to a year: of those of this year or later the earliest, else the one
    /// without a year. Targets of the province come before national ones.
    pub fn target_for(&self, year: i32) -> Option<&Target> {
        let of = |targets: &'_ [Target]| -> Option<usize> {
            let dated =
                targets.iter().enumerate().filter_map(|(n, target)| Some((target.year?, n)));
            let next = dated.filter(|(of, _)| *of >= year).min();
            next.map(|(_, n)| n).or_else(|| targets.iter().position(|target| target.year.is_none()))
        };
        let own = of(&self.province).map(|n| &self.province[n]);
        own.or_else(|| of(&self.national).map(|n| &self.national[n]))
    }
}

/// The indicators of a plan; none where the plan folder has no `indicators.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Indicators {
    /// All of them, in the order of the file.
    pub list: Vec<Indicator>,
    /// How the form explains the period of a value; `{window_start}` and `{window_end}` are filled.
    pub period_note: Option<String>,
}

impl Indicators {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All indicators with their ids, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (IndicatorId, &Indicator)> {
        self.list.iter().enumerate().map(|(n, indicator)| (IndicatorId::at(n), indicator))
    }

    /// The indicator with an id.
    pub fn get(&self, id: IndicatorId) -> &Indicator {
        &self.list[id.index()]
    }

    /// Finds an indicator by its code in any spelling: `II.1.1`, `ii-1-1`, `QG 14`.
    pub fn find(&self, written: &str) -> Option<IndicatorId> {
        // Fast path: most codes are spelled as in the plan.
        if let Some(exact) = self.list.iter().position(|indicator| indicator.id == written) {
            return Some(IndicatorId::at(exact));
        }
        if super::task::invalid_char_in_code(written).is_some() {
            return None;
        }
        let key = super::task::code_key(written);
        let same = |indicator: &Indicator| super::task::code_key(&indicator.id) == key;
        self.list.iter().position(same).filter(|_| !key.is_empty()).map(IndicatorId::at)
    }
}
