//! Money: what was last stated in a budget year, by source, by agency, row by row and in total.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::count::{Facts, Report, dong, share, short_date};
use super::judge::{Quarter, Row, SOURCES};

/// What is printed where a row names no source.
const NO_SOURCE: &str = "Chưa ghi nguồn";

/// What an agency last stated of a task in a budget year.
#[derive(Default)]
struct Stated<'d> {
    agency: &'d str,
    source: Option<&'static str>,
    allocated: Option<i128>,
    disbursed: Option<i128>,
    /// The rows that state them: the quarter, the file, the row.
    at: [Option<(&'d Quarter, &'d Row)>; 2],
}

/// What stands at the end of the period, by year: each amount until a later one takes its place. The
/// same body under another name states it anew.
fn stated<'d>(report: &Report<'d>) -> BTreeMap<i32, Vec<(&'d str, Stated<'d>)>> {
    let mut stated: BTreeMap<(i32, &str, &str), Stated<'_>> = BTreeMap::new();
    let last = report.span.to;
    let years: BTreeSet<i32> = report.current.iter().map(Quarter::budget_year).collect();
    let quarters = report.all.iter().filter(|quarter| quarter.span.to <= last);
    for quarter in quarters.filter(|quarter| years.contains(&quarter.budget_year())) {
        for row in quarter.counting() {
            if row.allocated.is_none() && row.disbursed.is_none() {
                continue;
            }
            let (Some(agency), Some(task)) = (&row.agency, &row.task) else { continue };
            let key = (quarter.budget_year(), report.plan.body(agency), task.as_str());
            let entry = stated.entry(key).or_default();
            entry.agency = agency;
            entry.source = row.source;
            if row.allocated.is_some() {
                entry.allocated = row.allocated;
                entry.at[0] = Some((quarter, row));
            }
            if row.disbursed.is_some() {
                entry.disbursed = row.disbursed;
                entry.at[1] = Some((quarter, row));
            }
        }
    }
    let mut by_year: BTreeMap<i32, Vec<(&str, Stated<'_>)>> = BTreeMap::new();
    for ((year, body, task), mut stated) in stated {
        // It is called as it is at the end.
        if let Some(now) = report.plan.called(body, last) {
            stated.agency = now;
        }
        by_year.entry(year).or_default().push((task, stated));
    }
    by_year
}

impl<'d> Stated<'d> {
    /// Whether it is of a body that is no more.
    fn is_ended(&self, report: &Report<'_>) -> bool {
        report.plan.called(report.plan.body(self.agency), report.span.to).is_none()
    }

    /// The last day of the older of its folders, where that is not of the period's last quarter.
    fn until(&self, report: &Report<'_>) -> String {
        let oldest = self.at.iter().flatten().map(|(quarter, _)| quarter.span.to).min();
        let last = report.plan.span(report.span.quarters.last().expect("a quarter")).to;
        let oldest = oldest.filter(|day| *day < last);
        oldest.map(short_date).unwrap_or_default()
    }
}

/// A line of money over some rows.
fn line(rows: &[&Stated<'_>]) -> String {
    let sum = |of: &dyn Fn(&Stated<'_>) -> Option<i128>| -> String {
        let given: Vec<i128> = rows.iter().filter_map(|row| of(row)).collect();
        if given.is_empty() { String::new() } else { dong(given.iter().sum()) }
    };
    let both: Vec<(i128, i128)> =
        rows.iter().filter_map(|row| row.allocated.zip(row.disbursed)).collect();
    let (given, spent): (Vec<i128>, Vec<i128>) = both.iter().copied().unzip();
    let (given, spent): (i128, i128) = (given.iter().sum(), spent.iter().sum());
    // Sources are never added up into a rate.
    let is_of_one = rows.iter().all(|row| row.source == rows[0].source);
    let share = if is_of_one { share(spent, given) } else { String::new() };
    format!(
        "{} rows, allocated {}, disbursed {}, share {} over {}",
        rows.len(),
        sum(&|row| row.allocated),
        sum(&|row| row.disbursed),
        share,
        both.len()
    )
}

/// Rows and amounts of each year and source, and of bodies that are no more.
pub(crate) fn by_source(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let all = funds(report);
    let words = |line: &str| {
        let part = |from: &str, to: &str| {
            line.split(from)
                .nth(1)
                .and_then(|rest| rest.split(to).next())
                .unwrap_or_default()
                .to_owned()
        };
        let rows = line.split(' ').next().unwrap_or_default().to_owned();
        [rows, part("allocated ", ", disbursed"), part("disbursed ", ", share")].join(" | ")
    };
    for (name, line) in &all {
        if let Some((year, source)) = name.split_once(" source ") {
            facts.insert(format!("{year} {source}"), words(line));
        } else if let Some(year) = name.strip_suffix(" ended") {
            facts.insert(format!("{year} Cơ quan đã kết thúc hoạt động"), words(line));
        }
    }
    facts
}

/// What the body says of a source in a year.
pub(crate) struct SourceLine {
    pub(crate) rows: usize,
    pub(crate) agencies: usize,
    pub(crate) allocated: Option<i128>,
    pub(crate) disbursed: Option<i128>,
    /// Empty where no row has both amounts.
    pub(crate) share: String,
    /// Rows with both amounts.
    pub(crate) both: usize,
}

/// The budget years of the period in which anything is stated.
pub(crate) fn years(report: &Report<'_>) -> Vec<i32> {
    stated(report).into_keys().collect()
}

/// What the bodies that still are state in a year.
fn living<'d>(report: &Report<'d>, year: i32) -> Vec<Stated<'d>> {
    let of_year = stated(report).remove(&year).unwrap_or_default();
    let all = of_year.into_iter().map(|(_, stated)| stated);
    all.filter(|stated| !stated.is_ended(report)).collect()
}

