//! The check of whatever is named: files, period folders, data folders, what was piped in. Each is
//! checked once, beside the history that lies around it or that is asked for.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::data_folder::{DataFolder, PeriodFolder};
use super::error::{Error, refuse};
use super::file_set::FileSet;
use super::folder::{self, data_folder_around, folder_of, is_period_folder, named_period};
use super::loader::Loader;
use super::places::Places;
use super::reading::{self, Reading};
use super::setting::{Options, Setting};
use super::store::{self, Store, is_folder};
use super::wording::{Note, named, shown};
use crate::check::Checked;
use crate::diag::{Diagnostic, Policy, Sink};
use crate::emit::{FileInfo, Location};
use crate::plan::{Period, Plan};
use crate::submission::{EntryKind, PAGE};

/// Files that were checked together, and what was found.
#[derive(Debug)]
pub struct CheckedSet {
    /// The files.
    pub set: FileSet,
    /// What became of them.
    pub checked: Checked,
}

/// What a check of everything that was named found.
#[derive(Debug, Default)]
pub struct CheckRun {
    /// What was checked together.
    pub sets: Vec<FileSet>,
    /// The files, for programs.
    pub files: Vec<FileInfo>,
    /// How each file was read, for display.
    pub readings: Vec<Reading>,
    /// The findings, set by set in telling order.
    pub findings: Vec<Diagnostic>,
    /// Where each finding is, when that was asked for.
    pub locations: Vec<Location>,
}

impl CheckRun {
    /// Period and day of the run. What is not the same for all sets is not said for any.
    pub fn setting(&self) -> (Option<String>, Option<String>) {
        let sets = &self.sets;
        let same = |of: &dyn Fn(&FileSet) -> Option<String>| {
            let first = sets.first().and_then(of);
            first.filter(|value| sets.iter().all(|set| of(set).as_ref() == Some(value)))
        };
        (same(&|set| set.period.map(Period::id)), same(&|set| Some(set.as_of.to_string())))
    }
}

/// A check of files and folders, one set after another.
#[derive(Debug)]
pub struct Checking {
    setting: Setting,
    /// Entries that were skipped in the named data folders.
    pub notes: Vec<Note>,
    queue: VecDeque<Queued>,
    /// How many sets of single files stand first.
    singles: usize,
    /// The history that was asked for, in place of the one around.
    previous: Option<Loader>,
    /// The data folders in which lies what is to be checked.
    around: HashMap<PathBuf, Loader>,
    /// Findings about data folders that were already reported.
    told: Vec<Diagnostic>,
}

/// A set that waits for its check.
#[derive(Debug)]
struct Queued {
    /// The data folder in which it lies.
    data: Option<PathBuf>,
    what: Waiting,
}

#[derive(Debug)]
enum Waiting {
    FileSet(Box<FileSet>),
    /// The loader has it: a folder of this number.
    Folder(usize),
}

impl Checking {
    /// Nothing is named yet.
    pub fn new(store: Arc<dyn Store>, plan: Arc<Plan>, options: Options) -> Self {
        Self::with(Setting::new(store, plan, options))
    }

    pub(crate) fn with(setting: Setting) -> Self {
        let (queue, around) = (VecDeque::new(), HashMap::new());
        let (notes, told) = (Vec::new(), Vec::new());
        Self { setting, notes, queue, singles: 0, previous: None, around, told }
    }

    pub(crate) fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Names what is to be checked: files, period folders, data folders. Whatever is named twice is
    /// checked once. `is_more` says that other output will follow.
    pub fn add_paths(
        &mut self,
        paths: &[impl AsRef<Path>],
        period: Option<Period>,
        is_more: bool,
    ) -> Result<(), Error> {
        let store = Arc::clone(&self.setting.store);
        let paths: Vec<&Path> = paths.iter().map(AsRef::as_ref).collect();
        let is_missing =
            |path: &&&Path| matches!(store.kind(path), None | Some(EntryKind::DeadLink));
        if let Some(missing) = paths.iter().find(is_missing) {
            refuse!("Không có tệp hoặc thư mục “{}”.", shown(missing));
        }
        let (folders, files): (Vec<&Path>, Vec<&Path>) =
            paths.into_iter().partition(|path| is_folder(&*store, path));
        let files = self.without_pages(files, !folders.is_empty() || is_more)?;
        let real = |path: &Path| store.real(path).unwrap_or_else(|| path.to_owned());
        let mut seen = HashSet::new();
        let mut inner = Vec::new();
        for folder in folders {
            inner.extend(self.period_folders_at(folder, period)?);
        }
        inner.retain(|(folder, _)| seen.insert(real(folder)));
        let several = inner.len() > 1 || !files.is_empty() || is_more;
        let mut whole = Vec::new();
        for (path, period) in inner {
            let mut set = FileSet::checkable(&self.setting, &path, period)?;
            if several {
                set.name_under(&named(&path));
            }
            whole.push((real(&path), set));
        }
        let singles = self.single_files(&files, period, &mut whole)?;
        self.singles = singles.len();
        for set in singles.into_iter().chain(whole.into_iter().map(|(_, set)| set)) {
            let queued = self.queued(set);
            self.queue.push_back(queued);
        }
        Ok(())
    }

