//! The status of a period: coverage and task states, as JSON and as CSV. A contract of
//! its own, like [`mod@super::view`].
//!
//! Every count comes from [`crate::consolidate`]; nothing is recounted. Prints nothing.

mod csv;
mod figures;
mod themes;
mod view;

pub use csv::{csv, day, decimal, grouped};
pub use figures::{
    AgencyValue, Change, Compared, IN_DOUBT, Indicator, KindTotal, NOTHING_TO_DIVIDE, RatioBase,
    Target, Total, ValueRow, divides_nothing, hidden_key, marked, nature_key, nature_label,
    shown_label, target_label, total_label, with_unit,
};
pub use themes::{
    ThemeCount, ThemeCounts, ThemedRow, Themes, UNPLACED, kind_label, placement_label, theme_label,
};
pub use view::{
    Agency, Band, Coverage, Figures, RowsBy, SCHEMA, Status, StatusCount, Task, band_label,
    outcome_label,
};

use crate::text::visible;

/// The status as JSON, with a final line end.
pub fn json(status: &Status) -> Result<String, super::TemplateError> {
    let mut text = serde_json::to_string_pretty(status)
        .map_err(|e| super::TemplateError::unplaced(e.to_string()))?;
    text = visible::json(text);
    text.push('\n');
    Ok(text)
}
