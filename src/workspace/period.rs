//! What a workspace knows of one period: its checked folders, and everything that is made from them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::error::Error;
use super::loader::Loader;
use super::setting::Setting;
use super::wording::{Note, shown};
use crate::consolidate::{self, Audience, Folder, Input, Report};
use crate::diag::{Diagnostic, Policy, Sink};
use crate::plan::{AgencyId, Period, Plan};
use crate::render::sheet::Sheet;
use crate::render::status::Status;
use crate::render::trace::Trace;
use crate::render::{self, View};
use crate::submission::Page;

/// The checked folders of a period and of those before it.
#[derive(Debug, Clone)]
pub struct PeriodData {
    /// The period.
    pub period: Period,
    /// The day up to which everything is counted.
    pub as_of: NaiveDate,
    /// The analyst's page.
    pub page: Page,
    /// Notes on skipped and unreadable files.
    pub notes: Vec<Note>,
    pub(crate) plan: Arc<Plan>,
    current: Vec<Arc<Folder>>,
    earlier: Vec<Arc<Folder>>,
    paths: Vec<PathBuf>,
}

impl PeriodData {
    pub(crate) fn load(
        setting: &Setting,
        loader: &mut Loader,
        period: Period,
    ) -> Result<Self, Error> {
        let plan = &setting.plan;
        let made = loader.data.source_periods(plan, period);
        let mut page = match loader.data.of(period) {
            Some(own) => loader.data.folders[own].page(setting)?.unwrap_or_default(),
            None => Page::default(),
        };
        let about: Vec<Period> = made.iter().copied().chain([period]).collect();
        let mut notes: Vec<Note> = loader.data.notes.clone();
        notes.extend(loader.data.note_beside(&about));
        let last_start = made.iter().map(|found| plan.window(*found).start).max();
        let (mut current, mut earlier) = (Vec::new(), Vec::new());
        let mut paths = Vec::new();
        for n in 0..loader.data.folders.len() {
            let found = &loader.data.folders[n];
            let (is_current, end) = (made.contains(&found.period), plan.window(found.period).end);
            // What a folder of the period is held against, be it no part of the report.
            let is_past = last_start.is_some_and(|start| end < start);
            if !is_current && !is_past {
                continue;
            }
            // A document is made from nothing that is wrong.
            found.page(setting)?;
            let is_earlier = end < plan.window(period).start;
            if !is_current && !is_earlier {
                continue;
            }
            let checked = loader.folder(setting, n)?;
            if is_current {
                paths.push(checked.set.at.clone());
                notes.extend(checked.notes());
                current.push(Arc::clone(&checked.folder));
            } else {
                // What was passed over in the past is no news.
                notes.extend(checked.notes().map(Note::detail));
                earlier.push(Arc::clone(&checked.folder));
            }
        }
        let Some(last) = current.last() else { return Err(not_there(loader, period)) };
        // A longer period without a page of its own goes by its last quarter.
        page.as_of = page.as_of.or(last.page.as_of);
        let notice = current.iter().find_map(|folder| folder.page.notice.clone());
        page.notice = page.notice.take().or(notice).or_else(|| setting.options.notice.clone());
        let as_of = setting.options.day(page.as_of)?;
        let plan = Arc::clone(plan);
        Ok(Self { period, as_of, page, notes, plan, current, earlier, paths })
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The folders whose files are counted.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path)
    }

    /// What was found in the files of the period, in telling order. Of one that was opened for
    /// [figures only](super::Options::figures_only), what keeps something out of the figures.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let mut sink = Sink::with_limit(usize::MAX);
        sink.extend(self.current.iter().flat_map(|folder| folder.checked.findings.clone()));
        sink.finish(&Policy::default())
    }

    /// The figures, for those who work with what was sent.
    pub fn report(&self) -> Report<'_> {
        self.report_for(Audience::Internal)
    }

    /// The figures, with the words that these readers may read.
    pub fn report_for(&self, audience: Audience) -> Report<'_> {
        let Self { period, as_of, page, plan, current, earlier, .. } = self;
        let input = Input { plan, period: *period, as_of: *as_of, page, current, earlier };
        consolidate::consolidate_for(input, audience)
    }

    /// What the templates of the report see.
    pub fn view(&self) -> View {
        self.view_for(Audience::Internal)
    }

    /// The same, with the words that these readers may read.
    pub fn view_for(&self, audience: Audience) -> View {
        render::view(self.report_for(audience), &self.digest())
    }

    /// Who has reported, and how far each task is. It repeats words of agencies where anybody may
    /// look on: personal data is withheld as in what is published.
    pub fn status(&self) -> Status {
        render::status(&self.report_for(Audience::Public))
    }

    /// Both [`status`](Self::status) and the [view](Self::view_for) of the public, of one report.
    pub fn status_and_view(&self) -> (Status, View) {
        let report = self.report_for(Audience::Public);
        let status = render::status(&report);
        (status, render::view(report, &self.digest()))
    }

    /// The tasks by the recommendation that they answer. It holds no words of agencies.
    pub fn trace(&self) -> Trace {
        render::trace(&self.report(), &self.digest())
    }

    /// Both the [`view`](Self::view) and the [tasks by recommendation](Self::trace), of one report.
    pub fn view_and_trace(&self) -> (View, Trace) {
        let report = self.report();
        let trace = render::trace(&report, &self.digest());
        (render::view(report, &self.digest()), trace)
    }

    /// The sheet of an agency. It repeats the agency's words, and goes from hand to hand: personal
    /// data is withheld as in what is published.
    pub fn sheet(&self, agency: AgencyId) -> Sheet {
        let report = self.report_for(Audience::Public);
        render::sheet(&report, &consolidate::follow_up(&report), &self.digest(), agency)
    }

    pub(crate) fn digest(&self) -> String {
        self.plan.digest(self.period)
    }
}

/// Why a period has no report.
fn not_there(loader: &Loader, period: Period) -> Error {
    let there: Vec<String> = loader.data.folders.iter().map(|f| f.period.id()).collect();
    let there = if there.is_empty() { "không có kỳ nào".to_owned() } else { there.join(", ") };
    Error::Refused(format!(
        "Trong “{}” không có thư mục nào của {} ({}); đang có: {there}.",
        shown(&loader.data.path),
        period.name_of_what(),
        period.id()
    ))
}
