//! `report check` as people and programs run it: what is found, in which shape, how it ends.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::common::{self, Run, arg, path, run, write};
use serde_json::Value;
use tempfile::TempDir;

/// The file of one agency with twelve faults, the period and the day on which it is looked at.
const TWELVE: &str = "muoi-hai-loi.csv";
const SETTING: [&str; 4] = ["--period", "2025-Q3", "--as-of", "2025-09-20"];
/// Headings of the small files below.
const HEADINGS: &str = "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua\n";

/// A folder with one file of an agency that has these progresses on II.1, II.2, …
fn small(progress: &[&str]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ubnd-xa-cam-lam.csv");
    let tasks = ["II.1", "II.2", "IV.1", "IV.2"];
    let row = |(progress, task): (&&str, &str)| {
        format!("2025-Q3;UBND xã Cam Lâm;{task};dang_trien_khai;{progress};Mở 3 lớp.\n")
    };
    let rows: String = progress.iter().zip(tasks).map(row).collect();
    write(&file, format!("{HEADINGS}{rows}"));
    (folder, file)
}

/// Checks a file on a day on which nobody is late.
fn check(file: &std::path::Path, more: &[&str]) -> Run {
    run(&[&["check", arg(file)], &SETTING[..2], &["--as-of", "2025-09-10"], more].concat())
}

fn twelve(more: &[&str]) -> (TempDir, Run) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(path("tests/data").join(TWELVE), folder.path().join(TWELVE)).expect("a copy");
    let mut command = common::command(&[&["check", TWELVE], &SETTING[..], more].concat());
    command.current_dir(folder.path());
    let run = common::finish(command);
    (folder, run)
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}{}", run.stdout, run.stderr))
}

fn findings(json: &Value) -> &[Value] {
    json["findings"].as_array().expect("findings")
}

fn codes(json: &Value) -> Vec<&str> {
    findings(json).iter().map(|f| f["code"].as_str().expect("a code")).collect()
}

// ---- The twelve faults ----------------------------------------------------------------------

#[test]
fn all_twelve_faults_are_found_in_their_cells() {
    let (_folder, run) = twelve(&["--format", "json"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    let json = json(&run);
    let found: BTreeSet<(String, u64, String)> = findings(&json)
        .iter()
        .filter(|f| f["severity"] == "error")
        .map(|f| {
            let text = |key: &str| f[key].as_str().unwrap_or_default().to_owned();
            (text("code"), f["row"].as_u64().unwrap_or_default(), text("cell"))
        })
        .collect();
    let mut expected = BTreeSet::new();
    let list = path("tests/data/muoi-hai-loi.expected.csv");
    for row in csv::Reader::from_path(list).expect("the list").records() {
        let row = row.expect("a row");
        expected.insert((row[0].to_owned(), row[1].parse().expect("a row"), row[2].to_owned()));
    }
    assert_eq!(expected.len(), 12);
    assert_eq!(found, expected);
    let file = &json["files"][0];
    assert_eq!((file["rows"].as_u64(), file["rows_accepted"].as_u64()), (Some(12), Some(0)));
}

#[test]
fn people_read_them_so() {
    let (_folder, run) = twelve(&[]);
    assert_eq!(run.status, 1);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("twelve", run.stdout);
    });
}

// ---- How files were written -----------------------------------------------------------------

#[test]
fn the_encoding_is_said_of_files_without_a_readable_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ubnd-xa-cam-lam.csv");
    let quoted = "2025-Q3\tUBND xã Cam Lâm\tII.1\tdang_trien_khai\t45\tMở \"3 lớp.\n";
    let text = format!("{}{quoted}", HEADINGS.replace(';', "\t"));
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, encoding, delimiter, told) in [
        (
            text.into_bytes(),
            "utf-8",
            Some("\t"),
            ": UTF-8; ngăn cách bằng tab; không đọc được bảng",
        ),
        (wide, "utf-16le", Some("\t"), ": UTF-16LE; ngăn cách bằng tab; không đọc được bảng"),
        (b"m\xC3\xB4t".to_vec(), "utf-8", None, ": UTF-8; không đọc được bảng"),
    ] {
        fs::write(&file, bytes).expect("written");
        let run = check(&file, &["-v"]);
        let all = format!("{}{}", run.stdout, run.stderr);
        assert!(run.status == 1 && all.contains(told), "{all}");
        let json = json(&check(&file, &["--format", "json"]));
        let file = &json["files"][0];
        assert_eq!(
            (file["encoding"].as_str(), file["delimiter"].as_str()),
            (Some(encoding), delimiter)
        );
        assert_eq!((file["header_row"].as_u64(), file["rows"].as_u64()), (None, Some(0)));
    }
}

