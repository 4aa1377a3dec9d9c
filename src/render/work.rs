//! How much work templates may do for a document: a template of one's own may loop or double a text
//! without end.

use serde::Serialize;

use super::index::Index;
use super::reminder::Reminder;
use super::sheet::Sheet;
use super::trace::Trace;
use super::view::View;

/// The work allowed for a document without rows. One unit is a step, or 64 bytes of text made or
/// written: at most 256 MB of text. The largest example takes a sixteenth.
const BASE: u64 = 4_000_000;
/// The work allowed for each row besides: at most 64 kB of text. The shipped templates take about a
/// quarter.
const PER_ROW: u64 = 1_000;
/// Rows beyond these allow no more: a saved view may state any number.
const MAX_ROWS: u64 = 1_000_000;

/// What a template renders.
pub(super) trait TemplateView: Serialize + Sync {
    /// The number of its rows.
    fn rows(&self) -> usize;

    /// The work that a template may do for it.
    fn work_allowed(&self) -> u64 {
        BASE + PER_ROW * MAX_ROWS.min(self.rows() as u64)
    }
}

impl TemplateView for View {
    fn rows(&self) -> usize {
        self.screen.rows
    }
}

impl TemplateView for Sheet {
    fn rows(&self) -> usize {
        self.rows.len()
    }
}

impl TemplateView for Reminder {
    fn rows(&self) -> usize {
        self.wanted.len()
    }
}

impl TemplateView for Trace {
    fn rows(&self) -> usize {
        self.trace.rows().len()
    }
}

impl TemplateView for Index {
    fn rows(&self) -> usize {
        self.kinds.iter().flat_map(|kind| &kind.agencies).map(|agency| agency.reports.len()).sum()
    }
}
