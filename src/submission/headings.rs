//! The heading row: the meaning of each column, and the findings where it is uncertain.
//!
//! Owns H201 to H205 and H207. Longer than other files by its tests.

use super::columns::{COLUMNS, Field, Holds, Required, TableKind};
use super::row_width::clipped;
use super::unread_column::{self, UnreadColumn};
use super::{likely_values, other_measure, second_table, total_of_filled, unit, unknown_delimiter};
use crate::decode::table::Table;
use crate::diag::{Code, Diagnostic, Place, Sink, code};
use crate::plan::UnitId;
use crate::text::fold;

/// The codes of this module.
pub(super) const CODES: &[&Code] = &[
    &MISSING_COLUMN,
    &UNKNOWN_COLUMN,
    &DUPLICATE_COLUMN,
    &NO_HEADING_ROW,
    &HEADING_BELOW_TITLE,
    &ONE_COLUMN,
];

/// H201, raised here for columns that every file needs, and by the check for those some rows need.
pub static MISSING_COLUMN: Code = code!(error, "H201", "missing-column", "Thiếu cột bắt buộc");
static UNKNOWN_COLUMN: Code = code!(note, "H202", "unknown-column", "Cột lạ");
pub(super) static DUPLICATE_COLUMN: Code =
    code!(error, "H203", "duplicate-column", "Một cột xuất hiện hai lần");
pub(super) static NO_HEADING_ROW: Code =
    code!(error, "H204", "no-heading-row", "Không tìm thấy hàng tiêu đề");
static HEADING_BELOW_TITLE: Code =
    code!(note, "H205", "heading-below-title", "Hàng tiêu đề nằm dưới phần đầu trang");
pub(super) static ONE_COLUMN: Code = code!(error, "H207", "one-column", "Cả bảng chỉ có một cột");

/// The meaning of the columns of a table.
pub(super) struct Columns {
    /// What its rows are about.
    pub(super) kind: TableKind,
    /// The column of each field.
    pub(super) of: [Option<u16>; Field::COUNT],
    /// Unknown headings with their columns, counted from 0.
    pub(super) unknown: Vec<(usize, String)>,
}

/// Parses the heading row.
pub(super) fn parse(table: &Table, sink: &mut Sink) -> Columns {
    let mut columns = [None; Field::COUNT];
    let mut unknown = Vec::new();
    let mut unnamed = Vec::new();
    let (kind, fields) = fields(table);
    if fields.iter().flatten().count() < 2 {
        no_headings(table, sink);
        return Columns { kind, of: columns, unknown };
    }
    // A line before a table of a document is not a row of it.
    let below_a_row = |top: usize| table.row_and_line(top - 1).0 > 0;
    let top = Some(table.heading_top()).filter(|top| *top > 0);
    if let Some(finding) = top.and_then(|top| table_above(table, top)) {
        sink.push(finding);
    } else if top.is_some_and(below_a_row) {
        let (row, _) = table.row_and_line(table.header);
        let (top, _) = table.row_and_line(table.heading_top());
        let message = match top == row {
            true => {
                format!("Hàng {row} được lấy làm hàng tiêu đề; các hàng ở trên không được đọc.")
            }
            false => format!(
                "Hàng {top}–{row} được lấy làm hàng tiêu đề; các hàng ở trên không được đọc."
            ),
        };
        sink.push(
            Diagnostic::new(&HEADING_BELOW_TITLE, table.place(table.header), message)
                .help("Nếu đúng là hàng tiêu đề thì không cần sửa."),
        );
    }
    for (n, heading) in table.fields(table.header).enumerate() {
        match fields[n] {
            Some(field) => match columns[field as usize] {
                None => columns[field as usize] = u16::try_from(n).ok(),
                // Columns of the form alone are never read.
                Some(_) if field.is_of_form_alone() => {}
                Some(first) => {
                    let keep = repeated(table, field, usize::from(first), n, sink);
                    columns[field as usize] = u16::try_from(keep).ok();
                }
            },
            None if fold::trim(heading).is_empty() => unnamed.push(n),
            None => unknown.push((n, super::meant(heading).to_owned())),
        }
    }
    let unnamed = unnamed_columns(table, &unnamed, (kind, &columns), sink);
    let asked = report_missing(table, (kind, &columns), (&unknown, unnamed), sink);
    for (n, heading) in unknown.iter().filter(|(n, _)| !asked.contains(n)) {
        sink.push(unknown_finding(table, *n, heading, (kind, &columns)));
    }
    Columns { kind, of: columns, unknown }
}

