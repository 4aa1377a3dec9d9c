//! A503: a code that no task has. The message suggests likely tasks: by code, or by the words of
//! the task where those were written instead.

use std::cmp::Reverse;

use super::lost_in_export::is_lost;
use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink, code};
use crate::plan::{Origin, Plan, Task, TaskId};
use crate::submission::Field;
use crate::text::describe::look_alike;
use crate::text::fold;

static CODE: Code = code!(error, "A503", "unknown-task", "Không có nhiệm vụ mang mã này");

/// Maximum number of suggested tasks.
const SHOWN: usize = 3;
/// Number of words shown of a task.
const WORDS: usize = 9;

/// A text of more words is not a misspelt code.
const WORDS_FOR_CODE: usize = 4;

pub(in crate::check) struct UnknownTask;

impl Rule for UnknownTask {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.task.fault().is_none()
            || is_lost(cx, Field::Task)
            || cx.counts_only(&CODE, Field::Task, sink)
        {
            return;
        }
        if let Some(finding) = cx.as_above(&CODE, Field::Task) {
            sink.push(finding);
            return;
        }
        let (plan, text) = (cx.plan(), cx.text(Field::Task));
        let named = codes_inside(plan, text);
        let finding = |message: String| cx.at(&CODE, Field::Task, message);
        if named.len() > 1 {
            sink.push(
                finding(format!("Ô mã nhiệm vụ ghi {} nhiệm vụ.", named.len()))
                    .expected("một mã nhiệm vụ")
                    .help("Tách ra, mỗi nhiệm vụ ghi một dòng riêng."),
            );
            return;
        }
        if let Some(group) = group_alone(plan, text) {
            sink.push(
                finding(format!(
                    "“{text}” là một mục của Phụ lục, chưa rõ nhiệm vụ nào trong mục."
                ))
                .expected(format!("một mã từ {} đến {}", group[0], group[group.len() - 1]))
                .help(format!("Ghi thêm số thứ tự của nhiệm vụ, ví dụ {}.", group[0])),
            );
            return;
        }
        let certain = named.first().copied().or_else(|| without_separators(plan, text));
        let likely = match certain {
            Some(task) => vec![task],
            None => likely(cx, text),
        };
        let descriptions: Vec<String> = likely.iter().map(|id| brief(plan.task(*id))).collect();
        let message = match text.split_whitespace().nth(WORDS_FOR_CODE) {
            Some(_) => "Ô này ghi lời văn, không phải mã nhiệm vụ.".to_owned(),
            None => {
                let odd = cx.stray_characters(Field::Task).unwrap_or_default();
                format!("Không có nhiệm vụ nào mang mã “{text}”{odd}.")
            }
        };
        let mut finding = finding(message).expected(expected(plan, &likely)).help(
            match descriptions.as_slice() {
                [] => format!("Ghi mã ở cột đầu của Phụ lục Kế hoạch, {}.", from_to(plan)),
                _ => format!(
                    "Ghi mã ở cột đầu của Phụ lục Kế hoạch; có phải là {} không?",
                    descriptions.join(" hoặc ")
                ),
            },
        );
        if let Some(task) = certain.filter(|_| cx.stray_characters(Field::Task).is_none()) {
            finding = finding.fix(&plan.task(task).id);
        }
        sink.push(finding);
    }
}

/// `từ I.1 đến V.2`.
fn from_to(plan: &Plan) -> String {
    let (first, last) = plan.first_and_last_code();
    format!("từ {first} đến {last}")
}

fn expected(plan: &Plan, likely: &[TaskId]) -> String {
    if likely.is_empty() {
        return format!("mã nhiệm vụ {}", from_to(plan));
    }
    let ids: Vec<&str> = likely.iter().map(|id| plan.task(*id).id.as_str()).collect();
    ids.join(" hoặc ")
}

/// `I.2 (“Nghiên cứu, kiến nghị sửa đổi…”)`.
fn brief(task: &Task) -> String {
    let text = task.name.clone().unwrap_or_else(|| task.text());
    let words: Vec<&str> = text.split_whitespace().collect();
    let ellipsis = if words.len() > WORDS { "…" } else { "" };
    let start = words[..words.len().min(WORDS)].join(" ");
    format!("{} (“{}{ellipsis}”)", task.id, start.trim_end_matches([',', ';', '.']))
}

