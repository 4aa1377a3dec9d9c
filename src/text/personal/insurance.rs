//! Numbers of cards of health insurance: fifteen signs, two letters before thirteen digits, as on
//! cards before 2021; or the ten digits of social insurance, which cards bear since.

use super::{Found, Kind, Word};

/// Letters with which a card begins: children, pupils, the poor, …
const LETTERS: &str = "te hs sv hn cn dt dk xd bt dn hx ch nn tk hc xk tb no ct xb ts tc tq ta ty hg ls \
    pv gb gd nd tv td cs qn ca cy xn ms cc ck cb kc hd";
const DIGITS: usize = 13;
/// The number of the insured person alone.
const OF_PERSON: usize = 10;
/// Words between "BHYT" and that number.
const BETWEEN: &str = "số mã thẻ là của cháu em bé y tế xã hội so ma the";
const FARTHEST: usize = 6;

pub(super) fn found(words: &[Word<'_>]) -> Vec<Found> {
    let number = |at| card(words, at).or_else(|| number_of_person(words, at));
    let masked = |n: String| Found {
        kind: Kind::Insurance,
        masked: format!("{}…{}", &n[..3], &n[n.len() - 2..]),
    };
    (0..words.len()).filter_map(number).map(masked).collect()
}

/// The whole number, in one piece or in groups: "TE1565612345678", "TE 1 56 56 123 45678".
fn card(words: &[Word<'_>], at: usize) -> Option<String> {
    let word = &words[at];
    if !word.text.is_ascii() || word.text.len() < 2 || !word.small.is_char_boundary(2) {
        return None;
    }
    let (letters, digits) = word.small.split_at(2);
    let is_known = LETTERS.split_whitespace().any(|known| known == letters);
    if !is_known || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let is_loud = word.text.starts_with(|c: char| c.is_ascii_uppercase());
    let digits = digits_from(digits, words, at, DIGITS);
    let is_card = digits.len() == DIGITS && digits.starts_with(['1', '2', '3', '4', '5']);
    (is_card && is_loud).then(|| format!("{}{digits}", letters.to_uppercase()))
}

/// Ten digits behind the name of the insurance.
fn number_of_person(words: &[Word<'_>], at: usize) -> Option<String> {
    let first = words[at].number_text()?;
    let digits = digits_from(first, words, at, OF_PERSON);
    if digits.len() != OF_PERSON || words[at].before.ends_with(['/', '-', '.']) {
        return None;
    }
    // "BHYT cho 1.234.567.890 đồng".
    let is_in_groups = first.len() < OF_PERSON;
    if is_in_groups && (first.len() < 2 || words[at + 1].before != " ") {
        return None;
    }
    for n in (at.saturating_sub(FARTHEST)..at).rev() {
        let pair = (n.checked_sub(1).map_or("", |n| &*words[n].small), &*words[n].small);
        if matches!(pair, (_, "bhyt" | "bhxh") | ("bảo", "hiểm") | ("bao", "hiem")) {
            return Some(digits);
        }
        let is_gap = words[n + 1].before.chars().all(|c| matches!(c, ' ' | ':' | '(' | '.'));
        if !words[n].is_one_of(BETWEEN) || !is_gap {
            return None;
        }
    }
    None
}

/// So many digits, of which `first` are the beginning, or a part of them.
fn digits_from(first: &str, words: &[Word<'_>], at: usize, most: usize) -> String {
    let mut digits = first.to_owned();
    let is_next = |w: &&Word<'_>| matches!(w.before, " " | "." | "-") && w.number_text().is_some();
    for word in words[at + 1..].iter().take_while(is_next) {
        if digits.len() >= most {
            break;
        }
        digits.push_str(word.text);
    }
    digits
}
