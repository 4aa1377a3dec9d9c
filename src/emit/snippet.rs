//! One line of a text file with the fault underlined.
//!
//! The only module that uses the snippet library. Passes it a single line that is already harmless
//! and fits the screen, and no words: the built-in texts of the library are English.

use std::ops::Range;

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diag::Severity;
use crate::text::{visible, wrap};

/// The colour of a severity, in the snippet and in the text around it.
pub(super) fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::BrightCyan,
    };
    color.on_default().effects(Effects::BOLD)
}

/// The line to show, and how.
pub(super) struct Request<'a> {
    /// Text of the whole file.
    pub(super) text: &'a str,
    /// Physical line, from 1.
    pub(super) line: u32,
    /// Column in characters, from 1.
    pub(super) column: u32,
    /// The value of the finding, if any: underlined if it is at the column.
    pub(super) value: Option<&'a str>,
    /// The severity, which decides the colour.
    pub(super) severity: Severity,
    /// Screen columns.
    pub(super) width: usize,
    /// Whether to colour.
    pub(super) color: bool,
}

/// How many characters are kept on each side of a fault: far more than any screen shows.
const NEAR: usize = 2_000;

/// The snippet without a final line end; `None` if the file has no such line.
pub(super) fn snippet(request: &Request<'_>) -> Option<String> {
    let line = nth_line(request.text, request.line)?;
    // Of a line of megabytes, only the part near the fault is used.
    let skipped = (request.column as usize).saturating_sub(NEAR);
    let chars: Vec<char> = line.chars().skip(skipped).take(2 * NEAR).collect();
    let marked = marked(&chars, request.column as usize - skipped, request.value);
    let gutter = request.line.to_string().len() + 3;
    let (shown, span) = window(&chars, marked, request.width.saturating_sub(gutter).max(16));
    let level = match request.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = level.with_name(request.severity.vietnamese());
    let source = Snippet::source(shown)
        .line_start(request.line as usize)
        .annotation(AnnotationKind::Primary.span(span));
    let renderer = if request.color {
        let (error, warning) = (style(Severity::Error), style(Severity::Warning));
        let styled = Renderer::styled().error(error).warning(warning).note(style(Severity::Note));
        styled.hyperlink(false)
    } else {
        Renderer::plain()
    };
    // The line already fits; the library must not truncate it again.
    let renderer = renderer.term_width(usize::from(u16::MAX));
    Some(renderer.render(&[Group::with_level(level).element(source)]))
}

/// The `n`th line of `text` without its end, counted like YAML: CRLF, LF and CR each end a line.
fn nth_line(text: &str, n: u32) -> Option<&str> {
    let mut rest = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    for _ in 1..n {
        let at = rest.find(['\n', '\r'])?;
        let end = if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[at + end..];
    }
    rest.find(['\n', '\r']).map_or(Some(rest), |end| Some(&rest[..end]))
}

/// The characters to underline, from the column on: the value, a quoted text, a key, or the rest of
/// the line without its comment. A column in the indentation means the whole line.
fn marked(chars: &[char], column: usize, value: Option<&str>) -> Range<usize> {
    let blank = |c: &char| c.is_whitespace();
    let last = chars.iter().rposition(|c| !blank(c)).map_or(0, |n| n + 1);
    let indent = chars.iter().position(|c| !blank(c)).unwrap_or(0);
    let start = column.saturating_sub(1).min(last);
    if chars.get(start) == Some(&'\t') {
        return start..start + 1;
    }
    if start < indent {
        return indent..last;
    }
    let rest = &chars[start..last];
    let length = value
        .map(|v| v.chars().take(rest.len() + 1).collect::<Vec<_>>())
        .filter(|v| !v.is_empty() && rest.starts_with(v))
        .map_or_else(|| token(rest), |v| v.len());
    start..start + length
}

/// The length of the token at the start of `rest`.
fn token(rest: &[char]) -> usize {
    if let Some(quote @ ('"' | '\'')) = rest.first() {
        let end = rest.iter().skip(1).position(|c| c == quote);
        return end.map_or(rest.len(), |n| n + 2);
    }
    let ends = |n: usize| match rest[n] {
        ':' => rest.get(n + 1).is_none_or(|c| c.is_whitespace()),
        ' ' => rest.get(n + 1) == Some(&'#'),
        _ => false,
    };
    let end = (1..rest.len()).find(|n| ends(*n)).unwrap_or(rest.len());
    rest[..end].iter().rposition(|c| !c.is_whitespace()).map_or(end, |n| n + 1)
}

