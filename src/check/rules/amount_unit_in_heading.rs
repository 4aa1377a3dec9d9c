//! H210: the heading of a money column, or a line around the table, names another unit than đồng,
//! and the cells do not say theirs.

use crate::check::{FileContext, RowContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::source::sheets_named;
use crate::submission::{Field, Row, Submission, UnitLine, UnitPlace, unit_of_money_heading};

static CODE: Code =
    code!(error, "H210", "amount-unit-in-heading", "Cột kinh phí ghi theo đơn vị khác đồng");

pub(in crate::check) struct AmountUnitInHeading;

impl Rule for AmountUnitInHeading {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        for first in cx.submission.first_rows() {
            Self::under(cx, first, sink);
        }
    }
}

impl AmountUnitInHeading {
    /// Checks the headings over a row, the lines around the table and the rows below.
    fn under(cx: &FileContext<'_>, first: &Row, sink: &mut Sink) {
        for field in [Field::Allocated, Field::Disbursed] {
            let Some(other) = Other::of(cx.submission, first, field) else { continue };
            let mut place = cx.submission.header_place_of(first);
            // Every cell may still name its unit: "12,5 triệu".
            let bare = cx
                .rows()
                .find(|row| row.place(field).sheet() == place.sheet() && other.is_of(row, field));
            for row in cx.rows().filter(|row| other.is_contradicted_by_format(row, field)) {
                if row.place(field).sheet() == place.sheet() {
                    sink.push(other.contradiction(&row, field));
                }
            }
            let Some(row) = bare else { continue };
            if let Some(column) = row.place(field).column() {
                place = place.in_column(column).of_field(field.key(), other.heading);
            }
            sink.push(other.finding(place, field, row.text(field)));
        }
    }
}

/// Whether a money cell is under a heading or a line that names another unit than đồng.
pub(super) fn is_amount_of_another_unit(cx: &RowContext<'_>, field: Field) -> bool {
    matches!(field, Field::Allocated | Field::Disbursed)
        && Other::of(cx.file.submission, cx.row, field).is_some_and(|o| o.may_be_of(cx, field))
}

/// A unit other than đồng for a column of money.
struct Other<'a> {
    heading: &'a str,
    unit: &'static str,
    /// The line that names it, where the heading does not.
    line: Option<UnitLine>,
    /// Its sheet, where several are read.
    sheet: Option<&'a str>,
}

impl<'a> Other<'a> {
    /// The unit for the column of a field in a row.
    fn of(submission: &'a Submission, row: &Row, field: Field) -> Option<Self> {
        let heading = submission.heading_over(row, field)?;
        let usual = heading == field.heading() || heading == field.key();
        if let Some(unit) = if usual { None } else { unit_of_money_heading(heading) } {
            return Some(Self { heading, unit, line: None, sheet: None });
        }
        let line = submission.unit_line(row)?;
        let sheet = submission.sheet_among_others(row);
        Some(Self { heading, unit: line.unit, line: Some(line), sheet })
    }

    /// Whether the amount of a row may be in this unit, judging by the column.
    fn may_be_of(&self, row: &RowContext<'_>, field: Field) -> bool {
        self.line.is_none() || !row.file.submission.is_surely_dong(row.row, field, self.unit)
    }

    /// Whether a row has an amount in this unit.
    fn is_of(&self, row: &RowContext<'_>, field: Field) -> bool {
        row.file.submission.is_bare_number(row.row, field) && self.may_be_of(row, field)
    }

    /// Whether the format of an amount adds another unit than the heading names.
    fn is_contradicted_by_format(&self, row: &RowContext<'_>, field: Field) -> bool {
        let shown = row.file.submission.unit_of_format(row.row, field);
        let own = self.unit.strip_suffix(" đồng");
        self.line.is_none() && shown.is_some_and(|shown| own != Some(shown))
    }

    fn contradiction(&self, row: &RowContext<'_>, field: Field) -> Diagnostic {
        let message = format!(
            "Tiêu đề cột ghi {}, còn định dạng của ô thêm một đơn vị khác vào sau số.",
            self.unit
        );
        row.at(&CODE, field, message)
            .expected(field.heading())
            .help("Xem lại số này tính theo đơn vị nào, đổi ra đồng rồi sửa tiêu đề và định dạng của ô (Format Cells).")
    }

    fn finding(&self, place: Place, field: Field, text: &str) -> Diagnostic {
        let (unit, usual) = (self.unit, field.heading());
        // `triệu đồng`, or a foreign currency.
        let multiple = unit.strip_suffix(" đồng");
        let in_full = match multiple {
            Some(_) => "Đổi các số sang đồng",
            None => "Quy đổi các số ra đồng",
        };
        // So large a number may be in đồng already.
        let whole = text.split(',').next().unwrap_or_default();
        let is_large = whole.bytes().filter(u8::is_ascii_digit).count() > 6;
        let or_in_cells = match multiple {
            Some(_) if is_large => "; các số đã là đồng thì không đổi số".to_owned(),
            Some(multiple) => format!("; hoặc ghi đơn vị ngay trong ô, ví dụ {text} {multiple}"),
            None => String::new(),
        };
        let (message, value, help) = match &self.line {
            None => (
                format!("Cột này ghi theo {unit}, còn mẫu tính theo đồng."),
                self.heading,
                format!("{in_full} rồi sửa tiêu đề thành “{usual}”{or_in_cells}."),
            ),
            Some(line) => (
                format!(
                    "{} ghi đơn vị tính là {unit}, còn mẫu tính theo đồng.",
                    named(line, self.sheet)
                ),
                line.words.as_str(),
                format!("{in_full} rồi xóa chỗ ghi đơn vị ấy{or_in_cells}."),
            ),
        };
        Diagnostic::new(&CODE, place, message).value(value).expected(usual).help(help)
    }
}

/// The line that names a unit, at the beginning of a sentence; with its sheet among several.
pub(super) fn named(line: &UnitLine, sheet: Option<&str>) -> String {
    let place = place_of(line);
    match sheet {
        Some(sheet) if line.at == UnitPlace::SheetName => {
            format!("Tên của {}", sheets_named([sheet]))
        }
        Some(sheet) => format!("{place} ({})", sheets_named([sheet])),
        None => place,
    }
}

fn place_of(line: &UnitLine) -> String {
    match line.at {
        UnitPlace::Above(0) => "Dòng chữ ngay trên bảng".to_owned(),
        UnitPlace::Above(row) => format!("Hàng {row} ở trên bảng"),
        UnitPlace::Below(row) => format!("Hàng {row}"),
        UnitPlace::Note(row) => format!("Ô “{}” của hàng {row}", Field::Note.heading()),
        UnitPlace::Under => "Dòng chữ ngay dưới bảng".to_owned(),
        UnitPlace::SheetName => "Tên trang tính".to_owned(),
    }
}
