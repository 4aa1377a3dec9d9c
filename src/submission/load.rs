//! File → [`Submission`]: decodes a file and asks `parse` what its table says, `sheets` what
//! those of a workbook say.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Submission;
use super::columns::Field;
use super::parse::{self, ReadOptions};
use super::{ignored_sheet, sheets};
use crate::decode::book::{self, Book, Program};
use crate::decode::sniff::{Kind, sniff};
use crate::decode::table::{Table, TextFormat};
use crate::decode::{csv, sheet_files};
use crate::diag::Sink;
use crate::plan::Plan;
use crate::source::Source;
use crate::threads;

/// A file as it was received: what it is, and its rows where it could be read.
#[derive(Debug)]
pub struct File {
    /// Its name, relative to the folder that was asked for.
    pub name: Arc<str>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How it was written, where it is text; known also of a file that could not be read.
    pub written: Option<TextFormat>,
    /// Its contents; `None` when an error kept it from being read.
    pub submission: Option<Submission>,
}

impl File {
    /// A file of which nothing could be read.
    pub fn unread(source: &Source) -> Self {
        let sha256 = hexadecimal(&Sha256::digest(source.bytes.as_slice()));
        Self { name: Arc::clone(&source.name), sha256, written: None, submission: None }
    }
}

/// From how many bytes on the digest is taken by a thread of its own.
const BIG: usize = 1024 * 1024;

/// Reads a file.
pub fn read(
    source: &Source,
    plan: &Plan,
    options: impl Into<ReadOptions>,
    sink: &mut Sink,
) -> File {
    let options = options.into();
    let digest = || hexadecimal(&Sha256::digest(source.bytes.as_slice()));
    let mut written = None;
    let mut decode = || decoded(source, plan, &mut written, sink);
    // The digest of a big file need not wait for anything.
    let (sha256, decoded) = match source.bytes.len() > BIG {
        true => threads::join(digest, decode),
        false => (digest(), decode()),
    };
    let submission = decoded.and_then(|decoded| match decoded {
        Decoded::Text(table) => parse::parse_table(table, plan, options.day, sink).ok(),
        Decoded::Book(book) => sheets::read(&source.name, book, plan, options, sink),
    });
    File { name: Arc::clone(&source.name), sha256, written, submission }
}

enum Decoded {
    Text(Table),
    Book(Book),
}

fn decoded(
    source: &Source,
    plan: &Plan,
    written: &mut Option<TextFormat>,
    sink: &mut Sink,
) -> Option<Decoded> {
    let known = |heading: &str| Field::of_heading(heading).is_some();
    match sniff(&source.bytes) {
        kind if sheet_files::holds_sheets(kind) => {
            let data = |table: &Table, hidden| ignored_sheet::data_cell(table, hidden, plan);
            sheet_files::decode(kind, source, &known, &data, sink).map(Decoded::Book)
        }
        Kind::Protected => {
            sink.push(book::protected(source, Program::Excel));
            None
        }
        // What is neither is named there.
        _ => csv::decode(source, &known, written, sink).map(Decoded::Text),
    }
}

/// Whether a file is a document that holds no table of the form: a letter, not a report.
pub fn is_letter(source: &Source) -> bool {
    let kind = sniff(&source.bytes);
    let known = |heading: &str| Field::of_heading(heading).is_some();
    let mut sink = Sink::new();
    kind == Kind::Docx
        && sheet_files::decode(kind, source, &known, &|_, _| None, &mut sink).is_none()
        && sink.has(&book::NO_TABLE)
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from_digit(n.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
