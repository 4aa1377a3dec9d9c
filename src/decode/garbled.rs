//! Garbled cells of a Unicode table: typed in an old font, or UTF-8 decoded as something else and
//! saved again.
//!
//! Owns which of them are repaired (F106), and F117 for those that may be garbled but are too short
//! or too mixed to be certain. A cell that makes sense as written is never changed unless
//! everything else in its row is in the legacy encoding. Longer than other files by its tests.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::byte_counts::{self, ByteCounts};
use super::encoding;
use super::evidence::{self, Reading, Sense, Words, beginning, sense};
use super::reencoded::CODE_PAGES;
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
/// How often a text is taken back through a code page at most.
const MAX_PASSES: usize = 3;
/// How many cells a message names.
const NAMED: usize = 5;

/// The cause of garbling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Cause {
    /// Typed in an old font, or in a legacy code page decoded as a Western one.
    Font(Reading),
    /// UTF-8 decoded as something else.
    Reencoded,
}

/// The likely original of a cell that makes no sense as written.
#[derive(Debug)]
struct Guess {
    cause: Cause,
    after: String,
    /// How many words support it.
    words: u32,
    /// Whether nothing contradicts it.
    clean: bool,
}

/// Record and column of a cell, and its likely original.
type GarbledCell = (usize, usize, Guess);

/// The possible originals of a garbled heading, most likely first.
pub(super) fn meanings(heading: &str) -> impl Iterator<Item = String> {
    let garbled = (!heading.is_ascii()).then_some(heading);
    let reencoded = CODE_PAGES.iter().filter_map(move |page| page.undo(garbled?));
    let fonts = evidence::LEGACY.iter().filter_map(move |way| Some(way.of(garbled?).into_owned()));
    reencoded.chain(fonts)
}

/// Fast path: whether a text may hold anything garbled.
pub(super) fn may_be_in(byte_counts: ByteCounts) -> bool {
    byte_counts.western_signs > 0 || byte_counts.unlikely_letters > 0 || byte_counts.math_signs > 0
}

/// Repairs the garbled cells of a table and reports them, and cells in VIQR.
pub(super) fn check(table: &mut Table, byte_counts: ByteCounts, sink: &mut Sink) {
    repair(table, byte_counts, sink);
    if byte_counts.viqr_signs > 0 {
        viqr::check(table, sink);
    }
}

/// Repairs garbled cells where the original is certain, and reports all of them.
fn repair(table: &mut Table, byte_counts: ByteCounts, sink: &mut Sink) {
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
    let (consistent, uncertain) = in_legacy_rows(table, &repaired, &doubtful);
    repaired.extend(consistent);
    doubtful.extend(uncertain);
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
            [before, 0xC3, next, ..] => byte_counts::is_unlikely_letter(before, next),
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
    match bytes.get(at + 1) {
        Some(0xA0) => preceding() == "Ã".as_bytes(),
        Some(0xB0) => preceding() == "Æ".as_bytes() || inside(),
        Some(0xBB) => preceding() == "á".as_bytes() || inside(),
        Some(0x80..=0x9F) | None => false,
        Some(0xAB | 0xB1..=0xB3 | 0xBC..=0xBE) => inside(),
        Some(_) => true,
    }
}

/// Whether all words of a cell make sense as written.
fn is_sound<'t>(cell: &'t str, known: &mut HashMap<&'t str, bool>) -> bool {
    evidence::words(cell)
        .all(|word| *known.entry(word).or_insert_with(|| sense(word) != Sense::Unsound))
}

/// The likely original of a cell that makes no sense.
fn guess(cell: &str) -> Option<Guess> {
    let reencoded = CODE_PAGES.iter().find_map(|page| {
        let (mut after, mut passes) = (page.undo(cell)?, 1);
        loop {
            let (sound_words, unsound_words) = counts(&after);
            if sound_words > unsound_words {
                return Some(Guess {
                    cause: Cause::Reencoded,
                    after,
                    words: sound_words,
                    clean: true,
                });
            }
            // The text passed through the code page more than once.
            after = page.undo(&after).filter(|_| passes < MAX_PASSES)?;
            passes += 1;
        }
    });
    reencoded.or_else(|| font(cell)).or_else(|| partial(cell))
}

/// The numbers of sound and unsound words in a text.
fn counts(text: &str) -> (u32, u32) {
    evidence::words(text).map(sense).fold((0, 0), |(sound_words, unsound_words), sense| match sense
    {
        Sense::Sound => (sound_words + 1, unsound_words),
        Sense::Neutral => (sound_words, unsound_words),
        Sense::Unsound => (sound_words, unsound_words + 1),
    })
}

