//! Amounts in đồng and percentages, as people write them and as documents print them.
//!
//! Integers throughout: amounts are whole đồng in `i64`, percentages are hundredths of a percent
//! in `u16` or `i64`. No figure passes through a float. Longer than other files by its tests.

use std::borrow::Cow;

use super::fold;

/// A parsed number, and whether it is in foreign notation (`45.5`, `1,234,567`), which is worth a
/// note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Whole đồng for an amount, hundredths of a percent for a percentage.
    pub value: i64,
    /// Written with English separators.
    pub foreign: bool,
}

/// Why a text is not a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not a number.
    NotANumber,
    /// Two readings are possible; both are given.
    Ambiguous(Box<[String; 2]>),
    /// Negative where only zero and above make sense.
    Negative,
    /// Above the supported maximum.
    TooLarge,
    /// Too precise (a fraction of a đồng, a third decimal of a percent).
    TooFine,
}

/// Parses an amount of money: `1.234.567`, `1234567`, `1.234.567 đồng`, `12,5 triệu`, `1,2 tỷ`.
pub fn amount(text: &str) -> Result<Reading, Fault> {
    let text = fold::trim(text);
    // Fast path without allocation: digits with or without dots.
    if let Some(value) = plain_digits(text).or_else(|| dotted_digits(text)) {
        return Ok(Reading { value, foreign: false });
    }
    let text = &*usual_signs(text);
    let (negative, text) = signed_amount(text);
    let split = text
        .find(|c: char| {
            !(c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{A0}' | '\u{202F}'))
        })
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let number = number.trim();
    let reading = match scale_of(unit) {
        Some(1) => grouped(number)?,
        Some(scale) => scaled(number, scale, unit.trim())?,
        None => compound(text).ok_or(Fault::NotANumber)?,
    };
    if negative && reading.value != 0 {
        return Err(Fault::Negative);
    }
    Ok(reading)
}

/// A number with the signs of a keyboard: digits of full width, thin spaces, and apostrophes between
/// digits, which part groups as a space does.
pub(super) fn usual_signs(text: &str) -> Cow<'_, str> {
    const APOSTROPHES: [char; 5] = ['\'', '’', '‘', 'ʼ', '′'];
    // Fast path: nearly every number.
    if text.is_ascii() && !text.contains('\'') {
        return Cow::Borrowed(text);
    }
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || is_wide(c));
    let mut usual = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut before = None;
    while let Some(c) = letters.next() {
        let between = is_digit(before) && is_digit(letters.peek().copied());
        usual.push(match c {
            '\u{2000}'..='\u{200A}' => ' ',
            c if between && APOSTROPHES.contains(&c) => ' ',
            '，' | '．' | '％' | '－' => narrow(c),
            c if is_wide(c) => narrow(c),
            c => c,
        });
        before = Some(c);
    }
    Cow::Owned(usual)
}

fn is_wide(c: char) -> bool {
    ('０'..='９').contains(&c)
}

/// The sign of a keyboard for one of full width.
fn narrow(c: char) -> char {
    const STEP: u32 = '０' as u32 - '0' as u32;
    char::from_u32(c as u32 - STEP).unwrap_or(c)
}

/// An amount without its sign: before the number, or as accounts write it, behind the number or as
/// brackets around it.
fn signed_amount(text: &str) -> (bool, &str) {
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let is_number = |rest: &&str| rest.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let behind = text.strip_suffix(MINUS).filter(is_number);
    // LibreOffice shows the sign in the brackets as well.
    match inside.map(|number| sign(number).1).or(behind) {
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => (true, number),
        _ => sign(text),
    }
}

/// `1 tỷ 200 triệu`: whole numbers below one thousand, each with a smaller unit.
fn compound(text: &str) -> Option<Reading> {
    let (mut value, mut above, mut rest) = (0, i64::MAX, text);
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, behind) = rest.split_at(end);
        let next = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
        let (unit, behind) = behind.split_at(next);
        let scale = scale_of(unit).filter(|scale| *scale < above)?;
        let number: i64 = number.parse().ok().filter(|number| *number < 1_000)?;
        // `1 tỷ 2` would be one and two tenths.
        if scale == 1 && number > 0 && !names_unit(unit) {
            return None;
        }
        value += number * scale;
        (above, rest) = (scale, behind);
    }
    Some(Reading { value, foreign: false })
}

