//! S013: two agencies give the same number of sessions and of people: probably one event told
//! twice. Of sensitive indicators nothing is said: a finding must not tell another agency's value.

use std::collections::BTreeMap;

use crate::check::figures::{Given, SettledFigures, with_unit};
use crate::check::{Rule, SettledContext};
use crate::diag::{Code, Sink, code};
use crate::plan::{IndicatorId, Period, SCALE};
use crate::submission::Field;

static CODE: Code =
    code!(warning, "S013", "same-pair-elsewhere", "Hai cơ quan khai cùng một cặp số")
        .keeping_rows();

/// Smaller numbers may be equal by chance.
const LEAST: i64 = 100 * SCALE;
/// Maximum number of other agencies listed with each.
const SHOWN: usize = 3;

pub(in crate::check) struct SamePairElsewhere;

impl Rule for SamePairElsewhere {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn settled(&self, cx: &SettledContext<'_>, sink: &mut Sink) {
        let figures = cx.figures();
        let mut pairs: BTreeMap<(IndicatorId, Period, i64, i64), Vec<&Given>> = BTreeMap::new();
        for people in &figures.given {
            let indicator = figures.indicator(people);
            let Some(other) = indicator.goes_with.filter(|_| !indicator.sensitive) else {
                continue;
            };
            let Some(sessions) = figures.beside(people, other) else { continue };
            if people.value.min(sessions.value) >= LEAST {
                let key = (people.indicator, people.period, sessions.value, people.value);
                pairs.entry(key).or_default().push(people);
            }
        }
        for ((id, _, sessions, people), given) in pairs {
            let indicator = cx.plan().indicators.get(id);
            let Some(of_sessions) = indicator.goes_with.map(|id| cx.plan().indicators.get(id))
            else {
                continue;
            };
            for one in &given {
                let others: Vec<&&Given> =
                    given.iter().filter(|other| other.agency != one.agency).collect();
                let Some(row) = figures.row(one).filter(|_| !others.is_empty()) else { continue };
                let message = format!(
                    "Cơ quan khác cũng khai đúng {} và {}: có thể cùng một việc được khai hai lần.",
                    with_unit(sessions, of_sessions),
                    with_unit(people, indicator)
                );
                let mut finding = row
                    .at(&CODE, Field::Value, message)
                    .expected("việc do chính cơ quan đứng tên tổ chức")
                    .help("Chỉ cơ quan đứng tên tổ chức (giấy mời, kế hoạch ai ký) mới khai; cơ quan phối hợp thì bỏ số này đi. Hai nơi thật sự có số bằng nhau thì không cần sửa.");
                for other in others.iter().take(SHOWN) {
                    let name = &cx.plan().register.agency(other.agency).name;
                    if let Some(row) = figures.row(other) {
                        finding = finding
                            .related(row.as_related(format!("{name} khai cùng cặp số này.")));
                    }
                }
                sink.push(finding);
            }
        }
    }

    /// Both of the pair.
    fn doubted<'g>(&self, figures: &'g SettledFigures<'_>, given: &'g Given) -> Vec<&'g Given> {
        let sessions = figures.indicator(given).goes_with;
        let sessions = sessions.and_then(|id| figures.beside(given, id));
        std::iter::once(given).chain(sessions).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(others: (&str, &str)) -> usize {
        let rows = [
            "2025-Q3;Sở Y tế;II.1.1;120".to_owned(),
            "2025-Q3;Sở Y tế;II.1.2;4.310".to_owned(),
            format!("2025-Q3;UBND xã Diên Khánh;II.1.1;{}", others.0),
            format!("2025-Q3;UBND xã Diên Khánh;II.1.2;{}", others.1),
        ];
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        Trial::new().figures("bang.csv", "", &rows).found("S013").len()
    }

    #[test]
    fn both_numbers_are_equal_and_not_small() {
        assert_eq!(found(("120", "4.310")), 2, "told to both");
        assert_eq!(found(("120", "4.311")), 0);
        assert_eq!(found(("121", "4.310")), 0);
    }

    #[test]
    fn small_numbers_are_equal_by_chance() {
        let rows = [
            "2025-Q3;UBND xã Vạn Ninh;II.1.1;3",
            "2025-Q3;UBND xã Vạn Ninh;II.1.2;120",
            "2025-Q3;UBND xã Diên Khánh;II.1.1;3",
            "2025-Q3;UBND xã Diên Khánh;II.1.2;120",
        ];
        assert!(Trial::new().figures("bang.csv", "", &rows).found("S013").is_empty());
    }
}