    /// Adds bytes that lie in no folder.
    pub fn add_piped(
        &mut self,
        name: &str,
        bytes: Vec<u8>,
        period: Option<Period>,
    ) -> Result<(), Error> {
        let set = FileSet::piped(&self.setting, name, bytes, period)?;
        let queued = self.queued(set);
        self.queue.insert(self.singles, queued);
        self.singles += 1;
        Ok(())
    }

    pub(crate) fn add(&mut self, set: FileSet) {
        let queued = self.queued(set);
        self.queue.push_back(queued);
    }

    /// The next set, where no loader has it.
    pub(crate) fn first(&self) -> Option<&FileSet> {
        match &self.queue.front()?.what {
            Waiting::FileSet(set) => Some(set),
            Waiting::Folder(_) => None,
        }
    }

    /// Puts a text in the place of the next set's only file.
    pub(crate) fn replace_first(&mut self, text: &[u8]) {
        if let Some(Queued { what: Waiting::FileSet(set), .. }) = self.queue.front_mut() {
            set.replace(text);
        }
    }

    /// Adds a text beside the next set's only file.
    pub(crate) fn add_to_first(&mut self, name: &str, text: &[u8]) {
        if let Some(Queued { what: Waiting::FileSet(set), .. }) = self.queue.front_mut() {
            set.add_text(name, text);
        }
    }

    /// Takes the history from a period folder, or from a folder of period folders, in place of what
    /// lies around.
    pub fn hold_against(&mut self, folder: &Path) -> Result<(), Error> {
        let setting = &self.setting;
        if !is_folder(setting.store(), folder) {
            refuse!("Không có thư mục “{}” mà --previous nêu.", shown(folder));
        }
        let inner = DataFolder::list(setting, folder)?;
        let data = match inner.folders.is_empty() {
            false => inner,
            true => match folder::period_of(setting, folder)? {
                Some(period) => DataFolder::only(setting, folder, period)?,
                None => refuse!(
                    "“{}” mà --previous nêu không phải thư mục của một kỳ, cũng không có thư mục của kỳ nào ở trong. Thư mục của kỳ mang tên như 2025-Q3, hoặc có tệp period.yaml ghi kỳ.",
                    shown(folder)
                ),
            },
        };
        let mut loader = Loader::keeping_expected(data);
        self.expect_in(&mut loader, None);
        self.previous = Some(loader);
        Ok(())
    }

    /// Checks everything that was named. `root` is the folder from which the places of findings are
    /// seen, where they are wanted.
    pub fn run(&mut self, policy: &Policy, root: Option<&Path>) -> Result<CheckRun, Error> {
        let mut run = CheckRun::default();
        while let Some(CheckedSet { set, mut checked }) = self.next_set()? {
            let mut sink = Sink::with_limit(usize::MAX);
            sink.extend(std::mem::take(&mut checked.findings));
            let findings = sink.finish(policy);
            let store = self.setting.store();
            let places = root.map(|root| Places::of(store, root, &set, &checked.files));
            run.locations
                .extend(places.iter().flat_map(|p| findings.iter().map(|f| p.location(f))));
            for file in &checked.files {
                let at = places.as_ref().map(|places| places.path(&file.file.name));
                run.files.push(reading::file_info(file, at.unwrap_or_default()));
                run.readings.push(Reading::of(file));
            }
            run.findings.extend(findings);
            run.sets.push(set);
        }
        Ok(run)
    }

    /// Checks the next set. What is wrong with a page of its history, and what is found about the
    /// folders of the same days, is found with it, once.
    pub fn next_set(&mut self) -> Result<Option<CheckedSet>, Error> {
        let one = self.next_beside_history()?;
        Ok(one.map(|(mut one, faults)| {
            one.checked.findings.extend(faults);
            one
        }))
    }

