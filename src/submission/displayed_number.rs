//! Numbers that a workbook displays differently than it stores them: rounded, in thousands, or
//! hidden. The stored number is read; where the displayed one has another meaning, V426 shows both.
//! Of a date that is displayed without its day, what is displayed is read.
//!
//! Rounds only fractions of a đồng, and progress to hundredths of a percent.

use super::unit::names_own_unit;
use super::{Field, Holds, Submission};
use crate::decode::sheet::ShownInstead;
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::plan::{FigureUnit, Plan};
use crate::text::number::{self, Fault, Reading};
use crate::text::{figure, fold};

/// The code of this module.
pub(super) static DISPLAY_DIFFERS: Code =
    code!(warning, "V426", "shown-differs", "Ô hiện một số khác với số lưu trong tệp");

/// Minimum number of digits before the comma of an amount that is surely in đồng.
const SURELY_DONG: usize = 6;

/// Checks the numbers of `records`, which are sorted by row.
pub(super) fn check(submission: &mut Submission, records: &[usize], plan: &Plan, sink: &mut Sink) {
    let Some(sheet) = &mut submission.table.sheet else { return };
    let shown = std::mem::take(&mut sheet.shown);
    for cell in &shown {
        let row = |record: &usize| submission.table.row_and_line(*record).0;
        let Ok(at) = records.binary_search_by_key(&cell.row, row) else { continue };
        let column = cell.column as usize - 1;
        if let Some(field) = one_of(&NUMBERS, submission, column) {
            let unit = Some(field).filter(|field| *field == Field::Value);
            let unit = unit.and_then(|_| unit_of(submission, records[at], plan));
            let number = Number { field, unit, record: records[at], column, cell };
            number.round(submission);
            sink.extend(number.finding(submission));
        } else if one_of(&DATES, submission, column).is_some() {
            // A month or a year is no day, whichever of its days the cell holds (V406).
            submission.table.replace_field(records[at], column, &cell.text);
        }
    }
}

const NUMBERS: [Field; 4] = [Field::Progress, Field::Allocated, Field::Disbursed, Field::Value];
const DATES: [Field; 2] = [Field::Due, Field::Reported];

/// The field of a column, where it is one of these.
fn one_of(fields: &[Field], submission: &Submission, column: usize) -> Option<Field> {
    let is_of =
        |field: &Field| submission.columns[*field as usize].map(usize::from) == Some(column);
    fields.iter().copied().find(is_of)
}

/// The unit of the indicator of a record.
fn unit_of(submission: &Submission, record: usize, plan: &Plan) -> Option<FigureUnit> {
    let indicator = plan.indicators.find(submission.text_of(record, Field::Indicator))?;
    Some(plan.indicators.get(indicator).unit.get())
}

/// A cell that displays another number than it stores.
struct Number<'a> {
    field: Field,
    /// Of a value whose indicator is known.
    unit: Option<FigureUnit>,
    record: usize,
    column: usize,
    cell: &'a ShownInstead,
}

