//! XLS → sheets of cells: workbooks of Excel 97–2003, still written by LibreOffice and old
//! programs.
//!
//! Reads the records itself: the usual library (calamine 0.38) returns numbers without their
//! formats, so that a percentage or an amount in `triệu` would be a guess, and reports no hidden
//! rows and no old fonts. The tests use it: both must read the same cells. Every count in a file is
//! checked against the available bytes, and no memory is reserved on its word.

mod cells;
pub(super) mod cfb;
mod notes;
mod records;

use std::collections::HashMap;
use std::sync::Arc;

use self::cells::{Shared, Style};
use self::cfb::{Container, u16_at, u32_at};
use self::records::{Pieces, Records, Run, RunsOfTexts};
use super::book::error::{Limit, Outcome, ReadError};
use super::book::font::OldFont;
use super::book::format::Format;
use super::book::runs::{Look, Runs};
use super::book::{Entry, LoadedSheets, MAX_SHEETS};
use super::xlsx::Strings;
use crate::text::marked::Mark;

/// The version of these workbooks, in their first record.
const VERSION: u16 = 0x0600;
/// Maximum number of fonts, formats or styles.
const MAX_STYLES: usize = 100_000;

/// A sheet, and the offset of its records.
struct Tab {
    entry: Entry,
    at: usize,
}

/// How texts of a font are read.
#[derive(Debug, Default, Clone, Copy)]
struct Font {
    old: Option<OldFont>,
    look: Look,
}

/// The content of the records before the sheets.
#[derive(Default)]
struct Globals {
    tabs: Vec<Tab>,
    strings: Strings,
    /// The formatting runs of those texts.
    rich: RunsOfTexts,
    fonts: Vec<Font>,
    formats: HashMap<u16, Arc<Format>>,
    /// Font and format index of each style.
    styles: Vec<(u16, u16)>,
    from_1904: bool,
    is_computed: bool,
}

/// Reads a workbook.
pub(super) fn open(bytes: &[u8]) -> Outcome<LoadedSheets> {
    let container = Container::open(bytes)?;
    let Some(stream) = container.stream("Workbook")? else {
        let is_older = container.stream("Book")?.is_some();
        return Err(if is_older { ReadError::TooOld } else { ReadError::Damaged });
    };
    let (tabs, shared) = globals(&stream)?.settle();
    let mut all = LoadedSheets::new();
    // Sheets do not overlap: together they are no longer than the stream.
    let mut read = 0;
    for Tab { entry, at } in tabs {
        let (grid, end) = cells::read(&stream, at, &shared)?;
        read += end - at;
        if read > stream.len() {
            return Err(ReadError::Damaged);
        }
        if let Some(grid) = grid {
            all.push(entry, grid)?;
        }
    }
    Ok(all)
}

fn globals(stream: &[u8]) -> Outcome<Globals> {
    let mut records = Records::new(stream, 0);
    let (id, first) = records.next()?;
    match (id, u16_at(first, 0)) {
        (0x0809, Some(VERSION)) => {}
        (0x0009 | 0x0209 | 0x0409 | 0x0809, Some(_)) => return Err(ReadError::TooOld),
        _ => return Err(ReadError::Damaged),
    }
    let mut found = Globals::default();
    loop {
        let (id, data) = records.next()?;
        let number = |at: usize| u16_at(data, at).ok_or(ReadError::Damaged);
        match id {
            0x000A => return Ok(found),
            0x002F => return Err(ReadError::Protected),
            0x01C1 => found.is_computed = true,
            0x0022 => found.from_1904 = number(0)? == 1,
            0x0085 => found.tabs.extend(tab(data, &mut records)?),
            0x00FC => (found.strings, found.rich) = records.with_rest(data).strings()?,
            0x0031 => {
                let name = text(data, 14, 1, &mut records)?;
                let struck = number(2)? & 0x08 != 0;
                let small = match number(8)? {
                    1 => Some(Mark::Above),
                    2 => Some(Mark::Below),
                    _ => None,
                };
                let look = Look { struck, small };
                found.fonts.push(Font { old: OldFont::named(&name), look });
            }
            0x041E => {
                let code = text(data, 2, 2, &mut records)?;
                found.formats.insert(number(0)?, Arc::new(Format::of(&code)));
            }
            0x00E0 => found.styles.push((number(0)?, number(2)?)),
            _ => {}
        }
        if found.tabs.len() > MAX_SHEETS {
            return Err(ReadError::Over(Limit::Sheets));
        }
        if found.styles.len().max(found.fonts.len()) > MAX_STYLES {
            return Err(ReadError::Damaged);
        }
    }
}

/// The text at an offset of a record.
fn text<'a>(data: &'a [u8], at: usize, length: u32, records: &mut Records<'a>) -> Outcome<String> {
    let mut pieces: Pieces<'_> = records.with_rest(data.get(at..).ok_or(ReadError::Damaged)?);
    pieces.text(length).ok_or(ReadError::Damaged)
}

/// A tab with cells; `None` for charts and macro sheets.
fn tab<'a>(data: &'a [u8], records: &mut Records<'a>) -> Outcome<Option<Tab>> {
    let at = u32_at(data, 0).ok_or(ReadError::Damaged)? as usize;
    let (state, kind) = (data.get(4), data.get(5));
    let name = text(data, 6, 1, records)?;
    let hidden = state.is_some_and(|state| state & 3 != 0);
    Ok((kind == Some(&0)).then_some(Tab { entry: Entry { name, hidden }, at }))
}

/// The parts of a text, each with the look of its font.
fn runs_of(text: &str, runs: &[Run], look: impl Fn(u16) -> Look) -> Runs {
    // Where each letter of UTF-16 begins in the text.
    let mut places: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        places.extend(std::iter::repeat_n(at, c.len_utf16()));
    }
    let place = |letter: u16| places.get(usize::from(letter)).copied().unwrap_or(text.len());
    let ends = runs.iter().skip(1).map(|(letter, _)| place(*letter)).chain([text.len()]);
    let mut own = Runs::default();
    for ((letter, font), end) in runs.iter().zip(ends) {
        own.push(place(*letter)..end.max(place(*letter)), look(*font));
    }
    own
}

impl Globals {
    fn settle(self) -> (Vec<Tab>, Shared) {
        let Self { tabs, mut strings, rich, fonts, formats, styles, from_1904, is_computed } = self;
        let font_of = |index: u16| {
            // The fifth font has index six.
            let at = if index > 4 { index - 1 } else { index };
            fonts.get(usize::from(at)).copied().unwrap_or_default()
        };
        let looks = |index| font_of(index).look;
        for (at, runs) in rich {
            let text = strings.get(at).unwrap_or_default();
            let runs = runs_of(text, &runs, looks);
            let is_plain = runs.are_plain(text.len());
            strings.keep(at, (!is_plain).then(|| Arc::new(runs)));
        }
        let style = |(font, format): (u16, u16)| {
            let built_in = || Arc::new(Format::built_in(u32::from(format)));
            Style {
                format: formats.get(&format).cloned().unwrap_or_else(built_in),
                font: font_of(font).old,
                struck: font_of(font).look.struck,
            }
        };
        let styles = styles.into_iter().map(style).collect();
        let font = OldFont::of_texts(strings.all());
        (tabs, Shared { strings, styles, font, from_1904, is_computed })
    }
}
