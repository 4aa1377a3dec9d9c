//! A day with a time, zone or weekday, as programs write it: `2026-03-12T00:00:00.000Z`,
//! `12/03/2026 14:05:33`, `10:00 12/3/2026`. Splits these; the day itself is parsed elsewhere.

use super::fold;

/// The parts of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment<'a> {
    /// The text of the day.
    pub(super) day: &'a str,
    /// Minutes since midnight.
    pub(super) minutes: i64,
    /// Offset of the clock from UTC in minutes, if stated.
    pub(super) ahead: Option<i64>,
    /// Whether a foreign program may have written the month first: seconds after a day and month
    /// without zeros, or `PM`.
    pub(super) foreign: bool,
}

/// Splits a text; `None` if it names no time.
pub(super) fn parse(text: &str) -> Option<Moment<'_>> {
    let text = text.trim();
    // Fast path: every form below has one of these.
    memchr::memchr3(b':', b'h', b'g', text.as_bytes())?;
    let (day, clock, between) = split(text)?;
    let (clock, ahead) = zone(clock)?;
    let (clock, half) = half_of_day(clock.trim());
    let (mut hours, minutes, seconds) = time(clock.trim())?;
    match half {
        Some(_) if hours > 12 || hours == 0 => {}
        Some(Half::Morning(_)) => hours %= 12,
        Some(Half::Afternoon(_)) => hours = hours % 12 + 12,
        None => {}
    }
    let english = matches!(half, Some(Half::Morning(true) | Half::Afternoon(true)));
    let day = day.trim().trim_end_matches(',').trim_end();
    let foreign = between && (english || (half.is_none() && seconds && without_zeros(day)));
    Some(Moment { day, minutes: hours * 60 + minutes, ahead, foreign })
}

/// The day and the time, and whether the day comes first.
fn split(text: &str) -> Option<(&str, &str, bool)> {
    if let Some((day, clock)) = text.split_once('T')
        && day.len() == 10
        && day.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    {
        return Some((day, clock, true));
    }
    // The time first: `10:00 12/3/2026`, `10h30 ngày 12/3/2026`.
    let (first, rest) = text.split_once(' ')?;
    if first.trim_end_matches(',').contains([':', 'h', 'g'])
        && time(first.trim_end_matches(',')).is_some()
    {
        return Some((rest, first.trim_end_matches(','), false));
    }
    // Otherwise the time begins at the word with its hours.
    let starts = text.match_indices(' ').map(|(at, _)| at + 1);
    starts
        .filter(|at| text[*at..].starts_with(|c: char| c.is_ascii_digit()))
        .find(|at| {
            let word = text[*at..].split(' ').next().unwrap_or_default();
            word.contains([':', 'h', 'g']) && !word.contains('/')
        })
        .map(|at| (&text[..at], &text[at..], true))
}

/// The zone after a time: `Z`, `+07:00`, `+0700`, `UTC`, `GMT+7`.
fn zone(clock: &str) -> Option<(&str, Option<i64>)> {
    let clock = clock.trim();
    for name in ["Z", "z", " UTC", " GMT"] {
        if let Some(rest) = clock.strip_suffix(name) {
            return Some((rest, Some(0)));
        }
    }
    let Some(at) = clock.rfind(['+', '-']) else { return Some((clock, None)) };
    let (time, offset) = (clock[..at].trim_end(), &clock[at + 1..]);
    let time = ["GMT", "UTC"].iter().find_map(|n| time.strip_suffix(n)).unwrap_or(time);
    let (hours, minutes) = match offset.split_once(':') {
        Some(parts) => parts,
        None if offset.len() == 4 && offset.is_ascii() => offset.split_at(2),
        None => (offset, "0"),
    };
    let (hours, minutes): (i64, i64) = (number(hours)?, number(minutes)?);
    let ahead = hours * 60 + minutes;
    let is_valid = hours <= 14 && minutes < 60;
    is_valid.then_some((time, Some(if clock[at..].starts_with('-') { -ahead } else { ahead })))
}

/// The half of the day, and whether it is in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning(bool),
    Afternoon(bool),
}

fn half_of_day(clock: &str) -> (&str, Option<Half>) {
    let names = [
        ("AM", Half::Morning(true)),
        ("PM", Half::Afternoon(true)),
        ("SA", Half::Morning(false)),
        ("CH", Half::Afternoon(false)),
    ];
    names
        .into_iter()
        .find_map(|(name, half)| {
            let at =
                clock.len().checked_sub(name.len()).filter(|at| clock.is_char_boundary(*at))?;
            clock[at..].eq_ignore_ascii_case(name).then_some((&clock[..at], Some(half)))
        })
        .unwrap_or((clock, None))
}

/// Hours and minutes, and whether seconds follow: `9:41`, `09:41:05.000`, `10h30`, `10h`.
fn time(clock: &str) -> Option<(i64, i64, bool)> {
    let clock = clock.trim_end_matches("phút").trim_end_matches('p').trim_end();
    let (hours, rest) = match clock.split_once(':') {
        Some(parts) => parts,
        None => clock.split_once("giờ").or_else(|| clock.split_once(['h', 'g']))?,
    };
    let (minutes, seconds) = match rest.split_once(':') {
        Some((minutes, seconds)) => (minutes, Some(seconds)),
        None => (rest, None),
    };
    let minutes = if minutes.trim().is_empty() && seconds.is_none() { "0" } else { minutes };
    let whole = seconds.unwrap_or("0").split(['.', ',']).next()?;
    let (hours, minutes, whole) = (number(hours)?, number(minutes)?, number(whole)?);
    (hours < 24 && minutes < 60 && whole < 61).then_some((hours, minutes, seconds.is_some()))
}

fn number(text: &str) -> Option<i64> {
    let text = fold::trim(text);
    let is_valid = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    is_valid.then(|| text.parse().ok()).flatten()
}

/// Whether a day or month below ten has no leading zero.
fn without_zeros(day: &str) -> bool {
    let mut parts = day.split(['/', '-', '.']);
    matches!((parts.next(), parts.next()), (Some(a), Some(b)) if a.len() == 1 || b.len() == 1)
}
