//! Cleans texts of agencies for print: removes control characters, keeps everything legible.

pub use crate::text::visible::clean;

/// The paragraphs of a cell, split at line breaks, without blank ones and bullets.
pub(super) fn paragraphs(text: &str) -> Vec<String> {
    text.split(['\n', '\r', '\u{2028}', '\u{2029}'])
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
    let text = clean(text);
    let mut out = String::with_capacity(text.len() + 8);
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        let markup = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '@' | '$'
            | '{' | '}' => true,
            '!' => bytes.get(at + 1) == Some(&b'['),
            ':' => text[at..].starts_with("://"),
            '.' => text[..at].to_ascii_lowercase().ends_with("www") || marks_a_list(&text, at),
            ')' => marks_a_list(&text, at),
            '-' | '+' | '=' => at == 0,
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether the full stop or bracket at `at` would turn the number before it into a list marker.
fn marks_a_list(text: &str, at: usize) -> bool {
    let (number, rest) = text.split_at(at);
    !number.is_empty()
        && number.bytes().all(|b| b.is_ascii_digit())
        && rest[1..].chars().next().is_none_or(|c| c == ' ')
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
