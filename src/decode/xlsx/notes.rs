//! The notes that people pin to cells ("comments"). They are no part of a cell and no row holds
//! them, so that they are told instead of read.

use quick_xml::events::Event;

use super::sheet;
use crate::decode::book::error::{Limit, Outcome, ReadError};
use crate::decode::book::grid::MAX_NOTES;
use crate::decode::book::package::{Package, attribute};
use crate::decode::book::relations::{self, Relation};
use crate::decode::sheet::{CellNote, NoteKind};

/// The notes of the sheet whose part has this path.
pub(super) fn read(package: &mut Package<'_>, path: &str) -> Outcome<Vec<CellNote>> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let parts = relations::of(package, folder, name)?;
    // Notes with answers are also written as others, with a sentence for older programs before
    // their words.
    let threads = of_kind(package, &parts, "/threadedComment", "threadedComment")?;
    let mut notes = of_kind(package, &parts, "/comments", "comment")?;
    let place = |note: &CellNote| (note.row, note.column);
    let own: std::collections::HashSet<_> = threads.iter().map(place).collect();
    notes.retain(|note| !own.contains(&place(note)));
    notes.extend(threads);
    Ok(notes)
}

fn of_kind(
    package: &mut Package<'_>,
    parts: &[Relation],
    kind: &str,
    element: &str,
) -> Outcome<Vec<CellNote>> {
    let mut notes = Vec::new();
    for part in parts.iter().filter(|part| part.kind.ends_with(kind)) {
        let Some(mut xml) = package.xml(&part.target)? else { continue };
        loop {
            match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == element => {
                    let at = attribute(&start, "ref")?.and_then(|name| sheet::place(&name));
                    let (text, kind) = (xml.text()?, NoteKind::Comment);
                    notes.extend(at.map(|(column, row)| CellNote { row, column, kind, text }));
                    if notes.len() > MAX_NOTES {
                        return Err(ReadError::Over(Limit::Cells));
                    }
                }
                Event::DocType(_) => return Err(ReadError::Damaged),
                Event::Eof => break,
                _ => {}
            }
        }
    }
    Ok(notes)
}
