//! V422: an amount too small to be in đồng. It is read as written.

use super::amount_unit_in_heading::is_amount_of_another_unit;
use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::Field;
use crate::text::number;

static CODE: Code =
    code!(warning, "V422", "amount-too-small", "Số tiền quá nhỏ nếu tính theo đồng");

pub(in crate::check) struct AmountTooSmall;

impl Rule for AmountTooSmall {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let amounts =
            [(Field::Allocated, &cx.row.allocated), (Field::Disbursed, &cx.row.disbursed)];
        for (field, cell) in amounts {
            let small = cell.value().is_some_and(|read| number::wants_unit(read.value));
            // An explicit unit is trusted.
            let named = || number::names_unit(cx.text(field));
            if !small || named() || is_amount_of_another_unit(cx, field) {
                continue;
            }
            let message =
                "Số tiền được đọc theo đồng, nên nhỏ khác thường; có phải là triệu đồng không?";
            sink.push(cx.at(&CODE, field, message).expected("số tiền tính theo đồng").help(
                "Nếu là triệu đồng thì ghi cả đơn vị, ví dụ “120 triệu”, hoặc ghi đủ 120.000.000. Nếu đúng là đồng thì ghi thêm chữ đồng, ví dụ “50.000 đồng”.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn only_a_bare_small_amount_is_asked_about() {
        for (amount, expected) in [
            ("120", 1),
            ("45.000", 1),
            ("99.999", 1),
            ("100.000", 0),
            ("0", 0),
            ("-", 0),
            ("50.000 đồng", 0),
            ("50.000 ₫", 0),
            ("120 triệu", 0),
        ] {
            let row = format!("2025-Q3;Sở Tư pháp;I.2;Đang triển khai;50;Mở 2 lớp.;{amount}");
            let found = Trial::new().file("a.csv", "kinh_phi_giao", &[&row]).found("V422");
            assert_eq!(found.len(), expected, "{amount}");
        }
    }
}
