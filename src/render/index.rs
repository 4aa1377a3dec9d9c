//! The view of the index page over all periods, version 2: the context of `muc-luc.html.j2`. Built
//! only from the views of the periods, so that it contains nothing that no report contains.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Format;
use super::tables;
pub use super::tables::DATA;
use super::view::{LevelView, ReportState, Share, StatusCount, TrendView, View};
use crate::plan::{Kind, SourceOfFunds, Status};
use crate::text::collate;

/// The name and version of the contract.
pub const SCHEMA: &str = "report.index/2";

/// The index page.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Index {
    /// Name and version of this contract.
    pub schema: &'static str,
    /// The unit as in a sentence.
    pub unit_name: String,
    /// Its place.
    pub place: String,
    /// The subject of the plan, after “Kế hoạch về”; null if the plan has none.
    pub subject: Option<String>,
    /// A notice on every page, for illustrative data.
    pub notice: Option<String>,
    /// The periods, the latest first.
    pub periods: Vec<IndexPeriod>,
    /// The trend over the quarters, up to the latest.
    pub trend: TrendView,
    /// All agencies that owed or sent a report, by kind.
    pub kinds: Vec<IndexKind>,
    /// The published tables.
    pub tables: Vec<IndexTable>,
}

/// A period.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndexPeriod {
    /// `2026-Q1`.
    pub id: String,
    /// `quý I năm 2026`.
    pub name: String,
    /// First day of the data window.
    pub from: String,
    /// Last day of the data window.
    pub to: String,
    /// The cut-off day.
    pub as_of: String,
    /// The document's number and sign, `05/BC-SYT`; null until it has one.
    pub number: Option<String>,
    /// `ngày 05 tháng 6 năm 2025`; null until the document has a date.
    pub date: Option<String>,
    /// Number of errors that exclude data; above 0 the document is a draft.
    pub data_errors: usize,
    /// Tasks by status, in order, zeros included.
    pub by_status: Vec<StatusCount>,
    /// Tasks that are complete.
    pub complete: Share,
    /// Tasks that are overdue.
    pub overdue: Share,
    /// Tasks without a valid row of the lead.
    pub unreported: Share,
    /// The mean of progress; null if none is stated.
    pub mean_progress: Option<String>,
    /// Reports with content, of those owed, for each folder of the period.
    pub sent: Vec<Share>,
    /// The same by level.
    pub levels: Vec<Vec<LevelView>>,
    /// Disbursed over allocated, of the state budget; null if not computable.
    pub budget: Option<String>,
    /// The page of the period; null if not built.
    pub page: Option<String>,
    /// Its Markdown; null if not built.
    pub markdown: Option<String>,
    /// Its data.
    pub data: String,
}

/// Agencies of one kind.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndexKind {
    /// `UBND cấp xã`.
    pub kind: String,
    /// The agencies, in Vietnamese order.
    pub agencies: Vec<IndexAgency>,
}

/// An agency.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndexAgency {
    /// `so-y-te`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The states of its reports, in the order of `periods`, each for all folders of the period;
    /// empty if it neither owed nor sent one.
    pub reports: Vec<Vec<ReportState>>,
}

/// A published table.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct IndexTable {
    /// Its file, relative to the page.
    pub file: String,
    /// Its title.
    pub title: String,
}

/// The index page of these periods, given oldest first, with documents in `formats`. `None` without
/// a period.
pub fn index(views: &[View], formats: &[Format]) -> Option<Index> {
    let last = views.last()?;
    // The trend that ends with the last quarter; a longer period ends with one too.
    let trend =
        views.iter().max_by_key(|view| (view.screen.trend.counted, !view.period.is_long))?;
    let tables = tables::of(views).map(|table| (table.file, table.title));
    let dictionary = (tables::DICTIONARY, "Từ điển dữ liệu: nghĩa của từng cột");
    let package =
        (tables::PACKAGE, "Mô tả các bảng cho công cụ dữ liệu (Frictionless Data Package)");
    Some(Index {
        schema: SCHEMA,
        unit_name: last.head.unit_name.clone(),
        place: last.head.place.clone(),
        subject: last.plan.subject.clone(),
        notice: views.iter().find_map(|view| view.notice.clone()),
        periods: views.iter().rev().map(|view| period(view, formats)).collect(),
        trend: trend.screen.trend.clone(),
        kinds: kinds(views),
        tables: tables
            .chain([dictionary, package])
            .map(|(file, title)| IndexTable { file: format!("{DATA}/{file}"), title: title.into() })
            .collect(),
    })
}

fn period(view: &View, formats: &[Format]) -> IndexPeriod {
    let id = &view.period.id;
    let file = |format, ending| formats.contains(&format).then(|| format!("bao-cao-{id}.{ending}"));
    let all = view.figures.tasks;
    let none = Share { count: 0, of: all, percent: None };
    let budget = SourceOfFunds::Budget.key();
    let budget = view.funds.by_source.iter().find(|m| m.key.as_deref() == Some(budget));
    let complete = view.figures.by_status.iter().find(|s| s.key == Status::Complete.key());
    IndexPeriod {
        id: id.clone(),
        name: view.period.name.clone(),
        from: view.period.from.clone(),
        to: view.period.to.clone(),
        as_of: view.as_of.clone(),
        number: view.head.number.as_ref().map(|n| format!("{n}/BC-{}", view.head.abbreviation)),
        date: view.head.date.clone(),
        data_errors: view.data_errors,
        by_status: view.figures.by_status.clone(),
        complete: complete.map_or(none, |s| s.share.clone()),
        overdue: view.figures.overdue.share.clone(),
        unreported: view.figures.unreported.share.clone(),
        mean_progress: view.figures.mean_progress.clone(),
        sent: view.coverage.iter().map(|c| c.sent.clone()).collect(),
        levels: view.coverage.iter().map(|c| c.levels.clone()).collect(),
        budget: budget.and_then(|m| m.share.clone()),
        page: file(Format::Html, "html"),
        markdown: file(Format::Markdown, "md"),
        data: format!("{DATA}/bao-cao-{id}.json"),
    }
}

/// The agencies of all periods, with their names in the latest one.
fn kinds(views: &[View]) -> Vec<IndexKind> {
    let mut all: BTreeMap<(usize, collate::Key, &str), IndexAgency> = BTreeMap::new();
    for (n, view) in views.iter().rev().enumerate() {
        for kind in &view.screen.kinds {
            let place = Kind::ALL.iter().position(|(_, _, label)| *label == kind.kind);
            for agency in kind.agencies.iter() {
                let key = (place.unwrap_or(usize::MAX), collate::key(&agency.name), &*agency.id);
                let entry = all.entry(key).or_insert_with(|| IndexAgency {
                    id: agency.id.clone(),
                    name: agency.name.clone(),
                    reports: vec![Vec::new(); views.len()],
                });
                entry.reports[n] =
                    agency.reports.iter().filter(|r| r.state != "none").cloned().collect();
            }
        }
    }
    let mut kinds: BTreeMap<usize, Vec<IndexAgency>> = BTreeMap::new();
    for ((place, ..), agency) in all {
        kinds.entry(place).or_default().push(agency);
    }
    let label = |place: usize| Kind::ALL.get(place).map_or("Khác", |(_, _, label)| label);
    kinds
        .into_iter()
        .map(|(place, agencies)| IndexKind { kind: label(place).to_owned(), agencies })
        .collect()
}
