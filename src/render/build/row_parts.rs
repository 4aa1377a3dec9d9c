//! What the rows of a report share, so that each can be made alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::consolidate::{Cite, Folder};
use crate::plan::{AgencyId, Period, Status};
use crate::render::view::CiteView;

/// What all rows of a report share.
pub(super) struct RowParts {
    pub(super) folders: Vec<Arc<Folder>>,
    pub(super) files: Vec<Vec<Arc<str>>>,
    pub(super) names: Vec<Arc<str>>,
    pub(super) labels: BTreeMap<Status, Arc<str>>,
    /// The first sheet of each file, if it has sheets.
    pub(super) sheets: Vec<Option<Box<str>>>,
    /// Names of the quarters; empty unless the report has several.
    pub(super) periods: BTreeMap<Period, Arc<str>>,
}

impl RowParts {
    /// The provenance of a row or cell.
    pub(super) fn cite(&self, cite: &Cite) -> CiteView {
        let names = &self.files[cite.source()];
        CiteView {
            source: cite.source() as u32 + 1,
            file: Arc::clone(names.get(cite.sheet()).unwrap_or(&names[0])),
            row: cite.row,
            cell: cite.cell(self.sheets[cite.source()].as_deref()).map(Into::into),
        }
    }

    /// The name of an agency.
    pub(super) fn name(&self, id: AgencyId) -> Arc<str> {
        Arc::clone(&self.names[id.index()])
    }

    /// The name of the quarter of a row, in a longer period.
    pub(super) fn period(&self, period: Period) -> Option<Arc<str>> {
        self.periods.get(&period).map(Arc::clone)
    }
}
