//! Values of indicators, as people write them: counts and rates, with or without their unit.
//!
//! Values are integers in hundredths of the unit. Which unit and how many decimals is the caller's
//! to say: `12,5` is half a session too many, and a good percentage.

use super::fold;
use super::number::{Reading, usual_signs};

/// Why a text is not a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not a number.
    NotANumber,
    /// Two readings are possible; both are given.
    Ambiguous(Box<[String; 2]>),
    /// Below zero.
    Negative,
    /// A count with a fraction.
    NotWhole,
    /// A rate with more than two decimals.
    TooFine,
    /// Above the supported maximum.
    TooLarge,
    /// Words behind the number that are not its unit.
    OtherUnit(Box<str>),
}

/// Hundredths in one unit.
const SCALE: i64 = 100;
/// The highest whole number: far above any count, far below overflow of a sum.
const MAX: i64 = 1_000_000_000_000;

/// Parses a value in this unit, which allows so many decimals.
pub fn parse(text: &str, unit: &str, decimals: u8) -> Result<Reading, Fault> {
    let text = fold::trim(text);
    // Fast path: most counts are bare digits.
    if !text.is_empty() && text.len() <= 9 && text.bytes().all(|b| b.is_ascii_digit()) {
        let value = text.bytes().fold(0, |value, b| value * 10 + i64::from(b - b'0'));
        return Ok(Reading { value: value * SCALE, foreign: false });
    }
    let text = &*usual_signs(text);
    let (negative, text) = match text.strip_prefix(['-', '\u{2212}', '\u{2013}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let is_of_number =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{A0}' | '\u{202F}');
    let end = text.find(|c| !is_of_number(c)).unwrap_or(text.len());
    // `550 /100.000`: the unit begins behind the space.
    let (number, words) = (text[..end].trim_end(), text[end..].trim());
    if !number.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Fault::NotANumber);
    }
    let number = number.replace(['\u{A0}', '\u{202F}'], " ");
    let reading = if decimals == 0 { whole(&number) } else { decimal(&number) };
    // `1,5 triệu`: the fraction is one of the other unit.
    let is_number = matches!(reading, Ok(_) | Err(Fault::NotWhole | Fault::TooFine));
    if is_number && !words.is_empty() && !is_unit(words, unit) {
        return Err(Fault::OtherUnit(words.into()));
    }
    let reading = reading?;
    match negative && reading.value != 0 {
        true => Err(Fault::Negative),
        false => Ok(reading),
    }
}

/// Parses a value whose unit is not known: as a count, or else as a rate.
pub fn parse_without_unit(text: &str) -> Result<Reading, Fault> {
    parse(text, "", 0).or_else(|_| parse(text, "", 2))
}

/// Whether words behind a number are its unit, or its beginning: `‰` of `‰ trẻ đẻ sống`, `%` of
/// `%/năm`.
fn is_unit(words: &str, unit: &str) -> bool {
    // A mark may change the number: `12 buổi -`.
    if words.contains(|c: char| {
        matches!(c, '-' | '\u{2010}'..='\u{2015}' | ';' | ':' | '!' | '*' | '#')
    }) {
        return false;
    }
    let key = fold::ascii(words);
    unit.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '/']))
        || (!key.is_empty() && key == fold::ascii(unit))
        || says_rate(&key, unit)
}

/// Whether folded words name a rate: `phần trăm` for `%`, `phần nghìn` for `‰`.
pub fn says_rate(folded: &str, unit: &str) -> bool {
    match unit {
        "%" => matches!(folded, "phan tram" | "ty le phan tram" | "ti le phan tram"),
        "‰" => matches!(folded, "phan nghin" | "phan ngan"),
        "/100.000" => matches!(folded, "1 100 000" | "tren 100 000" | "100000" | "1 100000"),
        _ => false,
    }
}

/// A number cut at its decimal mark.
struct Cut<'a> {
    whole: &'a str,
    fraction: &'a str,
    /// The decimal mark is a point.
    point: bool,
}

/// Cuts a number with one decimal mark; `None` where it has none or several of the last mark.
fn cut(text: &str) -> Option<Cut<'_>> {
    let at = text.rfind(['.', ','])?;
    let mark = text.as_bytes()[at];
    let (whole, fraction) = (&text[..at], &text[at + 1..]);
    let once = !whole.as_bytes().contains(&mark);
    once.then_some(Cut { whole, fraction, point: mark == b'.' })
}

fn whole(text: &str) -> Result<Reading, Fault> {
    if let Some(value) = integer(text, &['.', ' ']) {
        return scaled(value?, 0, false);
    }
    if let Some(Cut { whole, fraction, point }) = cut(text) {
        let Some(value) = integer(whole, &['.', ',', ' ']) else { return Err(Fault::NotANumber) };
        let value = value?;
        if !digits_only(fraction) {
            return Err(Fault::NotANumber);
        }
        // `1,234`: a group in English, a fraction in Vietnamese.
        if fraction.len() == 3 && whole.len() <= 3 {
            return Err(thousand_or_fraction(whole, fraction));
        }
        return match fraction.bytes().all(|b| b == b'0') && fraction.len() <= 2 {
            true => scaled(value, 0, point),
            false => Err(Fault::NotWhole),
        };
    }
    // `1,234,567`
    match integer(text, &[',']) {
        Some(value) => scaled(value?, 0, true),
        None => Err(Fault::NotANumber),
    }
}

