//! The tables of a spreadsheet: rows, cells and their attributes.

use quick_xml::events::{BytesStart, Event};

use super::styles::{Family, Style, Styles};
use crate::decode::book::error::{Limit, Outcome, ReadError};
use crate::decode::book::font;
use crate::decode::book::format::{Format, iso_date};
use crate::decode::book::grid::{Cell, Grid, LAST_COLUMN, LAST_ROW, MAX_CELL, MAX_TEXT};
use crate::decode::book::package::{Xml, attribute, exact, push_text};
use crate::decode::book::runs::{Look, Marked, Runs};
use crate::decode::book::{Entry, LoadedSheets};
use crate::decode::sheet::{CellNote, Merge, NoValue, NoteKind};

/// Maximum number of column runs with a style.
const MAX_COLUMNS: usize = 16_384;

/// The tables of the current spreadsheet.
pub(super) struct Tables<'s> {
    styles: &'s mut Styles,
}

/// State of reading a table.
#[derive(Default)]
struct Table {
    grid: Grid,
    /// The last row.
    row: u32,
    /// The last column of each run, and its cell style.
    columns: Vec<(u32, Option<String>)>,
    /// Whether it only caches the content of another file.
    is_cache: bool,
}

impl Table {
    fn default_style(&self, column: u32) -> Option<&str> {
        let run = self.columns.partition_point(|(last, _)| *last < column);
        self.columns.get(run)?.1.as_deref()
    }
}

/// A cell before its repeat count is applied.
struct PendingCell {
    cell: Cell,
    repeated: u32,
    /// How many columns and rows it spans.
    spans: (u32, u32),
    /// The notes that are pinned to it, and the boxes that are drawn in it.
    notes: Vec<(NoteKind, String)>,
}

/// What is seen in a cell.
#[derive(Default)]
struct Seen {
    text: String,
    /// The parts that do not look like the rest.
    runs: Runs,
    notes: Vec<(NoteKind, String)>,
    /// Whether it has a paragraph, perhaps an empty one.
    has_paragraph: bool,
}

impl<'s> Tables<'s> {
    pub(super) fn new(styles: &'s mut Styles) -> Self {
        Self { styles }
    }

    /// Reads all tables up to the end of the spreadsheet.
    pub(super) fn read(mut self, xml: &mut Xml<'_, '_>) -> Outcome<LoadedSheets> {
        let mut all = LoadedSheets::new();
        loop {
            match xml.next()? {
                Event::Start(start) if start.local_name().as_ref() == "table" => {
                    let text =
                        |name: &str| Ok(exact(&start, name)?.map(std::borrow::Cow::into_owned));
                    let name = text("table:name")?.unwrap_or_default();
                    let style = text("table:style-name")?.unwrap_or_default();
                    let hidden = self.styles.hides(&style);
                    let table = self.table(xml)?;
                    if !table.is_cache || !name.starts_with("'file:") {
                        all.push(Entry { name, hidden }, table.grid)?;
                    }
                }
                // Links to other programs hold tables of their own.
                Event::Start(_) => xml.skip()?,
                Event::End(_) => return Ok(all),
                Event::Eof | Event::DocType(_) => return Err(ReadError::Damaged),
                _ => {}
            }
        }
    }