/// Reports the required columns that are absent, and columns without a heading (`unnamed`). Returns
/// the columns that H201 asks about, which are not reported twice.
fn report_missing(
    table: &Table,
    (kind, columns): (TableKind, &[Option<u16>; Field::COUNT]),
    (unknown, mut unnamed): (&[(usize, String)], Vec<Diagnostic>),
    sink: &mut Sink,
) -> Vec<usize> {
    let absent = kind.required().map(|column| column.field);
    let absent: Vec<Field> = absent.filter(|field| columns[*field as usize].is_none()).collect();
    if absent.is_empty() {
        sink.extend(unnamed);
        return Vec::new();
    }
    let is_other = |heading: &str| likely_values::says_other_numbers(table, heading);
    let lacks_values = absent.contains(&Field::Value);
    let values = match lacks_values {
        true => likely_values::find(table, unknown, columns).or_else(|| {
            misspelt(Field::Value, unknown.iter().filter(|(_, heading)| !is_other(heading)))
        }),
        false => None,
    };
    let likely = |field: Field| match field {
        Field::Value => values,
        _ => misspelt(field, unknown.iter()),
    };
    let mut finding = missing(table.place(table.header), &absent, &likely);
    // `Giá trị (lũy kế)` says that it holds other values.
    let other = match lacks_values && values.is_none() {
        true => misspelt(Field::Value, unknown.iter().filter(|(_, heading)| is_other(heading))),
        false => None,
    };
    if let (Some((n, heading)), Some(help)) = (other, &mut finding.help) {
        let letters = crate::source::column_name(n as u32 + 1);
        *help = format!(
            "Cột {letters} “{heading}” không phải là số của kỳ nên không được lấy thay. {help}"
        );
    }
    if let (Some(or), Some(help)) = (column_of_other_kind(table, kind), &mut finding.help) {
        *help = format!("{help} {or}");
    }
    // A column without a heading is probably the missing one: one finding for both.
    if let ([column], Some(help)) = (unnamed.as_slice(), &mut finding.help) {
        let letters = column.place.column().map(crate::source::column_name).unwrap_or_default();
        let text = column.value.as_deref().unwrap_or_default();
        *help = format!(
            "Cột {letters} (“{text}”) không có tiêu đề: nếu đó là cột còn thiếu thì ghi tiêu đề vào, nếu không thì làm như sau. {help}"
        );
        unnamed.clear();
    }
    sink.push(finding);
    sink.extend(unnamed);
    let asked = absent.iter().filter_map(|field| likely(*field)).chain(other);
    asked.map(|(n, _)| n).collect()
}

/// What a table with both codes, but neither status nor value, lacks where it is of the other kind.
fn column_of_other_kind(table: &Table, kind: TableKind) -> Option<String> {
    let has =
        |field: Field| table.fields(table.header).any(|h| Field::of_heading(h) == Some(field));
    let (codes, others) = ([Field::Task, Field::Indicator], [Field::Status, Field::Value]);
    let (name, lacks) = match kind {
        TableKind::Progress => ("bảng số liệu", Field::Value),
        TableKind::Figures => ("bảng báo cáo nhiệm vụ", Field::Status),
    };
    let is_either = codes.into_iter().all(has) && !others.into_iter().any(has);
    is_either.then(|| format!("Nếu đây là {name} thì thêm cột “{}”.", lacks.heading()))
}

/// Whether most filled cells of a record are headings.
pub(super) fn is_heading_row(table: &Table, record: usize) -> bool {
    // Fast path: in nearly every row half of the cells begin like no heading.
    let (mut filled, mut not_headings, most) = (0, 0, table.width(record));
    for cell in table.fields(record) {
        let plain = cell.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric);
        if plain || !fold::trim(cell).is_empty() {
            filled += 1;
            not_headings += usize::from(!Field::may_be_heading(cell));
            if not_headings * 2 >= most {
                return false;
            }
        }
    }
    if not_headings * 2 >= filled {
        return false;
    }
    let known = table.fields(record).filter(|f| Field::of_heading(f).is_some()).count();
    known >= 3 && known * 2 > filled
}

/// Whether a heading row below the headings has another column under one of them, or the same with
/// another unit, period or order of dates.
pub(super) fn are_others(table: &Table, record: usize) -> bool {
    let inside = |heading: &str| heading.split_once('(').map(|(_, inside)| fold::ascii(inside));
    table.fields(table.header).zip(table.fields(record)).any(|(above, below)| {
        let is_said_otherwise = inside(below).is_some_and(|below| inside(above) != Some(below));
        let is_other = |field: Field| {
            !fold::trim(below).is_empty()
                && (Field::of_heading(below) != Some(field) || is_said_otherwise)
        };
        Field::of_heading(above).is_some_and(is_other)
            || (unread_column::speaks_of_money(below)
                && unit::of_money_heading(above) != unit::of_money_heading(below))
    })
}

