//! The sheet of figures of a form: questions, units and previous values locked, one cell for each
//! value open.

use rust_xlsxwriter::{ConditionalFormatBlank, Format, FormatAlign, Worksheet, XlsxError};

use super::style::{
    GREY, INTEGER, LINE_POINTS, MISSING, cell, column, heading, height, hover, lay_out, open_cell,
    row, width,
};
use super::validation::{Lists, validation, value};
use super::{FigureForm, FigureRow, Form, guide, is_prefilled};
use crate::submission::Field;
use crate::text::case::upper_first;
use crate::text::formula;

const NAME: &str = "Số liệu";
/// Minimum height of a row, in lines.
const MIN_ROW_LINES: usize = 2;

/// The sheet of figures.
pub(super) fn of(form: &Form, figures: &FigureForm) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(NAME)?;
    let last_row = row(figures.rows.len());
    sheet.set_row_height(0, LINE_POINTS * 2.0)?;
    for (n, field) in figures.columns.iter().enumerate() {
        let at = column(n);
        sheet.set_column_width(at, width(*field))?;
        sheet.write_string_with_format(0, at, field.heading(), &heading(*field))?;
        sheet.insert_note(0, at, &hover(heading_note(figures, *field), 260, 90))?;
        if !is_prefilled(*field)
            && let Some(rule) = validation(*field, &Lists::new())?
        {
            sheet.add_data_validation(1, at, last_row, at, &rule)?;
        }
    }
    for (n, line) in figures.rows.iter().enumerate() {
        write_row(&mut sheet, row(n + 1), &figures.columns, line)?;
    }
    lay_out(&mut sheet, &figures.columns, Field::Indicator, figures.rows.len())?;
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&C{}: {NAME}", form.title.replace('&', "&&")));
    Ok(sheet)
}

fn write_row(
    sheet: &mut Worksheet,
    at: u32,
    columns: &[Field],
    line: &FigureRow,
) -> Result<(), XlsxError> {
    sheet.set_row_height(at, height(columns, &line.cells, MIN_ROW_LINES))?;
    for (n, (field, text)) in columns.iter().zip(&line.cells).enumerate() {
        let n = column(n);
        if is_prefilled(*field) {
            let prefilled = cell().set_background_color(GREY);
            let marked = line.is_led && *field == Field::Indicator;
            let prefilled = if marked { prefilled.set_bold() } else { prefilled };
            sheet.write_string_with_format(at, n, &*formula::neutral(text), &prefilled)?;
        } else if *field == Field::Value {
            sheet.write_blank(at, n, &open_value(line))?;
            sheet.add_data_validation(at, n, at, n, &value(line)?)?;
            sheet.insert_note(at, n, &hover(value_note(line), 340, 200))?;
            if line.is_led {
                // Highlights the empty values that the agency is surely asked for.
                let missing = Format::new().set_background_color(MISSING);
                let blank = ConditionalFormatBlank::new().set_format(missing);
                sheet.add_conditional_format(at, n, at, n, &blank)?;
            }
        } else {
            sheet.write_blank(at, n, &open_cell(*field))?;
        }
    }
    Ok(())
}

/// Counts in groups of three. Rates have no format of their own: the cell shows what is typed.
fn open_value(line: &FigureRow) -> Format {
    let format = cell().set_unlocked().set_align(FormatAlign::Right);
    if line.unit.is_count() { format.set_num_format_index(INTEGER) } else { format }
}

fn value_note(line: &FigureRow) -> String {
    let mut text = format!("{}.\n", line.title);
    for note in &line.notes {
        text += &format!("{note}\n");
    }
    text + "Để trống: chưa có số liệu; 0: không phát sinh."
}

/// The note shown on hovering a heading.
fn heading_note(figures: &FigureForm, field: Field) -> String {
    let column = field.column();
    let heading = column.heading;
    if is_prefilled(field) {
        return format!("{heading}.\nĐã có sẵn, không cần sửa.");
    }
    if field == Field::Value {
        return format!("{heading}.\n{}", figures.days);
    }
    format!("{heading}.\n{}.\n{}.", upper_first(&guide::when(column)), column.help)
}
