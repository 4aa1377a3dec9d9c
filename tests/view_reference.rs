//! `templates/README.md` names every field that templates see, with its type, and no other; so it
//! does with templates, filters and shared words. Its example override works.
//!
//! The fields are read from the source of the view, and held against the JSON of the examples.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Field and type, in the order of the source.
type Fields = Vec<(String, String)>;

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn file(name: &str) -> String {
    std::fs::read_to_string(root(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// The structs of the view, from its source.
fn structs() -> BTreeMap<String, Fields> {
    let source = file("src/render/view.rs");
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
    assert!(structs.len() > 20 && structs.values().all(|fields| !fields.is_empty()));
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
        "String" | "Arc<str>" | "&'static str" => "chuỗi".to_owned(),
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
    let readme = file("templates/README.md");
    let mut described: BTreeMap<String, Fields> = BTreeMap::new();
    for part in section(&readme, "Các khóa").split("\n### ").skip(1) {
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
    let expected: BTreeMap<String, Fields> = structs()
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
        "String" | "Arc<str>" | "&'static str" => assert!(value.is_string(), "{at} is no text"),
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
    let structs = structs();
    let out = tempfile::tempdir().expect("a folder");
    let mut met = BTreeSet::new();
    for period in ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2025-H1", "2025"] {
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

    let words = file("templates/loi-van.j2");
    let macros = words
        .split("macro ")
        .skip(1)
        .filter_map(|rest| rest.split_once(") -%}").map(|(signature, _)| format!("{signature})")));
    let macros: BTreeSet<String> = macros.filter(|m| !m.contains('\n')).collect();
    assert_eq!(listed("Lời văn dùng chung"), macros);
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
