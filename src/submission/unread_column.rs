//! Unread columns with values of the kinds in a report: amounts, percents, dates, statuses. They
//! are reported with more than a note. So are numbers beside a blank column of values.
//!
//! Owns H211, and which missing column an unread column may be (H201).

use super::columns::{Field, Holds, TableKind};
use super::document::says_none;
use super::footer::is_like_a_code;
use super::likely_values;
use super::row_parser::is_dash;
use crate::decode::table::Table;
use crate::diag::{Code, code};
use crate::plan::Status;
use crate::text::{date, figure, fold, number};

/// The code of this module.
pub(super) static UNREAD_COLUMN: Code =
    code!(warning, "H211", "unread-column-with-values", "Cột không được đọc mà trông như số liệu");

/// Minimum number of values under a heading that names neither money nor a share.
const MIN_VALUES: usize = 3;
/// Maximum number of rows for each filled one.
const MAX_ROWS_PER_VALUE: usize = 5;
/// Maximum number of values inspected.
const MAX_SAMPLED: usize = 500;
/// Minimum bare number taken for đồng rather than a count.
const MIN_BARE_AMOUNT: i64 = 100_000;

/// The kind of the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueKind {
    Amounts,
    Percents,
    Dates,
    Statuses,
    /// Numbers where the column of values is blank.
    InsteadOfValues,
}

/// An unread column that looks like data.
#[derive(Debug, Clone, Copy)]
pub(super) struct UnreadColumn<'a> {
    /// The kind of its values.
    pub(super) kind: ValueKind,
    /// The missing column that it may be, by its heading.
    pub(super) stands_for: Option<Field>,
    /// One of its values.
    pub(super) example: &'a str,
}

impl UnreadColumn<'_> {
    /// In a table of figures it stands for no column: all of those are found by their headings.
    pub(super) fn of_table(self, kind: TableKind) -> Self {
        match kind {
            TableKind::Progress => self,
            TableKind::Figures => Self { stands_for: None, ..self },
        }
    }

    /// The kind of values, for messages.
    pub(super) fn words(&self) -> &'static str {
        match self.kind {
            ValueKind::Amounts => "số tiền",
            ValueKind::Percents => "phần trăm",
            ValueKind::Dates => "ngày tháng",
            ValueKind::Statuses => "trạng thái",
            ValueKind::InsteadOfValues => "số, trong khi cột “Giá trị” để trống,",
        }
    }
}

/// Inspects a column with an unknown heading or none.
pub(super) fn inspect<'a>(
    table: &'a Table,
    column: usize,
    heading: &str,
    columns: &[Option<u16>; Field::COUNT],
) -> Option<UnreadColumn<'a>> {
    let rows = table.header + 1..table.len();
    let total = rows.len();
    let texts = || {
        let texts = rows.clone().map(|record| fold::trim(table.field(record, column)));
        texts.filter(|text| !text.is_empty())
    };
    let count = texts().count();
    let words = Heading::of(heading);
    // A heading that speaks of money or of a share is enough with a single value under it.
    let is_few = count < MIN_VALUES || count * MAX_ROWS_PER_VALUE < total;
    if count == 0 || (is_few && !words.money && !words.percent) {
        return None;
    }
    let values: Vec<&str> = texts().take(MAX_SAMPLED).collect();
    let mostly = |is: &dyn Fn(&str) -> bool| {
        values.iter().filter(|text| is(text)).count() * 5 >= values.len() * 4
    };
    let counts_up = count > 1 && values.windows(2).all(|two| next_number(two[0], two[1]));
    let kind = if mostly(&|text| Status::parse(text).is_some()) {
        ValueKind::Statuses
    } else if mostly(&|text| date::parse(text).is_ok() && number::amount(text).is_err()) {
        ValueKind::Dates
    } else if counts_up {
        return None;
    } else if mostly(&|text| is_percent(text, &words)) {
        ValueKind::Percents
    } else if mostly(&|text| is_amount(text, &words)) {
        ValueKind::Amounts
    } else {
        return None;
    };
    let stands_for = words.stands_for(kind, columns);
    Some(UnreadColumn { kind, stands_for, example: values[0] })
}

