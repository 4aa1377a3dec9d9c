//! Number formats: parses a format code and renders a number with it.
//!
//! The output is the stored number with the text of the format around it, as a Vietnamese Excel
//! would show it, with three exceptions that harm nobody: no dots between thousands, every date as
//! dd/mm/yyyy, no rounding. Where the format shows less than the cell holds, what it shows is
//! returned beside the number. Longer than other files because the parser, the renderer and their
//! tests belong together.

use chrono::{Days, NaiveDate};

use crate::text::fold;

/// A parsed number format.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::decode) enum Format {
    /// A number, with one or more sections.
    Number(Vec<Section>),
    /// A day, with or without a time.
    Date,
    /// A month, of which the cell holds a day: `06/2026`.
    Month,
    /// A year, of which the cell holds a day.
    Year,
    /// A time of day.
    Time,
    /// Hours, counted past 24.
    Duration,
}

/// A number rendered as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::decode) struct Shown {
    /// The number that the cell holds.
    pub(in crate::decode) text: String,
    /// What the cell shows, if that is another number or nothing.
    pub(in crate::decode) instead: Option<String>,
}

/// A section of a format and the numbers it applies to.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::decode) struct Section {
    /// `[>=1000]`; without one the position of the section decides.
    condition: Option<(Comparison, f64)>,
    pattern: Pattern,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    More,
}

/// A number with the text around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::decode) struct Pattern {
    before: String,
    after: String,
    /// Digits shown after the decimal comma; `None` for as many as there are.
    decimals: Option<usize>,
    /// Minimum number of digits before the decimal comma.
    integer_digits: usize,
    /// Percent signs: each multiplies by 100.
    percents: usize,
    /// Omitted thousands: each divides by 1000.
    thousands: usize,
    /// Whether no digit is shown.
    hides: bool,
    /// Whether the format is not rendered here: a fraction, a power of ten, digits with text
    /// between them.
    unusual: bool,
}

impl Format {
    /// The number as stored (`General`).
    pub(in crate::decode) fn general() -> Self {
        Self::Number(vec![Section { condition: None, pattern: Pattern::default() }])
    }

    /// A built-in format of Excel, by its number.
    pub(in crate::decode) fn built_in(id: u32) -> Self {
        match id {
            1 | 3 | 37 | 38 | 41 | 42 => Self::of("0"),
            2 | 4 | 39 | 40 | 43 | 44 => Self::of("0.00"),
            9 => Self::of("0%"),
            10 => Self::of("0.00%"),
            17 => Self::Month,
            14..=16 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Date,
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Self::Time,
            46 => Self::Duration,
            _ => Self::general(),
        }
    }

    /// Parses a format code such as `0.0%` or `dd/mm/yyyy`.
    pub(in crate::decode) fn of(code: &str) -> Self {
        let all = sections(code);
        if all.iter().all(Vec::is_empty) && all.len() == 1 {
            return Self::general();
        }
        let tokens = all.first().map_or(&[][..], Vec::as_slice);
        let has = |letters: &str| {
            tokens.iter().any(|t| matches!(t, Token::Letter(c) if letters.contains(*c)))
        };
        if tokens.contains(&Token::Elapsed) {
            Self::Duration
        } else if has("d") {
            Self::Date
        } else if has("y") {
            if has("m") { Self::Month } else { Self::Year }
        } else if has("hs") {
            Self::Time
        } else if has("m") {
            Self::Month
        } else {
            Self::Number(all.iter().map(|tokens| section(tokens)).collect())
        }
    }

    /// Renders a number as text.
    pub(in crate::decode) fn show(&self, value: f64, from_1904: bool) -> Shown {
        let text = match self {
            Self::Number(sections) => return number(sections, value),
            Self::Date | Self::Month | Self::Year => date(value, from_1904),
            Self::Time => time(value, false),
            Self::Duration => time(value, true),
        };
        // A date outside the calendar shows as ####; the number itself is worth checking.
        let Some(text) = text else {
            return Shown { text: Pattern::default().stored(value), instead: None };
        };
        Shown { instead: self.part_of_day(&text), text }
    }

    /// What it shows of a day, if that is only its month or its year.
    pub(in crate::decode) fn part_of_day(&self, day: &str) -> Option<String> {
        let part = match self {
            Self::Month => day.get("dd/".len()..),
            Self::Year => day.get("dd/mm/".len()..),
            _ => None,
        };
        part.map(str::to_owned)
    }
}

