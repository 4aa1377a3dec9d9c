//! Sheets of cells, each read once and classified: tables of the form, others with content, empty.
//!
//! The first rows of a sheet decide how far it is read and how it is classified. If no sheet holds
//! a filled table, the most likely one is used as one.

use std::sync::{Arc, OnceLock};

use super::error::{Outcome, ReadError};
use super::findings::{no_table, repeated};
use super::font::Converted;
use super::grid::{Budget, Grid};
use super::model::{Book, Entry, File, HoldsData, OtherSheet, Sheets, Tab, is_guide};
use crate::decode::byte_counts::ByteCounts;
use crate::decode::sheet::Sheet;
use crate::decode::table::{Piece, Record, Table};
use crate::decode::{encoding, garbled, guess, replaced};
use crate::diag::{Diagnostic, Place, Sink};
use crate::source::Source;

/// How many rows with content are searched for the headings.
const HEADING_SEARCH: usize = 30;
/// This many known headings in a row identify a table of the form; fewer may be chance.
const SURE: usize = 4;
/// This many rows of a sheet that is not read are searched for possible data.
const DATA_SEARCH: usize = 2_000;

/// Summary of the first rows of a sheet.
pub(super) struct Preview {
    entry: Entry,
    /// Known headings in the row with most of them.
    hits: usize,
    /// The same, including an adjacent row: headings may span two rows.
    hits_of_two: usize,
    /// Index of that row among the rows with content.
    header: usize,
    /// Whether rows follow it.
    rows: bool,
    /// Whether the sheet has content.
    content: bool,
}

impl Preview {
    fn of(entry: Entry, grid: &Grid, known: &dyn Fn(&str) -> bool) -> Self {
        let searched = grid.rows.len().min(HEADING_SEARCH);
        let hits_of = |row: usize| grid.fields(row).filter(|field| known(field)).count();
        let best = (0..searched).map(|row| (hits_of(row), row)).rev().max_by_key(|(hits, _)| *hits);
        let (hits, header) = best.unwrap_or((0, 0));
        let adjacent = [header.checked_sub(1), Some(header + 1)].into_iter().flatten();
        let adjacent = adjacent.filter(|row| *row < searched).map(hits_of).max();
        let (rows, content) = (grid.rows.len() > header + 1, !grid.rows.is_empty());
        Self { entry, hits, hits_of_two: hits + adjacent.unwrap_or(0), header, rows, content }
    }

    fn is_table(&self) -> bool {
        self.hits > 1 && self.hits_of_two >= SURE && self.rows
    }
}

/// Reads every sheet once and keeps the relevant ones.
pub(super) fn read<S: Sheets>(
    file: File<'_>,
    mut sheets: S,
    known: &dyn Fn(&str) -> bool,
    holds_data: HoldsData<'_>,
) -> Outcome<Result<Book, Box<Diagnostic>>> {
    let budget = Budget::new();
    let mut classifier =
        Classifier { file, known, holds_data, budget, best: None, classes: Vec::new() };
    let meant = |heading: &str| guess::may_mean(heading, known);
    for (n, entry) in sheets.entries().iter().enumerate() {
        classifier.add(read_sheet(&mut sheets, n, entry, &meant)?)?;
    }
    let Some(mut found) = classifier.book()? else {
        return Ok(Err(Box::new(classifier.no_table())));
    };
    found.repeated = repeated(file.source, sheets.repeated());
    Ok(Ok(found))
}

/// A sheet, read as far as its first rows justify.
struct ReadSheet {
    preview: Preview,
    grid: Grid,
    /// Errors after the first rows.
    rest: Outcome<()>,
}

impl ReadSheet {
    fn is_tab(&self) -> bool {
        self.preview.is_table() && !is_guide(&self.preview.entry.name)
    }

    /// Prefers a filled table over an empty form, one of agencies over an example, then more
    /// headings, then a visible sheet.
    fn rank(&self) -> (bool, bool, usize, bool) {
        let Preview { hits, entry, .. } = &self.preview;
        (self.preview.is_table(), !is_guide(&entry.name), *hits, !entry.hidden)
    }
}

/// Reads a sheet once; its first rows decide whether the others are read.
fn read_sheet<S: Sheets>(
    sheets: &mut S,
    n: usize,
    entry: &Entry,
    known: &dyn Fn(&str) -> bool,
) -> Outcome<ReadSheet> {
    let mut preview = None;
    // One row beyond the search shows whether anything follows.
    let (grid, rest) = sheets.grid(n, HEADING_SEARCH + 1, &mut |grid| {
        let preview = preview.insert(Preview::of(entry.clone(), grid, known));
        if preview.hits >= 2 { usize::MAX } else { DATA_SEARCH }
    });
    match preview {
        Some(preview) => Ok(ReadSheet { preview, grid, rest }),
        None => Err(rest.err().unwrap_or(ReadError::Damaged)),
    }
}

/// The sheets read so far, by class. Of the candidates for the only table, one is kept in full.
struct Classifier<'a> {
    file: File<'a>,
    known: &'a dyn Fn(&str) -> bool,
    holds_data: HoldsData<'a>,
    budget: Budget,
    /// The best candidate that is no filled table, and its index, while there is no filled table.
    best: Option<(usize, ReadSheet)>,
    classes: Vec<Class>,
}

