//! The data folder: which period folders lie in it.
//!
//! Lists and opens pages; which folder is of which period, and what contradicts, is decided by
//! `submission::arrange`, so that every command does the same with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::Error;
use super::folder::{self, folder_name, is_period_folder, is_table, list};
use super::setting::{Options, Setting};
use super::store::{Entry, Store};
use super::wording::{Note, shown};
use crate::check;
use crate::diag::{Diagnostic, Policy, Sink};
use crate::plan::{Period, Plan};
use crate::render::clean;
use crate::submission::{self, Arrangement, EntryKind, ListedFolder, PAGE, Page};

/// A folder of a period.
#[derive(Debug, Clone)]
pub(crate) struct PeriodFolder {
    pub(crate) period: Period,
    pub(crate) path: PathBuf,
    /// Whether files that may hold a table lie in it.
    pub(crate) has_tables: bool,
    /// Its page, or what is wrong with it.
    pub(crate) page: Result<Option<Page>, Vec<Diagnostic>>,
}

impl PeriodFolder {
    /// The page. Its faults are one error that lists them all.
    pub(crate) fn page(&self, setting: &Setting) -> Result<Option<Page>, Error> {
        match &self.page {
            Ok(page) => Ok(page.clone()),
            // Under its path, and with the lines that are shown.
            Err(_) => folder::page_at(setting, &self.path.join(PAGE)).map(Some),
        }
    }
}

/// The period folders of a data folder.
#[derive(Debug, Clone, Default)]
pub(crate) struct DataFolder {
    /// Where they lie.
    pub(crate) path: PathBuf,
    /// By the ends of their data windows; of equal ones the longer first.
    pub(crate) folders: Vec<PeriodFolder>,
    /// M912 and M917, each with the periods that it is about.
    beside: Vec<(Vec<Period>, Diagnostic)>,
    /// Skipped entries.
    pub(crate) notes: Vec<Note>,
}

impl DataFolder {
    /// Lists a data folder. What contradicts in it is an error: nothing could be read from it that
    /// is certain.
    pub(crate) fn list(setting: &Setting, path: &Path) -> Result<Self, Error> {
        let plan = &setting.plan;
        let mut found: Vec<Found> = Vec::new();
        let (mut faults, mut passed, mut loose) = (Vec::new(), Vec::new(), Vec::new());
        let mut has_page = false;
        for entry in list(setting.store(), path)? {
            let is_named = submission::period_of_name(&entry.name).is_some();
            if entry.kind != EntryKind::Folder {
                has_page |= entry.name == PAGE;
                let is_loose = is_table(&entry);
                let told = if is_loose { &mut loose } else { &mut passed };
                told.extend((is_loose || is_named).then_some(entry.name));
                continue;
            }
            match Found::in_folder(setting, entry, is_named)? {
                Look::Period(folder) => found.push(*folder),
                Look::Fault(fault) => faults.push(*fault),
                Look::Passed(name) => passed.push(name),
                Look::Other => {}
            }
        }
        forget_links(setting.store(), &mut found);
        let listed: Vec<ListedFolder<'_>> = found.iter().map(Found::listed).collect();
        let Arrangement { periods, faults: others, overlaps } = submission::arrange(plan, &listed);
        faults.extend(others);
        if has_page && !found.is_empty() && folder::named_period(setting.store(), path).is_none() {
            faults.push(submission::page_astray(&folder_name(setting.store(), path)));
        }
        refuse(path, faults)?;
        let mut folders: Vec<PeriodFolder> = Vec::new();
        for (folder, period) in found.into_iter().zip(periods) {
            match period {
                Some(period) => folders.push(folder.of(period)),
                None => passed.push(folder.name),
            }
        }
        folders.sort_by_key(|folder| {
            let window = plan.window(folder.period);
            (window.end, window.start)
        });
        let severity = |mut finding: Diagnostic| {
            finding.severity = check::severity(plan, finding.code);
            finding
        };
        let beside = overlaps.into_iter().map(|b| (b.periods, severity(b.finding))).collect();
        let notes = skipped(path, &passed, &loose);
        let mut all = Self { path: path.to_owned(), folders, beside, notes };
        all.beside.extend(all.named_in_vain(plan));
        Ok(all)
    }

