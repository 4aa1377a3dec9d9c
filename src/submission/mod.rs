//! F3: what an agency sent, as typed rows, each cell traceable to file, row and cell.
//!
//! Owns the columns, the reading of headings and rows, the canonical spelling of a file, and the
//! analyst's page of a period, and which folder is of which period. Says what a cell means; whether it is right is judged by the rules.

mod below;
mod columns;
mod cut;
mod document;
mod fix;
mod folders;
mod footer;
mod hollow;
mod load;
mod mark;
mod not_read;
mod order;
mod page;
mod row;
mod shift;
mod shown;
mod two_rows;
mod typist;
mod unread;
mod workbook;

pub use columns::{COLUMNS, Column, FORM_COLUMNS, Field, Holds, Required};
pub use document::{Document, entries, is_evidence, parse as parse_document, says_none};
pub use fix::{Change, Dropped, Fixed, Kind, Unfixable, Written, fix};
pub use folders::{
    Arranged, Beside, EntryKind, Listed, PAGE, arrange, looks_like_period, made_from, page_in,
    page_of_another_period, period_of_name,
};
pub use load::{File, MISSING_COLUMN, missing_columns, read};
pub use not_read::{NOT_READ, Unread};
pub use page::{Commentary, DocumentIdentity, Page, Released, ReminderIdentity, bare_name};
pub use row::{Cell, NoAgency, Row};
pub use workbook::MERGED as MERGED_CELLS;

use crate::decode::sheet::Merge;
use crate::decode::table::Table;
use crate::diag::{Code, Place};
use crate::plan::AgencyId;
use crate::source::Span;

/// The codes of this floor.
pub const CODES: &[&[&Code]] = &[
    load::CODES,
    cut::CODES,
    footer::CODES,
    folders::CODES,
    &workbook::CODES,
    &[
        &shift::SHIFTED_ROW,
        &below::OTHER_TABLE,
        &shown::SHOWN,
        &unread::UNREAD,
        &not_read::NOT_READ,
        &hollow::HOLLOW_ROWS,
    ],
];

/// How many cells of a record hold anything.
fn total_of_filled(table: &Table, record: usize) -> usize {
    table.fields(record).filter(|text| !crate::text::fold::trim(text).is_empty()).count()
}

/// The file of one sender: its table, which column means what, and its rows.
#[derive(Debug)]
pub struct Submission {
    /// The table as it was decoded.
    pub table: Table,
    /// For each field the column that holds it.
    columns: [Option<u16>; Field::COUNT],
    /// Headings that nobody knows, with their columns, counted from 0.
    pub unknown: Vec<(usize, String)>,
    /// Typed rows, in file order. Blank, total and repeated heading rows are none.
    pub rows: Vec<Row>,
    /// Records that hold nothing but what was filled down a form.
    hollow: Vec<usize>,
    /// How many rows hold data, those included that could not be cut into cells.
    pub data_rows: usize,
    /// The agency that most rows name: who sent the file.
    pub sender: Option<AgencyId>,
}

impl Submission {
    /// Whether the file has this column.
    pub fn has(&self, field: Field) -> bool {
        self.columns[field as usize].is_some()
    }

    /// The text of a cell as it stands, white space around it taken off.
    pub fn text(&self, row: &Row, field: Field) -> &str {
        match self.columns[field as usize] {
            Some(column) => crate::text::fold::trim(self.table.field(row.record, column.into())),
            None => "",
        }
    }

    /// Whether a row tells anything in words, whatever its status; "Không có" tells nothing.
    pub fn has_words(&self, row: &Row) -> bool {
        let words = [
            Field::Result,
            Field::Documents,
            Field::Difficulty,
            Field::Proposal,
            Field::Next,
            Field::Note,
        ];
        words.into_iter().any(|field| !says_none(self.text(row, field)))
    }

    /// The text of a cell exactly as it stands.
    pub fn raw(&self, row: &Row, field: Field) -> &str {
        self.columns[field as usize].map_or("", |c| self.table.field(row.record, c.into()))
    }

    /// Where a row stands.
    pub fn row_place(&self, row: &Row) -> Place {
        self.table.place(row.record)
    }

    /// The number a spreadsheet gives a row.
    pub fn row_number(&self, row: &Row) -> u32 {
        self.table.row_and_line(row.record).0
    }

    /// Where a cell stands; the row alone when the file has no such column.
    pub fn place(&self, row: &Row, field: Field) -> Place {
        let Some(column) = self.columns[field as usize] else { return self.row_place(row) };
        let column = usize::from(column);
        let mut place = self.table.cell_place(row.record, column);
        place.field = Some(field.key());
        place.heading = Some(self.heading(column).to_owned());
        place
    }

    /// The column that holds a field, counted from 0.
    pub fn column(&self, field: Field) -> Option<u16> {
        self.columns[field as usize]
    }

    /// The name a spreadsheet gives a cell.
    pub fn cell_name(&self, row: &Row, field: Field) -> Option<String> {
        let column = self.columns[field as usize]?;
        Some(crate::source::cell_name(u32::from(column) + 1, self.row_number(row)))
    }

    /// The bytes of a cell in the file; a cell of a workbook has none.
    pub fn span(&self, row: &Row, field: Field) -> Option<Span> {
        self.place(row, field).span
    }

    /// The heading row as a spreadsheet counts.
    pub fn header_row(&self) -> u32 {
        self.table.row_and_line(self.table.header).0
    }

    /// The first and the last heading row.
    pub fn heading_rows(&self) -> (u32, u32) {
        (self.table.row_and_line(self.table.heading_top()).0, self.header_row())
    }

    /// Where the heading row stands: the place of what is wrong with the whole file.
    pub fn header_place(&self) -> Place {
        self.table.place(self.table.header)
    }

    /// The heading under which a field stands in this file.
    pub fn heading_of(&self, field: Field) -> Option<&str> {
        self.columns[field as usize].map(|column| self.heading(column.into()))
    }

    /// The merged range that keeps a cell empty: its content stands in a row above.
    pub fn merged_from_above(&self, row: &Row, field: Field) -> Option<String> {
        let (number, column) = (self.row_number(row), u32::from(self.columns[field as usize]?) + 1);
        let merges = &self.table.sheet.as_ref()?.merges;
        merges.iter().find(|m| m.hides(number, column)).map(Merge::name)
    }

    fn heading(&self, column: usize) -> &str {
        crate::text::fold::trim(self.table.field(self.table.header, column))
    }
}
