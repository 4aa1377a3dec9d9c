//! `report status`: states, bands, figures, forms, the period that is taken.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{EXAMPLES, common, every_state, folder, json, list, report_view, status, text};
use common::arg;

/// The examples' periods, quarters and longer ones.
const PERIODS: [&str; 7] =
    ["2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2025-H1", "2025-9M", "2025"];

/// The status as JSON; it fits its published schema.
fn status_json(data: &str, period: &str) -> Value {
    let status = json(&status(&[data, "--period", period, "--format", "json"]).stdout);
    let schema = json(&common::read(&common::path("schemas/status-json.schema.json")));
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let faults: Vec<String> = validator.iter_errors(&status).map(|e| e.to_string()).collect();
    assert!(faults.is_empty(), "{data} {period}: {faults:#?}");
    status
}

#[test]
fn every_state_and_band_is_reached() {
    let data = every_state();
    let status = status_json(arg(data.path()), "2025-Q4");
    let agencies = list(&status["coverage"][0], "agencies");
    let of = |id: &str| {
        let agency =
            agencies.iter().find(|a| text(a, "id") == id).unwrap_or_else(|| panic!("{id}"));
        (text(agency, "duty"), text(agency, "state"), agency["days_late"].as_i64())
    };
    for (id, expected) in [
        ("so-y-te", ("owed", "on_time", None)),
        ("so-tu-phap", ("owed", "late", Some(3))),
        ("so-cong-thuong", ("owed", "undated", None)),
        ("so-giao-duc-va-dao-tao", ("owed", "empty", None)),
        ("so-dan-toc-va-ton-giao", ("owed", "unusable", None)),
        ("thanh-tra-tinh", ("owed", "unread", None)),
        ("cong-an-tinh", ("owed", "missing", None)),
        ("ubnd-xa-cam-lam", ("owed", "excused", None)),
        // It came after the deadline, and that is nothing to tell of who was only requested.
        ("toa-an-nhan-dan-tinh", ("requested", "sent", None)),
        ("vien-kiem-sat-nhan-dan-tinh", ("requested", "unread", None)),
        ("uy-ban-mat-tran-to-quoc-viet-nam-tinh", ("requested", "silent", None)),
        ("so-tai-chinh", ("voluntary", "sent", None)),
        ("ubnd-thanh-pho-nha-trang", ("voluntary", "unusable", None)),
    ] {
        assert_eq!(of(id), expected, "{id}");
    }
    let task = |id: &str| {
        let task = list(&status, "tasks").iter().find(|t| text(t, "id") == id).expect("a task");
        (text(task, "band"), text(task, "timing"), text(task, "status_label"))
    };
    for (id, expected) in [
        ("I.1", ("overdue_low", "overdue", "Đang triển khai")),
        ("II.1", ("overdue_high", "overdue", "Đang triển khai")),
        ("III.1", ("", "done", "Hoàn thành")),
        ("I.2", ("", "on_time", "Đang triển khai")),
        ("IV.1", ("", "no_date", "Tạm dừng")),
        // The lead sent a row that does not count: an error, no silence.
        ("V.1", ("", "unknown", "Số liệu còn lỗi")),
        ("II.4", ("silent", "unknown", "Chưa có báo cáo")),
    ] {
        assert_eq!(task(id), expected, "{id}");
    }

    let early = ["--period", "2025-Q4", "--format", "json", "--as-of", "2025-12-16"];
    let early = json(&super::status(&[&[arg(data.path())], &early[..]].concat()).stdout);
    let coverage = &early["coverage"][0];
    assert_eq!(coverage["missing"], 0);
    assert!(coverage["not_yet"].as_u64() > Some(40), "{}", coverage["not_yet"]);
}

/// Percentages that each agency takes by a plan of its own have no mean in words; the data keeps it.
#[test]
fn no_mean_of_the_agencies_own_percentages_is_said() {
    for period in ["2025-Q4", "2026-Q1"] {
        let said = super::status(&[EXAMPLES, "--period", period]).stdout;
        assert!(!said.contains("bình quân"), "{said}");
        assert!(said.contains("nhiệm vụ"), "{said}");
        assert!(status_json(EXAMPLES, period)["figures"]["mean_progress"].is_number(), "{period}");
    }
}

