//! The data folder: which period folders lie in it, listed once for a command, and their reading.
//!
//! Lists and opens; which folder is of which period, and what contradicts, is decided by
//! `submission::arrange`, so that every command does the same with it.

use std::path::{Path, PathBuf};

use anyhow::bail;
use report::check::{self, History};
use report::consolidate::Folder;
use report::decode::yaml;
use report::diag::{Diagnostic, Policy, Sink};
use report::plan::{Period, Plan};
use report::source::Source;
use report::submission::{self, Arranged, EntryKind, Listed, PAGE, Page};

use super::args::Global;
use super::context::{self, shown};
use super::data::{self, Unit, folder_name};

/// A folder of a period.
#[derive(Debug, Clone)]
pub(crate) struct PeriodFolder {
    pub(crate) period: Period,
    pub(crate) path: PathBuf,
    /// Whether files that may hold a table lie in it.
    pub(crate) has_tables: bool,
    /// Its page, or what is wrong with it.
    page: Result<Option<Page>, Vec<Diagnostic>>,
}

impl PeriodFolder {
    /// The page; what is wrong with it is an error, told in full.
    pub(crate) fn page(&self, plan: &Plan) -> anyhow::Result<Option<Page>> {
        match &self.page {
            Ok(page) => Ok(page.clone()),
            // Read once more for the lines that are shown.
            Err(_) => data::page_at(plan, &self.path.join(PAGE)).map(Some),
        }
    }
}

/// The period folders of a data folder.
#[derive(Debug, Clone, Default)]
pub(crate) struct DataFolder {
    /// Where they lie.
    pub(crate) path: PathBuf,
    /// Oldest first.
    pub(crate) folders: Vec<PeriodFolder>,
    /// M912, each with the periods that it is about.
    beside: Vec<(Vec<Period>, Diagnostic)>,
    /// What was passed over, for people.
    pub(crate) notes: Vec<String>,
}

impl DataFolder {
    /// Lists a data folder. What contradicts in it is an error: nothing could be read from it that
    /// is certain.
    pub(crate) fn list(plan: &Plan, path: &Path) -> anyhow::Result<Self> {
        let mut found: Vec<Found> = Vec::new();
        let (mut faults, mut passed) = (Vec::new(), Vec::new());
        for (name, at) in data::entries(path)? {
            let named = submission::period_of_name(&name).is_some();
            if !at.is_dir() {
                passed.extend(named.then_some(name));
                continue;
            }
            match Found::look(plan, name, at, named)? {
                Looked::Period(folder) => found.push(*folder),
                Looked::Fault(fault) => faults.push(*fault),
                Looked::Passed(name) => passed.push(name),
                Looked::Other => {}
            }
        }
        forget_links(&mut found);
        let listed: Vec<Listed<'_>> = found.iter().map(Found::listed).collect();
        let Arranged { periods, faults: others, beside } = submission::arrange(plan, &listed);
        faults.extend(others);
        told(path, faults)?;
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
        let beside = beside.into_iter().map(|b| (b.periods, severity(b.finding))).collect();
        Ok(Self { path: path.to_owned(), folders, beside, notes: passed_over(path, &passed) })
    }

    /// The data folder and its periods; a period folder stands for the folder in which it lies.
    pub(crate) fn around(plan: &Plan, data: &Path) -> anyhow::Result<Self> {
        let own = Self::list(plan, data)?;
        if own.folders.is_empty() && data::is_period_folder(data) {
            let parent =
                std::fs::canonicalize(data).ok().and_then(|p| p.parent().map(Path::to_owned));
            if let Some(parent) = parent {
                return Self::list(plan, &parent);
            }
        }
        Ok(own)
    }

    /// One period folder by itself.
    pub(crate) fn only(plan: &Plan, path: &Path, period: Period) -> anyhow::Result<Self> {
        let looked = Found::look(plan, folder_name(path), path.to_owned(), true)?;
        let folders = match looked {
            Looked::Period(found) => vec![found.of(period)],
            Looked::Fault(fault) => return told(path, vec![*fault]).map(|()| Self::default()),
            Looked::Passed(_) | Looked::Other => Vec::new(),
        };
        Ok(Self { path: path.to_owned(), folders, ..Self::default() })
    }

