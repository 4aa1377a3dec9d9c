//! S001: a code that no indicator has. The message suggests likely indicators: by code, by the name
//! written instead, or those of the task whose code was written.

use super::lost_in_export::is_lost;
use crate::check::{FIGURES, RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::{Indicator, Plan, TaskId};
use crate::submission::{Field, TableKind};
use crate::text::describe::look_alike;
use crate::text::fold;

static CODE: Code = code!(error, "S001", "unknown-indicator", "Không có số liệu mang mã này");

/// Maximum number of suggested indicators.
const SHOWN: usize = 3;
/// Maximum number of codes of a task that are listed.
const OF_TASK: usize = 6;
/// A text of more words is not a misspelt code.
const WORDS_FOR_CODE: usize = 4;

pub(in crate::check) struct UnknownIndicator;

impl Rule for UnknownIndicator {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn tables(&self) -> &'static [TableKind] {
        FIGURES
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        let is_fault = cx.row.figure.as_ref().is_some_and(|f| f.indicator.fault().is_some());
        if !is_fault
            || is_lost(cx, Field::Indicator)
            || cx.counts_only(&CODE, Field::Indicator, sink)
        {
            return;
        }
        if let Some(finding) = cx.as_above(&CODE, Field::Indicator) {
            sink.push(finding);
            return;
        }
        let (plan, text) = (cx.plan(), cx.text(Field::Indicator));
        let finding = |message: String| cx.at(&CODE, Field::Indicator, message);
        if plan.indicators.is_empty() {
            sink.push(
                finding("Kế hoạch không có danh mục số liệu nên dòng này không được tính.".to_owned())
                    .expected("một mã có trong tệp indicators.yaml của Kế hoạch")
                    .help("Kỳ này không thu số liệu thì xóa bảng số liệu; nếu có thu thì thêm danh mục vào thư mục Kế hoạch."),
            );
            return;
        }
        if let Some(task) = plan.find_task(text) {
            let (message, expected, help) = task_code(plan, task);
            sink.push(finding(message).expected(expected).help(help));
            return;
        }
        let named = codes_inside(plan, text);
        if named.len() > 1 {
            sink.push(
                finding(format!("Ô mã số liệu ghi {} số liệu.", named.len()))
                    .expected("một mã số liệu")
                    .help("Tách ra, mỗi số liệu ghi một dòng riêng."),
            );
            return;
        }
        let certain = named.first().copied();
        let likely = match certain {
            Some(indicator) => vec![indicator],
            None => likely(plan, text),
        };
        let odd = cx.stray_characters(Field::Indicator);
        let message = match text.split_whitespace().nth(WORDS_FOR_CODE) {
            Some(_) => "Ô này ghi lời văn, không phải mã số liệu.".to_owned(),
            None => format!(
                "Không có số liệu nào mang mã “{text}”{}.",
                odd.as_deref().unwrap_or_default()
            ),
        };
        let ids: Vec<&str> = likely.iter().map(|indicator| indicator.id.as_str()).collect();
        let descriptions: Vec<String> = likely.iter().map(|one| brief(one)).collect();
        let mut finding = match ids.as_slice() {
            [] => finding(message).expected("một mã trong danh mục số liệu của Kế hoạch").help(
                "Ghi mã như trên mẫu đã gửi cho cơ quan, ví dụ “II.1.1”; số liệu ngoài danh mục thì ghi ở cột “Kết quả thực hiện” của bảng nhiệm vụ.",
            ),
            ids => finding(message).expected(ids.join(" hoặc ")).help(format!(
                "Ghi mã như trên mẫu đã gửi cho cơ quan; có phải là {} không?",
                descriptions.join(" hoặc ")
            )),
        };
        if let Some(indicator) = certain.filter(|_| odd.is_none()) {
            finding = finding.fix(&indicator.id);
        }
        sink.push(finding);
    }
}

