//! Headings of several rows: groups over columns, merged cells, a row of units.
//!
//! Joins them into one row; rows that do not fit together are left alone.

use super::columns::{Field, Holds, Required, TableKind};
use super::unread_column::speaks_of_money;
use super::{other_measure, unit};
use crate::decode::sheet::Merge;
use crate::decode::table::Table;
use crate::plan::UnitId;
use crate::text::{date, figure, fold, number};

/// Maximum number of rows of a heading.
const MAX_ROWS: usize = 3;

/// Joins heading rows into the last of them, which becomes the heading row.
pub(super) fn join(table: &mut Table) {
    if table.header + 1 >= table.len() {
        return;
    }
    if table.header > 0
        && let Some(texts) = HeadingPair::new(table, table.header - 1).joined_with_groups()
    {
        table.join_headings(table.header, texts);
    }
    while table.heading_rows() < MAX_ROWS && table.header + 1 < table.len() {
        let Some(texts) = HeadingPair::new(table, table.header).joined_with_subheadings() else {
            return;
        };
        table.join_headings(table.header + 1, texts);
    }
}

/// Two adjacent rows.
struct HeadingPair<'a> {
    table: &'a Table,
    top: usize,
}

/// The group heading over a column.
#[derive(Clone, Copy)]
struct GroupHeading<'a> {
    text: &'a str,
    /// Its column.
    at: usize,
    /// Whether its own cell or a merged cell covers the column, rather than blanks between.
    certain: bool,
}

impl<'a> HeadingPair<'a> {
    fn new(table: &'a Table, top: usize) -> Self {
        Self { table, top }
    }

