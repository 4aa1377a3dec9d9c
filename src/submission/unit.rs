//! The unit named in a heading, in a line around a table, `Đơn vị tính: triệu đồng`, in a row of it that
//! is no data, in the note of a row, or in the name of the sheet.
//!
//! Only parses the words; H210 and S006 evaluate them.

use super::columns::{Field, Holds, TableKind};
use crate::decode::table::Table;
use crate::plan::UNITS;
use crate::text::multiple::{self, Multiple, is_dong};
use crate::text::{fold, number};

/// Where a unit stands that no heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitPlace {
    /// A row above the headings; 0 for a paragraph.
    Above(u32),
    /// A row below the headings that is no data.
    Below(u32),
    /// The note of a row.
    Note(u32),
    /// A paragraph below the table.
    Under,
    /// The name of the sheet.
    SheetName,
}

/// A unit other than đồng that no heading names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitLine {
    /// Where it stands.
    pub at: UnitPlace,
    /// The text.
    pub words: String,
    /// Of money `triệu đồng`, `USD`; of counts `nghìn`.
    pub unit: &'static str,
}

/// Minimum amount that is surely in đồng under a heading that says đồng, and what no task has, in
/// đồng.
const SURELY_DONG: i64 = 1_000_000;
const BEYOND_ANY: i64 = 100_000_000_000;
/// Most words between a label and its unit: `Đơn vị tính kinh phí là nghìn đồng`.
const MAX_FILLERS: usize = 3;

/// Whether an amount under a heading that says đồng is in đồng, although a line names another unit.
pub(super) fn is_surely_dong(amount: i64, unit: &str) -> bool {
    let worth = match unit.split_once(' ').map_or("", |(multiple, _)| multiple) {
        "nghìn" => 1_000,
        "triệu" => 1_000_000,
        "tỷ" => 1_000_000_000,
        // A foreign currency.
        _ => 10_000,
    };
    amount >= SURELY_DONG && amount.saturating_mul(worth) > BEYOND_ANY
}

/// Whether a heading names đồng as its unit.
pub(super) fn says_dong(heading: &str) -> bool {
    fold::ascii(heading).split(' ').any(|word| matches!(word, "dong" | "vnd"))
}

/// The unit above the headings of the sheet of a record.
pub(super) fn above(table: &Table, kind: TableKind, record: usize) -> Option<UnitLine> {
    table.titles_over(record).into_iter().rev().find_map(|(row, words)| {
        // The paragraphs above a table of a document are one row.
        let alone = if row == 0 { paragraph(&words, kind) } else { None };
        let (words, unit) = match alone {
            Some((words, unit)) => (words.to_owned(), unit),
            None => {
                let unit = titled(&words, kind)?;
                (words, unit)
            }
        };
        Some(UnitLine { at: UnitPlace::Above(row), words, unit })
    })
}

/// The unit in one of the rows below the headings that are no data, `Ghi chú: kinh phí tính bằng
/// nghìn đồng`, or in the name of the sheet.
pub(super) fn below(
    table: &Table,
    kind: TableKind,
    mut records: impl Iterator<Item = usize>,
) -> Option<UnitLine> {
    let row = records.find_map(|record| {
        let words = table.words(record);
        let unit = titled(&words, kind)?;
        Some(UnitLine { at: UnitPlace::Below(table.row_and_line(record).0), words, unit })
    });
    let under = || {
        let (words, unit) = paragraph(table.sheet.as_ref()?.lines_under.as_deref()?, kind)?;
        Some(UnitLine { at: UnitPlace::Under, words: words.to_owned(), unit })
    };
    let name = || {
        let words = table.sheet.as_ref()?.name.to_string();
        let unit = titled(&words, kind)?;
        Some(UnitLine { at: UnitPlace::SheetName, words, unit })
    };
    row.or_else(under).or_else(name)
}

/// The unit that the note of a row names.
pub(super) fn in_note(note: &str, row: u32, kind: TableKind) -> Option<UnitLine> {
    if note.is_empty() || says_converted(note) {
        return None;
    }
    let unit = titled(note, kind)?;
    Some(UnitLine { at: UnitPlace::Note(row), words: note.to_owned(), unit })
}

/// `Trước tính bằng nghìn đồng, nay đã đổi sang đồng`.
fn says_converted(note: &str) -> bool {
    let words = multiple::words(note);
    words.windows(2).any(|two| {
        matches!(two[0].as_str(), "sang" | "ra" | "thanh" | "bang" | "la") && is_dong(&two[1])
    })
}

