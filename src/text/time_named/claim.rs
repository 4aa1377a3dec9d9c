//! Whether a time that is named is the text's own.
//!
//! It is after “trong” or “tính đến”, at the head of a sentence, or alone in brackets; not in a
//! comparison, a plan, a look back, or where a report that was not sent is spoken of.

use std::sync::LazyLock;

use super::named::{Claim, Mention, Unit};
use super::words::Word;
use crate::text::phrases::{Phrases, Sentences};

/// Words that may stand before a time at the head of a sentence.
const HEADS: &[&str] = &[
    "ket", "qua", "thuc", "hien", "trong", "rieng", "ca", "so", "lieu", "hoat", "dong", "cac",
    "ky", "bao", "cao", "thoi", "gian", "luy", "ke",
];

/// What is still to come, or a report that was not sent: anywhere in the sentence.
static NOT_DONE: LazyLock<Phrases> = LazyLock::new(|| {
    list(&[
        "sẽ",
        "dự kiến",
        "phấn đấu",
        "chuẩn bị",
        "đề nghị",
        "đăng ký thực hiện",
        "mục tiêu",
        "hẹn",
        "không gửi",
        "chưa gửi",
        "không báo cáo",
        "chưa báo cáo",
        "báo cáo gộp",
        "báo cáo bù",
        "được lùi",
        "báo cáo bổ sung",
    ])
});

/// Comparisons and looks back, before the time.
static LOOKED_BACK: LazyLock<Phrases> = LazyLock::new(|| {
    list(&[
        "so với",
        "so sánh",
        "cùng kỳ",
        "hơn",
        "báo cáo",
        "tổng kết",
        "sơ kết",
        "đánh giá",
        "nhìn lại",
        "quyết toán",
        "thống kê",
        "đối chiếu",
        "khắc phục",
        "khen thưởng",
        "biểu dương",
        "theo dõi",
        "tiếp tục",
        "lần trước",
    ])
});

/// What makes the time that of another thing, close before it: “các vụ xảy ra trong quý III”.
static OF_ANOTHER: LazyLock<Phrases> = LazyLock::new(|| {
    list(&[
        "kế hoạch",
        "dự toán",
        "chưa",
        "xảy ra",
        "tồn đọng",
        "tồn tại",
        "còn lại",
        "đã nêu",
        "được giao",
        "được cấp",
        "được hỗ trợ",
        "đã lập",
        "sinh ra",
        "được sinh",
    ])
});
/// How many words before the time are close.
const CLOSE: usize = 6;

/// The text's own time without a name.
static NOW: LazyLock<Phrases> = LazyLock::new(|| {
    list(&[
        "kỳ này",
        "quý này",
        "tháng này",
        "năm nay",
        "đợt này",
        "đến nay",
        "hiện nay",
        "hiện tại",
    ])
});

fn list(phrases: &[&str]) -> Phrases {
    Phrases::new(phrases, &[])
}

/// Whether a text speaks of its own time without naming it.
pub(super) fn says_now(text: &str) -> bool {
    says(text, &NOW)
}

fn says(text: &str, phrases: &Phrases) -> bool {
    !phrases.found(&Sentences::of(text)).is_empty()
}

