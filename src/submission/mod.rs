//! F3: submitted files as typed rows, each cell traceable to file, row and cell.
//!
//! Owns the columns, the parsing of headings and rows, the canonical form of a file, the analyst's
//! page of a period, and the assignment of folders to periods. Decides what a cell means; the rules
//! decide whether it is right.

mod beside;
mod columns;
mod contents;
mod cut_number;
mod date_order;
mod displayed_number;
mod document;
mod fix;
mod folders;
mod footer;
mod group_rows;
mod heading_rows;
mod headings;
mod ignored_sheet;
mod likely_values;
mod load;
mod loose_data;
mod marked;
mod named_rows;
mod not_read;
mod other_measure;
mod other_table;
mod page;
mod parse;
mod prefilled;
mod row;
mod row_parser;
mod row_width;
mod second_table;
mod sheets;
mod shifted_row;
mod unit;
mod unknown_delimiter;
mod unread_column;
mod workbook;

pub use beside::{FIGURES_END, report_beside};
pub use columns::{
    COLUMNS, Column, FORM_COLUMNS, Field, Holds, OWN_FIGURE_COLUMNS, Required, TableKind,
};
pub use contents::Submission;
pub use document::{
    Document, entries, is_document, is_evidence, parse as parse_document, says_none, says_nothing,
    written_day,
};
pub use fix::{
    Change, ChangeKind, Dropped, Fixed, Obstacle, OriginalFormat, Unfixable, fix, is_left_behind,
    needs_review,
};
pub use folders::{
    Arrangement, EntryKind, ListedFolder, Overlap, PAGE, arrange, is_of_forms, page_astray,
    page_fault, page_in, period_of_name, source_periods,
};
pub use headings::{MISSING_COLUMN, missing_columns};
pub use load::{File, is_letter, read};
pub use named_rows::{NamedRow, RowList, bare_name};
pub use not_read::{NOT_READ, UnreadReason};
pub(crate) use other_measure::CUMULATIVE;
pub use page::{Commentary, DocumentIdentity, NamedTheme, Page, ReminderIdentity, Reply};
pub use parse::ReadOptions;
pub use row::{Cell, FigureCells, NoAgency, Row};
pub use unit::{UnitLine, UnitPlace, of_money_heading as unit_of_money_heading};
pub use workbook::MERGED as MERGED_CELLS;

use crate::diag::Code;
use contents::{meant, total_of_filled};

/// The codes of this floor.
pub const CODES: &[&[&Code]] = &[
    parse::CODES,
    headings::CODES,
    row_width::CODES,
    footer::CODES,
    folders::CODES,
    &workbook::CODES,
    &sheets::CODES,
    &[
        &shifted_row::SHIFTED_ROW,
        &other_table::OTHER_TABLE,
        &displayed_number::DISPLAY_DIFFERS,
        &marked::STRUCK_OUT,
        &unread_column::UNREAD_COLUMN,
        &not_read::NOT_READ,
        &prefilled::PREFILLED_ROWS,
        &group_rows::GROUP_ROW,
    ],
];
