//! The tables of `report build --all`: what they say, and what they should say.

use std::path::Path;

use super::common;
use super::count::{Facts, Report, Timing, dong, points, short_date};
use super::{money, sent};

/// Rows of a table by the names of its columns.
fn rows(path: &Path) -> Vec<std::collections::BTreeMap<String, String>> {
    let text = common::read(path);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headings = reader.headers().expect("headings").clone();
    let rows = reader.records().map(|record| {
        let record = record.expect("a row");
        headings.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect()
    });
    rows.collect()
}

/// What the three tables in a folder say.
pub(crate) fn read(folder: &Path) -> Facts {
    let mut facts = Facts::new();
    for row in rows(&folder.join("nhiem-vu.csv")) {
        let told = ["trang_thai", "tien_do", "thoi_han", "tinh_hinh_thoi_han", "tep", "dong"];
        // A name that opens like a formula is made plain.
        let told = told.map(|key| row[key].trim_start_matches('\'')).join(" | ");
        facts.insert(format!("{} task {}", row["ky_bao_cao"], row["ma_nhiem_vu"]), told);
    }
    for row in rows(&folder.join("co-quan.csv")) {
        let told = [&row["tinh_hinh"], &row["ngay_nhan"], &row["so_ngay_sau_han"]];
        let told = told.map(String::as_str).join(" ").trim_end().to_owned();
        let name = format!("{} agency {} {}", row["ky_bao_cao"], row["thu_muc"], row["ma_co_quan"]);
        facts.insert(name, told);
    }
    for row in rows(&folder.join("kinh-phi.csv")) {
        let amount = |key: &str| match row[key].as_str() {
            "" => String::new(),
            digits => dong(digits.parse().expect("an amount")),
        };
        let told = [row["so_dong"].clone(), amount("duoc_giao"), amount("da_giai_ngan")];
        let name = format!("{} source {} {}", row["ky_bao_cao"], row["nam"], row["nguon"]);
        facts.insert(name, told.join(" | "));
    }
    facts
}

/// What they should say of a period.
pub(crate) fn expected(report: &Report<'_>) -> Facts {
    let mut facts = Facts::new();
    let period = &report.span.id;
    for task in report.plan.tasks() {
        let deadline = report.deadline(task);
        let word = report.word(task);
        let place = word.as_ref().map(|word| {
            (word.quarter.files[word.row.file].name.clone(), word.row.number.to_string())
        });
        let (file, row) = place.unwrap_or_default();
        let told = [
            report.status(task).unwrap_or_default().to_owned(),
            report.progress(task).map(points).unwrap_or_default(),
            deadline.due.map(short_date).unwrap_or_default(),
            match deadline.timing {
                Timing::Done => "done",
                Timing::OnTime => "on_time",
                Timing::Overdue(_) => "overdue",
                Timing::NoDate => "no_date",
                Timing::Nothing => "nothing",
                Timing::Unknown => "unknown",
            }
            .to_owned(),
            file,
            row,
        ];
        facts.insert(format!("{period} task {}", task.id), told.join(" | "));
    }
    for (name, told) in sent::agencies(report) {
        let (folder, agency) = name.rsplit_once(' ').expect("two words");
        facts.insert(format!("{period} agency {folder} {agency}"), told);
    }
    for (name, told) in money::by_source(report) {
        facts.insert(format!("{period} source {name}"), told);
    }
    facts
}