    /// The folder of a period.
    pub(crate) fn of(&self, period: Period) -> Option<&PeriodFolder> {
        self.folders.iter().find(|folder| folder.period == period)
    }

    /// The periods whose folders the report of a period is made from.
    pub(crate) fn made_from(&self, plan: &Plan, period: Period) -> Vec<Period> {
        let there: Vec<(Period, bool)> =
            self.folders.iter().map(|folder| (folder.period, folder.has_tables)).collect();
        submission::made_from(plan, period, &there)
    }

    /// Whether the files of a period lie in its own folder: not so for a longer period that has a
    /// page of its own and is made from other folders.
    pub(crate) fn holds_files_of(&self, plan: &Plan, period: Period) -> bool {
        self.made_from(plan, period).contains(&period)
    }

    /// What is found about folders of the same days as one of these periods.
    pub(crate) fn beside(&self, periods: &[Period]) -> Vec<Diagnostic> {
        let about = |of: &[Period]| of.iter().any(|period| periods.contains(period));
        self.beside.iter().filter(|(of, _)| about(of)).map(|(_, finding)| finding.clone()).collect()
    }

    /// The same in words, for commands that list no findings.
    pub(crate) fn beside_in_words(&self, periods: &[Period]) -> Option<String> {
        let findings = self.beside(periods);
        let words = || context::findings_for_people(&findings, std::iter::empty(), false);
        // The count of them at the end is for lists of all there is.
        let told = |text: String| text.trim_end().rsplit_once("\n\n").map(|(t, _)| t.to_owned());
        (!findings.is_empty()).then(words).and_then(told)
    }
}

/// A folder that is one of a period, as far as a look into it tells.
#[derive(Debug)]
struct Found {
    name: String,
    path: PathBuf,
    has_tables: bool,
    page: Result<Option<Page>, Vec<Diagnostic>>,
}

/// What a folder turned out to be.
enum Looked {
    Period(Box<Found>),
    /// M913.
    Fault(Box<Diagnostic>),
    /// None of a period, though somebody may have meant it.
    Passed(String),
    /// Something else: templates, published documents.
    Other,
}

impl Found {
    fn look(plan: &Plan, name: String, path: PathBuf, named: bool) -> anyhow::Result<Looked> {
        let entries = match data::kinds(&path) {
            Ok(entries) => entries,
            Err(error) if named => return Err(error),
            Err(_) => return Ok(Looked::Other),
        };
        let has_tables = entries.iter().any(|(name, kind)| {
            matches!(kind, EntryKind::File | EntryKind::DeadLink) && data::may_hold_table(name)
        });
        let has_page = submission::page_in(
            &name,
            entries.iter().map(|(name, kind)| (name.as_str(), *kind)),
            named,
        );
        let has_page = match has_page {
            Ok(has_page) => has_page,
            Err(fault) if named || has_tables => return Ok(Looked::Fault(fault)),
            Err(_) => return Ok(Looked::Other),
        };
        if !named && !has_page {
            let is_meant = has_tables && submission::looks_like_period(&name);
            return Ok(if is_meant { Looked::Passed(name) } else { Looked::Other });
        }
        let page = if has_page {
            let at = format!("{name}/{PAGE}");
            let source = Source::new(at, context::read(&path.join(PAGE), yaml::MAX_BYTES)?);
            loaded(plan, &source).map(Some)
        } else {
            Ok(None)
        };
        Ok(Looked::Period(Box::new(Self { name, path, has_tables, page })))
    }

