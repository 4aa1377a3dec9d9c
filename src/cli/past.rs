//! The periods before: which folders they are, read once and oldest first, each checked against those
//! before it.
//!
//! Whatever checks a file takes its past from here, so that a row has one verdict everywhere.

use std::path::{Path, PathBuf};

use anyhow::bail;
use report::check::{Checked, History};
use report::diag::Diagnostic;
use report::plan::{Period, Plan};

use super::args::Global;
use super::context::{self, shown};
use super::data::{self, Unit};

/// The past of a run: that of `--previous`, else that of the data folder in which lies what is being
/// checked.
pub(crate) struct Pasts<'a> {
    plan: &'a Plan,
    global: &'a Global,
    asked: bool,
    past: Option<Past>,
}

/// Period folders and what they say, as far as they were read.
struct Past {
    /// Where the folders lie.
    data: PathBuf,
    /// Oldest first.
    folders: Vec<(Period, PathBuf)>,
    /// How many are in the history.
    read: usize,
    history: History,
    /// The pages of those folders with what is wrong with them, until it is told.
    broken: Vec<(PathBuf, Vec<Diagnostic>)>,
}

impl<'a> Pasts<'a> {
    /// Nothing is read yet. `previous` is a period folder, or a folder of period folders.
    pub(crate) fn new(
        plan: &'a Plan,
        global: &'a Global,
        previous: Option<&Path>,
    ) -> anyhow::Result<Self> {
        let past = previous.map(|data| asked(plan, data).map(|folders| Past::new(data, folders)));
        Ok(Self { plan, global, asked: previous.is_some(), past: past.transpose()? })
    }

    /// Checks a unit against its past. What is wrong with a page of the past is found with it, once.
    pub(crate) fn check(&mut self, unit: &mut Unit) -> anyhow::Result<Checked> {
        let plan = self.plan;
        let past = self.read(unit)?;
        let history = past.as_ref().map(|past| &past.history);
        let mut checked = unit.check(plan, history, context::threads());
        let Some(past) = past else { return Ok(checked) };
        if let Some(folder) = unit.whole_folder() {
            past.take(plan, folder, &checked);
        }
        checked.findings.extend(past.broken.drain(..).flat_map(|(_, faults)| faults));
        Ok(checked)
    }

    /// Checks a text, as if it stood in the unit's only file, against the unit's past.
    pub(crate) fn check_text(&mut self, unit: &mut Unit, text: &str) -> anyhow::Result<Checked> {
        let plan = self.plan;
        let history = self.read(unit)?.map(|past| &past.history);
        Ok(unit.check_text(plan, text, history))
    }

    /// Reads the past of a unit as far as the unit needs it; what there is to say about it goes to
    /// the unit's notes.
    fn read(&mut self, unit: &mut Unit) -> anyhow::Result<Option<&mut Past>> {
        let (plan, global, asked) = (self.plan, self.global, self.asked);
        let Some(past) = self.of(unit)? else { return Ok(None) };
        let used = past.read_until(plan, global, unit.period)?;
        for (page, faults) in &past.broken {
            let Some(name) = faults.first().and_then(|f| f.place.file.clone()) else { continue };
            unit.notes.push(format!(
                "Trang “{name}” của kỳ trước còn chỗ sai, cần sửa; số liệu kỳ ấy vẫn được so, như khi chưa có trang này."
            ));
            unit.beside.push((name, page.clone()));
        }
        if !used.is_empty() && global.verbose {
            let ids: Vec<String> = used.iter().map(|period| period.id()).collect();
            unit.notes.push(format!("So với các kỳ trước: {}.", ids.join(", ")));
        } else if used.is_empty() && asked {
            let period = unit.period.map_or_else(|| "kỳ này".to_owned(), Period::name);
            unit.notes.push(format!(
                "Chưa so được với kỳ trước: trong “{}” không có kỳ nào trước {period}.",
                shown(&past.data)
            ));
        }
        Ok(Some(past))
    }

    /// The past that counts for a unit.
    fn of(&mut self, unit: &Unit) -> anyhow::Result<Option<&mut Past>> {
        if self.asked {
            return Ok(self.past.as_mut());
        }
        let Some(data) = unit.home.as_deref().and_then(folder_above) else { return Ok(None) };
        if self.past.as_ref().is_none_or(|past| past.data != data) {
            let folders = data::period_folders(self.plan, &data)?;
            // What lies together is checked one after another: the past of another folder may go.
            self.past = Some(Past::new(&data, folders));
        }
        Ok(self.past.as_mut())
    }
}

impl Past {
    fn new(data: &Path, folders: Vec<(Period, PathBuf)>) -> Self {
        Self {
            data: data.to_owned(),
            folders,
            read: 0,
            history: History::default(),
            broken: Vec::new(),
        }
    }

    /// Reads the folders whose windows closed before that of a period began, all of them where the
    /// period is not known, and gives their periods.
    fn read_until(
        &mut self,
        plan: &Plan,
        global: &Global,
        period: Option<Period>,
    ) -> anyhow::Result<Vec<Period>> {
        let start = period.map(|period| plan.window(period).start);
        let is_before = |found: Period| start.is_none_or(|start| plan.window(found).end < start);
        while let Some((found, path)) = self.folders.get(self.read).filter(|(p, _)| is_before(*p)) {
            let faults = data::past_folder(plan, global, *found, path, &mut self.history)?;
            self.broken.extend((!faults.is_empty()).then(|| (path.join(data::PAGE), faults)));
            self.read += 1;
        }
        // They are sorted by the ends of their windows.
        Ok(self.folders.iter().map(|(found, _)| *found).take_while(|p| is_before(*p)).collect())
    }

    /// Takes in what was just checked, if it is what would be read next.
    fn take(&mut self, plan: &Plan, (period, folder): (Period, &Path), checked: &Checked) {
        let next = self.folders.get(self.read);
        if next.is_some_and(|(found, path)| *found == period && is_same(path, folder)) {
            self.history.add(plan, &data::folder_name(folder), checked);
            self.read += 1;
        }
    }
}

/// The period folders that `--previous` names.
fn asked(plan: &Plan, folder: &Path) -> anyhow::Result<Vec<(Period, PathBuf)>> {
    if !folder.is_dir() {
        bail!("Không có thư mục “{}” mà --previous nêu.", shown(folder));
    }
    let inner = data::period_folders(plan, folder)?;
    match data::period_of(plan, folder)? {
        _ if !inner.is_empty() => Ok(inner),
        Some(period) => Ok(vec![(period, folder.to_owned())]),
        None => bail!(
            "“{}” mà --previous nêu không phải thư mục của một kỳ, cũng không có thư mục của kỳ nào ở trong. Thư mục của kỳ mang tên như 2025-Q3, hoặc có tệp period.yaml ghi kỳ.",
            shown(folder)
        ),
    }
}

/// The folder in which a period folder lies.
fn folder_above(folder: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(folder).ok()?.parent().map(Path::to_owned)
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((std::fs::canonicalize(a), std::fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}
