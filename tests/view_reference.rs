//! `templates/README.md` names every field that templates see, with its type, and no other; so it
//! does with templates, filters and shared words. Its example override works.
//!
//! The fields are read from the source of the view, and held against the JSON of the examples. The
//! published schema of that JSON follows from the same source and says what the README says.

#[path = "common/ordered.rs"]
mod ordered;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use ordered::{Json, list, map};
use serde_json::Value;

/// Periods of the examples in which every field is met; the last one reaches over New Year.
const PERIODS: [&str; 7] =
    ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2025-H1", "2025", "2025-06-15..2026-03-14"];

/// Field and type, in the order of the source.
type Fields = Vec<(String, String)>;

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn file(name: &str) -> String {
    std::fs::read_to_string(root(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The sources of a view, and the section that describes it.
type Source = (&'static [&'static str], &'static str);

/// The view of the report.
const REPORT: Source = (&["src/render/view.rs", "src/render/view/screen.rs"], "Các khóa");
/// The views, each with the section that describes it.
const VIEWS: [Source; 4] = [
    REPORT,
    REMINDER,
    (&["src/render/sheet.rs"], "Các khóa của phiếu"),
    (&["src/render/index.rs"], "Các khóa của trang mục lục"),
];
/// The view of a letter.
const REMINDER: Source = (&["src/render/reminder.rs"], "Các khóa của công văn");

/// The structs of a view, from its source.
fn structs((view, _): Source) -> BTreeMap<String, Fields> {
    let source: String = view.iter().map(|part| file(part)).collect();
    let mut structs: BTreeMap<String, Fields> = BTreeMap::new();
    let mut open = None;
    for line in source.lines() {
        if let Some(name) = line.strip_prefix("pub struct ") {
            let name = name.trim_end_matches(" {").to_owned();
            structs.insert(name.clone(), Fields::new());
            open = Some(name);
        } else if line == "}" {
            open = None;
        } else if let (Some(name), Some(field)) = (&open, line.strip_prefix("    pub ")) {
            let (field, kind) = field.trim_end_matches(',').split_once(": ").expect("a field");
            let fields = structs.get_mut(name).expect("the struct");
            fields.push((field.to_owned(), kind.to_owned()));
        }
    }
    assert!(structs.len() > 2 && structs.values().all(|fields| !fields.is_empty()), "{view:?}");
    structs
}

/// What a generic type holds.
fn inside<'a>(kind: &'a str, outer: &str) -> Option<&'a str> {
    kind.strip_prefix(outer)?.strip_prefix('<')?.strip_suffix('>')
}

/// A type as the reference words it.
fn worded(kind: &str) -> String {
    if let Some(inner) = inside(kind, "Option") {
        return format!("{} hoặc null", worded(inner));
    }
    if let Some(inner) = inside(kind, "Vec").or_else(|| inside(kind, "Rows")) {
        let words = worded(inner);
        let words = if inner.starts_with("Option") { format!("({words})") } else { words };
        return format!("danh sách {words}");
    }
    match kind {
        "String" | "Word" | "Arc<str>" | "&'static str" => "chuỗi".to_owned(),
        "usize" | "u32" | "i32" | "i64" => "số nguyên".to_owned(),
        "bool" => "đúng/sai".to_owned(),
        name => format!("[{name}](#{})", name.to_lowercase()),
    }
}

/// The cells of the rows of every table under a heading.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    rows.map(|row| row.split(" | ").map(str::trim).collect()).collect()
}

fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("\n## {heading}\n")).expect("the section");
    rest.split_once("\n## ").map_or(rest, |(section, _)| section)
}

#[test]
fn every_field_is_described_with_its_type_and_no_other() {
    for view in VIEWS {
        described_in_full(view);
    }
}

