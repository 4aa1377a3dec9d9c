//! S005: a figure is larger than the one of which it is a part. It is unknown which of the two is
//! wrong, so neither counts.

use crate::check::figures::{pairs, with_unit};
use crate::check::{PeriodContext, RowContext, Rule, indicator_line};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::submission::Field;

static CODE: Code = code!(error, "S005", "part-exceeds-whole", "Số của một phần lớn hơn số chung");

const HELP: &str =
    "Xem lại cả hai số: số “trong đó” chỉ đếm những trường hợp đã nằm trong số chung của cùng kỳ.";

pub(in crate::check) struct PartExceedsWhole;

impl Rule for PartExceedsWhole {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        if cx.figures.is_empty() {
            return;
        }
        for (part, whole) in pairs(cx, |indicator| indicator.part_of) {
            let values = part.row.value().zip(whole.row.value());
            if values.is_some_and(|(part, whole)| part > whole) {
                sink.extend(findings(&part, &whole).into_iter().flatten());
            }
        }
    }
}

/// One finding at each of the two cells.
fn findings(part: &RowContext<'_>, whole: &RowContext<'_>) -> Option<[Diagnostic; 2]> {
    let (of_part, of_whole) = (part.indicator()?, whole.indicator()?);
    let (part_value, whole_value) = (part.row.value()?, whole.row.value()?);
    let message = format!(
        "Số liệu {0} là một phần của {1} nhưng lớn hơn {1} cùng kỳ.",
        of_part.id, of_whole.id
    );
    let at_part = part
        .at(&CODE, Field::Value, message)
        .expected(format!("không quá {}", with_unit(whole_value, of_whole)))
        .help(HELP)
        .related(whole.as_related(format!(
            "Số chung {}: {}.",
            of_whole.id,
            with_unit(whole_value, of_whole)
        )))
        .related(indicator_line(of_part));
    let message = format!("Số liệu {} nhỏ hơn {}, là một phần của nó.", of_whole.id, of_part.id);
    let at_whole = whole
        .at(&CODE, Field::Value, message)
        .expected(format!("từ {} trở lên", with_unit(part_value, of_part)))
        .help(HELP)
        .related(part.as_related(format!(
            "Số của một phần, {}: {}.",
            of_part.id,
            with_unit(part_value, of_part)
        )));
    Some([at_part, at_whole])
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(rows: &[&str]) -> Vec<Option<String>> {
        let trial = Trial::new().figures("bang.csv", "", rows);
        trial.found("S005").iter().map(|d| d.place.cell().map(str::to_owned)).collect()
    }

    #[test]
    fn both_cells_are_told_and_neither_counts() {
        let rows = ["2025-Q3;Sở Y tế;III.1.1;12", "2025-Q3;Sở Y tế;III.1.2;15"];
        assert_eq!(found(&rows), [Some("D3".to_owned()), Some("D2".to_owned())]);
        let trial = Trial::new().figures("bang.csv", "", &rows);
        assert_eq!(trial.run().figures().count(), 0);
    }

    #[test]
    fn a_part_may_be_the_whole_and_stands_for_its_own_agency() {
        assert!(found(&["2025-Q3;Sở Y tế;III.1.1;12", "2025-Q3;Sở Y tế;III.1.2;12"]).is_empty());
        let others = ["2025-Q3;UBND xã Diên Khánh;IV.1.2;2", "2025-Q3;UBND xã Vạn Ninh;IV.1.3;3"];
        assert!(found(&others).is_empty());
        assert!(found(&["2025-Q3;Sở Y tế;III.1.2;12"]).is_empty(), "no whole to compare with");
    }

    #[test]
    fn a_cell_with_a_fault_of_its_own_is_not_told_again() {
        let rows = ["2025-Q3;Sở Y tế;III.1.1;mười", "2025-Q3;Sở Y tế;III.1.2;15"];
        assert!(found(&rows).is_empty());
    }
}