    fn upper(&self, column: usize) -> &'a str {
        fold::trim(self.table.field(self.top, column))
    }

    fn lower(&self, column: usize) -> &'a str {
        fold::trim(self.table.field(self.top + 1, column))
    }

    fn width(&self) -> usize {
        self.table.width(self.top).max(self.table.width(self.top + 1))
    }

    /// Merged ranges that begin in the upper row.
    fn merges(&self) -> impl Iterator<Item = &'a Merge> {
        let sheet = self.table.sheet.as_ref();
        let row = sheet.map(|_| self.table.row_and_line(self.top).0);
        let all = sheet.into_iter().flat_map(|sheet| &sheet.merges);
        all.filter(move |merge| Some(merge.top) == row)
    }

    /// Whether a merged cell spans both rows.
    fn are_merged(&self) -> bool {
        let Some(sheet) = &self.table.sheet else { return false };
        let row = self.table.row_and_line(self.top).0;
        sheet.merges.iter().any(|merge| merge.top <= row && merge.bottom > row)
    }

    /// The joined headings, where the lower row is the known heading row and the upper row holds
    /// groups.
    fn joined_with_groups(&self) -> Option<Vec<String>> {
        if self.table.is_blank(self.top) || self.is_unit_above() {
            return None;
        }
        let joined = self.joined();
        let known = |column: usize| Field::of_heading(self.lower(column));
        let before: Vec<Field> = (0..self.width()).filter_map(known).collect();
        let gains = joined.iter().filter_map(|text| Field::of_heading(text));
        let gained = gains.into_iter().any(|field| !before.contains(&field));
        // Or the group names the unit of a column.
        let unit = joined.iter().enumerate().any(|(column, text)| {
            let holds = known(column).map(|field| field.column().holds);
            holds == Some(Holds::Amount) && text != self.lower(column)
        });
        // Or the group makes an unknown column one of money.
        let money = (0..self.width()).any(|column| {
            let unknown = !self.lower(column).is_empty() && known(column).is_none();
            unknown && self.group(column).is_some_and(|o| o.certain && speaks_of_money(o.text))
        });
        (gained || unit || money || self.are_merged()).then_some(joined)
    }

    /// Whether the upper row is a line that names the unit of the whole table, `ĐVT (triệu đồng)`.
    fn is_unit_above(&self) -> bool {
        let mut filled = (0..self.width()).map(|c| self.upper(c)).filter(|text| !text.is_empty());
        let names = |text: &str| unit::named(text, TableKind::Progress).is_some();
        filled.next().is_some_and(names) && filled.next().is_none()
    }

    /// The joined headings, where the upper row is the known heading row and the lower row holds
    /// subheadings.
    fn joined_with_subheadings(&self) -> Option<Vec<String>> {
        let mut filled = (0..self.width()).filter(|c| !self.lower(*c).is_empty()).peekable();
        // Fast path: rows of data begin with a required field.
        if self.is_data(*filled.peek()?) {
            return None;
        }
        let filled: Vec<usize> = filled.collect();
        let names_columns = self.names_columns(&filled);
        let is_value = |text: &str| {
            number::amount(text).is_ok()
                || number::percent(text).is_ok()
                || date::parse(text).is_ok()
        };
        let is_value = |text: &str| is_value(text) && !(names_columns && is_year(text));
        let sums =
            |text: &str| matches!(fold::ascii(text).split(' ').next(), Some("tong" | "cong"));
        if filled.iter().any(|c| self.is_data(*c) || is_value(self.lower(*c)))
            || (filled.first().is_some_and(|c| sums(self.lower(*c))) && !names_columns)
        {
            return None;
        }
        let joined = self.joined();
        let before: Vec<Field> =
            (0..self.width()).filter_map(|c| Field::of_heading(self.upper(c))).collect();
        let gained = joined
            .iter()
            .filter_map(|text| Field::of_heading(text))
            .any(|field| !before.contains(&field));
        let units = filled.iter().all(|c| unit_in(self.lower(*c)).is_some());
        let groups = self.merges().any(|merge| {
            let columns = merge.left as usize - 1..merge.right as usize;
            merge.left < merge.right && columns.into_iter().any(|c| !self.lower(c).is_empty())
        });
        (gained || units || groups || self.are_merged() || names_columns).then_some(joined)
    }

    /// Whether the lower row holds data in a required column.
    fn is_data(&self, column: usize) -> bool {
        let (upper, lower) = (self.upper(column), self.lower(column));
        let required = |field: Field| field.column().required == Required::Always;
        // Words below "Giá trị" are its parts: "Kỳ trước", "Quý I/2026", "2025"; so are times
        // below "Trạng thái".
        let may_be_part = match Field::of_heading(upper) {
            Some(Field::Value) => !is_figure(lower),
            Some(Field::Status) => other_measure::tells_time(lower),
            _ => false,
        };
        !lower.is_empty()
            && !may_be_part
            && Field::of_heading(upper).is_some_and(required)
            && unit_in(lower).is_none()
            && Field::of_heading(upper) != Field::of_heading(lower)
    }

    /// Whether the lower row names columns that the upper row leaves without a heading, beside those
    /// that share its group: `Giá trị | ` over `Kế hoạch | Thực hiện`. Such a row names no agency, no
    /// period and no code.
    fn names_columns(&self, filled: &[usize]) -> bool {
        let is_unnamed = |column: &usize| self.upper(*column).is_empty();
        // The fields of every row are no groups, but for a status, which may be of two times.
        let may_be_group = |column: &usize| {
            let field = Field::of_heading(self.upper(*column));
            field.is_none_or(|field| {
                field.column().required != Required::Always
                    || matches!(field, Field::Value | Field::Status)
            })
        };
        let is_group = |column: &usize| {
            may_be_group(column)
                && filled.iter().any(|other| *other == column + 1 && is_unnamed(other))
        };
        let is_part = |column: &usize| is_unnamed(column) || is_group(column);
        let is_words = |column: &usize| {
            let text = self.lower(*column);
            is_year(text) || text.contains(char::is_alphabetic) && !is_figure(text)
        };
        filled.len() >= 2
            && filled.iter().any(is_unnamed)
            && filled.iter().all(|column| is_part(column) && is_words(column))
    }

    fn joined(&self) -> Vec<String> {
        (0..self.width()).map(|column| self.heading(column)).collect()
    }

    /// The group heading over a column.
    fn group(&self, column: usize) -> Option<GroupHeading<'a>> {
        let own = self.upper(column);
        if !own.is_empty() {
            return Some(GroupHeading { text: own, at: column, certain: true });
        }
        let at = column as u32 + 1;
        let merged = self.merges().find(|merge| (merge.left..=merge.right).contains(&at));
        if let Some(merge) = merged {
            let at = merge.left as usize - 1;
            return Some(GroupHeading { text: self.upper(at), at, certain: true });
        }
        let at = (0..column).rev().find(|c| !self.upper(*c).is_empty())?;
        Some(GroupHeading { text: self.upper(at), at, certain: false })
    }

    /// Whether a group covers more columns than its own.
    fn spans(&self, group: GroupHeading<'_>) -> bool {
        (group.at + 1..self.width()).take_while(|column| self.upper(*column).is_empty()).any(
            |column| {
                let lower = self.lower(column);
                self.group(column).is_some_and(|o| o.at == group.at && o.certain)
                    || (!lower.is_empty() && Field::of_heading(lower).is_none())
            },
        )
    }

    /// The joined heading of a column.
    fn heading(&self, column: usize) -> String {
        let lower = self.lower(column);
        let Some(group) = self.group(column) else { return lower.to_owned() };
        let own = self.upper(column);
        if lower.is_empty() || fold::ascii(own) == fold::ascii(lower) {
            return own.to_owned();
        }
        let (name, bracket) = without_bracket(group.text);
        let with_unit = |text: String| match bracket {
            Some(bracket) if !text.contains('(') => format!("{text} ({bracket})"),
            _ => text,
        };
        if let Some(field) = Field::of_heading(lower) {
            let counts = field.column().holds == Holds::Amount;
            return if counts { with_unit(lower.to_owned()) } else { lower.to_owned() };
        }
        let spans = self.spans(group);
        if group.at == column && !spans && Field::of_heading(group.text).is_some() {
            // A unit, or a remark on one column.
            return format!("{} ({})", group.text, unit_in(lower).unwrap_or(lower));
        }
        let (inner, _) = without_bracket(lower);
        for text in [format!("{name} {inner}"), format!("{inner} {name}")] {
            if Field::of_heading(&text).is_some() {
                let own = lower.strip_prefix(inner).map_or("", str::trim);
                return if own.is_empty() { with_unit(text) } else { format!("{text} {own}") };
            }
        }
        if other_measure::tells_time(lower) && Field::of_heading(name).is_some() {
            let bracket = bracket.map_or_else(String::new, |bracket| format!("; {bracket}"));
            return format!("{name} ({lower}{bracket})");
        }
        if group.certain { format!("{} {lower}", group.text) } else { lower.to_owned() }
    }
}

