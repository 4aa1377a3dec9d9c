//! The schemas of the YAML files against their readers over generated values: every key there is gets
//! values of every sort, written as YAML writes them, and both must say the same.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use report::plan::{self, PlanFiles};
use report::source::Source;
use serde_json::{Value, json};

use super::{errors_in, faults, schema, validator};

/// Faults of shape: syntax, unknown key, missing key, wrong value, too much.
const SHAPE: [&str; 5] = ["P001", "P002", "P003", "P017", "P018"];
/// Stands where a generated value goes.
const HERE: &str = "@@";

/// A plan and a page with every key there is, and little else.
fn base(name: &str) -> Value {
    let agency = |id: &str| {
        json!({"id": id, "name": format!("Cơ quan {id}"), "short": id, "aliases": [format!("Tên {id}"), {"name": format!("Gọi {id}"), "from": "2025-01-01"}],
            "kind": "so_nganh", "reports": "duty", "confirmed": true, "basis": "x", "unit": "xã", "district": "huyện", "former_province": "tỉnh",
            "valid_from": "2020-01-01", "valid_to": "2099-12-31", "successors": ["so-ba"]})
    };
    let mut third = agency("so-ba");
    third["successors"] = json!([]);
    third["continues"] = json!("so-hai");
    let text = "Lời văn";
    match name {
        "agencies" => {
            json!({"province": "Tỉnh Sơn Hải", "agencies": [third, agency("so-mot"), agency("so-hai")],
            "groups": [{"id": "cac-so", "name": "Các sở", "aliases": ["Mọi sở"], "kinds": ["so_nganh"], "members": ["so-mot"], "except": ["so-hai"]}]})
        }
        "reporting" => json!({
            "subject": text, "duty": "TC.1", "recommendations": text,
            "unit": {"agency": "so-mot", "abbreviation": "SM", "place": text, "signer_title": text},
            "parent": "so-hai", "addressees": ["so-hai"], "recipients": [text], "archive": text,
            "windows": {"start_day": 15, "end_day": 14}, "deadline": {"working_days": 2},
            "holidays": [{"date": "2025-09-02", "name": text, "basis": text}],
            "expected": [{"kinds": ["so_nganh"], "from": "2025-01-01", "to": "2026-01-01", "former_province": text}],
            "count_former_provinces": false, "thresholds": {"overdue_days": 30, "silent_days": 90},
            "severities": {"C708": "note"}, "report": {"title_short": text},
            "limits": {"quote": 600, "names": 5, "highlights": 6, "decisions": 8, "decision_days": 120, "table_rows": 60, "theme_quotes": 2, "shared_wording": 3,
                "small_theme": 3, "unplaced_percent": 15, "representative_percent": 60, "large_share_percent": 40, "routine_syllables": 12},
            "none": [text], "themes": [{"id": "mot", "name": "Nhóm một", "words": [text], "weak": ["a b"]}, {"id": "khac", "name": "Khác"}],
            "statuses": {"chua_trien_khai": "A", "dang_trien_khai": "B", "thuong_xuyen": "C", "hoan_thanh": "D", "tam_dung": "E", "khong_phat_sinh": "F"}}),
        "plan" => {
            json!({"number": "1", "number_as_printed": "1/KH", "date": "2025-04-24", "issuer": text, "kind": text, "title": text,
            "grounds": [{"kind": text, "number": "1", "date": "2024-01-01", "issuer": text, "subject": text}], "opening": text,
            "purposes": {"number": "I", "title": text, "parts": [{"number": "1", "title": text, "items": [text]}]},
            "solutions": {"number": "II", "title": text, "items": [{"id": "KH.1", "text": text, "name": text, "reportable": true}]},
            "funding": {"number": "III", "title": text, "items": [text]},
            "organisation": {"number": "IV", "title": text, "duties": [{"id": "TC.1", "heading": text, "name": text, "text": text, "request": false, "holders": ["so-mot"]}]},
            "closing": text, "recipients": [text]})
        }
        "appendix" => {
            let task = |id: &str| {
                json!({"id": id, "name": format!("Tên {id}"), "text": text, "lead": "so-mot", "coordinating": ["so-hai"],
                    "assignments": [{"from": "2025-07-01", "lead": "so-hai", "coordinating": ["cac-so"]}],
                    "solution": "KH.1", "due": "2026-01-01", "crc": {"paragraphs": ["1"], "mapping": "proposed", "clusters": [text]}})
            };
            let mut parts = task("I.2");
            parts["parts"] = json!([text]);
            parts.as_object_mut().expect("a map").remove("text");
            json!({"title": text, "attached_to": text, "columns": [text], "crc_note": text, "crc_of": text,
                "crc_paragraphs": [{"number": "1", "subject": text, "certainty": "text", "read": text}, {"number": "2(a)", "subject": text, "certainty": "heading"}],
                "groups": [{"id": "I", "title": text, "name": text, "tasks": [task("I.1"), parts]}]})
        }
        "indicators" => {
            let one = |id: &str, unit: &str, kind: &str| json!({"id": id, "name": format!("Số liệu {id}"), "unit": unit, "tasks": ["I.1"], "asked_of": ["so-mot"], "every": "quarter", "kind": kind, "certainty": "proposed"});
            let mut all = one("I.1.1", "buổi", "flow");
            let more = json!({"assignments": [{"from": "2025-07-01", "asked_of": ["cac-so", "lead"]}], "asked_certainty": "proposed", "better": "up",
                "counted_by": "manager", "part_of": "I.1.2", "goes_with": "I.1.3", "values": [0, 1], "targets": {"national": {"2025": 5, "2030": {"value": 6, "strict": true}},
                "province": {"undated": "2–3"}}, "partial_of_task": true, "sensitive": false, "valid_from": "2025-01-01", "valid_to": "2099-12-31",
                "source": {"document": text, "article": text}, "words": text, "ask": text, "counts": text, "not": text, "note": text});
            all.as_object_mut().expect("a map").extend(more.as_object().expect("a map").clone());
            let mut rate = one("I.1.4", "%", "rate");
            rate["numerator"] = json!("I.1.1");
            rate["denominator"] = json!("I.1.2");
            let others = [one("I.1.2", "buổi", "flow"), one("I.1.3", "cuộc", "flow")];
            json!({"period_note": "Từ {window_start}", "indicators": [all, rate, others[0], others[1]]})
        }
        "report-yaml" => {
            json!({"plan": "plan", "templates": "templates", "out": "van-ban", "notice": text})
        }
        _ => json!({"period": "2025-Q3", "as_of": "2025-09-20", "notice": text,
            "document": {"number": "12", "date": "2025-09-20", "signer": text},
            "reminder": {"number": "12", "sign": "SYT-BTE", "date": "2025-09-20", "signer": text, "until": "2025-09-25"},
            "received": {"a.csv": "2025-09-15"}, "excused": [{"agency": "so-y-te", "reason": text}],
            "release": [{"file": "a.csv", "sheet": "A", "row": 2}], "highlights": [{"file": "a.csv", "sheet": "A", "row": 2}],
            "themes": [{"file": "a.csv", "row": 2, "difficulty": "kinh-phi", "proposal": "Khác"}],
            "adopt": [{"file": "a.csv", "row": 2}],
            "replies": [{"theme": "kinh-phi", "text": "Đã bố trí."}],
            "commentary": {"remarks": [text], "assessment": [text], "shortcomings": [text],
                           "directions": [text], "recommendations": [text]}}),
    }
}

