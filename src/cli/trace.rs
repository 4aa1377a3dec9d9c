//! `report plan trace`: from the recommendations of the Committee to tasks and agencies, as one table.
//!
//! Owns the order (by cluster of rights, then as in the appendix) and the table. Says which part is
//! a reading or a proposal that awaits confirmation, and leaves blank what is not known. Returns
//! text.

use chrono::NaiveDate;
use comfy_table::presets::UTF8_FULL;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use report::plan::{Mapping, Plan, Task, TaskId};
use report::text::{date, wrap};

/// How much of a task's wording the table repeats.
const WORDING: usize = 110;

/// The table with what must be known to read it: assignments in force on `day`, in lines of at most
/// `columns`.
pub(crate) fn trace(plan: &Plan, day: NaiveDate, columns: usize) -> String {
    let mut out = String::new();
    out += "TỪ KHUYẾN NGHỊ ĐẾN NHIỆM VỤ VÀ CƠ QUAN\n";
    let as_of = format!("Phân công tính đến ngày {}.", date::short(day));
    out += &wrap::paragraph(&as_of, columns, "", "");
    out += &wrap::paragraph(&reading(plan), columns, "", "");
    out.push('\n');
    out += &table(plan, day, columns).to_string();
    out += "\n\n";
    out += &wrap::paragraph(FULL_WORDING, columns, "", "");
    out += &wrap::paragraph(WHERE_RESULTS, columns, "", "");
    if let Some(note) = &plan.decision.crc_note {
        out += &wrap::paragraph(note, columns, "", "");
    }
    if !plan.recommendations.paragraphs.is_empty() {
        out += "\nCÁC ĐOẠN KHUYẾN NGHỊ\n";
    }
    for paragraph in &plan.recommendations.paragraphs {
        out += &wrap::paragraph(&paragraph.told(), columns, "- ", "  ");
    }
    out
}

/// What the columns mean, and how surely they are known.
fn reading(plan: &Plan) -> String {
    let of = plan.reporting.recommendations.as_deref().unwrap_or("nêu các khuyến nghị");
    let mut text = format!(
        "Nhóm khuyến nghị là cách đọc cần được xác nhận; Kế hoạch không nêu. Cột “Đoạn” là đoạn của \
         văn bản {of} mà nhiệm vụ đáp ứng"
    );
    let is_there = |mapping: Mapping| {
        plan.appendix().any(|(_, t)| !t.crc.paragraphs.is_empty() && t.crc.mapping == mapping)
    };
    if Mapping::ALL.iter().any(|mapping| *mapping != Mapping::Confirmed && is_there(*mapping)) {
        text += &format!(", theo đề xuất của {} cần được xác nhận", plan.unit_name());
    }
    for mapping in [Mapping::Related, Mapping::Confirmed].into_iter().filter(|m| is_there(*m)) {
        text += &format!("; dấu {} là {}", mark(mapping), mapping.label());
    }
    text + "; để trống là chưa xác định được đoạn."
}

/// What stands behind the paragraphs of a task.
fn mark(mapping: Mapping) -> &'static str {
    match mapping {
        Mapping::Proposed => "",
        Mapping::Related => "*",
        Mapping::Confirmed => "+",
    }
}

const FULL_WORDING: &str = "Một nhiệm vụ đáp ứng nhiều nhóm khuyến nghị thì đứng ở từng nhóm. Lời \
    đầy đủ của nhiệm vụ: report plan show.";

const WHERE_RESULTS: &str = "Tình trạng của từng nhiệm vụ trong một kỳ: thêm --period; kết quả nằm \
    trong báo cáo của kỳ: report build.";

fn table(plan: &Plan, day: NaiveDate, columns: usize) -> Table {
    let mut table = Table::new();
    table
        .load_style(UTF8_FULL.with_solid_inner_borders())
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(columns).unwrap_or(u16::MAX));
    table.set_header([
        "Nhóm khuyến nghị",
        "Đoạn",
        "Nhiệm vụ",
        "Cơ quan chủ trì",
        "Cơ quan phối hợp",
    ]);
    // Paragraphs are short and agencies have long names: the wording gets what is left.
    let widths = [Width::Percentage(17), Width::Fixed(8), Width::Percentage(32)];
    for (column, width) in table.column_iter_mut().zip(widths) {
        column.set_constraint(ColumnConstraint::Absolute(width));
    }
    for (cluster, tasks) in by_cluster(plan) {
        for (n, id) in tasks.into_iter().enumerate() {
            let name = if n == 0 { cluster } else { "" };
            table.add_row(row(plan, day, name, id));
        }
    }
    table
}

/// Clusters in the order in which the appendix first names them, each with its tasks; tasks that
/// have none stand at the end.
fn by_cluster(plan: &Plan) -> Vec<(&str, Vec<TaskId>)> {
    let mut clusters: Vec<(&str, Vec<TaskId>)> = Vec::new();
    let mut without = Vec::new();
    for (id, task) in plan.appendix() {
        for cluster in &task.crc.clusters {
            match clusters.iter_mut().find(|(name, _)| name == cluster) {
                Some((_, tasks)) => tasks.push(id),
                None => clusters.push((cluster, vec![id])),
            }
        }
        if task.crc.clusters.is_empty() {
            without.push(id);
        }
    }
    if !without.is_empty() {
        clusters.push(("(chưa xếp nhóm)", without));
    }
    clusters
}

/// `5, 48`; `30*`.
fn paragraphs(task: &Task) -> String {
    let marked = |number: &String| format!("{number}{}", mark(task.crc.mapping));
    task.crc.paragraphs.iter().map(marked).collect::<Vec<_>>().join(", ")
}

fn row(plan: &Plan, day: NaiveDate, cluster: &str, id: TaskId) -> [String; 5] {
    let task = plan.task(id);
    let assignment = task.assignment(day);
    let lead = assignment.lead.map(|lead| plan.register.agency(lead).name.clone());
    let parties: Vec<&str> =
        assignment.coordinating.iter().map(|party| plan.party_name(*party)).collect();
    [
        cluster.to_owned(),
        paragraphs(task),
        format!("{} {}", task.id, wrap::beginning(&task.text(), WORDING)),
        lead.unwrap_or_default(),
        parties.join("; "),
    ]
}
