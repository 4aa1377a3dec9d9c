//! Findings specific to workbooks, where they affect data: cells without a value, merged cells,
//! hidden rows and columns, notes pinned to cells.

use std::collections::{BTreeMap, HashSet};

use super::{Field, Submission};
use crate::decode::sheet::{Merge, NoValue, NoteKind, Sheet, ValuelessCell};
use crate::decode::table::Table;
use crate::diag::{Code, Diagnostic, Place, Retention, Sink, code};
use crate::source::{cell_on, column_on, is_table_name};
use crate::text::fold;

/// The codes of this module.
pub(super) const CODES: [&Code; 6] =
    [&CELL_ERROR, &WITHOUT_VALUE, &MERGED, &HIDDEN, &FILLED, &PINNED_NOTE];

pub(super) static CELL_ERROR: Code =
    code!(error, "F112", "workbook-cell-error", "Ô báo lỗi của Excel");
pub(super) static WITHOUT_VALUE: Code =
    code!(error, "F116", "formula-without-value", "Công thức không có kết quả trong tệp");
/// R308, dropped by the check where it reports the cells that a merged cell leaves empty.
pub static MERGED: Code = code!(warning, "R308", "merged-cells", "Có ô gộp trong các dòng số liệu")
    .retaining(Retention::All);
pub(super) static FILLED: Code =
    code!(note, "R313", "merged-names", "Ô gộp được hiểu là ghi cho từng dòng");
pub(super) static PINNED_NOTE: Code =
    code!(note, "R318", "pinned-note", "Ô có lời ghi chú gắn kèm, không được đọc");
pub(super) static HIDDEN: Code = code!(note, "R309", "hidden-cells", "Có dòng hoặc cột đang bị ẩn");

/// Columns whose merged cells apply to every row; amounts and texts do not.
const REPEATED_FIELDS: [Field; 2] = [Field::Period, Field::Agency];

/// The consequences for rows.
#[derive(Debug, Default)]
pub(super) struct SheetEffects {
    /// Records with an unreadable cell in a known column.
    pub(super) unread: HashSet<usize>,
    /// Merged cells that apply to each of their rows.
    pub(super) fills: Vec<Fill>,
}

/// A merged cell of one column: its record, and the records below.
#[derive(Debug)]
pub(super) struct Fill {
    field: Field,
    column: usize,
    from: usize,
    rows_below: Vec<usize>,
    range: String,
}

impl Fill {
    /// Repeats the value in the rows below.
    pub(super) fn apply(&self, table: &mut Table) {
        for record in &self.rows_below {
            table.repeat(self.from, *record, self.column);
        }
    }
}

/// Reports the findings of the sheet of `submission`, if it has one.
pub(super) fn inspect(submission: &Submission, records: &[usize], sink: &mut Sink) -> SheetEffects {
    let Some(sheet) = &submission.table.sheet else { return SheetEffects::default() };
    let inspector = Inspector::new(submission, sheet, records);
    let mut fills = Vec::new();
    for merge in &sheet.merges {
        match inspector.fill(*merge) {
            Some(fill) => fills.push(fill),
            None => inspector.merged(*merge, sink),
        }
    }
    inspector.filled(&fills, sink);
    inspector.hidden(sink);
    inspector.pinned_notes(sink);
    let unread = sheet.valueless.iter().filter_map(|odd| inspector.odd(odd, sink)).collect();
    SheetEffects { unread, fills }
}

struct Inspector<'a> {
    submission: &'a Submission,
    sheet: &'a Sheet,
    /// Records with data, by row.
    data: BTreeMap<u32, usize>,
    /// Known columns, counted from 1, and their fields.
    known: BTreeMap<u32, Field>,
}

impl<'a> Inspector<'a> {
    fn new(submission: &'a Submission, sheet: &'a Sheet, records: &[usize]) -> Self {
        let row = |record: &usize| (submission.table.row_and_line(*record).0, *record);
        let data = records.iter().map(row).collect();
        let columns = submission.kind.columns().filter_map(|column| {
            let at = submission.columns[column.field as usize]?;
            Some((u32::from(at) + 1, column.field))
        });
        Self { submission, sheet, data, known: columns.collect() }
    }

