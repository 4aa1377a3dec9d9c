//! Comparison keys: two texts are "the same" if their folded forms are equal.
//!
//! [`name`] keeps letters and tones and ignores case, Unicode form, spacing, punctuation and the
//! position of the tone mark (hoà = hòa, uỷ = ủy). [`ascii`] ignores all marks too and is used for
//! headings, ids and suggestions. Both are idempotent. Neither ignores a symbol, a question mark, a
//! replacement character or a letter of another alphabet: see [`unfoldable`].
//! Longer than other files because of the character tables and the tests that compare both keys.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// Combining marks of the five written tones: huyền, sắc, ngã, hỏi, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The comparison key of names: lower case, single spaces, the tone of each syllable moved to its
/// end so that its position does not matter.
///
/// A syllable has at most one tone, so moving it loses nothing: `quý` and `quỳ` stay distinct.
pub fn name(text: &str) -> String {
    let mut key = NameKey { out: String::with_capacity(text.len() + 8), tone: None, gap: false };
    if text.chars().all(stands_alone) {
        // Fast path: without marks to move, folding letter by letter gives the same result.
        for c in text.chars() {
            if c.is_ascii() { key.push(c) } else { decompose_canonical(c, |part| key.push(part)) }
        }
    } else {
        text.nfd().for_each(|c| key.push(c));
    }
    key.flush();
    key.out
}

/// Whether a character decomposes independently of its neighbours: everything before the combining
/// marks, Vietnamese letters after them, dashes and quotation marks.
fn stands_alone(c: char) -> bool {
    matches!(c, '\0'..'\u{300}' | '\u{1E00}'..='\u{1EFF}' | '\u{2000}'..='\u{206F}')
}

struct NameKey {
    out: String,
    tone: Option<char>,
    gap: bool,
}

impl NameKey {
    fn push(&mut self, c: char) {
        if TONES.contains(&c) {
            // A second tone in one syllable is a typing slip: the last one wins, as displayed.
            self.tone = Some(c);
        } else if is_mark(c) {
            self.out.push(c);
        } else if c.is_alphanumeric() {
            self.letter(c);
        } else if parts_words(c) {
            self.gap = true;
        } else if !is_unseen(c) {
            self.letter(c);
        }
    }

    /// Adds a significant character.
    fn letter(&mut self, c: char) {
        if self.gap {
            self.flush();
            if !self.out.is_empty() {
                self.out.push(' ');
            }
            self.gap = false;
        }
        match c.is_ascii() {
            true => self.out.push(c.to_ascii_lowercase()),
            false => self.out.extend(c.to_lowercase()),
        }
    }

    fn flush(&mut self) {
        self.out.extend(self.tone.take());
    }
}

/// Marks that are part of the letter (â ê ô, ă, ơ ư), not the tone.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{302}' | '\u{306}' | '\u{31B}')
}

/// The replacement of an unfoldable character in [`ascii`]: no key of the program contains it.
pub const UNFOLDABLE: u8 = b'?';

/// The first character that folding must not ignore although it is not a letter or digit in use
/// here: a symbol, a question mark, a replacement character, a letter of another alphabet. It makes
/// the text a different one.
pub fn unfoldable(text: &str) -> Option<char> {
    text.chars().find(|c| plain(*c) == Plain::Unfoldable)
}

/// [`unfoldable`] for values of a closed list, in which some punctuation is a mark too: `[ ] Hoàn
/// thành`, `Quý I!/2026`.
pub fn unfoldable_in_value(text: &str) -> Option<char> {
    let is_mark = |c: char| matches!(c, '!' | '#' | '*' | '@' | '[' | '\\' | ']' | '{' | '}');
    let nothing_inside = |at: usize| text[at + 1..].trim_start().starts_with(')');
    let found = text.char_indices().find(|(at, c)| {
        plain(*c) == Plain::Unfoldable || is_mark(*c) || (*c == '(' && nothing_inside(*at))
    });
    found.map(|(_, c)| c)
}

/// The key under which headings, ids and task codes compare: lower-case ASCII letters and digits,
/// words separated by one space, all marks gone, [`UNFOLDABLE`] for what is odd.
pub fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    out.extend(ascii_bytes(text).map(char::from));
    out
}

/// The characters of [`ascii`] one by one, for comparing without an allocation.
pub fn ascii_bytes(text: &str) -> impl Iterator<Item = u8> {
    letters(text, Plain::Unfoldable)
}

/// The characters of [`ascii`] without unfoldable ones, for free text: `=> đạt` equals `đạt`.
pub fn words_bytes(text: &str) -> impl Iterator<Item = u8> {
    letters(text, Plain::Gap)
}

