//! The themes of difficulties and proposals in the status of a period: counts, and every row with
//! the theme it was given and why.

use serde::Serialize;

use crate::consolidate::{ConcernKind, Placement};

/// The themes of a period.
#[derive(Debug, Serialize)]
pub struct Themes {
    /// The counts of difficulties.
    pub difficulties: ThemeCounts,
    /// The counts of proposals.
    pub proposals: ThemeCounts,
    /// Every difficulty and proposal: in the order of the files, or as [`Themes::rows_of`] sorts
    /// them.
    pub rows: Vec<ThemedRow>,
}

/// Counts by theme.
#[derive(Debug, Serialize)]
pub struct ThemeCounts {
    /// All rows that state one.
    pub count: usize,
    /// Of those, rows without a theme.
    pub unplaced: usize,
    /// Whether so few have none that the report counts by theme.
    pub counted_by_theme: bool,
    /// Every theme in the plan's order, those without a row too.
    pub themes: Vec<ThemeCount>,
}

/// The rows of one theme.
#[derive(Debug, Serialize)]
pub struct ThemeCount {
    /// Its id.
    pub theme: String,
    /// Its name.
    pub name: String,
    /// Number of rows.
    pub count: usize,
    /// Number of agencies with such a row.
    pub agencies: usize,
}

/// A difficulty or a proposal with its theme.
#[derive(Debug, Serialize)]
pub struct ThemedRow {
    /// Its file, with the sheet if several are read.
    pub file: String,
    /// Row number as a spreadsheet shows it.
    pub row: u32,
    /// The id of the agency.
    pub agency: String,
    /// The name of the agency.
    pub agency_name: String,
    /// The code of the task.
    pub task: String,
    /// `difficulty` or `proposal`.
    pub kind: ConcernKind,
    /// The id of its theme; null without one.
    pub theme: Option<String>,
    /// The name of its theme.
    pub theme_name: Option<String>,
    /// `column`, `page`, `words`, `weak` or `none`.
    pub placed_by: Placement,
    /// The phrase that placed it.
    pub phrase: Option<String>,
    /// The text.
    pub text: String,
}

impl Themes {
    /// The counts of a kind.
    pub fn counts(&self, kind: ConcernKind) -> &ThemeCounts {
        match kind {
            ConcernKind::Difficulty => &self.difficulties,
            ConcernKind::Proposal => &self.proposals,
        }
    }

    /// The rows of a kind, those that need a look first: without a theme, then by theme, in each
    /// those with a general phrase first.
    pub fn rows_of(&self, kind: ConcernKind) -> Vec<&ThemedRow> {
        let themes = &self.counts(kind).themes;
        let rank = |row: &ThemedRow| {
            let theme = row.theme.as_ref();
            let at = theme.map(|id| themes.iter().position(|theme| theme.theme == *id));
            (at, row.placed_by != Placement::Weak)
        };
        let mut rows: Vec<&ThemedRow> = self.rows.iter().filter(|row| row.kind == kind).collect();
        rows.sort_by_cached_key(|row| rank(row));
        rows
    }
}

/// The label of a kind.
pub fn kind_label(kind: ConcernKind) -> &'static str {
    match kind {
        ConcernKind::Difficulty => "Khó khăn",
        ConcernKind::Proposal => "Kiến nghị",
    }
}

/// The name of a row's theme, or that it has none.
pub fn theme_label(row: &ThemedRow) -> &str {
    row.theme_name.as_deref().unwrap_or(UNPLACED)
}

/// The name of what has no theme.
pub const UNPLACED: &str = "Chưa xếp nhóm";

/// How a row came to its theme.
pub fn placement_label(row: &ThemedRow) -> String {
    let phrase = row.phrase.as_deref().unwrap_or_default();
    match row.placed_by {
        Placement::Column => "cơ quan ghi".to_owned(),
        Placement::Page => "period.yaml".to_owned(),
        Placement::Words => format!("cụm từ “{phrase}”"),
        Placement::Weak => format!("từ chung “{phrase}”"),
        Placement::Nowhere => "không có cụm từ nào khớp".to_owned(),
    }
}
