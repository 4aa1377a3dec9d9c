//! S012: fewer people than sessions, or fewer places than inspections. It is unknown which of the
//! two is wrong, so neither counts.

use crate::check::figures::{pairs, with_unit};
use crate::check::{PeriodContext, RowContext, Rule};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::submission::Field;

static CODE: Code =
    code!(error, "S012", "fewer-people-than-sessions", "Số lượt ít hơn số buổi, số cuộc");

pub(in crate::check) struct FewerPeopleThanSessions;

impl Rule for FewerPeopleThanSessions {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn period(&self, cx: &PeriodContext<'_>, sink: &mut Sink) {
        if cx.figures.is_empty() {
            return;
        }
        for (people, sessions) in pairs(cx, |indicator| indicator.goes_with) {
            let values = people.row.value().zip(sessions.row.value());
            if values.is_some_and(|(people, sessions)| people < sessions) {
                sink.extend(findings(&people, &sessions).into_iter().flatten());
            }
        }
    }
}

/// One finding at each of the two cells.
fn findings(people: &RowContext<'_>, sessions: &RowContext<'_>) -> Option<[Diagnostic; 2]> {
    let (of_people, of_sessions) = (people.indicator()?, sessions.indicator()?);
    let (people_value, sessions_value) = (people.row.value()?, sessions.row.value()?);
    let (unit, occasions) = (of_people.unit.get().name, of_sessions.unit.get().name);
    let message =
        format!("Số {unit} ở {} ít hơn số {occasions} ở {}.", of_people.id, of_sessions.id);
    let help = format!(
        "Mỗi {occasions} có ít nhất một {unit}: cộng số {unit} của mọi {occasions}, rồi xem lại cả hai số; hai số ghi đổi chỗ thì đổi lại."
    );
    let at_people = people
        .at(&CODE, Field::Value, &message)
        .expected(format!("từ {} {unit} trở lên", crate::text::figure::shown(sessions_value)))
        .help(&help)
        .related(sessions.as_related(format!(
            "Số liệu {}: {}.",
            of_sessions.id,
            with_unit(sessions_value, of_sessions)
        )));
    let at_sessions = sessions
        .at(&CODE, Field::Value, message)
        .expected(format!("không quá {} {occasions}", crate::text::figure::shown(people_value)))
        .help(help)
        .related(people.as_related(format!(
            "Số liệu {}: {}.",
            of_people.id,
            with_unit(people_value, of_people)
        )));
    Some([at_people, at_sessions])
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(sessions: &str, people: &str) -> usize {
        let rows = [("II.1.1", sessions), ("II.1.2", people)]
            .map(|(c, v)| format!("2025-Q3;Sở Y tế;{c};{v}"));
        Trial::new().figures("so-y-te.csv", "", &[&rows[0], &rows[1]]).found("S012").len()
    }

    #[test]
    fn each_session_has_at_least_one_person() {
        assert_eq!(found("12", "12"), 0);
        assert_eq!(found("0", "0"), 0);
        assert_eq!(found("12", "11"), 2, "both cells");
        assert_eq!(found("430", "12"), 2, "the two values exchanged");
    }
}
