//! V418: a document entry without its number, sign or date, or with the date of no day; where one of
//! a file has the month first, the others whose day could be a month are doubtful too.

use crate::check::{FileContext, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, entries, is_document, parse_document, says_none, written_day};
use crate::text::date::{self, Order};
use crate::text::fold;

static CODE: Code =
    code!(warning, "V418", "malformed-document-number", "Văn bản ghi chưa đủ số, ký hiệu, ngày");

pub(in crate::check) struct MalformedDocumentNumber;

impl Rule for MalformedDocumentNumber {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let wrong: Vec<&str> = entries(cx.text(Field::Documents))
            .filter(|entry| !is_document(entry) && !says_none(entry))
            .collect();
        let Some(first) = wrong.first() else { return };
        let message = match wrong.len() {
            1 if is_of_no_day(first) => "Trong lịch không có ngày của văn bản này.".to_owned(),
            1 => "Văn bản ghi ở đây chưa đủ số, ký hiệu và ngày.".to_owned(),
            n => format!("Có {n} văn bản chưa ghi đủ số, ký hiệu và ngày; đầu tiên là “{first}”."),
        };
        let help = match wrong.iter().find_map(|entry| likely(entry)) {
            _ if is_of_no_day(first) => {
                "Ghi ngày trước, tháng sau, năm đủ bốn chữ số; có thể cả cột ghi tháng trước.".to_owned()
            }
            Some(right) => format!("Ghi là “{right}”; nhiều văn bản cách nhau bằng dấu chấm phẩy."),
            None => "Ghi số, ký hiệu rồi đến ngày; nhiều văn bản cách nhau bằng dấu chấm phẩy, trích yếu ghi ở cột “Kết quả thực hiện”.".to_owned(),
        };
        sink.push(
            cx.at(&CODE, Field::Documents, message)
                .value(wrong.join("; "))
                .expected(format!(
                    "số/ký hiệu ngày dd/mm/yyyy, ví dụ 142/{}-BTXH ngày 14/01/2026",
                    cx.plan().reporting.unit.abbreviation
                ))
                .help(help),
        );
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        let has = |row: &RowContext<'_>, order: Order| {
            entries(row.text(Field::Documents)).any(|entry| order_of(entry) == Some(order))
        };
        let is_month_first = |row: &RowContext<'_>| {
            may_have_month_first(row.text(Field::Documents)) && has(row, Order::MonthFirst)
        };
        if !cx.rows().any(|row| is_month_first(&row)) {
            return;
        }
        // A row with a day that does not exist is told already.
        let is_told =
            |row: &RowContext<'_>| entries(row.text(Field::Documents)).any(|e| !is_document(e));
        let doubtful = cx.rows().filter(|row| has(row, Order::Either) && !is_told(row));
        doubtful.for_each(|row| {
            let message = "Ngày của văn bản đọc được hai cách, vì trong cột có văn bản ghi tháng trước ngày sau.";
            sink.push(
                row.at(&CODE, Field::Documents, message)
                    .expected("ngày trước, tháng sau")
                    .help("Xem lại ngày của mọi văn bản trong cột, không chỉ những ngày không có trong lịch."),
            );
        });
    }
}

/// Whether a number from 13 to 99 follows a mark that stands in dates: fast, and yes too often.
fn may_have_month_first(text: &str) -> bool {
    let is_beyond_twelve = |tens: u8, ones: u8| {
        tens.is_ascii_digit() && ones.is_ascii_digit() && (tens, ones) > (b'1', b'2')
    };
    let bytes = text.as_bytes();
    bytes.windows(3).enumerate().any(|(at, three)| {
        let [mark, tens, ones] = [three[0], three[1], three[2]];
        matches!(mark, b'/' | b'-' | b'.' | b' ')
            && is_beyond_twelve(tens, ones)
            && !bytes.get(at + 3).is_some_and(u8::is_ascii_digit)
    })
}

/// Which of the numbers in the date of an entry is the day.
fn order_of(entry: &str) -> Option<Order> {
    date::order(written_day(entry)?)
}

fn is_of_no_day(entry: &str) -> bool {
    written_day(entry)
        .is_some_and(|day| matches!(date::parse(day), Err(date::Fault::Impossible(_))))
}

/// The corrected entry where only the word "ngày" is missing: `12/KH-STP (5/6/2025)`.
fn likely(entry: &str) -> Option<String> {
    let entry = entry.trim_end_matches([')', '.', ' ']);
    let (number, day) = entry.rsplit_once([' ', '('])?;
    let day = date::parse(day).ok()?;
    let number = fold::trim(number).trim_end_matches(['(', ',', ' ', '-']);
    let right = format!("{number} ngày {}", date::short(day));
    parse_document(&right).map(|_| right)
}

#[cfg(test)]
mod tests {
    use super::likely;

    #[test]
    fn a_number_and_a_date_need_only_the_word_between() {
        for text in ["12/KH-STP (5/6/2025)", "12/KH-STP, 5/6/2025", "12/KH-STP 05-06-2025."] {
            assert_eq!(likely(text).as_deref(), Some("12/KH-STP ngày 05/6/2025"), "{text}");
        }
        assert_eq!(likely("Kế hoạch của Sở"), None);
        assert_eq!(likely("12/KH-STP"), None);
    }
}
