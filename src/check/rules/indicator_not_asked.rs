//! S002: a figure of an agency that is not asked for it.

use crate::check::{FIGURES, RowContext, Rule, indicator_line};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, TableKind};

static CODE: Code =
    code!(error, "S002", "indicator-not-asked", "Cơ quan không được hỏi số liệu này").lowerable();

pub(in crate::check) struct IndicatorNotAsked;

impl Rule for IndicatorNotAsked {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        FIGURES
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let (plan, day) = (cx.plan(), cx.day());
        let Some((agency, id)) = cx.row.agency.value().zip(cx.row.indicator()) else { return };
        // Bodies that do not exist on that day are A506 and A507.
        let body = plan.register.agency(agency);
        if !body.in_force(day) {
            return;
        }
        let indicator = plan.indicators.get(id);
        if let Some((over, under)) = indicator.ratio {
            let [over, under] = [over, under].map(|side| &plan.indicators.get(side).id);
            let message = format!(
                "Số liệu {} là tỷ lệ được tính từ {over} và {under}; số ghi ở dòng này không dùng.",
                indicator.id
            );
            sink.push(
                cx.at(&CODE, Field::Indicator, message)
                    .expected(format!("{over} và {under}"))
                    .help(format!("Gửi {over} và {under}, xóa dòng này."))
                    .related(indicator_line(indicator)),
            );
            return;
        }
        if plan.is_asked(id, agency, day) {
            return;
        }
        let asked = indicator.asked_on(day);
        let (message, expected) = match asked.is_empty() {
            true => (
                format!("Số liệu {} không hỏi trong kỳ này.", indicator.id),
                "số liệu được hỏi trong kỳ này".to_owned(),
            ),
            false => (
                format!("Số liệu {} không hỏi {}.", indicator.id, body.name),
                format!("số của {}", plan.asked_words(indicator, asked, day)),
            ),
        };
        sink.push(
            cx.at(&CODE, Field::Indicator, message)
                .expected(expected)
                .help("Xem lại mã số liệu; nếu số này thuộc mã khác thì sửa mã, nếu ghi nhầm hoặc cơ quan khác đã khai thì xóa dòng này.")
                .related(indicator_line(indicator)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(agency: &str, code: &str) -> usize {
        let row = format!("2025-Q3;{agency};{code};12");
        Trial::new().figures("bang.csv", "", &[&row]).found("S002").len()
    }

    #[test]
    fn each_is_asked_for_its_own() {
        assert_eq!(found("UBND xã Diên Khánh", "II.2.4"), 0);
        assert_eq!(found("Sở Tư pháp", "II.2.4"), 1, "communes alone");
        assert_eq!(found("Sở Tư pháp", "II.2.1"), 0);
        assert_eq!(found("UBND xã Diên Khánh", "II.2.1"), 1, "communes tell it in II.1.1");
        assert_eq!(found("UBND xã Diên Khánh", "II.1.1"), 0);
    }
}
