//! Reporting periods: ids, names, spellings and data windows.
//!
//! The windows follow Nghị định 09/2019/NĐ-CP, điều 12: a quarter is counted from day 15 of the
//! month before it to day 14 of its last month, and so on; the two days come from `reporting.yaml`.

use std::fmt;

use chrono::NaiveDate;

use crate::text::{date, fold};

/// A reporting period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// `2025-Q3`.
    Quarter(i32, u8),
    /// `2025-H1`, `2025-H2`.
    Half(i32, u8),
    /// `2025-9M`.
    NineMonths(i32),
    /// `2025`.
    Year(i32),
    /// `2025-05-01..2025-06-15`, đột xuất.
    Range(NaiveDate, NaiveDate),
}

/// The data window of a period, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub start: NaiveDate,
    /// Last day.
    pub end: NaiveDate,
}

impl Window {
    /// Whether a day lies inside.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.start <= day && day <= self.end
    }
}

const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

impl Period {
    /// Parses an id or a common spelling: `2025-Q3`, `Quý III/2025`, `Q3/2025`, `Quý 3 năm 2025`,
    /// `6 tháng đầu năm 2025`, `9 tháng năm 2025`, `năm 2025`, `2025-05-01..2025-06-15`.
    pub fn parse(written: &str) -> Option<Self> {
        let text = fold::trim(written);
        if let Some(period) = quarter_id(text) {
            return Some(period);
        }
        if let Some((from, to)) = text.split_once("..").or_else(|| text.split_once(" đến ")) {
            let (from, to) = (date::parse(strip_from(from)).ok()?, date::parse(to).ok()?);
            return (from <= to).then_some(Self::Range(from, to));
        }
        // `Quý IІ/2026` with a Cyrillic letter must not fold to the first quarter.
        if fold::unfoldable_in_value(text).is_some() {
            return None;
        }
        let folded = fold::ascii(text);
        let words: Vec<&str> = folded
            .split(' ')
            .filter(|w| !matches!(*w, "nam" | "ky" | "bao" | "cao" | "cua"))
            .collect();
        match words.as_slice() {
            [year] => year_of(year).map(Self::Year),
            [y, q] if year_of(y).is_some() => short_part(year_of(y)?, q),
            [q, y] => short_part(year_of(y)?, q),
            ["quy" | "qui", q, y] | [y, "quy" | "qui", q] => {
                quarter(year_of(y)?, quarter_number(q)?)
            }
            ["6", "thang", "dau", y] | ["sau", "thang", "dau", y] => {
                Some(Self::Half(year_of(y)?, 1))
            }
            ["6", "thang", "cuoi", y] | ["sau", "thang", "cuoi", y] => {
                Some(Self::Half(year_of(y)?, 2))
            }
            ["6", "thang", y] => Some(Self::Half(year_of(y)?, 1)),
            ["9", "thang", y] | ["9", "thang", "dau", y] | ["chin", "thang", y] => {
                Some(Self::NineMonths(year_of(y)?))
            }
            _ => None,
        }
    }

    /// The id, used in folder and document names.
    pub fn id(self) -> String {
        match self {
            Self::Quarter(year, q) => format!("{year}-Q{q}"),
            Self::Half(year, h) => format!("{year}-H{h}"),
            Self::NineMonths(year) => format!("{year}-9M"),
            Self::Year(year) => year.to_string(),
            Self::Range(from, to) => format!("{from}..{to}"),
        }
    }

    /// The name inside a sentence: `quý III năm 2025`.
    pub fn name(self) -> String {
        match self {
            Self::Quarter(year, q) => format!("quý {} năm {year}", ROMAN[usize::from(q) - 1]),
            Self::Half(year, 1) => format!("6 tháng đầu năm {year}"),
            Self::Half(year, _) => format!("6 tháng cuối năm {year}"),
            Self::NineMonths(year) => format!("9 tháng năm {year}"),
            Self::Year(year) => format!("năm {year}"),
            Self::Range(from, to) => {
                format!("từ ngày {} đến ngày {}", date::short(from), date::short(to))
            }
        }
    }

    /// The name after "của": `quý III năm 2025`, `thời gian từ ngày 01/5/2025 đến ngày 15/6/2025`.
    pub fn name_of_what(self) -> String {
        match self {
            Self::Range(..) => format!("thời gian {}", self.name()),
            named => named.name(),
        }
    }

