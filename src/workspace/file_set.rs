//! Files that are checked together: those of a period folder, single files, what was piped in.
//!
//! Owns how they are opened and the notes about the set as a whole. `loader` owns the history that
//! they are compared with.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::error::Error;
use super::folder::{self, folder_of, is_period_folder, named_period};
use super::input_file::InputFile;
use super::setting::Setting;
use super::store::{Store, is_file};
use super::wording::{Note, named, shown, typed};
use crate::check::{self, Checked, History, Scope};
use crate::plan::Period;
use crate::render::clean;
use crate::submission::{PAGE, Page};

/// A folder or some files that are checked together.
#[derive(Debug, Clone)]
pub struct FileSet {
    /// The period, where it is known.
    pub period: Option<Period>,
    /// The analyst's page; empty when there is none.
    pub page: Page,
    /// The day that counts as today.
    pub as_of: NaiveDate,
    /// Notes on skipped files and on the periods compared with.
    pub notes: Vec<Note>,
    /// The folder or file that was asked for.
    pub(crate) at: PathBuf,
    /// The period folder that it is or lies in.
    pub(crate) home: Option<PathBuf>,
    /// Whether all files of the period are here.
    pub(crate) whole_period: bool,
    /// Pages of other periods that have findings, by display name.
    pub(crate) beside: Vec<(Arc<str>, PathBuf)>,
    /// How many findings of one code are listed of one file.
    pub(crate) most: usize,
    /// What is to stand before the names of the files once they are listed.
    prefix: Option<String>,
    /// The files, in order; those of a folder once it is listed.
    files: Option<Vec<InputFile>>,
}

impl FileSet {
    /// A folder in which there is something to check: a period's, or one that holds tables.
    pub(crate) fn checkable(
        setting: &Setting,
        path: &Path,
        period: Option<Period>,
    ) -> Result<Self, Error> {
        let page = folder::page(setting, path)?;
        let mut set = Self::folder(setting, path, period, page)?;
        let store = setting.store();
        if set.period.is_none() || !is_period_folder(store, path) {
            set.list(store)?;
            if !set.given().any(InputFile::is_read) {
                return Err(folder::nothing_in(store, path)?);
            }
        }
        Ok(set)
    }

    /// A period folder with this page, whatever page lies in it.
    pub(crate) fn folder(
        setting: &Setting,
        path: &Path,
        period: Option<Period>,
        page: Option<Page>,
    ) -> Result<Self, Error> {
        let store = setting.store();
        let by_page = page.as_ref().and_then(|p| p.period);
        let period = period.or(by_page).or_else(|| named_period(store, path));
        let as_of = setting.options.day(page.as_ref().and_then(|p| p.as_of))?;
        let home = is_period_folder(store, path).then(|| path.to_owned());
        let set = Self::of(setting, (period, page, as_of), path, None);
        Ok(Self { home, whole_period: period.is_some(), ..set })
    }

    /// One file by itself; the page of the folder it lies in counts for it.
    pub(crate) fn file(
        setting: &Setting,
        path: &Path,
        period: Option<Period>,
    ) -> Result<Self, Error> {
        let (store, folder) = (setting.store(), folder_of(path));
        let page = folder::page(setting, folder)?;
        let by_page = page.as_ref().and_then(|p| p.period);
        let by_name = || named_period(store, folder::named_folder_of(path)?);
        let period = period.or(by_page).or_else(by_name);
        let as_of = setting.options.day(page.as_ref().and_then(|p| p.as_of))?;
        let files = vec![InputFile::in_store(named(path), path.to_owned())];
        let home = is_period_folder(store, folder).then(|| folder.to_owned());
        Ok(Self { home, ..Self::of(setting, (period, page, as_of), path, Some(files)) })
    }

    /// What somebody typed or piped in; it lies in no folder.
    pub(crate) fn piped(
        setting: &Setting,
        name: &str,
        bytes: Vec<u8>,
        period: Option<Period>,
    ) -> Result<Self, Error> {
        let as_of = setting.options.day(None)?;
        let files = vec![InputFile::piped(name, bytes)];
        Ok(Self::of(setting, (period, None, as_of), Path::new(name), Some(files)))
    }

    /// Files that lie in no period folder.
    fn of(
        setting: &Setting,
        (period, page, as_of): (Option<Period>, Option<Page>, NaiveDate),
        at: &Path,
        files: Option<Vec<InputFile>>,
    ) -> Self {
        Self {
            period,
            page: page.unwrap_or_default(),
            as_of,
            notes: Vec::new(),
            at: at.to_owned(),
            home: None,
            whole_period: false,
            beside: Vec::new(),
            most: setting.options.most_findings,
            prefix: None,
            files,
        }
    }

    /// Takes a single file in that lies in the same folder as this set's, where that folder has a
    /// period: what belongs to one period is checked together.
    pub(crate) fn join(&mut self, path: &Path) -> bool {
        let joins = self.period.is_some() && !self.whole_period;
        if joins {
            self.at = folder_of(path).to_owned();
            let files = self.files.get_or_insert_default();
            files.push(InputFile::in_store(named(path), path.to_owned()));
        }
        joins
    }

