//! Table → [`Submission`]: splits off rows that are not data and parses cells.
//!
//! Reports what keeps a table from being read (families H and R). After a failed stage, later
//! stages report nothing. Judges no value.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::columns::{Field, TableKind};
use super::contents::Submission;
use super::footer;
use super::row::Row;
use super::row_parser::RowParser;
use super::row_width::RowWidths;
use super::unit::UnitLine;
use super::{
    cut_number, date_order, displayed_number, group_rows, heading_rows, headings, marked,
    other_table, prefilled, second_table, shifted_row, unit, workbook,
};
use crate::decode::csv::{OVER_LIMIT, PART};
use crate::decode::table::Table;
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::{AgencyId, Period, Plan};
use crate::text::{fold, number};
use crate::threads;

/// The codes of this floor.
pub(super) const CODES: &[&Code] = &[&HEADINGS_ONLY, &HEADING_REPEATED, &BLANK_ROWS, &TOTAL_ROW];

pub(super) static HEADINGS_ONLY: Code =
    code!(error, "F103", "headings-only", "Tệp chỉ có hàng tiêu đề");
pub(super) static HEADING_REPEATED: Code =
    code!(note, "H206", "heading-repeated", "Hàng tiêu đề lặp lại");
static BLANK_ROWS: Code = code!(note, "R303", "blank-rows", "Có dòng trống");
pub(super) static TOTAL_ROW: Code = code!(warning, "R306", "total-row", "Có dòng tổng cộng");

/// Number of rows that are read however short they are, and bytes for each further row: a row takes
/// the same memory whatever its content.
const ROWS_ALWAYS_READ: usize = 50_000;
const BYTES_PER_ROW: usize = 100;

/// The options for reading a file.
#[derive(Debug, Clone, Copy)]
pub struct ReadOptions {
    /// The period, where it is known: only sheets of this period are read.
    pub period: Option<Period>,
    /// The day for looking up agencies in rows without a readable period.
    pub day: NaiveDate,
}

impl From<NaiveDate> for ReadOptions {
    fn from(day: NaiveDate) -> Self {
        Self { period: None, day }
    }
}

/// Parses a table; returns the table where an error keeps it from being read.
pub(super) fn parse_table(
    mut table: Table,
    plan: &Plan,
    day: NaiveDate,
    sink: &mut Sink,
) -> Result<Submission, Box<Table>> {
    heading_rows::join(&mut table);
    let mut found = sink.like();
    let columns = headings::parse(&table, &mut found);
    let stop = found.has_errors();
    sink.append(found);
    if stop {
        return Err(Box::new(table));
    }
    let headings::Columns { kind, of: columns, unknown } = columns;
    let mut submission = Submission {
        kind,
        table,
        columns,
        unknown,
        rows: Vec::new(),
        units_below: Vec::new(),
        prefilled: Vec::new(),
        data_rows: 0,
        is_beside_another: false,
        sender: None,
    };
    let rows = Rows::of(&submission.table, &submission.columns, kind, sink);
    if let Some(finding) = too_many(&submission.table, rows.data_count) {
        sink.push(finding);
        return Err(Box::new(submission.table));
    }
    let (records, prefilled, unit_below) = data_records(&submission, rows, sink);
    submission.prefilled = prefilled;
    // A table of figures without any value is read: it says that there are none.
    let says_none = kind == TableKind::Figures && !submission.prefilled.is_empty();
    if records.is_empty() && !says_none {
        let place = submission.table.place(submission.table.header);
        let message = "Tệp có hàng tiêu đề nhưng chưa có dòng số liệu nào.";
        let help =
            "Điền ít nhất một dòng; nếu kỳ này không có gì thì ghi trạng thái “Không phát sinh”.";
        sink.push(
            Diagnostic::new(&HEADINGS_ONLY, place, message)
                .expected("ít nhất một dòng số liệu")
                .help(help),
        );
        return Err(Box::new(submission.table));
    }
    submission.data_rows = records.len();
    let effects = workbook::inspect(&submission, &records, sink);
    for fill in effects.fills {
        fill.apply(&mut submission.table);
    }
    displayed_number::check(&mut submission, &records, plan, sink);
    marked::check(&mut submission, &records, sink);
    let (rows, odd_dates) = parse_rows(&submission, &records, &effects.unread, (plan, day), sink);
    submission.rows = rows;
    let is_said = |field| date_order::is_said(&submission, field);
    if odd_dates
        || is_said(Field::Due)
        || is_said(Field::Reported)
        || date_order::has_days_as_text(&submission)
    {
        date_order::resolve(&mut submission, plan);
    }
    let unit_below = unit_below.or_else(|| submission.unit_in_notes());
    submission.units_below = unit_below.map(|line| (0, line)).into_iter().collect();
    submission.sender = sender(&submission.rows);
    Ok(submission)
}

