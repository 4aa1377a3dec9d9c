//! The quarters one beside the other: the trend, and what the board says of the period before.

use std::collections::{BTreeMap, BTreeSet};

use super::count::{Facts, Report, mean, quarter_name, share, short_quarter};
use super::plan::Task;
use super::sent::Coverage;

/// The last eight quarters, each as its own report counts it.
pub(crate) fn trend(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let last = report.current.last().expect("a folder").span.id.clone();
    let upto = report.all.iter().take_while(|quarter| quarter.span.id <= last);
    let mut ids: Vec<String> = Vec::new();
    for quarter in upto {
        // A quarter without a folder keeps its place.
        while let Some(previous) = ids.last() {
            let next = next_quarter(previous);
            if next == quarter.span.id {
                break;
            }
            ids.push(next);
        }
        ids.push(quarter.span.id.clone());
    }
    let ids = &ids[ids.len().saturating_sub(8)..];
    let mut bases: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for id in ids {
        let short = short_quarter(id);
        let of = Report::of(report.plan, report.all, id);
        facts.insert(format!("{short} counted"), of.is_some().to_string());
        for (measure, told, base) in of.iter().flat_map(measures) {
            let mut changed = false;
            if !told.is_empty() {
                changed = bases.get(measure).is_some_and(|before| *before != base);
                bases.insert(measure, base);
            }
            facts.insert(format!("{short} {measure}"), told);
            facts.insert(format!("{short} {measure} base_changed"), changed.to_string());
        }
    }
    facts
}

/// The measures of a quarter: what is told of each, empty where there is no point, and over whom or
/// what it is counted.
fn measures<'d>(of: &Report<'d>) -> Vec<(&'static str, String, BTreeSet<&'d str>)> {
    let tasks: Vec<&'d Task> = of.plan.tasks().collect();
    let all: BTreeSet<&str> = tasks.iter().map(|task| task.id.as_str()).collect();
    // Where no lead said anything there is no point.
    let is_said = tasks.iter().any(|task| of.word(task).is_some());
    let part = |count: usize| {
        if is_said { format!("{count}/{}", tasks.len()) } else { String::new() }
    };
    let done = tasks.iter().filter(|task| of.status(task) == Some("hoan_thanh")).count();
    let late = tasks.iter().filter(|task| of.is_overdue(task)).count();
    let over = tasks.iter().filter(|task| of.progress(task).is_some());
    let over: BTreeSet<&str> = over.map(|task| task.id.as_str()).collect();
    let numbers: Vec<i64> = tasks.iter().filter_map(|task| of.progress(task)).collect();
    let progress = match numbers.len() {
        0 => String::new(),
        count => format!("{} of {count}", mean(&numbers)),
    };
    let mut measures = vec![
        ("complete", part(done), all.clone()),
        ("overdue", part(late), all),
        ("progress", progress, over),
    ];
    let coverage = Coverage::of(of, &of.current[0]);
    let of_owed = |count: usize, owed: usize| {
        if owed == 0 { String::new() } else { format!("{count}/{owed}") }
    };
    let owed = coverage.owed;
    measures.push(("sent", of_owed(coverage.sent(), owed), coverage.owed_by(None)));
    measures.push(("on_time", of_owed(coverage.on_time(), owed), coverage.owed_by(None)));
    let levels = ["sent_province", "sent_district", "sent_commune"];
    for (measure, (level, sent, _)) in levels.into_iter().zip(coverage.levels()) {
        let bodies = coverage.owed_by(Some(level));
        measures.push((measure, of_owed(sent, bodies.len()), bodies));
    }
    measures
}

/// The main figures of the board: tasks paused or not begun, and what the period before counted.
pub(crate) fn main_figures(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let tasks: Vec<&Task> = report.plan.tasks().collect();
    let part = |count: usize, of: usize| {
        format!("{count}/{of} {}", share(count as i128, of as i128)).trim_end().to_owned()
    };
    let having = |keep: &dyn Fn(&Task) -> bool| {
        part(tasks.iter().filter(|task| keep(task)).count(), tasks.len())
    };
    let is_halted = |of: &Report<'_>, task: &Task| {
        of.status(task).is_some_and(|s| ["tam_dung", "chua_trien_khai"].contains(&s))
    };
    facts.insert("halted".into(), having(&|task| is_halted(report, task)));
    // Only a quarter can be held against one of the trend.
    let Some(before) = report.previous().filter(|before| before.span.quarters.len() == 1) else {
        return facts;
    };
    let mut add = |what: &str, told: String| facts.insert(format!("before {what}"), told);
    add("name", quarter_name(&before.span.id));
    add("complete", having(&|task| before.status(task) == Some("hoan_thanh")));
    add("halted", having(&|task| is_halted(&before, task)));
    add("unreported", having(&|task| before.word(task).is_none()));
    add("overdue", having(&|task| before.is_overdue(task)));
    let numbers: Vec<i64> = tasks.iter().filter_map(|task| before.progress(task)).collect();
    add("mean", mean(&numbers));
    let coverage = Coverage::of(&before, &before.current[0]);
    add("sent", part(coverage.sent(), coverage.owed));
    add("on_time", part(coverage.on_time(), coverage.owed));
    for (level, sent, on_time) in coverage.levels() {
        let owed = coverage.owed_by(Some(level)).len();
        if owed > 0 {
            add(level, format!("{}; {}", part(sent, owed), part(on_time, owed)));
        }
    }
    facts
}

fn next_quarter(id: &str) -> String {
    let (year, quarter) = id.split_once("-Q").expect("a quarter");
    let (year, quarter): (i32, u32) =
        (year.parse().expect("a year"), quarter.parse().expect("a number"));
    if quarter == 4 { format!("{}-Q1", year + 1) } else { format!("{year}-Q{}", quarter + 1) }
}
