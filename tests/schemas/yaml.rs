//! The schemas of the YAML files against their readers: every key is taken away, given a wrong value
//! and joined by a stranger, and both must say the same.

use std::collections::BTreeSet;

use report::plan::{self, PlanFiles};
use report::source::Source;
use serde_json::{Value, json};

use super::common::{self, QUARTERS, path};
use super::{errors_in, faults, mutations, validator};

/// Faults of shape: syntax, unknown key, missing key, wrong value.
const SHAPE: [&str; 4] = ["P001", "P002", "P003", "P018"];

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// A YAML file, its schema, and where the program reads it.
struct Known {
    name: &'static str,
    text: String,
}

fn files() -> Vec<Known> {
    let plan = plan::FILES.iter().chain([&plan::INDICATORS]).map(|file| Known {
        name: file.trim_end_matches(".yaml"),
        text: common::read(&path(&format!("plan/{file}"))),
    });
    let pages = QUARTERS.iter().map(|quarter| Known {
        name: "period",
        text: common::read(&path(&format!("examples/submissions/{quarter}/period.yaml"))),
    });
    let text = "plan: plan\ntemplates: templates\nout: van-ban\nnotice: Số liệu minh họa\n".into();
    let config = Known { name: "report-yaml", text };
    plan.chain([config]).chain(pages).collect()
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
    // They are long, and only their own changes need them.
    files.indicators = None;
    files
}

/// The codes of the errors that the program finds in a file with this text.
fn errors(known: &Known, text: &str) -> BTreeSet<&'static str> {
    errors_in(small_plan(), known.name, text)
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

#[test]
fn what_the_reader_refuses_the_schema_refuses_and_the_other_way_round() {
    let (mut tried, mut refused) = (0, 0);
    // One page is as good as four.
    for known in files().iter().take(plan::FILES.len() + 3) {
        let validator = validator(known.name);
        let text = if known.name == "agencies" { small_register() } else { known.text.clone() };
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
        ("indicators", "/indicators/0/unit", json!("cái")),
        ("indicators", "/indicators/0/id", json!("II.1.1 (a)")),
        ("indicators", "/indicators/0/kind", json!("tổng")),
        ("indicators", "/indicators/0/asked_of", json!([])),
        ("indicators", "/indicators/0/tasks", json!([])),
        ("indicators", "/indicators/0/values", json!(["0,123"])),
        ("indicators", "/indicators/60/targets/national", json!({ "1995": 5 })),
        ("indicators", "/indicators/60/targets/national", json!({ "2030": "dưới 9" })),
        ("report-yaml", "/plan", json!("../ke-hoach")),
        ("report-yaml", "/plan", json!("/srv/ke-hoach")),
        ("report-yaml", "/templates", json!("C:\\mau")),
        ("report-yaml", "/out", json!(" ")),
        ("report-yaml", "/out", json!("~/van-ban")),
        ("period", "/as_of", json!(46013)),
        ("period", "/received/so-y-te.csv", json!("chưa nhận")),
        ("period", "/excused/0/agency", json!("UBND xã Cam Lâm")),
        ("period", "/release", json!([{ "file": "so-y-te.csv" }])),
        ("period", "/release", json!([{ "file": "so-y-te.csv", "row": "hai" }])),
        ("period", "/release", json!([{ "file": " ", "row": 2 }])),
        ("period", "/release", json!({ "so-y-te.csv": 2 })),
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
