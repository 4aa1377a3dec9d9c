//! The themes into which difficulties and proposals are sorted, and how a text finds its theme.
//!
//! Two passes over the phrases that occur: clear ones (`words`), then general ones (`weak`). Clear
//! ones in the main part of a sentence (not before a “nhưng”, not after a “nên” or “để”) go before
//! the rest; the theme with the most of them wins, of several the first of the list. General ones
//! decide only where all that occur are of one theme. A text that says there is nothing to report
//! has no theme.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::register::Register;
use crate::text::fold;
use crate::text::phrases::{Phrases, Sentences};

/// The id of the theme for what belongs to no other one; always the last.
pub(super) const OTHER: &str = "khac";

/// A theme, by its index in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThemeId(u16);

impl ThemeId {
    /// Its index in the list.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// A theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its id.
    pub id: String,
    /// Its name in documents and forms.
    pub name: String,
    /// Clear phrases.
    pub words: Vec<String>,
    /// General phrases, considered when no clear one of any theme occurs.
    pub weak: Vec<String>,
}

/// The themes of a plan.
#[derive(Debug, Clone, Default)]
pub struct Themes {
    list: Vec<Theme>,
    none: NoneWords,
    /// Built on the first text.
    finder: OnceLock<Finder>,
}

/// The expressions that say there is nothing, folded with and without accents.
#[derive(Debug, Clone, Default)]
struct NoneWords {
    accented: HashSet<String>,
    unaccented: HashSet<String>,
    /// The syllables of the longest one.
    longest: usize,
}

impl NoneWords {
    fn new(none: &[String]) -> Self {
        let accented: HashSet<String> = none.iter().map(|text| fold::name(text)).collect();
        let longest = accented.iter().map(|text| text.split(' ').count()).max().unwrap_or(0);
        Self { accented, unaccented: none.iter().map(|text| fold::ascii(text)).collect(), longest }
    }

    /// Whether every sentence of a text consists of nothing but these expressions.
    fn are_all_of(&self, text: &Sentences) -> bool {
        let known = if text.has_accents() { &self.accented } else { &self.unaccented };
        let mut sentences = text.iter().filter(|sentence| !sentence.is_empty()).peekable();
        sentences.peek().is_some() && sentences.all(|sentence| self.consists_of(sentence, known))
    }

    /// Whether a folded sentence is a sequence of expressions.
    fn consists_of(&self, sentence: &str, known: &HashSet<String>) -> bool {
        // Where the next expression may begin.
        let mut begins = vec![0];
        let mut open = 0;
        for end in sentence.match_indices(' ').map(|(at, _)| at).chain([sentence.len()]) {
            open += 1;
            if begins.iter().any(|from| known.contains(&sentence[*from..end])) {
                begins.push(end + 1);
                open = 0;
            } else if open >= self.longest {
                // No expression reaches so far: most texts end here.
                return false;
            }
        }
        open == 0
    }
}

/// The compiled phrases.
#[derive(Debug, Clone)]
struct Finder {
    phrases: Phrases,
    origins: Vec<Origin>,
}

/// Of a phrase its theme, whether it is weak, and its index there.
type Origin = (ThemeId, bool, usize);

/// What a text is found to be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About<'p> {
    /// It says that there is nothing.
    Nothing,
    /// A theme, and the phrase that says so.
    Theme {
        /// The theme.
        theme: ThemeId,
        /// The phrase as the plan writes it.
        phrase: &'p str,
        /// Whether it is a general phrase.
        is_weak: bool,
    },
    /// No phrase of any theme occurs.
    Unknown,
}

impl Themes {
    pub(super) fn new(list: Vec<Theme>, none: &[String]) -> Self {
        Self { list, none: NoneWords::new(none), finder: OnceLock::new() }
    }

