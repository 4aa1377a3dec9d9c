//! V425: a cell that lost its content when a spreadsheet was saved as text: `########`, `1,23E+09`,
//! `#REF!`. Other rules skip the cell.

use crate::check::{BOTH, FileContext, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, Holds, TableKind};
use crate::text::{fold, number};

static CODE: Code =
    code!(error, "V425", "lost-in-export", "Ô mất nội dung khi bảng tính được lưu thành CSV");

pub(in crate::check) struct LostInExport;

impl Rule for LostInExport {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        // Fast path: most files have no such sign.
        let contents = cx.submission.table.contents().as_bytes();
        let signs = memchr::memchr(b'#', contents).is_some()
            || memchr::memmem::find(contents, b"Err:").is_some();
        for row in cx.rows() {
            if signs {
                row.cells().for_each(|(field, raw)| check_cell(&row, field, raw, sink));
                continue;
            }
            let numbers = row.row.numbers().into_iter().filter(|(_, c)| c.fault().is_some());
            let dates = row.row.dates().into_iter().filter(|(_, c)| c.fault().is_some());
            let value = row.row.figure.as_ref().is_some_and(|f| f.value.fault().is_some());
            let numbers = numbers.map(|(field, _)| field).chain(value.then_some(Field::Value));
            let unread = numbers.chain(dates.map(|(field, _)| field));
            unread.for_each(|field| check_cell(&row, field, row.text(field), sink));
        }
    }
}

fn check_cell(cx: &RowContext<'_>, field: Field, raw: &str, sink: &mut Sink) {
    // No row is left out for its theme: V427 tells of it.
    if matches!(field, Field::DifficultyTheme | Field::ProposalTheme) {
        return;
    }
    if let Some(loss) = loss(field, raw) {
        let (message, expected, help) = loss.words();
        sink.push(cx.at(&CODE, field, message).expected(expected).help(help));
    }
}

/// How the content was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loss {
    /// The column was too narrow.
    Narrow,
    /// A formula failed.
    Failed,
    /// The number was shortened.
    Shortened,
}

/// Whether the content of a cell is lost, so that other rules skip it.
pub(super) fn is_lost(cx: &RowContext<'_>, field: Field) -> bool {
    loss(field, cx.text(field)).is_some()
}

/// Spreadsheet errors as saved in text.
const ERRORS: [&str; 8] =
    ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!"];
/// Minimum number of `#` in a text cell; fewer may be the author's own.
const HASHES_FOR_WORDS: usize = 3;

fn loss(field: Field, raw: &str) -> Option<Loss> {
    // Fast path: most cells begin with another character.
    let holds = field.column().holds;
    let text = fold::trim(raw);
    match text.as_bytes().first()? {
        b'#' if text.bytes().all(|b| b == b'#') => {
            (!holds.is_free_text() || text.len() >= HASHES_FOR_WORDS).then_some(Loss::Narrow)
        }
        b'#' => ERRORS.iter().any(|e| text.eq_ignore_ascii_case(e)).then_some(Loss::Failed),
        b'E' => text.strip_prefix("Err:")?.parse::<u16>().is_ok().then_some(Loss::Failed),
        b'0'..=b'9' | b'-'
            if matches!(holds, Holds::Amount | Holds::Percent | Holds::Value | Holds::Date) =>
        {
            number::is_scientific(text).then_some(Loss::Shortened)
        }
        _ => None,
    }
}

impl Loss {
    /// Message, expected value, help.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Narrow => (
                "Ô chỉ còn dấu #: khi lưu thành CSV cột quá hẹp nên nội dung không được ghi ra.",
                "nội dung của ô trong bảng gốc",
                "Mở bảng gốc, kéo rộng cột (bấm đúp vào mép phải tên cột) cho đến khi hiện đủ, rồi lưu lại; hoặc gửi thẳng tệp .xlsx.",
            ),
            Self::Failed => (
                "Ô ghi lỗi của một công thức, không có giá trị.",
                "giá trị của ô",
                "Mở bảng gốc, sửa công thức hoặc gõ thẳng giá trị vào ô, rồi lưu lại.",
            ),
            Self::Shortened => (
                "Số bị bảng tính viết gọn theo lũy thừa của 10 (E+) khi lưu thành CSV, các chữ số phía sau đã mất.",
                "số viết đủ mọi chữ số",
                "Mở bảng gốc, chọn kiểu Số (Number) không có phần lẻ cho cột (Format Cells), kéo rộng cột rồi lưu lại; hoặc gửi thẳng tệp .xlsx.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_leaves_behind_is_known_from_what_people_write() {
        for (field, text, found) in [
            (Field::Allocated, "########", Loss::Narrow),
            (Field::Due, "##", Loss::Narrow),
            (Field::Progress, " ### ", Loss::Narrow),
            (Field::Result, "########", Loss::Narrow),
            (Field::Task, "###", Loss::Narrow),
            (Field::Disbursed, "#REF!", Loss::Failed),
            (Field::Result, "#N/A", Loss::Failed),
            (Field::Allocated, "Err:502", Loss::Failed),
            (Field::Allocated, "1.23457E+09", Loss::Shortened),
            (Field::Disbursed, "1,23E+07", Loss::Shortened),
            (Field::Due, "4,6E+04", Loss::Shortened),
        ] {
            assert_eq!(loss(field, text), Some(found), "{text}");
        }
        for (field, text) in [
            (Field::Result, "#"),
            (Field::Result, "# Mở 3 lớp"),
            (Field::Result, "1E5 tờ rơi"),
            (Field::Evidence, "#anh-chup.jpg"),
            (Field::Allocated, "120.000.000"),
            (Field::Note, "Error"),
            (Field::Note, ""),
        ] {
            assert_eq!(loss(field, text), None, "{text}");
        }
    }
}
