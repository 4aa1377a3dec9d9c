//! `report plan trace --period`: the tasks by recommendation say what the report says, in every form;
//! nothing is dropped, and nothing is called read that was not. The ministry's report carries them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use report::diag::Sink;
use report::plan::{self, ParagraphRead, Plan, PlanFiles};
use serde_json::Value;

use crate::common;

const DATA: &str = "examples/submissions";
/// Quarters of the examples, a half-year and a year of them.
const PERIODS: [&str; 5] = ["2025-Q3", "2025-Q4", "2026-Q1", "2025-H2", "2025"];
const READ: &str = "đã đối chiếu nguyên văn";

fn shipped() -> Plan {
    plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan")
}

fn traced(period: &str, format: &str) -> String {
    let run = common::run(&["plan", "trace", DATA, "--period", period, "--format", format]);
    assert_eq!(run.status, 0, "{period} {format}: {}", run.stderr);
    run.stdout
}

fn json(period: &str) -> Value {
    serde_json::from_str(&traced(period, "json")).expect("JSON")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key}"))
}

/// The paragraphs with each of their tasks, then the tasks without a paragraph.
fn lines(trace: &Value) -> Vec<(Option<&Value>, Option<&Value>)> {
    let mut lines = Vec::new();
    for paragraph in list(&trace["trace"], "paragraphs") {
        let tasks = list(paragraph, "tasks");
        lines.extend(tasks.iter().map(|task| (Some(paragraph), Some(task))));
        if tasks.is_empty() {
            lines.push((Some(paragraph), None));
        }
    }
    lines.extend(list(&trace["trace"], "unlinked").iter().map(|task| (None, Some(task))));
    lines
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn report(period: &str, words: &[&str], name: &str) -> Value {
    let out = tempfile::tempdir().expect("a folder");
    let base = ["build", DATA, "--period", period, "--format", "json", "--allow-errors", "--out"];
    let run = common::run(&[&base[..], &[common::arg(out.path())], words].concat());
    assert_eq!(run.status, 0, "{period}: {}", run.stderr);
    serde_json::from_str(&common::read(&out.path().join(name))).expect("JSON")
}

// ---- The same as the report -------------------------------------------------------------------

#[test]
fn the_states_are_those_of_the_report() {
    let (mut seen, mut silent, mut earlier) = (0, 0, 0);
    for period in PERIODS {
        let (trace, report) =
            (json(period), report(period, &[], &format!("bao-cao-{period}.json")));
        let tasks: BTreeMap<String, &Value> = list(&report, "groups")
            .iter()
            .flat_map(|group| list(group, "tasks"))
            .map(|task| (text(&task["id"]), task))
            .collect();
        for key in ["as_of", "notice", "data_errors", "period", "previous", "plan"] {
            assert_eq!(trace[key], report[key], "{period}: {key}");
        }
        for (_, task) in lines(&trace) {
            let Some(task) = task else { continue };
            let own = tasks[&text(&task["id"])];
            for key in [
                "lead",
                "lead_since",
                "lead_before",
                "status",
                "status_label",
                "progress",
                "before",
                "said_in",
                "later_refused",
                "left_out",
                "silent_days",
                "due",
                "due_by",
                "due_stated_in",
                "timing",
                "timing_label",
                "cite",
            ] {
                assert_eq!(task[key], own[key], "{period} {}: {key}", task["id"]);
            }
            assert_eq!(task["others"], list(own, "others").len(), "{period} {}", task["id"]);
            let state = text(&task["state"]);
            match task["status"].is_null() {
                false => assert!(state.starts_with(&text(&task["status_label"])), "{state}"),
                true => {
                    let why =
                        if task["left_out"] == true { "còn lỗi" } else { "Chưa có báo cáo" };
                    assert!(state.contains(why) && state.contains("cơ quan chủ trì"), "{state}");
                    silent += 1;
                }
            }
            if let Some(quarter) = task["said_in"].as_str() {
                assert!(state.contains(quarter), "{state}");
                earlier += 1;
            }
            seen += 1;
        }
    }
    assert!(seen > 100 && silent > 0 && earlier > 0, "{seen} {silent} {earlier}");
}

#[test]
fn every_paragraph_and_every_task_is_told() {
    let plan = shipped();
    for period in PERIODS {
        let trace = json(period);
        let paragraphs: Vec<String> =
            list(&trace["trace"], "paragraphs").iter().map(|p| text(&p["number"])).collect();
        let known: Vec<String> =
            plan.recommendations.paragraphs.iter().map(|p| p.number.clone()).collect();
        assert_eq!(paragraphs, known);
        let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (paragraph, task) in lines(&trace) {
            let number = paragraph.map(|p| text(&p["number"]));
            match task {
                Some(task) => told.entry(text(&task["id"])).or_default().extend(number),
                None => assert_eq!(number.as_deref(), Some("17"), "it fits no single task"),
            }
        }
        let expected: BTreeMap<String, BTreeSet<String>> = plan
            .appendix()
            .map(|(_, task)| (task.id.clone(), task.crc.paragraphs.iter().cloned().collect()))
            .collect();
        assert_eq!(told, expected, "{period}");
        assert_eq!(trace["trace"]["tasks"], 20);
        assert_eq!(trace["trace"]["linked"], 7);
        assert_eq!(list(&trace["trace"], "unlinked").len(), 13);
    }
}

// ---- The forms agree --------------------------------------------------------------------------

#[test]
fn the_table_for_spreadsheets_has_the_values_of_the_json() {
    for period in PERIODS {
        let (csv, trace) = (traced(period, "csv"), json(period));
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(b';')
            .from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        let headings = reader.headers().expect("headings").clone();
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("a row")).collect();
        let lines = lines(&trace);
        assert_eq!(rows.len(), lines.len(), "{period}");
        for (row, (paragraph, task)) in rows.iter().zip(lines) {
            let cell = |name: &str| {
                let at = headings.iter().position(|heading| heading == name);
                row.get(at.unwrap_or_else(|| panic!("{name}"))).expect("a cell").to_owned()
            };
            let of =
                |value: Option<&Value>, key: &str| value.map(|v| text(&v[key])).unwrap_or_default();
            for (name, key) in [
                ("Đoạn khuyến nghị", "number"),
                ("Đã đọc đoạn đến đâu", "certainty_label"),
                ("Đọc ở đâu", "read"),
            ] {
                assert_eq!(cell(name), of(paragraph, key), "{period}: {name}");
            }
            for (name, key) in [
                ("Mã nhiệm vụ", "id"),
                ("Gắn với đoạn", "mapping_label"),
                ("Cơ quan chủ trì", "lead"),
                ("Trạng thái", "status_label"),
                ("Tình trạng", "state"),
                ("Kỳ trước", "before"),
                ("Thời hạn hoàn thành", "due"),
                ("Tình hình thời hạn", "timing_label"),
                ("Cơ quan khác có báo cáo", "others_told"),
            ] {
                assert_eq!(cell(name), of(task, key), "{period}: {name}");
            }
            let progress = of(task, "progress");
            assert_eq!(cell("Tiến độ (%)"), progress.trim_end_matches('%'), "{period}");
            match (paragraph, task) {
                (None, _) => {
                    assert_eq!(cell("Chủ đề của đoạn"), "Chưa xác định được đoạn khuyến nghị")
                }
                (_, None) => assert!(cell("Nhiệm vụ").starts_with("Chưa xác định"), "{period}"),
                (Some(paragraph), Some(task)) => {
                    assert_eq!(cell("Chủ đề của đoạn"), text(&paragraph["subject"]));
                    assert_eq!(cell("Nhiệm vụ"), text(&task["name"]));
                }
            }
            assert_eq!(cell("Kỳ báo cáo"), period);
        }
    }
}

