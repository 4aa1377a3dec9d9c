//! Reading a period folder: which files lie in it, and their check.
//!
//! Files come in one fixed order, by name; nothing is left out without a word. Which folders of a
//! data folder are of which period stands in `folders`.

use std::ffi::OsStr;
use std::fs::FileType;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use report::check::{self, Checked, History, Opened, Scope};
use report::decode::csv::{self, MAX_BYTES, UNREADABLE};
use report::decode::yaml;
use report::diag::{self, Diagnostic, Place};
use report::plan::{Period, Plan};
use report::source::Source;
use report::submission::{self, EntryKind, PAGE, Page, Unread};

use super::args::Global;
use super::context::{self, io_reason, shown};
use super::folders::loaded;
use super::read::{self, Bytes};
use super::unread;

/// Endings of files that may hold a table.
const TABLES: [&str; 12] =
    ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "fods", "docx", "docm", "xlsb", "numbers"];

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
    /// It is told and not opened.
    Unread(PathBuf, Unread),
}

impl Given {
    fn on_disk(name: String, path: PathBuf) -> Self {
        Self { name: name.into(), from: From::Disk(path) }
    }

    fn open(&self) -> Opened {
        let bytes = match &self.from {
            From::Disk(path) => read::at_most(path, MAX_BYTES),
            From::Memory(bytes) => Ok(Bytes::All(bytes.clone())),
            From::Unread(_, why) => {
                let finding = why.finding(&self.name);
                return Err((Arc::clone(&self.name), Box::new(finding)));
            }
        };
        let why = match bytes {
            Ok(Bytes::All(bytes)) => return Ok(Source::new(Arc::clone(&self.name), bytes)),
            Ok(Bytes::TooMany(size)) => csv::too_heavy(&self.name, size),
            Err(error) => self.not_opened(&error),
        };
        Err((Arc::clone(&self.name), Box::new(why)))
    }

    fn not_opened(&self, error: &std::io::Error) -> Diagnostic {
        let message = format!("Không mở được tệp: {}.", io_reason(error));
        let help = "Kiểm tra tên tệp, quyền đọc, và đóng tệp nếu đang mở bằng chương trình khác.";
        Diagnostic::new(&UNREADABLE, Place::of_file(&self.name), message).help(help)
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
    /// How many findings of one code are listed of one file.
    pub(crate) most: usize,
}

impl Unit {
    /// A period folder.
    pub(crate) fn folder(
        plan: &Plan,
        global: &Global,
        path: &Path,
        period: Option<Period>,
    ) -> anyhow::Result<Self> {
        let page = page(plan, path)?;
        Self::folder_with(global, path, period, page)
    }

    /// A folder in which there is something to check: a period's, or one that holds tables.
    pub(crate) fn checkable(
        plan: &Plan,
        global: &Global,
        path: &Path,
        period: Option<Period>,
    ) -> anyhow::Result<Self> {
        let unit = Self::folder(plan, global, path, period)?;
        let is_period = unit.period.is_some() && is_period_folder(path);
        let has_tables = unit.tables().next().is_some();
        if !has_tables && !is_period { Err(nothing_in(path)?) } else { Ok(unit) }
    }

    /// A period folder with this page, whatever page lies in it.
    pub(super) fn folder_with(
        global: &Global,
        path: &Path,
        period: Option<Period>,
        page: Option<Page>,
    ) -> anyhow::Result<Self> {
        let by_page = page.as_ref().and_then(|p| p.period);
        let period = period.or(by_page).or_else(|| named_period(path));
        let as_of = context::as_of(global, page.as_ref().and_then(|p| p.as_of))?;
        let (files, notes) = tables(path, period.is_some())?;
        let home = is_period_folder(path).then(|| path.to_owned());
        let whole_period = period.is_some();
        let unit = Self::of(period, page, as_of, path, files);
        Ok(Self { home, whole_period, notes, ..unit })
    }

