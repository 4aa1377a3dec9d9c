//! The tasks of a period by recommendation as a table for a screen; on a narrow one as a list.

use comfy_table::Width;
use report::render::status::IN_DOUBT;
use report::render::trace::{Trace, TraceRow, UNANSWERED, UNLINKED, figures};
use report::render::view::{TracedParagraph, TracedTask};

use super::grid::Grid;
use super::status_table::{Page, Screen};

/// The table, with what must be known to read it.
pub(super) fn table(made: &Trace, screen: Screen) -> String {
    let (trace, period) = (&made.trace, &made.period);
    let mut page = Page::new(screen);
    let of = trace.of.as_ref().map(|of| format!(" CỦA {}", of.to_uppercase()));
    let title = format!(
        "THEO KHUYẾN NGHỊ{}: {} ({})",
        of.unwrap_or_default(),
        period.name.to_uppercase(),
        period.id
    );
    page.title(&title);
    if let Some(notice) = &made.notice {
        page.paragraph(notice);
    }
    page.paragraph(&format!(
        "Số liệu từ ngày {} đến ngày {}; tính đến ngày {}.",
        period.data_from.as_ref().unwrap_or(&period.from),
        period.data_to.as_ref().unwrap_or(&period.to),
        made.as_of
    ));
    if !period.missing_parts.is_empty() {
        page.paragraph(&format!("Chưa có số liệu của {}.", period.missing_parts.join(", ")));
    }
    if made.data_errors > 0 {
        page.paragraph(&format!(
            "Còn {} lỗi dữ liệu: dòng có lỗi không được tính.",
            made.data_errors
        ));
    }
    if let Some(unit) = &trace.proposed_by {
        page.paragraph(&format!(
            "Gắn nhiệm vụ với đoạn khuyến nghị là đề xuất của {unit}, chờ xác nhận; Kế hoạch không nêu."
        ));
    }
    if let Some(unit) = &trace.figures_proposed_by {
        page.paragraph(&format!(
            "Chỉ tiêu của cột “Số liệu” do {unit} đề xuất, chờ xác nhận; số là tổng của những cơ quan có số liệu."
        ));
    }
    if trace.has_doubts {
        page.paragraph(&format!(
            "Số có dấu {IN_DOUBT} gồm giá trị khác thường, chờ cơ quan gửi xác nhận: chưa nên trích dẫn."
        ));
    }
    page.paragraph(&format!(
        "{}/{} nhiệm vụ của Phụ lục đã gắn với đoạn; một nhiệm vụ gắn với nhiều đoạn thì đứng ở từng đoạn.",
        trace.linked, trace.tasks
    ));
    let (linked, unlinked): (Vec<_>, Vec<_>) =
        trace.rows().into_iter().partition(|row| row.paragraph.is_some());
    page.grid("NHIỆM VỤ THEO ĐOẠN KHUYẾN NGHỊ", &tasks(&linked, trace.has_figures));
    page.grid(&UNLINKED.to_uppercase(), &without_paragraph(tasks(&unlinked, trace.has_figures)));
    page.grid("CÁC ĐOẠN KHUYẾN NGHỊ", &paragraphs(&trace.paragraphs));
    page.finish()
}

fn tasks(rows: &[TraceRow<'_>], has_figures: bool) -> Grid {
    let rows = rows.iter().map(|row| {
        let mut cells = row_cells(*row);
        if has_figures {
            cells.push(row.task.map(figures).unwrap_or_default());
        }
        cells
    });
    let mut grid = Grid {
        headings: vec!["Đoạn", "Nhiệm vụ", "Chủ trì", "Tình trạng", "Cơ quan khác có báo cáo"],
        widths: vec![Some(Width::Fixed(9)), Some(Width::Percentage(26)), None, None, None],
        right: Vec::new(),
        rows: rows.collect(),
    };
    if has_figures {
        grid.headings.push("Số liệu");
        grid.widths.push(None);
    }
    grid
}

/// The same without the column of paragraphs.
fn without_paragraph(mut grid: Grid) -> Grid {
    grid.headings.remove(0);
    grid.widths.remove(0);
    for row in &mut grid.rows {
        row.remove(0);
    }
    grid
}

fn row_cells(TraceRow { paragraph, task }: TraceRow<'_>) -> Vec<String> {
    let number = paragraph.map_or("", |paragraph| &paragraph.number);
    let Some(task) = task else {
        let subject = paragraph.and_then(|paragraph| paragraph.subject.clone());
        let what = subject.map(|subject| format!("({subject}) ")).unwrap_or_default();
        return vec![
            number.to_owned(),
            format!("{what}{UNANSWERED}"),
            String::new(),
            String::new(),
            String::new(),
        ];
    };
    vec![
        number.to_owned(),
        format!("{} {}{}", task.id, task.name, mapping(task)),
        task.lead.clone().unwrap_or_default(),
        state(task),
        task.others_told.clone(),
    ]
}

/// How sure a link is, where that is not what the page says of all of them.
fn mapping(task: &TracedTask) -> String {
    let other = task.mapping.as_deref().filter(|mapping| *mapping != "proposed");
    let label = other.and(task.mapping_label.as_ref());
    label.map(|label| format!(" ({label})")).unwrap_or_default()
}

/// The state, and the due date where it has passed.
fn state(task: &TracedTask) -> String {
    match (&*task.timing, &task.due) {
        ("overdue", Some(due)) => {
            format!("{}; {} (hạn {due})", task.state, task.timing_label.to_lowercase())
        }
        _ => task.state.clone(),
    }
}

fn paragraphs(all: &[TracedParagraph]) -> Grid {
    let row = |of: &TracedParagraph| {
        vec![
            of.number.clone(),
            of.subject.clone().unwrap_or_default(),
            of.certainty_label.clone(),
            of.read.clone().unwrap_or_default(),
        ]
    };
    Grid {
        headings: vec!["Đoạn", "Chủ đề", "Đã đọc đến đâu", "Đọc ở đâu"],
        widths: vec![Some(Width::Fixed(9)), None, None, None],
        right: Vec::new(),
        rows: all.iter().map(row).collect(),
    }
}
