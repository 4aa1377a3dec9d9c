//! What is done with a table as a whole: looking at all its texts at the speed of memory, so that
//! nobody need look at the cells of the many tables that have nothing of a kind; letting go of bytes.

use std::sync::Arc;

use super::table::Table;

impl Table {
    /// The texts of all fields, one behind another, those above the headings included.
    pub fn contents(&self) -> &str {
        &self.text
    }

    /// The bytes of the longest field.
    pub fn longest_field(&self) -> usize {
        let starts = std::iter::once(&0).chain(&self.ends);
        self.ends.iter().zip(starts).map(|(end, start)| end - start).max().unwrap_or(0) as usize
    }

    /// Lets go of the file's bytes and of spare room, once nobody will ask for spans any more. Texts,
    /// rows, lines and cell names stay.
    pub fn shed(&mut self) {
        self.places.get_or_init(|| self.settle_places());
        self.bytes = Arc::from([]);
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.records.shrink_to_fit();
    }
}