/// The last of several paragraphs in one text that names a unit.
fn paragraph(words: &str, kind: TableKind) -> Option<(&str, &'static str)> {
    words.rsplit(" | ").find_map(|words| Some((words, titled(words, kind)?)))
}

/// The unit that a line names, behind a label or alone in a cell: of money in a table of tasks, but
/// not đồng itself; of counts in a table of figures, `nghìn lượt người`.
pub(super) fn named(line: &str, kind: TableKind) -> Option<&'static str> {
    let unit = match kind {
        TableKind::Progress => money,
        TableKind::Figures => counts,
    };
    let words = multiple::words(&line.replace(" | ", " "));
    let behind_label = (0..words.len()).find_map(|at| {
        let behind = &words[at + label(&words[at..])?..];
        let fillers = behind.iter().take(MAX_FILLERS).take_while(|word| is_filler(word)).count();
        (0..=fillers).find_map(|skipped| unit(&behind[skipped..]))
    });
    behind_label.or_else(|| {
        let cells = line.split(" | ").map(multiple::words);
        cells.filter(|words| is_unit_alone(words)).find_map(|words| unit(&words))
    })
}

/// The unit that a title names, also in brackets alone, `Phần II. Kinh phí (nghìn đồng)`, or behind
/// a word for money, `Kinh phí: nghìn đồng`.
fn titled(title: &str, kind: TableKind) -> Option<&'static str> {
    named(title, kind).or_else(|| in_brackets(title, kind)).or_else(|| match kind {
        TableKind::Progress => title.split([';', '.', '|']).find_map(behind_money),
        TableKind::Figures => None,
    })
}

fn in_brackets(title: &str, kind: TableKind) -> Option<&'static str> {
    let (_, inside) = title.split_once('(')?;
    let (inside, behind) = inside.split_once(')')?;
    // `Vốn đối ứng (triệu đồng): 120` is of another amount.
    if behind.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    match kind {
        TableKind::Progress => money(&multiple::words(inside)),
        TableKind::Figures => counts(&multiple::words(inside)),
    }
}

/// The unit that ends a clause behind a word for money.
fn behind_money(clause: &str) -> Option<&'static str> {
    const MONEY: [&[&str]; 3] = [&["kinh", "phi"], &["so", "tien"], &["tien"]];
    let words = multiple::words(clause);
    let unit = (0..words.len()).find(|at| {
        let is_spelt = !words[*at].starts_with(|c: char| c.is_ascii_digit());
        is_spelt
            && multiple::split(&words[*at..])
                .is_some_and(|(_, rest)| matches!(rest, [dong] if is_dong(dong)))
    })?;
    let before = &words[..unit];
    let ends = |words: &[String]| {
        MONEY.iter().any(|money| {
            words.len() >= money.len()
                && money.iter().rev().zip(words.iter().rev()).all(|(one, word)| one == word)
        })
    };
    let fillers = before.iter().rev().take(MAX_FILLERS).take_while(|word| is_filler(word)).count();
    let is_said = (0..=fillers).any(|skipped| ends(&before[..unit - skipped]));
    is_said.then(|| money(&words[unit..])).flatten()
}

/// How many words a label of units has at the beginning of these.
fn label(words: &[String]) -> Option<usize> {
    const LABELS: [&[&str]; 8] = [
        &["dvt"],
        &["dv"],
        &["don", "vi", "tinh"],
        &["don", "vi"],
        &["tinh", "theo"],
        &["tinh", "bang"],
        &["ghi", "theo"],
        &["ghi", "bang"],
    ];
    let begins = |label: &&&[&str]| {
        words.len() >= label.len() && label.iter().zip(words).all(|(one, word)| one == word)
    };
    LABELS.iter().find(begins).map(|label| label.len())
}

fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 13] = [
        "tinh", "tien", "te", "kinh", "phi", "so", "la", "theo", "bang", "von", "ghi", "deu", "don",
    ];
    FILLERS.contains(&word)
}

/// Whether a cell holds nothing but a multiple and its unit: `(nghìn đồng)`.
fn is_unit_alone(words: &[String]) -> bool {
    let Some((_, rest)) = multiple::split(words) else { return false };
    match rest {
        [dong] if is_dong(dong) => true,
        [] => false,
        rest => UNITS.iter().any(|unit| fold::ascii(unit.name) == rest.join(" ")),
    }
}

