//! Sheets of cells, each read once: tables of the form, others with content, empty ones.
//!
//! Decides by the first rows of a sheet how far it is read and what becomes of it. Where no sheet holds
//! a filled table, the likeliest is taken for one.

use std::sync::{Arc, OnceLock};

use super::findings::{no_table, repeated};
use super::font::Converted;
use super::grid::{Grid, Left};
use super::model::{Book, Entry, File, HoldsData, Other, Sheets, Tab, is_guide};
use super::trouble::{Outcome, Trouble};
use crate::decode::sheet::Sheet;
use crate::decode::table::{Piece, Record, Table};
use crate::decode::tally::Tally;
use crate::decode::{encoding, garbled, lost};
use crate::diag::{Diagnostic, Place, Sink};
use crate::source::Source;

/// How many rows with content are looked at for the headings.
const HEADING_SEARCH: usize = 30;
/// So many known headings in a row make a table of the form, fewer may be chance.
const SURE: usize = 4;
/// So many rows of a sheet that is not read are searched for what could be data.
const DATA_SEARCH: usize = 2_000;

/// What the first rows of a sheet tell.
pub(super) struct Glance {
    entry: Entry,
    /// How many headings are known in the row where most are.
    hits: usize,
    /// The same, with those of a row beside it: headings may stand in two rows.
    of_two: usize,
    /// That row, among those with content.
    header: usize,
    /// Whether anything stands below it.
    rows: bool,
    /// Whether there is any content.
    content: bool,
}

impl Glance {
    fn of(entry: Entry, grid: &Grid, known: &dyn Fn(&str) -> bool) -> Self {
        let searched = grid.rows.len().min(HEADING_SEARCH);
        let hits_of = |row: usize| grid.fields(row).filter(|field| known(field)).count();
        let best = (0..searched).map(|row| (hits_of(row), row)).rev().max_by_key(|(hits, _)| *hits);
        let (hits, header) = best.unwrap_or((0, 0));
        let beside = [header.checked_sub(1), Some(header + 1)].into_iter().flatten();
        let beside = beside.filter(|row| *row < searched).map(hits_of).max();
        let (rows, content) = (grid.rows.len() > header + 1, !grid.rows.is_empty());
        Self { entry, hits, of_two: hits + beside.unwrap_or(0), header, rows, content }
    }

    fn is_table(&self) -> bool {
        self.hits > 1 && self.of_two >= SURE && self.rows
    }
}

/// Reads every sheet once, and keeps those that matter.
pub(super) fn read<S: Sheets>(
    file: File<'_>,
    mut sheets: S,
    known: &dyn Fn(&str) -> bool,
    holds_data: HoldsData<'_>,
) -> Outcome<Result<Book, Box<Diagnostic>>> {
    let mut sorted = Sorted { file, holds_data, left: Left::new(), best: None, kept: Vec::new() };
    for (n, entry) in sheets.entries().iter().enumerate() {
        sorted.take(seen(&mut sheets, n, entry, known)?)?;
    }
    let Some(mut found) = sorted.book()? else {
        return Ok(Err(Box::new(sorted.no_table())));
    };
    found.repeated = repeated(file.source, sheets.repeated());
    Ok(Ok(found))
}

/// A sheet that was read, as far as its first rows made it worth.
struct Seen {
    glance: Glance,
    grid: Grid,
    /// What went wrong below the first rows.
    rest: Outcome<()>,
}

impl Seen {
    fn is_tab(&self) -> bool {
        self.glance.is_table() && !is_guide(&self.glance.entry.name)
    }

    /// A filled table before an empty form, one of agencies before an example, then the most
    /// headings, then what is to be seen.
    fn worth(&self) -> (bool, bool, usize, bool) {
        let Glance { hits, entry, .. } = &self.glance;
        (self.glance.is_table(), !is_guide(&entry.name), *hits, !entry.hidden)
    }
}

/// Reads a sheet once: its first rows say whether the others are wanted.
fn seen<S: Sheets>(
    sheets: &mut S,
    n: usize,
    entry: &Entry,
    known: &dyn Fn(&str) -> bool,
) -> Outcome<Seen> {
    let mut glance = None;
    // One row more than is searched says whether anything follows.
    let (grid, rest) = sheets.grid(n, HEADING_SEARCH + 1, &mut |grid| {
        let seen = glance.insert(Glance::of(entry.clone(), grid, known));
        if seen.hits >= 2 { usize::MAX } else { DATA_SEARCH }
    });
    match glance {
        Some(glance) => Ok(Seen { glance, grid, rest }),
        None => Err(rest.err().unwrap_or(Trouble::Damaged)),
    }
}

/// The sheets that were read, sorted by what becomes of them. Of those that may still turn out to be
/// the only table one is kept whole.
struct Sorted<'a> {
    file: File<'a>,
    holds_data: HoldsData<'a>,
    left: Left,
    /// The likeliest of those that are no filled table, and its place, while there is none.
    best: Option<(usize, Seen)>,
    kept: Vec<Kept>,
}

/// What becomes of a sheet.
pub(super) enum Kept {
    Tab(Box<Tab>),
    Other(Other),
    Empty(Glance),
    /// It is the likeliest so far.
    Best,
}

impl Kept {
    /// The name of a sheet without a table.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Other(other) => Some(&other.name),
            Self::Empty(glance) => Some(&glance.entry.name),
            Self::Tab(_) | Self::Best => None,
        }
    }
}

