//! Three writers of workbooks that people use (LibreOffice, openpyxl, ExcelJS) put the same sheets
//! into a file: typed cells, percents, days in several formats, a heading of two rows, a sheet of
//! texts, one of another period, a hidden one of lists. The same rows are read from each, cell by
//! cell. LibreOffice also puts them into every other form that is read: an old workbook, spreadsheets
//! of its own, a document of Word, text in three encodings.
//!
//! What is expected is made from `rows.json` by other means than those of the program. Needs the
//! writers; where one is lacking, its test says so and passes, with `REPORT_WRITER_TESTS=required`
//! it fails.

mod filled;
mod fods;
mod forms;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;
use report::diag::{Diagnostic, Policy, Severity, Sink};
use report::plan::{self, Period, PlanFiles};
use report::source::Source;
use report::submission::{self, Field, ReadOptions, Row, Submission};
use serde::Deserialize;
use tempfile::TempDir;

const REQUIRED: &str = "REPORT_WRITER_TESTS";
/// How many rows of the asked period the sheets hold.
const ROWS: usize = 20;

#[derive(Clone, Deserialize)]
struct Book {
    sheets: Vec<Sheet>,
}

/// A sheet as it is put in.
#[derive(Clone, Deserialize)]
pub(crate) struct Sheet {
    name: String,
    #[serde(default)]
    hidden: bool,
    #[serde(default)]
    merges: Vec<String>,
    rows: Vec<Vec<Option<Cell>>>,
}

/// A cell as it is put in.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Cell {
    Text(String),
    Number { number: f64, format: String },
    Day { date: String, format: String },
}

impl Cell {
    fn format(&self) -> Option<&str> {
        match self {
            Self::Text(_) => None,
            Self::Number { format, .. } | Self::Day { format, .. } => Some(format),
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }
}

/// Columns by the headings of `rows.json`, in the order of its first sheet.
const COLUMNS: [(&str, Field); 11] = [
    ("Kỳ báo cáo", Field::Period),
    ("Cơ quan báo cáo", Field::Agency),
    ("Mã nhiệm vụ", Field::Task),
    ("Trạng thái", Field::Status),
    ("Tiến độ (%)", Field::Progress),
    ("Kết quả thực hiện", Field::Result),
    ("Kinh phí được giao (đồng)", Field::Allocated),
    ("Kinh phí giải ngân (đồng)", Field::Disbursed),
    ("Nguồn kinh phí", Field::Source),
    ("Thời hạn hoàn thành", Field::Due),
    ("Ngày báo cáo", Field::Reported),
];

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/writers").join(name)
}

fn book() -> Book {
    let text = fs::read_to_string(here("rows.json")).expect("the rows");
    serde_json::from_str(&text).expect("sheets")
}

/// A number as people write it, without its unit.
fn number(text: &str) -> f64 {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || *c == ',').collect();
    digits.replace(',', ".").parse().expect("a number")
}

/// What a cell means: hundredths of a percent, đồng, a day, a text.
fn meant(field: Field, cell: Option<&Cell>) -> String {
    let unit = |words: &str| match words {
        words if words.contains("triệu") => 1e6,
        words if words.contains("tỷ") => 1e9,
        _ => 1.0,
    };
    match (field, cell) {
        (_, None) => String::new(),
        (Field::Progress, Some(Cell::Number { number, format })) => {
            let percent = if format.contains('%') { number * 100.0 } else { *number };
            format!("{:.0}", percent * 100.0)
        }
        (Field::Progress, Some(Cell::Text(text))) => format!("{:.0}", number(text) * 100.0),
        (Field::Allocated | Field::Disbursed, Some(Cell::Number { number, format })) => {
            format!("{:.0}", number * unit(format))
        }
        (Field::Allocated | Field::Disbursed, Some(Cell::Text(text))) => {
            format!("{:.0}", number(text) * unit(text))
        }
        (_, Some(Cell::Day { date, .. })) => date.clone(),
        (Field::Due | Field::Reported, Some(Cell::Text(text))) => {
            let day = NaiveDate::parse_from_str(text, "%d/%m/%Y");
            day.or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d")).expect("a day").to_string()
        }
        (_, Some(cell)) => cell.text().trim().to_owned(),
    }
}

/// A row of the asked period as it is put in: its sheet, its number there, its cells by column.
struct Given<'b> {
    sheet: &'b str,
    row: usize,
    cells: Vec<(Field, Option<&'b Cell>)>,
}

/// The rows of the asked period.
fn given(book: &Book) -> Vec<Given<'_>> {
    let mut all = Vec::new();
    for sheet in book.sheets.iter().filter(|sheet| !sheet.hidden && sheet.name != "Quý II") {
        let is_heading = |row: &&Vec<Option<Cell>>| {
            row.iter().flatten().any(|cell| cell.text() == "Mã nhiệm vụ")
        };
        let headings = sheet.rows.iter().find(is_heading).expect("headings");
        // Of headings in two rows the columns are those of the first sheet.
        let fields: Vec<Field> = match sheet.merges.is_empty() {
            false => COLUMNS.iter().map(|(_, field)| *field).collect(),
            true => headings
                .iter()
                .map(|cell| {
                    let text = cell.as_ref().map_or("", Cell::text);
                    COLUMNS.iter().find(|(heading, _)| *heading == text).expect("a column").1
                })
                .collect(),
        };
        for (row, cells) in sheet.rows.iter().enumerate() {
            if !cells.iter().flatten().any(|cell| cell.text() == "Quý III/2025") {
                continue;
            }
            let cells = fields.iter().copied().zip(cells.iter().map(Option::as_ref)).collect();
            all.push(Given { sheet: &sheet.name, row: row + 1, cells });
        }
    }
    all
}

