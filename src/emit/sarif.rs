//! SARIF 2.1.0, for code scanning and editors.
//!
//! Respects the limits of GitHub, which rejects a file or truncates texts beyond them. Every code
//! of the registry is a rule with its manual page, whether it was found or not; no URL is given for
//! it, because the pages are part of the program.

use std::collections::HashMap;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::group::Group;
use super::words;
use super::{FileInfo, Location, Run};
use crate::diag::{Code, Diagnostic, MAX_LISTED, Severity};
use crate::source::{Region, is_table_name};
use crate::text::visible::{self, line as clean};
use crate::text::wrap::truncate;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The base of relative paths: the working directory of the program.
const ROOT: &str = "%SRCROOT%";
/// Limits of GitHub: results in a run, second places of a result, characters of a description.
const MAX_RESULTS: usize = 25_000;
const MOST_RELATED: usize = 10;
const DESCRIPTION: usize = 1024;

/// A code with its manual.
#[derive(Debug, Clone, Copy)]
pub struct Manual<'a> {
    /// The code.
    pub code: &'static Code,
    /// The title of its family.
    pub family: &'a str,
    /// Its page, in Markdown.
    pub page: &'a str,
}

/// The run as SARIF, indented by two spaces, with a final line end.
pub fn sarif(
    run: &Run<'_>,
    manual: &[Manual<'_>],
    version: &str,
) -> Result<String, serde_json::Error> {
    let (kept, left_out) = heaviest(run.findings);
    let mut driver = json!({
        "name": "report",
        "semanticVersion": version,
        "language": "vi",
        "rules": manual.iter().map(rule).collect::<Vec<_>>(),
    });
    if let Some(driver) = driver.as_object_mut() {
        driver.insert("version".into(), version.into());
    }
    let rules = manual.iter().enumerate().map(|(n, m)| (m.code, n)).collect();
    let document = Document {
        artifacts: run.files.iter().map(artifact).collect(),
        automation_details: run.period.map(|period| json!({ "id": format!("report/{period}/") })),
        column_kind: "unicodeCodePoints",
        invocations: [invocation(run.findings, left_out)],
        language: "vi",
        original_uri_base_ids: json!({ ROOT: {
            "description": { "text": "Thư mục nơi chạy chương trình." },
        } }),
        results: Results { run, kept, rules },
        tool: json!({ "driver": driver }),
    };
    let log = Log { schema: SCHEMA, runs: [document], version: "2.1.0" };
    let mut text = visible::json(serde_json::to_string_pretty(&log)?);
    text.push('\n');
    Ok(text)
}

/// The whole file; keys in alphabetical order, as in nested values.
#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Document<'a>; 1],
    version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    artifacts: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    automation_details: Option<Value>,
    column_kind: &'static str,
    invocations: [Value; 1],
    language: &'static str,
    original_uri_base_ids: Value,
    results: Results<'a>,
    tool: Value,
}

/// The findings, each converted to a result while it is written: JSON trees take ten times the
/// memory of the text.
struct Results<'a> {
    run: &'a Run<'a>,
    kept: Vec<usize>,
    rules: HashMap<&'a Code, usize>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (mut seen, none) = (HashMap::<(&str, String), usize>::new(), Location::default());
        serializer.collect_seq(self.kept.iter().map(|at| {
            let finding = &self.run.findings[*at];
            let location = self.run.locations.get(*at).unwrap_or(&none);
            let hash = identity(finding);
            let times = seen.entry((location.path.as_str(), hash.clone())).or_default();
            *times += 1;
            let rule = self.rules.get(finding.code).copied();
            result(finding, location, rule, &format!("{hash}:{times}"))
        }))
    }
}

