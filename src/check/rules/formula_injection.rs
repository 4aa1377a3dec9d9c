//! V415: a text that a spreadsheet would run as a formula. Bullets (`- Mở 3 lớp`, `+ Phát tờ rơi`)
//! are usual in reports and allowed.

use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::TableKind;
use crate::text::{fold, formula};

static CODE: Code = code!(warning, "V415", "formula-injection", "Ô mở đầu như một công thức");

pub(in crate::check) struct FormulaInjection;

impl Rule for FormulaInjection {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for field in cx.kind().free_texts() {
            let raw = cx.raw(field);
            // No formula begins with a letter or a digit.
            if raw.as_bytes().first().is_none_or(u8::is_ascii_alphanumeric) {
                continue;
            }
            let text = fold::trim(raw);
            let finding = match formula::sign(text) {
                Some(sign) => {
                    let message =
                        format!("Ô mở đầu bằng dấu “{sign}” nên Excel hiểu là công thức.");
                    cx.at(&CODE, field, message)
                        .help("Nếu là lời văn thì bỏ dấu ở đầu ô; nếu là công thức thì thay bằng kết quả của công thức.")
                }
                None if raw.starts_with('\t') && !text.is_empty() => cx
                    .at(&CODE, field, "Ô mở đầu bằng dấu Tab, có chương trình hiểu là công thức.")
                    .help("Xóa dấu Tab ở đầu ô.")
                    .fix(text),
                None => continue,
            };
            sink.push(finding.expected("lời văn"));
        }
    }
}
