//! Garbled cells of a Unicode table: typed in an old font, or UTF-8 decoded as something else and
//! saved again.
//!
//! Owns which of them are repaired (F106), and F117 for those that may be garbled but are too short
//! or too mixed to be certain. A cell that makes sense as written is never changed unless
//! everything else in its row is in the legacy encoding.

use std::collections::HashMap;

use super::byte_counts::{self, ByteCounts};
use super::encoding;
use super::evidence::{self, Sense, Words, beginning, sense};
use super::guess::{Cause, Guess, counts, guess, speaks_for};
use super::legacy_rows::{Garbled, GarbledCell, neighbours};
use super::table::Table;
use super::viqr;
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::source::cell_on;
use crate::text::fold;

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&GARBLED_CELL];

static GARBLED_CELL: Code =
    code!(warning, "F117", "garbled-cell", "Chữ trong ô có vẻ sai phông hoặc sai bảng mã");

/// This many words that only one reading explains are not chance.
const ENOUGH_WORDS: u32 = 4;
/// How many cells a message names.
const NAMED: usize = 5;

/// Fast path: whether a text may hold anything garbled.
pub(super) fn may_be_in(byte_counts: ByteCounts) -> bool {
    byte_counts.western_signs > 0 || byte_counts.unlikely_letters > 0 || byte_counts.math_signs > 0
}

/// Repairs the garbled cells of a table and reports them, and cells in VIQR. `known` reports whether
/// a text is a heading the reader understands.
pub(super) fn check(
    table: &mut Table,
    byte_counts: ByteCounts,
    known: &dyn Fn(&str) -> bool,
    sink: &mut Sink,
) {
    repair(table, byte_counts, known, sink);
    if byte_counts.viqr_signs > 0 {
        viqr::check(table, sink);
    }
}

/// Repairs garbled cells where the original is certain, and reports all of them.
fn repair(
    table: &mut Table,
    byte_counts: ByteCounts,
    known: &dyn Fn(&str) -> bool,
    sink: &mut Sink,
) {
    if !may_be_in(byte_counts) {
        return;
    }
    let mut sound = HashMap::new();
    // In most tables only a few records are suspects, and they turn out to be sound.
    let mut suspects = suspects(table, byte_counts).into_iter();
    if !suspects
        .any(|record| columns(table, record).any(|n| !is_sound(table.field(record, n), &mut sound)))
    {
        return;
    }
    let mut guesses = Vec::new();
    for record in 0..table.len() {
        for column in columns(table, record) {
            let cell = table.field(record, column);
            if !cell.is_ascii() && !is_sound(cell, &mut sound) {
                guesses.extend(guess(cell).map(|guess| (record, column, guess)));
            }
        }
    }
    drop(sound);
    if guesses.is_empty() {
        return;
    }
    // Without any modern Vietnamese letter the whole file is in the legacy encoding.
    let modern = memchr::memchr(0xE1, table.text.as_bytes()).is_some();
    let whole_file = !modern && table.sheet.is_none();
    let certain = certain(&guesses, whole_file);
    let (mut repaired, mut doubtful) = (Vec::new(), Vec::new());
    for (record, column, guess) in guesses {
        match confirm(table.field(record, column), guess, &certain) {
            Ok(guess) => repaired.push((record, column, guess)),
            Err(guess) => doubtful.push((record, column, guess)),
        }
    }
    let garbled = Garbled { repaired: &repaired, doubtful: &doubtful };
    let beside = neighbours(table, &garbled, known);
    repaired.extend(beside.consistent);
    doubtful.extend(beside.uncertain);
    doubtful.sort_by_key(|(record, column, _)| (*record, *column));
    repaired.sort_by_key(|(record, column, _)| (*record, *column));
    for cause in certain {
        sink.push(legacy_cells(table, cause, &repaired, whole_file && doubtful.is_empty()));
    }
    for (record, column, guess) in &doubtful {
        sink.push(garbled_cell(table, *record, *column, guess));
    }
    table.garbled = doubtful.iter().map(|(record, column, _)| (*record, *column)).collect();
    if whole_file
        && doubtful.is_empty()
        && let Some((.., guess)) = repaired.first()
        && let Cause::Font(way) = guess.cause
    {
        table.encoding = way.id();
    }
    for (record, column, guess) in repaired {
        table.replace_field(record, column, &guess.after);
    }
}

/// The column indices of a record.
fn columns(table: &Table, record: usize) -> std::ops::Range<usize> {
    0..table.width(record)
}

