//! Workbooks as agencies send them: written by an independent writer, by hand where that one cannot
//! write what clerks and other programs produce, and by LibreOffice; read, checked, and held against
//! the same table as CSV and against a second reader.

mod cells;
#[path = "../common/mod.rs"]
mod common;
mod hostile;
mod marked;
mod packages;
mod same;
mod several;
mod sheets;
mod typed_days;

use std::io::{Cursor, Write};
use std::sync::OnceLock;

use chrono::NaiveDate;
use report::check::{self, Checked, Scope};
use report::diag::{Diagnostic, Policy, Sink};
use report::plan::{self, Period, Plan, PlanFiles};
use report::source::Source;
use report::submission::{self, Field, File, ReadOptions};
use rust_xlsxwriter::{Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Headings of the small tables below; the columns A to H.
const HEADINGS: [&str; 8] = [
    "Kỳ báo cáo",
    "Cơ quan báo cáo",
    "Mã nhiệm vụ",
    "Trạng thái",
    "Tiến độ (%)",
    "Kết quả thực hiện",
    "Kinh phí được giao (đồng)",
    "Ngày báo cáo",
];
const ROW: [&str; 6] =
    ["Quý III/2025", "Sở Tư pháp", "I.2", "Đang triển khai", "40", "Mở 7 hội nghị."];

fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// Reads a file of which nobody says for which period it is, and gives what was found, in order.
fn read(name: &str, bytes: impl Into<Vec<u8>>) -> (File, Vec<Diagnostic>) {
    read_for(None, name, bytes)
}

fn read_for(
    period: Option<Period>,
    name: &str,
    bytes: impl Into<Vec<u8>>,
) -> (File, Vec<Diagnostic>) {
    let mut sink = Sink::new();
    let asked = ReadOptions { period, day: day("2025-09-14") };
    let file = submission::read(&Source::new(name, bytes), plan(), asked, &mut sink);
    (file, sink.finish(&Policy::default()))
}

/// Reads and checks one file by itself.
fn checked(name: &str, bytes: &[u8], period: Period, as_of: &str) -> (Checked, Vec<Diagnostic>) {
    let scope = Scope {
        plan: plan(),
        period: Some(period),
        as_of: day(as_of),
        page: None,
        whole_period: false,
        history: None,
    };
    let mut sink = Sink::new();
    let source = Source::new(name, bytes);
    let files = vec![submission::read(&source, plan(), scope.read_options(), &mut sink)];
    let mut checked = check::run(&scope, files, sink);
    let mut sink = Sink::new();
    sink.extend(std::mem::take(&mut checked.findings));
    (checked, sink.finish(&Policy::default()))
}

/// A workbook of one sheet.
fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().expect("a workbook")
}

/// Writes texts from a cell on; row and column count from 0.
fn texts(sheet: &mut Worksheet, row: u32, column: u16, texts: &[&str]) {
    for (n, text) in texts.iter().enumerate() {
        sheet.write_string(row, column + n as u16, *text).expect("a text");
    }
}

/// A workbook with the headings in row 1, and then whatever is filled in.
fn form(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    book(|sheet| {
        texts(sheet, 0, 0, &HEADINGS);
        fill(sheet);
    })
}

/// A workbook out of parts written by hand; those that every workbook needs are added.
fn parts(own: &[(&str, &str)]) -> Vec<u8> {
    let own: Vec<(&str, &[u8])> = own.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    parts_of_bytes(&own)
}

fn parts_of_bytes(own: &[(&str, &[u8])]) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
    };
    let list = |inside: &[String]| {
        format!("<?xml version=\"1.0\"?><Relationships>{}</Relationships>", inside.concat())
    };
    let usual = [
        ("_rels/.rels", list(&[relation("rId1", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns:r="{RELATIONS}"><sheets><sheet name="Bảng" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            list(&[
                relation("rId1", "worksheet", "worksheets/sheet1.xml"),
                relation("rId2", "sharedStrings", "sharedStrings.xml"),
                relation("rId3", "styles", "/xl/styles.xml"),
            ]),
        ),
    ];
    let replaced = |name: &str| own.iter().any(|(own, _)| *own == name);
    let mut all: Vec<(&str, &[u8])> = own.to_vec();
    all.extend(usual.iter().filter(|(n, _)| !replaced(n)).map(|(n, text)| (*n, text.as_bytes())));
    zipped(&all)
}

/// A workbook out of exactly these parts.
fn only_parts(own: &[(&str, &str)]) -> Vec<u8> {
    let all: Vec<(&str, &[u8])> = own.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    zipped(&all)
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a container").into_inner()
}

/// A sheet written by hand: the headings in row 1 as inline texts, then these rows.
fn sheet(rows: &str) -> String {
    let cells: String = HEADINGS.iter().map(|h| inline(h)).collect();
    format!("<worksheet><sheetData><row>{cells}</row>{rows}</sheetData></worksheet>")
}

/// A cell without a name that holds a text.
fn inline(text: &str) -> String {
    format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// The first five cells of a row, without its end.
fn row_start(attributes: &str) -> String {
    let cells: String = ROW[..4].iter().map(|text| inline(text)).collect();
    format!("<row{attributes}>{cells}")
}

/// A workbook of one sheet written by hand.
fn by_hand(rows: &str) -> Vec<u8> {
    parts(&[("xl/worksheets/sheet1.xml", &sheet(rows))])
}

/// The texts of a column, row after row, of a file in which nothing was found.
fn column(bytes: Vec<u8>, field: Field) -> Vec<String> {
    let (file, found) = read("a.xlsx", bytes);
    assert!(found.is_empty(), "{found:#?}");
    let submission = file.submission.expect("a table");
    submission.rows.iter().map(|row| submission.text(row, field).to_owned()).collect()
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|d| d.code.id).collect()
}

/// The only finding with this code.
fn one<'a>(found: &'a [Diagnostic], code: &str) -> &'a Diagnostic {
    let fits: Vec<&Diagnostic> = found.iter().filter(|d| d.code.id == code).collect();
    assert_eq!(fits.len(), 1, "{code}: {found:#?}");
    fits[0]
}
