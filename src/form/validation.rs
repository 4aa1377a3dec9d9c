//! Which values a cell of a form takes: lists to choose from, numbers and dates within bounds.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, XlsxError,
};

use super::FigureRow;
use crate::plan::SCALE;
use crate::submission::{Field, Holds};
use crate::text::figure;

/// The sheet of instructions, which holds the lists.
pub(super) const GUIDE: &str = "Hướng dẫn";
/// Upper bound of an amount, above any budget.
const MAX_DONG: f64 = 1e15;

/// The rows of each closed list on the sheet of instructions: first and last, from 1.
pub(super) type Lists = Vec<(Field, u32, u32)>;

/// The validation of a column. Lists reject other values; for numbers and dates an unrecognised
/// value only warns, because the check reads texts too.
pub(super) fn validation(field: Field, lists: &Lists) -> Result<Option<DataValidation>, XlsxError> {
    let column = field.column();
    let rule = DataValidation::new();
    let rule = match column.holds {
        Holds::Choice => {
            let Some((_, first, last)) = lists.iter().find(|(own, ..)| *own == field) else {
                return Ok(None);
            };
            let range = Formula::new(format!("='{GUIDE}'!$A${first}:$A${last}"));
            rule.allow_list_formula(range)
                .set_error_message("Bấm mũi tên ở cạnh ô rồi chọn một giá trị trong danh sách.")?
        }
        Holds::Percent => rule
            .allow_decimal_number(DataValidationRule::Between(0.0, 1.0))
            .set_error_message("Ghi một số từ 0 đến 100, ví dụ 45.")?,
        Holds::Amount => rule
            .allow_decimal_number(DataValidationRule::Between(0.0, MAX_DONG))
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_message(
                "Đây không phải là một số đồng. Nên ghi đủ số, không ghi chữ, ví dụ 120000000.",
            )?,
        Holds::Date => {
            let day = |year| ExcelDateTime::from_ymd(year, 1, 1);
            rule.allow_date(DataValidationRule::Between(day(2020)?, day(2100)?))
                .set_error_style(DataValidationErrorStyle::Warning)
                .set_error_message("Excel không hiểu đây là ngày. Nên ghi năm trước, ví dụ 2025-09-15 là ngày 15/9/2025.")?
        }
        _ => return Ok(None),
    };
    Ok(Some(rule.set_error_title(column.heading)?))
}

/// The validation of one value: a number out of the bounds of its unit, a fraction of a count and a
/// text are refused, since a point or comma that means something else is not seen later.
pub(super) fn value(row: &FigureRow) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new();
    let unit = row.unit.name;
    let is_whole = |value: &i64| *value >= 0 && value % SCALE == 0;
    let rule = if !row.values.is_empty() && row.values.iter().all(is_whole) {
        let values: Vec<String> = row.values.iter().map(|v| (v / SCALE).to_string()).collect();
        let message = format!("Chọn một trong các số: {}.", values.join(", "));
        rule.allow_list_strings(&values)?.set_error_message(message)?
    } else if row.unit.is_count() {
        rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)).set_error_message(
            format!("Ghi một số nguyên từ 0 trở lên ({unit}), không có chữ. Chưa có số liệu thì để trống."),
        )?
    } else if let Some(most) = row.unit.most() {
        let shown = figure::shown(most);
        let most = most as f64 / SCALE as f64;
        rule.allow_decimal_number(DataValidationRule::Between(0.0, most)).set_error_message(
            format!(
                "Ghi một số từ 0 đến {shown} ({unit}), không có chữ. Chưa có số liệu thì để trống."
            ),
        )?
    } else {
        let least = DataValidationRule::GreaterThanOrEqualTo(0.0);
        rule.allow_decimal_number(least)
            .set_error_message(format!("Ghi một số từ 0 trở lên ({unit}), không có chữ."))?
    };
    rule.set_error_title(Field::Value.heading())
}
