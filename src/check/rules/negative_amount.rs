//! V412: an amount of money below zero.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::text::number::Fault;

static CODE: Code = code!(error, "V412", "negative-amount", "Kinh phí âm");

pub(in crate::check) struct NegativeAmount;

impl Rule for NegativeAmount {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        for (field, cell) in cx.row.numbers() {
            if cell.fault() == Some(&Fault::Negative) {
                let message = match cx.text(field).starts_with('(') {
                    true => {
                        "Số trong ngoặc đơn là số âm theo cách ghi của kế toán; kinh phí không thể âm."
                    }
                    false => "Kinh phí không thể âm.",
                };
                sink.push(
                    cx.at(&CODE, field, message)
                        .expected(cx.expected_content(field))
                        .help("Ghi số lũy kế từ đầu năm ngân sách, đã trừ phần nộp trả hoặc bị giảm; lý do giảm nêu ở cột “Ghi chú”."),
                );
            }
        }
    }
}
