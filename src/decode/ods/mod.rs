//! ODS and FODS → sheets of cells: an OpenDocument spreadsheet, zipped or as a single XML file.
//!
//! Repeated rows and cells are counted against the limits before they are stored. Parts, styles and
//! cells are read as a stream; values are read as stored and rendered with their formats.

mod cells;
mod styles;

use quick_xml::events::Event;

use self::cells::Tables;
use self::styles::Styles;
use super::book::LoadedSheets;
use super::book::error::{Outcome, ReadError};
use super::book::package::{Package, Xml};

/// Whether a container without a `mimetype` entry is an OpenDocument spreadsheet.
pub(super) fn is_spreadsheet(bytes: &[u8]) -> bool {
    let Ok(mut package) = Package::open(bytes) else { return false };
    let Ok(Some(mut xml)) = package.xml("content.xml") else { return false };
    loop {
        match xml.next() {
            Ok(Event::Start(start)) if start.local_name().as_ref() == "spreadsheet" => return true,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// Reads a zipped spreadsheet.
pub(super) fn open(bytes: &[u8]) -> Outcome<LoadedSheets> {
    let mut package = Package::open(bytes)?;
    if is_encrypted(&mut package)? {
        return Err(ReadError::Protected);
    }
    let mut styles = Styles::default();
    if let Some(mut xml) = package.xml("styles.xml")? {
        read(&mut xml, &mut styles)?;
    }
    let mut xml = package.xml("content.xml")?.ok_or(ReadError::Damaged)?;
    read(&mut xml, &mut styles)?.ok_or(ReadError::Damaged)
}

/// Reads a spreadsheet in a single XML file.
pub(super) fn open_flat(bytes: &[u8]) -> Outcome<LoadedSheets> {
    read(&mut Xml::flat(bytes)?, &mut Styles::default())?.ok_or(ReadError::Damaged)
}

fn is_encrypted(package: &mut Package<'_>) -> Outcome<bool> {
    if package.holds("encrypted-package") {
        return Ok(true);
    }
    let Some(mut xml) = package.xml("META-INF/manifest.xml")? else { return Ok(false) };
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "encryption-data" => {
                return Ok(true);
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// Reads a part: its styles, and its tables if it has any.
fn read(xml: &mut Xml<'_, '_>, styles: &mut Styles) -> Outcome<Option<LoadedSheets>> {
    let mut found = None;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "spreadsheet" => found = Some(Tables::new(styles).read(xml)?),
                name if styles::is_one(name) => {
                    let start = start.into_owned();
                    styles.read(&start, xml)?;
                }
                // Macros, forms and settings hold no cells.
                "scripts" | "settings" | "meta" => xml.skip()?,
                _ => {}
            },
            Event::DocType(_) => return Err(ReadError::Damaged),
            Event::Eof => return Ok(found.map(LoadedSheets::read_old_font)),
            _ => {}
        }
    }
}