/// Parses a percentage into hundredths: `45`, `45%`, `45,5`, and, as foreign, `45.5`.
///
/// The range is not checked here: `140` is a number, and a rule reports it.
pub fn percent(text: &str) -> Result<Reading, Fault> {
    let text = &*usual_signs(fold::trim(text));
    let text = fold::trim(text.strip_suffix('%').unwrap_or(text));
    let (negative, digits) = sign(text);
    let (whole, fraction, foreign) = match digits.find([',', '.']) {
        Some(at) => (&digits[..at], &digits[at + 1..], digits.as_bytes()[at] == b'.'),
        None => (digits, "", false),
    };
    let has_separator = whole.len() != digits.len();
    if !all_digits(whole) || (has_separator && !all_digits(fraction)) {
        return Err(Fault::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 2 {
        return Err(Fault::TooFine);
    }
    let whole: i64 = whole.parse().map_err(|_| Fault::TooLarge)?;
    if whole > 1_000_000 {
        return Err(Fault::TooLarge);
    }
    // All of them are digits, at most two.
    let cents =
        fraction.bytes().zip([10, 1]).map(|(b, worth)| i64::from(b - b'0') * worth).sum::<i64>();
    let value = (whole * 100 + cents) * if negative { -1 } else { 1 };
    Ok(Reading { value, foreign })
}

/// Boxed because it is rare and every row has room for three faults.
fn ambiguous(one: String, other: String) -> Fault {
    Fault::Ambiguous(Box::new([one, other]))
}

fn plain_digits(text: &str) -> Option<i64> {
    (all_digits(text) && text.len() <= 15).then(|| text.parse().ok()).flatten()
}

/// `1.234.567`: one to three digits, the first not 0, then groups of three; at most fifteen digits.
fn dotted_digits(text: &str) -> Option<i64> {
    let (first, groups) = text.as_bytes().split_at_checked(text.find('.')?)?;
    let is_valid = (1..=3).contains(&first.len())
        && first[0] != b'0'
        && groups.len() <= 16
        && groups.chunks(4).all(|group| group.len() == 4 && group[0] == b'.');
    let mut digits = first.iter().chain(groups.chunks(4).flat_map(|group| &group[1..]));
    is_valid.then(|| {
        digits.try_fold(0, |value, byte| {
            byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0'))
        })
    })?
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

const MINUS: [char; 3] = ['-', '\u{2212}', '\u{2013}'];

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(MINUS) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    }
}

/// A bare amount below this was hardly meant in đồng: no task costs less.
const LEAST: i64 = 100_000;

/// Whether an amount is so small that its unit should be stated.
pub fn wants_unit(dong: i64) -> bool {
    (1..LEAST).contains(&dong)
}

/// Whether the text of an amount states a unit: `50.000 đồng`, `50.000 ₫`.
pub fn names_unit(text: &str) -> bool {
    text.contains(|c: char| c.is_alphabetic() || c == '₫')
}

/// The currency other than đồng that a text names.
pub fn foreign_currency(text: &str) -> Option<&'static str> {
    const SIGNS: [(&str, &str); 8] = [
        ("usd", "USD"),
        ("eur", "EUR"),
        ("$", "USD"),
        ("€", "EUR"),
        ("đô la", "đô la"),
        ("đô-la", "đô la"),
        ("jpy", "JPY"),
        ("yên nhật", "yên"),
    ];
    let lower = text.to_lowercase();
    SIGNS.iter().find(|(sign, _)| lower.contains(sign)).map(|(_, name)| *name)
}

/// The number of đồng in a unit; `None` for an unknown word.
fn scale_of(unit: &str) -> Option<i64> {
    if !is_of_words(unit) {
        return None;
    }
    let folded = fold::ascii(&unit.replace('₫', "đ"));
    let mut words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    if matches!(words.last(), Some(&"dong" | &"d" | &"vnd" | &"vnđ")) {
        words.pop();
    }
    match words.as_slice() {
        [] => Some(1),
        ["nghin"] | ["ngan"] | ["ng"] | ["ngd"] => Some(1_000),
        ["trieu"] | ["tr"] | ["trd"] => Some(1_000_000),
        ["ty"] | ["ti"] | ["tyd"] | ["tid"] => Some(1_000_000_000),
        _ => None,
    }
}