fn counts(words: &[String]) -> Option<&'static str> {
    let (multiple, rest) = multiple::split(words)?;
    // "Đơn vị: Ngân hàng" is a name.
    let counted =
        |word: &String| UNITS.iter().any(|u| fold::ascii(u.name).split(' ').next() == Some(word));
    let is_short = matches!(words[0].as_str(), "tr" | "k" | "ty" | "ti");
    (rest.first().map_or(!is_short, counted)).then_some(multiple.name())
}

fn money(words: &[String]) -> Option<&'static str> {
    let first = words.first()?;
    let is_dollar = first == "do" && words.get(1).is_some_and(|word| word == "la");
    if let Some(foreign) = number::foreign_currency(if is_dollar { "đô la" } else { first }) {
        return Some(foreign);
    }
    let (multiple, rest) = multiple::split(words)?;
    // "Đơn vị: Tỷ Đông" would be a name; a bare "tỷ" is not certain to be money.
    let is_word =
        matches!(first.as_str(), "trieu" | "nghin" | "ngan" | "million" | "thousand" | "billion");
    let is_money = match rest.first() {
        Some(word) if is_dong(word) => true,
        None => is_word,
        Some(word) => word == "1" && is_word,
    };
    is_money.then(|| of_dong(multiple))
}

fn of_dong(multiple: Multiple) -> &'static str {
    match multiple {
        Multiple::Thousand => "nghìn đồng",
        Multiple::Million => "triệu đồng",
        Multiple::Billion => "tỷ đồng",
    }
}

/// The unit that the heading of a column of money names, other than đồng: `triệu đồng`, `USD`.
///
/// "Ngàn" outside brackets is recognized with its tone only: without the tone it is the second half
/// of "giải ngân".
pub fn of_money_heading(heading: &str) -> Option<&'static str> {
    let inside = heading.split_once(['(', '[']).map_or("", |(_, inside)| inside);
    if let Some(foreign) = number::foreign_currency(inside) {
        return Some(foreign);
    }
    let inside = multiple::words(inside);
    if names_other_power(&inside) {
        return Some("bội số khác của đồng");
    }
    let in_brackets = (0..inside.len()).find_map(|at| {
        let (multiple, rest) = multiple::split(&inside[at..])?;
        rest.first().is_none_or(|word| is_dong(word)).then(|| of_dong(multiple))
    });
    in_brackets.or_else(|| {
        let (plain, toned) = (fold::ascii(heading), fold::name(heading));
        let has = |word: &str| plain.split(' ').any(|w| w == word);
        let ngan = fold::name("ngàn");
        if has("trieu") {
            Some(of_dong(Multiple::Million))
        } else if has("nghin") || toned.split(' ').any(|w| w == ngan) {
            Some(of_dong(Multiple::Thousand))
        } else if has("dong") && (has("ty") || has("ti")) {
            Some(of_dong(Multiple::Billion))
        } else {
            None
        }
    })
}

/// `100 đồng`, `x10.000đ`, `chục triệu`, `trăm nghìn đồng`.
fn names_other_power(words: &[String]) -> bool {
    let is_number = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
    let digits = words.iter().take_while(|word| is_number(word)).map(String::as_str);
    let digits = digits.collect::<String>();
    let is_power = digits.strip_prefix('1').is_some_and(|zeros| zeros.bytes().all(|b| b == b'0'));
    let power = is_power && !matches!(digits.len(), 1 | 4 | 7 | 10);
    let behind = words.iter().find(|word| !is_number(word));
    let in_words =
        matches!(words, [first, ..] if matches!(first.as_str(), "chuc" | "tram" | "muoi"));
    let counted = words.get(1..).is_some_and(|rest| {
        rest.first().is_some_and(|word| is_dong(word)) || multiple::split(rest).is_some()
    });
    (power && behind.is_some_and(|word| is_dong(word))) || (in_words && counted)
}

