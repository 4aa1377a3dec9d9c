//! Paragraphs broken into lines of a given width, for screens and text files.
//!
//! Owns where a line is broken: at spaces only, never inside a word or beside a non-breaking
//! space. Widths are those of Vietnamese text, one column a letter however it is encoded.

/// How many columns a text takes: combining marks and invisible characters take none.
pub fn width(text: &str) -> usize {
    text.chars()
        .filter(|c| !('\u{300}'..='\u{36F}').contains(c) && !super::fold::is_invisible(*c))
        .count()
}

/// `text` in lines of at most `columns`, the first begun with `first`, the others with `rest`.
/// A word that is longer than a line stands alone on one. Every line ends with a line feed.
pub fn paragraph(text: &str, columns: usize, first: &str, rest: &str) -> String {
    let mut out = String::new();
    let mut line = first.to_owned();
    let mut used = width(first);
    let mut begun = false;
    for word in text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()) {
        let needed = width(word);
        if begun && used + 1 + needed > columns {
            out += line.trim_end();
            out.push('\n');
            line = rest.to_owned();
            used = width(rest);
            begun = false;
        }
        if begun {
            line.push(' ');
            used += 1;
        }
        line += word;
        used += needed;
        begun = true;
    }
    out += line.trim_end();
    out.push('\n');
    out
}

/// `text` as lines of at most `columns`; none for a blank text.
pub fn lines(text: &str, columns: usize) -> Vec<String> {
    let text = paragraph(text, columns, "", "");
    text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// The beginning of `text`, at most `columns` wide, cut between two words and marked by `…`.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(paragraph("một hai ba bốn", 10, "- ", "  "), "- một hai\n  ba bốn\n");
        assert_eq!(paragraph("nghiêng", 3, "", ""), "nghiêng\n");
        assert_eq!(paragraph("", 10, "a) ", ""), "a)\n");
        assert_eq!(paragraph("từng  chữ\nmột", 80, "", ""), "từng chữ một\n");
    }

    #[test]
    fn decomposed_letters_are_one_column_wide() {
        assert_eq!(width("tiê\u{301}ng"), 5);
        assert_eq!(paragraph("ê\u{301} ê\u{301}", 3, "", "").lines().count(), 1);
    }

    #[test]
    fn a_beginning_ends_with_a_whole_word() {
        assert_eq!(beginning("Nâng cao nhận thức, kỹ năng", 20), "Nâng cao nhận thức…");
        assert_eq!(beginning("Nâng cao", 20), "Nâng cao");
        assert_eq!(beginning("nghiêng", 3), "nghiêng…");
    }
}
