//! What LibreOffice makes of the rows in other forms: sheets in every format of its own, a table of
//! HTML as a document of Word, text in several encodings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use report::diag::Severity;
use report::submission::Submission;
use tempfile::TempDir;

use super::{
    COLUMNS, Cell, ROWS, Sheet, book, fods, given, in_path, meant, read, run, value, written,
};

/// Lets LibreOffice save sheets in a form; gives the file.
pub(crate) fn saved(
    folder: &TempDir,
    sheets: &[Sheet],
    language: Option<(&str, &str)>,
    form: &str,
) -> Result<PathBuf, String> {
    let source = folder.path().join("a.fods");
    fs::write(&source, fods::document(sheets, language)).expect("a document");
    converted(folder, &source, &[], form)
}

/// Lets LibreOffice turn a file into another form, which is named by its ending and, behind a colon,
/// by its filter.
pub(crate) fn converted(
    folder: &TempDir,
    source: &Path,
    words: &[&str],
    form: &str,
) -> Result<PathBuf, String> {
    let soffice = ["soffice", "libreoffice"].into_iter().find_map(in_path);
    let soffice = soffice.ok_or("there is no soffice")?;
    // A profile of its own: another that is running would take the work over.
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.path().display());
    let out = folder.path().join("out");
    let mut command = Command::new(soffice);
    command.arg(profile).args(["--headless", "--norestore"]).args(words);
    run(command.args(["--convert-to", form, "--outdir"]).arg(&out).arg(source));
    let ending = form.split(':').next().unwrap_or(form);
    let file = out.join(source.with_extension(ending).file_name().expect("a name"));
    file.is_file().then_some(file).ok_or(format!("soffice writes no {ending}"))
}

/// All rows of the asked period in one table with the columns of the first sheet. Years and digits
/// are shown in full: as text they would say less than what a cell holds.
fn one_table() -> Sheet {
    let book = book();
    let headings = COLUMNS.map(|(heading, _)| Some(Cell::Text(heading.to_owned())));
    let mut rows = vec![Vec::from(headings)];
    for given in given(&book) {
        let of = |field| given.cells.iter().find(|(own, _)| *own == field).and_then(|(_, c)| *c);
        let full = |cell: &Cell| match cell {
            Cell::Day { date, format } if !format.contains("yyyy") => {
                Cell::Day { date: date.clone(), format: format.replace("yy", "yyyy") }
            }
            Cell::Number { number, format } => {
                Cell::Number { number: *number, format: in_full(*number, format) }
            }
            cell => cell.clone(),
        };
        rows.push(COLUMNS.iter().map(|(_, field)| of(*field).map(full)).collect());
    }
    Sheet { name: "Báo cáo".to_owned(), hidden: false, merges: Vec::new(), rows }
}

/// A format that shows all digits of a number.
fn in_full(number: f64, format: &str) -> String {
    let number = if format.contains('%') { number * 100.0 } else { number };
    let rounded = |places: i32| (number * 10f64.powi(places)).round() / 10f64.powi(places);
    let places = (0..6).find(|places| (rounded(*places) - number).abs() < 1e-9).unwrap_or(6);
    if places == 0 || format == "General" {
        return format.to_owned();
    }
    let digits = format.find(|c: char| !matches!(c, '#' | ',' | '0' | '.')).unwrap_or(format.len());
    let whole = format[..digits].split('.').next().unwrap_or_default();
    format!("{whole}.{}{}", "0".repeat(places as usize), &format[digits..])
}

/// Holds the values of all rows, one after the other, against what was put in.
fn hold(writer: &str, submission: &Submission) {
    assert_eq!((submission.rows.len(), submission.data_rows), (ROWS, ROWS), "{writer}");
    let table = one_table();
    for (row, cells) in submission.rows.iter().zip(&table.rows[1..]) {
        for ((heading, field), cell) in COLUMNS.iter().zip(cells) {
            let read = value(submission, row, *field);
            let number = submission.row_number(row);
            assert_eq!(read, meant(*field, cell.as_ref()), "{writer}: {heading}, row {number}");
        }
    }
}