/// Codes among other words: `Nhiệm vụ I.1`, `I.1, I.2`.
fn codes_inside(plan: &Plan, written: &str) -> Vec<TaskId> {
    let mut found: Vec<TaskId> = Vec::new();
    for word in
        written.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')'))
    {
        let coded = word.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '/'));
        if let Some(task) = plan.find_task(word).filter(|task| coded && !found.contains(task)) {
            found.push(task);
        }
    }
    found
}

/// `I1`, `II2`, `l.1`: a code without its separator, or with a small L for an I.
fn without_separators(plan: &Plan, written: &str) -> Option<TaskId> {
    let key = |text: &str| fold::ascii(text).replace(' ', "").replace('l', "i");
    let wanted = key(written);
    plan.task_ids().find(|id| key(&plan.task(*id).id) == wanted)
}

/// Likely tasks by the words of the task, by `1.2` for `I.2`, and by similarity of the codes. Tasks
/// in which the agency has a role come first, then those not yet in the file, then those that share
/// words with the result.
fn likely(cx: &RowContext<'_>, written: &str) -> Vec<TaskId> {
    let plan = cx.plan();
    if let Some(task) = by_words(plan, written) {
        return vec![task];
    }
    if let Some(task) = plan.find_task(&look_alike(written)) {
        return vec![task];
    }
    // A code with a stray character is not reliable in any part.
    if cx.stray_characters(Field::Task).is_none()
        && let Some(task) =
            by_arabic_group(plan, written).or_else(|| by_group_and_number(plan, written))
    {
        return vec![task];
    }
    let codes = plan.task_ids().map(|id| (plan.task(id).id.as_str(), id));
    let mut near = fold::nearest(written, codes, SHOWN * 3);
    let has_part =
        |id: TaskId| cx.row.agency.value().is_some_and(|a| plan.role(id, a, cx.day()).is_some());
    let reported =
        |id: TaskId| cx.file.submission.rows.iter().any(|row| row.task.value() == Some(id));
    let result = fold::ascii(cx.text(Field::Result));
    let result_words: Vec<&str> = result.split(' ').collect();
    near.sort_by_key(|id| {
        (!has_part(*id), reported(*id), Reverse(shared_words(plan, *id, &result_words)))
    });
    near.truncate(SHOWN);
    near
}

/// The task that shares most word pairs with a text written instead of a code; pairs found in many
/// tasks weigh little. `None` where no task has half of the weight.
fn by_words(plan: &Plan, written: &str) -> Option<TaskId> {
    const ENOUGH: usize = 4;
    let folded = fold::ascii(written);
    if folded.split(' ').count() < ENOUGH {
        return None;
    }
    let wordings: Vec<(TaskId, String)> = plan
        .task_ids()
        .map(|id| (id, format!(" {} ", fold::ascii(&plan.task(id).text()))))
        .collect();
    let words: Vec<&str> = folded.split(' ').collect();
    let mut scores = vec![0.0; wordings.len()];
    let mut total = 0.0;
    for pair in words.windows(2) {
        let pair = format!(" {} {} ", pair[0], pair[1]);
        let has: Vec<bool> = wordings.iter().map(|(_, text)| text.contains(&pair)).collect();
        let weight = 1.0 / has.iter().filter(|has| **has).count().max(1) as f64;
        total += weight;
        for (score, _) in scores.iter_mut().zip(&has).filter(|(_, has)| **has) {
            *score += weight;
        }
    }
    let best = scores.iter().copied().fold(0.0, f64::max);
    let at = scores.iter().position(|score| *score == best)?;
    (best * 2.0 >= total).then(|| wordings[at].0)
}

/// The number of these words in the task's wording.
fn shared_words(plan: &Plan, task: TaskId, words: &[&str]) -> usize {
    let text = fold::ascii(&plan.task(task).text());
    let of_task: Vec<&str> = text.split(' ').collect();
    words.iter().filter(|word| of_task.contains(word)).count()
}

