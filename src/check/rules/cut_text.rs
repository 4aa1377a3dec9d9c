//! V417: a text of exactly the length at which other programs truncate: 255 or 32,767 characters.

use super::text_too_long::CELL_LIMIT;
use crate::check::{BOTH, FileContext, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::TableKind;
use crate::text::number;

static CODE: Code = code!(warning, "V417", "cut-text", "Nội dung ô có thể đã bị cắt");

/// The width of a text column in many databases and of a text cell in old spreadsheets.
const OLD_LIMIT: usize = 255;
const TAIL: usize = 30;

pub(in crate::check) struct CutText;

impl Rule for CutText {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        // Fast path: most files have no text this long.
        if cx.submission.table.longest_field() < OLD_LIMIT {
            return;
        }
        cx.rows().for_each(|row| check_row(&row, sink));
    }
}

fn check_row(cx: &RowContext<'_>, sink: &mut Sink) {
    for (field, raw) in cx.cells() {
        let Some(length) = cut_at(raw) else { continue };
        let length_text = number::dong(i64::try_from(length).unwrap_or(i64::MAX));
        let message = format!("Ô có đúng {length_text} ký tự và có thể đã bị cắt mất phần cuối.");
        let tail: Vec<char> = raw.chars().rev().take(TAIL).collect();
        let tail: String = tail.into_iter().rev().collect();
        sink.push(
            cx.at(&CODE, field, message)
                .value(format!("…{tail}"))
                .expected("nội dung đầy đủ")
                .help("Xem câu cuối của ô có đủ không; nếu thiếu thì chép lại từ bản gốc."),
        );
    }
}

/// The limit at which a text was probably truncated. A text of 255 characters that ends like a
/// sentence is complete.
fn cut_at(raw: &str) -> Option<usize> {
    // A unit takes one to three bytes: most texts need no counting.
    let possible = |limit: usize| (limit..=limit * 3).contains(&raw.len());
    if !possible(OLD_LIMIT) && !possible(CELL_LIMIT) {
        return None;
    }
    let length = raw.encode_utf16().count();
    let ends_well = || raw.ends_with(['.', '!', '?', '…', ';', ')', '”']);
    match length {
        CELL_LIMIT => Some(length),
        OLD_LIMIT if !ends_well() => Some(length),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::cut_at;

    #[test]
    fn only_the_exact_lengths_are_suspect() {
        assert_eq!(cut_at(&"ế".repeat(255)), Some(255));
        assert_eq!(cut_at(&"a".repeat(254)), None);
        assert_eq!(cut_at(&"a".repeat(256)), None);
        assert_eq!(cut_at(&format!("{}.", "a".repeat(254))), None);
        assert_eq!(cut_at(&format!("{}.", "ế".repeat(32_766))), Some(32_767));
    }
}
