//! Detects the legacy encoding of a text by counting Vietnamese syllables.
//!
//! Owns the readings ([`Reading`]), the evidence of one word under each of them ([`Sense`]), and
//! the [`Verdict`] over a whole text. Words no message. The input is a text of Western characters
//! (windows-1252), as it looks to a program that does not know its encoding; every byte has such a
//! character.

use std::borrow::Cow;
use std::collections::HashMap;

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};

use super::familiar::is_familiar;
use crate::text::compose::composed;
use crate::text::western::{byte_of, bytes_of, char_for_control};
use crate::text::{legacy, syllable};

/// A way to interpret a text of Western characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Reading {
    /// Unchanged.
    AsIs,
    /// The code page of Vietnamese Windows: vowels followed by a tone mark.
    Windows1258,
    /// The fonts of TCVN 5712 (ABC).
    Tcvn3,
    /// The fonts of VNI for Windows.
    Vni,
    /// VISCII 1.1.
    Viscii,
    /// TCVN 5712-1 (VN1), which has the capitals missing from its fonts.
    Tcvn5712,
}

/// The readings that change the text, most likely first.
pub(super) const LEGACY: [Reading; 5] =
    [Reading::Windows1258, Reading::Tcvn3, Reading::Vni, Reading::Viscii, Reading::Tcvn5712];
/// How many of them are still common; the code pages after them hardly ever occur.
const USUAL: usize = 3;
const ALL: [Reading; READINGS] = [
    Reading::AsIs,
    Reading::Windows1258,
    Reading::Tcvn3,
    Reading::Vni,
    Reading::Viscii,
    Reading::Tcvn5712,
];
const READINGS: usize = 6;
/// How often one word counts at most: a name repeated in every row is no further evidence.
const REPEATS: u32 = 3;

impl Reading {
    /// Whether it is one of the code pages that hardly ever occur.
    pub(super) fn is_rare(self) -> bool {
        LEGACY[USUAL..].contains(&self)
    }

    /// The name for programs.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::AsIs => "windows-1252",
            Self::Windows1258 => "windows-1258",
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
            Self::Viscii => "viscii",
            Self::Tcvn5712 => "tcvn5712",
        }
    }

    /// The name for readers.
    pub(super) fn vietnamese(self) -> &'static str {
        match self {
            Self::AsIs => "chữ Tây Âu (Windows-1252)",
            Self::Windows1258 => "Windows-1258",
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
            Self::Viscii => "VISCII",
            Self::Tcvn5712 => "TCVN 5712 (VN1)",
        }
    }

    /// The evidence of a word under this reading.
    pub(super) fn sense(self, western: &str) -> Sense {
        // Characters that the fonts lack are not displayed as Vietnamese.
        match self {
            Self::Tcvn3 if western.chars().any(legacy::is_not_in_tcvn3) => Sense::Unsound,
            _ => sense(&self.of(western)),
        }
    }

    /// The text under this reading, in composed form.
    pub(super) fn of(self, western: &str) -> Cow<'_, str> {
        match self {
            Self::AsIs => Cow::Borrowed(western),
            // The code pages also use control characters for letters.
            Self::Viscii if has_letters(western) => Cow::Owned(legacy::viscii(western)),
            Self::Tcvn5712 if has_letters(western) => Cow::Owned(legacy::tcvn5712(western)),
            _ if western.is_ascii() => Cow::Borrowed(western),
            Self::Tcvn3 => Cow::Owned(with_marks(legacy::tcvn3(western))),
            Self::Vni => Cow::Owned(with_marks(legacy::vni(western))),
            Self::Windows1258 => {
                let Some(bytes) = bytes_of(western) else { return Cow::Borrowed(western) };
                let (text, _) = WINDOWS_1258.decode_without_bom_handling(&bytes);
                Cow::Owned(composed(&text).into_owned())
            }
            Self::Viscii | Self::Tcvn5712 => Cow::Borrowed(western),
        }
    }
}

/// The text with dashes and curled quotes for the controls that stand for them where bytes were
/// decoded as ISO 8859-1.
fn with_marks(text: String) -> String {
    if !text.contains(|c| char_for_control(c).is_some()) {
        return text;
    }
    text.chars().map(|c| char_for_control(c).unwrap_or(c)).collect()
}

/// Whether two readings share the codes of small letters.
fn are_alike(one: Reading, other: Reading) -> bool {
    [one, other].iter().all(|reading| matches!(reading, Reading::Tcvn3 | Reading::Tcvn5712))
}

/// Whether a text holds a character that a code page may use for a letter.
fn has_letters(western: &str) -> bool {
    western.bytes().any(|byte| !byte.is_ascii() || is_letter_control(byte))
}

