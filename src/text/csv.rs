//! Rows → CSV as Vietnamese Excel opens it: UTF-8 with BOM, `;` between cells, CRLF behind rows.
//!
//! Owns how a table is written, not what stands in it: a cell comes out as it went in, but for the
//! apostrophe before what a spreadsheet would not take for text.

use csv::{Terminator, WriterBuilder};

use super::formula;

/// A table that is being written.
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
        builder.delimiter(b';').terminator(Terminator::CRLF).flexible(true);
        Self(builder.from_writer("\u{FEFF}".as_bytes().to_vec()))
    }

    /// Adds a row. Cells are quoted where they must be.
    pub fn row<T: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = T>) {
        // Rows may be of any width, and memory takes what it is given: there is nothing to fail.
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
