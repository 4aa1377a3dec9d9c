//! Rows shifted by one column, by an inserted or deleted cell. One finding for the row; none of its
//! cells is read.
//!
//! Owns R311. Raised only where several cells fit the neighbouring heading and few fit their own.

use super::document::{entries, parse as parse_document};
use super::{Field, Row, Submission};
use crate::diag::{Code, Diagnostic, code};
use crate::plan::{Period, Plan, Role, SourceOfFunds, Status};
use crate::text::{date, figure, fold, number};

/// The code of this module.
pub(super) static SHIFTED_ROW: Code =
    code!(error, "R311", "shifted-row", "Các ô của dòng lệch sang cột bên cạnh");

/// Columns whose values are recognizable by themselves.
const RECOGNIZABLE: [Field; 9] = [
    Field::Period,
    Field::Task,
    Field::Indicator,
    Field::Status,
    Field::Documents,
    Field::Source,
    Field::Due,
    Field::Reported,
    Field::Role,
];
/// Number columns: a number fits any of them.
const NUMBERS: [Field; 4] = [Field::Progress, Field::Allocated, Field::Disbursed, Field::Value];

/// Text columns beside recognizable ones: a date under “Khó khăn” belongs to the column on its right.
pub(super) struct Neighbours(Vec<Neighbour>);

struct Neighbour {
    /// A column of free text.
    text: u16,
    /// What stands in it if the row is shifted.
    field: Field,
    /// By how many columns.
    step: isize,
}

/// Longest text that is compared with a date or a word of a list, in bytes.
const MAX_LENGTH: usize = 40;

impl Neighbours {
    pub(super) fn of(submission: &Submission) -> Self {
        let texts = submission.kind.free_texts().filter(|field| *field != Field::Documents);
        let texts: Vec<u16> =
            texts.filter_map(|field| submission.columns[field as usize]).collect();
        let strong = [Field::Status, Field::Source, Field::Due, Field::Reported, Field::Role];
        let of = |field: Field| {
            let column = submission.columns[field as usize];
            let beside = |step: isize| {
                let text = usize::from(column?).checked_add_signed(step)?;
                let text = u16::try_from(text).ok().filter(|text| texts.contains(text))?;
                Some(Neighbour { text, field, step })
            };
            [beside(-1), beside(1)].into_iter().flatten().collect::<Vec<_>>()
        };
        Self(strong.into_iter().flat_map(of).collect())
    }

    /// The first of them that shows that the row is shifted.
    fn shown_by(&self, cells: &Cells<'_>) -> Option<&Neighbour> {
        let shows = |neighbour: &&Neighbour| {
            let text = cells.at(neighbour.text.into());
            !text.is_empty() && text.len() <= MAX_LENGTH && cells.reads(neighbour.field, text)
        };
        self.0.iter().find(shows)
    }
}

/// R311, if the row is shifted.
pub(super) fn shifted(
    submission: &Submission,
    row: &Row,
    (plan, neighbours): (&Plan, &Neighbours),
) -> Option<Diagnostic> {
    if let Some(finding) = split_value(submission, row) {
        return Some(finding);
    }
    let cells = Cells { submission, row, plan };
    let shown = neighbours.shown_by(&cells);
    // Fast path: a row without faults is not shifted.
    let unread = row.task.fault().is_some()
        || row.status.fault().is_some()
        || row.period.fault().is_some()
        || row.source.fault().is_some()
        || row.figure.as_ref().is_some_and(|figure| {
            figure.indicator.fault().is_some() || figure.value.fault().is_some()
        })
        || row.numbers().iter().any(|(_, cell)| cell.fault().is_some())
        || row.dates().iter().any(|(_, cell)| cell.fault().is_some());
    let is_shifted = |step: &isize| {
        let shown = shown.filter(|neighbour| neighbour.step == *step);
        (unread || shown.is_some()) && cells.is_shifted_by(*step, shown)
    };
    let step = [-1, 1].into_iter().find(is_shifted)?;
    let first = cells.first_misfit(step, shown)?;
    let heading = submission.heading_of(first).unwrap_or_else(|| first.heading());
    let (side, help) = match step {
        -1 => (
            "trái",
            "Có thể một ô đã bị xóa và các ô sau dồn lại: chèn một ô vào đúng chỗ bị xóa rồi xem lại cả dòng.",
        ),
        _ => (
            "phải",
            "Có thể một ô bị tách làm hai, hoặc có một ô thừa: nối lại hoặc xóa ô thừa rồi xem lại cả dòng.",
        ),
    };
    let message =
        format!("Từ cột “{heading}” trở đi, các ô của dòng này lệch sang {side} một cột.");
    Some(
        Diagnostic::new(&SHIFTED_ROW, submission.place(row, first), message)
            .value(submission.text(row, first))
            .expected(format!("nội dung của cột “{heading}”"))
            .help(help),
    )
}

