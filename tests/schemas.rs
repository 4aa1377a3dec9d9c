//! The published JSON Schemas are what `report schema` prints; real files fit them, and what the
//! program refuses they refuse too.
//!
//! Those of the YAML files are written by hand and held against the readers: every key is taken
//! away, given a wrong value and joined by a stranger, and both must say the same. That of a
//! submission follows from the table of columns; that of a report is held in `view_reference`.

mod common;
#[path = "common/ordered.rs"]
mod ordered;

use std::collections::BTreeSet;

use common::{FAULTY, QUARTERS, path, run};
use jsonschema::Validator;
use ordered::{Json, list, map};
use report::diag::{Severity, Sink};
use report::plan::{self, Plan, PlanFiles, Role, SourceOfFunds, Status};
use report::source::Source;
use report::submission::{COLUMNS, Column, Field, Holds, Page, Required};
use serde_json::{Map, Value, json};

const NAMES: [&str; 8] = [
    "plan",
    "appendix",
    "agencies",
    "reporting",
    "period",
    "submission",
    "check-json",
    "report-json",
];
/// Faults of shape: syntax, unknown key, missing key, wrong value.
const SHAPE: [&str; 4] = ["P001", "P002", "P003", "P018"];

fn published(name: &str) -> String {
    common::read(&path(&format!("schemas/{name}.schema.json")))
}