    fn place(&self, row: u32, column: u32, field: Field) -> Place {
        let place = self.submission.table.row_place(row, row).in_column(column);
        place.of_field(field.key(), self.submission.heading(column as usize - 1))
    }

    /// Reports a cell without a value in a known column of data; returns its record.
    fn odd(&self, odd: &ValuelessCell, sink: &mut Sink) -> Option<usize> {
        let record = *self.data.get(&odd.row)?;
        let field = *self.known.get(&odd.column)?;
        let place = self.place(odd.row, odd.column, field);
        sink.push(match &odd.kind {
            NoValue::Error(shown) => {
                Diagnostic::new(&CELL_ERROR, place, "Ô báo lỗi của Excel, không có giá trị.")
                    .value(shown)
                    .help(error_help(shown))
            }
            NoValue::Unknown => {
                let message = "Ô có công thức nhưng tệp không lưu kết quả của công thức.";
                let help = "Mở tệp bằng Excel, bấm F9 để tính lại, lưu rồi gửi lại; hoặc gõ thẳng giá trị vào ô.";
                Diagnostic::new(&WITHOUT_VALUE, place, message).help(help)
            }
        }
        .expected("một giá trị"));
        Some(record)
    }

    /// A merged range in one of [`REPEATED_FIELDS`] whose first row has data and a value.
    fn fill(&self, merge: Merge) -> Option<Fill> {
        let field = *self.known.get(&merge.left).filter(|_| merge.left == merge.right)?;
        let from = *self.data.get(&merge.top).filter(|_| REPEATED_FIELDS.contains(&field))?;
        let column = merge.left as usize - 1;
        let text = |record: usize| fold::trim(self.submission.table.field(record, column));
        let rows_below: Vec<usize> =
            self.data.range(merge.top + 1..=merge.bottom).map(|(_, record)| *record).collect();
        let is_name_over_blanks =
            !text(from).is_empty() && rows_below.iter().all(|record| text(*record).is_empty());
        let range = merge.name_on(&self.sheet.name);
        (is_name_over_blanks && !rows_below.is_empty()).then_some(Fill {
            field,
            column,
            from,
            rows_below,
            range,
        })
    }

    /// Reports merged cells that apply to each row, once for a column.
    fn filled(&self, fills: &[Fill], sink: &mut Sink) {
        const MAX_SHOWN: usize = 5;
        for field in REPEATED_FIELDS {
            let fills: Vec<&Fill> = fills.iter().filter(|fill| fill.field == field).collect();
            let Some(first) = fills.first() else { continue };
            let mut ranges: Vec<&str> =
                fills.iter().map(|f| f.range.as_str()).take(MAX_SHOWN).collect();
            if fills.len() > MAX_SHOWN {
                ranges.push("…");
            }
            let message = format!(
                "Cột “{}” có ô gộp qua nhiều dòng; nội dung ô gộp được hiểu là ghi cho từng dòng trong đó.",
                field.heading()
            );
            let (row, _) = self.submission.table.row_and_line(first.from);
            sink.push(
                Diagnostic::new(&FILLED, self.place(row, first.column as u32 + 1, field), message)
                    .value(ranges.join(", "))
                    .help("Không cần sửa nếu đúng như vậy; nếu không thì bỏ gộp ô (Merge & Center) rồi ghi đúng nội dung ở từng dòng."),
            );
        }
    }

