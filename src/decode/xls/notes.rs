//! The notes that people pin to cells of an old workbook.

use std::collections::HashMap;

use super::cfb::u16_at;
use super::records::Records;
use crate::decode::book::error::{Limit, Outcome, ReadError};
use crate::decode::book::grid::{Grid, MAX_NOTES};
use crate::decode::sheet::{CellNote, NoteKind};

/// The records of notes: a drawn object, its words, and the cell to which it is pinned.
pub(super) const OBJECT: u16 = 0x005D;
pub(super) const WORDS: u16 = 0x01B6;
pub(super) const NOTE: u16 = 0x001C;
/// The first part of an object, which holds its number.
const COMMON: u16 = 0x0015;

/// The notes of a sheet: which cell has which, and their words, which are those of drawn objects.
#[derive(Default)]
pub(super) struct Notes {
    /// Row, column, and number of the object.
    cells: Vec<(u16, u16, u16)>,
    /// The object that is being read.
    object: Option<u16>,
    words: HashMap<u16, String>,
}

impl Notes {
    pub(super) fn record<'a>(
        &mut self,
        id: u16,
        data: &'a [u8],
        records: &mut Records<'a>,
    ) -> Outcome<()> {
        let number = |at: usize| u16_at(data, at);
        match id {
            OBJECT => self.object = number(6).filter(|_| number(0) == Some(COMMON)),
            WORDS => {
                let words = records.with_rest(data).drawn_text();
                if let (Some(object), Some(words)) = (self.object.take(), words) {
                    self.words.insert(object, words);
                }
            }
            NOTE => {
                let cell = number(0).zip(number(2)).zip(number(6));
                self.cells.extend(cell.map(|((row, column), object)| (row, column, object)));
            }
            _ => {}
        }
        let count = self.cells.len().max(self.words.len());
        if count > MAX_NOTES { Err(ReadError::Over(Limit::Cells)) } else { Ok(()) }
    }

    /// Pins the notes to their cells.
    pub(super) fn pin(mut self, grid: &mut Grid) -> Outcome<()> {
        for (row, column, object) in self.cells {
            if let Some(text) = self.words.remove(&object) {
                let (row, column) = (u32::from(row) + 1, u32::from(column) + 1);
                grid.pin(CellNote { row, column, kind: NoteKind::Comment, text })?;
            }
        }
        Ok(())
    }
}
