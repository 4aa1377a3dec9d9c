//! F2: bytes → [`table::Table`] for submissions, bytes → [`yaml::Node`] for the plan folder.
//!
//! Owns file kinds, encodings, dialects and positions. Knows columns and records, not their
//! meaning.

pub mod archive;
mod body;
pub mod book;
mod byte_counts;
mod contents;
pub mod csv;
mod dialect;
mod docx;
mod encoding;
mod evidence;
mod familiar;
mod garbled;
mod guess;
mod joined;
mod legacy_rows;
mod ods;
mod quotes;
mod reencoded;
mod replaced;
pub mod sheet;
pub mod sheet_files;
pub mod sniff;
pub mod table;
pub mod utf8;
mod viqr;
mod xls;
mod xlsx;
pub mod yaml;

pub(crate) use encoding::{INVALID_BYTES, LEGACY_ENCODING, NUL_BYTES, TRUNCATED};
pub(crate) use quotes::{STRAY_QUOTE, TEXT_AFTER_QUOTE};

use crate::diag::Code;

/// The codes of this floor.
pub const CODES: &[&[&Code]] = &[
    &[&sheet_files::CONVERTED],
    book::CODES,
    csv::CODES,
    dialect::CODES,
    encoding::CODES,
    garbled::CODES,
    replaced::CODES,
    quotes::CODES,
    &[&sniff::NOT_A_TABLE],
    viqr::CODES,
    yaml::CODES,
];