/// Whether a heading names another unit than the form's heading, `Kinh phí được giao (triệu đồng)`,
/// so that the form's heading would change the meaning of the numbers.
pub(super) fn names_own_unit(raw: &str, field: Field) -> bool {
    let bracket = |text: &str| {
        let inside = text.split_once('(').map_or("", |(_, inside)| inside);
        fold::ascii(inside)
    };
    let usual: &[&str] = match field.column().holds {
        Holds::Amount => &["", "dong", "d", "vnd", "don vi dong", "don vi tinh dong", "dvt dong"],
        Holds::Percent => &["", "phan tram", "don vi", "dvt", "don vi tinh"],
        Holds::Value => &["", "so", "so luong", "ky nay", "trong ky", "don vi", "dvt"],
        _ => return false,
    };
    !usual.contains(&bracket(raw).as_str())
}

#[cfg(test)]
mod tests {
    use super::{TableKind, in_note, is_surely_dong, named, of_money_heading};

    #[test]
    fn only_what_no_task_has_is_surely_in_dong() {
        for (amount, unit, expected) in [
            (1_500_000, "nghìn đồng", false),
            (100_000_000, "nghìn đồng", false),
            (100_000_001, "nghìn đồng", true),
            (1_500_000, "triệu đồng", true),
            (900_000, "triệu đồng", false),
            (1_500_000, "USD", false),
            (20_000_000, "USD", true),
        ] {
            assert_eq!(is_surely_dong(amount, unit), expected, "{amount} {unit}");
        }
    }

    #[test]
    fn a_multiple_above_a_table_of_figures_is_named() {
        for (words, unit) in [
            ("Đơn vị tính: nghìn lượt người", Some("nghìn")),
            ("(ĐVT: 1.000 người)", Some("nghìn")),
            ("ĐVT: triệu", Some("triệu")),
            ("Biểu 3 | (nghìn lượt người)", Some("nghìn")),
            ("ĐVT: x1000 người", Some("nghìn")),
            ("Đơn vị tính: lượt người", None),
            ("Đơn vị: Ngân hàng Chính sách", None),
            ("Đơn vị: UBND xã Triệu Hải", None),
            ("ĐVT: triệu đồng", None),
        ] {
            assert_eq!(named(words, TableKind::Figures), unit, "{words}");
        }
    }

    #[test]
    fn only_a_unit_of_money_other_than_dong_is_named() {
        for (words, unit) in [
            ("ĐVT: triệu đồng", Some("triệu đồng")),
            ("(Đơn vị tính: Triệu đồng)", Some("triệu đồng")),
            ("Đơn vị: nghìn đồng", Some("nghìn đồng")),
            ("ĐVT: ngàn đ", Some("nghìn đồng")),
            ("Đơn vị tính: tỷ đồng", Some("tỷ đồng")),
            ("ĐVT: 1.000 đồng", Some("nghìn đồng")),
            ("(Đơn vị: 1.000đ)", Some("nghìn đồng")),
            ("Đvt: ngđ", Some("nghìn đồng")),
            ("ĐVT: x1000đ", Some("nghìn đồng")),
            ("Đơn vị tính: 1.000.000 đồng", Some("triệu đồng")),
            ("ĐVT: tr.đ", Some("triệu đồng")),
            ("ĐVT: triệu", Some("triệu đồng")),
            ("ĐVT: | triệu đồng", Some("triệu đồng")),
            ("SỞ TƯ PHÁP | Mẫu 01 | ĐVT: Triệu VNĐ", Some("triệu đồng")),
            ("Đơn vị tiền: triệu đồng", Some("triệu đồng")),
            ("Đơn vị tính kinh phí là nghìn đồng", Some("nghìn đồng")),
            ("Số liệu tính theo triệu đồng", Some("triệu đồng")),
            ("Tiền tính bằng nghìn đồng", Some("nghìn đồng")),
            ("Biểu 02 | (nghìn đồng)", Some("nghìn đồng")),
            ("Triệu đồng", Some("triệu đồng")),
            ("ĐVT: USD", Some("USD")),
            ("UBND xã Triệu Đồng", None),
            ("Số xã: 1.000 đồng bào", None),
            ("Tính theo triệu người", None),
            ("Đơn vị tính: đồng", None),
            ("ĐVT: %", None),
            ("Đơn vị: Công ty Đông Á", None),
            ("Đơn vị: Sở Tư pháp", None),
            ("Kinh phí 120 triệu đồng", None),
        ] {
            assert_eq!(named(words, TableKind::Progress), unit, "{words}");
        }
    }

