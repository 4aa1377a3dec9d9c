//! Indicators: the figures that agencies are asked for, beside their progress on the tasks.
//!
//! A value is an integer in hundredths of its unit, so that rates with two decimals and counts are
//! held alike; see [`UNITS`] for the decimals that a unit allows. Longer than other files by its tests.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use chrono::NaiveDate;

use super::register::Kind;
use super::status::keyed;
use super::task::{Party, TaskId};
use crate::text::quantity::Quantity;
use crate::text::{figure, fold};

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
    /// A value, as documents print it: `1.234 buổi`, `9,5‰`, `550/100.000`.
    pub fn with(self, value: &str) -> String {
        let gap = if self.name.starts_with(['%', '‰', '/']) { "" } else { " " };
        format!("{value}{gap}{}", self.name)
    }

    /// Whether a value in hundredths may be one of this unit.
    pub fn allows(self, value: i64) -> bool {
        let is_whole = value % SCALE == 0 || self.decimals > 0;
        value >= 0 && is_whole && self.most().is_none_or(|most| value <= most)
    }

    /// The highest value there can be, in hundredths.
    pub fn most(self) -> Option<i64> {
        let most = match self.name {
            "%" | "%/năm" => 100,
            "‰" | "‰ trẻ đẻ sống" => 1_000,
            "/100.000" => 100_000,
            _ => return None,
        };
        Some(most * SCALE)
    }

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
        static KEYS: LazyLock<Vec<String>> =
            LazyLock::new(|| UNITS.iter().map(|unit| fold::ascii(unit.name)).collect());
        let key = fold::ascii(written);
        KEYS.iter().position(|unit| !key.is_empty() && *unit == key).and_then(at)
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

impl Measure {
    /// How documents and forms say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Flow => "số của kỳ",
            Self::Stock => "số hiện có vào ngày cuối kỳ",
            Self::Rate => "tỷ lệ, không cộng",
        }
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

impl Every {
    /// How documents and forms say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Quarter => "mỗi quý",
            Self::Year => "mỗi năm",
        }
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

impl CountedBy {
    /// How documents and forms say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Organiser => "cơ quan đứng tên tổ chức hoặc ký ban hành",
            Self::Residence => "nơi trẻ em đang sống",
            Self::Manager => "cơ quan quản lý",
        }
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
    /// All bodies of a kind that report, by duty or on request.
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

impl TargetValue {
    /// The lowest and the highest value, in hundredths.
    pub fn ends(self) -> (i128, i128) {
        let (from, to) = match self {
            Self::One(one) => (one, one),
            Self::Range(from, to) => (from.min(to), from.max(to)),
        };
        (from.into(), to.into())
    }

    /// As documents print it, without its unit.
    pub fn text(self) -> String {
        match self {
            Self::One(value) => figure::shown(value),
            Self::Range(from, to) => format!("{}–{}", figure::shown(from), figure::shown(to)),
        }
    }
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

impl Target {
    /// As documents print it, with its unit: `dưới 9,5‰`, `ít nhất 65%`, `2–3%/năm`.
    pub fn words(&self, unit: UnitId, better: Option<Better>) -> String {
        let unit = unit.get();
        let value = unit.with(&self.value.text());
        let is_bound = match (self.value, better) {
            (TargetValue::Range(..), _) | (_, None) => false,
            (TargetValue::One(value), Some(Better::Up)) => Some(value) != unit.most(),
            (TargetValue::One(value), Some(Better::Down)) => value != 0,
        };
        let bound = match better {
            Some(Better::Up) if self.strict => "trên ",
            Some(Better::Down) if self.strict => "dưới ",
            Some(Better::Up) if is_bound => "ít nhất ",
            Some(Better::Down) if is_bound => "không quá ",
            _ => "",
        };
        format!("{bound}{value}")
    }