fn schema(name: &str) -> Value {
    serde_json::from_str(&published(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn validator(name: &str) -> Validator {
    jsonschema::validator_for(&schema(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

// ---- What is published ----------------------------------------------------------------------

#[test]
fn every_schema_is_printed_as_it_is_published() {
    let mut ids = BTreeSet::new();
    for name in NAMES {
        let run = run(&["schema", name]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{name}");
        assert_eq!(run.stdout, published(name), "{name}");
        let schema = schema(name);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        let id = schema["$id"].as_str().expect("an id");
        assert!(id.starts_with("report.") && id.ends_with("/1"), "{id}");
        assert!(ids.insert(id.to_owned()), "{id} twice");
        assert!(schema["description"].is_string() && schema["title"].is_string(), "{name}");
        validator(name);
    }
    let files = common::names(&path("schemas"));
    let expected: BTreeSet<String> = NAMES.iter().map(|n| format!("{n}.schema.json")).collect();
    assert_eq!(files.into_iter().collect::<BTreeSet<_>>(), expected);
}

#[test]
fn a_name_that_is_none_is_refused_with_those_there_are() {
    for words in [&["schema", "nhiem-vu"][..], &["schema"]] {
        let run = run(words);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}");
    }
    assert!(run(&["schema", "plam"]).stderr.contains("plan"));
}

// ---- The YAML files -------------------------------------------------------------------------

/// A YAML file, its schema, and where the program reads it.
struct Known {
    name: &'static str,
    /// Its place among the files of a plan; `None` for the page of a period.
    at: Option<usize>,
    text: String,
}

fn files() -> Vec<Known> {
    let plan = plan::FILES.iter().enumerate().map(|(at, file)| Known {
        name: file.trim_end_matches(".yaml"),
        at: Some(at),
        text: common::read(&path(&format!("plan/{file}"))),
    });
    let pages = QUARTERS.iter().map(|quarter| Known {
        name: "period",
        at: None,
        text: common::read(&path(&format!("examples/submissions/{quarter}/period.yaml"))),
    });
    plan.chain(pages).collect()
}

/// The register with a few of its districts and communes: reading all of them for every change
/// would take minutes and say no more.
fn small_register() -> String {
    let mut register = yaml(&common::read(&path("plan/agencies.yaml")));
    let agencies = register["agencies"].as_array_mut().expect("agencies");
    let is_local = |a: &Value| a["kind"] == "cap_huyen" || a["kind"] == "cap_xa";
    let mut kept: BTreeSet<String> = BTreeSet::new();
    for kind in ["cap_huyen", "cap_xa"] {
        let one = agencies.iter().find(|a| a["kind"] == kind && a["successors"].is_array());
        let one = one.expect("one with successors");
        let next = one["successors"].as_array().expect("ids").iter();
        kept.extend(next.chain([&one["id"]]).map(|id| id.as_str().expect("an id").to_owned()));
    }
    agencies.retain(|a| !is_local(a) || kept.contains(a["id"].as_str().expect("an id")));
    serde_json::to_string_pretty(&register).expect("JSON")
}

/// The plan with that register.
fn small_plan() -> PlanFiles {
    static REGISTER: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    let mut files = PlanFiles::embedded().without_errata();
    let register = REGISTER.get_or_init(small_register);
    files.files[0] = Source::new(plan::FILES[0], register.as_str());
    files
}

/// The plan as it is shipped, read once.
fn the_plan() -> &'static Plan {
    static PLAN: std::sync::OnceLock<Plan> = std::sync::OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

/// The codes of the errors that the program finds in a file with this text.
fn errors(known: &Known, text: &str) -> BTreeSet<&'static str> {
    let mut sink = Sink::new();
    let mut files = small_plan();
    match known.at {
        Some(at) => {
            files.files[at] = Source::new(plan::FILES[at], text);
            plan::load(&files, &mut sink);
        }
        None => {
            Page::load(&Source::new("period.yaml", text), the_plan(), &mut sink);
        }
    }
    let found = sink.found().iter().filter(|d| d.severity == Severity::Error);
    found.map(|d| d.code.id).collect()
}

#[test]
fn real_files_fit() {
    for known in files() {
        let value = yaml(&known.text);
        assert_eq!(faults(&validator(known.name), &value), [""; 0], "{}", known.name);
        let same = serde_json::to_string_pretty(&value).expect("JSON");
        assert_eq!(errors(&known, &same), BTreeSet::new(), "{} as JSON", known.name);
    }
}

/// Every key of every kind of object: without it, and with a value of no kind; every kind of object
/// with a key too many. Each with where it was done.
fn mutations(value: &Value) -> Vec<(String, Value)> {
    fn walk(
        whole: &Value,
        at: &str,
        kind: &str,
        seen: &mut BTreeSet<String>,
        found: &mut Vec<(String, Value)>,
    ) {
        let part = whole.pointer(at).expect("a part").clone();
        match &part {
            Value::Object(entries) => {
                let change = |with: &dyn Fn(&mut Map<String, Value>)| {
                    let mut changed = whole.clone();
                    with(changed.pointer_mut(at).and_then(Value::as_object_mut).expect("a map"));
                    changed
                };
                if seen.insert(format!("{kind}/")) {
                    let changed = change(&|map| drop(map.insert("khoa_la".into(), "x".into())));
                    found.push((format!("{at}: one key more"), changed));
                }
                for key in entries.keys() {
                    // Names of files are data, each like the other.
                    let name = if kind == "/received" { "*" } else { key };
                    let kind = format!("{kind}/{name}");
                    if seen.insert(kind.clone()) {
                        let without = change(&|map| drop(map.remove(key)));
                        found.push((format!("{at}: without {key}"), without));
                        let wrong = change(&|map| drop(map.insert(key.clone(), json!([[]]))));
                        found.push((format!("{at}: a list for {key}"), wrong));
                    }
                    let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
                    walk(whole, &at, &kind, seen, found);
                }
            }
            Value::Array(items) => {
                for n in 0..items.len() {
                    walk(whole, &format!("{at}/{n}"), &format!("{kind}/*"), seen, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", "", &mut BTreeSet::new(), &mut found);
    found
}

#[test]
fn what_the_reader_refuses_the_schema_refuses_and_the_other_way_round() {
    let (mut tried, mut refused) = (0, 0);
    // One page is as good as four.
    for known in files().iter().take(plan::FILES.len() + 1) {
        let validator = validator(known.name);
        let text = if known.at == Some(0) { small_register() } else { known.text.clone() };
        for (what, changed) in mutations(&yaml(&text)) {
            let text = serde_json::to_string_pretty(&changed).expect("JSON");
            let errors = errors(known, &text);
            let faults = faults(&validator, &changed);
            let shape = errors.iter().any(|code| SHAPE.contains(code));
            let name = known.name;
            assert!(!shape || !faults.is_empty(), "{name}{what}: only the reader, {errors:?}");
            assert!(faults.is_empty() || !errors.is_empty(), "{name}{what}: only {faults:?}");
            tried += 1;
            refused += usize::from(shape);
        }
    }
    assert!(tried > 150 && refused > 120, "{tried} tried, {refused} refused");
}

#[test]
fn wrong_values_are_refused() {
    for (name, at, value) in [
        ("plan", "/date", json!("hôm qua")),
        ("plan", "/date", json!("24/4/25")),
        ("plan", "/title", json!(" ")),
        ("plan", "/solutions/items/0/reportable", json!("có")),
        ("appendix", "/groups/0/tasks/0/lead", json!("Sở Y tế")),
        ("appendix", "/groups/0/tasks/0/parts", json!(["một phần"])),
        ("agencies", "/agencies/0/kind", json!("so")),
        ("agencies", "/agencies/0/reports", json!("yes")),
        ("agencies", "/agencies/0/aliases", json!([{ "ten": "Sở" }])),
        ("reporting", "/windows/start_day", json!(31)),
        ("reporting", "/deadline/working_days", json!(-1)),
        ("reporting", "/thresholds/overdue_days", json!("ba mươi")),
        ("period", "/as_of", json!(46013)),
        ("period", "/received/so-y-te.csv", json!("chưa nhận")),
        ("period", "/excused/0/agency", json!("UBND xã Cam Lâm")),
    ] {
        let known = files().into_iter().rfind(|known| known.name == name).expect("a file");
        let mut changed = yaml(&known.text);
        let (parent, key) = at.rsplit_once('/').expect("a key");
        let parent = changed.pointer_mut(parent).and_then(Value::as_object_mut);
        parent.unwrap_or_else(|| panic!("{name}{at}")).insert(key.into(), value.clone());
        assert!(!validator(name).is_valid(&changed), "{name}{at}: {value}");
        let text = serde_json::to_string_pretty(&changed).expect("JSON");
        assert!(!errors(&known, &text).is_empty(), "{name}{at}: {value}");
    }
}

// ---- The JSON of the check ------------------------------------------------------------------

#[test]
fn the_schema_of_the_check_refuses_what_is_no_run() {
    let folder = format!("examples/submissions/{FAULTY}");
    let run = run(&["check", &folder, "--format", "json"]);
    let good: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let validator = validator("check-json");
    assert_eq!(faults(&validator, &good), [""; 0]);
    let changed = mutations(&good);
    assert!(changed.len() > 70, "{}", changed.len());
    for (what, bad) in changed {
        assert!(!validator.is_valid(&bad), "{what}");
    }
    for (at, value) in [
        ("/schema", json!("report.check/2")),
        ("/as_of", json!("20/9/2025")),
        ("/findings/0/severity", json!("lỗi")),
        ("/findings/0/row", json!(0)),
        ("/findings/0/cell", json!("E")),
        ("/files/0/sha256", json!("0f")),
        ("/summary/errors", json!(-1)),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value;
        assert!(!validator.is_valid(&bad), "{at}");
    }
}

// ---- A row of a submission ------------------------------------------------------------------

/// Any text, or none.
fn text_or_null() -> Vec<(&'static str, Json)> {
    vec![("type", list(["string", "null"]))]
}

fn choice(keys: impl Iterator<Item = &'static str>, or_null: bool) -> Vec<(&'static str, Json)> {
    let keys = keys.map(Value::from).chain(or_null.then_some(Value::Null));
    vec![("enum", list(keys))]
}

/// What a value of a column is in JSON.
fn values(column: &Column) -> Vec<(&'static str, Json)> {
    match (column.holds, column.field) {
        (Holds::Period, _) => vec![
            ("type", "string".into()),
            (
                "pattern",
                r"^[0-9]{4}(-(Q[1-4]|H[12]|9M))?$|^[0-9]{4}-[0-9]{2}-[0-9]{2}\.\.[0-9]{4}-[0-9]{2}-[0-9]{2}$"
                    .into(),
            ),
        ],
        (Holds::Agency, _) => vec![("type", "string".into()), ("pattern", r"\S".into())],
        (Holds::Task, _) => {
            vec![("type", "string".into()), ("pattern", r"^[A-Z]+\.[0-9]+[a-z]?$".into())]
        }
        (Holds::Choice, Field::Status) => choice(Status::ALL.iter().map(|s| s.key()), false),
        (Holds::Choice, Field::Role) => choice(Role::ALL.iter().map(|r| r.key()), true),
        (Holds::Choice, _) => choice(SourceOfFunds::ALL.iter().map(|s| s.key()), true),
        (Holds::Percent, _) => vec![
            ("type", list(["number", "null"])),
            ("minimum", 0.into()),
            ("maximum", 100.into()),
        ],
        (Holds::Amount, _) => vec![("type", list(["integer", "null"])), ("minimum", 0.into())],
        (Holds::Date, _) => vec![
            ("type", list(["string", "null"])),
            ("pattern", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$".into()),
        ],
        (Holds::Text | Holds::List, _) => text_or_null(),
    }
}

/// The words of the closed lists, by key.
fn words(field: Field) -> String {
    let pairs: Vec<(&str, &str)> = match field {
        Field::Status => Status::ALL.iter().map(|s| (s.key(), s.label())).collect(),
        Field::Role => Role::ALL.iter().map(|r| (r.key(), r.label())).collect(),
        Field::Source => SourceOfFunds::ALL.iter().map(|s| (s.key(), s.label())).collect(),
        _ => return String::new(),
    };
    let words: Vec<String> = pairs.iter().map(|(key, label)| format!("{key}: {label}")).collect();
    format!(" {}.", words.join("; "))
}

fn described(column: &Column) -> Json {
    let required = match column.required {
        Required::Always => " Bắt buộc.".to_owned(),
        Required::When(when) => format!(" Bắt buộc ({when})."),
        Required::No => String::new(),
    };
    let words = words(column.field);
    // The help tells people how they may write; these have a form for machines.
    let help = match column.holds {
        Holds::Period => "Ví dụ 2025-Q3, 2025-H1, 2025-9M, 2025, 2025-05-01..2025-06-15",
        Holds::Agency => "Mã hoặc tên chính thức của cơ quan, ví dụ so-tu-phap",
        Holds::Date => "Ngày, viết năm-tháng-ngày, ví dụ 2025-12-31",
        _ => column.help,
    };
    let description = format!("{}. {help}.{required}{words}", column.heading);
    map([("description", description.into())].into_iter().chain(values(column)))
}

/// `then` counts where these keys hold one of these values.
fn when(conditions: Vec<(&'static str, Json)>, field: Field) -> Json {
    let keys: Vec<&str> = conditions.iter().map(|(key, _)| *key).collect();
    let filled = match field.column().holds {
        Holds::Text => map([("type", "string".into()), ("pattern", r"\S".into())]),
        Holds::Percent => map([("type", "number".into())]),
        _ => map([("type", "string".into())]),
    };
    map([
        ("if", map([("required", list(keys)), ("properties", map(conditions))])),
        (
            "then",
            map([("required", list([field.key()])), ("properties", map([(field.key(), filled)]))]),
        ),
    ])
}

/// The rules of requiredness that a row shows by itself.
fn conditions() -> Json {
    let status = Field::Status.key();
    let one_of = |keys: Vec<&'static str>| map([("enum", list(keys))]);
    let but = |not: &[Status]| {
        let kept = Status::ALL.iter().filter(|s| !not.contains(s));
        one_of(kept.map(|s| s.key()).collect())
    };
    let amount = || map([("type", "integer".into())]);
    Json::List(vec![
        when(vec![(status, but(&[Status::NotStarted, Status::Nothing]))], Field::Result),
        when(vec![(status, one_of(vec![Status::Paused.key()]))], Field::Difficulty),
        when(vec![(Field::Allocated.key(), amount())], Field::Source),
        when(vec![(Field::Disbursed.key(), amount())], Field::Source),
        when(
            vec![
                (status, but(&[Status::Nothing])),
                (Field::Role.key(), one_of(vec![Role::Lead.key()])),
            ],
            Field::Progress,
        ),
    ])
}

fn derived() -> Json {
    let always = COLUMNS.iter().filter(|c| c.required == Required::Always).map(|c| c.key);
    map([
        ("$schema", "https://json-schema.org/draft/2020-12/schema".into()),
        ("$id", "report.submission/1".into()),
        ("title", "Một dòng báo cáo".into()),
        (
            "description",
            "Một dòng của tệp báo cáo, viết bằng khóa và ở dạng chuẩn. Ô trống là null hoặc bỏ khóa. Khóa khác được giữ nguyên và bỏ qua. Tệp của cơ quan còn được viết nhiều cách khác; chương trình đọc được cả."
                .into(),
        ),
        ("type", "object".into()),
        ("required", list(always)),
        ("properties", map(COLUMNS.iter().map(|column| (column.key, described(column))))),
        ("allOf", conditions()),
    ])
}

#[test]
fn the_schema_of_a_row_is_that_of_the_columns() {
    ordered::assert_published("submission", &derived());
}

/// The rows of an example file that can be read whole, as JSON in the canonical form.
fn rows(quarter: &str) -> Vec<Value> {
    let plan = the_plan();
    let folder = path(&format!("examples/submissions/{quarter}"));
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 20).expect("a day");
    let mut rows = Vec::new();
    for name in common::names(&folder).into_iter().filter(|name| name.ends_with(".csv")) {
        let bytes = std::fs::read(folder.join(&name)).expect("a file");
        let source = Source::new(name, bytes);
        let file = report::submission::read(&source, plan, day, &mut Sink::new());
        let submission = file.submission.expect("a table");
        for row in &submission.rows {
            let mut object = Map::new();
            let mut put =
                |field: Field, value: Value| drop(object.insert(field.key().into(), value));
            for field in COLUMNS.iter().filter(|c| matches!(c.holds, Holds::Text | Holds::List)) {
                let text = submission.text(row, field.field);
                put(field.field, if text.is_empty() { Value::Null } else { text.into() });
            }
            let agency = row.agency.value().map(|id| plan.register.agency(id).id.clone());
            put(Field::Agency, agency.into());
            put(Field::Period, row.period.value().map(|p| p.id()).into());
            put(Field::Task, row.task.value().map(|id| plan.task(id).id.clone()).into());
            put(Field::Status, row.status.value().map(|s| s.key()).into());
            put(Field::Role, row.role.value().map(|r| r.key()).into());
            put(Field::Source, row.source.value().map(|s| s.key()).into());
            put(Field::Allocated, row.allocated.value().map(|n| n.value).into());
            put(Field::Disbursed, row.disbursed.value().map(|n| n.value).into());
            put(Field::Due, row.due.value().map(|day| day.to_string()).into());
            put(Field::Reported, row.reported.value().map(|day| day.to_string()).into());
            put(Field::Progress, row.progress.value().map(|p| p.value as f64 / 100.0).into());
            rows.push(object.into());
        }
    }
    rows
}

#[test]
fn rows_of_the_examples_fit_in_their_canonical_form_and_are_read_back() {
    let validator = validator("submission");
    let mut fitting = Vec::new();
    for quarter in ["2025-Q3", "2026-Q1"] {
        for row in rows(quarter) {
            assert_eq!(faults(&validator, &row), [""; 0], "{row}");
            fitting.push(row);
        }
    }
    assert!(fitting.len() > 100, "{}", fitting.len());

    // What fits is read without a fault of shape: headings are the keys.
    let keys: Vec<&str> = COLUMNS.iter().map(|c| c.key).collect();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(&keys).expect("headings");
    for row in &fitting {
        let cell = |key: &&str| match &row[*key] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string().replace('.', ","),
        };
        writer.write_record(keys.iter().map(cell)).expect("a row");
    }
    let plan = the_plan();
    let source = Source::new("tat-ca.csv", writer.into_inner().expect("bytes"));
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 20).expect("a day");
    let mut sink = Sink::new();
    let file = report::submission::read(&source, plan, day, &mut sink);
    let codes: BTreeSet<&str> = sink.found().iter().map(|d| d.code.id).collect();
    assert!(codes.is_empty(), "{codes:?}");
    let read = file.submission.expect("a table");
    assert_eq!(read.rows.len(), fitting.len());
    for (row, canonical) in read.rows.iter().zip(&fitting) {
        assert_eq!(
            row.task.value().map(|t| plan.task(t).id.as_str()),
            canonical["ma_nhiem_vu"].as_str()
        );
        let progress = row.progress.value().map(|p| p.value as f64 / 100.0);
        assert_eq!(progress, canonical["tien_do"].as_f64());
        assert_eq!(row.allocated.value().map(|n| n.value), canonical["kinh_phi_giao"].as_i64());
    }
}

#[test]
fn rows_that_break_a_rule_of_the_columns_are_refused() {
    let validator = validator("submission");
    let good = json!({
        "ky_bao_cao": "2025-Q3", "co_quan": "so-tu-phap", "ma_nhiem_vu": "I.2",
        "trang_thai": "dang_trien_khai", "tien_do": 45.5, "ket_qua": "Mở 3 lớp.",
        "vai_tro": "chu_tri", "kinh_phi_giao": 1_234_567, "nguon_kinh_phi": "ngan_sach",
        "ngay_bao_cao": "2025-09-10", "van_ban": null, "nguoi_lap": "cột khác",
    });
    assert_eq!(faults(&validator, &good), [""; 0]);
    let always = COLUMNS.iter().filter(|c| c.required == Required::Always).map(|c| c.key);
    for key in always.chain(["ket_qua", "nguon_kinh_phi", "tien_do"]) {
        let mut bad = good.clone();
        bad.as_object_mut().expect("a row").remove(key);
        assert!(!validator.is_valid(&bad), "without {key}");
        bad[key] = Value::Null;
        assert!(!validator.is_valid(&bad), "{key} left empty");
    }
    for (key, value) in [
        ("ky_bao_cao", json!("2025-Q5")),
        ("ky_bao_cao", json!("quý III")),
        ("ma_nhiem_vu", json!("I-2")),
        ("trang_thai", json!("Đang làm tốt")),
        ("trang_thai", json!("tam_dung")),
        ("tien_do", json!(140)),
        ("tien_do", json!(-1)),
        ("tien_do", json!("45%")),
        ("kinh_phi_giao", json!(0.5)),
        ("kinh_phi_giai_ngan", json!(-5)),
        ("nguon_kinh_phi", json!("NSNN")),
        ("ngay_bao_cao", json!("10/9/2025")),
        ("ngay_bao_cao", json!("2025-13-01")),
        ("vai_tro", json!("ho_tro")),
        ("ket_qua", json!(" ")),
    ] {
        let mut bad = good.clone();
        bad[key] = value.clone();
        assert!(!validator.is_valid(&bad), "{key}: {value}");
    }
    for (status, other) in [("khong_phat_sinh", "ket_qua"), ("chua_trien_khai", "ket_qua")] {
        let mut fine = good.clone();
        fine["trang_thai"] = status.into();
        fine[other] = Value::Null;
        assert_eq!(faults(&validator, &fine), [""; 0], "{status}");
    }
}
