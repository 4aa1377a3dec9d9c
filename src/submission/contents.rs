//! The contents of a file: its table, the meaning of its columns, and its rows.

use std::borrow::Cow;

use super::columns::{Field, TableKind};
use super::document::says_none;
use super::row::Row;
use super::unit::{self, UnitLine};
use crate::decode::sheet::Sheet;
use crate::decode::table::Table;
use crate::diag::Place;
use crate::plan::AgencyId;
use crate::source::{Span, on_sheet};
use crate::text::multiple;

/// The number of filled cells of a record.
pub(super) fn total_of_filled(table: &Table, record: usize) -> usize {
    table.fields(record).filter(|text| !crate::text::fold::trim(text).is_empty()).count()
}

/// The contents of a file: its table, the meaning of its columns, and its rows.
#[derive(Debug)]
pub struct Submission {
    /// What its rows are about.
    pub kind: TableKind,
    /// The decoded table.
    pub table: Table,
    /// The column of each field.
    pub(super) columns: [Option<u16>; Field::COUNT],
    /// Unknown headings with their columns, counted from 0.
    pub unknown: Vec<(usize, String)>,
    /// Typed rows in file order, without blank, total and repeated heading rows.
    pub rows: Vec<Row>,
    /// The unit in a row that is no data, or in a note, by the number of its sheet.
    pub(super) units_below: Vec<(usize, UnitLine)>,
    /// Records with prefilled cells only.
    pub(super) prefilled: Vec<usize>,
    /// Whether the rows of this table are told by their sheet because the file holds another table
    /// too: the rows of that one are told without.
    pub(super) is_beside_another: bool,
    /// The number of rows with data, including rows with the wrong number of cells.
    pub data_rows: usize,
    /// The sender: the agency named by most rows.
    pub sender: Option<AgencyId>,
}

impl Submission {
    /// Whether the file has this column.
    pub fn has(&self, field: Field) -> bool {
        self.columns[field as usize].is_some()
    }

    /// The text of a cell, trimmed, without the apostrophe that keeps it from being a formula.
    pub fn text(&self, row: &Row, field: Field) -> &str {
        self.text_of(row.record, field)
    }

    /// The same, by the record of the row.
    pub fn text_of(&self, record: usize, field: Field) -> &str {
        match self.columns[field as usize] {
            Some(column) => meant(self.table.field(record, column.into())),
            None => "",
        }
    }

    /// Whether a text cell of a row has content, whatever its status; "Không có" is none.
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

    /// The text of a cell, untrimmed.
    pub fn raw(&self, row: &Row, field: Field) -> &str {
        self.columns[field as usize].map_or("", |c| self.table.field(row.record, c.into()))
    }

    /// The place of a row.
    pub fn row_place(&self, row: &Row) -> Place {
        self.table.place(row.record)
    }

    /// The row number in a spreadsheet.
    pub fn row_number(&self, row: &Row) -> u32 {
        self.table.row_and_line(row.record).0
    }

    /// The place of a cell; the place of the row when the file has no such column.
    pub fn place(&self, row: &Row, field: Field) -> Place {
        let Some(column) = self.columns[field as usize].map(usize::from) else {
            return self.row_place(row);
        };
        let heading = self.table.heading_over(row.record, column);
        self.table.cell_place(row.record, column).of_field(field.key(), meant(heading))
    }

    /// The column of a field in the sheet of a row, counted from 0.
    pub fn column(&self, row: &Row, field: Field) -> Option<u16> {
        let column = self.table.own_column(row.record, self.columns[field as usize]?.into())?;
        u16::try_from(column).ok()
    }

    /// Whether the encoding of a cell is garbled, so that its text is unreliable.
    pub fn is_garbled(&self, row: &Row, field: Field) -> bool {
        let column = self.columns[field as usize];
        column.is_some_and(|column| self.table.is_garbled(row.record, column.into()))
    }