#[test]
fn the_counts_are_those_of_the_report() {
    for period in PERIODS {
        let (status, view) = (status_json(EXAMPLES, period), report_view(period));
        assert_eq!(status["data_errors"], view["data_errors"], "{period}");
        let folders = list(&status, "coverage").iter().zip(list(&view, "coverage"));
        assert_eq!(list(&status, "coverage").len(), list(&view, "coverage").len());
        for (mine, theirs) in folders {
            let names = |state: &str| -> Vec<&str> {
                let all = list(mine, "agencies").iter().filter(|a| text(a, "duty") == "owed");
                all.filter(|a| text(a, "state") == state).map(|a| text(a, "name")).collect()
            };
            assert_eq!(mine["owed"], theirs["owed"], "{period}");
            assert_eq!(mine["sent"], theirs["sent"]["count"], "{period}");
            assert_eq!(mine["on_time"], theirs["on_time"]["count"], "{period}");
            assert_eq!(mine["missing"], theirs["missing_count"], "{period}");
            for key in ["late", "undated", "empty", "unusable", "unread", "excused"] {
                assert_eq!(mine[key], list(theirs, key).len(), "{period} {key}");
                let theirs: Vec<&str> = list(theirs, key)
                    .iter()
                    .map(|a| a.as_str().unwrap_or_else(|| text(a, "agency")))
                    .collect();
                assert_eq!(names(key), theirs, "{period} {key}");
            }
            let missing = list(theirs, "missing").iter().flat_map(|k| list(k, "names"));
            let missing: Vec<&str> = missing.filter_map(Value::as_str).collect();
            assert_eq!(names("missing"), missing, "{period}");
            let owed =
                ["on_time", "late", "undated", "empty", "unusable", "unread", "missing", "not_yet"];
            let sum: u64 = owed.iter().filter_map(|key| mine[*key].as_u64()).sum();
            assert_eq!(Some(sum), mine["owed"].as_u64(), "{period}: every one in one state");
        }
        let (mine, theirs) = (&status["figures"], &view["figures"]);
        for (key, in_view) in [
            ("unreported", "unreported"),
            ("on_time", "on_time"),
            ("no_date", "no_date"),
            ("overdue_low", "overdue_low"),
            ("overdue_high", "overdue_high"),
        ] {
            assert_eq!(mine[key], theirs[in_view]["share"]["count"], "{period} {key}");
        }
        let counts = |of: &Value, key: &str, count: &dyn Fn(&Value) -> Option<u64>| {
            let all = list(of, "by_status").iter();
            all.map(|s| (text(s, key).to_owned(), count(s))).collect::<BTreeMap<_, _>>()
        };
        assert_eq!(
            counts(mine, "status", &|s| s["count"].as_u64()),
            counts(theirs, "key", &|s| s["share"]["count"].as_u64())
        );
        tasks_agree(&status, &view, period);
    }
}

fn tasks_agree(status: &Value, view: &Value, period: &str) {
    let theirs: Vec<&Value> = list(view, "groups").iter().flat_map(|g| list(g, "tasks")).collect();
    assert_eq!((list(status, "tasks").len(), theirs.len()), (20, 20));
    for (mine, theirs) in list(status, "tasks").iter().zip(theirs) {
        let at = format!("{period} {}", text(mine, "id"));
        for key in ["id", "status", "status_label", "timing", "timing_label", "left_out"] {
            assert_eq!(mine[key], theirs[key], "{at} {key}");
        }
        assert_eq!(mine["lead_name"], theirs["lead"], "{at}");
        assert_eq!(mine["days_silent"], theirs["silent_days"], "{at}");
        let written = |value: &Value, sign: bool| {
            let value = value.as_f64()?;
            let plus = if sign && value > 0.0 { "+" } else { "" };
            Some(format!("{plus}{value}").replace('.', ","))
        };
        let percent = written(&mine["progress"], false).map(|p| format!("{p}%"));
        assert_eq!(percent.as_deref(), theirs["progress"].as_str(), "{at}");
        assert_eq!(written(&mine["change"], true).as_deref(), theirs["change"].as_str(), "{at}");
    }
}