const NAMES: [&str; 7] =
    ["agencies", "reporting", "plan", "appendix", "indicators", "period", "report-yaml"];

/// The codes of the errors that the program finds in this text of a file.
fn errors(name: &str, text: &str) -> BTreeSet<&'static str> {
    let mut files = PlanFiles::embedded().without_errata();
    for (n, file) in plan::FILES.iter().enumerate() {
        files.files[n] = Source::new(*file, base(file.trim_end_matches(".yaml")).to_string());
    }
    files.indicators = None;
    errors_in(files, name, text)
}

/// Where every value stands.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            places(value, &format!("{at}/{key}"), found);
        }),
        // Two of a list are enough.
        Value::Array(list) => list.iter().take(2).enumerate().for_each(|(n, value)| {
            places(value, &format!("{at}/{n}"), found);
        }),
        _ => {}
    }
}

/// The text of a file with `written` at a place.
fn with(name: &str, at: &str, written: &str) -> String {
    let mut value = base(name);
    *value.pointer_mut(at).expect("a place") = json!(HERE);
    value.to_string().replace(&format!("\"{HERE}\""), &format!(" {written} "))
}

/// What reader and schema say differently of a text, if anything.
fn differ(name: &str, at: &str, text: &str) -> Option<String> {
    let errors = errors(name, text);
    let shape = errors.iter().any(|code| SHAPE.contains(code));
    // The booleans of YAML 1.2, as everybody else reads them.
    let options = serde_saphyr::options! { strict_booleans: true };
    let Ok(value) = serde_saphyr::from_str_with_options::<Value>(text, options) else {
        return (!shape).then(|| format!("the reader reads what is no YAML: {errors:?}"));
    };
    let faults = faults(known(name), &value);
    // On a page an agency or a theme that the plan does not have is a wrong value; a schema has no
    // plan.
    let names_theme = ["/difficulty", "/proposal", "/theme"].iter().any(|key| at.ends_with(key));
    let is_of_plan = name == "period" && (at.ends_with("/agency") || names_theme);
    if shape && faults.is_empty() && !is_of_plan {
        return Some(format!("only the reader refuses: {errors:?}"));
    }
    (errors.is_empty() && !faults.is_empty()).then(|| format!("only the schema: {faults:?}"))
}

