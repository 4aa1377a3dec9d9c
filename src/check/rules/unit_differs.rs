//! S006: the unit beside a value, behind it in the same cell, in its heading or in a line around the table is
//! not that of the indicator.

use super::amount_unit_in_heading;
use super::lost_in_export::is_lost;
use crate::check::{FIGURES, FileContext, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::{FigureUnit, UnitId};
use crate::submission::{Cell, Field, Row, Submission, TableKind};
use crate::text::figure::{Fault, says_rate};
use crate::text::{fold, multiple};

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
        sink.push(cx.at(&CODE, field, message).expected(unit.name).help(help(written, unit)));
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        for first in cx.submission.first_rows() {
            let Some(over) = Over::of(cx.submission, first) else { continue };
            let place = cx.submission.header_place_of(first);
            for row in cx.rows().filter(|row| row.place(Field::Value).sheet() == place.sheet()) {
                if let Some(unit) = over.differs_from(&row) {
                    let message = format!(
                        "{} ghi “{}”, trong khi số liệu này tính bằng {}.",
                        over.place, over.words, unit.name
                    );
                    let finding = row.at(&CODE, Field::Value, message).expected(unit.name);
                    sink.push(finding.help(format!("{} {}", help(&over.words, unit), over.help)));
                }
            }
        }
    }
}

/// What to do about a unit, or a multiple of it.
fn help(written: &str, unit: FigureUnit) -> String {
    match multiple_in(written) {
        Some(times) => {
            format!("Ghi đủ các chữ số, tính bằng {}: không viết gọn bằng “{times}”.", unit.name)
        }
        None => format!(
            "Quy đổi ra {0} rồi ghi lại; nếu số đã tính bằng {0} thì sửa hoặc bỏ chữ ghi đơn vị. Nếu đây là số khác thì xem lại mã số liệu.",
            unit.name
        ),
    }
}

/// The unit in the heading of the values, or in a line around the table.
struct Over {
    words: String,
    /// Where it stands, as messages begin.
    place: String,
    help: &'static str,
}

impl Over {
    fn of(submission: &Submission, row: &Row) -> Option<Self> {
        let heading = submission.heading_over(row, Field::Value)?;
        if let Some((_, inside)) = heading.split_once('(') {
            let inside = inside.split(')').next().unwrap_or(inside);
            let words = inside.rsplit(':').next().unwrap_or(inside).trim();
            let is_unit = multiple_in(words).is_some() || UnitId::find(words).is_some();
            return is_unit.then(|| Self {
                words: words.to_owned(),
                place: format!("Tiêu đề cột “{heading}”"),
                help: "Rồi sửa tiêu đề cột thành “Giá trị”.",
            });
        }
        let line = submission.unit_line(row)?;
        let place = amount_unit_in_heading::named(&line, submission.sheet_among_others(row));
        let help = "Rồi xóa chỗ ghi đơn vị ấy.";
        Some(Self { words: line.unit.to_owned(), place, help })
    }

    /// The unit of the indicator of a row, where its value may be in another one.
    fn differs_from(&self, row: &RowContext<'_>) -> Option<FigureUnit> {
        let (figure, indicator) = row.row.figure.as_ref().zip(row.indicator())?;
        let unit = indicator.unit.get();
        let (submission, written) = (row.file.submission, row.text(Field::Unit));
        let is_bare =
            figure.value.value().is_some() && submission.is_bare_number(row.row, Field::Value);
        let is_own_beside = is_own(&figure.unit, unit, written);
        let differs = match multiple_in(&self.words) {
            // Another unit beside the value is told there.
            Some(_) => written.is_empty() || is_own_beside,
            None => {
                let named = UnitId::find(&self.words).map_or(Cell::Blank, Cell::Value);
                written.is_empty() && !is_own(&named, unit, &self.words)
            }
        };
        (is_bare && differs).then_some(unit)
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
            let is_child = unit.name == "trẻ em" && matches!(&*written, "em" | "chau" | "em be");
            !written.is_empty() && begins || is_child || says_rate(&written, unit.name)
        }
    }
}

