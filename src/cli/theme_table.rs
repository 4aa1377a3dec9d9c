//! Difficulties and proposals by theme as tables for a screen: counts, then every row with the theme
//! it was given and why.

use comfy_table::Width;

use super::grid::Grid;
use report::consolidate::ConcernKind;
use report::render::status::{Status, ThemeCounts, UNPLACED, placement_label, theme_label};
use report::text::wrap;

/// So much of a text is shown.
const TEXT: usize = 160;

/// The tables of one kind.
pub(super) struct Part {
    pub(super) title: String,
    pub(super) counts: Grid,
    pub(super) notes: Vec<String>,
    pub(super) rows_title: String,
    pub(super) rows: Grid,
}

/// The tables of difficulties and of proposals.
pub(super) fn parts(status: &Status) -> impl Iterator<Item = Part> {
    ConcernKind::ALL.iter().map(|kind| part(status, *kind))
}

fn part(status: &Status, kind: ConcernKind) -> Part {
    let counts = status.themes.counts(kind);
    let what = match kind {
        ConcernKind::Difficulty => "KHÓ KHĂN",
        ConcernKind::Proposal => "KIẾN NGHỊ",
    };
    Part {
        title: format!("{what} THEO NHÓM"),
        counts: counted(counts),
        notes: notes(counts, what),
        rows_title: format!("TỪNG {what}"),
        rows: rows(status, kind),
    }
}

/// The themes with rows, and what has none.
fn counted(counts: &ThemeCounts) -> Grid {
    let themes = counts.themes.iter().filter(|theme| theme.count > 0);
    let row = |name: &str, rows: usize, agencies: String| {
        vec![name.to_owned(), rows.to_string(), agencies]
    };
    let mut rows: Vec<Vec<String>> =
        themes.map(|theme| row(&theme.name, theme.count, theme.agencies.to_string())).collect();
    if counts.unplaced > 0 {
        rows.push(row(UNPLACED, counts.unplaced, String::new()));
    }
    Grid {
        headings: vec!["Nhóm", "Số dòng", "Số cơ quan"],
        widths: vec![None, Some(Width::Fixed(9)), Some(Width::Fixed(12))],
        right: vec![1, 2],
        rows,
    }
}

fn notes(counts: &ThemeCounts, what: &str) -> Vec<String> {
    let what = what.to_lowercase();
    if counts.count == 0 {
        return vec![format!("Không có dòng nào nêu {what}.")];
    }
    if counts.themes.is_empty() {
        return vec![format!(
            "Kế hoạch không đặt nhóm (khóa themes của reporting.yaml): cả {} {what} đều chưa xếp nhóm.",
            counts.count
        )];
    }
    if counts.unplaced == 0 {
        return Vec::new();
    }
    let unplaced = format!("{}/{} {what} chưa xếp nhóm", counts.unplaced, counts.count);
    vec![match counts.counted_by_theme {
        true => format!("{unplaced}."),
        false => format!(
            "{unplaced}, quá 15%: báo cáo không in bảng theo nhóm. Thêm cụm từ vào themes của reporting.yaml, hoặc đặt nhóm của từng dòng ở themes của period.yaml."
        ),
    }]
}

fn rows(status: &Status, kind: ConcernKind) -> Grid {
    let rows = status.themes.rows_of(kind).into_iter().map(|row| {
        vec![
            theme_label(row).to_owned(),
            placement_label(row),
            format!("{}:{}", row.file, row.row),
            row.task.clone(),
            row.agency_name.clone(),
            wrap::beginning(&row.text, TEXT).to_string(),
        ]
    });
    Grid {
        headings: vec!["Nhóm", "Vì sao", "Tệp:dòng", "Mã", "Cơ quan", "Nội dung"],
        widths: vec![
            Some(Width::Percentage(16)),
            Some(Width::Percentage(14)),
            None,
            Some(Width::Fixed(7)),
            None,
            Some(Width::Percentage(36)),
        ],
        right: Vec::new(),
        rows: rows.collect(),
    }
}
