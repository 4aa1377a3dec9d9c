//! Severities set in `reporting.yaml`: which may be set, and applying them.
//!
//! Owns whether a code may have another severity (P019). The plan only knows what was written and
//! where; here both the codes and the plan are known.

use super::codes;
use crate::diag::{Code, Diagnostic, Family, Severity, Sink, Unlisted};
use crate::plan::{Plan, SEVERITY_REFUSED, SeverityOverride};
use crate::text::fold;

/// Reports every severity in `reporting.yaml` that cannot be applied.
pub fn judge_severities(plan: &Plan, sink: &mut Sink) {
    let codes = codes();
    for set in &plan.reporting.severities {
        let known = codes.iter().find(|code| code.has_id(&set.code));
        let finding = match known {
            None => unknown(set, &codes),
            Some(code) => match refusal(code, set.severity) {
                None => continue,
                Some((reason, expected)) => {
                    let message = format!(
                        "Không đặt được mức “{}” cho mã {} ({}): {reason}.",
                        set.severity.vietnamese(),
                        code.id,
                        code.title
                    );
                    Diagnostic::new(&SEVERITY_REFUSED, set.place.clone(), message)
                        .expected(expected)
                        .help(format!(
                            "Bỏ dòng này thì mã giữ mức “{}”.",
                            code.severity.vietnamese()
                        ))
                }
            },
        };
        sink.push(finding.value(&set.code));
    }
}

fn unknown(set: &SeverityOverride, codes: &[&'static Code]) -> Diagnostic {
    let message = format!("Không có mã “{}”.", set.code);
    let near = fold::nearest(&set.code, codes.iter().map(|c| (c.id, c.id)), 3);
    let finding = Diagnostic::new(&SEVERITY_REFUSED, set.place.clone(), message)
        .expected("mã gồm một chữ và ba chữ số, ví dụ C708");
    match near.as_slice() {
        [] => finding.help("Xem các mã: report explain."),
        near => {
            finding.help(format!("Gần giống: {}. Xem các mã: report explain.", near.join(", ")))
        }
    }
}

/// Why a code cannot have a severity, and which one it can have; `None` when it can.
fn refusal(code: &Code, expected_content: Severity) -> Option<(&'static str, &'static str)> {
    if code.settable || expected_content == code.severity {
        return None;
    }
    Some(match (code.family, code.severity) {
        (Family::Plan, _) => ("dữ liệu Kế hoạch sai thì không lệnh nào chạy đúng", "mức sẵn có"),
        (_, Severity::Error) => (
            "dòng hoặc tệp có lỗi này không đọc chắc được, tính vào thì số liệu sai",
            "error (lỗi)",
        ),
        _ => ("việc này không bao giờ là sai sót", "note (lưu ý)"),
    })
}

/// Sets the severity of findings from `reporting.yaml`, where it gives an allowed one.
pub(super) fn apply(plan: &Plan, sink: &mut Sink) {
    let set = &plan.reporting.severities;
    if set.is_empty() {
        return;
    }
    sink.weigh(|code| severity(plan, code));
}

/// The severity of a code under a plan.
pub fn severity(plan: &Plan, code: &Code) -> Severity {
    let set = plan.reporting.severity_of(code);
    set.filter(|expected_content| refusal(code, *expected_content).is_none())
        .unwrap_or(code.severity)
}

/// Whether findings that are not listed exclude their rows.
pub(super) fn rest_keeps_out(plan: &Plan, rest: &Unlisted) -> bool {
    rest.code.keeps_out(severity(plan, rest.code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_that_spoils_a_value_stays_one() {
        for code in codes() {
            let lowered = refusal(code, Severity::Warning).is_none();
            let reading = matches!(
                code.family,
                Family::File | Family::Headings | Family::Rows | Family::Values | Family::Plan
            );
            assert!(!(lowered && reading && code.severity == Severity::Error), "{}", code.id);
            assert!(refusal(code, code.severity).is_none(), "{}", code.id);
        }
    }
}