/// Renders a number with the section that applies. The text around it is that of the first section,
/// which applies to most numbers, unless sections have conditions.
fn number(sections: &[Section], value: f64) -> Shown {
    let at = chosen(sections, value);
    let (own, conditions) = (&sections[at].pattern, sections.iter().any(|s| s.condition.is_some()));
    let usual = if conditions { own } else { &sections[0].pattern };
    let text = match usual.hides {
        false => usual.stored(value),
        true => {
            // The other sections show that it is a percentage.
            let percents = sections.iter().map(|s| s.pattern.percents).max().unwrap_or(0);
            let after = "%".repeat(percents);
            Pattern { percents, after, ..Pattern::default() }.stored(value)
        }
    };
    if own.unusual || (own.decimals.is_none() && !own.hides) {
        return Shown { text, instead: None };
    }
    let shown = match own.hides {
        true => own.before.trim().to_owned(),
        // A section for negative numbers includes the sign if it wants one.
        false if at == 1 && !conditions => own.shown(value.abs()),
        false => own.shown(value),
    };
    Shown { instead: (shown != text).then_some(shown), text }
}

/// The section for a number: by condition, else for positive, negative and zero in turn.
fn chosen(sections: &[Section], value: f64) -> usize {
    let last = sections.len().min(3) - 1;
    if sections.iter().any(|section| section.condition.is_some()) {
        let holds = |section: &Section| match section.condition {
            Some((Comparison::Less, bound)) => value < bound,
            Some((Comparison::AtMost, bound)) => value <= bound,
            Some((Comparison::Equal, bound)) => value == bound,
            Some((Comparison::Unequal, bound)) => value != bound,
            Some((Comparison::AtLeast, bound)) => value >= bound,
            Some((Comparison::More, bound)) => value > bound,
            None => true,
        };
        return sections[..=last].iter().position(holds).unwrap_or(last);
    }
    match last {
        2 if value == 0.0 => 2,
        1 | 2 if value < 0.0 => 1,
        _ => 0,
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// `General`.
    General,
    /// `0`, `#` or `?`; whether the digit is always shown.
    Digit(bool),
    Point,
    Comma,
    Percent,
    /// A letter of a date or time, in lower case.
    Letter(char),
    /// `[h]`, `[mm]`, `[ss]`.
    Elapsed,
    /// `[>=1000]`: the numbers the section applies to.
    Condition(Comparison, f64),
    /// `E+`, or the bar of a fraction.
    Unusual,
    Literal(String),
}

/// Splits a code into sections of tokens; there is always one.
fn sections(code: &str) -> Vec<Vec<Token>> {
    let mut all = Vec::new();
    let mut found = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        found.push(match c {
            ';' => {
                all.push(std::mem::take(&mut found));
                continue;
            }
            '"' => Token::Literal(chars.by_ref().take_while(|c| *c != '"').collect()),
            '\\' => Token::Literal(chars.next().into_iter().collect()),
            '_' => {
                chars.next();
                Token::Literal(" ".to_owned())
            }
            '*' => {
                chars.next();
                continue;
            }
            '[' => match bracket(&chars.by_ref().take_while(|c| *c != ']').collect::<String>()) {
                Some(token) => token,
                None => continue,
            },
            '0' => Token::Digit(true),
            '#' | '?' => Token::Digit(false),
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '@' => Token::General,
            'G' | 'g' if rest_is(&chars, "eneral") => {
                chars.nth(5);
                Token::General
            }
            'A' | 'a' if rest_is(&chars, "m/pm") => {
                chars.nth(3);
                Token::Letter('h')
            }
            'A' | 'a' if rest_is(&chars, "/p") => {
                chars.nth(1);
                Token::Letter('h')
            }
            'E' | 'e' if matches!(chars.peek(), Some('+' | '-')) => Token::Unusual,
            'e' | 'E' | 'b' | 'B' => Token::Letter('y'),
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                Token::Letter(c.to_ascii_lowercase())
            }
            '/' => Token::Unusual,
            other => Token::Literal(other.to_string()),
        });
    }
    all.push(found);
    all
}

fn rest_is(chars: &std::iter::Peekable<std::str::Chars<'_>>, word: &str) -> bool {
    let rest: String = chars.clone().take(word.len()).collect();
    rest.eq_ignore_ascii_case(word)
}

