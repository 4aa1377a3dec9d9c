//! Whatever writes about a period gives the same answers: until when a task is due and how many days
//! it is late, who leads it, which row speaks for it, whether its lead is silent; whether a body has
//! reported, when, and what is wanted of it.
//!
//! The answers are those of the second computation. That the check, the status and the JSON of the
//! report give them is held in `main.rs`, that the published tables do in `tables.rs`; here stand the
//! text of the report (`body.rs`, `annexes.rs`), the board (`board.rs`), the sheet of each agency, the letters, the table of `report status` for spreadsheets, the board and the
//! page that leads to all periods.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::Datelike;
use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

use super::annexes;
use super::board;
use super::body;
use super::count::{self, Facts, Report, quarter_name};
use super::judge::Quarter;
use super::program::{self, Papers};
use super::sent::Coverage;
use super::{
    Difference, LONGER, Plans, differ, generate, money, read, sent, setting, told, variants,
};

/// What a paper says, and what it should say.
type Witness = (&'static str, fn(&Report<'_>, &Papers) -> Facts, fn(&Report<'_>, &Papers) -> Facts);

const WITNESSES: [Witness; 18] = [
    ("annex of agencies and tasks", annexes::grid, annexes::grid_told),
    ("annex of rows", annexes::details, annexes::details_told),
    ("main figures of the board", board::main_figures, board::main_figures_told),
    ("board on rows", board::rows_by_state, board::rows_told),
    ("body on groups", body::groups, body::groups_told),
    ("summary", body::summary, body::summary_told),
    ("body on money", body::sources, body::sources_told),
    ("body on reports", body::sending, body::sending_told),
    ("annex of tasks", annexes::tasks, annexes::tasks_told),
    ("annex of money", annexes::amounts, annexes::amounts_told),
    ("annex of reports", annexes::reports, annexes::reports_told),
    ("sheets on tasks", |r, _| tasks(r, &["lead", "timing", "status", "progress", "place"]), {
        sheets_on_tasks
    }),
    ("sheets on reports", |r, _| reports_of_the_living(r), sheets_on_reports),
    ("letters", wanted, letters),
    ("table of tasks", |r, _| tasks(r, &["lead", "timing", "due", "progress", "silence"]), {
        table_of_tasks
    }),
    ("table of agencies", |r, _| reports(r), table_of_agencies),
    ("board on tasks", |r, _| tasks(r, &["lead", "timing", "due", "status", "progress"]), {
        board::tasks_told
    }),
    ("board on agencies", |r, _| in_words(r), board::agencies_told),
];

#[test]
fn every_document_gives_the_same_answers() {
    let place = tempfile::tempdir().expect("a folder");
    let plans: Vec<Plans> =
        variants::folders(&place.path().join("plans")).into_iter().map(Plans::read).collect();
    let (first, count) = (setting("FIGURES_SEED", 1), setting("FIGURES_WORLDS", 200).div_ceil(20));
    let mut differences = Vec::new();
    for seed in first..first + count {
        let plans = &plans[seed as usize % plans.len()];
        let world = generate::world(&plans.own, seed, &place.path().join(seed.to_string()));
        differences.extend(compare(plans, &world.data, &world.quarters, seed as usize).1);
    }
    assert!(differences.is_empty(), "{}", told(&differences));
}

#[test]
fn every_document_of_the_examples_gives_the_same_answers() {
    let plans = Plans::read(super::common::path("plan"));
    let quarters: Vec<String> = super::common::QUARTERS.map(str::to_owned).into();
    let data = super::common::path("examples/submissions");
    let (counts, differences) = compare(&plans, &data, &quarters, 0);
    assert!(differences.is_empty(), "{}", told(&differences));
    // Nothing agrees because nothing was read.
    for (family, count) in counts {
        assert!(count >= 20, "{family}: {count} figures");
    }
}

/// How many figures of each family were compared, and which differ.
fn compare(
    plans: &Plans,
    data: &Path,
    quarters: &[String],
    longer: usize,
) -> (BTreeMap<&'static str, usize>, Vec<Difference>) {
    let read = read(plans, data, quarters);
    let has_folder = |id: &&str| Report::of(&plans.own, &read, id).is_some();
    let some = (0..LONGER.len()).map(|n| LONGER[(n + longer) % LONGER.len()]);
    let mut periods = quarters.to_vec();
    periods.extend(some.filter(has_folder).take(1).map(str::to_owned));
    let reports: Vec<Report<'_>> =
        periods.iter().filter_map(|id| Report::of(&plans.own, &read, id)).collect();
    let (papers, index) = program::papers(&plans.theirs, data, quarters, &periods);
    let (mut counts, mut differences) = (BTreeMap::new(), Vec::new());
    for (report, papers) in reports.iter().zip(&papers) {
        let at = format!("{} {} ({})", data.display(), report.span.id, plans.name());
        for (family, ours, theirs) in WITNESSES {
            let (ours, theirs) = (ours(report, papers), theirs(report, papers));
            *counts.entry(family).or_default() += ours.len();
            differences.extend(differ(family, &at, &ours, &theirs));
        }
    }
    let at = format!("{} ({})", data.display(), plans.name());
    let ours = of_index(&reports);
    counts.insert("index", ours.len());
    differences.extend(differ("index", &at, &ours, &index_says(&reports, &index)));
    (counts, differences)
}

// ---- What they should say ---------------------------------------------------------------------

/// Answers on tasks: of each, those to these questions.
pub(crate) fn tasks(report: &Report<'_>, questions: &[&str]) -> Facts {
    let all = count::states(report).into_iter().chain(count::deadlines(report));
    let is_asked = |name: &str| questions.iter().any(|q| name.ends_with(&format!(" {q}")));
    all.filter(|(name, _)| is_asked(name)).collect()
}

/// What became of a report: the state, the day, how many days late where it is late.
fn reports(report: &Report<'_>) -> Facts {
    let told = sent::agencies(report).into_iter();
    told.map(|(name, told)| (name, reduced(&told))).collect()
}

/// The state of who owes nothing is that it was sent.
fn reduced(told: &str) -> String {
    let mut words = told.split(' ');
    let (state, day, days) = (words.next(), words.next(), words.next());
    let state = match state.unwrap_or_default() {
        "asked" | "voluntary" => "sent",
        state => state,
    };
    let days = days.filter(|_| ["late", "deferred"].contains(&state)).unwrap_or_default();
    format!("{state} {} {days}", day.unwrap_or_default()).trim_end().to_owned()
}

/// Those of agencies that there are at the end of the period: others have no sheet.
fn reports_of_the_living(report: &Report<'_>) -> Facts {
    let is_there = |name: &String| {
        let id = name.rsplit(' ').next().unwrap_or_default();
        report.plan.in_force(id, report.span.to)
    };
    reports(report).into_iter().filter(|(name, _)| is_there(name)).collect()
}

/// The same as the board and the page of all periods say it.
pub(crate) fn in_words(report: &Report<'_>) -> Facts {
    let told = sent::agencies(report).into_iter();
    told.map(|(name, told)| (name, words(&told))).collect()
}

fn words(told: &str) -> String {
    let mut parts = told.split(' ');
    let (state, day, days) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let days = days.unwrap_or_default();
    let said = match state {
        "on_time" => "Đúng hạn".to_owned(),
        "late" => format!("Chậm {days} ngày"),
        "deferred" => format!("Sau hạn {days} ngày, được lùi"),
        "undated" => "Đã gửi, chưa rõ ngày".to_owned(),
        "empty" => "Gửi nhưng không có nội dung".to_owned(),
        "unusable" => "Gửi nhưng chưa có dòng hợp lệ".to_owned(),
        "unread" => "Đã gửi, chưa đọc được".to_owned(),
        "figures_alone" => "Đã gửi bảng số liệu, chưa gửi báo cáo".to_owned(),
        "missing" => "Chưa gửi".to_owned(),
        "not_yet" => "Chưa đến hạn".to_owned(),
        "excused" => "Được miễn hoặc lùi".to_owned(),
        "asked" => "Đã gửi theo đề nghị".to_owned(),
        "voluntary" => "Đã gửi, không bắt buộc".to_owned(),
        other => panic!("a state: {other}"),
    };
    match day.filter(|day| !day.is_empty()) {
        Some(day) => format!("{said} ({day})"),
        None => said,
    }
}

/// What is wanted: of whom a report, folder by folder; and the tasks without a row, which the check
/// found. Nobody writes to the unit itself, nor to who is no more.
fn wanted(report: &Report<'_>, papers: &Papers) -> Facts {
    let plan = report.plan;
    let is_written_to = |id: &str| id != plan.unit() && plan.in_force(id, report.as_of);
    let mut facts = Facts::new();
    for (name, told) in sent::agencies(report) {
        let (folder, id) = name.rsplit_once(' ').expect("two words");
        let state = told.split(' ').next().unwrap_or_default();
        let of = |quarter: &&Quarter| quarter_name(&quarter.span.id) == folder;
        let quarter = report.current.iter().find(of).expect("the folder");
        // Who only sent figures is asked for a report once it is due, by request or duty.
        let is_asked = || {
            let is_free = quarter.page.excused.iter().any(|excused| excused.agency == id);
            let closes = quarter.span.to;
            let owes = plan.owing(closes).contains(id) || plan.requested(closes).contains(id);
            report.as_of > quarter.deadline && owes && !is_free
        };
        let is_lacking = match state {
            "figures_alone" => is_asked(),
            state => ["missing", "empty", "unusable", "unread"].contains(&state),
        };
        if is_lacking && is_written_to(id) {
            facts.insert(format!("{folder} {}", plan.name(id)), state.to_owned());
        }
    }
    for quarter in report.current.iter().filter(|quarter| report.as_of > quarter.deadline) {
        let is_free = |id: &str| quarter.page.excused.iter().any(|excused| excused.agency == id);
        let asked = plan.requested(quarter.span.to).into_iter();
        let sends = |id: &str| quarter.sent.contains_key(id) || quarter.figures.contains_key(id);
        for id in asked.filter(|id| !sends(id) && !is_free(id)) {
            if is_written_to(id) {
                let name = format!("{} {}", quarter_name(&quarter.span.id), plan.name(id));
                facts.insert(name, "missing".to_owned());
            }
        }
    }
    // What the check found is known of one folder.
    if let [quarter] = report.current {
        let mut lacking: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (_, agency, task) in papers.found.iter().filter(|(code, ..)| *code == "M901") {
            if is_written_to(agency) {
                lacking.entry(plan.name(agency)).or_default().push(task);
            }
        }
        for (agency, mut tasks) in lacking {
            tasks.sort_unstable();
            let name = format!("{} {agency} tasks", quarter_name(&quarter.span.id));
            facts.insert(name, tasks.join(", "));
        }
    }
    facts
}

/// What the page of all periods should say.
fn of_index(reports: &[Report<'_>]) -> Facts {
    let mut facts = Facts::new();
    for report in reports {
        let id = &report.span.id;
        let counts = count::counts(report);
        for family in count::STATUSES.into_iter().chain(["unreported", "overdue"]) {
            let told = counts[&format!("all {family}")].split(' ').next().unwrap_or_default();
            let (count, of) = told.split_once('/').expect("a share");
            facts.insert(format!("{id} tasks"), of.to_owned());
            // A state that no task has is not told; that none is late is.
            if count != "0" || family == "overdue" {
                facts.insert(format!("{id} {family}"), count.to_owned());
            }
        }
        let folders = report.current.iter().map(|quarter| quarter_name(&quarter.span.id));
        let folders: Vec<String> = folders.collect();
        let levels = report.current.iter().map(|quarter| sent_by_level(report, quarter));
        facts.insert(format!("{id} sent"), levels.collect::<Vec<_>>().join("; "));
        let year = report.span.to.year();
        let budget = money::funds(report).remove(&format!("{year} source Ngân sách nhà nước"));
        let share = budget
            .as_deref()
            .and_then(|line| line.split(" share ").nth(1))
            .map(|line| line.rsplit_once(" over ").expect("a line of money").0);
        let share = share.filter(|share| !share.is_empty()).unwrap_or("chưa có số liệu");
        facts.insert(format!("{id} budget"), share.to_owned());
        let all = in_words(report);
        let mut agencies: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for folder in &folders {
            for (name, told) in &all {
                if let Some(agency) = name.strip_prefix(&format!("{folder} ")) {
                    agencies.entry(agency).or_default().push(told);
                }
            }
        }
        for (agency, told) in agencies {
            add_row(&mut facts, format!("{id} {}", report.plan.name(agency)), &told.join("; "));
        }
    }
    facts
}

/// `cấp tỉnh 11/12, cấp xã 11/40`.
fn sent_by_level(report: &Report<'_>, quarter: &Quarter) -> String {
    let coverage = Coverage::of(report, quarter);
    let told = coverage.levels().filter_map(|(level, sent, _)| {
        let owed = coverage.owed_by(Some(level)).len();
        (owed > 0).then(|| format!("{level} {sent}/{owed}"))
    });
    told.collect::<Vec<_>>().join(", ")
}

/// Adds what a row says. A commune of today may have the name of one that is no more.
pub(crate) fn add_row(facts: &mut Facts, name: String, told: &str) {
    let all = facts.entry(name).or_default();
    let mut rows: Vec<&str> = all.split(" / ").filter(|row| !row.is_empty()).collect();
    rows.push(told);
    rows.sort_unstable();
    *all = rows.join(" / ");
}

// ---- What they say ----------------------------------------------------------------------------

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list {key}"))
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// `overdue 79` for `Quá hạn 79 ngày`.
pub(crate) fn timing(words: &str) -> String {
    match words {
        "Đã hoàn thành" => "done".to_owned(),
        "Trong hạn" => "on_time".to_owned(),
        "Không đặt thời hạn" => "no_date".to_owned(),
        "Không phát sinh" => "nothing".to_owned(),
        "" => "unknown".to_owned(),
        late => {
            let days = late.strip_prefix("Quá hạn ").and_then(|rest| rest.strip_suffix(" ngày"));
            format!("overdue {}", days.unwrap_or_else(|| panic!("a timing: {late}")))
        }
    }
}

fn sheets_on_tasks(_: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    for sheet in &papers.sheets {
        for task in list(sheet, "led") {
            let id = text(task, "id");
            let mut add = |what: &str, told: String| {
                let before = facts.insert(format!("{id} {what}"), told);
                assert!(before.is_none(), "two sheets lead {id}");
            };
            add("lead", text(task, "lead").to_owned());
            add("timing", timing(text(task, "timing_label")));
            add("status", text(task, "status").to_owned());
            add("progress", text(task, "progress").to_owned());
            let cite = &task["cite"];
            let file = text(cite, "file").rsplit('/').next().unwrap_or_default();
            let place =
                if cite.is_null() { String::new() } else { format!("{file}:{}", cite["row"]) };
            add("place", place);
        }
    }
    facts
}

/// The key of a state that `report status` and the sheets tell in words.
fn state(words: &str) -> &'static str {
    match words {
        "Chưa gửi" => "missing",
        "Đã gửi bảng số liệu, chưa gửi báo cáo" => "figures_alone",
        "Đã gửi, chưa có dòng hợp lệ" => "unusable",
        "Đã gửi, chưa đọc được" => "unread",
        "Đã gửi, không có nội dung" => "empty",
        "Đã gửi, chậm" => "late",
        "Đã gửi sau hạn, được lùi" => "deferred",
        "Đã gửi, chưa rõ ngày nhận" => "undated",
        "Chưa gửi, còn trong hạn" => "not_yet",
        "Được miễn hoặc lùi" => "excused",
        "Đã gửi, đúng hạn" => "on_time",
        "Đã gửi" => "sent",
        "Chưa có thông tin (không tính là thiếu)" => "silent",
        other => panic!("a state: {other}"),
    }
}

fn sheets_on_reports(_: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    for sheet in &papers.sheets {
        for part in list(sheet, "parts") {
            let state = state(text(part, "state_label"));
            // It neither owed a report nor sent one.
            if state == "silent" {
                continue;
            }
            let days = part["days_late"].as_i64().map(|days| days.to_string()).unwrap_or_default();
            let told = format!("{state} {} {days}", text(part, "received")).trim_end().to_owned();
            facts.insert(format!("{} {}", text(part, "period"), text(sheet, "agency_id")), told);
        }
    }
    facts
}

fn letters(report: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    for wanted in papers.letters.iter().flat_map(|letter| list(letter, "wanted")) {
        for part in list(wanted, "parts") {
            let name = format!("{} {}", text(part, "period"), text(wanted, "agency"));
            let days = part["overdue_days"].as_i64();
            let folder =
                report.current.iter().find(|q| quarter_name(&q.span.id) == text(part, "period"));
            let since = (report.as_of - folder.expect("a folder").deadline).num_days();
            assert_eq!(days, (since > 0).then_some(since), "{name}");
            if !part["report"].is_null() {
                facts.insert(name.clone(), text(part, "report").to_owned());
            }
            let mut tasks: Vec<&str> = list(part, "tasks").iter().map(|t| text(t, "id")).collect();
            tasks.sort_unstable();
            if report.current.len() == 1 && !tasks.is_empty() {
                facts.insert(format!("{name} tasks"), tasks.join(", "));
            }
        }
    }
    facts
}

fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let text = table.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let row = |record: csv::StringRecord| {
        headings.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

fn table_of_tasks(_: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    for row in rows(&papers.by_task) {
        let id = &row["Mã nhiệm vụ"];
        let mut add = |what: &str, told: String| facts.insert(format!("{id} {what}"), told);
        add("lead", row["Cơ quan chủ trì"].clone());
        let told = timing(&row["Tình hình thời hạn"]);
        let days = told.strip_prefix("overdue ").unwrap_or_default();
        assert_eq!(row["Số ngày quá hạn"], days, "{id}: words and days");
        add("timing", told);
        add("due", row["Thời hạn hoàn thành"].clone());
        let progress = &row["Tiến độ (%)"];
        add("progress", if progress.is_empty() { String::new() } else { format!("{progress}%") });
        add("silence", row["Số ngày im lặng"].clone());
    }
    facts
}

fn table_of_agencies(_: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    for row in rows(&papers.by_agency) {
        let state = state(&row["Tình hình"]);
        if state == "silent" {
            continue;
        }
        let told = format!("{state} {} {}", row["Ngày nhận"], row["Số ngày chậm"]);
        let name = format!("{} {}", quarter_name(&row["Kỳ báo cáo"]), row["Mã cơ quan"]);
        facts.insert(name, told.trim_end().to_owned());
    }
    facts
}

pub(crate) fn select<'a>(inside: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap_or_else(|e| panic!("{selector}: {e}"));
    inside.select(&selector).collect()
}

/// The words of an element, however they are spaced.
pub(crate) fn says(element: ElementRef<'_>) -> String {
    let all: String = element.text().collect::<Vec<_>>().join(" ");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key of a state as a sentence tells it.
fn status(reports: &[Report<'_>], words: &str) -> &'static str {
    if words == "chưa có số liệu của cơ quan chủ trì" {
        return "unreported";
    }
    let plan = reports.first().expect("a report").plan;
    let is = |key: &&str| plan.label(key).to_lowercase() == words;
    count::STATUSES.into_iter().find(is).unwrap_or_else(|| panic!("a state: {words}"))
}

fn index_says(reports: &[Report<'_>], page: &str) -> Facts {
    let page = Html::parse_document(page);
    let root = page.root_element();
    let mut facts = Facts::new();
    let mut ids = Vec::new();
    for row in select(root, "#ky tbody tr") {
        let id = row.attr("id").and_then(|id| id.strip_prefix("ky-")).expect("a period").to_owned();
        let cells: Vec<String> = select(row, "td").into_iter().map(says).collect();
        let (tasks, states) = cells[3].split_once(" nhiệm vụ: ").expect("the states");
        facts.insert(format!("{id} tasks"), tasks.to_owned());
        for told in states.split(", ") {
            let (count, state) = told.split_once(' ').expect("a count and a state");
            facts.insert(format!("{id} {}", status(reports, state)), count.to_owned());
        }
        for (what, cell) in [("overdue", 4), ("sent", 5), ("budget", 6)] {
            facts.insert(format!("{id} {what}"), cells[cell].clone());
        }
        ids.push(id);
    }
    let known: BTreeSet<&str> = reports.iter().map(|report| report.span.id.as_str()).collect();
    assert_eq!(ids.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
    for row in select(root, "#co-quan tbody tr:not(.nhom)") {
        let name = says(*select(row, "th").first().expect("a name"));
        for (id, cell) in ids.iter().zip(select(row, "td")) {
            let told = says(cell);
            if !told.is_empty() {
                add_row(&mut facts, format!("{id} {name}"), &told);
            }
        }
    }
    facts
}
