//! S006: the unit beside a value, or behind it in the same cell, is not that of the indicator.

use super::lost_in_export::is_lost;
use crate::check::{FIGURES, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::{FigureUnit, UnitId};
use crate::submission::{Cell, Field, TableKind};
use crate::text::figure::Fault;
use crate::text::fold;

static CODE: Code = code!(error, "S006", "unit-differs", "Đơn vị khác với danh mục số liệu");

pub(in crate::check) struct UnitDiffers;

impl Rule for UnitDiffers {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        FIGURES
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let Some((figure, indicator)) = cx.row.figure.as_ref().zip(cx.indicator()) else { return };
        let unit = indicator.unit.get();
        let (field, written, message) = match (&figure.unit, figure.value.fault()) {
            (_, Some(Fault::OtherUnit(words)))
                if is_worded(words) && !is_lost(cx, Field::Value) =>
            {
                (
                    Field::Value,
                    &**words,
                    format!(
                        "Ô giá trị ghi “{words}”, trong khi số liệu này tính bằng {}.",
                        unit.name
                    ),
                )
            }
            (Cell::Blank, _) => return,
            (written, _) if is_own(written, unit, cx.text(Field::Unit)) => return,
            _ => (
                Field::Unit,
                cx.text(Field::Unit),
                format!("Số liệu {} tính bằng {}.", indicator.id, unit.name),
            ),
        };
        let multiple = multiple(written);
        let help = match multiple {
            Some(times) => format!(
                "Ghi đủ các chữ số, tính bằng {}: không viết gọn bằng “{times}”.",
                unit.name
            ),
            None => format!(
                "Quy đổi ra {0} rồi ghi lại; nếu số đã tính bằng {0} thì sửa hoặc bỏ chữ ghi đơn vị. Nếu đây là số khác thì xem lại mã số liệu.",
                unit.name
            ),
        };
        sink.push(cx.at(&CODE, field, message).expected(unit.name).help(help));
    }
}

/// Whether what stands behind a number are words, as of a unit; `12/15`, `12-15` and `12 + 3` are no
/// numbers (V403).
pub(super) fn is_worded(words: &str) -> bool {
    let is_unit = |c: char| c.is_alphabetic() || matches!(c, '%' | '‰' | '/');
    let names_a_rate = UnitId::find(words).is_some();
    let has_digits = words.contains(|c: char| c.is_ascii_digit());
    names_a_rate || (words.starts_with(is_unit) && !has_digits)
}

/// Whether a unit cell names the unit, or the beginning of its name that no other unit has.
fn is_own(written: &Cell<UnitId>, unit: FigureUnit, text: &str) -> bool {
    let rest = |name: &str| unit.name.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
    match written {
        Cell::Value(id) => id.get() == unit || (!unit.is_count() && rest(id.get().name)),
        _ => {
            let (own, written) = (fold::ascii(unit.name), fold::ascii(text));
            let begins = own.strip_prefix(&written).is_some_and(|rest| rest.starts_with(' '));
            !written.is_empty() && begins || says_rate(&written, unit)
        }
    }
}

/// `phần trăm` for `%`, `phần nghìn` for `‰`.
fn says_rate(folded: &str, unit: FigureUnit) -> bool {
    match unit.name {
        "%" => matches!(folded, "phan tram" | "ty le phan tram" | "ti le phan tram"),
        "‰" => matches!(folded, "phan nghin" | "phan ngan"),
        "/100.000" => matches!(folded, "1 100 000" | "tren 100 000" | "100000" | "1 100000"),
        _ => false,
    }
}

/// The word for thousands or millions among the words of a unit.
fn multiple(written: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 5] =
        [("nghin", "nghìn"), ("ngan", "ngàn"), ("trieu", "triệu"), ("tram", "trăm"), ("k", "k")];
    let folded = fold::ascii(written);
    let first = folded.split(' ').next()?;
    WORDS.iter().find(|(word, _)| *word == first).map(|(_, shown)| *shown)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(code: &str, value: &str, unit: &str) -> Vec<Option<&'static str>> {
        let row = format!("2025-Q3;Sở Y tế;{code};{value};{unit}");
        let trial = Trial::new().figures("so-y-te.csv", "Đơn vị tính", &[&row]);
        trial.found("S006").iter().map(|d| d.place.field()).collect()
    }

    #[test]
    fn the_unit_is_that_of_the_indicator() {
        for unit in ["", "-", "lượt người", "Lượt  Người", "luot nguoi", "lượt"] {
            assert!(found("II.1.2", "430", unit).is_empty(), "{unit}");
        }
        for unit in ["người", "buổi", "nghìn lượt người", "xã"] {
            assert_eq!(found("II.1.2", "430", unit), [Some("don_vi")], "{unit}");
        }
    }

    #[test]
    fn words_behind_the_number_count_too() {
        assert!(found("II.1.1", "12 buổi", "").is_empty());
        assert_eq!(found("II.1.1", "12 cuộc", ""), [Some("gia_tri")]);
        assert_eq!(found("II.1.1", "12 nghìn", "buổi"), [Some("gia_tri")]);
        for value in ["12/15", "12-15", "12 + 3", "12 buổi/3 lớp", "12 (ước)"] {
            assert!(found("II.1.1", value, "").is_empty(), "no unit: {value}");
            let row = format!("2025-Q3;Sở Y tế;II.1.1;{value}");
            let trial = Trial::new().figures("so-y-te.csv", "", &[&row]);
            assert_eq!(trial.found("V403").len(), 1, "{value}");
        }
    }
}