/// H209 for a table above the headings: its headings and rows.
fn table_above(table: &Table, top: usize) -> Option<Diagnostic> {
    let first = (0..top).find(|record| is_heading_row(table, *record))?;
    let rows = (first + 1..top).filter(|record| total_of_filled(table, *record) > 1).count();
    (rows > 0).then(|| second_table::above(table, kind_of(table, first), first, rows))
}

/// The kind of the table whose headings are in this record.
pub(super) fn kind_of(table: &Table, record: usize) -> TableKind {
    let fields: Vec<_> = table.fields(record).map(Field::of_heading).collect();
    kind(&fields)
}

/// The kind of a table with these columns. One with columns of both kinds is of progress: its rows
/// need a task and a status. With both codes, neither status nor value and nothing else of progress
/// it is of figures.
fn kind(fields: &[Option<Field>]) -> TableKind {
    const OF_PROGRESS: [Field; 6] = [
        Field::Progress,
        Field::Allocated,
        Field::Disbursed,
        Field::Difficulty,
        Field::Proposal,
        Field::Next,
    ];
    let has = |field: Field| fields.contains(&Some(field));
    let is_of_figures = has(Field::Indicator) || has(Field::Value);
    let has_value =
        || has(Field::Value) || (has(Field::Indicator) && !OF_PROGRESS.into_iter().any(has));
    match !is_of_figures || has(Field::Status) || (has(Field::Task) && !has_value()) {
        true => TableKind::Progress,
        false => TableKind::Figures,
    }
}

/// The kind of a table, and the meaning of each of its headings.
fn fields(table: &Table) -> (TableKind, Vec<Option<Field>>) {
    let headings = || table.fields(table.header);
    let fields: Vec<_> = headings().map(Field::of_heading).collect();
    let is_of_other = |heading: &str, field: &Field| other_measure::is_said(table, heading, *field);
    if kind(&fields) == TableKind::Progress {
        let meant = headings().zip(&fields).map(|(heading, field)| {
            let field = field.filter(|field| TableKind::Progress.has(*field));
            field.filter(|field| !is_of_other(heading, field))
        });
        return (TableKind::Progress, meant.collect());
    }
    // "Đơn vị" is the unit where another column names the agency. Of two columns "Đơn vị" that of
    // units is known by its cells, else it is the second. The cells are looked at for "Đơn vị" alone.
    let agencies: Vec<(usize, bool)> = headings()
        .enumerate()
        .filter(|(column, _)| fields[*column] == Some(Field::Agency))
        .map(|(column, heading)| {
            (column, fold::ascii(heading) == fold::ascii(Field::Unit.heading()))
        })
        .collect();
    let meant = headings().enumerate().map(|(column, heading)| {
        let names_agency = |(other, or_unit): &(usize, bool)| {
            *other != column && (!or_unit || *other < column) && !holds_units(table, *other)
        };
        let is_unit = || holds_units(table, column) || agencies.iter().any(names_agency);
        let field = Field::of_heading_in(heading, TableKind::Figures, is_unit);
        field.filter(|field| !is_of_other(heading, field))
    });
    (TableKind::Figures, meant.collect())
}

/// Whether most cells of a column are units of values.
fn holds_units(table: &Table, column: usize) -> bool {
    let cells = (table.header + 1..table.len()).map(|r| fold::trim(table.field(r, column)));
    let cells: Vec<&str> = cells.filter(|text| !text.is_empty()).take(50).collect();
    // Cells below one another are often the same.
    let same = cells.chunk_by(|a, b| a == b).filter(|same| UnitId::find(same[0]).is_some());
    same.map(<[&str]>::len).sum::<usize>() * 2 > cells.len()
}