/// The letters of a text, with `replacement` for unfoldable characters.
fn letters(text: &str, replacement: Plain) -> impl Iterator<Item = u8> {
    // A character yields at most one letter; the characters after it in its decomposition are
    // marks.
    let mut gap = false;
    let mut begun = false;
    let mut held = None;
    // Consecutive unfoldable characters yield one, so that composition does not matter.
    let mut after_unfoldable = false;
    let mut chars = text.chars();
    std::iter::from_fn(move || {
        if let Some(letter) = held.take() {
            return Some(letter);
        }
        loop {
            let found = plain(chars.next()?);
            match if found == Plain::Unfoldable { replacement } else { found } {
                Plain::Nothing => {}
                Plain::Gap => gap = true,
                Plain::Unfoldable if after_unfoldable && !gap => {}
                found @ (Plain::Letter(_) | Plain::Unfoldable) => {
                    after_unfoldable = found == Plain::Unfoldable;
                    let letter =
                        if let Plain::Letter(letter) = found { letter } else { UNFOLDABLE };
                    let parted = std::mem::take(&mut gap) && begun;
                    begun = true;
                    if !parted {
                        return Some(letter);
                    }
                    held = Some(letter);
                    return Some(b' ');
                }
            }
        }
    })
}

/// The first bytes of [`ascii`] and their number: for distinguishing most texts without folding
/// them completely.
pub fn beginning<const N: usize>(text: &str) -> ([u8; N], usize) {
    first(ascii_bytes(text))
}

/// The first of these bytes, and their number.
pub fn first<const N: usize>(folded: impl Iterator<Item = u8>) -> ([u8; N], usize) {
    let mut bytes = [0; N];
    let mut length = 0;
    for (byte, folded) in bytes.iter_mut().zip(folded) {
        *byte = folded;
        length += 1;
    }
    (bytes, length)
}

/// The id made from a name: [`ascii`] with hyphens, without unfoldable characters.
pub fn slug(text: &str) -> String {
    let hyphened = |byte: u8| if byte == b' ' { '-' } else { char::from(byte) };
    let mut out = String::with_capacity(text.len());
    out.extend(words_bytes(text).map(hyphened));
    out
}

/// The result of folding a character in [`ascii`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plain {
    /// A mark or an invisible character.
    Nothing,
    /// A word separator.
    Gap,
    /// A letter or digit.
    Letter(u8),
    /// Neither: it stays, as [`UNFOLDABLE`].
    Unfoldable,
}

fn plain(c: char) -> Plain {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() {
            Plain::Letter(c.to_ascii_lowercase() as u8)
        } else if parts_words(c) {
            Plain::Gap
        } else {
            Plain::Unfoldable
        };
    }
    match c {
        '\u{80}'..'\u{300}' => LATIN[c as usize - 0x80],
        '\u{1E00}'..='\u{1EFF}' => LATIN_MORE[c as usize - 0x1E00],
        _ => decomposed(c),
    }
}

/// Lookup table for Latin letters with marks of their own.
static LATIN: LazyLock<[Plain; 0x280]> = LazyLock::new(|| table(0x80));
/// Lookup table for Latin Extended Additional, which has most Vietnamese letters.
static LATIN_MORE: LazyLock<[Plain; 0x100]> = LazyLock::new(|| table(0x1E00));

fn table<const N: usize>(first: u32) -> [Plain; N] {
    std::array::from_fn(|n| char::from_u32(first + n as u32).map_or(Plain::Unfoldable, decomposed))
}

fn decomposed(c: char) -> Plain {
    if matches!(c, 'đ' | 'Đ') {
        return Plain::Letter(b'd');
    }
    let mut plain = Plain::Nothing;
    decompose_canonical(c, |part| {
        if part.is_ascii_alphanumeric() {
            plain = Plain::Letter(part.to_ascii_lowercase() as u8);
        } else if plain == Plain::Nothing && !is_combining(part) && !is_unseen(part) {
            plain = if parts_words(part) { Plain::Gap } else { Plain::Unfoldable };
        }
    });
    plain
}

/// Combining marks above, below and beside a letter; a stroke through it changes its meaning.
fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c) && !('\u{334}'..='\u{338}').contains(&c)
}

/// Characters that no comparison sees: invisible ones, and those that only select a glyph variant.
fn is_unseen(c: char) -> bool {
    is_invisible(c) || ('\u{FE00}'..='\u{FE0F}').contains(&c)
}