/// The cells of the table of a Markdown text, the markup taken off.
fn told_rows(markdown: &str) -> Vec<Vec<String>> {
    let rows = common::markdown_rows(markdown).into_iter();
    // One column more where a task has a figure.
    let is_line = |row: &Vec<String>| (7..9).contains(&row.len()) && row[0] != "Mã";
    rows.filter(is_line).filter(|row| !row[0].starts_with("---")).collect()
}

#[test]
fn the_document_has_the_lines_of_the_json() {
    for period in PERIODS {
        let (trace, markdown) = (json(period), traced(period, "md"));
        let rows = told_rows(&markdown);
        let mut expected: Vec<(String, String)> = Vec::new();
        for paragraph in list(&trace["trace"], "paragraphs") {
            expected.push((String::new(), format!("Đoạn {}.", text(&paragraph["number"]))));
            let tasks = list(paragraph, "tasks");
            expected.extend(tasks.iter().map(|task| (text(&task["id"]), text(&task["name"]))));
            if tasks.is_empty() {
                expected.push((String::new(), "Chưa xác định được nhiệm vụ nào".to_owned()));
            }
        }
        expected.push((String::new(), "Chưa xác định được đoạn khuyến nghị".to_owned()));
        let unlinked = list(&trace["trace"], "unlinked").iter();
        expected.extend(unlinked.map(|task| (text(&task["id"]), text(&task["name"]))));
        assert_eq!(rows.len(), expected.len(), "{period}:\n{markdown}");
        for (row, (id, begins)) in rows.iter().zip(expected) {
            assert!(row[0] == id && row[1].starts_with(&begins), "{period}: {row:?}, {begins}");
        }
        let html = traced(period, "html");
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for (_, task) in lines(&trace) {
            let Some(task) = task else { continue };
            assert!(flat(&html).contains(&flat(&text(&task["others_told"]))), "{period}");
            assert!(html.contains(&text(&task["state"])), "{period}");
        }
    }
}