    /// The name beside others in a sentence: `quý III/2025`, `6 tháng đầu năm 2025`.
    pub fn short_name(self) -> String {
        match self {
            Self::Quarter(year, q) => format!("quý {}/{year}", ROMAN[usize::from(q) - 1]),
            other => other.name(),
        }
    }

    /// The name in a cell of a form: `Quý III/2025`, `6 tháng đầu năm 2025`.
    pub fn written(self) -> String {
        match self {
            Self::Quarter(year, q) => format!("Quý {}/{year}", ROMAN[usize::from(q) - 1]),
            Self::Year(year) => format!("Năm {year}"),
            Self::Range(..) => self.id(),
            Self::Half(..) | Self::NineMonths(_) => self.name(),
        }
    }

    /// The reporting year, within which amounts are cumulative.
    pub fn year(self) -> i32 {
        use chrono::Datelike;
        match self {
            Self::Quarter(y, _) | Self::Half(y, _) | Self::NineMonths(y) | Self::Year(y) => y,
            Self::Range(_, to) => to.year(),
        }
    }

    /// The data window, from `start_day` of the month before to `end_day` of the last month.
    pub fn window(self, start_day: u32, end_day: u32) -> Window {
        let (year, first, last) = match self {
            Self::Quarter(year, q) => (year, u32::from(q) * 3 - 2, u32::from(q) * 3),
            Self::Half(year, h) => (year, u32::from(h) * 6 - 5, u32::from(h) * 6),
            Self::NineMonths(year) => (year, 1, 9),
            Self::Year(year) => (year, 1, 12),
            Self::Range(start, end) => return Window { start, end },
        };
        let (start_year, start_month) = if first == 1 { (year - 1, 12) } else { (year, first - 1) };
        // The loader restricts both days to 1..=28, so they exist in every month.
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap_or(NaiveDate::MIN);
        Window { start: day(start_year, start_month, start_day), end: day(year, last, end_day) }
    }

    /// The period of the same kind just before.
    pub fn previous(self) -> Option<Self> {
        Some(match self {
            Self::Quarter(year, 1) => Self::Quarter(year - 1, 4),
            Self::Quarter(year, q) => Self::Quarter(year, q - 1),
            Self::Half(year, 1) => Self::Half(year - 1, 2),
            Self::Half(year, _) => Self::Half(year, 1),
            Self::NineMonths(year) => Self::NineMonths(year - 1),
            Self::Year(year) => Self::Year(year - 1),
            Self::Range(..) => return None,
        })
    }

