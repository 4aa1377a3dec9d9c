//! Rows → CSV for a Vietnamese Excel: UTF-8 with BOM, `;` between cells, CRLF after rows.
//!
//! Owns the format of a table, not its content: cells are written unchanged, except for an
//! apostrophe before what a spreadsheet would not treat as text.

use csv::{Terminator, WriterBuilder};

use super::formula;

/// What stands between cells.
pub const DELIMITER: &str = ";";

/// A table being written.
pub struct Writer(csv::Writer<Vec<u8>>);

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// A table without rows.
    pub fn new() -> Self {
        let mut builder = WriterBuilder::new();
        builder.delimiter(DELIMITER.as_bytes()[0]).terminator(Terminator::CRLF).flexible(true);
        Self(builder.from_writer("\u{FEFF}".as_bytes().to_vec()))
    }

    /// Adds a row, quoting cells where necessary.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        // Rows may have any width, and writing to memory cannot fail.
        for cell in cells {
            let _ = self.0.write_field(&*formula::neutral(cell.as_ref()));
        }
        let _ = self.0.write_record(None::<&[u8]>);
    }

    /// The text of the table.
    pub fn finish(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Writer;

    #[test]
    fn cells_are_quoted_where_they_must_be_and_rows_may_differ() {
        let mut table = Writer::new();
        table.row(["a, b", "b; c", "một \"hai\"", "x\ny", " đ", ""]);
        table.row(["", "\r"]);
        table.row(["=1", "'=1", "-5", "- Mở lớp"]);
        let text = "\u{FEFF}a, b;\"b; c\";\"một \"\"hai\"\"\";\"x\ny\"; đ;\r\n;\r\n'=1;'=1;-5;'- Mở lớp\r\n";
        assert_eq!(table.finish(), text);
    }
}