/// Values of every sort, as YAML writes them inside brackets.
const VALUES: [&str; 133] = [
    "null",
    "~",
    "''",
    "' '",
    "\"\\t\\n\"",
    "\"\\u00a0\"",
    "\"\\u200b\"",
    "\"\\ufeff \"",
    "\"\\u3000\"",
    "\"\\u200bx\"",
    "x",
    "'Sở Y tế'",
    "so-mot",
    "so-y-te",
    "so-ba",
    "khong-co",
    "cac-so",
    "a--b",
    "a---b",
    "-a",
    "'a-'",
    "A",
    "../x",
    "'a/b'",
    "a_b",
    "'\"'",
    "'<b>'",
    "0",
    "1",
    "9",
    "14",
    "15",
    "28",
    "29",
    "31",
    "-1",
    "-0",
    "+5",
    "007",
    "'007'",
    "' 7 '",
    "15.5",
    "-15.5",
    "0x1F",
    "0o17",
    "1_000",
    "4294967295",
    "4294967296",
    "99999999999999999999",
    ".inf",
    "-.inf",
    ".nan",
    "true",
    "false",
    "True",
    "FALSE",
    "yes",
    "no",
    "'on'",
    "'true'",
    "'false'",
    "2025-09-20",
    "'2025-09-20'",
    "2025-9-2",
    "2025-13-01",
    "2025-00-10",
    "2025-02-28",
    "2025-02-29",
    "2024-02-29",
    "2000-02-29",
    "1900-02-29",
    "2025-02-30",
    "2025-04-31",
    "2025-12-31",
    "2025-01-32",
    "'20/9/2025'",
    "'20/09/2025'",
    "'31/4/2025'",
    "'29/2/2025'",
    "'29/2/2024'",
    "1.2.2025",
    "1-2-2025",
    "'ngày 5 tháng 6 năm 2025'",
    "'Ngày 31 tháng 2 năm 2025'",
    "'NGÀY 5 tháng 6 năm 2025'",
    "'NGÀY 5/6/2025'",
    "'ngày 5/6/2025'",
    "'5 tháng 6 năm 2025'",
    "'2025/9/20'",
    "'2025.9.20'",
    "'20/09/25'",
    "46013",
    "'46013'",
    "0000-01-01",
    "9999-12-31",
    "' 2025-09-20 '",
    "'20 / 9 / 2025'",
    "'20-9/2025'",
    "20250920",
    "2025-Q3",
    "2025-q3",
    "2025-Q5",
    "2025-Q0",
    "2025",
    "'2025'",
    "1999",
    "2000",
    "2100",
    "2101",
    "2025-H1",
    "2025-H3",
    "2025-9M",
    "2025-9m",
    "'Quý III/2025'",
    "'quý 3 năm 2025'",
    "'Quý V/2025'",
    "'Q3/2025'",
    "'6 tháng đầu năm 2025'",
    "'9 tháng năm 2025'",
    "'Năm 2025'",
    "'tháng 3/2026'",
    "2025-05-01..2025-06-15",
    "2025-06-15..2025-05-01",
    "2025-05-01..2025-06-31",
    "'2025-M03'",
    "[]",
    "[null]",
    "[x]",
    "[[x]]",
    "[1, true]",
    "[{a: b}]",
    "{}",
    "{a: b}",
];
/// What a schema cannot tell: it sees a number and not how that is written, and no order of days.
const BEYOND_SCHEMA: [&str; 5] = ["-0", "0x1F", "0o17", "1_000", "2025-06-15..2025-05-01"];
/// One in so many values is tried at a key of a plan, another one at the next key;
/// `REPORT_EVERY_VALUE` tries all at all.
const SOME: usize = 13;
/// Words of closed lists, and things that only look like them.
const WORDS: [&str; 26] = [
    "so_nganh",
    "cap_xa",
    "So_nganh",
    "duty",
    "request",
    "none",
    "Duty",
    "error",
    "warning",
    "note",
    "Error",
    "'lỗi'",
    "12",
    "12a",
    "12bis",
    "12/BC-SYT",
    "'12 / BC'",
    "'Số 12'",
    "'/BC'",
    "'12-BC'",
    "KH.1",
    "TC.1",
    "I",
    "I.1",
    "[so-mot]",
    "[so_nganh]",
];

