//! K601: a row names another period than that of the files.

use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, TableKind};

static CODE: Code = code!(error, "K601", "wrong-period", "Dòng ghi kỳ khác kỳ đang nhận báo cáo");

pub(in crate::check) struct WrongPeriod;

impl Rule for WrongPeriod {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let scope = cx.file.scope;
        let (Some(found), Some(expected_content)) = (cx.row.period.value(), scope.period) else {
            return;
        };
        // A quarter inside the requested half-year is right.
        if scope.takes(found) {
            return;
        }
        let (found, expected_content) = (found.name(), expected_content.name());
        let message =
            format!("Dòng này ghi {found}, trong khi đang nhận báo cáo của {expected_content}.");
        let help = format!(
            "Nếu đây là số liệu của kỳ này thì sửa thành “{expected_content}”; nếu là dòng còn lại của kỳ khác thì xóa dòng."
        );
        sink.push(cx.at(&CODE, Field::Period, message).expected(expected_content).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;
    use crate::plan::Period;

    fn found(scope: Option<Period>, written: &str) -> usize {
        let row = format!("{written};Sở Công Thương;I.1;Đang triển khai;50;Đã làm.;");
        Trial::new().period(scope).file("so-cong-thuong.csv", "", &[&row]).found("K601").len()
    }

    #[test]
    fn a_part_of_a_longer_period_is_right() {
        assert_eq!(found(Some(Period::Half(2025, 1)), "2025-Q2"), 0);
        assert_eq!(found(Some(Period::Year(2025)), "6 tháng cuối năm 2025"), 0);
        assert_eq!(found(Some(Period::Half(2025, 1)), "2025-Q3"), 1);
    }

    #[test]
    fn a_longer_period_is_no_part_of_a_quarter() {
        assert_eq!(found(Some(Period::Quarter(2025, 3)), "9 tháng năm 2025"), 1);
        assert_eq!(found(Some(Period::Quarter(2025, 3)), "2025-07-01..2025-07-31"), 1);
    }

    #[test]
    fn without_a_period_asked_for_nothing_is_wrong() {
        assert_eq!(found(None, "2025-Q2"), 0);
        assert_eq!(found(Some(Period::Quarter(2025, 3)), "quý chín"), 0);
    }
}
