//! A form as a workbook: a sheet with the table to fill in, one with the figures where the agency is
//! asked for some, and a sheet of instructions.
//!
//! Prefilled cells are locked, without a password; closed values are chosen from a list. The lists
//! are on the sheet of instructions, because a list inside a validation is split at commas and one
//! value contains a comma. Same form and day, same bytes.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    ConditionalFormatBlank, DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook,
    Worksheet, XlsxError,
};

use super::style::{
    A4, FONT, GREY, HEADING_PREFILLED, LINE_POINTS, MISSING, cell, column, heading, height, hover,
    lay_out, open_cell, row, width,
};
use super::validation::{GUIDE, Lists, validation};
use super::{FigureForm, Form, figure_sheet, is_prefilled};
use crate::plan::Role;
use crate::submission::Field;
use crate::text::case::upper_first;
use crate::text::{formula, wrap};

const TABLE: &str = "Báo cáo";
/// Minimum height of a row, in lines.
const MIN_ROW_LINES: usize = 4;

/// The workbook cannot be written: it exceeds the limits of a sheet.
#[derive(Debug, thiserror::Error)]
#[error("không lập được tệp Excel từ mẫu này")]
pub struct WorkbookError(#[from] XlsxError);

/// The bytes of the workbook. `day` is its creation date.
pub fn xlsx(form: &Form, day: NaiveDate) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let created = date(day)?;
    let properties = DocProperties::new().set_title(&form.title).set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let mut lists = Lists::new();
    let guide = instructions(form, &mut lists)?;
    let table = table(form, &lists)?;
    workbook.push_worksheet(table);
    if let Some(figures) = &form.figures {
        workbook.push_worksheet(figure_sheet::of(form, figures)?);
    }
    workbook.push_worksheet(guide);
    Ok(workbook.save_to_buffer()?)
}

fn date(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        small(day.month()),
        small(day.day()),
    )
}

fn table(form: &Form, lists: &Lists) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(TABLE)?;
    let last_row = row(form.rows.len());
    // Tasks the agency leads come first.
    let leads = form.rows.iter().filter(|row| row.role == Some(Role::Lead)).count();
    sheet.set_row_height(0, LINE_POINTS * 2.0)?;
    for (n, field) in form.columns.iter().enumerate() {
        let at = column(n);
        sheet.set_column_width(at, width(*field))?;
        sheet.write_string_with_format(0, at, field.heading(), &heading(*field))?;
        sheet.insert_note(0, at, &note(form, *field))?;
        if !is_prefilled(*field)
            && let Some(rule) = validation(*field, lists)?
        {
            sheet.add_data_validation(1, at, last_row, at, &rule)?;
        }
        if *field == Field::Status && leads > 0 {
            // Highlights the empty status cells of tasks the agency leads.
            let missing = Format::new().set_background_color(MISSING);
            let blank = ConditionalFormatBlank::new().set_format(missing);
            sheet.add_conditional_format(1, at, row(leads), at, &blank)?;
        }
    }
    rows(form, &mut sheet)?;
    lay_out(&mut sheet, &form.columns, Field::Task, form.rows.len())?;
    // The columns do not fit on one legible page: two pages wide, with the task code on both.
    sheet.set_print_fit_to_pages(2, 0);
    sheet.set_header(format!("&C{}", form.title.replace('&', "&&")));
    Ok(sheet)
}

fn rows(form: &Form, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    for (n, line) in form.rows.iter().enumerate() {
        let at = row(n + 1);
        sheet.set_row_height(at, height(&form.columns, &line.cells, MIN_ROW_LINES))?;
        for (m, (field, text)) in form.columns.iter().zip(&line.cells).enumerate() {
            if is_prefilled(*field) {
                let prefilled = cell().set_background_color(GREY);
                let leads = line.role == Some(Role::Lead);
                let marked = leads && matches!(field, Field::Task | Field::Role);
                let prefilled = if marked { prefilled.set_bold() } else { prefilled };
                let text = &*formula::neutral(text);
                sheet.write_string_with_format(at, column(m), text, &prefilled)?;
            } else {
                sheet.write_blank(at, column(m), &open_cell(*field))?;
            }
        }
    }
    Ok(())
}

/// The note shown on hovering a heading.
fn note(form: &Form, field: Field) -> Note {
    let heading = field.heading();
    let own = form.guide.columns.iter().find(|(name, ..)| *name == heading);
    let text = match own {
        None => format!("{heading}.\nĐã có sẵn, không cần sửa."),
        Some((_, when, help)) => format!("{heading}.\n{}.\n{help}.", upper_first(when)),
    };
    hover(text, 260, 90)
}

