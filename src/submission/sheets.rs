//! The sheets of a workbook → one submission: selects the sheets to read and joins their rows.
//!
//! A sheet whose rows are all of another period than the requested one is skipped and named; all
//! others with a filled table are read. Owns H208 and H212; raises H209 of `second_table`.

use std::sync::Arc;

use chrono::NaiveDate;

use super::parse::{self, ReadOptions};
use super::row::Row;
use super::row_width::clipped;
use super::second_table::UNREAD_DATA;
use super::{Field, Submission, TableKind, ignored_sheet};
use crate::decode::book::{self, Book, OtherSheet};
use crate::decode::table::Table;
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::{Period, Plan};
use crate::source::{is_table_name, sheets_named};
use crate::text::fold;

/// The codes of this module.
pub(super) const CODES: [&Code; 3] = [&OTHER_SHEETS, &UNREAD_DATA, &OTHER_PERIOD];

pub(super) static OTHER_SHEETS: Code =
    code!(note, "H208", "other-sheets", "Có trang tính không được đọc");
pub(super) static OTHER_PERIOD: Code =
    code!(note, "H212", "sheet-of-another-period", "Có trang tính của kỳ khác");

/// The tables of a file, by kind.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) progress: Option<Submission>,
    pub(super) figures: Option<Submission>,
}

impl Tables {
    /// The place of the table of a kind.
    pub(super) fn of_kind(&mut self, kind: TableKind) -> &mut Option<Submission> {
        match kind {
            TableKind::Progress => &mut self.progress,
            TableKind::Figures => &mut self.figures,
        }
    }
}

/// A sheet with a table.
struct Tab {
    name: Arc<str>,
    hidden: bool,
    /// The findings of reading it.
    found: Sink,
    read: Read,
    periods: Periods,
}

enum Read {
    /// Its rows.
    Rows(Box<Submission>),
    /// Headings without rows, or lists of values for another sheet.
    Nothing,
    /// An error keeps it from being read.
    Not,
}

/// The periods named by the rows of a sheet.
struct Periods {
    named: Vec<Period>,
    /// Whether a row with data has no readable period.
    unsure: bool,
}

impl Periods {
    fn of(table: &Table, rows: &[Row]) -> Self {
        let is_period = |text: &str| Field::of_heading(text) == Some(Field::Period);
        let column = table.fields(table.header).position(is_period);
        let text = |record: usize| column.map_or("", |c| fold::trim(table.field(record, c)));
        let named =
            (table.header + 1..table.len()).filter_map(|record| Period::parse(text(record)));
        let mut named: Vec<Period> = named.collect();
        named.sort_unstable();
        named.dedup();
        Self { named, unsure: rows.iter().any(|row| row.period.value().is_none()) }
    }

    /// The first and the last day, where every row has a period.
    fn days(&self, plan: &Plan) -> Option<(NaiveDate, NaiveDate)> {
        let windows = || self.named.iter().map(|period| plan.window(*period));
        let first = windows().map(|window| window.start).min();
        first.zip(windows().map(|window| window.end).max()).filter(|_| !self.unsure)
    }

    /// Whether each ended before the plan was issued, or is the wanted one of a later year: a slip
    /// in the year is likely.
    fn are_impossible(&self, plan: &Plan, wanted: Option<Period>) -> bool {
        let is_impossible = |period: &Period| {
            plan.window(*period).end < plan.decision.date
                || wanted.is_some_and(|wanted| is_of_later_year(*period, wanted))
        };
        !self.named.is_empty() && self.named.iter().all(is_impossible)
    }

    fn are_all_other(&self, plan: &Plan, wanted: Period) -> bool {
        let takes = |period: &Period| plan.covers_period(wanted, *period);
        !self.unsure && !self.named.is_empty() && !self.named.iter().any(takes)
    }
}

/// Whether a period is the same part of a later year: quý I/2027 for quý I/2026.
fn is_of_later_year(period: Period, wanted: Period) -> bool {
    use Period::{Half, NineMonths, Quarter, Year};
    let is_same_part = match (period, wanted) {
        (Quarter(_, one), Quarter(_, other)) | (Half(_, one), Half(_, other)) => one == other,
        (NineMonths(_), NineMonths(_)) | (Year(_), Year(_)) => true,
        _ => false,
    };
    is_same_part && period.year() > wanted.year()
}