    fn listed(&self) -> Listed<'_> {
        Listed {
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

/// A page, or what is wrong with it.
pub(crate) fn loaded(plan: &Plan, source: &Source) -> Result<Page, Vec<Diagnostic>> {
    let load = || {
        let mut sink = Sink::new();
        Page::load(source, plan, &mut sink).ok_or_else(|| sink.finish(&Policy::default()))
    };
    check::isolated(load).unwrap_or_else(|| Err(vec![check::gave_up(&source.name)]))
}

/// One folder under two names is one folder; the name that says a period stays.
fn forget_links(found: &mut Vec<Found>) {
    let is_link = |folder: &Found| folder.path.is_symlink();
    if !found.iter().any(is_link) {
        return;
    }
    let real = |folder: &Found| std::fs::canonicalize(&folder.path).ok();
    let kept: Vec<PathBuf> = found.iter().filter(|f| !is_link(f)).filter_map(real).collect();
    found.retain(|folder| !is_link(folder) || real(folder).is_none_or(|at| !kept.contains(&at)));
}

/// What contradicts in a data folder, in full.
fn told(path: &Path, faults: Vec<Diagnostic>) -> anyhow::Result<()> {
    if faults.is_empty() {
        return Ok(());
    }
    let mut sink = Sink::new();
    sink.extend(faults);
    bail!(
        "Thư mục dữ liệu “{}” còn chỗ sai, cần sửa trước.\n\n{}",
        shown(path),
        context::findings_for_people(&sink.finish(&Policy::default()), std::iter::empty(), false)
    )
}

fn passed_over(path: &Path, passed: &[String]) -> Vec<String> {
    if passed.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = passed.iter().map(|name| report::render::clean(name)).collect();
    vec![format!(
        "Bỏ qua trong “{}”, vì tên không phải là thư mục của một kỳ (viết như 2025-Q3, 2025-H1, 2025) và không có period.yaml ghi kỳ: {}.",
        shown(path),
        names.join(", ")
    )]
}

/// The latest period of a data folder whose data window has begun; a period folder is its own.
pub(crate) fn latest(plan: &Plan, global: &Global, data: &Path) -> anyhow::Result<Period> {
    let all = DataFolder::around(plan, data)?;
    if all.path != data
        && let Some(own) = all.folders.iter().find(|folder| data::is_same(&folder.path, data))
    {
        return Ok(own.period);
    }
    for folder in all.folders.iter().rev() {
        let page = folder.page(plan)?.unwrap_or_default();
        if plan.window(folder.period).start <= context::as_of(global, page.as_of)? {
            return Ok(folder.period);
        }
    }
    if all.folders.is_empty() {
        bail!("Trong “{}” không có thư mục của kỳ nào.", shown(&all.path));
    }
    bail!("Trong “{}” chưa có kỳ nào bắt đầu. Nêu kỳ bằng --period.", shown(&all.path))
}

/// Reads and checks a folder of the past and adds it to what was said before. A page that is wrong
/// keeps nobody from being held against what agencies said then: the folder is read as one without a
/// page, and what is wrong with it is given back.
pub(crate) fn past_folder(
    plan: &Plan,
    global: &Global,
    folder: &PeriodFolder,
    history: &mut History,
) -> anyhow::Result<Vec<Diagnostic>> {
    let (page, faults) = match &folder.page {
        Ok(page) => (page.clone(), Vec::new()),
        Err(faults) => (None, faults.clone()),
    };
    let mut unit = Unit::folder_with(global, &folder.path, Some(folder.period), page)?;
    let checked = unit.check(plan, Some(history), context::threads());
    history.add(plan, &folder_name(&folder.path), &checked);
    Ok(faults)
}

/// Reads and checks a period folder against what was said before, and adds it to that. Of the findings
/// it keeps what the figures need.
pub(crate) fn checked_folder(
    plan: &Plan,
    global: &Global,
    folder: &PeriodFolder,
    history: &mut History,
) -> anyhow::Result<(Folder, Vec<String>)> {
    let period = folder.period;
    let mut unit = Unit::folder_with(global, &folder.path, Some(period), folder.page(plan)?)?;
    // A past period was counted on its own day, not on the day that is asked for now.
    let own_day = unit.page.as_of;
    let mut checked = unit.check(plan, Some(history), context::threads());
    checked.forget_advice();
    history.add(plan, &folder_name(&folder.path), &checked);
    let as_of = own_day.unwrap_or_else(|| plan.deadline(period));
    let told = global.verbose.then(|| unit.told());
    let unread = unit.unread_in_words();
    let notes = told.into_iter().chain(unit.notes).chain(unread).collect();
    Ok((Folder { period, page: unit.page, as_of, checked }, notes))
}
