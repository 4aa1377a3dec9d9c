//! The tasks in the view: counts, changes, groups, each task with what was said of it, the grid.

use std::collections::BTreeMap;

use super::{Builder, percent, share};
use crate::consolidate::{Changes, Entry, Figures, TaskState, Timing};
use crate::plan::{AgencyId, Role, Status, TaskId};
use crate::render::text::paragraphs;
use crate::render::view::*;
use crate::submission::Field;
use crate::text::{date, number};

impl Builder<'_, '_> {
    pub(super) fn figures(&self, figures: &Figures) -> FiguresView {
        let all = figures.tasks.len();
        let counted = |tasks: Vec<String>| CountedTasks { share: share(tasks.len(), all), tasks };
        let days = self.plan.reporting.overdue_days;
        let overdue = |keep: &dyn Fn(i64) -> bool| {
            let kept = figures.overdue.iter().filter(|(_, days)| keep(*days));
            counted(kept.map(|(id, days)| format!("{} ({days} ngày)", self.code(*id))).collect())
        };
        FiguresView {
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
            unreported: counted(self.codes(&figures.unreported)),
            overdue: overdue(&|_| true),
            overdue_low: overdue(&|d| d <= i64::from(days)),
            overdue_high: overdue(&|d| d > i64::from(days)),
            overdue_days: days,
            on_time: counted(self.codes(&figures.on_time)),
            no_date: counted(self.codes(&figures.no_date)),
            mean_progress: figures.mean_progress.map(percent),
            mean_over: figures.mean_over,
        }
    }

    pub(super) fn changes(&self, changes: &Changes) -> ChangesView {
        let moved = |ids: &[TaskId], word: &str| {
            ids.iter()
                .map(|id| {
                    let state = self.report.tasks.iter().find(|t| t.id == *id);
                    let now = state.and_then(|s| s.entry.as_ref()).and_then(|e| e.progress);
                    let before = state.and_then(|s| s.before).and_then(|b| b.progress);
                    match (before, now) {
                        (Some(before), Some(now)) if before != now => {
                            format!(
                                "{} (từ {} {word} {})",
                                self.code(*id),
                                percent(before),
                                percent(now)
                            )
                        }
                        _ => self.code(*id),
                    }
                })
                .collect()
        };
        ChangesView {
            finished: self.codes(&changes.finished),
            started: self.codes(&changes.started),
            advanced: moved(&changes.advanced, "lên"),
            went_back: moved(&changes.went_back, "xuống"),
            paused: self.codes(&changes.paused),
            newly_late: self.codes(&changes.newly_late),
            without_before: self.codes(&changes.without_before),
            without_now: self.codes(&changes.without_now),
            first_time: self.names_in_order(changes.first_time.clone()),
            fell_silent: self.names_in_order(changes.fell_silent.clone()),
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

    pub(super) fn tasks_beside(&self, states: &[&TaskState<'_>]) -> Vec<TaskView> {
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
            progress: entry.and_then(|e| e.progress).map(percent),
            change: state.change().map(signed),
            before: state.before.map(|b| match b.progress {
                Some(progress) => format!("{}, {}", self.label(b.status), percent(progress)),
                None => self.label(b.status),
            }),
            due: state.due.map(date::short),
            timing: timing.into(),
            timing_label,
            left_out: state.left_out,
            silent_days: state.silent_days,
            result: entry.map(|e| paragraphs(e.text(Field::Result))).unwrap_or_default(),
            difficulty: entry.map(|e| paragraphs(e.text(Field::Difficulty))).unwrap_or_default(),
            path: state
                .path
                .iter()
                .map(|s| StepView {
                    period: s.period.name(),
                    status_label: self.label(s.status),
                    progress: s.progress.map(percent),
                })
                .collect(),
            others: state.others.iter().map(|e| self.entry(e)).collect(),
            cite: entry.map(|e| self.cite(&e.cite)),
        }
    }

    /// Since when a task has the lead it has, and who led it before; none for a task that was never
    /// given to another.
    pub(super) fn handover(&self, id: TaskId) -> Option<(String, String)> {
        let (since, before) = self.plan.task(id).handover(self.report.window.end)?;
        Some((date::short(since), self.name(before)))
    }

    /// The words for how far a task is, or for why nothing is known of it.
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

    fn entry(&self, entry: &Entry<'_>) -> EntryView {
        EntryView {
            agency: self.shared_name(entry.agency),
            status_label: self.shared_label(entry.status),
            progress: entry.progress.map(percent),
            result: paragraphs(entry.text(Field::Result)),
            difficulty: paragraphs(entry.text(Field::Difficulty)),
            cite: self.cite(&entry.cite),
        }
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
                source: of_agency.first().map_or(0, |e| e.cite.source + 1),
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

/// A change in points with its sign: `+5`, `-2,5`, `0`.
pub(super) fn signed(hundredths: i64) -> String {
    let text = number::hundredths(hundredths);
    if hundredths > 0 { format!("+{text}") } else { text }
}

pub(super) fn timing(timing: Timing) -> (&'static str, String) {
    match timing {
        Timing::Done => ("done", "Đã hoàn thành".to_owned()),
        Timing::OnTime => ("on_time", "Trong hạn".to_owned()),
        Timing::Overdue(days) => ("overdue", format!("Quá hạn {days} ngày")),
        Timing::NoDate => ("no_date", "Không đặt thời hạn".to_owned()),
        Timing::Unknown => ("unknown", String::new()),
    }
}

/// The letters of a list as Vietnamese documents run them.
fn list_letter(index: usize) -> &'static str {
    const LETTERS: [&str; 20] = [
        "a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s",
        "t", "u",
    ];
    LETTERS.get(index).copied().unwrap_or("-")
}

/// The beginning of a wording up to the end of a clause, short enough to be taken in at once where
/// the wording allows it; the whole wording where it is short.
pub(super) fn brief(text: &str) -> &str {
    const ENOUGH: usize = 260;
    let Some((limit, _)) = text.char_indices().nth(ENOUGH) else { return text };
    let ends = ['.', ';', ':'];
    let end = text[..limit].rfind(ends).or_else(|| text[limit..].find(ends).map(|at| limit + at));
    end.map_or(text, |end| &text[..end])
}

/// The statuses in the order in which a reader wants them: what is done first.
pub(super) const READING_ORDER: [Status; 6] = [
    Status::Complete,
    Status::Ongoing,
    Status::InProgress,
    Status::Paused,
    Status::NotStarted,
    Status::Nothing,
];

/// The letter of a status in the grid; one that cannot be taken for another.
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
