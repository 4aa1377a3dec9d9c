//! The sheets of `rows.json` as a flat OpenDocument spreadsheet, which LibreOffice turns into a
//! workbook of its own making.

use std::collections::BTreeMap;

use super::{Cell, Sheet};

/// The whole document; its numbers are shown as in a language, where one is given.
pub(crate) fn document(sheets: &[Sheet], language: Option<(&str, &str)>) -> String {
    let language = language.map_or_else(String::new, |(language, country)| {
        format!(" number:language=\"{language}\" number:country=\"{country}\"")
    });
    let mut styles: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in sheets.iter().flat_map(|s| &s.rows).flatten().flatten() {
        if let Some(format) = cell.format() {
            let next = styles.len();
            styles.entry(format).or_insert(next);
        }
    }
    let tables: String = sheets.iter().map(|sheet| table(sheet, &styles)).collect();
    let shared: String = styles.iter().map(|(format, n)| style(format, *n, &language)).collect();
    let spaces: String = [
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
    ]
    .iter()
    .map(|(short, long)| {
        format!(" xmlns:{short}=\"urn:oasis:names:tc:opendocument:xmlns:{long}:1.0\"")
    })
    .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document{spaces} office:version=\"1.2\" office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:automatic-styles><style:style style:name=\"hidden\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>{shared}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>"
    )
}

/// The style of a number or a day, in the words of OpenDocument, and that of its cell.
fn style(format: &str, n: usize, language: &str) -> String {
    let text = |text: &str| format!("<number:text>{text}</number:text>");
    let places = |format: &str| format.split_once('.').map_or(0, |(_, p)| p.matches('0').count());
    let number = |format: &str| {
        format!(
            "<number:number number:min-integer-digits=\"1\" number:decimal-places=\"{0}\" number:min-decimal-places=\"{0}\" number:grouping=\"{1}\"/>",
            places(format),
            format.contains("#,##")
        )
    };
    let (kind, inside) = if format.contains('%') {
        ("percentage-style", number(format) + &text("%"))
    } else if format.contains("yy") {
        ("date-style", day(format))
    } else if let Some((bare, unit)) = format.split_once('"') {
        ("number-style", number(bare) + &text(unit.trim_end_matches('"')))
    } else if format == "General" {
        ("number-style", "<number:number number:min-integer-digits=\"1\"/>".to_owned())
    } else {
        ("number-style", number(format))
    };
    format!(
        "<number:{kind} style:name=\"N{n}\"{language}>{inside}</number:{kind}><style:style style:name=\"c{n}\" style:family=\"table-cell\" style:data-style-name=\"N{n}\"/>"
    )
}

/// `dd/mm/yyyy`, part by part.
fn day(format: &str) -> String {
    let mut out = String::new();
    for part in format.as_bytes().chunk_by(|a, b| a == b) {
        let long = if part.len() > 1 { " number:style=\"long\"" } else { "" };
        match part[0] {
            b'd' => out += &format!("<number:day{long}/>"),
            b'm' => out += &format!("<number:month{long}/>"),
            b'y' if part.len() == 2 => out += "<number:year/>",
            b'y' => out += "<number:year number:style=\"long\"/>",
            other => out += &format!("<number:text>{}</number:text>", char::from(other)),
        }
    }
    out
}

fn table(sheet: &Sheet, styles: &BTreeMap<&str, usize>) -> String {
    let mut rows = String::new();
    for (row, cells) in sheet.rows.iter().enumerate() {
        rows += "<table:table-row>";
        for (column, cell) in cells.iter().enumerate() {
            rows += &tag(sheet, (row, column), cell.as_ref(), styles);
        }
        rows += "</table:table-row>";
    }
    let hidden = if sheet.hidden { " table:style-name=\"hidden\"" } else { "" };
    format!("<table:table table:name=\"{}\"{hidden}>{rows}</table:table>", sheet.name)
}

fn tag(
    sheet: &Sheet,
    (row, column): (usize, usize),
    cell: Option<&Cell>,
    styles: &BTreeMap<&str, usize>,
) -> String {
    let mut name = "table:table-cell";
    let mut said = String::new();
    for merge in &sheet.merges {
        let ((left, top), (right, bottom)) =
            merge.split_once(':').map(|(a, b)| (at(a), at(b))).expect("a range");
        if (row, column) == (top, left) {
            let (columns, rows) = (right - left + 1, bottom - top + 1);
            said += &format!(
                " table:number-columns-spanned=\"{columns}\" table:number-rows-spanned=\"{rows}\""
            );
        } else if (top..=bottom).contains(&row) && (left..=right).contains(&column) {
            name = "table:covered-table-cell";
        }
    }
    let Some(cell) = cell else { return format!("<{name}/>") };
    if let Some(format) = cell.format() {
        said += &format!(" table:style-name=\"c{}\"", styles[format]);
    }
    match cell {
        Cell::Text(text) => {
            let lines: String =
                text.split('\n').map(|line| format!("<text:p>{}</text:p>", plain(line))).collect();
            format!("<{name} office:value-type=\"string\"{said}>{lines}</{name}>")
        }
        Cell::Number { number, format } => {
            let kind = if format.contains('%') { "percentage" } else { "float" };
            format!("<{name} office:value-type=\"{kind}\" office:value=\"{number}\"{said}/>")
        }
        Cell::Day { date, .. } => {
            format!("<{name} office:value-type=\"date\" office:date-value=\"{date}\"{said}/>")
        }
    }
}

/// A text in which no mark means anything; blanks at its beginning are counted.
fn plain(text: &str) -> String {
    let rest = text.trim_start_matches(' ');
    let rest = rest.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    match text.len() - text.trim_start_matches(' ').len() {
        0 => rest,
        blanks => format!("<text:s text:c=\"{blanks}\"/>{rest}"),
    }
}

/// `B3` as column and row, from 0.
fn at(cell: &str) -> (usize, usize) {
    let (column, row) = cell.split_at(1);
    (usize::from(column.as_bytes()[0] - b'A'), row.parse::<usize>().expect("a row") - 1)
}