/// Every cell of every row of the asked period: sheet, name of the cell, what it means.
fn expected(book: &Book) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for given in given(book) {
        for (column, (field, cell)) in given.cells.iter().enumerate() {
            let name = format!("{}{}", char::from(b'A' + column as u8), given.row);
            all.push((given.sheet.to_owned(), name, meant(*field, *cell)));
        }
    }
    all.sort();
    all
}

/// What a cell was read as.
fn value(submission: &Submission, row: &Row, field: Field) -> String {
    let amount = |cell: Option<i64>| cell.expect("a number").to_string();
    match field {
        Field::Progress => amount(row.progress.value().map(|r| r.value)),
        Field::Allocated => amount(row.allocated.value().map(|r| r.value)),
        Field::Disbursed => amount(row.disbursed.value().map(|r| r.value)),
        Field::Due => row.due.value().expect("a day").to_string(),
        Field::Reported => row.reported.value().expect("a day").to_string(),
        field => submission.text(row, field).trim().to_owned(),
    }
}

/// The same of what was read.
fn cells(submission: &Submission) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for row in &submission.rows {
        for (_, field) in COLUMNS {
            let sheet = submission.sheet(row).expect("a sheet").name.to_string();
            let name = submission.cell_name(row, field).expect("a cell");
            all.push((sheet, name, value(submission, row, field)));
        }
    }
    all.sort();
    all
}

fn read(name: &str, bytes: Vec<u8>) -> (Submission, Vec<Diagnostic>) {
    let plan = plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan");
    let period = Period::Quarter(2025, 3);
    let asked = ReadOptions { period: Some(period), day: plan.window(period).end };
    let mut sink = Sink::new();
    let file = submission::read(&Source::new(name, bytes), &plan, asked, &mut sink);
    let found = sink.finish(&Policy::default());
    (file.submission.unwrap_or_else(|| panic!("no rows: {found:#?}")), found)
}

/// Lets a writer write; says so where it is lacking and need not be there.
fn written(
    writer: &str,
    folder: &TempDir,
    write: impl FnOnce(&TempDir) -> Result<PathBuf, String>,
) -> Option<PathBuf> {
    match write(folder) {
        Ok(file) => Some(file),
        Err(lacking) => {
            let words = format!("The test of {writer} is skipped: {lacking}.");
            let required = std::env::var(REQUIRED).is_ok_and(|value| value == "required");
            assert!(!required, "{words} {REQUIRED} does not allow it.");
            // Past the capture of output by the test runner: whoever runs them should see it.
            writeln!(std::io::stderr(), "{words}").expect("standard error");
            None
        }
    }
}

/// Lets a writer write, and holds what is read against what was put in.
fn holds(writer: &str, write: impl FnOnce(&TempDir) -> Result<PathBuf, String>) {
    let folder = tempfile::tempdir().expect("a folder");
    let Some(file) = written(writer, &folder, write) else { return };
    let is_workbook = file.extension().is_some_and(|ending| ending == "xlsx");
    let (submission, mut found) = read("a", fs::read(file).expect("a workbook"));
    assert_eq!((submission.rows.len(), submission.data_rows), (ROWS, ROWS), "{writer}");
    let (read, wanted) = (cells(&submission), expected(&book()));
    assert_eq!(wanted.len(), ROWS * COLUMNS.len());
    for (read, wanted) in read.iter().zip(&wanted) {
        assert_eq!(read, wanted, "{writer}");
    }
    assert_eq!(read.len(), wanted.len(), "{writer}");
    // Of what is no workbook of today it is said how it was read.
    let converted = found.len();
    found.retain(|d| d.code.id != "F119");
    assert_eq!(converted - found.len(), usize::from(!is_workbook), "{writer}");
    // The sheet of another period is named; the title of another is passed over; nothing else.
    let told: Vec<_> = found.iter().map(|d| (d.code.id, d.severity)).collect();
    assert_eq!(told, [("H205", Severity::Note), ("H212", Severity::Note)], "{writer}: {found:#?}");
    assert!(found[1].message.contains("“Quý II”"), "{}", found[1].message);
}

/// Runs a writer to its end.
fn run(command: &mut Command) {
    let output = command.output().expect("the writer runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

#[test]
fn what_libreoffice_wrote_is_read_cell_by_cell() {
    for form in ["xlsx", "xls", "ods", "fods"] {
        let writer = format!("LibreOffice, {form}");
        holds(&writer, |folder| forms::saved(folder, &book().sheets, None, form));
    }
}

#[test]
fn what_openpyxl_wrote_is_read_cell_by_cell() {
    holds("openpyxl", |folder| {
        let own = Some(here(".venv/bin/python")).filter(|python| python.is_file());
        let python = own.or_else(|| in_path("python3")).ok_or("there is no python3")?;
        let has_it = Command::new(&python).args(["-c", "import openpyxl"]).output();
        if !has_it.is_ok_and(|output| output.status.success()) {
            return Err("openpyxl is not there (see CONTRIBUTING.md)".to_owned());
        }
        let file = folder.path().join("a.xlsx");
        let script = here("openpyxl_writer.py");
        run(Command::new(python).arg(script).arg(here("rows.json")).arg(&file));
        Ok(file)
    });
}

#[test]
fn what_exceljs_wrote_is_read_cell_by_cell() {
    holds("ExcelJS", |folder| {
        let node = in_path("node").ok_or("there is no node")?;
        if !here("node_modules/exceljs").is_dir() {
            return Err("ExcelJS is not there (npm ci in tests/writers)".to_owned());
        }
        let file = folder.path().join("a.xlsx");
        let script = here("exceljs_writer.mjs");
        run(Command::new(node).arg(script).arg(here("rows.json")).arg(&file));
        Ok(file)
    });
}