impl Number<'_> {
    fn read(&self, text: &str) -> Result<Reading, Fault> {
        match self.field.column().holds {
            Holds::Percent => number::percent(text),
            // Whether a fraction makes sense is for the rules to say.
            Holds::Value => figure::parse(text, self.unit.map_or("", |unit| unit.name), 2)
                .map_err(|_| Fault::NotANumber),
            _ => number::amount(text),
        }
    }

    /// Rounds digits beyond the precision of the field.
    fn round(&self, submission: &mut Submission) {
        let table = &submission.table;
        let text = table.field(self.record, self.column);
        if self.read(text).is_ok() {
            return;
        }
        let rounded = match self.field.column().holds {
            // A count with a fraction is a mistake, however small the fraction.
            Holds::Value if self.unit.is_none_or(FigureUnit::is_count) => None,
            Holds::Percent | Holds::Value => rounded(text, 2),
            _ if names_own_unit(table.field(table.header, self.column), self.field) => None,
            _ => rounded(text, 0)
                .filter(|_| text.bytes().take_while(u8::is_ascii_digit).count() >= SURELY_DONG),
        };
        let rounded = rounded.filter(|rounded| !hides_rest(text, rounded));
        if let Some(text) = rounded.filter(|text| self.read(text).is_ok()) {
            submission.table.replace_field(self.record, self.column, &text);
        }
    }

    fn finding(&self, submission: &Submission) -> Option<Diagnostic> {
        let held = fold::trim(submission.table.field(self.record, self.column));
        let value = self.read(held).ok()?.value;
        let displayed = self.cell.text.as_str();
        let nothing = displayed.chars().all(|c| matches!(c, '-' | '–' | '—') || c.is_whitespace());
        let differs = match self.read(displayed) {
            Ok(displayed) => self.differ(value, displayed.value),
            // A blank cell in place of a figure says that there is none yet; a zero, that it is zero.
            Err(_) if self.field == Field::Value && displayed.trim().is_empty() => true,
            Err(_) => !(nothing && value == 0),
        };
        if !differs {
            return None;
        }
        let place = submission.table.cell_place(self.record, self.column);
        let place = place.of_field(self.field.key(), submission.heading(self.column));
        let displayed = if displayed.trim().is_empty() {
            "trống".to_owned()
        } else {
            format!("“{displayed}”")
        };
        let message = "Ô hiện một số khác với số lưu trong tệp, do định dạng của ô; số lưu trong tệp được lấy.";
        Some(
            Diagnostic::new(&DISPLAY_DIFFERS, place, message)
                .value(format!("hiện {displayed}, lưu “{held}”"))
                .expected("ô hiện đúng số lưu trong tệp")
                .help("Nếu số lưu trong tệp đúng thì chọn lại định dạng (Format Cells) để ô hiện đủ số; nếu số đang hiện mới đúng thì gõ lại số ấy vào ô."),
        )
    }

    /// Whether two numbers have different meanings, not only different precision.
    fn differ(&self, held: i64, displayed: i64) -> bool {
        const ONE_HUNDRED: i64 = 10_000;
        let percent = self.field.column().holds == Holds::Percent
            || self.unit.is_some_and(|unit| unit.name == "%");
        let (less, more) = (held.abs().min(displayed.abs()), held.abs().max(displayed.abs()));
        (held == 0) != (displayed == 0)
            || held.signum() != displayed.signum()
            || less.saturating_mul(2) <= more && more > 0
            || percent && (held < ONE_HUNDRED) != (displayed < ONE_HUNDRED)
    }
}

/// Whether rounding makes a percentage all or nothing that is not: `99,996`. More nines than that
/// come from computing: `99,9999999999`.
fn hides_rest(text: &str, rounded: &str) -> bool {
    const COMPUTED: usize = 6;
    let alike = match rounded.trim_end_matches(|c: char| !c.is_ascii_digit()) {
        "100,00" => b'9',
        "0,00" => b'0',
        _ => return false,
    };
    let fraction = text.split_once(',').map_or("", |(_, fraction)| fraction);
    text.starts_with(if alike == b'9' { "99," } else { "0," })
        && !fraction.bytes().take(COMPUTED).all(|b| b == alike)
}

/// A number with a decimal comma, rounded half up; a suffix is kept.
fn rounded(text: &str, decimals: usize) -> Option<String> {
    let (integer, rest) = text.split_once(',')?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (fraction, behind) = rest.split_at(end);
    let next = fraction.as_bytes().get(decimals)?;
    let digits: i64 = format!("{integer}{}", &fraction[..decimals]).parse().ok()?;
    let up = if *next >= b'5' { 1 } else { 0 };
    let digits = if integer.starts_with('-') { digits - up } else { digits + up };
    let sign = if digits < 0 { "-" } else { "" };
    let text = format!("{:0width$}", digits.unsigned_abs(), width = decimals + 1);
    let (integer, fraction) = text.split_at(text.len() - decimals);
    let comma = if decimals > 0 { "," } else { "" };
    Some(format!("{sign}{integer}{comma}{fraction}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::{hides_rest, rounded};

    #[test]
    fn nothing_is_rounded_to_all_or_nothing() {
        for (text, rounded) in [("99,996", "100,00"), ("99,996%", "100,00%"), ("0,004", "0,00")] {
            assert!(hides_rest(text, rounded), "{text}");
        }
        for (text, rounded) in [
            ("99,9999999999999", "100,00"),
            ("0,0000000000001%", "0,00%"),
            ("100,004", "100,00"),
            ("33,333", "33,33"),
        ] {
            assert!(!hides_rest(text, rounded), "{text}");
        }
    }

    #[test]
    fn numbers_are_rounded_half_up() {
        for (text, decimals, expected) in [
            ("33,3333333333333", 2, Some("33,33")),
            ("66,6666666666667%", 2, Some("66,67%")),
            ("99,996", 2, Some("100,00")),
            ("0,004", 2, Some("0,00")),
            ("1234567,5", 0, Some("1234568")),
            ("1234567,4 đồng", 0, Some("1234567 đồng")),
            ("-0,006", 2, Some("-0,01")),
            ("12,5", 2, None),
            ("12", 0, None),
        ] {
            assert_eq!(rounded(text, decimals).as_deref(), expected, "{text}");
        }
    }
}