impl Tab {
    fn parse(tab: book::Tab, plan: &Plan, options: ReadOptions, mut found: Sink) -> Self {
        let book::Tab { table, findings, hidden } = tab;
        let name = table.sheet.as_ref().map_or_else(|| Arc::from(""), |s| Arc::clone(&s.name));
        found.extend(findings);
        let (read, periods) = match parse::parse_table(table, plan, options.day, &mut found) {
            Ok(submission) => {
                let periods = Periods::of(&submission.table, &submission.rows);
                (Read::Rows(Box::new(submission)), periods)
            }
            Err(table) => {
                let empty = found.has(&parse::HEADINGS_ONLY);
                let read = if empty { Read::Nothing } else { Read::Not };
                (read, Periods::of(&table, &[]))
            }
        };
        Self { name, hidden, found, read, periods }
    }

    fn is_read(&self) -> bool {
        !matches!(self.read, Read::Nothing)
    }

    /// The sheet's display name, with its periods and whether it is hidden.
    fn named(&self) -> String {
        let mut details =
            self.periods.named.iter().map(|p| p.name()).collect::<Vec<_>>().join(", ");
        if self.hidden {
            details += if details.is_empty() { "đang ẩn" } else { "; đang ẩn" };
        }
        let name = sheets_named([&*self.name]);
        match details.as_str() {
            "" => name,
            _ => format!("{name} ({details})"),
        }
    }
}

/// Reads the sheets of the requested period: those of one kind as one table.
pub(super) fn read(
    name: &Arc<str>,
    book: Book,
    plan: &Plan,
    options: ReadOptions,
    sink: &mut Sink,
) -> Tables {
    let Book { tabs, mut others, .. } = book;
    let lists: Vec<bool> =
        tabs.iter().map(|tab| ignored_sheet::is_value_list(&tab.table)).collect();
    let all_lists = lists.iter().all(|list| *list);
    let mut read = Vec::new();
    for (tab, list) in tabs.into_iter().zip(lists) {
        match list && !all_lists {
            true => others.push(list_sheet(&tab)),
            false => read.push(Tab::parse(tab, plan, options, sink.like())),
        }
    }
    // Skips empty forms beside a table; where all are empty, one of them reports it.
    let any_read = read.iter().any(Tab::is_read);
    let mut kept: Vec<Tab> = Vec::new();
    for tab in read {
        if tab.is_read() || (!any_read && kept.is_empty()) {
            kept.push(tab);
        } else {
            others.push(OtherSheet {
                name: tab.name,
                hidden: tab.hidden,
                is_table: true,
                data: None,
            });
        }
    }
    let of_other_period = split_off_other_periods(&mut kept, plan, options.period);
    let sheets: Vec<(Arc<str>, bool)> =
        kept.iter().map(|tab| (Arc::clone(&tab.name), tab.hidden)).collect();
    let mut tables = Tables::default();
    for tab in kept {
        sink.append(tab.found);
        if let Read::Rows(submission) = tab.read {
            match tables.of_kind(submission.kind) {
                Some(joined) => join(joined, *submission),
                joined @ None => *joined = Some(*submission),
            }
        }
    }
    for joined in [&mut tables.progress, &mut tables.figures].into_iter().flatten() {
        if joined.table.is_joined() {
            joined.sender = parse::sender(&joined.rows);
        }
    }
    if let (Some(_), Some(figures)) = (&tables.progress, &mut tables.figures) {
        figures.is_beside_another = true;
    }
    let (impossible, of_other_period): (Vec<Tab>, Vec<Tab>) = of_other_period
        .into_iter()
        .partition(|tab| tab.periods.are_impossible(plan, options.period));
    sink.extend(impossible.iter().map(|tab| of_impossible_period(name, tab)));
    report(name, &sheets, &of_other_period, &others, sink);
    tables
}

fn list_sheet(tab: &book::Tab) -> OtherSheet {
    let sheet = tab.table.sheet.as_ref();
    let name = sheet.map_or_else(|| Arc::from(""), |sheet| Arc::clone(&sheet.name));
    OtherSheet { name, hidden: tab.hidden, is_table: false, data: None }
}

