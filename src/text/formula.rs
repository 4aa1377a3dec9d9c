//! Texts that a spreadsheet would take for a formula, and the form in which it takes them for text.
//!
//! Bullets (`- Mở 3 lớp`, `+ Phát tờ rơi`) are how reports are written here and are none.

use super::fold;

/// The sign that makes a text a formula.
pub fn sign(text: &str) -> Option<char> {
    let sign = text.chars().next()?;
    let rest = &text[sign.len_utf8()..];
    match sign {
        '=' | '@' => Some(sign),
        '+' | '-' if is_number(rest) => None,
        '-' => (!is_bullet(rest)).then_some(sign),
        // `+ Phát tờ rơi` is the bullet of the second level; `+Phát` is what Excel computes.
        '+' => (!rest.starts_with(' ') || !is_bullet(rest)).then_some(sign),
        _ => None,
    }
}

/// Whether a cell, exactly as it stands, opens like a formula.
pub fn opens(cell: &str) -> bool {
    let text = fold::trim(cell);
    sign(text).is_some() || (cell.starts_with('\t') && !text.is_empty())
}

/// The cell with an apostrophe before it if it opens like a formula: every spreadsheet takes it
/// for text then, and nobody takes it for a formula again.
pub fn neutral(cell: String) -> String {
    if opens(&cell) { format!("'{cell}") } else { cell }
}

fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.' | ',' | '%' | '/'))
}

/// What follows the sign of a bullet: words, or a number of things (`-5 lớp`). A name that calls
/// something (`SUM(`, `cmd|`) or a number that goes on computing is no bullet.
fn is_bullet(rest: &str) -> bool {
    let body = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '-');
    let Some(first) = body.chars().next() else { return true };
    let word_end = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
    let calls = body[word_end..].starts_with(['(', '|', '!']);
    if first.is_ascii_digit() {
        let after = body.trim_start_matches(|c: char| c.is_ascii_digit() || " .,".contains(c));
        return !after.starts_with(['+', '-', '*', '/', '^', '&', '(', '|', '!', '=']);
    }
    (rest.starts_with(char::is_whitespace) || first.is_alphabetic())
        && !calls
        && !matches!(first, '=' | '+' | '@')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_seen() {
        for (text, found) in [
            ("=SUM(A1:A9)", '='),
            ("=> đạt kế hoạch", '='),
            ("=HYPERLINK(\"http://a.vn\")", '='),
            ("@SUM(1)", '@'),
            ("+1+2", '+'),
            ("+SUM(1)", '+'),
            ("+cmd|' /C calc'!A0", '+'),
            ("-1+1", '-'),
            ("-2+3+cmd|' /C calc'!A0", '-'),
            ("-cmd|' /C calc'!A0", '-'),
            ("- SUM(1;2)", '-'),
            ("-(1)", '-'),
            ("-@SUM(1)", '-'),
            ("+ =1", '+'),
        ] {
            assert_eq!(sign(text), Some(found), "{text}");
        }
    }

    #[test]
    fn bullets_and_numbers_are_none() {
        for text in [
            "- Tổ chức 3 lớp tập huấn",
            "-Tổ chức 3 lớp tập huấn",
            "- 3 lớp tập huấn (210 người)",
            "-5 lớp",
            "- UBND xã (cũ)",
            "-",
            "--",
            "- “Ngày hội” cho 100 em",
            "+ Phát 500 tờ rơi",
            "-5.000",
            "+84 258 382 2222",
            "– Mở lớp",
            "Tổ chức = 3",
            "",
        ] {
            assert_eq!(sign(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_made_neutral_is_no_formula_again() {
        for cell in ["=1+1", " =1+1", "\t45", "@SUM(1)", "+Phát tờ rơi", "-1+1", "\u{200B}=1"] {
            assert!(opens(cell), "{cell:?}");
            let neutral = neutral(cell.to_owned());
            assert_eq!(neutral, format!("'{cell}"));
            assert!(!opens(&neutral), "{neutral:?}");
        }
        for cell in ["", "\t", "- Mở 3 lớp", "-5.000", "'=1"] {
            assert_eq!(neutral(cell.to_owned()), cell);
        }
    }
}