/// The records with the right number of cells as typed rows, and whether any of their dates could
/// not be read.
fn parse_rows(
    submission: &Submission,
    records: &[usize],
    unread: &HashSet<usize>,
    (plan, day): (&Plan, NaiveDate),
    sink: &mut Sink,
) -> (Vec<Row>, bool) {
    let (widths, most) = (RowWidths::new(&submission.table, records), sink.limit());
    let neighbours = shifted_row::Neighbours::of(submission);
    let parts = threads::map_parts(records.len(), PART, |part| {
        let (mut parser, mut found) = (RowParser::new(plan, day), Sink::with_limit(most));
        let mut rows = Vec::with_capacity(part.len());
        let mut odd_dates = false;
        for record in records[part].iter().copied() {
            if !unread.contains(&record) && widths.is_sound(record, &mut found) {
                if let Some(finding) = cut_number::found(submission, record) {
                    found.push(finding);
                    continue;
                }
                let row = parser.row(submission, record);
                match shifted_row::shifted(submission, &row, (plan, &neighbours)) {
                    Some(finding) => found.push(finding),
                    None => {
                        odd_dates |= row.dates().iter().any(|(_, cell)| cell.fault().is_some());
                        rows.push(row);
                    }
                }
            }
        }
        (rows, odd_dates, found)
    });
    let count: usize = parts.iter().map(|(rows, ..)| rows.len()).sum();
    let (mut all, mut odd_dates) = (Vec::new(), false);
    for (mut rows, odd, found) in parts {
        sink.append(found);
        odd_dates |= odd;
        // Reuses the first part and appends the others.
        if all.is_empty() {
            all = rows;
            all.reserve_exact(count - all.len());
        } else {
            all.append(&mut rows);
        }
    }
    (all, odd_dates)
}

/// The records with data, the prefilled records, and the unit that a removed one names. Removes and
/// reports the footer and blank rows.
fn data_records(
    submission: &Submission,
    rows: Rows,
    sink: &mut Sink,
) -> (Vec<usize>, Vec<usize>, Option<UnitLine>) {
    let Rows { mut data, mut blank, other, .. } = rows;
    let Submission { kind, table, columns, .. } = submission;
    if let Some(first) = other {
        let kinds = (*kind, headings::kind_of(table, first));
        sink.push(second_table::split_off(table, kinds, first, &mut data));
        blank.retain(|record| *record < first);
    }
    let (prefilled, finding) = match kind {
        TableKind::Progress => prefilled::split_off_rows(table, columns, &mut data),
        TableKind::Figures => prefilled::split_off_blank_values(table, columns, &mut data),
    };
    sink.extend(finding);
    let before = data.clone();
    sink.extend(footer::split_off_rows((table, *kind), columns, &mut data));
    sink.extend(other_table::split_off_rows(table, columns, &mut data));
    group_rows::split_off_rows(table, columns, &mut data, sink);
    let removed = before.into_iter().filter(|record| data.binary_search(record).is_err());
    let unit_below = unit::below(table, *kind, removed);
    // Spreadsheets save blank rows at the end; only blank rows between data are reported.
    let last = data.last().copied().unwrap_or(0);
    blank.retain(|record| *record < last);
    let lines = table.blank_lines().iter().filter(|(n, _)| (table.header + 1..=last).contains(n));
    let above = lines.clone().map(|(n, count)| {
        let (row, line) = table.row_and_line(*n);
        (row - count, line - count)
    });
    let first = above.chain(blank.iter().map(|n| table.row_and_line(*n))).min();
    if let Some((row, line)) = first {
        let inside = blank.len() + lines.map(|(_, count)| *count as usize).sum::<usize>();
        let message = format!("Có {inside} dòng trống giữa bảng; các dòng này được bỏ qua.");
        sink.push(
            Diagnostic::new(&BLANK_ROWS, table.row_place(row, line), message)
                .help("Không cần sửa; xóa dòng trống thì bảng gọn hơn."),
        );
    }
    (data, prefilled, unit_below)
}

/// F109: so many short rows that they would take far more memory than the text. Workbooks have
/// their own limits.
fn too_many(table: &Table, rows: usize) -> Option<Diagnostic> {
    if rows <= max_rows(table) {
        return None;
    }
    let bytes = table.contents().len();
    let grouped = |n: usize| number::dong(i64::try_from(n).unwrap_or(i64::MAX));
    let message = format!(
        "Tệp có {} dòng mà trung bình mỗi dòng chỉ có chừng {} ký tự, ngắn hơn nhiều so với một dòng báo cáo, nên không được đọc.",
        grouped(rows),
        grouped(bytes / rows)
    );
    let finding = Diagnostic::new(&OVER_LIMIT, Place::of_file(&table.name), message)
        .value(format!("{} dòng", grouped(rows)))
        .expected(format!("không quá {} dòng khi các dòng ngắn như vậy", grouped(ROWS_ALWAYS_READ)))
        .help("Xóa các dòng không có số liệu, hoặc tách tệp theo cơ quan rồi gửi từng phần.");
    Some(finding)
}

/// How many rows of data are read at most.
fn max_rows(table: &Table) -> usize {
    match table.sheet {
        Some(_) => usize::MAX,
        None => ROWS_ALWAYS_READ + table.contents().len() / BYTES_PER_ROW,
    }
}

