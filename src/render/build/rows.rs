//! The rows of the annex "Chi tiết theo nhiệm vụ", made one at a time from the folders.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::row_parts::RowParts;
use super::{Builder, percent, signed};
use crate::consolidate::ReportedRow;
use crate::plan::{Period, TaskId};
use crate::render::lazy_list::{MadeList, Make};
use crate::render::text::paragraphs;
use crate::render::view::*;
use crate::submission::Field;

/// The rows of one task: a part of all rows.
struct TaskRows {
    all: Arc<[ReportedRow]>,
    part: Range<usize>,
    shared: Arc<RowParts>,
}

impl fmt::Debug for TaskRows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskRows").field("part", &self.part).finish_non_exhaustive()
    }
}

impl Make<RowView> for TaskRows {
    fn len(&self) -> usize {
        self.part.len()
    }

    fn get(&self, at: usize) -> Option<RowView> {
        let row = self.all[self.part.clone()].get(at)?;
        let shared = &*self.shared;
        let text = |field| paragraphs(row.text(&shared.folders, field));
        let names = &shared.files[row.cite.source];
        let file = names.get(row.cite.sheet).unwrap_or(&names[0]);
        Some(RowView {
            number: self.part.start + at + 1,
            agency: shared.name(row.agency),
            lead: row.is_lead,
            period: shared.period(row.period),
            status: row.status.key().into(),
            status_label: Arc::clone(&shared.labels[&row.status]),
            progress: row.progress.map(percent),
            change: row.change.map(signed),
            result: text(Field::Result),
            difficulty: text(Field::Difficulty),
            proposal: text(Field::Proposal),
            next: text(Field::Next),
            note: text(Field::Note),
            cite: CiteView {
                source: row.cite.source as u32 + 1,
                file: Arc::clone(file),
                row: row.cite.row,
                cell: None,
            },
        })
    }
}

impl Builder<'_, '_> {
    /// What the rows of this report share.
    fn row_parts(&self) -> Arc<RowParts> {
        let is_long = self.plan.quarters(self.report.input.period).len() > 1;
        let rows = self.report.rows.iter().filter(|_| is_long);
        let periods: BTreeSet<Period> = rows.map(|row| row.period).collect();
        let named = |period: Period| (period, period.name().into());
        Arc::new(RowParts {
            folders: self.report.input.current.to_vec(),
            files: self.files.clone(),
            names: self.names.clone(),
            labels: self.labels.clone(),
            periods: periods.into_iter().map(named).collect(),
        })
    }

    /// The rows of a task.
    pub(super) fn rows(&self, task: TaskId) -> MadeList<RowView> {
        let (all, shared) = (Arc::clone(&self.report.rows), Arc::clone(self.shared_once()));
        MadeList::new(TaskRows { all, part: self.part_of(task), shared })
    }

    /// Where the rows of a task stand among all rows.
    pub(super) fn part_of(&self, task: TaskId) -> Range<usize> {
        let all = &self.report.rows;
        all.partition_point(|row| row.task < task)..all.partition_point(|row| row.task <= task)
    }

    /// What the rows of this report share, made once.
    pub(super) fn shared_once(&self) -> &Arc<RowParts> {
        self.shared.get_or_init(|| self.row_parts())
    }
}
