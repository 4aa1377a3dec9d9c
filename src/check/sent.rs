//! Who sent each file, and when it was received. Shared by the check and all documents.
//!
//! A file counts for its sender even if no row of it counts, and for every other agency that it
//! names. Where the file name holds a current agency and the rows a dissolved one, the sender is
//! the current agency.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Checked, CheckedFile};
use crate::plan::{AgencyId, Period, Plan};
use crate::submission::{Page, Row, Submission, report_beside};
use crate::text::fold;

/// The sender of a file on a day: the agency its rows name, else the agency in the file name. A
/// dissolved agency is replaced by the one in the file name.
pub fn sender(
    plan: &Plan,
    name: &str,
    submission: Option<&Submission>,
    day: NaiveDate,
) -> Option<AgencyId> {
    let register = &plan.register;
    let by_name = || sender_by_name(plan, name);
    let Some(named) = submission.and_then(|s| s.sender) else { return by_name() };
    if register.agency(named).in_force(day) {
        return Some(named);
    }
    let present = by_name().filter(|id| register.agency(*id).in_force(day));
    Some(present.unwrap_or_else(|| register.named_on(named, day)))
}

/// The owner of a row in a file of this sender: a dissolved agency stands for the sender.
fn owner(plan: &Plan, row: &Row, sender: Option<AgencyId>, day: NaiveDate) -> Option<AgencyId> {
    let named = row.agency.value();
    named.filter(|id| plan.register.agency(*id).in_force(day)).or(sender).or(named)
}

/// All agencies for which a file counts: its sender first, then the others it names.
pub fn senders(
    plan: &Plan,
    name: &str,
    submission: Option<&Submission>,
    day: NaiveDate,
) -> Vec<AgencyId> {
    let sender = sender(plan, name, submission, day);
    let mut all: Vec<AgencyId> = sender.into_iter().collect();
    let mut last = None;
    for row in submission.into_iter().flat_map(|s| &s.rows) {
        // Fast path: most files name one agency in all rows.
        if row.agency.value() == last {
            continue;
        }
        last = row.agency.value();
        if let Some(id) = owner(plan, row, sender, day).filter(|id| !all.contains(id)) {
            all.push(id);
        }
    }
    all
}

/// The agency whose id is the name of a file, or part of it between hyphens or spaces:
/// `so-tu-phap.csv`, `bao-cao-quy-III-so-tu-phap.csv`. None where the name holds two ids. Where the
/// name of a file tells nothing, the folder or the archive around it may: `Sở Tư pháp/bao-cao.csv`.
pub fn sender_by_name(plan: &Plan, file: &str) -> Option<AgencyId> {
    file.rsplit('/').find_map(|part| sender_in_part(plan, part))
}

fn sender_in_part(plan: &Plan, part: &str) -> Option<AgencyId> {
    let stem = part.rsplit_once('.').map_or(part, |(stem, _)| stem);
    let slug = fold::slug(stem);
    if let Some(exact) = plan.register.by_id(&slug) {
        return Some(exact);
    }
    let held = plan.register.ids_in(&slug);
    let (longest, agency) = held.iter().max_by_key(|(id, _)| id.len())?;
    held.iter().all(|(id, _)| longest.contains(id)).then_some(*agency)
}

/// When a file was received.
#[derive(Debug, Clone, Copy)]
pub enum Received<'a> {
    /// The day on the analyst's page.
    Page(NaiveDate),
    /// The page gives an impossible day; the real day is unknown.
    Impossible(NaiveDate),
    /// The page gives no day: the latest report date of its rows that count, and the row.
    Row(NaiveDate, &'a Row),
    /// Neither exists.
    Unknown,
}

impl Received<'_> {
    /// The day, where it is reliable.
    pub fn day(&self) -> Option<NaiveDate> {
        match self {
            Self::Page(day) | Self::Row(day, _) => Some(*day),
            Self::Impossible(_) | Self::Unknown => None,
        }
    }
}

/// When a file of a period, the one at this index, was received, as of a day. A file of figures
/// beside a report was received with it, unless the page or the file itself says otherwise.
pub fn received<'a>(
    plan: &Plan,
    page: Option<&Page>,
    (files, at): (&'a [CheckedFile], usize),
    period: Option<Period>,
    today: NaiveDate,
) -> Received<'a> {
    let file = &files[at];
    let (name, is_of_figures) = (&*file.file.name, file.file.has_figures_alone());
    if let Some(day) = page.and_then(|page| page.received_on(name, is_of_figures)) {
        return match why_impossible(plan, day, period, today) {
            Some(_) => Received::Impossible(day),
            None => Received::Page(day),
        };
    }
    let of_report = || {
        let reports = files.iter().filter(|file| !file.file.has_figures_alone());
        let report = report_beside(name, reports.clone().map(|file| &*file.file.name))?;
        latest(reports.filter(|file| *file.file.name == *report).flat_map(CheckedFile::rows))
    };
    let latest = match is_of_figures {
        true => latest(file.figure_rows()).or_else(of_report),
        false => latest(file.rows()),
    };
    latest.map_or(Received::Unknown, |(day, row)| Received::Row(day, row))
}