fn described_in_full(view: Source) {
    let readme = file("templates/README.md");
    let mut described: BTreeMap<String, Fields> = BTreeMap::new();
    for part in section(&readme, view.1).split("\n### ").skip(1) {
        let (name, text) = part.split_once('\n').expect("a heading");
        let mut rows = rows(text).into_iter();
        assert_eq!(rows.next(), Some(vec!["Khóa", "Kiểu", "Nghĩa"]), "{name}");
        let fields = rows.map(|row| {
            assert!(row.len() == 3 && !row[2].is_empty(), "{name}: {row:?}");
            (row[0].trim_matches('`').to_owned(), row[1].to_owned())
        });
        let before = described.insert(name.to_owned(), fields.collect());
        assert!(before.is_none(), "{name} twice");
    }
    let expected: BTreeMap<String, Fields> = structs(view)
        .into_iter()
        .map(|(name, fields)| {
            (name, fields.into_iter().map(|(field, kind)| (field, worded(&kind))).collect())
        })
        .collect();
    let names = |of: &BTreeMap<String, Fields>| of.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(names(&described), names(&expected));
    for (name, fields) in expected {
        assert_eq!(described[&name], fields, "{name}");
    }
}

/// Holds a value against a type of the view; notes which structs and fields with a value it met.
fn hold(
    value: &Value,
    kind: &str,
    at: &str,
    structs: &BTreeMap<String, Fields>,
    met: &mut BTreeSet<String>,
) {
    if let Some(inner) = inside(kind, "Option") {
        if !value.is_null() {
            hold(value, inner, at, structs, met);
        }
        return;
    }
    if let Some(inner) = inside(kind, "Vec").or_else(|| inside(kind, "Rows")) {
        for item in value.as_array().unwrap_or_else(|| panic!("{at} is no list")) {
            hold(item, inner, at, structs, met);
        }
        return;
    }
    match kind {
        "String" | "Word" | "Arc<str>" | "&'static str" => {
            assert!(value.is_string(), "{at} is no text")
        }
        "usize" | "u32" | "i32" | "i64" => assert!(value.is_i64(), "{at} is no number"),
        "bool" => assert!(value.is_boolean(), "{at} is not true or false"),
        name => {
            met.insert(name.to_owned());
            let object = value.as_object().unwrap_or_else(|| panic!("{at} is no object"));
            let fields = &structs[name];
            let keys: BTreeSet<&str> = object.keys().map(String::as_str).collect();
            let expected: BTreeSet<&str> = fields.iter().map(|(field, _)| &**field).collect();
            assert_eq!(keys, expected, "{at}");
            for (field, kind) in fields {
                hold(&object[field], kind, &format!("{at}.{field}"), structs, met);
            }
        }
    }
}

fn build(period: &str, out: &Path, more: &[&str]) -> std::process::Output {
    let out = out.to_string_lossy();
    Command::new(env!("CARGO_BIN_EXE_report"))
        .current_dir(root(""))
        .args(["build", "examples/submissions", "--period", period, "--allow-errors", "--out"])
        .arg(&*out)
        .args(more)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .expect("the binary runs")
}

#[test]
fn the_json_of_the_examples_has_every_field_and_no_other() {
    let structs = structs(REPORT);
    let out = tempfile::tempdir().expect("a folder");
    let mut met = BTreeSet::new();
    for period in PERIODS {
        let run = build(period, out.path(), &["--format", "json"]);
        assert!(run.status.success(), "{period}: {}", String::from_utf8_lossy(&run.stderr));
        let path = out.path().join(format!("bao-cao-{period}.json"));
        let text = std::fs::read_to_string(path).expect("the document");
        let view: Value = serde_json::from_str(&text).expect("JSON");
        hold(&view, "View", period, &structs, &mut met);
    }
    let all: BTreeSet<String> = structs.into_keys().collect();
    assert_eq!(met, all, "structs met in the examples, and those of the view");
}

