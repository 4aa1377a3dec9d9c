//! How a period stands as tables for a screen; on a narrow one as a list.
//!
//! Owns columns, order and colours; the figures in words come from the templates of the report.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};

use super::figure_table;
use super::grid::Grid;
use super::theme_table;
use report::consolidate::{Obligation, Outcome};
use report::plan;
use report::render::status::{
    Agency, Band, Coverage, RowsBy, Status, Task, band_label, day, decimal, outcome_label,
};
use report::text::case::lower_first;
use report::text::wrap;

/// What may be assumed of the screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    /// How wide a line may be.
    pub(crate) columns: usize,
    /// Whether colours are shown.
    pub(crate) color: bool,
}

/// Below this width cells are printed one below the other.
const NARROW: usize = 72;
/// So much of a task's wording is repeated.
const WORDING: usize = 90;

/// The tables; `overview` are the figures in the words of the report.
pub(crate) fn table(
    status: &Status,
    overview: &[String],
    by: Option<RowsBy>,
    screen: Screen,
) -> String {
    let mut page = Page::new(screen);
    let title = format!("TÌNH HÌNH {} ({})", status.period_name.to_uppercase(), status.period);
    page.title(&title);
    if let Some(notice) = &status.notice {
        page.paragraph(notice);
    }
    page.paragraph(&format!(
        "Số liệu từ ngày {} đến ngày {}; tính đến ngày {}.",
        day(status.data_from.as_deref().or(Some(&status.from))),
        day(status.data_to.as_deref().or(Some(&status.to))),
        day(Some(&status.as_of))
    ));
    page.out.push('\n');
    for line in overview {
        page.item(line);
    }
    match by {
        Some(RowsBy::Agency) => page.grid("CƠ QUAN", &agencies(status)),
        Some(RowsBy::Task) => page.grid("NHIỆM VỤ", &tasks(status, true)),
        Some(RowsBy::Theme) => {
            for part in theme_table::parts(status) {
                page.grid(&part.title, &part.counts);
                part.notes.iter().for_each(|note| page.paragraph(note));
                page.grid(&part.rows_title, &part.rows);
            }
        }
        Some(RowsBy::Figure) => {
            figure_table::notes(status).iter().for_each(|note| page.paragraph(note));
            if !status.indicators.is_empty() {
                page.grid("SỐ LIỆU", &figure_table::grid(status));
            }
        }
        None => {
            for coverage in &status.coverage {
                let of = if status.coverage.len() > 1 {
                    format!(" {}", coverage.period_name.to_uppercase())
                } else {
                    String::new()
                };
                let deadline = day(Some(&coverage.deadline));
                let heading = format!("GỬI BÁO CÁO{of} (hạn gửi {deadline})");
                page.grid(&heading, &states(coverage));
            }
            page.grid("NHIỆM VỤ", &tasks(status, false));
        }
    }
    page.finish()
}

fn states(coverage: &Coverage) -> Grid {
    let mut rows = Vec::new();
    for (duty, prefix) in [
        (Obligation::Owed, ""),
        (Obligation::None, "Ngoài diện phải báo cáo: "),
        (Obligation::Requested, "Được đề nghị: "),
    ] {
        for state in Outcome::ALL {
            let of = coverage.agencies.iter().filter(|a| a.duty == duty && a.state == *state);
            let names: Vec<String> = of.map(named).collect();
            if names.is_empty() {
                continue;
            }
            let label = match prefix {
                "" => outcome_label(*state).to_owned(),
                prefix => format!("{prefix}{}", lower_first(outcome_label(*state))),
            };
            let mark = if duty == Obligation::Owed { state_mark(*state) } else { None };
            rows.push(vec![marked(&label, mark), names.len().to_string(), names.join(", ")]);
        }
    }
    Grid {
        headings: vec!["Tình hình", "Số", "Cơ quan"],
        widths: vec![Some(Width::Percentage(24)), Some(Width::Fixed(5)), None],
        right: vec![1],
        rows,
    }
}

/// The name, with what is to be known of its report.
fn named(agency: &Agency) -> String {
    match (&agency.reason, agency.days_late) {
        (Some(reason), _) => format!("{} ({})", agency.name, reason.trim_end_matches('.')),
        (_, Some(days)) => format!("{} ({days} ngày)", agency.name),
        _ => agency.name.clone(),
    }
}

