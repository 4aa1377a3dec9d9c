//! Which rows and columns of a file stay, in which order, and what is left out.
//!
//! Columns that nobody knows go to the end and empty ones go, but only where every row has been cut
//! into its cells: of a row with a cell too many nobody knows which cell belongs where.

use super::cell::tidy;
use super::{Dropped, field_of, rows_with};
use crate::decode::table::Table;
use crate::diag::Diagnostic;
use crate::submission::Submission;
use crate::text::fold;

/// How the cleaned file is laid out.
#[derive(Debug)]
pub(super) struct Layout {
    /// Columns of the file, in their new order.
    pub(super) columns: Vec<usize>,
    /// Columns that left their place for the end.
    pub(super) moved: Vec<usize>,
    /// Records below the heading row that stay.
    pub(super) records: Vec<usize>,
    /// Records below it that hold nothing but what is hidden: blank rows to whoever looks at them.
    pub(super) nothing: Vec<usize>,
    /// What is left out.
    pub(super) dropped: Vec<Dropped>,
}

/// How boldly a file is laid out anew.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boldness {
    /// Whether columns that nobody knows go to the end.
    pub(super) move_columns: bool,
    /// Whether the rows under the table go.
    pub(super) drop_foot: bool,
}

impl Layout {
    /// The layout of a file in which reading found what is in `found`.
    pub(super) fn of(submission: &Submission, found: &[Diagnostic], bold: Boldness) -> Self {
        let table = &submission.table;
        let mut layout = Self::rows(table, found, &submission.hollow, bold.drop_foot);
        let all = 0..table.width(table.header);
        let cut = submission.rows.iter().filter(|row| !layout.nothing.contains(&row.record));
        if layout.records.len() != cut.count() {
            layout.columns = all.collect();
            return layout;
        }
        let holds = |column: usize| {
            let kept = std::iter::once(table.header).chain(layout.records.iter().copied());
            kept.into_iter().any(|record| !is_nothing(table.field(record, column)))
        };
        let (filled, blank): (Vec<usize>, Vec<usize>) = all.partition(|column| holds(*column));
        if !blank.is_empty() {
            layout.dropped.push(Dropped::BlankColumns(blank.len() as u32));
        }
        if !bold.move_columns {
            layout.columns = filled;
            return layout;
        }
        let known = |column: &usize| field_of(submission, *column).is_some();
        let last_known = filled.iter().copied().rfind(|column| known(column)).unwrap_or(0);
        let (mut columns, rest): (Vec<usize>, Vec<usize>) = filled.into_iter().partition(known);
        layout.moved = rest.iter().copied().filter(|column| *column < last_known).collect();
        columns.extend(rest);
        layout.columns = columns;
        layout
    }

    /// Which records stay, and which do not.
    fn rows(table: &Table, found: &[Diagnostic], hollow: &[usize], drop_foot: bool) -> Self {
        let repeated: Vec<u32> = rows_with(found, "H206").collect();
        let totals: Vec<u32> = rows_with(found, "R306").collect();
        let numbers: Vec<u32> = rows_with(found, "R310").collect();
        // Everything from its first row on.
        let under_it = rows_with(found, "R307").chain(rows_with(found, "R312")).min();
        let foot = under_it.filter(|_| drop_foot);
        let mut dropped: Vec<Dropped> = title(table).into_iter().collect();
        let above = if dropped.is_empty() { 0 } else { table.header + 1 };
        let lines = table.blank_lines().iter().filter(|(record, _)| *record >= above);
        let mut blank: u32 = lines.map(|(_, count)| *count).sum();
        let (mut records, mut nothing, mut under) = (Vec::new(), Vec::new(), Vec::new());
        for record in table.header + 1..table.len() {
            let (row, _) = table.row_and_line(record);
            if table.is_blank(record) || hollow.binary_search(&record).is_ok() {
                blank += 1;
            } else if repeated.contains(&row) {
                dropped.push(Dropped::Heading { row });
            } else if totals.contains(&row) {
                dropped.push(Dropped::Total { row, text: words(table, record) });
            } else if numbers.contains(&row) {
                dropped.push(Dropped::ColumnNumbers { row });
            } else if foot.is_some_and(|first| first <= row) {
                under.push(record);
            } else if table.fields(record).all(is_nothing) {
                blank += 1;
                nothing.push(record);
            } else {
                records.push(record);
            }
        }
        if let Some(first) = foot {
            let texts: Vec<String> = under.iter().map(|record| words(table, *record)).collect();
            let rows = texts.len() as u32;
            dropped.push(Dropped::Foot { row: first, rows, text: texts.join(" / ") });
        }
        if blank > 0 {
            dropped.push(Dropped::BlankRows(blank));
        }
        Self { columns: Vec::new(), moved: Vec::new(), records, nothing, dropped }
    }
}

/// Whether nothing would be left of a cell without its hidden characters.
fn is_nothing(cell: &str) -> bool {
    fold::trim(&tidy(cell)).is_empty()
}

/// What stands above the heading row.
fn title(table: &Table) -> Option<Dropped> {
    let top = table.heading_top();
    let above: Vec<String> =
        (0..top).map(|n| words(table, n)).filter(|text| !text.is_empty()).collect();
    (top > 0)
        .then(|| Dropped::Title { rows: table.row_and_line(top).0 - 1, text: above.join(" / ") })
}

/// The filled cells of a record in one line.
fn words(table: &Table, record: usize) -> String {
    let cells = table.fields(record).map(fold::trim).filter(|text| !text.is_empty());
    cells.collect::<Vec<_>>().join(" | ")
}
