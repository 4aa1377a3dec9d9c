//! The rows of the annex "Chi tiết theo nhiệm vụ", made one at a time from the folders.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::row_parts::RowParts;
use super::{Builder, percent, signed};
use crate::consolidate::{Entry, ReportedRow};
use crate::plan::{Period, Role, TaskId};
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
        Some(RowView {
            number: self.part.start + at + 1,
            agency: shared.name(row.agency),
            lead: row.is_lead,
            period: shared.period(row.period),
            status: row.status.key().into(),
            status_label: Arc::clone(&shared.labels[&row.status]),
            progress: row.progress().map(percent),
            change: row.change().map(signed),
            result: text(Field::Result),
            difficulty: text(Field::Difficulty),
            proposal: text(Field::Proposal),
            next: text(Field::Next),
            note: text(Field::Note),
            cite: shared.cite(&row.cite),
        })
    }
}

/// Rows picked among all rows, as a list of `T`.
pub(super) struct PickedRows<T> {
    pub(super) all: Arc<[ReportedRow]>,
    /// Their indexes in all rows.
    pub(super) indexes: Box<[u32]>,
    pub(super) shared: Arc<RowParts>,
    /// Makes an entry of a row and its index.
    pub(super) view: fn(usize, &ReportedRow, &RowParts) -> T,
}

impl<T> fmt::Debug for PickedRows<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PickedRows").field("indexes", &self.indexes).finish_non_exhaustive()
    }
}

impl<T> Make<T> for PickedRows<T> {
    fn len(&self) -> usize {
        self.indexes.len()
    }

    fn get(&self, at: usize) -> Option<T> {
        let index = *self.indexes.get(at)? as usize;
        Some((self.view)(index, self.all.get(index)?, &self.shared))
    }
}

/// A row as what a body beside the lead reports.
fn entry(_index: usize, row: &ReportedRow, shared: &RowParts) -> EntryView {
    let text = |field| paragraphs(row.text(&shared.folders, field));
    EntryView {
        agency: shared.name(row.agency),
        status_label: Arc::clone(&shared.labels[&row.status]),
        progress: row.progress().map(percent),
        result: text(Field::Result),
        difficulty: text(Field::Difficulty),
        cite: shared.cite(&row.cite),
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
            sheets: self.report.sources.iter().map(|s| s.sheet.map(Box::from)).collect(),
            periods: periods.into_iter().map(named).collect(),
        })
    }

    /// The rows of a task.
    pub(super) fn rows(&self, task: TaskId) -> MadeList<RowView> {
        let (all, shared) = (Arc::clone(&self.report.rows), Arc::clone(self.shared_once()));
        MadeList::new(TaskRows { all, part: self.part_of(task), shared })
    }

    /// The rows of these entries of a task.
    pub(super) fn rows_of(&self, task: TaskId, entries: &[Entry<'_>]) -> MadeList<EntryView> {
        let (all, shared) = (Arc::clone(&self.report.rows), Arc::clone(self.shared_once()));
        let part = self.part_of(task);
        // The rows of a task are in the order of the lead and of the agencies.
        let order = |is_lead: bool, agency| (!is_lead, self.plan.register.rank(agency));
        let index = |entry: &Entry<'_>| {
            let own = order(entry.role == Some(Role::Lead), entry.agency);
            let before = |row: &ReportedRow| order(row.is_lead, row.agency) < own;
            let from = part.start + all[part.clone()].partition_point(before);
            let is_it = |row: &ReportedRow| row.cite == entry.cite;
            let at = from + all[from..part.end].iter().position(is_it)?;
            u32::try_from(at).ok()
        };
        let indexes = entries.iter().filter_map(index).collect();
        MadeList::new(PickedRows { all, indexes, shared, view: entry })
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