/// Parses the content of brackets: elapsed time, a condition or a currency; colours and languages
/// are ignored.
fn bracket(inside: &str) -> Option<Token> {
    let lower = inside.to_ascii_lowercase();
    let letters = lower.as_bytes();
    if !letters.is_empty() && ["h", "m", "s"].iter().any(|l| lower.replace(l, "").is_empty()) {
        return Some(Token::Elapsed);
    }
    if matches!(letters.first(), Some(b'<' | b'>' | b'=')) {
        let bound = inside.trim_start_matches(['<', '>', '=']);
        let comparison = match &inside[..inside.len() - bound.len()] {
            "<" => Comparison::Less,
            "<=" => Comparison::AtMost,
            "<>" => Comparison::Unequal,
            ">" => Comparison::More,
            ">=" => Comparison::AtLeast,
            _ => Comparison::Equal,
        };
        return bound.trim().parse().ok().map(|bound| Token::Condition(comparison, bound));
    }
    let currency = inside.strip_prefix('$')?;
    let sign = currency.split('-').next().unwrap_or_default();
    (!sign.is_empty()).then(|| Token::Literal(sign.to_owned()))
}

fn section(tokens: &[Token]) -> Section {
    let condition = tokens.iter().find_map(|token| match token {
        Token::Condition(comparison, bound) => Some((*comparison, *bound)),
        _ => None,
    });
    Section { condition, pattern: pattern(tokens) }
}

fn pattern(tokens: &[Token]) -> Pattern {
    let is_place = |t: &Token| matches!(t, Token::Digit(_) | Token::General);
    let words = |tokens: &[Token]| -> String {
        let literal = |t: &Token| match t {
            Token::Literal(text) => text.clone(),
            Token::Percent => "%".to_owned(),
            _ => String::new(),
        };
        tokens.iter().map(literal).collect()
    };
    let percents = tokens.iter().filter(|t| **t == Token::Percent).count();
    let (Some(first), Some(last)) =
        (tokens.iter().position(is_place), tokens.iter().rposition(is_place))
    else {
        return Pattern { before: words(tokens), percents, hides: true, ..Pattern::default() };
    };
    let inside = &tokens[first..=last];
    let after = words(&tokens[last + 1..]);
    let unusual = tokens.contains(&Token::Unusual);
    if unusual
        || inside.iter().any(|t| matches!(t, Token::Literal(text) if !text.trim().is_empty()))
    {
        // Digits with text between them are a code; the number is then returned as stored.
        let after = if unusual { "%".repeat(percents) } else { after };
        return Pattern { percents, after, unusual: true, ..Pattern::default() };
    }
    let point = inside.iter().position(|t| *t == Token::Point).unwrap_or(inside.len());
    let digits = |tokens: &[Token]| tokens.iter().filter(|t| matches!(t, Token::Digit(_))).count();
    let before = words(&tokens[..first]);
    // A đồng sign before the number adds nothing to its column.
    let dong = matches!(before.trim().to_lowercase().as_str(), "₫" | "đ" | "vnd" | "vnđ");
    Pattern {
        before: if dong { String::new() } else { before },
        after,
        decimals: (!inside.contains(&Token::General)).then(|| digits(&inside[point..])),
        integer_digits: inside[..point].iter().filter(|t| **t == Token::Digit(true)).count(),
        percents,
        thousands: tokens[last + 1..].iter().take_while(|t| **t == Token::Comma).count(),
        hides: false,
        unusual: false,
    }
}

/// Numbers from here on are hardly in millions, so a fraction is a fraction of a đồng.
const SURELY_DONG: f64 = 100_000.0;

impl Pattern {
    /// The stored number. Omits fractions that no figure can have: below one đồng, and hundredths
    /// of a percent where the format shows fewer digits.
    fn stored(&self, value: f64) -> String {
        let mut number = Decimal::of(value);
        number.point += 2 * self.percents as i32;
        if let Some(finest) = self.finest(value) {
            number.round(finest);
        }
        // Words that name the omitted thousands would name them twice.
        if self.thousands > 0 {
            let sign = if value < 0.0 && !number.digits.is_empty() { "-" } else { "" };
            return format!(
                "{sign}{}{}",
                number.text(self.integer_digits),
                "%".repeat(self.percents)
            );
        }
        self.around(value, &number)
    }