/// A heading split into the text and its suffix in brackets.
fn without_bracket(text: &str) -> (&str, Option<&str>) {
    match text.split_once('(') {
        Some((name, rest)) if !name.trim().is_empty() => {
            (name.trim(), Some(rest.split(')').next().unwrap_or(rest).trim()))
        }
        _ => (text, None),
    }
}

/// Whether a text is a value of an indicator: a number, bare or with its unit; a year is none.
fn is_figure(text: &str) -> bool {
    let is_number = match figure::parse_without_unit(text) {
        Ok(_) => true,
        Err(figure::Fault::OtherUnit(words)) => UnitId::find(&words).is_some(),
        Err(figure::Fault::NotANumber) => false,
        Err(_) => true,
    };
    is_number && !is_year(text)
}

/// Whether a text is a year of these times.
fn is_year(text: &str) -> bool {
    text.len() == 4 && text.starts_with("20") && text.bytes().all(|b| b.is_ascii_digit())
}

/// A unit or an instruction, without its brackets; `None` for other texts.
fn unit_in(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let words = inside.unwrap_or(text).trim();
    let folded = fold::ascii(words);
    let known = words == "%"
        || matches!(
            folded.trim_start_matches("dvt ").trim_start_matches("don vi "),
            "dong"
                | "vnd"
                | "trieu"
                | "trieu dong"
                | "tr dong"
                | "nghin"
                | "nghin dong"
                | "ngan dong"
                | "ty"
                | "ty dong"
                | "phan tram"
        );
    // Numbers in brackets are column numbers.
    let counts = words.len() <= 3 && words.bytes().any(|b| b.is_ascii_digit());
    ((inside.is_some() && !counts) || known).then_some(words)
}
