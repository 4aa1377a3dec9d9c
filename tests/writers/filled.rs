//! The form of an agency, filled in on both sheets by people's programs (LibreOffice, openpyxl,
//! ExcelJS) and saved in each of their forms, says what its two CSV files say.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;
use report::diag::Sink;
use report::form::{self, Form};
use report::plan::{self, Period, Plan, PlanFiles};
use report::source::{Source, cell_name};
use report::submission::{self, Field, File, ReadOptions};
use tempfile::TempDir;

use super::forms::converted;
use super::{here, in_path, run, written};

const PERIOD: Period = Period::Quarter(2025, 4);

/// What is typed into a cell of a workbook, and into the same cell of a CSV file.
struct Typed {
    sheet: &'static str,
    row: usize,
    column: usize,
    kind: &'static str,
    text: String,
    in_csv: String,
}

fn plan() -> Plan {
    plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan")
}

fn form(plan: &Plan) -> Form {
    let agency = plan.register.by_id("so-tu-phap").expect("the agency");
    Form::new(plan, agency, PERIOD, &[])
}

/// What the clerk types: numbers, texts with a unit, a zero, a blank, remarks and days.
fn typed(form: &Form) -> Vec<Typed> {
    let figures = form.figures.as_ref().expect("figures");
    let mut all = Vec::new();
    let at = |columns: &[Field], field| columns.iter().position(|f| *f == field).expect("a column");
    let mut put = |sheet, row: usize, column, kind, text: &str, in_csv: &str| {
        let (text, in_csv) = (text.to_owned(), in_csv.to_owned());
        all.push(Typed { sheet, row: row + 1, column, kind, text, in_csv });
    };
    for row in 0..form.rows.len() {
        let at = |field| at(&form.columns, field);
        put("Báo cáo", row, at(Field::Status), "text", "Đang triển khai", "Đang triển khai");
        put("Báo cáo", row, at(Field::Progress), "number", "0.455", "45,5");
        let result = format!("Mở 3 lớp cho {} người.", row + 20);
        put("Báo cáo", row, at(Field::Result), "text", &result, &result);
        put("Báo cáo", row, at(Field::Reported), "day", "2025-12-10", "10/12/2025");
    }
    for (row, line) in figures.rows.iter().enumerate() {
        let at = |field| at(&figures.columns, field);
        let value = at(Field::Value);
        match (row % 4, line.values.is_empty(), line.unit.is_count()) {
            (_, false, _) => put("Số liệu", row, value, "number", "1", "1"),
            (_, _, false) => put("Số liệu", row, value, "number", "98.25", "98,25"),
            (0, ..) => put("Số liệu", row, value, "number", "1234", "1.234"),
            (1, ..) => {
                let text = format!("1.240 {}", line.unit.name);
                put("Số liệu", row, value, "text", &text, &text);
                put("Số liệu", row, at(Field::Note), "text", "- theo sổ", "- theo sổ");
            }
            (2, ..) => put("Số liệu", row, value, "number", "0", "0"),
            _ => {}
        }
        put("Số liệu", row, at(Field::Reported), "day", "2025-12-10", "10/12/2025");
    }
    all
}

/// Everything that a file says: of its tasks, then of its figures.
fn said(file: &File, plan: &Plan) -> (Vec<String>, Vec<String>) {
    let day = |cell: Option<NaiveDate>| cell.map(|day| day.to_string());
    let tasks = file.submission.iter().flat_map(|table| {
        table.rows.iter().map(|row| {
            let progress = row.progress.value().map(|reading| reading.value);
            let result = table.text(row, Field::Result);
            let task = row.task.value().map(|task| plan.task(task).id.clone());
            let who = (row.period.value(), row.agency.value(), task, row.status.value());
            format!("{who:?} {progress:?} {result} {:?}", day(row.reported.value()))
        })
    });
    let figures = file.figures.iter().flat_map(|table| {
        table.rows.iter().map(|row| {
            let code = row.indicator().map(|id| plan.indicators.get(id).id.clone());
            let unit = row.figure.as_ref().and_then(|cells| cells.unit.value());
            let note = table.text(row, Field::Note);
            let who = (row.period.value(), row.agency.value(), code, row.value(), unit);
            format!("{who:?} {note} {:?}", day(row.reported.value()))
        })
    });
    (tasks.collect(), figures.collect())
}