/// The class of a sheet.
pub(super) enum Class {
    Tab(Box<Tab>),
    Other(OtherSheet),
    Empty(Preview),
    /// The best candidate so far.
    Best,
}

impl Class {
    /// The name of a sheet without a table.
    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Self::Other(other) => Some(&other.name),
            Self::Empty(preview) => Some(&preview.entry.name),
            Self::Tab(_) | Self::Best => None,
        }
    }
}

impl Classifier<'_> {
    fn no_table(&self) -> Diagnostic {
        let names: Vec<&str> = self.classes.iter().filter_map(Class::name).collect();
        let are_empty = self.classes.iter().all(|class| matches!(class, Class::Empty(_)));
        no_table(self.file, &names, are_empty)
    }

    fn add(&mut self, sheet: ReadSheet) -> Outcome<()> {
        let at = self.classes.len();
        if !sheet.preview.content {
            self.classes.push(Class::Empty(sheet.preview));
        } else if sheet.is_tab() {
            self.demote_best();
            let tab = self.tab(sheet)?;
            self.classes.push(tab);
        } else if sheet.preview.hits >= 2 && self.is_best(&sheet) {
            self.demote_best();
            self.best = Some((at, sheet));
            self.classes.push(Class::Best);
        } else {
            let other = other(self.file, &sheet.preview, sheet.grid, self.holds_data);
            self.classes.push(Class::Other(other));
        }
        Ok(())
    }

    fn is_best(&self, sheet: &ReadSheet) -> bool {
        let has_tab = self.classes.iter().any(|class| matches!(class, Class::Tab(_)));
        !has_tab && self.best.as_ref().is_none_or(|(_, best)| sheet.rank() > best.rank())
    }

    fn demote_best(&mut self) {
        if let Some((at, ReadSheet { preview, grid, .. })) = self.best.take() {
            self.classes[at] = Class::Other(other(self.file, &preview, grid, self.holds_data));
        }
    }

    fn tab(&mut self, ReadSheet { preview, grid, rest }: ReadSheet) -> Outcome<Class> {
        rest?;
        self.budget.spend(&grid)?;
        Ok(Class::Tab(Box::new(tab(self.file, &preview, grid, self.known))))
    }

    /// The book; `None` if no sheet has the headings of the form.
    fn book(&mut self) -> Outcome<Option<Book>> {
        if let Some((at, best)) = self.best.take() {
            self.classes[at] = self.tab(best)?;
        }
        if !self.classes.iter().any(|class| matches!(class, Class::Tab(_))) {
            return Ok(None);
        }
        let mut book = Book { tabs: Vec::new(), others: Vec::new(), repeated: None };
        for class in self.classes.drain(..) {
            match class {
                Class::Tab(tab) => book.tabs.push(*tab),
                Class::Other(other) => book.others.push(other),
                Class::Empty(_) | Class::Best => {}
            }
        }
        Ok(Some(book))
    }
}

fn tab(file: File<'_>, preview: &Preview, grid: Grid, known: &dyn Fn(&str) -> bool) -> Tab {
    let old = grid.converted.iter().map(|cells| old_font(file.source, &preview.entry, cells));
    let mut findings: Vec<Diagnostic> = old.collect();
    let mut table = table(file, &preview.entry, preview.header, grid);
    let mut sink = Sink::new();
    let byte_counts = ByteCounts::of(table.text.as_bytes());
    garbled::check(&mut table, byte_counts, known, &mut sink);
    replaced::check(&table, &mut sink);
    findings.extend(sink.into_findings());
    Tab { table, findings, hidden: preview.entry.hidden }
}

fn other(
    file: File<'_>,
    preview: &Preview,
    mut grid: Grid,
    holds_data: HoldsData<'_>,
) -> OtherSheet {
    let hidden = preview.entry.hidden;
    grid.rows.truncate(DATA_SEARCH);
    // Instructions quote codes and amounts; of those only a filled table can be data.
    let may_be_data = preview.is_table() || !is_guide(&preview.entry.name);
    let data = Some(grid).filter(|_| may_be_data).and_then(|grid| {
        // A single known word does not make a heading row.
        let header = if preview.hits > 1 { preview.header } else { 0 };
        let table = table(file, &preview.entry, header, grid);
        let (record, column) = holds_data(&table, hidden)?;
        Some((table.cell_place(record, column), table.field(record, column).to_owned()))
    });
    OtherSheet { name: Arc::from(&*preview.entry.name), hidden, is_table: preview.is_table(), data }
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
            valueless: grid.valueless,
            merges: grid.merges,
            hidden_rows: grid.hidden_rows,
            hidden_columns: grid.hidden_columns,
            shown: grid.shown,
            text_days: grid.text_days,
            formatted_units: sorted(grid.formatted_units),
            marked: grid.marked,
            notes: grid.notes,
            lines_under: grid.lines_under,
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

fn sorted(mut cells: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    cells.sort_unstable();
    cells
}

/// F106, placed at the first cell typed in an old font.
fn old_font(source: &Source, entry: &Entry, cells: &Converted) -> Diagnostic {
    let sheet = Arc::from(entry.name.as_str());
    let place = match cells.row {
        0 => Place::of_sheet(&source.name, &sheet),
        row => Place::of_sheet_row(&source.name, &sheet, row).in_column(cells.column),
    };
    encoding::old_font(place, cells.reading, cells.cells, (&cells.before, &cells.after))
}
