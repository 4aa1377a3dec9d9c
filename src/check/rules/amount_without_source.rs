//! C710: an amount is reported without its source of funds.

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::SourceOfFunds;
use crate::submission::Field;

static CODE: Code =
    code!(warning, "C710", "amount-without-source", "Có kinh phí nhưng chưa ghi nguồn");

pub(in crate::check) struct AmountWithoutSource;

impl Rule for AmountWithoutSource {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if !cx.row.source.is_blank() {
            return;
        }
        let amounts =
            [(Field::Allocated, &cx.row.allocated), (Field::Disbursed, &cx.row.disbursed)];
        let Some((amount, _)) =
            amounts.into_iter().find(|(_, cell)| cell.value().is_some_and(|r| r.value > 0))
        else {
            return;
        };
        // The source cell, or the amount where the file has no such column.
        let place = if cx.has(Field::Source) { Field::Source } else { amount };
        let sources: Vec<&str> = SourceOfFunds::ALL.iter().map(|s| s.label()).collect();
        let message = format!("Ô “{}” có số tiền nhưng chưa ghi nguồn kinh phí.", amount.heading());
        sink.push(
            cx.at(&CODE, place, message).expected(sources.join("; ")).help(
                "Ghi một trong bốn nguồn ở cột “Nguồn kinh phí”; chưa có cột này thì thêm cột.",
            ),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    #[test]
    fn the_place_is_the_cell_to_fill_in_or_the_amount() {
        let row = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;5.000.000;";
        let place = |more: &str, row: &str| {
            let found = Trial::new().file("a.csv", more, &[row]).found("C710");
            found.first().and_then(|d| d.place.cell().map(str::to_owned))
        };
        assert_eq!(place("kinh_phi_giao;nguon_kinh_phi", row).as_deref(), Some("H2"));
        assert_eq!(place("kinh_phi_giao;ghi_chu", row).as_deref(), Some("G2"));
        let nothing = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;0;";
        assert_eq!(place("kinh_phi_giao;nguon_kinh_phi", nothing), None);
        let unknown = "2025-Q3;Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;5.000.000;Quỹ đen";
        assert_eq!(place("kinh_phi_giao;nguon_kinh_phi", unknown), None);
    }
}
