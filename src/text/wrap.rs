//! Fits text to a width, for screens and text files: measures, breaks into lines, truncates.
//!
//! Owns the line breaks: at spaces, never next to a non-breaking space, and inside a word only if
//! the word is longer than a line.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width of a text in columns: marks and invisible characters take none, East Asian letters and
/// pictures two.
pub fn width(text: &str) -> usize {
    text.width()
}

fn width_of(c: char) -> usize {
    c.width().unwrap_or(1)
}

/// Breaks `text` into lines of at most `columns`; `used` columns of the first line are in use,
/// every further line begins with `hang`.
pub fn wrap(text: &str, used: usize, hang: &str, columns: usize) -> String {
    let mut lines = Lines { out: String::new(), used, hang };
    lines.fill(text, columns);
    lines.out
}

/// Breaks `text` into lines of at most `columns`, the first with the prefix `first`, the others
/// with `rest`, and collapses white space. Every line ends with a line feed.
pub fn paragraph(text: &str, columns: usize, first: &str, rest: &str) -> String {
    let words = text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let mut lines = Lines { out: first.to_owned(), used: width(first), hang: rest };
    lines.fill(&words.join(" "), columns);
    lines.out.truncate(lines.out.trim_end().len());
    lines.out.push('\n');
    lines.out
}

/// Lines being filled.
struct Lines<'a> {
    out: String,
    /// Columns in use on the last line.
    used: usize,
    /// Prefix of every further line.
    hang: &'a str,
}

impl Lines<'_> {
    fn fill(&mut self, text: &str, columns: usize) {
        let hang = width(self.hang);
        let mut is_first = true;
        for word in text.split(' ') {
            let length = width(word);
            if !is_first && self.used + 1 + length > columns {
                self.begin(hang);
            } else if !is_first {
                self.out.push(' ');
                self.used += 1;
            } else if length > 0 && self.used > hang && self.used + length > columns {
                self.begin(hang);
            }
            for c in word.chars() {
                // A word longer than a line is broken at the end of the line.
                if self.used + width_of(c) > columns && self.used > hang {
                    self.begin(hang);
                }
                self.out.push(c);
                self.used += width_of(c);
            }
            is_first = false;
        }
    }

    fn begin(&mut self, hang: usize) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        self.out.push('\n');
        self.out.push_str(self.hang);
        self.used = hang;
    }
}

/// `text` as lines of at most `columns`; none for a blank text.
pub fn lines(text: &str, columns: usize) -> Vec<String> {
    let text = paragraph(text, columns, "", "");
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The beginning of `text`, at most `columns` wide, truncated between two words and marked with
/// `…`.
pub fn beginning(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    for word in text.split_whitespace() {
        let gap = usize::from(!out.is_empty());
        if width(&out) + gap + width(word) + 1 > columns && gap > 0 {
            break;
        }
        if gap > 0 {
            out.push(' ');
        }
        out += word;
    }
    out.truncate(out.trim_end_matches([',', ';', '.', ':']).len());
    out.push('…');
    out
}

/// The beginning of `text` that fits `columns`, truncated anywhere and marked with `…`.
pub fn truncate(text: &str, columns: usize) -> String {
    // Marks take no column: without a second limit, a sequence of them could be endless.
    let limit = columns * 3;
    if width(text) <= columns && text.chars().count() <= limit {
        return text.to_owned();
    }
    let (mut out, mut used) = (String::new(), 1);
    for c in text.chars().take(limit) {
        used += width_of(c);
        if used > columns {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(paragraph("một hai ba bốn", 10, "- ", "  "), "- một hai\n  ba bốn\n");
        assert_eq!(paragraph("", 10, "a) ", ""), "a)\n");
        assert_eq!(paragraph("từng  chữ\nmột", 80, "", ""), "từng chữ một\n");
        assert_eq!(wrap("từng  chữ", 0, "", 80), "từng  chữ", "a value is shown as it stands");
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken() {
        assert_eq!(paragraph("nghiêng", 3, "", ""), "ngh\niên\ng\n");
        assert_eq!(paragraph("a nghiêng", 5, "- ", "  "), "- a\n  ngh\n  iên\n  g\n");
    }

    #[test]
    fn letters_are_measured_alike_in_both_forms() {
        let composed = "Thực hiện nhiệm vụ";
        let decomposed: String = composed.nfd().collect();
        assert_eq!((width(composed), width(&decomposed)), (18, 18));
        assert_eq!((width("日本"), width("a\u{200B}b"), width("👍")), (4, 2, 2));
        assert_eq!(paragraph("ê\u{301} ê\u{301}", 3, "", "").lines().count(), 1);
    }

    #[test]
    fn a_beginning_ends_with_a_whole_word() {
        assert_eq!(beginning("Nâng cao nhận thức, kỹ năng", 20), "Nâng cao nhận thức…");
        assert_eq!(beginning("Nâng cao", 20), "Nâng cao");
        assert_eq!(beginning("nghiêng", 3), "nghiêng…");
    }

    #[test]
    fn long_text_is_cut_with_an_ellipsis() {
        assert_eq!(truncate("năm chữ", 7), "năm chữ");
        assert_eq!(truncate("năm chữ dài", 7), "năm ch…");
        assert_eq!(truncate("năm chữ dài", 5), "năm…");
        let heap = format!("a{}", "\u{301}".repeat(5000));
        assert!(truncate(&heap, 10).chars().count() <= 31);
    }

    #[test]
    fn no_line_passes_the_width() {
        let text = "Nghiêng nghiêng  bóng nước 0123456789012345678901234567890123456789 日本 hết.";
        for columns in 12..60 {
            let wrapped = wrap(text, 6, "    ", columns);
            for (n, line) in wrapped.lines().enumerate() {
                let used = if n == 0 { 6 } else { 0 };
                assert!(width(line) + used <= columns, "{columns}: {line}");
            }
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&wrapped), letters(text));
        }
    }
}
