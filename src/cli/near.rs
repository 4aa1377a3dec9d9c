//! What somebody who mistyped a word may have meant: names that the word begins, then names a few
//! slips away. Knows no command and no option.

/// So many names are suggested at most.
const SUGGESTED: usize = 3;

/// The nearest names, all equally near: those that begin with the word, or with which it begins;
/// else those the fewest typing slips away. Empty when nothing is near.
pub(crate) fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = typed.to_lowercase();
    let mut scored: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| Some((distance(&typed, &name.to_lowercase())?, name)))
        .collect();
    scored.sort_by_key(|(distance, _)| *distance);
    let least = scored.first().map(|(distance, _)| *distance);
    let near = scored.into_iter().take_while(|(distance, _)| Some(*distance) == least);
    near.map(|(_, name)| name).take(SUGGESTED).collect()
}

/// Typing slips from the word to a name, 0 where one begins with the other; `None` where they are
/// too far apart.
fn distance(typed: &str, name: &str) -> Option<usize> {
    // One letter begins too many names, and two begin a longer word by chance.
    let begins = typed.len() >= 2 && name.starts_with(typed);
    if begins || (name.len() >= 3 && typed.starts_with(name)) {
        return Some(0);
    }
    let slips = strsim::damerau_levenshtein(typed, name);
    let most = typed.chars().count().max(name.chars().count()).div_ceil(3);
    (slips <= most && slips < typed.chars().count()).then_some(slips)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const COMMANDS: [&str; 13] = [
        "check",
        "fix",
        "build",
        "status",
        "remind",
        "template",
        "plan",
        "explain",
        "schema",
        "init",
        "completions",
        "man",
        "help",
    ];

    #[test]
    fn the_fewest_slips_are_nearest() {
        for (typed, meant) in [
            ("chek", "check"),
            ("cehck", "check"),
            ("Check", "check"),
            ("hceck", "check"),
            ("checks", "check"),
            ("shema", "schema"),
            ("scheme", "schema"),
            ("biuld", "build"),
            ("bulid", "build"),
            ("stauts", "status"),
            ("statsu", "status"),
            ("fx", "fix"),
            ("tempalte", "template"),
            ("reminder", "remind"),
            ("remnid", "remind"),
            ("explian", "explain"),
            ("pln", "plan"),
            ("intit", "init"),
        ] {
            assert_eq!(nearest(typed, COMMANDS), [meant], "{typed}");
        }
    }

    #[test]
    fn what_a_word_begins_goes_before_what_is_some_slips_away() {
        assert_eq!(nearest("ch", COMMANDS), ["check"]);
        assert_eq!(nearest("comp", COMMANDS), ["completions"]);
        assert_eq!(nearest("tem", COMMANDS), ["template"]);
        assert_eq!(nearest("status-bao-cao", COMMANDS), ["status"]);
        assert_eq!(nearest("sta", ["stage", "status"]), ["stage", "status"], "both are named");
    }

    #[test]
    fn nothing_near_suggests_nothing() {
        for typed in ["xuat", "baocao", "x", "", "-", "kiem-tra", "du-lieu", "2026-Q1"] {
            assert!(nearest(typed, COMMANDS).is_empty(), "{typed}: {:?}", nearest(typed, COMMANDS));
        }
    }
}
