//! Characters that look like spaces in an editor but mean something else in YAML: a tab or
//! non-breaking space before the text of a line, or after a dash or colon; characters that are not
//! displayed.
//!
//! The parser would treat them as part of a key or value, and report another fault elsewhere.
//! Inspects single lines: blocks of text (`|`, `>`) may begin with anything.

use crate::text::hidden::Hidden;

/// A character that is not a space in YAML.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OddSpace {
    /// Physical line, from 1.
    pub(super) line: u32,
    /// Column in characters, from 1.
    pub(super) column: u32,
    space: char,
    /// Whether it indents the line.
    indents: bool,
}

impl OddSpace {
    /// The message.
    pub(super) fn message(&self) -> String {
        let what = match Hidden::of(self.space) {
            _ if self.space == '\t' => "phím Tab".to_owned(),
            Some(kind) => format!("{} (U+{:04X})", kind.words(), u32::from(self.space)),
            None => format!("dấu cách lạ (U+{:04X})", u32::from(self.space)),
        };
        match self.indents {
            true => {
                format!("Dòng thụt vào bằng {what}; YAML chỉ cho thụt bằng dấu cách thường.")
            }
            false => format!(
                "Sau dấu hai chấm hoặc dấu gạch đầu dòng là {what}; YAML cần dấu cách thường."
            ),
        }
    }

    /// The help text.
    pub(super) fn help(&self) -> &'static str {
        match self.space {
            '\t' => "Thay mỗi Tab bằng hai dấu cách.",
            _ => {
                "Xóa khoảng trống ở chỗ này rồi gõ lại bằng phím cách; ký tự này thường do chép từ Word, thư điện tử hoặc trang web."
            }
        }
    }
}

/// The first such character in a text.
pub(super) fn first_odd(text: &str) -> Option<OddSpace> {
    // The indentation of the line that introduces the current block of text.
    let mut block: Option<usize> = None;
    for (n, line) in text.lines().enumerate() {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        if line.trim().is_empty() || block.is_some_and(|outer| spaces > outer) {
            continue;
        }
        let at = |space: char, offset: usize, indents: bool| OddSpace {
            line: n as u32 + 1,
            column: line[..offset].chars().count() as u32 + 1,
            space,
            indents,
        };
        let rest = line.trim_start_matches(looks_like_space);
        if rest.starts_with('#') {
            continue;
        }
        let indent = &line[..line.len() - rest.len()];
        if let Some((offset, space)) = indent.char_indices().find(|(_, c)| *c != ' ')
            && (space == '\t' || is_entry(rest))
        {
            return Some(at(space, offset, true));
        }
        if let Some(offset) = behind(rest) {
            let offset = line.len() - rest.len() + offset;
            let space = line[offset..].chars().next().unwrap_or(' ');
            return Some(at(space, offset, false));
        }
        block = opens_block(line).then_some(spaces);
    }
    None
}

/// Whether an editor shows a character as a space, or not at all.
fn looks_like_space(c: char) -> bool {
    c.is_whitespace() || Hidden::of(c).is_some()
}

/// Whether the text of a line is an entry: `- x`, `key: x`.
fn is_entry(rest: &str) -> bool {
    match rest.strip_prefix('-') {
        Some(after) => after.is_empty() || after.starts_with(looks_like_space),
        None => after_key(rest)
            .is_some_and(|after| after.is_empty() || after.starts_with(looks_like_space)),
    }
}

/// The text after a key and its colon; all keys are plain words.
fn after_key(rest: &str) -> Option<&str> {
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))?;
    (end > 0).then(|| rest[end..].strip_prefix(':')).flatten()
}

/// The offset of such a character directly after a dash or the colon of a key.
fn behind(rest: &str) -> Option<usize> {
    let mut words = rest;
    while let Some(after) = words.strip_prefix('-') {
        if after.starts_with(|c| c != ' ' && c != '\t' && looks_like_space(c)) {
            return Some(rest.len() - after.len());
        }
        let next = after.trim_start_matches(' ');
        if next.len() == after.len() {
            return None;
        }
        words = next;
    }
    let after = after_key(words)?;
    after
        .starts_with(|c| c != ' ' && c != '\t' && looks_like_space(c))
        .then_some(rest.len() - after.len())
}

/// Whether a block of text follows a line: `key: |`, `- >-`.
fn opens_block(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_end();
    let head = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let head = head.strip_suffix(['|', '>']);
    head.is_some_and(|head| {
        let head = head.trim_end();
        head.ends_with([':', '-']) || head.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::first_odd;

    #[test]
    fn spaces_that_are_none_are_found() {
        for (text, place) in [
            ("a:\n\u{A0}\u{A0}b: 1\n", (2, 1)),
            ("a:\n  \u{A0}b: 1\n", (2, 3)),
            ("a:\n\u{3000}- b\n", (2, 1)),
            ("a:\n\tb: 1\n", (2, 1)),
            ("\u{200B}a: 1\n", (1, 1)),
            ("đ: 1\na:\u{A0}1\n", (2, 3)),
            ("a:\n  -\u{202F}b\n", (2, 4)),
            ("a:\n  - b:\u{A0}1\n", (2, 7)),
            ("a: |\n  x\nb:\u{A0}1\n", (3, 3)),
            ("a:\u{A0}\n  b: 1\n", (1, 3)),
        ] {
            let found = first_odd(text).unwrap_or_else(|| panic!("{text:?}"));
            assert_eq!((found.line, found.column), place, "{text:?}");
        }
    }

    #[test]
    fn spaces_inside_texts_are_left_alone() {
        for text in [
            "a: |\n  \u{A0}b: 1\n  \tc\n\nd: 1\n",
            "a: >-  # lời\n    \u{A0}- b\n",
            "- |2\n   \u{A0}x\n",
            "a: 10\u{A0}000\n",
            "a: \"x\n  \u{A0}y\"\n",
            "# a:\u{A0}b\n\u{A0}# c\na: 1\u{A0}\n",
            "\u{A0}\n  \t\na: 1\n",
        ] {
            assert_eq!(first_odd(text), None, "{text:?}");
        }
    }
}
