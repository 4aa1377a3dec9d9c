//! Cells that a spreadsheet would not treat as text: detection and escaping.
//!
//! Writing follows the rule of OWASP: whatever starts with a formula sign and is not a number gets
//! an apostrophe, including bullets (`- Mở 3 lớp`). Reading removes it. Whether a cell could really
//! be computed is a separate question: [`sign`].

use std::borrow::Cow;

use super::expression::{self, plain};
use super::{fold, number};

/// The sign at the start of a text that could be a formula. Bullets (`- Mở 3 lớp`, `+ Phát tờ
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

/// Whether a cell, exactly as it is, starts like a formula and must not be written so.
pub fn opens(cell: &str) -> bool {
    // Fast path: a formula does not start with a letter or digit.
    !cell.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric)
        && leads(cell)
        && !is_number(fold::trim(cell))
}

/// Escapes a cell that starts like a formula with an apostrophe, so that every spreadsheet treats
/// it as text. A cell of only tabs and line ends becomes blank.
pub fn neutral(cell: &str) -> Cow<'_, str> {
    if opens(cell) {
        Cow::Owned(format!("'{cell}"))
    } else if cell.starts_with(['\t', '\r', '\n']) && fold::trim(cell).is_empty() {
        Cow::Borrowed("")
    } else {
        Cow::Borrowed(cell)
    }
}

/// The content of a trimmed cell without the apostrophe before a formula sign.
pub fn unquoted(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        // After a tab or line end follows the original content of the cell.
        Some(rest) if leads(rest) => unquoted(fold::trim(rest)),
        _ => cell,
    }
}

/// Whether a text starts, after invisible characters, with a sign, a tab or a line end.
fn leads(text: &str) -> bool {
    let shown = text.trim_start_matches(is_passed_over);
    let before = &text[..text.len() - shown.len()];
    match shown.chars().next() {
        None => false,
        Some(first) => plain(first).is_some() || before.contains(['\t', '\r', '\n']),
    }
}

/// Spaces of any width and invisible characters: a sign after them is still the first visible one.
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

/// Whether a text is a number in a cell: digits, marks and `%`. With a unit (`-5 triệu`) it is not
/// a number for a spreadsheet.
fn is_number(text: &str) -> bool {
    let figures = text.strip_prefix('-').unwrap_or(text);
    let mark = |c| matches!(c, '.' | ',' | '%' | ' ' | '\u{A0}' | '\u{202F}');
    let is_of_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    // A quotient may have more decimals than a cell is read with.
    let is_quotient = |(whole, fraction)| is_of_digits(whole) && is_of_digits(fraction);
    figures.chars().all(|c| c.is_ascii_digit() || mark(c))
        && (figures.split_once(',').is_some_and(is_quotient)
            || number::percent(text).is_ok()
            || matches!(number::amount(text), Ok(_) | Err(number::Fault::Negative)))
}

#[cfg(test)]
mod tests {
    use super::*;

    // The cases are in tests/data/formulas.json, shared by tests/formulas.rs and the test of the
    // page.
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
            ("-0,0005", "-0,0005", "-0,0005"),
            ("\t", "", ""),
        ] {
            assert_eq!(neutral(cell), written, "{cell:?}");
            assert_eq!(neutral(&neutral(cell)), written, "{cell:?}");
            assert_eq!(unquoted(fold::trim(cell)), said, "{cell:?}");
            assert_eq!(unquoted(fold::trim(&neutral(cell))), said, "{cell:?}");
        }
    }
}
