//! Every figure of the report of 2026-Q1, recomputed from the files as they were sent.
//!
//! Nothing of the program is used to count: the CSV files, the plan and the analyst's page are read
//! anew, plainly, and what comes out is compared with the view (`--format json`) field by field and
//! looked for in the Markdown. What the figures mean is what the documents say they mean: the
//! status of a task is that of its lead's row; an average is taken over those that gave a number.

mod agencies;
#[path = "../common/mod.rs"]
mod common;
mod count;
mod money;
mod plan;
mod raw;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use common::short_date;
use count::{Quarter, Row, percent, points, share};
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use plan::Plan;
use serde_json::{Value, json};

/// The statuses in the order in which a report tells them, with the letters of the grid.
const STATUSES: [(&str, &str); 6] = [
    ("hoan_thanh", "H"),
    ("thuong_xuyen", "X"),
    ("dang_trien_khai", "Đ"),
    ("tam_dung", "T"),
    ("chua_trien_khai", "C"),
    ("khong_phat_sinh", "K"),
];
/// Kinds of agencies in the order in which a report names them.
const KINDS: [(&str, &str); 5] = [
    ("so_nganh", "Sở, ban, ngành cấp tỉnh"),
    ("doan_the", "Mặt trận và các đoàn thể"),
    ("tu_phap", "Cơ quan tư pháp"),
    ("cap_huyen", "UBND cấp huyện"),
    ("cap_xa", "UBND cấp xã"),
];

static PLAN: LazyLock<Plan> = LazyLock::new(Plan::read);
/// All quarters, oldest first; the last is the one of the report.
static QUARTERS: LazyLock<Vec<Quarter<'static>>> =
    LazyLock::new(|| common::QUARTERS.iter().map(|id| Quarter::read(&PLAN, id)).collect());
/// What the program made of it: the view and the Markdown.
static BUILT: LazyLock<(Value, String)> = LazyLock::new(|| {
    let out = tempfile::tempdir().expect("a folder");
    common::build_example(now().id, out.path(), "md,json");
    let file = |ending| common::read(&out.path().join(format!("bao-cao-{}.{ending}", now().id)));
    (serde_json::from_str(&file("json")).expect("JSON"), file("md"))
});

fn now() -> &'static Quarter<'static> {
    &QUARTERS[3]
}

fn before() -> &'static Quarter<'static> {
    &QUARTERS[2]
}

fn view() -> &'static Value {
    &BUILT.0
}

fn markdown() -> &'static str {
    &BUILT.1
}

/// The lead's row of a task, in this quarter.
fn lead_row(task: &plan::Task) -> Option<&'static Row<'static>> {
    now().lead_row(&task.id, &task.lead)
}

fn assert_says(words: &str) {
    assert!(markdown().contains(words), "the document does not say: {words}");
}

fn assert_row(cells: &[&str]) {
    let rows = common::markdown_rows(markdown());
    assert!(rows.iter().any(|row| row == cells), "no table has the row {cells:?}");
}

fn collator() -> CollatorBorrowed<'static> {
    let locale = icu_locale_core::locale!("vi").into();
    Collator::try_new(locale, CollatorOptions::default()).expect("Vietnamese collation")
}

/// Names of agencies: kind by kind, each in Vietnamese order.
fn named<'a>(ids: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let collator = collator();
    let place = |id: &str| KINDS.iter().position(|(kind, _)| *kind == PLAN.agency(id).kind);
    let mut ids: Vec<&str> = ids.into_iter().collect();
    ids.sort_by(|a, b| {
        let names = || collator.compare(PLAN.name(a), PLAN.name(b));
        place(a).cmp(&place(b)).then_with(names)
    });
    ids.into_iter().map(|id| PLAN.name(id).to_owned()).collect()
}

fn shared(count: usize, of: usize) -> Value {
    json!({ "count": count, "of": of, "percent": share(count as i64, of as i64) })
}

