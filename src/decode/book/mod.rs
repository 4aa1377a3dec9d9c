//! Sheets of cells → [`Table`](super::table::Table)s: finds the sheets that hold the form,
//! whatever program wrote the file.
//!
//! Owns which sheets hold a table; which of those are read is decided by their rows. The content of
//! a file comes from the reader of its kind (`Sheets`); the container, the cells and the number
//! formats that several kinds share have modules here.

mod classify;
pub(super) mod error;
mod findings;
pub(super) mod font;
pub(super) mod format;
pub(super) mod grid;
mod model;
pub(super) mod package;
pub(super) mod relations;
pub(super) mod runs;

pub(super) use findings::CODES;
pub use findings::{NO_TABLE, protected};
pub use model::{Book, HoldsData, OtherSheet, Program, Tab, is_guide};
pub(super) use model::{Entry, File, LoadedSheets, MAX_SHEETS, RowsWanted, Sheets};

use self::error::Outcome;
use self::findings::unreadable;
use super::csv::is_too_large;
use crate::diag::Sink;

/// Decodes the sheets that `open` finds in the bytes. `known` reports whether a text is a heading
/// the reader understands; the heading row of a sheet is the one with most of them. Returns all
/// sheets with a filled table, or, if there is none, the one with most known headings.
pub(super) fn decode<S: Sheets>(
    file: File<'_>,
    open: impl FnOnce() -> Outcome<S>,
    known: &dyn Fn(&str) -> bool,
    holds_data: HoldsData<'_>,
    sink: &mut Sink,
) -> Option<Book> {
    if is_too_large(file.source, sink) {
        return None;
    }
    let read = open().and_then(|sheets| classify::read(file, sheets, known, holds_data));
    match read {
        Ok(Ok(mut book)) => {
            sink.extend(book.repeated.take());
            Some(book)
        }
        Ok(Err(finding)) => {
            sink.push(*finding);
            None
        }
        Err(error) => {
            sink.push(unreadable(error, file.program, file.source));
            None
        }
    }
}
