//! One folder: whether it is that of a period, its page, and which of its files count.
//!
//! Files come in one fixed order, by name; nothing is left out without a word. Which folders of a
//! data folder are of which period stands in `data_folder`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::{Error, Reason};
use super::input_file::InputFile;
use super::not_read;
use super::setting::Setting;
use super::store::{Bytes, Entry, Store, is_file};
use super::wording::{Note, named, shown};
use crate::decode::csv::MAX_BYTES;
use crate::plan::Period;
use crate::render::clean;
use crate::source::Source;
use crate::submission::{self, EntryKind, PAGE, Page};

/// Endings of files that may hold a table.
const TABLES: [&str; 12] =
    ["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "fods", "docx", "docm", "xlsb", "numbers"];

/// The folder in which a file lies.
pub(crate) fn folder_of(path: &Path) -> &Path {
    let parent = path.parent().unwrap_or(Path::new(""));
    if parent.as_os_str().is_empty() { Path::new(".") } else { parent }
}

/// The folder after which a file by itself may be of a period: one that its path names.
pub(crate) fn named_folder_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|parent| !parent.as_os_str().is_empty())
}

/// The period after which a folder is called.
pub(crate) fn named_period(store: &dyn Store, path: &Path) -> Option<Period> {
    let name = match path.file_name() {
        Some(name) => name.to_owned(),
        // "." and "..": what they stand for.
        None => store.real(path)?.file_name()?.to_owned(),
    };
    submission::period_of_name(name.to_str()?)
}

/// The last part of a folder's path, by which people know it.
pub(crate) fn folder_name(store: &dyn Store, path: &Path) -> String {
    let name = path.file_name().map(std::ffi::OsStr::to_owned);
    let real = || store.real(path)?.file_name().map(std::ffi::OsStr::to_owned);
    name.or_else(real).map_or_else(|| named(path), |name| name.to_string_lossy().into_owned())
}

/// The folder around a period's folder, in which the folders of other periods lie. A link that is
/// called after a period is one of those beside it; under any other name it stands for what it leads
/// to.
pub(crate) fn data_folder_around(store: &dyn Store, path: &Path) -> Option<PathBuf> {
    let name = path.file_name().and_then(|name| name.to_str());
    let is_named = name.is_some_and(|name| submission::period_of_name(name).is_some());
    match is_named {
        true => store.real(folder_of(path)),
        false => store.real(path)?.parent().map(Path::to_owned),
    }
}

/// Whether a folder is the folder of a period.
pub fn is_period_folder(store: &dyn Store, path: &Path) -> bool {
    is_file(store, &path.join(PAGE)) || named_period(store, path).is_some()
}

/// Whether a folder is that of a period and holds its page or a table.
pub fn is_period_folder_with_files(store: &dyn Store, path: &Path) -> bool {
    let has_table =
        || store.list(path).is_ok_and(|all| all.iter().any(|entry| has_table_ending(&entry.name)));
    is_file(store, &path.join(PAGE)) || (named_period(store, path).is_some() && has_table())
}

/// The page of a folder, where it has one.
pub(crate) fn page(setting: &Setting, folder: &Path) -> Result<Option<Page>, Error> {
    let store = setting.store();
    let entries = match list(store, folder) {
        Ok(entries) => entries,
        // A folder that may not be listed may still hold a file that was named.
        Err(_) if !is_file(store, &folder.join(PAGE)) => return Ok(None),
        Err(_) => return page_at(setting, &folder.join(PAGE)).map(Some),
    };
    let listed = entries.iter().map(|entry| (entry.name.as_str(), entry.kind));
    let name = named(folder);
    let name = if name == "." { "" } else { &name };
    let unusable = |finding| {
        let about =
            format!("Trang của kỳ báo cáo trong “{}” còn chỗ sai, cần sửa trước.", shown(folder));
        Error::faults(about, vec![finding], Vec::new())
    };
    let is_period = named_period(store, folder).is_some();
    if !submission::page_in(name, listed, is_period).map_err(|fault| unusable(*fault))? {
        return Ok(None);
    }
    let page = page_at(setting, &folder.join(PAGE))?;
    match submission::page_fault(&setting.plan, &folder_name(store, folder), &page) {
        Some(fault) => Err(unusable(fault)),
        None => Ok(Some(page)),
    }
}

/// The page in this file. Its faults are one error that lists them all.
pub(crate) fn page_at(setting: &Setting, path: &Path) -> Result<Page, Error> {
    let source = setting.page(path, &named(path))?;
    setting.read_page(&source).map_err(|faults| {
        let about = format!("Trang của kỳ báo cáo “{}” còn chỗ sai, cần sửa trước.", shown(path));
        Error::faults(about, faults, vec![source])
    })
}

/// The period that a folder is for: by its page, or by its name.
pub(crate) fn period_of(setting: &Setting, path: &Path) -> Result<Option<Period>, Error> {
    let by_page = page(setting, path)?.and_then(|page| page.period);
    Ok(by_page.or_else(|| named_period(setting.store(), path)))
}

/// What lies in a folder, by name.
pub(crate) fn list(store: &dyn Store, path: &Path) -> Result<Vec<Entry>, Error> {
    store.list(path).map_err(|error| Error::folder(path, &error))
}

