//! [`Report`] → [`View`]: dates, amounts, names and choices written out. No sentence is made here.

mod annex;
mod builder;
mod reminder;
mod screen;
mod sheet;
mod status;
mod tasks;

pub use reminder::{Letter, letters};
pub use sheet::sheet;
pub use status::status;

use super::view::View;
use crate::consolidate::Report;
use builder::{Builder, padded_number, percent, share};

/// The view of a report, which is used up on the way: both at once are heavy. `plan_digest` is that
/// of the plan for the period.
pub fn view(mut report: Report<'_>, plan_digest: &str) -> View {
    let documents = std::mem::take(&mut report.documents);
    Builder::new(&report).view(plan_digest, documents)
}
