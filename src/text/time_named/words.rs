//! A text cut into words, each with its folded form and what stands between it and the word before.

use crate::text::fold;

/// A word of a text.
#[derive(Debug)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    /// Where it begins in the text.
    pub(super) at: usize,
    /// Lower case without accents.
    pub(super) key: String,
    /// What stands between the word before and this one.
    pub(super) gap: &'t str,
    /// Whether a sentence begins with it.
    pub(super) opens: bool,
}

impl Word<'_> {
    /// Whether it is one of these syllables; `accented` unless nothing in the text has an accent.
    pub(super) fn is(&self, key: &str, accented: &[&str], has_accents: bool) -> bool {
        self.key == key
            && (!has_accents || accented.iter().any(|a| fold::name(self.text) == fold::name(a)))
    }

    /// Its value if it consists of digits only.
    pub(super) fn number(&self) -> Option<i32> {
        let is_number = self.text.len() <= 4 && self.text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| self.text.parse().ok()).flatten()
    }

    /// Whether nothing but spaces stands before it.
    pub(super) fn follows(&self) -> bool {
        !self.opens && self.gap.chars().all(char::is_whitespace)
    }

    /// Whether a mark that joins numbers stands before it: `7/2025`, `III-2025`.
    pub(super) fn is_joined(&self) -> bool {
        matches!(self.gap.trim(), "/" | "-" | "." | "–")
    }

    /// Where it ends in the text.
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut end = 0;
    while let Some(length) = text[end..].find(is_inside) {
        let at = end + length;
        let rest = &text[at..];
        let word = &rest[..rest.find(|c| !is_inside(c)).unwrap_or(rest.len())];
        let gap = &text[end..at];
        let opens = words.is_empty() || ends_sentence(gap);
        words.push(Word { text: word, at, key: fold::ascii(word), gap, opens });
        end = at + word.len();
    }
    words
}

fn is_inside(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Whether a character is a combining mark.
pub(super) fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// Whether a sentence ends between two words. A full stop is one before a space: `01.7.2025` is
/// one word of three parts.
fn ends_sentence(gap: &str) -> bool {
    let mut before = ' ';
    gap.chars().any(|c| {
        let ends = matches!(c, '\n' | '\r' | ';')
            || (c.is_whitespace() && matches!(before, '.' | '!' | '?' | ':'));
        before = c;
        ends
    })
}
