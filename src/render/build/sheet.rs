//! One agency's part of a report → [`Sheet`]. Selects and sorts; the wording belongs to the
//! templates.

use std::collections::BTreeMap;

use super::figure_tables::agency_value;
use super::reminder::ReminderBuilder;
use super::tasks::timing;
use super::{Builder, percent};
use crate::consolidate::{
    self, AgencyFollowUp, AgencyValue, ConcernKind, Entry, FollowUp, IndicatorTotals, Obligation,
    Outcome, Report, Reporter, State, TaskState,
};
use crate::plan::{AgencyId, Origin, Reports, Role, TaskId, cumulative_since};
use crate::render::reminder::LetterKind;
use crate::render::sheet::*;
use crate::render::status;
use crate::render::text::{clean, paragraphs};
use crate::render::view::{Head, NamedPeriod};
use crate::submission::Field;
use crate::text::{date, number, wrap};

/// Maximum length of a task's wording, so that the sheet fits on one page.
const MAX_BRIEF_CHARS: usize = 95;

/// The sheet of an agency. `plan_digest` is the digest of the plan for the period.
pub fn sheet(
    report: &Report<'_>,
    follow_up: &FollowUp,
    plan_digest: &str,
    agency: AgencyId,
) -> Sheet {
    let previous = consolidate::previous_entries(report)
        .into_iter()
        .filter(|((_, who), _)| *who == report.input.plan.register.body(agency))
        .map(|((task, _), entry)| (task, entry))
        .collect();
    let builder = SheetBuilder { builder: Builder::new(report), agency, previous };
    builder.sheet(follow_up, plan_digest)
}

struct SheetBuilder<'r, 'a> {
    builder: Builder<'r, 'a>,
    agency: AgencyId,
    /// The agency's entries in the previous period.
    previous: BTreeMap<TaskId, Entry<'a>>,
}

impl SheetBuilder<'_, '_> {
    fn sheet(&self, follow_up: &FollowUp, plan_digest: &str) -> Sheet {
        let builder = &self.builder;
        let (report, plan) = (builder.report, builder.plan);
        let input = &report.input;
        let body = plan.register.agency(self.agency);
        let (mut led, mut coordinated, mut outside_appendix) = (Vec::new(), Vec::new(), Vec::new());
        for (id, role) in plan.tasks_of(self.agency, report.window.end) {
            let list = match (plan.task(id).origin, role) {
                (Origin::Appendix { .. }, Some(Role::Lead)) => &mut led,
                (Origin::Appendix { .. }, _) => &mut coordinated,
                _ => &mut outside_appendix,
            };
            let mut states = report.tasks.iter().chain(&report.outside_appendix);
            list.extend(states.find(|state| state.id == id).map(|state| self.task(state)));
        }
        let given_on = report.tasks.iter().filter(|state| {
            let last = plan.task(state.id).handover(report.window.end);
            last.is_some_and(|(_, before)| before == self.agency)
        });
        let given_on = given_on.map(|state| self.task(state)).collect();
        let coordinated_silent = take_silent(&mut coordinated);
        let beside_silent = take_silent(&mut outside_appendix);
        let wanted = wanted_of(follow_up).find(|wanted| wanted.agency == self.agency);
        Sheet {
            schema: SCHEMA,
            kind: match body.reports {
                Reports::Request => LetterKind::Request.key(),
                _ => LetterKind::Reminder.key(),
            },
            period: builder.reminder_period(),
            previous: report.previous.map(|p| NamedPeriod { id: p.id(), name: p.name() }),
            as_of: date::short(input.as_of),
            notice: input.page.notice.as_deref().map(clean),
            // `period.yaml` describes the report, not this sheet.
            head: Head {
                number: None,
                date: None,
                signer: None,
                addressees: Vec::new(),
                ..builder.head()
            },
            plan: builder.plan_view(plan_digest),
            agency: body.name.clone(),
            agency_id: body.id.clone(),
            parts: self.parts(),
            led,
            given_on,
            coordinated,
            coordinated_silent,
            beside: outside_appendix,
            beside_silent,
            rows: self.rows(),
            figures: self.figures(),
            figures_missing: self.figures_missing(),
            wanted: wanted.map(|wanted| ReminderBuilder::of(report, plan_digest).wanted(wanted)),
        }
    }