fn read(name: &str, bytes: Vec<u8>, plan: &Plan) -> File {
    let asked = ReadOptions { period: Some(PERIOD), day: plan.window(PERIOD).end };
    submission::read(&Source::new(name, bytes), plan, asked, &mut Sink::new())
}

/// What the two CSV files say, filled in.
fn of_csv(form: &Form, plan: &Plan) -> (Vec<String>, Vec<String>) {
    let figures = form.figures.as_ref().expect("figures");
    let fill = |bytes: Vec<u8>, sheet: &str| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.delimiter(b';').has_headers(false).from_reader(text.as_bytes());
        let mut rows: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.expect("a record").iter().map(str::to_owned).collect())
            .collect();
        for cell in typed(form).into_iter().filter(|cell| cell.sheet == sheet) {
            rows[cell.row][cell.column] = cell.in_csv;
        }
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).expect("a record");
        }
        writer.into_inner().expect("the bytes")
    };
    let tasks = read("a.csv", fill(form::csv(form), "Báo cáo"), plan);
    let of_figures = read("a-so-lieu.csv", fill(form::figures_csv(figures), "Số liệu"), plan);
    (said(&tasks, plan).0, said(&of_figures, plan).1)
}

/// Writes the form and what is to be typed, lets a writer fill it in, and compares.
fn holds(
    writer: &str,
    ending: &str,
    fill: impl FnOnce(&TempDir, [&Path; 3]) -> Result<(), String>,
) {
    let (plan, folder) = (plan(), tempfile::tempdir().expect("a folder"));
    let form = form(&plan);
    let paths = ["form.xlsx", "cells.tsv"].map(|name| folder.path().join(name));
    let out = folder.path().join(format!("out.{ending}"));
    let day = NaiveDate::from_ymd_opt(2025, 12, 1).expect("a day");
    fs::write(&paths[0], form::xlsx(&form, day).expect("a workbook")).expect("written");
    // LibreOffice holds a day as the number of days since this one.
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
    let line = |cell: &Typed| {
        let name = cell_name(cell.column as u32 + 1, cell.row as u32 + 1);
        let day =
            cell.text.parse::<NaiveDate>().ok().map(|day| (day - zero).num_days().to_string());
        let number = day.unwrap_or_default();
        format!("{}\t{name}\t{}\t{}\t{number}\n", cell.sheet, cell.kind, cell.text)
    };
    let lines: String = typed(&form).iter().map(line).collect();
    fs::write(&paths[1], lines).expect("written");
    let write = |folder: &TempDir| -> Result<PathBuf, String> {
        fill(folder, [&paths[0], &paths[1], &out])?;
        Ok(out.clone())
    };
    let Some(file) = written(writer, &folder, write) else { return };
    let read = read("so-tu-phap", fs::read(file).expect("a file"), &plan);
    let (tasks, figures) = said(&read, &plan);
    let wanted = of_csv(&form, &plan);
    assert!(!wanted.0.is_empty() && wanted.1.len() > 15, "{wanted:?}");
    assert_eq!(tasks, wanted.0, "{writer}");
    assert_eq!(figures, wanted.1, "{writer}");
}

#[test]
fn a_form_filled_in_libreoffice_says_what_the_two_csv_files_say() {
    let profile = tempfile::tempdir().expect("a folder");
    for (ending, filter) in [
        ("xlsx", "Calc MS Excel 2007 XML"),
        ("xls", "MS Excel 97"),
        ("ods", "calc8"),
        ("fods", "OpenDocument Spreadsheet Flat XML"),
    ] {
        holds(&format!("LibreOffice, {ending}"), ending, |_, [form, cells, out]| {
            let soffice = ["soffice", "libreoffice"].into_iter().find_map(in_path);
            let soffice = soffice.ok_or("there is no soffice")?;
            let own = format!("-env:UserInstallation=file://{}", profile.path().display());
            let start = |words: &[&str]| {
                let mut command = Command::new(&soffice);
                run(command.arg(&own).args(["--headless", "--norestore"]).args(words));
            };
            // A new profile gets a library of its own, which takes the place of what is there.
            let basic = profile.path().join("user/basic/Standard");
            if !basic.is_dir() {
                start(&["--terminate_after_init"]);
                for (name, text) in macro_library() {
                    fs::write(basic.join(name), text).expect("written");
                }
            }
            let [form, cells, out] = [form, cells, out].map(|path| path.display().to_string());
            start(&[&format!(
                "macro:///Standard.Filling.Fill(\"{form}\",\"{cells}\",\"{out}\",\"{filter}\")"
            )]);
            Path::new(&out).is_file().then_some(()).ok_or("soffice runs no macro".to_owned())
        });
    }
}

