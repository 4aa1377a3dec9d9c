//! File → [`Submission`]: headings understood, rows cut, cells typed.
//!
//! Reports what keeps a table from being read (families H and R); a stage that fails stays silent
//! about what depends on it. Judges no value.

use std::sync::Arc;

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::Submission;
use super::columns::{COLUMNS, Field, Required};
use super::row::{Cell, NoAgency, Row};
use crate::decode::{csv, table::Table};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::plan::{AgencyId, Lookup, Period, Plan, Role, SourceOfFunds, Status};
use crate::source::Source;
use crate::text::{date, fold, number};

/// The codes of this floor.
pub(super) const CODES: &[&Code] = &[
    &HEADINGS_ONLY,
    &MISSING_COLUMN,
    &UNKNOWN_COLUMN,
    &DUPLICATE_COLUMN,
    &NO_HEADING_ROW,
    &HEADING_BELOW_TITLE,
    &HEADING_REPEATED,
    &ONE_COLUMN,
    &SHORT_ROW,
    &LONG_ROW,
    &BLANK_ROWS,
    &TOTAL_ROW,
];

static HEADINGS_ONLY: Code = Code::error("F103", "headings-only", "Tệp chỉ có hàng tiêu đề");
/// H201, raised here for the columns every file needs and by the check for those some rows need.
pub static MISSING_COLUMN: Code = Code::error("H201", "missing-column", "Thiếu cột bắt buộc");
static UNKNOWN_COLUMN: Code = Code::note("H202", "unknown-column", "Cột lạ");
static DUPLICATE_COLUMN: Code =
    Code::error("H203", "duplicate-column", "Một cột xuất hiện hai lần");
static NO_HEADING_ROW: Code = Code::error("H204", "no-heading-row", "Không tìm thấy hàng tiêu đề");
static HEADING_BELOW_TITLE: Code =
    Code::note("H205", "heading-below-title", "Hàng tiêu đề nằm dưới phần đầu trang");
static HEADING_REPEATED: Code = Code::note("H206", "heading-repeated", "Hàng tiêu đề lặp lại");
static ONE_COLUMN: Code = Code::error("H207", "one-column", "Cả bảng chỉ có một cột");
static SHORT_ROW: Code = Code::error("R301", "short-row", "Dòng thiếu ô");
static LONG_ROW: Code = Code::error("R302", "long-row", "Dòng thừa ô");
static BLANK_ROWS: Code = Code::note("R303", "blank-rows", "Có dòng trống");
static TOTAL_ROW: Code = Code::warning("R306", "total-row", "Có dòng tổng cộng");

/// A file as it was received: what it is, and its rows where it could be read.
#[derive(Debug)]
pub struct File {
    /// Its name, relative to the folder that was asked for.
    pub name: Arc<str>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its contents; `None` when an error kept it from being read.
    pub submission: Option<Submission>,
}

/// Reads a file. `day` is the day on which names of agencies are meant in rows whose own period
/// cannot be read.
pub fn read(source: &Source, plan: &Plan, day: NaiveDate, sink: &mut Sink) -> File {
    let sha256 = Sha256::digest(&source.bytes).iter().map(|b| format!("{b:02x}")).collect();
    let known = |heading: &str| Field::of_heading(heading).is_some();
    let table = csv::decode(source, &known, sink);
    let submission = table.and_then(|table| understand(table, plan, day, sink));
    File { name: Arc::clone(&source.name), sha256, submission }
}

fn understand(table: Table, plan: &Plan, day: NaiveDate, sink: &mut Sink) -> Option<Submission> {
    let mut found = Sink::new();
    let columns = headings(&table, &mut found);
    let stop = found.has_errors();
    sink.append(found);
    if stop {
        return None;
    }
    let (columns, unknown) = columns;
    let mut submission =
        Submission { table, columns, unknown, rows: Vec::new(), data_rows: 0, sender: None };
    let records = data_records(&submission.table, &submission.columns, sink);
    if records.is_empty() {
        let place = row_place(&submission.table, submission.table.header);
        let message = "Tệp có hàng tiêu đề nhưng chưa có dòng số liệu nào.";
        let help =
            "Điền ít nhất một dòng; nếu kỳ này không có gì thì ghi trạng thái “Không phát sinh”.";
        sink.push(Diagnostic::new(&HEADINGS_ONLY, place, message).help(help));
        return None;
    }
    submission.data_rows = records.len();
    let mut typist = Typist { plan, day, last: None };
    for record in records {
        if cut_is_sound(&submission.table, record, sink) {
            let row = typist.row(&submission, record);
            submission.rows.push(row);
        }
    }
    submission.sender = sender(&submission.rows);
    Some(submission)
}

