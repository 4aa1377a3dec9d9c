//! A form as a workbook: a sheet with the table to fill in, and a sheet of instructions.
//!
//! Prefilled cells are locked, without a password; closed values are chosen from a list. The lists
//! are on the sheet of instructions, because a list inside a validation is split at commas and one
//! value contains a comma. Same form and day, same bytes.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    Color, ConditionalFormatBlank, DataValidation, DataValidationErrorStyle, DataValidationRule,
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::{Form, is_prefilled};
use crate::plan::Role;
use crate::submission::{Field, Holds, Required};
use crate::text::case::upper_first;
use crate::text::{formula, wrap};

const TABLE: &str = "Báo cáo";
const GUIDE: &str = "Hướng dẫn";
const FONT: &str = "Times New Roman";
/// ISO A4 in the paper size codes of a workbook.
const A4: u8 = 9;
/// Height of a line of text, in points.
const LINE_POINTS: f64 = 16.0;
/// Minimum height of a row, in lines.
const MIN_ROW_LINES: usize = 4;
/// Maximum height of a row in a workbook, in lines.
const MAX_ROW_LINES: usize = 25;
/// Upper bound of an amount, above any budget.
const MAX_DONG: f64 = 1e15;
/// Built-in number formats, which each spreadsheet shows in its own language: `0.00%` (all decimals
/// of a progress), `#,##0`, and text.
const PERCENT: u8 = 10;
const INTEGER: u8 = 3;
const TEXT: u8 = 49;
const GREY: Color = Color::RGB(0xEF_EF_EF);
const HEADING_PREFILLED: Color = Color::RGB(0xD9_D9_D9);
const HEADING_REQUIRED: Color = Color::RGB(0xF8_CB_AD);
const HEADING_OPTIONAL: Color = Color::RGB(0xDD_EB_F7);
const MISSING: Color = Color::RGB(0xFF_F2_CC);

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
    workbook.push_worksheet(guide);
    Ok(workbook.save_to_buffer()?)
}

/// The rows of each closed list on the sheet of instructions: first and last, from 1.
type Lists = Vec<(Field, u32, u32)>;

fn date(day: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let small = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        small(day.month()),
        small(day.day()),
    )
}

fn cell() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(12)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0xA6_A6_A6))
}

/// The format of a cell to fill in. Texts use the text format, so that a list with dashes or a
/// document number is not read as a sum or a date.
fn open_cell(field: Field) -> Format {
    let format = cell().set_unlocked();
    match field.column().holds {
        Holds::Percent => format.set_num_format_index(PERCENT).set_align(FormatAlign::Right),
        Holds::Amount => format.set_num_format_index(INTEGER).set_align(FormatAlign::Right),
        Holds::Date => format.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Right),
        Holds::Choice => format,
        _ => format.set_num_format_index(TEXT),
    }
}

fn heading(field: Field) -> Format {
    let colour = match (is_prefilled(field), field.column().required) {
        (true, _) => HEADING_PREFILLED,
        (false, Required::No) => HEADING_OPTIONAL,
        (false, _) => HEADING_REQUIRED,
    };
    cell()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(colour)
}

/// Widths in characters.
fn width(field: Field) -> u16 {
    match field {
        Field::Task => 8,
        Field::Period | Field::Progress | Field::Role => 9,
        Field::Agency | Field::Due | Field::Reported => 12,
        Field::Status | Field::Source | Field::Allocated | Field::Disbursed => 15,
        Field::Evidence | Field::Note => 18,
        Field::Before => 42,
        Field::TaskText | Field::Result => 50,
        _ => 26,
    }
}

/// The height of a row in points: its prefilled text, and room for a few lines. It is set
/// explicitly because not every spreadsheet computes it on opening.
fn height(form: &Form, line: &super::FormRow) -> f64 {
    let lines = form.columns.iter().zip(&line.cells).map(|(field, text)| {
        // Widths are in digits; the letters of this font are narrower.
        text.lines().map(|part| wrap::lines(part, width(*field).into()).len()).sum()
    });
    LINE_POINTS * f64::from(column(lines.max().unwrap_or(0).clamp(MIN_ROW_LINES, MAX_ROW_LINES)))
}

/// Column index, from 0.
fn column(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Row index, from 0.
fn row(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
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
    let own = form.columns.iter().position(|field| !is_prefilled(*field)).unwrap_or(0);
    // Keeps the task code and the heading row visible.
    let code = form.columns.iter().position(|field| *field == Field::Task).unwrap_or(0);
    sheet.set_freeze_panes(1, column(code + 1))?;
    sheet.set_selection(1, column(own), 1, column(own))?;
    sheet.autofilter(0, 0, last_row, column(form.columns.len() - 1))?;
    let allowed = ProtectionOptions {
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    };
    sheet.protect_with_options(&allowed);
    // The columns do not fit on one legible page: two pages wide, with the task code on both.
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(2, 0).set_page_order(false);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_repeat_columns(0, column(code))?;
    sheet.set_header(format!("&C{}", form.title.replace('&', "&&")));
    sheet.set_footer("&CTrang &P/&N");
    Ok(sheet)
}

fn rows(form: &Form, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    for (n, line) in form.rows.iter().enumerate() {
        let at = row(n + 1);
        sheet.set_row_height(at, height(form, line))?;
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
    Note::new(text)
        .add_author_prefix(false)
        .set_author("")
        .set_width(260)
        .set_height(90)
        .set_font_name(FONT)
        .set_font_size(11)
}

/// The validation of a column. Lists reject other values; for numbers and dates an unrecognised
/// value only warns, because the check reads texts too.
fn validation(field: Field, lists: &Lists) -> Result<Option<DataValidation>, XlsxError> {
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
    guide.sheet.protect();
    guide.sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(guide.sheet)
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
            self.sheet.write_string_with_format(self.at, column(n), words, format)?;
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
