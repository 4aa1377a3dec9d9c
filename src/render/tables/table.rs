//! What a published table is: its columns, what each holds, and how it is written.

use crate::plan::Status;
use crate::render::view::View;
use crate::text::csv::Writer;

/// A table over all periods.
pub(in crate::render) struct Table {
    pub(in crate::render) file: &'static str,
    pub(in crate::render) title: &'static str,
    /// The columns that tell two rows of one period apart.
    pub(super) key: &'static [&'static str],
    pub(super) columns: &'static [Column],
    /// The rows of a period, without the first and last column, which all tables share.
    pub(super) rows: fn(&View) -> Vec<Vec<String>>,
}

/// A column of a table.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) holds: Holds,
    /// What it means; empty if its choices say all.
    meaning: &'static str,
    /// Whether no cell of it is empty.
    pub(super) is_required: bool,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy)]
pub(super) enum Holds {
    Text,
    /// The id of an agency.
    Agency,
    /// The code of a task.
    Task,
    /// A whole number, with its unit.
    Whole(Option<&'static str>),
    /// A number, with a decimal comma.
    Number,
    /// A percentage, with a decimal comma.
    Percent,
    Date,
    /// One of these keys; each with its meaning.
    Choice(&'static [(&'static str, &'static str)]),
    /// The key of a status.
    Status,
}

impl Holds {
    /// Its kind for people.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Whole(_) | Self::Number | Self::Percent => "số",
            Self::Date => "ngày",
            Self::Text | Self::Agency | Self::Task | Self::Choice(_) | Self::Status => "chữ",
        }
    }

    /// The only values that it can have; empty if any.
    pub(super) fn values(self) -> Vec<&'static str> {
        match self {
            Self::Choice(choices) => choices.iter().map(|(key, _)| *key).collect(),
            Self::Status => Status::ALL.iter().map(|status| status.key()).collect(),
            _ => Vec::new(),
        }
    }
}

pub(super) const fn column(
    name: &'static str,
    title: &'static str,
    holds: Holds,
    meaning: &'static str,
) -> Column {
    Column { name, title, holds, meaning, is_required: false }
}

impl Column {
    pub(super) const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// What it means, for people.
    pub(super) fn meaning(&self) -> String {
        let keys = match self.holds {
            Holds::Choice(choices) => {
                let told = choices.iter().map(|(key, meaning)| format!("`{key}`: {meaning}"));
                told.collect::<Vec<_>>().join("; ")
            }
            Holds::Status => {
                let keys = Status::ALL.iter().map(|status| format!("`{}`", status.key()));
                keys.collect::<Vec<_>>().join(", ")
            }
            _ => String::new(),
        };
        let parts = [keys.as_str(), self.meaning];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join("; ")
    }

    /// A value of these periods, where it tells more than the meaning.
    pub(super) fn example<'v>(&self, views: &'v [View]) -> Option<&'v str> {
        match self.holds {
            Holds::Agency => an_agency(views),
            Holds::Task => a_task(views),
            _ => None,
        }
    }
}

/// The first column of every table.
const PERIOD: Column =
    column("ky_bao_cao", "Kỳ báo cáo", Holds::Text, "mã của kỳ: `2026-Q1` là quý I năm 2026")
        .required();
/// The last column of every table.
const NOTICE: Column = column(
    "luu_y",
    "Lưu ý",
    Holds::Text,
    "lưu ý về dữ liệu, ví dụ số liệu minh họa; trống khi không có",
);

impl Table {
    /// All columns, in order.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        std::iter::once(&PERIOD).chain(self.columns).chain([&NOTICE])
    }

    /// The columns that tell two rows apart.
    pub(super) fn primary_key(&self) -> Vec<&'static str> {
        std::iter::once(PERIOD.name).chain(self.key.iter().copied()).collect()
    }

    /// The table over these periods, as CSV.
    pub(super) fn text(&self, views: &[View]) -> String {
        let mut writer = Writer::new();
        writer.row(self.columns().map(|column| column.name));
        for view in views {
            for row in (self.rows)(view) {
                let notice = view.notice.clone().unwrap_or_default();
                writer.row(std::iter::once(view.period.id.clone()).chain(row).chain([notice]));
            }
        }
        writer.finish()
    }
}

/// An example agency id: the consolidating unit's, if present.
fn an_agency(views: &[View]) -> Option<&str> {
    let all = || views.iter().flat_map(|view| &view.screen.kinds).flat_map(|k| k.agencies.iter());
    let is_unit = |name: &str| views.iter().any(|view| view.head.unit_name == name);
    all().find(|agency| is_unit(&agency.name)).or_else(|| all().next()).map(|a| a.id.as_str())
}

/// An example task code: from within the second group, if present.
fn a_task(views: &[View]) -> Option<&str> {
    let groups = &views.first()?.groups;
    let within = groups.get(1).and_then(|group| group.tasks.get(2));
    within.or_else(|| groups.first()?.tasks.first()).map(|task| task.id.as_str())
}
