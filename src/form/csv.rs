//! A form as CSV for Excel: UTF-8 with BOM, `;` between cells, CRLF between rows.

use super::Form;
use crate::text::formula;

/// The bytes of the form.
pub fn csv(form: &Form) -> Vec<u8> {
    let mut text = String::from("\u{FEFF}");
    let headings: Vec<&str> = form.columns.iter().map(|field| field.heading()).collect();
    line(&mut text, headings.into_iter());
    for row in &form.rows {
        line(&mut text, row.cells.iter().map(String::as_str));
    }
    text.into_bytes()
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            text.push(';');
        }
        let cell = formula::neutral(cell.to_owned());
        if cell.contains([';', '"', '\n', '\r', ',', '\t']) || cell != cell.trim() {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_are_quoted_and_never_computed() {
        let mut text = String::new();
        let cells = ["a", "b; c", "một \"hai\"", "x\ny", "=1+1", "- gạch", "-1+1", "", " đ"];
        line(&mut text, cells.into_iter());
        let expected = "a;\"b; c\";\"một \"\"hai\"\"\";\"x\ny\";'=1+1;- gạch;'-1+1;;\" đ\"\r\n";
        assert_eq!(text, expected);
    }
}
