//! A mark between cells that is none of those the reader knows, such as `~`: which it is.
//!
//! Looked for only where no headings were understood. Owns no code: the finding is H207.

use super::Field;
use crate::decode::table::Table;

/// Marks that other programs put between cells, beyond those that are read.
const DELIMITERS: [char; 25] = [
    '~', '^', ':', '#', '!', '*', '&', '@', '$', '%', '=', '+', '\\', '/', '_', '-', '>', '¦', '§',
    '¤', '；', '，', '、', '\u{1F}', '\u{1}',
];
/// So many lines are looked at.
const MAX_LINES: usize = 30;
/// So many headings in a line are no chance.
const MIN_HEADINGS: usize = 4;

/// The mark by which a line falls into headings, and the number of that line.
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

/// The mark as people call it.
pub(super) fn described(delimiter: char) -> String {
    match delimiter.is_control() {
        true => format!("ký tự điều khiển U+{:04X}", u32::from(delimiter)),
        false => format!("dấu “{delimiter}”"),
    }
}
