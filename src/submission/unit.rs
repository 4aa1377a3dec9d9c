//! The unit named in a line above a table, `Đơn vị tính: triệu đồng`, and in a heading.
//!
//! Only parses the line; H210 evaluates it.

use super::columns::{Field, Holds, TableKind};
use crate::decode::table::Table;
use crate::plan::UNITS;
use crate::text::fold;

/// A unit other than đồng above a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitAbove {
    /// Its row.
    pub row: u32,
    /// The text of the row.
    pub words: String,
    /// `triệu`.
    pub unit: &'static str,
}

/// Minimum amount that is surely in đồng under a heading that says đồng.
pub(super) const SURELY_DONG: i64 = 1_000_000;

/// Whether a heading names đồng as its unit.
pub(super) fn says_dong(heading: &str) -> bool {
    fold::ascii(heading).split(' ').any(|word| matches!(word, "dong" | "vnd"))
}

/// The unit above the headings of the sheet of a record.
pub(super) fn above(table: &Table, kind: TableKind, record: usize) -> Option<UnitAbove> {
    table.titles_over(record).into_iter().rev().find_map(|(row, words)| {
        let unit = named(&words, kind)?;
        Some(UnitAbove { row, words, unit })
    })
}

/// The unit after its label: of money in a table of tasks, but not đồng itself; of counts in a table
/// of figures, `nghìn lượt người`.
fn named(words: &str, kind: TableKind) -> Option<&'static str> {
    const LABELS: [&[&str]; 3] = [&["dvt"], &["don", "vi", "tinh"], &["don", "vi"]];
    let folded = fold::ascii(&words.replace(" | ", " "));
    let words: Vec<&str> = folded.split(' ').collect();
    let begins = |at: usize| LABELS.iter().find(|label| words[at..].starts_with(label));
    let unit = match kind {
        TableKind::Progress => unit,
        TableKind::Figures => of_counts,
    };
    (0..words.len()).find_map(|at| unit(&words[at + begins(at)?.len()..]))
}

fn of_counts(words: &[&str]) -> Option<&'static str> {
    let (scale, rest) = match words {
        ["trieu", rest @ ..] => ("triệu", rest),
        ["nghin" | "ngan" | "1000", rest @ ..] | ["1", "000", rest @ ..] => ("nghìn", rest),
        _ => return None,
    };
    // "Đơn vị: Ngân hàng" is a name.
    let counted =
        |word: &str| UNITS.iter().any(|u| fold::ascii(u.name).split(' ').next() == Some(word));
    rest.first().is_none_or(|word| counted(word)).then_some(scale)
}

fn unit(words: &[&str]) -> Option<&'static str> {
    let is_dong = |word: &str| matches!(word, "dong" | "vnd" | "d");
    let (scale, rest) = match words {
        ["trieu", rest @ ..] => ("triệu", rest),
        ["nghin" | "ngan", rest @ ..] => ("nghìn", rest),
        ["ty" | "ti", rest @ ..] => ("tỷ", rest),
        ["trd" | "trieud", ..] => return Some("triệu"),
        ["tr", rest @ ..] => ("triệu", rest),
        ["1", "000", "000", rest @ ..] | ["1000000", rest @ ..] => ("triệu", rest),
        ["1", "000", rest @ ..] | ["1000", rest @ ..] => ("nghìn", rest),
        _ => return None,
    };
    // "Đơn vị: Tỷ Đông" would be a name; a bare "tỷ" is not certain to be money.
    match rest {
        [word, ..] if is_dong(word) => Some(scale),
        [] | ["1", ..] if matches!(words, ["trieu" | "nghin" | "ngan", ..]) => Some(scale),
        _ => None,
    }
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
    use super::{TableKind, named};

    #[test]
    fn a_multiple_above_a_table_of_figures_is_named() {
        for (words, unit) in [
            ("Đơn vị tính: nghìn lượt người", Some("nghìn")),
            ("(ĐVT: 1.000 người)", Some("nghìn")),
            ("ĐVT: triệu", Some("triệu")),
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
            ("ĐVT: triệu đồng", Some("triệu")),
            ("(Đơn vị tính: Triệu đồng)", Some("triệu")),
            ("Đơn vị: nghìn đồng", Some("nghìn")),
            ("ĐVT: ngàn đ", Some("nghìn")),
            ("Đơn vị tính: tỷ đồng", Some("tỷ")),
            ("ĐVT: 1.000 đồng", Some("nghìn")),
            ("Đơn vị tính: 1.000.000 đồng", Some("triệu")),
            ("ĐVT: tr.đ", Some("triệu")),
            ("ĐVT: triệu", Some("triệu")),
            ("ĐVT: | triệu đồng", Some("triệu")),
            ("SỞ TƯ PHÁP | Mẫu 01 | ĐVT: Triệu VNĐ", Some("triệu")),
            ("Đơn vị tính: đồng", None),
            ("ĐVT: %", None),
            ("Đơn vị: Công ty Đông Á", None),
            ("Đơn vị: Sở Tư pháp", None),
            ("Kinh phí 120 triệu đồng", None),
        ] {
            assert_eq!(named(words, TableKind::Progress), unit, "{words}");
        }
    }
}
