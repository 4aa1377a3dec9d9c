//! How a number is shown: the code of a number format, and a number written after it.
//!
//! Gives what a Vietnamese Excel would show, but for two things that stand in nobody's way: no dots
//! between thousands, and every date as dd/mm/yyyy. Where a format shows less than the cell holds
//! (thousands left off), the cell's own number is given.

use chrono::{Days, NaiveDate};

/// How a number is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Format {
    /// A number.
    Number(Pattern),
    /// A day, with or without a time.
    Date,
    /// A time of day.
    Time,
    /// Hours, counted beyond a day.
    Duration,
}

/// A number with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Pattern {
    before: String,
    after: String,
    /// Digits after the comma; `None` for as many as there are.
    decimals: Option<usize>,
    /// Digits before the comma at least.
    whole: usize,
    /// Signs of percent: each shows a hundredfold.
    percents: usize,
}

impl Format {
    /// A number as it is.
    pub(super) fn general() -> Self {
        Self::Number(Pattern::default())
    }

    /// One of the formats every Excel knows by number.
    pub(super) fn built_in(id: u32) -> Self {
        match id {
            1 | 3 | 37 | 38 | 41 | 42 => Self::of("0"),
            2 | 4 | 39 | 40 | 43 | 44 => Self::of("0.00"),
            9 => Self::of("0%"),
            10 => Self::of("0.00%"),
            14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58 => Self::Date,
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => Self::Time,
            46 => Self::Duration,
            _ => Self::general(),
        }
    }

    /// A format by its code, such as `0.0%` or `dd/mm/yyyy`.
    pub(super) fn of(code: &str) -> Self {
        let tokens = tokens(code);
        let has = |letters: &str| {
            tokens.iter().any(|t| matches!(t, Token::Letter(c) if letters.contains(*c)))
        };
        if tokens.contains(&Token::Elapsed) {
            Self::Duration
        } else if has("yd") {
            Self::Date
        } else if has("hs") {
            Self::Time
        } else if has("m") {
            Self::Date
        } else {
            Self::Number(pattern(&tokens))
        }
    }

