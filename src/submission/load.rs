//! File → [`Submission`]: decodes a file and parses its table (`parse`) or its sheets (`sheets`).

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::Submission;
use super::columns::Field;
use super::parse::{self, ReadOptions};
use super::sheets::Tables;
use super::{ignored_sheet, sheets};
use crate::decode::book::{self, Book, Program};
use crate::decode::sniff::{Kind, sniff};
use crate::decode::table::{Table, TextFormat};
use crate::decode::{csv, sheet_files};
use crate::diag::Sink;
use crate::plan::Plan;
use crate::source::Source;
use crate::threads;

/// A received file, with its contents where it could be read.
#[derive(Debug)]
pub struct File {
    /// Its name, relative to the requested folder.
    pub name: Arc<str>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its text format, also known for a file that could not be read; none for workbooks.
    pub written: Option<TextFormat>,
    /// Its table of progress; `None` when it has none, or an error kept it from being read.
    pub submission: Option<Submission>,
    /// Its table of figures, likewise.
    pub figures: Option<Submission>,
}

impl File {
    /// An unreadable file.
    pub fn unread(source: &Source) -> Self {
        let sha256 = hexadecimal(&Sha256::digest(source.bytes.as_slice()));
        Self {
            name: Arc::clone(&source.name),
            sha256,
            written: None,
            submission: None,
            figures: None,
        }
    }

    /// Its tables: of progress, then of figures.
    pub fn tables(&self) -> impl Iterator<Item = &Submission> {
        self.submission.iter().chain(&self.figures)
    }

    /// The sheets that are read, where there are several.
    pub fn sheets(&self) -> Vec<&str> {
        match (&self.submission, &self.figures) {
            (Some(progress), Some(figures)) => {
                let all = [progress, figures].into_iter().flat_map(|t| t.table.sheets());
                all.map(|(sheet, _)| &*sheet.name).collect()
            }
            _ => self.tables().flat_map(Submission::sheets).collect(),
        }
    }

    /// Whether any table of it could be read.
    pub fn is_read(&self) -> bool {
        self.tables().next().is_some()
    }

    /// Whether it holds figures and no table of progress: no report on the tasks.
    pub fn has_figures_alone(&self) -> bool {
        self.submission.is_none() && self.figures.is_some()
    }
}

/// Minimum size in bytes for computing the digest on its own thread.
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
    let mut decode = || decoded(source, (plan, options), &mut written, sink);
    // Computes the digest of a big file in parallel.
    let (sha256, decoded) = match source.bytes.len() > BIG {
        true => threads::join(digest, decode),
        false => (digest(), decode()),
    };
    let tables = decoded.map_or_else(Tables::default, |decoded| match decoded {
        Decoded::Text(table) => {
            let mut tables = Tables::default();
            if let Ok(submission) = parse::parse_table(table, plan, options.day, sink) {
                let place = tables.of_kind(submission.kind);
                *place = Some(submission);
            }
            tables
        }
        Decoded::Book(book) => sheets::read(&source.name, book, plan, options, sink),
    });
    let Tables { progress, figures } = tables;
    File { name: Arc::clone(&source.name), sha256, written, submission: progress, figures }
}

enum Decoded {
    Text(Table),
    Book(Book),
}

fn decoded(
    source: &Source,
    (plan, options): (&Plan, ReadOptions),
    written: &mut Option<TextFormat>,
    sink: &mut Sink,
) -> Option<Decoded> {
    let known = |heading: &str| Field::of_heading(heading).is_some();
    match sniff(&source.bytes) {
        kind if sheet_files::holds_sheets(kind) => {
            let data =
                |table: &Table, hidden| ignored_sheet::data_cell(table, hidden, plan, options);
            sheet_files::decode(kind, source, &known, &data, sink).map(Decoded::Book)
        }
        Kind::Protected => {
            sink.push(book::protected(source, Program::Excel));
            None
        }
        // The CSV decoder reports unknown kinds.
        _ => csv::decode(source, &known, written, sink).map(Decoded::Text),
    }
}

/// Whether a file is a letter: a document without a table of the form.
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
