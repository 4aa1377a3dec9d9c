//! In which of the older ways a text was written, by counting Vietnamese syllables.
//!
//! Owns the readings ([`Reading`]), the words that tell them apart, and the [`verdict`] over a whole
//! text. Words nothing for people. A text comes in as Western characters (windows-1252), which is
//! how it looks to whoever does not know how it was written; every byte has such a character.

use std::borrow::Cow;
use std::collections::HashMap;

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};

use crate::text::compose::composed;
use crate::text::{legacy, syllable};

/// A way to read a text of Western characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As it stands.
    AsIs,
    /// The code page of Vietnamese Windows: vowels and the tone behind them.
    Windows1258,
    /// The fonts of TCVN 5712 (ABC).
    Tcvn3,
    /// The fonts of VNI for Windows.
    Vni,
}

/// The readings that make another text of it.
const LEGACY: [Reading; 3] = [Reading::Windows1258, Reading::Tcvn3, Reading::Vni];
const ALL: [Reading; 4] = [Reading::AsIs, Reading::Windows1258, Reading::Tcvn3, Reading::Vni];
/// How often one word counts at most: a name that stands in every row is no more evidence.
const REPEATS: u32 = 3;

impl Reading {
    /// The name programs know.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::AsIs => "windows-1252",
            Self::Windows1258 => "windows-1258",
            Self::Tcvn3 => "tcvn3",
            Self::Vni => "vni",
        }
    }

    /// The name people know.
    pub(super) fn vietnamese(self) -> &'static str {
        match self {
            Self::AsIs => "chữ Tây Âu (Windows-1252)",
            Self::Windows1258 => "Windows-1258",
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
        }
    }

    /// The text under this reading, composed.
    pub(super) fn of(self, western: &str) -> Cow<'_, str> {
        match self {
            _ if western.is_ascii() => Cow::Borrowed(western),
            Self::AsIs => Cow::Borrowed(western),
            Self::Tcvn3 => Cow::Owned(legacy::tcvn3(western)),
            Self::Vni => Cow::Owned(legacy::vni(western)),
            Self::Windows1258 => {
                let Some(bytes) = western_bytes(western) else { return Cow::Borrowed(western) };
                let (text, _) = WINDOWS_1258.decode_without_bom_handling(&bytes);
                Cow::Owned(composed(&text).into_owned())
            }
        }
    }
}

/// Bytes as Western characters; each byte is one.
pub(super) fn western(bytes: &[u8]) -> Cow<'_, str> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// Western characters as the bytes they were; `None` when others are among them.
pub(super) fn western_bytes(text: &str) -> Option<Cow<'_, [u8]>> {
    let (bytes, _, strange) = WINDOWS_1252.encode(text);
    (!strange).then_some(bytes)
}

/// What the words of a text say.
#[derive(Debug)]
pub(super) enum Verdict {
    /// No word holds anything but ASCII.
    NoEvidence,
    /// It is best left as it stands, or no reading makes it Vietnamese.
    Leave,
    /// One reading is right; another explains part of the words too.
    Clear(Reading, Option<Reading>),
    /// Two readings explain about as much.
    Close(Reading, Reading),
}

/// One word that is not ASCII, as often as it counts, under every reading.
struct Word<'a> {
    weight: u32,
    read: [Cow<'a, str>; 4],
    sound: [bool; 4],
}

/// Words of a text whose characters are all Western, those of others apart.
pub(super) struct Words<'a> {
    western: Vec<Word<'a>>,
    /// How much the words weigh that hold characters no older way of writing has.
    pub(super) modern: u32,
}

impl<'a> Words<'a> {
    /// Takes the words that are not ASCII from a text.
    pub(super) fn of(text: &'a str) -> Self {
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for word in text.split(|c: char| !is_of_a_word(c)) {
            if !word.is_ascii() && word.chars().any(char::is_alphabetic) {
                *counts.entry(word).or_default() += 1;
            }
        }
        let mut words = Self { western: Vec::new(), modern: 0 };
        for (word, count) in counts {
            let weight = count.min(REPEATS);
            if western_bytes(word).is_none() {
                words.modern += weight;
                continue;
            }
            let read = ALL.map(|reading| reading.of(word));
            let sound = [0, 1, 2, 3].map(|n: usize| is_vietnamese(&read[n]));
            words.western.push(Word { weight, read, sound });
        }
        words
    }

