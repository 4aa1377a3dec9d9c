//! Files of other programs than today's Excel, as agencies send them: spreadsheets of LibreOffice,
//! old workbooks, tables in documents of Word. Written by hand here; what the programs themselves
//! write is read in `tests/writers`.

#[path = "../common/mod.rs"]
mod common;
mod docx;
mod hostile;
mod marked;
mod ods;
mod runs;
mod xls;

use std::io::{Cursor, Read as _, Write as _};
use std::sync::OnceLock;

use chrono::NaiveDate;
use report::diag::{Diagnostic, Policy, Sink};
use report::plan::{self, Plan, PlanFiles};
use report::source::Source;
use report::submission::{self, Field, File, ReadOptions, Submission};
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
/// The first four cells of a row.
const ROW: [&str; 4] = ["Quý III/2025", "Sở Tư pháp", "I.2", "Đang triển khai"];

fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| plan::load(&PlanFiles::embedded(), &mut Sink::new()).expect("the plan"))
}

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> (File, Vec<Diagnostic>) {
    let day: NaiveDate = "2025-09-14".parse().expect("a day");
    let mut sink = Sink::new();
    let asked = ReadOptions { period: None, day };
    let file = submission::read(&Source::new(name, bytes), plan(), asked, &mut sink);
    (file, sink.finish(&Policy::default()))
}

/// The rows of a file that can be read.
fn rows(name: &str, bytes: impl Into<Vec<u8>>) -> (Submission, Vec<Diagnostic>) {
    let (file, found) = read(name, bytes);
    (file.submission.unwrap_or_else(|| panic!("{name} is not read: {found:#?}")), found)
}

/// Why a file is not read: one finding, and no other.
fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> Diagnostic {
    let (file, mut found) = read(name, bytes);
    assert!(file.submission.is_none(), "{name} is read");
    assert_eq!(found.len(), 1, "{found:#?}");
    found.remove(0)
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|d| d.code.id).collect()
}

/// The text of a cell of the table, by record and column.
fn text(submission: &Submission, row: usize, field: Field) -> &str {
    submission.text(&submission.rows[row], field)
}

/// A container of these parts.
fn packed(parts: &[(&str, impl AsRef<[u8]>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        // As the programs do: what a file is stands there unpacked.
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let options = if *name == "mimetype" { stored } else { SimpleFileOptions::default() };
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content.as_ref()).expect("a part");
    }
    zip.finish().expect("a container").into_inner()
}

/// What a part of a container holds.
fn unpacked(bytes: Vec<u8>, name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a container");
    let mut part = Vec::new();
    zip.by_name(name).expect("a part").read_to_end(&mut part).expect("a part");
    part
}

/// A file that one of the programs wrote.
fn example(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
