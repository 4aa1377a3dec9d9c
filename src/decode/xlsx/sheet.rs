//! One sheet: its rows and cells as text, and what text cannot express.
//!
//! Cells are read by type and format. Positions come from the sheet itself, so that rows and
//! columns that are not stored keep their numbers.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::strings::{Strings, plain, rich};
use super::styles::Style;
use crate::decode::book::RowsWanted;
use crate::decode::book::error::{Limit, Outcome, ReadError};
use crate::decode::book::font::{self, OldFont};
use crate::decode::book::format::{Format, Shown, iso_date};
use crate::decode::book::grid::{
    Cell, Grid, LAST_COLUMN, LAST_ROW, LOWEST_SEEN, MAX_CELL, MAX_TEXT, NARROWEST_SEEN,
};
use crate::decode::book::package::{Xml, attribute, flag, number};
use crate::decode::book::runs::{Look, Marked, Runs};
use crate::decode::sheet::{Merge, NoValue};

/// What cells refer to by index.
#[derive(Debug)]
pub(super) struct Shared {
    /// Texts by index.
    pub(super) strings: Strings,
    /// Styles by index.
    pub(super) styles: Vec<Style>,
    /// The old font in which part of the texts must have been typed.
    pub(super) font: Option<OldFont>,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
}

impl Shared {
    /// Renders a number with its format; with an unknown style, as stored, like spreadsheets do. If
    /// all styles are lost, it could be a date or a percentage.
    fn show(&self, value: f64, style: usize) -> Outcome<Shown> {
        match self.styles.get(style) {
            Some(style) => Ok(style.format.show(value, self.from_1904)),
            None if style > 0 && self.styles.is_empty() => Err(ReadError::WithoutFormats),
            None => Ok(Format::general().show(value, self.from_1904)),
        }
    }
}

/// Reads a sheet into `grid`. After `first` rows with content, or at the end if there are fewer,
/// `rows_wanted` inspects them and returns how many rows to read in all.
pub(super) fn read(
    xml: &mut Xml<'_, '_>,
    shared: &Shared,
    grid: &mut Grid,
    first: usize,
    rows_wanted: RowsWanted<'_>,
) -> Outcome<()> {
    let (mut rows_wanted, mut limit) = (Some(rows_wanted), first);
    // The previous row, and the last row so far.
    let (mut row, mut last) = (0, 0);
    let mut in_order = true;
    let mut is_whole = false;
    let mut sizes = Sizes::default();
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "sheetFormatPr" => sizes = Sizes::read(&start)?,
                "col" => sizes.column(&start, grid)?,
                "sheetData" => sizes.end_columns(grid)?,
                "row" => {
                    let written = number(&start, "r")?;
                    let hidden = sizes.hides_row(&start)?;
                    let (named, cells) = cells(xml, shared)?;
                    row = row_number(written, named, row, last)?;
                    in_order &= row > last;
                    last = last.max(row);
                    grid.lay_down(row, hidden, cells)?;
                    if grid.rows.len() >= limit {
                        let Some(rows_wanted) = rows_wanted.take() else { break };
                        if !in_order {
                            grid.settle()?;
                        }
                        limit = rows_wanted(grid);
                        if grid.rows.len() >= limit {
                            break;
                        }
                    }
                }
                "mergeCell" => {
                    let range = attribute(&start, "ref")?.ok_or(ReadError::Damaged)?;
                    grid.merge(merge(&range).ok_or(ReadError::Damaged)?)?;
                }
                _ => {}
            },
            Event::DocType(_) => return Err(ReadError::Damaged),
            Event::End(end) if end.local_name().as_ref() == "worksheet" => is_whole = true,
            Event::Eof if is_whole => break,
            // Not a sheet, or one that was cut off.
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    if !in_order {
        grid.settle()?;
    }
    if let Some(rows_wanted) = rows_wanted {
        rows_wanted(grid);
    }
    Ok(())
}

/// The sizes of rows and columns that state none, and which of them cannot be seen.
#[derive(Default)]
struct Sizes {
    rows_are_hidden: bool,
    columns_are_hidden: bool,
    /// The last column that states its size.
    last: u32,
}