    /// The next set, and what is wrong with the pages of its history.
    pub(crate) fn next_beside_history(
        &mut self,
    ) -> Result<Option<(CheckedSet, Vec<Diagnostic>)>, Error> {
        self.look_around()?;
        let Some(Queued { data, what }) = self.queue.pop_front() else { return Ok(None) };
        let is_asked = self.previous.is_some();
        let loader = match &mut self.previous {
            Some(previous) => Some(previous),
            None => data.as_ref().and_then(|data| self.around.get_mut(data)),
        };
        let mut faults = Vec::new();
        let mut one = match (loader, what) {
            (Some(loader), what) => {
                let one = check(&self.setting, loader, is_asked, what)?;
                faults.extend(loader.broken.drain(..).flat_map(|(_, faults)| faults));
                one
            }
            (None, Waiting::FileSet(mut set)) => {
                let checked = set.check(&self.setting, None)?;
                CheckedSet { set: *set, checked }
            }
            (None, Waiting::Folder(_)) => return Ok(None),
        };
        self.tell_beside(data.as_deref(), &mut one);
        if let Some(data) = data
            && !self.queue.iter().any(|queued| queued.data.as_ref() == Some(&data))
        {
            // What was read of a folder may go with the last set of it.
            self.around.remove(&data);
        }
        Ok(Some((one, faults)))
    }

    /// Looks at the data folder in which the next set lies; what contradicts there is an error. A
    /// longer period that is made from other folders has no missing agencies of its own.
    pub(crate) fn look_around(&mut self) -> Result<(), Error> {
        let Some(data) = self.queue.front().and_then(|queued| queued.data.clone()) else {
            return Ok(());
        };
        if !self.around.contains_key(&data) {
            let listed = DataFolder::list(&self.setting, &data)?;
            let mut loader = Loader::keeping_expected(listed);
            if self.previous.is_none() {
                self.expect_in(&mut loader, Some(&data));
            }
            self.around.insert(data.clone(), loader);
        }
        let (around, plan) = (&self.around[&data].data, &self.setting.plan);
        if let Some(Queued { what: Waiting::FileSet(set), .. }) = self.queue.front_mut()
            && let Some(period) = set.period
            && around.of(period).is_some()
            && !around.holds_files_of(plan, period)
        {
            set.whole_period = false;
        }
        Ok(())
    }

    /// Gives a loader the sets that are whole folders of its data folder: of those that will be looked
    /// up in it, which are all where the history was asked for.
    fn expect_in(&mut self, loader: &mut Loader, data: Option<&Path>) {
        let store = self.setting.store();
        for queued in &mut self.queue {
            let Waiting::FileSet(set) = &queued.what else { continue };
            if data.is_some_and(|data| queued.data.as_deref() != Some(data)) {
                continue;
            }
            let folder = set.whole_folder().and_then(|(period, home)| {
                let n = loader.data.of(period)?;
                store::is_same(store, &loader.data.folders[n].path, home).then_some(n)
            });
            let Some(n) = folder else { continue };
            if let Waiting::FileSet(set) = std::mem::replace(&mut queued.what, Waiting::Folder(n)) {
                loader.expect(n, *set);
            }
        }
    }

    fn queued(&self, set: FileSet) -> Queued {
        let store = self.setting.store();
        let above = |home: &Path| data_folder_around(store, home);
        Queued { data: set.home.as_deref().and_then(above), what: Waiting::FileSet(Box::new(set)) }
    }

    fn tell_beside(&mut self, data: Option<&Path>, one: &mut CheckedSet) {
        let around = data.and_then(|data| self.around.get(data));
        let Some((around, period)) = around.zip(one.set.period) else { return };
        for finding in around.data.beside(&[period]) {
            if !self.told.contains(&finding) {
                self.told.push(finding.clone());
                one.checked.findings.push(finding);
            }
        }
    }

