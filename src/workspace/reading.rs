//! How the files were read: said on every run, in a line for each of a few files, and for many in a
//! line for all that were read alike.
//!
//! Owns this wording. Findings are reported elsewhere.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::check::CheckedFile;
use crate::decode::table::TextFormat;
use crate::emit::FileInfo;
use crate::render::clean;
use crate::source::sheets_named;
use crate::submission::Submission;
use crate::text::number;

/// Up to this many files are listed one by one.
const FEW: usize = 10;
/// So many files read alike are odd ones, and named.
const ODD: usize = 2;

/// A checked file for machine-readable formats; `at` is its path, if wanted.
pub(super) fn file_info(checked: &CheckedFile, at: String) -> FileInfo {
    let first = checked.file.tables().next();
    let written = checked.file.written;
    FileInfo {
        path: checked.file.name.to_string(),
        sha256: checked.file.sha256.clone(),
        encoding: written.map(|w| w.encoding.to_owned()),
        delimiter: written.and_then(|w| w.delimiter).map(|mark| char::from(mark).to_string()),
        header_row: first.map(Submission::header_row),
        rows: checked.data_rows(),
        rows_accepted: checked.accepted_rows(),
        at,
    }
}

/// How one file was read.
#[derive(Debug)]
pub struct Reading {
    name: String,
    /// Encoding and delimiter of a text; `XLSX`; `None` when not even that was found out.
    written: Option<String>,
    /// `None` when there was no table to be read.
    table: Option<Header>,
    rows: usize,
    accepted: usize,
}

#[derive(Debug)]
struct Header {
    sheets: Vec<String>,
    /// The kind of a file with sheets: `XLSX`.
    format: &'static str,
    header: String,
}

impl Reading {
    /// Describes a checked file.
    pub fn of(file: &CheckedFile) -> Self {
        let sheets = file.file.tables().flat_map(|table| table.table.sheets());
        let sheets: Vec<String> = sheets.map(|(sheet, _)| clean(&sheet.name)).collect();
        let table = file.file.tables().next().map(|first| Header {
            sheets,
            format: first.table.sheet.as_ref().map_or("", |sheet| sheet.format),
            header: headers(file.file.tables()),
        });
        let of_sheet = table.as_ref().filter(|t| !t.sheets.is_empty()).map(|t| t.format.to_owned());
        Self {
            name: clean(&file.file.name),
            // A sheet has neither encoding nor delimiter.
            written: of_sheet.or_else(|| file.file.written.map(written)),
            table,
            rows: file.data_rows(),
            accepted: file.accepted_rows(),
        }
    }

    /// The words that are the same for all files read alike.
    fn alike(&self) -> String {
        self.words("")
    }

    fn words(&self, sheet: &str) -> String {
        let table = self.table.as_ref();
        let table = table.map(|table| format!("tiêu đề ở hàng {}", table.header));
        let table = table.unwrap_or_else(|| "không đọc được bảng".to_owned());
        let written = self.written.as_ref().map(|written| format!("{written}{sheet}; "));
        format!("{}{table}", written.unwrap_or_default())
    }

    fn line(&self) -> String {
        let sheets = self.table.as_ref().map_or(&[][..], |table| table.sheets.as_slice());
        let sheet = match sheets {
            [] => String::new(),
            sheets => format!("; {}", sheets_named(sheets.iter().map(String::as_str))),
        };
        let rows = match self.table {
            Some(_) => {
                format!("; {} dòng, {} dòng được nhận", count(self.rows), count(self.accepted))
            }
            None => String::new(),
        };
        format!("{}: {}{rows}\n", self.name, self.words(&sheet))
    }
}

/// The heading rows, those of each sheet where they are not the same.
fn headers<'a>(tables: impl Iterator<Item = &'a Submission>) -> String {
    let mut all: Vec<(u32, u32)> = tables.flat_map(Submission::heading_rows_of_sheets).collect();
    all.dedup();
    let told = all.into_iter().map(|(top, last)| match top < last {
        true => format!("{top}–{last}"),
        false => last.to_string(),
    });
    told.collect::<Vec<_>>().join(", ")
}

/// How a text was written: encoding and delimiter.
fn written(written: TextFormat) -> String {
    let bom = if written.bom { ", có BOM" } else { "" };
    let mark = match written.delimiter {
        Some(b'\t') => "; ngăn cách bằng tab".to_owned(),
        Some(other) => format!("; ngăn cách bằng “{}”", char::from(other)),
        None => String::new(),
    };
    format!("{}{bom}{mark}", written.encoding.to_uppercase())
}

/// Every file by itself.
pub fn each(files: &[Reading]) -> String {
    files.iter().map(Reading::line).collect()
}

/// Whether there are too many to tell each.
pub fn are_many(files: &[Reading]) -> bool {
    files.len() > FEW
}

/// A few files one by one; many as groups of files read alike, the greatest first, those without a
/// table last.
pub fn told(files: &[Reading]) -> String {
    if !are_many(files) {
        return each(files);
    }
    let mut alike: BTreeMap<(bool, String), Vec<&str>> = BTreeMap::new();
    for file in files {
        alike.entry((file.table.is_none(), file.alike())).or_default().push(&file.name);
    }
    let mut groups: Vec<_> = alike.into_iter().collect();
    groups.sort_by_key(|((no_table, _), names)| (*no_table, Reverse(names.len())));
    let sum = |of: fn(&Reading) -> usize| count(files.iter().map(of).sum());
    let mut told = format!(
        "Đã đọc {} tệp: {} dòng, {} dòng được nhận (thêm -v để xem từng tệp)\n",
        count(files.len()),
        sum(|file| file.rows),
        sum(|file| file.accepted)
    );
    for ((_, how), names) in groups {
        told += &format!("  {} tệp: {how}", count(names.len()));
        if names.len() <= ODD {
            told += &format!(" – {}", names.join(", "));
        }
        told.push('\n');
    }
    told
}

fn count(n: usize) -> String {
    number::dong(i64::try_from(n).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(n: usize, written: Option<&str>) -> Reading {
        let table =
            written.map(|_| Header { sheets: Vec::new(), format: "", header: "1".to_owned() });
        let (name, written) = (format!("{n}.csv"), written.map(str::to_owned));
        Reading { name, written, table, rows: 200, accepted: 199 }
    }

    #[test]
    fn many_files_are_told_by_how_they_were_read_and_odd_ones_by_name() {
        let mut files: Vec<Reading> = (0..12).map(|n| file(n, Some("UTF-8"))).collect();
        files.insert(3, file(20, None));
        files.push(file(21, Some("WINDOWS-1258")));
        files.extend((30..34).map(|n| file(n, Some("XLSX"))));
        assert_eq!(
            told(&files),
            "Đã đọc 18 tệp: 3.600 dòng, 3.582 dòng được nhận (thêm -v để xem từng tệp)\n  \
             12 tệp: UTF-8; tiêu đề ở hàng 1\n  \
             4 tệp: XLSX; tiêu đề ở hàng 1\n  \
             1 tệp: WINDOWS-1258; tiêu đề ở hàng 1 – 21.csv\n  \
             1 tệp: không đọc được bảng – 20.csv\n"
        );
        assert_eq!(each(&files).lines().count(), 18);
    }

    #[test]
    fn a_few_files_are_told_one_by_one() {
        let files: Vec<Reading> = (0..10).map(|n| file(n, Some("UTF-8"))).collect();
        assert_eq!(told(&files).lines().count(), 10);
        assert!(told(&files).starts_with("0.csv: UTF-8; tiêu đề ở hàng 1; 200 dòng, "));
        assert_eq!(told(&[]), "");
    }
}
