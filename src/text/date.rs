//! Dates as people write them, always day before month, and as documents print them.

use chrono::{Datelike, NaiveDate};

use super::fold;

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No date at all.
    NotADate,
    /// A form that can be read in two ways; the likely readings are given.
    Ambiguous(Ambiguity),
    /// A day that no calendar has, such as 31/02; the last day of that month when there is one.
    Impossible(Option<NaiveDate>),
}

/// How a date is ambiguous.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ambiguity {
    /// `05/06/25`: the century is missing; the likely date.
    TwoDigitYear(NaiveDate),
    /// `45813`: a spreadsheet's serial number; the date it stands for.
    Serial(NaiveDate),
}

/// Reads `dd/mm/yyyy` (also `-`, `.`), `yyyy-mm-dd` and `ngày 5 tháng 6 năm 2025`.
pub fn parse(text: &str) -> Result<NaiveDate, Fault> {
    let text = fold::trim(text);
    let figures = without_word(text);
    if let Some((day, month, year)) = whole(figures) {
        return make(year, month, day);
    }
    if let Some(date) = serial(text) {
        return Err(Fault::Ambiguous(Ambiguity::Serial(date)));
    }
    let (day, month, year) = parts(figures).ok_or(Fault::NotADate)?;
    let number = |s: &str| s.parse::<u32>().map_err(|_| Fault::NotADate);
    let (d, m) = (number(day)?, number(month)?);
    match year.len() {
        4 => make(year.parse().map_err(|_| Fault::NotADate)?, m, d),
        2 => {
            let likely = make(2000 + year.parse::<i32>().map_err(|_| Fault::NotADate)?, m, d)?;
            Err(Fault::Ambiguous(Ambiguity::TwoDigitYear(likely)))
        }
        _ => Err(Fault::NotADate),
    }
}

/// `dd/mm/yyyy` and `yyyy-mm-dd` with every zero: most dates, read without looking for anything.
fn whole(text: &str) -> Option<(u32, u32, i32)> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let mark = |at: usize| matches!(bytes[at], b'/' | b'-' | b'.').then_some(bytes[at]);
    let (day, month, year) = match (mark(2), mark(4)) {
        (Some(m), _) if mark(5) == Some(m) => (0..2, 3..5, 6..10),
        (_, Some(m)) if mark(7) == Some(m) => (8..10, 5..7, 0..4),
        _ => return None,
    };
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0')))
    };
    Some((number(&bytes[day])?, number(&bytes[month])?, number(&bytes[year])? as i32))
}

fn make(year: i32, month: u32, day: u32) -> Result<NaiveDate, Fault> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        if day > 31 || month == 0 || month > 12 || day == 0 {
            Fault::Impossible(None)
        } else {
            Fault::Impossible(last_day(year, month))
        }
    })
}

/// The last day of a month.
pub fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(next_year, next, 1)?.pred_opt()
}

/// Five digits between 1/1/1990 and 31/12/2079 counted as a spreadsheet counts days.
fn serial(text: &str) -> Option<NaiveDate> {
    if text.len() != 5 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let days: u64 = text.parse().ok()?;
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    (32_874..=65_745).contains(&days).then(|| epoch + chrono::Days::new(days))
}

/// A date without the word that may stand before it.
fn without_word(text: &str) -> &str {
    let words = ["ngày ", "Ngày ", "NGÀY "];
    words.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim_start()
}

/// Day, month and year as they stand in the text.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    if let Some(separator) = text.chars().find(|c| matches!(c, '/' | '-' | '.')) {
        let mut pieces = text.split(separator).map(str::trim);
        let (a, b, c) = (pieces.next()?, pieces.next()?, pieces.next()?);
        if pieces.next().is_some() || ![a, b, c].iter().all(|p| is_number(p)) {
            return words(text);
        }
        return match (a.len(), c.len()) {
            (4, 1..=2) if b.len() <= 2 => Some((c, b, a)),
            (1..=2, 2 | 4) if b.len() <= 2 => Some((a, b, c)),
            _ => None,
        };
    }
    words(text)
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `ngày 5 tháng 6 năm 2025`, with or without the first word.
fn words(text: &str) -> Option<(&str, &str, &str)> {
    let mut numbers = [""; 3];
    let mut expected = ["ngay", "thang", "nam"].iter().enumerate().peekable();
    for word in text.split_whitespace() {
        let folded = fold::ascii(word);
        if let Some((_, key)) = expected.peek()
            && folded == **key
        {
            continue;
        }
        let word = word.trim_end_matches([',', '.']);
        if !is_number(word) {
            return None;
        }
        let (n, _) = expected.next()?;
        numbers[n] = word;
    }
    (!numbers[2].is_empty() && text.chars().any(char::is_alphabetic))
        .then_some((numbers[0], numbers[1], numbers[2]))
}

/// `5/6/2025`: the short form for tables and sentences, day and months 1–2 with a leading zero as
/// Nghị định 30/2020/NĐ-CP writes them.
pub fn short(date: NaiveDate) -> String {
    format!("{}/{}/{}", day(date), month(date), date.year())
}

/// `ngày 05 tháng 6 năm 2025`.
pub fn long(date: NaiveDate) -> String {
    format!("ngày {} tháng {} năm {}", day(date), month(date), date.year())
}

fn day(date: NaiveDate) -> String {
    format!("{:02}", date.day())
}

fn month(date: NaiveDate) -> String {
    match date.month() {
        m @ 1..=2 => format!("0{m}"),
        m => m.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn dates_as_people_write_them() {
        for text in [
            "05/06/2025",
            "5/6/2025",
            "5-6-2025",
            "05.06.2025",
            "2025-06-05",
            "ngày 5 tháng 6 năm 2025",
            "Ngày 05 tháng 06 năm 2025",
            " 5 / 6 / 2025 ",
            "ngày 5/6/2025",
        ] {
            assert_eq!(parse(text), Ok(ymd(2025, 6, 5)), "{text}");
        }
    }

    #[test]
    fn never_month_first() {
        assert_eq!(parse("12/01/2025"), Ok(ymd(2025, 1, 12)));
        assert_eq!(parse("01/13/2025"), Err(Fault::Impossible(None)));
    }

    #[test]
    fn impossible_and_ambiguous_days() {
        assert_eq!(parse("31/02/2025"), Err(Fault::Impossible(Some(ymd(2025, 2, 28)))));
        assert_eq!(
            parse("05/06/25"),
            Err(Fault::Ambiguous(Ambiguity::TwoDigitYear(ymd(2025, 6, 5))))
        );
        assert_eq!(parse("45813"), Err(Fault::Ambiguous(Ambiguity::Serial(ymd(2025, 6, 5)))));
        for text in
            ["", "hôm qua", "6/2025", "2025", "1/2/3/4", "a/b/c", "tháng 6 năm 2025", "5 6 2025"]
        {
            assert_eq!(parse(text), Err(Fault::NotADate), "{text}");
        }
    }

    #[test]
    fn printed_with_the_zeros_of_the_decree() {
        assert_eq!(long(ymd(2025, 6, 5)), "ngày 05 tháng 6 năm 2025");
        assert_eq!(long(ymd(2026, 2, 15)), "ngày 15 tháng 02 năm 2026");
        assert_eq!(short(ymd(2026, 1, 3)), "03/01/2026");
        assert_eq!(short(ymd(2025, 12, 22)), "22/12/2025");
    }
}