impl Sizes {
    fn read(start: &BytesStart<'_>) -> Outcome<Self> {
        let is_flat = is_less(start, "defaultRowHeight", LOWEST_SEEN)?.unwrap_or(false);
        let columns_are_hidden = is_less(start, "defaultColWidth", NARROWEST_SEEN)?;
        Ok(Self {
            rows_are_hidden: flag(start, "zeroHeight")? || is_flat,
            columns_are_hidden: columns_are_hidden.unwrap_or(false),
            last: 0,
        })
    }

    fn column(&mut self, start: &BytesStart<'_>, grid: &mut Grid) -> Outcome<()> {
        let (Some(min), Some(max)) = (number(start, "min")?, number(start, "max")?) else {
            return Ok(());
        };
        if self.columns_are_hidden && min > self.last + 1 {
            grid.hide_columns(self.last + 1, min - 1)?;
        }
        self.last = self.last.max(max);
        let is_narrow = is_less(start, "width", NARROWEST_SEEN)?.unwrap_or(false);
        if flag(start, "hidden")? || is_narrow { grid.hide_columns(min, max) } else { Ok(()) }
    }

    fn end_columns(&self, grid: &mut Grid) -> Outcome<()> {
        if !self.columns_are_hidden || self.last >= LAST_COLUMN {
            return Ok(());
        }
        grid.hide_columns(self.last + 1, LAST_COLUMN)
    }

    fn hides_row(&self, start: &BytesStart<'_>) -> Outcome<bool> {
        if flag(start, "hidden")? {
            return Ok(true);
        }
        let is_flat = is_less(start, "ht", LOWEST_SEEN)?;
        let says_shown = || Ok(attribute(start, "hidden")?.is_some());
        match is_flat {
            Some(is_flat) => Ok(is_flat),
            None => Ok(self.rows_are_hidden && !says_shown()?),
        }
    }
}

/// Whether a size is less than another; `None` if it is not stated.
fn is_less(start: &BytesStart<'_>, name: &str, than: f64) -> Outcome<Option<bool>> {
    let size = attribute(start, name)?.and_then(|text| text.trim().parse::<f64>().ok());
    Ok(size.map(|size| size < than))
}

/// The number of a row: the stated one, else the next. If the stated number was used before, as
/// some writers do, the names of its cells decide.
fn row_number(written: Option<u32>, named: Option<u32>, before: u32, last: u32) -> Outcome<u32> {
    let row = match (written, named) {
        (Some(written), Some(named)) if written <= last => named,
        (written, _) => written.or(named).unwrap_or(before + 1),
    };
    let is_valid = (1..=LAST_ROW).contains(&row) && named.is_none_or(|named| named == row);
    if is_valid { Ok(row) } else { Err(ReadError::Damaged) }
}