    /// The name of a file, with the sheet of a row where several sheets are read.
    pub fn file_of<'n>(&self, name: &'n str, row: &Row) -> Cow<'n, str> {
        self.file_on(name, self.sheet(row).map(|sheet| &*sheet.name))
    }

    /// The name of a file, with this sheet where several sheets are read.
    pub fn file_on<'n>(&self, name: &'n str, sheet: Option<&str>) -> Cow<'n, str> {
        let sheet = sheet.filter(|_| self.names_sheets());
        sheet.map_or(name.into(), |sheet| on_sheet(name, sheet).into())
    }

    /// The name of a cell in a spreadsheet.
    pub fn cell_name(&self, row: &Row, field: Field) -> Option<String> {
        let column = self.column(row, field)?;
        let sheet = self.sheet(row).map(|sheet| &*sheet.name);
        Some(crate::source::cell_on(sheet, u32::from(column) + 1, self.row_number(row)))
    }

    /// The sheet of a row.
    pub fn sheet(&self, row: &Row) -> Option<&Sheet> {
        self.table.sheet_of(row.record)
    }

    /// The name of the sheet of a row, where several sheets are read.
    pub fn sheet_among_others(&self, row: &Row) -> Option<&str> {
        let sheet = self.sheet(row).filter(|_| self.names_sheets())?;
        Some(&sheet.name)
    }

    /// The first sheet, or table of a document, that is read.
    pub fn first_sheet(&self) -> Option<&str> {
        self.table.sheet.as_ref().map(|sheet| &*sheet.name)
    }

    /// The sheets that are read, where there are several.
    pub fn sheets(&self) -> impl Iterator<Item = &str> {
        let sheets = self.table.sheets().filter(|_| self.names_sheets());
        sheets.map(|(sheet, _)| &*sheet.name)
    }

    /// Whether a row is found only with its sheet.
    fn names_sheets(&self) -> bool {
        self.table.is_joined() || self.is_beside_another
    }

    /// The first row of each sheet, or of the text file.
    pub fn first_rows(&self) -> impl Iterator<Item = &Row> {
        let number = |row: &Row| self.table.sheet_number(row.record);
        self.rows.chunk_by(move |a, b| number(a) == number(b)).map(|run| &run[0])
    }

    /// The byte span of a cell in the file; none for workbooks.
    pub fn span(&self, row: &Row, field: Field) -> Option<Span> {
        self.place(row, field).span()
    }

    /// The place of the headings over a row.
    pub fn header_place_of(&self, row: &Row) -> Place {
        if self.sheet(row).is_none() {
            return self.header_place();
        }
        let (_, last) = self.table.heading_rows_of(row.record);
        self.table.row_place_on_sheet_of(row.record, last, last)
    }

    /// The heading over a cell of a row; none where its sheet has no such column.
    pub fn heading_over(&self, row: &Row, field: Field) -> Option<&str> {
        let column = self.columns[field as usize]?.into();
        self.table.own_column(row.record, column)?;
        Some(meant(self.table.heading_over(row.record, column)))
    }

    /// The unit that a line, a row that is no data or the sheet's name states for the whole table, or
    /// the note of a row for it: of money if not đồng, of counts if a multiple.
    pub fn unit_line(&self, row: &Row) -> Option<UnitLine> {
        unit::above(&self.table, self.kind, row.record)
            .or_else(|| self.unit_below(row))
            .or_else(|| self.unit_in_note(row))
    }

    /// The unit in a row that is no data, or in a note, of the sheet of a row.
    fn unit_below(&self, row: &Row) -> Option<UnitLine> {
        if self.units_below.is_empty() {
            return None;
        }
        let own = self.table.sheet_number(row.record);
        let of_sheet = self.units_below.iter().find(|(sheet, _)| *sheet == own);
        of_sheet.map(|(_, line)| line.clone())
    }

    fn unit_in_note(&self, row: &Row) -> Option<UnitLine> {
        unit::in_note(self.text(row, Field::Note), self.row_number(row), self.kind)
    }

    /// The unit that the note of a row of tasks names for the amounts of the table: of a row that
    /// names the units of its own amounts it is not.
    pub(super) fn unit_in_notes(&self) -> Option<UnitLine> {
        const AMOUNTS: [Field; 2] = [Field::Allocated, Field::Disbursed];
        let speaks_of_table = |row: &Row| {
            let blank = AMOUNTS.iter().all(|field| self.text(row, *field).is_empty());
            blank || AMOUNTS.iter().any(|field| self.is_bare_number(row, *field))
        };
        // Few tables have notes at all.
        if self.kind != TableKind::Progress || self.columns[Field::Note as usize].is_none() {
            return None;
        }
        let unit = |row: &Row| self.unit_in_note(row).filter(|_| speaks_of_table(row));
        self.rows.iter().find_map(unit)
    }

    /// Whether a cell holds a number other than zero and no letters that could be a unit.
    pub fn is_bare_number(&self, row: &Row, field: Field) -> bool {
        let text = self.text(row, field);
        text.bytes().any(|b| (b'1'..=b'9').contains(&b)) && !text.contains(char::is_alphabetic)
    }

    /// The multiple of đồng that only the format of a number names: `nghìn` of the format
    /// `0" nghìn"`, đồng itself as the empty text.
    pub fn unit_of_format(&self, row: &Row, field: Field) -> Option<&'static str> {
        let cells = &self.sheet(row)?.formatted_units;
        let at = (self.row_number(row), u32::from(self.column(row, field)?) + 1);
        cells.binary_search(&at).ok()?;
        let words =
            multiple::words(self.text(row, field).trim_start_matches(|c: char| !c.is_alphabetic()));
        match multiple::split(&words) {
            Some((multiple, _)) => Some(multiple.name()),
            None => words.first().filter(|word| multiple::is_dong(word)).map(|_| ""),
        }
    }

    /// Whether an amount is in đồng despite a line around the table that names a unit: the heading
    /// says đồng, the amount is at least one million, and in that unit it would be more than any
    /// task has.
    pub fn is_surely_dong(&self, row: &Row, field: Field, unit: &str) -> bool {
        let amount = match field {
            Field::Allocated => row.allocated.value(),
            Field::Disbursed => row.disbursed.value(),
            _ => None,
        };
        amount.is_some_and(|read| unit::is_surely_dong(read.value, unit))
            && self.heading_over(row, field).is_some_and(unit::says_dong)
    }

    /// The number of the heading row in a spreadsheet.
    pub fn header_row(&self) -> u32 {
        self.table.row_and_line(self.table.header).0
    }

    /// The first and the last heading row.
    pub fn heading_rows(&self) -> (u32, u32) {
        self.table.heading_rows_of(self.table.header)
    }

    /// The first and the last heading row of each sheet that is read.
    pub fn heading_rows_of_sheets(&self) -> impl Iterator<Item = (u32, u32)> {
        let parts = self.table.sheets().skip(1).map(|(_, from)| self.table.heading_rows_of(from));
        std::iter::once(self.heading_rows()).chain(parts)
    }

    /// The place of the heading row, used for findings about the whole file.
    pub fn header_place(&self) -> Place {
        self.table.place(self.table.header)
    }

    /// The heading of a field in this file.
    pub fn heading_of(&self, field: Field) -> Option<&str> {
        self.columns[field as usize].map(|column| self.heading(column.into()))
    }

    /// The merged range that leaves a cell empty because its content is in a row above.
    pub fn merged_from_above(&self, row: &Row, field: Field) -> Option<String> {
        let (number, column) = (self.row_number(row), u32::from(self.column(row, field)?) + 1);
        let merges = &self.sheet(row)?.merges;
        let name = &self.sheet(row)?.name;
        merges.iter().find(|m| m.hides(number, column)).map(|merge| merge.name_on(name))
    }

    pub(super) fn heading(&self, column: usize) -> &str {
        meant(self.table.field(self.table.header, column))
    }
}

/// The trimmed text of a cell, without the apostrophe of a neutralized formula.
pub(super) fn meant(cell: &str) -> &str {
    crate::text::formula::unquoted(crate::text::fold::trim(cell))
}
