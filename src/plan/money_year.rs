//! The budget year of amounts, in words: from which day they are cumulative. Every form, rule and
//! document takes the words from here.

use chrono::{Datelike as _, NaiveDate};

use super::model::Plan;
use super::period::{Period, Window};
use crate::text::date;

/// `lũy kế từ ngày 01/01/2026`.
pub fn cumulative_since(year: i32) -> String {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).map(date::short);
    format!("lũy kế từ ngày {}", first.unwrap_or_default())
}

impl Plan {
    /// The budget year of a period, in which amounts are cumulative: that of the last day of its
    /// data window.
    pub fn budget_year(&self, period: Period) -> i32 {
        self.window(period).end.year()
    }

    /// The days of a period that belong to the budget year before: quý I begins on 15/12. Amounts of
    /// those days are in that year and not in the one that is counted.
    pub fn days_of_old_year(&self, period: Period) -> Option<Window> {
        let start = self.window(period).start;
        let first = NaiveDate::from_ymd_opt(self.budget_year(period), 1, 1)?;
        let end = first.pred_opt().filter(|end| start <= *end)?;
        // Of an ad-hoc period over several years only the last old year is meant.
        let start = start.max(NaiveDate::from_ymd_opt(end.year(), 1, 1)?);
        Some(Window { start, end })
    }
}