    /// One file by itself; the page of the folder it lies in counts for it.
    pub(crate) fn file(
        plan: &Plan,
        global: &Global,
        path: &Path,
        period: Option<Period>,
    ) -> anyhow::Result<Self> {
        let parent = folder_of(path);
        let page = page(plan, parent)?;
        let by_page = page.as_ref().and_then(|p| p.period);
        let period = period.or(by_page).or_else(|| named_period(parent));
        let as_of = context::as_of(global, page.as_ref().and_then(|p| p.as_of))?;
        let files = vec![Given::on_disk(context::named(path), path.to_owned())];
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        let home = is_period_folder(parent).then(|| parent.to_owned());
        Ok(Self { home, ..Self::of(period, page, as_of, path, files) })
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
        Ok(Self::of(period, None, as_of, Path::new(name), files))
    }

    /// Files that lie in no period folder.
    fn of(
        period: Option<Period>,
        page: Option<Page>,
        as_of: NaiveDate,
        at: &Path,
        files: Vec<Given>,
    ) -> Self {
        Self {
            period,
            page: page.unwrap_or_default(),
            as_of,
            at: at.to_owned(),
            home: None,
            files,
            whole_period: false,
            beside: Vec::new(),
            notes: Vec::new(),
            most: diag::MOST,
        }
    }

    /// Takes a single file in that lies in the same folder as this unit's, where that folder has a
    /// period: what belongs to one period is checked together.
    pub(crate) fn join(&mut self, path: &Path) -> bool {
        let joins = self.period.is_some() && !self.whole_period;
        if joins {
            self.at = folder_of(path).to_owned();
            self.files.push(Given::on_disk(context::named(path), path.to_owned()));
        }
        joins
    }

    /// Whether a file of this name is among its files.
    pub(crate) fn lists(&self, name: &OsStr) -> bool {
        self.files.iter().any(|file| match &file.from {
            From::Disk(path) => path.file_name() == Some(name),
            From::Memory(_) | From::Unread(..) => false,
        })
    }

    /// Puts a folder before the names of the files, where several folders are told together.
    pub(crate) fn name_under(&mut self, folder: &Path) {
        let folder = context::named(folder);
        for file in &mut self.files {
            file.name = format!("{folder}/{}", file.name).into();
        }
    }

    /// The files by the names under which they are told.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.files.iter().filter_map(|file| match &file.from {
            From::Disk(path) | From::Unread(path, _) => Some((&*file.name, &**path)),
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

    /// The files that are read.
    fn tables(&self) -> impl Iterator<Item = &Given> {
        self.files.iter().filter(|file| !matches!(file.from, From::Unread(..)))
    }

    /// What is told of the files that are not read, where no findings are listed.
    pub(crate) fn unread_in_words(&self) -> Option<String> {
        const NAMED: usize = 6;
        let unread = self.files.iter().filter(|file| matches!(file.from, From::Unread(..)));
        let names: Vec<String> = unread.map(|file| report::render::clean(&file.name)).collect();
        let more = match names.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" và {more} tệp khác"),
        };
        (!names.is_empty()).then(|| {
            format!(
                "Chưa đọc được {} tệp gửi đến trong “{}” (M908): {}{more}. Xem cách sửa: report check {}",
                names.len(),
                shown(&self.at),
                names[..names.len().min(NAMED)].join(", "),
                shown(&self.at)
            )
        })
    }

    /// What was read, for `--verbose`.
    pub(crate) fn told(&self) -> String {
        let period = self.period.map_or_else(|| "chưa rõ kỳ".to_owned(), Period::name);
        format!("Đã đọc “{}”: {period}; {} tệp.", shown(&self.at), self.tables().count())
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
        let checked = check::all_listing(&scope, self.files.len(), threads, self.most, open);
        self.period = checked.period;
        checked
    }

    /// Says that its period is a longer one whose files lie in other folders: nobody is missing here.
    pub(crate) fn is_made_from_others(&mut self) {
        self.whole_period = false;
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

/// The page of a folder, where it has one.
fn page(plan: &Plan, folder: &Path) -> anyhow::Result<Option<Page>> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = match kinds(folder) {
        Ok(entries) => entries,
        // A folder that may not be listed may still hold a file that was named.
        Err(_) if !folder.join(PAGE).is_file() => return Ok(None),
        Err(_) => return page_at(plan, &folder.join(PAGE)).map(Some),
    };
    let listed = entries.iter().map(|(name, kind)| (name.as_str(), *kind));
    let name = context::named(folder);
    let name = if name == "." { "" } else { &name };
    let has_page = submission::page_in(name, listed, named_period(folder).is_some());
    if !has_page.map_err(|fault| unusable(folder, &[*fault]))? {
        return Ok(None);
    }
    let page = page_at(plan, &folder.join(PAGE))?;
    match submission::page_of_another_period(&folder_name(folder), &page) {
        Some(fault) => Err(unusable(folder, &[fault])),
        None => Ok(Some(page)),
    }
}

