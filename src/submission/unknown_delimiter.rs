//! Finds a delimiter that the reader does not support, such as `~`.
//!
//! Used only where no headings were found. Owns no code: the finding is H207.

use super::Field;
use crate::decode::table::Table;

/// Delimiters of other programs that are not supported.
const DELIMITERS: [char; 25] = [
    '~', '^', ':', '#', '!', '*', '&', '@', '$', '%', '=', '+', '\\', '/', '_', '-', '>', '¦', '§',
    '¤', '；', '，', '、', '\u{1F}', '\u{1}',
];
/// Maximum number of lines to inspect.
const MAX_LINES: usize = 30;
/// Minimum number of headings in a line.
const MIN_HEADINGS: usize = 4;

/// The delimiter that splits a line into headings, and the number of that line.
pub(super) fn find(table: &Table) -> Option<(char, u32)> {
    if table.sheet.is_some() {
        return None;
    }
    let lines = table.contents().lines().zip(1..).take(MAX_LINES);
    let found = lines.flat_map(|(line, number)| {
        DELIMITERS.into_iter().filter(|delimiter| line.contains(*delimiter)).map(move |delimiter| {
            let cells = line.split(delimiter).map(|cell| cell.trim().trim_matches('"'));
            let (hits, all) = cells.fold((0, 0), |(hits, all), cell| {
                (hits + usize::from(Field::of_heading(cell).is_some()), all + 1)
            });
            (hits, all, delimiter, number)
        })
    });
    let best = found.filter(|(hits, all, ..)| *hits >= MIN_HEADINGS && hits * 2 > *all);
    best.max_by_key(|(hits, ..)| *hits).map(|(.., delimiter, number)| (delimiter, number))
}

/// The name of a delimiter, for messages.
pub(super) fn described(delimiter: char) -> String {
    match delimiter.is_control() {
        true => format!("ký tự điều khiển U+{:04X}", u32::from(delimiter)),
        false => format!("dấu “{delimiter}”"),
    }
}
