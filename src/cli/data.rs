//! Reading the data folder: which periods there are, which files lie in each, and their check.
//!
//! The only place that lists folders. Files come in one fixed order, by name; nothing is left out
//! without a word.

use std::ffi::OsStr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::bail;
use chrono::NaiveDate;
use report::check::{self, Checked, History, Opened, Scope};
use report::consolidate::Folder;
use report::decode::csv::UNREADABLE;
use report::diag::{Diagnostic, Place, Policy, Sink};
use report::plan::{Period, Plan};
use report::source::Source;
use report::submission::Page;

use super::args::Global;
use super::context::{self, io_reason, shown};

/// The analyst's page of a period folder.
pub(crate) const PAGE: &str = "period.yaml";
/// Endings of files that may hold a table.
const TABLES: [&str; 8] = ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "xlsb"];

/// What lies in a folder, by name.
type Entries = Vec<(String, PathBuf)>;

/// A file by the name under which it is told.
#[derive(Debug, Clone)]
struct Given {
    name: Arc<str>,
    from: From,
}

/// Where the bytes of a file come from.
#[derive(Debug, Clone)]
enum From {
    Disk(PathBuf),
    Memory(Vec<u8>),
}

impl Given {
    fn on_disk(name: String, path: PathBuf) -> Self {
        Self { name: name.into(), from: From::Disk(path) }
    }

    fn open(&self) -> Opened {
        let bytes = match &self.from {
            From::Disk(path) => std::fs::read(path),
            From::Memory(bytes) => Ok(bytes.clone()),
        };
        bytes.map(|bytes| Source::new(Arc::clone(&self.name), bytes)).map_err(|error| {
            let message = format!("Không mở được tệp: {}.", io_reason(&error));
            let help =
                "Kiểm tra tên tệp, quyền đọc, và đóng tệp nếu đang mở bằng chương trình khác.";
            let finding = Diagnostic::new(&UNREADABLE, Place::file(&self.name), message).help(help);
            (Arc::clone(&self.name), Box::new(finding))
        })
    }
}

