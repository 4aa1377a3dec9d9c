//! The tasks by recommendation. Links come from the plan, states from the report: nothing is
//! recounted.

use std::collections::BTreeMap;

use super::tasks::{READING_ORDER, brief, due_by, timing};
use super::words::shows_progress;
use super::{Builder, percent};
use crate::consolidate::{
    Bodies, Coordination, IndicatorTotals, LevelCoordinators, Report, Shown, TaskState, Total,
    coordination,
};
use crate::plan::{AgencyId, Certainty, Indicator, Mapping, Status, TaskId};
use crate::render::answered::Answered;
use crate::render::status::{NOTHING_TO_DIVIDE, divides_nothing, total_label, with_unit};
use crate::render::text::clean;
use crate::render::trace::{SCHEMA, Trace};
use crate::render::view::*;
use crate::text::date;

/// The tasks of a report by recommendation, as a document of its own.
pub fn trace(report: &Report<'_>, plan_digest: &str) -> Trace {
    let builder = Builder::new(report);
    let input = &report.input;
    Trace {
        schema: SCHEMA,
        period: builder.period(),
        previous: report.previous.map(|p| NamedPeriod { id: p.id(), name: p.name() }),
        as_of: date::short(input.as_of),
        notice: input.page.notice.as_deref().map(clean),
        data_errors: report.data_errors,
        head: builder.head(),
        plan: builder.plan_view(plan_digest),
        trace: builder.trace(),
    }
}

/// What is said of a task without a valid row of its lead.
const LEFT_OUT: &str = "Số liệu của cơ quan chủ trì còn lỗi, chưa được tính";
const SILENT: &str = "Chưa có báo cáo của cơ quan chủ trì";
/// What is said of a paragraph that the plan does not list.
const NOT_LISTED: &str = "Kế hoạch không ghi đã đọc đến đâu";

/// Whether anybody gave a value.
fn is_given(total: &Total) -> bool {
    total.answers.given + total.answers.others > 0
}

impl Builder<'_, '_> {
    /// The tasks of the appendix by recommendation.
    pub(super) fn trace(&self) -> TraceView {
        let plan = self.plan;
        let paragraphs: Vec<TracedParagraph> = plan
            .answered_paragraphs()
            .into_iter()
            .map(|of| TracedParagraph {
                number: of.number.to_owned(),
                subject: of.known.map(|known| known.subject.clone()),
                certainty: of.known.map(|known| known.certainty.key().into()),
                certainty_label: of
                    .known
                    .map_or(NOT_LISTED, |known| known.certainty.label())
                    .to_owned(),
                read: of.known.and_then(|known| known.read.clone()),
                tasks: of.tasks.into_iter().filter_map(|id| self.traced(id)).collect(),
            })
            .collect();
        let unlinked: Vec<TracedTask> =
            plan.tasks_without_paragraph().into_iter().filter_map(|id| self.traced(id)).collect();
        let tasks = self.report.tasks.len();
        let all = || paragraphs.iter().flat_map(|of| &of.tasks).chain(&unlinked);
        let confirmed = Mapping::Confirmed.key();
        let is_proposed = all().filter_map(|t| t.mapping.as_deref()).any(|of| of != confirmed);
        TraceView {
            of: plan.recommendations.of.clone(),
            document: plan.reporting.recommendations.clone(),
            proposed_by: is_proposed.then(|| plan.unit_name().to_owned()),
            tasks,
            linked: tasks - unlinked.len(),
            has_figures: all().any(|task| !task.figures.is_empty()),
            has_doubts: all().flat_map(|task| &task.figures).any(|figure| figure.in_doubt > 0),
            figures_proposed_by: self.has_proposed_figure().then(|| plan.unit_name().to_owned()),
            paragraphs,
            unlinked,
        }
    }