    /// The content of known cells of data that a merged range covers, cell by cell.
    fn covered(&self, merge: Merge) -> String {
        const MAX_SHOWN: usize = 5;
        let mut shown: Vec<String> = Vec::new();
        for (row, record) in self.data.range(merge.top..=merge.bottom) {
            for column in self.known.range(merge.left..=merge.right).map(|(column, _)| *column) {
                let text = fold::trim(self.submission.table.field(*record, column as usize - 1));
                if text.is_empty() || !merge.leaves_blank(*row, column) {
                    continue;
                }
                if shown.len() == MAX_SHOWN {
                    return format!("{}, …", shown.join(", "));
                }
                let cell = cell_on(Some(&self.sheet.name), column, *row);
                shown.push(format!("{cell} “{}”", super::row_width::clipped(text)));
            }
        }
        shown.join(", ")
    }

    /// Reports a merged range that leaves known cells of data rows empty.
    fn merged(&self, merge: Merge, sink: &mut Sink) {
        let mut rows = self.data.range(merge.top..=merge.bottom).map(|(row, _)| *row);
        let mut columns = self.known.range(merge.left..=merge.right);
        let (Some(first), Some((column, field))) = (rows.next(), columns.next()) else { return };
        let down = first > merge.top || rows.next().is_some();
        let across = *column > merge.left || columns.next().is_some();
        let covered = self.covered(merge);
        if !covered.is_empty() {
            let message = "Ô gộp che nội dung của ô khác; nội dung bị che không hiện trên trang mà vẫn được đọc và tính vào số liệu.";
            sink.push(
                Diagnostic::new(&MERGED, self.place(first, *column, *field), message)
                    .value(format!("{} gộp làm một, che {covered}", merge.name_on(&self.sheet.name)))
                    .expected("mỗi dòng có ô riêng")
                    .help("Bỏ gộp ô (Merge & Center) để thấy nội dung bị che; nội dung không dùng thì xóa, nội dung đúng thì để ở ô của nó."),
            );
            return;
        }
        let (message, help) = match (down, across) {
            (true, _) => (
                "Ô gộp qua nhiều dòng: nội dung chỉ được tính cho dòng đầu, các dòng dưới bị coi là trống.",
                "Bỏ gộp ô (Merge & Center) rồi ghi đủ nội dung ở từng dòng.",
            ),
            (false, true) => (
                "Ô gộp qua nhiều cột: nội dung chỉ được tính cho cột đầu, các cột sau bị coi là trống.",
                "Bỏ gộp ô (Merge & Center) rồi ghi nội dung vào đúng cột.",
            ),
            (false, false) => return,
        };
        sink.push(
            Diagnostic::new(&MERGED, self.place(first, *column, *field), message)
                .value(format!("{} gộp làm một", merge.name_on(&self.sheet.name)))
                .expected("mỗi dòng có ô riêng")
                .help(help),
        );
    }

    /// Reports the notes that are pinned to cells of data, but for those of the form itself, which
    /// begin with the code of an indicator: sorting rows may leave them at another row.
    fn pinned_notes(&self, sink: &mut Sink) {
        if self.sheet.notes.is_empty() {
            return;
        }
        let code = |record: &usize| self.submission.text_of(*record, Field::Indicator);
        let codes: HashSet<&str> = self.data.values().map(code).collect();
        for note in self.sheet.notes.iter().filter(|note| self.data.contains_key(&note.row)) {
            let text = fold::trim(&note.text);
            let is_of_form = text.split_once(':').is_some_and(|(code, _)| codes.contains(code));
            if text.is_empty() || is_of_form {
                continue;
            }
            let place = match self.known.get(&note.column) {
                Some(field) => self.place(note.row, note.column, *field),
                None => self.submission.table.row_place(note.row, note.row).in_column(note.column),
            };
            let what = match note.kind {
                NoteKind::Footnote => {
                    "chú thích ở chân trang hoặc cuối văn bản (footnote, endnote)"
                }
                NoteKind::TextBox => "khung chữ (text box)",
                NoteKind::Table => "một bảng nằm trong ô",
                NoteKind::Comment if is_table_name(&self.sheet.name) => {
                    "lời nhận xét (comment) của văn bản"
                }
                NoteKind::Comment => "lời ghi chú (comment) của bảng tính",
            };
            let message = match note.kind {
                NoteKind::TextBox | NoteKind::Table => format!(
                    "Ô có {what}; chữ trong đó không được đọc như nội dung của ô, và không có trong bản đã sửa."
                ),
                NoteKind::Comment | NoteKind::Footnote => format!(
                    "Ô có {what}; lời này không nằm trong ô nào nên không được đọc, và không có trong bản đã sửa."
                ),
            };
            let help = if matches!(note.kind, NoteKind::TextBox | NoteKind::Table) {
                "Nội dung của ô thì gõ thẳng vào ô; bảng con thì tách thành các dòng hoặc ghi thành lời."
            } else {
                "Điều cần báo cáo thì ghi vào cột “Ghi chú” hoặc cột “Kết quả thực hiện”."
            };
            sink.push(
                Diagnostic::new(&PINNED_NOTE, place, message)
                    .value(super::row_width::clipped(text))
                    .help(help),
            );
        }
    }

