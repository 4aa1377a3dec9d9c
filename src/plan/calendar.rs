//! Working days: all days except weekends and configured holidays.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// A public holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// Its name.
    pub name: String,
}

/// The day `count` working days after `from`; `from` itself is not counted.
pub fn add_working_days(from: NaiveDate, count: u32, holidays: &[Holiday]) -> NaiveDate {
    let mut day = from;
    let mut left = count;
    while left > 0 {
        day = day + Days::new(1);
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        if !weekend && !holidays.iter().any(|h| h.date == day) {
            left -= 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn weekends_and_holidays_are_skipped() {
        // 14/6/2025 is a Saturday: Monday and Tuesday are the two working days.
        assert_eq!(add_working_days(ymd(2025, 6, 14), 2, &[]), ymd(2025, 6, 17));
        let off = [Holiday { date: ymd(2025, 6, 16), name: "nghỉ".into() }];
        assert_eq!(add_working_days(ymd(2025, 6, 14), 2, &off), ymd(2025, 6, 18));
        assert_eq!(add_working_days(ymd(2025, 6, 12), 0, &off), ymd(2025, 6, 12));
    }
}
