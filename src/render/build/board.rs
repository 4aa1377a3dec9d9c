//! The rows of each task as the board of the screen lists them: by status, without their words, made
//! one at a time like those of the annex.

use std::fmt;
use std::sync::Arc;

use super::row_parts::RowParts;
use super::tasks::READING_ORDER;
use super::{Builder, percent};
use crate::consolidate::{ReportedRow, TaskState};
use crate::plan::Status;
use crate::render::lazy_list::{MadeList, Make};
use crate::render::view::*;

/// The rows of one task and status.
struct OfStatus {
    all: Arc<[ReportedRow]>,
    /// Their indexes in all rows.
    indexes: Box<[u32]>,
    shared: Arc<RowParts>,
}

impl fmt::Debug for OfStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OfStatus").field("indexes", &self.indexes).finish_non_exhaustive()
    }
}

impl Make<ScreenRow> for OfStatus {
    fn len(&self) -> usize {
        self.indexes.len()
    }

    fn get(&self, at: usize) -> Option<ScreenRow> {
        let index = *self.indexes.get(at)? as usize;
        let row = self.all.get(index)?;
        Some(ScreenRow {
            agency: self.shared.name(row.agency),
            lead: row.is_lead,
            period: self.shared.period(row.period),
            progress: row.progress.map(percent),
            number: index + 1,
        })
    }
}

impl Builder<'_, '_> {
    /// The rows of a task, those of one status together.
    pub(super) fn board_rows(&self, state: &TaskState<'_>) -> BoardRows {
        let part = self.part_of(state.id);
        let rows = &self.report.rows[part.clone()];
        let of_status = |status: &Status| {
            let indexes = part.clone().zip(rows).filter(|(_, row)| row.status == *status);
            let indexes: Box<[u32]> =
                indexes.map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect();
            (!indexes.is_empty()).then(|| StatusRows {
                key: status.key().into(),
                label: self.shared_label(*status),
                rows: MadeList::new(OfStatus {
                    all: Arc::clone(&self.report.rows),
                    indexes,
                    shared: Arc::clone(self.shared_once()),
                }),
            })
        };
        BoardRows {
            id: self.code(state.id),
            lead: state.lead.map(|id| self.plan.register.agency(id).id.clone()),
            count: rows.len(),
            by_status: READING_ORDER.iter().filter_map(of_status).collect(),
        }
    }
}
