//! Given names behind a word for a child, without a family name: "cháu Tuấn", "bé trai Minh Khôi",
//! "trẻ em tên là Gia Hân", "các em Nhi, Hân, Bảo".

use super::full_name::{is_loud, joins, starts_name};
use super::vocabulary::{
    AFTER_PERSONS, ALSO_WORDS, FAMILIES, GIVEN, INSTITUTIONS, MIDDLE, NOT_GIVEN, NOT_PERSONS,
    OF_PLACES, RARE_FAMILIES, WORDS, is_of,
};
use super::{Word, ends};
use crate::text::fold;

/// The words directly before a given name that may introduce it.
pub(super) const LEADERS: &str =
    "em cháu bé trai gái nhỏ nuôi út tên là gọi nhi nhân sinh chau be nho ten la goi";
/// The ends of words before a leader that make it none: "trẻ em", "học sinh".
pub(super) const NO_LEADERS: [(&str, &str); 2] = [("rẻ", "em"), ("ọc", "sinh")];

/// Words that together are for a child: "cháu bé", "con trai út".
const TITLES: &str = "em cháu bé con trai gái nhỏ nuôi út chau be gai nho";
/// Words before those that make them many.
const MANY: &str = "các những nhiều mọi mỗi từng số hai ba bốn năm sáu mấy vài thể đảo chị anh cac";
/// Words before those that make them no child, or part of the name of a group.
const OTHER: &str = "trẻ tre đàn lớp nhóm trường non giáo lập tổ đội hội giải cúp bạn rồng lạc";
const FARTHEST: usize = 9;
const LONGEST: usize = 4;

/// Who a given name is said of.
struct Title {
    /// Where the words for a child begin.
    at: usize,
    /// Whether they are of more than one child.
    is_many: bool,
    /// Whether the name is called one: "tên là …".
    is_named: bool,
}

