//! The annexes of a report: its tasks, its money, its rows, who sent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::agree::{self, add_row, in_words, timing};
use super::body::{BUDGET, rows};
use super::count::{self, Facts, Report, STATUSES, quarter_name};
use super::judge::Quarter;
use super::money;
use super::plan::Role;
use super::program::Papers;

/// The lines of the annex with a title.
fn annex<'t>(text: &'t str, title: &str) -> Vec<&'t str> {
    let title = format!("**{title}**");
    let behind = text.lines().skip_while(|line| *line != title).skip(1);
    behind.take_while(|line| !line.starts_with("## ")).collect()
}

/// Annex I: each task.
pub(crate) fn tasks(report: &Report<'_>, _: &Papers) -> Facts {
    let mut facts = agree::tasks(report, &["lead", "label", "progress", "timing", "due", "place"]);
    let changes = count::against_before(report);
    for task in report.plan.tasks() {
        let change = changes.get(&format!("{} change", task.id)).map_or("", String::as_str);
        facts.insert(format!("{} change", task.id), change.to_owned());
    }
    facts
}

pub(crate) fn tasks_told(_: &Report<'_>, papers: &Papers) -> Facts {
    let files = files(papers);
    let mut facts = Facts::new();
    for row in rows(&annex(&papers.markdown, "TÌNH HÌNH THỰC HIỆN CÁC NHIỆM VỤ")) {
        let row: Vec<&str> = row.iter().map(|(_, told)| told.as_str()).collect();
        let [id, _, lead, label, progress, change, limit, place] = row[..] else {
            panic!("a task: {row:?}")
        };
        // A group has no lead.
        if lead.is_empty() {
            continue;
        }
        let known = |told: &str, none: &str| {
            if told == none { String::new() } else { told.to_owned() }
        };
        let mut add = |what: &str, told: String| facts.insert(format!("{id} {what}"), told);
        add("lead", lead.split("<br>").next().unwrap_or_default().to_owned());
        add("label", label.split(", theo báo cáo").next().unwrap_or_default().to_owned());
        add("progress", known(progress, "chưa có số liệu"));
        add("change", known(change, "chưa so được"));
        let (due, words) = limit.split_once("<br>").unwrap_or(("", limit));
        add("due", due.split(' ').next().unwrap_or_default().to_owned());
        add("timing", timing(words));
        add("place", self::place(&files, place));
    }
    facts
}

/// Annex VI: what became of the report of each agency.
pub(crate) fn reports(report: &Report<'_>, _: &Papers) -> Facts {
    let mut facts = Facts::new();
    for (name, told) in in_words(report) {
        let (folder, id) = name.rsplit_once(' ').expect("two words");
        add_row(&mut facts, format!("{folder} {}", report.plan.name(id)), &told);
    }
    facts
}

pub(crate) fn reports_told(report: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    for row in rows(&annex(&papers.markdown, "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC CƠ QUAN")) {
        // Behind a colon stands why it has leave.
        let state = |told: &str| told.split(": ").next().unwrap_or_default().to_owned();
        let told: Vec<(String, String)> = match report.current {
            [only] => {
                let day = &row[1].1;
                let told = match day.as_str() {
                    "" => state(&row[2].1),
                    day => format!("{} ({day})", state(&row[2].1)),
                };
                vec![(quarter_name(&only.span.id), told)]
            }
            _ => row[1..]
                .iter()
                .map(|(folder, told)| (folder.replacen("Quý", "quý", 1), state(told)))
                .collect(),
        };
        for (folder, told) in told {
            if !told.is_empty() && told != "Không phải gửi" {
                add_row(&mut facts, format!("{folder} {}", row[0].1), &told);
            }
        }
    }
    facts
}

/// Annex III: what each agency states of a task.
pub(crate) fn amounts(report: &Report<'_>, _: &Papers) -> Facts {
    let mut facts = Facts::new();
    let year = report.span.to.year();
    for (name, told) in money::funds(report) {
        let known = |told: &str, none: &str| {
            if told.is_empty() { none.to_owned() } else { told.to_owned() }
        };
        if let Some(name) = name
            .strip_prefix(&format!("{year} row "))
            .or_else(|| name.strip_prefix(&format!("{year} ended row ")))
        {
            let (source, rest) = told.split_once("; ").expect("a source");
            let (spent, rest) = rest.split_once(" / ").expect("two amounts");
            let (given, rest) = rest.split_once(" = ").expect("a share");
            let (share, rest) = rest.split_once("; until ").expect("a day");
            let (until, places) = rest.split_once("; at ").expect("places");
            let none = "chưa có số liệu";
            let share =
                if source == BUDGET { known(share, none) } else { "không tính".to_owned() };
            let source = known(source, "chưa ghi");
            let (given, spent) = (known(given, none), known(spent, none));
            let cells: Vec<&str> = places
                .split(", ")
                .map(|place| place.rsplit(' ').next().unwrap_or_default())
                .collect();
            let told = [source, given, spent, share, cells.join(", "), until.to_owned()];
            add_row(&mut facts, name.to_owned(), &told.join(" | "));
        } else if let Some(source) = name.strip_prefix(&format!("{year} source ")) {
            let part = |from: &str, to: &str| {
                let rest = told.split_once(from).expect("a line of money").1;
                known(rest.split(to).next().unwrap_or_default(), "chưa có số liệu")
            };
            let share = match source {
                BUDGET => part(", share ", " over"),
                _ => "không tính".to_owned(),
            };
            let told = [part("allocated ", ", disbursed"), part("disbursed ", ", share"), share];
            facts.insert(format!("Cộng: {source}"), told.join(" | "));
        }
    }
    facts
}

