//! The manual of the codes for a terminal: the list, one page, and suggestions for an unknown code.
//!
//! Owns the layout. The pages themselves are in `docs/rules/` and part of each code.

use crate::diag::{Code, Family, Severity};
use crate::text::{fold, wrap};

/// Display options.
#[derive(Clone, Copy)]
pub struct Screen<'a> {
    /// Width in columns.
    pub width: usize,
    /// Whether to colour with ANSI sequences.
    pub color: bool,
    /// The severity in force for a code.
    pub level: &'a dyn Fn(&Code) -> Severity,
}

impl Screen<'_> {
    fn bold(&self, text: &str) -> String {
        self.marked("1", text)
    }

    /// Wraps `text` in an ANSI sequence, if colours are on.
    fn marked(&self, sequence: &str, text: &str) -> String {
        match self.color && !text.is_empty() {
            true => format!("\u{1b}[{sequence}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }
}

/// Lists the codes of these families: code, severity and title.
pub fn list(codes: &[&Code], families: &[Family], screen: Screen<'_>) -> String {
    const LEVEL: usize = 8;
    const INDENT: usize = 2 + 4 + 2 + LEVEL + 2;
    let mut out = String::new();
    for family in families {
        let mut members = codes.iter().filter(|code| code.family == *family).peekable();
        if members.peek().is_none() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out += &screen.bold(&format!("{} · {}", family.letter(), family.title()));
        out.push('\n');
        for code in members {
            let severity = (screen.level)(code);
            let sequence = match severity {
                Severity::Error => "31",
                Severity::Warning => "33",
                Severity::Note => CYAN,
            };
            let level = format!("{:<LEVEL$}", severity.vietnamese());
            let title = wrap::lines(code.title, screen.width - INDENT);
            let title = title.join(&format!("\n{:INDENT$}", ""));
            out += &format!("  {}  {}  {title}\n", code.id, screen.marked(sequence, &level));
        }
    }
    let more = "Xem cách sửa của một mã: report explain <MÃ>, ví dụ: report explain V402";
    for line in std::iter::once(String::new()).chain(wrap::lines(more, screen.width)) {
        out += &format!("{line}\n");
    }
    out
}

const CYAN: &str = "36";

/// The page of a code, with the severity in force if it differs from the default.
pub fn page(code: &Code, screen: Screen<'_>) -> String {
    match code.page {
        "" => markdown(&format!("# {} · {}\n", code.id, code.title), screen),
        page => markdown(&in_force(page, code, (screen.level)(code)), screen),
    }
}

/// A page with the severity set by the plan, if it differs from the default.
fn in_force(text: &str, code: &Code, level: Severity) -> String {
    if level == code.severity {
        return text.to_owned();
    }
    let shipped = format!("Mức: {}.", code.severity.vietnamese());
    let now = format!("{shipped} Kế hoạch đang dùng đặt là {}.", level.vietnamese());
    text.replacen(&shipped, &now, 1)
}

/// Renders a Markdown page as text for a terminal.
fn markdown(text: &str, screen: Screen<'_>) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            // `csv so-tu-phap.csv`: readers need the file name.
            let file = info.split_once(' ').map_or("", |(_, file)| file);
            if !file.is_empty() {
                out += &format!("  {}\n", screen.marked(CYAN, &format!("{file}:")));
            }
            for line in lines.by_ref().take_while(|line| !line.starts_with("```")) {
                let line = format!("    {line}");
                out += &format!("{}\n", line.trim_end());
            }
        } else if let Some(title) = line.strip_prefix("## ") {
            let title = if screen.color { title.to_owned() } else { title.to_uppercase() };
            out += &format!("{}\n", screen.bold(&title));
        } else if let Some(title) = line.strip_prefix("# ") {
            for line in wrap::lines(title, screen.width) {
                out += &format!("{}\n", screen.bold(&line));
            }
        } else {
            out += &paragraph(line, screen);
        }
    }
    out
}

/// A paragraph or list item; an empty line stays empty.
fn paragraph(line: &str, screen: Screen<'_>) -> String {
    let (first, rest, text) = match line.strip_prefix("- ") {
        Some(text) => ("- ", "  ", text),
        None => ("", "", line),
    };
    wrap::paragraph(&unquoted(text), screen.width, first, rest)
}

/// Replaces back quotes with typographic quotes.
fn unquoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, part) in text.split('`').enumerate() {
        match n {
            0 => {}
            n if n % 2 == 1 => out.push('“'),
            _ => out.push('”'),
        }
        out += part;
    }
    out
}

/// Suggests up to three codes for an unknown one: by id if the text resembles one, else by name and
/// title.
pub fn suggestions<'a>(wanted: &str, codes: &[&'a Code]) -> Vec<&'a Code> {
    let upper = fold::ascii(wanted).replace(' ', "").to_ascii_uppercase();
    // A code typed with letters that look like digits.
    let upper = match upper.get(1..) {
        Some(rest) if rest.len() <= 5 && rest.bytes().any(|b| b.is_ascii_digit()) => {
            format!("{}{}", &upper[..1], rest.replace('O', "0").replace(['I', 'L'], "1"))
        }
        _ => upper,
    };
    let digits = |id: &str| id.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned();
    if let Ok(value) = digits(&upper).parse::<i64>() {
        let mut scored: Vec<(usize, i64, &Code)> = codes
            .iter()
            .map(|code| {
                let away = (digits(code.id).parse::<i64>().unwrap_or_default() - value).abs();
                (strsim::damerau_levenshtein(&upper, code.id), away, *code)
            })
            .filter(|(typos, ..)| *typos <= 2)
            .collect();
        scored.sort_by_key(|(typos, away, code)| (*typos, *away, code.id));
        // Codes that are further away than the best one are unlikely.
        let best = scored.first().map_or(0, |(typos, ..)| *typos);
        return scored.into_iter().filter(|s| s.0 == best).take(3).map(|(.., code)| code).collect();
    }
    let words = codes.iter().flat_map(|code| [(code.name, *code), (code.title, *code)]);
    let mut found: Vec<&Code> = Vec::new();
    for code in fold::nearest(wanted, words, 6) {
        if !found.iter().any(|known| known.id == code.id) {
            found.push(code);
        }
    }
    found.truncate(3);
    found
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    #[test]
    fn back_quotes_become_quotes() {
        assert_eq!(unquoted("viết `45` hoặc `45%`."), "viết “45” hoặc “45%”.");
        assert_eq!(unquoted("không có"), "không có");
    }
}
