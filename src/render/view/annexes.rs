//! The annexes in the view: which there are, and the rows they list.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CiteView, Word};

/// An annex.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AnnexView {
    /// By which templates refer to it: `nhiem_vu`, `chi_tiet`.
    pub key: Word,
    /// Its number among those that are there: `IV`.
    pub numeral: Word,
}

/// An accepted row, in full.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RowView {
    /// Its number among all rows of the report, from 1.
    pub number: usize,
    /// The agency.
    pub agency: Arc<str>,
    /// Whether it leads the task.
    pub lead: bool,
    /// In a longer period, the quarter of the row: `quý III năm 2025`; null otherwise.
    pub period: Option<Arc<str>>,
    /// `dang_trien_khai`.
    pub status: Word,
    /// Its label.
    pub status_label: Arc<str>,
    /// Its progress.
    pub progress: Option<String>,
    /// Change of progress since the previous period (in a longer period, since the row before), in
    /// points; null without a comparison.
    pub change: Option<String>,
    /// Its result, by paragraph.
    pub result: Vec<String>,
    /// Its difficulty, by paragraph.
    pub difficulty: Vec<String>,
    /// Its proposal, by paragraph.
    pub proposal: Vec<String>,
    /// Its next step, by paragraph.
    pub next: Vec<String>,
    /// Its note, by paragraph.
    pub note: Vec<String>,
    /// Its provenance.
    pub cite: CiteView,
}
