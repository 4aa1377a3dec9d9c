//! The digest of the plan as of a period, by which a rebuilt document can be tied to its plan.
//!
//! Owns the canonical form of the plan's files, described in `docs/digest.md` and computed
//! independently by `docs/plan-digest.py`; changing it requires a new [`DIGEST_VERSION`]. Data that
//! begin after the period are excluded, so that agencies founded, tasks reassigned or holidays
//! added later do not change earlier documents.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{Certainty, Period, Plan, Status};
use crate::decode::yaml::{self, Node};
use crate::text::date;

/// The version of the canonical form, hashed before the form itself.
pub const DIGEST_VERSION: u32 = 1;

/// Keys whose value is a date, normalized to `yyyy-mm-dd`.
const DAYS: [&str; 6] = ["date", "due", "from", "to", "valid_from", "valid_to"];

impl Plan {
    /// SHA-256, in hexadecimal, of the plan as of a period.
    pub fn digest(&self, period: Period) -> String {
        let form = CanonicalForm {
            end: self.window(period).end,
            deadline: self.deadline(period),
            absent: self.begun_after(self.window(period).end),
        };
        let names = ["agencies", "reporting", "plan", "appendix"];
        let optional = self.indicator_tree.as_deref().map(|tree| ("indicators", tree));
        let files = names.into_iter().zip(self.trees.iter()).chain(optional);
        let files = files.map(|(name, tree)| (name, form.value(name, tree)));
        let files = sorted(files.filter(|(name, value)| !is_default(name, value)));
        let hash = Sha256::digest(format!("report-plan-digest/{DIGEST_VERSION}\n{files}"));
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Ids of the agencies that begin after a day.
    fn begun_after(&self, day: NaiveDate) -> HashSet<&str> {
        let agencies = self.register.agencies().iter();
        let later = agencies.filter(|agency| agency.valid_from.is_some_and(|from| from > day));
        later.map(|agency| agency.id.as_str()).collect()
    }
}

/// Converts the trees of the files to the canonical form of one period.
struct CanonicalForm<'a> {
    /// The last day of the data window.
    end: NaiveDate,
    deadline: NaiveDate,
    /// Ids of the agencies that begin after `end`.
    absent: HashSet<&'a str>,
}

impl CanonicalForm<'_> {
    fn value(&self, key: &str, node: &Node) -> Value {
        match &node.value {
            yaml::Value::Null => Value::Null,
            yaml::Value::Text(text) => match day(node).filter(|_| DAYS.contains(&key)) {
                Some(day) => day.to_string().into(),
                None => text.as_str().into(),
            },
            yaml::Value::List(items) if key == "holidays" => {
                let days = items.iter().filter_map(|item| day(get(item, "date")?));
                let days = days.filter(|day| self.end < *day && *day <= self.deadline);
                days.map(|day| day.to_string()).collect()
            }
            yaml::Value::List(items) => {
                let items = items.iter().filter(|item| !self.begins_later(item));
                items.map(|item| self.value("", item)).collect()
            }
            yaml::Value::Map(entries) => {
                let ended = get(node, "valid_to").and_then(day).is_some_and(|to| to <= self.end);
                let entries = entries.iter().filter_map(|(key, node)| {
                    let (key, value) = (key.text()?, self.value(key.text()?, node));
                    let later = matches!(key, "to" | "valid_to") && day(node) > Some(self.end)
                        || key == "successors" && !ended;
                    let left_out = key == "basis" || later || is_default(key, &value);
                    (!left_out).then_some((key, value))
                });
                sorted(entries)
            }
        }
    }

    /// Whether an item of a list begins after the period, or names an agency that does.
    fn begins_later(&self, item: &Node) -> bool {
        let from = get(item, "from").or_else(|| get(item, "valid_from")).and_then(day);
        from.is_some_and(|from| from > self.end)
            || item.text().is_some_and(|id| self.absent.contains(id))
    }
}

/// Entries sorted by key, independent of the map type of the JSON library.
fn sorted<'k>(entries: impl Iterator<Item = (&'k str, Value)>) -> Value {
    let entries: BTreeMap<&str, Value> = entries.collect();
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Whether this value of a key equals its default.
fn is_default(key: &str, value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(entries) => entries.is_empty(),
        Value::String(text) => {
            let absent = if key == "confirmed" { "true" } else { "false" };
            let is_word = |status: &Status| status.key() == key && status.label() == text;
            (key == "asked_certainty" && text == Certainty::Proposed.key())
                || matches!(text.as_str(), "" | "~" | "[]" | "{}")
                || text.eq_ignore_ascii_case("null")
                || text.eq_ignore_ascii_case(absent)
                || Status::ALL.iter().any(is_word)
        }
        _ => true,
    }
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match &node.value {
        yaml::Value::Map(entries) => {
            entries.iter().find(|(k, _)| k.text() == Some(key)).map(|(_, value)| value)
        }
        _ => None,
    }
}