type Columns = ([Option<u16>; Field::COUNT], Vec<(usize, String)>);

/// Which column means what.
fn headings(table: &Table, sink: &mut Sink) -> Columns {
    let mut columns = [None; Field::COUNT];
    let mut unknown = Vec::new();
    let known = table.fields(table.header).filter(|h| Field::of_heading(h).is_some()).count();
    if known < 2 {
        no_headings(table, sink);
        return (columns, unknown);
    }
    if table.header > 0 {
        let (row, _) = table.row_and_line(table.header);
        let message =
            format!("Hàng {row} được lấy làm hàng tiêu đề; các hàng ở trên không được đọc.");
        sink.push(Diagnostic::new(&HEADING_BELOW_TITLE, row_place(table, table.header), message));
    }
    for (n, heading) in table.fields(table.header).enumerate() {
        let place = || heading_place(table, n);
        match Field::of_heading(heading) {
            Some(field) => match columns[field as usize] {
                None => columns[field as usize] = u16::try_from(n).ok(),
                Some(first) => {
                    let first = crate::source::column_name(u32::from(first) + 1);
                    let message = format!("Cột “{}” đã có ở cột {first}.", field.heading());
                    sink.push(
                        Diagnostic::new(&DUPLICATE_COLUMN, place(), message)
                            .value(fold::trim(heading))
                            .expected("mỗi tiêu đề một cột")
                            .help("Xóa cột thừa, hoặc sửa tiêu đề viết nhầm."),
                    );
                }
            },
            None if fold::trim(heading).is_empty() => {}
            None => unknown.push((n, fold::trim(heading).to_owned())),
        }
    }
    missing(table, &columns, &unknown, sink);
    for (n, heading) in &unknown {
        let message =
            format!("Cột “{heading}” không có trong mẫu; nội dung của cột không được tổng hợp.");
        let mut finding =
            Diagnostic::new(&UNKNOWN_COLUMN, heading_place(table, *n), message).value(heading);
        if let Some(near) = Field::nearest(heading).filter(|f| columns[*f as usize].is_none()) {
            finding =
                finding.help(format!("Nếu đây là cột “{}” thì sửa lại tiêu đề.", near.heading()));
        }
        sink.push(finding);
    }
    (columns, unknown)
}

/// One finding for all the columns that every file needs.
fn missing(
    table: &Table,
    columns: &[Option<u16>; Field::COUNT],
    unknown: &[(usize, String)],
    sink: &mut Sink,
) {
    let absent: Vec<Field> = COLUMNS
        .iter()
        .filter(|c| c.required == Required::Always && columns[c.field as usize].is_none())
        .map(|c| c.field)
        .collect();
    if !absent.is_empty() {
        sink.push(missing_columns(row_place(table, table.header), &absent, unknown));
    }
}

/// The wording of H201.
pub fn missing_columns(place: Place, absent: &[Field], unknown: &[(usize, String)]) -> Diagnostic {
    let names: Vec<String> = absent.iter().map(|f| format!("“{}”", f.heading())).collect();
    let names = names.join(", ");
    let near: Vec<String> = absent
        .iter()
        .filter_map(|field| {
            let headings = unknown.iter().map(|(_, h)| (h.as_str(), h.as_str()));
            let heading = fold::nearest(field.heading(), headings, 1).first().copied()?;
            Some(format!("“{heading}” có phải là “{}”?", field.heading()))
        })
        .collect();
    let mut help = format!("Thêm cột {names} vào hàng tiêu đề và điền từng dòng.");
    if !near.is_empty() {
        help = format!("{help} Tiêu đề gần giống đang có: {}", near.join("; "));
    }
    Diagnostic::new(&MISSING_COLUMN, place, format!("Bảng còn thiếu cột {names}."))
        .expected(names)
        .help(help)
}