/// The missing column whose name an unread heading holds among other words, `Khó khăn, tồn tại`, and
/// one of the texts under it.
pub(super) fn in_other_words<'a>(
    table: &'a Table,
    column: usize,
    heading: &str,
    (kind, columns): (TableKind, &[Option<u16>; Field::COUNT]),
) -> Option<(Field, &'a str)> {
    let field = Field::in_words(heading, kind)?;
    let holds = field.column().holds;
    // Amounts are found by their values; that results are missing is told of the rows that need them.
    let is_told_elsewhere = holds == Holds::Amount || field == Field::Result;
    let is_missing = columns[field as usize].is_none() && !is_told_elsewhere;
    if !is_missing || likely_values::says_other_numbers(table, heading) {
        return None;
    }
    let texts = (table.header + 1..table.len()).map(|r| fold::trim(table.field(r, column)));
    let is_words = |text: &str| !holds.is_free_text() || text.contains(char::is_alphabetic);
    let says_nothing = |text: &str| says_none(text) || is_dash(text);
    { texts }.find(|text| is_words(text) && !says_nothing(text)).map(|text| (field, text))
}

/// A column of numbers in a table of figures whose own column of values is blank in every row.
pub(super) fn instead_of_values<'a>(
    table: &'a Table,
    column: usize,
    columns: &[Option<u16>; Field::COUNT],
) -> Option<UnreadColumn<'a>> {
    let of = |field: Field| columns[field as usize].map(usize::from);
    let (values, indicators) = (of(Field::Value)?, of(Field::Indicator)?);
    let cell = |record: usize, column: usize| fold::trim(table.field(record, column));
    // Totals, repeated headings and numbers of columns name no indicator.
    let rows = (table.header + 1..table.len())
        .filter(|record| is_like_a_code(table.field(*record, indicators)));
    let says_nothing = |text: &str| text.is_empty() || is_dash(text);
    if rows.clone().any(|record| !says_nothing(cell(record, values))) {
        return None;
    }
    let texts: Vec<&str> =
        rows.map(|record| cell(record, column)).filter(|text| !text.is_empty()).collect();
    let is_number = |text: &&&str| figure::parse_without_unit(text).is_ok();
    let counts_up =
        texts.first() == Some(&"1") && texts.windows(2).all(|two| next_number(two[0], two[1]));
    let is_of_numbers = texts.iter().filter(is_number).count() * 2 > texts.len();
    let found = UnreadColumn {
        kind: ValueKind::InsteadOfValues,
        stands_for: None,
        example: texts.first().copied()?,
    };
    (is_of_numbers && !counts_up).then_some(found)
}

/// Whether a text is a figure of a report: a status, an amount, a percentage; with `amounts_only`
/// only an amount.
pub(super) fn is_figure(text: &str, heading: &str, amounts_only: bool) -> bool {
    if text.is_empty() {
        return false;
    }
    let words = Heading::of(heading);
    let share = !heading.is_empty() || text.contains('%');
    is_amount(text, &words) && text != "0"
        || !amounts_only && (Status::parse(text).is_some() || (share && is_percent(text, &words)))
}

/// Whether two numbers are consecutive, as in a column of row numbers.
fn next_number(one: &str, two: &str) -> bool {
    let (one, two): (Option<i64>, Option<i64>) = (one.parse().ok(), two.parse().ok());
    one.zip(two).is_some_and(|(one, two)| two == one + 1)
}

fn is_percent(text: &str, heading: &Heading) -> bool {
    let share = |text| number::percent(text).is_ok_and(|p| (0..=10_000).contains(&p.value));
    share(text) && (text.contains('%') || heading.percent)
}