#[test]
fn the_json_of_letters_has_every_field_and_no_other() {
    let own = structs(VIEWS[1]);
    let mut structs = structs(REPORT);
    structs.extend(own.clone());
    let mut met = BTreeSet::new();
    for (period, each) in [("2025-Q4", false), ("2026-Q1", true), ("2025", true)] {
        let out = tempfile::tempdir().expect("a folder");
        let mut command = Command::new(env!("CARGO_BIN_EXE_report"));
        command
            .current_dir(root(""))
            .args(["remind", "examples/submissions", "--period", period, "--format", "json"])
            .args(each.then_some("--each"))
            .arg("--out")
            .arg(out.path())
            .env_remove("SOURCE_DATE_EPOCH");
        assert!(command.output().expect("the binary runs").status.success(), "{period}");
        for entry in std::fs::read_dir(out.path()).expect("the letters") {
            let text = std::fs::read_to_string(entry.expect("a letter").path()).expect("text");
            let view: Value = serde_json::from_str(&text).expect("JSON");
            hold(&view, "Reminder", period, &structs, &mut met);
        }
    }
    let shared = ["Head", "PlanView", "Share"].map(str::to_owned);
    let all: BTreeSet<String> = own.into_keys().chain(shared).collect();
    assert_eq!(met, all, "structs met in the letters, and those of the view");
}

#[test]
fn the_json_of_sheets_has_every_field_and_no_other() {
    let own = structs(VIEWS[2]);
    let mut structs = structs(REPORT);
    structs.extend(self::structs(VIEWS[1]));
    structs.extend(own.clone());
    let mut met = BTreeSet::new();
    for (period, agency) in [("2025-Q4", "so-cong-thuong"), ("2025", "so-y-te")] {
        let out = tempfile::tempdir().expect("a folder");
        let run = build(period, out.path(), &["--format", "json", "--agency", agency]);
        assert!(run.status.success(), "{period}: {}", String::from_utf8_lossy(&run.stderr));
        let path = out.path().join(format!("phieu-{agency}-{period}.json"));
        let text = std::fs::read_to_string(path).expect("the sheet");
        let view: Value = serde_json::from_str(&text).expect("JSON");
        hold(&view, "Sheet", period, &structs, &mut met);
    }
    for name in own.keys() {
        assert!(met.contains(name), "{name} is met in no sheet");
    }
}

#[test]
fn templates_filters_and_shared_words_are_listed() {
    let readme = file("templates/README.md");
    let listed = |heading: &str| -> BTreeSet<String> {
        let cells = rows(section(&readme, heading)).into_iter().skip(1).map(|row| row[0]);
        cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
    };
    let shipped: BTreeSet<String> =
        report::render::NAMES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(listed("Các mẫu"), shipped);

    let source = file("src/render/templates.rs");
    let filters = source.split("add_filter(\"").skip(1).filter_map(|rest| rest.split('"').next());
    let bare = |text: &str| text.split('(').next().unwrap_or_default().to_owned();
    let described: BTreeSet<String> = listed("Viết mẫu").iter().map(|name| bare(name)).collect();
    assert_eq!(described, filters.map(str::to_owned).collect());

    for (template, heading) in [
        ("loi-van.j2", "Lời văn dùng chung"),
        ("loi-cong-van.j2", "Lời văn của công văn"),
        ("loi-phieu.j2", "Lời văn của phiếu"),
    ] {
        let words = file(&format!("templates/{template}"));
        let macros = words.split("macro ").skip(1).filter_map(|rest| {
            rest.split_once(") -%}").map(|(signature, _)| format!("{signature})"))
        });
        let macros: BTreeSet<String> = macros.filter(|m| !m.contains('\n')).collect();
        assert_eq!(listed(heading), macros, "{template}");
    }
}

#[test]
fn the_example_override_works() {
    let readme = file("templates/README.md");
    let block = |info: &str| {
        let (_, rest) = readme.split_once(&format!("```{info}\n")).expect("the block");
        rest.split_once("```").expect("its end").0
    };
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("bao-cao.md.j2"), block("jinja bao-cao.md.j2")).unwrap();
    let out = folder.path().join("out");
    let templates = folder.path().to_string_lossy();
    let run = build("2026-Q1", &out, &["--format", "md", "--templates", &templates]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let document = std::fs::read_to_string(out.join("bao-cao-2026-Q1.md")).expect("the document");
    let shown = block("text bao-cao-2026-Q1.md").trim_matches(['…', '\n']);
    assert!(document.contains(shown), "{document}");
}

