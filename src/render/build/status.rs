//! [`Report`] → [`Status`]: keys and numbers for programs, with their labels. Nothing is recounted.

use super::Builder;
use super::tasks::{brief, due_by, timing};
use crate::consolidate::{
    self, Change, Changes, Figures, Folder, Obligation, Report, Reporter, State, TaskState, Timing,
};
use crate::plan::{Kind, TaskId};
use crate::render::status::{self as view, Band};
use crate::render::text::clean;

/// The status of a period.
pub fn status(report: &Report<'_>) -> view::Status {
    let builder = Builder::new(report);
    let input = &report.input;
    let folders = input.current.iter().zip(&report.coverage);
    let (data_from, data_to) = builder.data_days();
    view::Status {
        schema: view::SCHEMA,
        period: input.period.id(),
        period_name: input.period.name(),
        from: report.window.start.to_string(),
        to: report.window.end.to_string(),
        data_from: data_from.map(|day| day.to_string()),
        data_to: data_to.map(|day| day.to_string()),
        as_of: input.as_of.to_string(),
        notice: input.page.notice.as_deref().map(clean),
        previous: report.previous.map(|p| p.id()),
        data_errors: report.data_errors,
        missing_parts: report.missing_parts.iter().map(|p| p.id()).collect(),
        coverage: folders.map(|(folder, c)| builder.status_coverage(folder, c)).collect(),
        figures: builder.status_figures(&report.figures),
        tasks: report.tasks.iter().map(|t| builder.status_task(t)).collect(),
        themes: builder.themes(),
        indicators: builder.status_indicators(),
    }
}

impl Builder<'_, '_> {
    fn status_coverage(&self, folder: &Folder, coverage: &consolidate::Coverage) -> view::Coverage {
        let silent = coverage.requested_silent.iter().map(|id| Reporter {
            agency: *id,
            obligation: Obligation::Requested,
            state: State::NotYet,
            received: None,
            rows: 0,
            data_rows: 0,
            excuse: None,
        });
        let silent: Vec<Reporter> = silent.collect();
        let mut all: Vec<&Reporter> = coverage.all().chain(&silent).collect();
        all.sort_by_key(|r| (r.obligation, self.rank(r.agency)));
        view::Coverage {
            period: coverage.period.id(),
            period_name: coverage.period.name(),
            deadline: coverage.deadline.to_string(),
            owed: coverage.owed().count(),
            sent: coverage.count(State::is_sent),
            on_time: coverage.count(|s| *s == State::OnTime),
            late: coverage.count(|s| matches!(s, State::Late(_))),
            deferred: coverage.count(|s| matches!(s, State::Deferred(_))),
            undated: coverage.count(|s| *s == State::Undated),
            empty: coverage.count(|s| *s == State::Empty),
            unusable: coverage.count(|s| *s == State::Unusable),
            unread: coverage.count(|s| *s == State::Unread),
            figures_alone: coverage.count(|s| *s == State::FiguresAlone),
            missing: coverage.count(|s| *s == State::Missing),
            not_yet: coverage.count(|s| *s == State::NotYet),
            excused: coverage.count(|s| matches!(s, State::Excused(_))),
            agencies: all.iter().map(|r| self.status_agency(r, folder)).collect(),
        }
    }

    fn status_agency(&self, reporter: &Reporter, folder: &Folder) -> view::Agency {
        let agency = self.plan.register.agency(reporter.agency);
        let leads = self.plan.led_by(reporter.agency, self.plan.window(folder.period).end);
        let has_row = |task: &&TaskId| {
            let mut rows = folder.checked.rows();
            rows.any(|row| row.agency() == reporter.agency && row.task() == **task)
        };
        let reported: Vec<TaskId> = leads.iter().filter(has_row).copied().collect();
        view::Agency {
            id: agency.id.clone(),
            name: agency.name.clone(),
            kind: Kind::ALL.iter().find(|(k, ..)| *k == agency.kind).map_or("", |(_, key, _)| key),
            duty: reporter.obligation,
            state: reporter.outcome(),
            state_label: view::outcome_label(reporter.outcome()),
            days_late: match reporter.state {
                State::Late(days) | State::Deferred(days)
                    if reporter.obligation == Obligation::Owed =>
                {
                    Some(days)
                }
                _ => None,
            },
            received: reporter.received.map(|day| day.to_string()),
            rows: reporter.data_rows,
            rows_accepted: reporter.rows,
            reason: match &reporter.state {
                State::Excused(reason) => Some(clean(reason)),
                _ => None,
            },
            leads: self.codes(&leads),
            leads_reported: self.codes(&reported),
        }
    }

    fn status_figures(&self, figures: &Figures) -> view::Figures {
        let days = self.plan.reporting.overdue_days;
        let over = |high: bool| {
            figures.overdue.iter().filter(|(_, d)| (*d > i64::from(days)) == high).count()
        };
        view::Figures {
            tasks: figures.tasks.len(),
            by_status: figures
                .by_status
                .iter()
                .map(|(status, tasks)| view::StatusCount {
                    status: *status,
                    label: self.label(*status),
                    count: tasks.len(),
                })
                .collect(),
            unreported: figures.unreported.len(),
            on_time: figures.on_time.len(),
            no_date: figures.no_date.len(),
            overdue_low: over(false),
            overdue_high: over(true),
            overdue_days: days,
            silent: self.report.tasks.iter().filter(|t| t.silent_days.is_some()).count(),
            silent_days: self.plan.reporting.silent_days,
            mean_progress: figures.mean_progress.map(|mean| as_percent(mean.hundredths())),
            mean_over: figures.mean_over,
        }
    }

    fn status_task(&self, state: &TaskState<'_>) -> view::Task {
        let task = self.plan.task(state.id);
        let entry = state.entry.as_ref();
        let text = task.text();
        let (timing, timing_label) = timing(state.timing);
        let days_overdue = match state.timing {
            Timing::Overdue(days) => Some(days),
            _ => None,
        };
        let limit = i64::from(self.plan.reporting.overdue_days);
        let low_or_high = |days| if days > limit { Band::OverdueHigh } else { Band::OverdueLow };
        view::Task {
            id: task.id.clone(),
            text: brief(&text).to_owned(),
            lead: state.lead.map(|id| self.plan.register.agency(id).id.clone()),
            lead_name: state.lead.map(|id| self.name(id)),
            status: entry.map(|e| e.status),
            status_label: self.status_label(state),
            left_out: state.left_out,
            progress: entry.and_then(|e| e.progress()).map(as_percent),
            change: state.change().map(as_percent),
            before_status: state.previous.map(|b| b.status),
            before_label: state.previous.map(|b| self.label(b.status)),
            before_progress: state.previous.and_then(|b| b.progress).map(as_percent),
            changes: self
                .report
                .changes
                .as_ref()
                .and_then(|c| changes(c, state.id))
                .into_iter()
                .collect(),
            due: state.due.map(|due| due.day.to_string()),
            due_by: state.due.map(|due| due_by(due.by)),
            due_stated_in: state.due.and_then(|due| due.stated_in).map(|p| p.id()),
            timing,
            timing_label,
            band: days_overdue.map(low_or_high).or(state.silent_days.map(|_| Band::Silent)),
            days_overdue,
            days_silent: state.silent_days,
            others: state.others.len(),
        }
    }
}

fn changes(changes: &Changes, task: TaskId) -> Option<Change> {
    changes.tasks.iter().find(|(id, _)| *id == task).map(|(_, change)| *change)
}

/// Hundredths of a percent as a percentage; two decimals are represented exactly in the output.
fn as_percent(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}
