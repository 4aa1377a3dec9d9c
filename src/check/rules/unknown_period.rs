//! V409: a reporting period that cannot be read.

use super::lost_in_export::is_lost;
use crate::check::{BOTH, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::submission::{Field, TableKind};
use crate::text::fold;

static CODE: Code = code!(error, "V409", "unknown-period", "Kỳ báo cáo không nhận ra");

pub(in crate::check) struct UnknownPeriod;

impl Rule for UnknownPeriod {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        BOTH
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.period.fault().is_none() || is_lost(cx, Field::Period) {
            return;
        }
        if let Some(finding) = cx.as_above(&CODE, Field::Period) {
            sink.push(finding);
            return;
        }
        let text = cx.text(Field::Period);
        let odd = cx.stray_characters(Field::Period);
        let message = match kind(text) {
            _ if odd.is_some() => {
                &format!("Không nhận ra kỳ báo cáo này{}.", odd.unwrap_or_default())
            }
            Kind::Month => "Ô này ghi một tháng; kỳ báo cáo là quý, 6 tháng, 9 tháng hoặc năm.",
            Kind::NoYear => "Kỳ báo cáo chưa ghi năm.",
            Kind::Other => "Không nhận ra kỳ báo cáo này.",
        };
        let finding = cx.at(&CODE, Field::Period, message);
        sink.push(match cx.file.scope.period {
            Some(period) => finding.expected(period.written()).help(format!(
                "Nếu là số liệu của kỳ đang nhận thì ghi “{}”.",
                period.written()
            )),
            None => finding.expected("Quý III/2025").help(
                "Ghi theo một trong các cách: “Quý III/2025”, “6 tháng đầu năm 2025”, “9 tháng năm 2025”, “Năm 2025”.",
            ),
        });
    }
}

/// What was written instead of a period.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Month,
    NoYear,
    Other,
}

fn kind(text: &str) -> Kind {
    let folded = fold::ascii(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let has_year = words.iter().any(|w| w.len() == 4 && w.starts_with("20"));
    let is_quarter = |w: &str| matches!(w, "q1" | "q2" | "q3" | "q4" | "quy" | "qui");
    match words.as_slice() {
        ["thang", ..] => Kind::Month,
        ["6" | "9" | "sau" | "chin", "thang", ..] if !has_year => Kind::NoYear,
        ["ky", rest @ ..] if !has_year && rest.iter().any(|w| is_quarter(w)) => Kind::NoYear,
        [first, ..] if !has_year && is_quarter(first) => Kind::NoYear,
        _ => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn a_year_is_missed_only_where_a_period_stands() {
        for (text, expected) in [
            ("quý 3", Kind::NoYear),
            ("Q2", Kind::NoYear),
            ("6 tháng đầu năm", Kind::NoYear),
            ("Kỳ quý III", Kind::NoYear),
            ("tháng 6/2026", Kind::Month),
            ("II/2026", Kind::Other),
            ("STT", Kind::Other),
            ("1", Kind::Other),
        ] {
            assert_eq!(kind(text), expected, "{text}");
        }
    }
}