    /// The data folder and its periods; for a period folder, its parent.
    pub(crate) fn around(setting: &Setting, data: &Path) -> Result<Self, Error> {
        let own = Self::list(setting, data)?;
        let store = setting.store();
        if own.folders.is_empty()
            && is_period_folder(store, data)
            && let Some(above) = folder::data_folder_around(store, data)
        {
            let all = Self::list(setting, &above)?;
            // What else lies beside a folder that was named is nobody's concern.
            return Ok(Self { notes: Vec::new(), ..all });
        }
        Ok(own)
    }

    /// One period folder by itself.
    pub(crate) fn only(setting: &Setting, path: &Path, period: Period) -> Result<Self, Error> {
        let entry = Entry {
            name: folder_name(setting.store(), path),
            path: path.to_owned(),
            kind: EntryKind::Folder,
            is_link: false,
        };
        let folders = match Found::in_folder(setting, entry, true)? {
            Look::Period(found) => vec![found.of(period)],
            Look::Fault(fault) => return refuse(path, vec![*fault]).map(|()| Self::default()),
            Look::Passed(_) | Look::Other => Vec::new(),
        };
        Ok(Self { path: path.to_owned(), folders, ..Self::default() })
    }

    /// The number of a period's folder.
    pub(crate) fn of(&self, period: Period) -> Option<usize> {
        self.folders.iter().position(|folder| folder.period == period)
    }

    /// How many folders, the first ones, have windows that closed before that of a period began.
    pub(crate) fn before(&self, plan: &Plan, period: Period) -> usize {
        let start = plan.window(period).start;
        self.folders.partition_point(|folder| plan.window(folder.period).end < start)
    }

    /// The periods whose folders the report of a period is made from.
    pub(crate) fn source_periods(&self, plan: &Plan, period: Period) -> Vec<Period> {
        let there: Vec<(Period, bool)> =
            self.folders.iter().map(|folder| (folder.period, folder.has_tables)).collect();
        submission::source_periods(plan, period, &there)
    }

    /// Whether the files of a period lie in its own folder: not so for a longer period that has a
    /// page of its own and is made from other folders.
    pub(crate) fn holds_files_of(&self, plan: &Plan, period: Period) -> bool {
        self.source_periods(plan, period).contains(&period)
    }

    /// What the pages of longer periods name that are made from other folders.
    fn named_in_vain(&self, plan: &Plan) -> Vec<(Vec<Period>, Diagnostic)> {
        let in_vain = |folder: &PeriodFolder| {
            let page = folder.page.as_ref().ok().and_then(Option::as_ref)?;
            let is_made_elsewhere = !self.holds_files_of(plan, folder.period);
            let period = folder.period;
            let found = is_made_elsewhere.then(|| check::named_in_vain(plan, period, page))?;
            Some(found.into_iter().map(move |finding| (vec![period], finding)))
        };
        self.folders.iter().filter_map(in_vain).flatten().collect()
    }

    /// What is found about folders of the same days as one of these periods.
    pub(crate) fn beside(&self, periods: &[Period]) -> Vec<Diagnostic> {
        let about = |of: &[Period]| of.iter().any(|period| periods.contains(period));
        self.beside.iter().filter(|(of, _)| about(of)).map(|(_, finding)| finding.clone()).collect()
    }

    /// The same as a note, for commands that list no findings.
    pub(crate) fn note_beside(&self, periods: &[Period]) -> Option<Note> {
        let findings = self.beside(periods);
        (!findings.is_empty()).then(|| Note::of_findings(findings))
    }
}

/// The folder of a period in a data folder, under whatever name of the period.
pub fn period_folder(
    store: Arc<dyn Store>,
    plan: &Arc<Plan>,
    data: &Path,
    period: Period,
) -> Result<Option<PathBuf>, Error> {
    let setting = Setting::new(store, Arc::clone(plan), Options::default());
    let listed = DataFolder::list(&setting, data)?;
    Ok(listed.of(period).map(|n| listed.folders[n].path.clone()))
}