fn counted(of: usize, tasks: &[String]) -> Value {
    json!({ "share": shared(tasks.len(), of), "tasks": tasks })
}

/// The figures over some tasks, in the shape of the view.
fn figures(tasks: &[&plan::Task]) -> Value {
    let of = tasks.len();
    let rows: Vec<(&str, Option<&Row<'_>>)> =
        tasks.iter().map(|task| (task.id.as_str(), lead_row(task))).collect();
    let having = |keep: &dyn Fn(&Row<'_>) -> bool| -> Vec<String> {
        let kept = rows.iter().filter(|(_, row)| row.is_some_and(keep));
        kept.map(|(id, _)| (*id).to_owned()).collect()
    };
    let by_status = STATUSES.map(|(key, _)| {
        let tasks = having(&|row| row.status == key);
        let share = shared(tasks.len(), of);
        json!({ "key": key, "label": PLAN.label(key), "share": share, "tasks": tasks })
    });
    let silent: Vec<String> =
        rows.iter().filter(|(_, row)| row.is_none()).map(|(id, _)| (*id).to_owned()).collect();
    let overdue = |keep: &dyn Fn(i64) -> bool| -> Vec<String> {
        let late = rows.iter().filter_map(|(id, row)| Some((id, now().overdue((*row)?)?)));
        late.filter(|(_, days)| keep(*days))
            .map(|(id, days)| format!("{id} ({days} ngày)"))
            .collect()
    };
    let unfinished = |row: &Row<'_>| row.status != "hoan_thanh";
    let progress: Vec<i64> = rows.iter().filter_map(|(_, row)| (*row)?.progress).collect();
    let mean = (!progress.is_empty())
        .then(|| share(progress.iter().sum(), progress.len() as i64 * 10_000));
    json!({
        "tasks": of,
        "by_status": by_status,
        "unreported": counted(of, &silent),
        "overdue": counted(of, &overdue(&|_| true)),
        "overdue_low": counted(of, &overdue(&|days| days <= PLAN.overdue_days())),
        "overdue_high": counted(of, &overdue(&|days| days > PLAN.overdue_days())),
        "overdue_days": PLAN.overdue_days(),
        "on_time": counted(of, &having(&|row| {
            unfinished(row) && row.due.is_some() && now().overdue(row).is_none()
        })),
        "no_date": counted(of, &having(&|row| unfinished(row) && row.due.is_none())),
        "mean_progress": mean,
        "mean_over": progress.len(),
    })
}

#[test]
fn statuses_dates_and_the_mean_over_all_tasks_and_over_each_group() {
    assert!(PLAN.tasks().all(|task| task.due.is_none()), "dates come from the leads alone");
    let all: Vec<&plan::Task> = PLAN.tasks().collect();
    assert_eq!(all.len(), 20);
    let expected = figures(&all);
    assert_eq!(view()["figures"], expected);
    for (group, shown) in
        PLAN.appendix.groups.iter().zip(view()["groups"].as_array().expect("groups"))
    {
        assert_eq!(
            (shown["id"].as_str(), shown["title"].as_str()),
            (Some(&*group.id), Some(&*group.title))
        );
        assert_eq!(shown["figures"], figures(&group.tasks.iter().collect::<Vec<_>>()));
    }

    for status in expected["by_status"].as_array().expect("statuses") {
        let count = status["share"]["count"].as_u64().expect("a count");
        if count > 0 {
            let label = status["label"].as_str().expect("a label").to_lowercase();
            let percent = status["share"]["percent"].as_str().expect("a share");
            let words = format!("{} {count}/20 nhiệm vụ ({percent})", &label);
            // The first begins the sentence.
            let words = words.trim_start_matches(|c| c == label.chars().next().expect("a letter"));
            assert_says(words);
        }
    }
    let text = |key: &str| expected[key].as_str().expect("a text");
    assert_says(&format!(
        "Tiến độ bình quân của {} nhiệm vụ có số liệu là {} (bình quân giản đơn",
        expected["mean_over"],
        text("mean_progress")
    ));
    let list = |key: &str| {
        let tasks = expected[key]["tasks"].as_array().expect("tasks").iter();
        tasks.map(|t| t.as_str().expect("a task")).collect::<Vec<_>>().join(", ")
    };
    let share = |key: &str| {
        let share = &expected[key]["share"];
        format!("{}/20 nhiệm vụ ({})", share["count"], share["percent"].as_str().expect("a share"))
    };
    assert_says(&format!(
        "chưa có số liệu hợp lệ của cơ quan chủ trì {}: {}.",
        share("unreported"),
        list("unreported")
    ));
    assert_says(&format!(
        "Quá hạn {}: đến 30 ngày có {}; trên 30 ngày có {}. Ngoài ra, còn trong hạn {}; không đặt thời hạn {}.",
        share("overdue"),
        list("overdue_low"),
        list("overdue_high"),
        share("on_time"),
        share("no_date")
    ));
}

/// What the view says of one task.
fn task_shown(id: &str) -> &'static Value {
    let groups = view()["groups"].as_array().expect("groups").iter();
    groups
        .flat_map(|group| group["tasks"].as_array().expect("tasks"))
        .find(|task| task["id"] == id)
        .unwrap_or_else(|| panic!("{id} is not shown"))
}

