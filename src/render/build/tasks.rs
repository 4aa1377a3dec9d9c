//! The tasks of the view: counts, changes, groups, tasks with their entries, the matrix.

use std::collections::BTreeMap;

use super::{Builder, percent, share, signed};
use crate::check::DueBy;
use crate::consolidate::{ConcernKind, Entry, Figures, PreviousState, TaskState, Timing};
use crate::plan::{AgencyId, Role, Status, TaskId};
use crate::render::text::paragraphs;
use crate::render::view::*;
use crate::submission::Field;
use crate::text::{date, ratio};

impl Builder<'_, '_> {
    pub(super) fn figures(&self, figures: &Figures) -> FiguresView {
        let all = figures.tasks.len();
        let counted = |tasks: Vec<(TaskId, String)>| CountedTasks {
            share: share(tasks.len(), all),
            named: tasks.iter().map(|(id, word)| self.named(*id) + word).collect(),
            tasks: tasks.iter().map(|(id, word)| self.code(*id) + word).collect(),
        };
        let plain = |ids: &[TaskId]| counted(ids.iter().map(|id| (*id, String::new())).collect());
        let days = self.plan.reporting.overdue_days;
        let overdue = |select: &dyn Fn(i64) -> bool| {
            let selected = figures.overdue.iter().filter(|(_, days)| select(*days));
            counted(selected.map(|(id, days)| (*id, format!(" ({days} ngày)"))).collect())
        };
        let undated = |timing: Timing| {
            let ids = figures.undated.iter().filter(|(_, t)| *t == timing).map(|(id, _)| *id);
            plain(&ids.collect::<Vec<_>>())
        };
        let mut view = FiguresView {
            tasks: all,
            by_status: READING_ORDER
                .iter()
                .map(|status| StatusCount {
                    key: status.key().into(),
                    label: self.plan.reporting.label(*status).to_owned(),
                    share: share(figures.count(*status), all),
                    tasks: figures
                        .by_status
                        .get(status)
                        .map(|ids| self.codes(ids))
                        .unwrap_or_default(),
                })
                .collect(),
            reported: all - figures.unreported.len(),
            unreported: plain(&figures.unreported),
            overdue: overdue(&|_| true),
            overdue_low: overdue(&|d| d <= i64::from(days)),
            overdue_high: overdue(&|d| d > i64::from(days)),
            overdue_days: days,
            on_time: plain(&figures.on_time),
            no_date: plain(&figures.no_date),
            done: undated(Timing::Done),
            nothing: undated(Timing::Nothing),
            unknown: undated(Timing::Unknown),
            mean_progress: figures.mean_progress.map(|mean| mean.text()),
            mean_over: figures.mean_over,
            common_mean: figures.common.map(|common| CommonMeanView {
                before: common.before.text(),
                now: common.now.text(),
                over: common.over,
                base_changed: common.base_changed,
            }),
        };
        round_to_100_percent(&mut view);
        view
    }

    /// The previous state of a task: `Đang triển khai, 40%`.
    pub(super) fn previous_label(&self, previous: PreviousState) -> String {
        match previous.progress {
            Some(progress) => format!("{}, {}", self.label(previous.status), percent(progress)),
            None => self.label(previous.status),
        }
    }

    pub(super) fn groups(&self) -> Vec<GroupView> {
        let groups = self.plan.groups.iter().enumerate();
        groups
            .map(|(n, group)| GroupView {
                id: group.id.clone(),
                number: n + 1,
                title: group.title.clone(),
                figures: self.figures(&self.report.groups[n]),
                tasks: self
                    .report
                    .tasks
                    .iter()
                    .filter(|t| t.group == Some(n))
                    .enumerate()
                    .map(|(m, t)| self.task(t, m + 1))
                    .collect(),
            })
            .collect()
    }

    pub(super) fn tasks_outside_appendix(&self, states: &[&TaskState<'_>]) -> Vec<TaskView> {
        states.iter().map(|t| self.task(t, 0)).collect()
    }

    fn task(&self, state: &TaskState<'_>, number: usize) -> TaskView {
        let task = self.plan.task(state.id);
        let entry = state.entry.as_ref();
        let (timing, timing_label) = timing(state.timing);
        let text = task.text();
        let brief = brief(&text);
        let (lead_since, lead_before) = self.handover(state.id).unzip();
        TaskView {
            id: task.id.clone(),
            number,
            letter: list_letter(number.saturating_sub(1)).into(),
            is_cut: brief.len() < text.len(),
            brief: brief.to_owned(),
            name: task.name.clone(),
            parts: task.parts.clone(),
            lead: state.lead.map(|id| self.name(id)),
            lead_since,
            lead_before,
            status: entry.map(|e| e.status.key().into()),
            status_label: self.status_label(state),
            progress: entry.and_then(|e| e.progress()).map(percent),
            change: state.change().map(signed),
            before: state.previous.map(|b| self.previous_label(b)),
            said_in: state.reported_in.map(|p| p.name()),
            later_refused: state.later_rejected.map(|p| p.name()),
            due: state.due.map(|due| date::short(due.day)),
            due_by: state.due.map(|due| due_by(due.by).into()),
            due_stated_in: state.due.and_then(|due| due.stated_in).map(|p| p.name()),
            timing: timing.into(),
            timing_label,
            left_out: state.left_out,
            silent_days: state.silent_days,
            result: entry.map(|e| paragraphs(e.text(Field::Result))).unwrap_or_default(),
            difficulty: entry.map(|e| paragraphs(e.text(Field::Difficulty))).unwrap_or_default(),
            difficulty_theme: self.theme_of(state, ConcernKind::Difficulty),
            proposal_theme: self.theme_of(state, ConcernKind::Proposal),
            results: self.results(state),
            path: state
                .path
                .iter()
                .map(|s| StepView {
                    period: s.period.name(),
                    short_period: s.period.short_name(),
                    status: s.status.key().into(),
                    status_label: self.label(s.status),
                    progress: s.progress().map(percent),
                })
                .collect(),
            rows: self.rows(state.id),
            others: self.rows_of(state.id, &state.others),
            cite: entry.map(|e| self.cite(&e.cite)),
            body: self.task_words(state),
        }
    }

    /// The results of the leads in the quarters of a longer period.
    fn results(&self, state: &TaskState<'_>) -> Vec<ResultView> {
        let steps = state.path.iter().filter(|_| state.path.len() > 1);
        let result = |entry: &Entry<'_>| ResultView {
            period: entry.period.name(),
            text: paragraphs(entry.text(Field::Result)),
            cite: self.cite(&entry.cite),
        };
        steps.map(result).filter(|result| !result.text.is_empty()).collect()
    }