/// The files of a library of macros with `fill_form.bas`.
fn macro_library() -> [(&'static str, String); 3] {
    let source = fs::read_to_string(here("fill_form.bas")).expect("the macro");
    let source = source.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    let module = format!(
        "{head}<script:module xmlns:script=\"http://openoffice.org/2000/script\" script:name=\"Filling\" script:language=\"StarBasic\">{source}</script:module>"
    );
    let library = |root: &str, element: &str| {
        format!(
            "{head}<library:{root} xmlns:library=\"http://openoffice.org/2000/library\" library:name=\"Standard\" library:readonly=\"false\" library:passwordprotected=\"false\">{element}</library:{root}>"
        )
    };
    [
        ("Filling.xba", module),
        ("script.xlb", library("library", "<library:element library:name=\"Filling\"/>")),
        ("dialog.xlb", library("library", "")),
    ]
}

#[test]
fn a_form_filled_by_openpyxl_says_what_the_two_csv_files_say() {
    holds("openpyxl, a form", "xlsx", |_, paths| {
        let own = Some(here(".venv/bin/python")).filter(|python| python.is_file());
        let python = own.or_else(|| in_path("python3")).ok_or("there is no python3")?;
        let has_it = Command::new(&python).args(["-c", "import openpyxl"]).output();
        if !has_it.is_ok_and(|output| output.status.success()) {
            return Err("openpyxl is not there (see CONTRIBUTING.md)".to_owned());
        }
        run(Command::new(python).arg(here("fill_form.py")).args(paths));
        Ok(())
    });
}

#[test]
fn a_form_filled_by_exceljs_says_what_the_two_csv_files_say() {
    holds("ExcelJS, a form", "xlsx", |_, paths| {
        let node = in_path("node").ok_or("there is no node")?;
        if !here("node_modules/exceljs").is_dir() {
            return Err("ExcelJS is not there (npm ci in tests/writers)".to_owned());
        }
        run(Command::new(node).arg(here("fill_form.mjs")).args(paths));
        Ok(())
    });
}

#[test]
fn a_document_of_word_with_both_tables_says_both() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = |rows: &[&str]| {
        let row = |row: &&str| {
            let cells: String = row.split(';').map(|cell| format!("<td>{cell}</td>")).collect();
            format!("<tr>{cells}</tr>")
        };
        format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
    };
    let tasks = table(&[
        "Kỳ báo cáo;Cơ quan báo cáo;Mã nhiệm vụ;Trạng thái;Tiến độ (%);Kết quả thực hiện",
        "Quý IV/2025;Sở Tư pháp;I.2;Đang triển khai;40%;Mở 3 lớp cho 90 người.",
    ]);
    let figures = table(&[
        "Kỳ báo cáo;Cơ quan báo cáo;Mã số liệu;Giá trị;Đơn vị",
        "Quý IV/2025;Sở Tư pháp;II.1.1;1.234;buổi",
        "Quý IV/2025;Sở Tư pháp;QG.14;98,5%;%",
    ]);
    let page = format!(
        "<html><head><meta charset=\"utf-8\"></head><body><p>BÁO CÁO</p>{tasks}<p>SỐ LIỆU</p>{figures}</body></html>"
    );
    let source = folder.path().join("a.html");
    fs::write(&source, page).expect("a page");
    let filter = ["--infilter=HTML (StarWriter)"];
    let write = |folder: &TempDir| converted(folder, &source, &filter, "docx");
    let Some(file) = written("LibreOffice Writer, both tables", &folder, write) else { return };
    let plan = plan();
    let read = read("a.docx", fs::read(file).expect("a document"), &plan);
    assert_eq!(read.submission.as_ref().map(|table| table.rows.len()), Some(1));
    let figures = read.figures.expect("figures");
    let values: Vec<_> = figures.rows.iter().map(|row| row.value()).collect();
    assert_eq!(values, [Some(123_400), Some(9850)]);
}
