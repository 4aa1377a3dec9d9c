//! Which of a list of phrases a free text contains.
//!
//! Phrases match whole syllables, with accents, in any case, Unicode form and tone placement, and
//! never across the end of a sentence. A text without a single accent is matched without accents,
//! and then neither by phrases of one syllable (`đảo` and `đạo` are one) nor by those that are part
//! of another phrase only without accents (`biển động` of `biến động dân cư`). Names can be taken
//! out of the text first. Knows no phrase of its own.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::fold;

/// A compiled list of phrases.
#[derive(Debug, Clone)]
pub struct Phrases {
    phrases: Vec<Pattern>,
    names: Vec<Pattern>,
    /// Built on the first text that needs it, like the other one.
    accented: OnceLock<Automaton>,
    unaccented: OnceLock<Automaton>,
}

/// A folded phrase or name with a space before and after it; empty if nothing of it is left.
#[derive(Debug, Clone)]
struct Pattern {
    accented: String,
    unaccented: String,
}

impl Pattern {
    fn of(text: &str) -> Self {
        let spaced = |key: String| if key.is_empty() { key } else { format!(" {key} ") };
        Self { accented: spaced(fold::name(text)), unaccented: spaced(fold::ascii(text)) }
    }

    /// Whether it has only one syllable without accents.
    fn is_short(&self) -> bool {
        !self.unaccented.trim().contains(' ')
    }
}

/// Phrases and names in one pass over a folded text.
#[derive(Debug, Clone)]
struct Automaton {
    /// `None` if there is no phrase.
    search: Option<AhoCorasick>,
    /// For each pattern the phrase it stands for; `None` for a name.
    phrases: Vec<Option<usize>>,
}

/// A stretch of the folded text.
type Span = (usize, usize);

impl Phrases {
    /// A list of phrases; `names` are taken out of every text.
    pub fn new(phrases: &[&str], names: &[&str]) -> Self {
        Self {
            phrases: phrases.iter().map(|text| Pattern::of(text)).collect(),
            names: names.iter().map(|text| Pattern::of(text)).collect(),
            accented: OnceLock::new(),
            unaccented: OnceLock::new(),
        }
    }

    /// The first phrase of the list that a text contains.
    pub fn first(&self, text: &Sentences) -> Option<usize> {
        match text.has_accents() {
            true => self.accented.get_or_init(|| self.with_accents()).first(&text.key),
            false => self.unaccented.get_or_init(|| self.without_accents()).first(&text.key),
        }
    }

    fn with_accents(&self) -> Automaton {
        let phrases = self.phrases.iter().enumerate().map(|(n, p)| (&*p.accented, Some(n)));
        Automaton::new(phrases.chain(self.names.iter().map(|p| (&*p.accented, None))))
    }

    fn without_accents(&self) -> Automaton {
        let long = self.phrases.iter().enumerate().filter(|(_, phrase)| !phrase.is_short());
        let all = Automaton::new(long.clone().map(|(n, phrase)| (&*phrase.unaccented, Some(n))));
        let mut ambiguous = vec![false; self.phrases.len()];
        for (n, phrase) in long.clone() {
            for (part, _) in all.matches(&phrase.unaccented) {
                let is_part = phrase.accented.contains(&self.phrases[part].accented);
                ambiguous[part] |= part != n && !is_part;
            }
        }
        let clear = long.filter(|(n, _)| !ambiguous[*n]);
        let names = self.names.iter().filter(|name| !name.is_short());
        Automaton::new(
            clear
                .map(|(n, phrase)| (&*phrase.unaccented, Some(n)))
                .chain(names.map(|name| (&*name.unaccented, None))),
        )
    }
}

/// A folded text, sentence by sentence.
#[derive(Debug, Clone)]
pub struct Sentences {
    /// Each sentence with a space before and after it and a line end, so that no phrase reaches
    /// into the next one.
    key: String,
}

impl Sentences {
    /// Folds a text.
    pub fn of(text: &str) -> Self {
        let mut key = String::with_capacity(text.len() + text.len() / 2 + 2);
        let mut rest = text;
        while let Some((sentence, after)) = next_sentence(rest) {
            let folded = fold::name(sentence);
            if !folded.is_empty() {
                key.push(' ');
                key += &folded;
                key += " \n";
            }
            rest = after;
        }
        Self { key }
    }

    /// The folded sentences, without a bullet before them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.key.lines().map(|line| line.trim_start_matches(is_bullet).trim_end())
    }

    /// Whether the text has an accent, on a letter or as its tone.
    pub fn has_accents(&self) -> bool {
        self.key.chars().any(|c| matches!(c, 'đ' | '\u{300}'..='\u{36F}'))
    }
}

impl Automaton {
    fn new<'p>(patterns: impl Iterator<Item = (&'p str, Option<usize>)>) -> Self {
        let patterns = patterns.filter(|(pattern, _)| !pattern.is_empty());
        let (patterns, phrases): (Vec<&str>, Vec<Option<usize>>) = patterns.unzip();
        // Smaller than a DFA, and several times as fast as a linked automaton. It cannot be built
        // for gigabytes of patterns, which no plan has.
        let build = || {
            let kind = Some(AhoCorasickKind::ContiguousNFA);
            AhoCorasick::builder().kind(kind).build(&patterns).ok()
        };
        let search = phrases.iter().any(Option::is_some).then(build).flatten();
        Self { search, phrases }
    }

    /// The phrases in a folded text, each outside of every name.
    fn matches(&self, key: &str) -> Vec<(usize, Span)> {
        let Some(search) = &self.search else { return Vec::new() };
        let (mut found, mut names) = (Vec::new(), Vec::new());
        for matched in search.find_overlapping_iter(key) {
            // Without the spaces around it, which neighbours share.
            let span = (matched.start() + 1, matched.end() - 1);
            match self.phrases[matched.pattern().as_usize()] {
                Some(phrase) => found.push((phrase, span)),
                None => names.push(span),
            }
        }
        let names = apart(names);
        found.retain(|(_, span)| names.iter().all(|name| span.1 <= name.0 || name.1 <= span.0));
        found
    }

    fn first(&self, key: &str) -> Option<usize> {
        self.matches(key).iter().map(|(phrase, _)| *phrase).min()
    }
}