    /// Reports hidden rows with data and hidden known columns, in one finding.
    fn hidden(&self, sink: &mut Sink) {
        let rows: Vec<u32> =
            self.sheet.hidden_rows.iter().copied().filter(|r| self.data.contains_key(r)).collect();
        let is_hidden = |column: u32| {
            self.sheet.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&column))
        };
        let columns: Vec<String> = self
            .known
            .keys()
            .filter(|c| is_hidden(**c))
            .map(|c| column_on(Some(&self.sheet.name), *c))
            .collect();
        let mut parts = Vec::new();
        if !rows.is_empty() {
            parts.push(format!("dòng {}", runs(&rows)));
        }
        if !columns.is_empty() {
            parts.push(format!("cột {}", columns.join(", ")));
        }
        if parts.is_empty() {
            return;
        }
        let parts = parts.join(" và ");
        let message = format!("Đang bị ẩn mà vẫn được đọc và tính vào số liệu: {parts}.");
        let header = self.submission.header_row();
        let row = rows.first().copied().unwrap_or(header);
        let place = self.submission.table.row_place(row, row);
        sink.push(
            Diagnostic::new(&HIDDEN, place, message)
                .help("Bỏ lọc và bỏ ẩn (Unhide) để xem lại; dòng không cần báo cáo thì xóa hẳn."),
        );
    }
}

/// Row numbers as ranges, `3, 5, 7–12`, at most the first few.
pub(super) fn runs(rows: &[u32]) -> String {
    const MAX_SHOWN: usize = 10;
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == *row => *end = *row,
            _ => runs.push((*row, *row)),
        }
    }
    let parts = runs.iter().take(MAX_SHOWN).map(|(from, to)| match to - from {
        0 => from.to_string(),
        1 => format!("{from}, {to}"),
        _ => format!("{from}–{to}"),
    });
    let parts = parts.collect::<Vec<_>>().join(", ");
    if runs.len() > MAX_SHOWN { format!("{parts}, …") } else { parts }
}

/// The help text for an Excel error.
fn error_help(shown: &str) -> &'static str {
    match shown.to_ascii_uppercase().as_str() {
        "#REF!" => {
            "Công thức trỏ tới ô hoặc trang tính đã bị xóa: sửa công thức, hoặc gõ thẳng giá trị."
        }
        "#N/A" => "Công thức tra cứu không tìm thấy: sửa giá trị cần tra, hoặc gõ thẳng giá trị.",
        "#DIV/0!" => {
            "Công thức chia cho 0 hoặc cho ô trống: ghi số vào ô làm số chia, hoặc gõ thẳng giá trị."
        }
        "#NAME?" => {
            "Excel không hiểu một tên trong công thức: xem lại tên hàm, hoặc gõ thẳng giá trị."
        }
        "#VALUE!" => "Công thức tính với ô có chữ: sửa ô ấy thành số, hoặc gõ thẳng giá trị.",
        "#NUM!" => "Công thức cho một số không có thật: sửa công thức, hoặc gõ thẳng giá trị.",
        _ => "Sửa công thức của ô, hoặc gõ thẳng giá trị.",
    }
}
