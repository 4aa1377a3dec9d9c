//! The forms of `report check` for machines and for the agencies, over the quarter with the twelve
//! mistakes: each tells what the JSON tells, keeps to the limits of whoever reads it, and leads to
//! the place of the fault.
//!
//! `tests/data/sarif.schema.json` is our own description of the part of SARIF 2.1.0 that is written,
//! stricter than the standard's and within the limits of GitHub.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::common::{self, FAULTY, Run, arg, path, run};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

fn folder() -> String {
    format!("examples/submissions/{FAULTY}")
}

fn check(format: &str, more: &[&str]) -> Run {
    run(&[&["check", &folder(), "--format", format], more].concat())
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{e}: {}", run.stdout))
}

/// File, code and severity of every finding, in order, as the JSON has them.
fn expected() -> Vec<(Option<String>, String, String)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let word = |value: &Value| text(value).expect("a word");
    let json = json(&check("json", &[]));
    let findings = json["findings"].as_array().expect("findings");
    assert!(findings.len() > 40, "a quarter with something to tell");
    findings.iter().map(|f| (text(&f["file"]), word(&f["code"]), word(&f["severity"]))).collect()
}

fn results(log: &Value) -> &[Value] {
    log["runs"][0]["results"].as_array().expect("results")
}

#[test]
fn every_form_ends_as_the_others_do() {
    for format in ["human", "json", "sarif", "github", "csv", "junit"] {
        assert_eq!(check(format, &[]).status, 1, "{format}");
        let clean = check(format, &["--select", "R301"]);
        assert_eq!((clean.status, clean.stderr.as_str()), (0, ""), "{format}");
        let again = check(format, &["--max-findings", "1"]).stdout;
        let same = again == check(format, &["--max-findings", "0"]).stdout;
        assert_eq!(same, format != "human", "{format}: only people are spared");
    }
}

// ---- SARIF ----------------------------------------------------------------------------------

fn sarif_schema() -> jsonschema::Validator {
    let text = common::read(&path("tests/data/sarif.schema.json"));
    jsonschema::validator_for(&serde_json::from_str(&text).expect("JSON")).expect("a schema")
}