    /// Since when a task has its lead, and its previous lead; `None` if it never changed.
    pub(super) fn handover(&self, id: TaskId) -> Option<(String, String)> {
        let (since, before) = self.plan.task(id).handover(self.report.window.end)?;
        Some((date::short(since), self.name(before)))
    }

    /// The status label of a task, or why it has none.
    pub(super) fn status_label(&self, state: &TaskState<'_>) -> String {
        match &state.entry {
            Some(entry) => self.label(entry.status),
            None if state.left_out => "Số liệu còn lỗi".to_owned(),
            None if state.lead.is_some() => "Chưa có báo cáo".to_owned(),
            None => String::new(),
        }
    }

    pub(super) fn label(&self, status: Status) -> String {
        self.plan.reporting.label(status).to_owned()
    }

    pub(super) fn matrix(&self) -> MatrixView {
        let report = self.report;
        let mut entries: BTreeMap<AgencyId, Vec<&Entry<'_>>> = BTreeMap::new();
        for entry in report.tasks.iter().flat_map(|t| t.entry.iter().chain(&t.others)) {
            entries.entry(entry.agency).or_default().push(entry);
        }
        let mut agencies: Vec<(AgencyId, Vec<&Entry<'_>>)> = entries.into_iter().collect();
        agencies.sort_by_key(|(id, _)| self.rank(*id));
        let rows = agencies.into_iter().map(|(agency, of_agency)| {
            let cell = |task: &TaskState<'_>| {
                let entry = of_agency.iter().find(|e| e.task == task.id)?;
                Some(MatrixCell {
                    letter: letter(entry.status).into(),
                    key: entry.status.key().into(),
                    lead: entry.role == Some(Role::Lead),
                    cite: self.cite(&entry.cite),
                })
            };
            MatrixRow {
                agency: self.name(agency),
                cells: report.tasks.iter().map(cell).collect(),
                source: of_agency.first().map_or(0, |e| e.cite.source() + 1),
            }
        });
        MatrixView {
            tasks: report.tasks.iter().map(|t| self.code(t.id)).collect(),
            legend: READING_ORDER
                .iter()
                .map(|s| Letter {
                    letter: letter(*s).into(),
                    key: s.key().into(),
                    label: self.label(*s),
                })
                .collect(),
            rows: rows.collect(),
        }
    }
}

pub(super) fn due_by(by: DueBy) -> &'static str {
    match by {
        DueBy::Plan => "plan",
        DueBy::Agency => "agency",
    }
}

/// Rounds the percentages by status, which are printed together, so that they add up to 100%.
fn round_to_100_percent(view: &mut FiguresView) {
    let shares = view.by_status.iter_mut().map(|s| &mut s.share);
    let shares: Vec<&mut Share> = shares.chain([&mut view.unreported.share]).collect();
    let counts: Vec<usize> = shares.iter().map(|share| share.count).collect();
    for (share, hundredths) in shares.into_iter().zip(ratio::shares(&counts)) {
        share.percent = share.percent.take().map(|_| percent(hundredths));
    }
}

pub(super) fn timing(timing: Timing) -> (&'static str, String) {
    match timing {
        Timing::Done => ("done", "Đã hoàn thành".to_owned()),
        Timing::OnTime => ("on_time", "Trong hạn".to_owned()),
        Timing::Overdue(days) => ("overdue", format!("Quá hạn {days} ngày")),
        Timing::NoDate => ("no_date", "Không đặt thời hạn".to_owned()),
        Timing::Nothing => ("nothing", "Không phát sinh".to_owned()),
        Timing::Unknown => ("unknown", String::new()),
    }
}

/// List letters in the order of Vietnamese documents.
fn list_letter(index: usize) -> &'static str {
    const LETTERS: [&str; 20] = [
        "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s",
        "t", "u",
    ];
    LETTERS.get(index).copied().unwrap_or("-")
}

/// A wording cut at the end of a clause, near 260 characters if a clause ends there; unchanged if
/// shorter.
pub(super) fn brief(text: &str) -> &str {
    const ENOUGH: usize = 260;
    let Some((limit, _)) = text.char_indices().nth(ENOUGH) else { return text };
    let ends = ['.', ';', ':'];
    let end = text[..limit].rfind(ends).or_else(|| text[limit..].find(ends).map(|at| limit + at));
    end.map_or(text, |end| &text[..end])
}

/// The statuses in reading order: complete first.
pub(super) const READING_ORDER: [Status; 6] = [
    Status::Complete,
    Status::Ongoing,
    Status::InProgress,
    Status::Paused,
    Status::NotStarted,
    Status::Nothing,
];

/// The letter of a status in the grid.
pub(super) fn letter(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "C",
        Status::InProgress => "Đ",
        Status::Ongoing => "X",
        Status::Complete => "H",
        Status::Paused => "T",
        Status::Nothing => "K",
    }
}