    fn traced(&self, id: TaskId) -> Option<TracedTask> {
        let state = self.report.tasks.iter().find(|state| state.id == id)?;
        let task = self.plan.task(id);
        let text = task.text();
        let short = brief(&text);
        let cut = || if short.len() < text.len() { format!("{short}…") } else { text.clone() };
        let mapping = task.crc.mapping;
        let mapping = (!task.crc.paragraphs.is_empty()).then_some(mapping);
        let entry = state.entry.as_ref();
        let (timing, timing_label) = timing(state.timing);
        let (lead_since, lead_before) = self.handover(id).unzip();
        Some(TracedTask {
            id: task.id.clone(),
            name: task.name.clone().unwrap_or_else(cut),
            mapping: mapping.map(|mapping| mapping.key().into()),
            mapping_label: mapping.map(|mapping| mapping.label().to_owned()),
            lead: state.lead.map(|id| self.name(id)),
            lead_since,
            lead_before,
            status: entry.map(|e| e.status.key().into()),
            status_label: self.status_label(state),
            state: self.state_told(state),
            progress: entry.and_then(|e| e.progress()).map(percent),
            before: state.previous.map(|before| self.previous_label(before)),
            said_in: state.reported_in.map(|p| p.name()),
            later_refused: state.later_rejected.map(|p| p.name()),
            left_out: state.left_out,
            silent_days: state.silent_days,
            due: state.due.map(|due| date::short(due.day)),
            due_by: state.due.map(|due| due_by(due.by).into()),
            due_stated_in: state.due.and_then(|due| due.stated_in).map(|p| p.name()),
            timing: timing.into(),
            timing_label,
            others: state.others.len(),
            others_told: self.others_told(state),
            figures: self.traced_figures(id),
            figures_missing: self.missing_figures(id),
            cite: entry.map(|e| self.cite(&e.cite)),
        })
    }

    /// The state of a task in a few words: `Đang triển khai, 40%, theo báo cáo quý III năm 2025`.
    fn state_told(&self, state: &TaskState<'_>) -> String {
        let mut told = match &state.entry {
            Some(entry) => self.label(entry.status),
            None if state.left_out => LEFT_OUT.to_owned(),
            None => SILENT.to_owned(),
        };
        let measured = state.entry.as_ref().filter(|entry| shows_progress(entry.status));
        if let Some(progress) = measured.and_then(|entry| entry.progress()) {
            told += &format!(", {}", percent(progress));
        }
        match (state.later_rejected, state.reported_in) {
            (Some(refused), said) => {
                let said = said.map_or_else(|| "trước đó".to_owned(), |said| said.name());
                told += &format!(", theo báo cáo {said} vì số liệu {} còn lỗi", refused.name());
            }
            (None, Some(said)) => told += &format!(", theo báo cáo {}", said.name()),
            (None, None) => {}
        }
        if let Some(days) = state.silent_days {
            told += &format!("; đã {days} ngày chưa có báo cáo");
        }
        told
    }

    /// The totals of the indicators whose first task it is.
    fn totals_of_task(&self, task: TaskId) -> impl Iterator<Item = &IndicatorTotals> {
        let of = move |totals: &&IndicatorTotals| {
            self.plan.indicators.get(totals.id).tasks.first() == Some(&task)
        };
        self.report.totals.iter().filter(of)
    }

    /// How many figures of a task were asked for and have no value.
    fn missing_figures(&self, task: TaskId) -> usize {
        self.totals_of_task(task).filter(|totals| !is_given(&totals.now)).count()
    }

    /// The figures of a task that have a value.
    fn traced_figures(&self, task: TaskId) -> Vec<TracedFigure> {
        let given = self.totals_of_task(task).filter(|totals| is_given(&totals.now));
        given.map(|totals| self.traced_figure(totals)).collect()
    }

    fn traced_figure(&self, totals: &IndicatorTotals) -> TracedFigure {
        let (indicator, now) = (self.plan.indicators.get(totals.id), &totals.now);
        let unit = indicator.unit.get();
        let none = if divides_nothing(now) { NOTHING_TO_DIVIDE } else { "không cộng" };
        let value = total_label(now).unwrap_or_else(|| none.to_owned());
        let coverage = self.coverage_told(indicator, now);
        let name = clean(&indicator.name);
        let of_unit = match now.shown {
            None | Some(Shown::Withheld) => value.clone(),
            Some(of) => with_unit(unit, of, now.in_doubt() > 0),
        };
        TracedFigure {
            told: format!("{name}: {of_unit} ({coverage})"),
            id: indicator.id.clone(),
            name,
            value,
            unit: unit.name.to_owned(),
            coverage,
            in_doubt: now.in_doubt(),
        }
    }