    /// Whether the plan has no themes.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All themes with their ids, in the order of the list.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (ThemeId, &Theme)> {
        self.list.iter().enumerate().map(|(n, theme)| (id_at(n), theme))
    }

    /// The theme with an id.
    pub fn get(&self, id: ThemeId) -> &Theme {
        &self.list[id.index()]
    }

    /// The theme for what belongs to no other one.
    pub fn other(&self) -> Option<ThemeId> {
        self.list.iter().position(|theme| theme.id == OTHER).map(id_at)
    }

    /// The theme that a cell or `period.yaml` names, by its id or its name.
    pub fn find(&self, written: &str) -> Option<ThemeId> {
        // Fast path: drop-downs and ids are spelled as in the plan.
        let exact = |theme: &Theme| theme.name == written || theme.id == written;
        if let Some(at) = self.list.iter().position(exact) {
            return Some(id_at(at));
        }
        let key = fold::ascii(written);
        if key.is_empty() || fold::unfoldable_in_value(written).is_some() {
            return None;
        }
        let same = |theme: &Theme| fold::ascii(&theme.name) == key || fold::ascii(&theme.id) == key;
        self.list.iter().position(same).map(id_at)
    }

    /// The theme whose name or id is nearest to a text.
    pub fn nearest(&self, written: &str) -> Option<ThemeId> {
        let names = self.iter().flat_map(|(id, theme)| [(&*theme.name, id), (&*theme.id, id)]);
        fold::nearest(written, names, 1).first().copied()
    }

    /// Whether a text says that there is nothing.
    pub fn says_nothing(&self, text: &str) -> bool {
        self.none.are_all_of(&Sentences::of(text))
    }

    /// What a text is about; the names of the register are no part of it.
    pub(super) fn about(&self, text: &str, register: &Register) -> About<'_> {
        let text = Sentences::of(text);
        if self.none.are_all_of(&text) {
            return About::Nothing;
        }
        let finder = self.finder.get_or_init(|| Finder::new(&self.list, register));
        let Some((theme, is_weak, at)) = finder.decides(&text) else { return About::Unknown };
        let of_theme = self.get(theme);
        let phrases = if is_weak { &of_theme.weak } else { &of_theme.words };
        About::Theme { theme, phrase: &phrases[at], is_weak }
    }
}

impl Finder {
    fn new(list: &[Theme], register: &Register) -> Self {
        let (mut phrases, mut origins) = (Vec::new(), Vec::new());
        for is_weak in [false, true] {
            for (n, theme) in list.iter().enumerate() {
                let own = if is_weak { &theme.weak } else { &theme.words };
                phrases.extend(own.iter().map(String::as_str));
                origins.extend((0..own.len()).map(|at| (id_at(n), is_weak, at)));
            }
        }
        let names = register.agencies().iter();
        let names = names.flat_map(|agency| agency.names().chain(agency.unit.as_deref()));
        let names: Vec<&str> = names.collect();
        Self { phrases: Phrases::new(&phrases, &names), origins }
    }

    /// The phrase that decides the theme of a text.
    fn decides(&self, text: &Sentences) -> Option<Origin> {
        let found = self.phrases.found(text);
        let clear = |is_main| found.iter().filter(move |f| f.is_main == is_main);
        let clear = |is_main| clear(is_main).map(|f| f.phrase).filter(|n| !self.origins[*n].1);
        let by_clear = most(clear(true).collect(), &self.origins);
        if let Some(first) = by_clear.or_else(|| most(clear(false).collect(), &self.origins)) {
            return Some(self.origins[first]);
        }
        // No clear one occurs: all are general.
        let first = found.iter().map(|found| found.phrase).min()?;
        let theme = |phrase: usize| self.origins[phrase].0;
        let agree = found.iter().all(|found| theme(found.phrase) == theme(first));
        agree.then(|| self.origins[first])
    }
}

/// The first phrase of the theme that has most of some; of equals the first of the list.
fn most(mut phrases: Vec<usize>, origins: &[Origin]) -> Option<usize> {
    phrases.sort_unstable();
    phrases.dedup();
    let of_one_theme = phrases.chunk_by(|a, b| origins[*a].0 == origins[*b].0);
    // The first of the largest: `max_by_key` would take the last.
    of_one_theme.rev().max_by_key(|same| same.len()).map(|same| same[0])
}

fn id_at(index: usize) -> ThemeId {
    ThemeId(u16::try_from(index).unwrap_or(u16::MAX))
}
