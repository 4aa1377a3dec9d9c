//! The number formats of a workbook, by style index, and which fonts are old ones or struck out.
//! Colours and borders are ignored: their faults do not affect any figure.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::Event;

use crate::decode::book::error::{Outcome, ReadError};
use crate::decode::book::font::OldFont;
use crate::decode::book::format::Format;
use crate::decode::book::package::{Package, attribute, number};
use crate::decode::book::runs::is_on;

/// Maximum length of a format code, and maximum number of cell formats.
const MAX_CODE: usize = 1024;
const MAX_FORMATS: usize = 100_000;

/// How cells of one style are read.
#[derive(Debug, Clone)]
pub(super) struct Style {
    pub(super) format: Arc<Format>,
    pub(super) font: Option<OldFont>,
    pub(super) struck: bool,
}

#[derive(Debug, Default, Clone, Copy)]
struct Font {
    old: Option<OldFont>,
    struck: bool,
}

/// Reads the styles; without any, every number is shown as stored.
pub(super) fn read(package: &mut Package<'_>, path: Option<&str>) -> Outcome<Vec<Style>> {
    let mut styles = Vec::new();
    let mut fonts: Vec<Font> = Vec::new();
    let xml = path.map(|path| package.xml(path)).transpose()?.flatten();
    let Some(mut xml) = xml else { return Ok(styles) };
    let mut own: HashMap<u32, Arc<Format>> = HashMap::new();
    let (mut of_cells, mut of_formats) = (false, false);
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "numFmts" => of_formats = true,
                "numFmt" if of_formats => {
                    if let (Some(id), Some(code)) =
                        (number(&start, "numFmtId")?, attribute(&start, "formatCode")?)
                    {
                        let known = code.len() <= MAX_CODE;
                        let format = if known { Format::of(&code) } else { Format::general() };
                        own.insert(id, Arc::new(format));
                    }
                }
                // Fonts of conditional formats follow and are never referenced.
                "font" => fonts.push(Font::default()),
                "name" => {
                    if let (Some(last), Some(name)) = (fonts.last_mut(), attribute(&start, "val")?)
                    {
                        last.old = OldFont::named(&name);
                    }
                }
                "strike" => {
                    if let Some(last) = fonts.last_mut() {
                        last.struck = is_on(attribute(&start, "val")?.as_deref());
                    }
                }
                "cellXfs" => of_cells = true,
                "xf" if of_cells => {
                    let id = number(&start, "numFmtId")?.unwrap_or(0);
                    let built_in = || Arc::new(Format::built_in(id));
                    let format = own.get(&id).cloned().unwrap_or_else(built_in);
                    let font = number(&start, "fontId")?.unwrap_or(0) as usize;
                    let Font { old, struck } = fonts.get(font).copied().unwrap_or_default();
                    styles.push(Style { format, font: old, struck });
                    if styles.len().max(fonts.len()) > MAX_FORMATS {
                        return Err(ReadError::Damaged);
                    }
                }
                _ => {}
            },
            Event::End(end) => match end.local_name().as_ref() {
                "cellXfs" => of_cells = false,
                "numFmts" => of_formats = false,
                _ => {}
            },
            Event::DocType(_) => return Err(ReadError::Damaged),
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}