/// Chooses between two columns with the same heading. If one is blank or both are equal, the choice
/// is certain.
fn repeated(table: &Table, field: Field, first: usize, second: usize, sink: &mut Sink) -> usize {
    let below = || table.header + 1..table.len();
    let cell = |record: usize, column: usize| fold::trim(table.field(record, column));
    let blank = |column: usize| below().all(|record| cell(record, column).is_empty());
    let name = |column: usize| crate::source::column_name(column as u32 + 1);
    let (kept, left, why) = if blank(second) {
        (first, second, "để trống")
    } else if blank(first) {
        (second, first, "để trống")
    } else if below().all(|record| cell(record, first) == cell(record, second)) {
        (first, second, "giống hệt")
    } else {
        let (one, other, heading) = (name(first), name(second), field.heading());
        let message =
            format!("Cột {one} và cột {other} cùng là “{heading}” nên không biết lấy cột nào.");
        sink.push(
            Diagnostic::new(&DUPLICATE_COLUMN, heading_place(table, second), message)
                .value(cell(table.header, second))
                .expected("mỗi tiêu đề một cột")
                .help("Xóa cột thừa, hoặc sửa tiêu đề viết nhầm."),
        );
        return first;
    };
    let message = format!(
        "Cột {} trùng tiêu đề “{}” với cột {} và {why} nên không được đọc.",
        name(left),
        field.heading(),
        name(kept)
    );
    sink.push(
        Diagnostic::new(&UNKNOWN_COLUMN, heading_place(table, left), message)
            .value(cell(table.header, left))
            .help("Không cần sửa; xóa cột thừa thì bảng gọn hơn."),
    );
    kept
}

/// The finding about a column with an unknown heading.
fn unknown_finding(
    table: &Table,
    n: usize,
    heading: &str,
    (kind, columns): (TableKind, &[Option<u16>; Field::COUNT]),
) -> Diagnostic {
    let instead = unread_column::instead_of_values(table, n, columns);
    if let Some(finding) = of_other_table(table, n, heading, kind).filter(|_| instead.is_none()) {
        return finding;
    }
    match unread_column::inspect(table, n, heading, columns).or(instead) {
        Some(column) => unread_column_finding(table, n, heading, column.of_table(kind)),
        None => unknown_column(table, n, heading, (kind, columns)),
    }
}

fn unknown_column(
    table: &Table,
    column: usize,
    heading: &str,
    (kind, columns): (TableKind, &[Option<u16>; Field::COUNT]),
) -> Diagnostic {
    if let Some((field, text)) =
        unread_column::in_other_words(table, column, heading, (kind, columns))
    {
        let name = field.heading();
        let message = format!(
            "Cột “{heading}” không có trong mẫu nên không được tổng hợp, trong khi bảng không có cột “{name}”."
        );
        let place = heading_place(table, column);
        return Diagnostic::new(&unread_column::UNREAD_COLUMN, place, message)
            .value(clipped(text))
            .expected(name)
            .help(format!(
                "Nếu đúng là cột ấy thì sửa tiêu đề thành “{name}”; nếu là cột riêng của cơ quan thì thêm cột “{name}”, để trống cũng được."
            ));
    }
    let message = format!("Cột “{heading}” không có trong mẫu nên không được tổng hợp.");
    let near = Field::nearest(heading, kind).filter(|f| columns[*f as usize].is_none());
    let help = match near {
        Some(near) => format!("Nếu đây là cột “{}” thì sửa lại tiêu đề.", near.heading()),
        None => "Nếu là cột riêng của cơ quan thì không cần sửa.".to_owned(),
    };
    Diagnostic::new(&UNKNOWN_COLUMN, heading_place(table, column), message)
        .value(heading)
        .help(help)
}

/// H211 for a filled column that belongs to the other kind of table.
fn of_other_table(
    table: &Table,
    column: usize,
    heading: &str,
    kind: TableKind,
) -> Option<Diagnostic> {
    let field = Field::of_heading(heading)?;
    // The task of a figure, or its role, says nothing that the figure does not.
    let is_context = matches!(field, Field::Task | Field::Role | Field::TaskText | Field::Before);
    let is_shown_alone = matches!(field, Field::Question | Field::ValueBefore);
    if kind.has(field) || is_context || is_shown_alone {
        return None;
    }
    let mut below = (table.header + 1..table.len()).map(|r| fold::trim(table.field(r, column)));
    let text = below.find(|text| !text.is_empty())?;
    let (other, this) = match kind {
        TableKind::Progress => ("bảng số liệu", "bảng báo cáo nhiệm vụ"),
        TableKind::Figures => ("bảng báo cáo nhiệm vụ", "bảng số liệu"),
    };
    let message = format!("Cột “{heading}” là cột của {other}, không được đọc ở {this}.");
    Some(
        Diagnostic::new(&unread_column::UNREAD_COLUMN, heading_place(table, column), message)
            .value(clipped(text))
            .expected("mỗi bảng chỉ có các cột của mình")
            .help(format!(
                "Chép các dòng ấy sang một {other}, ở trang tính khác hoặc tệp khác, rồi xóa cột này."
            )),
    )
}

