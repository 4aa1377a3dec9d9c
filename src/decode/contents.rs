//! What is asked of a table as a whole: looking at all its texts at the speed of memory, so that
//! nobody need look at the cells of the many tables that have nothing of a kind.

use super::table::Table;

impl Table {
    /// The texts of all fields, with what stands between them, those above the headings included.
    pub fn contents(&self) -> &str {
        &self.text
    }

    /// The bytes of the longest field.
    pub fn longest_field(&self) -> usize {
        self.pieces.iter().map(|piece| piece.end - piece.start).max().unwrap_or(0) as usize
    }
}
