//! Comparing keys: two texts are "the same" when their folded forms are equal.
//!
//! [`name`] keeps letters and tones and forgets case, Unicode form, spacing, punctuation and the
//! place of the tone mark (hoà = hòa, uỷ = ủy). [`ascii`] forgets all marks too and serves
//! headings, ids and suggestions. Both are idempotent.

use unicode_normalization::UnicodeNormalization;

/// Combining marks of the five written tones: huyền, sắc, ngã, hỏi, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The key under which names compare: lower case, one space between words, the tone of each
/// syllable moved to its end so that its place does not matter.
///
/// A syllable carries at most one tone, so moving it loses nothing: `quý` and `quỳ` stay apart.
pub fn name(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut tone: Option<char> = None;
    let mut gap = false;
    for c in text.nfd() {
        if TONES.contains(&c) {
            // A second tone in one syllable is a typing slip: the last one wins, as on screen.
            tone = Some(c);
        } else if is_mark(c) {
            out.push(c);
        } else if c.is_alphanumeric() {
            if gap {
                flush(&mut out, &mut tone);
                if !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
            }
            out.extend(c.to_lowercase());
        } else if !is_invisible(c) {
            gap = true;
        }
    }
    flush(&mut out, &mut tone);
    out
}

fn flush(out: &mut String, tone: &mut Option<char>) {
    if let Some(t) = tone.take() {
        out.push(t);
    }
}

/// Marks that belong to the letter (â ê ô, ă, ơ ư), not to the tone.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{302}' | '\u{306}' | '\u{31B}')
}

/// The key under which headings, ids and task codes compare: lower-case ASCII letters and digits,
/// words separated by one space, all marks gone.
pub fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    let push = |out: &mut String, gap: &mut bool, c: char| {
        if c.is_ascii_alphanumeric() {
            if *gap && !out.is_empty() {
                out.push(' ');
            }
            *gap = false;
            out.push(c.to_ascii_lowercase());
        } else if !is_combining(c) && !is_invisible(c) {
            *gap = true;
        }
    };
    if text.is_ascii() {
        text.chars().for_each(|c| push(&mut out, &mut gap, c));
    } else {
        text.nfd().map(plain_letter).for_each(|c| push(&mut out, &mut gap, c));
    }
    out
}

/// The id made from a name: [`ascii`] with hyphens.
pub fn slug(text: &str) -> String {
    ascii(text).replace(' ', "-")
}

fn plain_letter(c: char) -> char {
    match c {
        'đ' | 'Đ' => 'd',
        other => other,
    }
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// Characters that a screen does not show and that no comparison may see.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

/// `text` without white space around it, non-breaking spaces and invisible characters included.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// The nearest `limit` candidates to `wanted`, nearest first, none that is nothing like it.
///
/// Candidates are compared in folded form; equal distances keep the order given.
pub fn nearest<'a, T: Copy>(
    wanted: &str,
    candidates: impl Iterator<Item = (&'a str, T)>,
    limit: usize,
) -> Vec<T> {
    let wanted = ascii(wanted);
    let mut scored: Vec<(f64, usize, T)> = candidates
        .enumerate()
        .map(|(order, (text, value))| (likeness(&wanted, &ascii(text)), order, value))
        .filter(|(score, ..)| *score >= 0.6)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().take(limit).map(|(.., value)| value).collect()
}

/// How many typing slips apart two texts are, marks and case not counted.
pub fn slips(a: &str, b: &str) -> usize {
    strsim::damerau_levenshtein(&ascii(a), &ascii(b))
}

/// 0 to 1: edit distance over the longer text, lifted when one is the other's beginning.
fn likeness(a: &str, b: &str) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let edit = strsim::normalized_damerau_levenshtein(a, b);
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() >= 4 && long.starts_with(short) { edit.max(0.7) } else { edit }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fifteen spellings in which the two placements of the tone differ (oa, oe, uy × tones).
    const PAIRS: [(&str, &str); 15] = [
        ("hoà", "hòa"),
        ("hoá", "hóa"),
        ("hoả", "hỏa"),
        ("hoã", "hõa"),
        ("hoạ", "họa"),
        ("xoè", "xòe"),
        ("khoé", "khóe"),
        ("khoẻ", "khỏe"),
        ("khoẽ", "khõe"),
        ("khoẹ", "khọe"),
        ("thuỳ", "thùy"),
        ("thuý", "thúy"),
        ("thuỷ", "thủy"),
        ("thuỹ", "thũy"),
        ("thuỵ", "thụy"),
    ];

    #[test]
    fn both_tone_placements_compare_equal() {
        for (new, old) in PAIRS {
            assert_eq!(name(new), name(old), "{new} {old}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in
            [("quý", "quỳ"), ("Phước Hữu", "Phước Hậu"), ("hoàn", "hoan"), ("khuya", "khuỷa")]
        {
            assert_ne!(name(a), name(b), "{a} {b}");
        }
    }

    #[test]
    fn unicode_form_case_and_space_do_not_matter() {
        let composed = "Sở Giáo dục và Đào tạo";
        let decomposed: String = composed.nfd().collect();
        assert_eq!(name(composed), name(&decomposed));
        assert_eq!(name("  SỞ   Y\u{A0}TẾ "), name("Sở Y tế"));
        assert_eq!(name("Sở GD&ĐT"), name("sở GD-ĐT"));
    }

    #[test]
    fn ascii_forgets_marks() {
        assert_eq!(ascii("Tiến độ (%)"), "tien do");
        assert_eq!(ascii("Kinh phí được giao (đồng)"), "kinh phi duoc giao dong");
        assert_eq!(slug("Sở Văn hóa, Thể thao và Du lịch"), "so-van-hoa-the-thao-va-du-lich");
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Ủy ban nhân dân", "  Đặc khu  Trường Sa ", "a\u{300}\u{301}b", "quý hoà"]
        {
            assert_eq!(name(&name(text)), name(text));
            assert_eq!(ascii(&ascii(text)), ascii(text));
        }
    }

    #[test]
    fn nearest_prefers_the_likely_slip() {
        let names = ["Sở Y tế", "Sở Tư pháp", "Sở Nội vụ"];
        let found = nearest("Sở Y Tếế", names.iter().map(|n| (*n, *n)), 3);
        assert_eq!(found.first(), Some(&"Sở Y tế"));
        assert!(nearest("zzzz", names.iter().map(|n| (*n, *n)), 3).is_empty());
    }
}
