//! V403: a cell that must hold a number holds something else, or a number that is too large or has
//! too many decimals.

use super::lost_in_export::is_lost;
use super::unit_differs::is_worded;
use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::{Indicator, SCALE};
use crate::submission::{Field, TableKind};
use crate::text::number::{self, Fault};
use crate::text::{date, figure};

static CODE: Code = code!(error, "V403", "not-a-number", "Ô số không phải là số");

pub(in crate::check) struct NotANumber;

impl Rule for NotANumber {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, cell) in cx.row.numbers() {
            let Some(fault) = cell.fault().filter(|_| !is_lost(cx, field)) else { continue };
            let words = match field {
                Field::Progress if is_part_of_one(cx.text(field), fault) => Some(PART_OF_ONE),
                Field::Progress => progress(fault),
                _ => amount(fault, cx.text(field)),
            };
            if let Some([message, expected, help]) = words {
                let odd = stray(cx, field).filter(|_| *fault == Fault::NotANumber);
                let message = match (message.strip_suffix('.'), odd) {
                    (Some(words), Some(odd)) => format!("{words}{odd}."),
                    _ => message.to_owned(),
                };
                sink.push(cx.at(&CODE, field, message).expected(expected).help(help));
            }
        }
        if let Some((fault, indicator)) = value_fault(cx) {
            let is_number =
                |odd: &str| *fault != figure::Fault::NotANumber && !odd.starts_with(DAY);
            let odd = stray(cx, Field::Value).filter(|odd| !is_number(odd));
            if let Some((message, expected, help)) = value(fault, indicator) {
                let message = format!("{message}{}.", odd.unwrap_or_default());
                sink.push(cx.at(&CODE, Field::Value, message).expected(expected).help(help));
            }
        }
    }
}

/// How the cause begins where a cell holds a day.
const DAY: &str = ": ô là một ngày";

/// What in a cell is no part of a number: strange characters, or a mark before or behind it.
fn stray(cx: &RowContext<'_>, field: Field) -> Option<String> {
    let text = cx.text(field);
    if is_day(text) {
        return Some(format!(
            "{DAY}, có thể Excel đã tự đổi số gõ có dấu chấm hay gạch chéo (12.5, 10/12) thành ngày"
        ));
    }
    cx.stray_characters(field).or_else(|| {
        let is_digit = |c: &char| c.is_ascii_digit();
        let (first, last) = (text.chars().next()?, text.chars().next_back()?);
        let is_mark = |c: &char| !c.is_alphanumeric() && !matches!(c, '(' | ')' | '%' | '₫');
        let before = Some(first).filter(|_| text.chars().nth(1).as_ref().is_some_and(is_digit));
        let behind = Some(last).filter(|_| is_digit(&first));
        let odd = before.filter(is_mark).or_else(|| behind.filter(is_mark))?;
        Some(format!(": có dấu “{odd}” thừa ở cạnh số"))
    })
}

/// Whether a cell holds a day, in full or as spreadsheets shorten it: `12-May`, `Dec-10`.
fn is_day(text: &str) -> bool {
    const MONTHS: [&str; 13] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "thg"];
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let is_month = |part: &str| {
        let name = part.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
        MONTHS.contains(&name.as_str())
    };
    let shortened = text.split_once('-').is_some_and(|(one, two)| {
        (is_number(one) && is_month(two)) || (is_month(one) && is_number(two))
    });
    shortened || date::parse(text).is_ok()
}

/// Why the value of a figure is not read, and its indicator; a cell that lost its content is V425.
fn value_fault<'a>(cx: &RowContext<'a>) -> Option<(&'a figure::Fault, Option<&'a Indicator>)> {
    let fault = cx.row.figure.as_ref()?.value.fault()?;
    (!is_lost(cx, Field::Value)).then(|| (fault, cx.indicator()))
}

/// Message without its full stop, expected value, help. The other faults have their own rules.
fn value(
    fault: &figure::Fault,
    indicator: Option<&Indicator>,
) -> Option<(&'static str, String, &'static str)> {
    let unit = indicator.map(|indicator| indicator.unit.get());
    let expected = match unit {
        Some(unit) if unit.is_count() => format!("số nguyên ({}), ví dụ 1.234", unit.name),
        Some(unit) => format!("số ({}), ví dụ 98,5", unit.name),
        None => "số, ví dụ 1.234".to_owned(),
    };
    let (message, help) = match fault {
        figure::Fault::NotANumber => (
            "Giá trị phải ghi bằng số",
            match indicator {
                Some(indicator) if indicator.values == [0, SCALE] => {
                    "Ghi 1 nếu có, 0 nếu không; chưa có số liệu thì để trống ô này, lời giải thích ghi ở cột “Ghi chú”."
                }
                _ => {
                    "Chỉ ghi số: không phát sinh thì ghi 0, chưa có số liệu thì để trống ô này; lời giải thích ghi ở cột “Ghi chú”."
                }
            },
        ),
        figure::Fault::TooFine => (
            "Tỷ lệ có quá nhiều chữ số sau dấu phẩy",
            "Làm tròn đến hai chữ số sau dấu phẩy, ví dụ 33,333 thành 33,33; số là phần của 1 thì đổi ra phần trăm trước, ví dụ 0,985 thành 98,5.",
        ),
        figure::Fault::TooLarge => {
            ("Giá trị không thể là một số lớn như vậy", "Xem lại số chữ số, và đơn vị của số liệu.")
        }
        figure::Fault::OtherUnit(words) if !is_worded(words) => (
            "Ô này không chỉ ghi một số",
            "Chỉ ghi một số; số của các nơi thì cộng lại, lời giải thích ghi ở cột “Ghi chú”.",
        ),
        // Where the code is unknown, so is what the value may be.
        _ => return None,
    };
    Some((message, expected, help))
}