#[test]
fn sarif_holds_every_finding_and_keeps_its_shape() {
    let log = json(&check("sarif", &[]));
    let faults: Vec<String> =
        sarif_schema().iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{faults:#?}");

    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(ids, report::check::codes().iter().map(|code| code.id).collect::<Vec<_>>());
    let found: Vec<(String, String)> = results(&log)
        .iter()
        .map(|r| {
            let rule = r["ruleIndex"].as_u64().expect("a rule") as usize;
            assert_eq!(ids[rule], r["ruleId"]);
            (r["ruleId"].as_str().unwrap().to_owned(), r["level"].as_str().unwrap().to_owned())
        })
        .collect();
    let expected: Vec<(String, String)> =
        expected().into_iter().map(|(_, code, severity)| (code, severity)).collect();
    assert_eq!(found, expected);
    let prints: BTreeSet<String> = results(&log)
        .iter()
        .map(|r| format!("{}{}", r["locations"][0]["physicalLocation"], r["partialFingerprints"]))
        .collect();
    assert_eq!(prints.len(), found.len(), "a fingerprint for each");
}

/// The schema is no empty word: whatever is taken away or put in is noticed.
#[test]
fn the_description_of_sarif_rejects_what_is_wrong() {
    let good = json(&check("sarif", &["--select", "V402,C702"]));
    let validator = sarif_schema();
    assert!(validator.is_valid(&good));
    let result = "/runs/0/results/0";
    for (at, value) in [
        ("/version", Value::from("2.0.0")),
        ("/runs/0/results/0/level", "lỗi".into()),
        ("/runs/0/results/0/message/text", "".into()),
        ("/runs/0/results/0/locations", Value::Array(Vec::new())),
        ("/runs/0/results/0/locations/0/physicalLocation/region/startLine", 0.into()),
        ("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri", "a b".into()),
        ("/runs/0/artifacts/0/hashes/sha-256", "0f".into()),
        ("/runs/0/tool/driver/rules/0/shortDescription/text", "a".repeat(1025).into()),
        ("/runs/0/tool/driver/rules/0/properties/tags", vec!["a"; 11].into()),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(at).unwrap_or_else(|| panic!("{at}")) = value;
        assert!(!validator.is_valid(&bad), "{at}");
    }
    for key in ["ruleId", "level", "message", "locations", "partialFingerprints"] {
        let mut bad = good.clone();
        bad.pointer_mut(result).and_then(Value::as_object_mut).expect("a result").remove(key);
        assert!(!validator.is_valid(&bad), "{key}");
    }
}

/// `%XX` back to bytes.
fn decoded(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte == b'%' {
            let hex = std::str::from_utf8(&rest[..2]).expect("hexadecimal");
            bytes.push(u8::from_str_radix(hex, 16).expect("hexadecimal"));
            rest = &rest[2..];
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// What a region of one line holds, read as an editor reads it.
fn region_text(text: &str, region: &Value) -> String {
    let number = |key: &str| region[key].as_u64().expect("a number") as usize;
    assert_eq!(number("startLine"), number("endLine"));
    let line = text.trim_start_matches('\u{FEFF}').lines().nth(number("startLine") - 1);
    let characters: Vec<char> = line.expect("the line").chars().collect();
    characters[number("startColumn") - 1..number("endColumn") - 1].iter().collect()
}

#[test]
fn every_region_holds_the_value_that_is_told() {
    let mut seen = 0;
    let told = json(&check("json", &[]));
    let log = json(&check("sarif", &[]));
    for (finding, result) in told["findings"].as_array().unwrap().iter().zip(results(&log)) {
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a path");
        assert!(path(&decoded(uri)).exists(), "{uri}");
        if let (Some(value), false) = (finding["value"].as_str(), finding["cell"].is_null()) {
            let text = common::read(&path(&decoded(uri)));
            let held = region_text(&text, &place["region"]);
            assert_eq!(held.trim_matches('"'), value, "{result}");
            seen += 1;
        }
    }
    assert!(seen > 10, "cells with a value");
}

/// An editor shows the decoded text: its lines and characters are the same in every encoding.
#[test]
fn regions_do_not_depend_on_the_encoding() {
    let folder = tempfile::tempdir().expect("a folder");
    let utf8 = common::read(&path(&format!("{}/so-dan-toc-va-ton-giao.csv", self::folder())));
    let utf16: Vec<u8> = utf8.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let lf = utf8.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    let wide = utf8.replacen("Sở Dân tộc và Tôn giáo", "\"Sở Dân tộc\nvà Tôn giáo\"", 1);
    let region = |bytes: &[u8]| {
        let file = folder.path().join("so-dan-toc-va-ton-giao.csv");
        common::write(&file, bytes);
        let words = ["check", arg(&file), "--period", FAULTY, "--format", "sarif"];
        let log = json(&run(&[&words[..], &["--select", "V402"]].concat()));
        results(&log)[0]["locations"][0]["physicalLocation"]["region"].clone()
    };
    let expected = region(utf8.as_bytes());
    assert_eq!(region_text(&utf8, &expected), "140%");
    assert_eq!(region(&utf16), expected);
    assert_eq!(region(lf.as_bytes()), expected);
    let moved = region(wide.as_bytes());
    assert_ne!(wide, utf8);
    assert_eq!(moved["startLine"], 3, "a line break inside a cell");
    assert_eq!(region_text(&wide, &moved), "140%");
}

#[test]
fn cells_of_a_workbook_are_named_for_want_of_lines() {
    let file = "tests/data/libreoffice/muoi-hai-loi.xlsx";
    let words = ["check", file, "--period", "2025-Q3", "--format"];
    let log = json(&run(&[&words[..], &["sarif"]].concat()));
    assert!(sarif_schema().is_valid(&log));
    let cells: Vec<&Value> = results(&log)
        .iter()
        .filter(|r| r["ruleId"] == "V402")
        .map(|r| &r["locations"][0]["logicalLocations"][0]["fullyQualifiedName"])
        .collect();
    assert!(!cells.is_empty());
    assert!(cells.iter().all(|c| c.as_str().is_some_and(|c| c.starts_with('\''))), "{cells:?}");
    let text = run(&[&words[..], &["github"]].concat()).stdout;
    let first = text.lines().next().expect("an annotation");
    assert!(first.starts_with(&format!("::error file={file},title=")), "no line: {first}");
}

#[test]
fn files_elsewhere_and_names_of_any_kind_are_led_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join("kỳ #1 100%/2025-Q4");
    common::copy(&path(&self::folder()), &period);
    let name = "Sở DTTG, 50%.csv";
    fs::rename(period.join("so-dan-toc-va-ton-giao.csv"), period.join(name)).expect("a new name");
    let log = json(&run(&["check", arg(&period), "--format", "sarif", "--select", "V402"]));
    let location = &results(&log)[0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert!(location["uriBaseId"].is_null(), "outside of the folder it runs in");
    let uri = location["uri"].as_str().unwrap().strip_prefix("file://").expect("a whole address");
    assert!(uri.is_ascii() && fs::metadata(decoded(uri)).is_ok(), "{uri}");
    let mut inside =
        common::command(&["check", "kỳ #1 100%/2025-Q4", "--format", "github", "--select", "V402"]);
    inside.current_dir(folder.path());
    let text = common::finish(inside).stdout;
    let beginning = "::error file=kỳ #1 100%25/2025-Q4/Sở DTTG%2C 50%25.csv,line=2,col=";
    assert!(text.starts_with(beginning), "{text}");
}

#[test]
fn fingerprints_stay_when_rows_move() {
    let folder = tempfile::tempdir().expect("a folder");
    let period = folder.path().join(FAULTY);
    common::copy(&path(&self::folder()), &period);
    let prints = || -> BTreeMap<String, usize> {
        let mut command = common::command(&["check", FAULTY, "--format", "sarif"]);
        command.current_dir(folder.path());
        let mut prints = BTreeMap::new();
        for result in results(&json(&common::finish(command))) {
            let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            let print = &result["partialFingerprints"]["primaryLocationLineHash"];
            *prints.entry(format!("{place} {print}")).or_default() += 1;
        }
        prints
    };
    let before = prints();
    let file = period.join("so-dan-toc-va-ton-giao.csv");
    let text = common::read(&file);
    let (headings, rows) = text.split_once('\n').expect("a heading row");
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let moved = format!("{headings}\n{}\r\n", rows.join("\r\n"));
    assert_ne!(moved, text);
    let lower = moved.replacen('\u{FEFF}', "\u{FEFF}\r\n\r\n", 1);
    assert_ne!(lower, moved);
    common::write(&file, lower);
    assert_eq!(prints(), before);
}

// ---- GitHub ---------------------------------------------------------------------------------

#[test]
fn github_gets_no_more_than_it_keeps() {
    let text = check("github", &[]).stdout;
    let count = |kind: &str| text.lines().filter(|l| l.starts_with(kind)).count();
    assert_eq!((count("::error "), count("::warning ")), (10, 6));
    assert!(count("::notice ") <= 10);
    assert_eq!(text.lines().count(), count("::"), "every line is a command");
    let last = text.lines().last().expect("a line");
    assert!(last.starts_with("::notice title=45 lỗi") && last.contains("Còn 6 nhóm"), "{last}");
    let found: BTreeSet<&str> =
        text.lines().filter_map(|l| l.split_once(",title=")?.1.split(' ').next()).collect();
    let codes: BTreeSet<String> = expected().into_iter().map(|(_, code, _)| code).collect();
    assert!(found.iter().all(|code| codes.contains(*code)), "{found:?}");
}

// ---- JUnit ----------------------------------------------------------------------------------

/// Suite, case, code of the failure if it is one; read by a parser that knows nothing of us.
fn cases(xml: &str) -> Vec<(String, String, Option<String>)> {
    let mut reader = Reader::from_str(xml);
    let mut cases: Vec<(String, String, Option<String>)> = Vec::new();
    let mut suite = String::new();
    loop {
        let event = reader.read_event().expect("well-formed XML");
        let (Event::Start(tag) | Event::Empty(tag)) = &event else {
            if matches!(event, Event::Eof) {
                return cases;
            }
            continue;
        };
        let attribute = |name: &str| -> String {
            let mut all = tag.attributes().map(|a| a.expect("an attribute"));
            let found = all.find(|a| a.key.as_ref() == name);
            let value = found.unwrap_or_else(|| panic!("{name}")).value;
            quick_xml::escape::unescape(&value).expect("entities").into_owned()
        };
        match tag.name().as_ref() {
            "testsuite" => suite = attribute("name"),
            "testcase" => cases.push((suite.clone(), attribute("name"), None)),
            "failure" => cases.last_mut().expect("a case").2 = Some(attribute("type")),
            _ => {}
        }
    }
}

#[test]
fn junit_has_a_suite_for_each_file_and_a_case_for_each_finding() {
    let expected = expected();
    let all = cases(&check("junit", &[]).stdout);
    let told = all.iter().filter(|(_, name, _)| name != "Không có phát hiện nào").count();
    assert_eq!(told, expected.len());
    let failures = all.iter().filter_map(|(.., code)| code.clone());
    let errors = expected.iter().filter(|(.., severity)| severity == "error");
    let mut errors: Vec<String> = errors.map(|(_, code, _)| code.clone()).collect();
    let mut failures: Vec<String> = failures.collect();
    errors.sort();
    failures.sort();
    assert_eq!(failures, errors);
    let names: BTreeSet<(&str, &str)> = all.iter().map(|(s, n, _)| (&**s, &**n)).collect();
    assert_eq!(names.len(), all.len(), "no two cases of one name");
    let mut files = common::names(&path(&folder()));
    files.retain(|name| name.ends_with(".csv"));
    files.push("Cả kỳ".into());
    let suites: BTreeSet<&str> = all.iter().map(|(suite, ..)| &**suite).collect();
    assert_eq!(suites, files.iter().map(String::as_str).collect());

    let strict = cases(&check("junit", &["--strict"]).stdout);
    let failures = strict.iter().filter(|(.., code)| code.is_some()).count();
    assert_eq!(failures, expected.iter().filter(|(.., severity)| severity != "note").count());
}

// ---- CSV ------------------------------------------------------------------------------------

#[test]
fn the_correction_list_is_a_file_that_excel_opens() {
    let text = check("csv", &[]).stdout;
    assert!(text.starts_with('\u{FEFF}') && text.ends_with("\r\n"));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let headings = reader.headers().expect("headings").clone();
    assert_eq!(
        headings.iter().collect::<Vec<_>>(),
        ["Tệp", "Dòng", "Ô", "Cột", "Mã", "Mức độ", "Đang ghi", "Cần ghi", "Nội dung", "Cách sửa"]
    );
    let words = BTreeMap::from([("lỗi", "error"), ("cảnh báo", "warning"), ("lưu ý", "note")]);
    let rows: Vec<csv::StringRecord> = reader.records().map(|r| r.expect("a row")).collect();
    let found: Vec<(Option<String>, String, String)> = rows
        .iter()
        .map(|row| {
            let file = (&row[0] != "(cả kỳ)").then(|| row[0].to_owned());
            (file, row[4].to_owned(), words[&row[5]].to_owned())
        })
        .collect();
    assert_eq!(found, expected());
    assert!(rows.iter().flatten().all(|cell| !report::text::formula::opens(cell)));
}