/// The word for thousands or millions among the words of a unit.
fn multiple_in(written: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 5] =
        [("nghin", "nghìn"), ("ngan", "ngàn"), ("trieu", "triệu"), ("tram", "trăm"), ("k", "k")];
    let folded = fold::ascii(written);
    if matches!(folded.split(' ').next(), Some("1000"))
        || folded == "1 000"
        || folded.starts_with("1 000 ")
    {
        return Some("1.000");
    }
    let first = folded.split(' ').next()?;
    let shown = WORDS.iter().find(|(word, _)| *word == first).map(|(_, shown)| *shown);
    shown
        .or_else(|| multiple::split(&multiple::words(written)).map(|(multiple, _)| multiple.name()))
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
    fn the_heading_of_the_values_names_no_other_unit() {
        let found = |heading: &str, unit: &str| {
            let text = format!(
                "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;{heading};Đơn vị tính\nQuý III/2025;Sở Y tế;II.1.2;430;{unit}\nQuý III/2025;Sở Y tế;II.1.1;0;\n"
            );
            let trial = Trial::new().text("so-y-te.csv", &text);
            trial.found("S006").iter().map(|d| (d.place.row(), d.place.field())).collect::<Vec<_>>()
        };
        let told = vec![(Some(2), Some("gia_tri"))];
        for heading in [
            "Giá trị (nghìn)",
            "GIÁ TRỊ (1.000 người)",
            "Giá trị (ĐVT: triệu lượt)",
            "Giá trị (x1000)",
            "Giá trị (10³ người)",
        ] {
            assert_eq!(found(heading, ""), told, "{heading}");
            assert_eq!(found(heading, "lượt người"), told, "{heading}");
        }
        for heading in ["Giá trị (buổi)", "Giá trị (%)", "Giá trị (người)"] {
            assert_eq!(found(heading, ""), told, "{heading}");
            assert_eq!(found(heading, "lượt người"), [], "{heading}");
        }
        for heading in ["Giá trị", "gia_tri", "Giá trị (số)", "Giá trị (lượt người)", "Giá trị (*)"]
        {
            assert_eq!(found(heading, ""), [], "{heading}");
        }
    }

    #[test]
    fn a_line_above_the_table_names_no_multiple() {
        let found = |line: &str, value: &str| {
            let text = format!(
                "{line};;;\nKỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị\nQuý III/2025;Sở Y tế;II.1.2;{value}\n"
            );
            Trial::new().text("so-y-te.csv", &text).found("S006").len()
        };
        assert_eq!(found("Đơn vị tính: nghìn lượt người", "12"), 1);
        assert_eq!(found("Đơn vị tính: nghìn lượt người", "12.000 lượt người"), 0);
        assert_eq!(found("Đơn vị: Sở Y tế", "12"), 0);
    }

    #[test]
    fn words_behind_the_number_count_too() {
        assert!(found("II.1.1", "12 buổi", "").is_empty());
        assert_eq!(found("II.1.1", "12 cuộc", ""), [Some("gia_tri")]);
        assert_eq!(found("II.1.1", "12 nghìn", "buổi"), [Some("gia_tri")]);
        assert_eq!(found("II.1.1", "1,5 nghìn", "buổi"), [Some("gia_tri")]);
        assert!(found("QG.14", "98,5 phần trăm", "").is_empty());
        for value in ["12/15", "12-15", "12 + 3", "12 buổi/3 lớp", "12 (ước)"] {
            assert!(found("II.1.1", value, "").is_empty(), "no unit: {value}");
            let row = format!("2025-Q3;Sở Y tế;II.1.1;{value}");
            let trial = Trial::new().figures("so-y-te.csv", "", &[&row]);
            assert_eq!(trial.found("V403").len(), 1, "{value}");
        }
    }
}