#[test]
fn the_bases_are_sound_and_hold_every_key() {
    for name in NAMES {
        let text = base(name).to_string();
        assert_eq!(errors(name, &text), BTreeSet::new(), "{name}");
        assert_eq!(faults(&validator(name), &base(name)), [""; 0], "{name}");
        let mut known = BTreeSet::new();
        keys_of_schema(&schema(name), &mut known);
        let mut there = BTreeSet::new();
        keys(&base(name), &mut there);
        let absent: Vec<&String> = known.difference(&there).collect();
        assert!(absent.is_empty(), "{name}: {absent:?}");
    }
}

/// Every key that a schema names, wherever.
fn keys_of_schema(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                found.extend(properties.keys().cloned());
            }
            map.values().for_each(|value| keys_of_schema(value, found));
        }
        Value::Array(list) => list.iter().for_each(|value| keys_of_schema(value, found)),
        _ => {}
    }
}

fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            found.insert(key.clone());
            keys(value, found);
        }),
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

#[test]
fn reader_and_schema_agree_on_every_sort_of_value_at_every_key() {
    let mut differences: BTreeMap<String, String> = BTreeMap::new();
    for name in NAMES {
        let mut all = Vec::new();
        places(&base(name), "", &mut all);
        // A page is read at once; a plan takes its time, so each key of it gets some of the values.
        let whole = name == "period" || std::env::var_os("REPORT_EVERY_VALUE").is_some();
        let step = if whole { 1 } else { SOME };
        for (n, at) in all.iter().enumerate() {
            let values = VALUES.iter().chain(&WORDS).filter(|v| !BEYOND_SCHEMA.contains(v));
            for written in values.skip(n % step).step_by(step) {
                let text = with(name, at, written);
                if let Some(what) = differ(name, at, &text) {
                    differences.insert(format!("{name}{at}: {written}"), what);
                }
            }
        }
    }
    assert!(differences.is_empty(), "{} differences: {differences:#?}", differences.len());
}

/// A scalar that looks like something, in single quotes or bare.
fn scalar() -> impl Strategy<Value = String> {
    let date = (
        0..32u32,
        0..14u32,
        1990..2110i32,
        prop::sample::select(vec!["-", "/", "."]),
        any::<bool>(),
    );
    let date = date.prop_map(|(d, m, y, mark, iso)| match iso {
        true => format!("'{y}-{m:02}-{d:02}'"),
        false => format!("'{d}{mark}{m}{mark}{y}'"),
    });
    let period = (1990..2110i32, prop::sample::select(vec!["-Q", "-H", "-q", "Q"]), 0..6u8)
        .prop_map(|(y, part, n)| format!("{y}{part}{n}"));
    prop_oneof![
        date,
        period,
        (-40..40i64).prop_map(|n| n.to_string()),
        "[a-z0-9-]{1,8}".prop_map(|id| format!("'{id}'")),
        "[0-9]{1,4}[a-zĐ]{0,4}".prop_map(|number| format!("'{number}'")),
        "[ a-zA-Z0-9àđĐ/.:_-]{0,10}".prop_map(|text| format!("'{text}'")),
    ]
}

/// The validator of a file, made once.
fn known(name: &str) -> &'static jsonschema::Validator {
    static ALL: std::sync::OnceLock<Vec<jsonschema::Validator>> = std::sync::OnceLock::new();
    let all = ALL.get_or_init(|| NAMES.iter().map(|name| validator(name)).collect());
    &all[NAMES.iter().position(|known| *known == name).expect("a name")]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reader_and_schema_agree_on_generated_values(
        name in prop::sample::select(NAMES.to_vec()),
        at in any::<prop::sample::Index>(),
        written in scalar(),
    ) {
        let mut all = Vec::new();
        places(&base(name), "", &mut all);
        let at = at.get(&all);
        let text = with(name, at, &written);
        let found = differ(name, at, &text);
        prop_assert_eq!(found, None, "{}{}: {}", name, at, written);
    }
}
