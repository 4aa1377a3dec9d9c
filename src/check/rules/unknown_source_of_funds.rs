//! V411: a source of funds that is not one of the four.

use super::lost_in_export::is_lost;
use super::unknown_status::one_slip_from;
use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::SourceOfFunds;
use crate::submission::Field;
use crate::text::fold;

static CODE: Code =
    code!(error, "V411", "unknown-source-of-funds", "Nguồn kinh phí không có trong danh mục");

pub(in crate::check) struct UnknownSourceOfFunds;

impl Rule for UnknownSourceOfFunds {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.source.fault().is_none()
            || is_lost(cx, Field::Source)
            || cx.counts_only(&CODE, Field::Source, sink)
        {
            return;
        }
        let text = cx.text(Field::Source);
        let labels: Vec<&str> = SourceOfFunds::ALL.iter().map(|s| s.label()).collect();
        let odd = cx.stray_characters(Field::Source).unwrap_or_default();
        let message = format!("Nguồn kinh phí này không có trong danh mục{odd}.");
        let mut finding = cx.at(&CODE, Field::Source, message).expected(labels.join("; "));
        if let Some(label) = one_slip_from(text, labels.iter().copied()) {
            finding = finding.fix(label);
        }
        sink.push(finding.help(match intended(text) {
            Some(source) => format!(
                "Có phải là “{}” không? Chọn một trong bốn nguồn; tên cụ thể của nguồn ghi ở cột “Ghi chú”.",
                source.label()
            ),
            None => "Chọn một trong bốn nguồn; có nhiều nguồn thì chọn nguồn lớn nhất và nêu các nguồn khác ở cột “Ghi chú”."
                .to_owned(),
        }));
    }
}

/// Common words for each source, folded.
const OWN_WORDS: [(&str, SourceOfFunds); 13] = [
    ("ngan sach", SourceOfFunds::Budget),
    ("nsnn", SourceOfFunds::Budget),
    ("nsdp", SourceOfFunds::Budget),
    ("su nghiep", SourceOfFunds::Budget),
    ("du toan", SourceOfFunds::Budget),
    ("unicef", SourceOfFunds::Aid),
    ("oda", SourceOfFunds::Aid),
    ("vien tro", SourceOfFunds::Aid),
    ("quoc te", SourceOfFunds::Aid),
    ("xa hoi hoa", SourceOfFunds::Social),
    ("van dong", SourceOfFunds::Social),
    ("doanh nghiep", SourceOfFunds::Social),
    ("ung ho", SourceOfFunds::Social),
];

/// The source that a text names; none where it names two.
fn intended(written: &str) -> Option<SourceOfFunds> {
    let folded = format!(" {} ", fold::ascii(written));
    let mut named_sources: Vec<SourceOfFunds> = OWN_WORDS
        .iter()
        .filter(|(words, _)| folded.contains(&format!(" {words} ")))
        .map(|(_, source)| *source)
        .collect();
    named_sources.dedup();
    match named_sources.as_slice() {
        [one] => Some(*one),
        [] => {
            let labels = SourceOfFunds::ALL.iter().map(|s| (s.label(), *s));
            fold::nearest(written, labels, 1).first().copied()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_about_two_sources_is_not_guessed() {
        assert_eq!(intended("Ngân sách tỉnh"), Some(SourceOfFunds::Budget));
        assert_eq!(intended("Dự án UNICEF viện trợ"), Some(SourceOfFunds::Aid));
        assert_eq!(intended("Ngân sách và vận động doanh nghiệp"), None);
        assert_eq!(intended("Soda"), None);
    }
}
