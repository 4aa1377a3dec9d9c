//! The schema of a row of a submission, which follows from the table of columns.

use std::collections::BTreeSet;

use report::diag::Sink;
use report::plan::{Role, SourceOfFunds, Status, UNITS};
use report::source::Source;
use report::submission::{COLUMNS, Column, Field, Holds, Required, TableKind};
use serde_json::{Map, Value, json};

use super::common::{self, path};
use super::ordered::{self, Json, list, map};
use super::{faults, the_plan, validator};

/// Any text, or none.
fn text_or_null() -> Vec<(&'static str, Json)> {
    vec![("type", list(["string", "null"]))]
}

fn choice(keys: impl Iterator<Item = &'static str>, or_null: bool) -> Vec<(&'static str, Json)> {
    let keys = keys.map(Value::from).chain(or_null.then_some(Value::Null));
    vec![("enum", list(keys))]
}

/// What a value of a column is in JSON.
fn values(column: &Column) -> Vec<(&'static str, Json)> {
    match (column.holds, column.field) {
        (Holds::Period, _) => vec![
            ("type", "string".into()),
            (
                "pattern",
                r"^[0-9]{4}(-(Q[1-4]|H[12]|9M))?$|^[0-9]{4}-[0-9]{2}-[0-9]{2}\.\.[0-9]{4}-[0-9]{2}-[0-9]{2}$"
                    .into(),
            ),
        ],
        (Holds::Agency, _) => vec![("type", "string".into()), ("pattern", r"\S".into())],
        (Holds::Task, _) => {
            vec![("type", "string".into()), ("pattern", r"^[A-Z]+\.[0-9]+[a-z]?$".into())]
        }
        (Holds::Choice, Field::Status) => choice(Status::ALL.iter().map(|s| s.key()), false),
        (Holds::Choice, Field::Role) => choice(Role::ALL.iter().map(|r| r.key()), true),
        (Holds::Choice, Field::DifficultyTheme | Field::ProposalTheme) => text_or_null(),
        (Holds::Choice, Field::Unit) => choice(UNITS.iter().map(|unit| unit.name), true),
        (Holds::Choice, _) => choice(SourceOfFunds::ALL.iter().map(|s| s.key()), true),
        (Holds::Percent, _) => vec![
            ("type", list(["number", "null"])),
            ("minimum", 0.into()),
            ("maximum", 100.into()),
        ],
        (Holds::Amount, _) => vec![("type", list(["integer", "null"])), ("minimum", 0.into())],
        (Holds::Date, _) => vec![
            ("type", list(["string", "null"])),
            ("pattern", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$".into()),
        ],
        (Holds::Text | Holds::List, _) => text_or_null(),
        (Holds::Indicator, _) => vec![("type", "string".into()), ("pattern", r"\S".into())],
        (Holds::Value, _) => vec![("type", list(["number", "null"])), ("minimum", 0.into())],
    }
}

/// The words of the closed lists, by key.
fn words(field: Field) -> String {
    let pairs: Vec<(&str, &str)> = match field {
        Field::Status => Status::ALL.iter().map(|s| (s.key(), s.label())).collect(),
        Field::Role => Role::ALL.iter().map(|r| (r.key(), r.label())).collect(),
        Field::Source => SourceOfFunds::ALL.iter().map(|s| (s.key(), s.label())).collect(),
        _ => return String::new(),
    };
    let words: Vec<String> = pairs.iter().map(|(key, label)| format!("{key}: {label}")).collect();
    format!(" {}.", words.join("; "))
}

fn described(column: &Column) -> Json {
    let required = match column.required {
        Required::Always => " Bắt buộc.".to_owned(),
        Required::When(when) => format!(" Bắt buộc ({when})."),
        Required::No => String::new(),
    };
    let words = words(column.field);
    // The help tells people how they may write; these have a form for machines.
    let help = match column.holds {
        Holds::Period => "Ví dụ 2025-Q3, 2025-H1, 2025-9M, 2025, 2025-05-01..2025-06-15",
        Holds::Agency => "Mã hoặc tên chính thức của cơ quan, ví dụ so-tu-phap",
        Holds::Choice if words.is_empty() && column.field != Field::Unit => {
            "Mã hoặc tên của một nhóm trong reporting.yaml"
        }
        Holds::Date => "Ngày, viết năm-tháng-ngày, ví dụ 2025-12-31",
        _ => column.help,
    };
    let description = format!("{}. {help}.{required}{words}", column.heading);
    map([("description", description.into())].into_iter().chain(values(column)))
}

/// `then` counts where these keys hold one of these values.
fn when(conditions: Vec<(&'static str, Json)>, field: Field) -> Json {
    let keys: Vec<&str> = conditions.iter().map(|(key, _)| *key).collect();
    let filled = match field.column().holds {
        Holds::Text => map([("type", "string".into()), ("pattern", r"\S".into())]),
        Holds::Percent => map([("type", "number".into())]),
        _ => map([("type", "string".into())]),
    };
    map([
        ("if", map([("required", list(keys)), ("properties", map(conditions))])),
        (
            "then",
            map([("required", list([field.key()])), ("properties", map([(field.key(), filled)]))]),
        ),
    ])
}

/// The rules of requiredness that a row shows by itself.
fn conditions() -> Json {
    let status = Field::Status.key();
    let one_of = |keys: Vec<&'static str>| map([("enum", list(keys))]);
    let but = |not: &[Status]| {
        let kept = Status::ALL.iter().filter(|s| !not.contains(s));
        one_of(kept.map(|s| s.key()).collect())
    };
    let amount = || map([("type", "integer".into())]);
    Json::List(vec![
        when(vec![(status, but(&[Status::NotStarted, Status::Nothing]))], Field::Result),
        when(vec![(status, one_of(vec![Status::Paused.key()]))], Field::Difficulty),
        when(vec![(Field::Allocated.key(), amount())], Field::Source),
        when(vec![(Field::Disbursed.key(), amount())], Field::Source),
        when(
            vec![
                (status, but(&[Status::Nothing])),
                (Field::Role.key(), one_of(vec![Role::Lead.key()])),
            ],
            Field::Progress,
        ),
    ])
}

fn derived() -> Json {
    let always = COLUMNS.iter().filter(|c| c.required == Required::Always).map(|c| c.key);
    map([
        ("$schema", "https://json-schema.org/draft/2020-12/schema".into()),
        ("$id", "report.submission/1".into()),
        ("title", "Một dòng báo cáo".into()),
        (
            "description",
            "Một dòng của tệp báo cáo, viết bằng khóa và ở dạng chuẩn. Ô trống là null hoặc bỏ khóa. Khóa khác được giữ nguyên và bỏ qua. Tệp của cơ quan còn được viết nhiều cách khác; chương trình đọc được cả."
                .into(),
        ),
        ("type", "object".into()),
        ("required", list(always)),
        ("properties", map(COLUMNS.iter().map(|column| (column.key, described(column))))),
        ("allOf", conditions()),
        ("$defs", map([("so_lieu", figure())])),
    ])
}

/// A row of the table of figures.
fn figure() -> Json {
    let columns = || TableKind::Figures.columns();
    map([
        ("title", "Một dòng số liệu".into()),
        (
            "description",
            "Một dòng của bảng số liệu, bảng thứ hai mà cơ quan gửi: ở trang tính riêng hoặc ở tệp riêng. Giá trị null: chưa có số liệu; 0: không phát sinh."
                .into(),
        ),
        ("type", "object".into()),
        ("required", list(TableKind::Figures.required().map(|column| column.key))),
        ("properties", map(columns().map(|column| (column.key, described(column))))),
    ])
}

#[test]
fn the_schema_of_a_row_is_that_of_the_columns() {
    ordered::assert_published("submission", &derived());
}

/// The rows of an example file that can be read whole, as JSON in the canonical form.
fn rows(quarter: &str) -> Vec<Value> {
    let plan = the_plan();
    let folder = path(&format!("examples/submissions/{quarter}"));
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 20).expect("a day");
    let mut rows = Vec::new();
    for name in common::names(&folder).into_iter().filter(|name| name.ends_with(".csv")) {
        let bytes = std::fs::read(folder.join(&name)).expect("a file");
        let source = Source::new(name, bytes);
        let file = report::submission::read(&source, plan, day, &mut Sink::new());
        // A file of figures has rows of another shape.
        let Some(submission) = file.submission else {
            assert!(file.figures.is_some(), "a table");
            continue;
        };
        for row in &submission.rows {
            let mut object = Map::new();
            let mut put =
                |field: Field, value: Value| drop(object.insert(field.key().into(), value));
            for field in COLUMNS.iter().filter(|c| matches!(c.holds, Holds::Text | Holds::List)) {
                let text = submission.text(row, field.field);
                put(field.field, if text.is_empty() { Value::Null } else { text.into() });
            }
            let agency = row.agency.value().map(|id| plan.register.agency(id).id.clone());
            put(Field::Agency, agency.into());
            put(Field::Period, row.period.value().map(|p| p.id()).into());
            put(Field::Task, row.task.value().map(|id| plan.task(id).id.clone()).into());
            put(Field::Status, row.status.value().map(|s| s.key()).into());
            put(Field::Role, row.role.value().map(|r| r.key()).into());
            put(Field::Source, row.source.value().map(|s| s.key()).into());
            for (field, _, theme) in row.themes() {
                let id = theme.value().map(|id| plan.reporting.themes.get(id).id.clone());
                put(field, id.into());
            }
            put(Field::Allocated, row.allocated.value().map(|n| n.value).into());
            put(Field::Disbursed, row.disbursed.value().map(|n| n.value).into());
            put(Field::Due, row.due.value().map(|day| day.to_string()).into());
            put(Field::Reported, row.reported.value().map(|day| day.to_string()).into());
            put(Field::Progress, row.progress.value().map(|p| p.value as f64 / 100.0).into());
            rows.push(object.into());
        }
    }
    rows
}

#[test]
fn rows_of_the_examples_fit_in_their_canonical_form_and_are_read_back() {
    let validator = validator("submission");
    let mut fitting = Vec::new();
    for quarter in ["2025-Q3", "2026-Q1"] {
        for row in rows(quarter) {
            assert_eq!(faults(&validator, &row), [""; 0], "{row}");
            fitting.push(row);
        }
    }
    assert!(fitting.len() > 100, "{}", fitting.len());

    // What fits is read without a fault of shape: headings are the keys.
    let keys: Vec<&str> = COLUMNS.iter().map(|c| c.key).collect();
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(&keys).expect("headings");
    for row in &fitting {
        let cell = |key: &&str| match &row[*key] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string().replace('.', ","),
        };
        writer.write_record(keys.iter().map(cell)).expect("a row");
    }
    let plan = the_plan();
    let source = Source::new("tat-ca.csv", writer.into_inner().expect("bytes"));
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 20).expect("a day");
    let mut sink = Sink::new();
    let file = report::submission::read(&source, plan, day, &mut sink);
    let codes: BTreeSet<&str> = sink.found().iter().map(|d| d.code.id).collect();
    assert!(codes.is_empty(), "{codes:?}");
    let read = file.submission.expect("a table");
    assert_eq!(read.rows.len(), fitting.len());
    for (row, canonical) in read.rows.iter().zip(&fitting) {
        assert_eq!(
            row.task.value().map(|t| plan.task(t).id.as_str()),
            canonical["ma_nhiem_vu"].as_str()
        );
        let progress = row.progress.value().map(|p| p.value as f64 / 100.0);
        assert_eq!(progress, canonical["tien_do"].as_f64());
        assert_eq!(row.allocated.value().map(|n| n.value), canonical["kinh_phi_giao"].as_i64());
    }
}

