//! Text in VIQR: Vietnamese in plain ASCII, with marks and tones as signs after the vowels
//! (`Tie^'n`).
//!
//! Owns F118. Converts nothing: a full stop or question mark may be a tone or punctuation.

use super::evidence::{Sense, beginning, sense};
use super::table::Table;
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::text::{fold, legacy};

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&VIQR];

static VIQR: Code = code!(warning, "F118", "viqr", "Chữ gõ kiểu VIQR, không có dấu");

/// Reports, once for a table, the first cell in VIQR and the number of such cells.
pub(super) fn check(table: &Table, sink: &mut Sink) {
    let bytes = table.text.as_bytes();
    let signs =
        memchr::memchr3_iter(b'^', b'~', b'+', bytes).chain(memchr::memchr_iter(b'`', bytes));
    let mut records: Vec<usize> = signs
        .filter_map(|at| table.records.partition_point(|r| r.start as usize <= at).checked_sub(1))
        .collect();
    records.sort_unstable();
    records.dedup();
    let cells =
        records.into_iter().flat_map(|n| (0..table.width(n)).map(move |column| (n, column)));
    let mut found = cells.filter(|(record, column)| is_viqr(table.field(*record, *column)));
    let Some((record, column)) = found.next() else { return };
    let count = 1 + found.count();
    let before = beginning(fold::trim(table.field(record, column)));
    let message = format!(
        "Có {count} ô gõ kiểu VIQR (dấu viết thành ký hiệu đứng sau chữ) nên chữ không có dấu; các ô này chưa được chuyển."
    );
    sink.push(
        Diagnostic::new(&VIQR, table.cell_place_with_heading(record, column), message)
            .value(before)
            .expected("chữ tiếng Việt có dấu, gõ bằng Unicode")
            .help(format!("Có phải ô này là “{}”? Chuyển cả bảng từ VIQR sang Unicode bằng công cụ chuyển mã của bộ gõ (UniKey), hoặc gõ lại các ô ấy.", legacy::viqr(before))),
    );
}

/// Whether a cell is in VIQR: at least two of its words and a third of them, or all of them.
pub(super) fn is_viqr(cell: &str) -> bool {
    if !cell.contains(['^', '~', '+', '`']) {
        return false;
    }
    // A name in capitals (`KSOR`) is no evidence.
    let counts = |word: &&str| word.contains(char::is_alphabetic) && !is_in_capitals(word);
    let words = || cell.split_whitespace().filter(counts);
    let in_viqr = words().filter(|word| is_viqr_word(word)).count();
    let all = words().count();
    in_viqr > 0 && (in_viqr == all || (in_viqr > 1 && in_viqr * 3 >= all))
}

/// Whether a word is nothing but capitals of ASCII.
fn is_in_capitals(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn is_viqr_word(word: &str) -> bool {
    let read = legacy::viqr(word);
    word.is_ascii() && !read.is_ascii() && sense(&read) == Sense::Sound
}

#[cfg(test)]
mod tests {
    use super::is_viqr;

    #[test]
    fn sentences_with_signs_behind_their_vowels() {
        for cell in [
            "Ho^m sau Cu+o+`ng la.i ga(.p rie^ng Thu.",
            "Kho^ng loa.i tru+` vie^.c Ha?i cu~ng co' the^? sa nga~.",
            "Kho^ng",
            "Da~ mo+? lo+'p ho.c cho tre? em",
            "DDang trie^?n khai",
            "DDa(.ng Ngo.c Quy`nh",
            "O^ng/ba` KSOR",
        ] {
            assert!(is_viqr(cell), "{cell}");
        }
        for cell in [
            "x^2 + y^2",
            "a^b",
            "Không ^",
            "^_^",
            "mở rộng ^ 2 lớp",
            "e^x",
            "+ Mở lớp; + phát ~20 tờ rơi",
            "a+b ~ c+d",
            "loại A+, B+",
            "o + u",
            "tệp `a.csv`, lệnh `check`",
        ] {
            assert!(!is_viqr(cell), "{cell}");
        }
    }
}
