//! The published JSON Schemas are what `report schema` prints; real files fit them, and what the
//! program refuses they refuse too. That of a report is held in `view_reference`.

#[path = "../common/mod.rs"]
mod common;
mod generated;
#[path = "../common/ordered.rs"]
mod ordered;
mod outputs;
mod row;
mod yaml;

use std::collections::BTreeSet;

use common::{path, run};
use jsonschema::Validator;
use report::diag::{Severity, Sink};
use report::plan::{self, Plan, PlanFiles};
use report::source::Source;
use report::submission::Page;
use report::workspace::config::{CONFIG, Config, Target};
use serde_json::{Map, Value, json};

const NAMES: [&str; 14] = [
    "plan",
    "appendix",
    "agencies",
    "reporting",
    "indicators",
    "period",
    "report-yaml",
    "submission",
    "check-json",
    "status-json",
    "report-json",
    "reminder-json",
    "agency-json",
    "trace-json",
];

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

/// The codes of the errors that the program finds in this text, read as the file of this name: one of
/// a plan, that of a working folder, or the page of a period.
fn errors_in(mut plan_files: PlanFiles, name: &str, text: &str) -> BTreeSet<&'static str> {
    let mut sink = Sink::new();
    let at = plan::FILES.iter().position(|file| file.trim_end_matches(".yaml") == name);
    match (at, name) {
        (Some(at), _) => {
            plan_files.files[at] = Source::new(plan::FILES[at], text);
            plan::load(&plan_files, &mut sink);
        }
        (None, "indicators") => {
            plan_files.indicators = Some(Source::new(plan::INDICATORS, text));
            plan::load(&plan_files, &mut sink);
        }
        (None, "report-yaml") => {
            Config::load(&Source::new(CONFIG, text), |_| Target::Folder, &mut sink);
        }
        _ => {
            Page::load(&Source::new("period.yaml", text), the_plan(), &mut sink);
        }
    }
    let found = sink.found().iter().filter(|d| d.severity == Severity::Error);
    found.map(|d| d.code.id).collect()
}

/// The plan as it is shipped, read once.
fn the_plan() -> &'static Plan {
    static PLAN: std::sync::OnceLock<Plan> = std::sync::OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

/// Keys that are left out where there is nothing to say: the indicator of a finding that is about no
/// figure, the indicators of a plan that has none.
const OPTIONAL: [&str; 2] = ["indicator", "indicators"];

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
                        if !OPTIONAL.contains(&key.as_str()) {
                            let without = change(&|map| drop(map.remove(key)));
                            found.push((format!("{at}: without {key}"), without));
                        }
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
fn every_schema_is_printed_as_it_is_published() {
    let mut ids = BTreeSet::new();
    for name in NAMES {
        let run = run(&["schema", name]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{name}");
        assert_eq!(run.stdout, published(name), "{name}");
        let schema = schema(name);
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
        let id = schema["$id"].as_str().expect("an id");
        assert!(id.starts_with("report.") && (id.ends_with("/1") || id.ends_with("/2")), "{id}");
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
