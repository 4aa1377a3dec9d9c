//! Columns that nobody reads and that look like what a report consists of: amounts, percents, dates,
//! statuses. They are never passed over with a mere note.
//!
//! Owns H211, and what an unread column stands for: where that column is missing, it is the missing
//! one, and told as such.

use super::columns::{Field, Holds};
use crate::decode::table::Table;
use crate::diag::{Code, code};
use crate::plan::Status;
use crate::text::{date, fold, number};

/// The code of this module.
pub(super) static UNREAD: Code =
    code!(warning, "H211", "unread-column-with-values", "Cột không được đọc mà trông như số liệu");

/// Fewer values than this are chance.
const LEAST: usize = 3;
/// One of so many rows must hold one.
const ONE_OF: usize = 5;
/// So many values are looked at; they tell what the others are.
const LOOKED_AT: usize = 500;
/// From so many đồng on a bare number is hardly a count of something.
const MONEY: i64 = 100_000;

/// What the values of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Like {
    Amounts,
    Percents,
    Dates,
    Statuses,
}

/// A column that nobody reads, though it looks like data.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unread<'a> {
    /// What it looks like.
    pub(super) like: Like,
    /// The column that it stands for, by its heading.
    pub(super) stands_for: Option<Field>,
    /// One of its values.
    pub(super) example: &'a str,
}

impl Unread<'_> {
    /// What the column looks like, in words.
    pub(super) fn words(&self) -> &'static str {
        match self.like {
            Like::Amounts => "số tiền",
            Like::Percents => "phần trăm",
            Like::Dates => "ngày tháng",
            Like::Statuses => "trạng thái",
        }
    }
}

/// Looks at a column below a heading that is not known, or none.
pub(super) fn look<'a>(
    table: &'a Table,
    column: usize,
    heading: &str,
    columns: &[Option<u16>; Field::COUNT],
) -> Option<Unread<'a>> {
    let rows = table.header + 1..table.len();
    let total = rows.len();
    let texts = || {
        let texts = rows.clone().map(|record| fold::trim(table.field(record, column)));
        texts.filter(|text| !text.is_empty())
    };
    let count = texts().count();
    if count < LEAST || count * ONE_OF < total {
        return None;
    }
    let values: Vec<&str> = texts().take(LOOKED_AT).collect();
    let most = |is: &dyn Fn(&str) -> bool| {
        values.iter().filter(|text| is(text)).count() * 5 >= values.len() * 4
    };
    let words = Heading::of(heading);
    let counts_up = values.windows(2).all(|two| next_number(two[0], two[1]));
    let like = if most(&|text| Status::parse(text).is_some()) {
        Like::Statuses
    } else if most(&|text| date::parse(text).is_ok() && number::amount(text).is_err()) {
        Like::Dates
    } else if counts_up {
        return None;
    } else if most(&|text| is_percent(text, &words)) {
        Like::Percents
    } else if most(&|text| is_amount(text, &words)) {
        Like::Amounts
    } else {
        return None;
    };
    let stands_for = words.stands_for(like, columns);
    Some(Unread { like, stands_for, example: values[0] })
}

/// Whether a text is a figure of a report: a status, an amount, a share; or only whether it is an
/// amount.
pub(super) fn is_figure(text: &str, heading: &str, amounts_only: bool) -> bool {
    if text.is_empty() {
        return false;
    }
    let words = Heading::of(heading);
    let share = !heading.is_empty() || text.contains('%');
    is_amount(text, &words) && text != "0"
        || !amounts_only && (Status::parse(text).is_some() || (share && is_percent(text, &words)))
}

/// Whether one number follows upon another: rows that are counted.
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
            heading.money || number::names_unit(text) || amount.value == 0 || amount.value >= MONEY
        }
        Err(number::Fault::NotANumber) => false,
        Err(_) => heading.money || number::names_unit(text),
    }
}

/// Whether a heading speaks of money.
pub(super) fn speaks_of_money(heading: &str) -> bool {
    Heading::of(heading).money
}

/// What a heading speaks of.
struct Heading {
    folded: String,
    nearest: Option<Field>,
    money: bool,
    percent: bool,
}

impl Heading {
    fn of(text: &str) -> Self {
        const MONEY: [&str; 10] = [
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
        const SHARES: [&str; 4] = ["ty le", "ti le", "phan tram", "tien do"];
        let folded = fold::ascii(text);
        let says = |words: &[&str]| {
            let padded = format!(" {folded} ");
            words.iter().any(|word| padded.contains(&format!(" {word} ")))
        };
        let nearest = Field::nearest(text);
        let share = text.contains('%') || says(&SHARES);
        let holds = nearest.map(|field| field.column().holds);
        Self {
            money: !share && (says(&MONEY) || holds == Some(Holds::Amount)),
            percent: share || folded.is_empty() || holds == Some(Holds::Percent),
            nearest,
            folded,
        }
    }

    /// The missing column that such values under such a heading stand for.
    fn stands_for(&self, like: Like, columns: &[Option<u16>; Field::COUNT]) -> Option<Field> {
        let holds = match like {
            Like::Amounts => Holds::Amount,
            Like::Percents => Holds::Percent,
            Like::Dates => Holds::Date,
            Like::Statuses => {
                return Some(Field::Status).filter(|f| columns[*f as usize].is_none());
            }
        };
        let nearest = self.nearest.filter(|field| field.column().holds == holds);
        let said = nearest.or(match like {
            Like::Amounts if self.folded.is_empty() => {
                let missing = |field: &Field| columns[*field as usize].is_none();
                [Field::Allocated, Field::Disbursed].into_iter().find(missing)
            }
            Like::Amounts if !self.money => None,
            Like::Amounts if self.speaks_of_spending() => Some(Field::Disbursed),
            Like::Amounts => Some(Field::Allocated),
            Like::Percents if self.percent => Some(Field::Progress),
            Like::Dates if self.folded.split(' ').any(|word| word == "han") => Some(Field::Due),
            _ => None,
        });
        said.filter(|field| columns[*field as usize].is_none())
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
            let told = Heading::of(heading);
            assert_eq!((told.money, told.percent), (money, percent), "{heading}");
        }
    }
}
