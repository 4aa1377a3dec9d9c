//! The points of the summary and the table of decisions.

use std::collections::BTreeMap;

use super::Builder;
use super::levels::{LEVELS, rank};
use super::tasks::{READING_ORDER, due_by};
use crate::check::DueBy;
use crate::consolidate::{
    Addressed, Addressee, Bodies, Coverage, Decision, Recurrence, Reporter, TaskState, Timing,
    Urgency, decisions,
};
use crate::plan::{AgencyId, Kind, Lookup, Period, Status, TaskId};
use crate::render::view::*;
use crate::submission::Field;
use crate::text::date;

/// Keys of tasks without a valid row of the lead.
pub(super) const SILENT: (&str, &str) = ("khong_bao_cao", "Chủ trì chưa báo cáo");
/// See [`SILENT`].
pub(super) const LEFT_OUT: (&str, &str) = ("con_loi", "Số liệu còn lỗi");

impl Builder<'_, '_> {
    pub(super) fn summary(&self) -> SummaryView {
        let report = self.report;
        let most = self.plan.reporting.limits.decisions as usize;
        let all = decisions(report);
        let more_decisions = all.len().saturating_sub(most);
        let mut urgent: Vec<&Decision<'_, '_>> = all.iter().take(most).collect();
        // Stable: under each who decides, the most urgent first.
        urgent.sort_by_key(|decision| match decision.proposal.to {
            Addressee::Province => 0,
            Addressee::Ministry(_) => 1,
            _ => 2,
        });
        let open = |state: &&TaskState<'_>| {
            state.due.is_none() && matches!(state.timing, Timing::NoDate | Timing::Unknown)
        };
        let (left_out, without_date): (Vec<_>, Vec<_>) =
            report.tasks.iter().filter(open).partition(|state| state.left_out);
        SummaryView {
            tasks: report.tasks.len(),
            states: self.state_tasks(),
            since: report.previous.map(|p| p.short_name()),
            previous_word: previous_word(report.input.period).into(),
            changes: report.changes.as_ref().map(|changes| self.changed_tasks(changes)),
            overdue: [DueBy::Agency, DueBy::Plan]
                .into_iter()
                .map(|by| self.overdue(by))
                .filter(|overdue| overdue.count > 0)
                .collect(),
            without_date: without_date.len(),
            date_left_out: left_out.len(),
            dates_unknown: report.tasks.iter().all(|state| state.timing == Timing::Unknown),
            stalled: report.tasks.iter().filter_map(|state| self.stalled(state)).collect(),
            submissions: report.coverage.iter().map(|c| self.submission(c)).collect(),
            unrepresentative: [1, 2]
                .into_iter()
                .filter(|level| report.coverage.iter().any(|c| self.is_thin(c, *level)))
                .map(|level| LEVELS[level].into())
                .collect(),
            decisions: urgent.into_iter().map(|decision| self.decision(decision)).collect(),
            more_decisions,
        }
    }

    /// The states that occur. Codes are given where somebody has to act.
    fn state_tasks(&self) -> Vec<StateTasks> {
        let mut states: Vec<StateTasks> = Vec::new();
        for status in READING_ORDER {
            let of = |state: &&TaskState<'_>| {
                state.entry.as_ref().is_some_and(|entry| entry.status == status)
            };
            let named = matches!(status, Status::Paused | Status::NotStarted | Status::Nothing);
            states.push(self.tasks_in(status.key(), &self.label(status), named, of));
        }
        let unreported = |left_out| {
            move |state: &&TaskState<'_>| state.entry.is_none() && state.left_out == left_out
        };
        states.push(self.tasks_in(SILENT.0, SILENT.1, true, unreported(false)));
        states.push(self.tasks_in(LEFT_OUT.0, LEFT_OUT.1, true, unreported(true)));
        states.retain(|state| state.count > 0);
        states
    }

    fn tasks_in(
        &self,
        key: &'static str,
        label: &str,
        named: bool,
        is_in: impl Fn(&&TaskState<'_>) -> bool,
    ) -> StateTasks {
        let ids: Vec<TaskId> =
            self.report.tasks.iter().filter(is_in).map(|state| state.id).collect();
        StateTasks {
            key: key.into(),
            label: label.to_owned(),
            count: ids.len(),
            tasks: if named { self.codes(&ids) } else { Vec::new() },
        }
    }

    /// Overdue tasks whose date was set by one side, the latest first.
    fn overdue(&self, by: DueBy) -> OverdueView {
        let states = self.report.tasks.iter();
        let mut overdue: Vec<(&TaskState<'_>, i64)> = states
            .filter_map(|state| match state.timing {
                Timing::Overdue(days) if state.due?.by == by => Some((state, days)),
                _ => None,
            })
            .collect();
        overdue.sort_by_key(|(state, days)| (-days, state.id));
        let most = self.plan.reporting.limits.names as usize;
        OverdueView {
            by: due_by(by).into(),
            count: overdue.len(),
            tasks: overdue
                .iter()
                .take(most)
                .map(|(state, days)| OverdueTask {
                    id: self.code(state.id),
                    lead: state.lead.map(|id| self.name(id)),
                    days: *days,
                })
                .collect(),
        }
    }

    /// A task not begun or paused for several quarters.
    fn stalled(&self, state: &TaskState<'_>) -> Option<StalledView> {
        let entry = state.entry.as_ref()?;
        let Recurrence { in_row, .. } = state.recurrence?;
        let is_still = matches!(entry.status, Status::NotStarted | Status::Paused) && in_row > 1;
        is_still.then(|| StalledView {
            id: self.code(state.id),
            lead: state.lead.map(|id| self.name(id)),
            status_label: self.label(entry.status),
            in_a_row: in_row,
        })
    }

    fn submission(&self, coverage: &Coverage) -> SubmissionView {
        let mut levels: BTreeMap<usize, Vec<&Reporter>> = BTreeMap::new();
        for reporter in coverage.owed() {
            levels.entry(self.level(reporter.agency)).or_default().push(reporter);
        }
        let level = |(level, owed): (usize, Vec<&Reporter>)| {
            let ids = owed.iter().map(|r| r.agency);
            let kinds = Bodies::of(self.plan, ids).kinds(self.plan);
            SubmissionLevel {
                level: LEVELS[level].into(),
                sent: owed.iter().filter(|r| r.state.is_sent()).count(),
                of: owed.len(),
                words: match kinds.as_slice() {
                    [only] if level > 0 => only.words.clone(),
                    _ => "cơ quan".to_owned(),
                },
            }
        };
        SubmissionView {
            period: coverage.period.short_name(),
            deadline: date::short(coverage.deadline),
            still_open: coverage.is_open(),
            levels: levels.into_iter().map(level).collect(),
        }
    }

    fn level(&self, id: AgencyId) -> usize {
        rank(self.plan.register.agency(id).kind)
    }

    /// Whether fewer bodies of a level than the limit sent a report.
    fn is_thin(&self, coverage: &Coverage, level: usize) -> bool {
        let owed: Vec<&Reporter> =
            coverage.owed().filter(|r| self.level(r.agency) == level).collect();
        let sent = owed.iter().filter(|r| r.state.is_sent()).count();
        sent * 100 < owed.len() * self.plan.reporting.limits.representative_percent as usize
    }

    fn decision(&self, decision: &Decision<'_, '_>) -> DecisionView {
        let (state, entry) = (decision.state, decision.entry);
        let since = self.report.recurrences.by_body(entry, Field::Proposal).since;
        let (urgency, due) = match decision.urgency {
            Urgency::Overdue(_) => ("overdue", None),
            Urgency::Paused => ("paused", None),
            Urgency::NotStarted => ("not_started", None),
            Urgency::DueSoon(day) => ("due_soon", Some(day)),
        };
        DecisionView {
            decider: self.decider(decision),
            matter: self.quoted(entry, Field::Proposal, decision.proposal.matter),
            task: self.code(state.id),
            urgency: urgency.into(),
            due: due.map(date::short),
            since: (since != self.report.input.period).then(|| since.short_name()),
        }
    }

    /// Who decides: the body of the register that is named, else the name as written, else the sort
    /// of body.
    fn decider(&self, decision: &Decision<'_, '_>) -> String {
        let Addressed { to, name, .. } = decision.proposal;
        let known = name.map(|name| self.plan.register.lookup(name, self.report.window.end));
        match (known, name, to) {
            (Some(Lookup::One(id)), ..) | (_, None, Addressee::Ministry(id)) => self.short_name(id),
            (_, Some(name), _) => name.to_owned(),
            (_, None, Addressee::Province) => self.short_name(self.plan.reporting.parent),
            (_, None, _) => "Bộ, ngành Trung ương".to_owned(),
        }
    }

    /// The short name of a body of the province's leadership, the name of any other.
    fn short_name(&self, id: AgencyId) -> String {
        let agency = self.plan.register.agency(id);
        let short = agency.short.as_ref().filter(|_| agency.kind == Kind::Province);
        short.unwrap_or(&agency.name).clone()
    }
}

/// How the period before this one is called.
fn previous_word(period: Period) -> &'static str {
    match period {
        Period::Quarter(..) => "quý trước",
        Period::Year(_) => "năm trước",
        Period::Half(..) | Period::NineMonths(_) | Period::Range(..) => "kỳ trước",
    }
}
