//! V413: invisible characters in a cell: non-breaking spaces inside a text, zero-width and control
//! characters, bidirectional marks.

use crate::check::{BOTH, FileContext, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::TableKind;
use crate::text::fold;
use crate::text::hidden::{self, Hidden};

static CODE: Code = code!(warning, "V413", "hidden-characters", "Ô có ký tự ẩn");

pub(in crate::check) struct HiddenCharacters;

impl Rule for HiddenCharacters {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        // Fast path: most files have none.
        let contents = cx.submission.table.contents();
        if !hidden::may_be_in(contents.strip_prefix('\u{FEFF}').unwrap_or(contents)) {
            return;
        }
        cx.rows().for_each(|row| check_row(&row, sink));
    }
}

fn check_row(cx: &RowContext<'_>, sink: &mut Sink) {
    for (field, raw) in cx.cells() {
        if !hidden::may_be_in(raw) {
            continue;
        }
        let kinds = hidden(raw);
        // In garbled text they are parts of letters: F117.
        if kinds.is_empty() || cx.is_garbled(field) {
            continue;
        }
        let descriptions: Vec<String> =
            kinds.iter().map(|(kind, count)| format!("{count} {}", kind.words())).collect();
        let message = format!("Ô có {} mà màn hình không cho thấy.", descriptions.join(", "));
        sink.push(
            cx.at(&CODE, field, message)
                .value(descriptions.join(", "))
                .expected("chỉ chữ, số, dấu câu và dấu cách thường")
                .help("Ký tự này thường đến từ Word hoặc trang web: gõ lại nội dung ô, hoặc dán bằng Paste Special, kiểu Text.")
                .fix(fold::trim(&hidden::without(raw))),
        );
    }
}

/// The number of each kind. Surrounding spaces are trimmed anyway and not counted.
fn hidden(raw: &str) -> Vec<(Hidden, usize)> {
    hidden::count(raw.trim_matches(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn spaces_around_a_text_do_no_harm() {
        assert!(hidden("Sở Y tế\u{A0}").is_empty());
        assert_eq!(hidden("Sở\u{A0}Y tế").len(), 1);
    }
}
