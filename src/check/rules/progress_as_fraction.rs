//! V421: progress below one percent, written without "%": probably a fraction of 1. Beside such a
//! one, 1 is doubtful too.

use crate::check::{FileContext, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::number;

static CODE: Code = code!(warning, "V421", "progress-as-fraction", "Tiến độ dưới 1%");

pub(in crate::check) struct ProgressAsFraction;

impl Rule for ProgressAsFraction {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if progress(cx).is_some_and(is_fraction) {
            ask(cx, sink);
        }
    }

    fn file(&self, cx: &FileContext<'_>, sink: &mut Sink) {
        let is_one = |row: &RowContext<'_>| progress(row) == Some(ONE);
        if cx.rows().any(|row| is_one(&row))
            && cx.rows().any(|row| progress(&row).is_some_and(is_fraction))
        {
            cx.rows().filter(is_one).for_each(|row| ask(&row, sink));
        }
    }
}

/// One percent, in hundredths.
const ONE: i64 = 100;

fn is_fraction(progress: i64) -> bool {
    (1..ONE).contains(&progress)
}

/// The progress of a row in hundredths, where it is written without "%".
fn progress(row: &RowContext<'_>) -> Option<i64> {
    let progress = row.row.progress.value()?;
    (!row.text(Field::Progress).contains('%')).then_some(progress.value)
}

fn ask(cx: &RowContext<'_>, sink: &mut Sink) {
    let Some(progress) = progress(cx) else { return };
    let read = number::hundredths(progress);
    let intended = number::hundredths(progress * 100);
    let message = format!("Tiến độ được đọc là {read}%; có phải ý là {intended}%?");
    sink.push(cx.at(&CODE, Field::Progress, message).expected("0–100").help(format!(
        "Cột này ghi theo phần trăm: một nửa là 50. Nếu đúng là {intended}% thì ghi {intended}; nếu đúng là {read}% thì ghi {read}%."
    )));
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(progress: [&str; 3]) -> Vec<Option<u32>> {
        let tasks = ["I.2", "II.2", "III.2"];
        let rows = tasks.iter().zip(progress).map(|(task, progress)| {
            format!("2025-Q3;Sở Tư pháp;{task};Đang triển khai;{progress};Mở 2 lớp.;")
        });
        let rows: Vec<String> = rows.collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let found = Trial::new().file("a.csv", "ghi_chu", &rows).found("V421");
        found.iter().map(|finding| finding.place.row()).collect()
    }

    #[test]
    fn one_is_asked_about_beside_a_fraction_alone() {
        assert_eq!(found(["0,45", "1", "60"]), [Some(2), Some(3)]);
        assert_eq!(found(["45", "1", "60"]), []);
        assert_eq!(found(["0,45", "1%", "60"]), [Some(2)]);
        assert_eq!(found(["0,45%", "1", "60"]), []);
    }
}