#[test]
fn what_needs_attention_stands_first() {
    let data = every_state();
    let shown = status(&[arg(data.path()), "--period", "2025-Q4", "--by", "task"]).stdout;
    let rows = |text: &str| -> Vec<String> {
        let rows = text.lines().filter_map(|line| line.strip_prefix("│ "));
        rows.map(|row| row.split(" ┆").next().unwrap_or_default().trim().to_owned())
            .filter(|cell| !cell.is_empty())
            .collect()
    };
    let order = rows(&shown);
    let at =
        |id: &str| order.iter().position(|o| o == id).unwrap_or_else(|| panic!("{id}: {shown}"));
    for pair in ["II.1", "I.1", "II.4", "V.1", "IV.1", "I.2"].windows(2) {
        assert!(at(pair[0]) < at(pair[1]), "{pair:?} in {order:?}");
    }
    let shown = status(&[arg(data.path()), "--period", "2025-Q4", "--by", "agency"]).stdout;
    let names = [
        "Công an tỉnh",
        "Thanh tra tỉnh",
        "Sở Tư pháp",
        "UBND xã Cam Lâm",
        "Sở Y tế",
        "Sở Tài chính",
    ];
    let order = rows(&shown);
    let at =
        |id: &str| order.iter().position(|o| o == id).unwrap_or_else(|| panic!("{id}: {shown}"));
    for pair in names.windows(2) {
        assert!(at(pair[0]) < at(pair[1]), "{pair:?} in {order:?}");
    }
}

#[test]
fn the_table_for_spreadsheets_has_every_row_and_computes_nothing() {
    let data = every_state();
    for (by, key, rows) in [("agency", "Mã cơ quan", 0), ("task", "Mã nhiệm vụ", 20)] {
        let words = [arg(data.path()), "--period", "2025-Q4", "--format", "csv", "--by", by];
        let table = status(&words).stdout;
        assert_eq!(table, status(&words).stdout, "the same bytes again");
        let bare = table.strip_prefix('\u{FEFF}').expect("a byte order mark");
        assert_eq!(bare.matches('\n').count(), bare.matches("\r\n").count());
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bare.as_bytes());
        let headings = reader.headers().expect("headings").clone();
        assert!(headings.iter().any(|heading| heading == key), "{headings:?}");
        let records: Vec<csv::StringRecord> =
            reader.records().collect::<Result<_, _>>().expect("every row has every cell");
        if by == "agency" {
            let words = [arg(data.path()), "--period", "2025-Q4", "--format", "json"];
            let all = json(&status(&words).stdout);
            assert_eq!(records.len(), list(&all["coverage"][0], "agencies").len());
            assert!(table.contains("'=HYPERLINK"), "what opens like a formula is made text");
        } else {
            assert_eq!(records.len(), rows);
        }
        for cell in records.iter().flatten() {
            assert!(!cell.starts_with(['=', '@', '\t']), "{cell}");
        }
    }
    let without = status(&[arg(data.path()), "--period", "2025-Q4", "--format", "csv"]).stdout;
    assert!(without.contains("Mã cơ quan"), "agencies unless said otherwise");
}