/// Whether a unit holds words, full stops and brackets around all of it alone. A mark behind a number
/// may change it: `5.000.000-`, `120.000.000;`.
fn is_of_words(unit: &str) -> bool {
    let unit = unit.trim();
    let inside = unit.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(unit);
    let is_mark = |c: char| ('\u{300}'..='\u{36F}').contains(&c);
    let is_of_word = |c: char| c.is_alphabetic() || is_mark(c) || matches!(c, '₫' | '.');
    inside.chars().all(|c| is_of_word(c) || c.is_whitespace() || fold::is_invisible(c))
}

/// Parses a whole number of đồng, with or without groups of three.
fn grouped(text: &str) -> Result<Reading, Fault> {
    let spaced = text.replace(['\u{A0}', '\u{202F}'], " ");
    let text = spaced.trim();
    if text.is_empty() {
        return Err(Fault::NotANumber);
    }
    let dots = text.matches('.').count();
    let commas = text.matches(',').count();
    let spaces = text.matches(' ').count();
    if spaces > 0 && dots + commas == 1 {
        // `120 000 000,00`
        return match zero_decimals(text) {
            Some(whole) => Ok(Reading { value: groups(whole, ' ')?, foreign: dots == 1 }),
            None => match text.rsplit_once(['.', ',']) {
                Some((whole, rest)) if groups(whole, ' ').is_ok() && all_digits(rest) => {
                    Err(Fault::TooFine)
                }
                _ => Err(Fault::NotANumber),
            },
        };
    }
    match (dots, commas, spaces) {
        (0, 0, 0) => digits(text).map(|value| Reading { value, foreign: false }),
        (1, 0, 0) => one_point(text),
        (_, 0, 0) => groups(text, '.').map(|value| Reading { value, foreign: false }),
        (0, 0, _) => groups(text, ' ').map(|value| Reading { value, foreign: false }),
        (0, 1, 0) => one_comma(text),
        (0, _, 0) => groups(text, ',').map(|value| Reading { value, foreign: true }),
        (_, _, 0) => mixed(text),
        _ => Err(Fault::NotANumber),
    }
}

/// The digits before decimals that are all zero, as in a money column saved with two decimals.
fn zero_decimals(text: &str) -> Option<&str> {
    let (whole, fraction) = text.rsplit_once(['.', ','])?;
    matches!(fraction, "0" | "00").then_some(whole)
}

/// More ungrouped digits than this were counted in đồng: as millions they would exceed any budget.
const LONGEST_UNGROUPED: usize = 6;

/// `1,234` is 1.234 đồng to one reader and 1 phẩy 234 to another; `1,5` is half a đồng or lacks its
/// unit (1,5 triệu?); `120000000,00` is a whole number.
fn one_comma(text: &str) -> Result<Reading, Fault> {
    let Some((whole, fraction)) = text.split_once(',') else { return Err(Fault::NotANumber) };
    if !all_digits(whole) || !all_digits(fraction) {
        return Err(Fault::NotANumber);
    }
    if whole.len() > 3 && zero_decimals(text).is_some() {
        return digits(whole).map(|value| Reading { value, foreign: false });
    }
    Err(if fraction.len() == 3 {
        thousands_or_fraction(whole, fraction)
    } else if whole.len() > LONGEST_UNGROUPED {
        Fault::TooFine
    } else {
        ambiguous(format!("{whole},{fraction} triệu đồng"), format!("{whole},{fraction} tỷ đồng"))
    })
}

/// `1.234` is a group; `120000000.00` is a whole number in foreign notation.
fn one_point(text: &str) -> Result<Reading, Fault> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() <= 3 || !all_digits(whole) || !all_digits(fraction) {
        return groups(text, '.').map(|value| Reading { value, foreign: false });
    }
    if zero_decimals(text).is_some() {
        return digits(whole).map(|value| Reading { value, foreign: true });
    }
    Err(match fraction.len() {
        3 => thousands_or_fraction(whole, fraction),
        _ if whole.len() > LONGEST_UNGROUPED => Fault::TooFine,
        _ => Fault::NotANumber,
    })
}