/// The records that hold a sign or letter frequent in misread text.
fn suspects(table: &Table, byte_counts: ByteCounts) -> Vec<usize> {
    let bytes = table.text.as_bytes();
    // Bytes with a count of zero are not searched for: C3 occurs in nearly every word.
    let of = |byte: u8, count: usize| {
        let bytes = if count > 0 { bytes } else { &[] };
        memchr::memchr_iter(byte, bytes)
    };
    let signs = of(0xC2, byte_counts.western_signs).filter(|at| is_telling(bytes, *at));
    let letters =
        of(0xC3, byte_counts.unlikely_letters).filter(|at| match bytes[at.saturating_sub(1)..] {
            [before, 0xC3, next, after, ..] => byte_counts::is_unlikely_letter(before, next, after),
            _ => false,
        });
    // Mathematical signs, as Mac OS Roman shows UTF-8.
    let [mark, second] = byte_counts::MATH_SIGN;
    let marks = of(mark, byte_counts.math_signs).filter(|at| bytes.get(at + 1) == Some(&second));
    let (mut records, mut seen) = (Vec::new(), 0..0);
    for at in signs.chain(letters).chain(marks) {
        if seen.contains(&at) {
            continue;
        }
        let next = table.records.partition_point(|r| r.start as usize <= at);
        let Some(record) = next.checked_sub(1) else { continue };
        let end = table.records.get(next).map_or(bytes.len(), |r| r.start as usize);
        seen = table.records[record].start as usize..end;
        records.push(record);
    }
    records.sort_unstable();
    records.dedup();
    records
}

/// Whether the sign at `at` is typical of misread text. A space, a degree, a square, a fraction or
/// a quotation mark is not, unless it is inside a word or follows a letter that precedes it in
/// misread UTF-8.
fn is_telling(bytes: &[u8], at: usize) -> bool {
    let preceding = || bytes.get(at.saturating_sub(2)..at).unwrap_or_default();
    let inside = || {
        let small = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
        at > 0 && small(at - 1) && small(at + 2)
    };
    // UTF-8 read as Western: the first byte of a letter, then a sign.
    if preceding() == "Ã".as_bytes() {
        return true;
    }
    match bytes.get(at + 1) {
        Some(0xA0) => false,
        Some(0xB0) => preceding() == "Æ".as_bytes() || inside(),
        Some(0xBB) => preceding() == "á".as_bytes() || inside(),
        // Bytes that Western Windows leaves undefined; the other controls stand for dashes and quotes.
        Some(0x81 | 0x8D | 0x8F | 0x90 | 0x9D) => true,
        Some(0x80..=0x9F) | None => false,
        Some(0xB1 | 0xBC..=0xBE) => at > 0 && bytes[at - 1].is_ascii_alphabetic(),
        Some(0xAB | 0xB2..=0xB3) => inside(),
        Some(_) => true,
    }
}

/// Whether all words of a cell make sense as written.
fn is_sound<'t>(cell: &'t str, known: &mut HashMap<&'t str, bool>) -> bool {
    evidence::words(cell)
        .all(|word| *known.entry(word).or_insert_with(|| sense(word) != Sense::Unsound))
}

/// The causes that are certain: enough words of one cell support them, or of all cells if nothing
/// is in modern encoding.
fn certain(guesses: &[GarbledCell], whole_file: bool) -> Vec<Cause> {
    let (mut certain, mut tried) = (Vec::new(), Vec::new());
    for (.., guess) in guesses {
        if tried.contains(&guess.cause) {
            continue;
        }
        tried.push(guess.cause);
        let alike = guesses.iter().filter(|(.., other)| other.clean && other.cause == guess.cause);
        let words = alike.map(|(.., other)| other.words);
        let enough = if whole_file { words.sum() } else { words.max().unwrap_or(0) };
        if enough >= ENOUGH_WORDS {
            certain.push(guess.cause);
        }
    }
    certain
}

/// The repair of a cell under the only certain cause of this table that explains it; else the guess
/// unchanged.
fn confirm(cell: &str, guess: Guess, certain: &[Cause]) -> Result<Guess, Guess> {
    if guess.clean && certain.contains(&guess.cause) {
        return Ok(guess);
    }
    let Cause::Font(own) = guess.cause else { return Err(guess) };
    let words = Words::of(cell);
    let ways = certain.iter().filter_map(|cause| match cause {
        Cause::Font(way) => Some(*way),
        Cause::Reencoded => None,
    });
    let fit = ways.filter(|way| speaks_for(&words, *way));
    let gains = fit.map(|way| (words.explained_by(way), way)).filter(|(gain, _)| *gain > 0);
    let Some((words, way)) = gains.max_by_key(|(gain, way)| (*gain, *way == own)) else {
        return Err(guess);
    };
    Ok(Guess { cause: Cause::Font(way), after: way.of(cell).into_owned(), words, clean: true })
}