/// Splits off the sheets that are wholly of another period: other than the requested one, if it is
/// known and some sheet may be of it; else earlier than the latest.
fn split_off_other_periods(tabs: &mut Vec<Tab>, plan: &Plan, wanted: Option<Period>) -> Vec<Tab> {
    let is_other_period = |tab: &Tab, wanted| tab.periods.are_all_other(plan, wanted);
    let wanted = wanted.filter(|wanted| tabs.iter().any(|tab| !is_other_period(tab, *wanted)));
    let latest = tabs.iter().filter_map(|tab| tab.periods.days(plan));
    let latest = latest.max_by_key(|(first, last)| (*last, *first));
    let stays = |tab: &Tab| match (wanted, latest, tab.periods.days(plan)) {
        (Some(wanted), ..) => !is_other_period(tab, wanted),
        (None, Some((first, _)), Some((_, last))) => last >= first,
        _ => true,
    };
    let (stay, of_other_period) = std::mem::take(tabs).into_iter().partition(stays);
    *tabs = stay;
    of_other_period
}

/// Appends the rows of another sheet. Matches known columns by field and unknown columns by
/// heading.
fn join(joined: &mut Submission, other: Submission) {
    let Submission {
        kind: _,
        table,
        columns,
        unknown,
        rows,
        prefilled,
        data_rows,
        sender: _,
        units_below,
        is_beside_another: _,
    } = other;
    let mut taken: Vec<usize> = Vec::new();
    let mut to = Vec::new();
    for own in 0..table.width(table.header) {
        let heading = fold::trim(table.field(table.header, own));
        let means = |at: &Option<u16>| at.map(usize::from) == Some(own);
        let field = Field::all().map(|column| column.field);
        let field = { field }.find(|field| means(&columns[*field as usize]));
        let known = match field {
            Some(field) => joined.columns[field as usize].map(usize::from),
            None => {
                let same = |(at, name): &&(usize, String)| {
                    !taken.contains(at) && fold::ascii(name) == fold::ascii(heading)
                };
                joined.unknown.iter().find(same).map(|(at, _)| *at)
            }
        };
        let filled =
            || (table.header..table.len()).any(|r| !fold::trim(table.field(r, own)).is_empty());
        let at = match known {
            None if !filled() => None,
            Some(at) => Some(at),
            None => {
                let at = joined.table.add_column(heading);
                if let Some(field) = field {
                    joined.columns[field as usize] = u16::try_from(at).ok();
                } else if unknown.iter().any(|(column, _)| *column == own) {
                    joined.unknown.push((at, heading.to_owned()));
                }
                Some(at)
            }
        };
        taken.extend(at);
        to.push(at);
    }
    let (from, header) = (joined.table.len(), table.header);
    let moved = |record: usize| record - header - 1 + from;
    joined.table.append(table, &to);
    let sheet = joined.table.sheet_number(from);
    joined.units_below.extend(units_below.into_iter().map(|(_, line)| (sheet, line)));
    joined.rows.extend(rows.into_iter().map(|row| Row { record: moved(row.record), ..row }));
    joined.prefilled.extend(prefilled.into_iter().map(moved));
    joined.data_rows += data_rows;
}

/// Names of sheets as a list, with the prefix word on the first only.
fn list_sheets(names: impl Iterator<Item = String>) -> String {
    const WORD: &str = "trang tính ";
    let mut list = String::new();
    for name in names {
        let name = if list.contains(WORD) { name.trim_start_matches(WORD) } else { &name };
        list = if list.is_empty() { name.to_owned() } else { format!("{list}, {name}") };
    }
    list
}