/// A cell as a Vietnamese office shows it.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Day { date, .. } => {
            let parts: Vec<&str> = date.rsplit('-').collect();
            parts.join("/")
        }
        Cell::Number { number, format } if format == "General" => {
            number.to_string().replace('.', ",")
        }
        Cell::Number { number, format } => {
            let places = format.split_once('.').map_or(0, |(_, p)| p.matches('0').count());
            let percent = format.contains('%');
            let number = if percent { number * 100.0 } else { *number };
            let text = format!("{number:.places$}");
            let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
            let groups: Vec<&str> = whole
                .as_bytes()
                .rchunks(3)
                .rev()
                .map(|group| std::str::from_utf8(group).expect("digits"))
                .collect();
            let comma = if rest.is_empty() { "" } else { "," };
            let unit = format.split('"').nth(1).unwrap_or(if percent { "%" } else { "" });
            format!("{}{comma}{rest}{unit}", groups.join("."))
        }
    }
}

#[test]
fn what_libreoffice_made_of_a_table_for_word_is_read_cell_by_cell() {
    let folder = tempfile::tempdir().expect("a folder");
    let cell = |cell: &Option<Cell>| {
        let text = cell.as_ref().map_or_else(String::new, shown);
        let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>");
        format!("<td>{text}</td>")
    };
    let row = |cells: &Vec<Option<Cell>>| {
        format!("<tr>{}</tr>", cells.iter().map(cell).collect::<String>())
    };
    let rows: String = one_table().rows.iter().map(row).collect();
    let page = format!(
        "<html><head><meta charset=\"utf-8\"></head><body><p>BÁO CÁO</p><table><tr><td>SỞ TƯ PHÁP</td></tr></table><p></p><table>{rows}</table></body></html>"
    );
    let source = folder.path().join("a.html");
    fs::write(&source, page).expect("a page");
    let filter = ["--infilter=HTML (StarWriter)"];
    let write = |folder: &TempDir| converted(folder, &source, &filter, "docx");
    let Some(file) = written("LibreOffice Writer", &folder, write) else { return };
    let (submission, found) = read("a.docx", fs::read(file).expect("a document"));
    let codes: Vec<&str> = found.iter().map(|d| d.code.id).collect();
    assert_eq!(codes, ["F119"], "{found:#?}");
    hold("docx", &submission);
    for (n, row) in submission.rows.iter().enumerate() {
        let sheet = submission.sheet(row).map(|sheet| sheet.name.to_string());
        assert_eq!(sheet.as_deref(), Some("bảng 2"));
        let name = submission.cell_name(row, COLUMNS[2].1);
        assert_eq!(name, Some(format!("hàng {}, cột 3", n + 2)));
    }
}

#[test]
fn what_libreoffice_saved_as_text_is_read_cell_by_cell() {
    // Semicolons, quotes, the number of an encoding, and cells as they are shown.
    let filter =
        |encoding: u32| format!("csv:Text - txt - csv (StarCalc):59,34,{encoding},1,,0,false,true");
    const MARK: &[u8] = b"\xEF\xBB\xBF";
    for (name, encoding) in [("UTF-8", 76), ("UTF-8 with a mark", 76), ("UTF-16", 65535)] {
        let folder = tempfile::tempdir().expect("a folder");
        let writer = format!("LibreOffice, CSV in {name}");
        let language = Some(("vi", "VN"));
        let write = |folder: &TempDir| saved(folder, &[one_table()], language, &filter(encoding));
        let Some(file) = written(&writer, &folder, write) else { return };
        let mut bytes = fs::read(file).expect("a text");
        assert_eq!(bytes.contains(&0), name == "UTF-16", "{writer}");
        // Not every version of LibreOffice can put the mark itself.
        if name.contains("mark") && !bytes.starts_with(MARK) {
            bytes.splice(0..0, MARK.iter().copied());
        }
        let (submission, found) = read("a.csv", bytes);
        let errors: Vec<_> = found.iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{writer}: {errors:#?}");
        hold(&writer, &submission);
    }
}