/// Spaces, controls and punctuation ignored by folding. Not included: symbols (`+ = < > | ~ $ ^`),
/// the question mark and the control character that replaces a lost one.
fn parts_words(c: char) -> bool {
    match c {
        '\u{1A}' | '?' | '$' | '+' | '<' | '=' | '>' | '^' | '`' | '|' | '~' => false,
        c if c.is_ascii() => !c.is_ascii_alphanumeric(),
        '«' | '»' | '·' => true,
        '\u{2010}'..='\u{201F}' | '\u{2022}' | '\u{2024}'..='\u{2027}' => true,
        '\u{2039}' | '\u{203A}' | '\u{2043}' => true,
        c => c.is_whitespace() || c.is_control(),
    }
}

/// Characters that are not displayed and that no comparison sees.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// Whether a character with this first byte is certainly visible: ASCII, or a Latin letter of two
/// bytes (`đ`, `ô`, `ư`).
fn opens_with_letter(byte: u8) -> bool {
    byte.is_ascii_graphic() || matches!(byte, 0xC3..=0xC6)
}

/// `text` without surrounding white space, including non-breaking spaces and invisible characters.
pub fn trim(text: &str) -> &str {
    // Fast path: most cells are blank, or begin and end with a letter, a digit or a full stop.
    match text.as_bytes() {
        [] => return text,
        [first, ..] if !opens_with_letter(*first) => {}
        [.., last] if last.is_ascii_graphic() => return text,
        [.., lead, 0x80..=0xBF] if opens_with_letter(*lead) => return text,
        [.., 0xE1, 0xBA | 0xBB, 0x80..=0xBF] => return text,
        _ => {}
    }
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// The `limit` candidates nearest to `wanted`, nearest first, without those that are too different.
///
/// Candidates are compared in folded form; equal distances keep the order given.
pub fn nearest<'a, T: Copy>(
    wanted: &str,
    candidates: impl Iterator<Item = (&'a str, T)>,
    limit: usize,
) -> Vec<T> {
    let candidates = candidates.map(|(text, value)| (ascii(text), value));
    nearest_folded(wanted, candidates, limit)
}

/// [`nearest`] for candidates that are already folded.
pub fn nearest_folded<T: Copy>(
    wanted: &str,
    candidates: impl Iterator<Item = (impl AsRef<str>, T)>,
    limit: usize,
) -> Vec<T> {
    let wanted = ascii(wanted);
    let mut scored: Vec<(f64, usize, T)> = candidates
        .enumerate()
        .map(|(order, (text, value))| (likeness(&wanted, text.as_ref()), order, value))
        .filter(|(score, ..)| *score >= LIKE)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.into_iter().take(limit).map(|(.., value)| value).collect()
}

/// The number of typing slips between two texts, ignoring marks and case.
pub fn slips(a: &str, b: &str) -> usize {
    strsim::damerau_levenshtein(&ascii(a), &ascii(b))
}

/// Whether two texts are at least `slips` typing slips apart.
pub fn are_slips_apart(a: &str, b: &str, slips: usize) -> bool {
    let (a, b) = (ascii(a), ascii(b));
    least_slips(&a, &b) >= slips || strsim::damerau_levenshtein(&a, &b) >= slips
}

/// Minimum likeness of a candidate.
const LIKE: f64 = 0.6;

/// 0 to 1: edit distance relative to the longer text, raised if one is a prefix of the other.
fn likeness(a: &str, b: &str) -> f64 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let lift = if short.len() >= 4 && long.starts_with(short) { 0.7 } else { 0.0 };
    // Fast paths: the lengths alone rule out most names, their letters most others.
    let by_length = short.len() as f64 / long.len() as f64;
    if by_length < LIKE {
        return f64::max(by_length, lift);
    }
    let at_most = 1.0 - least_slips(a, b) as f64 / long.len() as f64;
    if at_most < LIKE {
        return f64::max(at_most, lift);
    }
    strsim::normalized_damerau_levenshtein(a, b).max(lift)
}