    fn parts(&self) -> Vec<SheetPart> {
        let builder = &self.builder;
        let folders = builder.report.input.current.iter().zip(&builder.report.coverage);
        let parts = folders.map(|(folder, coverage)| {
            let reporter = coverage.all().find(|r| r.agency == self.agency);
            let outcome = reporter.map_or(Outcome::Silent, Reporter::outcome);
            let owed = reporter.filter(|r| r.obligation == Obligation::Owed);
            let rows = folder.checked.rows().filter(|row| row.agency() == self.agency);
            SheetPart {
                period: coverage.period.name(),
                deadline: date::short(coverage.deadline),
                state_label: status::outcome_label(outcome).to_owned(),
                received: reporter.and_then(|r| r.received).map(date::short),
                days_late: owed.and_then(|r| match r.state {
                    State::Late(days) | State::Deferred(days) => Some(days),
                    _ => None,
                }),
                reason: owed.and_then(Reporter::reason).map(clean),
                rows: reporter.map_or(0, |r| r.data_rows),
                accepted: rows.count(),
            }
        });
        parts.collect()
    }

    /// The agency's rows, in the order of the plan.
    fn rows(&self) -> Vec<SheetRow> {
        let builder = &self.builder;
        let register = &builder.plan.register;
        let body = register.body(self.agency);
        let states = builder.report.tasks.iter().chain(&builder.report.outside_appendix);
        let entries = states.flat_map(|state| state.entry.iter().chain(&state.others));
        let own = entries.filter(|entry| register.body(entry.agency) == body);
        own.map(|entry| self.row(entry)).collect()
    }

    /// The agency's figures, in this or the previous period. Those of sensitive indicators stand
    /// here and nowhere else: they are its own.
    fn figures(&self) -> Vec<SheetFigure> {
        let builder = &self.builder;
        let plan = builder.plan;
        let of = |totals: &IndicatorTotals| {
            let indicator = builder.indicator(totals.id);
            let own = totals.now.of_own_sheet(plan, self.agency);
            let before = totals.previous.as_ref();
            let before = before.and_then(|of| of.total.of_own_sheet(plan, self.agency));
            own.or(before)?;
            Some(SheetFigure {
                id: indicator.id.clone(),
                name: clean(&indicator.name),
                unit: indicator.unit.get().name,
                value: own.and_then(agency_value),
                before: before.and_then(agency_value),
                is_asked: own.is_some() || self.is_silent(totals),
                is_sensitive: indicator.sensitive,
                in_doubt: own.is_some_and(AgencyValue::is_in_doubt),
                places: own
                    .iter()
                    .flat_map(|value| &value.readings)
                    .map(|reading| builder.cite(&reading.cite))
                    .collect(),
            })
        };
        builder.report.totals.iter().filter_map(of).collect()
    }

    /// The indicators it is asked for and gave neither now nor before; none where nobody gave any
    /// figure.
    fn figures_missing(&self) -> Vec<String> {
        let builder = &self.builder;
        if !builder.has_figures() {
            return Vec::new();
        }
        let missing = builder.report.totals.iter().filter(|totals| {
            let before = totals.previous.as_ref();
            let before = before.and_then(|of| of.total.of_own_sheet(builder.plan, self.agency));
            self.is_silent(totals) && before.is_none()
        });
        missing.map(|totals| builder.indicator(totals.id).id.clone()).collect()
    }

    /// Whether it is asked for an indicator and gave no value.
    fn is_silent(&self, totals: &IndicatorTotals) -> bool {
        let register = &self.builder.plan.register;
        let body = register.body(self.agency);
        totals.now.silent.iter().any(|silent| register.body(*silent) == body)
    }