/// Message, expected value and help where the code of a task stands for that of an indicator.
fn task_code(plan: &Plan, task: TaskId) -> (String, String, String) {
    let id = &plan.task(task).id;
    let of_task: Vec<&Indicator> =
        plan.indicators.list.iter().filter(|one| one.tasks.contains(&task)).collect();
    let message = format!("“{id}” là mã nhiệm vụ, chưa phải mã số liệu.");
    if of_task.is_empty() {
        return (
            message,
            "một mã trong danh mục số liệu của Kế hoạch".to_owned(),
            "Kế hoạch không hỏi số liệu nào của nhiệm vụ này: kết quả ghi ở bảng nhiệm vụ, rồi xóa dòng này.".to_owned(),
        );
    }
    let mut ids: Vec<&str> = of_task.iter().take(OF_TASK).map(|one| one.id.as_str()).collect();
    if of_task.len() > OF_TASK {
        ids.push("…");
    }
    let descriptions: Vec<String> = of_task.iter().take(SHOWN).map(|one| brief(one)).collect();
    let help = format!(
        "Ghi mã của từng số liệu, mỗi số liệu một dòng, ví dụ {}.",
        descriptions.join(", ")
    );
    (message, ids.join(" hoặc "), help)
}

/// `II.1.1 (“Số buổi truyền thông trực tiếp về quyền…”)`.
fn brief(indicator: &Indicator) -> String {
    const WORDS: usize = 9;
    let words: Vec<&str> = indicator.name.split_whitespace().collect();
    let ellipsis = if words.len() > WORDS { "…" } else { "" };
    format!("{} (“{}{ellipsis}”)", indicator.id, words[..words.len().min(WORDS)].join(" "))
}

/// Codes among other words: `Mã II.1.1`, `II.1.1, II.1.2`.
fn codes_inside<'a>(plan: &'a Plan, written: &str) -> Vec<&'a Indicator> {
    let mut found: Vec<&Indicator> = Vec::new();
    let is_mark = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')');
    for word in written.split(is_mark).filter(|word| word.contains(|c: char| c.is_ascii_digit())) {
        if let Some(id) = plan.indicators.find(word) {
            let indicator = plan.indicators.get(id);
            if !found.iter().any(|other| other.id == indicator.id) {
                found.push(indicator);
            }
        }
    }
    found
}

/// Likely indicators: by the name written instead of the code, by `2.1.1` for `II.1.1`, and by
/// similarity of the codes.
fn likely<'a>(plan: &'a Plan, written: &str) -> Vec<&'a Indicator> {
    let all = || plan.indicators.list.iter();
    let folded = fold::ascii(written);
    if let Some(named) = all().find(|one| fold::ascii(&one.name) == folded) {
        return vec![named];
    }
    if let Some(id) = plan.indicators.find(&look_alike(written)) {
        return vec![plan.indicators.get(id)];
    }
    if written.split_whitespace().nth(WORDS_FOR_CODE).is_some() {
        return fold::nearest(written, all().map(|one| (one.name.as_str(), one)), SHOWN);
    }
    if let Some((group, rest)) = folded.split_once(' ')
        && let Some(group) = group.parse::<usize>().ok().and_then(|n| n.checked_sub(1))
        && let Some(group) = plan.groups.get(group)
        && let Some(id) = plan.indicators.find(&format!("{} {rest}", group.id))
    {
        return vec![plan.indicators.get(id)];
    }
    fold::nearest(written, all().map(|one| (one.id.as_str(), one)), SHOWN)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn found(code: &str) -> Option<(String, Option<String>)> {
        let row = format!("2025-Q3;Sở Y tế;{code};12");
        let found = Trial::new().figures("so-y-te.csv", "", &[&row]).found("S001");
        let finding = found.into_iter().next()?;
        Some((finding.expected.unwrap_or_default(), finding.fix))
    }

    #[test]
    fn a_code_is_known_in_any_spelling() {
        for code in ["II.1.1", "ii.1.1", "II-1-1", "II. 1. 1", "II.1.1."] {
            assert_eq!(found(code), None, "{code}");
        }
    }

    #[test]
    fn likely_codes_are_suggested() {
        let only = |id: &str| Some((id.to_owned(), None));
        assert_eq!(found("2.1.1"), only("II.1.1"));
        assert_eq!(found("Số nhân viên công tác xã hội hiện có"), only("II.1.4"));
        assert_eq!(found("Mã II.1.1"), Some(("II.1.1".to_owned(), Some("II.1.1".to_owned()))));
        assert_eq!(found("II.1.1, II.1.2"), only("một mã số liệu"));
        assert!(found("II.1.9").is_some_and(|(expected, _)| expected.contains("II.1.")));
    }

    #[test]
    fn the_code_of_a_task_is_told_as_such() {
        let found = found("II.1").expect("no indicator");
        assert_eq!(found.0, "II.1.1 hoặc II.1.2 hoặc II.1.3 hoặc II.1.4");
    }
}