/// A folder or some files that are checked together.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// The period, where it is known.
    pub(crate) period: Option<Period>,
    /// The analyst's page; empty when there is none.
    pub(crate) page: Page,
    /// The day that counts as today.
    pub(crate) as_of: NaiveDate,
    /// The folder or file that was asked for.
    at: PathBuf,
    /// The period folder that it is or lies in.
    pub(crate) home: Option<PathBuf>,
    /// The files, in order.
    files: Vec<Given>,
    /// Whether all files of the period are here.
    whole_period: bool,
    /// Pages of other periods of which something is found, by the names under which they are told.
    pub(crate) beside: Vec<(Arc<str>, PathBuf)>,
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
        Self::folder_with(global, path, period, page)
    }

    /// A period folder with this page, whatever page lies in it.
    fn folder_with(
        global: &Global,
        path: &Path,
        period: Option<Period>,
        page: Option<Page>,
    ) -> anyhow::Result<Self> {
        let by_page = page.as_ref().and_then(|p| p.period);
        let period = period.or(by_page).or_else(|| named_period(path));
        let as_of = context::as_of(global, page.as_ref().and_then(|p| p.as_of))?;
        let (files, notes) = tables(path)?;
        let files = files.into_iter().map(|(name, path)| Given::on_disk(name, path)).collect();
        let (page, at) = (page.unwrap_or_default(), path.to_owned());
        let home = is_period_folder(path).then(|| path.to_owned());
        let (whole_period, beside) = (period.is_some(), Vec::new());
        Ok(Self { period, page, as_of, at, home, files, whole_period, beside, notes })
    }

    /// One file by itself; the page of the folder it lies in counts for it.
    pub(crate) fn file(
        plan: &Plan,
        global: &Global,
        path: &Path,
        period: Option<Period>,
    ) -> anyhow::Result<Self> {
        let parent = folder_of(path);
        let page = page(plan, &parent.join(PAGE))?;
        let by_page = page.as_ref().and_then(|p| p.period);
        let period = period.or(by_page).or_else(|| named_period(parent));
        let as_of = context::as_of(global, page.as_ref().and_then(|p| p.as_of))?;
        let files = vec![Given::on_disk(shown(path), path.to_owned())];
        let (page, at) = (page.unwrap_or_default(), path.to_owned());
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        let home = is_period_folder(parent).then(|| parent.to_owned());
        let (whole_period, beside, notes) = (false, Vec::new(), Vec::new());
        Ok(Self { period, page, as_of, at, home, files, whole_period, beside, notes })
    }

    /// What somebody typed or piped in; it lies in no folder.
    pub(crate) fn piped(
        global: &Global,
        name: &str,
        bytes: Vec<u8>,
        period: Option<Period>,
    ) -> anyhow::Result<Self> {
        let as_of = context::as_of(global, None)?;
        let files = vec![Given { name: name.into(), from: From::Memory(bytes) }];
        let (page, at) = (Page::default(), PathBuf::from(name));
        let home = None;
        let (whole_period, beside, notes) = (false, Vec::new(), Vec::new());
        Ok(Self { period, page, as_of, at, home, files, whole_period, beside, notes })
    }

    /// Takes a single file in that lies in the same folder as this unit's, where that folder has a
    /// period: what belongs to one period is checked together.
    pub(crate) fn join(&mut self, path: &Path) -> bool {
        let joins = self.period.is_some() && !self.whole_period;
        if joins {
            self.at = folder_of(path).to_owned();
            self.files.push(Given::on_disk(shown(path), path.to_owned()));
        }
        joins
    }

    /// Whether a file of this name is among its files.
    pub(crate) fn lists(&self, name: &OsStr) -> bool {
        self.files.iter().any(|file| match &file.from {
            From::Disk(path) => path.file_name() == Some(name),
            From::Memory(_) => false,
        })
    }

    /// Puts a folder before the names of the files, where several folders are told together.
    pub(crate) fn name_under(&mut self, folder: &Path) {
        let folder = shown(folder);
        for file in &mut self.files {
            file.name = format!("{folder}/{}", file.name).into();
        }
    }

    /// The files by the names under which they are told.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.files.iter().filter_map(|file| match &file.from {
            From::Disk(path) => Some((&*file.name, &**path)),
            From::Memory(_) => None,
        })
    }

    /// What stands for the whole set: the analyst's page, else the folder or file itself.
    pub(crate) fn home(&self) -> PathBuf {
        let page = self.at.join(PAGE);
        if page.is_file() { page } else { self.at.clone() }
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

    /// The period and the folder, where all files of the folder are checked for it.
    pub(crate) fn whole_folder(&self) -> Option<(Period, &Path)> {
        Some((self.period?, self.home.as_deref().filter(|_| self.whole_period)?))
    }

    /// Reads and checks the files against what was said before, on so many threads; whatever their
    /// number, the same comes out.
    pub(crate) fn check(
        &mut self,
        plan: &Plan,
        history: Option<&History>,
        threads: NonZeroUsize,
    ) -> Checked {
        let scope = Scope {
            plan,
            period: self.period,
            as_of: self.as_of,
            page: Some(&self.page),
            whole_period: self.whole_period,
            history,
        };
        let open = |n: usize| self.files[n].open();
        let checked = check::all(&scope, self.files.len(), threads, open);
        self.period = checked.period;
        checked
    }

    /// Checks a text as if it stood in the unit's only file.
    pub(crate) fn check_text(
        &mut self,
        plan: &Plan,
        text: &str,
        history: Option<&History>,
    ) -> Checked {
        for file in &mut self.files {
            file.from = From::Memory(text.as_bytes().to_vec());
        }
        self.check(plan, history, NonZeroUsize::MIN)
    }

    /// The day on which names of agencies are meant where a row does not say its period.
    pub(crate) fn day(&self, plan: &Plan) -> NaiveDate {
        self.period.map_or(self.as_of, |p| plan.window(p).end)
    }
}

/// The folder in which a file lies.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

fn page(plan: &Plan, path: &Path) -> anyhow::Result<Option<Page>> {
    if !path.is_file() {
        return Ok(None);
    }
    let source = Source::new(shown(path), context::read(path)?);
    loaded(plan, &source).map(Some).map_err(|faults| {
        anyhow::anyhow!(
            "Trang của kỳ báo cáo “{}” còn chỗ sai, cần sửa trước.\n\n{}",
            shown(path),
            context::findings_for_people(&faults, [&source].into_iter(), false)
        )
    })
}

