//! Cells written by a writer of the target's own, in any dialect, must come back: the same text,
//! a span that slices back to it, and the row and line on which it was written.

#![no_main]

mod common;

use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use report::submission::Field;

#[derive(Debug, Arbitrary)]
struct Written {
    delimiter: u8,
    eol: u8,
    bom: bool,
    last_eol: bool,
    rows: Vec<Cells>,
}

#[derive(Debug, Arbitrary)]
struct Cells {
    blank_lines_before: u8,
    quote_all: bool,
    result: String,
    note: String,
}

/// Columns: period, agency, task, status, result, note.
const HEADINGS: [&str; 6] =
    ["Kỳ báo cáo", "Cơ quan báo cáo", "Mã nhiệm vụ", "Trạng thái", "Kết quả thực hiện", "Ghi chú"];

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
        assert_eq!((at.row, at.line), (Some(place.row), Some(place.line)), "{text:?}");
        for (field, (cell, raw)) in [Field::Result, Field::Note].into_iter().zip(&place.cells[4..])
        {
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
    text += &HEADINGS.join(&delimiter.to_string());
    let (mut row, mut line) = (2, 2);
    let mut places = Vec::new();
    for (n, cells) in written.rows.iter().enumerate() {
        text += eol;
        let blank = u32::from(cells.blank_lines_before % 3);
        text += &eol.repeat(blank as usize);
        (row, line) = (row + blank, line + blank);
        let fixed = ["2025-Q3", "Sở Y tế", "I.1", "Hoàn thành"];
        let free = [cells.result.as_str(), cells.note.as_str()].map(allowed);
        let all = fixed.map(str::to_owned).into_iter().chain(free);
        let cells: Vec<(String, String)> = all
            .map(|cell| {
                let raw = raw(&cell, delimiter, cells.quote_all);
                (cell, raw)
            })
            .collect();
        let raws: Vec<&str> = cells.iter().map(|(_, raw)| raw.as_str()).collect();
        let joined = raws.join(&delimiter.to_string());
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

/// Text as a table may hold it: NUL is refused, as it must be, and Western letters and signs may
/// be taken for those of an old font.
fn allowed(text: &str) -> String {
    text.chars().filter(|c| *c != '\0' && !('\u{80}'..='\u{FF}').contains(c)).collect()
}

fn raw(cell: &str, delimiter: char, quote: bool) -> String {
    let needed = cell.contains([delimiter, '"', '\n', '\r']);
    if quote || needed { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}
