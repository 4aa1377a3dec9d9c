//! Texts of agencies made fit to show: nothing that acts, everything that reads.

use super::visible::is_no_character;

/// A text without the characters that change how others are shown (controls, bidirectional marks,
/// zero-width characters), with one space for every run of white space. A code that is no character
/// becomes the sign for a lost one.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
        } else if !acts(c) {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(if is_no_character(c) { char::REPLACEMENT_CHARACTER } else { c });
        }
    }
    out
}

fn acts(c: char) -> bool {
    c.is_control() || super::fold::is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_gone_and_what_reads_stays() {
        assert_eq!(clean("x\u{FFFE}y\u{1FFFF}\u{FDD0}z"), "x\u{FFFD}y\u{FFFD}\u{FFFD}z");
        assert_eq!(clean(" a\u{202E}b\u{200B}\u{1b}[31m  c\t\nd "), "ab[31m c d");
    }
}
