//! The part of the view for the screen: the rows of each task, the grid of all agencies, the
//! timelines and the numbers for charts. Every figure comes from the report; nothing is recounted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::tasks::letter;
use super::{Builder, percent, share};
use crate::consolidate::{
    Coverage, Entry, Figures, QuarterCounts, Report, Reporter, State, TaskState, Timing,
};
use crate::plan::{AgencyId, Kind, Role, Status, TaskId};
use crate::render::text::clean;
use crate::render::view::*;
use crate::text::date;

/// Key and letter of a task without a valid row of the lead.
const NO_ROW: (&str, &str) = ("chua_co", "–");

impl Builder<'_, '_> {
    pub(super) fn screen(&self) -> ScreenView {
        let report = self.report;
        let funds: Vec<AmountsView> = report
            .funds
            .latest
            .by_source
            .iter()
            .map(|source| AmountsView {
                allocated: chart_amount(source.money.allocated),
                disbursed: chart_amount(source.money.disbursed),
            })
            .collect();
        ScreenView {
            before: self.before(),
            halted: share(halted(&report.figures), report.figures.tasks.len()),
            groups: (0..self.plan.groups.len()).map(|n| self.screen_group(n)).collect(),
            beside: self.rows_outside_appendix(false),
            requests: self.rows_outside_appendix(true),
            rows: report.rows.len(),
            trend: self.trend(),
            kinds: self.screen_kinds(),
            timelines: report.coverage.iter().map(|c| self.timeline(c)).collect(),
            largest_amount: funds.iter().flat_map(|f| [f.allocated, f.disbursed]).flatten().max(),
            funds,
        }
    }

    /// The figures of the previous period, if it is a quarter of the trend.
    fn before(&self) -> Option<BeforeView> {
        let period = self.report.previous?;
        let point = self.report.trend.iter().find(|p| p.period == period)?;
        let QuarterCounts { figures, coverage } = point.counts.as_ref()?;
        let all = figures.tasks.len();
        let owed = coverage.owed().count();
        Some(BeforeView {
            name: period.name(),
            complete: share(figures.count(Status::Complete), all),
            halted: share(halted(figures), all),
            unreported: share(figures.unreported.len(), all),
            overdue: share(figures.overdue.len(), all),
            mean_progress: figures.mean_progress.map(|mean| mean.text()),
            sent: share(coverage.count(State::is_sent), owed),
            on_time: share(coverage.count(|s| *s == State::OnTime), owed),
            levels: self.levels(coverage),
        })
    }

    fn rows_outside_appendix(&self, requests: bool) -> Vec<BoardRows> {
        let states = self.report.outside_appendix.iter();
        let wanted = states.filter(|t| self.plan.task(t.id).is_request() == requests);
        wanted.map(|state| self.board_rows(state)).collect()
    }

    fn screen_group(&self, group: usize) -> ScreenGroup {
        let states = || self.report.tasks.iter().filter(|t| t.group == Some(group));
        let tasks: Vec<ScreenTask> = states().map(|t| self.screen_task(t)).collect();
        let order: Vec<&str> = self.figures_order().collect();
        let mut by_status = tasks.clone();
        by_status.sort_by_key(|t| order.iter().position(|key| *key == t.key));
        ScreenGroup { tasks, by_status, rows: states().map(|t| self.board_rows(t)).collect() }
    }

