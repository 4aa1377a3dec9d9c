//! Whether a text may claim a time at all, from a fast search: most texts need not be cut into
//! words.
//!
//! May say yes too often, never no where [`super::times`] finds a claim, apart from odd spacing and
//! texts in capitals.

use std::sync::LazyLock;

use aho_corasick::Match;
use aho_corasick::packed::Searcher;
use memchr::{memchr, memchr_iter};

/// The first byte of combining marks.
const MARK: u8 = 0xCC;

/// The ends of “trong”, of “quý”, and of “tính đến” and “tính từ”. `None` where the processor cannot
/// search so.
static ENDS: LazyLock<Option<Searcher>> =
    LazyLock::new(|| Searcher::new(["rong ", "RONG ", "uý ", "UÝ ", "nh đến ", "nh từ "]));

/// Whether a text may claim a time.
pub fn may_claim(text: &str) -> bool {
    let Some(ends) = &*ENDS else { return true };
    let bytes = text.as_bytes();
    let may_be = |found: Match| match bytes[found.start()] {
        b'r' | b'R' => begins_like_time(&bytes[found.end()..]),
        b'n' => true,
        _ => is_quarter(&bytes[found.end()..]),
    };
    begins_like_time(bytes)
        || memchr_iter(b'\n', bytes).any(|at| begins_like_time(&bytes[at + 1..]))
        || ends.find_iter(text).any(may_be)
        || memchr(MARK, bytes).is_some()
}

/// Whether a text begins with the name of a time, or with words that stand before one.
fn begins_like_time(text: &[u8]) -> bool {
    let is_bullet = |byte: &u8| byte.is_ascii_punctuation() || *byte == b' ' || *byte == b'\r';
    let mut text = text;
    loop {
        text = match text {
            [first, rest @ ..] if is_bullet(first) => rest,
            [0xE2, _, _, rest @ ..] => rest,
            _ => break,
        };
    }
    let (Some(first), Some(second)) = (text.first(), text.get(1)) else { return false };
    match first | 0x20 {
        b'q' => is_quarter(&text[1..]) || is_quarter(next_word(text)),
        b't' => {
            // Not "thành", "thanh", "tháng hành động".
            second | 0x20 == b'h'
                && matches!(text.get(2..), Some([0xC3, 0xA1 | 0x81, ..] | [b'a' | b'A', ..]))
                && next_word(text).first().is_some_and(u8::is_ascii_digit)
                || second.is_ascii_digit()
                || starts_with_any(
                    text,
                    &["từ ", "tu ", "tính ", "tinh ", "thời gian", "thoi gian"],
                )
        }
        b'n' => next_word(text).starts_with(b"20"),
        b'0'..=b'9' => matches!(next_word(text), [b't' | b'T', b'h' | b'H', ..]),
        b's' => starts(text, "sáu ") || starts(text, "số liệu "),
        b'c' => starts(text, "chín ") || starts(text, "các th") || starts(text, "cả "),
        b'b' => starts_with_any(text, &["ba th", "báo cáo ", "bao cao "]),
        b'l' => starts_with_any(text, &["lũy kế ", "luỹ kế ", "luy ke "]),
        b'd' => starts(text, "den "),
        // "Đ" in either case.
        0xE4 => starts_with_any(text, &["đến ", "Đến "]),
        b'k' => starts_with_any(text, &["kết quả ", "kỳ báo cáo", "ky bao cao"]),
        b'h' => starts(text, "hoạt động "),
        b'r' => starts(text, "riêng "),
        _ => false,
    }
}

fn starts(text: &[u8], words: &str) -> bool {
    text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words.as_bytes()))
}

fn starts_with_any(text: &[u8], all: &[&str]) -> bool {
    all.iter().any(|words| starts(text, words))
}

/// What stands after the first space.
fn next_word(text: &[u8]) -> &[u8] {
    let end = memchr(b' ', &text[..text.len().min(16)]);
    end.map_or(&[], |end| text[end..].trim_ascii_start())
}

/// Whether a text begins like the number of a quarter.
fn is_quarter(text: &[u8]) -> bool {
    let text = text.trim_ascii_start();
    matches!(text.first(), Some(b'1'..=b'4' | b'i' | b'I' | b'v' | b'V'))
        || starts_with_any(text, &["một ", "nhất ", "hai ", "ba ", "tư ", "bốn "])
}
