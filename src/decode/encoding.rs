//! Bytes → text: detects the encoding from evidence over the whole file.
//!
//! The order of checks: byte order mark, UTF-16 by the positions of zero bytes, UTF-8 if all bytes
//! are valid, then legacy encodings by the syllables they yield. Text typed in an old font or
//! converted once too often is repaired too. Owns the wording of F105, F106, F108 and of a file
//! truncated inside a character. A conversion is reported; an ambiguous text is refused.

use super::body::Body;
use super::byte_counts::ByteCounts;
use super::evidence::{self, Reading, Verdict, Words};
use super::replaced;
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::source::{Source, Span, line_ends};

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&INVALID_BYTES, &LEGACY_ENCODING, &TRUNCATED, &NUL_BYTES];

pub(crate) static INVALID_BYTES: Code =
    code!(error, "F105", "invalid-bytes", "Tệp có ký tự không đọc được");
pub(crate) static LEGACY_ENCODING: Code =
    code!(warning, "F106", "legacy-encoding", "Tệp dùng bảng mã hoặc phông chữ cũ");
/// F107, raised here for a file truncated inside a character, and by the audit of quotes.
pub(crate) static TRUNCATED: Code = code!(error, "F107", "truncated", "Tệp kết thúc giữa chừng");
pub(crate) static NUL_BYTES: Code = code!(error, "F108", "nul-bytes", "Tệp có ký tự rỗng");

/// The UTF-8 byte order mark.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";
const SAVE_AS: &str = "Mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu “CSV UTF-8 (Comma delimited)”, rồi gửi lại; trong LibreOffice thì lưu kiểu “Văn bản CSV (.csv)”, bộ ký tự “Unicode (UTF-8)”.";
const SEND_AGAIN: &str = "Chép hoặc gửi lại tệp; nếu vẫn còn lỗi này thì mở tệp gốc bằng Excel và lưu lại theo kiểu “CSV UTF-8 (Comma delimited)”.";

const JOINED: &str = "Thường do ghép tệp của hai máy: mở từng tệp gốc bằng Excel, lưu theo kiểu “CSV UTF-8 (Comma delimited)” rồi mới ghép.";
/// Fewer damaged places than this are transmission damage; more mean another encoding.
const MAX_DAMAGED: usize = 4;

/// A text and its encoding.
#[derive(Debug)]
pub(super) struct Text {
    /// The text, including byte order marks if the file itself is UTF-8.
    pub(super) text: Body,
    /// Length of the byte order marks before the text, in bytes.
    pub(super) skip: usize,
    /// Name of the encoding, such as `utf-16le`.
    pub(super) encoding: &'static str,
    /// Whether the file began with a byte order mark.
    pub(super) bom: bool,
    /// Byte counts of the text.
    pub(super) byte_counts: ByteCounts,
}

impl Text {
    /// The bytes after the byte order mark.
    pub(super) fn body(&self) -> &[u8] {
        &self.text.as_bytes()[self.skip..]
    }
}

/// Decodes a file; `None` if that would be a guess, which is then reported.
pub(super) fn text(source: &Source, sink: &mut Sink) -> Option<Text> {
    let bytes = source.bytes.as_slice();
    let byte_counts = ByteCounts::of(bytes);
    let text = if let Some((order, bom)) = utf16(bytes, byte_counts) {
        let decoded = decode_utf16(source, order, &bytes[if bom { 2 } else { 0 }..], sink)?;
        sink.push(legacy_utf16(source, order));
        let byte_counts = ByteCounts::of(decoded.as_bytes());
        unicode(decoded.into(), Encoding { encoding: order.id(), bom, byte_counts })
    } else if byte_counts.zeros > 0 {
        sink.push(nul(source, bytes));
        return None;
    } else {
        match Body::of_file(&source.bytes) {
            Ok(text) => {
                let written =
                    Encoding { encoding: "utf-8", bom: bytes.starts_with(BOM), byte_counts };
                unicode(text, written)
            }
            Err(error) => other(source, error, sink)?,
        }
    };
    if text.byte_counts.zeros > 0 {
        sink.push(nul(source, text.text.as_bytes()));
        return None;
    }
    Some(text)
}