/// Whether the word at `at` may introduce a given name or initials.
pub(super) fn leads(words: &[Word<'_>], at: usize) -> bool {
    let (word, before) = (&words[at], at.checked_sub(1).map_or("", |n| &*words[n].small));
    let is_other = |(end, leader): (&str, &str)| {
        word.small == leader && word.before == " " && before.ends_with(end)
    };
    word.is_one_of(LEADERS) && !NO_LEADERS.into_iter().any(is_other)
}

/// The word for a child before a given name at `at`, and the end of the name.
pub(super) fn name_at(
    words: &[Word<'_>],
    at: usize,
    is_place: &impl Fn(&str) -> bool,
) -> Option<(usize, usize)> {
    let before = at.checked_sub(1)?;
    if !starts_name(&words[at]) || !introduces(words[at].before) || !leads(words, before) {
        return None;
    }
    let title = named(words, at).or_else(|| titled(words, at))?;
    let to = end_of_name(words, at);
    if title.is_many {
        let is_item = |from, to| {
            is_name(words, from, to, is_place)
                && !(to > from + 1 && words[from].is_one_of(OF_PLACES))
        };
        let next = next_of_list(words, to)?;
        let is_list = is_item(at, to) && is_item(next, end_of_name(words, next));
        return is_list.then_some((title.at, to));
    }
    let is_nickname = title.is_named
        && to == at + 1
        && words[at].before == " "
        && !is_loud(words[at].text)
        && !words[at].is_one_of(INSTITUTIONS)
        && follows_person(words, to);
    (is_nickname || is_name(words, at, to, is_place)).then_some((title.at, to))
}

/// Whether a gap lets a name follow: nothing but spaces, a colon, an opening bracket or quotation mark.
fn introduces(gap: &str) -> bool {
    matches!(
        gap.trim_start_matches(' '),
        "" | "(" | "“" | "\"" | "'" | ":" | ": " | ": “" | ": \"" | ": ("
    )
}

/// The words for a child that directly precede a name.
fn titled(words: &[Word<'_>], at: usize) -> Option<Title> {
    let mut first = at;
    while first > 0 && words[first - 1].is_one_of(TITLES) && joins(words[first].before) {
        first -= 1;
    }
    let pair = at.checked_sub(2).map(|n| (&*words[n].small, &*words[n + 1].small));
    if let Some(("bệnh", "nhi") | ("nạn", "nhân") | ("nữ" | "nam", "sinh")) = pair {
        first = at - 2;
    } else if first == at {
        return None;
    }
    let title = &words[first];
    let is_one_word = first + 1 == at;
    if is_one_word && title.is_one_of("trai gái nhỏ nuôi út gai nho")
        || !is_one_word && title.is_one_of("trai gái nhỏ nuôi út gai nho")
        || title.text.chars().count() > 1 && is_loud(title.text)
    {
        return None;
    }
    // "con em", "con cháu" are all children.
    if title.small == "con" && words[first + 1].is_one_of("em cháu chau") {
        return None;
    }
    let gap = title.before;
    if title.text.starts_with(char::is_uppercase)
        && (gap.contains(['"', '“', '\'']) || first > 0 && gap.trim_matches(' ').is_empty())
    {
        return None;
    }
    let before = first.checked_sub(1).map(|n| &words[n]).filter(|_| joins(gap));
    // "Con ngoan, cháu Hiền".
    let is_rhyme = first > 0 && words[first - 1].is_one_of("ngoan thảo");
    if is_rhyme || before.is_some_and(|w| w.is_one_of(OTHER)) {
        return None;
    }
    let is_many = before.is_some_and(|w| w.is_one_of(MANY) || is_count(words, first - 1));
    Some(Title { at: first, is_many, is_named: false })
}

/// Whether a word is a number of children: more than one, and not that of a class.
fn is_count(words: &[Word<'_>], at: usize) -> bool {
    let is_class = at.checked_sub(1).is_some_and(|n| words[n].is_one_of("lớp khối số"));
    words[at].number().is_some_and(|n| n > 1) && !is_class
}

/// A word for a child in the same clause, before the word that says that a name follows.
fn named(words: &[Word<'_>], at: usize) -> Option<Title> {
    const CHILDREN: &str = "em cháu bé trẻ con nhi sinh chau be tre";
    const THINGS: &str = "trường lớp nhóm đường phố mô hình bộ đội đoàn hội chương trình dự án mềm giải \
        quỹ cuộc tổ công ty quán nhà sách thơ bài chuyện truyện phim vở kịch ca";
    let mut said = at;
    while said > 0
        && joins(words[said].before)
        && words[said - 1].is_one_of("là la gọi goi ở nhà thường khai sinh")
    {
        said -= 1;
    }
    let said = said.checked_sub(1).filter(|n| words[*n].is_one_of("tên ten"))?;
    if !joins(words[said + 1].before) {
        return None;
    }
    for n in (said.saturating_sub(FARTHEST)..said).rev() {
        if ends(words[n + 1].before) || words[n].is_one_of(THINGS) {
            return None;
        }
        if words[n].is_one_of(CHILDREN) {
            let is_of_thing = n.checked_sub(1).is_some_and(|n| words[n].is_one_of(OTHER));
            let is_child = !is_of_thing || words[n].small == "em";
            return is_child.then_some(Title { at: n, is_many: false, is_named: true });
        }
    }
    None
}

/// The end of the capitalized words from `at`.
fn end_of_name(words: &[Word<'_>], at: usize) -> usize {
    let is_next = |w: &&Word<'_>| {
        starts_name(w) && w.before.trim_matches(' ').is_empty() && !w.is_one_of(INSTITUTIONS)
    };
    at + 1 + words[at + 1..].iter().take_while(is_next).count()
}

/// The next name of a list: "Nhi, Hân", "Hồng và Huệ".
fn next_of_list(words: &[Word<'_>], to: usize) -> Option<usize> {
    let word = words.get(to)?;
    let next = match &*word.small {
        "và" | "va" | "cùng" if word.before.trim_matches([' ', ',']).is_empty() => to + 1,
        _ if word.before.trim_matches(' ') == "," => to,
        _ => return None,
    };
    words.get(next).filter(|w| starts_name(w)).map(|_| next)
}

/// Whether capitalized words are the name of a person and of nothing else.
fn is_name(words: &[Word<'_>], from: usize, to: usize, is_place: &impl Fn(&str) -> bool) -> bool {
    let name = &words[from..to];
    let is_part = |w: &Word<'_>| w.is_one_of(GIVEN) || w.is_one_of(MIDDLE);
    let is_family = |w: &Word<'_>| w.is_one_of(FAMILIES) || w.is_one_of(RARE_FAMILIES);
    let (Some((first, rest)), 1..=LONGEST) = (name.split_first(), name.len()) else {
        return false;
    };
    let is_known = match rest {
        [] => {
            first.is_one_of(GIVEN)
                || is_highland_name(first)
                || words[from - 1].is_one_of("chau be") && is_given_without_marks(first)
        }
        [_] => is_part(first) || is_family(first),
        // The family name of a people few of whom live here.
        _ => {
            is_part(first)
                || is_family(first)
                || !first.is_one_of(INSTITUTIONS)
                    && words[from - 1].text.starts_with(char::is_lowercase)
                    && !words[to - 1].is_one_of(ALSO_WORDS)
        }
    };
    // "GIA HÂN", but not "AN TOÀN".
    let is_loud = name.iter().any(|w| w.text.chars().count() > 1 && is_loud(w.text));
    if is_loud && name.iter().all(|w| w.is_one_of(ALSO_WORDS)) {
        return false;
    }
    if !is_known || !rest.iter().all(is_part) {
        return false;
    }
    let full = name.iter().map(|w| &*w.small).collect::<Vec<_>>().join(" ");
    let is_thing = || is_of(NOT_GIVEN, &full) || is_of(NOT_PERSONS, &full) || is_place(&full);
    if !rest.is_empty() && is_thing() {
        return false;
    }
    match name.iter().all(|w| w.is_one_of(ALSO_WORDS)) {
        true => follows_person(words, to),
        false => !begins_word(words, to),
    }
}

/// "chau Tuan".
fn is_given_without_marks(word: &Word<'_>) -> bool {
    let mut given = GIVEN.split(' ').filter(|given| given.chars().count() > 2);
    word.text.is_ascii() && given.any(|given| fold::ascii(given) == word.small)
}

/// "K'Brếp", "H'Linh".
fn is_highland_name(word: &Word<'_>) -> bool {
    let rest = word.text.strip_prefix(['H', 'K']).and_then(|w| w.strip_prefix(['\'', '’']));
    rest.is_some_and(|w| w.chars().count() > 1) && !word.is_one_of("k'ho k’ho")
}

/// Whether a statement ends at `to`, or goes on with a word that follows persons.
fn follows_person(words: &[Word<'_>], to: usize) -> bool {
    let Some(next) = words.get(to) else { return true };
    let goes_on = next.number().is_some() || next.is_one_of(AFTER_PERSONS);
    !next.before.trim_matches(' ').is_empty() || goes_on && !begins_word(words, to)
}

/// Whether the word before `to` and that behind it are one word: "An sinh".
fn begins_word(words: &[Word<'_>], to: usize) -> bool {
    let pair = |next: &Word<'_>| format!("{} {}", words[to - 1].small, next.small);
    words
        .get(to)
        .is_some_and(|next| next.before.trim_matches(' ').is_empty() && is_of(WORDS, &pair(next)))
}
