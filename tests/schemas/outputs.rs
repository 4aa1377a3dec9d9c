//! The schemas of what the program prints for other programs, against what it prints.

use serde_json::{Value, json};

use super::common::{FAULTY, run};
use super::{faults, mutations, validator};

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