/// Three digits after a separator: a group, or a fraction.
fn thousands_or_fraction(whole: &str, fraction: &str) -> Fault {
    match (digits(&format!("{whole}{fraction}")), digits(whole)) {
        (Ok(joined), Ok(whole)) => {
            let shortened = with_fraction(&dong(whole), fraction);
            ambiguous(format!("{} đồng", dong(joined)), format!("{shortened} đồng"))
        }
        _ => Fault::TooLarge,
    }
}

/// A number with its fraction, without zeros at its end.
fn with_fraction(whole: &str, fraction: &str) -> String {
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole},{fraction}"),
    }
}

/// Whether a number was shortened as `1.23457E+09`: its last digits are lost.
pub fn is_scientific(text: &str) -> bool {
    let text = fold::trim(text);
    let Some((number, power)) = text.split_once(['e', 'E']) else { return false };
    let number = sign(number).1;
    let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, "0"));
    let digits = power.trim_start_matches(['+', '-']).bytes().take_while(u8::is_ascii_digit);
    all_digits(whole) && all_digits(fraction) && (1..=3).contains(&digits.count())
}

/// Both separators: `1.234,567` or `1,234.567`; the last one would be a fraction of a đồng.
fn mixed(text: &str) -> Result<Reading, Fault> {
    let last_dot = text.rfind('.').unwrap_or(0);
    let last_comma = text.rfind(',').unwrap_or(0);
    let (decimal, group) = if last_comma > last_dot { (',', '.') } else { ('.', ',') };
    let Some((whole, fraction)) = text.rsplit_once(decimal) else { return Err(Fault::NotANumber) };
    let value = groups(whole, group)?;
    if !all_digits(fraction) {
        return Err(Fault::NotANumber);
    }
    if fraction.bytes().all(|b| b == b'0') && fraction.len() <= 2 {
        return Ok(Reading { value, foreign: decimal == '.' });
    }
    match fraction.len() {
        3 => Err(thousands_or_fraction(&value.to_string(), fraction)),
        _ => Err(Fault::TooFine),
    }
}

/// Groups of exactly three digits after a first group of one to three that does not begin with 0: in
/// `0.950` the point is no separator of groups.
fn groups(text: &str, separator: char) -> Result<i64, Fault> {
    let is_grouped = text.contains(separator);
    let mut joined = String::with_capacity(text.len());
    for (n, part) in text.split(separator).enumerate() {
        let is_first = (1..=3).contains(&part.len()) && !(is_grouped && part.starts_with('0'));
        let right = if n == 0 { is_first } else { part.len() == 3 };
        if !right || !all_digits(part) {
            return Err(Fault::NotANumber);
        }
        joined.push_str(part);
    }
    digits(&joined)
}

fn digits(text: &str) -> Result<i64, Fault> {
    if !all_digits(text) {
        return Err(Fault::NotANumber);
    }
    match text.parse::<i64>() {
        Ok(value) if value <= MAX_DONG => Ok(value),
        _ => Err(Fault::TooLarge),
    }
}

const BILLION: i64 = 1_000_000_000;
/// 1,000 trillion đồng: more than any budget, far below overflow of a sum.
const MAX_DONG: i64 = 1_000_000_000_000_000;