    fn table(&mut self, xml: &mut Xml<'_, '_>) -> Outcome<Table> {
        let mut table = Table::default();
        let mut depth = 1;
        while depth > 0 {
            match xml.next()? {
                Event::Start(start) => match start.local_name().as_ref() {
                    "table-row" => {
                        let start = start.into_owned();
                        self.row(&start, xml, &mut table)?;
                    }
                    "table-column" => {
                        column(&start, self.styles, &mut table)?;
                        depth += 1;
                    }
                    "table-source" => {
                        table.is_cache = true;
                        depth += 1;
                    }
                    // Rows and columns may be nested in groups and headers.
                    name if name.starts_with("table-row")
                        || name.starts_with("table-col")
                        || name.starts_with("table-header") =>
                    {
                        depth += 1
                    }
                    _ => xml.skip()?,
                },
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        Ok(table)
    }

    fn row(
        &mut self,
        start: &BytesStart<'_>,
        xml: &mut Xml<'_, '_>,
        table: &mut Table,
    ) -> Outcome<()> {
        let times = repeated(start, "number-rows-repeated")?;
        let hidden = exact(start, "table:visibility")?;
        let hidden = matches!(hidden.as_deref(), Some("collapse" | "filter"))
            || self.styles.has_no_size(Family::Row, start)?;
        let own_style = exact(start, "table:default-cell-style-name")?;
        let mut cells: Vec<Cell> = Vec::new();
        let (mut column, mut long) = (0u32, 0usize);
        loop {
            match xml.next()? {
                Event::Start(inner)
                    if matches!(
                        inner.local_name().as_ref(),
                        "table-cell" | "covered-table-cell"
                    ) =>
                {
                    let inner = inner.into_owned();
                    let default = own_style
                        .as_deref()
                        .or_else(|| table.default_style(column.saturating_add(1)));
                    let held = self.cell(&inner, xml, default)?;
                    let at = column.saturating_add(1);
                    column = column.saturating_add(held.repeated);
                    if let (true, (across, down)) = (held.spans != (1, 1), held.spans) {
                        merge(table, at, across, down)?;
                    }
                    for (kind, text) in held.notes {
                        let row = table.row.saturating_add(1);
                        table.grid.pin(CellNote { row, column: at, kind, text })?;
                    }
                    if held.cell.text.is_empty() && held.cell.no_value.is_none() {
                        continue;
                    }
                    if column > LAST_COLUMN {
                        return Err(ReadError::Damaged);
                    }
                    let marked = held.cell.marked.as_ref().map_or(0, Marked::len);
                    long += (held.cell.text.len() + marked) * held.repeated as usize;
                    if long > MAX_TEXT {
                        return Err(ReadError::Over(Limit::Text));
                    }
                    cells.extend((at..=column).map(|column| Cell { column, ..held.cell.clone() }));
                }
                Event::Start(_) => xml.skip()?,
                Event::End(_) => break,
                Event::Eof => return Err(ReadError::Damaged),
                _ => {}
            }
        }
        let first = table.row.saturating_add(1);
        table.row = table.row.saturating_add(times);
        if cells.is_empty() {
            return Ok(());
        }
        if table.row > LAST_ROW {
            return Err(ReadError::Damaged);
        }
        let wide = cells.last().map_or(0, |cell| cell.column);
        table.grid.has_room(times, wide, long)?;
        for row in first..table.row {
            table.grid.lay_down(row, hidden, cells.clone())?;
        }
        table.grid.lay_down(table.row, hidden, cells)
    }

    fn cell(
        &mut self,
        start: &BytesStart<'_>,
        xml: &mut Xml<'_, '_>,
        default: Option<&str>,
    ) -> Outcome<PendingCell> {
        let name = exact(start, "table:style-name")?;
        let style = self.styles.of(name.as_deref().or(default).unwrap_or("Default"));
        let rest = Look { struck: style.struck, small: None };
        let Seen { text, runs, notes, has_paragraph } = self.paragraphs(xml, rest)?;
        let marked = runs.marked(&text, rest);
        let text = runs.with_small_digits(&text).unwrap_or(text);
        let mut cell = value(start, text, has_paragraph, &style)?;
        // Of a number, what is seen is only its form.
        cell.marked = marked.filter(|marked| marked.text.is_none() || cell.kept_as_text);
        cell.old = font::read(&mut cell.text, style.font, None);
        if cell.text.len() > MAX_CELL {
            return Err(ReadError::Over(Limit::Cell));
        }
        Ok(PendingCell {
            cell,
            repeated: repeated(start, "number-columns-repeated")?,
            spans: (
                repeated(start, "number-columns-spanned")?,
                repeated(start, "number-rows-spanned")?,
            ),
            notes,
        })
    }

    /// The text of the current cell: its paragraphs, one for each line. Notes and drawings are not
    /// part of it. Also the parts that do not look like `rest`.
    fn paragraphs(&self, xml: &mut Xml<'_, '_>, rest: Look) -> Outcome<Seen> {
        let (mut out, mut runs, mut notes) = (String::new(), Runs::default(), Vec::new());
        // The spans around the text, each with its depth.
        let mut spans: Vec<(usize, Look)> = Vec::new();
        let (mut depth, mut inside) = (1usize, 0usize);
        let mut first = true;
        // Consecutive blanks, or blanks at the start of a line, collapse; others are counted
        // explicitly.
        let mut blank = true;
        while depth > 0 {
            match xml.next()? {
                Event::Start(start) => {
                    let name = start.name();
                    let pinned = match start.local_name().as_ref() {
                        "annotation" => Some(NoteKind::Comment),
                        _ => name.as_ref().starts_with("draw:").then_some(NoteKind::TextBox),
                    };
                    if let Some(kind) = pinned {
                        notes.push((kind, words(xml)?));
                        continue;
                    }
                    if matches!(
                        start.local_name().as_ref(),
                        "annotation-end" | "note" | "ruby-text" | "table"
                    ) {
                        xml.skip()?;
                        continue;
                    }
                    depth += 1;
                    match start.local_name().as_ref() {
                        "p" | "h" => {
                            if !std::mem::take(&mut first) {
                                out.push('\n');
                            }
                            inside = depth;
                            blank = true;
                        }
                        "s" => {
                            let count = repeated(&start, "c")? as usize;
                            if count > MAX_CELL {
                                return Err(ReadError::Over(Limit::Cell));
                            }
                            out.extend(std::iter::repeat_n(' ', count));
                            blank = false;
                        }
                        "span" => {
                            let outer = spans.last().map_or(rest, |(_, look)| *look);
                            let style = exact(&start, "text:style-name")?.unwrap_or_default();
                            spans.push((depth, self.styles.look(&style, outer)));
                        }
                        "tab" => out.push('\t'),
                        "line-break" => out.push('\n'),
                        _ => {}
                    }
                }
                Event::End(_) => {
                    if inside == depth {
                        inside = 0;
                    }
                    spans.pop_if(|(at, _)| *at == depth);
                    depth -= 1;
                }
                Event::Eof => return Err(ReadError::Damaged),
                event if inside > 0 => {
                    let from = out.len();
                    let mut text = String::new();
                    push_text(&event, &mut text)?;
                    blank = push_collapsed(&mut out, &text, blank);
                    if let Some((_, look)) = spans.last() {
                        runs.push(from..out.len(), *look);
                    }
                }
                _ => {}
            }
            if out.len() > MAX_CELL {
                return Err(ReadError::Over(Limit::Cell));
            }
        }
        Ok(Seen { text: out, runs, notes, has_paragraph: !first })
    }
}

/// Appends a text, of whose consecutive blanks one remains, or none after another; returns whether
/// it ends in a blank.
fn push_collapsed(out: &mut String, text: &str, mut blank: bool) -> bool {
    for c in text.chars() {
        let is_blank = matches!(c, ' ' | '\n' | '\r' | '\t');
        if !(is_blank && blank) {
            out.push(if is_blank { ' ' } else { c });
        }
        blank = is_blank;
    }
    blank
}

/// The words of the current note, without who wrote it and when, or of the current drawing.
fn words(xml: &mut Xml<'_, '_>) -> Outcome<String> {
    let mut words = String::new();
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "p" | "h" => {
                    if !words.is_empty() {
                        words.push('\n');
                    }
                    words += &xml.text()?;
                    if words.len() > MAX_CELL {
                        return Err(ReadError::Over(Limit::Cell));
                    }
                }
                "creator" | "date" | "date-string" | "creator-initials" => xml.skip()?,
                _ => depth += 1,
            },
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
    Ok(words)
}

fn column(start: &BytesStart<'_>, styles: &Styles, table: &mut Table) -> Outcome<()> {
    let before = table.columns.last().map_or(0, |(last, _)| *last);
    let last = before.saturating_add(repeated(start, "number-columns-repeated")?);
    let style = exact(start, "table:default-cell-style-name")?;
    table.columns.push((last, style.map(std::borrow::Cow::into_owned)));
    if table.columns.len() > MAX_COLUMNS {
        return Err(ReadError::Over(Limit::Cells));
    }
    let hidden = exact(start, "table:visibility")?;
    if matches!(hidden.as_deref(), Some("collapse" | "filter"))
        || styles.has_no_size(Family::Column, start)?
    {
        table.grid.hide_columns(before + 1, last)?;
    }
    Ok(())
}

/// Records the merged range of a cell in the current row.
fn merge(table: &mut Table, left: u32, across: u32, down: u32) -> Outcome<()> {
    let top = table.row.saturating_add(1);
    let (right, bottom) = (left.saturating_add(across - 1), top.saturating_add(down - 1));
    if right > LAST_COLUMN || bottom > LAST_ROW {
        return Err(ReadError::Damaged);
    }
    table.grid.merge(Merge { top, left, bottom, right })
}

/// The value of a cell by its type, and what it shows if that is another number.
fn value(
    start: &BytesStart<'_>,
    seen: String,
    has_paragraph: bool,
    style: &Style,
) -> Outcome<Cell> {
    let kind = exact(start, "office:value-type")?;
    let kind = kind.as_deref().unwrap_or_default();
    let formula = exact(start, "table:formula")?.is_some();
    let is_error = exact(start, "calcext:value-type")?.as_deref() == Some("error");
    if is_error || (formula && looks_like_error(&seen)) {
        return Ok(Cell { no_value: Some(NoValue::Error(seen)), ..Cell::default() });
    }
    let number = || -> Outcome<Option<f64>> {
        let written = exact(start, "office:value")?;
        Ok(written.and_then(|text| text.trim().parse::<f64>().ok()).filter(|n| n.is_finite()))
    };
    let text = match kind {
        "float" | "currency" | "percentage" => match number()? {
            Some(number) => return Ok(shown(number, kind == "percentage", style)),
            None if formula && seen.is_empty() => {
                return Ok(Cell { no_value: Some(NoValue::Unknown), ..Cell::default() });
            }
            None => seen,
        },
        "date" => {
            let day = exact(start, "office:date-value")?;
            let Some(day) = day.and_then(|day| iso_date(day.trim())) else {
                return Ok(Cell { text: seen, ..Cell::default() });
            };
            let instead = style.format.part_of_day(&day);
            return Ok(Cell { text: day, instead, ..Cell::default() });
        }
        "time" => {
            let time = exact(start, "office:time-value")?;
            time.and_then(|time| clock(time.trim())).unwrap_or(seen)
        }
        "boolean" => match exact(start, "office:boolean-value")?.as_deref() {
            Some("true") => "TRUE".to_owned(),
            Some("false") => "FALSE".to_owned(),
            _ => seen,
        },
        "string" => match exact(start, "office:string-value")? {
            Some(text) if seen.is_empty() => text.into_owned(),
            _ => seen,
        },
        // An empty paragraph is the empty text, which LibreOffice writes without a kind.
        _ if formula && seen.is_empty() && !has_paragraph => {
            return Ok(Cell { no_value: Some(NoValue::Unknown), ..Cell::default() });
        }
        _ => seen,
    };
    Ok(Cell { text, kept_as_text: kind == "string" && !formula, ..Cell::default() })
}

/// Renders a number with the format of its cell. A percentage is one whatever the format says.
fn shown(number: f64, percent: bool, style: &Style) -> Cell {
    let shown = style.format.show(number, false);
    let shown = match percent && !shown.text.contains('%') {
        true => Format::of("General%").show(number, false),
        false => shown,
    };
    Cell { text: shown.text, instead: shown.instead, is_number: true, ..Cell::default() }
}

/// What a failed formula shows: `#REF!`, `#N/A`, `Err:502`.
fn looks_like_error(seen: &str) -> bool {
    const WORDS: [&str; 2] = ["#N/A", "#NAME?"];
    (seen.starts_with('#') && seen.ends_with('!'))
        || WORDS.contains(&seen)
        || seen.strip_prefix("Err:").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

/// `PT08H30M00S` as `08:30`.
fn clock(text: &str) -> Option<String> {
    let (hours, rest) = text.strip_prefix("PT")?.split_once('H')?;
    let (minutes, rest) = rest.split_once('M')?;
    let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
    let number = |text: &str| text.parse::<u32>().ok();
    let (hours, minutes, seconds) = (number(hours)?, number(minutes)?, number(seconds)?);
    Some(match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    })
}

/// The repeat count of an element.
pub(super) fn repeated(start: &BytesStart<'_>, name: &str) -> Outcome<u32> {
    let written = attribute(start, name)?;
    Ok(written.and_then(|text| text.trim().parse().ok()).unwrap_or(1).max(1))
}