    /// The quarters of the period, oldest first; a quarter consists of itself.
    pub fn quarters(self, start_day: u32, end_day: u32) -> Vec<Self> {
        let of = |year, range: std::ops::RangeInclusive<u8>| {
            range.map(|q| Self::Quarter(year, q)).collect::<Vec<_>>()
        };
        match self {
            Self::Quarter(..) => vec![self],
            Self::Half(year, 1) => of(year, 1..=2),
            Self::Half(year, _) => of(year, 3..=4),
            Self::NineMonths(year) => of(year, 1..=3),
            Self::Year(year) => of(year, 1..=4),
            Self::Range(from, to) => {
                use chrono::Datelike;
                (from.year()..=to.year() + 1)
                    .flat_map(|year| of(year, 1..=4))
                    .filter(|q| {
                        let window = q.window(start_day, end_day);
                        window.end >= from && window.end <= to
                    })
                    .collect()
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id())
    }
}

/// Fast path: `2025-Q3`, without allocation; every row of every file has one.
fn quarter_id(text: &str) -> Option<Period> {
    let bytes = text.as_bytes();
    if bytes.len() == 7 && bytes[4] == b'-' && matches!(bytes[5], b'Q' | b'q') {
        return quarter(year_of(&text[..4])?, bytes[6].checked_sub(b'0')?);
    }
    None
}

fn quarter(year: i32, q: u8) -> Option<Period> {
    (1..=4).contains(&q).then_some(Period::Quarter(year, q))
}

fn quarter_number(word: &str) -> Option<u8> {
    match word {
        "1" | "i" => Some(1),
        "2" | "ii" => Some(2),
        "3" | "iii" => Some(3),
        "4" | "iv" => Some(4),
        _ => None,
    }
}

/// `q3`, `qiii`, `h1`, `9m` next to a year.
fn short_part(year: i32, part: &str) -> Option<Period> {
    match part {
        "h1" => Some(Period::Half(year, 1)),
        "h2" => Some(Period::Half(year, 2)),
        "9m" => Some(Period::NineMonths(year)),
        _ => quarter(year, quarter_number(part.strip_prefix('q')?)?),
    }
}

fn year_of(word: &str) -> Option<i32> {
    let year: i32 = (word.len() == 4).then(|| word.parse().ok()).flatten()?;
    (2000..=2100).contains(&year).then_some(year)
}

fn strip_from(text: &str) -> &str {
    let text = text.trim();
    ["từ ", "Từ "].iter().find_map(|p| text.strip_prefix(p)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn periods_as_people_write_them() {
        for text in [
            "2025-Q3",
            "2025-q3",
            "Quý III/2025",
            "Q3/2025",
            "Quý 3 năm 2025",
            "quý iii năm 2025",
            "QIII-2025",
            "Quý III-2025",
            "Q3 2025",
        ] {
            assert_eq!(Period::parse(text), Some(Period::Quarter(2025, 3)), "{text}");
        }
        assert_eq!(Period::parse("6 tháng đầu năm 2025"), Some(Period::Half(2025, 1)));
        assert_eq!(Period::parse("6 tháng cuối năm 2025"), Some(Period::Half(2025, 2)));
        assert_eq!(Period::parse("2025-H2"), Some(Period::Half(2025, 2)));
        assert_eq!(Period::parse("9 tháng năm 2025"), Some(Period::NineMonths(2025)));
        assert_eq!(Period::parse("2025-9M"), Some(Period::NineMonths(2025)));
        assert_eq!(Period::parse("năm 2025"), Some(Period::Year(2025)));
        assert_eq!(
            Period::parse("2025-05-01..2025-06-15"),
            Some(Period::Range(ymd(2025, 5, 1), ymd(2025, 6, 15)))
        );
        for text in [
            "",
            "quý",
            "Q5/2025",
            "Quý V/2025",
            "2025-13",
            "tháng 3/2025",
            "25",
            "Quý I!/2025",
            "Quý IІ/2025",
            "Quý Ⅰ/2025",
            "Quý I?/2025",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_id_reads_back() {
        for period in [
            Period::Quarter(2026, 1),
            Period::Half(2025, 2),
            Period::NineMonths(2025),
            Period::Year(2025),
            Period::Range(ymd(2025, 5, 1), ymd(2025, 6, 15)),
        ] {
            assert_eq!(Period::parse(&period.id()), Some(period));
            assert_eq!(Period::parse(&period.written()), Some(period));
        }
    }

    #[test]
    fn windows_of_the_decree() {
        let window = |p: Period| p.window(15, 14);
        assert_eq!(
            window(Period::Quarter(2026, 1)),
            Window { start: ymd(2025, 12, 15), end: ymd(2026, 3, 14) }
        );
        assert_eq!(
            window(Period::Quarter(2025, 3)),
            Window { start: ymd(2025, 6, 15), end: ymd(2025, 9, 14) }
        );
        assert_eq!(
            window(Period::Half(2025, 1)),
            Window { start: ymd(2024, 12, 15), end: ymd(2025, 6, 14) }
        );
        assert_eq!(
            window(Period::Year(2025)),
            Window { start: ymd(2024, 12, 15), end: ymd(2025, 12, 14) }
        );
    }

    #[test]
    fn names_in_a_sentence() {
        assert_eq!(Period::Quarter(2026, 1).name(), "quý I năm 2026");
        assert_eq!(Period::Half(2025, 1).name(), "6 tháng đầu năm 2025");
        assert_eq!(
            Period::Range(ymd(2025, 5, 1), ymd(2025, 6, 15)).name(),
            "từ ngày 01/5/2025 đến ngày 15/6/2025"
        );
        assert_eq!(
            Period::Range(ymd(2025, 5, 1), ymd(2025, 6, 15)).name_of_what(),
            "thời gian từ ngày 01/5/2025 đến ngày 15/6/2025"
        );
        assert_eq!(Period::Quarter(2026, 1).name_of_what(), "quý I năm 2026");
    }

    #[test]
    fn longer_periods_are_made_of_quarters() {
        assert_eq!(
            Period::NineMonths(2025).quarters(15, 14),
            [Period::Quarter(2025, 1), Period::Quarter(2025, 2), Period::Quarter(2025, 3)]
        );
        assert_eq!(Period::Quarter(2025, 1).previous(), Some(Period::Quarter(2024, 4)));
    }
}
