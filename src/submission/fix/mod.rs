//! A file → its cleaned copy and a list of the changes.
//!
//! Owns the cleaned text: UTF-8 with BOM, `;`, CRLF, the headings of the form, values in their
//! canonical spelling. A cell is rewritten only if its meaning is certain and does not change;
//! everything else is kept. The text is read back and refused unless it has the same content as the
//! file. Judges nothing and writes no file.

mod cell;
mod layout;
mod outcome;

pub use outcome::{Change, ChangeKind, Dropped, Fixed, OriginalFormat};

use super::columns::{Field, TableKind};
use super::footer::DATA_BELOW;
use super::headings::{DUPLICATE_COLUMN, MISSING_COLUMN, NO_HEADING_ROW, ONE_COLUMN};
use super::load;
use super::marked::STRUCK_OUT;
use super::parse::ReadOptions;
use super::row::Row;
use super::second_table::UNREAD_DATA;
use super::sheets::{OTHER_PERIOD, OTHER_SHEETS};
use super::unit::names_own_unit;
use super::workbook::{CELL_ERROR, FILLED, HIDDEN, MERGED, WITHOUT_VALUE};
use super::{File, Submission};
use crate::decode::table::{Table, TextFormat};
use crate::decode::{
    INVALID_BYTES, LEGACY_ENCODING, NUL_BYTES, STRAY_QUOTE, TEXT_AFTER_QUOTE, TRUNCATED, csv,
};
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::plan::Plan;
use crate::source::{Source, cell_on, is_table_name};
use crate::text::csv::Writer;
use crate::text::{fold, formula};
use cell::{Context, canonical_cell, tidy};
use layout::{Layout, LayoutFreedom};
use outcome::{RowOf, field_of, rows_with};

/// Why there is no cleaned text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfixable {
    /// The table could not be read; the findings say why.
    NotRead,
    /// The cleaned text would not have the same content as the file.
    WouldDiffer,
}

/// What kept a table from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Obstacle {
    /// Unreadable characters.
    Letters,
    /// The file is truncated, or a quote is not closed.
    Truncated,
    /// Quotes inside cells, so that cell boundaries are unknown.
    Quotes,
    /// Ambiguous or missing headings.
    Headings,
    /// Something else.
    Other,
}

impl Obstacle {
    fn of(code: &Code) -> Self {
        let is = |codes: &[&Code]| codes.contains(&code);
        if is(&[&INVALID_BYTES, &NUL_BYTES]) {
            Self::Letters
        } else if is(&[&TRUNCATED]) {
            Self::Truncated
        } else if is(&[&STRAY_QUOTE, &TEXT_AFTER_QUOTE]) {
            Self::Quotes
        } else if is(&[&MISSING_COLUMN, &DUPLICATE_COLUMN, &NO_HEADING_ROW, &ONE_COLUMN]) {
            Self::Headings
        } else {
            Self::Other
        }
    }

    /// The first obstacle among findings, in the order of the variants.
    pub fn first(findings: &[Diagnostic]) -> Self {
        findings.iter().map(|finding| Self::of(finding.code)).min().unwrap_or(Self::Other)
    }
}

/// Whether a finding of reading needs review although the cleaned text no longer shows it: a person
/// has to confirm the encoding and the choice of sheets once.
pub fn needs_review(finding: &Diagnostic) -> bool {
    const CODES: [&Code; 11] = [
        &LEGACY_ENCODING,
        &OTHER_SHEETS,
        &UNREAD_DATA,
        &OTHER_PERIOD,
        &MERGED,
        &HIDDEN,
        &STRUCK_OUT,
        &DATA_BELOW,
        &FILLED,
        &CELL_ERROR,
        &WITHOUT_VALUE,
    ];
    CODES.contains(&finding.code)
}

/// Whether an error is on a sheet that is not in the cleaned texts, so that they no longer show it.
pub fn is_left_behind(finding: &Diagnostic, fixed: &Fixed) -> bool {
    let Some(sheet) = finding.place.sheet() else { return false };
    let has = |fixed: &Fixed| fixed.original.sheets.iter().any(|name| name == sheet);
    finding.severity == Severity::Error && !has(fixed) && !fixed.figures.as_deref().is_some_and(has)
}

