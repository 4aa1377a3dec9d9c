//! Queries over the text of a whole table: a fast scan of all texts, so that checks can skip the
//! cells of the many tables that contain nothing relevant.

use super::table::Table;

impl Table {
    /// The texts of all fields and the bytes between them, including those above the headings.
    pub fn contents(&self) -> &str {
        &self.text
    }

    /// The length of the longest field, in bytes.
    pub fn longest_field(&self) -> usize {
        self.pieces.iter().map(|piece| piece.end - piece.start).max().unwrap_or(0) as usize
    }
}