// ---- The published schema -------------------------------------------------------------------

/// What each field means, by struct, in the words of the README.
fn meanings() -> BTreeMap<(String, String), String> {
    let readme = file("templates/README.md");
    let mut meanings = BTreeMap::new();
    let parts =
        VIEWS.iter().flat_map(|(_, heading)| section(&readme, heading).split("\n### ").skip(1));
    for part in parts {
        let (name, text) = part.split_once('\n').expect("a heading");
        for row in rows(text).into_iter().skip(1) {
            let key = (name.to_owned(), row[0].trim_matches('`').to_owned());
            // A description is plain text.
            meanings.insert(key, row[2].replace('`', ""));
        }
    }
    meanings
}

/// A type as JSON Schema has it.
fn typed(kind: &str) -> Vec<(&'static str, Json)> {
    if let Some(inner) = inside(kind, "Option") {
        let null = map([("type", Json::from("null"))]);
        return vec![("anyOf", Json::List(vec![map(typed(inner)), null]))];
    }
    // A list that is written out entry by entry is a list all the same.
    if let Some(inner) = inside(kind, "Vec").or_else(|| inside(kind, "Rows")) {
        return vec![("type", "array".into()), ("items", map(typed(inner)))];
    }
    match kind {
        "String" | "Word" | "Arc<str>" | "&'static str" => vec![("type", "string".into())],
        "usize" | "u32" => vec![("type", "integer".into()), ("minimum", 0.into())],
        "i32" | "i64" => vec![("type", "integer".into())],
        "bool" => vec![("type", "boolean".into())],
        name => vec![("$ref", format!("#/$defs/{name}").into())],
    }
}

/// One struct: every key is always there, and no other.
fn closed(name: &str, fields: &Fields, meanings: &BTreeMap<(String, String), String>) -> Json {
    let properties = fields.iter().map(|(field, kind)| {
        let meaning = &meanings[&(name.to_owned(), field.clone())];
        let own = match (name, field.as_str()) {
            ("View", "schema") => vec![("const", Json::from(report::render::view::SCHEMA))],
            ("Reminder", "schema") => vec![("const", report::render::reminder::SCHEMA.into())],
            _ => typed(kind),
        };
        let description = ("description", Json::from(meaning.as_str()));
        (field.clone(), map([description].into_iter().chain(own)))
    });
    map([
        ("type", "object".into()),
        ("additionalProperties", false.into()),
        ("required", list(fields.iter().map(|(field, _)| field.as_str()))),
        ("properties", map(properties)),
    ])
}

/// The structs that one struct leads to, the first left out.
fn reached<'a>(
    root: &str,
    structs: &'a BTreeMap<String, Fields>,
) -> BTreeMap<&'a String, &'a Fields> {
    let mut found: BTreeMap<&String, &Fields> = BTreeMap::new();
    let mut open: Vec<&Fields> = vec![&structs[root]];
    while let Some(fields) = open.pop() {
        for (_, kind) in fields {
            let mut kind = kind.as_str();
            while let Some(inner) = ["Option", "Vec", "Rows"].iter().find_map(|o| inside(kind, o)) {
                kind = inner;
            }
            if let Some((name, fields)) = structs.get_key_value(kind)
                && found.insert(name, fields).is_none()
            {
                open.push(fields);
            }
        }
    }
    found
}