fn is_amount(text: &str, heading: &Heading) -> bool {
    let plain = text.bytes().all(|b| b.is_ascii_digit());
    // A telephone number or a code.
    if plain && text.len() > 1 && text.starts_with('0') {
        return false;
    }
    match number::amount(text) {
        Ok(amount) => {
            heading.money
                || number::names_unit(text)
                || amount.value == 0
                || amount.value >= MIN_BARE_AMOUNT
        }
        Err(number::Fault::NotANumber) => false,
        Err(_) => heading.money || number::names_unit(text),
    }
}

/// Whether a heading is about money.
pub(super) fn speaks_of_money(heading: &str) -> bool {
    Heading::of(heading).money
}

/// The subject of a heading.
struct Heading {
    folded: String,
    nearest: Option<Field>,
    money: bool,
    percent: bool,
}

impl Heading {
    fn of(text: &str) -> Self {
        const MONEY_WORDS: [&str; 10] = [
            "kinh phi",
            "so tien",
            "tien",
            "du toan",
            "giai ngan",
            "von",
            "ngan sach",
            "dong",
            "quyet toan",
            "chi phi",
        ];
        const SHARE_WORDS: [&str; 4] = ["ty le", "ti le", "phan tram", "tien do"];
        let folded = fold::ascii(text);
        let says = |words: &[&str]| {
            let padded = format!(" {folded} ");
            words.iter().any(|word| padded.contains(&format!(" {word} ")))
        };
        let nearest = Field::nearest(text, TableKind::Progress);
        let share = text.contains('%') || says(&SHARE_WORDS);
        let holds = nearest.map(|field| field.column().holds);
        Self {
            money: !share && (says(&MONEY_WORDS) || holds == Some(Holds::Amount)),
            percent: share || folded.is_empty() || holds == Some(Holds::Percent),
            nearest,
            folded,
        }
    }

    /// The missing column that values of this kind under this heading may be.
    fn stands_for(&self, kind: ValueKind, columns: &[Option<u16>; Field::COUNT]) -> Option<Field> {
        let holds = match kind {
            ValueKind::Amounts => Holds::Amount,
            ValueKind::Percents => Holds::Percent,
            ValueKind::Dates => Holds::Date,
            ValueKind::InsteadOfValues => Holds::Value,
            ValueKind::Statuses => {
                return Some(Field::Status).filter(|f| columns[*f as usize].is_none());
            }
        };
        let nearest = self.nearest.filter(|field| field.column().holds == holds);
        let missing_field = nearest.or(match kind {
            ValueKind::Amounts if self.folded.is_empty() => {
                let missing = |field: &Field| columns[*field as usize].is_none();
                [Field::Allocated, Field::Disbursed].into_iter().find(missing)
            }
            ValueKind::Amounts if !self.money => None,
            ValueKind::Amounts if self.speaks_of_spending() => Some(Field::Disbursed),
            ValueKind::Amounts => Some(Field::Allocated),
            ValueKind::Percents if self.percent => Some(Field::Progress),
            ValueKind::Dates if self.folded.split(' ').any(|word| word == "han") => {
                Some(Field::Due)
            }
            _ => None,
        });
        missing_field.filter(|field| columns[*field as usize].is_none())
    }

    fn speaks_of_spending(&self) -> bool {
        ["giai ngan", "quyet toan", "da chi", "thuc chi", "su dung", "thuc hien"]
            .iter()
            .any(|word| self.folded.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::Heading;

    #[test]
    fn headings_speak_of_money_or_of_shares() {
        for (heading, money, percent) in [
            ("Kinh phí (đồng)", true, false),
            ("Tổng số tiền", true, false),
            ("Vốn đối ứng", true, false),
            ("Tỷ lệ giải ngân", false, true),
            ("Số lớp", false, false),
            ("STT", false, false),
            ("", false, true),
        ] {
            let heading_words = Heading::of(heading);
            assert_eq!((heading_words.money, heading_words.percent), (money, percent), "{heading}");
        }
    }
}