    /// How much the words weigh that are sound under one reading and not as they stand.
    pub(super) fn explained_by(&self, reading: Reading) -> u32 {
        let gained = |w: &&Word<'_>| w.sound[reading as usize] && !w.sound[0];
        self.western.iter().filter(gained).map(|w| w.weight).sum()
    }

    /// The reading that explains most words that make no sense as they stand, and another that
    /// explains nearly half as many.
    pub(super) fn best_explaining(&self) -> (Reading, Option<Reading>) {
        let mut by_gain = LEGACY.map(|reading| (self.explained_by(reading), reading));
        by_gain.sort_by_key(|(gain, _)| std::cmp::Reverse(*gain));
        let [(most, best), (next, other), _] = by_gain;
        (best, Some(other).filter(|_| next > 0 && next * 10 >= most * 4))
    }

    /// How much the words weigh that make no sense as they stand.
    pub(super) fn unsound(&self) -> u32 {
        self.western.iter().filter(|w| !w.sound[0]).map(|w| w.weight).sum()
    }

    /// How much the words weigh that are sound under a reading.
    pub(super) fn sound(&self, reading: Reading) -> u32 {
        self.western.iter().filter(|w| w.sound[reading as usize]).map(|w| w.weight).sum()
    }

    /// Of the words that two readings read differently: how much each makes sound.
    fn against(&self, one: Reading, other: Reading) -> (u32, u32) {
        let (one, other) = (one as usize, other as usize);
        let mut scores = (0, 0);
        for word in self.western.iter().filter(|w| w.read[one] != w.read[other]) {
            scores.0 += word.weight * u32::from(word.sound[one]);
            scores.1 += word.weight * u32::from(word.sound[other]);
        }
        scores
    }

    /// Which reading the words speak for.
    pub(super) fn verdict(&self) -> Verdict {
        let total: u32 = self.western.iter().map(|w| w.weight).sum();
        if total == 0 {
            return Verdict::NoEvidence;
        }
        // Among equals the first: the code page is the likelier one where both read the same.
        let best = LEGACY.into_iter().rev().max_by_key(|reading| self.sound(*reading));
        let best = best.filter(|reading| self.sound(*reading) * 2 > total);
        let Some(best) = best else { return Verdict::Leave };
        let mut rival: Option<(Reading, u32, u32)> = None;
        for other in ALL.into_iter().filter(|other| *other != best) {
            let (mine, theirs) = self.against(best, other);
            if theirs > 0 && rival.is_none_or(|(_, m, t)| theirs * m > t * mine) {
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

/// Whether a character can be part of a word in some reading. The fonts put letters in the places
/// of all Western signs but the non-breaking space.
fn is_of_a_word(c: char) -> bool {
    c.is_alphanumeric()
        || ('\u{A1}'..='\u{FF}').contains(&c)
        || ('\u{300}'..='\u{36F}').contains(&c)
}

/// Whether a word consists of syllables and digits and nothing else.
fn is_vietnamese(word: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c);
    let mut parts = word.split(|c: char| c.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut any = false;
    let sound = parts.all(|part| {
        any = true;
        part.chars().all(letter) && syllable::is_syllable(part)
    });
    any && sound
}

/// A piece of the text that shows the reading: before and after. It ends with a whole word.
pub(super) fn sample(text: &str, reading: Reading) -> (String, String) {
    const LENGTH: usize = 48;
    let pieces = text.split([';', ',', '\t', '|', '"', '\n', '\r']).map(str::trim);
    let shows = |piece: &&str| {
        let words = piece.split(|c: char| !is_of_a_word(c)).filter(|w| !w.is_ascii());
        words.filter(|w| !is_vietnamese(w)).any(|w| is_vietnamese(&reading.of(w)))
    };
    let piece = pieces.clone().find(shows).or_else(|| pieces.clone().find(|p| !p.is_ascii()));
    let piece = piece.unwrap_or_default();
    let end = piece
        .char_indices()
        .nth(LENGTH)
        .map_or(piece.len(), |(end, _)| piece[..end].rfind(' ').unwrap_or(end));
    let before = piece[..end].to_owned();
    let after = reading.of(&before).into_owned();
    (before, after)
}