#[test]
fn only_a_text_that_was_read_is_called_read() {
    let plan = shipped();
    let known = |number: &str| {
        plan.recommendations.paragraphs.iter().find(|p| p.number == number).expect("it is listed")
    };
    let mut read = 0;
    for row in told_rows(&traced("2025-Q4", "md")) {
        let Some(rest) = row[1].strip_prefix("Đoạn ") else {
            assert!(!row.concat().contains(READ), "{row:?}");
            continue;
        };
        let paragraph = known(rest.split_once(". ").expect("a number").0);
        let is_read = paragraph.certainty != ParagraphRead::Heading;
        assert_eq!(row[1].contains(READ), is_read, "{row:?}");
        assert_eq!(row[1].contains("chưa đọc nguyên văn"), !is_read, "{row:?}");
        read += usize::from(is_read);
    }
    assert_eq!(read, 5);
    for format in ["md", "html", "table"] {
        let text = traced("2025-Q4", format);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("đề xuất của Sở Y tế"), "{format}: {text}");
    }
}

#[test]
fn a_link_of_the_same_field_only_is_called_so() {
    let markdown = traced("2025-Q4", "md");
    let marked: Vec<Vec<String>> =
        told_rows(&markdown).into_iter().filter(|row| row[1].contains("cùng lĩnh vực")).collect();
    assert_eq!(marked.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["IV.6"]);
}

// ---- The command ------------------------------------------------------------------------------

#[test]
fn what_cannot_be_is_told_as_everywhere() {
    for words in [
        &["plan", "trace", DATA][..],
        &["plan", "trace", "--format", "csv"],
        &["plan", "trace", "--out", "a.txt"],
    ] {
        let run = common::run(words);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{words:?}");
        assert!(run.stderr.contains("--period"), "{words:?}: {}", run.stderr);
    }
    for (period, data) in [("2031-Q1", DATA), ("quý x", DATA), ("2025-Q3", "khong-co")] {
        let trace = common::run(&["plan", "trace", data, "--period", period]);
        let status = common::run(&["status", data, "--period", period]);
        assert_eq!((trace.status, trace.stderr), (2, status.stderr), "{period} {data}");
    }
}