/// A number before `triệu` or `tỷ`: a decimal comma is right, a decimal point is foreign. Nobody
/// writes out the zeros of a fraction: `1,200 triệu` may be a group.
fn scaled(text: &str, scale: i64, unit: &str) -> Result<Reading, Fault> {
    let dots = text.matches('.').count();
    let commas = text.matches(',').count();
    let (whole, fraction, foreign) = match (dots, commas) {
        (0, 0) if text.contains([' ', '\u{A0}', '\u{202F}']) => {
            (groups(&text.replace(['\u{A0}', '\u{202F}'], " "), ' ')?.to_string(), "", false)
        }
        (0, 0) => (text.to_owned(), "", false),
        (_, 1) if text.rfind(',') > text.rfind('.') => {
            let (whole, fraction) = text.split_once(',').unwrap_or((text, ""));
            if dots == 0 && fraction.len() == 3 && fraction.ends_with('0') && whole != "0" {
                return Err(ambiguous(
                    format!("{whole}.{fraction} {unit}"),
                    format!("{} {unit}", with_fraction(whole, fraction)),
                ));
            }
            (ungroup(whole)?, fraction, false)
        }
        // 1.200 triệu is one thousand two hundred million; 1.2 triệu is foreign for 1,2, as is 0.950
        // triệu. A thousand tỷ is more than any task has: 1.234 tỷ may be foreign too.
        (1, 0) => {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
            if fraction.len() == 3 && whole != "0" && scale >= BILLION {
                return Err(ambiguous(
                    format!("{} {unit}", dong(groups(text, '.')?)),
                    format!("{} {unit}", with_fraction(whole, fraction)),
                ));
            }
            if fraction.len() == 3 && whole != "0" {
                (ungroup(text)?, "", false)
            } else {
                (whole.to_owned(), fraction, true)
            }
        }
        (_, 0) => (ungroup(text)?, "", false),
        _ => return Err(Fault::NotANumber),
    };
    let whole = digits(&whole)?;
    let mut value = whole.checked_mul(scale).ok_or(Fault::TooLarge)?;
    if dots + commas > 0 && !fraction.is_empty() {
        if !all_digits(fraction) {
            return Err(Fault::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        let places = fraction.len() as u32;
        let unit = 10_i64.checked_pow(places).ok_or(Fault::TooFine)?;
        if scale % unit != 0 {
            return Err(Fault::TooFine);
        }
        if !fraction.is_empty() {
            value += digits(fraction)? * (scale / unit);
        }
    } else if commas == 1 && fraction.is_empty() {
        return Err(Fault::NotANumber);
    }
    if value > MAX_DONG { Err(Fault::TooLarge) } else { Ok(Reading { value, foreign }) }
}

fn ungroup(text: &str) -> Result<String, Fault> {
    if text.contains('.') { groups(text, '.').map(|v| v.to_string()) } else { Ok(text.to_owned()) }
}

/// `1234567` → `1.234.567`.
pub fn dong(value: impl Into<i128>) -> String {
    let value = value.into();
    let digits = value.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        out.push('-');
    }
    for (n, c) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push('.');
        }
        out.push(c);
    }
    out
}

/// A tenth of a million đồng.
pub const TENTH_OF_A_MILLION: i128 = 100_000;

/// Đồng as millions with one decimal, rounded half up: 6252000000 → `6.252,0`. An amount that would
/// round to nought is `dưới 0,1`.
pub fn millions(value: impl Into<i128>) -> String {
    let value = value.into();
    let tenths = (value * 2 + TENTH_OF_A_MILLION).div_euclid(TENTH_OF_A_MILLION * 2);
    if tenths == 0 && value > 0 {
        return "dưới 0,1".to_owned();
    }
    format!("{},{}", dong(tenths / 10), (tenths % 10).abs())
}