    /// The files without the pages of periods among them, as a shell names them for `2026-Q1/*`: a page
    /// is read with the folder's files, and is no table.
    fn without_pages<'p>(
        &mut self,
        files: Vec<&'p Path>,
        is_more: bool,
    ) -> Result<Vec<&'p Path>, Error> {
        let is_page = |path: &&Path| path.file_name().is_some_and(|name| name == PAGE);
        let (pages, files): (Vec<&Path>, Vec<&Path>) = files.into_iter().partition(is_page);
        for page in pages {
            let at = shown(page);
            if files.is_empty() && !is_more {
                refuse!(
                    "“{at}” là trang của kỳ, không phải bảng số liệu. Muốn kiểm tra cả trang thì nêu thư mục của kỳ."
                );
            }
            self.notes.push(Note::new(format!(
                "Không kiểm tra “{at}” như một tệp của cơ quan: đó là trang của kỳ."
            )));
        }
        Ok(files)
    }

    /// The period folders that a path expands to, each with the period that it is to be checked for.
    /// Of a data folder a period that is asked for picks the folders its report is made from.
    fn period_folders_at(
        &mut self,
        path: &Path,
        period: Option<Period>,
    ) -> Result<Vec<(PathBuf, Option<Period>)>, Error> {
        let store = self.setting.store();
        if named_period(store, path).is_none() {
            // A folder that only has a page may be a data folder with a page gone astray.
            let is_period = is_period_folder(store, path);
            let mut inner = DataFolder::list(&self.setting, path)?;
            let notes = std::mem::take(&mut inner.notes);
            self.notes.extend(notes.into_iter().filter(|_| !is_period));
            if !inner.folders.is_empty() {
                return self.picked(inner, period);
            }
        }
        Ok(vec![(path.to_owned(), period)])
    }

    /// The folders of a data folder, or those of the period that is asked for.
    fn picked(
        &self,
        data: DataFolder,
        period: Option<Period>,
    ) -> Result<Vec<(PathBuf, Option<Period>)>, Error> {
        let parts = period.map(|period| data.source_periods(&self.setting.plan, period));
        let is_asked = |folder: &&PeriodFolder| match (period, &parts) {
            (Some(period), Some(parts)) => {
                folder.period == period || parts.contains(&folder.period)
            }
            _ => true,
        };
        let picked: Vec<_> =
            data.folders.iter().filter(is_asked).map(|f| (f.path.clone(), None)).collect();
        if let Some(period) = period.filter(|_| picked.is_empty()) {
            let there: Vec<String> = data.folders.iter().map(|f| f.period.id()).collect();
            refuse!(
                "Trong “{}” không có thư mục của {}; có: {}.",
                shown(&data.path),
                period.name(),
                there.join(", ")
            );
        }
        Ok(picked)
    }

    /// Single files; those of one folder that has a period belong together.
    fn single_files(
        &self,
        files: &[&Path],
        period: Option<Period>,
        whole: &mut [(PathBuf, FileSet)],
    ) -> Result<Vec<FileSet>, Error> {
        let store = self.setting.store();
        let mut sets: Vec<FileSet> = Vec::new();
        let mut homes: HashMap<PathBuf, usize> = HashMap::new();
        let mut seen = HashSet::new();
        for path in files {
            let folder = folder_of(path);
            let home = store.real(folder).unwrap_or_else(|| folder.to_owned());
            let name = path.file_name().unwrap_or_default();
            let is_listed = match whole.iter_mut().find(|(path, _)| *path == home) {
                Some((_, set)) => set.lists(store, name)?,
                None => false,
            };
            if is_listed || !seen.insert((home.clone(), name)) {
                continue;
            }
            if homes.get(&home).is_some_and(|at| sets[*at].join(path)) {
                continue;
            }
            homes.insert(home, sets.len());
            sets.push(FileSet::file(&self.setting, path, period)?);
        }
        Ok(sets)
    }
}

/// Checks a set against its history; what there is to say about that goes to the set's notes.
fn check(
    setting: &Setting,
    loader: &mut Loader,
    is_asked: bool,
    what: Waiting,
) -> Result<CheckedSet, Error> {
    let period = match &what {
        Waiting::FileSet(set) => set.period,
        Waiting::Folder(n) => Some(loader.data.folders[*n].period),
    };
    let used = loader.reach(setting, period)?;
    let (mut set, checked) = match what {
        Waiting::FileSet(mut set) => {
            let checked = set.check(setting, Some(&loader.history))?;
            (*set, checked)
        }
        Waiting::Folder(n) => loader.take(setting, n)?,
    };
    for (page, faults) in &loader.broken {
        let Some(name) = faults.first().and_then(|f| f.place.shared_file().cloned()) else {
            continue;
        };
        set.notes.push(Note::new(format!(
            "Trang “{name}” của kỳ trước còn chỗ sai, cần sửa; số liệu kỳ ấy vẫn được so, như khi chưa có trang này."
        )));
        set.beside.push((name, page.clone()));
    }
    if !used.is_empty() {
        let ids: Vec<String> = used.iter().map(|period| period.id()).collect();
        let sentence = format!("So với các kỳ trước: {}.", ids.join(", "));
        set.notes.push(Note::new(sentence).detail());
    } else if is_asked {
        let period = period.map_or_else(|| "kỳ này".to_owned(), Period::name);
        set.notes.push(Note::new(format!(
            "Chưa so được với kỳ trước: trong “{}” không có kỳ nào trước {period}.",
            shown(&loader.data.path)
        )));
    }
    Ok(CheckedSet { set, checked })
}