    #[test]
    fn a_note_names_the_unit_of_its_table_but_no_amount() {
        for (note, unit) in [
            ("Kinh phí: nghìn đồng", Some("nghìn đồng")),
            ("Kinh phí tính bằng nghìn đồng", Some("nghìn đồng")),
            ("ĐVT: nghìn đồng", Some("nghìn đồng")),
            ("ĐV: 1.000đ", Some("nghìn đồng")),
            ("(triệu đồng)", Some("triệu đồng")),
            ("Số tiền ghi theo triệu đồng", Some("triệu đồng")),
            ("Số tiền là triệu đồng", Some("triệu đồng")),
            ("Đã nộp phụ lục. Kinh phí: ngàn đồng.", Some("nghìn đồng")),
            ("Kinh phí (nghìn đồng)", Some("nghìn đồng")),
            ("Kinh phí tính bằng đồng", None),
            ("Trước tính bằng nghìn đồng, nay đã đổi sang đồng", None),
            ("Kinh phí tăng thêm 120 triệu đồng", None),
            ("Kinh phí 1.000.000 đồng chuyển sang quý sau", None),
            ("Vốn đối ứng (triệu đồng): 120", None),
            ("Kinh phí làm tròn đến nghìn đồng", None),
            ("Đơn vị chủ trì: Sở Tài chính", None),
            ("", None),
        ] {
            let found = in_note(note, 2, TableKind::Progress).map(|line| line.unit);
            assert_eq!(found, unit, "{note}");
        }
        for (note, unit) in [
            ("Đơn vị tính: nghìn lượt người", Some("nghìn")),
            ("Số liệu tính bằng nghìn người", Some("nghìn")),
            ("Tăng 2 nghìn lượt người", None),
            ("Kinh phí: nghìn đồng", None),
        ] {
            let found = in_note(note, 2, TableKind::Figures).map(|line| line.unit);
            assert_eq!(found, unit, "{note}");
        }
    }

    #[test]
    fn only_another_unit_of_a_heading_of_money_is_named() {
        for (heading, unit) in [
            ("Kinh phí được giao (triệu đồng)", Some("triệu đồng")),
            ("Kinh phí giải ngân (ngàn đồng)", Some("nghìn đồng")),
            ("KINH PHI GIAI NGAN (NGHIN DONG)", Some("nghìn đồng")),
            ("Kinh phí giao (tỷ đồng)", Some("tỷ đồng")),
            ("Kinh phí giao (tỷ)", Some("tỷ đồng")),
            ("Kinh phí giao (tr.đ)", Some("triệu đồng")),
            ("Kinh phí giao (mil)", Some("triệu đồng")),
            ("Kinh phí giao (billion VND)", Some("tỷ đồng")),
            ("Kinh phí giao (Trđ)", Some("triệu đồng")),
            ("Kinh phí giao (1.000đ)", Some("nghìn đồng")),
            ("Kinh phí giao (ĐVT: 1000 đồng)", Some("nghìn đồng")),
            ("Kinh phí giao (x 1.000.000)", Some("triệu đồng")),
            ("Kinh phí giao (10^6 đồng)", Some("triệu đồng")),
            ("Kinh phí giao (k)", Some("nghìn đồng")),
            ("Giải ngân (ngan dong)", Some("nghìn đồng")),
            ("Kinh phí giao (USD)", Some("USD")),
            ("Kinh phí giao (đô la Mỹ)", Some("đô la")),
            ("Kinh phí giao, ĐVT triệu đồng", Some("triệu đồng")),
            ("Kinh phí giao (100 đồng)", Some("bội số khác của đồng")),
            ("Kinh phí giao (x10.000đ)", Some("bội số khác của đồng")),
            ("Kinh phí giao (chục triệu)", Some("bội số khác của đồng")),
            ("Kinh phí giao (trăm triệu đồng)", Some("bội số khác của đồng")),
            ("Kinh phí giao (1 đồng)", None),
            ("Kinh phí giải ngân (đồng)", None),
            ("Kinh phí giao (đợt 1)", None),
            ("Giải ngân (số đã giải ngân)", None),
            ("Kinh phí giải ngân (đã giải ngân đến 14/3)", None),
            ("Kinh phí giao (NSNN)", None),
            ("Kinh phí giao (số đã giao)", None),
            ("Kinh phí đã giải ngân (ngàn)", Some("nghìn đồng")),
            ("kinh_phi_giai_ngan", None),
            ("Đã giải ngân", None),
            ("Đã giải ngân (tỷ lệ %)", None),
        ] {
            assert_eq!(of_money_heading(heading), unit, "{heading}");
        }
    }
}