/// Hundredths of a percent as a number with a decimal comma: 4550 → `45,5`.
pub fn hundredths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, cents) = (value.unsigned_abs() / 100, value.unsigned_abs() % 100);
    match cents {
        0 => format!("{sign}{whole}"),
        c if c % 10 == 0 => format!("{sign}{whole},{}", c / 10),
        c => format!("{sign}{whole},{c:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millions_have_one_decimal_and_never_hide_money() {
        for (dong, text) in [
            (0_i64, "0,0"),
            (1, "dưới 0,1"),
            (49_999, "dưới 0,1"),
            (50_000, "0,1"),
            (149_999, "0,1"),
            (697_500_000, "697,5"),
            (6_252_000_000, "6.252,0"),
            (999_999_999_950_000, "1.000.000.000,0"),
        ] {
            assert_eq!(millions(dong), text, "{dong}");
        }
    }

    fn read(text: &str) -> i64 {
        let reading = amount(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
        assert!(!reading.foreign, "{text}");
        reading.value
    }

    #[test]
    fn amounts_as_people_write_them() {
        for (text, value) in [
            ("1.234.567", 1_234_567),
            ("1234567", 1_234_567),
            ("1.234.567 đồng", 1_234_567),
            ("1 234 567 đ", 1_234_567),
            ("12,5 triệu", 12_500_000),
            ("1,2 tỷ đồng", 1_200_000_000),
            ("1.200 triệu", 1_200_000_000),
            ("1.200,5 triệu đồng", 1_200_500_000),
            ("350 nghìn đồng", 350_000),
            ("45 trđ", 45_000_000),
            ("45 ngđ", 45_000),
            ("120 (triệu đồng)", 120_000_000),
            ("1 200 triệu", 1_200_000_000),
            ("12,345 triệu", 12_345_000),
            ("1 tỷ 200 triệu", 1_200_000_000),
            ("2 triệu 500 nghìn đồng", 2_500_000),
            ("1 tỷ 200 triệu 500 nghìn 250 đồng", 1_200_500_250),
            ("45,5 tr.đ", 45_500_000),
            ("1,2 tỷđ", 1_200_000_000),
            ("1.234", 1234),
            ("0", 0),
            ("450.000.000,00", 450_000_000),
            ("120000000,00", 120_000_000),
            ("120000000,0", 120_000_000),
            ("120 000 000,00", 120_000_000),
            ("120000000,00 đồng", 120_000_000),
            ("120.000.000 ₫", 120_000_000),
        ] {
            assert_eq!(read(text), value, "{text}");
        }
    }

    #[test]
    fn foreign_writing_is_read_and_said() {
        assert_eq!(amount("1,234,567"), Ok(Reading { value: 1_234_567, foreign: true }));
        for text in ["120000000.00", "120,000,000.00", "120 000 000.00", "120000000.0"] {
            let read = Reading { value: 120_000_000, foreign: true };
            assert_eq!(amount(text), Ok(read), "{text}");
        }
        assert_eq!(amount("1.5 triệu"), Ok(Reading { value: 1_500_000, foreign: true }));
        assert_eq!(percent("45.5"), Ok(Reading { value: 4550, foreign: true }));
    }

    #[test]
    fn what_reads_two_ways_is_refused_with_both() {
        for text in ["1,234", "1,5", "1.234,567", "1234567.000", "1234567,891", "12,00", "1234,5"] {
            assert!(matches!(amount(text), Err(Fault::Ambiguous(..))), "{text}");
        }
        for (text, readings) in [
            ("1,200 triệu", ["1.200 triệu", "1,2 triệu"]),
            ("1,000 tỷ đồng", ["1.000 tỷ đồng", "1 tỷ đồng"]),
        ] {
            let readings = readings.map(str::to_owned);
            assert_eq!(amount(text), Err(Fault::Ambiguous(Box::new(readings))), "{text}");
        }
    }

    #[test]
    fn a_leading_zero_begins_no_group() {
        let read = |text: &str| amount(text).map(|read| (read.value, read.foreign));
        assert_eq!(read("0.950 tỷ"), Ok((950_000_000, true)));
        assert_eq!(read("0.500 triệu"), Ok((500_000, true)));
        for text in ["0.950", "0.082.000", "0 082 000", "01.500 triệu"] {
            assert_eq!(read(text), Err(Fault::NotANumber), "{text}");
        }
        for text in ["1.234 tỷ", "12.500 tỷ"] {
            assert!(matches!(read(text), Err(Fault::Ambiguous(_))), "{text}");
        }
        assert_eq!(read("1.500 triệu"), Ok((1_500_000_000, false)));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["", "abc", "1.23.456", "12.34", "1..2", "NaN", "1e6", "5%", "12 con", "1 2"] {
            assert_eq!(amount(text), Err(Fault::NotANumber), "{text}");
        }
        // A mark may change the number.
        for mark in
            [";", ":", "!", "#", "…", "_", "@", "&", "'", "\"", "”", "·", "•", "\\", ")", "("]
        {
            for text in [format!("120.000.000{mark}"), format!("120 triệu{mark}")] {
                assert_eq!(amount(&text), Err(Fault::NotANumber), "{text}");
            }
        }
        for text in ["1 tỷ 2", "1 tỷ rưỡi", "1 triệu 2 tỷ", "1 tỷ 1.200 triệu", "12 34 triệu"]
        {
            assert_eq!(amount(text), Err(Fault::NotANumber), "{text}");
        }
        assert_eq!(amount("120 000 000,50"), Err(Fault::TooFine));
        for text in
            ["5.000.000-", "5.000.000 –", "(5.000.000)", "(-5000000)", "(5 triệu)", "-5 triệu"]
        {
            assert_eq!(amount(text), Err(Fault::Negative), "{text}");
        }
        for text in ["1.", ".1", "1.234.", "1234.567", "1.2345", "1.234.56a", "١.234"] {
            assert!(amount(text).is_err(), "{text}");
        }
        assert_eq!(amount("123.456.789.012.345").map(|r| r.value), Ok(123_456_789_012_345));
        assert_eq!(amount("1.234.567.890.123.456"), Err(Fault::TooLarge));
        assert_eq!(amount("-5.000"), Err(Fault::Negative));
        assert_eq!(amount("99999999999999999999"), Err(Fault::TooLarge));
        // A bare run of digits once bypassed the limit.
        assert_eq!(amount("999999999999999999"), Err(Fault::TooLarge));
        assert_eq!(amount("1000000000000000").map(|r| r.value), Ok(1_000_000_000_000_000));
        for text in ["1.234,56", "120000000,5", "120000000.50"] {
            assert_eq!(amount(text), Err(Fault::TooFine), "{text}");
        }
        for text in ["12 triệu?", "120.000.000✓", "12 triệu +"] {
            assert_eq!(amount(text), Err(Fault::NotANumber), "{text}");
        }
    }

    #[test]
    fn a_number_cut_short_is_seen() {
        for text in ["1.23457E+09", "1,23E+07", "1E+09", "1.2e9", "-4,5E-03", "1,2E+08 đồng"] {
            assert!(is_scientific(text), "{text}");
        }
        for text in ["1.234", "E", "1E", "khoảng 1e", "E+09", "12 tre em", "1.2.3E+4", ""] {
            assert!(!is_scientific(text), "{text}");
        }
    }

    #[test]
    fn percents_as_people_write_them() {
        for (text, value) in [
            ("45", 4500),
            ("45%", 4500),
            ("45 %", 4500),
            ("45,5", 4550),
            ("45,50%", 4550),
            ("0,25", 25),
            ("140", 14000),
            ("-3", -300),
        ] {
            assert_eq!(percent(text), Ok(Reading { value, foreign: false }), "{text}");
        }
        for text in ["", "%", "khoảng 45", "45,", ",5", "4 5", "1.2.3", "45%%"] {
            assert_eq!(percent(text), Err(Fault::NotANumber), "{text}");
        }
        assert_eq!(percent("33,333"), Err(Fault::TooFine));
    }

    #[test]
    fn thin_spaces_apostrophes_and_wide_digits_are_read_as_usual_signs() {
        for text in [
            "82\u{2009}000\u{2009}000",
            "82\u{2007}000\u{2007}000",
            "82'000'000",
            "82’000’000 đồng",
            "８２．０００．０００",
            "８２００００００",
            "８２\u{2009}000\u{A0}000",
        ] {
            assert_eq!(amount(text).map(|r| r.value), Ok(82_000_000), "{text}");
        }
        assert_eq!(percent("４５，５％").map(|r| r.value), Ok(4550));
        for text in ["82'00'000", "82''000", "'82", "82'", "8２'0", "0'950", "82'000.00'0"] {
            assert_eq!(amount(text), Err(Fault::NotANumber), "{text}");
        }
        for text in ["4'5", "4’", "4\u{2009}5"] {
            assert_eq!(percent(text), Err(Fault::NotANumber), "{text}");
        }
    }

    #[test]
    fn printed_as_vietnamese_readers_expect() {
        assert_eq!(dong(1_234_567), "1.234.567");
        assert_eq!(dong(-1000), "-1.000");
        assert_eq!(dong(7), "7");
        assert_eq!(hundredths(4550), "45,5");
        assert_eq!(hundredths(10000), "100");
        assert_eq!(hundredths(25), "0,25");
        assert_eq!(hundredths(-305), "-3,05");
    }
}
