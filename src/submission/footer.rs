//! Rows around the data that are not data: signatures in the footer, column numbers.
//!
//! Owns R307, R310 and R317, and the shape of task codes. A row that names a task, a period or a status
//! is never removed.

use super::Field;
use super::columns::{COLUMNS, TableKind};
use super::loose_data;
use super::row_width::clipped;
use crate::decode::table::Table;
use crate::diag::{Code, Diagnostic, Place, code};
use crate::plan::{Period, Status};
use crate::text::case::lower_first;
use crate::text::{fold, number};

/// The codes raised here.
pub(super) const CODES: &[&Code] = &[&FOOTER_ROWS, &DATA_BELOW, &COLUMN_NUMBERS];

pub(super) static FOOTER_ROWS: Code =
    code!(note, "R307", "footer-rows", "Có phần chữ ký dưới bảng");
pub(super) static DATA_BELOW: Code =
    code!(warning, "R317", "data-below-table", "Hàng dưới bảng có số liệu mà không được đọc");
pub(super) static COLUMN_NUMBERS: Code =
    code!(note, "R310", "column-numbers", "Có hàng đánh số cột");

/// Maximum number of footer rows, and of filled cells in each.
const MAX_ROWS: usize = 12;
const MAX_CELLS: usize = 2;

/// Words at the beginning of footer texts, folded.
const FOOTER_WORDS: [&str; 22] = [
    "nguoi lap",
    "lap bieu",
    "nguoi bao cao",
    "nguoi tong hop",
    "can bo tong hop",
    "thu truong",
    "giam doc",
    "pho giam doc",
    "chu tich",
    "pho chu tich",
    "truong phong",
    "ke toan",
    "xac nhan",
    "ky ten",
    "ky ghi ro",
    "ky va ghi ro",
    "da ky",
    "noi nhan",
    "ghi chu",
    "tm",
    "kt",
    "tl",
];

/// Removes the footer from the data rows, and reports it.
pub(super) fn split_off_rows(
    (table, kind): (&Table, TableKind),
    columns: &[Option<u16>; Field::COUNT],
    data: &mut Vec<usize>,
) -> Vec<Diagnostic> {
    let footer = footer_of(table, columns, data);
    let (stating, rest): (Vec<usize>, Vec<usize>) =
        footer.into_iter().partition(|record| loose_data::is_in(&table.words(*record)));
    let told = rest_of(table, kind, &rest).into_iter();
    told.chain(stating.into_iter().map(|record| data_below(table, kind, record))).collect()
}

/// Removes the last rows of the data that are none.
fn footer_of(
    table: &Table,
    columns: &[Option<u16>; Field::COUNT],
    data: &mut Vec<usize>,
) -> Vec<usize> {
    let last = data.iter().rev().take(MAX_ROWS);
    let count = last.take_while(|record| may_be_footer(table, columns, **record)).count();
    let footer = &data[data.len() - count..];
    // A single text in a column of long texts may continue the row above: it is part of the footer
    // only below a signed or dated row.
    let first = footer
        .iter()
        .position(|record| is_signed(table, *record) || !only_long_texts(table, columns, *record));
    first.map_or_else(Vec::new, |first| data.split_off(data.len() - count + first))
}

/// R317 for a row with an amount or the state of a task.
fn data_below(table: &Table, kind: TableKind, record: usize) -> Diagnostic {
    let message = "Hàng dưới bảng có số tiền, tình trạng của nhiệm vụ hoặc số liệu, nhưng không phải một dòng của bảng nên không được đọc.";
    Diagnostic::new(&DATA_BELOW, table.place(record), message)
        .value(clipped(&table.words(record)))
        .expected("mọi số liệu nằm ở các dòng và cột của bảng")
        .help(format!(
            "Nếu là số liệu phải báo cáo thì ghi thành một dòng của bảng, đủ kỳ báo cáo, cơ quan và {}; nếu chỉ là lời chú thích thì xóa hàng này hoặc chuyển vào cột “Ghi chú”.",
            lower_first(kind.code().heading())
        ))
}

/// R307 for the other rows.
fn rest_of(table: &Table, kind: TableKind, footer: &[usize]) -> Option<Diagnostic> {
    let record = *footer.first()?;
    let message = match footer.len() {
        1 => "Hàng cuối dưới bảng không phải dòng số liệu nên được bỏ qua.".to_owned(),
        n => format!(
            "{n} hàng cuối dưới bảng (chữ ký, ngày lập, ghi chú) không phải dòng số liệu nên được bỏ qua."
        ),
    };
    let words: Vec<&str> =
        footer.iter().flat_map(|record| filled(table, *record)).map(|(_, t)| t).collect();
    Some(
        Diagnostic::new(&FOOTER_ROWS, table.place(record), message)
            .value(clipped(&words.join(" | ")))
            .help(format!(
                "Không cần sửa. Nếu thật ra là dòng số liệu thì ghi đủ kỳ báo cáo, cơ quan và {}.",
                lower_first(kind.code().heading())
            )),
    )
}

