//! The plan as plain text, for a terminal or a file.
//!
//! Owns the layout only: the wording is the plan's, except labels, reporting codes and the notes at
//! the end. Data missing in the source (number, letterhead, signature) stay blank and are marked as
//! unknown. Returns text; prints nothing.

use super::{Decision, Duty, Indicator, Plan, Target, Task};
use crate::text::{date, figure as value, wrap};

/// The plan in lines of at most `columns`. `errata` is the file name of the errata, if any.
pub fn show(plan: &Plan, errata: Option<&str>, columns: usize) -> String {
    let mut out = Output { text: String::new(), columns };
    identity(&mut out, &plan.decision);
    purposes(&mut out, &plan.decision);
    solutions(&mut out, plan);
    funding(&mut out, &plan.decision);
    organisation(&mut out, &plan.decision);
    out.gap();
    out.text(&plan.decision.closing);
    out.gap();
    out.text("Nơi nhận:");
    let last = plan.decision.recipients.len().saturating_sub(1);
    for (n, recipient) in plan.decision.recipients.iter().enumerate() {
        let end = if n == last { "." } else { ";" };
        out.item("", "- ", &format!("{recipient}{end}"));
    }
    appendix(&mut out, plan);
    recommendations(&mut out, plan);
    figures(&mut out, plan);
    notes(&mut out, plan, errata);
    out.text
}

/// The text written so far.
struct Output {
    text: String,
    columns: usize,
}

impl Output {
    fn gap(&mut self) {
        self.text.push('\n');
    }

    fn text(&mut self, text: &str) {
        self.item("", "", text);
    }

    /// A paragraph after a marker (`1. `, `- `); further lines are indented to its first word.
    fn item(&mut self, indent: &str, mark: &str, text: &str) {
        let rest = format!("{indent}{}", " ".repeat(wrap::width(mark)));
        self.text += &wrap::paragraph(text, self.columns, &format!("{indent}{mark}"), &rest);
    }

    fn heading(&mut self, number: &str, title: &str) {
        self.gap();
        self.item("", &format!("{number}. "), title);
    }
}

fn identity(out: &mut Output, decision: &Decision) {
    out.text(&decision.kind.to_uppercase());
    out.text(&decision.title);
    out.gap();
    match (&decision.number, &decision.number_as_printed) {
        (Some(number), _) => out.item("", "Số: ", number),
        (None, printed) => {
            let print = printed.as_deref().map(|p| format!("; bản nguồn in “{p}”, không đọc được"));
            let why = format!("(chưa biết{})", print.unwrap_or_default());
            out.item("", &format!("Số: {:12}", ""), &why);
        }
    }
    out.item("", "Ngày ban hành: ", &date::short(decision.date));
    out.item("", "Cơ quan ban hành: ", &decision.issuer);
    out.text("Căn cứ:");
    for ground in &decision.grounds {
        let subject = ground.subject.as_deref().map(|s| format!(" {s}")).unwrap_or_default();
        let (day, of) = (date::short(ground.date), &ground.issuer);
        let cited = format!("{} số {} ngày {day} của {of}{subject}", ground.kind, ground.number);
        out.item("", "- ", &cited);
    }
    out.gap();
    out.text(&decision.opening);
}

fn purposes(out: &mut Output, decision: &Decision) {
    out.heading(&decision.purposes.number, &decision.purposes.title);
    for part in &decision.purposes.parts {
        out.gap();
        out.item("", &format!("{}. ", part.number), &part.title);
        for item in &part.items {
            out.item("   ", "- ", item);
        }
    }
}

fn solutions(out: &mut Output, plan: &Plan) {
    let (number, title) = &plan.decision.solutions_heading;
    out.heading(number, title);
    for solution in &plan.decision.solutions {
        out.gap();
        out.item("", &format!("{}. ", after_dot(&solution.id)), &solution.text);
        // Other solutions are reported through appendix tasks.
        if let Some(task) = plan.tasks.iter().find(|task| task.id == solution.id) {
            let name = task.name.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
            out.item("   ", "Mã báo cáo: ", &format!("{}{name}", solution.id));
        }
    }
}

fn funding(out: &mut Output, decision: &Decision) {
    out.heading(&decision.funding.number, &decision.funding.title);
    out.gap();
    for (n, item) in decision.funding.items.iter().enumerate() {
        out.item("", &format!("{}. ", n + 1), item);
    }
}

/// The duties; a heading shared by several lettered duties is printed once.
fn organisation(out: &mut Output, decision: &Decision) {
    let (number, title) = &decision.organisation_heading;
    out.heading(number, title);
    let mut printed: Option<(&str, &str)> = None;
    for duty in &decision.duties {
        let (number, letter) = numbered(duty);
        let heading = Some((number, duty.heading.as_str()));
        if printed != heading {
            out.gap();
            out.item("", &format!("{number}. "), &duty.heading);
            printed = heading;
        }
        let mark = if letter.is_empty() { String::new() } else { format!("{letter}) ") };
        out.item("   ", &mark, &duty.text);
        let request = if duty.request { " (đề nghị)" } else { "" };
        out.item("   ", "Mã báo cáo: ", &format!("{}{request}", duty.id));
    }
}