/// Cleans a file; the sink takes the findings of reading it. The rows of all read sheets of a
/// workbook are joined into one text, its figures into a second one: a CSV file holds one kind of
/// table.
pub fn fix(
    source: &Source,
    plan: &Plan,
    options: impl Into<ReadOptions>,
    sink: &mut Sink,
) -> Result<Fixed, Unfixable> {
    let options = options.into();
    let read = read(source, plan, options, sink)?;
    let context = Context { plan, day: options.day };
    let mut fixed = read.tables.iter().map(|table| clean(source, &read, table, &context));
    let first = fixed.next().ok_or(Unfixable::NotRead)??;
    let figures = fixed.next().transpose()?.map(Box::new);
    Ok(Fixed { figures, ..first })
}

/// Cleans one table of a file.
fn clean(
    source: &Source,
    file: &Read,
    submission: &Submission,
    context: &Context<'_>,
) -> Result<Fixed, Unfixable> {
    // Lines around the table are dropped, and amounts would lose their unit.
    if units_differ(submission) || counts_in_unit_of_line(submission) {
        return Err(Unfixable::WouldDiffer);
    }
    let original = file.original_of(submission);
    // Tries the freest layout first; column order or footer are kept if they carry meaning.
    for (move_columns, drop_footer) in [(true, true), (false, true), (false, false)] {
        let layout =
            Layout::of(submission, &file.found, LayoutFreedom { move_columns, drop_footer });
        let fixed =
            Fixed { quoted: file.quoted.clone(), ..write(&original, submission, &layout, context) };
        let again = Source::new(source.name.clone(), fixed.text.as_bytes());
        let again = load::read(&again, context.plan, context.day, &mut Sink::new());
        let same = |read: &Submission| same_content(submission, &layout.invisible, read);
        if again.tables().any(same) {
            return Ok(fixed);
        }
    }
    Err(Unfixable::WouldDiffer)
}

/// A file that was read, and the findings.
struct Read {
    /// Its tables: of progress, then of figures.
    tables: Vec<Submission>,
    found: Vec<Diagnostic>,
    written: Option<TextFormat>,
    crlf: bool,
    /// Cells that had to be quoted first.
    quoted: Vec<String>,
}

impl Read {
    /// How the file holds a table.
    fn original_of(&self, submission: &Submission) -> OriginalFormat {
        let (table, written) = (&submission.table, self.written);
        OriginalFormat {
            sheets: table.sheets().map(|(sheet, _)| sheet.name.to_string()).collect(),
            format: table.sheet.as_ref().map_or("", |sheet| sheet.format),
            encoding: written.map_or(table.encoding, |written| written.encoding),
            bom: written.map_or(table.bom, |written| written.bom),
            delimiter: table.delimiter,
            crlf: self.crlf,
        }
    }
}

fn read(
    source: &Source,
    plan: &Plan,
    options: ReadOptions,
    sink: &mut Sink,
) -> Result<Read, Unfixable> {
    let mut found = Sink::new();
    let mut file = load::read(source, plan, options, &mut found);
    let written = file.written;
    let mut found = found.into_findings();
    sink.extend(found.iter().cloned());
    let mut quoted = Vec::new();
    let known = |heading: &str| Field::of_heading(heading).is_some();
    let stray_alone = found.iter().all(|finding| match finding.severity {
        Severity::Error => finding.code == &STRAY_QUOTE,
        _ => true,
    });
    if !file.is_read()
        && stray_alone
        && let Some(text) = csv::requoted(source, &known)
    {
        let stray = found.iter().filter(|finding| finding.code == &STRAY_QUOTE);
        quoted.extend(stray.filter_map(|finding| finding.place.cell().map(str::to_owned)));
        let mut again = Sink::new();
        let source = Source::new(source.name.clone(), text);
        file = load::read(&source, plan, options, &mut again);
        found = again.into_findings();
    }
    let File { submission, figures, .. } = file;
    let tables = submission.into_iter().chain(figures).collect();
    Ok(Read { tables, found, written, crlf: ends_with_crlf(&source.bytes), quoted })
}

/// Writes the cleaned text.
fn write(
    original: &OriginalFormat,
    submission: &Submission,
    layout: &Layout,
    context: &Context<'_>,
) -> Fixed {
    let table = &submission.table;
    let fixed = Fixed {
        text: String::new(),
        changes: Vec::new(),
        dropped: layout.dropped.clone(),
        moved: layout.moved.iter().map(|c| shown_heading(table, *c)).collect(),
        units: Vec::new(),
        quoted: Vec::new(),
        original: original.clone(),
        figures: None,
    };
    let mut draft = Draft { fixed, text: Writer::new() };
    let columns: Vec<Column> =
        layout.columns.iter().map(|column| Column::of(submission, *column)).collect();
    draft.headings(table, &columns);
    let rows = submission.rows.iter().filter(|row| !layout.invisible.contains(&row.record));
    let mut rows = rows.peekable();
    for record in &layout.records {
        let row = rows.next_if(|row| row.record == *record);
        match row {
            None if layout.keeps_blank(*record) => draft.blank_values(table, *record, &columns),
            row => draft.row(table, *record, row, &columns, context),
        }
    }
    Fixed { text: draft.text.finish(), ..draft.fixed }
}

