//! The kinds of wrong figures that once went out in silence, one test each, on as few rows as show it.
//! The second computation must agree with each (`small.rs`); what is right stands here in words.

use std::path::Path;

use serde_json::{Value, json};

use super::common;
use super::small::{Small, agency, changes, task};
use super::variants;

/// The two lists of a quarter's coverage in which an agency's name may stand.
fn quarter(view: &Value) -> &Value {
    view["coverage"].as_array().and_then(|all| all.last()).expect("a quarter")
}

fn count(view: &Value, status: &str) -> i64 {
    let mut states = view["figures"]["by_status"].as_array().expect("a list").iter();
    let state = states.find(|state| state["key"] == status).expect("a status");
    state["share"]["count"].as_i64().expect("a count")
}

/// Kind 1. The word of a task is that of whoever led it on the last day of the row's own period.
#[test]
fn a_row_counts_by_what_its_author_was_when_it_wrote() {
    let data = Small::with_plan(|plan| variants::reassign(plan, "V.1", "2025-10-01", "so-tu-phap"));
    data.quarter("2025-Q3", "2025-09-20", "")
        .file("2025-Q3", "so-y-te.csv", &["Sở Y tế;V.1;Đang triển khai;60;Thanh tra 2 nơi."])
        .file("2025-Q3", "so-tu-phap.csv", &["Sở Tư pháp;V.1;Hoàn thành;100;Đã góp ý."])
        .quarter("2025-Q4", "2025-12-20", "")
        .file("2025-Q4", "so-y-te.csv", &["Sở Y tế;V.1;Đang triển khai;70;Bàn giao hồ sơ."]);
    // The lead of then speaks, not the one that coordinated.
    let third = data.view("2025-Q3");
    assert_eq!(task(&third, "V.1")["progress"], "60%");
    assert_eq!(count(&third, "hoan_thanh"), 0);
    // The new lead is silent: neither its own old row nor its predecessor's stands for it.
    for period in ["2025-Q4", "2025-H2", "2025"] {
        let view = data.view(period);
        assert_eq!(task(&view, "V.1")["lead"], "Sở Tư pháp", "{period}");
        assert_eq!(task(&view, "V.1")["status_label"], "Chưa có báo cáo", "{period}");
        assert_eq!(view["figures"]["mean_over"], 0, "{period}");
        // Nor does it on its own sheet.
        let out = data.data().with_file_name("phieu");
        let more = ["--period", period, "--agency", "so-tu-phap", "--format", "json", "--out"];
        let run = data.ran(&["build"], &[&more[..], &[common::arg(&out)]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        let sheet = common::read(&out.join(format!("phieu-so-tu-phap-{period}.json")));
        let sheet: Value = serde_json::from_str(&sheet).expect("JSON");
        let mut led = sheet["led"].as_array().expect("tasks").iter();
        let led = led.find(|task| task["id"] == "V.1").expect("it leads V.1");
        assert!(led["status"].is_null() && led["progress"].is_null(), "{period}: {led}");
    }
}

/// Kind 2. Amounts that are cumulative in different years are never added.
#[test]
fn money_of_two_years_stands_apart() {
    let data = Small::new();
    let row = |given: &str, spent: &str| {
        format!("Sở Y tế;III.1;Đang triển khai;50;Họp 2 cuộc.;{given};{spent}")
    };
    for (id, as_of, given, spent) in [
        ("2025-Q3", "2025-09-20", "100.000.000", "40.000.000"),
        ("2025-Q4", "2025-12-20", "120.000.000", "90.000.000"),
        ("2026-Q1", "2026-03-20", "30.000.000", "6.000.000"),
    ] {
        data.quarter(id, as_of, "").file(id, "so-y-te.csv", &[&row(given, spent)]);
    }
    let funds = data.view("2025-06-01..2026-03-31")["funds"].clone();
    assert_eq!(funds["year"], 2026);
    assert_eq!(funds["total"]["rows"], 1);
    assert_eq!(funds["total"]["allocated"], "30.000.000");
    assert_eq!(funds["total"]["share"], "20%");
    let other = &funds["others"][0];
    assert_eq!((&other["year"], &other["total"]["rows"]), (&json!(2025), &json!(1)));
    assert_eq!(other["total"]["allocated"], "120.000.000");
    assert_eq!(other["total"]["disbursed"], "90.000.000");
}

/// Kind 3. A cumulative amount stays stated until a later one of its year takes its place.
#[test]
fn an_empty_cell_takes_no_amount_back() {
    let data = Small::new();
    let first = "Sở Y tế;III.1;Đang triển khai;50;Họp 2 cuộc.;100.000.000;40.000.000";
    data.quarter("2025-Q3", "2025-09-20", "")
        .file("2025-Q3", "so-y-te.csv", &[first])
        .quarter("2025-Q4", "2025-12-20", "")
        .file("2025-Q4", "so-y-te.csv", &["Sở Y tế;III.1;Đang triển khai;60;Họp thêm.;;55.000.000"])
        .quarter("2026-Q1", "2026-03-20", "")
        .file("2026-Q1", "so-y-te.csv", &["Sở Y tế;III.1;Đang triển khai;70;Họp nữa."]);
    for period in ["2025-Q4", "2025-H2", "2025"] {
        let view = data.view(period);
        assert_eq!(view["funds"]["total"]["allocated"], "100.000.000", "{period}");
        assert_eq!(view["funds"]["total"]["disbursed"], "55.000.000", "{period}");
        // The older of the two amounts says until when it counts.
        assert_eq!(view["funds"]["rows"][0]["until"], "14/9/2025", "{period}");
    }
    // A year begins with nothing stated; and the year before it stands where its last quarter lies in
    // the period, though that quarter says nothing new.
    let data = Small::new();
    data.quarter("2025-Q3", "2025-09-20", "")
        .file("2025-Q3", "so-y-te.csv", &[first])
        .quarter("2025-Q4", "2025-12-20", "")
        .file("2025-Q4", "so-y-te.csv", &["Sở Y tế;III.1;Đang triển khai;60;Họp thêm."])
        .quarter("2026-Q1", "2026-03-20", "")
        .file("2026-Q1", "so-y-te.csv", &["Sở Y tế;III.1;Đang triển khai;70;Họp nữa."]);
    assert_eq!(data.view("2026-Q1")["funds"]["total"]["rows"], 0);
    let range = data.view("2025-12-01..2026-06-30")["funds"].clone();
    assert_eq!((&range["year"], &range["total"]["rows"]), (&json!(2026), &json!(0)));
    assert_eq!(range["others"][0]["total"]["allocated"], "100.000.000");
    // It does so too where no row of that quarter counts.
    let data = Small::new();
    data.quarter("2025-Q3", "2025-09-20", "")
        .file("2025-Q3", "so-y-te.csv", &[first])
        .quarter("2025-Q4", "2025-12-20", "")
        .file("2025-Q4", "so-y-te.csv", &["Sở Y tế;III.1;Đang triển khai;sáu mươi;Họp thêm."])
        .quarter("2026-Q1", "2026-03-20", "")
        .file("2026-Q1", "so-y-te.csv", &["Sở Y tế;III.1;Đang triển khai;70;Họp nữa."]);
    let range = data.view("2025-12-01..2026-06-30")["funds"].clone();
    assert_eq!(range["others"][0]["total"]["allocated"], "100.000.000");
}

/// Kind 3. What a dissolved district stated may be the money of its successors.
#[test]
fn money_of_a_dissolved_body_is_in_no_sum() {
    let data = Small::new();
    let row = |name: &str, given: &str| {
        format!("{name};II.1;Đang triển khai;50;Nói chuyện ở trường.;{given};10.000.000")
    };
    data.quarter("2025-Q2", "2025-06-20", "")
        .file(
            "2025-Q2",
            "ubnd-thanh-pho-nha-trang.csv",
            &[&row("UBND thành phố Nha Trang", "80.000.000")],
        )
        .quarter("2025-Q3", "2025-09-20", "")
        .file(
            "2025-Q3",
            "ubnd-phuong-nha-trang.csv",
            &[&row("UBND phường Nha Trang", "30.000.000")],
        );
    let funds = data.view("2025")["funds"].clone();
    assert_eq!(funds["total"]["rows"], 1);
    assert_eq!(funds["total"]["allocated"], "30.000.000");
    assert_eq!(funds["ended_total"]["allocated"], "80.000.000");
    assert_eq!(funds["ended"][0]["agency"], "UBND thành phố Nha Trang");
    // The same where its year is not the last one of the period.
    data.quarter("2026-Q1", "2026-03-20", "").file(
        "2026-Q1",
        "ubnd-phuong-nha-trang.csv",
        &["UBND phường Nha Trang;II.1;Đang triển khai;60;Nói chuyện ở 3 trường."],
    );
    let range = "2025-06-01..2026-03-31";
    let other = data.view(range)["funds"]["others"][0].clone();
    assert_eq!(other["total"]["allocated"], "30.000.000");
    assert_eq!(other["ended_total"]["allocated"], "80.000.000");
    let out = data.data().with_file_name("ra");
    let more = ["--period", range, "--allow-errors", "--out", common::arg(&out)];
    let run = data.ran(&["build"], &more);
    assert_eq!(run.status, 0, "{}", run.stderr);
    for ending in ["md", "html"] {
        let text = common::read(&out.join(format!("bao-cao-{range}.{ending}")));
        let words = "các cơ quan đã kết thúc hoạt động ghi được giao 80,0 triệu đồng, đã giải ngân \
                     10,0 triệu đồng; có thể trùng với số của cơ quan kế tiếp";
        assert!(text.contains(words), "{ending}: in words");
        assert!(text.contains("Cơ quan đã kết thúc hoạt động"), "{ending}: in the table");
        assert!(text.contains("80.000.000"), "{ending}: to the đồng");
        let on_board = "các cơ quan đã kết thúc hoạt động ghi được giao 80.000.000 đồng";
        assert_eq!(text.contains(on_board), ending == "html", "{ending}: on the board");
    }
}

/// Kind 4. A body that goes on under another name is one body.
#[test]
fn a_renamed_body_states_its_money_once() {
    let (old, new) = ("so-dan-toc-va-ton-giao", "so-dan-toc-tin-nguong");
    let data = Small::with_plan(|plan: &Path| {
        variants::rename(plan, (old, "Sở Dân tộc và Tôn giáo"), (new, "Sở Dân tộc, Tín ngưỡng"));
        variants::reassign(plan, "IV.4", "2025-10-01", new);
    });
    let row = |name: &str, progress: &str, spent: &str| {
        format!("{name};IV.4;Đang triển khai;{progress};Nói chuyện ở 2 xã.;100.000.000;{spent}")
    };
    data.quarter("2025-Q3", "2025-09-20", "")
        .file(
            "2025-Q3",
            &format!("{old}.csv"),
            &[&row("Sở Dân tộc và Tôn giáo", "40", "40.000.000")],
        )
        .quarter("2025-Q4", "2025-12-20", "")
        .file(
            "2025-Q4",
            &format!("{new}.csv"),
            &[&row("\"Sở Dân tộc, Tín ngưỡng\"", "45", "45.000.000")],
        );
    for period in ["2025", "2025-Q4"] {
        let view = data.view(period);
        let total = &view["funds"]["total"];
        assert_eq!(total["rows"], 1, "{period}");
        assert_eq!(total["allocated"], "100.000.000", "{period}");
        assert_eq!(total["disbursed"], "45.000.000", "{period}");
        assert!(view["funds"]["ended_total"].is_null(), "{period}");
    }
    let fourth = data.view("2025-Q4");
    assert_eq!(task(&fourth, "IV.4")["change"], "+5");
    assert_eq!(changes(&fourth, "first_time"), [""; 0]);
    assert_eq!(changes(&fourth, "fell_silent"), [""; 0]);
}

/// Kind 5. One answer to until when a task is due, and none is late on which nothing came up.
#[test]
fn a_task_is_due_on_one_day_for_all() {
    let data = Small::with_plan(|plan| variants::set_due(plan, "IV.1", "2025-09-15"));
    data.quarter("2025-Q3", "2025-09-20", "").file(
        "2025-Q3",
        "so-y-te.csv",
        &[
            // The plan's day counts, whatever the row says.
            "Sở Y tế;IV.1;Đang triển khai;40;Họp.;;;31/12/2025",
            // On the day itself nothing is late.
            "Sở Y tế;III.1;Đang triển khai;40;Họp.;;;20/9/2025",
            "Sở Y tế;II.1;Đang triển khai;40;Họp.;;;19/9/2025",
            "Sở Y tế;I.1;Không phát sinh;;;;;19/9/2025",
        ],
    );
    let made = data.made("2025-Q3");
    let timing =
        |id: &str| task(&made.view, id)["timing_label"].as_str().expect("a text").to_owned();
    assert_eq!(timing("IV.1"), "Quá hạn 5 ngày");
    assert_eq!(timing("III.1"), "Trong hạn");
    assert_eq!(timing("II.1"), "Quá hạn 1 ngày");
    assert_eq!(timing("I.1"), "Không phát sinh");
    assert_eq!(task(&made.view, "IV.1")["due_by"], "plan");
    assert_eq!(task(&made.view, "II.1")["due_by"], "agency");
    let late = made.found.iter().filter(|(code, ..)| *code == "K605");
    let mut late: Vec<&str> = late.map(|(_, _, task)| task.as_str()).collect();
    late.sort_unstable();
    assert_eq!(late, ["II.1", "IV.1"]);
    assert!(made.found.iter().any(|(code, _, task)| *code == "K608" && task == "IV.1"));
}

/// Kind 6. When a report was received: by file, and by its earliest file of which a row counts.
#[test]
fn a_report_came_with_its_first_file_that_counts() {
    let sound = "Sở Tư pháp;I.2;Đang triển khai;40;Góp ý dự thảo.";
    let refused = "Sở Tư pháp;II.2;Đang triển khai;140;Họp.";
    let day = |row: &str, day: &str| format!("{row};;;;{day}");
    let page = "received:\n  so-tu-phap-bo-sung.csv: 2025-09-18\n";
    let data = Small::new();
    data.quarter("2025-Q3", "2025-09-20", page)
        // The page says nothing of it: the latest day of its rows that count, 12/9.
        .file("2025-Q3", "so-tu-phap.csv", &[&day(sound, "12/9/2025"), &day(refused, "19/9/2025")])
        .file(
            "2025-Q3",
            "so-tu-phap-bo-sung.csv",
            &[&day("Sở Tư pháp;III.2;Đang triển khai;5;Họp.", "")],
        );
    let report = &agency(&data.view("2025-Q3"), "so-tu-phap")["reports"][0].clone();
    assert_eq!((&report["state"], &report["received"]), (&json!("on_time"), &json!("12/9/2025")));
    // Where no row of the first one counts, it is no report yet.
    let data = Small::new();
    let page = "received:\n  so-tu-phap-bo-sung.csv: 2025-09-18\n  so-tu-phap.csv: 2025-09-10\n";
    data.quarter("2025-Q3", "2025-09-20", page)
        .file("2025-Q3", "so-tu-phap.csv", &[&day(refused, "")])
        .file("2025-Q3", "so-tu-phap-bo-sung.csv", &[&day(sound, "")]);
    let made = data.made("2025-Q3");
    let report = &agency(&made.view, "so-tu-phap")["reports"][0];
    assert_eq!((&report["state"], &report["received"]), (&json!("late"), &json!("18/9/2025")));
    assert_eq!(quarter(&made.view)["late"][0]["days"], 2);
    assert!(made.found.iter().any(|(code, who, _)| *code == "K602" && who == "so-tu-phap"));
}

/// Kind 6. A file of figures came with the report that it lies beside, unless it says otherwise.
#[test]
fn figures_beside_a_report_came_with_it() {
    let row = "Sở Tư pháp;I.2;Đang triển khai;40;Góp ý dự thảo.;;;;12/9/2025";
    let received = |page: &str, (name, day): (&str, &str)| {
        let data = Small::new();
        data.quarter("2025-Q3", "2025-09-20", page).file("2025-Q3", "so-tu-phap.csv", &[row]);
        let figures = format!(
            "ky_bao_cao;co_quan;ma_so_lieu;gia_tri;ngay_bao_cao\n2025-Q3;Sở Tư pháp;I.2.1;0;{day}\n"
        );
        std::fs::write(data.data().join("2025-Q3").join(name), figures).expect("a file");
        let view = data.view("2025-Q3");
        let sources = view["sources"].as_array().expect("sources").clone();
        let of = |source: &Value| [source["received"].clone(), source["received_by"].clone()];
        let at = |file: &str| sources.iter().find(|source| source["file"] == file).map(of);
        at(name).expect("the file of figures")
    };
    let (beside, listed) = ("so-tu-phap-so-lieu.csv", "received:\n  so-tu-phap.csv: 2025-09-15\n");
    assert_eq!(received(listed, (beside, "")), [json!("15/9/2025"), json!("page")]);
    assert_eq!(received(listed, (beside, "14/9/2025")), [json!("15/9/2025"), json!("page")]);
    let own = format!("{listed}  {beside}: 2025-09-17\n");
    assert_eq!(received(&own, (beside, "")), [json!("17/9/2025"), json!("page")]);
    // Where the page is silent: its own rows, then those of the report.
    assert_eq!(received("", (beside, "14/9/2025")), [json!("14/9/2025"), json!("report")]);
    assert_eq!(received("", (beside, "")), [json!("12/9/2025"), json!("report")]);
    // By another name it lies beside no report.
    assert_eq!(received(listed, ("stp-so-lieu.csv", "")), [Value::Null, Value::Null]);
}

/// Kind 6. A day on which nothing can have been received is told and makes nobody punctual.
#[test]
fn an_impossible_day_is_told_and_makes_nobody_punctual() {
    for day in ["2024-09-12", "2025-06-14", "2025-09-21"] {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("2025-Q3");
        std::fs::create_dir(&data).expect("a folder");
        common::write(
            &data.join("so-tu-phap.csv"),
            "ky_bao_cao;co_quan;ma_nhiem_vu;trang_thai;tien_do;ket_qua\n2025-Q3;Sở Tư pháp;I.2;Đang triển khai;40;Họp.\n",
        );
        let page = format!("as_of: 2025-09-20\nreceived:\n  so-tu-phap.csv: {day}\n");
        common::write(&data.join("period.yaml"), page);
        let (at, data) = (common::arg(folder.path()), common::arg(&data));
        let check = common::run(&["check", data, "--format", "json"]);
        assert!(check.stdout.contains("\"M909\""), "{day}: {}", check.stdout);
        let words = ["status", at, "--period", "2025-Q3", "--format", "json"];
        let status: Value = serde_json::from_str(&common::run(&words).stdout).expect("JSON");
        let mut all = status["coverage"][0]["agencies"].as_array().expect("a list").iter();
        let own = all.find(|agency| agency["id"] == "so-tu-phap").expect("it sent one");
        assert_eq!((&own["state"], &own["received"]), (&json!("undated"), &Value::Null), "{day}");
        assert_eq!(status["coverage"][0]["on_time"], 0, "{day}");
    }
}

/// Kind 7. Each task stands in at most one list of changes, and the lists explain the totals.
#[test]
fn the_lists_of_changes_explain_the_totals() {
    let data = Small::new();
    let row = |task: &str, status: &str, progress: &str| {
        format!("Sở Giáo dục và Đào tạo;{task};{status};{progress};Mở lớp ở {task}.")
    };
    let name = "so-giao-duc-va-dao-tao.csv";
    let rows = |rows: &[(&str, &str, &str)]| -> Vec<String> {
        rows.iter().map(|(task, status, progress)| row(task, status, progress)).collect()
    };
    let put = |id: &str, as_of: &str, given: &[(&str, &str, &str)]| {
        let given = rows(given);
        let given: Vec<&str> = given.iter().map(String::as_str).collect();
        data.quarter(id, as_of, "").file(id, name, &given);
    };
    put(
        "2025-Q2",
        "2025-06-20",
        &[("II.3", "Đang triển khai", "60"), ("IV.2", "Hoàn thành", "100")],
    );
    put(
        "2025-Q3",
        "2025-09-20",
        &[("III.4", "Đang triển khai", "70"), ("IV.2", "Không phát sinh", "")],
    );
    put(
        "2025-Q4",
        "2025-12-20",
        &[
            ("II.3", "Hoàn thành", "100"),
            ("III.4", "Hoàn thành", "100"),
            ("IV.2", "Hoàn thành", "100"),
        ],
    );
    let view = data.view("2025-Q4");
    assert_eq!((count(&data.view("2025-Q3"), "hoan_thanh"), count(&view, "hoan_thanh")), (0, 3));
    let codes = |list: &str| -> Vec<String> {
        let code = |told: String| {
            let first = told.split([' ', ',']).next().unwrap_or_default();
            first.trim_end_matches('.').to_owned()
        };
        changes(&view, list).into_iter().map(code).collect()
    };
    // From none to three: these three. One after a quarter without data, one that was complete before.
    assert_eq!(codes("finished"), ["II.3", "III.4", "IV.2"]);
    assert_eq!(codes("finished_after_gap"), ["II.3"]);
    assert_eq!(codes("complete_again"), ["IV.2"]);
    for list in
        ["started", "advanced", "reopened", "went_back", "paused", "newly_late", "to_nothing"]
    {
        assert_eq!(codes(list), [""; 0], "{list}");
    }
}

/// Kind 8. A file counts as sent for its sender even when no row of it counts, in every list alike.
#[test]
fn who_sent_rows_that_do_not_count_has_sent() {
    let data = Small::new();
    let sound = "Sở Tư pháp;I.2;Đang triển khai;40;Góp ý dự thảo.";
    data.quarter("2025-Q3", "2025-09-20", "")
        .file("2025-Q3", "so-tu-phap.csv", &[sound])
        .file("2025-Q3", "so-cong-thuong.csv", &["Sở Công Thương;I.1;Đang triển khai;140;Họp."])
        .quarter("2025-Q4", "2025-12-20", "")
        .file("2025-Q4", "so-tu-phap.csv", &["Sở Tư pháp;I.2;Đang triển khai;140;Góp ý thêm."])
        .file("2025-Q4", "so-cong-thuong.csv", &["Sở Công Thương;I.1;Đang triển khai;20;Họp nữa."]);
    let made = data.made("2025-Q4");
    // It sent last time, though no row of it counted: now is not the first time.
    assert_eq!(changes(&made.view, "first_time"), [""; 0]);
    // It sends now, though no row counts: it has not fallen silent, nor is it missing.
    assert_eq!(changes(&made.view, "fell_silent"), [""; 0]);
    assert_eq!(quarter(&made.view)["unusable"], json!(["Sở Tư pháp"]));
    let missing = quarter(&made.view)["missing"].to_string();
    assert!(!missing.contains("Sở Tư pháp"), "{missing}");
    assert_eq!(agency(&made.view, "so-tu-phap")["reports"][0]["state"], "unusable");
    assert!(made.found.iter().all(|(code, who, _)| *code != "M902" || who != "so-tu-phap"));
    let status = made.status["coverage"][0]["agencies"].as_array().expect("a list").iter();
    let state = status.filter(|agency| agency["id"] == "so-tu-phap").map(|agency| &agency["state"]);
    assert_eq!(state.collect::<Vec<_>>(), ["unusable"]);
}

/// Kind 8. Whoever sent a first file, even without content, sent it in that quarter: its own report and
/// that of the half-year say so.
#[test]
fn a_first_file_without_content_is_the_first_in_every_report() {
    let data = Small::new();
    let sound = "Sở Tư pháp;I.2;Đang triển khai;40;Góp ý dự thảo.";
    data.quarter("2025-Q4", "2025-12-20", "")
        .file("2025-Q4", "so-tu-phap.csv", &[sound])
        .quarter("2026-Q1", "2026-03-20", "")
        .file("2026-Q1", "cong-an-tinh.csv", &["Công an tỉnh;III.3;Chưa triển khai;0;"])
        .quarter("2026-Q2", "2026-06-20", "")
        .file("2026-Q2", "cong-an-tinh.csv", &["Công an tỉnh;III.3;Tạm dừng;0;Rà soát;;;;;;Thiếu."])
        .file(
            "2026-Q2",
            "so-cong-thuong.csv",
            &["Sở Công Thương;I.1;Đang triển khai;10;Tập huấn."],
        );
    let told = |period: &str| -> Vec<Value> {
        let view = data.view(period);
        let folders = view["coverage"].as_array().expect("folders").iter();
        folders.map(|folder| folder["all"]["first_time"].clone()).collect()
    };
    assert_eq!(told("2026-Q1"), [json!(1)]);
    assert_eq!(told("2026-Q2"), [json!(1)]);
    assert_eq!(told("2026-H1"), [json!(1), json!(1)]);
}

/// Kind 8. Who sent figures alone has sent something, and still owes a report: everywhere alike.
#[test]
fn who_sent_figures_alone_has_sent_them_and_still_owes_a_report() {
    let data = Small::new();
    let more = "received:\n  so-y-te-so-lieu.csv: 2026-03-15\n";
    data.quarter("2026-Q1", "2026-03-20", more)
        .file("2026-Q1", "so-tu-phap.csv", &["Sở Tư pháp;I.2;Đang triển khai;40;Góp ý dự thảo."])
        .figures("2026-Q1", "so-y-te-so-lieu.csv", &["Sở Y tế;II.1.1;3", "Sở Y tế;II.1.2;30"])
        .figures("2026-Q1", "thong-ke-so-lieu.csv", &["UBND phường Nha Trang;II.1.1;2"])
        .figures("2026-Q1", "mat-tran-so-lieu.csv", &["UBMTTQ Việt Nam tỉnh;II.1.1;2"]);
    let made = data.made("2026-Q1");
    let part = quarter(&made.view);
    assert_eq!(part["figures_alone"], json!(["Sở Y tế", "UBND phường Nha Trang"]));
    assert_eq!(part["sent"]["count"], 1);
    assert_eq!(part["all"]["figures_alone"], 2);
    let told = part["missing"].to_string() + &part["requested_silent"].to_string();
    for name in ["Sở Y tế", "UBND phường Nha Trang", "Mặt trận"] {
        assert!(!told.contains(name), "{name}: {told}");
    }
    let state = |id| agency(&made.view, id)["reports"][0]["state"].clone();
    for id in ["so-y-te", "ubnd-phuong-nha-trang", "uy-ban-mat-tran-to-quoc-viet-nam-tinh"] {
        assert_eq!(state(id), "figures_alone", "{id}");
    }
    assert_eq!(agency(&made.view, "so-y-te")["reports"][0]["received"], "15/3/2026");
    assert_eq!(made.status["coverage"][0]["figures_alone"], 2);
    assert!(made.found.iter().any(|(code, who, _)| *code == "M902" && who == "so-y-te"));
    assert!(made.found.iter().all(|(code, who, _)| *code != "K602" || who != "so-y-te"));

    let out = data.data().with_file_name("out");
    let letters = data.ran(&["remind"], &["--period", "2026-Q1", "--out", common::arg(&out)]);
    assert_eq!(letters.status, 0, "{}", letters.stderr);
    let duty = std::fs::read_to_string(out.join("don-doc-2026-Q1.md")).expect("a letter");
    assert!(duty.contains("2 cơ quan đã gửi bảng số liệu, chưa gửi báo cáo"), "{duty}");
    assert!(duty.contains("Gửi báo cáo tiến độ quý I năm 2026, ngoài bảng số liệu đã gửi"));
    let asked = std::fs::read_to_string(out.join("de-nghi-2026-Q1.md")).expect("a letter");
    assert!(asked.contains("kết quả thực hiện quý I năm 2026 (số liệu đã nhận được)"), "{asked}");
}

/// Kind 9. A rate with nothing below the line is none; one of nearly all is not all; a number on the
/// screen has the groups of the document's.
#[test]
fn a_rate_says_no_more_than_its_two_sums() {
    let rate = "
  - id: II.1.99
    name: Tỷ lệ thử
    unit: \"%\"
    tasks: [II.1]
    asked_of: [cap_xa]
    every: quarter
    kind: rate
    numerator: II.1.1
    denominator: II.1.2
    better: up
    targets: {province: {2026: 100}}
    certainty: proposed
    words: a
";
    let data = Small::with_plan(|plan| {
        let file = plan.join("indicators.yaml");
        let text = common::read(&file) + rate;
        common::write(&file, text);
    });
    let of = |sessions: u32, people: u32| {
        let name = "UBND phường Nha Trang";
        [format!("{name};II.1.1;{sessions}"), format!("{name};II.1.2;{people}")]
    };
    for (quarter, day, [one, other]) in
        [("2025-Q4", "2025-12-20", of(0, 0)), ("2026-Q1", "2026-03-20", of(19_999, 20_000))]
    {
        data.quarter(quarter, day, "").figures(quarter, "a-so-lieu.csv", &[&one, &other]);
    }
    let text = |period: &str| {
        let out = data.data().with_file_name("ra");
        let more = ["--period", period, "--out", common::arg(&out), "--allow-errors"];
        assert_eq!(data.ran(&["build"], &more).status, 0);
        let screen = data.ran(&["status"], &["--by", "figure", "--period", period]).stdout;
        (common::read(&out.join(format!("bao-cao-{period}.md"))), screen)
    };
    let (document, screen) = text("2025-Q4");
    assert!(document.contains("| II.1.99 | Tỷ lệ thử | % | không có gì để chia |"), "{document}");
    assert!(screen.contains("gì để"), "{screen}");
    let (document, screen) = text("2026-Q1");
    assert!(document.contains("tỷ lệ thử: trên 99,9%"), "{document}");
    assert!(document.contains("| trên 99,9 |") && !document.contains("| đạt |"), "{document}");
    assert!(screen.contains("trên 99,9") && screen.contains("+19.999"), "{screen}");
}

/// A rate that is computed from two counts is asked of nobody: it is no row of a form, never missing,
/// and a value of it is told to be unused. One that only agencies know is all of that.
#[test]
fn a_computed_rate_is_asked_of_nobody() {
    let ward = "ubnd-phuong-nha-trang";
    for (computed, sides) in [(true, "numerator: II.1.1, denominator: II.1.2, "), (false, "")] {
        let rate = format!(
            "\n  - {{id: II.1.99, name: Tỷ lệ thử, unit: \"%\", tasks: [II.1], asked_of: [{ward}], \
             every: quarter, kind: rate, {sides}certainty: proposed}}\n"
        );
        let data = Small::with_plan(|plan| {
            let file = plan.join("indicators.yaml");
            common::write(&file, common::read(&file) + &rate);
        });
        let counts = ["UBND phường Nha Trang;II.1.1;2", "UBND phường Nha Trang;II.1.2;40"];
        let found = |more: &[&str]| {
            let rows = [&counts[..], more].concat();
            data.quarter("2026-Q1", "2026-03-20", "").figures("2026-Q1", "a-so-lieu.csv", &rows);
            data.ran(&["check"], &["--period", "2026-Q1", "--format", "json"]).stdout
        };
        let told = found(&[]);
        assert!(told.contains("S009"), "{told}");
        assert_eq!(told.contains("II.1.99"), !computed, "{told}");
        let told = found(&["UBND phường Nha Trang;II.1.99;5"]);
        assert_eq!(told.contains("S002"), computed, "{told}");
        assert_eq!(told.contains("được tính từ II.1.1 và II.1.2"), computed, "{told}");

        let out = data.data().with_file_name("phieu");
        let (plan, to) = (common::arg(data.plan()), common::arg(&out));
        let run = common::run(&[
            "template", "--agency", ward, "--period", "2026-Q1", "--format", "csv", "--plan", plan,
            "--out", to,
        ]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let form = common::read(&out.join(format!("{ward}-2026-Q1-so-lieu.csv")));
        assert!(form.contains("II.1.1;") && form.contains("II.1.2;"), "{form}");
        assert_eq!(form.contains("II.1.99"), !computed, "{form}");
    }
}

/// Kind 8. A dissolved body that sent something has one answer everywhere, and no assigned cells.
#[test]
fn a_dissolved_body_that_sent_something_has_nothing_assigned() {
    let data = Small::new();
    let row = "UBND thành phố Nha Trang;II.1;Đang triển khai;50;Nói chuyện ở trường.";
    data.quarter("2025-Q3", "2025-09-20", "").file(
        "2025-Q3",
        "ubnd-thanh-pho-nha-trang.csv",
        &[row],
    );
    let made = data.made("2025-Q3");
    let name = "UBND thành phố Nha Trang (chưa có dòng hợp lệ)";
    assert_eq!(quarter(&made.view)["voluntary"], json!([name]));
    let gone = agency(&made.view, "ubnd-thanh-pho-nha-trang");
    assert_eq!(gone["reports"][0]["state"], "unusable");
    let cells = gone["cells"].as_array().expect("cells");
    assert!(cells.iter().all(Value::is_null), "{cells:?}");
}

/// Kind 9. Nothing is 100% or 0% that is not, and parts that stand together add up.
#[test]
fn shares_are_exact_or_say_that_they_are_near() {
    for (given, spent, expected) in [
        ("2.000.000.000", "1.999.998.000", "trên 99,9%"),
        ("2.000.000", "1.999.000", "99,95%"),
        ("2.000.000", "2.000.000", "100%"),
        ("2.000.000.000", "1.000", "dưới 0,1%"),
        ("2.000.000", "1.000", "0,1%"),
        ("10.000.000", "4.000", "0,04%"),
        ("2.000.000", "0", "0%"),
    ] {
        let data = Small::new();
        let row = format!("Sở Y tế;III.1;Đang triển khai;50;Họp 2 cuộc.;{given};{spent}");
        data.quarter("2025-Q3", "2025-09-20", "").file("2025-Q3", "so-y-te.csv", &[&row]);
        let view = data.view("2025-Q3");
        assert_eq!(view["funds"]["total"]["share"], expected, "{spent} / {given}");
    }
    // Of the six tasks of group III: one, one, one, three. 16,7 three times and 50 would be 100,1.
    let data = Small::new();
    data.quarter("2025-Q3", "2025-09-20", "")
        .file("2025-Q3", "so-y-te.csv", &["Sở Y tế;III.1;Hoàn thành;100;Xong."])
        .file("2025-Q3", "so-tu-phap.csv", &["Sở Tư pháp;III.2;Đang triển khai;50;Họp."])
        .file("2025-Q3", "cong-an-tinh.csv", &["Công an tỉnh;III.3;Chưa triển khai;0;"]);
    let view = data.view("2025-Q3");
    let mut groups = view["groups"].as_array().expect("groups").iter();
    let figures = &groups.find(|group| group["id"] == "III").expect("the group")["figures"];
    let percent = |share: &Value| -> f64 {
        let text = share["percent"].as_str().expect("a share").trim_end_matches('%');
        text.replace(',', ".").parse().expect("a number")
    };
    let states = figures["by_status"].as_array().expect("states").iter();
    let parts = states.map(|state| &state["share"]).chain([&figures["unreported"]["share"]]);
    let sum: f64 = parts.map(percent).sum();
    assert!((sum - 100.0).abs() < 0.001, "{sum}: {figures}");
}

/// Kind 11. Beside the mean stands the mean over the tasks that have a number in both periods.
#[test]
fn the_mean_compares_like_with_like() {
    let data = Small::new();
    data.quarter("2025-Q3", "2025-09-20", "")
        .file(
            "2025-Q3",
            "so-y-te.csv",
            &["Sở Y tế;I.1;Đang triển khai;40;Họp.", "Sở Y tế;II.1;Đang triển khai;80;Mở lớp."],
        )
        .quarter("2025-Q4", "2025-12-20", "")
        .file(
            "2025-Q4",
            "so-y-te.csv",
            &["Sở Y tế;I.1;Đang triển khai;50;Họp nữa.", "Sở Y tế;III.1;Đang triển khai;90;Họp."],
        );
    let view = data.view("2025-Q4");
    assert_eq!(view["figures"]["mean_progress"], "70%");
    let common = &view["figures"]["common_mean"];
    assert_eq!((&common["before"], &common["now"]), (&json!("40%"), &json!("50%")));
    assert_eq!((&common["over"], &common["base_changed"]), (&json!(1), &json!(true)));
    // As many tasks as before, but others: the base has changed all the same.
    assert_eq!(view["figures"]["mean_over"], 2);
    let progress = view["screen"]["trend"]["measures"].as_array().expect("measures").iter();
    let mut progress = progress.filter(|measure| measure["key"] == "progress");
    assert_eq!(progress.next().expect("the mean")["points"][1]["base_changed"], true);
}

/// Kind 12. A longer report tells as coming what still is to come, and marks what is of an earlier
/// quarter.
#[test]
fn a_year_tells_no_old_words_as_new() {
    let data = Small::new();
    let row = |name: &str, task: &str, progress: &str, result: &str, next: &str| {
        format!("{name};{task};Đang triển khai;{progress};{result};;;;;;;{next}")
    };
    data.quarter("2025-Q2", "2025-06-20", "")
        .file(
            "2025-Q2",
            "ubnd-thanh-pho-nha-trang.csv",
            &[&row(
                "UBND thành phố Nha Trang",
                "II.1",
                "50",
                "Nói chuyện.",
                "Nói chuyện ở 20 trường",
            )],
        )
        .quarter("2025-Q3", "2025-09-20", "")
        .file(
            "2025-Q3",
            "so-y-te.csv",
            &[
                &row("Sở Y tế", "I.1", "40", "Rà soát 12 văn bản.", "Rà soát trong quý IV"),
                &row("Sở Y tế", "II.1", "40", "Mở 3 lớp.", "Mở lớp trong quý IV"),
            ],
        )
        .quarter("2025-Q4", "2025-12-20", "")
        .file(
            "2025-Q4",
            "so-y-te.csv",
            &[
                &row("Sở Y tế", "I.1", "60", "Rà soát 20 văn bản.", "Tổng kết trong quý I"),
                &row("Sở Y tế", "II.1", "140", "Mở 5 lớp.", ""),
            ],
        );
    let year = data.view("2025");
    let next = year["next"].to_string();
    assert!(next.contains("Tổng kết trong quý I"), "{next}");
    assert!(!next.contains("quý IV") && !next.contains("20 trường"), "{next}");
    // Each quarter's words, not only the last.
    let results = task(&year, "I.1")["results"].as_array().expect("results");
    let texts: Vec<&Value> = results.iter().map(|result| &result["text"][0]).collect();
    assert_eq!(texts, ["Rà soát 12 văn bản.", "Rà soát 20 văn bản."]);
    // The later row was refused: the state is of quý III, and says so.
    let marked = task(&year, "II.1");
    assert_eq!(marked["progress"], "40%");
    assert_eq!(marked["said_in"], "quý III năm 2025");
    assert_eq!(marked["later_refused"], "quý IV năm 2025");
    // A range says which days its data cover.
    let period = data.view("2025-06-01..2025-12-31")["period"].clone();
    assert_eq!(period["data_from"], "15/3/2025");
    assert_eq!(period["data_to"], "14/12/2025");
}