/// `TC.2b` → `2` and `b`.
fn numbered(duty: &Duty) -> (&str, &str) {
    let rest = after_dot(&duty.id);
    rest.split_at(rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len()))
}

fn after_dot(id: &str) -> &str {
    id.split_once('.').map_or(id, |(_, rest)| rest)
}

fn appendix(out: &mut Output, plan: &Plan) {
    out.gap();
    out.text("PHỤ LỤC");
    out.text(&plan.decision.appendix_title);
    out.text(&format!("({})", attached_to(&plan.decision)));
    for (index, group) in plan.groups.iter().enumerate() {
        out.heading(&group.id, &group.title);
        for (_, task) in plan.appendix().filter(|(_, task)| in_group(task, index)) {
            out.gap();
            describe(out, plan, task);
        }
    }
}

fn in_group(task: &Task, index: usize) -> bool {
    task.origin == super::Origin::Appendix { group: index }
}

/// The plan to which the appendix is attached; an illegible number is left blank.
fn attached_to(decision: &Decision) -> String {
    let printed = &decision.appendix_attached_to;
    match (&decision.number, &decision.number_as_printed) {
        (Some(number), Some(as_printed)) => printed.replace(as_printed, number),
        (None, Some(as_printed)) => printed.replace(as_printed, "……"),
        _ => printed.clone(),
    }
}

fn describe(out: &mut Output, plan: &Plan, task: &Task) {
    let mark = format!("{}. ", task.id);
    let indent = " ".repeat(wrap::width(&mark));
    match task.parts.as_slice() {
        [text] => out.item("", &mark, text),
        parts => {
            for (n, part) in parts.iter().enumerate() {
                let before = if n == 0 { &mark } else { &indent };
                out.item("", &format!("{before}- "), part);
            }
        }
    }
    for assignment in &task.assignments {
        if let Some(from) = assignment.from {
            out.item(&indent, "Phân công lại từ ngày ", &date::short(from));
        }
        let lead = assignment.lead.map(|id| plan.register.agency(id).name.as_str());
        out.item(&indent, "Cơ quan chủ trì: ", lead.unwrap_or("(không có)"));
        let names: Vec<&str> =
            assignment.coordinating.iter().map(|party| plan.party_name(*party)).collect();
        let names = if names.is_empty() { "(không có)".to_owned() } else { names.join("; ") };
        out.item(&indent, "Cơ quan phối hợp: ", &names);
    }
    if let Some(solution) = &task.solution {
        out.item(&indent, "Thực hiện giải pháp: ", after_dot(solution));
    }
    if let Some(due) = task.due {
        out.item(&indent, "Thời hạn: ", &date::short(due));
    }
    if !task.crc.paragraphs.is_empty() {
        let numbers = task.crc.paragraphs.join(", ");
        let linked = format!("{numbers} ({})", task.crc.mapping.label());
        out.item(&indent, "Đoạn khuyến nghị: ", &linked);
    }
}

/// The paragraphs of the recommendations, each with how far it was read.
fn recommendations(out: &mut Output, plan: &Plan) {
    let known = &plan.recommendations;
    if known.paragraphs.is_empty() {
        return;
    }
    out.gap();
    out.text("CÁC ĐOẠN KHUYẾN NGHỊ");
    let document = plan.reporting.recommendations.as_deref();
    let of = known.of.as_deref().map(|of| format!("Khuyến nghị của {of}"));
    let source = [of, document.map(|document| format!("văn bản {document}"))];
    let source: Vec<String> = source.into_iter().flatten().collect();
    if !source.is_empty() {
        out.text(&format!("({})", source.join(", ")));
    }
    for paragraph in &known.paragraphs {
        out.item("", "- ", &paragraph.told());
    }
    if let Some(note) = &plan.decision.crc_note {
        out.text(note);
    }
}

/// The indicators, where the plan has them.
fn figures(out: &mut Output, plan: &Plan) {
    if plan.indicators.is_empty() {
        return;
    }
    out.gap();
    out.text("SỐ LIỆU");
    if let Some(note) = &plan.indicators.period_note {
        let note = note.replace("{window_start}", "đầu kỳ");
        out.text(&note.replace("{window_end}", "cuối kỳ"));
    }
    for (_, indicator) in plan.indicators.iter() {
        out.gap();
        figure(out, plan, indicator);
    }
}