/// How a text claims a time that it names.
pub(super) fn of(text: &str, words: &[Word<'_>], mention: &Mention) -> Option<Claim> {
    let opens = words[..=mention.first].iter().rposition(|word| word.opens).unwrap_or(0);
    let rest = &words[mention.end..];
    let close = rest.iter().find(|word| word.opens).map_or(text.len(), |word| word.at);
    if says(&text[words[opens].at..close], &NOT_DONE) {
        return None;
    }
    let is_done = words[opens..].iter().take_while(|word| word.at < close).any(is_done);
    match within_sentence(text, words, opens, mention)? {
        Claim::Within if is_done => Some(Claim::Done),
        claim => Some(claim),
    }
}

/// The claim by the words between the head of its sentence and the time.
fn within_sentence(
    text: &str,
    words: &[Word<'_>],
    opens: usize,
    mention: &Mention,
) -> Option<Claim> {
    let before = &words[opens..mention.first];
    if let Some(until) = until(before, mention) {
        let is_first = words[..mention.first - until.words].iter().all(is_head);
        let is_looked_back = || says(&text[words[opens].at..words[mention.first].at], &LOOKED_BACK);
        return (is_first || (until.is_counted && !is_looked_back())).then_some(Claim::Within);
    }
    if mention.unit == Unit::Day {
        return None;
    }
    let is_within = is_after_within(before, words, mention);
    if before.iter().all(is_head) {
        return heads(words, opens, mention, is_within);
    }
    let is_alone = mention.unit == Unit::Quarter
        && words[mention.first].gap.trim_end().ends_with('(')
        && text[words[mention.end - 1].end()..].trim_start().starts_with(')');
    if !is_within && !is_alone {
        return None;
    }
    let till = words[mention.first].at;
    let near = before.len().saturating_sub(CLOSE);
    let is_other = says(&text[words[opens].at..till], &LOOKED_BACK)
        || says(&text[before[near].at..till], &OF_ANOTHER);
    (!is_other).then_some(Claim::Within)
}

fn is_done(word: &Word<'_>) -> bool {
    word.is("da", &["đã", "da"], true)
}

fn is_head(word: &Word<'_>) -> bool {
    HEADS.contains(&&*word.key)
}

/// “Tính đến”, “đến hết”, before a span of days “từ ngày”, just before a time.
struct Until {
    /// How many words they are.
    words: usize,
    /// Whether “tính” is among them.
    is_counted: bool,
}

fn until(before: &[Word<'_>], mention: &Mention) -> Option<Until> {
    let is_span = mention.days.is_some_and(|(first, last)| first < last);
    let mut rest = before;
    while let [head @ .., last] = rest
        && matches!(&*last.key, "ngay" | "het")
    {
        rest = head;
    }
    let (word, head) = rest.split_last()?;
    let is_until = word.is("den", &["đến", "den"], true) || (is_span && word.key == "tu");
    if !is_until {
        return None;
    }
    let is_counted = head.last().is_some_and(|word| word.key == "tinh");
    let words = before.len() - head.len() + usize::from(is_counted);
    Some(Until { words, is_counted })
}

/// Whether “trong” stands just before: “trong quý III”, “trong các tháng 7, 8”.
fn is_after_within(before: &[Word<'_>], words: &[Word<'_>], mention: &Mention) -> bool {
    let is_counted = |word: &Word<'_>| {
        matches!(&*word.key, "cac" | "ca" | "rieng")
            || (mention.unit == Unit::Month && word.number().is_some())
    };
    let skipped = before.iter().rev().take_while(|word| is_counted(word)).count();
    let within = before.len().checked_sub(skipped + 1);
    within.is_some_and(|at| before[at].key == "trong")
        && words[mention.first - skipped..=mention.first].iter().all(Word::follows)
}

/// The claim of a time at the head of a sentence. Of the first sentence it is what the whole text
/// is about; later ones may tell of another time: “Quý I xã không gửi báo cáo”.
fn heads(words: &[Word<'_>], opens: usize, mention: &Mention, is_within: bool) -> Option<Claim> {
    let before = &words[..mention.first];
    let is_marked = words.get(mention.end).is_none_or(|next| {
        next.opens || matches!(next.gap.trim_start().as_bytes(), [b',' | b':', ..])
    });
    // "Báo cáo quý III gửi chậm" tells of a report.
    let is_of_report = before.iter().any(|word| word.key == "bao");
    if before.iter().all(is_head) && (is_marked || !is_of_report) {
        return Some(Claim::Heads);
    }
    let is_line = mention.unit == Unit::Quarter || words[opens].gap.contains('\n');
    (is_within || (is_marked && is_line)).then_some(Claim::Within)
}
