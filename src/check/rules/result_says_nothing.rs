//! C713: a result without content: "đã báo cáo", "như trên", "xem file đính kèm".

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::fold;

static CODE: Code =
    code!(warning, "C713", "result-says-nothing", "Kết quả chưa cho biết đã làm được việc gì");

/// Longer texts have content.
const WORDS: usize = 8;

/// Length of the folded prefix to compare; longer than every phrase below.
const ENOUGH: usize = 17;
/// Whole texts, folded.
const ALL: [&str; 14] = [
    "tuong tu",
    "ok",
    "tot",
    "dat",
    "co",
    "da lam",
    "da xong",
    "da thuc hien",
    "dang thuc hien",
    "da trien khai",
    "dang trien khai",
    "hoan thanh",
    "da hoan thanh",
    "theo ke hoach",
];
/// Beginnings of such texts, folded.
const BEGINNINGS: [&str; 13] = [
    "nhu tren",
    "nhu dong tren",
    "nhu ky truoc",
    "nhu quy truoc",
    "da bao cao",
    "da co bao cao",
    "co bao cao",
    "bao cao rieng",
    "bao cao kem theo",
    "xem bao cao",
    "xem file",
    "xem tep",
    "co file",
];

/// The first two letters of each of them.
const FIRST_LETTERS: [[u8; 2]; ALL.len() + BEGINNINGS.len()] = {
    let mut first = [[0; 2]; ALL.len() + BEGINNINGS.len()];
    let mut n = 0;
    while n < first.len() {
        let words = if n < ALL.len() { ALL[n] } else { BEGINNINGS[n - ALL.len()] };
        first[n] = [words.as_bytes()[0], words.as_bytes()[1]];
        n += 1;
    }
    first
};

pub(in crate::check) struct ResultSaysNothing;

impl Rule for ResultSaysNothing {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let empty = || cx.says_as_above(Field::Result) || says_nothing(cx.text(Field::Result));
        if !cx.row.reports_work() || !empty() {
            return;
        }
        let message = "Kết quả ghi ở đây chưa cho biết đã làm được việc gì.";
        sink.push(cx.at(&CODE, Field::Result, message).expected("việc đã làm trong kỳ").help(
            "Báo cáo tổng hợp lấy nguyên lời ở ô này: ghi việc đã làm và số liệu. Có báo cáo riêng thì chép ý chính vào đây, tên tệp ghi ở cột “Minh chứng”.",
        ));
    }
}

fn says_nothing(text: &str) -> bool {
    // Fast path: most texts differ from all of these in their first letters.
    let (begun, _) = fold::first::<2>(fold::words_bytes(text));
    if !FIRST_LETTERS.contains(&begun) {
        return false;
    }
    let (begun, length) = fold::first::<ENOUGH>(fold::words_bytes(text));
    let begun = &begun[..length];
    if ALL.iter().any(|words| words.as_bytes() == begun) {
        return true;
    }
    let begins = |words: &&str| {
        let rest = begun.strip_prefix(words.as_bytes());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b" "))
    };
    if !BEGINNINGS.iter().any(begins) {
        return false;
    }
    // A figure is content.
    let gaps = fold::words_bytes(text).filter(|byte| *byte == b' ').count();
    gaps < WORDS && !fold::words_bytes(text).any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{ALL, BEGINNINGS, ENOUGH, says_nothing};

    #[test]
    fn enough_is_read_to_tell() {
        assert!(ALL.iter().chain(&BEGINNINGS).all(|words| words.len() < ENOUGH));
    }

    #[test]
    fn words_about_work_are_not_told() {
        for text in [
            "Đã báo cáo",
            "=> đã báo cáo",
            "✓ Đã báo cáo?",
            "như trên, có thêm",
            "Có báo cáo riêng kèm theo",
            "Xem file đính kèm.",
        ] {
            assert!(says_nothing(text), "{text}");
        }
        for text in [
            "",
            "Đã báo cáo UBND tỉnh tại văn bản 45/STP-PBGDPL",
            "Như trên, thêm 2 lớp",
            "Đã báo cáo và được HĐND tỉnh thông qua nghị quyết về trẻ em",
            "Tập huấn",
            "Đã làm nhà cho trẻ em",
            "Hoàn thành dự thảo quy trình",
        ] {
            assert!(!says_nothing(text), "{text}");
        }
    }
}
