//! The notes of a document that belong to cells: comments, footnotes and endnotes. Their words are in
//! parts of their own, which are read only if a cell refers to them.

use std::collections::HashMap;
use std::rc::Rc;

use quick_xml::events::Event;

use super::reference::{Kind, Reference};
use super::styles::Styles;
use super::text::Text;
use crate::decode::book::error::{Outcome, ReadError};
use crate::decode::book::grid::{Grid, MAX_NOTES};
use crate::decode::book::package::{Package, attribute};
use crate::decode::book::relations;
use crate::decode::sheet::{CellNote, NoteKind};

/// The cells that refer to notes.
#[derive(Debug, Default)]
pub(super) struct Pinned {
    /// Table, row and column, each from 1 but the table from 0. A comment on several cells belongs
    /// to the last one.
    cells: HashMap<Reference, (usize, u32, u32)>,
}

impl Pinned {
    /// Adds the references of a cell of a table, counted from 0.
    pub(super) fn add(
        &mut self,
        table: usize,
        row: u32,
        column: u32,
        references: Vec<Reference>,
    ) -> Outcome<()> {
        let at = (table, row, column);
        self.cells.extend(references.into_iter().map(|reference| (reference, at)));
        if self.cells.len() > MAX_NOTES { Err(ReadError::Damaged) } else { Ok(()) }
    }

    /// Reads the notes of the document whose main part has this path into the tables.
    pub(super) fn read(
        mut self,
        package: &mut Package<'_>,
        main: &str,
        styles: &Rc<Styles>,
        grids: &mut [Grid],
    ) -> Outcome<()> {
        for (kind, part, element) in [
            (Kind::Comment, "comments", "comment"),
            (Kind::Footnote, "footnotes", "footnote"),
            (Kind::Endnote, "endnotes", "endnote"),
        ] {
            if !self.cells.keys().any(|reference| reference.kind == kind) {
                continue;
            }
            let Some(path) = relations::related(package, main, part)? else { continue };
            let Some(mut xml) = package.xml(&path)? else { continue };
            loop {
                match xml.next()? {
                    Event::Start(start) if start.local_name().as_ref() == element => {
                        let number = attribute(&start, "id")?.unwrap_or_default().into_owned();
                        let mut note = Text::of(styles);
                        note.content(&mut xml)?;
                        let Some(at) = self.cells.remove(&Reference { kind, number }) else {
                            continue;
                        };
                        let (table, row, column) = at;
                        let kind = match kind {
                            Kind::Comment => NoteKind::Comment,
                            Kind::Footnote | Kind::Endnote => NoteKind::Footnote,
                        };
                        grids[table].pin(CellNote { row, column, kind, text: note.text })?;
                    }
                    Event::DocType(_) => return Err(ReadError::Damaged),
                    Event::Eof => break,
                    _ => {}
                }
            }
        }
        Ok(())
    }
}
