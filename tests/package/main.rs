//! The published tables as a data package: what `datapackage.json` says of them is so, by its own
//! words, and by frictionless, the program that the standard comes with.
//!
//! Frictionless needs `tests/package/.venv` (see CONTRIBUTING.md); where it is lacking its test says
//! so and passes, with `REPORT_WRITER_TESTS=required` it fails.

#[path = "../common/mod.rs"]
mod common;

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

const REQUIRED: &str = "REPORT_WRITER_TESTS";

/// What is published of the examples.
fn published() -> PathBuf {
    static OUT: OnceLock<TempDir> = OnceLock::new();
    let folder = OUT.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let out = common::arg(folder.path()).to_owned();
        let run = common::run(&[
            "build",
            "examples/submissions",
            "--all",
            "--format",
            "md",
            "--allow-errors",
            "--out",
            &out,
        ]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        folder
    });
    folder.path().join("du-lieu")
}

fn package(folder: &Path) -> Value {
    serde_json::from_str(&common::read(&folder.join("datapackage.json"))).expect("JSON")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// The rows of a table, headings first.
fn rows(file: &Path) -> Vec<Vec<String>> {
    let text = common::read(file);
    let text = text.strip_prefix('\u{feff}').expect("a mark of UTF-8");
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.delimiter(b';').has_headers(false).from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    rows.collect()
}

#[test]
fn the_package_names_every_table_and_what_it_says_of_each_column_is_so() {
    let folder = published();
    let package = package(&folder);
    let resources = package["resources"].as_array().expect("resources");
    let named: BTreeSet<&str> = resources.iter().map(|resource| text(&resource["path"])).collect();
    let names = common::names(&folder);
    let tables = names.iter().map(String::as_str).filter(|name| name.ends_with(".csv"));
    assert_eq!(named, tables.collect(), "every table is a resource");
    for resource in resources {
        let path = text(&resource["path"]);
        let rows = rows(&folder.join(path));
        let schema = &resource["schema"];
        let fields = schema["fields"].as_array().expect("fields");
        let names: Vec<&str> = fields.iter().map(|field| text(&field["name"])).collect();
        assert_eq!(rows[0], names, "{path}");
        assert!(rows.len() > 5, "{path}");
        for (at, field) in fields.iter().enumerate() {
            let name = text(&field["name"]);
            assert!(!text(&field["title"]).is_empty(), "{path}: {name}");
            assert!(!text(&field["description"]).is_empty(), "{path}: {name}");
            let values = field["constraints"]["enum"].as_array();
            let values: Option<Vec<&str>> = values.map(|all| all.iter().map(text).collect());
            let is_required = field["constraints"]["required"] == true;
            for cell in rows[1..].iter().map(|row| &row[at]) {
                assert!(!is_required || !cell.is_empty(), "{path}: {name}");
                let is_known = values.as_ref().is_none_or(|all| all.contains(&&**cell));
                assert!(cell.is_empty() || is_known, "{path}: {name}: {cell}");
            }
        }
        let key = schema["primaryKey"].as_array().expect("a key");
        let key: Vec<usize> = key
            .iter()
            .map(|name| names.iter().position(|own| *own == text(name)).expect("a column"))
            .collect();
        let keys = rows.iter().map(|row| key.iter().map(|at| &row[*at]).collect::<Vec<_>>());
        assert_eq!(keys.collect::<BTreeSet<_>>().len(), rows.len(), "{path}: the key");
    }
    assert!(package.get("licenses").is_none(), "the licence is not known");
    assert_eq!(text(&package["description"]), "Số liệu minh họa");
    let money = resources.iter().find(|r| r["name"] == "kinh-phi").expect("the money");
    let given = &money["schema"]["fields"].as_array().expect("fields")[4];
    assert_eq!((text(&given["name"]), text(&given["unit"])), ("duoc_giao", "đồng"));
}

/// What the script prints of a package, and whether it is valid.
fn validated(folder: &Path) -> Option<(bool, String)> {
    let python = common::path("tests/package/.venv/bin/python");
    let has_it = Command::new(&python).args(["-c", "import frictionless"]).output();
    if !has_it.is_ok_and(|output| output.status.success()) {
        let words = "The test of the data package is skipped: frictionless is not there";
        let required = std::env::var(REQUIRED).is_ok_and(|value| value == "required");
        assert!(!required, "{words} (see CONTRIBUTING.md). {REQUIRED} does not allow it.");
        // Past the capture of output by the test runner: whoever runs them should see it.
        writeln!(std::io::stderr(), "{words}.").expect("standard error");
        return None;
    }
    let mut command = Command::new(python);
    command.arg(common::path("tests/package/validate.py")).arg(folder.join("datapackage.json"));
    let run = common::finish(command);
    assert!(run.stderr.is_empty(), "{}", run.stderr);
    Some((run.status == 0, run.stdout))
}

#[test]
fn frictionless_reads_every_cell_as_what_it_is() {
    let folder = published();
    let Some((is_valid, said)) = validated(&folder) else { return };
    assert!(is_valid, "{said}");
    let read: Vec<Value> =
        said.lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
    let tables = ["nhiem-vu", "co-quan", "kinh-phi", "danh-muc-so-lieu", "so-lieu-tong", "so-lieu"];
    let written: usize =
        tables.iter().map(|name| rows(&folder.join(format!("{name}.csv"))).len() - 1).sum();
    assert_eq!(read.len(), written);
    // As Python writes them: a number, an amount and a day, not texts.
    for (table, column, kind) in [
        ("nhiem-vu", "tien_do", "Decimal"),
        ("nhiem-vu", "thoi_han", "date"),
        ("nhiem-vu", "dong", "int"),
        ("co-quan", "ngay_nhan", "date"),
        ("co-quan", "so_ngay_sau_han", "int"),
        ("kinh-phi", "nam", "int"),
        ("kinh-phi", "duoc_giao", "int"),
    ] {
        let of_table = read.iter().filter(|row| row[0] == table);
        let kinds: BTreeSet<&str> = of_table.map(|row| text(&row[2][column])).collect();
        assert!(kinds.contains(kind), "{column}: {kinds:?}");
        assert!(kinds.iter().all(|found| [kind, "NoneType"].contains(found)), "{column}");
    }
    let money = rows(&folder.join("kinh-phi.csv"));
    let amounts: Vec<&str> = read
        .iter()
        .filter(|row| row[0] == "kinh-phi")
        .map(|row| row[1]["duoc_giao"].as_str().unwrap_or_default())
        .collect();
    let written: Vec<&str> = money[1..].iter().map(|row| &*row[4]).collect();
    assert_eq!(amounts, written);
}

#[test]
fn frictionless_finds_a_table_that_is_not_what_the_package_says() {
    let folder = tempfile::tempdir().expect("a folder");
    common::copy(&published(), folder.path());
    let file = folder.path().join("co-quan.csv");
    let table = common::read(&file);
    assert!(table.contains(";on_time;"));
    common::write(&file, table.replacen(";on_time;", ";som;", 1));
    let Some((is_valid, said)) = validated(folder.path()) else { return };
    assert!(!is_valid && said.contains("tinh_hinh"), "{said}");
}
