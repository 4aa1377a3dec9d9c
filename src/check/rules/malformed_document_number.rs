//! V418: a document entry without its number, sign or date.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, entries, is_document, parse_document, says_none};
use crate::text::{date, fold};

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
            1 => "Văn bản ghi ở đây chưa đủ số, ký hiệu và ngày.".to_owned(),
            n => format!("Có {n} văn bản chưa ghi đủ số, ký hiệu và ngày; đầu tiên là “{first}”."),
        };
        let help = match wrong.iter().find_map(|entry| likely(entry)) {
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