fn senders<'s>(all: impl IntoIterator<Item = &'s Stated<'s>>) -> usize {
    all.into_iter().map(|stated| stated.agency).collect::<BTreeSet<_>>().len()
}

/// How many of them state an amount.
pub(crate) fn agencies(report: &Report<'_>, year: i32) -> usize {
    senders(&living(report, year))
}

/// The sources of a year.
pub(crate) fn sources(report: &Report<'_>, year: i32) -> BTreeMap<String, SourceLine> {
    let living = living(report, year);
    let mut sources: BTreeMap<String, Vec<&Stated<'_>>> = BTreeMap::new();
    for stated in &living {
        sources.entry(stated.source.unwrap_or(NO_SOURCE).to_owned()).or_default().push(stated);
    }
    let line = |of: Vec<&Stated<'_>>| {
        let sum = |amounts: Vec<i128>| (!amounts.is_empty()).then(|| amounts.iter().sum());
        let both = of.iter().filter_map(|stated| stated.allocated.zip(stated.disbursed));
        let (given, spent): (Vec<i128>, Vec<i128>) = both.unzip();
        SourceLine {
            rows: of.len(),
            agencies: senders(of.iter().copied()),
            allocated: sum(of.iter().filter_map(|stated| stated.allocated).collect()),
            disbursed: sum(of.iter().filter_map(|stated| stated.disbursed).collect()),
            share: share(spent.iter().sum(), given.iter().sum()),
            both: given.len(),
        }
    };
    sources.into_iter().map(|(name, of)| (name, line(of))).collect()
}

/// The tasks with more than two fifths of the state budget of a year, where several have any: what
/// each was given, and its share.
pub(crate) fn heavy(report: &Report<'_>, year: i32) -> Vec<(String, i128, String)> {
    let mut given: BTreeMap<&str, i128> = BTreeMap::new();
    for (task, stated) in stated(report).remove(&year).unwrap_or_default() {
        let is_budget = stated.source == Some("Ngân sách nhà nước");
        if is_budget && !stated.is_ended(report) {
            *given.entry(task).or_default() += stated.allocated.unwrap_or_default();
        }
    }
    given.retain(|_, given| *given > 0);
    let all: i128 = given.values().sum();
    let is_heavy = |(_, part): &(&str, i128)| *part * 5 > all * 2;
    let several = given.len() > 1;
    let heavy = given.into_iter().filter(|_| several).filter(is_heavy);
    heavy.map(|(task, part)| (task.to_owned(), part, share(part, all))).collect()
}

/// Money of the last budget year of the period, and of each other one.
pub(crate) fn funds(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let last = report.span.to.year();
    for (year, stated) in stated(report) {
        let (ended, living): (Vec<_>, Vec<_>) =
            stated.iter().partition(|(_, stated)| stated.is_ended(report));
        let all: Vec<&Stated<'_>> = living.iter().map(|(_, stated)| stated).collect();
        if !all.is_empty() {
            facts.insert(format!("{year} total"), line(&all));
        }
        for source in SOURCES.iter().map(|(_, label)| Some(*label)).chain([None]) {
            let of: Vec<&Stated<'_>> = all.iter().copied().filter(|s| s.source == source).collect();
            if !of.is_empty() {
                facts.insert(format!("{year} source {}", source.unwrap_or(NO_SOURCE)), line(&of));
            }
        }
        if !ended.is_empty() {
            let all: Vec<&Stated<'_>> = ended.iter().map(|(_, stated)| stated).collect();
            facts.insert(format!("{year} ended"), line(&all));
        }
        if year != last {
            continue;
        }
        for agency in all.iter().map(|stated| stated.agency).collect::<BTreeSet<_>>() {
            let of: Vec<&Stated<'_>> = all.iter().copied().filter(|s| s.agency == agency).collect();
            facts.insert(format!("{year} agency {}", report.plan.name(agency)), line(&of));
        }
        let rows = living.iter().map(|row| ("row", row));
        for (what, (task, stated)) in rows.chain(ended.iter().map(|row| ("ended row", row))) {
            let name = report.plan.name(stated.agency);
            facts.insert(format!("{year} {what} {name} {task}"), row(report, stated));
        }
    }
    facts
}

/// What is told of one row: source, amounts, of which day, in which cells.
fn row(report: &Report<'_>, stated: &Stated<'_>) -> String {
    let amount = |amount: Option<i128>| amount.map(dong).unwrap_or_default();
    let part = stated.disbursed.zip(stated.allocated).map(|(spent, given)| share(spent, given));
    let mut places: Vec<String> = Vec::new();
    let keys = ["kinh_phi_giao", "kinh_phi_giai_ngan"];
    let same = match stated.at {
        [Some((_, one)), Some((_, other))] => std::ptr::eq(one, other),
        _ => false,
    };
    let cell = |n: usize| {
        let (quarter, row) = stated.at[n]?;
        Some((&quarter.files[row.file].name, row.money_cell(keys[n])))
    };
    match (cell(0), cell(1)) {
        (Some((file, one)), Some((_, other))) if same => {
            places.push(format!("{file} {one}, {other}"))
        }
        (one, other) => {
            places.extend(
                [one, other].into_iter().flatten().map(|(file, cell)| format!("{file} {cell}")),
            );
        }
    }
    format!(
        "{}; {} / {} = {}; until {}; at {}",
        stated.source.unwrap_or_default(),
        amount(stated.disbursed),
        amount(stated.allocated),
        part.unwrap_or_default(),
        stated.until(report),
        places.join(", ")
    )
}
