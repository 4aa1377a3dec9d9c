//! The tasks by recommendation: the view of the templates `khuyen-nghi.*.j2`, also its JSON, and the
//! same as CSV. A contract of its own, like [`mod@super::view`]; `templates/README.md` lists all
//! fields, checked by a test.
//!
//! Everything comes from the consolidated report; nothing is recounted.

use serde::Serialize;

use super::view::{
    Head, NamedPeriod, PeriodView, PlanView, TraceView, TracedParagraph, TracedTask,
};
use crate::text::csv::Writer;
use crate::text::visible;

/// The name and version of the contract.
pub const SCHEMA: &str = "report.trace/1";

/// What stands in place of a paragraph where it is not known.
pub const UNLINKED: &str = "Chưa xác định được đoạn khuyến nghị";
/// What stands in place of a task under a paragraph without one.
pub const UNANSWERED: &str = "Chưa xác định được nhiệm vụ nào đáp ứng đoạn này";

/// The tasks of a period by recommendation.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Trace {
    /// Name and version of this contract.
    pub schema: &'static str,
    /// The period.
    pub period: PeriodView,
    /// The previous period; null without one.
    pub previous: Option<NamedPeriod>,
    /// The cut-off day.
    pub as_of: String,
    /// A notice on every page, for illustrative data.
    pub notice: Option<String>,
    /// Number of errors that exclude data; above 0 the document is a draft.
    pub data_errors: usize,
    /// Letterhead and date line, as in the report.
    pub head: Head,
    /// The plan.
    pub plan: PlanView,
    /// The paragraphs and tasks.
    pub trace: TraceView,
}

/// A line of the table: a paragraph with one of its tasks, a paragraph without a task, or a task
/// without a paragraph.
#[derive(Debug, Clone, Copy)]
pub struct TraceRow<'t> {
    /// The paragraph.
    pub paragraph: Option<&'t TracedParagraph>,
    /// The task.
    pub task: Option<&'t TracedTask>,
}

impl TraceView {
    /// The lines of the table, in order.
    pub fn rows(&self) -> Vec<TraceRow<'_>> {
        let mut rows = Vec::new();
        for paragraph in &self.paragraphs {
            let of = |task| TraceRow { paragraph: Some(paragraph), task };
            match paragraph.tasks.is_empty() {
                true => rows.push(of(None)),
                false => rows.extend(paragraph.tasks.iter().map(|task| of(Some(task)))),
            }
        }
        rows.extend(
            self.unlinked.iter().map(|task| TraceRow { paragraph: None, task: Some(task) }),
        );
        rows
    }
}

/// The figures of a task, one after the other.
pub fn figures(task: &TracedTask) -> String {
    let mut told: Vec<String> = task.figures.iter().map(|figure| figure.told.clone()).collect();
    if task.figures_missing > 0 {
        told.push(format!("{} số liệu chưa cơ quan nào gửi", task.figures_missing));
    }
    told.join("; ")
}

const COLUMNS: [&str; 23] = [
    "Kỳ báo cáo",
    "Đoạn khuyến nghị",
    "Chủ đề của đoạn",
    "Đã đọc đoạn đến đâu",
    "Đọc ở đâu",
    "Mã nhiệm vụ",
    "Nhiệm vụ",
    "Gắn với đoạn",
    "Cơ quan chủ trì",
    "Trạng thái",
    "Tiến độ (%)",
    "Tình trạng",
    "Kỳ trước",
    "Thời hạn hoàn thành",
    "Tình hình thời hạn",
    "Số ngày im lặng",
    "Số cơ quan khác có báo cáo",
    "Cơ quan khác có báo cáo",
    "Số liệu",
    "Tệp",
    "Dòng",
    "Tính đến ngày",
    "Lưu ý",
];

/// The table as CSV for Excel, like that of [`mod@super::status`].
pub fn csv(trace: &Trace) -> String {
    let mut table = Writer::new();
    table.row(COLUMNS);
    for row in trace.trace.rows() {
        table.row(cells(trace, row).iter().map(|cell| visible::unmarked(cell)));
    }
    table.finish()
}

fn cells(trace: &Trace, TraceRow { paragraph, task }: TraceRow<'_>) -> [String; 23] {
    let of_paragraph = |cell: &dyn Fn(&TracedParagraph) -> String| paragraph.map(cell);
    let of_task = |cell: &dyn Fn(&TracedTask) -> String| task.map(cell).unwrap_or_default();
    let text = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let number = |progress: &String| progress.trim_end_matches('%').to_owned();
    [
        trace.period.id.clone(),
        of_paragraph(&|p| p.number.clone()).unwrap_or_default(),
        of_paragraph(&|p| text(&p.subject)).unwrap_or_else(|| UNLINKED.to_owned()),
        of_paragraph(&|p| p.certainty_label.clone()).unwrap_or_default(),
        of_paragraph(&|p| text(&p.read)).unwrap_or_default(),
        of_task(&|t| t.id.clone()),
        task.map_or_else(|| UNANSWERED.to_owned(), |t| t.name.clone()),
        of_task(&|t| text(&t.mapping_label)),
        of_task(&|t| text(&t.lead)),
        of_task(&|t| t.status_label.clone()),
        of_task(&|t| t.progress.as_ref().map(number).unwrap_or_default()),
        of_task(&|t| t.state.clone()),
        of_task(&|t| text(&t.before)),
        of_task(&|t| text(&t.due)),
        of_task(&|t| t.timing_label.clone()),
        of_task(&|t| t.silent_days.map(|days| days.to_string()).unwrap_or_default()),
        of_task(&|t| t.others.to_string()),
        of_task(&|t| t.others_told.clone()),
        of_task(&figures),
        of_task(&|t| t.cite.as_ref().map(|c| c.file.to_string()).unwrap_or_default()),
        of_task(&|t| t.cite.as_ref().map(|c| c.row.to_string()).unwrap_or_default()),
        trace.as_of.clone(),
        text(&trace.notice),
    ]
}

/// The table as JSON, with a final line end.
pub fn json(trace: &Trace) -> Result<String, super::TemplateError> {
    let text = serde_json::to_string_pretty(trace)
        .map_err(|e| super::TemplateError::unplaced(e.to_string()))?;
    Ok(visible::json(text) + "\n")
}