    /// What the cell shows.
    fn shown(&self, value: f64) -> String {
        let mut number = Decimal::of(value);
        number.point += 2 * self.percents as i32 - 3 * self.thousands as i32;
        if let Some(decimals) = self.decimals {
            number.round(decimals as i32);
        }
        self.around(value, &number)
    }

    fn around(&self, value: f64, number: &Decimal) -> String {
        let sign = if value < 0.0 && !number.digits.is_empty() { "-" } else { "" };
        let text =
            format!("{}{sign}{}{}", self.before, number.text(self.integer_digits), self.after);
        text.trim().to_owned()
    }

    /// How many decimals are meaningful, where the format shows fewer than there are.
    fn finest(&self, value: f64) -> Option<i32> {
        let shown = self.decimals?;
        if self.percents > 0 {
            return Some(shown.max(2) as i32);
        }
        let unit = fold::ascii(&self.after);
        let finest = match unit.split(' ').next()? {
            "ty" | "ti" => 9,
            "trieu" | "tr" => 6,
            "nghin" | "ngan" => 3,
            "dong" | "d" | "vnd" if value.abs() >= SURELY_DONG => 0,
            "" if self.after.contains('₫') && value.abs() >= SURELY_DONG => 0,
            _ => return None,
        };
        Some(shown.max(finest) as i32)
    }
}

/// A number as at most fifteen decimal digits, the precision of a spreadsheet.
#[derive(Debug)]
struct Decimal {
    /// Digits 0 to 9 without leading or trailing zeros.
    digits: Vec<u8>,
    /// How many digits precede the decimal comma; may be negative, or more than there are.
    point: i32,
}

impl Decimal {
    fn of(value: f64) -> Self {
        let text = format!("{:.14e}", value.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        let mut number = Self { digits, point: exponent.parse::<i32>().unwrap_or(0) + 1 };
        number.trim();
        number
    }

    /// Removes leading and trailing zeros.
    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        let zeros = self.digits.iter().take_while(|d| **d == 0).count();
        self.digits.drain(..zeros);
        self.point -= zeros as i32;
        if self.digits.is_empty() {
            self.point = 0;
        }
    }

    /// Rounds to `decimals` digits after the comma, half away from zero.
    fn round(&mut self, decimals: i32) {
        let keep = self.point + decimals;
        if keep >= self.digits.len() as i32 {
            return;
        }
        let up = keep >= 0 && self.digits[keep as usize] >= 5;
        self.digits.truncate(keep.max(0) as usize);
        if up {
            let mut at = self.digits.len();
            loop {
                if at == 0 {
                    self.digits.insert(0, 1);
                    self.point += 1;
                    break;
                }
                at -= 1;
                if self.digits[at] < 9 {
                    self.digits[at] += 1;
                    break;
                }
                self.digits[at] = 0;
            }
        }
        self.trim();
    }

    /// The digits with a decimal comma and at least `integer_digits` before it.
    fn text(&self, integer_digits: usize) -> String {
        let digit = |n: i32| match usize::try_from(n).ok().and_then(|n| self.digits.get(n)) {
            Some(digit) => char::from(b'0' + digit),
            None => '0',
        };
        let integer_digits = i32::try_from(integer_digits.max(1)).unwrap_or(1).max(self.point);
        let mut out: String = (self.point - integer_digits..self.point).map(digit).collect();
        if self.digits.len() as i32 > self.point {
            out.push(',');
            out.extend((self.point..self.digits.len() as i32).map(digit));
        }
        out
    }
}

/// The last day of a spreadsheet calendar, 31/12/9999.
const LAST_DAY: f64 = 2_958_465.0;
/// Half a second: a time closer than this to midnight belongs to the next day.
const HALF_SECOND: f64 = 0.5 / 86_400.0;

/// A serial day number as `dd/mm/yyyy`.
fn date(serial: f64, from_1904: bool) -> Option<String> {
    let days = (serial + HALF_SECOND).floor();
    if !(0.0..=LAST_DAY).contains(&days) {
        return None;
    }
    let days = days as u64;
    let first = if from_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)?
    } else {
        // Spreadsheets treat 1900 as a leap year, and day 0 as the day before the first.
        match days {
            0 => return Some("00/01/1900".to_owned()),
            60 => return Some("29/02/1900".to_owned()),
            1..60 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
            _ => NaiveDate::from_ymd_opt(1899, 12, 30)?,
        }
    };
    Some(first.checked_add_days(Days::new(days))?.format("%d/%m/%Y").to_string())
}

