//! H201 raised by the check: the file lacks a column that one of its rows needs. The reader checks
//! the columns that every file needs.

use super::required_empty::needs_progress;
use crate::check::{FileContext, RowContext, Rule, plan_line};
use crate::diag::{Code, Sink};
use crate::submission::{Field, MISSING_COLUMN, missing_columns};

pub(in crate::check) struct MissingColumn;

impl Rule for MissingColumn {
    fn code(&self) -> &'static Code {
        &MISSING_COLUMN
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        let lacks = |field: Field, needs: &dyn Fn(&RowContext<'_>) -> bool| {
            if cx.submission.has(field) {
                return None;
            }
            Some((field, cx.rows().find(|row| needs(row))?))
        };
        let lacking: Vec<_> = [
            lacks(Field::Progress, &needs_progress),
            lacks(Field::Result, &|row| row.row.reports_work()),
        ]
        .into_iter()
        .flatten()
        .collect();
        if lacking.is_empty() {
            return;
        }
        let fields: Vec<Field> = lacking.iter().map(|(field, _)| *field).collect();
        let place = cx.submission.header_place();
        let mut finding = missing_columns(place, &fields, &cx.submission.unknown);
        for (field, row) in &lacking {
            let reason = match (field, row.row.status.value()) {
                (Field::Progress, _) => "dòng này là của cơ quan chủ trì".to_owned(),
                (_, Some(status)) => format!("dòng này ghi “{}”", status.label()),
                _ => continue,
            };
            let message = format!("Cần cột “{}” vì {reason}.", field.heading());
            finding = finding.related(row.as_related(message));
            if let (Field::Progress, Some(task)) = (field, row.row.task.value()) {
                finding = finding.related(plan_line(cx.plan(), task, row.day()));
            }
        }
        sink.push(finding);
    }
}