    fn row(&self, entry: &Entry<'_>) -> SheetRow {
        let builder = &self.builder;
        let text = |field| paragraphs(entry.text(field));
        let amount = |dong: Option<i64>| dong.map(|dong| number::dong(i128::from(dong)));
        SheetRow {
            id: builder.code(entry.task),
            brief: self.brief(entry.task),
            status_label: builder.label(entry.status),
            progress: entry.progress().map(percent),
            said_in: (entry.period != builder.report.input.period).then(|| entry.period.name()),
            result: text(Field::Result),
            allocated: amount(entry.allocated()),
            disbursed: amount(entry.disbursed()),
            cumulative: cumulative_since(entry.year),
            funds: entry.funds().map(|source| source.label().to_owned()),
            difficulty: text(Field::Difficulty),
            difficulty_theme: self.theme(entry, ConcernKind::Difficulty),
            proposal: text(Field::Proposal),
            proposal_theme: self.theme(entry, ConcernKind::Proposal),
            reply: self.reply(entry),
            next: text(Field::Next),
            cite: builder.cite(&entry.cite),
        }
    }

    /// The theme of the difficulty or proposal of a row.
    fn theme(&self, entry: &Entry<'_>, kind: ConcernKind) -> Option<String> {
        let builder = &self.builder;
        let mut own = builder.report.concerns.of_kind(kind);
        let concern = own.find(|concern| concern.cite.row_key() == entry.cite.row_key())?;
        Some(clean(&builder.plan.reporting.themes.get(concern.theme?).name))
    }

    /// The reply to the proposal of a row, if it is asked of the consolidating body.
    fn reply(&self, entry: &Entry<'_>) -> Option<String> {
        let asked = consolidate::proposals(self.builder.report).to_unit?;
        let mut concerns = asked.groups.iter().flat_map(|group| &group.concerns);
        let concern = concerns.find(|concern| concern.cite.row_key() == entry.cite.row_key())?;
        self.builder.reply(concern.theme)
    }

    /// The short name of a task, or the start of its wording.
    fn brief(&self, id: TaskId) -> String {
        let task = self.builder.plan.task(id);
        let text = task.name.clone().unwrap_or_else(|| task.text());
        wrap::beginning(&text, MAX_BRIEF_CHARS)
    }

    fn task(&self, state: &TaskState<'_>) -> SheetTask {
        let builder = &self.builder;
        let task = builder.plan.task(state.id);
        let is_lead = state.lead == Some(self.agency);
        let register = &builder.plan.register;
        let is_own = |entry: &&Entry<'_>| register.body(entry.agency) == register.body(self.agency);
        // For a task it leads, only rows written as lead count, not older ones as coordinator.
        let entry = match is_lead {
            true => state.entry.as_ref(),
            false => state.entry.iter().chain(&state.others).find(is_own),
        };
        let is_refused = || {
            builder.report.left_out.iter().any(|out| {
                out.agency == Some(self.agency) && out.task.as_deref() == Some(&*task.id)
            })
        };
        let left_out = entry.is_none() && if is_lead { state.left_out } else { is_refused() };
        let (lead_since, lead_before) = builder.handover(state.id).unzip();
        SheetTask {
            id: task.id.clone(),
            brief: self.brief(state.id),
            lead: state.lead.map(|id| builder.name(id)),
            lead_since,
            lead_before,
            status: entry.map(|e| e.status.key()),
            status_label: match entry {
                Some(entry) => builder.label(entry.status),
                None if left_out => "Số liệu còn lỗi".to_owned(),
                None => "Chưa có số liệu".to_owned(),
            },
            progress: entry.and_then(|e| e.progress()).map(percent),
            before: self.previous.get(&state.id).map(|previous| match previous.progress() {
                Some(progress) => {
                    format!("{}, {}", builder.label(previous.status), percent(progress))
                }
                None => builder.label(previous.status),
            }),
            timing_label: Some(timing(state.timing).1).filter(|words| is_lead && !words.is_empty()),
            left_out,
            cite: entry.map(|e| builder.cite(&e.cite)),
        }
    }
}

/// Removes the tasks without a row now and before; returns their codes.
fn take_silent(tasks: &mut Vec<SheetTask>) -> Vec<String> {
    let silent = |t: &mut SheetTask| t.status.is_none() && !t.left_out && t.before.is_none();
    tasks.extract_if(.., silent).map(|task| task.id).collect()
}

/// The follow-up of all agencies.
fn wanted_of(follow_up: &FollowUp) -> impl Iterator<Item = &AgencyFollowUp> {
    follow_up
        .duty
        .iter()
        .chain(&follow_up.requested)
        .chain(&follow_up.dissolved)
        .chain(&follow_up.own_unit)
}