/// A page, or what is wrong with it.
fn loaded(plan: &Plan, source: &Source) -> Result<Page, Vec<Diagnostic>> {
    let mut sink = Sink::new();
    Page::load(source, plan, &mut sink).ok_or_else(|| sink.finish(&Policy::default()))
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

/// The period that a folder is for: by its page, or by its name.
pub(crate) fn period_of(plan: &Plan, path: &Path) -> anyhow::Result<Option<Period>> {
    let by_page = page(plan, &path.join(PAGE))?.and_then(|page| page.period);
    Ok(by_page.or_else(|| named_period(path)))
}

/// The last part of a folder's path, by which people know it.
pub(crate) fn folder_name(path: &Path) -> String {
    let name = path.file_name().map(std::ffi::OsStr::to_owned);
    let real = || std::fs::canonicalize(path).ok()?.file_name().map(std::ffi::OsStr::to_owned);
    name.or_else(real).map_or_else(|| shown(path), |name| name.to_string_lossy().into_owned())
}

/// Whether a folder is the folder of a period.
pub(crate) fn is_period_folder(path: &Path) -> bool {
    path.join(PAGE).is_file() || named_period(path).is_some()
}

/// The files of a folder that may hold a table, and what was passed over.
fn tables(path: &Path) -> anyhow::Result<(Entries, Vec<String>)> {
    let mut files = Vec::new();
    let mut passed = Vec::new();
    for (name, path) in entries(path)? {
        let ending = name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
        if name == PAGE || name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        // A link to nothing is a file that cannot be opened, and is told as one.
        let is_file = path.is_file() || (path.is_symlink() && !path.exists());
        if is_file && TABLES.contains(&ending.as_str()) {
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
fn entries(path: &Path) -> anyhow::Result<Entries> {
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

/// The latest period of a data folder whose data window has begun; a period folder is its own.
pub(crate) fn latest(plan: &Plan, global: &Global, data: &Path) -> anyhow::Result<Period> {
    let own = named_period(data);
    let (folder, all) = found(plan, data)?;
    if let Some(period) = own.filter(|p| folder != data && all.iter().any(|(q, _)| q == p)) {
        return Ok(period);
    }
    for (period, path) in all.iter().rev() {
        let page = page(plan, &path.join(PAGE))?.unwrap_or_default();
        if plan.window(*period).start <= context::as_of(global, page.as_of)? {
            return Ok(*period);
        }
    }
    if all.is_empty() {
        bail!("Trong “{}” không có thư mục của kỳ nào.", shown(&folder));
    }
    bail!("Trong “{}” chưa có kỳ nào bắt đầu. Nêu kỳ bằng --period.", shown(&folder))
}

/// Reads and checks a folder of the past and adds it to what was said before. A page that is wrong
/// keeps nobody from being held against what agencies said then: the folder is read as one without a
/// page, and what is wrong with it is given back.
pub(crate) fn past_folder(
    plan: &Plan,
    global: &Global,
    period: Period,
    path: &Path,
    history: &mut History,
) -> anyhow::Result<Vec<Diagnostic>> {
    let at = path.join(PAGE);
    let page = match at.is_file() {
        true => {
            let name = format!("{}/{PAGE}", folder_name(path));
            loaded(plan, &Source::new(name, context::read(&at)?)).map(Some)
        }
        false => Ok(None),
    };
    let (page, faults) = page.map_or_else(|faults| (None, faults), |page| (page, Vec::new()));
    let mut unit = Unit::folder_with(global, path, Some(period), page)?;
    let checked = unit.check(plan, Some(history), context::threads());
    history.add(plan, &folder_name(path), &checked);
    Ok(faults)
}

/// Reads and checks a period folder against what was said before, and adds it to that. Of the findings
/// it keeps what the figures need.
pub(crate) fn checked_folder(
    plan: &Plan,
    global: &Global,
    period: Period,
    path: &Path,
    history: &mut History,
) -> anyhow::Result<(Folder, Vec<String>)> {
    let mut unit = Unit::folder(plan, global, path, Some(period))?;
    // A past period was counted on its own day, not on the day that is asked for now.
    let own_day = unit.page.as_of;
    let mut checked = unit.check(plan, Some(history), context::threads());
    checked.forget_advice();
    history.add(plan, &folder_name(path), &checked);
    let as_of = own_day.unwrap_or_else(|| plan.deadline(period));
    let told = global.verbose.then(|| unit.told());
    let notes = told.into_iter().chain(unit.notes).collect();
    Ok((Folder { period, page: unit.page, as_of, checked }, notes))
}