    /// Whether a value reaches it; of a range the less demanding end is enough.
    pub fn is_met(&self, value: Quantity, better: Better) -> bool {
        let (low, high) = self.value.ends();
        match (better, self.strict) {
            (Better::Up, true) => value.against(low).is_gt(),
            (Better::Up, false) => value.against(low).is_ge(),
            (Better::Down, true) => value.against(high).is_lt(),
            (Better::Down, false) => value.against(high).is_le(),
        }
    }
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
    /// What is odd about it, printed where the indicator is shown.
    pub note: Option<String>,
    /// The first day on which it is asked for; `None` from the plan's own date.
    pub valid_from: Option<NaiveDate>,
    /// The last day on which it is asked for; `None` if it has no end.
    pub valid_to: Option<NaiveDate>,
    /// Its source, for indicators of other documents than the plan.
    pub source: Option<IndicatorSource>,
    /// How surely its wording and targets are known.
    pub certainty: Certainty,
    /// Its line in `indicators.yaml`.
    pub line: u32,
}

impl Indicator {
    /// Whether it is asked for on a day.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// Who is asked on a day: the latest list begun, else the first; nobody when it is not in force.
    pub fn asked_on(&self, day: NaiveDate) -> &[Asked] {
        if !self.in_force(day) {
            return &[];
        }
        let begun = |asked: &&AskedOf| asked.from.is_none_or(|from| from <= day);
        let asked = self.asked_of.iter().rev().find(begun).or(self.asked_of.first());
        asked.map_or(&[], |asked| &asked.of)
    }

    /// The target that applies to a year. Targets of the province come before national ones.
    pub fn target_for(&self, year: i32) -> Option<&Target> {
        Self::target_in(&self.province, year).or_else(|| Self::target_in(&self.national, year))
    }

