//! Days of birth: a full date after a word for birth.

use super::{Found, Kind, Word, ends};

/// Words before "sinh" that give it another meaning: "khai sinh ngày …", "học sinh".
const NOT_BORN: &str = "khai học vệ tuyển phát sơ hy dân thí nảy nẩy an mưu kháng giáo môn ký tái \
    trùng nhân thú hồi quyên tiền hậu vi triệt chúng siêu đản phục nghiên sản hoc ve tuyen phat so";
/// Words after it that do the same: "ngày sinh hoạt", "sinh nhật".
const NOT_BIRTH: &str =
    "hoạt viên nhật thái kế học con sản đẻ trưởng lý tố vật lợi sống hoat vien nhat";
/// Maximum number of words between it and the date.
const BETWEEN: usize = 6;
/// An earlier year of birth is not that of a child or its parent.
const FIRST_YEAR: u32 = 1930;
/// Two-digit years up to this one are in this century.
const SHORT_YEARS: u32 = 29;

/// Words of the longest date, and one behind it.
const MAX_DATE_WORDS: usize = 6;

pub(super) fn found(words: &[Word<'_>]) -> Vec<Found> {
    (0..words.len()).filter_map(|at| birth_day(words, at)).collect()
}

fn birth_day(words: &[Word<'_>], at: usize) -> Option<Found> {
    let word = &words[at];
    if !word.is_one_of("sinh sn ns dob") {
        return None;
    }
    let before = at.checked_sub(1).map(|n| &words[n]).filter(|_| !ends(word.before));
    let is_person = || at > 1 && words[at - 2].is_one_of("nạn bệnh nan benh");
    let is_not_born =
        |w: &Word<'_>| w.is_one_of(NOT_BORN) && !(w.is_one_of("nhân nhan") && is_person());
    if before.is_some_and(is_not_born) && !is_name_before(words, at) {
        return None;
    }
    if words.get(at + 1).is_some_and(|w| w.is_one_of(NOT_BIRTH)) {
        return None;
    }
    // "Ngày sinh của cháu là …" may name the person; "sinh ngày …" is followed by the day directly.
    let is_titled = before.is_some_and(|w| w.is_one_of("ngày năm tháng ngay nam"));
    let mut day = at + 1;
    for _ in 0..BETWEEN {
        let next = words.get(day).filter(|w| !ends(w.before))?;
        if next.number().is_some() {
            break;
        }
        if !is_titled && !next.is_one_of("ngày vào lúc hôm năm ngay vao") {
            return None;
        }
        day += 1;
    }
    // "Trẻ sinh ngày 01/01/2026 trở đi": of all of them.
    let mut behind = words[day..].iter().take(MAX_DATE_WORDS).take_while(|w| !ends(w.before));
    if behind.any(|w| w.is_one_of("trở tro")) {
        return None;
    }
    let year = year(words, day)?;
    (year >= FIRST_YEAR)
        .then(|| Found { kind: Kind::BirthDay, masked: format!("{} …/{year}", word.text) })
}

/// Whether the word before is the end of a name: "cháu An sinh ngày …".
fn is_name_before(words: &[Word<'_>], at: usize) -> bool {
    let is_capital = |w: &Word<'_>| w.text.starts_with(char::is_uppercase);
    let [.., first, last] = &words[..at] else { return false };
    let is_begun = is_capital(first) || first.is_one_of("cháu em bé con trẻ bạn chau be tre");
    is_capital(last) && is_begun && !ends(last.before)
}

/// The year of a full date that begins at `day`: `12/3/2015`, `12 tháng 3 năm 2015`.
fn year(words: &[Word<'_>], day: usize) -> Option<u32> {
    let within = |n: usize, limit: u32| words.get(n)?.number().filter(|n| (1..=limit).contains(n));
    let is = |n: usize, list: &str| words.get(n).is_some_and(|w| w.is_one_of(list));
    let is_mark = |n: usize| {
        words.get(n).is_some_and(|w| matches!(w.before.trim_matches(' '), "/" | "." | "-"))
    };
    // 2015-03-12.
    if let Some(year) = within(day, 2100).filter(|n| *n > 31) {
        let is_date = is_mark(day + 1) && is_mark(day + 2);
        return (is_date && within(day + 1, 12).is_some() && within(day + 2, 31).is_some())
            .then_some(year);
    }
    within(day, 31)?;
    if is(day + 1, "tháng thang") {
        within(day + 2, 12)?;
        return is(day + 3, "năm nam").then(|| within(day + 4, 2100))?;
    }
    within(day + 1, 12)?;
    let year = (is_mark(day + 1) && is_mark(day + 2)).then(|| within(day + 2, 2100))??;
    // 12/03/15.
    let is_short = words[day + 2].text.len() == 2;
    Some(if is_short { year + if year <= SHORT_YEARS { 2000 } else { 1900 } } else { year })
}