    /// Whether a file of this name is read as one of its own.
    pub(crate) fn lists(&mut self, store: &dyn Store, name: &OsStr) -> Result<bool, Error> {
        self.list(store)?;
        let is_it = |given: &InputFile| {
            given.is_read() && given.path().and_then(Path::file_name).is_some_and(|n| n == name)
        };
        Ok(self.given().any(is_it))
    }

    /// Lists the files of a folder, once.
    pub(crate) fn list(&mut self, store: &dyn Store) -> Result<(), Error> {
        if self.files.is_none() {
            let (files, note) = folder::files(store, &self.at, self.period.is_some())?;
            self.notes.extend(note);
            self.files = Some(files);
            if let Some(prefix) = self.prefix.take() {
                self.name_under(&prefix);
            }
        }
        Ok(())
    }

    /// Prefixes the display names with a folder, for output about several folders.
    pub(crate) fn name_under(&mut self, folder: &str) {
        match &mut self.files {
            Some(files) => {
                files.iter_mut().for_each(|file| file.name_under(folder));
            }
            None => self.prefix = Some(folder.to_owned()),
        }
    }

    fn given(&self) -> impl Iterator<Item = &InputFile> {
        self.files.iter().flatten()
    }

    /// The files that have a path, by display name.
    fn files(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.given().filter_map(|file| Some((file.name(), file.path()?)))
    }

    /// The files and the pages of other periods that findings may name.
    pub(crate) fn paths(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.files().chain(self.beside.iter().map(|(name, path)| (&**name, path.as_path())))
    }

    /// The path for findings about the whole set: the analyst's page, else the folder or file.
    pub(crate) fn home(&self, store: &dyn Store) -> PathBuf {
        let page = self.at.join(PAGE);
        if is_file(store, &page) { page } else { self.at.clone() }
    }

    /// Whether there is no file at all.
    pub fn is_empty(&self) -> bool {
        self.given().next().is_none()
    }

    /// A note on unreadable files, for commands that list no findings.
    pub(crate) fn not_read_in_words(&self) -> Option<Note> {
        const NAMED: usize = 6;
        let not_read = self.given().filter(|file| !file.is_read());
        let names: Vec<String> = not_read.map(|file| clean(file.name())).collect();
        let more = match names.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" và {more} tệp khác"),
        };
        (!names.is_empty()).then(|| {
            Note::new(format!(
                "Chưa đọc được {} tệp gửi đến trong “{}” (M908): {}{more}. Xem cách sửa: report check {}",
                names.len(),
                shown(&self.at),
                names[..names.len().min(NAMED)].join(", "),
                typed([&*self.at])
            ))
        })
    }

    /// What was read, in words.
    pub fn summary(&self) -> String {
        let period = self.period.map_or_else(|| "chưa rõ kỳ".to_owned(), Period::name);
        let read = self.given().filter(|file| file.is_read()).count();
        format!("Đã đọc “{}”: {period}; {read} tệp.", shown(&self.at))
    }

    /// The period and the folder, where all files of the folder are checked for it.
    pub(crate) fn whole_folder(&self) -> Option<(Period, &Path)> {
        Some((self.period?, self.home.as_deref().filter(|_| self.whole_period)?))
    }

    /// Reads and checks the files against what was said before.
    pub(crate) fn check(
        &mut self,
        setting: &Setting,
        history: Option<&History>,
    ) -> Result<Checked, Error> {
        let store = setting.store();
        self.list(store)?;
        let mut files = self.files.take().unwrap_or_default();
        let scope = Scope {
            plan: &setting.plan,
            period: self.period,
            as_of: self.as_of,
            page: Some(&self.page),
            whole_period: self.whole_period,
            history,
        };
        let open = |n: usize| files[n].open(store);
        let threads = setting.options.threads;
        let mut checked = check::check_files_listing(&scope, files.len(), threads, self.most, open);
        if setting.options.figures_only {
            checked.drop_advice();
        }
        self.period = checked.period;
        files.iter_mut().for_each(InputFile::close);
        self.files = Some(files);
        Ok(checked)
    }

    /// Puts a text in the place of its only file.
    pub(crate) fn replace(&mut self, text: &[u8]) {
        let bytes = Arc::new(text.to_vec());
        self.files.iter_mut().flatten().for_each(|file| file.replace(&bytes));
    }

    /// Adds a text that lies in no folder yet.
    pub(crate) fn add_text(&mut self, name: &str, text: &[u8]) {
        let file = InputFile::piped(name, text.to_vec());
        self.files.get_or_insert_default().push(file);
    }

    /// The day on which names of agencies are meant where a row does not say its period.
    pub(crate) fn day(&self, setting: &Setting) -> NaiveDate {
        self.period.map_or(self.as_of, |period| setting.plan.window(period).end)
    }
}
