//! Dates as people write them, always day before month, and as documents print them.

use chrono::{Datelike, NaiveDate};

use super::{fold, moment};

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Not a date.
    NotADate,
    /// Two readings are possible; the likely ones are given.
    Ambiguous(Ambiguity),
    /// A day outside the calendar, such as 31/02; with the last day of that month if there is one.
    Impossible(Option<NaiveDate>),
}

/// Kinds of ambiguity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ambiguity {
    /// `05/06/25`: the century is missing; with the likely date.
    TwoDigitYear(NaiveDate),
    /// Day and month may be swapped.
    DayOrMonth {
        /// The Vietnamese order.
        day_first: NaiveDate,
        /// The other order.
        month_first: NaiveDate,
    },
    /// Day and month may have been swapped by a spreadsheet that puts the month first:
    /// `05/06/2026 hoặc 06/05/2026`.
    Swapped {
        /// As the spreadsheet holds it.
        held: NaiveDate,
        /// As it may have been typed.
        typed: NaiveDate,
    },
    /// `45813`: a serial number of a spreadsheet, with its date.
    Serial(NaiveDate),
}

/// Parses `dd/mm/yyyy` (also `-`, `.`), `yyyy-mm-dd` and `ngày 5 tháng 6 năm 2025`.
pub fn parse(text: &str) -> Result<NaiveDate, Fault> {
    let text = fold::trim(text);
    let figures = without_word(text);
    if let Some((day, month, year)) = full_form(figures) {
        return make(year, month, day);
    }
    if let Some(date) = serial(text) {
        return Err(Fault::Ambiguous(Ambiguity::Serial(date)));
    }
    let Some((day, month, year)) = parts(figures) else {
        return Err(both_readings(text).map_or(Fault::NotADate, Fault::Ambiguous));
    };
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

/// Between the two readings of one date.
const OR: &str = " hoặc ";

/// The two readings of a date that a spreadsheet may have swapped.
pub fn either(held: NaiveDate, typed: NaiveDate) -> String {
    format!("{}{OR}{}", held.format("%d/%m/%Y"), typed.format("%d/%m/%Y"))
}

/// Parses what [`either`] writes.
fn both_readings(text: &str) -> Option<Ambiguity> {
    let (held, typed) = text.split_once(OR)?;
    let day = |text| full_form(text).and_then(|(day, month, year)| make(year, month, day).ok());
    let (held, typed) = (day(held)?, day(typed)?);
    (swapped(held) == Some(typed)).then_some(Ambiguity::Swapped { held, typed })
}

/// The same year with day and month swapped, where that is another day.
pub fn swapped(date: NaiveDate) -> Option<NaiveDate> {
    let other = NaiveDate::from_ymd_opt(date.year(), date.day(), date.month())?;
    (other != date).then_some(other)
}

/// Offset of Vietnamese time from UTC, in minutes.
const HERE: i64 = 7 * 60;

/// Parses the date of a cell, which may include a time and a zone, as a day in Vietnam. A foreign
/// program writes the month first (`3/25/2026 14:05:33`); where that is possible, both readings are
/// returned.
pub fn in_cell(text: &str) -> Result<NaiveDate, Fault> {
    let read = parse(text);
    if read != Err(Fault::NotADate) {
        return read;
    }
    let Some(moment) = moment::parse(fold::trim(text)) else { return read };
    let written = match order(moment.day).filter(|_| moment.foreign) {
        Some(Order::MonthFirst) => month_first(moment.day).ok_or(Fault::Impossible(None))?,
        Some(Order::Either) => {
            let day_first = parse(moment.day)?;
            let month_first = month_first(moment.day).ok_or(Fault::NotADate)?;
            return Err(Fault::Ambiguous(Ambiguity::DayOrMonth { day_first, month_first }));
        }
        _ => parse(moment.day)?,
    };
    // A time without a zone is Vietnamese time.
    let minutes = moment.minutes - moment.ahead.unwrap_or(HERE) + HERE;
    let days = chrono::Duration::days(minutes.div_euclid(24 * 60));
    written.checked_add_signed(days).ok_or(Fault::NotADate)
}

/// The day in a cell with a time, as if written in Vietnam: if [`in_cell`] returns another day,
/// that is worth a note.
pub fn as_written(text: &str) -> Option<NaiveDate> {
    moment::parse(fold::trim(text)).and_then(|moment| parse(moment.day).ok())
}

/// Whether a cell has a time besides the day.
pub fn has_time(text: &str) -> bool {
    moment::parse(fold::trim(text)).is_some()
}

/// Which of two numbers is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Only the first is possible.
    DayFirst,
    /// Only the second is possible: `03/25/2026`.
    MonthFirst,
    /// Both are possible and differ.
    Either,
}

/// The order of the numbers in a date; `None` if words determine it.
pub fn order(text: &str) -> Option<Order> {
    let text = fold::trim(text);
    if let Some((day, month, _)) = full_form(text) {
        // A leading year determines the order.
        let is_year_first = matches!(text.as_bytes()[4], b'/' | b'-' | b'.');
        return if is_year_first { None } else { order_of(day, month) };
    }
    let text = moment::parse(text).map_or(text, |moment| moment.day);
    if text.contains(char::is_alphabetic) {
        return None;
    }
    let (day, month, _) = parts(text)?;
    if text.starts_with(|c: char| c.is_ascii_digit())
        && text.split(['/', '-', '.']).next()?.len() > 2
    {
        return None;
    }
    order_of(day.parse().ok()?, month.parse().ok()?)
}

