//! M907: rows of a form returned unfilled. Coordinators need not report on every task, so it is a
//! note; rows that a lead leaves empty are V401.

use crate::check::{FileContext, RowContext, Rule};
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::Role;
use crate::submission::Field;

static CODE: Code = code!(note, "M907", "form-row-left-empty", "Dòng của mẫu để trống");

pub(in crate::check) struct FormRowLeftEmpty;

impl Rule for FormRowLeftEmpty {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        if !is_form(cx) {
            return;
        }
        let rows = cx.submission.rows.len();
        let empty = cx.rows().filter(is_untouched).count();
        let left: Vec<RowContext<'_>> =
            cx.rows().filter(|row| is_untouched(row) && row.role() != Some(Role::Lead)).collect();
        // A form that is wholly unfilled is V401.
        if left.is_empty() || empty == rows {
            return;
        }
        let tasks: Vec<&str> = left.iter().map(|row| row.text(Field::Task)).collect();
        let message = format!(
            "Mẫu còn {} dòng để trống, coi như không báo cáo các nhiệm vụ ấy: {}.",
            left.len(),
            tasks.join(", ")
        );
        let mut finding = Diagnostic::new(&CODE, Place::of_file(cx.name), message)
            .help("Không cần sửa; nếu bỏ sót nhiệm vụ nào thì điền dòng ấy rồi gửi lại.");
        if let Some(id) = cx.sender() {
            finding = finding.agency(&cx.plan().register.agency(id).id);
        }
        sink.push(finding);
    }
}

/// Whether a file is a blank form, filled in or not.
pub(super) fn is_form(cx: &FileContext<'_>) -> bool {
    cx.submission.has(Field::TaskText)
}

/// Whether a row of a form holds only its prefilled cells.
pub(super) fn is_untouched(row: &RowContext<'_>) -> bool {
    is_form(row.file)
        && !row.text(Field::Task).is_empty()
        && row.cells().all(|(field, text)| {
            matches!(field, Field::Period | Field::Agency | Field::Task | Field::Role)
                || crate::text::fold::trim(text).is_empty()
        })
}
