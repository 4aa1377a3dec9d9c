//! C701: a row repeats another row. The content counts once.

use crate::check::{BOTH, PeriodContext, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{COLUMNS, Field, Row, TableKind};
use crate::text::fold;

/// The check excludes the rows found here.
pub(in crate::check) static CODE: Code =
    code!(warning, "C701", "duplicate-row", "Dòng trùng nội dung").leaving_out();

pub(in crate::check) struct DuplicateRow;

impl Rule for DuplicateRow {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        for rows in both(cx) {
            // Contradicting rows are C702, and none of them counts.
            if !differing(&rows).is_empty() {
                continue;
            }
            // A row with an error does not count, so an equal row is not a repeat.
            let mut sound = rows.iter().filter(|row| !cx.is_faulty(row));
            let Some(first) = sound.next() else { continue };
            let number = first.file.submission.row_number(first.row);
            for row in sound {
                let message = "Dòng này trùng nội dung với một dòng khác; chỉ được tính một lần.";
                let subject = subject(row);
                sink.push(
                    row.at(&CODE, row.kind().code(), message)
                        .expected(format!("một dòng cho mỗi {subject}"))
                        .help(format!(
                            "Xóa một trong hai dòng; nếu ghi nhầm mã {subject} thì sửa mã."
                        ))
                        .related(first.as_related(format!("Dòng {number} có cùng nội dung."))),
                );
            }
        }
    }
}

/// Groups of rows with the same agency, period, and task or indicator, in file order.
pub(super) fn both<'a>(cx: &'a PeriodContext<'_>) -> impl Iterator<Item = Vec<RowContext<'a>>> {
    BOTH.iter().flat_map(|kind| groups(cx, *kind))
}

fn groups<'a>(
    cx: &'a PeriodContext<'_>,
    kind: TableKind,
) -> impl Iterator<Item = Vec<RowContext<'a>>> {
    let tables = cx.tables(kind);
    let group = move |rows: &'a Vec<(usize, usize)>| {
        rows.iter().filter_map(|(file, row)| tables.get(*file)?.row(*row)).collect()
    };
    cx.repeated(kind).iter().map(group)
}

/// What a row is about, in words.
pub(super) fn subject(row: &RowContext<'_>) -> &'static str {
    match row.kind() {
        TableKind::Progress => "nhiệm vụ",
        TableKind::Figures => "số liệu",
    }
}

/// The columns in which rows of one key differ. The date of the report, the role, which the plan
/// gives anyway, and the themes, for which no row is lost, are ignored.
pub(super) fn differing(rows: &[RowContext<'_>]) -> Vec<Field> {
    let key = [
        Field::Agency,
        Field::Task,
        Field::Period,
        Field::Reported,
        Field::Role,
        Field::DifficultyTheme,
        Field::ProposalTheme,
    ];
    let Some((first, others)) = rows.split_first() else { return Vec::new() };
    // Of figures only the value is used; names and units have rules of their own.
    if first.kind() == TableKind::Figures {
        let differs = others.iter().any(|other| !same(first, other, Field::Value));
        return if differs { vec![Field::Value] } else { Vec::new() };
    }
    let differs = |field| others.iter().any(|other| !same(first, other, field));
    COLUMNS.iter().map(|c| c.field).filter(|f| !key.contains(f) && differs(*f)).collect()
}

/// Whether two cells have the same value: `60` and `60%`, `1.000.000` and `1 triệu`, any case and
/// spacing.
fn same(a: &RowContext<'_>, b: &RowContext<'_>, field: Field) -> bool {
    match (value(a.row, field), value(b.row, field)) {
        (Some(a), Some(b)) => a == b,
        _ => fold::name(a.text(field)) == fold::name(b.text(field)),
    }
}

/// The value of a typed cell as one number.
fn value(row: &Row, field: Field) -> Option<i64> {
    match field {
        Field::Value => row.value(),
        Field::Progress => row.progress.value().map(|r| r.value),
        Field::Allocated => row.allocated.value().map(|r| r.value),
        Field::Disbursed => row.disbursed.value().map(|r| r.value),
        Field::Status => row.status.value().map(|s| s as i64),
        Field::Source => row.source.value().map(|s| s as i64),
        Field::Due => row.due.value().map(|d| i64::from(chrono::Datelike::num_days_from_ce(&d))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    const A: &str = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;12/9/2025";

    fn trial(rows: &[&str]) -> Trial {
        Trial::new().file("a.csv", "ngay_bao_cao", rows)
    }

    #[test]
    fn the_same_said_otherwise_is_a_repeat_and_counts_once() {
        let b = "Quý III/2025;SCT;i-1;dang_trien_khai;50%;đã  làm;15/9/2025";
        let trial = trial(&[A, b]);
        let found = trial.found("C701");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place.row(), Some(3));
        assert!(trial.found("C702").is_empty());
        assert_eq!(trial.run().rows().count(), 1);
        assert_eq!(trial.run().files[0].accepted_rows(), 1);
    }

    #[test]
    fn the_same_file_sent_twice_counts_once() {
        let trial = trial(&[A]).file("b.csv", "ngay_bao_cao", &[A]);
        assert_eq!(trial.found("C701").len(), 1);
        assert_eq!(trial.run().rows().count(), 1);
    }

    #[test]
    fn rows_with_an_error_of_their_own_are_no_repeats() {
        let wrong = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;140;Đã làm.;12/9/2025";
        let trial = trial(&[wrong, wrong]);
        assert!(trial.found("C701").is_empty());
        assert!(trial.found("C702").is_empty());
    }

    #[test]
    fn a_repeat_among_contradicting_rows_is_left_to_c702() {
        let other = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;70;Đã làm.;12/9/2025";
        let trial = trial(&[A, A, other]);
        assert!(trial.found("C701").is_empty());
        assert_eq!(trial.found("C702").len(), 3);
        assert_eq!(trial.run().rows().count(), 0);
    }
}