    /// The number as it is shown.
    pub(super) fn show(&self, value: f64, from_1904: bool) -> String {
        let text = match self {
            Self::Number(pattern) => return pattern.show(value),
            Self::Date => date(value, from_1904),
            Self::Time => time(value, false),
            Self::Duration => time(value, true),
        };
        // What no calendar has is shown as #### and is worth a look as the number it is.
        text.unwrap_or_else(|| Pattern::default().show(value))
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// `General`.
    General,
    /// `0`, `#` or `?`; whether a digit always stands there.
    Digit(bool),
    Point,
    Comma,
    Percent,
    /// A letter of a date or time, in lower case.
    Letter(char),
    /// `[h]`, `[mm]`, `[ss]`.
    Elapsed,
    /// `[>=1000]`: which numbers the section is for.
    Condition,
    /// `E+`, or the bar of a fraction.
    Unusual,
    Literal(String),
}

/// The tokens of the first section: the one for numbers above zero.
fn tokens(code: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        found.push(match c {
            ';' => break,
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
    found
}

fn rest_is(chars: &std::iter::Peekable<std::str::Chars<'_>>, word: &str) -> bool {
    let rest: String = chars.clone().take(word.len()).collect();
    rest.eq_ignore_ascii_case(word)
}

/// What stands in brackets: hours beyond a day, a condition, a currency; colours and languages are
/// nothing that is read.
fn bracket(inside: &str) -> Option<Token> {
    let lower = inside.to_ascii_lowercase();
    let letters = lower.as_bytes();
    if !letters.is_empty() && ["h", "m", "s"].iter().any(|l| lower.replace(l, "").is_empty()) {
        return Some(Token::Elapsed);
    }
    if matches!(letters.first(), Some(b'<' | b'>' | b'=')) {
        return Some(Token::Condition);
    }
    let currency = inside.strip_prefix('$')?;
    let sign = currency.split('-').next().unwrap_or_default();
    (!sign.is_empty()).then(|| Token::Literal(sign.to_owned()))
}

fn pattern(tokens: &[Token]) -> Pattern {
    let is_place = |t: &Token| matches!(t, Token::Digit(_) | Token::General);
    let (Some(first), Some(last)) =
        (tokens.iter().position(is_place), tokens.iter().rposition(is_place))
    else {
        return Pattern::default();
    };
    let percents = tokens.iter().filter(|t| **t == Token::Percent).count();
    let plain = Pattern { percents, after: "%".repeat(percents), ..Pattern::default() };
    let scaled = tokens[last..].get(1) == Some(&Token::Comma);
    let unusual = |t: &Token| matches!(t, Token::Unusual | Token::Condition);
    if scaled || tokens.iter().any(unusual) {
        return plain;
    }
    let words = |tokens: &[Token]| -> String {
        let literal = |t: &Token| match t {
            Token::Literal(text) => text.clone(),
            Token::Percent => "%".to_owned(),
            _ => String::new(),
        };
        tokens.iter().map(literal).collect()
    };
    let inside = &tokens[first..=last];
    if inside.iter().any(|t| matches!(t, Token::Literal(text) if !text.trim().is_empty())) {
        // Digits with text between them are a code; as a number it is what it is.
        return plain;
    }
    let point = inside.iter().position(|t| *t == Token::Point).unwrap_or(inside.len());
    let digits = |tokens: &[Token]| tokens.iter().filter(|t| matches!(t, Token::Digit(_))).count();
    let before = words(&tokens[..first]);
    // A sign of the đồng before the number says nothing that its column does not.
    let dong = matches!(before.trim().to_lowercase().as_str(), "₫" | "đ" | "vnd" | "vnđ");
    Pattern {
        before: if dong { String::new() } else { before },
        after: words(&tokens[last + 1..]),
        decimals: (!inside.contains(&Token::General)).then(|| digits(&inside[point..])),
        whole: inside[..point].iter().filter(|t| **t == Token::Digit(true)).count(),
        percents,
    }
}

impl Pattern {
    fn show(&self, value: f64) -> String {
        let mut number = Decimal::of(value);
        number.point += 2 * self.percents as i32;
        if let Some(decimals) = self.decimals {
            number.round(decimals as i32);
        }
        let sign = if value < 0.0 && !number.digits.is_empty() { "-" } else { "" };
        let text = format!("{}{sign}{}{}", self.before, number.text(self.whole), self.after);
        text.trim().to_owned()
    }
}

/// A number as its decimal digits, fifteen at most: what a spreadsheet knows of it.
#[derive(Debug)]
struct Decimal {
    /// Digits without zeros at either end, each 0 to 9.
    digits: Vec<u8>,
    /// How many of them stand before the comma; may be negative, or more than there are.
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

    /// Takes the zeros off both ends.
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

    /// Rounds to `decimals` digits after the comma, halves away from zero.
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

    /// The digits with a decimal comma, `whole` of them before it at least.
    fn text(&self, whole: usize) -> String {
        let digit = |n: i32| match usize::try_from(n).ok().and_then(|n| self.digits.get(n)) {
            Some(digit) => char::from(b'0' + digit),
            None => '0',
        };
        let whole = i32::try_from(whole.max(1)).unwrap_or(1).max(self.point);
        let mut out: String = (self.point - whole..self.point).map(digit).collect();
        if self.digits.len() as i32 > self.point {
            out.push(',');
            out.extend((self.point..self.digits.len() as i32).map(digit));
        }
        out
    }
}

/// The last day that a spreadsheet counts, 31/12/9999.
const LAST_DAY: f64 = 2_958_465.0;
/// Half a second: what is nearer to the next day than this belongs to it.
const HALF_SECOND: f64 = 0.5 / 86_400.0;

/// The day with this number as `dd/mm/yyyy`.
fn date(serial: f64, from_1904: bool) -> Option<String> {
    let days = (serial + HALF_SECOND).floor();
    if !(0.0..=LAST_DAY).contains(&days) {
        return None;
    }
    let days = days as u64;
    let first = if from_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)?
    } else {
        // Spreadsheets take 1900 for a leap year, and day 0 for the one before its first.
        match days {
            0 => return Some("00/01/1900".to_owned()),
            60 => return Some("29/02/1900".to_owned()),
            1..60 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
            _ => NaiveDate::from_ymd_opt(1899, 12, 30)?,
        }
    };
    Some(first.checked_add_days(Days::new(days))?.format("%d/%m/%Y").to_string())
}

/// A part of a day as `hh:mm`, with seconds where there are any.
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

/// `2025-06-05` or `2025-06-05T14:30:00`, as some writers put dates, as `dd/mm/yyyy`.
pub(super) fn iso_date(text: &str) -> Option<String> {
    let day = text.split('T').next()?;
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    Some(day.format("%d/%m/%Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(code: &str, value: f64) -> String {
        Format::of(code).show(value, false)
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
            ("0%", 0.996, "100%"),
            ("0.0%", 0.455, "45,5%"),
            ("0.00%", 1.4, "140%"),
            ("0%", 45.0, "4500%"),
            ("0%", -0.1, "-10%"),
            ("0.0\"%\"", 45.5, "45,5%"),
            ("0\" %\"", 45.0, "45 %"),
            ("0", 12.5, "13"),
            ("0", 99.5, "100"),
            ("0", 0.4, "0"),
            ("0.00", 1.005, "1,01"),
            ("0.00", -0.001, "0"),
            ("#,##0", 1_234_567.4, "1234567"),
            ("#,##0.00", 1_234_567.5, "1234567,5"),
            ("_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)", 1_500.0, "1500"),
            ("#,##0\" đồng\"", 2_000.0, "2000 đồng"),
            ("#,##0\\ [$₫-42A]", 2_000.0, "2000 ₫"),
            ("[$₫-42A]#,##0", 2_000.0, "2000"),
            ("[$$-409]#,##0", 2_000.0, "$2000"),
            ("0.0\" triệu\"", 12.5, "12,5 triệu"),
            // What is left off is given back, without the words that name the thousands.
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
        assert_eq!(Format::built_in(14).show(45_813.0, false), "05/06/2025");
        assert_eq!(Format::Date.show(44_351.0, true), "05/06/2025");
        assert_eq!(iso_date("2025-06-05T08:00:00").as_deref(), Some("05/06/2025"));
        assert_eq!(iso_date("hôm qua"), None);
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
