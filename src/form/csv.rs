//! A form as CSV for Excel: UTF-8 with BOM, `;` as delimiter, CRLF line ends.

use super::{FigureForm, Form};
use crate::text::csv::Writer;

/// The bytes of the form.
pub fn csv(form: &Form) -> Vec<u8> {
    let mut table = Writer::new();
    table.row(form.columns.iter().map(|field| field.heading()));
    for row in &form.rows {
        table.row(&row.cells);
    }
    table.finish().into_bytes()
}

/// The bytes of its table of figures, which is a file of its own: a CSV file holds one kind of table.
pub fn figures_csv(figures: &FigureForm) -> Vec<u8> {
    let mut table = Writer::new();
    table.row(figures.columns.iter().map(|field| field.heading()));
    for row in &figures.rows {
        table.row(&row.cells);
    }
    table.finish().into_bytes()
}
