//! Texts that must be UTF-8 because they are written for this program: YAML, templates, saved
//! views.
//!
//! Owns the wording for other encodings: the detected encoding, the place of the fault, and how to
//! save the file. Guesses nothing; tables of agencies are decoded by `super::encoding`.

use super::byte_counts::ByteCounts;
use super::encoding::{damaged, line_and_column, utf16};
use crate::diag::{Code, Diagnostic, Place};
use crate::source::Source;

const SAVE_AGAIN: &str = "Mở tệp bằng Notepad, chọn Lưu thành (Save As), ở ô Mã hóa (Encoding) chọn UTF-8, xem lại chữ có dấu rồi lưu.";

/// The text of a file without byte order marks, or a finding of `code` if it is not UTF-8.
pub fn utf8<'a>(source: &'a Source, code: &'static Code) -> Result<&'a str, Box<Diagnostic>> {
    let bytes = source.bytes.as_slice();
    let byte_counts = ByteCounts::of(bytes);
    if utf16(bytes, byte_counts).is_some() {
        let message = "Tệp được lưu ở kiểu “Unicode” (UTF-16), không phải UTF-8.";
        let finding = Diagnostic::new(code, Place::of_file(&source.name), message)
            .value("UTF-16")
            .expected("tệp lưu ở dạng UTF-8")
            .help(SAVE_AGAIN);
        return Err(Box::new(finding));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let count = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
        let at = error.valid_up_to();
        let (line, column) = line_and_column(bytes, at);
        let message = format!(
            "Tệp có {count} chỗ không phải chữ UTF-8, chỗ đầu tiên ở dòng {line}, ký tự thứ {column}; thường vì tệp được lưu theo bảng mã khác, như Windows-1258 hoặc ANSI."
        );
        Box::new(damaged(source, code, bytes, at, message, SAVE_AGAIN))
    })?;
    if let Some(at) = memchr::memchr(0, bytes) {
        let (line, column) = line_and_column(bytes, at);
        let message = format!(
            "Tệp có {} ký tự rỗng, ký tự đầu tiên ở dòng {line}, ký tự thứ {column}; thường vì tệp bị hỏng khi chép hoặc gửi.",
            byte_counts.zeros
        );
        let help = "Chép hoặc gửi lại tệp; nếu vẫn còn lỗi này thì gõ lại dòng được nêu.";
        return Err(Box::new(damaged(source, code, bytes, at, message, help)));
    }
    Ok(text.trim_start_matches('\u{FEFF}'))
}

#[cfg(test)]
mod tests {
    use super::utf8;
    use crate::decode::yaml::YAML_SYNTAX;
    use crate::source::Source;

    #[test]
    fn what_is_no_utf8_is_told_with_its_place() {
        let fault = |bytes: &[u8]| {
            let source = Source::new("period.yaml", bytes);
            let finding = utf8(&source, &YAML_SYNTAX).expect_err("a finding");
            (finding.place.line(), finding.place.column(), finding.message, finding.value)
        };
        let (line, column, message, value) = fault(&["a: 1\nđộ: S".as_bytes(), b"\xF4\n"].concat());
        assert_eq!((line, column), (Some(2), Some(6)), "{message} {value:?}");
        let (line, column, message, value) = fault(b"period: 2026-Q1\r\nnotice: S\xF4 li\xEAu\r\n");
        assert_eq!((line, column), (Some(2), Some(10)));
        assert!(message.contains("2 chỗ") && message.contains("dòng 2"), "{message}");
        assert_eq!(value.as_deref(), Some("notice: S\u{FFFD} li\u{FFFD}u"));
        let wide = |text: &str, order: fn(u16) -> [u8; 2]| {
            text.encode_utf16().flat_map(order).collect::<Vec<u8>>()
        };
        for bytes in [
            wide("\u{FEFF}period: 2026-Q1\n", u16::to_le_bytes),
            wide("\u{FEFF}period: 2026-Q1\n", u16::to_be_bytes),
            wide("period: 2026-Q1\n", u16::to_le_bytes),
            wide("period: 2026-Q1\n", u16::to_be_bytes),
        ] {
            let (line, _, message, _) = fault(&bytes);
            assert_eq!(line, None);
            assert!(message.contains("UTF-16"), "{message}");
        }
        let (line, column, message, _) = fault(b"period: 2026-Q1\nas\0_of: 2026-03-20\n");
        assert_eq!((line, column), (Some(2), Some(3)));
        assert!(message.contains("ký tự rỗng"), "{message}");
        let marked = Source::new("a.yaml", "\u{FEFF}\u{FEFF}period: 2026-Q1");
        assert_eq!(utf8(&marked, &YAML_SYNTAX).ok(), Some("period: 2026-Q1"));
    }
}
