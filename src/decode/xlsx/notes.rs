//! The notes that people pin to cells ("comments"). They are no part of a cell and no row holds
//! them, so that they are told instead of read.

use quick_xml::events::Event;

use super::sheet;
use crate::decode::book::error::{Limit, Outcome, ReadError};
use crate::decode::book::package::{Package, attribute};
use crate::decode::book::relations;
use crate::decode::sheet::CellNote;

/// Maximum number of notes of a sheet.
const MOST: usize = 100_000;

/// The notes of the sheet whose part has this path.
pub(super) fn read(package: &mut Package<'_>, path: &str) -> Outcome<Vec<CellNote>> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let parts = relations::of(package, folder, name)?;
    let mut notes = Vec::new();
    // Notes with answers ("threaded comments") are written here as well, for older programs.
    for part in parts.iter().filter(|part| part.kind.ends_with("/comments")) {
        let Some(mut xml) = package.xml(&part.target)? else { continue };
        loop {
            match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == "comment" => {
                    let at = attribute(&start, "ref")?.and_then(|name| sheet::place(&name));
                    let text = xml.text()?;
                    notes.extend(at.map(|(column, row)| CellNote { row, column, text }));
                    if notes.len() > MOST {
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