/// The part of the line around `marked` that fits `room` columns, made harmless, with `…` where it
/// was truncated, and the byte range of `marked` in it.
fn window(chars: &[char], marked: Range<usize>, room: usize) -> (String, Range<usize>) {
    let pieces: Vec<String> = chars
        .iter()
        .map(|c| {
            let mut piece = String::new();
            visible::push(&mut piece, *c);
            piece
        })
        .collect();
    let widths: Vec<usize> = pieces.iter().map(|p| wrap::width(p)).collect();
    let (mut from, mut to) = (0, pieces.len());
    if widths.iter().sum::<usize>() > room {
        let room = room.saturating_sub(2);
        // Some text before the mark, then as much after it as fits, then more before it with the
        // remaining space.
        from = grow_left(&widths, marked.start, room / 4);
        let mut used: usize = widths[from..marked.start].iter().sum();
        to = marked.start;
        while to < widths.len() && used + widths[to] <= room {
            used += widths[to];
            to += 1;
        }
        from = grow_left(&widths, from, room.saturating_sub(used));
    }
    // A combining mark belongs to the letter before it.
    let mut end = marked.end;
    while widths.get(end) == Some(&0) {
        end += 1;
    }
    let mut shown = String::new();
    if from > 0 {
        shown.push('…');
    }
    let (mut start_byte, mut end_byte) = (shown.len(), shown.len());
    for (n, piece) in pieces.iter().enumerate().take(to).skip(from) {
        if n == marked.start {
            start_byte = shown.len();
        }
        shown.push_str(piece);
        if n < end {
            end_byte = shown.len();
        }
    }
    if marked.start >= to {
        (start_byte, end_byte) = (shown.len(), shown.len());
    }
    if to < pieces.len() {
        shown.push('…');
    }
    (shown, start_byte..end_byte.max(start_byte))
}

/// How far left of `from` one can go within `room` columns.
fn grow_left(widths: &[usize], mut from: usize, room: usize) -> usize {
    let mut used = 0;
    while from > 0 && used + widths[from - 1] <= room {
        from -= 1;
        used += widths[from];
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    fn underlined(line: &str, column: usize, value: Option<&str>) -> String {
        let chars: Vec<char> = line.chars().collect();
        chars[marked(&chars, column, value)].iter().collect()
    }

    #[test]
    fn the_underline_covers_what_begins_at_the_column() {
        assert_eq!(underlined("  due: hôm qua  # sửa", 8, None), "hôm qua");
        assert_eq!(underlined("  due: hôm qua", 3, None), "due");
        assert_eq!(underlined("  - id: \"I.2\" # x", 9, None), "\"I.2\"");
        assert_eq!(underlined("  - id: I.1", 1, None), "- id: I.1");
        assert_eq!(underlined("  [so-y-te, so-tu-phap]", 4, Some("so-y-te")), "so-y-te");
        assert_eq!(underlined("ngắn", 99, None), "");
        assert_eq!(underlined("", 1, None), "");
        assert_eq!(underlined("   ", 2, None), "");
        assert_eq!(underlined("\tb: 1", 1, None), "\t");
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        let text = "\u{FEFF}một\r\nhai\rba\n\nnăm";
        let lines: Vec<_> = (1..=6).map(|n| nth_line(text, n)).collect();
        assert_eq!(lines, [Some("một"), Some("hai"), Some("ba"), Some(""), Some("năm"), None]);
    }

    #[test]
    fn the_fault_is_shown_wherever_it_stands_in_a_line_of_megabytes() {
        let text = format!("{}lỗi: {}", "a ".repeat(500_000), "b ".repeat(500_000));
        let (severity, value, color) = (Severity::Error, Some("lỗi"), false);
        let request =
            Request { text: &text, line: 1, column: 1_000_001, value, severity, width: 60, color };
        let shown = snippet(&request).unwrap();
        assert!(shown.contains("a lỗi: b") && shown.contains("^^^"), "{shown}");
        assert!(!shown.contains("^^^^"), "{shown}");
    }

    #[test]
    fn any_column_of_any_line_at_any_width_gives_a_snippet_that_fits() {
        let decomposed = "- te\u{302}\u{301}n: \u{1b}[2Jxa\u{303} \u{202e}日本 ".repeat(12);
        let text = format!("\n\u{301}\n{decomposed}\nnăm: \"x\n");
        for line in 1..=5 {
            for column in 1..200 {
                for width in [0, 20, 40, 100] {
                    let severity = Severity::Error;
                    let (text, value, color) = (text.as_str(), None, false);
                    let request = Request { text, line, column, value, severity, width, color };
                    let shown = snippet(&request).unwrap();
                    assert!(!shown.contains(['\u{1b}', '\u{202e}']));
                    let widest = shown.lines().map(wrap::width).max();
                    assert!(widest <= Some(width.max(21)), "{width}: {shown}");
                }
            }
        }
    }
}