/// The encoding of a Unicode text.
#[derive(Clone, Copy)]
struct Encoding {
    encoding: &'static str,
    bom: bool,
    byte_counts: ByteCounts,
}

/// Byte order of UTF-16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    fn id(self) -> &'static str {
        match self {
            Self::Little => "utf-16le",
            Self::Big => "utf-16be",
        }
    }
}

/// Whether a file is UTF-16, and whether a byte order mark says so. Without one the zero bytes
/// decide: most characters of a Vietnamese table are ASCII or Latin-1, whose upper byte is zero.
pub(super) fn utf16(bytes: &[u8], byte_counts: ByteCounts) -> Option<(Order, bool)> {
    if bytes.starts_with(b"\xFF\xFE") {
        return Some((Order::Little, true));
    }
    if bytes.starts_with(b"\xFE\xFF") {
        return Some((Order::Big, true));
    }
    if byte_counts.zeros == 0 {
        return None;
    }
    let units = bytes.len() / 2;
    let odd = memchr::memchr_iter(0, bytes).filter(|at| at % 2 == 1).count();
    let even = byte_counts.zeros - odd;
    let mostly = |these: usize, those: usize| these > 3 && these * 8 >= units && those * 4 <= these;
    if mostly(odd, even) {
        Some((Order::Little, false))
    } else if mostly(even, odd) {
        Some((Order::Big, false))
    } else {
        None
    }
}

