//! How a period stands: who has reported, how far each task is; as JSON and as CSV. A contract of
//! its own, like [`mod@super::view`].
//!
//! Every count is one of [`crate::consolidate`]; nothing is counted anew. Prints nothing.

mod csv;
mod view;

pub use csv::{csv, day, decimal};
pub use view::{
    Agency, Band, By, Coverage, Figures, SCHEMA, Status, StatusCount, Task, band_label, label,
};

use crate::text::visible;

/// The status as version 1 of the JSON, with a line end at the end.
pub fn json(status: &Status) -> Result<String, super::TemplateError> {
    let mut text = serde_json::to_string_pretty(status)
        .map_err(|e| super::TemplateError::unplaced(e.to_string()))?;
    text = visible::json(text);
    text.push('\n');
    Ok(text)
}
