//! V406: a cell that must hold a date holds something else.

use chrono::NaiveDate;

use super::lost_in_export::is_lost;
use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Period;
use crate::submission::{Field, TableKind};
use crate::text::{date, fold};

static CODE: Code = code!(error, "V406", "not-a-date", "Ô ngày không phải là ngày");

pub(in crate::check) struct NotADate;

impl Rule for NotADate {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, cell) in cx.row.dates() {
            if cell.fault() != Some(&date::Fault::NotADate) || is_lost(cx, field) {
                continue;
            }
            let text = cx.text(field);
            let odd = cx.stray_characters(field).unwrap_or_default();
            let message = format!("Ô này chưa phải là một ngày đầy đủ{odd}.");
            let help = match (field, last_day_meant(text)) {
                (Field::Due, Some(day)) => {
                    let day = date::short(day);
                    format!("Ghi đủ ngày, tháng, năm; “{text}” thì ghi ngày cuối là {day}.")
                }
                (Field::Due, None) => {
                    "Ghi đủ ngày, tháng, năm; không có thời hạn thì để trống ô này, lời giải thích ghi ở cột “Ghi chú”.".to_owned()
                }
                _ => "Ghi đủ ngày, tháng, năm, hoặc để trống ô này.".to_owned(),
            };
            sink.push(
                cx.at(&CODE, field, message)
                    .expected("ngày/tháng/năm, ví dụ 31/12/2025")
                    .help(help),
            );
        }
    }
}

/// The last day of a month, quarter or year written instead of a date.
fn last_day_meant(text: &str) -> Option<NaiveDate> {
    let folded = fold::ascii(text);
    let words: Vec<&str> = folded
        .split(' ')
        .filter(|w| !matches!(*w, "thang" | "nam" | "het" | "cuoi" | "truoc" | "trong"))
        .collect();
    if let [month, year] = words.as_slice()
        && let (Ok(month @ 1..=12), Ok(year @ 2000..=2100)) = (month.parse(), year.parse())
    {
        return date::last_day(year, month);
    }
    match Period::parse(&words.join(" "))? {
        Period::Quarter(year, quarter) => date::last_day(year, u32::from(quarter) * 3),
        Period::Half(year, half) => date::last_day(year, u32::from(half) * 6),
        Period::NineMonths(year) => date::last_day(year, 9),
        Period::Year(year) => date::last_day(year, 12),
        Period::Range(_, end) => Some(end),
    }
}

#[cfg(test)]
mod tests {
    use super::last_day_meant;
    use crate::text::date;

    #[test]
    fn a_month_a_quarter_and_a_year_have_a_last_day() {
        for (text, day) in [
            ("12/2025", "31/12/2025"),
            ("tháng 02/2026", "28/02/2026"),
            ("Tháng 6 năm 2026", "30/6/2026"),
            ("Quý IV/2025", "31/12/2025"),
            ("hết năm 2025", "31/12/2025"),
            ("2026", "31/12/2026"),
        ] {
            assert_eq!(last_day_meant(text).map(date::short).as_deref(), Some(day), "{text}");
        }
        assert_eq!(last_day_meant("sớm nhất có thể"), None);
        assert_eq!(last_day_meant("13/2025"), None);
    }
}
