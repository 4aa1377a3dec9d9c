//! Whether a time that is named is the text's own.
//!
//! It is after “trong”, at the head of a sentence, or alone in brackets; not in a comparison, a
//! plan, a look back, or where a report that was not sent is spoken of.

use std::sync::LazyLock;

use super::named::{Claim, Mention, Unit};
use super::words::Word;
use crate::text::phrases::{Phrases, Sentences};

/// Words that may stand before a time at the head of a sentence.
const HEADS: &[&str] =
    &["ket", "qua", "thuc", "hien", "trong", "rieng", "ca", "so", "lieu", "hoat", "dong", "cac"];

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
    let before = &words[opens..mention.first];
    let is_within = is_after_within(before, words, mention);
    if before.iter().all(|word| HEADS.contains(&&*word.key)) {
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
    if opens == 0 {
        return Some(Claim::Heads);
    }
    let is_marked = words.get(mention.end).is_none_or(|next| {
        next.opens || matches!(next.gap.trim_start().as_bytes(), [b',' | b':', ..])
    });
    let is_line = mention.unit == Unit::Quarter || words[opens].gap.contains('\n');
    (is_within || (is_marked && is_line)).then_some(Claim::Within)
}
