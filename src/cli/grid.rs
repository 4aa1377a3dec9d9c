//! A table for a screen: its headings, its rows and the widths of its columns.

use comfy_table::Width;

/// Rows under headings, with the columns whose width is fixed and those that hold numbers.
pub(super) struct Grid {
    pub(super) headings: Vec<&'static str>,
    pub(super) widths: Vec<Option<Width>>,
    pub(super) right: Vec<usize>,
    pub(super) rows: Vec<Vec<String>>,
}