/// F106 for the repaired cells.
fn legacy_cells(
    table: &Table,
    cause: Cause,
    repaired: &[GarbledCell],
    whole_file: bool,
) -> Diagnostic {
    let cells: Vec<_> = repaired.iter().filter(|(.., guess)| guess.cause == cause).collect();
    let (record, column, guess) = cells.first().copied().unwrap_or(&repaired[0]);
    let before = beginning(fold::trim(table.field(*record, *column))).to_owned();
    let after = beginning(fold::trim(&guess.after));
    let place = if whole_file {
        Place::of_file(&table.name)
    } else {
        table.cell_place_with_heading(*record, *column)
    };
    let what = match (whole_file, named(table, &cells)) {
        (true, _) => "Chữ trong tệp".to_owned(),
        (false, names) => format!("Có {} ô ({names})", cells.len()),
    };
    let message = match cause {
        Cause::Font(way) if whole_file => {
            let name = way.vietnamese();
            format!(
                "Tệp dùng bảng mã cũ {name}; chữ đã được chuyển sang Unicode: “{before}” thành “{after}”."
            )
        }
        Cause::Font(way) => {
            let name = way.vietnamese();
            format!(
                "{what} gõ bằng phông chữ cũ {name}; chữ đã được chuyển sang Unicode: “{before}” thành “{after}”."
            )
        }
        Cause::Reencoded => {
            format!(
                "{what} đã bị đổi bảng mã hai lần và đã được đọc lại cho đúng: “{before}” thành “{after}”."
            )
        }
    };
    encoding::legacy(place, message, before)
}

/// The names of the first few cells.
fn named(table: &Table, cells: &[&GarbledCell]) -> String {
    let name = |(record, column, _): &&(usize, usize, Guess)| {
        let sheet = table.sheet.as_ref().map(|sheet| &*sheet.name);
        cell_on(sheet, *column as u32 + 1, table.row_and_line(*record).0)
    };
    let names: Vec<String> = cells.iter().take(NAMED).map(name).collect();
    let more = if cells.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", names.join(", "))
}

/// F117: a cell that may be garbled, as a question.
fn garbled_cell(table: &Table, record: usize, column: usize, guess: &Guess) -> Diagnostic {
    let (before, after) = from_first_garbled(fold::trim(table.field(record, column)), &guess.after);
    let place = table.cell_place_with_heading(record, column);
    let (sound_words, unsound_words) = counts(&after);
    // A repair that explains no more words is no help; box drawing is how MS-DOS shows bytes.
    if unsound_words > sound_words || after.contains(|c| ('\u{2500}'..='\u{259F}').contains(&c)) {
        let message = "Chữ trong ô không đọc được thành tiếng Việt, có lẽ sai bảng mã hoặc sai phông; không rõ là kiểu nào nên chưa được chuyển.";
        return Diagnostic::new(&GARBLED_CELL, place, message)
            .value(before)
            .expected("chữ Unicode đọc được")
            .help("Mở tệp gốc, chép lại ô này hoặc gõ lại bằng phông Unicode (Times New Roman, Arial); nếu chữ đang đúng thì không cần sửa.");
    }
    let cause = match guess.cause {
        Cause::Font(way) => format!("gõ bằng phông chữ cũ {}", way.vietnamese()),
        Cause::Reencoded => "bị đổi bảng mã hai lần".to_owned(),
    };
    let why = match guess.clean {
        true => "ô quá ngắn để biết chắc",
        false => "trong ô lẫn cả chữ khác, hoặc một phần chữ đã mất",
    };
    let message = format!("Chữ trong ô có vẻ {cause}; {why} nên chưa được chuyển.");
    let after = after.replace(char::REPLACEMENT_CHARACTER, "…");
    Diagnostic::new(&GARBLED_CELL, place, message)
        .value(before)
        .expected("chữ Unicode đọc được")
        .help(format!("Có phải ý là “{after}”? Nếu phải thì gõ lại ô này bằng phông Unicode (Times New Roman, Arial); nếu chữ đang đúng thì không cần sửa."))
}

/// The beginnings of both texts, starting near the first garbled word if that is far on.
fn from_first_garbled(before: &str, after: &str) -> (String, String) {
    const FAR: usize = 4;
    let sound = before.split(' ').take_while(|word| counts(word).1 == 0).count();
    let skip = if sound > FAR { sound - 2 } else { 0 };
    let from = |text: &str| {
        let rest = match skip {
            0 => text,
            _ => text.splitn(skip + 1, ' ').last().unwrap_or(text),
        };
        format!("{}{}", if skip > 0 { "… " } else { "" }, beginning(rest))
    };
    let after = fold::trim(after);
    // Words may have been lost together with their spaces.
    match before.matches(' ').count() == after.matches(' ').count() {
        true => (from(before), from(after)),
        false => (beginning(before).to_owned(), beginning(after).to_owned()),
    }
}
