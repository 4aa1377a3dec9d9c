//! The correction list to send back: one row for each finding, for Excel.
//!
//! Format of `report fix`: UTF-8 with BOM, `;` between cells (the list separator of a Vietnamese
//! Windows, so that a double click shows columns), CRLF between rows, nothing that a spreadsheet
//! would compute.

use crate::diag::Diagnostic;
use crate::source::on_sheet;
use crate::text::csv::Writer;
use crate::text::visible::{line as clean, name};
use crate::text::wrap::truncate;

const HEADINGS: [&str; 10] =
    ["Tệp", "Dòng", "Ô", "Cột", "Mã", "Mức độ", "Đang ghi", "Cần ghi", "Nội dung", "Cách sửa"];
/// Maximum length of a cell, in characters, to keep the list readable.
const LONGEST: usize = 1000;

/// The findings as a list, in the order given; an extra row counts the unlisted findings of a code
/// in a file.
pub fn csv(findings: &[Diagnostic]) -> String {
    let mut table = Writer::new();
    table.row(HEADINGS);
    for finding in findings {
        table.row(cells(finding));
        if let Some(row) = unlisted_row(finding) {
            table.row(row);
        }
    }
    table.finish()
}

fn cells(finding: &Diagnostic) -> [String; 10] {
    let place = &finding.place;
    let number = place.row().or(place.line()).map_or_else(String::new, |n| n.to_string());
    let heading = place.heading().or(place.field()).map_or_else(String::new, text);
    let file = match (place.file(), place.sheet()) {
        (None, _) => "(cả kỳ)".to_owned(),
        (Some(file), None) => truncate(&name(file), LONGEST),
        (Some(file), Some(sheet)) => on_sheet(&truncate(&name(file), LONGEST), &text(sheet)),
    };
    let found = match finding.value.as_deref() {
        None => String::new(),
        Some("") => "(để trống)".to_owned(),
        // The names of those concerned are not values of a file.
        Some(value) if place.file().is_none() => text(value),
        Some(value) => quoted(value),
    };
    let expected = finding
        .expected
        .as_deref()
        .map_or_else(String::new, |e| if is_figure(e) { quoted(e) } else { text(e) });
    [
        file,
        number,
        place.cell().map(str::to_owned).unwrap_or_default(),
        heading,
        finding.code.id.to_owned(),
        finding.severity.vietnamese().to_owned(),
        found,
        expected,
        text(&finding.message),
        finding.help.as_deref().map_or_else(String::new, text),
    ]
}

/// The row after the last listed finding of a code in a file with unlisted ones.
fn unlisted_row(finding: &Diagnostic) -> Option<[String; 10]> {
    let (rest, mut cells) = (finding.unlisted_message()?, [const { String::new() }; 10]);
    cells[0] = finding.place.file().map_or_else(String::new, text);
    cells[4] = finding.code.id.to_owned();
    cells[5] = finding.severity.vietnamese().to_owned();
    cells[8] = text(&rest);
    Some(cells)
}

fn text(words: &str) -> String {
    truncate(&clean(words), LONGEST)
}

/// Puts a value in quotation marks, so that a spreadsheet leaves it unchanged: bare, `12.5` would
/// become a date and `007` a number, and the fault would be invisible.
fn quoted(value: &str) -> String {
    format!("“{}”", text(value))
}

/// Whether a spreadsheet would read a text as a number or date.
fn is_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || " .,/:%+-".contains(c))
}