fn no_headings(table: &Table, sink: &mut Sink) {
    let place = row_place(table, 0);
    if (0..table.len()).all(|record| table.width(record) <= 1) {
        let message = "Cả bảng chỉ có một cột: không nhận ra dấu ngăn cách giữa các ô.";
        let help = "Lưu lại bằng Excel, kiểu “CSV UTF-8 (Comma delimited)”; dấu ngăn cách là dấu phẩy, chấm phẩy hoặc tab.";
        sink.push(
            Diagnostic::new(&ONE_COLUMN, place, message)
                .expected("dấu phẩy, chấm phẩy hoặc tab")
                .help(help),
        );
        return;
    }
    let wanted: Vec<&str> =
        COLUMNS.iter().filter(|c| c.required == Required::Always).map(|c| c.heading).collect();
    let first: Vec<&str> =
        table.fields(0).map(fold::trim).filter(|f| !f.is_empty()).take(4).collect();
    sink.push(
        Diagnostic::new(&NO_HEADING_ROW, place, "Không tìm thấy hàng tiêu đề của bảng.")
            .value(first.join(" | "))
            .expected(wanted.join(", "))
            .help("Đặt một hàng tiêu đề ở đầu bảng, ghi đúng tên các cột của mẫu."),
    );
}

/// The records that hold data; blank, repeated and total rows are told and left out.
fn data_records(
    table: &Table,
    columns: &[Option<u16>; Field::COUNT],
    sink: &mut Sink,
) -> Vec<usize> {
    let mut data = Vec::new();
    let mut blank = Vec::new();
    for record in table.header + 1..table.len() {
        if table.is_blank(record) {
            blank.push(record);
        } else if is_heading(table, record) {
            let message = "Hàng tiêu đề lặp lại ở giữa bảng; hàng này được bỏ qua.";
            sink.push(Diagnostic::new(&HEADING_REPEATED, row_place(table, record), message));
        } else if let Some(word) = total_word(table, columns, record) {
            sink.push(
                Diagnostic::new(
                    &TOTAL_ROW,
                    row_place(table, record),
                    "Dòng tổng cộng được bỏ qua, không tính vào số liệu.",
                )
                .value(word)
                .help("Xóa dòng này: chương trình tự tính tổng."),
            );
        } else {
            data.push(record);
        }
    }
    // Blank rows at the foot are how spreadsheets save; only those between rows are worth a word.
    let inside = blank.iter().filter(|b| data.last().is_some_and(|last| *b < last)).count();
    if let Some(first) = blank.first()
        && inside > 0
    {
        let message = format!("Có {inside} dòng trống giữa bảng; các dòng này được bỏ qua.");
        sink.push(Diagnostic::new(&BLANK_ROWS, row_place(table, *first), message));
    }
    data
}

fn is_heading(table: &Table, record: usize) -> bool {
    let filled = table.fields(record).filter(|f| !fold::trim(f).is_empty()).count();
    let known = table.fields(record).filter(|f| Field::of_heading(f).is_some()).count();
    known >= 3 && known * 2 > filled
}

/// "Tổng cộng" in a row that names no task.
fn total_word<'a>(
    table: &'a Table,
    columns: &[Option<u16>; Field::COUNT],
    record: usize,
) -> Option<&'a str> {
    let word = table.fields(record).map(fold::trim).find(|f| !f.is_empty())?;
    let folded = fold::ascii(word);
    let says_total = ["tong cong", "tong so", "cong"]
        .iter()
        .any(|w| folded == *w || folded.starts_with("tong cong"));
    let task = columns[Field::Task as usize].map_or("", |c| table.field(record, c.into()));
    (says_total && Field::of_heading(word).is_none() && !task.contains('.')).then_some(word)
}

/// Whether a row has as many cells as there are headings.
fn cut_is_sound(table: &Table, record: usize, sink: &mut Sink) -> bool {
    let (found, wanted) = (table.width(record), table.width(table.header));
    if found == wanted {
        return true;
    }
    let surplus: Vec<&str> = (wanted..found)
        .map(|c| fold::trim(table.field(record, c)))
        .filter(|f| !f.is_empty())
        .collect();
    if found > wanted && surplus.is_empty() {
        return true;
    }
    let mark = match table.delimiter {
        b'\t' => "Tab".to_owned(),
        other => format!("“{}”", char::from(other)),
    };
    let place = row_place(table, record);
    let finding = if found < wanted {
        Diagnostic::new(&SHORT_ROW, place, format!("Dòng chỉ có {found} ô, hàng tiêu đề có {wanted} ô."))
            .help(format!("Thêm đủ dấu {mark} cho các ô trống ở cuối dòng; nếu một ô có xuống dòng thì đặt cả ô trong dấu nháy kép."))
    } else {
        let mut finding = Diagnostic::new(
            &LONG_ROW,
            place,
            format!("Dòng có {found} ô, hàng tiêu đề chỉ có {wanted} ô."),
        );
        let help = format!("Có thể một ô chứa dấu {mark} mà không nằm trong dấu nháy kép");
        finding = match likely_split(table, record) {
            Some((column, text)) => finding.help(format!(
                "{help}: xem từ ô {}, “{text}”. Đặt cả nội dung của ô trong dấu nháy kép.",
                crate::source::cell_name(column as u32 + 1, table.row_and_line(record).0)
            )),
            None => finding.help(format!("{help}. Đặt cả nội dung của ô trong dấu nháy kép.")),
        };
        finding
    };
    sink.push(finding.value(format!("{found} ô")).expected(format!("{wanted} ô")));
    false
}

