//! C707: more was paid out than was allocated.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::number;

static CODE: Code =
    code!(error, "C707", "overspent", "Giải ngân nhiều hơn kinh phí được giao").lowerable();

pub(in crate::check) struct Overspent;

impl Rule for Overspent {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let (Some(allocated), Some(disbursed)) =
            (cx.row.allocated.value(), cx.row.disbursed.value())
        else {
            return;
        };
        if disbursed.value <= allocated.value {
            return;
        }
        let allocated_text = number::dong(allocated.value);
        let message = "Kinh phí giải ngân nhiều hơn kinh phí được giao.";
        let cell = cx.file.submission.cell_name(cx.row, Field::Allocated).unwrap_or_default();
        sink.push(
            cx.at(&CODE, Field::Disbursed, message)
                .expected(format!("không quá {allocated_text} đồng"))
                .help("Xem lại số chữ số 0 và đơn vị (đồng) của cả hai ô; nếu đã được giao thêm thì ghi kinh phí được giao theo số mới nhất.")
                .related(cx.as_related(format!("Kinh phí được giao ở ô {cell}: {allocated_text} đồng."))),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn only_two_known_amounts_are_compared() {
        for (allocated, disbursed, expected) in [
            ("100 triệu", "100.000.000", 0),
            ("100 triệu", "100.000.001", 1),
            ("0", "5.000", 1),
            ("", "5.000.000", 0),
            ("abc", "5.000.000", 0),
        ] {
            let row = format!(
                "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;{allocated};{disbursed};Khác"
            );
            let more = "kinh_phi_giao;kinh_phi_giai_ngan;nguon_kinh_phi";
            let found = Trial::new().file("a.csv", more, &[&row]).found("C707");
            assert_eq!(found.len(), expected, "{allocated} {disbursed}");
        }
    }
}
