//! The rows of each task as the board of the screen lists them: by status, without their words, made
//! one at a time like those of the annex.

use std::sync::Arc;

use super::row_parts::RowParts;
use super::rows::PickedRows;
use super::tasks::READING_ORDER;
use super::{Builder, percent};
use crate::consolidate::{ReportedRow, TaskState};
use crate::plan::Status;
use crate::render::lazy_list::MadeList;
use crate::render::view::*;

/// A row as a line of the board.
fn line(index: usize, row: &ReportedRow, shared: &RowParts) -> ScreenRow {
    ScreenRow {
        agency: shared.name(row.agency),
        lead: row.is_lead,
        period: shared.period(row.period),
        progress: row.progress().map(percent),
        number: index + 1,
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
                rows: MadeList::new(PickedRows {
                    all: Arc::clone(&self.report.rows),
                    indexes,
                    shared: Arc::clone(self.shared_once()),
                    view: line,
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