fn agencies(status: &Status) -> Grid {
    let several = status.coverage.len() > 1;
    let row = |(coverage, agency): (&Coverage, &Agency)| {
        let mark = if agency.duty == Obligation::Owed { state_mark(agency.state) } else { None };
        let state = match (agency.duty, agency.days_late) {
            (_, Some(days)) => format!("{} {days} ngày", agency.state_label),
            (Obligation::Requested, _) => {
                format!("Được đề nghị: {}", lower_first(agency.state_label))
            }
            (Obligation::None, _) => {
                format!("Ngoài diện phải báo cáo: {}", lower_first(agency.state_label))
            }
            (Obligation::Owed, _) => agency.state_label.to_owned(),
        };
        let reason = agency.reason.as_ref().map(|r| format!(": {r}")).unwrap_or_default();
        let mut row = vec![agency.name.clone(), marked(&state, mark) + &reason];
        if several {
            row.insert(0, coverage.period.clone());
        }
        row.push(day(agency.received.as_deref()));
        row.push(match agency.rows {
            0 => String::new(),
            rows => format!("{}/{rows}", agency.rows_accepted),
        });
        row.push(match agency.leads.len() {
            0 => String::new(),
            leads => format!("{}/{leads}", agency.leads_reported.len()),
        });
        row
    };
    let mut grid = Grid {
        headings: vec![
            "Cơ quan",
            "Tình hình",
            "Ngày nhận",
            "Dòng được tính",
            "Nhiệm vụ chủ trì có số liệu",
        ],
        widths: vec![
            None,
            None,
            Some(Width::Fixed(12)),
            Some(Width::Fixed(10)),
            Some(Width::Fixed(11)),
        ],
        right: vec![3, 4],
        rows: status.agencies().into_iter().map(row).collect(),
    };
    if several {
        grid.headings.insert(0, "Kỳ");
        grid.widths.insert(0, Some(Width::Fixed(9)));
        grid.right = vec![4, 5];
    }
    grid
}

fn tasks(status: &Status, with_text: bool) -> Grid {
    let row = |task: &Task| {
        let mark = match task.status {
            None | Some(plan::Status::Paused) => Some(Mark::Yellow),
            _ => None,
        };
        let change = match task.change {
            Some(change) if change < 0.0 => marked(&decimal(change), Some(Mark::Yellow)),
            Some(change) if change > 0.0 => format!("+{}", decimal(change)),
            Some(_) => "0".to_owned(),
            None => String::new(),
        };
        let mut row = vec![
            task.id.clone(),
            task.lead_name.clone().unwrap_or_default(),
            marked(&task.status_label, mark),
            task.progress.map(|p| format!("{}%", decimal(p))).unwrap_or_default(),
            change,
            timing(task, status),
        ];
        if with_text {
            row.insert(1, wrap::beginning(&task.text, WORDING));
        }
        row
    };
    let mut grid = Grid {
        headings: vec!["Mã", "Chủ trì", "Trạng thái", "Tiến độ", "So kỳ trước", "Thời hạn"],
        widths: vec![
            Some(Width::Fixed(7)),
            None,
            None,
            Some(Width::Fixed(9)),
            Some(Width::Fixed(8)),
            None,
        ],
        right: vec![3, 4],
        rows: status.tasks().into_iter().map(row).collect(),
    };
    if with_text {
        grid.headings.insert(1, "Nhiệm vụ");
        grid.widths.insert(1, Some(Width::Percentage(32)));
        grid.right = vec![4, 5];
    }
    grid
}

/// The date with how the task stands against it.
fn timing(task: &Task, status: &Status) -> String {
    let mark = match task.band {
        Some(Band::OverdueHigh) => Some(Mark::Red),
        Some(_) => Some(Mark::Yellow),
        None => None,
    };
    let band = band_label(task.band, &status.figures);
    match (task.days_overdue.or(task.days_silent), task.due.as_deref()) {
        (Some(days), None) => marked(&format!("{band} ({days} ngày)"), mark),
        (Some(days), due) => {
            format!(
                "{}: {}",
                day(due),
                marked(&format!("{} ({days} ngày)", lower_first(&band)), mark)
            )
        }
        (None, Some(due)) if task.timing_label.is_empty() => day(Some(due)),
        (None, Some(due)) => format!("{}: {}", day(Some(due)), lower_first(&task.timing_label)),
        (None, None) => task.timing_label.clone(),
    }
}

/// The text of a page for a screen.
pub(super) struct Page {
    out: String,
    screen: Screen,
}

impl Page {
    /// An empty page.
    pub(super) fn new(screen: Screen) -> Self {
        Self { out: String::new(), screen }
    }

    /// The title of the page.
    pub(super) fn title(&mut self, title: &str) {
        self.paragraph(&bold(title));
    }

