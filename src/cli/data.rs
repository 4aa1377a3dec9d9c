//! Reading the data folder: which periods there are, which files lie in each, and their check.
//!
//! The only place that lists folders. Files come in one fixed order, by name; nothing is left out
//! without a word.

use std::path::{Path, PathBuf};

use anyhow::bail;
use chrono::NaiveDate;
use report::check::{self, Checked, Scope};
use report::consolidate::Folder;
use report::decode::csv::UNREADABLE;
use report::diag::{Diagnostic, Place, Policy, Sink};
use report::plan::{Period, Plan};
use report::source::Source;
use report::submission::{self, File, Page};

use super::args::Global;
use super::context::{self, io_reason, shown};

/// The analyst's page of a period folder.
const PAGE: &str = "period.yaml";
/// Endings of files that may hold a table.
const TABLES: [&str; 8] = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "xlsb"];

/// Files by the names under which they are told, in order.
type Files = Vec<(String, PathBuf)>;

/// A folder or some files that are checked together.
#[derive(Debug)]
pub(crate) struct Unit {
    /// The period, where it is known.
    pub(crate) period: Option<Period>,
    /// The analyst's page; empty when there is none.
    pub(crate) page: Page,
    /// The day that counts as today.
    pub(crate) as_of: NaiveDate,
    /// The folder or file that was asked for.
    at: PathBuf,
    /// The files, in order.
    files: Files,
    /// Whether all files of the period are here.
    whole_period: bool,
    /// What was passed over, for people.
    pub(crate) notes: Vec<String>,
}

impl Unit {
    /// A period folder.
    pub(crate) fn folder(
        plan: &Plan,
        global: &Global,
        path: &Path,
        period: Option<Period>,
    ) -> anyhow::Result<Self> {
        let page = page(plan, &path.join(PAGE))?;
        let by_page = page.as_ref().and_then(|p| p.period);
        let period = period.or(by_page).or_else(|| named_period(path));
        let as_of = context::as_of(global, page.as_ref().and_then(|p| p.as_of))?;
        let (files, notes) = tables(path)?;
        let (page, at) = (page.unwrap_or_default(), path.to_owned());
        Ok(Self { period, page, as_of, at, files, whole_period: period.is_some(), notes })
    }

    /// One file by itself; the page of the folder it lies in counts for it.
    pub(crate) fn file(
        plan: &Plan,
        global: &Global,
        path: &Path,
        period: Option<Period>,
    ) -> anyhow::Result<Self> {
        let parent = path.parent().unwrap_or(Path::new(""));
        let page = page(plan, &parent.join(PAGE))?;
        let by_page = page.as_ref().and_then(|p| p.period);
        let period = period.or(by_page).or_else(|| named_period(parent));
        let as_of = context::as_of(global, page.as_ref().and_then(|p| p.as_of))?;
        let files = vec![(shown(path), path.to_owned())];
        let (page, at) = (page.unwrap_or_default(), path.to_owned());
        Ok(Self { period, page, as_of, at, files, whole_period: false, notes: Vec::new() })
    }

    /// Puts a folder before the names of the files, where several folders are told together.
    pub(crate) fn name_under(&mut self, folder: &Path) {
        let folder = shown(folder);
        for (name, _) in &mut self.files {
            *name = format!("{folder}/{name}");
        }
    }

    /// Whether there is no file at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// What was read, for `--verbose`.
    pub(crate) fn told(&self) -> String {
        let period = self.period.map_or_else(|| "chưa rõ kỳ".to_owned(), Period::name);
        format!("Đã đọc “{}”: {period}; {} tệp.", shown(&self.at), self.files.len())
    }

    /// Reads and checks the files.
    pub(crate) fn check(&mut self, plan: &Plan) -> Checked {
        let mut sink = Sink::new();
        let day = self.day(plan);
        let mut files: Vec<File> = Vec::with_capacity(self.files.len());
        for (name, path) in &self.files {
            match std::fs::read(path) {
                Ok(bytes) => {
                    let source = Source::new(name.as_str(), bytes);
                    files.push(submission::read(&source, plan, day, &mut sink));
                }
                Err(error) => {
                    let name = name.as_str().into();
                    let message = format!("Không mở được tệp: {}.", io_reason(&error));
                    let help = "Kiểm tra tên tệp, quyền đọc, và đóng tệp nếu đang mở bằng chương trình khác.";
                    sink.push(Diagnostic::new(&UNREADABLE, Place::file(&name), message).help(help));
                    files.push(File {
                        name,
                        sha256: String::new(),
                        written: None,
                        submission: None,
                    });
                }
            }
        }
        self.judge(plan, files, sink)
    }

    /// Checks a text as if it stood in the unit's only file.
    pub(crate) fn check_text(&mut self, plan: &Plan, text: &str) -> Checked {
        let name = self.files.first().map_or("", |(name, _)| name.as_str());
        let source = Source::new(name, text.as_bytes());
        let mut sink = Sink::new();
        let file = submission::read(&source, plan, self.day(plan), &mut sink);
        self.judge(plan, vec![file], sink)
    }

