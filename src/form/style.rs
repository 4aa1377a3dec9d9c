//! What the sheets of a form share: fonts, colours, formats and widths, protection, the page.

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, Note, ProtectionOptions, Worksheet, XlsxError,
};

use super::is_prefilled;
use crate::submission::{Field, Holds, Required};
use crate::text::wrap;

pub(super) const FONT: &str = "Times New Roman";
/// ISO A4 in the paper size codes of a workbook.
pub(super) const A4: u8 = 9;
/// Height of a line of text, in points.
pub(super) const LINE_POINTS: f64 = 16.0;
/// Maximum height of a row in a workbook, in lines.
const MAX_ROW_LINES: usize = 25;
/// Built-in number formats, which each spreadsheet shows in its own language: `0.00%` (all decimals
/// of a progress), `#,##0`, and text.
const PERCENT: u8 = 10;
pub(super) const INTEGER: u8 = 3;
const TEXT: u8 = 49;
pub(super) const GREY: Color = Color::RGB(0xEF_EF_EF);
pub(super) const HEADING_PREFILLED: Color = Color::RGB(0xD9_D9_D9);
pub(super) const HEADING_REQUIRED: Color = Color::RGB(0xF8_CB_AD);
pub(super) const HEADING_OPTIONAL: Color = Color::RGB(0xDD_EB_F7);
pub(super) const MISSING: Color = Color::RGB(0xFF_F2_CC);

pub(super) fn cell() -> Format {
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
pub(super) fn open_cell(field: Field) -> Format {
    let format = cell().set_unlocked();
    match field.column().holds {
        Holds::Percent => format.set_num_format_index(PERCENT).set_align(FormatAlign::Right),
        Holds::Amount => format.set_num_format_index(INTEGER).set_align(FormatAlign::Right),
        Holds::Date => format.set_num_format("dd/mm/yyyy").set_align(FormatAlign::Right),
        Holds::Choice => format,
        _ => format.set_num_format_index(TEXT),
    }
}

pub(super) fn heading(field: Field) -> Format {
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
pub(super) fn width(field: Field) -> u16 {
    match field {
        Field::Task => 8,
        Field::Indicator => 9,
        Field::Unit => 11,
        Field::Period | Field::Progress | Field::Role => 9,
        Field::Agency | Field::Due | Field::Reported => 12,
        Field::Status | Field::Source | Field::Allocated | Field::Disbursed => 15,
        Field::Value => 14,
        Field::ValueBefore => 22,
        Field::IndicatorName => 34,
        Field::Evidence | Field::Note => 18,
        Field::Before => 42,
        Field::TaskText | Field::Result | Field::Question => 50,
        _ => 26,
    }
}

/// Column index, from 0.
pub(super) fn column(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Row index, from 0.
pub(super) fn row(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The height of a row in points: its prefilled text, and room for a few lines. It is set
/// explicitly because not every spreadsheet computes it on opening.
pub(super) fn height(columns: &[Field], cells: &[String], least: usize) -> f64 {
    let lines = columns.iter().zip(cells).map(|(field, text)| {
        // Widths are in digits; the letters of this font are narrower.
        text.lines().map(|part| wrap::lines(part, width(*field).into()).len()).sum()
    });
    LINE_POINTS * f64::from(column(lines.max().unwrap_or(0).clamp(least, MAX_ROW_LINES)))
}

/// Freezes the heading row and the columns up to the code, and protects all but the open cells.
pub(super) fn lay_out(
    sheet: &mut Worksheet,
    columns: &[Field],
    code: Field,
    rows: usize,
) -> Result<(), XlsxError> {
    let own = columns.iter().position(|field| !is_prefilled(*field)).unwrap_or(0);
    // Keeps the code and the heading row visible.
    let code = columns.iter().position(|field| *field == code).unwrap_or(0);
    sheet.set_freeze_panes(1, column(code + 1))?;
    sheet.set_selection(1, column(own), 1, column(own))?;
    sheet.autofilter(0, 0, row(rows), column(columns.len() - 1))?;
    let allowed = ProtectionOptions {
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    };
    sheet.protect_with_options(&allowed);
    sheet.set_landscape().set_paper_size(A4).set_page_order(false);
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_repeat_columns(0, column(code))?;
    sheet.set_footer("&CTrang &P/&N");
    Ok(())
}

/// A note shown on hovering a cell.
pub(super) fn hover(text: String, width: u32, height: u32) -> Note {
    Note::new(text)
        .add_author_prefix(false)
        .set_author("")
        .set_width(width)
        .set_height(height)
        .set_font_name(FONT)
        .set_font_size(11)
}