// ---- The shape for programs -----------------------------------------------------------------

fn schema() -> Value {
    serde_json::from_str(&common::read(&path("schemas/check-json.schema.json"))).expect("JSON")
}

fn assert_valid(what: &str, json: &Value) {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    let faults: Vec<String> =
        validator.iter_errors(json).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{what}: {faults:#?}");
}

/// Every object of the schema names all its keys as required and allows no other.
#[test]
fn the_schema_leaves_nothing_open() {
    fn walk(schema: &Value, objects: &mut usize) {
        if schema["type"] == "object" {
            *objects += 1;
            assert_eq!(schema["additionalProperties"], false, "{schema}");
            // The one key that stands only where it says something: in findings on figures.
            let keys = schema["properties"].as_object().expect("keys").keys().map(|k| &**k);
            let keys: BTreeSet<&str> = keys.filter(|key| *key != "indicator").collect();
            let required = schema["required"].as_array().expect("keys").iter();
            assert_eq!(keys, required.map(|k| k.as_str().expect("a key")).collect());
        }
        match schema {
            Value::Object(map) => map.values().for_each(|inner| walk(inner, objects)),
            Value::Array(list) => list.iter().for_each(|inner| walk(inner, objects)),
            _ => {}
        }
    }
    let mut objects = 0;
    walk(&schema(), &mut objects);
    assert_eq!(objects, 6);
}

#[test]
fn every_run_has_the_shape_of_version_1() {
    let (_folder, run) = twelve(&["--format", "json"]);
    assert_valid("twelve faults", &json(&run));
    assert_valid(
        "examples",
        &json(&common::run(&["check", "examples/submissions", "--format", "json"])),
    );

    let folder = tempfile::tempdir().expect("a folder");
    let of_folder = || common::run(&["check", arg(folder.path()), "--format", "json"]);
    let period = folder.path().join("2026-Q1");
    std::fs::create_dir(&period).expect("a folder");
    let early = ["check", arg(&period), "--format", "json", "--as-of", "2026-01-05"];
    assert_valid("nothing", &json(&common::run(&early)));
    std::fs::remove_dir(&period).expect("an empty folder");
    for (name, bytes) in [
        ("trong.csv", &b""[..]),
        ("anh.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("nhi-phan.csv", b"\0\x01\x02\xff\xfe"),
        ("mo-ngoac.csv", b"ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai\n\"2025-Q3;x\n"),
        ("sai-ma.csv", b"ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai\n2025-Q3;S\xff;II.1;x\n"),
    ] {
        write(&folder.path().join(name), bytes);
    }
    let run = of_folder();
    assert_eq!(run.status, 1);
    let json = json(&run);
    assert_valid("unreadable files", &json);
    assert_eq!(json["files"].as_array().map(Vec::len), Some(5));
}

#[test]
fn counts_and_order_fit_the_findings() {
    let run = common::run(&["check", "examples/submissions", "--format", "json"]);
    let json = json(&run);
    for (severity, plural) in [("error", "errors"), ("warning", "warnings"), ("note", "notes")] {
        let count = findings(&json).iter().filter(|f| f["severity"] == severity).count();
        assert_eq!(json["summary"][plural], count, "{severity}");
    }
    let again = common::run(&["check", "examples/submissions", "--format", "json"]);
    assert_eq!(again.stdout, run.stdout, "the same order every time");
}

#[test]
fn programs_get_all_findings_whatever_people_want_to_see() {
    let (_folder, all) = twelve(&["--format", "json", "--max-findings", "0"]);
    let (_folder, one) = twelve(&["--format", "json", "--max-findings", "1"]);
    assert_eq!(one.stdout, all.stdout);
    let (_folder, people) = twelve(&["--max-findings", "1"]);
    assert!(people.stdout.contains("V402") && !people.stdout.contains("V401"), "{}", people.stdout);
    assert!(people.stdout.contains("12 lỗi"), "all are counted: {}", people.stdout);
    assert!(people.stdout.contains("11"), "and those not shown are named: {}", people.stdout);
}

// ---- How it ends ----------------------------------------------------------------------------

#[test]
fn nothing_found_is_0() {
    let (_folder, file) = small(&["40", "45,5"]);
    let run = check(&file, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.ends_with("Không có lỗi.\n"), "{}", run.stdout);
    assert_eq!(check(&file, &["--strict"]).status, 0);
}

#[test]
fn warnings_are_0_and_with_strict_1() {
    let (_folder, file) = small(&["45.5"]);
    let run = check(&file, &["--format", "json"]);
    assert_eq!((run.status, codes(&json(&run))), (0, vec!["V405"]));
    assert_eq!(check(&file, &["--strict"]).status, 1);
    assert_eq!(check(&file, &["--strict", "--ignore", "V405"]).status, 0);
}

#[test]
fn errors_are_1() {
    let (_folder, file) = small(&["140"]);
    assert_eq!(check(&file, &[]).status, 1);
    assert_eq!(check(&file, &["--ignore", "V402"]).status, 0, "what is not told does not count");
}

#[test]
fn what_cannot_be_run_is_2() {
    let (folder, file) = small(&["40"]);
    let nowhere = folder.path().join("khong-co.csv");
    for run in [
        run(&["check", arg(&nowhere)]),
        run(&["check", arg(&file), arg(&nowhere)]),
        check(&file, &["--select", "Z999"]),
        check(&file, &["--ignore", "V402,V9"]),
        check(&file, &["--format", "bang"]),
        check(&file, &["--max-findings", "-1"]),
        run(&["check", arg(&file), "--period", "quý năm"]),
        run(&["check", arg(&file), "--as-of", "31/02/2025"]),
        run(&["check", arg(&file), "--plan", arg(&nowhere)]),
    ] {
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
        assert!(run.stderr.starts_with("lỗi: "), "{}", run.stderr);
    }
    assert!(run(&["check", arg(&nowhere)]).stderr.contains("khong-co.csv"));
}

// ---- What is told ---------------------------------------------------------------------------

#[test]
fn codes_are_selected_and_ignored_by_their_beginning() {
    let (_folder, all) = twelve(&["--format", "json"]);
    let all = json(&all);
    let told = |more: &[&str]| {
        let (_folder, run) = twelve(&[&["--format", "json"], more].concat());
        codes(&json(&run)).iter().map(|code| (*code).to_owned()).collect::<Vec<_>>()
    };
    let beginning = |prefixes: &[&str], wanted: bool| {
        let codes = codes(&all).into_iter();
        let has = |code: &&str| prefixes.iter().any(|prefix| code.starts_with(prefix)) == wanted;
        codes.filter(has).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(told(&["--select", "V4"]), beginning(&["V4"], true));
    assert_eq!(told(&["--select", "V402,A"]), beginning(&["V402", "A"], true));
    assert_eq!(told(&["--select", "V402", "--select", "a5"]), beginning(&["V402", "A5"], true));
    assert_eq!(told(&["--ignore", "V"]), beginning(&["V"], false));
    assert_eq!(told(&["--select", "V", "--ignore", "V40"]), beginning(&["V41"], true));
    assert!(told(&["--select", "F101"]).is_empty());
}

#[test]
fn quiet_leaves_only_the_findings() {
    let (folder, _) = small(&["140"]);
    write(&folder.path().join("Thumbs.db"), "x");
    let words = ["check", arg(folder.path()), "--select", "V"];
    let told = run(&[&words[..], &SETTING].concat());
    assert!(told.stderr.contains("Thumbs.db"), "what is passed over is said: {}", told.stderr);
    assert!(told.stdout.contains("UTF-8; ngăn cách bằng “;”; tiêu đề ở hàng 1; 1 dòng"));
    let quiet = run(&[&words[..], &SETTING, &["-q"]].concat());
    assert_eq!((quiet.status, quiet.stderr.as_str()), (1, ""));
    assert!(quiet.stdout.starts_with("ubnd-xa-cam-lam.csv\n\n  lỗi V402"), "{}", quiet.stdout);
    assert!(told.stdout.ends_with(&quiet.stdout));
}

#[test]
fn several_periods_are_told_apart_by_their_folders() {
    let run = common::run(&["check", "examples/submissions", "--format", "json"]);
    assert_eq!(run.status, 1, "the faulty quarter, and those that sent nothing");
    let json = json(&run);
    assert_eq!((&json["period"], &json["as_of"]), (&Value::Null, &Value::Null), "not one for all");
    let mut expected = Vec::new();
    for quarter in common::QUARTERS {
        let folder = format!("examples/submissions/{quarter}");
        let files = common::names(&path(&folder)).into_iter().filter(|name| name.ends_with(".csv"));
        expected.extend(files.map(|name| format!("{folder}/{name}")));
    }
    let files = json["files"].as_array().expect("files").iter();
    let files: Vec<&str> = files.map(|file| file["path"].as_str().expect("a path")).collect();
    assert_eq!(files, expected);
    for finding in findings(&json).iter().filter(|f| !f["file"].is_null()) {
        assert!(files.contains(&finding["file"].as_str().expect("a file")), "{finding}");
    }
    // Alone a quarter is named without its folder, and its page gives period and day.
    let alone = common::run(&["check", "examples/submissions/2025-Q4", "--format", "json"]);
    let alone: Value = serde_json::from_str(&alone.stdout).expect("JSON");
    assert_eq!((&alone["period"], &alone["as_of"]), (&"2025-Q4".into(), &"2025-12-22".into()));
    assert_eq!(alone["files"][0]["path"], "chi-cuc-thong-ke-tinh-so-lieu.csv");
    let of_quarter = |f: &&Value| f["file"].as_str().is_some_and(|f| f.contains("/2025-Q4/"));
    assert_eq!(
        findings(&json).iter().filter(of_quarter).count(),
        findings(&alone).iter().filter(|f| !f["file"].is_null()).count()
    );
}

#[test]
fn the_result_goes_into_a_file_whole_and_over_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for format in ["human", "json", "sarif", "github", "csv", "junit"] {
        let printed = run(&["check", "examples/submissions/2025-Q4", "--format", format]);
        let out = folder.path().join("moi").join(format);
        let words = ["check", "examples/submissions/2025-Q4", "--format", format, "--out"];
        let into = |more: &[&str]| run(&[&words[..], &[arg(&out)], more].concat());
        let written = into(&["--color", "auto"]);
        assert_eq!((written.status, written.stdout.as_str()), (1, ""), "{format}");
        let said = format!("Đã ghi “{}”.\n", out.display());
        assert_eq!(written.stderr, format!("{}{said}", printed.stderr), "{format}");
        assert_eq!(common::read(&out), printed.stdout, "{format}");
        // The same once more is no harm; anything else that is there stays.
        assert_eq!(into(&[]).stderr, written.stderr, "{format}");
        let other = into(&["--select", "V402", "--max-findings", "0"]);
        assert_eq!((other.status, other.stdout.as_str()), (2, ""), "{format}");
        assert!(other.stderr.contains("không ghi đè"), "{}", other.stderr);
        assert_eq!(common::read(&out), printed.stdout, "{format}");
    }
    let period = folder.path().join("2025-Q4");
    common::copy(&path("examples/submissions/2025-Q4"), &period);
    let before = common::names(&period);
    let out = period.join("can-sua.csv");
    let refused = run(&["check", arg(&period), "--format", "csv", "-o", arg(&out)]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("thư mục của một kỳ"), "{}", refused.stderr);
    let refused = run(&["check", arg(&period), "--out", arg(folder.path())]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""), "{}", refused.stderr);
    assert_eq!(common::names(&period), before);
}

/// Names of files come from outside: what would act on a terminal is not let through.
#[cfg(unix)]
#[test]
fn a_terminal_is_safe_from_names_of_files() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("a\u{1b}[31m\u{202e}.csv"), HEADINGS);
    write(&folder.path().join("b\u{1b}[31m\u{202e}.doc"), "x");
    for more in [&[][..], &["--format", "json"]] {
        let run = run(&[&["check", arg(folder.path())], &SETTING[..], more].concat());
        for text in [run.stdout, run.stderr] {
            assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
        }
    }
}
