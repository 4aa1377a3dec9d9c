//! The words that name a month, a quarter or a year, in all common spellings.

use chrono::NaiveDate;

use super::named::{Mention, Unit};
use super::words::{Word, is_mark};

/// The times that the words of a text name, from left to right.
pub(super) fn mentions(text: &str, words: &[Word<'_>]) -> Vec<Mention> {
    let is_accented = |c: char| !c.is_ascii() && (c.is_alphabetic() || is_mark(c));
    let reader = Reader { words, has_accents: text.chars().any(is_accented) };
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let mention = reader.mention(at);
        at = mention.as_ref().map_or(at + 1, |mention| mention.end);
        found.extend(mention);
    }
    found
}

/// The year after a month or a quarter.
struct YearSaid {
    year: Option<i32>,
    is_relative: bool,
    end: usize,
}

/// A day of a month.
#[derive(Clone, Copy)]
struct Day {
    day: u8,
    month: u8,
    year: Option<i32>,
    /// The word after it.
    end: usize,
}

impl Day {
    /// The day in a year.
    fn date(self, year: Option<i32>) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year?, self.month.into(), self.day.into())
    }
}

struct Reader<'t> {
    words: &'t [Word<'t>],
    has_accents: bool,
}

impl Reader<'_> {
    /// The mention that begins with a word.
    fn mention(&self, at: usize) -> Option<Mention> {
        self.days(at)
            .or_else(|| self.quarters(at))
            .or_else(|| self.part(at))
            .or_else(|| self.months(at))
            .or_else(|| self.years(at))
    }

    fn is_month(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.is("thang", &["tháng"], self.has_accents))
    }

    fn is_year(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.is("nam", &["năm"], self.has_accents))
    }

    fn is_quarter(&self, at: usize) -> bool {
        let is = |w: &Word<'_>, key| w.is(key, &["quý", "quí"], self.has_accents);
        self.words.get(at).is_some_and(|w| is(w, "quy") || is(w, "qui"))
    }

    fn key(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.key)
    }

    /// A number up to `most` after a space.
    fn small(&self, at: usize, most: i32) -> Option<u8> {
        let number = self.words.get(at)?.number().filter(|n| (1..=most).contains(n))?;
        u8::try_from(number).ok()
    }

    /// `05/10/2025`, `ngày 5/10`, `ngày 5 tháng 10 năm 2025`, `từ 15/9 đến 14/12/2025`. Only “tính
    /// đến” and “từ … đến” make days the text's own time.
    fn days(&self, at: usize) -> Option<Mention> {
        let first = self.day(at)?;
        let follows_day = at > 0 && self.key(at - 1) == "ngay";
        let last = self.day_after_until(first.end);
        if !follows_day && first.year.is_none() && last.is_none() {
            return None;
        }
        let end = last.as_ref().map_or(first.end, |last| last.end);
        let last = last.unwrap_or(first);
        let is_before = (first.month, first.day) <= (last.month, last.day);
        let year = first.year.or(last.year.map(|year| year - i32::from(!is_before)));
        let spans = match (first.month, last.month) {
            (from, to) if year == last.year && from <= to => vec![((from, to), year)],
            (from, to) => vec![((from, 12), year), ((1, to), last.year)],
        };
        let days = first.date(year).zip(last.date(last.year));
        let (unit, claimable) = (Unit::Day, days.is_some());
        Some(Mention { unit, spans, days, first: at, end, claimable })
    }

    /// The last day of a span of days, with its year: `đến 14/12/2025`, `đến hết ngày 14/12/2025`.
    fn day_after_until(&self, at: usize) -> Option<Day> {
        let is_until = matches!(self.key(at), "den" | "toi") && self.words[at].follows();
        let skipped = (at + 1..).take_while(|at| matches!(self.key(*at), "het" | "ngay")).count();
        is_until.then(|| self.day(at + 1 + skipped)).flatten().filter(|day| day.year.is_some())
    }

    /// A day of a month, with its year where it has one.
    fn day(&self, at: usize) -> Option<Day> {
        let day = self.small(at, 31)?;
        if self.is_month(at + 1) && self.words[at + 1].follows() {
            let month = self.small(at + 2, 12)?;
            let last_number = self.words.get(at + 3).is_some_and(|w| w.number().is_some());
            let follows_day = at > 0 && self.key(at - 1) == "ngay";
            // "3 tháng 7, 8, 9" are months.
            if !follows_day && last_number && self.words[at + 3].gap.trim() == "," {
                return None;
            }
            let YearSaid { year, end, .. } = self.year_after(at + 3);
            return Some(Day { day, month, year, end });
        }
        let month = self.small(at + 1, 12).filter(|_| self.words[at + 1].is_joined())?;
        let year = self.words.get(at + 2).filter(|w| w.is_joined()).and_then(year_of);
        Some(Day { day, month, year, end: at + 2 + usize::from(year.is_some()) })
    }

    /// `quý III/2025`, `quý 3 năm 2025`, `quý ba năm 2025`, `Q3/2025`, `quý I và II`.
    fn quarters(&self, at: usize) -> Option<Mention> {
        let short = |word: &Word<'_>| {
            word.text.starts_with('Q').then(|| quarter(word.key.strip_prefix('q')?)).flatten()
        };
        let (first, mut end) = match self.is_quarter(at) {
            true => {
                let number = self.words.get(at + 1).filter(|w| w.follows())?;
                (quarter(&number.key).or_else(|| self.quarter_in_words(at + 1))?, at + 2)
            }
            false => (short(self.words.get(at)?)?, at + 1),
        };
        let mut all = vec![first];
        while let Some((number, next)) =
            self.another(end, |at| self.is_quarter(at), |w| quarter(&w.key).or_else(|| short(w)))
        {
            all.push(number);
            end = next;
        }
        let year = self.year_after(end);
        Some(Mention {
            unit: Unit::Quarter,
            spans: all.iter().map(|q| ((q * 3 - 2, q * 3), year.year)).collect(),
            days: None,
            first: at,
            end: year.end,
            claimable: !year.is_relative,
        })
    }

    /// The number of a quarter in words. Only before a year: “quý ba mẹ” are parents.
    fn quarter_in_words(&self, at: usize) -> Option<u8> {
        let number = match self.key(at) {
            "mot" | "nhat" => 1,
            "hai" => 2,
            "ba" => 3,
            "tu" | "bon" => 4,
            _ => return None,
        };
        self.year_after(at + 1).year.map(|_| number)
    }

    /// `6 tháng đầu năm 2025`, `9 tháng năm 2025`, `3 tháng cuối năm`.
    fn part(&self, at: usize) -> Option<Mention> {
        let months: u8 = match self.key(at) {
            "3" | "03" | "ba" => 3,
            "6" | "06" | "sau" => 6,
            "9" | "09" | "chin" => 9,
            _ => return None,
        };
        if !self.is_month(at + 1) || !self.words[at + 1].follows() {
            return None;
        }
        let is_last = self.key(at + 2) == "cuoi";
        let says_which = is_last || self.key(at + 2) == "dau";
        let end = at + 2 + usize::from(says_which);
        let mut year = self.year_after(end);
        if says_which && year.end == end {
            // Without a year it is "đầu năm", of this one.
            if !self.is_year(end) {
                return None;
            }
            year.end = end + 1;
        }
        if !says_which && year.year.is_none() {
            return None;
        }
        Some(Mention {
            unit: Unit::Part,
            spans: vec![(if is_last { (13 - months, 12) } else { (1, months) }, year.year)],
            days: None,
            first: at,
            end: year.end,
            claimable: !year.is_relative,
        })
    }

    /// `tháng 7/2025`, `tháng 7, 8 năm 2025`, `tháng 7 – 9`, `T7/2025`.
    fn months(&self, at: usize) -> Option<Mention> {
        if let Some(mention) = self.short_month(at) {
            return Some(mention);
        }
        if !self.is_month(at) {
            return None;
        }
        let month = |word: &Word<'_>| {
            let number = word.number().filter(|n| (1..=12).contains(n))?;
            u8::try_from(number).ok()
        };
        let first = self.words.get(at + 1).filter(|w| w.follows()).and_then(month)?;
        let (mut all, mut end) = (vec![first], at + 2);
        while let Some((number, next)) = self.another(end, |at| self.is_month(at), month) {
            let is_range = matches!(self.words[end].gap.trim(), "-" | "–")
                || matches!(self.key(end), "den" | "toi");
            let from = all.last().copied().unwrap_or(first);
            all.extend(if is_range && from < number { from + 1..=number } else { number..=number });
            end = next;
        }
        let year = self.year_after(end);
        Some(Mention {
            unit: Unit::Month,
            spans: all.iter().map(|month| ((*month, *month), year.year)).collect(),
            days: None,
            first: at,
            end: year.end,
            claimable: !year.is_relative,
        })
    }

    /// `T10/2025`: only with its year.
    fn short_month(&self, at: usize) -> Option<Mention> {
        let number = self.words.get(at)?.text.strip_prefix('T')?;
        let month = number.parse().ok().filter(|month| (1..=12).contains(month))?;
        let year = self.year_after(at + 1);
        year.year?;
        Some(Mention {
            unit: Unit::Month,
            spans: vec![((month, month), year.year)],
            days: None,
            first: at,
            end: year.end,
            claimable: true,
        })
    }

    /// `năm 2025`, `năm 2024 và 2025`.
    fn years(&self, at: usize) -> Option<Mention> {
        if !self.is_year(at) {
            return None;
        }
        let first = self.words.get(at + 1).filter(|w| w.follows()).and_then(year_of)?;
        let (mut all, mut end) = (vec![first], at + 2);
        while let Some((year, next)) = self.another(end, |at| self.is_year(at), year_of) {
            all.push(year);
            end = next;
        }
        Some(Mention {
            unit: Unit::Year,
            spans: all.iter().map(|year| ((1, 12), Some(*year))).collect(),
            days: None,
            first: at,
            end,
            claimable: true,
        })
    }

    /// One more number of a list: after a comma, a dash, "và", "đến", with or without the word that
    /// stood before the first. The number, and the word after it.
    fn another<N>(
        &self,
        mut at: usize,
        is_word: impl Fn(usize) -> bool,
        number: impl Fn(&Word<'_>) -> Option<N>,
    ) -> Option<(N, usize)> {
        let gap = self.words.get(at).filter(|w| !w.opens)?.gap.trim();
        if matches!(self.key(at), "va" | "den" | "toi") && gap.is_empty() {
            at += 1;
        } else if !matches!(gap, "," | "-" | "–") {
            return None;
        }
        let is_bare = !is_word(at) && gap == ",";
        at += usize::from(is_word(at));
        let word = self.words.get(at)?;
        // "Trong tháng 7, 8 em được đi học" names one month.
        let is_counted =
            |next: &Word<'_>| next.follows() && !matches!(&*next.key, "va" | "den" | "toi" | "nam");
        let counts = is_bare && word.text.len() < 3 && word.number().is_some();
        if counts && self.words.get(at + 1).is_some_and(is_counted) {
            return None;
        }
        Some((number(word)?, at + 1))
    }

    /// The year after a month or a quarter: `/2025`, `năm 2025`, `năm nay`, `năm ngoái`.
    fn year_after(&self, at: usize) -> YearSaid {
        let none = YearSaid { year: None, is_relative: false, end: at };
        let Some(word) = self.words.get(at).filter(|w| !w.opens) else { return none };
        if let Some(year) = year_of(word).filter(|_| word.is_joined() || word.follows()) {
            return YearSaid { year: Some(year), end: at + 1, ..none };
        }
        if let Some(short) = word.number().filter(|n| word.gap == "/" && (20..60).contains(n)) {
            return YearSaid { year: Some(2000 + short), end: at + 1, ..none };
        }
        if !self.is_year(at) || !word.follows() {
            return none;
        }
        match self.words.get(at + 1).filter(|w| w.follows()) {
            Some(next) if year_of(next).is_some() => {
                YearSaid { year: year_of(next), end: at + 2, ..none }
            }
            Some(next) if matches!(&*next.key, "truoc" | "ngoai" | "qua" | "roi") => {
                YearSaid { is_relative: true, end: at + 2, ..none }
            }
            _ => none,
        }
    }
}

fn year_of(word: &Word<'_>) -> Option<i32> {
    word.number().filter(|year| word.text.len() == 4 && (2000..=2100).contains(year))
}

fn quarter(key: &str) -> Option<u8> {
    match key {
        "1" | "i" => Some(1),
        "2" | "ii" => Some(2),
        "3" | "iii" => Some(3),
        "4" | "iv" => Some(4),
        _ => None,
    }
}
