//! How the files were read: said on every run, in a line for each of a few files, and for many in a
//! line for all that were read alike.
//!
//! Owns these words. What the rules found is told elsewhere.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use report::check::CheckedFile;
use report::decode::table::Table;
use report::render::clean;
use report::text::number;

/// Up to so many files are told one by one.
const FEW: usize = 10;
/// So many files read alike are odd ones, and named.
const ODD: usize = 2;

/// How one file was read.
#[derive(Debug)]
pub(crate) struct Detected {
    name: String,
    /// `None` when there was no table to be read.
    how: Option<How>,
    rows: usize,
    accepted: usize,
}

#[derive(Debug)]
struct How {
    /// Encoding and delimiter of a text; `XLSX`.
    written: String,
    sheet: Option<String>,
    header: u32,
}

impl How {
    /// The words that are the same for all files read alike.
    fn alike(&self) -> String {
        format!("{}; tiêu đề ở hàng {}", self.written, self.header)
    }
}

impl Detected {
    /// What is told of a checked file.
    pub(crate) fn of(file: &CheckedFile) -> Self {
        let how = file.file.submission.as_ref().map(|submission| How {
            written: written(&submission.table),
            sheet: submission.table.sheet.as_ref().map(|sheet| clean(&sheet.name)),
            header: submission.header_row(),
        });
        Self {
            name: clean(&file.file.name),
            how,
            rows: file.data_rows(),
            accepted: file.accepted_rows(),
        }
    }

    fn line(&self) -> String {
        let Some(how) = &self.how else {
            return format!("{}: không đọc được bảng\n", self.name);
        };
        let sheet = how.sheet.as_ref().map(|s| format!("; trang tính “{s}”")).unwrap_or_default();
        format!(
            "{}: {}{sheet}; tiêu đề ở hàng {}; {} dòng, {} dòng được nhận\n",
            self.name,
            how.written,
            how.header,
            count(self.rows),
            count(self.accepted)
        )
    }
}

/// How a table was written. A sheet has neither encoding nor delimiter.
fn written(table: &Table) -> String {
    if table.sheet.is_some() {
        return "XLSX".to_owned();
    }
    let mark = match table.delimiter {
        b'\t' => "tab".to_owned(),
        other => format!("“{}”", char::from(other)),
    };
    let bom = if table.bom { ", có BOM" } else { "" };
    format!("{}{bom}; ngăn cách bằng {mark}", table.encoding.to_uppercase())
}

/// Every file by itself.
pub(crate) fn each(files: &[Detected]) -> String {
    files.iter().map(Detected::line).collect()
}

/// Whether there are too many to tell each.
pub(crate) fn are_many(files: &[Detected]) -> bool {
    files.len() > FEW
}

/// A few files one by one; many as groups of files read alike, the greatest first, those without a
/// table last.
pub(crate) fn told(files: &[Detected]) -> String {
    if !are_many(files) {
        return each(files);
    }
    let mut alike: BTreeMap<Option<String>, Vec<&str>> = BTreeMap::new();
    for file in files {
        alike.entry(file.how.as_ref().map(How::alike)).or_default().push(&file.name);
    }
    let mut groups: Vec<_> = alike.into_iter().collect();
    groups.sort_by_key(|(how, names)| (how.is_none(), Reverse(names.len())));
    let sum = |of: fn(&Detected) -> usize| count(files.iter().map(of).sum());
    let mut told = format!(
        "Đã đọc {} tệp: {} dòng, {} dòng được nhận (thêm -v để xem từng tệp)\n",
        count(files.len()),
        sum(|file| file.rows),
        sum(|file| file.accepted)
    );
    for (how, names) in groups {
        let how = how.map_or_else(|| " không đọc được bảng".to_owned(), |how| format!(": {how}"));
        told += &format!("  {} tệp{how}", count(names.len()));
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

    fn file(n: usize, written: Option<&str>) -> Detected {
        let how = |written: &str| How { written: written.to_owned(), sheet: None, header: 1 };
        Detected { name: format!("{n}.csv"), how: written.map(how), rows: 200, accepted: 199 }
    }

    #[test]
    fn many_files_are_told_by_how_they_were_read_and_odd_ones_by_name() {
        let mut files: Vec<Detected> = (0..12).map(|n| file(n, Some("UTF-8"))).collect();
        files.insert(3, file(20, None));
        files.push(file(21, Some("WINDOWS-1258")));
        files.extend((30..34).map(|n| file(n, Some("XLSX"))));
        assert_eq!(
            told(&files),
            "Đã đọc 18 tệp: 3.600 dòng, 3.582 dòng được nhận (thêm -v để xem từng tệp)\n  \
             12 tệp: UTF-8; tiêu đề ở hàng 1\n  \
             4 tệp: XLSX; tiêu đề ở hàng 1\n  \
             1 tệp: WINDOWS-1258; tiêu đề ở hàng 1 – 21.csv\n  \
             1 tệp không đọc được bảng – 20.csv\n"
        );
        assert_eq!(each(&files).lines().count(), 18);
    }

    #[test]
    fn a_few_files_are_told_one_by_one() {
        let files: Vec<Detected> = (0..10).map(|n| file(n, Some("UTF-8"))).collect();
        assert_eq!(told(&files).lines().count(), 10);
        assert!(told(&files).starts_with("0.csv: UTF-8; tiêu đề ở hàng 1; 200 dòng, "));
        assert_eq!(told(&[]), "");
    }
}