#[test]
fn it_is_written_into_a_file_and_over_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("phu-luc.html");
    let words = ["plan", "trace", DATA, "--period", "2025-Q4", "--format", "html", "--out"];
    let run = common::run(&[&words[..], &[common::arg(&file)]].concat());
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    assert_eq!(common::read(&file), traced("2025-Q4", "html"));
    common::write(&file, "của tôi");
    let run = common::run(&[&words[..], &[common::arg(&file)]].concat());
    assert_eq!(run.status, 2);
    assert_eq!(common::read(&file), "của tôi");
}

#[test]
fn on_a_narrow_screen_it_is_a_list() {
    for columns in ["60", "100", "140"] {
        let mut command = common::command(&["plan", "trace", DATA, "--period", "2025-Q4"]);
        command.env("COLUMNS", columns);
        let run = common::finish(command);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let most: usize = columns.parse().expect("a number");
        for line in run.stdout.lines() {
            assert!(line.chars().count() <= most, "{columns}: {line}");
        }
        for task in ["I.1", "IV.6", "V.2"] {
            assert!(run.stdout.contains(task), "{columns}: {task}");
        }
    }
}

// ---- Other plans ------------------------------------------------------------------------------

const SECOND: &str = "tests/data/second_plan";

/// The second plan in a folder, with another text in its appendix.
fn second_plan(folder: &Path, change: &dyn Fn(String) -> String) -> String {
    let plan = folder.join("plan");
    common::copy(&common::path(&format!("{SECOND}/plan")), &plan);
    let appendix = plan.join("appendix.yaml");
    let text = change(common::read(&appendix));
    fs::write(&appendix, text).expect("written");
    plan.to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_plan_without_recommendations_has_one_group_and_no_annex() {
    let folder = tempfile::tempdir().expect("a folder");
    let without = |text: String| {
        let from = text.find("crc_of:").expect("a key");
        let to = text.find("groups:").expect("a key");
        let text = format!("{}{}", &text[..from], &text[to..]);
        let crc = text.find(", crc: {").expect("a key");
        let end = crc + text[crc..].find("]}").expect("its end") + 2;
        format!("{}{}", &text[..crc], &text[end..])
    };
    let plan = second_plan(folder.path(), &without);
    for format in ["table", "csv", "json", "md", "html"] {
        let words = ["plan", "trace", SECOND, "--period", "2025-Q3", "--plan", &plan];
        let run = common::run(&[&words[..], &["--format", format]].concat());
        assert_eq!(run.status, 0, "{format}: {}", run.stderr);
        for task in ["NV01", "NV06"] {
            assert!(run.stdout.contains(task), "{format}: {}", run.stdout);
        }
        assert!(!run.stdout.contains("đề xuất của"), "{format}: nothing is proposed");
    }
    let out = folder.path().join("out");
    let words = ["build", SECOND, "--period", "2025-Q3", "--for", "bo-giao-thong-xanh"];
    let more = ["--plan", &plan, "--allow-errors", "--format", "json,md,html", "--out"];
    let run = common::run(&[&words[..], &more, &[common::arg(&out)]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let name = "bao-cao-2025-Q3-bo-giao-thong-xanh.json";
    let view: Value = serde_json::from_str(&common::read(&out.join(name))).expect("JSON");
    assert!(view["trace"].is_null());
    assert!(list(&view, "annexes").iter().all(|annex| annex["key"] != "khuyen_nghi"));
}

#[test]
fn words_of_the_plan_are_never_computed_by_a_spreadsheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let plan = second_plan(folder.path(), &|text| {
        text.replace("subject: Áo phao trên đò", "subject: \"=1+1\"")
            .replace("name: Phát áo phao", "name: \"@SUM(A1)\"")
            .replace("read: bản in của Chương trình", "read: \"+cmd|' /C calc'!A0\"")
            .replace("number: \"3\"", "number: \"-3\"")
            .replace("paragraphs: [\"3\"]", "paragraphs: [\"-3\"]")
    });
    let words = ["plan", "trace", SECOND, "--period", "2025-Q3", "--format", "csv", "--plan"];
    let run = common::run(&[&words[..], &[&plan]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let row = run.stdout.lines().find(|line| line.contains("NV06")).expect("the task");
    for cell in [";'=1+1;", ";'@SUM(A1);", ";'+cmd"] {
        assert!(row.contains(cell), "{cell}: {row}");
    }
    let acting = row.split(';').find(|cell| cell.starts_with(['=', '+', '@']));
    assert_eq!(acting, None, "{row}");
}

#[test]
fn a_confirmed_link_is_no_proposal() {
    let words =
        ["plan", "trace", SECOND, "--period", "2025-Q3", "--plan", "tests/data/second_plan/plan"];
    let run = common::run(&[&words[..], &["--format", "md"]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.contains("Phát áo phao (đã được xác nhận)"), "{}", run.stdout);
    assert!(!run.stdout.contains("đề xuất"), "{}", run.stdout);
}

const FIGURES: &str = "Kỳ báo cáo;Cơ quan;Mã số liệu;Giá trị;Đơn vị;Ghi chú;Ngày báo cáo\n";

#[test]
fn figures_stand_beside_their_task_with_who_gave_them() {
    let folder = tempfile::tempdir().expect("a folder");
    common::copy(&common::path(SECOND), folder.path());
    let data = common::arg(folder.path()).to_owned();
    let row = |agency: &str, id: &str, value: &str| {
        format!("2025-Q3;{agency};{id};{value};;;16/9/2025\n")
    };
    let file = |name: &str, rows: &[String]| {
        let path = folder.path().join("2025-Q3").join(name);
        common::write(&path, format!("{FIGURES}{}", rows.concat()));
    };
    file("so-cau-duong-so-lieu.csv", &[row("Sở Cầu đường", "NV01.1", "3")]);
    file(
        "xa-doi-thong-so-lieu.csv",
        &[row("UBND xã Đồi Thông", "NV06.1", "1.234"), row("UBND xã Đồi Thông", "NV06.2", "2")],
    );
    let plan = folder.path().join("plan");
    let words = ["plan", "trace", &data, "--period", "2025-Q3", "--plan", common::arg(&plan)];
    let told = |format: &str| {
        let run = common::run(&[&words[..], &["--format", format]].concat());
        assert_eq!(run.status, 0, "{format}: {}", run.stderr);
        run.stdout
    };
    let trace: Value = serde_json::from_str(&told("json")).expect("JSON");
    assert_eq!(trace["trace"]["has_figures"], true);
    let mut figures: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (_, task) in lines(&trace) {
        for figure in list(task.unwrap_or(&serde_json::json!({"figures": []})), "figures") {
            let value = (text(&figure["value"]), text(&figure["coverage"]));
            figures.insert(text(&figure["id"]), value);
        }
    }
    assert_eq!(figures["NV01.1"].0, "3", "{figures:?}");
    assert!(figures["NV01.1"].1.starts_with("1/1 cơ quan có số liệu"), "{figures:?}");
    assert_eq!(figures["NV06.1"].0, "1.234", "{figures:?}");
    assert!(figures["NV06.1"].1.starts_with("1/3 cơ quan có số liệu"), "{figures:?}");
    // A few of something sensitive are not told.
    assert!(["dưới 5", "không nêu"].contains(&&*figures["NV06.2"].0), "{figures:?}");
    for format in ["csv", "md", "html", "table"] {
        let text = told(format);
        let text = text.replace(['│', '┆', '\\'], " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains("1.234 người") || format == "table", "{format}: {text}");
        assert!(text.contains("1.234"), "{format}: {text}");
        if format == "csv" {
            assert!(text.contains("Số cầu phao đang dùng được: 3 điểm (1/1 cơ quan có số liệu)"));
        } else {
            assert!(text.contains("Sở Cầu đường đề xuất, chờ xác nhận"), "{format}: {text}");
        }
    }
}

// ---- The annex of the ministry's report -------------------------------------------------------

#[test]
fn the_ministry_alone_gets_the_annex() {
    for (period, forms) in
        [("2025-Q4", "md,html,json"), ("2026-Q1", "md,json"), ("2025", "md,json")]
    {
        let out = tempfile::tempdir().expect("a folder");
        let words = ["build", DATA, "--period", period, "--allow-errors", "--format", forms];
        let to = ["--out", common::arg(out.path())];
        for more in [&["--for", "all"][..], &[]] {
            let run = common::run(&[&words[..], &to, more].concat());
            assert_eq!(run.status, 0, "{}", run.stderr);
        }
        let file = |to: &str, form: &str| {
            common::read(&out.path().join(format!("bao-cao-{period}{to}.{form}")))
        };
        let view = |to: &str| -> Value { serde_json::from_str(&file(to, "json")).expect("JSON") };
        let (ministry, committee, joint) = (view("-bo-y-te"), view("-ubnd-tinh"), view(""));
        assert!(committee["trace"].is_null() && joint["trace"].is_null());
        assert_eq!(ministry["trace"], json(period)["trace"], "{period}");
        let annexes = list(&ministry, "annexes");
        let (last, before) = annexes.split_last().expect("annexes");
        assert_eq!(before, list(&joint, "annexes"), "the others keep their numbers");
        assert_eq!(last["key"], "khuyen_nghi");
        // The body is the same but for who is written to and the list of annexes.
        let parts = |to: &str, addressee: &str| {
            let text = file(to, "md").replace(addressee, "NƠI NHẬN");
            let (body, rest) = text.split_once("\n---\n").expect("annexes");
            let body = body.lines().filter(|line| !line.starts_with("Kèm theo báo cáo này"));
            (body.collect::<Vec<_>>().join("\n"), rest.to_owned())
        };
        let (body, annex) = parts("-bo-y-te", "Bộ Y tế");
        let (other_body, other) = parts("-ubnd-tinh", "UBND tỉnh Khánh Hòa");
        let places = |body: &str| body.matches("NƠI NHẬN").count();
        assert!(places(&body) > 0);
        assert_eq!(body.lines().count(), other_body.lines().count(), "{period}");
        let title = "KẾT QUẢ THEO KHUYẾN NGHỊ CỦA ỦY BAN VỀ QUYỀN TRẺ EM CỦA LIÊN HỢP QUỐC";
        assert!(annex.contains(title) && !other.contains("KHUYẾN NGHỊ CỦA ỦY BAN"), "{period}");
        let table = annex.split_once(title).expect("the annex").1;
        let cells = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
            rows.into_iter().map(|row| row[..6].to_vec()).collect()
        };
        assert_eq!(cells(told_rows(table)), cells(told_rows(&traced(period, "md"))), "{period}");
        if forms.contains("html") {
            assert!(file("-bo-y-te", "html").contains(title));
            assert!(!file("-ubnd-tinh", "html").contains(title));
        }
    }
}

#[test]
fn a_saved_report_of_the_ministry_keeps_its_annex() {
    let out = tempfile::tempdir().expect("a folder");
    let words = ["build", DATA, "--period", "2026-Q1", "--for", "bo-y-te", "--format", "md,json"];
    let to = ["--out", common::arg(out.path())];
    assert_eq!(common::run(&[&words[..], &to].concat()).status, 0);
    let saved = out.path().join("bao-cao-2026-Q1-bo-y-te.json");
    let again = out.path().join("lai");
    let words = ["build", "--from-view", common::arg(&saved), "--format", "md", "--out"];
    let run = common::run(&[&words[..], &[common::arg(&again)]].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    let first = common::read(&out.path().join("bao-cao-2026-Q1-bo-y-te.md"));
    assert_eq!(common::read(&again.join("bao-cao-2026-Q1.md")), first);
}
