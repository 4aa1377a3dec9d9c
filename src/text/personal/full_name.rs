//! How full names are written, and what says that one is of a child: an age, a year of birth, a class.

use super::vocabulary::{
    COMMON, FAMILIES, GIVEN, INSTITUTIONS, LAST_FAMILIES, LONG_FAMILIES, MIDDLE, RARE_FAMILIES,
    is_of,
};
use super::{Word, ends};

const LONGEST: usize = 6;
/// The oldest child, in years.
const OLDEST: u32 = 17;
/// The first year in which one who is still a child was born.
const FIRST_YEAR: u32 = 2009;

/// The end of a full name that begins at `from`. A single letter after the family name is an
/// initial, as is anything before a full stop.
pub(super) fn full_name(words: &[Word<'_>], from: usize, least: usize) -> Option<usize> {
    let first = words.get(from)?;
    let next = words.get(from + 1)?;
    let third = words.get(from + 2);
    // Hasty writers use no capitals.
    let is_plain = |w: &Word<'_>| w.before == " " && w.text.chars().all(char::is_alphabetic);
    if first.text.starts_with(char::is_lowercase)
        && first.is_one_of(COMMON)
        && next.is_one_of(MIDDLE)
    {
        return third.filter(|w| is_plain(next) && is_plain(w)).map(|_| from + 3);
    }
    // Before the long lists, because most words have no capital.
    let goes_on = starts_name(first) && (starts_name(next) || next.is_one_of(MIDDLE));
    if !goes_on || !is_family(first, next, third) {
        return None;
    }
    let joint = next.before.trim_matches(' ');
    let more = words[from + 1..].iter().zip(from + 1..).take(LONGEST - 1);
    // "Trần thị Bích".
    let is_middle = |n: usize, w: &Word<'_>| {
        n == from + 1 && w.is_one_of(MIDDLE) && third.is_some_and(starts_name)
    };
    let more =
        more.take_while(|(w, n)| (starts_name(w) || is_middle(*n, w)) && is_joined(w, joint));
    let more: Vec<&Word<'_>> = more.map(|(w, _)| w).collect();
    let is_full = more.iter().any(|w| w.text.chars().count() > 1);
    (is_full && more.len() + 1 >= least).then_some(from + 1 + more.len())
}

/// Whether a word continues a name whose words are joined so: by spaces, or by hyphens or full stops
/// alone.
fn is_joined(word: &Word<'_>, joint: &str) -> bool {
    match joint {
        "" => word.before.trim_matches(' ').is_empty(),
        "-" | "_" => word.before == joint && !is_loud(word.text),
        "." => word.before == joint && word.text.chars().count() > 1 && !is_loud(word.text),
        _ => false,
    }
}

/// Whether a name begins with a family name: one that is known, one of two words, or an unknown one
/// before the middle name of women or men, as in "Pupor Thị …".
fn is_family(first: &Word<'_>, next: &Word<'_>, third: Option<&Word<'_>>) -> bool {
    let is_woman = |w: &Word<'_>| w.is_one_of("thị thi") && starts_name(w);
    let is_man = |third: &Word<'_>| {
        next.is_one_of("văn van")
            && starts_name(next)
            && starts_name(third)
            && !third.is_one_of("hóa hoá phòng học nghệ")
    };
    let is_given = |w: &Word<'_>| starts_name(w) && w.is_one_of(GIVEN);
    first.is_one_of(FAMILIES)
        || ["H'", "K'", "H’", "K’"].iter().any(|mark| first.text.starts_with(mark))
        || first.is_one_of(RARE_FAMILIES)
            && (next.is_one_of(MIDDLE) || next.is_one_of(GIVEN) && third.is_some_and(is_given))
        || first.small == "h" && third.is_some_and(|w| w.is_one_of(LAST_FAMILIES))
        || is_of(LONG_FAMILIES, &format!("{} {}", first.small, next.small))
        || (is_woman(next) || third.is_some_and(|w| is_woman(w) || is_man(w)))
            && !first.is_one_of(INSTITUTIONS)
}

/// The end of a full name of which only the family name has a capital, or nothing: "Trần gia hân",
/// "lê minh khôi".
pub(super) fn half_written_name(words: &[Word<'_>], from: usize) -> Option<usize> {
    let first = words.get(from)?;
    let is_capital = starts_name(first) && first.is_one_of(FAMILIES);
    if !is_capital && !first.is_one_of(COMMON) {
        return None;
    }
    let is_given = |w: &&Word<'_>| {
        w.before == " " && w.text.starts_with(char::is_lowercase) && w.is_one_of(GIVEN)
    };
    let given = words[from + 1..].iter().take(3).take_while(is_given).count();
    (given >= 2).then_some(from + 1 + given)
}

/// Whether what stands behind a name says that it is of a child: an age, a year of birth, a class, or
/// what happens to children.
pub(super) fn is_of_child(words: &[Word<'_>], to: usize) -> bool {
    const FILLERS: &str = "hiện nay mới đang khoảng gần tròn được năm";
    let mut rest = &words[to..];
    for _ in 0..3 {
        match rest.first() {
            Some(word) if word.is_one_of(FILLERS) && !ends(word.before) => rest = &rest[1..],
            _ => break,
        }
    }
    let end = rest.iter().take(4).position(|w| ends(w.before.trim_start_matches('.')));
    let rest = &rest[..end.unwrap_or(rest.len().min(4))];
    let Some(one) = rest.first() else { return false };
    let (two, three) = (rest.get(1), rest.get(2));
    let is = |word: Option<&Word<'_>>, list: &str| word.is_some_and(|w| w.is_one_of(list));
    let is_year = |w: Option<&Word<'_>>| {
        w.and_then(Word::number).is_some_and(|n| (FIRST_YEAR..2100).contains(&n))
    };
    let is_class = |w: Option<&Word<'_>>| w.is_some_and(|w| w.text.starts_with(is_digit));
    match &*one.small {
        "sn" | "sinh" => is_year(two) || is(two, "năm nam") && is_year(three),
        "học" | "hoc" if is(two, "sinh") => is(three, "lớp trường lop truong"),
        "học" | "hoc" if is(two, "lớp lop") => is_class(three),
        "hs" | "lớp" | "lop" => is_class(two),
        "mồ" | "mo" => is(two, "côi coi"),
        "đuối" => is(two, "nước"),
        "bị" => is(two, "đuối xâm hiếp dâm") || is(two, "bỏ") && is(three, "rơi mặc"),
        small => {
            let age = small.strip_suffix('t').filter(|n| !n.is_empty()).unwrap_or(small);
            let is_age = age.bytes().all(|b| b.is_ascii_digit());
            let says_age = age.len() < small.len()
                || is(two, "tuổi tuoi") && !is(three, "nghề đời thọ đảng")
                || is(two, "tháng thang ngày ngay") && is(three, "tuổi tuoi");
            is_age && says_age && age.parse().is_ok_and(|n: u32| n <= OLDEST)
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a word is written like part of a name.
pub(super) fn starts_name(word: &Word<'_>) -> bool {
    let letters = || word.text.chars();
    letters().next().is_some_and(char::is_uppercase) && !letters().any(is_digit)
}

pub(super) fn is_loud(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

/// Whether the gap between two words lets the second describe the first.
pub(super) fn joins(gap: &str) -> bool {
    gap.chars().all(|c| matches!(c, ' ' | ':' | '(' | '"' | '“' | '\'' | '-' | '–'))
}
