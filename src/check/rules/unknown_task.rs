//! A503: a code that no task has. The likely ones are told: by code, and by the words of the task
//! where somebody wrote those instead.

use std::cmp::Reverse;

use crate::check::{RowContext, Rule};
use crate::diag::{Code, Sink};
use crate::plan::{Plan, Task, TaskId};
use crate::submission::Field;
use crate::text::fold;

static CODE: Code = Code::error("A503", "unknown-task", "Không có nhiệm vụ mang mã này");

/// How many likely tasks are told.
const SHOWN: usize = 3;
/// How many words of a task say which one it is.
const WORDS: usize = 9;

/// A503.
pub(in crate::check) struct UnknownTask;

impl Rule for UnknownTask {
    fn code(&self) -> &'static Code {
        &CODE
    }

    fn row(&self, cx: &RowContext<'_>, sink: &mut Sink) {
        if cx.row.task.fault().is_none() {
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
        let certain = named.first().copied().or_else(|| without_separators(plan, text));
        let likely = match certain {
            Some(task) => vec![task],
            None => likely(cx, text),
        };
        let told: Vec<String> = likely.iter().map(|id| brief(plan.task(*id))).collect();
        let mut finding = finding(format!("Không có nhiệm vụ nào mang mã “{text}”."))
            .expected(expected(plan, &likely))
            .help(match told.as_slice() {
                [] => "Ghi mã ở cột đầu của Phụ lục Kế hoạch, từ I.1 đến V.2.".to_owned(),
                _ => format!(
                    "Ghi mã ở cột đầu của Phụ lục Kế hoạch; có phải là {} không?",
                    told.join(" hoặc ")
                ),
            });
        if let Some(task) = certain {
            finding = finding.fix(&plan.task(task).id);
        }
        sink.push(finding);
    }
}

fn expected(plan: &Plan, likely: &[TaskId]) -> String {
    if likely.is_empty() {
        return "mã nhiệm vụ từ I.1 đến V.2".to_owned();
    }
    let ids: Vec<&str> = likely.iter().map(|id| plan.task(*id).id.as_str()).collect();
    ids.join(" hoặc ")
}

/// `I.2 (“Nghiên cứu, kiến nghị sửa đổi…”)`.
fn brief(task: &Task) -> String {
    let text = task.name.clone().unwrap_or_else(|| task.text());
    let words: Vec<&str> = text.split_whitespace().collect();
    let cut = if words.len() > WORDS { "…" } else { "" };
    let start = words[..words.len().min(WORDS)].join(" ");
    format!("{} (“{}{cut}”)", task.id, start.trim_end_matches([',', ';', '.']))
}

/// Codes that stand among other words: `Nhiệm vụ I.1`, `I.1, I.2`.
fn codes_inside(plan: &Plan, written: &str) -> Vec<TaskId> {
    let mut found: Vec<TaskId> = Vec::new();
    for word in
        written.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')'))
    {
        let coded = word.contains(['.', '-', '/']);
        if let Some(task) = plan.find_task(word).filter(|task| coded && !found.contains(task)) {
            found.push(task);
        }
    }
    found
}

/// `I1`, `II2`, `l.1`: the code with its separator left out or a small L for an I.
fn without_separators(plan: &Plan, written: &str) -> Option<TaskId> {
    let key = |text: &str| fold::ascii(text).replace(' ', "").replace('l', "i");
    let wanted = key(written);
    plan.task_ids().find(|id| key(&plan.task(*id).id) == wanted)
}

/// By the words of the task, by `1.2` for `I.2`, and by likeness of the codes; those in which the
/// agency has a part first, then those that the file does not report on yet, then by the words of the result.
fn likely(cx: &RowContext<'_>, written: &str) -> Vec<TaskId> {
    let plan = cx.plan();
    if let Some(task) = by_words(plan, written) {
        return vec![task];
    }
    if let Some(task) = by_arabic_group(plan, written) {
        return vec![task];
    }
    let codes = plan.task_ids().map(|id| (plan.task(id).id.as_str(), id));
    let mut near = fold::nearest(written, codes, SHOWN * 3);
    let has_part =
        |id: TaskId| cx.row.agency.value().is_some_and(|a| plan.role(id, a, cx.day()).is_some());
    let reported =
        |id: TaskId| cx.file.submission.rows.iter().any(|row| row.task.value() == Some(id));
    let result = fold::ascii(cx.text(Field::Result));
    let said: Vec<&str> = result.split(' ').collect();
    near.sort_by_key(|id| (!has_part(*id), reported(*id), Reverse(shared_words(plan, *id, &said))));
    near.truncate(SHOWN);
    near
}

/// The task of which a text holds most words, where somebody wrote words for a code.
fn by_words(plan: &Plan, written: &str) -> Option<TaskId> {
    const ENOUGH: usize = 4;
    let folded = fold::ascii(written);
    let words: Vec<&str> = folded.split(' ').collect();
    if words.len() < ENOUGH {
        return None;
    }
    let (count, best) = plan
        .task_ids()
        .map(|id| (shared_words(plan, id, &words), id))
        .min_by_key(|(count, id)| (Reverse(*count), *id))?;
    (count * 4 >= words.len() * 3).then_some(best)
}

/// How many of these words the task's own wording has.
fn shared_words(plan: &Plan, task: TaskId, words: &[&str]) -> usize {
    let text = fold::ascii(&plan.task(task).text());
    let of_task: Vec<&str> = text.split(' ').collect();
    words.iter().filter(|word| of_task.contains(word)).count()
}

/// `1.2` where the plan has `I.2`.
fn by_arabic_group(plan: &Plan, written: &str) -> Option<TaskId> {
    const GROUPS: [&str; 5] = ["I", "II", "III", "IV", "V"];
    let folded = fold::ascii(written);
    let (group, number) = folded.split_once(' ')?;
    let group = GROUPS.get(group.parse::<usize>().ok()?.checked_sub(1)?)?;
    plan.find_task(&format!("{group}.{number}"))
}