/// The records below the headings, by kind.
#[derive(Default)]
struct Rows {
    /// At most as many as are read.
    data: Vec<usize>,
    data_count: usize,
    blank: Vec<usize>,
    /// The first headings of another table.
    other: Option<usize>,
}

impl Rows {
    /// All records below the headings; reports and removes repeated headings and total rows.
    fn of(
        table: &Table,
        columns: &[Option<u16>; Field::COUNT],
        kind: TableKind,
        sink: &mut Sink,
    ) -> Self {
        let (below, most, max_rows) = (table.header + 1, sink.limit(), max_rows(table));
        let parts = threads::map_parts(table.len().saturating_sub(below), PART, |part| {
            let (mut rows, mut found) = (Self::default(), Sink::with_limit(most));
            for record in part.start + below..part.end + below {
                rows.sort(table, (columns, kind), record, &mut found);
                rows.data.truncate(max_rows);
            }
            (rows, found)
        });
        let mut all = Self::default();
        for (mut rows, found) in parts {
            sink.append(found);
            all.data.append(&mut rows.data);
            all.data_count += rows.data_count;
            all.blank.append(&mut rows.blank);
            all.other = all.other.or(rows.other);
        }
        all
    }

    /// Sorts a record by kind; reports one that is neither data nor blank.
    fn sort(
        &mut self,
        table: &Table,
        (columns, kind): (&[Option<u16>; Field::COUNT], TableKind),
        record: usize,
        sink: &mut Sink,
    ) {
        if table.is_blank(record) {
            self.blank.push(record);
        } else if headings::is_heading_row(table, record) {
            let is_other =
                headings::kind_of(table, record) != kind || headings::are_others(table, record);
            if is_other {
                self.other = self.other.or(Some(record));
                return;
            }
            let message = "Hàng tiêu đề lặp lại ở giữa bảng; hàng này được bỏ qua.";
            sink.push(
                Diagnostic::new(&HEADING_REPEATED, table.place(record), message)
                    .help("Không cần sửa; xóa hàng này thì bảng gọn hơn."),
            );
        } else if footer::numbers_columns(table, record) {
            sink.push(footer::column_numbers(table.place(record), table, record));
        } else if let Some(word) = total_word(table, columns, record) {
            sink.push(
                Diagnostic::new(
                    &TOTAL_ROW,
                    table.place(record),
                    "Dòng tổng cộng được bỏ qua, không tính vào số liệu.",
                )
                .value(word)
                .help("Xóa dòng này; tổng được tính tự động từ các dòng số liệu."),
            );
        } else {
            self.data.push(record);
            self.data_count += 1;
        }
    }
}

/// "Tổng cộng" in a row that names no task and no indicator; "Cộng nhiệm vụ II.1" in one that names
/// no agency and no period either.
fn total_word<'a>(
    table: &'a Table,
    columns: &[Option<u16>; Field::COUNT],
    record: usize,
) -> Option<&'a str> {
    let word = table.fields(record).map(fold::trim).find(|f| !f.is_empty())?;
    if !matches!(fold::ascii_bytes(word).next(), Some(b'c' | b't')) {
        return None;
    }
    let folded = fold::ascii(word);
    let says_total = matches!(folded.as_str(), "cong" | "tong" | "tong so")
        || folded.strip_prefix("tong cong").is_some_and(|r| r.is_empty() || r.starts_with(' '));
    let is_code = |field: Field| {
        columns[field as usize]
            .is_some_and(|c| footer::is_like_a_code(table.field(record, c.into())))
    };
    let names_a_code = is_code(Field::Task) || is_code(Field::Indicator);
    let is_blank = |field: Field| {
        columns[field as usize].is_none_or(|c| fold::trim(table.field(record, c.into())).is_empty())
    };
    let is_of_nobody = || is_blank(Field::Agency) && is_blank(Field::Period);
    let says_sum = || {
        let begins = |beginning: &str| folded.starts_with(beginning);
        (begins("cong ") || begins("tong so ") || begins("tong ")) && is_of_nobody()
    };
    // "Cộng II" in the column of agencies; with its tone, since "Công an" is one.
    let is_sum_of_group = || {
        let sum = fold::name("cộng");
        let is_sum = fold::name(word).split(' ').next().is_some_and(|first| first == sum);
        is_sum && is_blank(Field::Period)
    };
    ((says_total || says_sum() || is_sum_of_group()) && !names_a_code).then_some(word)
}

/// The agency named by most rows; on a tie the first.
pub(super) fn sender(rows: &[Row]) -> Option<AgencyId> {
    let mut counts: Vec<(AgencyId, usize)> = Vec::new();
    // The rows of one agency are usually adjacent.
    for run in rows.chunk_by(|a, b| a.agency == b.agency) {
        let Some(id) = run[0].agency.value() else { continue };
        match counts.iter_mut().find(|(known, _)| *known == id) {
            Some((_, count)) => *count += run.len(),
            None => counts.push((id, run.len())),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(id, _)| id)
}