/// An output column.
struct Column {
    /// Its index in the file.
    at: usize,
    /// Its field, if it is known.
    field: Option<Field>,
    /// Whether its heading names another unit than the form.
    own_unit: bool,
}

impl Column {
    fn of(submission: &Submission, at: usize) -> Self {
        let field = field_of(submission, at);
        let heading = submission.table.field(submission.table.header, at);
        let own_unit = field.is_some_and(|field| names_own_unit(heading, field));
        Self { at, field, own_unit }
    }
}

/// The cleaned file being built.
struct Draft {
    fixed: Fixed,
    text: Writer,
}

impl Draft {
    fn headings(&mut self, table: &Table, columns: &[Column]) {
        let mut line = Vec::with_capacity(columns.len());
        for column in columns {
            let raw = table.field(table.header, column.at);
            let cell = name_of(table, table.header, column.at);
            if column.own_unit {
                self.fixed.units.push((cell.clone(), fold::trim(raw).to_owned()));
            }
            let (text, kind) = heading(raw, column.field.filter(|_| !column.own_unit));
            if raw != text {
                self.keep(cell, kind, raw, &text);
            }
            line.push(text);
        }
        self.text.row(&line);
    }

    /// A row below the headings; one with the wrong number of cells keeps its cells.
    fn row(
        &mut self,
        table: &Table,
        record: usize,
        row: Option<&Row>,
        columns: &[Column],
        context: &Context<'_>,
    ) {
        let Some(row) = row else {
            let unmapped: Vec<Column> = (0..table.width(record))
                .map(|at| Column { at, field: None, own_unit: false })
                .collect();
            let cells =
                unmapped.iter().map(|column| (column, tidy(table.field(record, column.at))));
            return self.cells(table, record, cells.collect());
        };
        let cells = columns.iter().map(|column| {
            let raw = table.field(record, column.at);
            let text = match column.field {
                Some(_) if column.own_unit => cell::as_written(raw),
                Some(field) => canonical_cell(context, row, field, raw),
                None => tidy(raw),
            };
            (column, text)
        });
        self.cells(table, record, cells.collect());
    }

    /// A row of figures without a value. It stays, since its question is still to be answered.
    fn blank_values(&mut self, table: &Table, record: usize, columns: &[Column]) {
        // A dash in place of a value says the same as nothing.
        let cell = |column: &Column| match column.field {
            Some(Field::Value) => String::new(),
            _ => tidy(table.field(record, column.at)),
        };
        let cells = columns.iter().map(|column| (column, cell(column)));
        self.cells(table, record, cells.collect());
    }

    fn cells(&mut self, table: &Table, record: usize, cells: Vec<(&Column, String)>) {
        let mut line = Vec::with_capacity(cells.len());
        for (column, mut text) in cells {
            let raw = table.field(record, column.at);
            // Garbled text can only be repaired with all of its characters.
            if table.is_garbled(record, column.at) && column.field.is_none_or(cell::is_text) {
                text = formula::neutral(raw).into_owned();
            }
            if raw != text {
                let kind = cell::kind(column.field, raw, &text);
                self.keep(name_of(table, record, column.at), kind, raw, &text);
            }
            line.push(text);
        }
        self.text.row(&line);
    }

    /// Records a changed cell.
    fn keep(&mut self, cell: String, kind: ChangeKind, before: &str, after: &str) {
        let (before, after) = (before.to_owned(), after.to_owned());
        self.fixed.changes.push(Change { cell, kind, before, after });
    }
}

/// The cleaned heading: that of the form where the column is known.
fn heading(raw: &str, field: Option<Field>) -> (String, ChangeKind) {
    if let Some(field) = field {
        return (field.heading().to_owned(), ChangeKind::Heading);
    }
    // Removing hidden characters must not turn it into a known heading.
    let text = tidy(raw);
    let same = Field::of_heading(&text) == Field::of_heading(raw);
    let text = if same { text } else { formula::neutral(raw).into_owned() };
    let kind = cell::kind(None, raw, &text);
    (text, kind)
}