/// Decodes UTF-16; an unpaired surrogate is reported and stops decoding.
fn decode_utf16(source: &Source, order: Order, bytes: &[u8], sink: &mut Sink) -> Option<String> {
    let units = bytes.chunks_exact(2).map(|pair| match order {
        Order::Little => u16::from_le_bytes([pair[0], pair[1]]),
        Order::Big => u16::from_be_bytes([pair[0], pair[1]]),
    });
    let mut text = String::with_capacity(bytes.len());
    let mut bad: Vec<usize> = Vec::new();
    for unit in char::decode_utf16(units) {
        match unit {
            // Some programs write the byte order mark twice.
            Ok('\u{FEFF}') if text.is_empty() => {}
            Ok(c) => text.push(c),
            Err(_) => {
                bad.push(text.len());
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    let last = text.len().saturating_sub('\u{FFFD}'.len_utf8());
    let truncated = bytes.len() % 2 == 1 || bad.last().is_some_and(|at| *at == last);
    match bad.as_slice() {
        [] if !truncated => return Some(text),
        [] => sink.push(truncated_file(source, text.as_bytes(), text.len())),
        [only] if truncated => sink.push(truncated_file(source, text.as_bytes(), *only)),
        [first, ..] => sink.push(invalid(source, text.as_bytes(), *first, bad.len())),
    }
    None
}

/// A Unicode text.
fn unicode(text: Body, written: Encoding) -> Text {
    let Encoding { encoding, bom, byte_counts } = written;
    let marks = text.as_bytes().chunks_exact(BOM.len()).take_while(|chunk| *chunk == BOM).count();
    Text { text, skip: marks * BOM.len(), encoding, bom, byte_counts }
}

/// Decodes a file that is neither UTF-16 nor UTF-8.
fn other(source: &Source, error: std::str::Utf8Error, sink: &mut Sink) -> Option<Text> {
    let bytes = source.bytes.as_slice();
    let at = error.valid_up_to();
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| is_of_vietnamese(*c)).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // Two bytes of a legacy text hardly ever form a Vietnamese letter in UTF-8: where most do, the
    // file is UTF-8 with damaged bytes.
    if good >= bad || bytes.starts_with(BOM) {
        sink.push(match error.error_len() {
            None => truncated_file(source, bytes, at),
            Some(_) if bad >= MAX_DAMAGED => partly(source, bytes, at, bad),
            Some(_) => invalid(source, bytes, at, bad),
        });
        return None;
    }
    let western = evidence::western(bytes);
    let verdict = Words::of(&western).verdict();
    let is_weak = match verdict {
        Verdict::Leave | Verdict::Close(..) => true,
        Verdict::Clear(reading, _) => reading.is_rare(),
        Verdict::NoEvidence => false,
    };
    let (reading, rival) = match verdict {
        // All have the same cause then: most letters are lost.
        _ if is_weak && replaced::has_many(&western) => {
            let message = "Tệp mất chữ: dấu “?” đứng vào chỗ của nhiều chữ tiếng Việt, và bảng mã của phần còn lại không nhận ra được. Chữ đã mất từ trước khi gửi, không khôi phục được từ tệp này.";
            let help =
                "Xin lại tệp gốc, mở bằng Excel và lưu theo kiểu “CSV UTF-8 (Comma delimited)”.";
            sink.push(damaged(source, &INVALID_BYTES, bytes, at, message.to_owned(), help));
            return None;
        }
        Verdict::Clear(reading, rival) => (reading, rival),
        // Only dashes and curled quotes, which the legacy encodings share.
        Verdict::NoEvidence if !western.chars().any(|c| ('\u{80}'..'\u{A0}').contains(&c)) => {
            (Reading::Windows1258, None)
        }
        Verdict::NoEvidence | Verdict::Leave => {
            sink.push(unknown(source, &western, bytes, at, bad));
            return None;
        }
        Verdict::Close(one, other) => {
            sink.push(two_readings(source, &western, one, other));
            return None;
        }
    };
    if let Some(word) = evidence::contradiction(&western, reading, ends_of_cells(bytes)) {
        sink.push(two_ways(source, &western, reading, word));
        return None;
    }
    sink.push(legacy_text(Place::of_file(&source.name), &western, reading, rival));
    let text = reading.of(&western).into_owned();
    let byte_counts = ByteCounts::of(text.as_bytes());
    Some(Text { text: text.into(), skip: 0, encoding: reading.id(), bom: false, byte_counts })
}

/// Vietnamese letters, their marks, and signs common in Vietnamese text.
fn is_of_vietnamese(c: char) -> bool {
    matches!(c, 'À'..='ư' | '\u{300}'..='\u{323}' | 'Ạ'..='ỹ' | '\u{2010}'..='\u{2026}')
}

/// The likely delimiters, from the first lines: a comma does not count where another delimiter is
/// more frequent.
fn ends_of_cells(bytes: &[u8]) -> &'static [char] {
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).take(4).last().unwrap_or(bytes.len());
    let count = |mark: u8| memchr::memchr_iter(mark, &bytes[..ends]).count();
    let commas = count(b',');
    match [b';', b'\t', b'|'].iter().any(|mark| count(*mark) >= commas) {
        true => &[';', '\t', '|', '"', '\n', '\r'],
        false => &[',', '"', '\n', '\r'],
    }
}

/// F106 for a converted text or converted cells.
pub(super) fn legacy(place: Place, message: String, before: String) -> Diagnostic {
    Diagnostic::new(&LEGACY_ENCODING, place, message)
        .value(before)
        .expected("chữ Unicode, tệp lưu ở dạng UTF-8")
        .help("Xem chữ trong ví dụ đã đúng chưa. Lần sau gõ bằng phông Unicode (Times New Roman, Arial) và lưu theo kiểu “CSV UTF-8 (Comma delimited)”.")
}

/// F106 for a text decoded as `reading`.
pub(super) fn legacy_text(
    place: Place,
    western: &str,
    reading: Reading,
    rival: Option<Reading>,
) -> Diagnostic {
    let (before, after) = evidence::sample(western, reading);
    let name = reading.vietnamese();
    let message = format!(
        "Tệp dùng bảng mã cũ {name}; chữ đã được chuyển sang Unicode: “{before}” thành “{after}”."
    );
    let finding = legacy(place, message, before.clone());
    let Some(rival) = rival else { return finding };
    let rival_note = format!(
        "Cũng có thể là {}, khi đó ví dụ đọc thành “{}”: nếu chữ này mới đúng thì lưu lại tệp theo kiểu “CSV UTF-8 (Comma delimited)”.",
        rival.vietnamese(),
        rival.of(&before)
    );
    finding.help(rival_note)
}