/// Words for progress that was left as a part of 1.
const PART_OF_ONE: [&str; 3] = [
    "Tiến độ có quá nhiều chữ số sau dấu phẩy: có thể là phần của 1 (1 là 100%), chưa đổi ra phần trăm.",
    "số từ 0 đến 100, nhiều nhất hai chữ số sau dấu phẩy",
    "Đổi ra phần trăm: nhân với 100, ví dụ 0,985 thành 98,5. Nếu đúng là chưa đến một phần trăm thì làm tròn và ghi kèm dấu, ví dụ 0,99%.",
];

/// Whether progress with too many decimals is below one and says no `%`.
fn is_part_of_one(text: &str, fault: &Fault) -> bool {
    *fault == Fault::TooFine
        && text.starts_with(['0', '.', ','])
        && !text.contains('%')
        && text.trim_start_matches('0').starts_with(['.', ','])
}

/// Message, expected value, help. The other faults have their own rules.
fn progress(fault: &Fault) -> Option<[&'static str; 3]> {
    match fault {
        Fault::NotANumber => Some([
            "Tiến độ phải ghi bằng số.",
            "số từ 0 đến 100, ví dụ 45 hoặc 45,5",
            "Chỉ ghi phần trăm công việc đã làm xong; lời giải thích ghi ở cột “Kết quả thực hiện”.",
        ]),
        Fault::TooFine => Some([
            "Tiến độ có quá nhiều chữ số sau dấu phẩy.",
            "nhiều nhất hai chữ số sau dấu phẩy",
            "Làm tròn, ví dụ 33,333 thành 33,3.",
        ]),
        Fault::TooLarge => Some([
            "Tiến độ không thể là một số lớn như vậy.",
            "số từ 0 đến 100",
            "Xem lại số; nếu đây là số người hoặc số tiền thì chuyển sang cột “Kết quả thực hiện” hoặc cột kinh phí.",
        ]),
        Fault::Ambiguous(..) | Fault::Negative => None,
    }
}

fn amount(fault: &Fault, text: &str) -> Option<[&'static str; 3]> {
    const DONG: &str = "số đồng, ví dụ 120.000.000 hoặc 120 triệu";
    match fault {
        Fault::NotANumber if number::foreign_currency(text).is_some() => Some([
            "Kinh phí phải tính bằng đồng Việt Nam.",
            DONG,
            "Quy đổi ra đồng; số tiền nước ngoài nêu ở cột “Ghi chú”.",
        ]),
        Fault::NotANumber if text.chars().all(|c| c.is_ascii_digit() || " .,".contains(c)) => {
            Some([
                "Số tiền có nhóm không đủ ba chữ số.",
                DONG,
                "Xem lại số: có thể thừa hoặc thiếu một chữ số; dấu chấm ngăn từng nhóm ba chữ số.",
            ])
        }
        Fault::NotANumber => Some([
            "Kinh phí phải ghi bằng số.",
            DONG,
            "Chỉ ghi số tiền; không có kinh phí thì để trống ô này, lời giải thích ghi ở cột “Ghi chú”.",
        ]),
        Fault::TooFine => Some([
            "Số tiền có phần lẻ nhỏ hơn một đồng.",
            DONG,
            "Làm tròn đến đồng, ví dụ 1.234,56 thành 1.235.",
        ]),
        Fault::TooLarge => Some([
            "Kinh phí không thể là một số lớn như vậy.",
            DONG,
            "Xem lại số chữ số; kinh phí ghi bằng đồng.",
        ]),
        Fault::Ambiguous(..) | Fault::Negative => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn progress_left_as_a_part_of_one_is_told_as_that() {
        for (progress, is_part) in [
            ("0,985", true),
            ("0.98512", true),
            ("33,333", false),
            ("0,985%", false),
            ("10,985", false),
        ] {
            let row = format!("2025-Q3;Sở Tư pháp;I.2;Đang triển khai;{progress};Mở 2 lớp.;");
            let found = Trial::new().file("a.csv", "ghi_chu", &[&row]).found("V403");
            assert_eq!(found.len(), 1, "{progress}");
            assert_eq!(found[0].message.contains("phần của 1"), is_part, "{progress}");
        }
    }
}