fn unusable(folder: &Path, faults: &[Diagnostic]) -> anyhow::Error {
    anyhow::anyhow!(
        "Trang của kỳ báo cáo trong “{}” còn chỗ sai, cần sửa trước.\n\n{}",
        shown(folder),
        context::findings_for_people(faults, std::iter::empty(), false)
    )
}

/// The page in this file; what is wrong with it is an error, told in full.
pub(crate) fn page_at(plan: &Plan, path: &Path) -> anyhow::Result<Page> {
    let source = Source::new(context::named(path), context::read_file(path, yaml::MAX_BYTES)?);
    loaded(plan, &source).map_err(|faults| {
        anyhow::anyhow!(
            "Trang của kỳ báo cáo “{}” còn chỗ sai, cần sửa trước.\n\n{}",
            shown(path),
            context::findings_for_people(&faults, [&source].into_iter(), false)
        )
    })
}

/// The period after which a folder is called.
pub(crate) fn named_period(path: &Path) -> Option<Period> {
    let name = match path.file_name() {
        Some(name) => name.to_owned(),
        // "." and "..": what they stand for.
        None => std::fs::canonicalize(path).ok()?.file_name()?.to_owned(),
    };
    submission::period_of_name(name.to_str()?)
}

/// The period that a folder is for: by its page, or by its name.
pub(crate) fn period_of(plan: &Plan, path: &Path) -> anyhow::Result<Option<Period>> {
    let by_page = page(plan, path)?.and_then(|page| page.period);
    Ok(by_page.or_else(|| named_period(path)))
}

/// The last part of a folder's path, by which people know it.
pub(crate) fn folder_name(path: &Path) -> String {
    let name = path.file_name().map(std::ffi::OsStr::to_owned);
    let real = || std::fs::canonicalize(path).ok()?.file_name().map(std::ffi::OsStr::to_owned);
    name.or_else(real)
        .map_or_else(|| context::named(path), |name| name.to_string_lossy().into_owned())
}

/// Whether a folder is the folder of a period.
pub(crate) fn is_period_folder(path: &Path) -> bool {
    path.join(PAGE).is_file() || named_period(path).is_some()
}

/// Whether a folder is that of a period and holds its page or a table.
pub(crate) fn is_period_folder_with_files(path: &Path) -> bool {
    let has_table =
        || entries(path).is_ok_and(|all| all.iter().any(|(name, _)| has_table_ending(name)));
    path.join(PAGE).is_file() || (named_period(path).is_some() && has_table())
}