fn day(node: &Node) -> Option<NaiveDate> {
    date::parse(node.text()?).ok()
}

#[cfg(test)]
mod tests {
    use super::CanonicalForm;
    use crate::decode::yaml;
    use crate::diag::Sink;
    use crate::plan::{self, Period, Plan, PlanFiles};
    use crate::source::Source;

    const AGENCIES: usize = 0;
    const REPORTING: usize = 1;
    const PLAN: usize = 2;
    const APPENDIX: usize = 3;
    const INDICATORS: usize = 4;

    /// Stands first at I.2.1.
    const ASKED: &str = "asked_of: [lead]\n";

    /// The digests of the shipped plan for two quarters, after changes in its files.
    fn digests(changes: &[(usize, &str, &str)]) -> [String; 2] {
        let mut files = PlanFiles::embedded().without_errata();
        for (file, from, to) in changes {
            let source = match *file {
                INDICATORS => files.indicators.as_mut().expect("indicators"),
                file => &mut files.files[file],
            };
            let text = String::from_utf8(source.bytes.to_vec()).expect("UTF-8");
            assert!(text.contains(from), "{from}");
            *source = Source::new(source.name.to_string(), text.replacen(from, to, 1).into_bytes());
        }
        of(&files, &format!("{changes:?}"))
    }

    /// The digests of a plan for two quarters.
    fn of(files: &PlanFiles, what: &str) -> [String; 2] {
        let mut sink = Sink::new();
        let plan: Option<Plan> = plan::load(files, &mut sink);
        let plan = plan.unwrap_or_else(|| panic!("{what}: {:#?}", sink.found()));
        [3, 4].map(|quarter| plan.digest(Period::Quarter(2025, quarter)))
    }

    #[test]
    fn the_shipped_plan_keeps_its_number() {
        let number = "25f709ae1a58e873f3773e2c84677d5969746d916d36f2b2236b0a2195b5c146";
        assert_eq!(digests(&[]), [number, number], "a new form is a new version");
    }

    #[test]
    fn a_plan_without_indicators_keeps_the_number_it_had_before_there_were_any() {
        let number = "1f462ce52debf2cf41fc73f8432bb2cfde2867bf155058fc4c57eaf04119c2b7";
        let mut files = PlanFiles::embedded().without_errata();
        files.indicators = None;
        assert_eq!(of(&files, "no file"), [number, number]);
        files.indicators = Some(Source::new("plan/indicators.yaml", "indicators: []\n"));
        assert_eq!(of(&files, "a file that asks nothing"), [number, number]);
    }

    #[test]
    fn what_begins_later_is_no_part_of_it() {
        let shipped = digests(&[]);
        let founded = "agencies:\n  - {id: so-moi, name: Sở Mới, kind: so_nganh, reports: duty, \
                       valid_from: 01/10/2025}\n";
        let founded = (AGENCIES, "agencies:\n", founded);
        let member = (AGENCIES, "members: [", "members: [so-moi, ");
        let assigned = "        assignments: [{from: 2025-10-01, lead: so-noi-vu, \
                        coordinating: [so-y-te]}]\n        solution:";
        let named = "short: SYT, aliases: [{name: Sở Mới, from: 2025-10-01}, ";
        let ended = "short: SXD, valid_to: 2025-10-01, successors: [so-y-te], ";
        let added = "indicators:\n  - {id: V.9, name: Số mới, unit: buổi, tasks: [V.1], asked_of: [lead], \
                     every: quarter, kind: flow, certainty: proposed, valid_from: 2025-10-01}\n";
        let later: &[&[(usize, &str, &str)]] = &[
            &[(APPENDIX, "        solution:", assigned)],
            &[founded],
            &[founded, member],
            &[(AGENCIES, "short: SYT, aliases: [", named)],
            &[(AGENCIES, "short: SXD, ", ended)],
            &[(REPORTING, "holidays:\n", "holidays:\n  - {date: 2025-12-15, name: Nghỉ}\n")],
            &[(
                REPORTING,
                "expected:\n",
                "expected:\n  - {kinds: [so_nganh, tu_phap], from: 2025-10-01}\n",
            )],
            &[(REPORTING, "{kinds: [so_nganh]}", "{kinds: [so_nganh], to: 2025-10-01}")],
            &[(
                INDICATORS,
                ASKED,
                "asked_of: [lead]\n    assignments: [{from: 2025-10-01, asked_of: [so-tu-phap]}]\n",
            )],
            &[(INDICATORS, ASKED, "asked_of: [lead]\n    valid_to: 2025-10-01\n")],
            &[(INDICATORS, "indicators:\n", added)],
        ];
        for changes in later {
            let changed = digests(changes);
            assert_eq!(changed[0], shipped[0], "{changes:?}");
            assert_ne!(changed[1], shipped[1], "{changes:?}");
        }
    }

