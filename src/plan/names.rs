//! Spelling variants of agency names: abbreviations, additions and omissions. Knows no agency.

use std::sync::LazyLock;

use crate::text::fold;

/// Frequent words of names, folded for comparison.
struct Words {
    /// The words before a unit's proper name, with their abbreviations.
    units: [(String, &'static [&'static str]); 6],
    committee: String,
}

/// Folded once: this runs for every name of every row.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    units: [
        (fold::name("thành phố"), &["tp", "t p"]),
        (fold::name("thị xã"), &["tx", "t x"]),
        (fold::name("huyện"), &["h"]),
        (fold::name("phường"), &["p"]),
        (fold::name("xã"), &["x"]),
        (fold::name("đặc khu"), &["đk", "đ k"]),
    ],
    committee: fold::name("ủy ban nhân dân"),
});

/// The province of a plan, whose name is optional in agency names.
#[derive(Debug, Clone)]
pub(super) struct Province {
    /// `tỉnh`, or `thành phố` for a city of that rank.
    level: String,
    /// Redundant suffixes of names: `tỉnh khánh hòa`, `khánh hòa`.
    suffixes: Vec<String>,
}

impl Default for Province {
    fn default() -> Self {
        Self { level: fold::name("tỉnh"), suffixes: Vec::new() }
    }
}

impl Province {
    /// Reads `Tỉnh Khánh Hòa`.
    pub(super) fn of(written: &str) -> Self {
        let (full, default) = (fold::name(written), Self::default());
        for level in [default.level, fold::name("thành phố")] {
            if let Some(short) = full.strip_prefix(&level).and_then(|rest| rest.strip_prefix(' ')) {
                let suffixes = vec![full.clone(), short.to_owned()];
                return Self { level, suffixes };
            }
        }
        let level = Self::default().level;
        Self { suffixes: vec![format!("{level} {full}"), full], level }
    }

    /// A name without the province suffix.
    pub(super) fn strip(&self, folded: &str) -> String {
        let rest = self.suffixes.iter().find_map(|suffix| folded.strip_suffix(suffix.as_str()));
        rest.map_or(folded, str::trim_end).to_owned()
    }

    /// Alternative keys of a name, with and without the province.
    pub(super) fn alternative_keys(&self, folded: &str) -> Vec<String> {
        let mut keys = Vec::new();
        let stripped = self.strip(folded);
        if stripped != folded && stripped != "ubnd" {
            keys.push(format!("{stripped} {}", self.level));
            keys.push(stripped);
        } else if let Some(rest) = folded.strip_suffix(&format!(" {}", self.level)) {
            keys.push(rest.to_owned());
        } else {
            keys.push(format!("{folded} {}", self.level));
        }
        keys
    }
}

/// Canonical spelling of abbreviations: `ủy ban nhân dân phường` = `ubnd p.` = `phường`.
pub(super) fn canonical(folded: &str) -> String {
    let rest = [WORDS.committee.as_str(), "ubnd", "u b n d"]
        .iter()
        .find_map(|p| folded.strip_prefix(p)?.strip_prefix(' '));
    let body = rest.unwrap_or(folded);
    for (word, shorts) in &WORDS.units {
        let proper = std::iter::once(word.as_str())
            .chain(shorts.iter().copied())
            .find_map(|w| body.strip_prefix(w)?.strip_prefix(' '));
        if let Some(proper) = proper {
            return format!("ubnd {word} {proper}");
        }
    }
    match rest {
        Some(rest) => format!("ubnd {rest}"),
        None => folded.to_owned(),
    }
}

/// The proper name of a unit, without `xã`, `phường` and so on.
pub(super) fn proper(folded: &str) -> impl Iterator<Item = &str> {
    WORDS
        .units
        .iter()
        .filter_map(|(word, _)| folded.strip_prefix(word.as_str()))
        .map(str::trim_start)
}

/// The comparison key of a group name: no diacritics, no leading committee.
pub(super) fn group(folded: &str) -> String {
    let ascii = fold::ascii(folded);
    ascii.strip_prefix("ubnd ").unwrap_or(&ascii).to_owned()
}
