//! Text lost before the file arrived: the replacement character, and question marks in place of
//! letters (`S? Y t?`), written by a program without Vietnamese support.
//!
//! Owns F114. Does not guess the lost letters.

use super::table::Table;
use super::viqr;
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::text::fold;

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&REPLACEMENT_CHARACTERS];

static REPLACEMENT_CHARACTERS: Code =
    code!(warning, "F114", "replacement-characters", "Chữ đã mất trước khi tệp được gửi");

/// Reports, once for a table, the first cell with lost letters and the number of such cells.
pub(super) fn check(table: &Table, sink: &mut Sink) {
    let bytes = table.text.as_bytes();
    let marks = memchr::memchr_iter(b'?', bytes)
        .chain(memchr::memmem::find_iter(bytes, "\u{FFFD}".as_bytes()));
    // Bytes before the first record are not part of it: the line `sep=?`.
    let mut records: Vec<usize> = marks
        .filter_map(|at| table.records.partition_point(|r| r.start as usize <= at).checked_sub(1))
        .collect();
    records.sort_unstable();
    records.dedup();
    let cells =
        records.into_iter().flat_map(|n| (0..table.width(n)).map(move |column| (n, column)));
    let mut replaced = cells.filter(|(record, column)| {
        let cell = table.field(*record, *column);
        // A question mark after a vowel is a tone in VIQR, which another finding reports.
        has_replaced(cell) && !viqr::is_viqr(cell)
    });
    let Some((record, column)) = replaced.next() else { return };
    let count = 1 + replaced.count();
    let place = table.cell_place_with_heading(record, column);
    let shown: String = fold::trim(table.field(record, column)).chars().take(80).collect();
    let message = format!(
        "Có {count} ô mất chữ: dấu “?” hoặc “\u{FFFD}” đứng vào chỗ của chữ tiếng Việt. Chữ đã mất từ trước khi gửi, không khôi phục được từ tệp này."
    );
    sink.push(
        Diagnostic::new(&REPLACEMENT_CHARACTERS, place, message)
            .value(shown)
            .expected("chữ tiếng Việt có dấu")
            .help("Xin lại tệp gốc, mở bằng Excel và lưu theo kiểu “CSV UTF-8 (Comma delimited)”."),
    );
}

/// Whether letters of a cell were replaced.
fn has_replaced(cell: &str) -> bool {
    if cell.contains(char::REPLACEMENT_CHARACTER) {
        return true;
    }
    // A web address may contain a question mark.
    cell.contains('?') && cell.split_whitespace().filter(|w| !w.contains("://")).any(is_replaced)
}

/// Whether one word in ten has replaced letters.
pub(super) fn has_many(text: &str) -> bool {
    let replaced =
        text.split_whitespace().filter(|word| word.contains('?') && is_replaced(word)).count();
    replaced * 10 > text.split_whitespace().count()
}

/// Whether a question mark in a word replaces a letter: before or between letters, or after
/// consonants only, which no question ends with.
fn is_replaced(word: &str) -> bool {
    if word.contains(['=', '&', '/', '.'])
        && word.contains("?")
        && word.is_ascii()
        && !word.ends_with('?')
    {
        return false;
    }
    let mut before: Option<char> = None;
    let mut vowels = false;
    // A tone behind its letter belongs to it.
    let tone = |c: &char| ('\u{300}'..='\u{36F}').contains(c);
    let mut chars = word.chars().filter(|c| !tone(c)).peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if c == '?' {
            let after_letter = before.is_some_and(char::is_alphabetic);
            // "chưa?Chưa" only lacks a space.
            let new =
                next.is_some_and(char::is_uppercase) && before.is_some_and(char::is_lowercase);
            let before_letter = next.is_some_and(char::is_alphabetic) && !new;
            if before_letter || (after_letter && !vowels) {
                return true;
            }
        }
        if c.is_alphabetic() {
            vowels |=
                fold::ascii(c.encode_utf8(&mut [0; 4])).contains(['a', 'e', 'i', 'o', 'u', 'y']);
        } else {
            vowels &= c == '?';
        }
        before = Some(c);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::has_replaced;

    #[test]
    fn question_marks_in_the_place_of_letters() {
        for cell in
            ["S? Y t?", "Ti?n ??", "?ang tri?n khai", "B? N?i v?", "tr\u{FFFD} em", "Đã x? lý"]
        {
            assert!(has_replaced(cell), "{cell}");
        }
        for cell in [
            "Đã xong chưa?",
            "Bao nhiêu trẻ em? Bao giờ?",
            "???",
            "? chưa rõ",
            "https://khanhhoa.gov.vn/a.php?id=1&b=2",
            "xem a.php?id=1",
            "(khi nào?)",
            "Sao?!",
            "Đã xong chưa?Chưa xong",
            "chu\u{309} gi\u{300}? gi\u{300}?\"",
        ] {
            assert!(!has_replaced(cell), "{cell}");
        }
    }
}
