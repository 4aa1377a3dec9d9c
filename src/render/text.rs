//! Cleans texts of agencies for print: removes control characters, keeps everything legible.

use std::fmt;

pub use crate::text::visible::clean;
use crate::text::visible::cleaned;

/// The paragraphs of a cell, split at line breaks, without blank ones and bullets.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    // A line break is one of these bytes or begins with it.
    let lines = match text.bytes().any(|byte| matches!(byte, b'\n' | b'\r' | 0xE2)) {
        true => text.split(['\n', '\r', '\u{2028}', '\u{2029}']).collect(),
        false => vec![text],
    };
    lines
        .into_iter()
        .map(|line| {
            let line = clean(line);
            match line.strip_prefix(['-', '+', '•', '–', '*']) {
                Some(rest) if rest.starts_with(' ') => rest.trim_start().to_owned(),
                _ => line,
            }
        })
        .filter(|line| !line.is_empty())
        .collect()
}

/// Escapes text for Markdown: every character that could be markup; nothing becomes a link.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    // A string takes everything.
    let _ = write_markdown(&mut out, text);
    out
}

/// Writes text escaped for Markdown.
pub(super) fn write_markdown(out: &mut impl fmt::Write, text: &str) -> fmt::Result {
    let text = cleaned(text);
    let mut written = 0;
    for at in 0..text.len() {
        if is_markup(text.as_bytes(), at) {
            out.write_str(&text[written..at])?;
            out.write_char('\\')?;
            written = at;
        }
    }
    out.write_str(&text[written..])
}

/// Whether the byte at `at` could be markup. All markup is ASCII.
fn is_markup(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'>' | b'|' | b'~' | b'&' | b'#'
        | b'@' | b'$' | b'{' | b'}' => true,
        b'!' => bytes.get(at + 1) == Some(&b'['),
        b':' => bytes[at..].starts_with(b"://"),
        b'.' => {
            let is_address =
                at.checked_sub(3).is_some_and(|from| bytes[from..at].eq_ignore_ascii_case(b"www"));
            is_address || marks_a_list(bytes, at)
        }
        b')' => marks_a_list(bytes, at),
        b'-' | b'+' | b'=' => at == 0,
        _ => false,
    }
}

/// Whether the full stop or bracket at `at` would turn the number before it into a list marker.
fn marks_a_list(bytes: &[u8], at: usize) -> bool {
    at > 0
        && bytes[..at].iter().all(u8::is_ascii_digit)
        && bytes.get(at + 1).is_none_or(|next| *next == b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_part_paragraphs_and_bullets_go() {
        assert_eq!(paragraphs("- Một;\r\n\r\n+ Hai;\n-3 độ\n"), ["Một;", "Hai;", "-3 độ"]);
        assert!(paragraphs(" \n ").is_empty());
    }

    #[test]
    fn nothing_in_a_text_is_markdown() {
        for (text, escaped) in [
            ("a|b", "a\\|b"),
            ("<b>*x*</b>", "\\<b\\>\\*x\\*\\</b\\>"),
            ("[a](javascript:x)", "\\[a\\](javascript:x)"),
            ("https://a.vn", "https\\://a.vn"),
            ("www.a.vn", "www\\.a.vn"),
            ("1. việc", "1\\. việc"),
            ("- việc", "\\- việc"),
            ("50.000 đồng (12,5%).", "50.000 đồng (12,5%)."),
        ] {
            assert_eq!(markdown(text), escaped);
        }
    }
}