/// The codes of an appendix group, where only the group was written: `III`, `Mục III`.
fn group_alone<'a>(plan: &'a Plan, written: &str) -> Option<Vec<&'a str>> {
    let group = written.split_whitespace().next_back()?.trim_end_matches('.').to_uppercase();
    let rest = fold::ascii(written);
    let words = rest.split(' ').count();
    if words > 2 || (words == 2 && !rest.starts_with("muc ") && !rest.starts_with("nhom ")) {
        return None;
    }
    let group = plan.groups.iter().position(|g| g.id.to_uppercase() == group)?;
    let codes: Vec<&str> = of_group(plan, group).map(|id| plan.task(id).id.as_str()).collect();
    (!codes.is_empty()).then_some(codes)
}

/// The tasks of a group of the appendix.
fn of_group(plan: &Plan, group: usize) -> impl Iterator<Item = TaskId> {
    let tasks = plan.appendix().filter(move |(_, task)| task.origin == Origin::Appendix { group });
    tasks.map(|(id, _)| id)
}

/// The task of a group with this number.
fn numbered(plan: &Plan, group: usize, number: &str) -> Option<TaskId> {
    let number: u32 = number.parse().ok()?;
    of_group(plan, group).find(|id| {
        let code = &plan.task(*id).id;
        let before = code.trim_end_matches(|c: char| c.is_ascii_digit());
        code[before.len()..].parse() == Ok(number)
    })
}

/// `Nhiệm vụ 1 mục II`: one group and one number, among other words.
fn by_group_and_number(plan: &Plan, written: &str) -> Option<TaskId> {
    let words = || written.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let mut groups = words().filter_map(|w| plan.groups.iter().position(|group| group.id == w));
    let mut numbers = words().filter(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let (group, number) = (groups.next()?, numbers.next()?);
    let alone = groups.next().is_none() && numbers.next().is_none();
    alone.then(|| numbered(plan, group, number)).flatten()
}

/// The task for `1.2` where the plan has `I.2`.
fn by_arabic_group(plan: &Plan, written: &str) -> Option<TaskId> {
    let folded = fold::ascii(written);
    let (group, number) = folded.split_once(' ')?;
    let group = group.parse::<usize>().ok()?.checked_sub(1)?;
    numbered(plan, group, number)
}

#[cfg(test)]
mod tests {
    use crate::check::trial::Trial;

    fn expected(code: &str) -> String {
        let row = format!("2025-Q3;Sở Công Thương;{code};Đang triển khai;50;Mở 2 lớp.;");
        let found = Trial::new().file("a.csv", "ghi_chu", &[&row]).found("A503");
        found[0].expected.clone().unwrap_or_default()
    }

    #[test]
    fn words_lead_to_the_task_that_has_them() {
        for (text, task) in [
            ("Tuyên truyền để mọi trẻ em được đăng ký khai sinh", "II.2"),
            ("Phòng chống mua bán trẻ em", "II.4"),
            ("Tổng đài điện thoại quốc gia bảo vệ trẻ em", "III.1"),
            ("giảm thiểu tình trạng tảo hôn, hôn nhân cận huyết thống", "IV.4"),
            ("Bảo vệ trẻ em trên môi trường mạng", "III.6"),
            ("Truyền thông nâng cao năng lực về Luật Trẻ em", "II.1"),
            ("Thanh tra, kiểm tra việc thực hiện pháp luật", "V.1"),
            ("Tác động của biến đổi khí hậu đến sức khỏe trẻ em", "IV.5"),
            ("III.2. Nghiên cứu, rà soát, đánh giá", "III.2"),
            ("Nhiệm vụ 1 mục II", "II.1"),
            ("2.4", "II.4"),
            ("lV.1", "IV.1"),
            ("III", "một mã từ III.1 đến III.6"),
            ("Mục IV", "một mã từ IV.1 đến IV.6"),
        ] {
            assert_eq!(expected(text), task, "{text}");
        }
    }

    #[test]
    fn nothing_is_guessed_where_nothing_is_near() {
        for text in [
            "Hỗ trợ trẻ em trong mùa mưa lũ vừa qua",
            "Họp giao ban hằng tuần của cơ quan",
            "Trao quà Tết cho trẻ em nghèo",
            "Đang triển khai",
            "xyz",
        ] {
            assert_eq!(expected(text), "mã nhiệm vụ từ I.1 đến V.2", "{text}");
        }
    }
}