/// Whether sheets name different units for what would become one column.
fn units_differ(submission: &Submission) -> bool {
    let table = &submission.table;
    let of = |record: usize, field: Field| {
        let column = submission.columns[field as usize]?.into();
        table.own_column(record, column)?;
        let heading = table.heading_over(record, column);
        Some(names_own_unit(heading, field).then(|| fold::ascii(heading)))
    };
    let differ = |field: Field| {
        let mut units = table.sheets().filter_map(|(_, from)| of(from.max(table.header), field));
        units.next().is_some_and(|first| units.any(|unit| unit != first))
    };
    table.is_joined() && super::COLUMNS.iter().any(|column| differ(column.field))
}

/// Whether an amount is in a unit that no heading names.
fn counts_in_unit_of_line(submission: &Submission) -> bool {
    let counts = |row: &Row| {
        let Some(line) = submission.unit_line(row) else { return false };
        [Field::Allocated, Field::Disbursed, Field::Value].into_iter().any(|field| {
            submission.is_bare_number(row, field)
                && !submission.is_surely_dong(row, field, line.unit)
        })
    };
    submission.first_rows().any(|first| submission.unit_line(first).is_some())
        && submission.rows.iter().any(counts)
}

/// The display name of a heading; for a blank one the column letters.
fn shown_heading(table: &Table, column: usize) -> String {
    match fold::trim(table.field(table.header, column)) {
        "" => crate::source::column_name(column as u32 + 1),
        heading => heading.to_owned(),
    }
}

/// The name of a cell in the file, with its sheet where several sheets are read.
fn name_of(table: &Table, record: usize, column: usize) -> String {
    let own = |record: usize| table.own_column(record, column);
    // The heading of a column that only another sheet has is on that sheet.
    let froms = || table.sheets().map(|(_, from)| from);
    let (at, row) = match own(record) {
        None if record == table.header => {
            let from = froms().skip(1).find(|from| own(*from).is_some()).unwrap_or(record);
            (from, table.heading_rows_of(from).1)
        }
        _ => (record, table.row_and_line(record).0),
    };
    let sheet = table.sheet_of(at);
    let column = own(at).unwrap_or(column) as u32 + 1;
    let cell = cell_on(sheet.map(|sheet| &*sheet.name), column, row);
    match sheet.filter(|_| table.is_joined()) {
        Some(sheet) if is_table_name(&sheet.name) => format!("{}, {cell}", sheet.name),
        Some(sheet) => format!("{cell} của trang “{}”", sheet.name),
        None => cell,
    }
}

/// Whether two submissions have the same content: the same columns, the same rows, each cell with
/// the same meaning and each text with the same words. Invisible records are ignored.
fn same_content(before: &Submission, invisible: &[usize], after: &Submission) -> bool {
    let has = |s: &Submission| s.columns.map(|column| column.is_some());
    let rows: Vec<&Row> =
        before.rows.iter().filter(|row| !invisible.contains(&row.record)).collect();
    before.kind == after.kind
        && has(before) == has(after)
        && before.prefilled.len() * usize::from(before.kind == TableKind::Figures)
            == after.prefilled.len()
        && before.data_rows == after.data_rows + invisible.len()
        && rows.len() == after.rows.len()
        && before.sender == after.sender
        && rows
            .into_iter()
            .zip(&after.rows)
            .all(|(a, b)| cell::same(a, b) && texts(before, a) == texts(after, b))
}

/// The texts of a row in the order of the form, then the texts in unknown columns.
fn texts(submission: &Submission, row: &Row) -> Vec<String> {
    let table = &submission.table;
    let known = submission.columns.iter().flatten().map(|column| usize::from(*column));
    let words = known.filter(|column| field_of(submission, *column).is_some_and(cell::is_text));
    let unknown = (0..table.width(row.record)).filter(|n| field_of(submission, *n).is_none());
    let text = |column: usize| tidy(table.field(row.record, column));
    let unknown = unknown.map(text).filter(|text| !fold::trim(text).is_empty());
    words.map(text).chain(unknown).collect()
}

/// Whether every row ends with CRLF; UTF-16 text is not examined.
fn ends_with_crlf(bytes: &[u8]) -> bool {
    if bytes.contains(&0) {
        return true;
    }
    let mut quoted = false;
    bytes.iter().enumerate().all(|(at, byte)| {
        quoted ^= *byte == b'"';
        let is_crlf = match byte {
            b'\n' => at > 0 && bytes[at - 1] == b'\r',
            b'\r' => bytes.get(at + 1) == Some(&b'\n'),
            _ => true,
        };
        quoted || is_crlf
    })
}