/// The filled cells of a row.
fn filled(table: &Table, record: usize) -> impl Iterator<Item = (usize, &str)> {
    let cells = table.fields(record).map(fold::trim).enumerate();
    cells.filter(|(_, text)| !text.is_empty())
}

fn may_be_footer(table: &Table, columns: &[Option<u16>; Field::COUNT], record: usize) -> bool {
    let cell = |field: Field| {
        columns[field as usize].map_or("", |c| fold::trim(table.field(record, c.into())))
    };
    filled(table, record).nth(MAX_CELLS).is_none()
        && !filled(table, record).any(|(_, text)| is_like_a_code(text) || is_row_in_a_cell(text))
        && cell(Field::Task).is_empty()
        && Period::parse(cell(Field::Period)).is_none()
        && Status::parse(cell(Field::Status)).is_none()
        // A second source of money under a task, without the task's code.
        && ![Field::Allocated, Field::Disbursed, Field::Progress, Field::Value]
            .iter()
            .any(|field| is_number(cell(*field)))
}

/// Whether one cell holds a whole row, cut by another delimiter than that of the table: a period and a
/// code among its parts.
fn is_row_in_a_cell(text: &str) -> bool {
    [';', ',', '\t', '|', '；', '，'].into_iter().any(|delimiter| {
        let parts = || text.split(delimiter).map(|part| part.trim_matches(['"', ' ']));
        parts().count() > MAX_CELLS
            && parts().any(|part| Period::parse(part).is_some())
            && parts().any(is_like_a_code)
    })
}

fn is_number(text: &str) -> bool {
    number::amount(text).is_ok() || number::percent(text).is_ok()
}

/// Whether a row states who made the table, when, or for whom.
pub(super) fn is_signed(table: &Table, record: usize) -> bool {
    filled(table, record).any(|(_, text)| {
        let words = fold::ascii(text);
        let begins = |sign: &str| {
            words.strip_prefix(sign).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let dated = words.contains("ngay ") && words.contains(" thang ") && words.contains(" nam");
        FOOTER_WORDS.iter().any(|sign| begins(sign)) || dated
    })
}

/// Whether all filled cells are in columns of long texts.
fn only_long_texts(table: &Table, columns: &[Option<u16>; Field::COUNT], record: usize) -> bool {
    const LONG: [Field; 6] = [
        Field::Result,
        Field::Documents,
        Field::Difficulty,
        Field::Proposal,
        Field::Next,
        Field::Evidence,
    ];
    let long =
        |column: usize| LONG.iter().any(|f| columns[*f as usize] == u16::try_from(column).ok());
    filled(table, record).all(|(column, _)| long(column))
}

/// Whether a text is shaped like a task code: letters, a separator, a number. A count of tasks
/// ("5", "5 nhiệm vụ") is not.
pub(super) fn is_like_a_code(text: &str) -> bool {
    let folded = fold::ascii(text);
    folded.split_once(' ').is_some_and(|(group, number)| {
        // A stray character in the letters is tolerated.
        group.bytes().all(|b| b.is_ascii_alphabetic() || b == fold::UNFOLDABLE)
            && group.len() <= 4
            && number.len() <= 4
            && number.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// `12`, `12.`, `IV`, `a)`: the number of a row.
pub(super) fn is_count(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '.' | ')' | '('));
    let roman = |text: &str| text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'));
    !text.is_empty()
        && text.len() <= 6
        && (text.bytes().all(|b| b.is_ascii_digit()) || roman(text) || text.len() == 1)
}

/// Whether a row only numbers the columns: `1 2 3`, `(1) (2) (3)`, `A B 1 2 3`, `1 2 3=1+2`.
pub(super) fn numbers_columns(table: &Table, record: usize) -> bool {
    let mut letters = 0u8;
    let mut numbers = 0u32;
    for (_, text) in filled(table, record) {
        let text = without_sum(text).trim_matches(|c| matches!(c, '(' | ')' | '[' | ']'));
        match text.as_bytes() {
            [letter] if numbers == 0 && letter.to_ascii_uppercase() == b'A' + letters => {
                letters += 1
            }
            _ if text.parse() == Ok(numbers + 1) => numbers += 1,
            _ => return false,
        }
    }
    // About as many as there are headings: rows of data hardly count up from one.
    let headings = filled(table, table.header).count();
    numbers >= 3 && usize::from(letters) + numbers as usize + 1 >= headings
}

/// The number of a column before the sum of others: `(4)` of `(4)=(5)+(6)`.
fn without_sum(text: &str) -> &str {
    let is_of_sum = |c: char| c.is_ascii_digit() || " ()[]+-–*/:x×%".contains(c);
    match text.split_once('=') {
        Some((number, sum)) if sum.chars().all(is_of_sum) => number.trim_end(),
        _ => text,
    }
}

/// R310 for a row of column numbers.
pub(super) fn column_numbers(place: Place, table: &Table, record: usize) -> Diagnostic {
    let cells: Vec<&str> =
        filled(table, record).map(|(_, text)| text).take(COLUMNS.len()).collect();
    Diagnostic::new(&COLUMN_NUMBERS, place, "Hàng đánh số cột được bỏ qua.")
        .value(cells.join(" | "))
        .help("Không cần sửa.")
}