/// F106 for cells of a workbook typed in an old font.
pub(super) fn old_font(
    place: Place,
    reading: Reading,
    cells: usize,
    (before, after): (&str, &str),
) -> Diagnostic {
    let (before, after) = (evidence::beginning(before), evidence::beginning(after));
    let message = format!(
        "Có {cells} ô gõ bằng phông chữ cũ {}; chữ đã được chuyển sang Unicode: “{before}” thành “{after}”.",
        reading.vietnamese()
    );
    legacy(place, message, before.to_owned())
}

fn legacy_utf16(source: &Source, order: Order) -> Diagnostic {
    let message = "Tệp được lưu ở kiểu “Unicode Text” (UTF-16) và đã được đọc đủ chữ.";
    Diagnostic::new(&LEGACY_ENCODING, Place::of_file(&source.name), message)
        .value(order.id().to_uppercase())
        .expected("tệp lưu ở dạng UTF-8")
        .help("Không cần sửa lần này; lần sau lưu theo kiểu “CSV UTF-8 (Comma delimited)”.")
}

/// F105 for a text in two encodings, placed at the first word of the rarer one.
fn two_ways(source: &Source, western: &str, reading: Reading, word: &str) -> Diagnostic {
    // The word is a slice of the text, so the pointer difference is its offset.
    let at = word.as_ptr() as usize - western.as_ptr() as usize;
    let (line, column) = line_and_column(western.as_bytes(), at);
    let (sample, _) = evidence::sample(western, reading);
    let first = western.find(&sample).unwrap_or(0);
    let (first_line, first_column) = line_and_column(western.as_bytes(), first);
    let name = reading.vietnamese();
    let way = if evidence::is_utf8(word) { "là UTF-8" } else { "thì không" };
    let message = format!(
        "Tệp lẫn hai kiểu chữ: chỗ đầu tiên theo {name} ở dòng {first_line}, vị trí {first_column}, còn chỗ ở dòng {line}, vị trí {column} {way}; đọc theo một kiểu thì chỗ kia sai chữ, nên tệp không được đọc."
    );
    let cell: String = western[at..].split([';', ',', '\t', '"', '\n', '\r']).take(1).collect();
    Diagnostic::new(&INVALID_BYTES, Place::of_text(&source.name, line, column), message)
        .value(evidence::beginning(&cell))
        .expected("cả tệp một kiểu chữ, tốt nhất là UTF-8")
        .help(JOINED)
}

/// F105 for bytes that no known encoding explains.
fn unknown(source: &Source, western: &str, bytes: &[u8], at: usize, bad: usize) -> Diagnostic {
    match evidence::words(western).any(evidence::is_utf8) {
        true => partly(source, bytes, at, bad),
        false => invalid(source, bytes, at, bad),
    }
}

/// F105 for UTF-8 mixed with something else, with the first place of each.
fn partly(source: &Source, bytes: &[u8], at: usize, bad: usize) -> Diagnostic {
    let mut offset = 0;
    let first = bytes.utf8_chunks().find_map(|chunk| {
        let letter = chunk.valid().char_indices().find(|(_, c)| is_of_vietnamese(*c));
        let found = letter.map(|(n, _)| offset + n);
        offset += chunk.valid().len() + chunk.invalid().len();
        found
    });
    let Some(first) = first else { return invalid(source, bytes, at, bad) };
    let (good_line, good_column) = line_and_column(bytes, first);
    let (line, column) = line_and_column(bytes, at);
    let message = format!(
        "Tệp lẫn hai kiểu chữ: chữ UTF-8 (chỗ đầu tiên ở dòng {good_line}, vị trí {good_column}) và {bad} chỗ không phải UTF-8 (chỗ đầu tiên ở dòng {line}, vị trí {column}); đọc theo một kiểu thì chỗ kia sai chữ, nên tệp không được đọc."
    );
    damaged(source, &INVALID_BYTES, bytes, at, message, JOINED)
}