fn is_letter_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// Bytes as Western characters, one for each byte.
pub(super) fn western(bytes: &[u8]) -> Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// The evidence of a word under a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// It consists of Vietnamese syllables.
    Sound,
    /// No evidence either way: numbers, units, abbreviations.
    Neutral,
    /// It is not Vietnamese.
    Unsound,
}

/// The evidence of a word as it is written.
pub(super) fn sense(word: &str) -> Sense {
    let letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c);
    let mut sound = false;
    for part in word.split(|c: char| c.is_ascii_digit() || is_punctuation(c)) {
        if part.is_ascii() && !part.bytes().any(is_letter_control) {
            continue;
        }
        if part.chars().all(letter) && syllable::is_syllable(part) {
            sound = true;
        } else if !is_letter(part) && !is_abbreviation(part) && !is_unit(part) {
            return Sense::Unsound;
        }
    }
    if sound { Sense::Sound } else { Sense::Neutral }
}

/// Punctuation attached to words.
fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || is_mark(c) || char_for_control(c).is_some_and(is_mark)
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '•' | '\u{A0}')
}

/// Signs with the same code in all code pages that no font uses for a letter.
fn says_nothing(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_punctuation(c) || matches!(c, '²' | '³' | '°' | '±' | '€')
}

/// A single letter, as in `10.000 đ`.
fn is_letter(part: &str) -> bool {
    let mut chars = part.chars();
    chars.next().is_some_and(legacy::is_letter) && chars.next().is_none()
}

/// `HĐND`, `TƯ`, `GDĐT`: capitals without tones.
fn is_abbreviation(part: &str) -> bool {
    part.chars().count() > 1
        && part.chars().all(|c| c.is_ascii_uppercase() || "ĂÂĐÊÔƠƯ".contains(c))
}

/// `m²`, `°C`, `½`, `µg`; the power in `10¹²`, or the number of a footnote.
fn is_unit(part: &str) -> bool {
    if part.chars().all(|c| matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '₀'..='₉'))
    {
        return true;
    }
    let rest: Vec<char> = part.chars().filter(|c| !c.is_ascii_alphabetic()).collect();
    let [sign] = rest.as_slice() else { return false };
    let letters = part.chars().count() - 1;
    match sign {
        '²' | '³' | '°' | 'º' | '€' => letters < 3,
        '½' | '¼' | '¾' | '±' | '×' | '·' | '®' | '©' | '§' | '¶' => letters == 0,
        c if is_mathematical(*c) => letters == 0,
        'µ' => matches!(part, "µg" | "µm" | "µl" | "µL" | "µ"),
        _ => false,
    }
}

/// Characters that Mac OS Roman shows for bytes of UTF-8.
fn is_mathematical(c: char) -> bool {
    ('\u{2200}'..='\u{22FF}').contains(&c)
}

/// The words of a text that are evidence of its encoding.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    // A word that lost a letter (`đ?n`) is no evidence any more.
    let replacements = ['?', char::REPLACEMENT_CHARACTER];
    text.split(move |c: char| !is_of_a_word(c) && !replacements.contains(&c))
        .map(move |word| word.trim_matches(replacements))
        .filter(|word| word.bytes().any(|byte| !byte.is_ascii() || is_letter_control(byte)))
        .filter(move |word| !word.contains(replacements))
}

/// Whether a character can be part of a word in some reading. The fonts use the codes of all
/// Western signs for letters, the code pages also those of control characters.
fn is_of_a_word(c: char) -> bool {
    match c {
        _ if c.is_ascii() => c.is_ascii_alphanumeric() || is_letter_control(c as u8),
        '\u{300}'..='\u{36F}' => true,
        _ => c.is_alphanumeric() || is_mathematical(c) || byte_of(c).is_some(),
    }
}

/// The evidence of a whole text.
#[derive(Debug)]
pub(super) enum Verdict {
    /// No word holds anything but ASCII and punctuation.
    NoEvidence,
    /// It is best left unchanged, or no reading makes it Vietnamese.
    Leave,
    /// One reading is right; another also explains part of the words.
    Clear(Reading, Option<Reading>),
    /// Two readings explain about as much.
    Close(Reading, Reading),
}

/// One word that is not ASCII, with its weight, under every reading.
struct Word<'a> {
    weight: u32,
    read: [Cow<'a, str>; READINGS],
    senses: [Sense; READINGS],
}

impl Word<'_> {
    fn is(&self, reading: Reading, sense: Sense) -> bool {
        self.senses[reading as usize] == sense
    }
}

/// Words of a text that consist of Western characters; other words are only weighed.
pub(super) struct Words<'a> {
    western: Vec<Word<'a>>,
    /// Total weight of the words with characters that no legacy encoding has.
    pub(super) modern: u32,
}