/// The latest report date of the rows that count, with its first row.
fn latest<'a>(rows: impl Iterator<Item = (&'a Row, bool)>) -> Option<(NaiveDate, &'a Row)> {
    let counting = rows.filter(|(_, counts)| *counts).map(|(row, _)| row);
    let dated = counting.filter_map(|row| Some((row.reported.value()?, row)));
    dated.max_by_key(|(day, row)| (*day, std::cmp::Reverse(row.record)))
}

/// Why a file of a period cannot have been received on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Impossible {
    /// It is before the data window of the period, which begins on this day.
    BeforePeriod(NaiveDate),
    /// It is in a year before that of the period.
    YearBefore(i32),
    /// It is in the future.
    Future,
}

/// Checks a stated day of receipt of a file of a period.
pub fn why_impossible(
    plan: &Plan,
    day: NaiveDate,
    period: Option<Period>,
    today: NaiveDate,
) -> Option<Impossible> {
    use chrono::Datelike as _;
    if day > today {
        return Some(Impossible::Future);
    }
    let window = plan.window(period?);
    if day < window.start {
        return Some(Impossible::BeforePeriod(window.start));
    }
    (day.year() < window.end.year()).then_some(Impossible::YearBefore(window.end.year()))
}

/// What one agency sent in a period.
#[derive(Debug, Clone, Default)]
pub struct Sent<'a> {
    /// Whether any of its files is a report on the tasks; else it sent figures alone.
    pub has_report: bool,
    /// The day of its earliest report with a row of it that counts, else of its earliest report; of
    /// figures alone, of the earliest file with them.
    pub received: Option<NaiveDate>,
    /// The index of that file among the checked files, and the row that gave the day.
    pub day_from: Option<(usize, Option<&'a Row>)>,
    /// Whether any of its files could be read.
    pub is_read: bool,
    /// Rows that count.
    pub rows: usize,
    /// Rows that hold data.
    pub data_rows: usize,
    /// Whether any row has content.
    pub has_content: bool,
}

/// What each agency sent, from checked files.
pub fn sent<'a>(
    plan: &Plan,
    page: Option<&Page>,
    checked: &'a Checked,
    today: NaiveDate,
) -> BTreeMap<AgencyId, Sent<'a>> {
    let mut all: BTreeMap<AgencyId, Sent<'a>> = BTreeMap::new();
    let day = checked.period.map_or(today, |period| plan.window(period).end);
    let mut days: BTreeMap<AgencyId, Vec<(bool, usize, Received<'a>)>> = BTreeMap::new();
    let mut of_figures: BTreeMap<AgencyId, Vec<usize>> = BTreeMap::new();
    for (index, file) in checked.files.iter().enumerate() {
        let figures = file.file.figures.as_ref();
        let figures = figures.map(|table| senders(plan, &file.file.name, Some(table), day));
        for id in figures.into_iter().flatten() {
            of_figures.entry(id).or_default().push(index);
        }
        if file.file.has_figures_alone() {
            continue;
        }
        let submission = file.file.submission.as_ref();
        let sender = sender(plan, &file.file.name, submission, day);
        let mut counting: BTreeMap<AgencyId, bool> =
            sender.map(|id| (id, false)).into_iter().collect();
        if let Some((id, submission)) = sender.zip(submission) {
            // Rows with the wrong number of cells still belong to the sender.
            all.entry(id).or_default().data_rows += submission.data_rows - submission.rows.len();
        }
        for (row, counts) in file.rows() {
            let Some(id) = owner(plan, row, sender, day) else { continue };
            let entry = all.entry(id).or_default();
            entry.data_rows += 1;
            entry.rows += usize::from(counts);
            if !entry.has_content {
                let has_words = |submission: &Submission| submission.has_words(row);
                entry.has_content = row.reports_work() || submission.is_some_and(has_words);
            }
            *counting.entry(id).or_default() |= counts;
        }
        let received = received(plan, page, (&checked.files, index), checked.period, today);
        for (id, counts) in counting {
            let entry = all.entry(id).or_default();
            entry.has_report = true;
            entry.is_read |= submission.is_some();
            days.entry(id).or_default().push((counts, index, received));
        }
    }
    for (id, files) in of_figures {
        let received = |index| received(plan, page, (&checked.files, index), checked.period, today);
        let of_file = |index: usize| (false, index, received(index));
        all.entry(id).or_default();
        days.entry(id).or_insert_with(|| files.into_iter().map(of_file).collect());
    }
    for (id, mut files) in days {
        if files.iter().any(|(counts, ..)| *counts) {
            files.retain(|(counts, ..)| *counts);
        }
        let dated = files.iter().filter_map(|(_, index, r)| Some((r.day()?, *index, r)));
        if let Some((day, index, received)) = dated.min_by_key(|(day, index, _)| (*day, *index)) {
            let entry = all.entry(id).or_default();
            entry.received = Some(day);
            let row = match received {
                Received::Row(_, row) => Some(*row),
                _ => None,
            };
            entry.day_from = Some((index, row));
        }
    }
    all
}