/// H211, or H201 where this column seems to be a missing one.
fn unread_column_finding(
    table: &Table,
    n: usize,
    heading: &str,
    column: UnreadColumn<'_>,
) -> Diagnostic {
    let letters = crate::source::column_name(n as u32 + 1);
    let (name, words) = match heading {
        "" => (format!("Cột {letters} không có tiêu đề"), column.words()),
        heading => (format!("Cột “{heading}”"), column.words()),
    };
    let place = heading_place(table, n);
    match column.stands_for {
        Some(field) => {
            let message = format!(
                "{name} ghi {words} mà không được đọc, trong khi bảng thiếu cột “{}”.",
                field.heading()
            );
            // Under the form's heading the numbers would be in đồng.
            let unit = Some(field).filter(|field| field.column().holds == Holds::Amount);
            let in_full = unit
                .and_then(|_| unit::of_money_heading(heading))
                .map_or_else(String::new, |unit| format!("đổi các số từ {unit} sang đồng rồi "));
            Diagnostic::new(&MISSING_COLUMN, place, message).help(format!(
                "Nếu đúng là cột ấy thì {in_full}sửa tiêu đề thành “{0}”; nếu là cột riêng của cơ quan thì thêm cột “{0}”, để trống cũng được.",
                field.heading()
            )).expected(field.heading())
        }
        None => {
            let message =
                format!("{name} ghi {words} mà không có trong mẫu nên không được tổng hợp.");
            Diagnostic::new(&unread_column::UNREAD_COLUMN, place, message)
                .expected("cột của mẫu, hoặc một cột riêng không phải số liệu của báo cáo")
                .help("Nếu là số liệu của báo cáo thì sửa tiêu đề thành tên cột của mẫu, hoặc chép số sang cột của mẫu; nếu là cột riêng của cơ quan thì không cần sửa.")
        }
    }
    .value(clipped(column.example))
}

/// Columns without a heading: reports those that look like data, returns findings for the others.
fn unnamed_columns(
    table: &Table,
    unnamed: &[usize],
    (kind, columns): (TableKind, &[Option<u16>; Field::COUNT]),
    sink: &mut Sink,
) -> Vec<Diagnostic> {
    let mut others = Vec::new();
    for n in unnamed {
        let unread = unread_column::inspect(table, *n, "", columns);
        let unread = unread.map(|column| column.of_table(kind));
        match unread.or_else(|| unread_column::instead_of_values(table, *n, columns)) {
            // Missing required columns are reported together.
            Some(column)
                if column.stands_for.is_none_or(|f| f.column().required != Required::Always) =>
            {
                sink.push(unread_column_finding(table, *n, "", column));
            }
            _ => others.extend(unnamed_column(table, *n)),
        }
    }
    others
}

/// A column without a heading is only reported when it has content.
fn unnamed_column(table: &Table, column: usize) -> Option<Diagnostic> {
    let mut below = (table.header + 1..table.len()).map(|r| fold::trim(table.field(r, column)));
    let text = below.find(|text| !text.is_empty())?;
    let letters = crate::source::column_name(column as u32 + 1);
    let message = format!("Cột {letters} có nội dung mà không có tiêu đề nên không được tổng hợp.");
    Some(
        Diagnostic::new(&UNKNOWN_COLUMN, heading_place(table, column), message)
            .value(clipped(text))
            .expected("một tiêu đề")
            .help("Ghi tiêu đề cho cột này; nếu là nội dung thừa thì xóa."),
    )
}

/// The unknown heading that is probably `field` misspelt.
fn misspelt<'h>(
    field: Field,
    unknown: impl Iterator<Item = &'h (usize, String)>,
) -> Option<(usize, &'h String)> {
    let headings = unknown.map(|(n, heading)| (heading.as_str(), (*n, heading)));
    fold::nearest(field.heading(), headings, 1).first().copied()
}

/// H201.
pub fn missing_columns(place: Place, absent: &[Field], unknown: &[(usize, String)]) -> Diagnostic {
    missing(place, absent, &|field| misspelt(field, unknown.iter()))
}

/// H201; `likely` gives the unknown heading that probably is a column.
fn missing<'a>(
    place: Place,
    absent: &[Field],
    likely: &dyn Fn(Field) -> Option<(usize, &'a String)>,
) -> Diagnostic {
    let names: Vec<String> = absent.iter().map(|f| format!("“{}”", f.heading())).collect();
    let names = names.join(", ");
    let near: Vec<String> = absent
        .iter()
        .filter_map(|field| {
            let (column, heading) = likely(*field)?;
            let column = crate::source::column_name(column as u32 + 1);
            Some(format!("Cột {column} “{heading}” có phải là “{}”?", field.heading()))
        })
        .collect();
    let help = if near.len() == absent.len() {
        format!("{} Nếu đúng thì sửa lại tiêu đề, nếu không thì thêm cột.", near.join(" "))
    } else {
        let help = format!("Thêm cột {names} vào hàng tiêu đề và điền từng dòng.");
        [&[help], near.as_slice()].concat().join(" ")
    };
    Diagnostic::new(&MISSING_COLUMN, place, format!("Bảng còn thiếu cột {names}."))
        .expected(names)
        .help(help)
}