    /// The statuses in reading order, then tasks without one.
    fn figures_order(&self) -> impl Iterator<Item = &'static str> {
        super::tasks::READING_ORDER.iter().map(|s| s.key()).chain([NO_ROW.0])
    }

    fn screen_task(&self, state: &TaskState<'_>) -> ScreenTask {
        let entry = state.entry.as_ref();
        let (key, letter) = entry.map_or(NO_ROW, |e| (e.status.key(), letter(e.status)));
        ScreenTask {
            id: self.code(state.id),
            key: key.to_owned(),
            letter: letter.to_owned(),
            overdue: matches!(state.timing, Timing::Overdue(_)),
            progress: entry.and_then(|e| e.progress()),
            before: state.previous.and_then(|b| b.progress),
        }
    }

    fn agency_id(&self, id: AgencyId) -> String {
        self.plan.register.agency(id).id.clone()
    }

    /// All agencies that owe a report, sent one or lead a task, by kind.
    fn screen_kinds(&self) -> Vec<ScreenKind> {
        let report = self.report;
        let mut ids: Vec<AgencyId> = report.tasks.iter().filter_map(|t| t.lead).collect();
        ids.extend(self.consolidated_agencies());
        ids.extend(report.sources.iter().filter_map(|s| s.sender));
        for coverage in &report.coverage {
            let lists = [&coverage.reporters, &coverage.requested, &coverage.voluntary];
            ids.extend(lists.into_iter().flatten().map(|r| r.agency));
        }
        ids.sort_by_key(|id| self.rank(*id));
        ids.dedup();
        let index = AgencyIndex::of(report);
        let kinds = Kind::ALL.iter().map(|(kind, _, label)| ScreenKind {
            kind: (*label).to_owned(),
            agencies: ids
                .iter()
                .filter(|id| self.plan.register.agency(**id).kind == *kind)
                .map(|id| self.screen_agency(*id, &index))
                .collect(),
        });
        kinds.filter(|k| !k.agencies.is_empty()).collect()
    }

    fn screen_agency(&self, id: AgencyId, index: &AgencyIndex<'_>) -> ScreenAgency {
        let report = self.report;
        let entry = |task: &TaskState<'_>| index.entries.get(&(id, task.id)).copied();
        ScreenAgency {
            id: self.agency_id(id),
            name: self.name(id),
            reports: index
                .reporters
                .iter()
                .zip(&report.coverage)
                .map(|(reporters, coverage)| {
                    report_state(reporters.get(&id).copied(), coverage.deadline)
                })
                .collect(),
            sources: index.sources.get(&id).into_iter().flatten().copied().collect(),
            cells: report.tasks.iter().map(|t| self.grid_cell(t, id, entry(t))).collect(),
            beside: report
                .outside_appendix
                .iter()
                .filter(|t| t.lead != Some(id) && entry(t).is_some())
                .map(|t| self.code(t.id))
                .collect(),
        }
    }

    /// A cell of the grid. An agency without a row gets one only if it is in force and has a role.
    fn grid_cell(
        &self,
        task: &TaskState<'_>,
        agency: AgencyId,
        entry: Option<&Entry<'_>>,
    ) -> Option<GridCell> {
        if let Some(entry) = entry {
            return Some(self.reported_cell(entry));
        }
        let end = self.report.window.end;
        if !self.plan.register.agency(agency).in_force(end) {
            return None;
        }
        let lead = self.plan.role(task.id, agency, end)? == Role::Lead;
        Some(GridCell {
            key: "cho".into(),
            letter: if lead { "○" } else { "·" }.into(),
            label: "".into(),
            lead,
            progress: None,
            cite: None,
        })
    }

    fn reported_cell(&self, entry: &Entry<'_>) -> GridCell {
        GridCell {
            key: entry.status.key().into(),
            letter: letter(entry.status).into(),
            label: self.shared_label(entry.status),
            lead: entry.role == Some(Role::Lead),
            progress: entry.progress().map(percent),
            cite: Some(self.cite(&entry.cite)),
        }
    }

    /// Reports that were owed and have a day of receipt, by day.
    fn timeline(&self, coverage: &Coverage) -> TimelineView {
        let deadline = coverage.deadline;
        let mut dated: Vec<(NaiveDate, AgencyId)> = coverage
            .owed()
            .filter(|r| matches!(r.state, State::OnTime | State::Late(_)))
            .filter_map(|r| Some((r.received?, r.agency)))
            .collect();
        dated.sort_by_key(|(day, id)| (*day, self.rank(*id)));
        let first = dated.first().map_or(deadline, |(day, _)| *day).min(deadline);
        let last = dated.last().map_or(deadline, |(day, _)| *day).max(deadline);
        let mut days: Vec<TimelineDay> = Vec::new();
        for (day, id) in &dated {
            let at = (*day - first).num_days();
            if days.last().is_none_or(|d| d.at != at) {
                days.push(TimelineDay {
                    date: date::short(*day),
                    at,
                    days: (*day - deadline).num_days(),
                    agencies: Vec::new(),
                });
            }
            if let Some(open) = days.last_mut() {
                open.agencies.push(self.name(*id));
            }
        }
        TimelineView {
            first: date::short(first),
            last: date::short(last),
            span: (last - first).num_days(),
            deadline_at: (deadline - first).num_days(),
            dated: dated.len(),
            most: days.iter().map(|d| d.agencies.len()).max().unwrap_or_default(),
            days,
        }
    }
}

/// Data of a report indexed by agency.
struct AgencyIndex<'a> {
    entries: BTreeMap<(AgencyId, TaskId), &'a Entry<'a>>,
    sources: BTreeMap<AgencyId, BTreeSet<usize>>,
    reporters: Vec<BTreeMap<AgencyId, &'a Reporter>>,
}

impl<'a> AgencyIndex<'a> {
    fn of(report: &'a Report<'a>) -> Self {
        let mut entries = BTreeMap::new();
        let mut sources: BTreeMap<AgencyId, BTreeSet<usize>> = BTreeMap::new();
        for task in report.tasks.iter().chain(&report.outside_appendix) {
            for entry in task.entry.iter().chain(&task.others) {
                entries.insert((entry.agency, entry.task), entry);
                sources.entry(entry.agency).or_default().insert(entry.cite.source() + 1);
            }
        }
        for (n, source) in report.sources.iter().enumerate() {
            if let Some(sender) = source.sender {
                sources.entry(sender).or_default().insert(n + 1);
            }
        }
        let reporters = report
            .coverage
            .iter()
            .map(|coverage| coverage.all().map(|reporter| (reporter.agency, reporter)).collect());
        Self { entries, sources, reporters: reporters.collect() }
    }
}

/// Number of tasks paused or not begun.
fn halted(figures: &Figures) -> usize {
    figures.count(Status::Paused) + figures.count(Status::NotStarted)
}

/// An amount for a chart.
fn chart_amount(amount: Option<i128>) -> Option<i64> {
    amount.map(|dong| i64::try_from(dong).unwrap_or(i64::MAX))
}

fn report_state(known: Option<&Reporter>, deadline: NaiveDate) -> ReportState {
    let received = known.and_then(|reporter| reporter.received);
    ReportState {
        state: known.map_or("none", Reporter::key).to_owned(),
        received: received.map(date::short),
        days: received.map(|day| (day - deadline).num_days()),
        reason: known.and_then(Reporter::reason).map(clean),
    }
}
