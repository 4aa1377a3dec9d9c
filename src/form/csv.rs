//! A form as CSV for Excel: UTF-8 with BOM, `;` between cells, CRLF between rows.

use super::Form;
use crate::text::csv::Writer;

/// The bytes of the form.
pub fn csv(form: &Form) -> Vec<u8> {
    let mut table = Writer::new();
    table.row(form.columns.iter().map(|field| field.heading()));
    for row in &form.rows {
        table.row(row.cells.iter().map(|cell| harmless(cell)));
    }
    table.finish().into_bytes()
}

/// A cell that a spreadsheet does not compute: what would begin a formula gets an apostrophe.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn cells_are_never_computed() {
        for (cell, text) in [("=1+1", "'=1+1"), ("- gạch", "'- gạch"), ("a=b", "a=b"), ("", "")]
        {
            assert_eq!(harmless(cell), text);
        }
    }
}
