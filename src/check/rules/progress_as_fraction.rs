//! V421: progress below one percent, written without "%": probably a fraction of 1.

use crate::check::{RowContext, Rule};
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
        let Some(progress) = cx.row.progress.value() else { return };
        if !(1..100).contains(&progress.value) || cx.text(Field::Progress).contains('%') {
            return;
        }
        let read = number::hundredths(progress.value);
        let intended = number::hundredths(progress.value * 100);
        let message = format!("Tiến độ được đọc là {read}%; có phải ý là {intended}%?");
        sink.push(cx.at(&CODE, Field::Progress, message).expected("0–100").help(format!(
            "Cột này ghi theo phần trăm: một nửa là 50. Nếu đúng là {intended}% thì ghi {intended}; nếu đúng là {read}% thì ghi {read}%."
        )));
    }
}