fn order_of(day: u32, month: u32) -> Option<Order> {
    let (is_day, is_month) = (1..=31, 1..=12);
    match (is_month.contains(&month), is_month.contains(&day)) {
        (true, true) => (day != month).then_some(Order::Either),
        (true, false) if is_day.contains(&day) => Some(Order::DayFirst),
        (false, true) if is_day.contains(&month) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// The date if the month comes first.
pub fn month_first(text: &str) -> Option<NaiveDate> {
    let text = fold::trim(text);
    let text = moment::parse(text).map_or(text, |moment| moment.day);
    let (month, day, year) = parts(without_word(text))?;
    let year: i32 = year.parse().ok()?;
    let year = if year < 100 { 2000 + year } else { year };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

/// The date of a text with a leading year if the day came before the month: `2026-31-12`; `None` for
/// other texts, and where both are the same number.
pub fn year_then_day(text: &str) -> Option<NaiveDate> {
    let text = fold::trim(text);
    let text = moment::parse(text).map_or(text, |moment| moment.day);
    let (last, middle, year) = parts(text)?;
    let is_year_first = text.starts_with(year) && year.len() == 4 && last != middle;
    let (day, month) = (middle.parse().ok()?, last.parse().ok()?);
    is_year_first.then(|| NaiveDate::from_ymd_opt(year.parse().ok()?, month, day))?
}

/// Fast path: `dd/mm/yyyy` and `yyyy-mm-dd` with every zero, as most dates are written.
fn full_form(text: &str) -> Option<(u32, u32, i32)> {
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

/// Five digits that are a serial day number between 1/1/1990 and 31/12/2079.
fn serial(text: &str) -> Option<NaiveDate> {
    if text.len() != 5 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let days: u64 = text.parse().ok()?;
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    (32_874..=65_745).contains(&days).then(|| epoch + chrono::Days::new(days))
}

/// Removes the word before a date.
fn without_word(text: &str) -> &str {
    let words = ["ngày ", "Ngày ", "NGÀY "];
    words.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text).trim_start()
}

/// Day, month and year as written.
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

/// Parses `ngày 5 tháng 6 năm 2025`, with or without the first word.
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

/// The short form for tables and sentences, day and months 1–2 with a leading zero according to
/// Nghị định 30/2020/NĐ-CP.
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
    fn a_day_beside_a_time_is_read_where_it_is_certain() {
        for text in [
            "12/3/2026 10:00",
            "12/03/2026 00:00",
            "12/03/2026 14:05:33",
            "12/03/2026, 14:05",
            "12/3/2026 2:05:33 CH",
            "12/03/2026 14h05",
            "10:00 12/3/2026",
            "10h30 ngày 12/3/2026",
            "2026-03-12 09:41:05",
            "2026-03-12 00:00:00",
            "2026-03-12T00:00:00",
            "2026-03-12T00:00:00.000Z",
            "2026-03-12T00:00:00+00:00",
            "2026-03-12T23:59:59+07:00",
            "2026-03-12T09:41:05.123+0700",
            "2026-03-12 00:00:00 UTC",
            "2026-03-12 08:00 GMT+7",
            "2026-03-11T17:00:00.000Z",
            "2026-03-11T23:00:00+01:00",
            "2026-03-12 16:59:59Z",
        ] {
            assert_eq!(in_cell(text), Ok(ymd(2026, 3, 12)), "{text}");
        }
        assert_eq!(in_cell("3/25/2026 14:05:33"), Ok(ymd(2026, 3, 25)));
        assert_eq!(in_cell("3/25/2026 2:05:33 PM"), Ok(ymd(2026, 3, 25)));
        assert_eq!(in_cell("25/3/2026 14:05:33"), Ok(ymd(2026, 3, 25)));
        assert_eq!(in_cell("03/25/2026 14:05"), Err(Fault::Impossible(None)));
        assert_eq!(in_cell("2026-12-31T23:30:00Z"), Ok(ymd(2027, 1, 1)));
        for text in ["3/12/2026 14:05:33", "03/12/2026 2:05 PM"] {
            let (day_first, month_first) = (ymd(2026, 12, 3), ymd(2026, 3, 12));
            let both = Ambiguity::DayOrMonth { day_first, month_first };
            assert_eq!(in_cell(text), Err(Fault::Ambiguous(both)), "{text}");
        }
        for text in
            ["12/03/2026 25:00", "12/03/2026 10:75", "10:00", "họp lúc 10:00", "12/03/2026 x"]
        {
            assert_eq!(in_cell(text), Err(Fault::NotADate), "{text}");
        }
    }

    #[test]
    fn the_figures_tell_which_is_the_day() {
        for (text, expected) in [
            ("03/25/2026", Some(Order::MonthFirst)),
            ("03-25-26", Some(Order::MonthFirst)),
            ("25/03/2026", Some(Order::DayFirst)),
            ("05/04/2026", Some(Order::Either)),
            ("2026-25-03", None),
            ("2026-05-04T00:00:00+00:00", None),
            ("05/05/2026", None),
            ("32/13/2026", None),
            ("ngày 5/4/2026", None),
            ("", None),
        ] {
            assert_eq!(order(text), expected, "{text}");
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
