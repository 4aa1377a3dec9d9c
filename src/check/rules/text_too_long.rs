//! V416: a text longer than a spreadsheet cell can hold.

use crate::check::{BOTH, FileContext, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::TableKind;
use crate::text::number;

static CODE: Code = code!(error, "V416", "text-too-long", "Nội dung ô quá dài");

/// Maximum length of an Excel cell, in UTF-16 units.
pub(super) const CELL_LIMIT: usize = 32_767;

pub(in crate::check) struct TextTooLong;

impl Rule for TextTooLong {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        // Fast path: most files have no text this long.
        if cx.submission.table.longest_field() <= CELL_LIMIT {
            return;
        }
        cx.rows().for_each(|row| check_row(&row, sink));
    }
}

fn check_row(cx: &RowContext<'_>, sink: &mut Sink) {
    for (field, raw) in cx.cells() {
        // Bytes are never fewer than units.
        if raw.len() <= CELL_LIMIT {
            continue;
        }
        let length = raw.encode_utf16().count();
        if length > CELL_LIMIT {
            let length_text = number::dong(i64::try_from(length).unwrap_or(i64::MAX));
            let message =
                format!("Ô dài {length_text} ký tự; một ô Excel chỉ chứa được 32.767 ký tự.");
            sink.push(
                cx.at(&CODE, field, message)
                    .value(format!("{length_text} ký tự"))
                    .expected("nhiều nhất 32.767 ký tự")
                    .help("Tóm tắt trong ô này; phần chi tiết để trong tài liệu riêng và ghi tên tài liệu ở cột “Minh chứng”."),
            );
        }
    }
}