/// Whether a file of this name is read as one of an agency.
pub(crate) fn may_hold_table(name: &str) -> bool {
    has_table_ending(name) && !name.starts_with('.') && !name.starts_with("~$")
}

fn has_table_ending(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    TABLES.contains(&ending.as_str())
}

/// Whether an entry is a file that may hold a table. A link to nothing is a file that cannot be
/// opened, and is told as one.
pub(crate) fn is_table(entry: &Entry) -> bool {
    matches!(entry.kind, EntryKind::File | EntryKind::DeadLink) && may_hold_table(&entry.name)
}

/// The files of a folder that may hold a table, and which entries were skipped. In a period folder
/// everything that an agency may have sent is a file, whether or not it can be read.
pub(crate) fn files(
    store: &dyn Store,
    path: &Path,
    is_period: bool,
) -> Result<(Vec<InputFile>, Option<Note>), Error> {
    let mut files = Vec::new();
    let (mut passed, mut hidden) = (Vec::new(), Vec::new());
    for entry in list(store, path)? {
        if is_hidden_table(&entry) {
            hidden.push(clean(&entry.name));
        }
        if entry.name == PAGE || entry.name.starts_with('.') || entry.name.starts_with("~$") {
            continue;
        }
        if is_table(&entry) {
            match document(store, &entry, is_period) {
                Document::Letter => {}
                Document::Read(bytes) => {
                    files.push(InputFile::opened(entry.name, entry.path, bytes));
                    continue;
                }
                Document::NotOpened => {
                    files.push(InputFile::in_store(entry.name, entry.path));
                    continue;
                }
            }
        }
        let not_read = if is_period { not_read::found(store, &entry) } else { Vec::new() };
        if not_read.is_empty() {
            passed.push(clean(&entry.name));
        }
        files.extend(not_read.into_iter().map(InputFile::not_read));
    }
    let skipped = |names: &[String], why: &str| {
        let names = (!names.is_empty()).then(|| names.join(", "))?;
        Some(format!("Bỏ qua trong “{}”, vì {why}: {names}.", shown(path)))
    };
    let told = [
        skipped(&passed, "không phải bảng số liệu"),
        skipped(&hidden, "là tệp ẩn, tên bắt đầu bằng dấu chấm; tệp của cơ quan thì đổi tên"),
    ];
    let told: Vec<String> = told.into_iter().flatten().collect();
    let note = (!told.is_empty()).then(|| Note::new(told.join(" ")));
    Ok((files, note))
}

/// Whether an entry is a table under a hidden name. What a Mac keeps beside a file is none.
fn is_hidden_table(entry: &Entry) -> bool {
    let name = &entry.name;
    let is_hidden = name.starts_with('.') && !name.starts_with("._");
    is_hidden && entry.kind == EntryKind::File && has_table_ending(name)
}

/// What a file turned out to be that may be a letter.
enum Document {
    /// A document without a table of the form, which came along.
    Letter,
    /// A document with a table, and its bytes, so that it is opened once.
    Read(Arc<Vec<u8>>),
    /// Another kind of file, or one that the reader reports.
    NotOpened,
}

fn document(store: &dyn Store, entry: &Entry, is_period: bool) -> Document {
    let lower = entry.name.to_lowercase();
    let is_document = lower.ends_with(".docx") || lower.ends_with(".docm");
    if !is_period || !is_document {
        return Document::NotOpened;
    }
    match store.read(&entry.path, MAX_BYTES) {
        Ok(Bytes::All(bytes)) => {
            let source = Source::new(&*entry.name, bytes);
            match submission::is_letter(&source) {
                true => Document::Letter,
                false => Document::Read(source.bytes),
            }
        }
        _ => Document::NotOpened,
    }
}

/// Why nothing can be checked in a folder that is no period's and holds no table.
pub(crate) fn nothing_in(store: &dyn Store, path: &Path) -> Result<Error, Error> {
    let (folders, files): (Vec<_>, Vec<_>) = list(store, path)?
        .into_iter()
        .filter(|entry| !entry.name.starts_with('.') && entry.name != PAGE)
        .partition(|entry| entry.kind == EntryKind::Folder);
    let inside: Vec<String> =
        [told("thư mục", &folders), told("tệp", &files)].into_iter().flatten().collect();
    let inside = match inside.as_slice() {
        [] => "thư mục này trống".to_owned(),
        inside => format!("ở đây chỉ có {}", inside.join("; ")),
    };
    let period = match is_file(store, &path.join(PAGE)) {
        true => format!("tệp {PAGE} ở đây chưa ghi kỳ (khóa period)"),
        false => "đây không phải thư mục của một kỳ, cũng không chứa thư mục của kỳ nào".to_owned(),
    };
    let source = Reason(format!(
        "{period}; {inside}. Xem lại đường dẫn. Thư mục của kỳ mang tên như 2025-Q3, hoặc có tệp {PAGE} ghi kỳ."
    ));
    Ok(Error::NothingToCheck { path: path.to_owned(), source })
}

/// Entries of one kind by name, a few of them.
fn told(kind: &str, all: &[Entry]) -> Option<String> {
    const NAMED: usize = 6;
    let names: Vec<String> = all.iter().take(NAMED).map(|entry| clean(&entry.name)).collect();
    let more = match all.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" và {more} {kind} khác"),
    };
    (!all.is_empty()).then(|| format!("{kind} “{}”{more}", names.join("”, “")))
}
