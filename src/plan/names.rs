//! How people write the names of bodies: what they shorten, add and leave out. Knows no agency.

use std::sync::LazyLock;

use crate::text::fold;

/// The words that stand in names again and again, in the form in which names are compared.
struct Words {
    /// The words before a unit's proper name, each with how people shorten it.
    units: [(String, &'static [&'static str]); 6],
    committee: String,
    level: String,
    province: String,
    level_and_province: String,
}

/// Folded once: every name of every row passes here.
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
    level: fold::name("tỉnh"),
    province: fold::name("Khánh Hòa"),
    level_and_province: fold::name("tỉnh Khánh Hòa"),
});

/// One spelling for what people shorten: `ủy ban nhân dân phường` = `ubnd p.` = `phường`.
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

/// "UBND cấp xã" is a group even where the plan's own wording is longer.
pub(super) fn group_word(folded: &str) -> Option<&'static str> {
    let ascii = fold::ascii(folded);
    match ascii.strip_prefix("ubnd ").unwrap_or(&ascii) {
        "cap xa"
        | "cap huyen"
        | "cap huyen cap xa"
        | "cac xa"
        | "cac xa phuong"
        | "cac xa phuong dac khu" => Some("ubnd-cap-huyen-cap-xa"),
        "cac huyen" | "cac huyen thi xa thanh pho" => Some("ubnd-cac-huyen-thi-xa-thanh-pho"),
        "cac so" | "cac so ban nganh" | "cac so ban nganh doan the" => {
            Some("cac-so-ban-nganh-doan-the-lien-quan")
        }
        _ => None,
    }
}

/// The words "tỉnh Khánh Hòa" do not matter in a name: other keys under which it may stand.
pub(super) fn others(folded: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let stripped = strip_province(folded);
    if stripped != folded && stripped != "ubnd" {
        keys.push(format!("{stripped} {}", WORDS.level));
        keys.push(stripped);
    } else if let Some(rest) = folded.strip_suffix(&format!(" {}", WORDS.level)) {
        keys.push(rest.to_owned());
    } else {
        keys.push(format!("{folded} {}", WORDS.level));
    }
    keys
}

pub(super) fn strip_province(folded: &str) -> String {
    for tail in [&WORDS.level_and_province, &WORDS.province] {
        if let Some(rest) = folded.strip_suffix(tail.as_str()) {
            return rest.trim_end().to_owned();
        }
    }
    folded.to_owned()
}
