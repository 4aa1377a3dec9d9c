//! Which of a list of phrases a free text contains.
//!
//! Phrases match whole syllables, with accents, in any case, Unicode form and tone placement, and
//! never across the end of a sentence; one within a longer one does not count. A text without a
//! single accent is matched without accents, and then neither by phrases of one syllable (`đảo` and
//! `đạo` are one) nor by those that are part of another phrase only without accents (`biển động` of
//! `biến động dân cư`). Names can be taken out of the text first. Knows no phrase of its own, only
//! the words that tell the main part of a sentence from the rest.

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

    /// What an automaton without accents makes of the phrase with an index.
    fn without_accents((n, phrase): (usize, &Self)) -> (&str, Part) {
        (&phrase.unaccented, Part::Phrase(n))
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
    /// What each pattern is.
    parts: Vec<Part>,
}

/// What a pattern is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A phrase of the list.
    Phrase(usize),
    /// A name.
    Name,
    /// A word after which a sentence comes to the point.
    Turn,
    /// A word before which it has come to the point: what follows is an outcome or a purpose.
    Outcome,
    /// An expression that holds such a word and does neither.
    Idiom,
}

const TURNS: [&str; 5] = ["nhưng", "song", "tuy nhiên", "chỉ còn", "chỉ có điều"];
const OUTCOMES: [&str; 10] =
    ["nên", "do đó", "vì vậy", "vì thế", "dẫn đến", "dẫn tới", "khiến", "làm cho", "để", "nhằm"];
const IDIOMS: [&str; 9] = [
    "song song",
    "song ngữ",
    "song phương",
    "trở nên",
    "không nên",
    "làm nên",
    "để ý",
    "để mắt",
    "để lại",
];
/// Maximum number of phrases, names and such words looked at, far more than a text of a report has.
const MOST: usize = 1_000;
/// Syllables of a sentence before which nothing is an outcome: “Nên đổi cách làm”.
const OPENING: usize = 2;

/// A phrase that a text contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its index in the list.
    pub phrase: usize,
    /// Whether it stands in the main part of its sentence: not before a “nhưng”, and not after a
    /// “nên” or “để”.
    pub is_main: bool,
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

    /// The phrases of the list that a text contains, in the order of the text.
    pub fn found(&self, text: &Sentences) -> Vec<Found> {
        match text.has_accents() {
            true => self.accented.get_or_init(|| self.with_accents()).found(&text.key),
            false => self.unaccented.get_or_init(|| self.without_accents()).found(&text.key),
        }
    }

    fn with_accents(&self) -> Automaton {
        let phrases = self.phrases.iter().enumerate();
        let phrases = phrases.map(|(n, p)| (&*p.accented, Part::Phrase(n)));
        let names = self.names.iter().map(|p| (&*p.accented, Part::Name));
        let turns: Vec<(Pattern, Part)> =
            [(&TURNS[..], Part::Turn), (&OUTCOMES[..], Part::Outcome), (&IDIOMS[..], Part::Idiom)]
                .into_iter()
                .flat_map(|(words, part)| words.iter().map(move |word| (Pattern::of(word), part)))
                .collect();
        let turns = turns.iter().map(|(word, part)| (&*word.accented, *part));
        Automaton::new(phrases.chain(names).chain(turns))
    }

    fn without_accents(&self) -> Automaton {
        let long = self.phrases.iter().enumerate().filter(|(_, phrase)| !phrase.is_short());
        let all = Automaton::new(long.clone().map(Pattern::without_accents));
        let mut ambiguous = vec![false; self.phrases.len()];
        for (n, phrase) in long.clone() {
            for (part, _) in all.matches(&phrase.unaccented).phrases {
                let is_part = phrase.accented.contains(&self.phrases[part].accented);
                ambiguous[part] |= part != n && !is_part;
            }
        }
        let clear = long.filter(|(n, _)| !ambiguous[*n]);
        let names = self.names.iter().filter(|name| !name.is_short());
        // Without accents “nen”, “song” and “de” are too many words to part a sentence.
        let names = names.map(|name| (&*name.unaccented, Part::Name));
        Automaton::new(clear.map(Pattern::without_accents).chain(names))
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

/// What a text contains.
#[derive(Debug, Default)]
struct Matches {
    /// Phrases, each outside of every name.
    phrases: Vec<(usize, Span)>,
    turns: Vec<Span>,
    outcomes: Vec<Span>,
}

impl Automaton {
    fn new<'p>(patterns: impl Iterator<Item = (&'p str, Part)>) -> Self {
        let patterns = patterns.filter(|(pattern, _)| !pattern.is_empty());
        let (patterns, parts): (Vec<&str>, Vec<Part>) = patterns.unzip();
        // Smaller than a DFA, and several times as fast as a linked automaton. It cannot be built
        // for gigabytes of patterns, which no plan has.
        let build = || {
            let kind = Some(AhoCorasickKind::ContiguousNFA);
            AhoCorasick::builder().kind(kind).build(&patterns).ok()
        };
        let has_phrases = parts.iter().any(|part| matches!(part, Part::Phrase(_)));
        let search = has_phrases.then(build).flatten();
        Self { search, parts }
    }

    fn matches(&self, key: &str) -> Matches {
        let (mut found, mut names, mut idioms) = (Matches::default(), Vec::new(), Vec::new());
        let Some(search) = &self.search else { return found };
        for matched in search.find_overlapping_iter(key).take(MOST) {
            // Without the spaces around it, which neighbours share.
            let span = (matched.start() + 1, matched.end() - 1);
            match self.parts[matched.pattern().as_usize()] {
                Part::Phrase(phrase) => found.phrases.push((phrase, span)),
                Part::Name => names.push(span),
                Part::Turn => found.turns.push(span),
                Part::Outcome => found.outcomes.push(span),
                Part::Idiom => idioms.push(span),
            }
        }
        let names = apart(names);
        found.phrases.retain(|(_, span)| is_apart_from(*span, &names));
        found.turns.retain(|span| is_apart_from(*span, &idioms));
        found.outcomes.retain(|span| is_apart_from(*span, &idioms));
        found
    }

    fn found(&self, key: &str) -> Vec<Found> {
        let matches = self.matches(key);
        let spans: Vec<Span> = matches.phrases.iter().map(|(_, span)| *span).collect();
        let whole = matches.phrases.iter().filter(|(_, span)| !is_within_longer(*span, &spans));
        let found = whole
            .map(|(phrase, span)| Found { phrase: *phrase, is_main: matches.is_main(key, *span) });
        found.collect()
    }
}

