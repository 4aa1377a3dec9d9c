//! Cells written by a writer of the target's own, in any dialect, must come back: the same text,
//! a span that slices back to it, and the row and line on which it was written.

#![no_main]

mod common;

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use report::submission::{COLUMNS, Field};

#[derive(Debug, Arbitrary)]
struct Written {
    delimiter: u8,
    eol: u8,
    bom: bool,
    last_eol: bool,
    /// Only the columns that every file needs, and two for text.
    few: bool,
    rows: Vec<Cells>,
}

#[derive(Debug, Arbitrary)]
struct Cells {
    blank_lines_before: u8,
    quote_all: bool,
    /// Puts a row of all headings, cut in another way, into a cell: at its end, or on a line below.
    pasted: u8,
    result: String,
    note: String,
}

/// Where a row was written, and the raw cells.
struct Place {
    row: u32,
    line: u32,
    cells: Vec<(String, String)>,
}

fuzz_target!(|written: Written| {
    let (text, places) = write(&written);
    let (file, found) = common::read("a.csv", text.as_bytes());
    if places.is_empty() {
        return;
    }
    let submission = file.submission.unwrap_or_else(|| panic!("not read: {found:?}\n{text:?}"));
    assert_eq!(submission.rows.len(), places.len(), "{found:?}\n{text:?}");
    for (row, place) in submission.rows.iter().zip(&places) {
        let at = submission.row_place(row);
        assert_eq!((at.row(), at.line()), (Some(place.row), Some(place.line)), "{text:?}");
        for (field, (cell, raw)) in fields(&written).into_iter().zip(&place.cells) {
            assert_eq!(submission.raw(row, field), cell, "{text:?}");
            let span = submission.span(row, field).expect("the column is there");
            assert_eq!(span.slice(submission.table.decoded()), raw.as_bytes(), "{text:?}");
        }
    }
});

fn write(written: &Written) -> (String, Vec<Place>) {
    let delimiter = [';', ',', '\t', '|'][usize::from(written.delimiter) % 4];
    let eol = ["\n", "\r\n", "\r"][usize::from(written.eol) % 3];
    let mut text = String::from(if written.bom { "\u{FEFF}" } else { "" });
    let fields = fields(written);
    let join = |cells: Vec<String>| cells.join(&delimiter.to_string());
    text += &join(fields.iter().map(|f| raw(f.heading(), delimiter, false)).collect());
    let (mut row, mut line) = (2, 2);
    let mut places = Vec::new();
    for (n, cells) in written.rows.iter().enumerate() {
        text += eol;
        let blank = u32::from(cells.blank_lines_before % 3);
        text += &eol.repeat(blank as usize);
        (row, line) = (row + blank, line + blank);
        let cells: Vec<(String, String)> = fields
            .iter()
            .map(|field| {
                let cell = match field {
                    Field::Period => "2025-Q3".to_owned(),
                    Field::Agency => "Sở Y tế".to_owned(),
                    Field::Task => "I.1".to_owned(),
                    Field::Status => "Hoàn thành".to_owned(),
                    Field::Result => allowed(&cells.result) + &pasted(cells.pasted),
                    Field::Note => allowed(&cells.note),
                    _ => String::new(),
                };
                let raw = raw(&cell, delimiter, cells.quote_all);
                (cell, raw)
            })
            .collect();
        let joined = join(cells.iter().map(|(_, raw)| raw.clone()).collect());
        text += &joined;
        places.push(Place { row, line, cells });
        row += 1;
        line += 1 + report::source::line_ends(joined.as_bytes());
        if n + 1 == written.rows.len() && written.last_eol {
            text += eol;
        }
    }
    (text, places)
}

fn fields(written: &Written) -> Vec<Field> {
    const FEW: [Field; 6] =
        [Field::Period, Field::Agency, Field::Task, Field::Status, Field::Result, Field::Note];
    let all = COLUMNS.iter().map(|column| column.field);
    all.filter(|field| !written.few || FEW.contains(field)).collect()
}

/// A whole table as somebody may paste it, or nothing.
fn pasted(how: u8) -> String {
    let mark = match how % 16 {
        0 => ";",
        1 => ",",
        2 => "\t",
        3 => "|",
        _ => return String::new(),
    };
    let headings: Vec<&str> = COLUMNS.iter().map(|column| column.heading).collect();
    let before = if how < 128 { "\n" } else { "" };
    format!("{before}{}\n2025-Q3{mark}Sở Y tế", headings.join(mark))
}

/// Text as a table may hold it: NUL is refused, as it must be, and Western letters and signs may be
/// taken for those of an old font.
fn allowed(text: &str) -> String {
    text.chars().filter(|c| *c != '\0' && !('\u{80}'..='\u{FF}').contains(c)).collect()
}

fn raw(cell: &str, delimiter: char, quote: bool) -> String {
    let needed = cell.contains([delimiter, '"', '\n', '\r']);
    if quote || needed { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
