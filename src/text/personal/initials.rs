//! Initials of a child with its age, year of birth or class, which together tell who it is in a
//! commune: "cháu T.T.B.N (13 tuổi)", "em H., sinh năm 2012".

use super::full_name::{is_of_child, joins, starts_name};
use super::given::leads;
use super::{Word, ends};

const LONGEST: usize = 6;
/// Words before letters that are no initials: "nhóm B.1", "đội U.13".
const THINGS: &str = "thống chợ nhóm khối lớp bảng đội khu vực tổ mục lục min mã số loại hạng mũi cúm gan \
    trường công ty phường quận";

/// The end of initials that begin at `at`; a single letter needs a word for a child before it.
pub(super) fn initials_at(words: &[Word<'_>], at: usize) -> Option<usize> {
    let first = words.get(at)?;
    let is_led = at > 0 && first.before == " " && leads(words, at - 1);
    if is_led && is_run_of_initials(first) && is_of_child(words, at + 1) {
        return Some(at + 1);
    }
    if !is_initial(first) {
        return None;
    }
    // Part of a longer run of initials, or of a code: "II.A", "5.A".
    let is_inside = first.before == "." || first.before.ends_with(['/', '-', '_']);
    if is_inside && at > 0 {
        return None;
    }
    let is_next = |w: &&Word<'_>| {
        matches!(w.before, "." | ". ") && starts_name(w) && !ends(w.before.trim_start_matches(". "))
    };
    let more = words[at + 1..].iter().take(LONGEST).take_while(is_next).count();
    let to = at + 1 + more;
    let is_thing = at > 0 && joins(first.before) && words[at - 1].is_one_of(THINGS);
    ((more > 0 && !is_thing || is_led) && is_of_child(words, to)).then_some(to)
}

/// "NTA".
fn is_run_of_initials(word: &Word<'_>) -> bool {
    (2..=4).contains(&word.text.chars().count())
        && word.text.chars().all(char::is_uppercase)
        && !word.is_one_of("hs sv vn thcs thpt th mn nt dtts ct ks ka bh bhyt")
}

fn is_initial(word: &Word<'_>) -> bool {
    word.text.chars().count() == 1 && starts_name(word)
}