    /// Who gave the values of a total, of those asked; and what must be known of it.
    fn coverage_told(&self, indicator: &Indicator, total: &Total) -> String {
        let mut told = Answered::from(&total.answers).in_full();
        if indicator.partial_of_task {
            told += "; chỉ là một phần của nhiệm vụ";
        }
        if indicator.certainty == Certainty::ReadOnce {
            told += &format!("; {}", self.plan.certainty_words(indicator.certainty));
        }
        told
    }

    /// Whether what is asked by a figure that is shown is only proposed.
    fn has_proposed_figure(&self) -> bool {
        let tasks = self.report.tasks.iter();
        let shown = tasks.flat_map(|state| self.totals_of_task(state.id));
        shown.filter(|totals| is_given(&totals.now)).any(|totals| {
            let indicator = self.plan.indicators.get(totals.id);
            [indicator.certainty, indicator.asked_certainty].contains(&Certainty::Proposed)
        })
    }

    /// The agencies other than the lead with a row on a task: by name if they are few, else counted
    /// by kind, with their states.
    fn others_told(&self, state: &TaskState<'_>) -> String {
        let all = coordination(self.report, state);
        let levels = || std::iter::once(&all.provincial).chain(&all.local);
        let count: usize = levels().map(|level| level.bodies.count()).sum();
        if count == 0 {
            return "Chưa có cơ quan phối hợp nào báo cáo".to_owned();
        }
        if count <= self.plan.reporting.limits.names as usize {
            return self.named_by_state(&all);
        }
        let levels = levels().filter(|level| !level.bodies.is_empty());
        levels.map(|level| self.counted_by_state(level)).collect::<Vec<_>>().join("; ")
    }

    /// `Sở Nội vụ, Tỉnh đoàn: đang triển khai; UBND xã Cam Lâm: hoàn thành`.
    fn named_by_state(&self, all: &Coordination) -> String {
        let mut by_state: BTreeMap<Status, Vec<AgencyId>> = BTreeMap::new();
        for level in std::iter::once(&all.provincial).chain(&all.local) {
            for (status, bodies) in &level.states {
                by_state.entry(*status).or_default().extend(bodies.ids());
            }
        }
        let told = READING_ORDER.iter().filter_map(|status| {
            let names = self.names(by_state.get(status)?).join(", ");
            Some(format!("{names}: {}", self.label_inside(*status)))
        });
        told.collect::<Vec<_>>().join("; ")
    }

    /// `12 sở, ban, ngành, 3 đoàn thể: 10 đang triển khai, 5 hoàn thành`.
    fn counted_by_state(&self, level: &LevelCoordinators) -> String {
        let counted = |bodies: &Bodies| {
            let kinds = bodies.kinds(self.plan).into_iter();
            kinds.map(|of| format!("{} {}", of.ids.len(), of.words)).collect::<Vec<_>>().join(", ")
        };
        let asked = level.asked.as_ref().map(Bodies::count);
        let asked = asked
            .map(|asked| format!(" ({}/{asked} nơi phải báo cáo)", level.answered))
            .unwrap_or_default();
        let states = READING_ORDER.iter().filter_map(|status| {
            let count = level.states.get(status)?.count();
            Some(format!("{count} {}", self.label_inside(*status)))
        });
        let states: Vec<String> = states.collect();
        format!("{}{asked}: {}", counted(&level.bodies), states.join(", "))
    }

    /// The label of a status as inside a sentence.
    fn label_inside(&self, status: Status) -> String {
        let label = self.label(status);
        let mut letters = label.chars();
        let first = letters.next().map(|c| c.to_lowercase().collect::<String>());
        first.unwrap_or_default() + letters.as_str()
    }
}
