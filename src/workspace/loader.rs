//! The one loader of period folders: each is read and checked once, oldest first, against those that
//! closed before it, and goes into the history of those after it.
//!
//! Whatever checks a file takes its history from here, so that a row has one verdict everywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::data_folder::DataFolder;
use super::error::Error;
use super::file_set::FileSet;
use super::folder::folder_name;
use super::setting::Setting;
use super::wording::Note;
use crate::check::{Checked, History};
use crate::consolidate::Folder;
use crate::diag::Diagnostic;
use crate::plan::Period;
use crate::submission::PAGE;

/// A period folder after the check.
#[derive(Debug)]
pub(crate) struct CheckedFolder {
    /// Its files and the notes about them.
    pub(crate) set: FileSet,
    /// What the figures are made from.
    pub(crate) folder: Arc<Folder>,
}

impl CheckedFolder {
    /// Notes: what was read, what was skipped, what cannot be read.
    pub(crate) fn notes(&self) -> impl Iterator<Item = Note> {
        let told = Note::new(self.set.summary()).detail();
        let passed = self.set.notes.iter().cloned();
        std::iter::once(told).chain(passed).chain(self.set.not_read_in_words())
    }
}

/// The period folders of a data folder, each checked when it is first asked for.
#[derive(Debug)]
pub(crate) struct Loader {
    pub(crate) data: DataFolder,
    pub(crate) history: History,
    /// The folders that are in the history.
    read: BTreeSet<usize>,
    /// Which checked folders are kept until they are asked for.
    keeps: Keeps,
    kept: BTreeMap<usize, Arc<CheckedFolder>>,
    /// The pages with what is wrong with them, of folders that were read without their page.
    pub(crate) broken: Vec<(PathBuf, Vec<Diagnostic>)>,
}

/// Which checked folders are kept until they are asked for.
#[derive(Debug)]
enum Keeps {
    All,
    /// Those that will be asked for, each as it is to be read.
    Some(BTreeMap<usize, FileSet>),
}

impl Loader {
    /// Keeps every folder that it reads.
    pub(crate) fn keeping_all(data: DataFolder) -> Self {
        Self::new(data, Keeps::All)
    }

    /// Keeps none but those that are [expected](Self::expect).
    pub(crate) fn keeping_expected(data: DataFolder) -> Self {
        Self::new(data, Keeps::Some(BTreeMap::new()))
    }

    fn new(data: DataFolder, keeps: Keeps) -> Self {
        let (history, read) = (History::default(), BTreeSet::new());
        Self { data, history, read, keeps, kept: BTreeMap::new(), broken: Vec::new() }
    }

    /// Says that a folder will be asked for, and how its files are to be listed.
    pub(crate) fn expect(&mut self, folder: usize, set: FileSet) {
        if let Keeps::Some(expected) = &mut self.keeps {
            expected.insert(folder, set);
        }
    }

    /// Puts what closed before a period into the history, everything where the period is not known;
    /// gives the periods.
    pub(crate) fn reach(
        &mut self,
        setting: &Setting,
        period: Option<Period>,
    ) -> Result<Vec<Period>, Error> {
        let all = self.data.folders.len();
        let count = period.map_or(all, |period| self.data.before(&setting.plan, period));
        for n in 0..count {
            self.load(setting, n)?;
        }
        Ok(self.data.folders[..count].iter().map(|folder| folder.period).collect())
    }

    /// A checked folder, which stays.
    pub(crate) fn folder(
        &mut self,
        setting: &Setting,
        n: usize,
    ) -> Result<Arc<CheckedFolder>, Error> {
        self.load(setting, n)?;
        self.kept.get(&n).map(Arc::clone).ok_or_else(not_kept)
    }

    /// A checked folder that was expected, which is not kept any longer.
    pub(crate) fn take(
        &mut self,
        setting: &Setting,
        n: usize,
    ) -> Result<(FileSet, Checked), Error> {
        self.load(setting, n)?;
        let kept = self.kept.remove(&n).and_then(Arc::into_inner).ok_or_else(not_kept)?;
        let folder = Arc::into_inner(kept.folder).ok_or_else(not_kept)?;
        Ok((kept.set, folder.checked))
    }

    /// Reads and checks a folder, if that was not done, and those before it.
    fn load(&mut self, setting: &Setting, n: usize) -> Result<(), Error> {
        if self.read.contains(&n) {
            return Ok(());
        }
        let period = self.data.folders[n].period;
        self.reach(setting, Some(period))?;
        let (set, is_kept) = self.set(setting, n)?;
        let checked = self.checked(setting, set, period)?;
        let name = folder_name(setting.store(), &self.data.folders[n].path);
        self.history.add(&setting.plan, &name, &checked.folder.checked);
        self.read.insert(n);
        if is_kept {
            self.kept.insert(n, Arc::new(checked));
        }
        Ok(())
    }

    /// The files of a folder, and whether they are kept. A faulty page does not
    /// stop the comparison with earlier rows: the folder is read as one without a page.
    fn set(&mut self, setting: &Setting, n: usize) -> Result<(FileSet, bool), Error> {
        if let Keeps::Some(expected) = &mut self.keeps
            && let Some(set) = expected.remove(&n)
        {
            return Ok((set, true));
        }
        let found = &self.data.folders[n];
        let page = match &found.page {
            Ok(page) => page.clone(),
            Err(faults) => {
                self.broken.push((found.path.join(PAGE), faults.clone()));
                None
            }
        };
        let set = FileSet::folder(setting, &found.path, Some(found.period), page)?;
        Ok((set, matches!(self.keeps, Keeps::All)))
    }

    fn checked(
        &self,
        setting: &Setting,
        mut set: FileSet,
        period: Period,
    ) -> Result<CheckedFolder, Error> {
        let plan = &setting.plan;
        set.whole_period &= self.data.holds_files_of(plan, period);
        let checked = set.check(setting, Some(&self.history))?;
        // A past period was counted on its own day, not on the day that is asked for now.
        let as_of = set.page.as_of.unwrap_or_else(|| plan.deadline(period));
        let folder = Folder::new(period, set.page.clone(), as_of, checked);
        Ok(CheckedFolder { set, folder: Arc::new(folder) })
    }
}

/// A folder is asked for only where it is kept, so nobody is ever told this.
fn not_kept() -> Error {
    Error::Refused("Thư mục của kỳ đã được đọc và không giữ lại.".to_owned())
}
