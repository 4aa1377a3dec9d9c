//! The views are what `templates/README.md` says of them, held against the JSON of the examples; so it
//! does with templates, filters and shared words. Its example override works, and the JSON fits the
//! published schemas. That the types of the views say the same is held in `src/render/tests.rs`.

mod common;
#[path = "common/manual.rs"]
mod manual;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use manual::{SECTIONS, Structs, described, rows, section};
use serde_json::Value;

/// Periods of the examples in which every field is met; the last one reaches over New Year.
const PERIODS: [&str; 7] =
    ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2025-H1", "2025", "2025-06-15..2026-03-14"];
/// The sections that describe what a report, a letter and an agency's sheet see.
const REPORT: &str = SECTIONS[0];
const REMINDER: &str = SECTIONS[1];
const SHEET: &str = SECTIONS[2];
/// The section that describes the tasks by recommendation.
const TRACE: &str = SECTIONS[3];

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn file(name: &str) -> String {
    std::fs::read_to_string(root(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Holds a value against a type as the manual words it; notes which structs it met.
fn hold(value: &Value, kind: &str, at: &str, structs: &Structs, met: &mut BTreeSet<String>) {
    if let Some(inner) = kind.strip_suffix(" hoặc null") {
        if !value.is_null() {
            hold(value, inner, at, structs, met);
        }
        return;
    }
    if let Some(inner) = kind.strip_prefix("danh sách ") {
        let inner = inner.strip_prefix('(').and_then(|i| i.strip_suffix(')')).unwrap_or(inner);
        for item in value.as_array().unwrap_or_else(|| panic!("{at} is no list")) {
            hold(item, inner, at, structs, met);
        }
        return;
    }
    match kind {
        "chuỗi" => assert!(value.is_string(), "{at} is no text"),
        "số nguyên" => assert!(value.is_i64(), "{at} is no number"),
        "đúng/sai" => assert!(value.is_boolean(), "{at} is not true or false"),
        link => {
            let name = link.split(['[', ']']).nth(1).unwrap_or(link);
            met.insert(name.to_owned());
            let object = value.as_object().unwrap_or_else(|| panic!("{at} is no object"));
            let fields = structs.get(name).unwrap_or_else(|| panic!("{at}: no {kind}"));
            let keys: BTreeSet<&str> = object.keys().map(String::as_str).collect();
            let expected: BTreeSet<&str> = fields.iter().map(|field| &*field.name).collect();
            assert_eq!(keys, expected, "{at}");
            for field in fields {
                let at = format!("{at}.{}", field.name);
                hold(&object[&field.name], &field.kind, &at, structs, met);
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
    let structs = described(REPORT);
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
    let plan = common::plan_with_target(out.path());
    let words = ["build", "tests/data/figures", "--period", "2026-Q1", "--format", "json"];
    let more = ["--plan", common::arg(&plan), "--out", common::arg(out.path())];
    let run = common::run(&[&words[..], &more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let view = common::read(&out.path().join("bao-cao-2026-Q1.json"));
    let view: Value = serde_json::from_str(&view).expect("JSON");
    hold(&view, "View", "figures", &structs, &mut met);
    // The report to the ministry alone has the tasks by recommendation.
    let run = build("2025-Q4", out.path(), &["--format", "json", "--for", "bo-y-te"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let path = out.path().join("bao-cao-2025-Q4-bo-y-te.json");
    let text = std::fs::read_to_string(path).expect("the document");
    let view: Value = serde_json::from_str(&text).expect("JSON");
    assert!(view["trace"].is_object());
    hold(&view, "View", "to the ministry", &structs, &mut met);
    let all: BTreeSet<String> = structs.into_keys().collect();
    assert_eq!(met, all, "structs met in the examples, and those of the view");
}

#[test]
fn the_json_of_letters_has_every_field_and_no_other() {
    let own = described(REMINDER);
    let mut structs = described(REPORT);
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
    let shared = ["Head", "LevelView", "PlanView", "Share"].map(str::to_owned);
    let all: BTreeSet<String> = own.into_keys().chain(shared).collect();
    assert_eq!(met, all, "structs met in the letters, and those of the view");
}

#[test]
fn the_json_of_sheets_has_every_field_and_no_other() {
    let own = described(SHEET);
    let mut structs = described(REPORT);
    structs.extend(described(REMINDER));
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
    let out = tempfile::tempdir().expect("a folder");
    let words = ["build", "tests/data/figures", "--period", "2026-Q1", "--format", "json"];
    let more = ["--agency", "ubnd-xa-van-ninh", "--out", common::arg(out.path())];
    let run = common::run(&[&words[..], &more].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let view = common::read(&out.path().join("phieu-ubnd-xa-van-ninh-2026-Q1.json"));
    let view: Value = serde_json::from_str(&view).expect("JSON");
    hold(&view, "Sheet", "figures", &structs, &mut met);
    for name in own.keys() {
        assert!(met.contains(name), "{name} is met in no sheet");
    }
}

#[test]
fn the_json_of_the_tasks_by_recommendation_has_every_field_and_no_other() {
    let own = described(TRACE);
    let mut structs = described(REPORT);
    structs.extend(own.clone());
    let mut met = BTreeSet::new();
    for period in ["2025-Q4", "2025", "2025-06-15..2026-03-14"] {
        let run = Command::new(env!("CARGO_BIN_EXE_report"))
            .current_dir(root(""))
            .args(["plan", "trace", "examples/submissions", "--format", "json", "--period", period])
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .expect("the binary runs");
        assert!(run.status.success(), "{period}: {}", String::from_utf8_lossy(&run.stderr));
        let view: Value = serde_json::from_slice(&run.stdout).expect("JSON");
        hold(&view, "Trace", period, &structs, &mut met);
    }
    for name in own.keys() {
        assert!(met.contains(name), "{name} is met in none");
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
        ("loi-muc.j2", "Lời văn của các mục"),
        ("loi-tom-tat.j2", "Lời văn của tóm tắt"),
        ("loi-ket-qua.j2", "Lời văn của mục II"),
        ("loi-cong-van.j2", "Lời văn của công văn"),
        ("loi-phieu.j2", "Lời văn của phiếu"),
        ("loi-khuyen-nghi.j2", "Lời văn của bảng theo khuyến nghị"),
        ("loi-so-lieu.j2", "Lời văn của số liệu"),
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
    for key in described(REPORT)["View"].iter().map(|field| &field.name) {
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
