//! The layout of a cleaned file: which rows and columns stay, in which order, and what is dropped.
//!
//! Unknown columns move to the end and empty columns are dropped, but only where every row has the
//! right number of cells: otherwise it is unknown which cell belongs to which column.

use std::collections::BTreeMap;

use super::cell::tidy;
use super::{Dropped, RowOf, field_of, rows_with};
use crate::decode::table::Table;
use crate::diag::Diagnostic;
use crate::submission::footer::{COLUMN_NUMBERS, DATA_BELOW, FOOTER_ROWS};
use crate::submission::group_rows::GROUP_ROW;
use crate::submission::other_table::OTHER_TABLE;
use crate::submission::parse::{HEADING_REPEATED, TOTAL_ROW};
use crate::submission::{Submission, TableKind};
use crate::text::fold;

/// How the cleaned file is laid out.
#[derive(Debug)]
pub(super) struct Layout {
    /// Columns of the file, in their new order.
    pub(super) columns: Vec<usize>,
    /// Columns moved to the end.
    pub(super) moved: Vec<usize>,
    /// Records below the heading row that stay.
    pub(super) records: Vec<usize>,
    /// Those of them that are rows of figures without a value.
    blank_values: Vec<usize>,
    /// Records below it with only hidden characters, which look blank.
    pub(super) invisible: Vec<usize>,
    /// What is dropped.
    pub(super) dropped: Vec<Dropped>,
}

/// What the layout may change.
#[derive(Debug, Clone, Copy)]
pub(super) struct LayoutFreedom {
    /// Whether unknown columns move to the end.
    pub(super) move_columns: bool,
    /// Whether the footer is dropped.
    pub(super) drop_footer: bool,
}

impl Layout {
    /// The layout of a file; `found` holds the findings of reading it.
    pub(super) fn of(
        submission: &Submission,
        found: &[Diagnostic],
        freedom: LayoutFreedom,
    ) -> Self {
        let table = &submission.table;
        let mut layout = Self::rows(submission, found, freedom.drop_footer);
        let all = 0..table.width(table.header);
        let complete = submission.rows.iter().filter(|row| !layout.invisible.contains(&row.record));
        if layout.records.len() != complete.count() + layout.blank_values.len() {
            layout.columns = all.collect();
            return layout;
        }
        let holds = |column: usize| {
            let kept = std::iter::once(table.header).chain(layout.records.iter().copied());
            kept.into_iter().any(|record| !is_invisible(table.field(record, column)))
        };
        let (filled, blank): (Vec<usize>, Vec<usize>) = all.partition(|column| holds(*column));
        if !blank.is_empty() {
            layout.dropped.push(Dropped::BlankColumns(blank.len() as u32));
        }
        if !freedom.move_columns {
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

    /// Whether a record is a row of figures without a value, which stays.
    pub(super) fn keeps_blank(&self, record: usize) -> bool {
        self.blank_values.binary_search(&record).is_ok()
    }

    /// Which records stay, and which do not.
    fn rows(submission: &Submission, found: &[Diagnostic], drop_footer: bool) -> Self {
        let (table, prefilled) = (&submission.table, &submission.prefilled);
        let keeps_blank_values = submission.kind == TableKind::Figures;
        let repeated: Vec<RowOf<'_>> = rows_with(found, &HEADING_REPEATED).collect();
        let totals: Vec<RowOf<'_>> = rows_with(found, &TOTAL_ROW).collect();
        let numbers: Vec<RowOf<'_>> = rows_with(found, &COLUMN_NUMBERS).collect();
        let groups: Vec<RowOf<'_>> = rows_with(found, &GROUP_ROW).collect();
        // The footer extends from its first row to the end.
        let mut footers: BTreeMap<Option<&str>, u32> = BTreeMap::new();
        let footer_rows = [&FOOTER_ROWS, &DATA_BELOW, &OTHER_TABLE];
        let footer_rows = footer_rows.into_iter().flat_map(|code| rows_with(found, code));
        for (sheet, row) in footer_rows.filter(|_| drop_footer) {
            let first = footers.entry(sheet).or_insert(row);
            *first = row.min(*first);
        }
        let mut dropped: Vec<Dropped> = title(table).into_iter().collect();
        let above = if dropped.is_empty() { 0 } else { table.header + 1 };
        let lines = table.blank_lines().iter().filter(|(record, _)| *record >= above);
        let mut blank: u32 = lines.map(|(_, count)| *count).sum();
        dropped.extend(table.other_titles().map(|(rows, texts)| Dropped::Title {
            rows,
            text: joined_words(texts.iter().map(|(_, text)| text.clone())),
        }));
        let (mut records, mut invisible, mut blank_values) = (Vec::new(), Vec::new(), Vec::new());
        let mut footer_texts: BTreeMap<Option<&str>, Vec<String>> = BTreeMap::new();
        for record in table.header + 1..table.len() {
            let (row, _) = table.row_and_line(record);
            let sheet = table.sheet_of(record).map(|sheet| &*sheet.name);
            let at = (sheet, row);
            let is_prefilled = prefilled.binary_search(&record).is_ok();
            if is_prefilled && keeps_blank_values {
                records.push(record);
                blank_values.push(record);
            } else if table.is_blank(record) || is_prefilled {
                blank += 1;
            } else if repeated.contains(&at) {
                dropped.push(Dropped::Heading { row });
            } else if totals.contains(&at) {
                dropped.push(Dropped::Total { row, text: table.words(record) });
            } else if numbers.contains(&at) {
                dropped.push(Dropped::ColumnNumbers { row });
            } else if groups.contains(&at) {
                dropped.push(Dropped::Group { row, text: table.words(record) });
            } else if footers.get(&sheet).is_some_and(|first| *first <= row) {
                footer_texts.entry(sheet).or_default().push(table.words(record));
            } else if table.fields(record).all(is_invisible) {
                blank += 1;
                invisible.push(record);
            } else {
                records.push(record);
            }
        }
        for (sheet, row) in footers {
            let texts = footer_texts.remove(&sheet).unwrap_or_default();
            let rows = texts.len() as u32;
            dropped.push(Dropped::Foot { row, rows, text: texts.join(" / ") });
        }
        if blank > 0 {
            dropped.push(Dropped::BlankRows(blank));
        }
        Self { columns: Vec::new(), moved: Vec::new(), records, blank_values, invisible, dropped }
    }
}

/// Whether a cell has only hidden characters.
fn is_invisible(cell: &str) -> bool {
    fold::trim(&tidy(cell)).is_empty()
}

/// Rows of words in one line.
fn joined_words(texts: impl Iterator<Item = String>) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" / ")
}

/// The rows above the heading row.
fn title(table: &Table) -> Option<Dropped> {
    let top = table.heading_top();
    let above: Vec<String> =
        (0..top).map(|n| table.words(n)).filter(|text| !text.is_empty()).collect();
    (top > 0).then(|| Dropped::Title {
        rows: (table.row_and_line(top).0 - 1).max(1),
        text: above.join(" / "),
    })
}