/// The cells of the current row, and the row number in their names.
fn cells(xml: &mut Xml<'_, '_>, shared: &Shared) -> Outcome<(Option<u32>, Vec<Cell>)> {
    let mut cells = Vec::new();
    let mut row = None;
    let mut column = 0;
    let mut long = 0;
    loop {
        match xml.next()? {
            Event::Start(start) if start.local_name().as_ref() == "c" => {
                column = match attribute(&start, "r")? {
                    Some(name) => match place(&name) {
                        Some((at, written)) if *row.get_or_insert(written) == written => at,
                        _ => return Err(ReadError::Damaged),
                    },
                    None => column + 1,
                };
                if column > LAST_COLUMN {
                    return Err(ReadError::Damaged);
                }
                let style = number(&start, "s")?.unwrap_or(0) as usize;
                let kind = attribute(&start, "t")?.unwrap_or_default().into_owned();
                let mut instead = None;
                // Of a formula, `str` is the result.
                let kept_as_text = matches!(&*kind, "s" | "inlineStr");
                let (mut runs, mut is_number) = (None, false);
                let (mut text, no_value) = match cell(xml, style, &kind, shared)? {
                    Content::Text(text, own) => {
                        runs = own;
                        (text, None)
                    }
                    Content::Number(number) => {
                        (instead, is_number) = (number.instead, true);
                        (number.text, None)
                    }
                    Content::ValuelessCell(kind) => (String::new(), Some(kind)),
                };
                let style = shared.styles.get(style);
                let small = runs.as_deref().and_then(|runs| runs.with_small_digits(&text));
                let marked = marked(&text, runs.as_deref(), style.is_some_and(|s| s.struck));
                text = small.unwrap_or(text);
                let own = style.and_then(|style| style.font);
                let old = font::read(&mut text, own, shared.font);
                if text.len() > MAX_CELL {
                    return Err(ReadError::Over(Limit::Cell));
                }
                long += text.len() + marked.as_ref().map_or(0, Marked::len);
                if long > MAX_TEXT {
                    return Err(ReadError::Over(Limit::Text));
                }
                cells.push(Cell {
                    column,
                    text,
                    no_value,
                    instead,
                    old,
                    kept_as_text,
                    is_number,
                    marked,
                });
            }
            Event::Start(_) => xml.skip()?,
            Event::End(_) => return Ok((row, cells)),
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
}

/// What is struck out or off the line in a cell.
fn marked(text: &str, runs: Option<&Runs>, struck: bool) -> Option<Marked> {
    match runs {
        Some(runs) => runs.marked(text, Look { struck, small: None }),
        None => (struck && !text.is_empty()).then(Marked::whole),
    }
}

/// The content of a cell.
enum Content {
    /// With its parts, where they do not look alike.
    Text(String, Option<Arc<Runs>>),
    Number(Shown),
    ValuelessCell(NoValue),
}

/// Reads the content of the current cell.
fn cell(xml: &mut Xml<'_, '_>, style: usize, kind: &str, shared: &Shared) -> Outcome<Content> {
    let mut formula = false;
    let mut value: Option<String> = None;
    let mut inline: Option<(String, Option<Arc<Runs>>)> = None;
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "f" => {
                    formula = true;
                    xml.skip()?;
                }
                "v" => value = Some(xml.text()?),
                "is" => inline = Some(rich(xml)?),
                _ => xml.skip()?,
            },
            Event::End(_) => break,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    if let Some((text, runs)) = inline {
        return Ok(Content::Text(text, runs));
    }
    let value = value.unwrap_or_default();
    // An empty text is also a value: the result of =IF(A1="","",…).
    if value.trim().is_empty() && kind != "str" {
        return Ok(if formula {
            Content::ValuelessCell(NoValue::Unknown)
        } else {
            Content::Text(String::new(), None)
        });
    }
    let text = match kind {
        "s" => {
            let n = value.trim().parse().map_err(|_| ReadError::Damaged)?;
            let text = shared.strings.get(n).ok_or(ReadError::Damaged)?.to_owned();
            return Ok(Content::Text(text, shared.strings.runs(n).cloned()));
        }
        "str" | "inlineStr" => plain(&value),
        "b" => match value.trim() {
            "1" | "true" => "TRUE".to_owned(),
            "0" | "false" => "FALSE".to_owned(),
            other => other.to_owned(),
        },
        "e" => return Ok(Content::ValuelessCell(NoValue::Error(value.trim().to_owned()))),
        "d" => iso_date(value.trim()).unwrap_or(value),
        _ => match value.trim().parse::<f64>().ok().filter(|n| n.is_finite()) {
            Some(n) => return Ok(Content::Number(shared.show(n, style)?)),
            None => value,
        },
    };
    Ok(Content::Text(text, None))
}

/// Column and row of a cell name, both from 1.
pub(super) fn place(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = name.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || number.len() > 7 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    let row = number.parse().ok().filter(|row| (1..=LAST_ROW).contains(row))?;
    (column <= LAST_COLUMN).then_some((column, row))
}

fn merge(range: &str) -> Option<Merge> {
    let (from, to) = range.split_once(':').unwrap_or((range, range));
    let ((left, top), (right, bottom)) = (place(from)?, place(to)?);
    (left <= right && top <= bottom).then_some(Merge { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_by_their_names() {
        for (name, at) in [
            ("A1", Some((1, 1))),
            ("E4", Some((5, 4))),
            ("aa10", Some((27, 10))),
            ("XFD1048576", Some((16_384, 1_048_576))),
            ("XFE1", None),
            ("A1048577", None),
            ("A0", None),
            ("A", None),
            ("1", None),
            ("", None),
            ("AAAAAAAAAAAA1", None),
            ("A99999999999999", None),
            ("Ê1", None),
            ("A1B", None),
        ] {
            assert_eq!(place(name), at, "{name}");
        }
        assert_eq!(merge("B2:A1"), None);
        assert_eq!(merge("A3:B6"), Some(Merge { top: 3, left: 1, bottom: 6, right: 2 }));
    }
}