/// The sheet of instructions; records the rows of the lists.
fn instructions(form: &Form, lists: &mut Lists) -> Result<Worksheet, XlsxError> {
    let mut guide = GuideSheet::new()?;
    guide.title("Hướng dẫn điền mẫu báo cáo")?;
    for (label, words) in &form.guide.facts {
        guide.sheet.write_string_with_format(guide.at, 0, *label, &plain())?;
        guide.across(1, words, &plain())?;
    }
    guide.title("Cách làm")?;
    for (n, step) in form.guide.steps.iter().enumerate() {
        guide.across(0, &format!("{}. {step}", n + 1), &plain())?;
    }
    guide.title("Các cột cần điền")?;
    let head = cell().set_bold().set_background_color(HEADING_PREFILLED);
    guide.line(["Cột", "Khi nào", "Ghi gì"], &head)?;
    for (name, when, help) in &form.guide.columns {
        guide.line([*name, when, help], &cell())?;
    }
    for list in &form.guide.lists {
        let headings: Vec<String> =
            list.fields.iter().map(|field| format!("“{}”", field.heading())).collect();
        guide.title(&format!("Các giá trị của cột {}", headings.join(" và ")))?;
        let first = guide.at + 1;
        for (value, meaning) in &list.values {
            guide.sheet.write_string_with_format(
                guide.at,
                0,
                &*formula::neutral(value),
                &cell(),
            )?;
            guide.across(1, meaning, &cell())?;
        }
        lists.extend(list.fields.iter().map(|field| (*field, first, guide.at)));
    }
    if let Some(figures) = &form.figures {
        figure_instructions(figures, &mut guide)?;
    }
    guide.sheet.protect();
    guide.sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(guide.sheet)
}

/// How to fill in the sheet of figures, and what each of them is.
fn figure_instructions(figures: &FigureForm, guide: &mut GuideSheet) -> Result<(), XlsxError> {
    guide.title("Cách điền trang “Số liệu”")?;
    for (n, step) in figures.steps.iter().enumerate() {
        guide.across(0, &format!("{}. {step}", n + 1), &plain())?;
    }
    guide.title("Từng số liệu")?;
    let head = cell().set_bold().set_background_color(HEADING_PREFILLED);
    guide.line(["Hỏi số nào", "Hỏi điều gì", "Tính gì, không tính gì, ai khai"], &head)?;
    let question = figures.columns.iter().position(|field| *field == Field::Question);
    for row in &figures.rows {
        let asked = question.map_or("", |at| &row.cells[at]);
        guide.line([&row.title, asked, &row.notes.join("\n")], &cell())?;
    }
    Ok(())
}

fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12).set_text_wrap().set_align(FormatAlign::Top)
}

/// Writes the sheet of instructions line by line.
struct GuideSheet {
    sheet: Worksheet,
    at: u32,
}

impl GuideSheet {
    /// Column widths in characters.
    const WIDTHS: [u16; 3] = [30, 44, 60];
    /// Index of the last column.
    const LAST: u16 = 2;

    fn new() -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(GUIDE)?;
        for (n, width) in Self::WIDTHS.into_iter().enumerate() {
            sheet.set_column_width(column(n), width)?;
        }
        Ok(Self { sheet, at: 0 })
    }

    /// A heading, with a blank line above.
    fn title(&mut self, words: &str) -> Result<(), XlsxError> {
        self.at += u32::from(self.at > 0);
        let bold = Format::new().set_font_name(FONT).set_font_size(13).set_bold();
        self.sheet.write_string_with_format(self.at, 0, words, &bold)?;
        self.at += 1;
        Ok(())
    }

    fn line(&mut self, cells: [&str; 3], format: &Format) -> Result<(), XlsxError> {
        for (n, words) in cells.into_iter().enumerate() {
            self.sheet.write_string_with_format(
                self.at,
                column(n),
                &*formula::neutral(words),
                format,
            )?;
        }
        self.at += 1;
        Ok(())
    }

    /// Text merged across the columns from `from` on. Spreadsheets do not compute the height of
    /// merged cells, so it is set here.
    fn across(&mut self, from: u16, words: &str, format: &Format) -> Result<(), XlsxError> {
        let text = formula::neutral(words);
        self.sheet.merge_range(self.at, from, self.at, Self::LAST, &text, format)?;
        let room: u16 = Self::WIDTHS[usize::from(from)..].iter().sum();
        let lines = wrap::lines(words, usize::from(room)).len().max(1);
        self.sheet.set_row_height(self.at, LINE_POINTS * f64::from(column(lines)))?;
        self.at += 1;
        Ok(())
    }
}
