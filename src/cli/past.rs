//! The periods before: which folders they are, read once and oldest first, each checked against those
//! before it.
//!
//! Whatever checks a file takes its past from here, so that a row has one verdict everywhere.

use std::path::{Path, PathBuf};

use anyhow::bail;
use report::check::{Checked, History};
use report::diag::Diagnostic;
use report::plan::{Period, Plan};
use report::submission::PAGE;

use super::args::Global;
use super::context::{self, shown};
use super::data::{self, Unit};
use super::folders::{self, DataFolder};

/// The past of a run: that of `--previous`, else that of the data folder in which lies what is being
/// checked.
pub(crate) struct Pasts<'a> {
    plan: &'a Plan,
    global: &'a Global,
    asked: bool,
    past: Option<Past>,
    /// The data folder in which lies what is being checked.
    around: Option<DataFolder>,
    /// What was told of data folders.
    told: Vec<Diagnostic>,
}

/// Period folders and what they say, as far as they were read.
struct Past {
    /// The folders.
    data: DataFolder,
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
        let past = previous.map(|data| asked(plan, data).map(Past::new)).transpose()?;
        let (around, told) = (None, Vec::new());
        Ok(Self { plan, global, asked: previous.is_some(), past, around, told })
    }

    /// Looks at the data folder in which a unit lies; what contradicts there is an error. A longer
    /// period that is made from other folders is missing nobody.
    pub(crate) fn look_around(&mut self, unit: &mut Unit) -> anyhow::Result<()> {
        let Some(data) = unit.home.as_deref().and_then(folder_above) else { return Ok(()) };
        if self.around.as_ref().is_none_or(|around| around.path != data) {
            self.around = Some(DataFolder::list(self.plan, &data)?);
        }
        let Some(around) = &self.around else { return Ok(()) };
        if let Some(period) = unit.period
            && around.of(period).is_some()
            && !around.holds_files_of(self.plan, period)
        {
            unit.is_made_from_others();
        }
        Ok(())
    }

    /// Checks a unit against its past. What is wrong with a page of the past, and what is found about
    /// the folders of the same days, is found with it, once.
    pub(crate) fn check(&mut self, unit: &mut Unit) -> anyhow::Result<Checked> {
        let plan = self.plan;
        self.look_around(unit)?;
        let past = self.read(unit)?;
        let history = past.as_ref().map(|past| &past.history);
        let mut checked = unit.check(plan, history, context::threads());
        if let Some(past) = past {
            if let Some(folder) = unit.whole_folder() {
                past.take(plan, folder, &checked);
            }
            checked.findings.extend(past.broken.drain(..).flat_map(|(_, faults)| faults));
        }
        self.tell_beside(unit, &mut checked);
        Ok(checked)
    }

    /// Checks a text, as if it stood in the unit's only file, against the unit's past.
    pub(crate) fn check_text(&mut self, unit: &mut Unit, text: &str) -> anyhow::Result<Checked> {
        let plan = self.plan;
        self.look_around(unit)?;
        let history = self.read(unit)?.map(|past| &past.history);
        let mut checked = unit.check_text(plan, text, history);
        self.tell_beside(unit, &mut checked);
        Ok(checked)
    }

    fn tell_beside(&mut self, unit: &Unit, checked: &mut Checked) {
        let Some((around, period)) = self.around.as_ref().zip(unit.period) else { return };
        if unit.home.is_none() {
            return;
        }
        for finding in around.beside(&[period]) {
            if !self.told.contains(&finding) {
                self.told.push(finding.clone());
                checked.findings.push(finding);
            }
        }
    }

    /// Reads the past of a unit as far as the unit needs it; what there is to say about it goes to
    /// the unit's notes.
    fn read(&mut self, unit: &mut Unit) -> anyhow::Result<Option<&mut Past>> {
        let (plan, global, asked) = (self.plan, self.global, self.asked);
        let Some(past) = self.of(unit)? else { return Ok(None) };
        let used = past.read_until(plan, global, unit.period)?;
        for (page, faults) in &past.broken {
            let Some(name) = faults.first().and_then(|f| f.place.shared_file().cloned()) else {
                continue;
            };
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
                shown(&past.data.path)
            ));
        }
        Ok(Some(past))
    }

    /// The past that counts for a unit.
    fn of(&mut self, unit: &Unit) -> anyhow::Result<Option<&mut Past>> {
        if self.asked {
            return Ok(self.past.as_mut());
        }
        if unit.home.is_none() {
            return Ok(None);
        }
        let Some(around) = &self.around else { return Ok(None) };
        if self.past.as_ref().is_none_or(|past| past.data.path != around.path) {
            // What lies together is checked one after another: the past of another folder may go.
            self.past = Some(Past::new(around.clone()));
        }
        Ok(self.past.as_mut())
    }
}

impl Past {
    fn new(data: DataFolder) -> Self {
        Self { data, read: 0, history: History::default(), broken: Vec::new() }
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
        let folders = &self.data.folders;
        while let Some(folder) = folders.get(self.read).filter(|f| is_before(f.period)) {
            let faults = folders::past_folder(plan, global, folder, &mut self.history)?;
            self.broken.extend((!faults.is_empty()).then(|| (folder.path.join(PAGE), faults)));
            self.read += 1;
        }
        // They are sorted by the ends of their windows.
        Ok(folders.iter().map(|folder| folder.period).take_while(|p| is_before(*p)).collect())
    }

    /// Takes in what was just checked, if it is what would be read next.
    fn take(&mut self, plan: &Plan, (period, folder): (Period, &Path), checked: &Checked) {
        let next = self.data.folders.get(self.read);
        if next.is_some_and(|next| next.period == period && data::is_same(&next.path, folder)) {
            self.history.add(plan, &data::folder_name(folder), checked);
            self.read += 1;
        }
    }
}

/// The period folders that `--previous` names.
fn asked(plan: &Plan, folder: &Path) -> anyhow::Result<DataFolder> {
    if !folder.is_dir() {
        bail!("Không có thư mục “{}” mà --previous nêu.", shown(folder));
    }
    let inner = DataFolder::list(plan, folder)?;
    if !inner.folders.is_empty() {
        return Ok(inner);
    }
    match data::period_of(plan, folder)? {
        Some(period) => DataFolder::only(plan, folder, period),
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