/// The font that explains a cell best.
fn font(cell: &str) -> Option<Guess> {
    let words = Words::of(cell);
    let (way, rival) = words.best_explaining();
    let gained = words.explained_by(way);
    let rival = rival.filter(|rival| words.explained_by(*rival) * 10 >= gained * 7);
    let after = way.of(cell).into_owned();
    // A single word may be a foreign name: then every other word must be Vietnamese.
    let enough = gained > 1 || (gained == 1 && words.modern == 0 && is_all_vietnamese(&after));
    if !enough {
        return None;
    }
    let clean = speaks_for(&words, way) && rival.is_none();
    let after = if clean { after } else { by_words(cell, |word| way.of(word).into_owned()) };
    Some(Guess { cause: Cause::Font(way), after, words: gained, clean })
}

/// Whether a whole cell is consistent with a reading.
fn speaks_for(words: &Words<'_>, way: Reading) -> bool {
    words.modern == 0
        && words.broken_by(way) == 0
        && words.unsound_under(way) * 4 <= words.explained_by(way)
}

/// Whether the words of a text are syllables, ASCII words included; one in four may be a name.
fn is_all_vietnamese(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let (mut all, mut sound) = (0, 0);
    for word in words {
        all += 1;
        sound += usize::from(crate::text::syllable::is_syllable(word));
    }
    sound * 4 >= all * 3
}

/// Partial repair of misread UTF-8, where some bytes are lost or other words are sound.
fn partial(cell: &str) -> Option<Guess> {
    CODE_PAGES.iter().find_map(|page| {
        let mut words = 0;
        let after = by_words(cell, |word| {
            let after = page.undo(word).unwrap_or_else(|| page.undo_lossy(word));
            words += counts(&after).0;
            after
        });
        (words > 0).then_some(Guess { cause: Cause::Reencoded, after, words, clean: false })
    })
}

/// Replaces the garbled words of a cell one by one.
fn by_words(cell: &str, mut word: impl FnMut(&str) -> String) -> String {
    let pieces = cell.split_inclusive(' ').map(|piece| match counts(piece) {
        (0, 1..) => Cow::Owned(word(piece)),
        _ => Cow::Borrowed(piece),
    });
    pieces.collect()
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

/// Cells that make sense both ways, in rows otherwise in one legacy encoding: those whose column is
/// known to be in it too, and those without evidence.
fn in_legacy_rows(
    table: &Table,
    repaired: &[GarbledCell],
    doubtful: &[GarbledCell],
) -> (Vec<GarbledCell>, Vec<GarbledCell>) {
    let (mut consistent, mut uncertain) = (Vec::new(), Vec::new());
    let doubtful_records: HashSet<usize> = doubtful.iter().map(|(record, ..)| *record).collect();
    let mut today: HashMap<usize, bool> = HashMap::new();
    let written: HashSet<(usize, Cause)> =
        repaired.iter().map(|(_, column, guess)| (*column, guess.cause)).collect();
    for row in repaired.chunk_by(|(a, ..), (b, ..)| a == b) {
        let (record, _, first) = &row[0];
        let Cause::Font(way) = first.cause else { continue };
        if row.iter().any(|(.., guess)| guess.cause != first.cause)
            || doubtful_records.contains(record)
        {
            continue;
        }
        let others = columns(table, *record)
            .filter(|n| row.binary_search_by_key(n, |(_, column, _)| *column).is_err())
            .map(|n| (n, table.field(*record, n)))
            .filter(|(_, cell)| evidence::words(cell).next().is_some());
        let others: Vec<(usize, &str)> = others.collect();
        let fits = |cell: &str| {
            let words = Words::of(cell);
            words.modern == 0 && words.unsound_under(way) == 0
        };
        if !others.iter().all(|(_, cell)| fits(cell)) {
            continue;
        }
        for (column, cell) in others {
            let after = way.of(cell).into_owned();
            if after == cell {
                continue;
            }
            let guess = Guess { cause: first.cause, after, words: 0, clean: true };
            let old = written.contains(&(column, first.cause));
            let today = *today.entry(column).or_insert_with(|| is_unicode(table, column));
            match (old, today) {
                (true, false) => consistent.push((*record, column, guess)),
                // A sound cell in a column of modern text is what it seems to be.
                (false, true) => {}
                _ => uncertain.push((*record, column, guess)),
            }
        }
    }
    (consistent, uncertain)
}

/// Whether a cell below the heading of a column holds letters that no legacy encoding has.
fn is_unicode(table: &Table, column: usize) -> bool {
    let mut cells = (table.header + 1..table.len()).map(|record| table.field(record, column));
    cells.any(|cell| Words::of(cell).modern > 0)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_abroad_are_not_asked_about() {
        for cell in [
            "Médecins sans Frontières, São Paulo, José, Ñuñoa, Müller, Århus",
            "Hội thảo tại Köln, Đắk Lắk, Buôn Đôn",
            "20 °C; 5 µg/m³; ½; «a»; ©; 3 × 5 m²",
            "HĐND, ĐHQG, QĐ-UBND, TƯ Đoàn",
            "café, crème brûlée, Noël, naïve, Zürich, Bär, Hans Bär",
            "· Mở lớp; · Phát sổ tay",
        ] {
            assert!(guess(cell).is_none(), "{cell} {:?}", guess(cell));
        }
    }
}