/// A candidate period folder, from its name and entries.
#[derive(Debug)]
struct Found {
    name: String,
    path: PathBuf,
    is_link: bool,
    has_tables: bool,
    page: Result<Option<Page>, Vec<Diagnostic>>,
}

/// What a folder turned out to be.
enum Look {
    Period(Box<Found>),
    /// M913.
    Fault(Box<Diagnostic>),
    /// None of a period, though it holds tables.
    Passed(String),
    /// Something else: templates, forms, published documents.
    Other,
}

impl Found {
    fn in_folder(setting: &Setting, folder: Entry, is_named: bool) -> Result<Look, Error> {
        let Entry { name, path, is_link, .. } = folder;
        let entries = match list(setting.store(), &path) {
            Ok(entries) => entries,
            Err(error) if is_named => return Err(error),
            Err(_) => return Ok(Look::Other),
        };
        let has_tables = entries.iter().any(is_table);
        let listed = entries.iter().map(|entry| (entry.name.as_str(), entry.kind));
        let has_page = match submission::page_in(&name, listed, is_named) {
            Ok(has_page) => has_page,
            Err(fault) if is_named || has_tables => return Ok(Look::Fault(fault)),
            Err(_) => return Ok(Look::Other),
        };
        if !is_named && !has_page {
            let is_meant = has_tables && !submission::is_of_forms(&name);
            return Ok(if is_meant { Look::Passed(name) } else { Look::Other });
        }
        let page = match has_page {
            true => {
                let source = setting.page(&path.join(PAGE), &format!("{name}/{PAGE}"))?;
                setting.read_page(&source).map(Some)
            }
            false => Ok(None),
        };
        Ok(Look::Period(Box::new(Self { name, path, is_link, has_tables, page })))
    }

    fn listed(&self) -> ListedFolder<'_> {
        ListedFolder {
            name: &self.name,
            page: self.page.as_ref().ok().and_then(Option::as_ref),
            has_tables: self.has_tables,
        }
    }

    fn of(self, period: Period) -> PeriodFolder {
        let Self { path, has_tables, page, .. } = self;
        PeriodFolder { period, path, has_tables, page }
    }
}

/// One folder under two names is one folder; the name that says a period stays.
fn forget_links(store: &dyn Store, found: &mut Vec<Found>) {
    if !found.iter().any(|folder| folder.is_link) {
        return;
    }
    let real = |folder: &Found| store.real(&folder.path);
    let kept: Vec<PathBuf> = found.iter().filter(|f| !f.is_link).filter_map(real).collect();
    found.retain(|folder| !folder.is_link || real(folder).is_none_or(|at| !kept.contains(&at)));
}

/// Contradictions in a data folder are one error that lists them all.
fn refuse(path: &Path, faults: Vec<Diagnostic>) -> Result<(), Error> {
    if faults.is_empty() {
        return Ok(());
    }
    let mut sink = Sink::new();
    sink.extend(faults);
    let about = format!("Thư mục dữ liệu “{}” còn chỗ sai, cần sửa trước.", shown(path));
    Err(Error::faults(about, sink.finish(&Policy::default()), Vec::new()))
}

/// Why folders and files of a data folder were skipped.
fn skipped(path: &Path, passed: &[String], loose: &[String]) -> Vec<Note> {
    let list =
        |names: &[String]| names.iter().map(|name| clean(name)).collect::<Vec<_>>().join(", ");
    let at = shown(path);
    let passed = (!passed.is_empty()).then(|| {
        format!(
            "Bỏ qua trong “{at}”, vì tên không phải là thư mục của một kỳ (viết như 2025-Q3, 2025-H1, 2025) và không có period.yaml ghi kỳ: {}.",
            list(passed)
        )
    });
    let loose = (!loose.is_empty()).then(|| {
        format!(
            "Không đọc tệp nằm ngay trong “{at}”, ngoài thư mục của các kỳ: {}. Tệp của cơ quan nào thì chép vào thư mục của kỳ được báo cáo.",
            list(loose)
        )
    });
    [passed, loose].into_iter().flatten().map(Note::new).collect()
}
