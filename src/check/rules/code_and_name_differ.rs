//! S010: the code and the name of a row belong to two different indicators, as after sorting one
//! column alone.

use crate::check::{FIGURES, RowContext, Rule, indicator_line};
use crate::diag::{Code, Diagnostic, Sink, code};
use crate::plan::{Indicator, Plan};
use crate::submission::{Field, TableKind};
use crate::text::fold;

static CODE: Code =
    code!(error, "S010", "code-and-name-differ", "Mã và tên số liệu không khớp nhau");

/// Shorter texts may be the beginning of several names.
const LETTERS: usize = 25;

pub(in crate::check) struct CodeAndNameDiffer;

impl Rule for CodeAndNameDiffer {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        FIGURES
    }

    fn rows(&self, rows: &[RowContext<'_>], sink: &mut Sink) {
        let mut names: Option<Names<'_>> = None;
        for cx in rows {
            let written = cx.text(Field::IndicatorName);
            // Fast path: forms carry the names of the plan.
            let own = cx.indicator().filter(|own| !written.is_empty() && written != own.name);
            let Some(own) = own else { continue };
            let names = names.get_or_insert_with(|| Names::of(cx.plan()));
            if let Some(other) = names.other(own, written) {
                sink.push(finding(cx, own, other));
            }
        }
    }
}

fn finding(cx: &RowContext<'_>, own: &Indicator, other: &Indicator) -> Diagnostic {
    let message = "Mã số liệu và tên số liệu trên dòng này là của hai số liệu khác nhau.";
    cx.at(&CODE, Field::Indicator, message)
        .value(format!("mã {}, tên của {}", own.id, other.id))
        .expected("mã và tên của cùng một số liệu")
        .help("Xem giá trị trên dòng là của số liệu nào rồi sửa mã hoặc tên. Nếu nhiều dòng cùng sai thì có thể bảng đã được sắp xếp mà không chọn hết các cột: lấy lại bản trước khi sắp xếp.")
        .related(indicator_line(other))
}

/// The folded names of all indicators.
struct Names<'a>(Vec<(String, &'a Indicator)>);

impl<'a> Names<'a> {
    fn of(plan: &'a Plan) -> Self {
        let name = |indicator: &'a Indicator| (fold::ascii(&indicator.name), indicator);
        Self(plan.indicators.list.iter().map(name).collect())
    }

    /// The other indicator with this name; `None` where it is the row's own name or no indicator's.
    fn other(&self, own: &Indicator, text: &str) -> Option<&'a Indicator> {
        let written = fold::ascii(without_code(text));
        // A long name may be truncated or continued.
        let is_of = |name: &str| {
            let is_long = written.len() >= LETTERS && name.len() >= LETTERS;
            name == written
                || (is_long && (name.starts_with(&written) || written.starts_with(name)))
        };
        let mut found = self.0.iter().filter(|(name, _)| is_of(name)).map(|(_, other)| *other);
        let first = found.next()?;
        (first.id != own.id && found.all(|other| other.id != own.id)).then_some(first)
    }
}

/// `II.1.1. Số buổi …`: the name behind a code.
fn without_code(text: &str) -> &str {
    let is_code = |word: &str| word.contains('.') && word.contains(|c: char| c.is_ascii_digit());
    match text.trim_start().split_once(char::is_whitespace) {
        Some((first, rest)) if is_code(first) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(code: &str, name: &str) -> usize {
        let row = format!("2025-Q3;Sở Y tế;{code};12;{name}");
        Trial::new().figures("so-y-te.csv", "Tên số liệu", &[&row]).found("S010").len()
    }

    #[test]
    fn only_the_name_of_another_indicator_is_told() {
        let name = "Số nhân viên công tác xã hội hiện có";
        assert_eq!(found("II.1.4", name), 0);
        assert_eq!(found("II.1.1", name), 1);
        assert_eq!(found("II.1.1", "SỐ NHÂN VIÊN CÔNG TÁC XÃ HỘI"), 1, "a part of it");
        assert_eq!(found("II.1.4", &format!("II.1.4. {name}")), 0);
        assert_eq!(found("II.1.1", &format!("II.1.4. {name}")), 1);
        assert_eq!(found("II.1.1", "Số nhân viên"), 0, "too short to know");
        assert_eq!(found("II.1.1", "Số buổi nói chuyện"), 0, "a name of the agency's own");
        assert_eq!(found("II.1.99", name), 0, "the code has a finding of its own");
    }
}