#[test]
fn every_task_with_its_change_its_date_and_its_place() {
    for task in PLAN.tasks() {
        let shown = task_shown(&task.id);
        let row = lead_row(task);
        let was = before().lead_row(&task.id, &task.lead);
        let progress = row.and_then(|row| row.progress);
        let change = progress.zip(was.and_then(|was| was.progress)).map(|(now, was)| {
            let points = points(now - was);
            if now > was { format!("+{points}") } else { points }
        });
        let was_told = was.map(|was| match was.progress {
            Some(progress) => format!("{}, {}", PLAN.label(was.status), percent(progress)),
            None => PLAN.label(was.status).to_owned(),
        });
        let due = row.and_then(|row| row.due).map(short_date);
        let (timing, timing_label) = match row {
            None => ("unknown", String::new()),
            Some(row) if row.status == "hoan_thanh" => ("done", "Đã hoàn thành".into()),
            Some(row) if row.due.is_none() => ("no_date", "Không đặt thời hạn".into()),
            Some(row) => match now().overdue(row) {
                Some(days) => ("overdue", format!("Quá hạn {days} ngày")),
                None => ("on_time", "Trong hạn".into()),
            },
        };
        let last_word = QUARTERS[..3]
            .iter()
            .rev()
            .find(|quarter| quarter.lead_row(&task.id, &task.lead).is_some())
            .map_or(PLAN.issued, |quarter| PLAN.window(quarter.id).1);
        let silence = (now().as_of - last_word).num_days();
        let silent_days = (row.is_none() && silence > PLAN.silent_days()).then_some(silence);
        let status_label = row.map_or("Chưa có báo cáo", |row| PLAN.label(row.status));
        let cite = row.map(|row| {
            let file = &now().files[row.file].name;
            json!({ "source": row.file + 1, "file": file, "row": row.number, "cell": null })
        });
        let expected = [
            ("lead", json!(PLAN.name(&task.lead))),
            ("status", json!(row.map(|row| row.status))),
            ("status_label", json!(status_label)),
            ("progress", json!(progress.map(percent))),
            ("change", json!(change)),
            ("before", json!(was_told)),
            ("due", json!(due)),
            ("timing", json!(timing)),
            ("timing_label", json!(timing_label)),
            ("left_out", json!(false)),
            ("silent_days", json!(silent_days)),
            ("cite", json!(cite)),
        ];
        for (key, value) in expected {
            assert_eq!(shown[key], value, "{}: {key}", task.id);
        }
        let rows = common::markdown_rows(markdown());
        let row_shown = rows.iter().find(|r| r.len() == 8 && r[0] == task.id).expect("a row");
        let date = due.map(|due| format!("{due}<br>")).unwrap_or_default() + &timing_label;
        let place = row.map(|row| format!("[{}:{}]", row.file + 1, row.number));
        assert_eq!(
            row_shown[2..],
            [
                PLAN.name(&task.lead).to_owned(),
                status_label.to_owned(),
                progress.map_or("chưa có số liệu".into(), percent),
                change.unwrap_or("chưa so được".into()),
                date,
                place.unwrap_or_default(),
            ]
        );
    }
}