/// R311 for a value whose decimal comma is the delimiter of the file: `98,5` as `98` and the remark
/// `5`.
fn split_value(submission: &Submission, row: &Row) -> Option<Diagnostic> {
    let [value, note] = [Field::Value, Field::Note].map(|field| submission.columns[field as usize]);
    let is_beside = value.zip(note).is_some_and(|(value, note)| note == value + 1);
    if submission.table.delimiter != b',' || !is_beside {
        return None;
    }
    let [value, note] = [Field::Value, Field::Note].map(|field| submission.text(row, field));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let rest = note.trim_end_matches(['%', '‰', ' ']);
    if !is_digits(value) || !is_digits(rest) || rest.len() > 3 {
        return None;
    }
    let message = "Có vẻ một con số bị tách làm hai ô, vì dấu phẩy trong số cũng là dấu ngăn cách các ô của tệp.";
    Some(
        Diagnostic::new(&SHIFTED_ROW, submission.place(row, Field::Note), message)
            .value(format!("{value} | {note}"))
            .expected("mỗi con số ở một ô")
            .help(format!(
                "Nếu là {value},{note} thì đặt cả con số trong dấu nháy kép: \"{value},{note}\". Nếu “{note}” là ghi chú thì viết thành lời."
            )),
    )
}

struct Cells<'a> {
    submission: &'a Submission,
    row: &'a Row,
    plan: &'a Plan,
}

impl Cells<'_> {
    fn column(&self, field: Field) -> Option<usize> {
        self.submission.columns[field as usize].map(usize::from)
    }

    fn at(&self, column: usize) -> &str {
        fold::trim(self.submission.table.field(self.row.record, column))
    }

    fn in_place(&self, field: Field) -> bool {
        self.column(field).is_some_and(|column| self.reads(field, self.at(column)))
    }

    /// Whether a cell does not fit its field while the neighbouring cell does.
    fn fits_neighbour(&self, field: Field, step: isize) -> bool {
        let neighbour = self.column(field).and_then(|column| column.checked_add_signed(step));
        !self.in_place(field) && neighbour.is_some_and(|column| self.reads(field, self.at(column)))
    }

    fn reads(&self, field: Field, text: &str) -> bool {
        if text.is_empty() {
            return false;
        }
        match field {
            Field::Period => Period::parse(text).is_some(),
            Field::Task => self.plan.find_task(text).is_some(),
            Field::Indicator => self.plan.indicators.find(text).is_some(),
            Field::Value => figure::parse(text, "", 2).is_ok(),
            Field::Status => Status::parse(text).is_some(),
            Field::Documents => entries(text).all(|entry| parse_document(entry).is_some()),
            Field::Source => SourceOfFunds::parse(text).is_some(),
            Field::Due | Field::Reported => date::in_cell(text).is_ok(),
            Field::Role => Role::parse(text).is_some(),
            Field::Progress => number::percent(text).is_ok(),
            Field::Allocated | Field::Disbursed => number::amount(text).is_ok(),
            _ => false,
        }
    }

    /// Whether the row is shifted so; a cell under a heading of free text may show it too.
    fn is_shifted_by(&self, step: isize, shown: Option<&Neighbour>) -> bool {
        let recognizable = RECOGNIZABLE.into_iter().filter(|f| self.fits_neighbour(*f, step));
        let misfits = |field: Field| self.column(field).is_some_and(|c| !self.at(c).is_empty());
        let numbers = NUMBERS.into_iter().filter(|f| misfits(*f) && self.fits_neighbour(*f, step));
        let shifted: Vec<Field> = recognizable.chain(numbers).collect();
        let Some(from) = shifted.iter().filter_map(|f| self.column(*f)).min() else {
            return false;
        };
        let in_place = RECOGNIZABLE.into_iter().filter(|f| self.in_place(*f));
        let against = in_place.filter(|f| self.column(*f).is_some_and(|c| c > from)).count();
        let certain =
            shown.is_some() || shifted.iter().any(|f| RECOGNIZABLE.contains(f) && misfits(*f));
        let is_another = shown.is_some_and(|shown| !shifted.contains(&shown.field));
        let count = shifted.len() + usize::from(is_another);
        count > against && (count > 2 || (certain && count == 2))
    }

    /// The first column, in table order, with a misplaced cell.
    fn first_misfit(&self, step: isize, shown: Option<&Neighbour>) -> Option<Field> {
        let all = RECOGNIZABLE.into_iter().chain(NUMBERS);
        let wrong = all.filter_map(|field| {
            let column = self.column(field)?;
            let misfit = !self.at(column).is_empty() && !self.in_place(field);
            (misfit || self.fits_neighbour(field, step)).then_some((column, field))
        });
        let text = shown.filter(|shown| shown.step == step).map(|shown| usize::from(shown.text));
        let text = text.and_then(|column| {
            let mut all = self.submission.kind.columns().map(|column| column.field);
            Some((column, all.find(|field| self.column(*field) == Some(column))?))
        });
        wrong.chain(text).min().map(|(_, field)| field)
    }
}
