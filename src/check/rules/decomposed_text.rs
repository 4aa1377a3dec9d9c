//! V414: decomposed text (NFD). Comparison handles it, so there is one note for each file.

use crate::check::{BOTH, FileContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::TableKind;
use crate::text::compose::{composed, is_composed};
use crate::text::fold;

static CODE: Code = code!(note, "V414", "decomposed-text", "Chữ có dấu lưu rời từng dấu");

pub(in crate::check) struct DecomposedText;

impl Rule for DecomposedText {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        // Combining marks; most files have none.
        let contents = cx.submission.table.contents().as_bytes();
        if memchr::memchr2(0xCC, 0xCD, contents).is_none() {
            return;
        }
        let mut first = None;
        let mut count = 0;
        for row in cx.rows() {
            for (field, raw) in row.cells() {
                if !is_composed(raw) {
                    count += 1;
                    first.get_or_insert((row, field, raw));
                }
            }
        }
        let Some((row, field, raw)) = first else { return };
        let whole = match cx.submission.kind {
            TableKind::Progress => "Tệp",
            TableKind::Figures => "Bảng số liệu",
        };
        let message = format!(
            "{whole} có {count} ô mà dấu lưu rời khỏi chữ cái, thường do gõ trên máy Mac; chương trình vẫn đọc đúng."
        );
        sink.push(
            row.at(&CODE, field, message)
                .expected("chữ có dấu theo bảng mã Unicode dựng sẵn")
                .help("Không bắt buộc sửa; muốn sửa thì chọn bảng mã “Unicode dựng sẵn” trong bộ gõ rồi gõ lại.")
                .fix(composed(fold::trim(raw))),
        );
    }
}