/// The indices of the findings to keep, in order, and the number dropped: less severe ones first.
fn heaviest(findings: &[Diagnostic]) -> (Vec<usize>, usize) {
    let mut kept: Vec<usize> = (0..findings.len()).collect();
    let left_out = findings.len().saturating_sub(MAX_RESULTS);
    if left_out > 0 {
        kept.sort_by_key(|at| (findings[*at].severity, *at));
        kept.truncate(MAX_RESULTS);
        kept.sort_unstable();
    }
    (kept, left_out)
}

fn invocation(findings: &[Diagnostic], left_out: usize) -> Value {
    let omitted: usize = findings.iter().map(|finding| finding.unlisted).sum();
    let mut notes = Vec::new();
    if left_out > 0 {
        notes.push(format!(
            "Còn {left_out} phát hiện nữa không có trong tệp này, vì mỗi tệp chỉ được có {MAX_RESULTS}. Dạng json có đủ."
        ));
    }
    if omitted > 0 {
        notes.push(format!(
            "Còn {omitted} phát hiện nữa được đếm mà không liệt kê, vì mỗi mã trong một tệp được liệt kê nhiều nhất {MAX_LISTED} chỗ."
        ));
    }
    if notes.is_empty() {
        return json!({ "executionSuccessful": true });
    }
    let notes: Vec<Value> = notes
        .iter()
        .map(|text| json!({ "level": "warning", "message": { "text": text } }))
        .collect();
    json!({ "executionSuccessful": true, "toolExecutionNotifications": notes })
}

fn rule(manual: &Manual<'_>) -> Value {
    let code = manual.code;
    let page = manual.page;
    let or_title =
        |text: &str| if text.is_empty() { code.title.to_owned() } else { text.to_owned() };
    // Links are made from titles, so both descriptions are plain text.
    let about = or_title(&section(page, "Kiểm tra gì").replace('`', ""));
    let help = or_title(&section(page, "Cách sửa").replace('`', ""));
    json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": { "text": truncate(code.title, DESCRIPTION) },
        "fullDescription": { "text": truncate(&about.replace('\n', " "), DESCRIPTION) },
        "help": { "text": help, "markdown": or_title(page) },
        "defaultConfiguration": { "level": code.severity.id() },
        "properties": {
            "tags": [manual.family],
            "problem.severity": match code.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "recommendation",
            },
        },
    })
}

/// The text below a heading of a page.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_default();
    rest.split("\n## ").next().unwrap_or_default().trim()
}

fn artifact(file: &FileInfo) -> Value {
    let mut artifact = Map::new();
    artifact.insert("location".into(), artifact_location(&file.at));
    artifact.insert("roles".into(), json!(["analysisTarget"]));
    if !file.sha256.is_empty() {
        artifact.insert("hashes".into(), json!({ "sha-256": file.sha256 }));
    }
    // The names of old Vietnamese encodings are not registered with IANA.
    if let Some(encoding) = &file.encoding
        && (encoding.starts_with("utf") || encoding.starts_with("windows"))
    {
        artifact.insert(
            "encoding".into(),
            encoding.to_uppercase().replace("WINDOWS", "windows").into(),
        );
    }
    artifact.into()
}

fn result(
    finding: &Diagnostic,
    location: &Location,
    rule: Option<usize>,
    fingerprint: &str,
) -> Value {
    let group = Group::one(finding);
    let mut lines = vec![words::message(&group)];
    lines.extend(words::details(&group));
    let mut place = json!({ "physicalLocation": {
        "artifactLocation": artifact_location(&location.path),
        "region": region(location.region),
    } });
    if let (Some(cell), Some(object)) = (finding.place.cell(), place.as_object_mut()) {
        let full = match finding.place.sheet() {
            Some(sheet) if is_table_name(sheet) => format!("{sheet}, {cell}"),
            Some(sheet) => format!("'{}'!{cell}", clean(sheet)),
            None => cell.to_owned(),
        };
        let logical = json!([{ "name": cell, "fullyQualifiedName": full, "kind": "cell" }]);
        object.insert("logicalLocations".into(), logical);
    }
    let mut result = json!({
        "ruleId": finding.code.id,
        "level": finding.severity.id(),
        "message": { "text": message(&lines.join("\n")) },
        "locations": [place],
        // The only fingerprint that GitHub reads; it combines it with rule and path.
        "partialFingerprints": { "primaryLocationLineHash": fingerprint },
    });
    if let Some(object) = result.as_object_mut() {
        if let Some(rule) = rule {
            object.insert("ruleIndex".into(), rule.into());
        }
        let related = related(finding, location);
        if !related.is_empty() {
            object.insert("relatedLocations".into(), related.into());
        }
        let properties = properties(finding);
        if !properties.is_empty() {
            object.insert("properties".into(), properties.into());
        }
    }
    result
}

