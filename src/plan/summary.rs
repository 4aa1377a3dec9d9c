//! A summary of the plan in a few lines, printed by `report plan check` for a valid plan.
//!
//! Owns the counts and their wording; every number is counted, none is hard-coded.

use chrono::NaiveDate;

use super::{Agency, Certainty, Every, Indicator, Kind, ParagraphRead, Plan};
use crate::text::date;

/// Counts of the plan, one line each. Agencies are counted as of a day.
pub fn summary(plan: &Plan, on: NaiveDate) -> String {
    let requests = plan.decision.duties.iter().filter(|duty| duty.request).count();
    let mut lines = vec![
        format!(
            "Phụ lục: {} nhóm, {} nhiệm vụ; mục {}: {} giải pháp; mục {}: {} nhiệm vụ tổ chức, \
             trong đó {requests} là đề nghị.",
            plan.groups.len(),
            plan.appendix().count(),
            plan.decision.solutions_heading.0,
            plan.decision.solutions.len(),
            plan.decision.organisation_heading.0,
            plan.decision.duties.len(),
        ),
        format!("Báo cáo được bằng {} mã.", plan.tasks.len()),
    ];
    lines.extend(recommendations(plan));
    lines.push(format!(
        "Sổ cơ quan: {} cơ quan, {} nhóm; tính đến ngày {}:",
        plan.register.agencies().len(),
        plan.register.groups().len(),
        date::short(on)
    ));
    for (kind, _, label) in Kind::ALL {
        let agencies = plan.register.agencies().iter().filter(|a| a.kind == *kind);
        let agencies: Vec<&Agency> = agencies.collect();
        if !agencies.is_empty() {
            lines.push(format!("  {label}: {}", by_validity(&agencies, on)));
        }
    }
    let doubtful = plan.register.agencies().iter().filter(|a| !a.confirmed).count();
    if doubtful > 0 {
        lines.push(format!("Còn {doubtful} cơ quan cần được xác nhận tên gọi hoặc sự tồn tại."));
    }
    if !plan.indicators.is_empty() {
        lines.extend(figures(plan));
    }
    let corrected = plan.errata.iter().filter(|e| e.corrected.is_some()).count();
    if !plan.errata.is_empty() {
        let all = plan.errata.len();
        lines.push(format!("Đính chính: {all} mục, trong đó {corrected} mục có sửa chữ."));
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// How many indicators there are, how often they are asked for, and how surely they are known.
fn figures(plan: &Plan) -> Vec<String> {
    let count = |wanted: &dyn Fn(&Indicator) -> bool| {
        plan.indicators.iter().filter(|(_, indicator)| wanted(indicator)).count()
    };
    let mut first = format!("Số liệu: {} mã", plan.indicators.list.len());
    for every in Every::ALL {
        let number = count(&|indicator| indicator.every == *every);
        if number > 0 {
            first += &format!(", {number} hỏi {}", every.label());
        }
    }
    let mut lines = vec![first + ":"];
    for certainty in Certainty::ALL {
        let number = count(&|indicator| indicator.certainty == *certainty);
        if number > 0 {
            lines.push(format!("  {number} {}", plan.certainty_words(*certainty)));
        }
    }
    lines
}

/// How many paragraphs of the recommendations are known and how surely, and how many tasks have one.
fn recommendations(plan: &Plan) -> Option<String> {
    let paragraphs = &plan.recommendations.paragraphs;
    if paragraphs.is_empty() {
        return None;
    }
    let with = |read: &ParagraphRead| {
        let count = paragraphs.iter().filter(|p| p.certainty == *read).count();
        (count > 0).then(|| format!("{count} {}", read.label()))
    };
    let read: Vec<String> = ParagraphRead::ALL.iter().filter_map(with).collect();
    let (tasks, without) = (plan.appendix().count(), plan.tasks_without_paragraph().len());
    let idle = plan.answered_paragraphs().iter().filter(|of| of.tasks.is_empty()).count();
    let idle = if idle > 0 {
        format!("; {idle} đoạn chưa gắn nhiệm vụ nào")
    } else {
        String::new()
    };
    Some(format!(
        "Khuyến nghị: {} đoạn ({}); {}/{tasks} nhiệm vụ đã gắn với đoạn{idle}.",
        paragraphs.len(),
        read.join("; "),
        tasks - without
    ))
}

/// `65 còn hiệu lực, 194 đã kết thúc`.
fn by_validity(agencies: &[&Agency], on: NaiveDate) -> String {
    let ended = agencies.iter().filter(|a| a.valid_to.is_some_and(|to| to < on)).count();
    let in_force = agencies.iter().filter(|a| a.in_force(on)).count();
    let to_come = agencies.len() - ended - in_force;
    let counted =
        [(in_force, "còn hiệu lực"), (ended, "đã hết hiệu lực"), (to_come, "chưa có hiệu lực")];
    let counted = counted.iter().filter(|(count, _)| *count > 0);
    counted.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}