impl<'a> Words<'a> {
    /// Collects the words of a text that are not ASCII.
    pub(super) fn of(text: &'a str) -> Self {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for word in words(text) {
            *counts.entry(word).or_default() += 1;
        }
        let mut words = Self { western: Vec::new(), modern: 0 };
        for (word, count) in counts {
            // A dash by itself or between figures is a dash, although some code page has a letter
            // in its place.
            if word.chars().all(|c| c.is_ascii_digit() || is_punctuation(c)) {
                continue;
            }
            let weight = count.min(REPEATS);
            if word.chars().any(|c| byte_of(c).is_none()) {
                words.modern += weight;
                continue;
            }
            let read = ALL.map(|reading| reading.of(word));
            let senses = ALL.map(|reading| reading.sense(word));
            words.western.push(Word { weight, read, senses });
        }
        words
    }

    fn weigh(&self, counts: impl Fn(&Word<'_>) -> bool) -> u32 {
        self.western.iter().filter(|word| counts(word)).map(|word| word.weight).sum()
    }

    /// Total weight of the words that are sound under a reading and unsound as written.
    pub(super) fn explained_by(&self, reading: Reading) -> u32 {
        self.weigh(|w| w.is(reading, Sense::Sound) && w.is(Reading::AsIs, Sense::Unsound))
    }

    /// The reading that explains most words that are unsound as written, and another that explains
    /// nearly half as many.
    pub(super) fn best_explaining(&self) -> (Reading, Option<Reading>) {
        let mut by_gain = LEGACY.map(|reading| (self.explained_by(reading), reading));
        by_gain.sort_by_key(|(gain, _)| std::cmp::Reverse(*gain));
        let (gain, best) = by_gain[0];
        let is_rival = |other: Reading| !are_alike(best, other) && !self.reads_alike(best, other);
        let rivals = by_gain[1..].iter().filter(|(_, other)| is_rival(*other));
        let rival = rivals.copied().find(|(next, _)| *next > 0 && next * 10 >= gain * 4);
        (best, rival.map(|(_, other)| other))
    }

    /// Whether two readings agree on every word that one of them explains.
    pub(super) fn reads_alike(&self, one: Reading, other: Reading) -> bool {
        self.weigh(|w| w.is(one, Sense::Sound) && w.read[one as usize] != w.read[other as usize])
            == 0
    }

    /// Total weight of the words that are unsound as written.
    pub(super) fn unsound(&self) -> u32 {
        self.unsound_under(Reading::AsIs)
    }

    /// Total weight of the words that are unsound under a reading.
    pub(super) fn unsound_under(&self, reading: Reading) -> u32 {
        self.weigh(|w| w.is(reading, Sense::Unsound))
    }

    /// Total weight of the words that are sound under a reading.
    pub(super) fn sound(&self, reading: Reading) -> u32 {
        self.weigh(|w| w.is(reading, Sense::Sound))
    }

    /// Total weight of the words that are sound as written and unsound under a reading.
    pub(super) fn broken_by(&self, reading: Reading) -> u32 {
        self.weigh(|w| w.is(Reading::AsIs, Sense::Sound) && w.is(reading, Sense::Unsound))
    }

    /// How well a reading suits the words that pass: sound ones, the commonest of them thrice.
    fn suits(&self, reading: Reading, passes: impl Fn(&Word<'_>) -> bool) -> u32 {
        let sound = |w: &Word<'_>| w.is(reading, Sense::Sound) && passes(w);
        let familiar = |w: &Word<'_>| sound(w) && is_familiar(&w.read[reading as usize]);
        self.weigh(sound) + 2 * self.weigh(familiar)
    }

    /// Of the words that two readings interpret differently: how well each suits them.
    fn against(&self, one: Reading, other: Reading) -> (u32, u32) {
        let differs = |w: &Word<'_>| w.read[one as usize] != w.read[other as usize];
        (self.suits(one, differs), self.suits(other, differs))
    }

    /// The reading that the words support. It must explain five words in six.
    pub(super) fn verdict(&self) -> Verdict {
        if self.western.iter().all(|w| w.read[0].chars().all(says_nothing)) {
            return Verdict::NoEvidence;
        }
        let sure = |reading: &Reading| {
            let sound = self.sound(*reading);
            sound > 0 && self.unsound_under(*reading) * 5 <= sound
        };
        let fit = ALL.map(|reading| self.suits(reading, |_| true));
        let fit = |reading: &Reading| fit[*reading as usize];
        // The first wins a tie: the code page is more likely where both give the same text.
        let best_of = |some: &[Reading]| {
            some.iter().rev().filter(|one| sure(one)).max_by_key(|one| fit(one)).copied()
        };
        let (usual, rare) = (best_of(&LEGACY[..USUAL]), best_of(&LEGACY[USUAL..]));
        let much_better =
            |rare: &Reading| usual.is_none_or(|usual| fit(rare) * 10 > fit(&usual) * 11);
        let Some(best) = rare.filter(much_better).or(usual) else { return Verdict::Leave };
        // Both share the codes of small letters; the code page also has the capitals.
        let (fonts, page) = self.against(Reading::Tcvn3, Reading::Tcvn5712);
        let best = match best {
            Reading::Tcvn3 if page > fonts => Reading::Tcvn5712,
            Reading::Tcvn5712 if page <= fonts => Reading::Tcvn3,
            best => best,
        };
        let mut rival: Option<(Reading, u32, u32)> = None;
        for other in ALL.into_iter().filter(|other| *other != best && !are_alike(best, *other)) {
            let (mine, theirs) = self.against(best, other);
            let weak = other.is_rare() && theirs <= mine;
            if theirs > 0 && !weak && rival.is_none_or(|(_, m, t)| theirs * m > t * mine) {
                rival = Some((other, mine, theirs));
            }
        }
        match rival {
            Some((other, mine, theirs)) if theirs * 10 >= mine * 7 => Verdict::Close(best, other),
            Some((other, mine, theirs)) if theirs * 10 >= mine * 4 => {
                Verdict::Clear(best, Some(other))
            }
            _ => Verdict::Clear(best, None),
        }
    }
}

/// The first word of a block (a cell) that is not in the encoding of the text: a word in UTF-8, the
/// first of words that another reading explains and this one does not, or the first of many that it
/// does not explain. One word is enough where another reading makes sense of the whole block.
pub(super) fn contradiction<'t>(
    western: &'t str,
    reading: Reading,
    ends_block: &[char],
) -> Option<&'t str> {
    let mut known: HashMap<&str, Sense> = HashMap::new();
    western.split(ends_block).find_map(|block| {
        let mut under = |word: &'t str| *known.entry(word).or_insert_with(|| reading.sense(word));
        let all: Vec<(&str, Sense)> = words(block).map(|word| (word, under(word))).collect();
        let unsound = || all.iter().filter(|(_, s)| *s == Sense::Unsound).map(|(word, _)| *word);
        let first = unsound().next()?;
        if let Some(utf8) = unsound().find(|word| is_utf8(word)) {
            return Some(utf8);
        }
        if all.len() >= 4 && unsound().count() * 2 > all.len() {
            return Some(first);
        }
        let explains = |other: &Reading| {
            let gained = unsound().filter(|word| other.sense(word) == Sense::Sound).count();
            let spoilt = |(word, own): &&(&str, Sense)| {
                *own == Sense::Sound && other.sense(word) == Sense::Unsound
            };
            gained > 1 && gained > all.iter().filter(spoilt).count()
        };
        // A cell of few words, of which another reading makes sense throughout.
        let fits = |other: &Reading| {
            all.iter().all(|(word, _)| other.sense(word) != Sense::Unsound)
                && unsound().any(|word| other.sense(word) == Sense::Sound)
        };
        let contradicts = |other: &&Reading| **other != reading && (explains(other) || fits(other));
        ALL.iter().find(contradicts).map(|_| first)
    })
}

