//! The same table as CSV and as XLSX is read and found fault with alike; a second reader of
//! workbooks reads the same cells; what LibreOffice saved is what was put in.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Data, DataType as _, Reader as _};
use report::diag::Diagnostic;
use report::plan::Period;
use report::submission::Field;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{checked, common, read};

/// What a finding says, but for what only a text file has.
fn told(d: &Diagnostic) -> String {
    let place = &d.place;
    format!(
        "{} {:?} {:?} {:?} {:?} {:?} {:?} | {} | {:?} {:?} {:?} {:?}",
        d.code.id,
        place.row(),
        place.cell(),
        place.field(),
        place.heading(),
        d.agency,
        d.task,
        d.message,
        d.value,
        d.expected,
        d.help,
        d.fix
    )
}

/// Every record of a CSV file on the row where a spreadsheet shows it.
fn copied(csv: &[u8], put: impl Fn(&mut Worksheet, u32, u16, &str)) -> Vec<u8> {
    let (file, _) = read("a.csv", csv);
    let table = file.submission.or(file.figures).expect("a table").table;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for record in 0..table.len() {
        let (row, _) = table.row_and_line(record);
        for (column, field) in table.fields(record).enumerate() {
            if !field.is_empty() {
                put(sheet, row - 1, column as u16, field);
            }
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

fn as_text(sheet: &mut Worksheet, row: u32, column: u16, field: &str) {
    sheet.write_string(row, column, field).expect("a text");
}

/// As a clerk would have it: numbers as numbers, percents as percents, dates as dates.
fn as_typed(sheet: &mut Worksheet, row: u32, column: u16, field: &str) {
    let number = |text: &str| text.replace('.', "").replace(',', ".").parse::<f64>().ok();
    let percent = Format::new().set_num_format("0.##%");
    let parts: Vec<&str> = field.split('/').collect();
    let date = match parts.as_slice() {
        [d, m, y] if y.len() == 4 => {
            let ymd = (y.parse(), m.parse(), d.parse());
            let (Ok(y), Ok(m), Ok(d)) = ymd else { return as_text(sheet, row, column, field) };
            chrono::NaiveDate::from_ymd_opt(y, m, d)
        }
        _ => None,
    };
    let grouped = field.split('.').skip(1).all(|group| group.len() == 3)
        && field.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if let Some(value) = number(field).filter(|_| grouped) {
        let format = Format::new().set_num_format("#,##0");
        sheet.write_number_with_format(row, column, value, &format).expect("a number");
    } else if let Some(value) = field.strip_suffix('%').and_then(number) {
        sheet.write_number_with_format(row, column, value / 100.0, &percent).expect("a percent");
    } else if let Some(date) = date {
        let first = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
        let format = Format::new().set_num_format("dd/mm/yyyy");
        let days = (date - first).num_days() as f64;
        sheet.write_number_with_format(row, column, days, &format).expect("a date");
    } else {
        as_text(sheet, row, column, field);
    }
}

/// The example files with their periods, and the one with twelve faults.
fn files() -> Vec<(PathBuf, Period)> {
    let mut files = vec![(common::path("tests/data/muoi-hai-loi.csv"), Period::Quarter(2025, 3))];
    for quarter in common::QUARTERS {
        let folder = common::path("examples/submissions").join(quarter);
        let period = Period::parse(quarter).expect("a period");
        let names = common::names(&folder).into_iter().filter(|name| name.ends_with(".csv"));
        files.extend(names.map(|name| (folder.join(name), period)));
    }
    assert!(files.len() > 20, "the examples are found");
    files
}

fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_same_table_is_found_fault_with_alike() {
    let mut faults = 0;
    for (path, period) in files() {
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
        let csv = bytes(&path);
        let (of_csv, found_csv) = checked(name, &csv, period, "2025-09-20");
        let (of_xlsx, found_xlsx) = checked(name, &copied(&csv, as_text), period, "2025-09-20");
        let told = |found: &[Diagnostic]| found.iter().map(told).collect::<Vec<_>>();
        assert_eq!(told(&found_xlsx), told(&found_csv), "{name}");
        assert_eq!(of_xlsx.files[0].accepted_rows(), of_csv.files[0].accepted_rows(), "{name}");
        faults += found_csv.len();
    }
    assert!(faults > 12, "something was compared");
}

/// Numbers and dates lose their dots and zeros, so only what and where are compared.
#[test]
fn typed_cells_are_found_fault_with_alike() {
    for (path, period) in files() {
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name");
        let csv = bytes(&path);
        let (of_csv, found_csv) = checked(name, &csv, period, "2025-09-20");
        let (of_xlsx, found_xlsx) = checked(name, &copied(&csv, as_typed), period, "2025-09-20");
        let told = |found: &[Diagnostic]| -> BTreeMap<(&str, Option<String>), usize> {
            // A number has no foreign style, and none that could be read in two ways.
            let style = ["V404", "V405"];
            let mut counts = BTreeMap::new();
            for d in found.iter().filter(|d| !style.contains(&d.code.id)) {
                *counts.entry((d.code.id, d.place.cell().map(str::to_owned))).or_default() += 1;
            }
            counts
        };
        assert_eq!(told(&found_xlsx), told(&found_csv), "{name}");
        let rows = |checked: &report::check::Checked| {
            let tables = checked.files[0].file.tables();
            let value = |row: &report::submission::Row| {
                let numbers = row.numbers().map(|(_, cell)| cell.value().map(|r| r.value));
                let dates = row.dates().map(|(_, cell)| cell.value());
                let figure = (row.indicator(), row.value());
                (numbers, dates, row.task.value(), row.agency.value(), figure)
            };
            tables.flat_map(|table| &table.rows).map(value).collect::<Vec<_>>()
        };
        assert_eq!(rows(&of_xlsx), rows(&of_csv), "{name}");
    }
}

/// A cell as the second reader has it, where that needs no format.
fn plain(data: &Data) -> Option<String> {
    match data {
        Data::Empty => Some(String::new()),
        Data::String(text) => Some(text.replace("\r\n", "\n")),
        Data::Bool(true) => Some("TRUE".to_owned()),
        Data::Bool(false) => Some("FALSE".to_owned()),
        _ => None,
    }
}

/// Compares every cell with what a second reader says of it; gives how many were compared.
fn assert_as_second_reader(name: &str, bytes: &[u8]) -> usize {
    let (file, _) = read(name, bytes);
    let table = file.submission.or(file.figures).expect("a table").table;
    let mut second: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).expect("a workbook");
    let sheet = table.sheet.as_ref().expect("a sheet");
    let range = second.worksheet_range(&sheet.name).expect("a sheet");
    let mut compared = 0;
    for record in 0..table.len() {
        let (row, _) = table.row_and_line(record);
        for column in 0..table.width(record) {
            // What is merged down is meant for the rows below too, which the second reader leaves empty.
            let merged = sheet.merges.iter().any(|merge| {
                (merge.top + 1..=merge.bottom).contains(&row) && merge.left == column as u32 + 1
            });
            if merged {
                continue;
            }
            let field = table.field(record, column);
            let data = range.get_value((row - 1, column as u32)).unwrap_or(&Data::Empty);
            let at = format!("{name}, row {row}, column {column}: {field} {data:?}");
            match (plain(data), data.get_float()) {
                (Some(text), _) => assert_eq!(field, text, "{at}"),
                (None, Some(value)) => {
                    // Words of a format stand behind the number.
                    let digits = field.trim_end_matches(|c: char| !c.is_ascii_digit());
                    let read: f64 = digits.replace(',', ".").parse().expect("a number");
                    let shown = if field.ends_with('%') { value * 100.0 } else { value };
                    assert!((read - shown).abs() < 1e-6, "{at}");
                }
                (None, None) if data.is_error() => assert_eq!(field, "", "{at}"),
                (None, None) => assert_eq!(field.matches('/').count(), 2, "{at}"),
            }
            compared += 1;
        }
    }
    compared
}

#[test]
fn a_second_reader_reads_the_same_cells() {
    let mut compared = 0;
    for (path, _) in files() {
        for put in [as_text, as_typed] {
            let workbook = copied(&bytes(&path), put);
            compared += assert_as_second_reader(&path.display().to_string(), &workbook);
        }
    }
    assert!(compared > 1000);
    for name in LIBREOFFICE {
        assert_as_second_reader(name, &bytes(&common::path("tests/data/libreoffice").join(name)));
    }
}

/// Saved by LibreOffice Calc 7.4: the twelve faults from CSV, and a sheet with cells of every kind
/// below a merged title.
const LIBREOFFICE: [&str; 2] = ["muoi-hai-loi.xlsx", "moi-kieu-o.xlsx"];

#[test]
fn what_libreoffice_saved_from_the_csv_is_found_fault_with_alike() {
    let csv = bytes(&common::path("tests/data/muoi-hai-loi.csv"));
    let xlsx = bytes(&common::path("tests/data/libreoffice/muoi-hai-loi.xlsx"));
    let quarter = Period::Quarter(2025, 3);
    let name = "muoi-hai-loi";
    let (_, found_csv) = checked(name, &csv, quarter, "2025-09-20");
    let (_, found_xlsx) = checked(name, &xlsx, quarter, "2025-09-20");
    let told = |found: &[Diagnostic]| found.iter().map(told).collect::<Vec<_>>();
    assert_eq!(told(&found_xlsx), told(&found_csv));
}

#[test]
fn what_libreoffice_saved_is_read_by_type_and_format() {
    let xlsx = bytes(&common::path("tests/data/libreoffice/moi-kieu-o.xlsx"));
    let (file, found) = read("moi-kieu-o.xlsx", xlsx);
    let codes: Vec<_> = found
        .iter()
        .map(|d| (d.code.id, d.place.cell().map(str::to_owned).unwrap_or_default()))
        .collect();
    let cell = |code, cell: &str| (code, cell.to_owned());
    assert_eq!(
        codes,
        [
            cell("H208", ""),
            cell("H205", ""),
            cell("R309", ""),
            cell("R313", "B9"),
            cell("F112", "E11"),
        ],
        "{found:#?}"
    );
    let submission = file.submission.expect("a table");
    let column = |field| -> Vec<&str> {
        submission.rows.iter().map(|row| submission.text(row, field)).collect()
    };
    assert_eq!(column(Field::Agency)[4..], ["Sở Tư pháp"; 2], "merged in B9:B10");
    assert_eq!(column(Field::Progress), ["50%", "45,5%", "12,5", "40", "60", "70"]);
    assert_eq!(
        column(Field::Allocated),
        ["1234567", "450000000", "12,5 triệu", "1.234.567 đồng", "2469134", ""]
    );
    assert_eq!(
        column(Field::Reported),
        ["12/09/2025", "12/09/2025", "12/09/2025", "12/09/2025", "ngày 12/9/2025", "12/09/2025"]
    );
    assert_eq!(column(Field::Result)[1], "dòng một\ndòng hai");
    let rows: Vec<_> = submission.rows.iter().map(|row| submission.row_number(row)).collect();
    assert_eq!(rows, [5, 6, 7, 8, 9, 10]);
}
