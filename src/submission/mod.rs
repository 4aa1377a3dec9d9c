//! F3: what an agency sent, as typed rows, each cell traceable to file, row and cell.
//!
//! Owns the columns, the reading of headings and rows, the canonical spelling of a file, and the
//! analyst's page of a period, and which folder is of which period. Says what a cell means; whether it is right is judged by the rules.

mod below;
mod columns;
mod contents;
mod cut;
mod document;
mod fix;
mod folders;
mod footer;
mod headings;
mod hollow;
mod load;
mod mark;
mod not_read;
mod order;
mod other_sheet;
mod page;
mod row;
mod sheets;
mod shift;
mod shown;
mod two_rows;
mod typist;
mod understand;
mod unit;
mod unread;
mod workbook;

pub use columns::{COLUMNS, Column, FORM_COLUMNS, Field, Holds, Required};
pub use contents::Submission;
pub use document::{Document, entries, is_evidence, parse as parse_document, says_none};
pub use fix::{Change, Dropped, Fixed, Kind, Obstacle, Unfixable, Written, fix, is_worth_a_look};
pub use folders::{
    Arranged, Beside, EntryKind, Listed, PAGE, arrange, looks_like_period, made_from, page_in,
    page_of_another_period, period_of_name,
};
pub use headings::{MISSING_COLUMN, missing_columns};
pub use load::{File, is_letter, read};
pub use not_read::{NOT_READ, Unread};
pub use page::{Commentary, DocumentIdentity, Page, Released, ReminderIdentity, bare_name};
pub use row::{Cell, NoAgency, Row};
pub use understand::Asked;
pub use unit::UnitAbove;
pub use workbook::MERGED as MERGED_CELLS;

use crate::diag::Code;
use contents::{meant, total_of_filled};

/// The codes of this floor.
pub const CODES: &[&[&Code]] = &[
    understand::CODES,
    headings::CODES,
    cut::CODES,
    footer::CODES,
    folders::CODES,
    &workbook::CODES,
    &sheets::CODES,
    &[
        &shift::SHIFTED_ROW,
        &below::OTHER_TABLE,
        &shown::SHOWN,
        &unread::UNREAD,
        &not_read::NOT_READ,
        &hollow::HOLLOW_ROWS,
    ],
];
