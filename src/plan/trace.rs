//! From the recommendations of the Committee to tasks, agencies and results, as one table.
//!
//! Owns the order (by cluster of rights, then as in the appendix) and the table. Says which part is
//! a reading that awaits confirmation, and leaves blank what nobody has verified. Returns text.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use comfy_table::presets::UTF8_FULL;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};

use super::{Plan, Task, TaskId};
use crate::text::{date, wrap};

/// What a tracing shows beside the plan itself.
#[derive(Debug, Clone, Copy)]
pub struct Tracing<'a> {
    /// The day whose assignments count.
    pub on: NaiveDate,
    /// The result of each task in words; without it the table has no such column.
    pub results: Option<&'a BTreeMap<TaskId, String>>,
    /// How wide a line may be.
    pub columns: usize,
}

/// How much of a task's wording the table repeats.
const WORDING: usize = 110;

/// The table with what must be known to read it.
pub fn trace(plan: &Plan, wanted: &Tracing<'_>) -> String {
    let columns = wanted.columns;
    let mut out = String::new();
    out += "TỪ KHUYẾN NGHỊ ĐẾN NHIỆM VỤ VÀ CƠ QUAN\n";
    let day = format!("Phân công tính đến ngày {}.", date::short(wanted.on));
    out += &wrap::paragraph(&day, columns, "", "");
    let of = plan.reporting.recommendations.as_deref().unwrap_or("nêu các khuyến nghị");
    let reading = format!(
        "Nhóm khuyến nghị là cách đọc cần được xác nhận; Kế hoạch không nêu. Cột “Đoạn” là đoạn của \
         văn bản {of} mà lời của nhiệm vụ nêu; để trống là chưa đối chiếu."
    );
    out += &wrap::paragraph(&reading, columns, "", "");
    out.push('\n');
    out += &table(plan, wanted).to_string();
    out += "\n\n";
    out += &wrap::paragraph(FULL_WORDING, columns, "", "");
    if wanted.results.is_none() {
        out += &wrap::paragraph(WHERE_RESULTS, columns, "", "");
    }
    if let Some(note) = &plan.decision.crc_note {
        out += &wrap::paragraph(note, columns, "", "");
    }
    out
}

const FULL_WORDING: &str = "Một nhiệm vụ đáp ứng nhiều nhóm khuyến nghị thì đứng ở từng nhóm. Lời \
    đầy đủ của nhiệm vụ: report plan show.";

const WHERE_RESULTS: &str = "Kết quả của từng nhiệm vụ nằm trong báo cáo của kỳ: report build.";

fn table(plan: &Plan, wanted: &Tracing<'_>) -> Table {
    let mut table = Table::new();
    table
        .load_style(UTF8_FULL.with_solid_inner_borders())
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(wanted.columns).unwrap_or(u16::MAX));
    let mut heading =
        vec!["Nhóm khuyến nghị", "Đoạn", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp"];
    if wanted.results.is_some() {
        heading.push("Kết quả");
    }
    table.set_header(heading);
    // Paragraphs are short and agencies have long names: the wording gets what is left.
    let widths = [Width::Percentage(17), Width::Fixed(8), Width::Percentage(32)];
    for (column, width) in table.column_iter_mut().zip(widths) {
        column.set_constraint(ColumnConstraint::Absolute(width));
    }
    for (cluster, tasks) in by_cluster(plan) {
        for (n, id) in tasks.into_iter().enumerate() {
            let name = if n == 0 { cluster } else { "" };
            table.add_row(row(plan, wanted, name, id));
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

fn row(plan: &Plan, wanted: &Tracing<'_>, cluster: &str, id: TaskId) -> Vec<String> {
    let task: &Task = plan.task(id);
    let assignment = task.assignment(wanted.on);
    let lead = assignment.lead.map(|lead| plan.register.agency(lead).name.clone());
    let parties: Vec<&str> =
        assignment.coordinating.iter().map(|party| plan.party_name(*party)).collect();
    let mut row = vec![
        cluster.to_owned(),
        task.crc.paragraphs.join(", "),
        format!("{} {}", task.id, wrap::beginning(&task.text(), WORDING)),
        lead.unwrap_or_default(),
        parties.join("; "),
    ];
    if let Some(results) = wanted.results {
        row.push(results.get(&id).cloned().unwrap_or_else(|| "chưa có số liệu".into()));
    }
    row
}