/// A lower bound of the slips between two folded texts: a slip adds, removes or changes one letter.
fn least_slips(a: &str, b: &str) -> usize {
    let mut counts = [0i32; 128];
    a.bytes().for_each(|byte| counts[usize::from(byte & 127)] += 1);
    b.bytes().for_each(|byte| counts[usize::from(byte & 127)] -= 1);
    let more: i32 = counts.iter().filter(|n| **n > 0).sum();
    let less: i32 = counts.iter().filter(|n| **n < 0).sum();
    more.max(-less) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fifteen syllable endings with two possible positions of the tone (oa, oe, uy × tones).
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
    fn a_glance_at_the_letters_never_says_more_slips_than_there_are() {
        let names =
            ["So Y te", "So Y et", "Sở Tư pháp", "UBND xã Cam Lâm", "UBND xã Cam An", "", "te"];
        for (a, b) in names.iter().flat_map(|a| names.map(|b| (*a, b))) {
            let (slips, glance) = (slips(a, b), least_slips(&ascii(a), &ascii(b)));
            assert!(glance <= slips, "{a} {b}: {glance} {slips}");
            for n in 0..20 {
                assert_eq!(are_slips_apart(a, b, n), slips >= n, "{a} {b}");
            }
            let plain = strsim::normalized_damerau_levenshtein(&ascii(a), &ascii(b));
            let found_likeness = likeness(&ascii(a), &ascii(b));
            assert!(
                plain < LIKE || found_likeness >= plain || a == b,
                "{a} {b}: {plain} {found_likeness}"
            );
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
    fn a_symbol_a_question_mark_and_a_strange_letter_are_never_forgotten() {
        for (one, plain) in [
            ("ІV.1", "V.1"),
            ("Ⅰ.1", ".1"),
            ("?V.2", "V.2"),
            ("I\u{FFFD}.2", "I.2"),
            ("I\u{1A}.2", "I.2"),
            ("I|.1", "I.1"),
            ("❌Hoàn thành", "Hoàn thành"),
            ("☐ Hoàn thành", "Hoàn thành"),
            ("Hoàn thành?", "Hoàn thành"),
            ("H\u{336}oàn thành", "Hoàn thành"),
            ("Hoàn thành \u{F0FC}", "Hoàn thành"),
            ("Sở Y tế™", "Sở Y tế"),
            ("Sở Y tế²", "Sở Y tế"),
            ("Sở GD+ĐT", "Sở GD ĐT"),
            ("Đạt > 90", "Đạt < 90"),
            ("Ｉ.1", ".1"),
        ] {
            assert_ne!(name(one), name(plain), "{one}");
            assert!(unfoldable(one).is_some(), "{one}");
            assert_eq!(slug(one).find('?'), None, "{one}");
            if unfoldable(plain).is_none() {
                assert_ne!(ascii(one), ascii(plain), "{one}");
            }
        }
        for text in
            ["Sở GD&ĐT", "“Hoàn thành”…", "Quý III/2025", "I. 1", "Kỳ\u{A0}BC:", "a\u{FE0F}"]
        {
            assert_eq!(unfoldable(text), None, "{text}");
            assert_eq!(unfoldable_in_value(text), None, "{text}");
        }
        for text in
            ["[ ] Hoàn thành", "( ) Hoàn thành", "Hoàn thành!", "*Hoàn thành", "Quý I\\2026"]
        {
            assert!(unfoldable_in_value(text).is_some(), "{text}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Ủy ban nhân dân", "  Đặc khu  Trường Sa ", "a\u{300}\u{301}b", "quý hoà"]
        {
            assert_eq!(name(&name(text)), name(text));
            assert_eq!(ascii(&ascii(text)), ascii(text));
        }
    }

    /// Both keys by definition, over the whole text decomposed at once.
    fn slow(text: &str) -> (String, String) {
        let mut key = NameKey { out: String::new(), tone: None, gap: false };
        text.nfd().for_each(|c| key.push(c));
        key.flush();
        let (mut ascii, mut gap) = (String::new(), false);
        for c in text.nfd().map(|c| if matches!(c, 'đ' | 'Đ') { 'd' } else { c }) {
            if parts_words(c) {
                gap = true;
            } else if !is_combining(c) && !is_unseen(c) {
                if gap && !ascii.is_empty() {
                    ascii.push(' ');
                }
                let letter = if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '?' };
                if gap || letter != '?' || !ascii.ends_with('?') {
                    ascii.push(letter);
                }
                gap = false;
            }
        }
        (key.out, ascii)
    }

    #[test]
    fn the_short_way_gives_the_same_for_every_character() {
        for c in ('\0'..='\u{FFFF}').chain('\u{1D000}'..='\u{1F1FF}') {
            let text = format!("x{c}\u{323}y {c}z");
            assert_eq!(ascii(&text), slow(&text).1, "{c:?}");
            let text = format!("x{c}y {c}");
            assert_eq!((name(&text), ascii(&text)), slow(&text), "{c:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_gives_the_same(text in proptest::prelude::any::<String>()) {
            proptest::prop_assert_eq!((name(&text), ascii(&text)), slow(&text));
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