    #[test]
    fn what_the_plan_says_is_part_of_it() {
        let shipped = digests(&[]);
        for change in [
            (APPENDIX, "        solution:", "        due: 2026-12-31\n        solution:"),
            (APPENDIX, "Nghiên cứu, rà soát", "Nghiên cứu và rà soát"),
            (AGENCIES, "reports: duty, confirmed: false", "reports: duty"),
            (REPORTING, "count_former_provinces: false", "count_former_provinces: true"),
            (REPORTING, "hoan_thanh: Hoàn thành", "hoan_thanh: Đã hoàn thành"),
            (REPORTING, "overdue_days: 30", "overdue_days: 31"),
            (REPORTING, "thresholds:", "severities: {C708: warning}\nthresholds:"),
            (PLAN, "number: null", "number: 1/KH-UBND"),
            (INDICATORS, "2025: 65", "2025: 66"),
            (INDICATORS, "{value: 9.5, strict: true}", "{value: 9.5}"),
            (INDICATORS, "certainty: read-twice", "certainty: read-once"),
            (INDICATORS, ASKED, "asked_of: [lead, so_nganh]\n"),
        ] {
            let changed = digests(&[change]);
            assert!(changed[0] != shipped[0] && changed[1] != shipped[1], "{change:?}");
        }
    }

    #[test]
    fn layout_and_remarks_are_no_part_of_it() {
        let shipped = digests(&[]);
        let changes: &[&[(usize, &str, &str)]] = &[
            &[(REPORTING, "unit:", "# Ghi chú\nunit:")],
            &[(REPORTING, "archive: VT\n", ""), (REPORTING, "unit:", "archive: 'VT'\nunit:")],
            &[(APPENDIX, "CỦA LIÊN HỢP\n  QUỐC", "CỦA\n  LIÊN HỢP QUỐC")],
            &[(PLAN, "date: 2025-04-24", "date: 24/4/2025")],
            &[(AGENCIES, "basis: chưa xác nhận", "basis: Nghị quyết")],
        ];
        for changes in changes {
            assert_eq!(digests(changes), shipped, "{changes:?}");
        }
    }

    #[test]
    fn a_default_is_no_part_of_it_whether_it_is_written_or_not() {
        let shipped = digests(&[]);
        for change in [
            (AGENCIES, "short: SYT, ", "short: SYT, confirmed: True, valid_to: null, "),
            (REPORTING, "recipients: []\n", ""),
            (REPORTING, "count_former_provinces: false\n", ""),
            (REPORTING, "  hoan_thanh: Hoàn thành\n", ""),
            (REPORTING, "thresholds:", "severities: {}\nthresholds:"),
            (INDICATORS, "    asked_certainty: proposed\n", ""),
            (INDICATORS, ASKED, "asked_of: [lead]\n    assignments: []\n    sensitive: false\n"),
            (
                INDICATORS,
                ASKED,
                "asked_of: [lead]\n    targets: {province: {2030: ~}, national: {}}\n",
            ),
            (PLAN, "    - id: KH.1\n", "    - id: KH.1\n      reportable: false\n"),
            (
                APPENDIX,
                "        solution:",
                "        due:\n        assignments: []\n        solution:",
            ),
        ] {
            assert_eq!(digests(&[change]), shipped, "{change:?}");
        }
    }

    #[test]
    fn a_key_that_the_program_learns_later_changes_nothing_where_it_is_absent_or_empty() {
        let form = |text: &str| {
            let day = chrono::NaiveDate::default();
            let form = CanonicalForm { end: day, deadline: day, absent: [].into() };
            let tree = yaml::parse(&Source::new("plan/x.yaml", text), &mut Sink::new());
            form.value("", &tree.expect("YAML")).to_string()
        };
        let known = r#"{"b":[{"id":"x"}],"z":"1"}"#;
        assert_eq!(form("z: 1\nb: [{id: x}]\n"), known);
        assert_eq!(form("new: false\nz: 1\nb: [{new: ~, id: x, other: []}]\nlast: {}\n"), known);
        assert_ne!(form("new: true\nz: 1\nb: [{id: x}]\n"), known);
    }
}