/// The cell after which an unquoted delimiter probably cut a text: a piece that begins with a
/// space and a small letter goes on from the cell before it.
fn likely_split(table: &Table, record: usize) -> Option<(usize, &str)> {
    (1..table.width(record)).find_map(|column| {
        let piece = table.field(record, column);
        let goes_on = piece.starts_with(' ')
            && fold::trim(piece).chars().next().is_some_and(|c| c.is_lowercase());
        goes_on.then(|| (column - 1, fold::trim(table.field(record, column - 1))))
    })
}

/// Turns records into typed rows; remembers the last agency because files repeat one.
struct Typist<'a> {
    plan: &'a Plan,
    day: NaiveDate,
    last: Option<(String, NaiveDate, Cell<AgencyId, NoAgency>)>,
}

impl Typist<'_> {
    fn row(&mut self, submission: &Submission, record: usize) -> Row {
        let text = |field: Field| match submission.columns[field as usize] {
            Some(column) => fold::trim(submission.table.field(record, column.into())),
            None => "",
        };
        let period = cell(text(Field::Period), |t| Period::parse(t).ok_or(()));
        let day = period.value().map_or(self.day, |p| self.plan.window(p).end);
        let amount = |field| cell(text(field), number::amount);
        let day_of = |field| cell(text(field), date::parse);
        Row {
            record,
            period,
            agency: self.agency(text(Field::Agency), day),
            task: cell(text(Field::Task), |t| self.plan.find_task(t).ok_or(())),
            status: cell(text(Field::Status), |t| Status::parse(t).ok_or(())),
            progress: cell(text(Field::Progress), number::percent),
            allocated: amount(Field::Allocated),
            disbursed: amount(Field::Disbursed),
            source: cell(text(Field::Source), |t| SourceOfFunds::parse(t).ok_or(())),
            due: day_of(Field::Due),
            reported: day_of(Field::Reported),
            role: cell(text(Field::Role), |t| Role::parse(t).ok_or(())),
        }
    }

    fn agency(&mut self, written: &str, day: NaiveDate) -> Cell<AgencyId, NoAgency> {
        if let Some((text, on, found)) = &self.last
            && text == written
            && *on == day
        {
            return found.clone();
        }
        let found = cell(written, |t| match self.plan.register.lookup(t, day) {
            Lookup::One(id) => Ok(id),
            Lookup::Many(ids) => Err(NoAgency::Several(ids)),
            Lookup::Group(id) => Err(NoAgency::Group(id)),
            Lookup::Nobody => Err(NoAgency::Nobody),
        });
        self.last = Some((written.to_owned(), day, found.clone()));
        found
    }
}

fn cell<T, F>(text: &str, read: impl FnOnce(&str) -> Result<T, F>) -> Cell<T, F> {
    if text.is_empty() {
        return Cell::Blank;
    }
    match read(text) {
        Ok(value) => Cell::Value(value),
        Err(fault) => Cell::Fault(fault),
    }
}

/// The agency most rows name; among equals the first.
fn sender(rows: &[Row]) -> Option<AgencyId> {
    let mut counts: Vec<(AgencyId, usize)> = Vec::new();
    for id in rows.iter().filter_map(|r| r.agency.value()) {
        match counts.iter_mut().find(|(known, _)| *known == id) {
            Some((_, count)) => *count += 1,
            None => counts.push((id, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(id, _)| id)
}

fn row_place(table: &Table, record: usize) -> Place {
    let (row, line) = table.row_and_line(record);
    Place::row(&table.name, row, line)
}

fn heading_place(table: &Table, column: usize) -> Place {
    let mut place = row_place(table, table.header).cell(column as u32 + 1);
    place.heading = Some(fold::trim(table.field(table.header, column)).to_owned());
    place.span = Some(table.span(table.header, column));
    place
}