impl Sorted<'_> {
    fn no_table(&self) -> Diagnostic {
        let names: Vec<&str> = self.kept.iter().filter_map(Kept::name).collect();
        let are_empty = self.kept.iter().all(|kept| matches!(kept, Kept::Empty(_)));
        no_table(self.file, &names, are_empty)
    }

    fn take(&mut self, seen: Seen) -> Outcome<()> {
        let at = self.kept.len();
        if !seen.glance.content {
            self.kept.push(Kept::Empty(seen.glance));
        } else if seen.is_tab() {
            self.forget_best();
            let tab = self.tab(seen)?;
            self.kept.push(tab);
        } else if seen.glance.hits >= 2 && self.is_best(&seen) {
            self.forget_best();
            self.best = Some((at, seen));
            self.kept.push(Kept::Best);
        } else {
            let other = other(self.file, &seen.glance, seen.grid, self.holds_data);
            self.kept.push(Kept::Other(other));
        }
        Ok(())
    }

    fn is_best(&self, seen: &Seen) -> bool {
        let has_tab = self.kept.iter().any(|kept| matches!(kept, Kept::Tab(_)));
        !has_tab && self.best.as_ref().is_none_or(|(_, best)| seen.worth() > best.worth())
    }

    fn forget_best(&mut self) {
        if let Some((at, Seen { glance, grid, .. })) = self.best.take() {
            self.kept[at] = Kept::Other(other(self.file, &glance, grid, self.holds_data));
        }
    }

    fn tab(&mut self, Seen { glance, grid, rest }: Seen) -> Outcome<Kept> {
        rest?;
        self.left.take(&grid)?;
        Ok(Kept::Tab(Box::new(tab(self.file, &glance, grid))))
    }

    /// The book; none where no sheet has the headings of the form.
    fn book(&mut self) -> Outcome<Option<Book>> {
        if let Some((at, best)) = self.best.take() {
            self.kept[at] = self.tab(best)?;
        }
        if !self.kept.iter().any(|kept| matches!(kept, Kept::Tab(_))) {
            return Ok(None);
        }
        let mut book = Book { tabs: Vec::new(), others: Vec::new(), repeated: None };
        for kept in self.kept.drain(..) {
            match kept {
                Kept::Tab(tab) => book.tabs.push(*tab),
                Kept::Other(other) => book.others.push(other),
                Kept::Empty(_) | Kept::Best => {}
            }
        }
        Ok(Some(book))
    }
}

fn tab(file: File<'_>, glance: &Glance, grid: Grid) -> Tab {
    let old = grid.converted.iter().map(|cells| old_font(file.source, &glance.entry, cells));
    let mut findings: Vec<Diagnostic> = old.collect();
    let mut table = table(file, &glance.entry, glance.header, grid);
    let mut sink = Sink::new();
    lost::look(&table, &mut sink);
    let tally = Tally::of(table.text.as_bytes());
    garbled::look_through(&mut table, tally, &mut sink);
    findings.extend(sink.into_found());
    Tab { table, findings, hidden: glance.entry.hidden }
}

fn other(file: File<'_>, glance: &Glance, mut grid: Grid, holds_data: HoldsData<'_>) -> Other {
    let hidden = glance.entry.hidden;
    grid.rows.truncate(DATA_SEARCH);
    let data = Some(grid).filter(|_| !is_guide(&glance.entry.name)).and_then(|grid| {
        // One known word alone makes no row of headings.
        let header = if glance.hits > 1 { glance.header } else { 0 };
        let table = table(file, &glance.entry, header, grid);
        let (record, column) = holds_data(&table, hidden)?;
        Some((table.cell_place(record, column), table.field(record, column).to_owned()))
    });
    Other { name: Arc::from(&*glance.entry.name), hidden, is_table: glance.is_table(), data }
}

fn table(file: File<'_>, entry: &Entry, header: usize, grid: Grid) -> Table {
    let mut records = Vec::with_capacity(grid.rows.len());
    let mut blank = Vec::new();
    let mut places = Vec::with_capacity(grid.rows.len());
    let mut above = 0;
    for (n, (row, first, fields)) in grid.rows.into_iter().enumerate() {
        if row > above + 1 {
            blank.push((n, row - above - 1));
        }
        above = row;
        let start = if first == 0 { 0 } else { grid.ends[first as usize - 1] };
        records.push(Record { start, first, fields });
        places.push((row, row));
    }
    let starts = std::iter::once(0).chain(grid.ends.iter().copied());
    let pieces = starts.zip(&grid.ends).map(|(start, end)| Piece { start, end: *end }).collect();
    Table {
        name: Arc::clone(&file.source.name),
        encoding: "",
        bom: false,
        delimiter: b'\t',
        header,
        above: 0,
        sheet: Some(Box::new(Sheet {
            name: Arc::from(entry.name.as_str()),
            format: file.format,
            odd: grid.odd,
            merges: grid.merges,
            hidden_rows: grid.hidden_rows,
            hidden_columns: grid.hidden_columns,
            shown: grid.shown,
            widest: grid.widest,
        })),
        joined: None,
        text: grid.text.into(),
        unescaped: String::new(),
        pieces,
        records,
        blank_lines: blank,
        garbled: Vec::new(),
        places: OnceLock::from(places),
    }
}

/// F106, told at the first of the cells that were typed in an old font.
fn old_font(source: &Source, entry: &Entry, cells: &Converted) -> Diagnostic {
    let sheet = Arc::from(entry.name.as_str());
    let place = match cells.row {
        0 => Place::of_sheet(&source.name, &sheet),
        row => Place::of_sheet_row(&source.name, &sheet, row).in_column(cells.column),
    };
    encoding::old_font(place, cells.reading, cells.cells, (&cells.before, &cells.after))
}