/// The schema of what begins with the struct `root`.
fn derived(root: &str, id: &str, title: &str, description: &str) -> Json {
    let (mut structs, meanings) = (structs(REPORT), meanings());
    structs.extend(self::structs(REMINDER));
    let Json::Map(view) = closed(root, &structs[root], &meanings) else { unreachable!() };
    let head = [
        ("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into()),
        ("$id".to_owned(), id.into()),
        ("title".to_owned(), title.into()),
        ("description".to_owned(), description.into()),
    ];
    let others = reached(root, &structs).into_iter();
    let others = others.map(|(name, fields)| (name.clone(), closed(name, fields, &meanings)));
    let defs = ("$defs".to_owned(), map(others));
    Json::Map(head.into_iter().chain(view).chain([defs]).collect())
}

#[test]
fn the_published_schema_is_that_of_the_view() {
    let report = derived(
        "View",
        report::render::view::SCHEMA,
        "report build --format json",
        "Số liệu của một báo cáo, cũng là những gì mẫu văn bản nhìn thấy. Khóa nào cũng luôn có mặt; chưa biết thì là null.",
    );
    ordered::assert_published("report-json", &report);
    let reminder = derived(
        "Reminder",
        report::render::reminder::SCHEMA,
        "report remind --format json",
        "Một công văn, cũng là những gì mẫu công văn nhìn thấy. Khóa nào cũng luôn có mặt; chưa biết thì là null.",
    );
    ordered::assert_published("reminder-json", &reminder);
}

#[test]
fn the_json_of_letters_fits_the_schema_and_nothing_less_does() {
    let schema: Value = serde_json::from_str(&file("schemas/reminder-json.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let out = tempfile::tempdir().expect("a folder");
    let mut tried = 0;
    for words in [&["--period", "2025-Q4"][..], &["--period", "2025", "--each"]] {
        let run = Command::new(env!("CARGO_BIN_EXE_report"))
            .current_dir(root(""))
            .args(["remind", "examples/submissions", "--format", "json", "--out"])
            .arg(out.path())
            .args(words)
            .output()
            .expect("the binary runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        for entry in std::fs::read_dir(out.path()).expect("the folder") {
            let bytes = std::fs::read(entry.expect("an entry").path()).expect("a letter");
            let letter: Value = serde_json::from_slice(&bytes).expect("JSON");
            let faults: Vec<String> = validator
                .iter_errors(&letter)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert!(faults.is_empty(), "{faults:#?}");
            tried += 1;
            if tried > 2 {
                continue;
            }
            for key in letter.as_object().expect("an object").keys() {
                let mut without = letter.clone();
                without.as_object_mut().expect("an object").remove(key);
                assert!(!validator.is_valid(&without), "without {key}");
                let mut wrong = letter.clone();
                wrong[key] = serde_json::json!([[]]);
                assert!(!validator.is_valid(&wrong), "a list for {key}");
            }
        }
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn the_json_of_the_examples_fits_the_schema_and_nothing_less_does() {
    let schema: Value = serde_json::from_str(&file("schemas/report-json.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let out = tempfile::tempdir().expect("a folder");
    let mut views = Vec::new();
    for period in PERIODS {
        let run = build(period, out.path(), &["--format", "json"]);
        assert!(run.status.success(), "{period}: {}", String::from_utf8_lossy(&run.stderr));
        let path = out.path().join(format!("bao-cao-{period}.json"));
        let view: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).expect("JSON");
        let faults: Vec<String> =
            validator.iter_errors(&view).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(faults.is_empty(), "{period}: {faults:#?}");
        views.push(view);
    }
    let view = &views[2];
    for key in structs(REPORT)["View"].iter().map(|(key, _)| key) {
        let mut without = view.clone();
        without.as_object_mut().expect("an object").remove(key);
        assert!(!validator.is_valid(&without), "without {key}");
        let mut wrong = view.clone();
        wrong[key] = serde_json::json!([[]]);
        assert!(!validator.is_valid(&wrong), "a list for {key}");
    }
    for (at, value) in [
        ("/groups/0/tasks/0/progress", serde_json::json!(45)),
        ("/groups/0/figures/tasks", serde_json::json!(-1)),
        ("/sources/0/readable", serde_json::json!("có")),
        ("/head/date_year", serde_json::json!("2025")),
        ("/schema", serde_json::json!("report.view/1")),
    ] {
        let mut wrong = view.clone();
        *wrong.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value;
        assert!(!validator.is_valid(&wrong), "{at}");
    }
}