    /// The text, with colours or without.
    pub(super) fn finish(self) -> String {
        paint(&self.out, self.screen.color)
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.out += &wrap::paragraph(text, self.screen.columns, "", "");
    }

    pub(super) fn item(&mut self, text: &str) {
        self.out += &wrap::paragraph(text, self.screen.columns, "- ", "  ");
    }

    pub(super) fn grid(&mut self, title: &str, grid: &Grid) {
        if grid.rows.is_empty() {
            return;
        }
        self.out.push('\n');
        self.paragraph(&bold(title));
        if self.screen.columns < NARROW {
            self.list(grid);
        } else {
            self.out += &laid_out(grid, self.screen.columns);
        }
    }

    /// One paragraph a row: its first cell, then every other that holds anything.
    fn list(&mut self, grid: &Grid) {
        for row in &grid.rows {
            let named = grid.headings.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty());
            let rest: Vec<String> =
                named.map(|(heading, cell)| format!("{}: {cell}", lower_first(heading))).collect();
            self.item(&format!("{}; {}", row[0], rest.join("; ")));
        }
    }
}

fn laid_out(grid: &Grid, columns: usize) -> String {
    let mut table = Table::new();
    table
        .load_style(UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(columns).unwrap_or(u16::MAX))
        .set_header(grid.headings.iter().map(|heading| bold(heading)));
    for (column, width) in table.column_iter_mut().zip(&grid.widths) {
        if let Some(width) = width {
            column.set_constraint(ColumnConstraint::Absolute(*width));
        }
    }
    for at in &grid.right {
        if let Some(column) = table.column_mut(*at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for row in &grid.rows {
        table.add_row(row.iter());
    }
    format!("{table}\n")
}

/// What a cell stands out for.
#[derive(Debug, Clone, Copy)]
enum Mark {
    Bold,
    Red,
    Yellow,
}

impl Mark {
    const ALL: [(Self, char, &'static str); 3] = [
        (Self::Bold, '\u{2061}', "\u{1b}[1m"),
        (Self::Red, '\u{2062}', "\u{1b}[31m"),
        (Self::Yellow, '\u{2063}', "\u{1b}[33m"),
    ];
}

/// Ends what a mark began.
const END: char = '\u{2064}';
const RESET: &str = "\u{1b}[0m";

fn state_mark(outcome: Outcome) -> Option<Mark> {
    match outcome {
        Outcome::Missing | Outcome::Unusable | Outcome::Unread => Some(Mark::Red),
        Outcome::Late | Outcome::Empty | Outcome::Undated | Outcome::FiguresAlone => {
            Some(Mark::Yellow)
        }
        _ => None,
    }
}

fn bold(text: &str) -> String {
    marked(text, Some(Mark::Bold))
}

/// The text with characters of no width around each of its words: the table is laid out as if they
/// were not there, and [`paint`] makes colours of them.
fn marked(text: &str, mark: Option<Mark>) -> String {
    let Some(mark) = mark else { return text.to_owned() };
    let begin = Mark::ALL[mark as usize].1;
    let words: Vec<String> = text.split(' ').map(|word| format!("{begin}{word}{END}")).collect();
    words.join(" ")
}

/// Colours where the marks are, or nothing. A word that a narrow column breaks is coloured up to
/// the border of its cell.
fn paint(text: &str, color: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    for c in text.chars() {
        let begins = Mark::ALL.iter().find(|(_, mark, _)| *mark == c);
        if let Some((.., sequence)) = begins {
            if color {
                out += sequence;
                open = true;
            }
        } else if c == END || (open && matches!(c, '\n' | '│' | '┆')) {
            if open {
                out += RESET;
            }
            open = false;
            if c != END {
                out.push(c);
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_colours_or_nothing() {
        let text = marked("Chưa gửi", Some(Mark::Red));
        assert_eq!(wrap::width(&text), 8, "marks take no room");
        assert_eq!(paint(&text, false), "Chưa gửi");
        let red = "\u{1b}[31mChưa\u{1b}[0m \u{1b}[31mgửi\u{1b}[0m";
        assert_eq!(paint(&text, true), red);
    }

    #[test]
    fn a_broken_word_does_not_colour_the_border() {
        let broken = "│ \u{2062}Ch │\n│ ưa\u{2064} │\n";
        assert_eq!(paint(broken, true), "│ \u{1b}[31mCh \u{1b}[0m│\n│ ưa │\n");
        assert_eq!(paint(broken, false), "│ Ch │\n│ ưa │\n");
    }
}