impl Matches {
    /// Whether a phrase stands in the main part of its sentence.
    fn is_main(&self, key: &str, (at, _): Span) -> bool {
        if self.turns.is_empty() && self.outcomes.is_empty() {
            return true;
        }
        let begin = key[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = key[at..].find('\n').map_or(key.len(), |end| at + end);
        let of_sentence = |from: usize| move |span: &&Span| from <= span.0 && span.0 < end;
        // Before the first syllable of a sentence stands its space.
        let turns = self.turns.iter().filter(of_sentence(begin + 2));
        let point = turns.map(|span| span.0).max().unwrap_or(begin);
        let is_late =
            |span: &&Span| key[begin..span.0].split_whitespace().nth(OPENING - 1).is_some();
        let outcomes = self.outcomes.iter().filter(of_sentence(point)).filter(is_late);
        let over = outcomes.map(|span| span.0).min().unwrap_or(end);
        point <= at && at < over
    }
}

fn is_apart_from((start, end): Span, others: &[Span]) -> bool {
    others.iter().all(|other| end <= other.0 || other.1 <= start)
}

fn is_within_longer((start, end): Span, others: &[Span]) -> bool {
    others.iter().any(|other| other.0 <= start && end <= other.1 && other.1 - other.0 > end - start)
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
        let found = Phrases::new(phrases, names).found(&Sentences::of(text));
        found.iter().map(|found| found.phrase).min()
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
            ("Thieu kinh phi tap huan", Some(3)),
        ] {
            assert_eq!(first(&phrases, &[], text), expected, "{text}");
        }
    }

    #[test]
    fn a_phrase_within_a_longer_one_does_not_count() {
        let phrases = Phrases::new(&["tập huấn", "kinh phí", "kinh phí tập huấn"], &[]);
        let found = |text: &str| -> Vec<usize> {
            phrases.found(&Sentences::of(text)).iter().map(|found| found.phrase).collect()
        };
        assert_eq!(found("Thiếu kinh phí tập huấn"), [2]);
        assert_eq!(found("Thiếu kinh phí tập huấn, tập huấn muộn"), [2, 0]);
        assert_eq!(found("Thieu kinh phi tap huan"), [2]);
    }

    #[test]
    fn the_main_part_of_a_sentence_is_after_but_and_before_so() {
        let phrases = Phrases::new(&["kinh phí", "tập huấn"], &[]);
        let main = |text: &str| -> Vec<bool> {
            phrases.found(&Sentences::of(text)).iter().map(|found| found.is_main).collect()
        };
        for (text, expected) in [
            ("Có kinh phí nhưng thiếu tập huấn", [false, true]),
            ("Thiếu kinh phí nên chưa tập huấn", [true, false]),
            ("Thiếu kinh phí để tập huấn", [true, false]),
            ("Nên có kinh phí và tập huấn", [true, true]),
            ("Kinh phí không nên chậm, tập huấn muộn", [true, true]),
            ("Chưa có kinh phí, song song với tập huấn", [true, true]),
            ("Đã có kinh phí song muộn nên chưa tập huấn", [false, false]),
            ("Có kinh phí nhưng chậm. Thiếu tập huấn", [false, true]),
            ("Nhưng kinh phí, tập huấn", [true, true]),
            ("Co kinh phi nhung thieu tap huan", [true, true]),
        ] {
            assert_eq!(main(text), expected, "{text}");
        }
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
