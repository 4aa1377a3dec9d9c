//! C701: the same row twice. It is counted once.

use std::collections::BTreeMap;

use crate::check::{PeriodContext, RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::plan::{AgencyId, Period, TaskId};
use crate::submission::{COLUMNS, Field};
use crate::text::fold;

static CODE: Code = Code::warning("C701", "duplicate-row", "Dòng trùng");

/// C701.
pub(in crate::check) struct DuplicateRow;

impl Rule for DuplicateRow {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let mut seen: BTreeMap<_, Vec<RowContext<'_>>> = BTreeMap::new();
        for row in cx.rows() {
            let Some(key) = key(&row) else { continue };
            let before = seen.entry(key).or_default();
            if let Some(first) = before.iter().find(|b| contents(b) == contents(&row)) {
                sink.push(
                    row.at(
                        &CODE,
                        Field::Task,
                        "Dòng này giống hệt một dòng khác; chỉ được tính một lần.",
                    )
                    .expected("một dòng cho mỗi nhiệm vụ")
                    .help("Xóa một trong hai dòng.")
                    .related(first.as_related("Dòng giống hệt ở đây.")),
                );
            }
            before.push(row);
        }
    }
}

/// What makes two rows speak of the same thing.
pub(super) fn key(row: &RowContext<'_>) -> Option<(AgencyId, TaskId, Period)> {
    Some((row.row.agency.value()?, row.row.task.value()?, row.row.period.value()?))
}

/// What a row says, beyond its key; spelling of spaces and case does not make a difference.
pub(super) fn contents(row: &RowContext<'_>) -> Vec<String> {
    COLUMNS
        .iter()
        .filter(|c| !matches!(c.field, Field::Agency | Field::Task | Field::Period))
        .map(|c| fold::name(row.text(c.field)))
        .collect()
}