/// A fraction of a day as `hh:mm`, with seconds if there are any.
fn time(serial: f64, beyond_a_day: bool) -> Option<String> {
    if !(0.0..=LAST_DAY).contains(&serial) {
        return None;
    }
    let part = if beyond_a_day { serial } else { serial.fract() };
    let seconds = (part * 86_400.0).round() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    })
}

/// Rewrites `2025-06-05` or `2025-06-05T14:30:00`, as some writers store dates, as `dd/mm/yyyy`.
pub(in crate::decode) fn iso_date(text: &str) -> Option<String> {
    let day = text.split('T').next()?;
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    Some(day.format("%d/%m/%Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, value: f64) -> String {
        Format::of(code).show(value, false).text
    }

    #[test]
    fn numbers_without_the_noise_of_floats() {
        for (value, text) in [
            (1_234_567.0, "1234567"),
            (12.5, "12,5"),
            (0.1 + 0.2, "0,3"),
            (0.0, "0"),
            (-0.0, "0"),
            (-5.25, "-5,25"),
            (100.0, "100"),
            (1e-7, "0,0000001"),
            (450_000_000_000.0, "450000000000"),
            (1e20, "100000000000000000000"),
            (33.333_333_333_333_336, "33,3333333333333"),
        ] {
            assert_eq!(shown("General", value), text);
        }
    }

    #[test]
    fn formats_show_what_excel_shows() {
        for (code, value, text) in [
            ("0%", 0.5, "50%"),
            ("0%", 0.07, "7%"),
            ("0%", 0.996, "99,6%"),
            ("0%", 0.725, "72,5%"),
            ("0%", 0.004, "0,4%"),
            ("0%", 1.0 / 3.0, "33,33%"),
            ("0.000%", 1.0 / 3.0, "33,333%"),
            ("0.0%", 0.455, "45,5%"),
            ("0.00%", 1.4, "140%"),
            ("0%", 45.0, "4500%"),
            ("0%", -0.1, "-10%"),
            ("0.0\"%\"", 45.5, "45,5%"),
            ("0\" %\"", 45.0, "45 %"),
            ("0", 12.5, "12,5"),
            ("0", 99.5, "99,5"),
            ("0", 0.4, "0,4"),
            ("0", 12.345_678, "12,345678"),
            ("0.00", 1.005, "1,005"),
            ("0.00", -0.001, "-0,001"),
            ("#,##0", 1_234_567.4, "1234567,4"),
            ("#,##0.00", 1_234_567.5, "1234567,5"),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", 1_500.0, "1500"),
            ("#,##0\" đồng\"", 2_000.0, "2000 đồng"),
            ("#,##0\\ [$₫-42A]", 2_000.0, "2000 ₫"),
            ("[$₫-42A]#,##0", 2_000.0, "2000"),
            ("[$$-409]#,##0", 2_000.0, "$2000"),
            ("0.0\" triệu\"", 12.5, "12,5 triệu"),
            ("#,##0\" triệu\"", 45.6, "45,6 triệu"),
            ("#,##0\" tỷ\"", 1.234_567_891, "1,234567891 tỷ"),
            ("#,##0\" triệu đồng\"", 12.345_678_9, "12,345679 triệu đồng"),
            ("#,##0\" đồng\"", 1_234_567.4, "1234567 đồng"),
            ("#,##0\" đồng\"", 45.6, "45,6 đồng"),
            ("0\" tỷ \"000\" triệu\"", 1_500.0, "1500 triệu"),
            (";;;", 45.0, "45"),
            ("[=1]\"Xong\";0%", 1.0, "100%"),
            ("[=1]\"Xong\";0%", 0.5, "50%"), // What is left off is given back, without the words that name the thousands.
            ("#,##0,,\" triệu\"", 12_345_678.0, "12345678"),
            ("[>=1000000]0.0,,\" triệu\";0", 12_345_678.0, "12345678"),
            ("[Red]0", 5.0, "5"),
            ("\"I.\"0", 2.0, "I.2"),
            ("000", 7.0, "007"),
            ("0.00E+00", 12_345.0, "12345"),
            ("# ?/?", 0.5, "0,5"),
            ("@", 12.5, "12,5"),
            ("General\" triệu\"", 12.5, "12,5 triệu"),
            ("", 12.5, "12,5"),
            ("\"", 1.0, "1"),
            ("[", 1.0, "1"),
        ] {
            assert_eq!(shown(code, value), text, "{code}");
        }
    }

    #[test]
    fn days_are_dates_and_times_are_times() {
        for (code, value, text) in [
            ("dd/mm/yyyy", 45_813.0, "05/06/2025"),
            ("m/d/yyyy", 45_813.6, "05/06/2025"),
            ("[$-42A]dd/mm/yyyy;@", 45_813.0, "05/06/2025"),
            ("d-mmm", 45_813.0, "05/06/2025"),
            ("mmm-yy", 45_813.0, "05/06/2025"),
            ("dd/mm/yyyy hh:mm", 45_813.5, "05/06/2025"),
            ("\"ngày \"dd\" tháng \"mm\" năm \"yyyy", 45_813.0, "05/06/2025"),
            ("yyyy", 1.0, "01/01/1900"),
            ("yyyy", 59.0, "28/02/1900"),
            ("yyyy", 60.0, "29/02/1900"),
            ("yyyy", 61.0, "01/03/1900"),
            ("yyyy", 0.0, "00/01/1900"),
            ("yyyy", 2_958_465.0, "31/12/9999"),
            ("yyyy", 2_958_466.0, "2958466"),
            ("yyyy", -1.0, "-1"),
            ("h:mm", 0.604_166_666_666_667, "14:30"),
            ("h:mm AM/PM", 0.5, "12:00"),
            ("mm:ss", 0.5 + 1.0 / 86_400.0, "12:00:01"),
            ("[h]:mm", 1.5, "36:00"),
        ] {
            assert_eq!(shown(code, value), text, "{code}");
        }
        assert_eq!(Format::built_in(14).show(45_813.0, false).text, "05/06/2025");
        for (format, instead) in [
            (Format::of("d-mmm"), None),
            (Format::of("dd/mm/yyyy"), None),
            (Format::of("mm/yyyy"), Some("06/2025")),
            (Format::of("mmm"), Some("06/2025")),
            (Format::built_in(17), Some("06/2025")),
            (Format::of("\"Năm \"yyyy"), Some("2025")),
        ] {
            assert_eq!(format.show(45_813.0, false).instead.as_deref(), instead, "{format:?}");
        }
        assert_eq!(Format::Date.show(44_351.0, true).text, "05/06/2025");
        assert_eq!(iso_date("2025-06-05T08:00:00").as_deref(), Some("05/06/2025"));
        assert_eq!(iso_date("hôm qua"), None);
    }

    #[test]
    fn what_is_shown_instead_is_told() {
        for (code, value, instead) in [
            ("General", 0.996, None),
            ("0%", 0.996, Some("100%")),
            ("0.0%", 0.996, None),
            ("0", 12.345_678, Some("12")),
            ("#,##0.00", 12.5, None),
            ("#,##0\" triệu\"", 45.6, Some("46 triệu")),
            ("#,##0,,", 12_345_678.0, Some("12")),
            ("#,##0,,\" triệu\"", 12_000_000.0, Some("12 triệu")),
            ("[>=1000000]0.0,,\" triệu\";0", 12_345_678.0, Some("12,3 triệu")),
            ("[>=1000000]0.0,,\" triệu\";0", 12.0, None),
            (";;;", 45.0, Some("")),
            ("0;-0;\"Chưa có\"", 0.0, Some("Chưa có")),
            ("0;0", -5.0, Some("5")),
            ("0;-0;\"Chưa có\"", 7.0, None),
            ("[=1]\"Xong\";0%", 1.0, Some("Xong")),
            ("# ?/?", 0.3, None),
        ] {
            let shown = Format::of(code).show(value, false);
            assert_eq!(shown.instead.as_deref(), instead, "{code} {value}");
        }
    }

    #[test]
    fn no_number_and_no_code_does_harm() {
        let codes = ["", "0%", "yyyy", "h", "[h]", "0.00", "%%%%", "General", "\\", "_", "*", "a"];
        let values = [f64::MAX, f64::MIN, f64::MIN_POSITIVE, 1e-300, -1e300, 0.5, 9.999e14];
        for code in codes {
            for value in values {
                assert!(!shown(code, value).is_empty(), "{code} {value}");
            }
        }
    }
}