    /// Of these targets the one that applies to a year: of those of this year or later the earliest,
    /// else the one without a year.
    pub fn target_in(targets: &[Target], year: i32) -> Option<&Target> {
        let dated = targets.iter().filter(|target| target.year.is_some_and(|of| of >= year));
        let next = dated.min_by_key(|target| target.year);
        next.or_else(|| targets.iter().find(|target| target.year.is_none()))
    }
}

/// The indicators of a plan; none where the plan folder has no `indicators.yaml`.
#[derive(Debug, Clone, Default)]
pub struct Indicators {
    /// All of them, in the order of the file.
    pub list: Vec<Indicator>,
    /// How the form explains the period of a value; `{window_start}` and `{window_end}` are filled.
    pub period_note: Option<String>,
    /// The index of each by its code, made when a code is first looked up.
    exact: OnceLock<HashMap<String, IndicatorId>>,
    /// The index of each by the key of its code, made when a code is first looked up that is not
    /// spelled as in the plan.
    keys: OnceLock<HashMap<String, IndicatorId>>,
}

impl Indicators {
    /// These indicators.
    pub(super) fn new(list: Vec<Indicator>, period_note: Option<String>) -> Self {
        Self { list, period_note, exact: OnceLock::new(), keys: OnceLock::new() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All indicators with their ids, in order.
    pub fn iter(
        &self,
    ) -> impl ExactSizeIterator<Item = (IndicatorId, &Indicator)> + DoubleEndedIterator {
        self.list.iter().enumerate().map(|(n, indicator)| (IndicatorId::at(n), indicator))
    }

    /// The indicator with an id.
    pub fn get(&self, id: IndicatorId) -> &Indicator {
        &self.list[id.index()]
    }

    /// Finds an indicator by its code in any spelling: `II.1.1`, `ii-1-1`, `QG 14`.
    pub fn find(&self, written: &str) -> Option<IndicatorId> {
        // Fast path: most codes are spelled as in the plan.
        let exact = self.exact.get_or_init(|| {
            // Of two with the same code the first one counts.
            self.iter().rev().map(|(id, indicator)| (indicator.id.clone(), id)).collect()
        });
        if let Some(exact) = exact.get(written) {
            return Some(*exact);
        }
        if super::task::invalid_char_in_code(written).is_some() {
            return None;
        }
        let keys = self.keys.get_or_init(|| {
            // Of two with the same key the first one counts.
            let all = self.iter().rev();
            all.map(|(id, indicator)| (super::task::code_key(&indicator.id), id)).collect()
        });
        let key = super::task::code_key(written);
        keys.get(&key).copied().filter(|_| !key.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::diag::Sink;
    use crate::plan::{self, Plan, PlanFiles};

    fn shipped() -> &'static Plan {
        static PLAN: std::sync::OnceLock<Plan> = std::sync::OnceLock::new();
        PLAN.get_or_init(|| {
            plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the shipped plan")
        })
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn target(year: Option<i32>, value: TargetValue, strict: bool) -> Target {
        Target { year, value, strict }
    }

    #[test]
    fn the_shipped_file_holds_the_targets_of_the_programme_and_the_counters_of_the_tasks() {
        let plan = shipped();
        let of = |every: Every| plan.indicators.iter().filter(|(_, of)| of.every == every).count();
        assert_eq!((of(Every::Quarter), of(Every::Year)), (55, 35));
        for (_, indicator) in plan.indicators.iter() {
            let is_national = indicator.id.starts_with("QG.");
            assert_eq!(is_national, indicator.every == Every::Year, "{}", indicator.id);
            assert_eq!(is_national, indicator.source.is_some(), "{}", indicator.id);
            assert_eq!(is_national, indicator.certainty != Certainty::Proposed, "{}", indicator.id);
            assert_eq!(is_national, !indicator.national.is_empty(), "{}", indicator.id);
            assert_eq!(indicator.asked_certainty, Certainty::Proposed, "{}", indicator.id);
            assert!(
                indicator.province.is_empty(),
                "{}: no target of the province is known",
                indicator.id
            );
            assert!(indicator.words.is_some(), "{}", indicator.id);
        }
        let tasks: std::collections::BTreeSet<TaskId> = plan
            .indicators
            .iter()
            .filter(|(_, of)| of.every == Every::Quarter)
            .map(|(_, of)| of.tasks[0])
            .collect();
        assert_eq!(tasks.len(), 21, "19 tasks, KH.6 and KH.7");
    }

    #[test]
    fn a_commune_answers_fourteen_and_a_department_its_own() {
        let plan = shipped();
        let quarterly = |agency: &str, on: &str| {
            let agency = plan.register.by_id(agency).expect("an agency");
            let asked = plan.figures_of(agency, day(on));
            asked.into_iter().filter(|id| plan.indicators.get(*id).every == Every::Quarter).count()
        };
        assert_eq!(quarterly("ubnd-phuong-nha-trang", "2025-12-14"), 14);
        assert_eq!(quarterly("bo-y-te", "2025-12-14"), 0, "it never reports");
        let id = |code: &str| plan.indicators.find(code).expect(code);
        let justice = plan.register.by_id("so-tu-phap").expect("an agency");
        let commune = plan.register.by_id("ubnd-phuong-nha-trang").expect("an agency");
        let on = day("2025-12-14");
        assert!(
            plan.is_asked(id("QG.14"), justice, on)
                && plan.is_lead_of_figure(id("QG.14"), justice, on)
        );
        assert!(
            plan.is_asked(id("II.2.3"), commune, on) && !plan.is_asked(id("II.2.3"), justice, on)
        );
        assert!(!plan.is_lead_of_figure(id("II.2.3"), commune, on));
    }

    #[test]
    fn one_code_many_spellings() {
        let plan = shipped();
        let id = |written: &str| {
            plan.indicators.find(written).map(|id| plan.indicators.get(id).id.as_str())
        };
        for written in ["II.1.1", "ii-1-1", " II. 1. 1 ", "II/1/1", "II.1.1."] {
            assert_eq!(id(written), Some("II.1.1"), "{written}");
        }
        assert_eq!(id("qg 3A"), Some("QG.3a"));
        for written in ["", "II.1", "I|.1.1", "QG.25", "II.11"] {
            assert_eq!(id(written), None, "{written}");
        }
    }

    #[test]
    fn targets_are_worded_with_their_bound_and_no_more_surely_than_they_are_known() {
        let plan = shipped();
        let words = |code: &str, year: i32| {
            let of = plan.indicators.get(plan.indicators.find(code).expect(code));
            of.target_for(year).map(|target| target.words(of.unit, of.better))
        };
        for (code, year, expected) in [
            ("QG.3a", 2025, Some("dưới 9,5‰ trẻ đẻ sống")),
            ("QG.3a", 2026, Some("dưới 9‰ trẻ đẻ sống")),
            ("QG.3b", 2025, Some("không quá 12,5‰")),
            ("QG.17b", 2030, Some("dưới 0,1%")),
            ("QG.1", 2030, Some("ít nhất 75%")),
            ("QG.7", 2025, Some("100%")),
            ("QG.11a", 2025, Some("không quá 550/100.000")),
            ("QG.13", 2025, Some("2–3%/năm")),
            ("QG.12", 2031, Some("100%")),
            ("QG.19", 2026, None),
        ] {
            assert_eq!(words(code, year).as_deref(), expected, "{code} {year}");
        }
        let sure = [Certainty::ReadTwice, Certainty::ReadOnce, Certainty::Proposed];
        assert_eq!(
            sure.map(|certainty| plan.certainty_words(certainty)),
            [
                "đọc ở hai bản sao",
                "đọc được ở một bản sao",
                "chỉ tiêu do Sở Y tế đề xuất, chờ xác nhận"
            ]
        );
    }

    #[test]
    fn below_is_below() {
        let strict = target(Some(2025), TargetValue::One(950), true);
        let met = |target: &Target, value: i128, better| target.is_met(value.into(), better);
        assert!(met(&strict, 949, Better::Down) && !met(&strict, 950, Better::Down));
        let plain = target(Some(2025), TargetValue::One(950), false);
        assert!(met(&plain, 950, Better::Down) && !met(&plain, 951, Better::Down));
        assert!(met(&plain, 950, Better::Up) && !met(&plain, 949, Better::Up));
        let range = target(None, TargetValue::Range(200, 300), false);
        assert!(met(&range, 200, Better::Up) && !met(&range, 199, Better::Up));
        assert!(met(&range, 300, Better::Down) && !met(&range, 301, Better::Down));
    }

    #[test]
    fn a_target_of_the_province_comes_before_that_of_the_country() {
        let plan = shipped();
        let mut of = plan.indicators.get(plan.indicators.find("QG.4a").expect("QG.4a")).clone();
        of.province = vec![target(Some(2030), TargetValue::One(680), false)];
        assert_eq!(of.target_for(2026), Some(&of.province[0]));
        assert_eq!(of.target_for(2031), None, "a target of a year that is over says nothing");
    }

    #[test]
    fn units_say_what_values_they_have() {
        let unit = |name: &str| UnitId::find(name).expect(name).get();
        assert_eq!(UnitId::find("BUỔI"), UnitId::find("buổi"));
        assert_eq!(UnitId::find("%"), UnitId::find(" % "));
        assert_ne!(UnitId::find("‰"), UnitId::find("%"));
        assert_eq!(UnitId::find("cái"), None);
        assert!(
            unit("buổi").allows(100) && !unit("buổi").allows(150) && !unit("buổi").allows(-100)
        );
        assert!(unit("%").allows(10_000) && !unit("%").allows(10_001));
        assert!(unit("‰").allows(100_000) && unit("/100.000").allows(10_000_000));
        assert_eq!(unit("buổi").with("1.234"), "1.234 buổi");
        assert_eq!(unit("/100.000").with("550"), "550/100.000");
    }
}