#[test]
fn the_screen_is_filled_and_not_overrun() {
    let run = |columns: &str, words: &[&str]| {
        let all = [&["status", EXAMPLES, "--period", "2026-Q1"], words].concat();
        let mut command = common::command(&all);
        command.env("COLUMNS", columns);
        common::finish(command).stdout
    };
    for by in [&[][..], &["--by", "agency"], &["--by", "task"]] {
        for columns in ["50", "80", "130"] {
            let plain = run(columns, by);
            let widest = plain.lines().map(|line| line.chars().count()).max();
            assert!(widest <= columns.parse().ok(), "{columns} {by:?}: {widest:?}");
            assert!(!plain.contains('\u{1b}'), "a pipe has no colours");
            let table = plain.contains('│');
            assert_eq!(table, columns.parse::<usize>().unwrap_or(0) >= 72, "{columns}");
            // Where there is room for tables and where there is none.
            if columns == "80" {
                continue;
            }
            let coloured = run(columns, &[by, &["--color", "always"]].concat());
            assert!(coloured.contains("\u{1b}[31m") && coloured.contains("\u{1b}[33m"));
            let mut bare = coloured;
            for sequence in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[31m", "\u{1b}[33m"] {
                bare = bare.replace(sequence, "");
            }
            assert_eq!(bare, plain, "colours change nothing else");
        }
    }
}

#[test]
fn the_overview_counts_what_the_report_counts() {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = flat(&status(&[EXAMPLES, "--period", "2025-Q4"]).stdout).to_lowercase();
    let folder = tempfile::tempdir().expect("a folder");
    common::build_example("2025-Q4", folder.path(), "json");
    let view = json(&common::read(&folder.path().join("bao-cao-2025-Q4.json")));
    let mut said = 0;
    for state in view["summary"]["states"].as_array().expect("states") {
        let (label, count) = (text(state, "label").to_lowercase(), &state["count"]);
        // Rows left out and silent leads are told together.
        if state["key"] != "khong_bao_cao" && state["key"] != "con_loi" {
            assert!(shown.contains(&format!("{label} {count}/20 nhiệm vụ")), "{label}: {shown}");
            said += 1;
        }
    }
    assert_eq!(said, 4);
    assert!(shown.contains("số liệu minh họa"));
    assert!(shown.contains("còn 16 lỗi dữ liệu"));
}

#[test]
fn without_a_period_the_latest_that_has_begun_is_taken() {
    let run = status(&[EXAMPLES]);
    assert!(run.stdout.starts_with("TÌNH HÌNH QUÝ II NĂM 2026 (2026-Q2)\n"), "{}", run.stdout);
    assert_eq!(run.stderr, format!("Kỳ mới nhất trong “{EXAMPLES}”: quý II năm 2026.\n"));
    // The window of the fourth quarter begins on 15/9/2025.
    for (day, period) in [("2025-09-15", "2025-Q4"), ("2025-09-14", "2025-Q3")] {
        let run = status(&[EXAMPLES, "--as-of", day, "--format", "json"]);
        assert_eq!(json(&run.stdout)["period"], period, "{day}");
    }
    let own = status(&[&format!("{EXAMPLES}/2025-Q3"), "--format", "json", "-q"]);
    assert_eq!((text(&json(&own.stdout), "period"), own.stderr.as_str()), ("2025-Q3", ""));

    let refused = common::run(&["status", EXAMPLES, "--as-of", "2025-01-01"]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("chưa có kỳ nào bắt đầu"), "{}", refused.stderr);
    let empty = folder();
    let refused = common::run(&["status", arg(empty.path())]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("không có thư mục của kỳ nào"), "{}", refused.stderr);
}

#[test]
fn the_result_goes_into_a_file_whole_and_over_nothing() {
    let folder = folder();
    for format in ["table", "json", "csv"] {
        let words = [EXAMPLES, "--period", "2025-Q4", "--format", format];
        let printed = status(&words);
        let out = folder.path().join("moi").join(format);
        let words = [&["status"], &words[..], &["--out", arg(&out)]].concat();
        let into = |more: &[&str]| common::run(&[&words[..], more].concat());
        let written = into(&["--color", "always"]);
        assert_eq!((written.status, written.stdout.as_str()), (0, ""), "{format}");
        let said = format!("Đã ghi “{}”.\n", out.display());
        assert_eq!(written.stderr, format!("{}{said}", printed.stderr), "{format}");
        assert_eq!(common::read(&out), printed.stdout, "{format}");
        // The same once more is no harm; anything else that is there stays.
        assert_eq!(into(&[]).stderr, written.stderr, "{format}");
        let other = into(&["--as-of", "2025-12-01"]);
        assert_eq!((other.status, other.stdout.as_str()), (2, ""), "{format}");
        assert!(other.stderr.contains("không ghi đè"), "{}", other.stderr);
        assert_eq!(common::read(&out), printed.stdout, "{format}");
    }
    let data = every_state();
    let before = common::names(&data.period());
    let out = data.period().join("tinh-hinh.csv");
    let refused = common::run(&["status", arg(data.path()), "--format", "csv", "-o", arg(&out)]);
    assert_eq!((refused.status, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("thư mục của một kỳ"), "{}", refused.stderr);
    assert_eq!(common::names(&data.period()), before);
}