/// An indicator: what is asked, whom, with which targets, and how surely all this is known.
fn figure(out: &mut Output, plan: &Plan, of: &Indicator) {
    let mark = format!("{}. ", of.id);
    let indent = " ".repeat(wrap::width(&mark));
    out.item("", &mark, &of.name);
    let tasks: Vec<&str> = of.tasks.iter().map(|task| plan.task(*task).id.as_str()).collect();
    let unit = of.unit.get().name;
    let how = format!("{unit}; {}; {}", of.every.label(), of.measure.label());
    out.item(&indent, "Đơn vị: ", &how);
    out.item(&indent, "Nhiệm vụ: ", &tasks.join(", "));
    asked(out, plan, of, &indent);
    relations(out, plan, of, &indent);
    for (label, targets) in
        [("Mục tiêu của cả nước: ", &of.national), ("Mục tiêu của tỉnh: ", &of.province)]
    {
        if !targets.is_empty() {
            out.item(&indent, label, &targets_told(of, targets));
        }
    }
    let texts = [
        ("Câu hỏi: ", &of.ask),
        ("Tính: ", &of.counts),
        ("Không tính: ", &of.not),
        ("Lời của nhiệm vụ: ", &of.words),
    ];
    for (label, text) in texts {
        if let Some(text) = text {
            out.item(&indent, label, text);
        }
    }
    let certainty = plan.certainty_words(of.certainty);
    let source = of.source.as_ref().map(|source| {
        let article = source.article.iter().map(|article| format!(", {article}"));
        format!("{}{}; ", source.document, article.collect::<String>())
    });
    out.item(&indent, "Nguồn: ", &format!("{}{certainty}", source.unwrap_or_default()));
    if let Some(note) = &of.note {
        out.item(&indent, "Ghi chú: ", note);
    }
}

/// Who is asked, from when on, and how surely that is known.
fn asked(out: &mut Output, plan: &Plan, of: &Indicator, indent: &str) {
    for (n, asked) in of.asked_of.iter().enumerate() {
        let next = of.asked_of.get(n + 1).and_then(|next| next.from);
        let before = next.and_then(|next| next.pred_opt());
        let day = before.or(of.valid_from).or(asked.from).unwrap_or(plan.decision.date);
        let since = asked.from.map(|from| format!(" từ ngày {}", date::short(from)));
        let label = format!("Hỏi{}: ", since.unwrap_or_default());
        out.item(indent, &label, &plan.asked_words(of, &asked.of, day));
    }
    if of.asked_certainty != of.certainty {
        let certainty = plan.asked_certainty_words(of.asked_certainty);
        out.item(indent, "Hỏi ai: ", &certainty);
    }
    let days = [(" từ ngày ", of.valid_from), (" đến hết ngày ", of.valid_to)];
    let days: Vec<String> = days
        .iter()
        .filter_map(|(word, day)| Some(format!("{word}{}", date::short((*day)?))))
        .collect();
    if !days.is_empty() {
        out.item(indent, "Chỉ hỏi", &days.concat());
    }
    if let Some(counted_by) = of.counted_by {
        out.item(indent, "Ai đếm: ", counted_by.label());
    }
}

/// What an indicator has to do with others, and how it may be printed.
fn relations(out: &mut Output, plan: &Plan, of: &Indicator, indent: &str) {
    let id = |id| plan.indicators.get(id).id.as_str();
    if let Some(whole) = of.part_of {
        out.item(indent, "Là một phần của: ", id(whole));
    }
    if let Some(sessions) = of.goes_with {
        out.item(indent, "Đi cùng: ", id(sessions));
    }
    if let Some((above, below)) = of.ratio {
        out.item(indent, "Tính từ: ", &format!("{} chia {}", id(above), id(below)));
    }
    if !of.values.is_empty() {
        let values: Vec<String> = of.values.iter().map(|number| value::shown(*number)).collect();
        out.item(indent, "Chỉ nhận: ", &values.join(", "));
    }
    if of.partial_of_task {
        out.item(indent, "", "Chỉ là một phần của nhiệm vụ, phải nói rõ khi in tổng.");
    }
    if of.sensitive {
        out.item(indent, "", "Không in, không xuất theo từng cơ quan.");
    }
}

/// `năm 2025: dưới 9,5‰; năm 2030: dưới 9‰`.
fn targets_told(of: &Indicator, targets: &[Target]) -> String {
    let told = targets.iter().map(|target| {
        let year = target.year.map_or("không ghi năm".to_owned(), |year| format!("năm {year}"));
        format!("{year}: {}", target.words(of.unit, of.better))
    });
    told.collect::<Vec<_>>().join("; ")
}

fn notes(out: &mut Output, plan: &Plan, errata: Option<&str>) {
    out.gap();
    out.text("GHI CHÚ");
    if plan.decision.number.is_none() {
        out.item("", "- ", "Số của Kế hoạch chưa biết nên để trống.");
    }
    let (first, last) = plan.first_and_last_code();
    let codes = format!(
        "Mã nhiệm vụ ({first} … {last}) và mã báo cáo là mã ghi vào báo cáo của cơ quan; bản in không có."
    );
    out.item("", "- ", &codes);
    if let Some(file) = errata {
        let corrected = plan.errata.iter().filter(|e| e.corrected.is_some()).count();
        let kept = plan.errata.iter().filter(|e| e.kept).count();
        let note = format!(
            "Lời văn là lời văn của bản nguồn, đã sửa {corrected} chỗ in sai hoặc bị ngắt và giữ \
             nguyên {kept} chỗ lạ; từng chỗ ghi ở {file}."
        );
        out.item("", "- ", &note);
    }
}
