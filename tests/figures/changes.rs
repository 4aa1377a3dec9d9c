//! What changed since the period before.

use std::collections::BTreeSet;

use super::count::{Facts, Report, Timing, Word};
use super::plan::Task;
use super::sent::{Coverage, names};

/// Agencies that send for the first time, and those that sent last time and do not now.
pub(crate) fn who(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let plan = report.plan;
    let Some(before) = report.previous() else { return facts };
    let of = |quarters: &[super::judge::Quarter]| -> BTreeSet<String> {
        quarters.iter().flat_map(|q| q.sent.keys().cloned()).collect()
    };
    let bodies = |ids: &BTreeSet<String>| -> BTreeSet<String> {
        ids.iter().map(|id| plan.body(id).to_owned()).collect()
    };
    let (now, last, ever) = (of(report.current), of(before.current), of(report.earlier));
    let known = bodies(&ever);
    let first = now.iter().filter(|id| !known.contains(plan.body(id)));
    facts.insert("first_time".into(), names(plan, first.map(String::as_str)).join("; "));
    let owing = plan.owing(report.span.to);
    let (sending, last) = (bodies(&now), bodies(&last));
    let folder = Coverage::of(report, report.current.last().expect("a folder"));
    let silent = owing.into_iter().filter(|id| {
        let body = plan.body(id);
        last.contains(body) && !sending.contains(body) && folder.misses(id)
    });
    facts.insert("fell_silent".into(), names(plan, silent).join("; "));
    facts
}

/// The lists of tasks; each task stands in one at most, but for two that are parts of the first.
pub(crate) const LISTS: [&str; 13] = [
    "finished",
    "finished_after_gap",
    "complete_again",
    "started",
    "advanced",
    "reopened",
    "went_back",
    "paused",
    "newly_late",
    "to_nothing",
    "kept_up",
    "without_before",
    "without_now",
];

/// In which lists a task stands.
fn lists<'d>(report: &Report<'d>, before: &Report<'d>, task: &'d Task) -> Vec<&'static str> {
    let (now, was) = (report.word(task), before.word(task));
    let status = |word: &Option<Word<'_>>| word.as_ref().map(|word| word.row.status.clone());
    // What was last said that is more than that nothing came up.
    let real = before.last_real(task);
    let real_status = real.as_ref().map_or("", |word| word.row.status.as_str());
    let is_newly_late = newly_late(report, before, task);
    let (Some(state), was_state) = (status(&now), status(&was)) else {
        return match (was, is_newly_late) {
            (Some(_), _) => vec!["without_now"],
            (None, true) => vec!["newly_late"],
            (None, false) => Vec::new(),
        };
    };
    let complete = real_status == "hoan_thanh";
    if state == "hoan_thanh" {
        return match was_state.as_deref() {
            Some("hoan_thanh") => Vec::new(),
            _ if complete => vec!["finished", "complete_again"],
            None => vec!["finished", "finished_after_gap"],
            Some(_) => vec!["finished"],
        };
    }
    let Some(was_state) = was_state else { return vec!["without_before"] };
    let stated = before.last_stated(task);
    let progress = |word: &Option<Word<'_>>| word.as_ref().and_then(|word| word.row.progress);
    let moved = progress(&now).zip(progress(&stated)).map_or(0, |(now, was)| now - was);
    // What goes on from year to year begins anew each year.
    let year = |word: &Option<Word<'_>>| word.as_ref().map(|word| word.quarter.budget_year());
    let anew = state == "thuong_xuyen" && year(&now) != year(&stated);
    match state.as_str() {
        "khong_phat_sinh" if was_state == "khong_phat_sinh" => Vec::new(),
        "khong_phat_sinh" => vec!["to_nothing"],
        _ if complete && state != "thuong_xuyen" => vec!["reopened"],
        "tam_dung" if real_status != "tam_dung" => vec!["paused"],
        _ if moved < 0 && !anew && !complete => vec!["went_back"],
        _ if is_newly_late => vec!["newly_late"],
        "thuong_xuyen" if complete => vec!["kept_up"],
        "chua_trien_khai" => Vec::new(),
        // Before, nothing ever came up, or nothing was begun.
        "dang_trien_khai" | "thuong_xuyen" if ["", "chua_trien_khai"].contains(&real_status) => {
            vec!["started"]
        }
        _ if report
            .progress(task)
            .zip(before.progress(task))
            .is_some_and(|(now, was)| now > was) =>
        {
            vec!["advanced"]
        }
        _ => Vec::new(),
    }
}

/// Whether a task is overdue now and was not before, whoever reported on it.
pub(crate) fn newly_late(report: &Report<'_>, before: &Report<'_>, task: &Task) -> bool {
    let late = |of: &Report<'_>| matches!(of.deadline(task).timing, Timing::Overdue(_));
    late(report) && !late(before)
}

/// What became of the tasks.
pub(crate) fn changes(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let Some(before) = report.previous() else { return facts };
    for list in LISTS {
        let is_in = |task: &&Task| lists(report, &before, task).contains(&list);
        let tasks: Vec<&str> = report.plan.tasks().filter(is_in).map(|t| t.id.as_str()).collect();
        facts.insert(list.to_owned(), tasks.join(", "));
    }
    facts
}