#[test]
fn what_changed_since_the_quarter_before() {
    let mut lists: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut add = |list, text: String| lists.entry(list).or_default().push(text);
    let idle = |row: &Row<'_>| ["chua_trien_khai", "khong_phat_sinh"].contains(&row.status);
    for task in PLAN.tasks() {
        let id = task.id.clone();
        let (row, was) = match (lead_row(task), before().lead_row(&id, &task.lead)) {
            (Some(row), Some(was)) => (row, was),
            (Some(_), None) => {
                add("without_before", id);
                continue;
            }
            (None, Some(_)) => {
                add("without_now", id);
                continue;
            }
            (None, None) => continue,
        };
        let moved = |word: &str| match (was.progress, row.progress) {
            (Some(was), Some(now)) if was != now => {
                format!("{id} (từ {} {word} {})", percent(was), percent(now))
            }
            _ => id.clone(),
        };
        let difference = row.progress.zip(was.progress).map_or(0, |(now, was)| now - was);
        if row.status == "hoan_thanh" && was.status != "hoan_thanh" {
            add("finished", id.clone());
        } else if idle(was) && !idle(row) {
            add("started", id.clone());
        } else if difference < 0 || (was.status == "hoan_thanh" && row.status != "hoan_thanh") {
            add("went_back", moved("xuống"));
        } else if difference > 0 {
            add("advanced", moved("lên"));
        }
        if row.status == "tam_dung" && was.status != "tam_dung" {
            add("paused", id.clone());
        }
        if now().overdue(row).is_some() && before().overdue(was).is_none() {
            add("newly_late", id.clone());
        }
    }
    let known: BTreeSet<&str> = QUARTERS[..3].iter().flat_map(Quarter::senders).collect();
    let senders = now().senders();
    let first_time = named(senders.difference(&known).copied());
    let owing = PLAN.owing(now().id);
    let silent = before().senders();
    let silent = silent.iter().filter(|id| owing.contains(**id) && !now().sent.contains_key(**id));
    let fell_silent = named(silent.copied());
    for key in [
        "finished",
        "started",
        "advanced",
        "went_back",
        "paused",
        "newly_late",
        "without_before",
        "without_now",
    ] {
        assert_eq!(view()["changes"][key], json!(lists.get(key).unwrap_or(&Vec::new())), "{key}");
    }
    assert_eq!(view()["changes"]["first_time"], json!(first_time));
    assert_eq!(view()["changes"]["fell_silent"], json!(fell_silent));
    assert_eq!(view()["previous"]["id"], before().id);

    let told = |key: &str| lists.get(key).map(|tasks| tasks.join(", ")).unwrap_or_default();
    assert_says(&format!(
        "hoàn thành thêm {} nhiệm vụ: {}",
        lists["finished"].len(),
        told("finished")
    ));
    assert_says(&format!("tiến độ tăng ở {} nhiệm vụ", lists["advanced"].len()));
    assert_says(&format!("mới tạm dừng: {}", told("paused")));
    assert_says(&format!("mới quá hạn: {}", told("newly_late")));
    assert_says(&format!("kỳ này chưa có số liệu hợp lệ: {}", told("without_now")));
    assert_says(&format!("không so được: {}.", told("without_before")));
    assert_says(&format!("Lần đầu gửi báo cáo: {}.", first_time.join(", ")));
    assert_says(&format!("kỳ này không gửi: {}.", fell_silent.join(", ")));
}
