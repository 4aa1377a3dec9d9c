//! Cells that a spreadsheet would not take for text: which these are, and how they are written.
//!
//! Writing follows OWASP's rule to the letter: whatever opens with a sign of a formula and is no
//! number gets an apostrophe, bullets (`- Mở 3 lớp`) too. Reading takes it off again. Whether a cell
//! could really be computed is another question: [`sign`].

use std::borrow::Cow;

use super::expression::{self, plain};
use super::{fold, number};

/// The sign with which a text opens that could be a formula. Bullets (`- Mở 3 lớp`, `+ Phát tờ
/// rơi`), numbers and telephone numbers are none.
pub fn sign(text: &str) -> Option<char> {
    let text = text.trim_start_matches(is_passed_over);
    let sign = text.chars().next().filter(|c| plain(*c).is_some())?;
    let computed = match plain(sign) {
        Some('=' | '@') => true,
        _ => !is_number(text) && expression::is_computed(&text[sign.len_utf8()..]),
    };
    computed.then_some(sign)
}

/// Whether a cell, exactly as it stands, opens like a formula and must not be written so.
pub fn opens(cell: &str) -> bool {
    // Nothing that opens like a formula opens with a letter or a digit.
    !cell.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric)
        && leads(cell)
        && !is_number(fold::trim(cell))
}

/// The cell as it is written: with an apostrophe before it if it opens like a formula, so that every
/// spreadsheet takes it for text. A cell of nothing but tabs and line ends is written blank.
pub fn neutral(cell: &str) -> Cow<'_, str> {
    if opens(cell) {
        Cow::Owned(format!("'{cell}"))
    } else if cell.starts_with(['\t', '\r', '\n']) && fold::trim(cell).is_empty() {
        Cow::Borrowed("")
    } else {
        Cow::Borrowed(cell)
    }
}

/// What a cell says, given without white space around it: the apostrophe before a sign is no part of
/// it.
pub fn unquoted(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        // Behind a tab or a line end stands what the cell said before it was written.
        Some(rest) if leads(rest) => unquoted(fold::trim(rest)),
        _ => cell,
    }
}

/// Whether a text opens, after what nobody sees, with a sign, or with a tab or a line end.
fn leads(text: &str) -> bool {
    let shown = text.trim_start_matches(is_passed_over);
    let before = &text[..text.len() - shown.len()];
    match shown.chars().next() {
        None => false,
        Some(first) => plain(first).is_some() || before.contains(['\t', '\r', '\n']),
    }
}

/// Spaces of every width, and what leaves no mark: a sign behind them is still the first that shows.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || fold::is_invisible(c)
        || matches!(
            c,
            '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}' | '\u{2800}' | '\u{3164}'
                | '\u{FE00}'..='\u{FE0F}' | '\u{FFA0}'
        )
}

/// Whether a text is a number, as cells are read: figures, marks and `%`. With a unit beside them
/// (`-5 triệu`) a spreadsheet has no number.
fn is_number(text: &str) -> bool {
    let figures = text.strip_prefix('-').unwrap_or(text);
    let mark = |c| matches!(c, '.' | ',' | '%' | ' ' | '\u{A0}' | '\u{202F}');
    figures.chars().all(|c| c.is_ascii_digit() || mark(c))
        && (number::percent(text).is_ok()
            || matches!(number::amount(text), Ok(_) | Err(number::Fault::Negative)))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The cases are in tests/data/formulas.json: tests/formulas.rs and the page's test read them.
    #[test]
    fn the_apostrophe_comes_and_goes_once() {
        for (cell, written, said) in [
            ("=1", "'=1", "=1"),
            (" - Mở lớp", "' - Mở lớp", "- Mở lớp"),
            ("'=1", "'=1", "=1"),
            ("''=1", "''=1", "''=1"),
            ("'Mở lớp", "'Mở lớp", "'Mở lớp"),
            ("'-5", "'-5", "-5"),
            ("\t'=1", "'\t'=1", "=1"),
            ("\t''=1", "'\t''=1", "''=1"),
            ("-5", "-5", "-5"),
            ("\t", "", ""),
        ] {
            assert_eq!(neutral(cell), written, "{cell:?}");
            assert_eq!(neutral(&neutral(cell)), written, "{cell:?}");
            assert_eq!(unquoted(fold::trim(cell)), said, "{cell:?}");
            assert_eq!(unquoted(fold::trim(&neutral(cell))), said, "{cell:?}");
        }
    }
}