/// Of names that overlap, the one that begins first, the longest of several.
fn apart(mut names: Vec<Span>) -> Vec<Span> {
    names.sort_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
    let mut end = 0;
    names.retain(|name| {
        let is_apart = name.0 >= end;
        if is_apart {
            end = name.1;
        }
        is_apart
    });
    names
}

fn is_bullet(c: char) -> bool {
    !c.is_alphanumeric()
}

/// A sentence and the text behind it. A mark ends a sentence where a space or nothing follows:
/// `01.7.2025` is one.
fn next_sentence(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let ends = |at: usize, byte: u8| match byte {
        b'\n' | b'\r' | b';' => true,
        b'.' | b'!' | b'?' | b':' => {
            text.as_bytes().get(at + 1).is_none_or(|next| next.is_ascii_whitespace())
        }
        _ => false,
    };
    let end = text.bytes().enumerate().find(|(at, byte)| ends(*at, *byte));
    Some(end.map_or((text, ""), |(at, _)| (&text[..at], &text[at + 1..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(phrases: &[&str], names: &[&str], text: &str) -> Option<usize> {
        Phrases::new(phrases, names).first(&Sentences::of(text))
    }

    #[test]
    fn a_phrase_matches_whole_syllables_with_their_accents() {
        let phrases = ["biển động", "đảo", "cán bộ"];
        for (text, expected) in [
            ("Biến động dân cư lớn.", None),
            ("BIỂN ĐỘNG từ tháng 10", Some(0)),
            ("Chưa được đào tạo", None),
            ("Công tác trên đảo.", Some(1)),
            ("cần bổ sung", None),
            ("đảothuyền", None),
            ("(đảo)", Some(1)),
            ("Thiếu cán bộ", Some(2)),
        ] {
            assert_eq!(first(&phrases, &[], text), expected, "{text}");
        }
    }

    #[test]
    fn spelling_of_tone_and_unicode_form_do_not_matter() {
        use unicode_normalization::UnicodeNormalization as _;
        let decomposed: String = "XÃ HỘI HOÁ".nfd().collect();
        for text in ["xã hội hóa", "Xã hội hoá", "xã  hội\u{a0}hóa", &decomposed] {
            assert_eq!(first(&["xã hội hóa"], &[], text), Some(0), "{text}");
        }
    }

    #[test]
    fn a_text_without_accents_is_matched_without_them_by_several_syllables_only() {
        let phrases = ["đảo", "kinh phí"];
        assert_eq!(first(&phrases, &[], "Chua duoc dao tao"), None);
        assert_eq!(first(&phrases, &[], "Thieu kinh phi"), Some(1));
        assert_eq!(first(&phrases, &[], "Thiếu kinh phi"), None, "one accent is enough");
    }

    #[test]
    fn a_phrase_that_only_the_missing_accents_make_part_of_another_is_not_taken() {
        let phrases = ["biển động", "biến động dân cư", "kinh phí", "kinh phí tập huấn"];
        for (text, expected) in [
            ("Bien dong dan cu lon", Some(1)),
            ("Mua bao, bien dong", None),
            ("Biển động", Some(0)),
            ("Thieu kinh phi", Some(2)),
            ("Thieu kinh phi tap huan", Some(2)),
        ] {
            assert_eq!(first(&phrases, &[], text), expected, "{text}");
        }
    }

    #[test]
    fn the_first_phrase_of_the_list_wins_wherever_it_stands() {
        let phrases = ["tập huấn", "kinh phí"];
        assert_eq!(first(&phrases, &[], "Thiếu kinh phí tập huấn"), Some(0));
    }

    #[test]
    fn names_are_taken_out_first_and_the_words_around_them_do_not_join() {
        let phrases = ["công nghệ", "phối hợp", "đề nghị sớm"];
        let names = ["Sở Khoa học và Công nghệ", "Khoa học", "Mặt trận phối hợp"];
        for (text, expected) in [
            ("Đề nghị Sở Khoa học và Công nghệ sớm trả lời", None),
            ("De nghi So Khoa hoc va Cong nghe som tra loi", None),
            ("Sở Khoa học và Công nghệ thiếu công nghệ", Some(0)),
            ("Mặt trận phối hợp", None),
            ("Mặt trận phối hợp, phối hợp chậm", Some(1)),
        ] {
            assert_eq!(first(&phrases, &names, text), expected, "{text}");
        }
    }

    #[test]
    fn a_bullet_is_no_part_of_a_sentence() {
        let text = Sentences::of("+ Không.\n- Cơ bản thuận lợi; 01.7.2025");
        let expected = ["không", "cơ bản thuận lợi", "01 7 2025"].map(fold::name);
        assert_eq!(text.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_phrase_does_not_reach_over_the_end_of_a_sentence() {
        let phrases = ["không báo", "từ 01/7/2025"];
        assert_eq!(first(&phrases, &[], "Không. Báo cáo trễ"), None);
        assert_eq!(first(&phrases, &[], "Không báo"), Some(0));
        assert_eq!(first(&phrases, &[], "Từ 01.7.2025 xã mới"), Some(1));
        assert_eq!(first(&phrases, &[], ""), None);
        assert_eq!(first(&[], &["Sở Y tế"], "Sở Y tế"), None);
    }
}