/// H209 for a sheet that is not read and may hold data.
fn unread_data(other: &OtherSheet) -> Option<Diagnostic> {
    let (place, text) = other.data.as_ref()?;
    let of_text = place.sheet().is_some_and(is_table_name);
    let (what, it) = if of_text { ("Bảng", "bảng") } else { ("Trang tính", "trang tính") };
    let (message, expected, help) = match other.is_guide() {
        true => (
            "Trang tính này có dòng báo cáo của kỳ này mà không được đọc, vì tên trang tính là của trang hướng dẫn hoặc ví dụ.".to_owned(),
            "mọi dòng số liệu nằm ở trang tính của bảng báo cáo",
            "Nếu là số liệu phải báo cáo thì đặt cho trang tính một tên không bắt đầu bằng “Hướng dẫn”, “Ví dụ”, hoặc chép các dòng ấy vào bảng báo cáo; nếu chỉ là ví dụ thì xóa trang tính này.".to_owned(),
        ),
        false => (
            format!(
                "{what} này có dòng trông như số liệu mà không được đọc, vì không có hàng tiêu đề ghi tên các cột của mẫu."
            ),
            "mọi dòng số liệu nằm dưới tên các cột của mẫu",
            format!(
                "Nếu là số liệu phải báo cáo thì ghi tên các cột của mẫu trên các dòng ấy, hoặc chép chúng vào bảng báo cáo; nếu không thì xóa {it} này, hoặc gửi nó thành một tệp riêng."
            ),
        ),
    };
    let finding = Diagnostic::new(&UNREAD_DATA, place.clone(), message);
    Some(finding.value(clipped(text)).expected(expected).help(help))
}

/// H209 for a sheet whose rows are of a period in which nothing can have been reported.
fn of_impossible_period(file: &Arc<str>, tab: &Tab) -> Diagnostic {
    let periods: Vec<String> = tab.periods.named.iter().map(|period| period.name()).collect();
    let periods = periods.join(", ");
    let message = format!(
        "Mọi dòng của trang tính này ghi {periods}, là kỳ trước khi có Kế hoạch hoặc kỳ của năm sau, nên không được đọc."
    );
    Diagnostic::new(&UNREAD_DATA, Place::of_sheet(file, &tab.name), message)
        .value(periods)
        .expected("kỳ được báo cáo")
        .help("Nếu các dòng ấy là của kỳ này thì sửa lại kỳ báo cáo ở từng dòng, nhất là năm; nếu không phải số liệu để gửi thì xóa trang tính này.")
}

/// Reports which sheets are not read, and why.
fn report(
    name: &Arc<str>,
    sheets: &[(Arc<str>, bool)],
    of_other_period: &[Tab],
    others: &[OtherSheet],
    sink: &mut Sink,
) {
    let quoted = |(name, hidden): &(Arc<str>, bool)| match hidden {
        true => format!("{} (đang ẩn)", sheets_named([&**name])),
        false => sheets_named([&**name]),
    };
    let read = list_sheets(sheets.iter().map(quoted));
    let on = |sheet: Option<&Arc<str>>| {
        sheet.map_or_else(|| Place::of_file(name), |sheet| Place::of_sheet(name, sheet))
    };
    let place = on(sheets.first().map(|(name, _)| name));
    if !of_other_period.is_empty() {
        let list = list_sheets(of_other_period.iter().map(Tab::named));
        let message = format!(
            "Số liệu được lấy ở {read}; mọi dòng của {list} là của kỳ khác nên không được đọc."
        );
        let help =
            "Không cần sửa; nếu các dòng ấy là của kỳ này thì sửa lại kỳ báo cáo ở từng dòng.";
        sink.push(Diagnostic::new(&OTHER_PERIOD, place.clone(), message).help(help));
    }
    sink.extend(others.iter().filter_map(unread_data));
    // Skips hidden lists and instructions; in documents headings and signatures are tables too.
    let is_reported = |other: &&OtherSheet| {
        let is_layout = is_table_name(&other.name) || other.is_guide();
        other.data.is_none() && !other.hidden && (other.is_table || !is_layout)
    };
    let rest = sheets_named(others.iter().filter(is_reported).map(|other| &*other.name));
    let from_hidden = sheets.iter().any(|(_, hidden)| *hidden);
    let message = match rest.as_str() {
        "" if !from_hidden => return,
        "" => format!("Số liệu được lấy ở {read}."),
        rest => {
            format!("Số liệu được lấy ở {read}; {rest} có nội dung nhưng không được đọc.")
        }
    };
    let help = format!("Không cần sửa nếu bảng báo cáo đúng là nằm ở {read}.");
    sink.push(Diagnostic::new(&OTHER_SHEETS, place, message).help(help));
}