fn decimal(text: &str) -> Result<Reading, Fault> {
    if let Some(Cut { whole, fraction, point }) = cut(text) {
        let Some(value) = integer(whole, &['.', ',', ' ']) else { return Err(Fault::NotANumber) };
        let value = value?;
        if !digits_only(fraction) {
            return Err(Fault::NotANumber);
        }
        if point && fraction.len() == 3 && whole.len() <= 3 && whole != "0" {
            return Err(thousand_or_fraction(whole, fraction));
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 2 {
            return Err(Fault::TooFine);
        }
        let cents = fraction.bytes().zip([10, 1]).map(|(b, worth)| i64::from(b - b'0') * worth);
        return scaled(value, cents.sum(), point);
    }
    match integer(text, &['.', ' ']) {
        Some(value) => scaled(value?, 0, false),
        None => Err(Fault::NotANumber),
    }
}

fn scaled(whole: i64, cents: i64, foreign: bool) -> Result<Reading, Fault> {
    Ok(Reading { value: whole * SCALE + cents, foreign })
}

fn digits_only(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// A whole number, bare or in groups of three by one of the separators; `None` where it is none.
fn integer(text: &str, separators: &[char]) -> Option<Result<i64, Fault>> {
    let separator = separators.iter().find(|separator| text.contains(**separator));
    let joined: String = match separator {
        None => text.to_owned(),
        Some(separator) => {
            let groups: Vec<&str> = text.split(*separator).collect();
            let right = |(n, group): (usize, &&str)| match n {
                // In `0.950` the point is no separator of groups.
                0 => (1..=3).contains(&group.len()) && !group.starts_with('0'),
                _ => group.len() == 3,
            };
            groups.iter().enumerate().all(right).then(|| groups.concat())?
        }
    };
    if !digits_only(&joined) {
        return None;
    }
    Some(joined.parse().ok().filter(|value| *value <= MAX).ok_or(Fault::TooLarge))
}

fn thousand_or_fraction(whole: &str, fraction: &str) -> Fault {
    Fault::Ambiguous(Box::new([format!("{whole}.{fraction}"), format!("{whole},{fraction}")]))
}

/// A value for documents, with the decimals it has: 123450 → `1.234,5`.
pub fn shown(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, cents) = (value.unsigned_abs() / 100, value.unsigned_abs() % 100);
    let whole = super::number::dong(i128::from(whole));
    match cents {
        0 => format!("{sign}{whole}"),
        cents if cents % 10 == 0 => format!("{sign}{whole},{}", cents / 10),
        cents => format!("{sign}{whole},{cents:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, parse, shown};

    fn count(text: &str) -> Result<i64, Fault> {
        parse(text, "lượt người", 0).map(|reading| reading.value)
    }

    fn rate(text: &str) -> Result<i64, Fault> {
        parse(text, "/100.000", 2).map(|reading| reading.value)
    }

    #[test]
    fn counts_are_whole() {
        for (text, value) in [
            ("0", 0),
            ("12", 12),
            ("1.234", 1234),
            ("1 234", 1234),
            ("12.345.678", 12_345_678),
            ("1,234,567", 1_234_567),
            ("12,0", 12),
            ("12.00", 12),
            ("1.234,00", 1234),
            ("-0", 0),
            ("430 lượt người", 430),
            ("1.430 Lượt  người", 1430),
        ] {
            assert_eq!(count(text), Ok(value * 100), "{text}");
        }
        for (text, fault) in [
            ("12,5", Fault::NotWhole),
            ("12.5", Fault::NotWhole),
            ("1.234,5", Fault::NotWhole),
            ("-3", Fault::Negative),
            ("ba", Fault::NotANumber),
            ("1.23.456", Fault::NotANumber),
            ("", Fault::NotANumber),
            ("99.999.999.999.999", Fault::TooLarge),
            ("12 buổi", Fault::OtherUnit("buổi".into())),
            ("1,2 nghìn", Fault::OtherUnit("nghìn".into())),
            ("1,2 lượt người", Fault::NotWhole),
            ("12 nghìn", Fault::OtherUnit("nghìn".into())),
            ("12 lượt người -", Fault::OtherUnit("lượt người -".into())),
            ("12 lượt người*", Fault::OtherUnit("lượt người*".into())),
        ] {
            assert_eq!(count(text), Err(fault), "{text}");
        }
        let both = Box::new(["1.234".to_owned(), "1,234".to_owned()]);
        assert_eq!(count("1,234"), Err(Fault::Ambiguous(both)));
    }

    #[test]
    fn rates_have_two_decimals() {
        for (text, value) in [
            ("98,5", 9850),
            ("9,25", 925),
            ("0.12", 12),
            ("45.5", 4550),
            ("550", 55_000),
            ("1.234,5", 123_450),
            ("550 /100.000", 55_000),
            ("12,50", 1250),
        ] {
            assert_eq!(rate(text), Ok(value), "{text}");
        }
        assert!(parse("45.5", "%", 2).is_ok_and(|reading| reading.foreign));
        assert!(parse("98,5 phần trăm", "%", 2).is_ok());
        assert_eq!(rate("9,125"), Err(Fault::TooFine));
        assert!(matches!(rate("1.234"), Err(Fault::Ambiguous(_))));
        assert_eq!(rate("9,5 %"), Err(Fault::OtherUnit("%".into())));
    }

    #[test]
    fn values_are_shown_with_the_decimals_they_have() {
        for (value, text) in
            [(0, "0"), (123_400, "1.234"), (9850, "98,5"), (925, "9,25"), (5, "0,05")]
        {
            assert_eq!(shown(value), text);
        }
        assert_eq!(shown(-1250), "-12,5");
    }
}
