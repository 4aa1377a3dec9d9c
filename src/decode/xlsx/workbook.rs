//! The structure of a workbook: its sheets, the paths of its texts and formats, its date system.
//!
//! Follows the relations between parts.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::decode::book::MAX_SHEETS;
use crate::decode::book::error::{Limit, Outcome, ReadError};
use crate::decode::book::package::{Package, attribute, flag, key};
use crate::decode::book::relations::{self, Relation};

/// A sheet of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SheetEntry {
    /// Name of the tab.
    pub(super) name: String,
    /// Whether the tab is hidden.
    pub(super) hidden: bool,
    /// Path of its cells.
    pub(super) path: String,
}

/// The structure of a workbook.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    /// Sheets of cells, in tab order, each with its own part.
    pub(super) sheets: Vec<SheetEntry>,
    /// Tabs that share the part of an earlier tab, each with the name of that tab.
    pub(super) repeated: Vec<(String, String)>,
    /// Path of the shared texts.
    pub(super) strings: Option<String>,
    /// Path of the formats.
    pub(super) styles: Option<String>,
    /// Whether days count from 1904, as in old versions for Macintosh.
    pub(super) from_1904: bool,
}

/// The path of the main part.
fn page_of_contents(package: &mut Package<'_>) -> Outcome<String> {
    Ok(relations::main_part(package)?.unwrap_or_else(|| "xl/workbook.xml".to_owned()))
}

/// Whether the container is a workbook, whatever the paths of its parts.
pub(super) fn is_one(package: &mut Package<'_>) -> bool {
    let Ok(path) = page_of_contents(package) else { return false };
    let Ok(Some(mut xml)) = package.xml(&path) else { return false };
    loop {
        match xml.next() {
            Ok(Event::Start(start)) => return start.local_name().as_ref() == "workbook",
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// Reads the main part. Copies of elements inside extensions are ignored: only elements directly
/// below the root, and the sheets of its single list, count.
pub(super) fn read(package: &mut Package<'_>) -> Outcome<Workbook> {
    let path = page_of_contents(package)?;
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
    let relations = relations::of(package, folder, name)?;
    let of_kind =
        |kind: &str| relations.iter().find(|r| r.kind.ends_with(kind)).map(|r| r.target.clone());
    let mut workbook = Workbook {
        strings: of_kind("/sharedStrings"),
        styles: of_kind("/styles"),
        ..Workbook::default()
    };
    let (mut tabs, mut depth, mut list) = (0, 0, false);
    let mut xml = package.xml(&path)?.ok_or(ReadError::Damaged)?;
    loop {
        match xml.next()? {
            Event::Start(start) => {
                depth += 1;
                match (depth, start.local_name().as_ref()) {
                    (2, "workbookPr") => workbook.from_1904 = flag(&start, "date1904")?,
                    (2, "sheets") => list = true,
                    (3, "sheet") if list => {
                        tabs += 1;
                        if tabs > MAX_SHEETS {
                            return Err(ReadError::Over(Limit::Sheets));
                        }
                        workbook.sheets.extend(sheet(&start, &relations)?);
                    }
                    _ => {}
                }
            }
            Event::End(_) => {
                list &= depth != 2;
                depth -= 1;
            }
            Event::DocType(_) => return Err(ReadError::Damaged),
            Event::Eof => break,
            _ => {}
        }
    }
    workbook.keep_each_part_once();
    Ok(workbook)
}

impl Workbook {
    /// Keeps one sheet for a part that several tabs share, so that it is read once.
    fn keep_each_part_once(&mut self) {
        let mut parts: HashMap<String, String> = HashMap::new();
        for sheet in std::mem::take(&mut self.sheets) {
            match parts.get(&key(&sheet.path)) {
                Some(first) => self.repeated.push((sheet.name, first.clone())),
                None => {
                    parts.insert(key(&sheet.path), sheet.name.clone());
                    self.sheets.push(sheet);
                }
            }
        }
    }
}

/// A tab with cells. Old macro modules have no part of their own; charts and macro sheets hold no
/// cells.
fn sheet(start: &BytesStart<'_>, relations: &[Relation]) -> Outcome<Option<SheetEntry>> {
    let id = attribute(start, "id")?.unwrap_or_default();
    if id.is_empty() {
        return Ok(None);
    }
    let relation = relations.iter().find(|r| r.id == *id).ok_or(ReadError::Damaged)?;
    if !relation.kind.ends_with("/worksheet") {
        return Ok(None);
    }
    let state = attribute(start, "state")?;
    Ok(Some(SheetEntry {
        name: attribute(start, "name")?.unwrap_or_default().into_owned(),
        hidden: state.is_some_and(|state| state != "visible"),
        path: relation.target.clone(),
    }))
}