pub(crate) fn amounts_told(_: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    for row in rows(&annex(&papers.markdown, "KINH PHÍ THEO CƠ QUAN")) {
        let row: Vec<&str> = row.iter().map(|(_, told)| told.as_str()).collect();
        // Other years stand by source: the tables hold them.
        let [agency, task, source, given, spent, share, places] = row[..] else { continue };
        if agency.starts_with("Cộng: ") {
            facts.insert(agency.to_owned(), [given, spent, share].join(" | "));
            continue;
        }
        let (places, until) = match places.split_once(" (lũy kế đến ") {
            Some((places, until)) => (places, until.trim_end_matches(')')),
            None => (places, ""),
        };
        let cells: Vec<&str> = places
            .split("; ")
            .filter_map(|place| place.rsplit_once(" ô ").map(|(_, cells)| cells))
            .collect();
        let cells = cells.join(", ");
        let told = [source, given, spent, share, &cells, until].join(" | ");
        add_row(&mut facts, format!("{agency} {task}"), &told);
    }
    facts
}

/// Files by their number in the annex of sources, without their folders.
fn files(papers: &Papers) -> BTreeMap<String, String> {
    let sources = rows(&annex(&papers.markdown, "NGUỒN SỐ LIỆU")).into_iter();
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    sources.map(|row| (row[0].1.clone(), name(&row[1].1))).collect()
}

/// `so-y-te.csv:2` of `[14:2]`.
fn place(files: &BTreeMap<String, String>, told: &str) -> String {
    let place = told.trim_matches(['[', ']']).split_once(':');
    place.map(|(file, row)| format!("{}:{row}", files[file])).unwrap_or_default()
}

/// Annex II: the state that each agency told of each task last, and whether as its lead.
pub(crate) fn grid(report: &Report<'_>, _: &Papers) -> Facts {
    const LETTERS: [&str; 6] = ["H", "X", "Đ", "T", "C", "K"];
    let mut last: BTreeMap<(&str, &str), (&str, bool)> = BTreeMap::new();
    let all: BTreeSet<&str> = report.plan.tasks().map(|task| task.id.as_str()).collect();
    for row in report.current.iter().flat_map(Quarter::counting) {
        if all.contains(row.task()) {
            let letter = STATUSES.iter().position(|status| *status == row.status);
            let letter = LETTERS[letter.expect("a state")];
            let is_lead = row.role == Some(Role::Leads);
            last.insert((row.agency(), row.task()), (letter, is_lead));
        }
    }
    let mut facts = Facts::new();
    for ((agency, task), (letter, is_lead)) in last {
        let told = if is_lead { format!("**{letter}**") } else { letter.to_owned() };
        add_row(&mut facts, format!("{} {task}", report.plan.name(agency)), &told);
    }
    facts
}

pub(crate) fn grid_told(_: &Report<'_>, papers: &Papers) -> Facts {
    let mut facts = Facts::new();
    let lines = annex(&papers.markdown, "CƠ QUAN BÁO CÁO THEO NHIỆM VỤ");
    let marked = lines.iter().filter(|line| line.starts_with("| ")).skip(1);
    for (row, line) in rows(&lines).iter().zip(marked) {
        let cells: Vec<&str> = line.split(" | ").collect();
        for (at, (task, letter)) in row.iter().enumerate().skip(1) {
            if task != "Tệp" && !letter.is_empty() {
                let told = cells[at].trim();
                add_row(&mut facts, format!("{} {task}", row[0].1), told);
            }
        }
    }
    facts
}

/// Annex IV: each row that counts, where it stands.
pub(crate) fn details(report: &Report<'_>, _: &Papers) -> Facts {
    let mut facts = Facts::new();
    for quarter in report.current {
        for row in quarter.counting() {
            let lead = if row.role == Some(Role::Leads) { " (chủ trì)" } else { "" };
            let name = format!("{} {}{lead}", row.task(), report.plan.name(row.agency()));
            let folder = match report.span.id == quarter.span.id {
                true => String::new(),
                false => quarter_name(&quarter.span.id),
            };
            let told = [
                folder,
                report.plan.label(&row.status).to_owned(),
                row.progress.map(count::percent).unwrap_or_default(),
                format!("{}:{}", quarter.files[row.file].name, row.number),
            ];
            add_row(&mut facts, name, &told.join(" | "));
        }
    }
    facts
}

pub(crate) fn details_told(_: &Report<'_>, papers: &Papers) -> Facts {
    let files = files(papers);
    let mut facts = Facts::new();
    let lines = annex(&papers.markdown, "CHI TIẾT THEO NHIỆM VỤ");
    for table in lines
        .split(|line| line.starts_with("### "))
        .skip(1)
        .zip(lines.iter().filter_map(|line| line.strip_prefix("### ")))
    {
        let (lines, heading) = table;
        let id = heading.split(". ").next().unwrap_or_default();
        for row in rows(lines) {
            let cell = |heading: &str| {
                let cell = row.iter().find(|(name, _)| name == heading);
                cell.map_or("", |(_, told)| told.as_str())
            };
            let progress = cell("Tiến độ").split(" (").next().unwrap_or_default();
            let place = place(&files, cell("Nguồn"));
            let told = [cell("Kỳ"), cell("Tình trạng"), progress, &place].join(" | ");
            add_row(&mut facts, format!("{id} {}", cell("Cơ quan")), &told);
        }
    }
    facts
}