#[test]
fn rows_that_break_a_rule_of_the_columns_are_refused() {
    let validator = validator("submission");
    let good = json!({
        "ky_bao_cao": "2025-Q3", "co_quan": "so-tu-phap", "ma_nhiem_vu": "I.2",
        "trang_thai": "dang_trien_khai", "tien_do": 45.5, "ket_qua": "Mở 3 lớp.",
        "vai_tro": "chu_tri", "kinh_phi_giao": 1_234_567, "nguon_kinh_phi": "ngan_sach",
        "ngay_bao_cao": "2025-09-10", "van_ban": null, "nguoi_lap": "cột khác",
    });
    assert_eq!(faults(&validator, &good), [""; 0]);
    let always = COLUMNS.iter().filter(|c| c.required == Required::Always).map(|c| c.key);
    for key in always.chain(["ket_qua", "nguon_kinh_phi", "tien_do"]) {
        let mut bad = good.clone();
        bad.as_object_mut().expect("a row").remove(key);
        assert!(!validator.is_valid(&bad), "without {key}");
        bad[key] = Value::Null;
        assert!(!validator.is_valid(&bad), "{key} left empty");
    }
    for (key, value) in [
        ("ky_bao_cao", json!("2025-Q5")),
        ("ky_bao_cao", json!("quý III")),
        ("ma_nhiem_vu", json!("I-2")),
        ("trang_thai", json!("Đang làm tốt")),
        ("trang_thai", json!("tam_dung")),
        ("tien_do", json!(140)),
        ("tien_do", json!(-1)),
        ("tien_do", json!("45%")),
        ("kinh_phi_giao", json!(0.5)),
        ("kinh_phi_giai_ngan", json!(-5)),
        ("nguon_kinh_phi", json!("NSNN")),
        ("ngay_bao_cao", json!("10/9/2025")),
        ("ngay_bao_cao", json!("2025-13-01")),
        ("vai_tro", json!("ho_tro")),
        ("ket_qua", json!(" ")),
    ] {
        let mut bad = good.clone();
        bad[key] = value.clone();
        assert!(!validator.is_valid(&bad), "{key}: {value}");
    }
    for (status, other) in [("khong_phat_sinh", "ket_qua"), ("chua_trien_khai", "ket_qua")] {
        let mut fine = good.clone();
        fine["trang_thai"] = status.into();
        fine[other] = Value::Null;
        assert_eq!(faults(&validator, &fine), [""; 0], "{status}");
    }
}