/// Why nothing can be checked in a folder that is no period's and holds no table.
fn nothing_in(path: &Path) -> anyhow::Result<anyhow::Error> {
    const NAMED: usize = 6;
    let all = entries(path)?;
    let (folders, files): (Vec<_>, Vec<_>) = all
        .into_iter()
        .filter(|(name, _)| !name.starts_with('.') && name != PAGE)
        .partition(|(_, path)| path.is_dir());
    let told = |kind: &str, all: &[(String, PathBuf)]| {
        let names = all.iter().take(NAMED).map(|(name, _)| report::render::clean(name));
        let names = names.collect::<Vec<_>>().join("”, “");
        let more = match all.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" và {more} {kind} khác"),
        };
        (!all.is_empty()).then(|| format!("{kind} “{names}”{more}"))
    };
    let inside: Vec<String> =
        [told("thư mục", &folders), told("tệp", &files)].into_iter().flatten().collect();
    let inside = match inside.as_slice() {
        [] => "thư mục này trống".to_owned(),
        inside => format!("ở đây chỉ có {}", inside.join("; ")),
    };
    let period = match path.join(PAGE).is_file() {
        true => format!("tệp {PAGE} ở đây chưa ghi kỳ (khóa period)"),
        false => "đây không phải thư mục của một kỳ, cũng không chứa thư mục của kỳ nào".to_owned(),
    };
    Ok(anyhow::anyhow!(
        "{period}; {inside}. Xem lại đường dẫn. Thư mục của kỳ mang tên như 2025-Q3, hoặc có tệp {PAGE} ghi kỳ."
    )
    .context(format!("Trong “{}” không có tệp nào để kiểm tra.", shown(path))))
}

/// The files of a folder that may hold a table, and what was passed over. In the folder of a period
/// everything that somebody may have sent is a file, be it read or not.
fn tables(path: &Path, is_period: bool) -> anyhow::Result<(Vec<Given>, Vec<String>)> {
    let mut files = Vec::new();
    let mut passed = Vec::new();
    for (name, path) in entries(path)? {
        if name == PAGE || name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        // A link to nothing is a file that cannot be opened, and is told as one.
        let is_file = path.is_file() || (path.is_symlink() && !path.exists());
        if is_file && has_table_ending(&name) && !(is_period && unread::is_letter(&name, &path)) {
            files.push(Given::on_disk(name, path));
            continue;
        }
        let unread = if is_period { unread::found(&name, &path) } else { Vec::new() };
        if unread.is_empty() {
            passed.push(report::render::clean(&name));
        }
        let given = |(name, path, why): (String, _, _)| Given {
            name: name.into(),
            from: From::Unread(path, why),
        };
        files.extend(unread.into_iter().map(given));
    }
    let notes = match passed.as_slice() {
        [] => Vec::new(),
        names => vec![format!(
            "Bỏ qua trong “{}”, vì không phải bảng số liệu: {}.",
            shown(path),
            names.join(", ")
        )],
    };
    Ok((files, notes))
}

fn has_table_ending(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    TABLES.contains(&ending.as_str())
}

/// Whether a file of this name is read as one of an agency.
pub(crate) fn may_hold_table(name: &str) -> bool {
    has_table_ending(name) && !name.starts_with('.') && !name.starts_with("~$")
}

/// The names in a folder with what stands behind each.
pub(crate) fn kinds(path: &Path) -> anyhow::Result<Vec<(String, EntryKind)>> {
    let of = |kind: FileType| match kind {
        kind if kind.is_file() => EntryKind::File,
        kind if kind.is_dir() => EntryKind::Folder,
        _ => EntryKind::Other,
    };
    let mut list = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| unlisted(path, &error))? {
        let entry = entry.map_err(|error| unlisted(path, &error))?;
        let kind = match entry.file_type() {
            Ok(kind) if !kind.is_symlink() => of(kind),
            _ => std::fs::metadata(entry.path())
                .map_or(EntryKind::DeadLink, |there| of(there.file_type())),
        };
        list.push((entry.file_name().to_string_lossy().into_owned(), kind));
    }
    list.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(list)
}

fn unlisted(path: &Path, error: &std::io::Error) -> anyhow::Error {
    anyhow::anyhow!(io_reason(error)).context(format!("Không đọc được thư mục “{}”.", shown(path)))
}

pub(crate) fn is_same(a: &Path, b: &Path) -> bool {
    matches!((std::fs::canonicalize(a), std::fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

/// What lies in a folder, by name.
pub(crate) fn entries(path: &Path) -> anyhow::Result<Entries> {
    let failed = |error: std::io::Error| unlisted(path, &error);
    let mut list = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        list.push((entry.file_name().to_string_lossy().into_owned(), entry.path()));
    }
    list.sort();
    Ok(list)
}
