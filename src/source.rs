//! F0: the bytes of a file and the names people give to places in it.
//!
//! Owns [`Source`] (a name and its bytes), [`Span`] (a byte range) and the arithmetic between
//! offsets, lines, columns and spreadsheet cell names. Reads no file and judges nothing.

use std::sync::Arc;

/// A file as it came: the name to show people, and its bytes, never changed.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as the user gave it, or relative to the folder that was asked for.
    pub name: Arc<str>,
    /// The raw bytes.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A source of `bytes` called `name`.
    pub fn new(name: impl Into<Arc<str>>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

/// A byte range `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The bytes it covers, clamped to what exists.
    pub fn slice<'a>(&self, bytes: &'a [u8]) -> &'a [u8] {
        let end = self.end.min(bytes.len());
        &bytes[self.start.min(end)..end]
    }
}

/// The letters a spreadsheet shows for the column counted from 1: 1 → `A`, 28 → `AB`.
pub fn column_name(column: u32) -> String {
    let mut n = column;
    let mut letters = Vec::new();
    while n > 0 {
        n -= 1;
        letters.push(b'A' + (n % 26) as u8);
        n /= 26;
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

/// The name a spreadsheet gives a cell: column 5, row 4 → `E4`.
pub fn cell_name(column: u32, row: u32) -> String {
    format!("{}{row}", column_name(column))
}

/// The number of line ends (CRLF, LF or CR, each one) in `bytes`.
pub fn line_ends(bytes: &[u8]) -> u32 {
    let lf = memchr::memchr_iter(b'\n', bytes).count();
    let lone_cr =
        memchr::memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).count();
    (lf + lone_cr) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheets_do() {
        for (n, name) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA")] {
            assert_eq!(column_name(n), name);
        }
        assert_eq!(cell_name(5, 4), "E4");
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        assert_eq!(line_ends(b"a\r\nb\nc\rd"), 3);
        assert_eq!(line_ends(b"\r\r\n\n"), 3);
        assert_eq!(line_ends(b""), 0);
    }
}
