//! The likely original of one cell or heading that makes no sense as written.
//!
//! Owns which causes are considered and what speaks for each. Decides nothing about a table.

use std::borrow::Cow;

use super::evidence::{self, Reading, Sense, Words, sense};
use super::reencoded::{CODE_PAGES, CodePage};
use crate::text::western;

/// How often a text is taken back through a code page at most.
const MAX_PASSES: usize = 3;

/// The cause of garbling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Cause {
    /// Typed in an old font, or in a legacy code page decoded as a Western one.
    Font(Reading),
    /// UTF-8 decoded as something else.
    Reencoded,
}

/// The likely original of a cell that makes no sense as written.
#[derive(Debug)]
pub(super) struct Guess {
    pub(super) cause: Cause,
    pub(super) after: String,
    /// How many words support it.
    pub(super) words: u32,
    /// Whether nothing contradicts it.
    pub(super) clean: bool,
}

/// The likely original of a cell that makes no sense.
pub(super) fn guess(cell: &str) -> Option<Guess> {
    let reencoded = CODE_PAGES.iter().find_map(|page| {
        let (mut after, mut passes) = (page.undo(cell)?, 1);
        loop {
            let (sound_words, unsound_words) = counts(&after);
            if sound_words > unsound_words {
                return Some(Guess {
                    cause: Cause::Reencoded,
                    after,
                    words: sound_words,
                    clean: true,
                });
            }
            // The text passed through the code page more than once.
            after = page.undo(&after).filter(|_| passes < MAX_PASSES)?;
            passes += 1;
        }
    });
    reencoded.or_else(|| font_through_1258(cell)).or_else(|| font(cell)).or_else(|| partial(cell))
}

/// The font of a cell whose bytes were decoded as windows-1258, so that some of its Western letters
/// became Vietnamese ones (`TiƠn ®é`).
fn font_through_1258(cell: &str) -> Option<Guess> {
    if cell.chars().all(|c| western::byte_of(c).is_some()) {
        return None;
    }
    let western = CodePage::Vietnamese.as_western(cell)?;
    let guess = font(&western)?;
    let Cause::Font(way @ (Reading::Tcvn3 | Reading::Vni)) = guess.cause else { return None };
    // Letters that are Vietnamese by now are part of it, so it is all or nothing.
    let after = way.of(&western).into_owned();
    is_all_vietnamese(&after).then_some(Guess { after, ..guess })
}

/// The numbers of sound and unsound words in a text.
pub(super) fn counts(text: &str) -> (u32, u32) {
    evidence::words(text).map(sense).fold((0, 0), |(sound_words, unsound_words), sense| match sense
    {
        Sense::Sound => (sound_words + 1, unsound_words),
        Sense::Neutral => (sound_words, unsound_words),
        Sense::Unsound => (sound_words, unsound_words + 1),
    })
}

/// The font that explains a cell best.
fn font(cell: &str) -> Option<Guess> {
    let words = Words::of(cell);
    let (way, rival) = words.best_explaining();
    let gained = words.explained_by(way);
    let rival = rival.filter(|rival| words.explained_by(*rival) * 10 >= gained * 7);
    let after = way.of(cell).into_owned();
    // A single word may be a foreign name: then every other word must be Vietnamese.
    let enough = gained > 1 || (gained == 1 && words.modern == 0 && is_all_vietnamese(&after));
    if !enough {
        return None;
    }
    let clean = speaks_for(&words, way) && rival.is_none();
    let after = if clean { after } else { by_words(cell, |word| way.of(word).into_owned()) };
    Some(Guess { cause: Cause::Font(way), after, words: gained, clean })
}

/// Whether a whole cell is consistent with a reading.
pub(super) fn speaks_for(words: &Words<'_>, way: Reading) -> bool {
    words.modern == 0
        && words.broken_by(way) == 0
        && words.unsound_under(way) * 4 <= words.explained_by(way)
}

/// Whether the words of a text are syllables, ASCII words included; one in four may be a name.
/// Abbreviations (`24/KH-UBND`) are no evidence.
fn is_all_vietnamese(text: &str) -> bool {
    let abbreviation = |word: &str| word.bytes().all(|byte| byte.is_ascii_uppercase());
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !abbreviation(word));
    let (mut all, mut sound) = (0, 0);
    for word in words {
        all += 1;
        sound += usize::from(crate::text::syllable::is_syllable(word));
    }
    sound * 4 >= all * 3
}

/// Partial repair of misread UTF-8, where some bytes are lost or other words are sound.
fn partial(cell: &str) -> Option<Guess> {
    CODE_PAGES.iter().find_map(|page| {
        let mut words = 0;
        let after = by_words(cell, |word| {
            let after = page.undo(word).unwrap_or_else(|| page.undo_lossy(word));
            words += counts(&after).0;
            after
        });
        (words > 0).then_some(Guess { cause: Cause::Reencoded, after, words, clean: false })
    })
}

/// Replaces the garbled words of a cell one by one.
fn by_words(cell: &str, mut word: impl FnMut(&str) -> String) -> String {
    let pieces = cell.split_inclusive(' ').map(|piece| match counts(piece) {
        (0, 1..) => Cow::Owned(word(piece)),
        _ => Cow::Borrowed(piece),
    });
    pieces.collect()
}

/// Whether a heading, or what it may have been before it was garbled, is known to the reader.
pub(super) fn may_mean(heading: &str, known: &dyn Fn(&str) -> bool) -> bool {
    if known(heading) {
        return true;
    }
    if heading.is_ascii() {
        return false;
    }
    let mut reencoded = CODE_PAGES.iter().filter_map(|page| page.undo(heading));
    let fonts = |text: &str| evidence::LEGACY.iter().any(|way| known(&way.of(text)));
    reencoded.any(|meant| known(&meant))
        || fonts(heading)
        || CodePage::Vietnamese.as_western(heading).is_some_and(|text| fonts(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_abroad_are_not_asked_about() {
        for cell in [
            "Médecins sans Frontières, São Paulo, José, Ñuñoa, Müller, Århus",
            "Hội thảo tại Köln, Đắk Lắk, Buôn Đôn",
            "20 °C; 5 µg/m³; ½; «a»; ©; 3 × 5 m²",
            "HĐND, ĐHQG, QĐ-UBND, TƯ Đoàn",
            "café, crème brûlée, Noël, naïve, Zürich, Bär, Hans Bär",
            "· Mở lớp; · Phát sổ tay",
        ] {
            assert!(guess(cell).is_none(), "{cell} {:?}", guess(cell));
        }
    }
}
