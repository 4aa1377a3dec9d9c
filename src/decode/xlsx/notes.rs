//! The notes that people pin to cells ("comments"), and the boxes that they draw on them. They are no part of a cell and no row holds
//! them, so that they are told instead of read.

use quick_xml::events::Event;

use super::sheet;
use crate::decode::book::error::{Limit, Outcome, ReadError};
use crate::decode::book::grid::MAX_NOTES;
use crate::decode::book::package::{Package, Xml, attribute};
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
    for part in parts.iter().filter(|part| part.kind.ends_with("/drawing")) {
        boxes(package, &part.target, &mut notes)?;
    }
    Ok(notes)
}

/// The words of the current note, without where and how it is shown.
fn words(xml: &mut Xml<'_, '_>) -> Outcome<String> {
    let (mut words, mut open) = (String::new(), 1);
    while open > 0 {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "text" => words += &xml.text()?,
            Event::Start(_) => open += 1,
            Event::End(_) => open -= 1,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    Ok(words)
}

/// Adds the boxes with words of a drawing, each at the cell where it begins.
fn boxes(package: &mut Package<'_>, path: &str, notes: &mut Vec<CellNote>) -> Outcome<()> {
    let Some(mut xml) = package.xml(path)? else { return Ok(()) };
    let (mut row, mut column, mut text) = (None, None, String::new());
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                // A box ends in another cell.
                "to" | "Fallback" => xml.skip()?,
                "row" => row = xml.text()?.trim().parse::<u32>().ok(),
                "col" => column = xml.text()?.trim().parse::<u32>().ok(),
                "p" if !text.is_empty() => text.push('\n'),
                "t" => text += &xml.text()?,
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref().ends_with("CellAnchor") => {
                let (text, at) = (std::mem::take(&mut text), row.take().zip(column.take()));
                if let Some((row, column)) = at.filter(|_| !text.trim().is_empty()) {
                    let kind = NoteKind::TextBox;
                    let (row, column) = (row.saturating_add(1), column.saturating_add(1));
                    notes.push(CellNote { row, column, kind, text });
                }
                if notes.len() > MAX_NOTES {
                    return Err(ReadError::Over(Limit::Cells));
                }
            }
            Event::DocType(_) => return Err(ReadError::Damaged),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
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
                    let (text, kind) = (words(&mut xml)?, NoteKind::Comment);
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
