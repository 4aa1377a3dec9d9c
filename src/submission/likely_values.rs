//! Which column of a table of figures without “Giá trị” probably holds the values. The clerk is
//! asked; nothing is read from it.

use super::footer::is_like_a_code;
use super::{Field, other_measure};
use crate::decode::table::Table;
use crate::text::{figure, fold};

/// Words of headings of this period, folded.
const OF_THE_PERIOD: [&str; 5] = ["trong ky", "ky nay", "trong quy", "quy nay", "ky bao cao"];
/// How headings of values begin in everyday words, folded.
const EVERYDAY: [&str; 5] = ["ket qua", "so luong", "so lieu", "thuc hien", "con so"];
/// Words of headings whose numbers are those of another time, or money, folded.
const OTHER_NUMBERS: [&str; 7] =
    ["luy ke", "cong don", "ky truoc", "cung ky", "quy truoc", "nam truoc", "kinh phi"];
/// Words of other headings whose numbers are no values, folded.
const NO_VALUES: [&str; 5] = ["ke hoach", "muc tieu", "chi tieu", "tt", "stt"];
/// Such a heading of one word, folded.
const YEAR: &str = "nam";

/// Whether a heading says that its numbers are those of another time, or money.
pub(super) fn says_other_numbers(table: &Table, heading: &str) -> bool {
    says_any(heading, &OTHER_NUMBERS)
        || other_measure::names_another_period(table, heading, Field::Value)
}

/// The column among those that are not read, with its heading: one of this period, else one with an
/// everyday heading, else the only one of numbers.
pub(super) fn find<'h>(
    table: &Table,
    unread: &'h [(usize, String)],
    columns: &[Option<u16>; Field::COUNT],
) -> Option<(usize, &'h String)> {
    let cells = |column: usize| Cells::of(table, column, columns);
    let mut may_be = unread.iter().filter(|(_, heading)| !says_other_numbers(table, heading));
    let everyday = may_be.clone().filter(|(_, heading)| is_everyday(heading));
    let is_sole = |(column, heading): &&(usize, String)| {
        let says_no_values = says_any(heading, &NO_VALUES) || fold::ascii(heading) == YEAR;
        cells(*column).are_numbers() && !cells(*column).count_up() && !says_no_values
    };
    let everyday = { everyday }.find(|(column, _)| {
        let cells = cells(*column);
        cells.are_numbers() || cells.0.is_empty()
    });
    let of_period = may_be.clone().find(|(column, heading)| {
        let says = says_any(heading, &OF_THE_PERIOD) || other_measure::period_in(heading).is_some();
        says && cells(*column).are_numbers()
    });
    let found = of_period.or(everyday).or_else(|| {
        let only = may_be.find(is_sole);
        only.filter(|_| !may_be.any(|column| is_sole(&column)))
    });
    found.map(|(column, heading)| (*column, heading))
}

fn is_everyday(heading: &str) -> bool {
    let folded = format!("{} ", fold::ascii(heading));
    EVERYDAY.iter().any(|words| folded.starts_with(&format!("{words} ")))
}

fn says_any(heading: &str, all: &[&str]) -> bool {
    let folded = format!(" {} ", fold::ascii(heading));
    all.iter().any(|words| folded.contains(&format!(" {words} ")))
}

/// The filled cells of a column in rows that name an indicator.
struct Cells<'t>(Vec<&'t str>);

impl<'t> Cells<'t> {
    fn of(table: &'t Table, column: usize, columns: &[Option<u16>; Field::COUNT]) -> Self {
        let indicators = columns[Field::Indicator as usize].map(usize::from);
        let names_one =
            |record: &usize| indicators.is_none_or(|at| is_like_a_code(table.field(*record, at)));
        let rows = (table.header + 1..table.len()).filter(names_one);
        let texts = rows.map(|record| fold::trim(table.field(record, column)));
        Self(texts.filter(|text| !text.is_empty()).collect())
    }

    /// Whether most are numbers, bare or with a unit.
    fn are_numbers(&self) -> bool {
        let is_bare = |text: &str| figure::parse_without_unit(text).is_ok();
        let begins = |text: &str| text.split_whitespace().next().is_some_and(is_bare);
        self.0.iter().filter(|text| is_bare(text) || begins(text)).count() * 2 > self.0.len()
    }

    /// Whether they number the rows.
    fn count_up(&self) -> bool {
        (1..).zip(&self.0).all(|(n, text)| text.parse() == Ok(n))
    }
}