fn no_headings(table: &Table, sink: &mut Sink) {
    let place = table.place(0);
    if let Some((found, line)) = unknown_delimiter::find(table) {
        let described = unknown_delimiter::described(found);
        let message = format!("Các ô cách nhau bằng {described}, là dấu không được nhận.");
        // A `sep=` line takes ASCII only.
        let or = match found.is_ascii_punctuation() {
            true => format!(" Cũng có thể thêm một dòng “sep={found}” vào đầu tệp."),
            false => String::new(),
        };
        let help = format!(
            "Mở tệp bằng Excel, chọn Dữ liệu (Data), Văn bản thành cột (Text to Columns), nhập {described} ở mục Khác (Other), rồi lưu theo kiểu “CSV UTF-8 (Comma delimited)”.{or}"
        );
        let place = Place::of_row(&table.name, line, line);
        sink.push(
            Diagnostic::new(&ONE_COLUMN, place, message)
                .value(clipped(table.contents().lines().nth(line as usize - 1).unwrap_or_default()))
                .expected(
                    "các ô cách nhau bằng dấu phẩy, dấu chấm phẩy, dấu Tab hoặc dấu gạch đứng",
                )
                .help(help),
        );
        return;
    }
    if (0..table.len()).all(|record| table.width(record) <= 1) {
        let message = "Cả bảng chỉ có một cột vì không nhận ra dấu ngăn cách giữa các ô.";
        let help = "Mở tệp bằng Excel, tách nội dung thành các cột rồi lưu lại theo kiểu “CSV UTF-8 (Comma delimited)”.";
        sink.push(
            Diagnostic::new(&ONE_COLUMN, place, message)
                .value(clipped(table.field(0, 0)))
                .expected("các ô cách nhau bằng dấu phẩy, dấu chấm phẩy hoặc dấu Tab")
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
            .help("Đặt một hàng tiêu đề ngay trên các dòng số liệu, ghi đúng tên các cột của mẫu."),
    );
}

fn heading_place(table: &Table, column: usize) -> Place {
    let heading = super::meant(table.field(table.header, column));
    table.cell_place(table.header, column).under(heading)
}

#[cfg(test)]
mod tests {
    use crate::diag::Sink;
    use crate::plan::{self, Plan, PlanFiles};
    use crate::source::Source;
    use crate::submission::{self, Field, Submission};

    /// The table of figures in a text, and the codes of the errors of reading it.
    fn figures(text: &str) -> (Option<Submission>, Vec<&'static str>) {
        let plan: Plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("a plan");
        let mut sink = Sink::new();
        let day = "2025-09-14".parse::<chrono::NaiveDate>().expect("a day");
        let file = submission::read(&Source::new("a.csv", text), &plan, day, &mut sink);
        assert!(file.submission.is_none(), "no table of progress: {text}");
        let codes = sink.found().iter().map(|d| d.code.id).collect();
        (file.figures, codes)
    }

    /// What is told of a column with one text in a table of tasks, and which column it is said to be.
    fn told(heading: &str, text: &str) -> Vec<(&'static str, Option<String>)> {
        let text = format!(
            "Kỳ báo cáo;Cơ quan;Mã nhiệm vụ;Trạng thái;Kết quả;{heading}\nQuý III/2025;Sở Y tế;II.1;Đang triển khai;Mở 3 lớp.;{text}\n"
        );
        let plan: Plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("a plan");
        let mut sink = Sink::new();
        let day = "2025-09-14".parse::<chrono::NaiveDate>().expect("a day");
        submission::read(&Source::new("a.csv", text), &plan, day, &mut sink);
        sink.into_findings().into_iter().map(|d| (d.code.id, d.expected)).collect()
    }

    #[test]
    fn a_known_heading_among_other_words_is_asked_about() {
        for (heading, text, column) in [
            ("Khó khăn, tồn tại", "Thiếu người", "Khó khăn, vướng mắc"),
            ("Những khó khăn và hạn chế", "Thiếu người", "Khó khăn, vướng mắc"),
            ("Đề xuất, kiến nghị với UBND tỉnh", "Bổ sung biên chế", "Kiến nghị, đề xuất"),
            ("Nội dung kiến nghị", "Bổ sung biên chế", "Kiến nghị, đề xuất"),
            ("Nhiệm vụ kỳ tới (quý sau)", "Mở 2 lớp", "Nhiệm vụ kỳ tới"),
            ("Văn bản ban hành trong kỳ, số và ngày", "12/KH-UBND", "Văn bản ban hành"),
            ("Tài liệu minh chứng gửi kèm theo", "anh.pdf", "Minh chứng"),
            ("Ghi chú của đơn vị báo cáo", "Đã đổi số", "Ghi chú"),
            ("Tiến độ thực hiện so với kế hoạch", "đạt một nửa", "Tiến độ (%)"),
            ("Thời hạn hoàn thành theo kế hoạch", "31/12/2025", "Thời hạn hoàn thành"),
        ] {
            let told = told(heading, text);
            assert_eq!(told, [("H211", Some(column.to_owned()))], "{heading}");
        }
        for (heading, text) in [
            ("Người lập biểu", "Trần Thị A"),
            ("STT", "1"),
            ("Số buổi", "12"),
            ("Khó khăn, tồn tại", ""),
            ("Khó khăn, tồn tại", "Không"),
            ("Khó khăn, tồn tại", "-"),
            ("Khó khăn kỳ trước", "Thiếu người"),
            ("Kết quả thực hiện trong năm", "Mở 5 lớp"),
        ] {
            let told: Vec<_> = told(heading, text).into_iter().map(|(code, _)| code).collect();
            assert_eq!(told, ["H202"], "{heading}");
        }
    }

    #[test]
    fn numbers_beside_a_blank_column_of_values_are_told() {
        let codes = |column: &str, cells: [&str; 2]| {
            let text = format!(
                "Kỳ báo cáo;Cơ quan;Mã số liệu;Giá trị;{column}\nQuý III/2025;Sở Y tế;II.1.1;;{}\nQuý III/2025;Sở Y tế;II.1.2;;{}\n",
                cells[0], cells[1]
            );
            figures(&text).1
        };
        for column in ["Thực hiện", "Kết quả đạt", ""] {
            assert!(codes(column, ["12", "1.250"]).contains(&"H211"), "{column}");
            assert!(codes(column, ["", "98,5"]).contains(&"H211"), "{column}");
        }
        assert!(!codes("TT", ["1", "2"]).contains(&"H211"), "rows are numbered");
        assert!(!codes("Người nhập", ["Lan", "Minh"]).contains(&"H211"), "no numbers");
    }

    /// Which columns hold the agency and the unit.
    fn agency_and_unit(text: &str) -> [Option<u16>; 2] {
        let (figures, codes) = figures(text);
        assert_eq!(codes, [""; 0], "{text}");
        let figures = figures.expect("a table of figures");
        [Field::Agency, Field::Unit].map(|field| figures.columns[field as usize])
    }

    #[test]
    fn a_heading_of_two_meanings_is_the_agency_or_the_unit() {
        let table = |headings: &str, row: &str| agency_and_unit(&format!("{headings}\n{row}\n"));
        let alone = "Kỳ báo cáo;Đơn vị;Mã số liệu;Giá trị";
        assert_eq!(table(alone, "Quý III/2025;Sở Y tế;II.1.1;12"), [Some(1), None]);
        let beside = "Kỳ báo cáo;Cơ quan;Mã số liệu;Giá trị;Đơn vị";
        assert_eq!(table(beside, "Quý III/2025;Sở Y tế;II.1.1;12;buổi"), [Some(1), Some(4)]);
        assert_eq!(table(beside, "Quý III/2025;Sở Y tế;II.1.1;12;"), [Some(1), Some(4)]);
        let twice = "Kỳ báo cáo;Đơn vị;Mã số liệu;Giá trị;Đơn vị";
        assert_eq!(table(twice, "Quý III/2025;Sở Y tế;II.1.1;12;buổi"), [Some(1), Some(4)]);
        let spelt = "Kỳ báo cáo;Đơn vị;Mã số liệu;Giá trị;ĐVT";
        assert_eq!(table(spelt, "Quý III/2025;Sở Y tế;II.1.1;12;buổi"), [Some(1), Some(4)]);
    }

    #[test]
    fn a_table_of_figures_needs_its_four_columns() {
        let row = "Quý III/2025;Sở Y tế;II.1.1;12";
        let codes = |headings: &str| figures(&format!("{headings}\n{row}\n")).1;
        assert!(codes("Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị").is_empty());
        assert!(codes("ky_bao_cao;co_quan;ma_so_lieu;gia_tri").is_empty());
        for headings in [
            "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Con số",
            "Kỳ báo cáo;Cơ quan báo cáo;Ký hiệu;Giá trị",
            "Kỳ báo cáo;Người nhập;Mã số liệu;Giá trị",
        ] {
            assert!(codes(headings).contains(&"H201"), "{headings}: {:?}", codes(headings));
        }
    }

    #[test]
    fn a_table_with_both_codes_is_told_both_columns_that_it_may_lack() {
        let told = |headings: &str, row: &str| {
            let text = format!(
                "Kỳ báo cáo;Cơ quan;Mã nhiệm vụ;Mã số liệu;{headings}\nQuý III/2025;Sở Y tế;II.1;II.1.1;{row}\n"
            );
            let plan: Plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("a plan");
            let mut sink = Sink::new();
            let day = "2025-09-14".parse::<chrono::NaiveDate>().expect("a day");
            submission::read(&Source::new("a.csv", text), &plan, day, &mut sink);
            let missing = sink.into_findings().into_iter().find(|d| d.code.id == "H201");
            let missing = missing.expect("H201");
            (missing.expected.unwrap_or_default(), missing.help.unwrap_or_default())
        };
        for (headings, row) in [("Số lượng", "12"), ("Kết quả thực hiện", "12"), ("Ghi chú", "")]
        {
            let (lacks, help) = told(headings, row);
            assert_eq!(lacks, "“Giá trị”", "{headings}");
            assert!(
                help.contains("Nếu đây là bảng báo cáo nhiệm vụ thì thêm cột “Trạng thái”"),
                "{help}"
            );
        }
        assert!(told("Số lượng", "12").1.contains("“Số lượng” có phải là “Giá trị”?"));
        let (lacks, help) = told("Tiến độ (%);Kết quả thực hiện", "45;Mở 3 lớp.");
        assert_eq!(lacks, "“Trạng thái”");
        assert!(help.contains("Nếu đây là bảng số liệu thì thêm cột “Giá trị”"), "{help}");
    }

    /// The findings of reading a table of figures with another heading in place of `Giá trị`.
    fn found(heading: &str, values: [&str; 2]) -> Vec<crate::diag::Diagnostic> {
        let text = format!(
            "Kỳ báo cáo;Cơ quan;Mã số liệu;{heading}\nQuý III/2025;Sở Y tế;II.1.1;{}\nQuý III/2025;Sở Y tế;II.1.2;{}\n",
            values[0], values[1]
        );
        let plan: Plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("a plan");
        let mut sink = Sink::new();
        let day = "2025-09-14".parse::<chrono::NaiveDate>().expect("a day");
        submission::read(&Source::new("a.csv", text), &plan, day, &mut sink);
        sink.into_findings()
    }

    #[test]
    fn an_everyday_heading_of_values_is_asked_about() {
        for heading in [
            "Kết quả",
            "Kết quả thực hiện",
            "Kết quả quý III",
            "Số lượng",
            "Số liệu",
            "Thực hiện",
            "Thực hiện trong kỳ",
            "Con số",
            "SL",
        ] {
            for values in [["12", "1.250"], ["98,5", ""], ["12 buổi", "1.250 lượt người"]] {
                let found = found(heading, values);
                let codes: Vec<_> = found.iter().map(|finding| finding.code.id).collect();
                assert_eq!(codes, ["H201"], "{heading} {values:?}");
                let help = found[0].help.as_deref().unwrap_or_default();
                let asked = format!("Cột D “{heading}” có phải là “Giá trị”? Nếu đúng thì sửa");
                assert!(help.starts_with(&asked), "{help}");
            }
        }
    }

    #[test]
    fn a_column_of_texts_or_of_other_numbers_is_not_asked_about() {
        let asks = |heading: &str, values| {
            let found = found(heading, values);
            let missing = found.iter().find(|finding| finding.code.id == "H201").expect("H201");
            missing.help.as_deref().unwrap_or_default().contains("có phải là")
        };
        assert!(!asks("Kết quả", ["Đã tổ chức", "Đang làm"]));
        for heading in ["Kế hoạch", "Mục tiêu năm", "Kết quả kỳ trước", "Lũy kế"]
        {
            assert!(!asks(heading, ["12", "1.250"]), "{heading}");
        }
        assert!(!asks("TT", ["1", "2"]));
    }

    #[test]
    fn numbers_under_a_heading_of_reports_beside_blank_values_are_told_as_values() {
        let found = found("Giá trị;Kết quả", [";12", ";1.250"]);
        let told = found.iter().find(|finding| finding.code.id == "H211").expect("H211");
        assert!(told.message.contains("cột “Giá trị” để trống"), "{}", told.message);
    }
}