/// Values to sort by, with the key names of the JSON of `check`.
fn properties(finding: &Diagnostic) -> Map<String, Value> {
    let place = &finding.place;
    let row = place.row().map(|row| row.to_string());
    let known = [
        ("agency", finding.agency.as_deref()),
        ("task", finding.task.as_deref()),
        ("indicator", finding.indicator.as_deref()),
        ("field", place.field()),
        ("row", row.as_deref()),
    ];
    let given = known.into_iter().filter_map(|(key, value)| Some((key, value?)));
    given.map(|(key, value)| (key.to_owned(), clean(value).into())).collect()
}

fn related(finding: &Diagnostic, location: &Location) -> Vec<Value> {
    let places = finding.related.iter().zip(&location.related).enumerate();
    let places = places.filter_map(|(n, (related, path))| {
        let words = match &related.sheet {
            Some(sheet) if is_table_name(sheet) => {
                format!("Bảng{}: {}", &sheet["bảng".len()..], related.message)
            }
            Some(sheet) => format!("Trang tính “{sheet}”: {}", related.message),
            None => related.message.clone(),
        };
        Some(json!({
            "id": n,
            "message": { "text": message(&clean(&words)) },
            "physicalLocation": {
                "artifactLocation": artifact_location(path.as_deref()?),
                "region": { "startLine": related.line.max(1) },
            },
        }))
    });
    places.take(MOST_RELATED).collect()
}

/// GitHub shows nothing without a region: a finding about a whole file is placed at its first line.
fn region(region: Option<Region>) -> Value {
    let Some(Region { line, column, end }) = region else { return json!({ "startLine": 1 }) };
    let mut object = Map::new();
    object.insert("startLine".into(), line.into());
    if let Some(column) = column {
        object.insert("startColumn".into(), column.into());
    }
    if let Some((line, column)) = end {
        object.insert("endLine".into(), line.into());
        object.insert("endColumn".into(), column.into());
    }
    object.into()
}

/// Escapes placeholders and links: agencies may write anything.
fn message(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}").replace("](", "] (")
}

/// The identity of a fault, independent of its row.
fn identity(finding: &Diagnostic) -> String {
    let place = &finding.place;
    let mut hasher = Sha256::new();
    for part in [
        Some(finding.code.id),
        place.sheet(),
        place.field().or(place.heading()),
        finding.agency.as_deref(),
        finding.task.as_deref(),
        finding.value.as_deref(),
    ] {
        hasher.update(part.unwrap_or_default());
        hasher.update([0]);
    }
    if let Some(indicator) = &finding.indicator {
        hasher.update(indicator);
    }
    hasher.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn artifact_location(path: &str) -> Value {
    if path.is_empty() {
        return json!({ "uri": ".", "uriBaseId": ROOT });
    }
    let is_drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with('/') {
        json!({ "uri": format!("file://{}", encoded(path)) })
    } else if is_drive {
        json!({ "uri": format!("file:///{}:{}", &path[..1], encoded(&path[2..])) })
    } else {
        json!({ "uri": encoded(path), "uriBaseId": ROOT })
    }
}

/// A path as a URI: everything except plain letters, digits and a few signs as `%XX`.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
