//! V410: a status that is not one of the six.

use super::lost_in_export::is_lost;
use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::Status;
use crate::submission::Field;
use crate::text::{fold, number};

static CODE: Code = code!(error, "V410", "unknown-status", "Trạng thái không có trong danh mục");

pub(in crate::check) struct UnknownStatus;

impl Rule for UnknownStatus {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.status.fault().is_none()
            || is_lost(cx, Field::Status)
            || cx.counts_only(&CODE, Field::Status, sink)
        {
            return;
        }
        if let Some(finding) = cx.as_above(&CODE, Field::Status) {
            sink.push(finding);
            return;
        }
        let text = cx.text(Field::Status);
        let odd = cx.stray_characters(Field::Status).unwrap_or_default();
        let message = format!("Trạng thái này không có trong danh mục{odd}.");
        let mut finding = cx.at(&CODE, Field::Status, message).expected(all());
        if let Some(label) = one_slip_from(text, Status::ALL.iter().map(|s| s.label())) {
            finding = finding.fix(label);
        }
        sink.push(finding.help(match intended(text) {
            Some(status) => format!(
                "Có phải là “{}” không? Chọn một trong sáu trạng thái; lời nhận xét ghi ở cột “Kết quả thực hiện”.",
                status.label()
            ),
            None if is_number(text) => "Con số ghi ở cột “Tiến độ (%)”; ở đây chọn một trong sáu trạng thái.".to_owned(),
            None => "Chọn một trong sáu trạng thái; lời nhận xét ghi ở cột “Kết quả thực hiện”."
                .to_owned(),
        }));
    }
}

/// The six labels, for messages.
pub(super) fn all() -> String {
    let labels: Vec<&str> = Status::ALL.iter().map(|s| s.label()).collect();
    labels.join(", ")
}

/// The label at one edit from a text, certain enough for an automatic fix. A symbol beside the
/// label may negate it: `❌Hoàn thành`.
pub(super) fn one_slip_from(
    written: &str,
    mut labels: impl Iterator<Item = &'static str>,
) -> Option<&'static str> {
    if fold::unfoldable_in_value(written).is_some() {
        return None;
    }
    labels.find(|label| label.len() > 5 && fold::slips(written, label) == 1)
}

/// Common beginnings of statuses in free words; the first match counts.
const OWN_WORDS: [(&str, Status); 21] = [
    ("chua hoan thanh", Status::InProgress),
    ("chua xong", Status::InProgress),
    ("co ban hoan thanh", Status::InProgress),
    ("co ban xong", Status::InProgress),
    ("gan xong", Status::InProgress),
    ("mot phan", Status::InProgress),
    ("chua", Status::NotStarted),
    ("dang", Status::InProgress),
    ("tiep tuc", Status::InProgress),
    ("da hoan thanh", Status::Complete),
    ("hoan thanh", Status::Complete),
    ("da xong", Status::Complete),
    ("xong", Status::Complete),
    ("thuong xuyen", Status::Ongoing),
    ("duy tri", Status::Ongoing),
    ("lien tuc", Status::Ongoing),
    ("dinh ky", Status::Ongoing),
    ("hang nam", Status::Ongoing),
    ("tam", Status::Paused),
    ("dung", Status::Paused),
    ("khong", Status::Nothing),
];

/// Whether the status cell holds a progress.
fn is_number(text: &str) -> bool {
    number::percent(text).is_ok()
}

fn intended(written: &str) -> Option<Status> {
    let folded = fold::ascii(written);
    if is_number(written) {
        return None;
    }
    // "Hoàn thành 80%" is not complete.
    let share = written.split_whitespace().find_map(|w| number::percent(w.strip_suffix('%')?).ok());
    if share.is_some_and(|share| (1..10_000).contains(&share.value)) {
        return Some(Status::InProgress);
    }
    let begins = |words: &str| {
        folded.strip_prefix(words).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    OWN_WORDS.iter().find(|(words, _)| begins(words)).map(|(_, status)| *status).or_else(|| {
        let labels = Status::ALL.iter().map(|s| (s.label(), *s));
        fold::nearest(written, labels, 1).first().copied()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_lead_to_the_likely_status() {
        for (text, status) in [
            ("Đang làm tốt", Status::InProgress),
            ("Đã hoàn thành", Status::Complete),
            ("Chưa hoàn thành", Status::InProgress),
            ("Chưa làm", Status::NotStarted),
            ("Hoàn thàn", Status::Complete),
            ("Không có", Status::Nothing),
            ("Tạm hoãn", Status::Paused),
            ("Đang thực hiện", Status::InProgress),
            ("Đã xong", Status::Complete),
            ("Hoàn thành 80%", Status::InProgress),
            ("Hoàn thành 100%", Status::Complete),
            ("Đạt 45,5% kế hoạch", Status::InProgress),
            ("Cơ bản hoàn thành", Status::InProgress),
            ("Chưa thực hiện được", Status::NotStarted),
            ("Tiếp tục thực hiện", Status::InProgress),
            ("Duy trì hằng năm", Status::Ongoing),
        ] {
            assert_eq!(intended(text), Some(status), "{text}");
        }
        for text in
            ["Tốt", "85%", "x", "Đạt", "Quá hạn", "Chậm tiến độ", "Sở Tư pháp", "Đã thực hiện"]
        {
            assert_eq!(intended(text), None, "{text}");
        }
    }
}
