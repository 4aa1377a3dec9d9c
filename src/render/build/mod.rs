//! [`Report`] → [`View`]: formats dates, amounts and names. Sentences belong to the templates.

mod annex;
mod annexes;
mod board;
mod builder;
mod changes;
mod concerns;
mod figure_rows;
mod figure_tables;
mod figures;
mod issued_documents;
mod levels;
mod reminder;
mod results;
mod row_parts;
mod rows;
mod screen;
mod sections;
mod sheet;
mod status;
mod status_figures;
mod summary;
mod tasks;
mod themes;
mod trace;
mod trend;
mod words;

pub use reminder::{Letter, letters};
pub use sheet::sheet;
pub use status::status;
pub use trace::trace;

use super::view::View;
use crate::consolidate::Report;
use builder::{Builder, padded_number, percent, share, signed};

/// The view of a report. Takes the report by value to save memory. `plan_digest` is the digest of
/// the plan for the period.
pub fn view(mut report: Report<'_>, plan_digest: &str) -> View {
    let documents = std::mem::take(&mut report.documents);
    Builder::new(&report).view(plan_digest, documents)
}