/// F105 for a text that two readings explain.
fn two_readings(source: &Source, western: &str, one: Reading, other: Reading) -> Diagnostic {
    let (before, first) = evidence::sample(western, one);
    let second = other.of(&before);
    let message = format!(
        "Chữ có dấu trong tệp đọc được theo hai cách: {} thành “{first}”, {} thành “{second}”; không rõ cách nào đúng.",
        one.vietnamese(),
        other.vietnamese()
    );
    let at = western.find(&before).unwrap_or(0);
    let (line, column) = line_and_column(western.as_bytes(), at);
    Diagnostic::new(&INVALID_BYTES, Place::of_text(&source.name, line, column), message)
        .value(before.clone())
        .expected("chữ ở dạng UTF-8")
        .help(SAVE_AS)
}

/// F105: bytes that are not characters.
fn invalid(source: &Source, bytes: &[u8], at: usize, count: usize) -> Diagnostic {
    let (line, column) = line_and_column(bytes, at);
    let message = format!(
        "Tệp có {count} chỗ không đọc được thành chữ, chỗ đầu tiên ở dòng {line}, vị trí {column}; thường vì tệp chưa được lưu ở dạng UTF-8 hoặc bị hỏng khi gửi."
    );
    damaged(source, &INVALID_BYTES, bytes, at, message, SAVE_AS)
}

/// F107: the file ends inside a character.
fn truncated_file(source: &Source, bytes: &[u8], at: usize) -> Diagnostic {
    let (line, column) = line_and_column(bytes, at);
    let message = format!(
        "Tệp bị cắt giữa chừng: chữ cuối cùng (dòng {line}, vị trí {column}) không trọn vẹn, phần sau có thể đã mất."
    );
    damaged(source, &TRUNCATED, bytes, at, message, SEND_AGAIN)
}

/// F108: zero bytes in a text.
fn nul(source: &Source, bytes: &[u8]) -> Diagnostic {
    let at = memchr::memchr(0, bytes).unwrap_or(0);
    let count = memchr::memchr_iter(0, bytes).count();
    let (line, column) = line_and_column(bytes, at);
    let message = format!(
        "Tệp có {count} ký tự rỗng, ký tự đầu tiên ở dòng {line}, vị trí {column}; thường vì tệp bị hỏng khi chép hoặc gửi."
    );
    damaged(source, &NUL_BYTES, bytes, at, message, SEND_AGAIN)
}

/// A finding at one byte, with some text on both sides so that readers find the place.
pub(super) fn damaged(
    source: &Source,
    code: &'static Code,
    bytes: &[u8],
    at: usize,
    message: String,
    help: &str,
) -> Diagnostic {
    let (line, column) = line_and_column(bytes, at);
    let before = String::from_utf8_lossy(&bytes[line_start(bytes, at)..at]);
    let skipped = before.chars().count().saturating_sub(15);
    let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |n| at + n);
    let sample = format!(
        "{}{}",
        before.chars().skip(skipped).collect::<String>(),
        String::from_utf8_lossy(&bytes[at..end.min(at + 15)]).replace('\0', "\u{FFFD}")
    );
    let span = Span::new(at, (at + 1).min(bytes.len()));
    let place = Place::of_text(&source.name, line, column).spanning(span);
    Diagnostic::new(code, place, message).value(sample).expected("chữ ở dạng UTF-8").help(help)
}

/// The physical line of a byte, and its column in characters. A byte order mark does not count.
pub(super) fn line_and_column(bytes: &[u8], at: usize) -> (u32, u32) {
    let before = String::from_utf8_lossy(&bytes[line_start(bytes, at)..at]);
    let column = before.chars().filter(|c| *c != '\u{FEFF}').count() as u32 + 1;
    (line_ends(&bytes[..at]) + 1, column)
}

fn line_start(bytes: &[u8], at: usize) -> usize {
    let start = memchr::memrchr2(b'\n', b'\r', &bytes[..at]).map_or(0, |n| n + 1);
    if start == 0 && bytes.starts_with(BOM) { BOM.len().min(at) } else { start }
}