    /// The day on which names of agencies are meant where a row does not say its period.
    pub(crate) fn day(&self, plan: &Plan) -> NaiveDate {
        self.period.map_or(self.as_of, |p| plan.window(p).end)
    }

    fn judge(&mut self, plan: &Plan, files: Vec<File>, sink: Sink) -> Checked {
        if self.period.is_none() {
            self.period = likely_period(&files);
        }
        let scope = Scope {
            plan,
            period: self.period,
            as_of: self.as_of,
            page: Some(&self.page),
            whole_period: self.whole_period,
        };
        check::run(&scope, files, sink)
    }
}

/// The period that most rows name.
fn likely_period(files: &[File]) -> Option<Period> {
    let mut counts: std::collections::BTreeMap<Period, usize> = std::collections::BTreeMap::new();
    for row in files.iter().filter_map(|f| f.submission.as_ref()).flat_map(|s| &s.rows) {
        if let Some(period) = row.period.value() {
            *counts.entry(period).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(period, count)| (*count, *period)).map(|(period, _)| period)
}

fn page(plan: &Plan, path: &Path) -> anyhow::Result<Option<Page>> {
    if !path.is_file() {
        return Ok(None);
    }
    let source = Source::new(shown(path), context::read(path)?);
    let mut sink = Sink::new();
    match Page::load(&source, plan, &mut sink) {
        Some(page) => Ok(Some(page)),
        None => bail!(
            "Trang của kỳ báo cáo “{}” còn chỗ sai, cần sửa trước.\n\n{}",
            shown(path),
            context::findings_for_people(
                &sink.finish(&Policy::default()),
                [&source].into_iter(),
                false
            )
        ),
    }
}

/// The period after which a folder is called.
pub(crate) fn named_period(path: &Path) -> Option<Period> {
    let name = match path.file_name() {
        Some(name) => name.to_owned(),
        // "." and "..": what they stand for.
        None => std::fs::canonicalize(path).ok()?.file_name()?.to_owned(),
    };
    Period::parse(name.to_str()?)
}

/// Whether a folder is the folder of a period.
pub(crate) fn is_period_folder(path: &Path) -> bool {
    path.join(PAGE).is_file() || named_period(path).is_some()
}

/// The files of a folder that may hold a table, and what was passed over.
fn tables(path: &Path) -> anyhow::Result<(Files, Vec<String>)> {
    let mut files = Vec::new();
    let mut passed = Vec::new();
    for (name, path) in entries(path)? {
        let ending = name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
        if name == PAGE || name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        if path.is_file() && TABLES.contains(&ending.as_str()) {
            files.push((name, path));
        } else {
            passed.push(report::render::clean(&name));
        }
    }
    let notes = match passed.as_slice() {
        [] => Vec::new(),
        names => vec![format!(
            "Bỏ qua trong “{}”, vì không phải bảng CSV hay Excel: {}.",
            shown(path),
            names.join(", ")
        )],
    };
    Ok((files, notes))
}

/// What lies in a folder, by name.
fn entries(path: &Path) -> anyhow::Result<Files> {
    let failed = |error: std::io::Error| {
        anyhow::anyhow!(io_reason(&error))
            .context(format!("Không đọc được thư mục “{}”.", shown(path)))
    };
    let mut list = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        list.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    list.sort();
    Ok(list)
}

/// The period folders in a data folder, oldest first.
pub(crate) fn period_folders(plan: &Plan, data: &Path) -> anyhow::Result<Vec<(Period, PathBuf)>> {
    let mut folders: Vec<(Period, PathBuf)> = entries(data)?
        .into_iter()
        .filter(|(_, path)| path.is_dir())
        .filter_map(|(name, path)| Some((Period::parse(&name)?, path)))
        .collect();
    folders.sort_by_key(|(period, _)| {
        let window = plan.window(*period);
        (window.end, window.start)
    });
    Ok(folders)
}

/// The data folder and its periods; a period folder stands for the folder in which it lies.
pub(crate) fn found(plan: &Plan, data: &Path) -> anyhow::Result<(PathBuf, Vec<(Period, PathBuf)>)> {
    let folders = period_folders(plan, data)?;
    if folders.is_empty() && named_period(data).is_some() {
        let parent = std::fs::canonicalize(data).ok().and_then(|p| p.parent().map(Path::to_owned));
        if let Some(parent) = parent {
            let folders = period_folders(plan, &parent)?;
            return Ok((parent, folders));
        }
    }
    Ok((data.to_owned(), folders))
}

/// Reads and checks a period folder for consolidation.
pub(crate) fn checked_folder(
    plan: &Plan,
    global: &Global,
    period: Period,
    path: &Path,
) -> anyhow::Result<(Folder, Vec<String>)> {
    let mut unit = Unit::folder(plan, global, path, Some(period))?;
    // A past period was counted on its own day, not on the day that is asked for now.
    let own_day = unit.page.as_of;
    let checked = unit.check(plan);
    let as_of = own_day.unwrap_or_else(|| plan.deadline(period));
    let told = global.verbose.then(|| unit.told());
    let notes = told.into_iter().chain(unit.notes).collect();
    Ok((Folder { period, page: unit.page, as_of, checked }, notes))
}
