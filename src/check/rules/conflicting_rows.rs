//! C702: the same agency, task and period twice, with different contents. No row is trusted then.

use std::collections::BTreeMap;

use super::duplicate_row::{contents, key};
use crate::check::{PeriodContext, RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::submission::Field;

static CODE: Code =
    Code::error("C702", "conflicting-rows", "Hai dòng cùng nhiệm vụ, nội dung khác nhau");

/// C702.
pub(in crate::check) struct ConflictingRows;

impl Rule for ConflictingRows {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        let mut seen: BTreeMap<_, Vec<RowContext<'_>>> = BTreeMap::new();
        for row in cx.rows() {
            if let Some(key) = key(&row) {
                seen.entry(key).or_default().push(row);
            }
        }
        for rows in seen.values().filter(|rows| rows.len() > 1) {
            let first = contents(&rows[0]);
            if rows[1..].iter().all(|row| contents(row) == first) {
                continue;
            }
            for row in rows {
                let others = rows.iter().filter(|o| !std::ptr::eq(o.row, row.row));
                let message =
                    "Cùng cơ quan, cùng nhiệm vụ, cùng kỳ nhưng có hai dòng nội dung khác nhau.";
                let mut finding = row
                    .at(&CODE, Field::Task, message)
                    .expected("một dòng cho mỗi nhiệm vụ")
                    .help("Gộp thành một dòng, hoặc xóa dòng cũ, hoặc sửa mã nhiệm vụ ghi nhầm.");
                for other in others {
                    finding = finding.related(other.as_related("Dòng cùng nhiệm vụ ở đây."));
                }
                sink.push(finding);
            }
        }
    }
}