/// Whether a word of Western characters is Vietnamese in UTF-8.
pub(super) fn is_utf8(word: &str) -> bool {
    let bytes = bytes_of(word).and_then(|bytes| String::from_utf8(bytes).ok());
    bytes.is_some_and(|text| !text.is_ascii() && sense(&text) == Sense::Sound)
}

/// A sample of the text before and after the reading. It ends with a whole word.
pub(super) fn sample(text: &str, reading: Reading) -> (String, String) {
    let pieces = text.split([';', ',', '\t', '|', '"', '\n', '\r']).map(str::trim);
    let gains = |word: &str| sense(word) != Sense::Sound && reading.sense(word) == Sense::Sound;
    let shows = |piece: &&str| words(piece).any(gains);
    let piece = pieces.clone().find(shows).or_else(|| pieces.clone().find(|p| !p.is_ascii()));
    let before = beginning(piece.unwrap_or_default()).to_owned();
    let after = reading.of(&before).into_owned();
    (before, after)
}

/// The first words of a text, for display.
pub(super) fn beginning(text: &str) -> &str {
    const LENGTH: usize = 48;
    let end = text
        .char_indices()
        .nth(LENGTH)
        .map_or(text.len(), |(end, _)| text[..end].rfind(' ').unwrap_or(end));
    &text[..end]
}
