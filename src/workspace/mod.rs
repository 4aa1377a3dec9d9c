//! F7: folders of files and everything that is made from them: the whole of what the program does,
//! for whatever front end.
//!
//! A [`Workspace`] stands on a [`Store`], a plan and a data folder; it gives a [`PeriodData`], and
//! that gives the figures, the documents, the letters and the findings of a period. [`Checking`] is
//! the check of any files, [`Fixing`] the cleaning of one. Every folder is read and checked once,
//! whatever is asked. Nothing here writes, prints or asks the clock.

mod agencies;
pub mod blank;
mod checking;
pub mod config;
mod data_folder;
mod error;
mod file_set;
mod fix_summary;
mod fixing;
mod folder;
mod input_file;
mod letters;
mod loader;
mod not_read;
mod overrides;
mod period;
mod places;
pub mod reading;
mod setting;
mod store;
mod wording;

pub use agencies::{Addressee, addressees, agency};
pub use checking::{CheckRun, CheckedSet, Checking};
pub use data_folder::period_folder;
pub use error::{Error, Faults, Reason};
pub use file_set::FileSet;
pub use fix_summary::summary as summary_of_fix;
pub use fixing::{Cleaned, Fixing, Left, why_not};
pub use folder::{is_period_folder, is_period_folder_with_files};
pub use letters::{Letters, LettersWanted, is_letter_about};
pub use overrides::{
    has_templates, load_plan, own_templates, plan, plan_files, saved_view, stray_templates,
    templates, warnings_of_plan,
};
pub use period::PeriodData;
pub use reading::Reading;
pub use setting::{Options, read, source};
pub use store::{
    Bytes, Content, DiskStore, Entry, EntryKind, MemoryStore, ReadSeek, Store, read_at_most,
};
pub use wording::{Note, findings_for_people, io_reason, named, shown, typed};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::data_folder::DataFolder;
use self::error::refuse;
use self::loader::Loader;
use self::setting::Setting;
use crate::form::Form;
use crate::plan::{AgencyId, Period, Plan};

/// A data folder in a store, with a plan.
#[derive(Debug)]
pub struct Workspace {
    setting: Setting,
    asked: PathBuf,
    loader: Loader,
}

impl Workspace {
    /// Opens a data folder, in which each period has a folder; a period folder opens its
    /// parent folder. The pages of the periods are read, the files of the agencies are not yet.
    pub fn open(
        store: impl Store + 'static,
        plan: Plan,
        data: impl AsRef<Path>,
    ) -> Result<Self, Error> {
        Self::open_with(Arc::new(store), Arc::new(plan), data, Options::default())
    }

    /// The same, with more to say about it.
    pub fn open_with(
        store: Arc<dyn Store>,
        plan: Arc<Plan>,
        data: impl AsRef<Path>,
        options: Options,
    ) -> Result<Self, Error> {
        let setting = Setting::new(store, plan, options);
        let folder = DataFolder::around(&setting, data.as_ref())?;
        let (asked, loader) = (data.as_ref().to_owned(), Loader::keeping_all(folder));
        Ok(Self { setting, asked, loader })
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.setting.plan
    }

    /// Where the period folders lie.
    pub fn path(&self) -> &Path {
        &self.loader.data.path
    }

    /// The periods that have a folder, by the ends of their data windows, each with its folder. No
    /// period is an error.
    pub fn periods(&self) -> Result<Vec<(Period, PathBuf)>, Error> {
        let folders = &self.loader.data.folders;
        if folders.is_empty() {
            let path = shown(&self.loader.data.path);
            refuse!("Trong “{path}” không có thư mục của kỳ nào.");
        }
        Ok(folders.iter().map(|folder| (folder.period, folder.path.clone())).collect())
    }

    /// The latest period whose data window has begun; where a period folder was opened, its own.
    pub fn latest(&self) -> Result<Period, Error> {
        let (data, store) = (&self.loader.data, self.setting.store());
        let own = |path: &Path| store::is_same(store, path, &self.asked);
        if data.path != self.asked
            && let Some(own) = data.folders.iter().find(|folder| own(&folder.path))
        {
            return Ok(own.period);
        }
        for folder in data.folders.iter().rev() {
            let page = folder.page(&self.setting)?.unwrap_or_default();
            let start = self.setting.plan.window(folder.period).start;
            if start <= self.setting.options.day(page.as_of)? {
                return Ok(folder.period);
            }
        }
        self.periods()?;
        refuse!("Trong “{}” chưa có kỳ nào bắt đầu. Nêu kỳ bằng --period.", shown(&data.path))
    }

    /// A period, with what it is compared with. Its files and those of the periods before it are read
    /// and checked unless they already were.
    pub fn period(&mut self, period: Period) -> Result<PeriodData, Error> {
        PeriodData::load(&self.setting, &mut self.loader, period)
    }

    /// The blank form of an agency, with what it said in the period before, and what there is to say
    /// about that.
    pub fn form(&mut self, agency: AgencyId, period: Period) -> Result<(Form, Vec<Note>), Error> {
        let Self { setting, loader, .. } = self;
        let plan = &setting.plan;
        let Some(previous) = period.previous() else {
            let path = shown(&self.asked);
            let note = format!("Kỳ đột xuất không có kỳ liền trước nên không dùng “{path}”.");
            return Ok((Form::new(plan, agency, period, &[]), vec![Note::new(note)]));
        };
        let made = loader.data.source_periods(plan, previous);
        let mut notes: Vec<Note> = loader.data.notes.clone();
        notes.extend(loader.data.note_beside(&[previous]));
        let mut earlier = Vec::new();
        for n in 0..loader.data.before(plan, period) {
            let found = &loader.data.folders[n];
            let is_made_from = made.contains(&found.period);
            found.page(setting)?;
            let checked = loader.folder(setting, n)?;
            if is_made_from {
                // What was passed over in the past is no news.
                notes.extend(checked.notes().map(Note::detail));
                earlier.push(Arc::clone(&checked.folder));
            }
        }
        if earlier.is_empty() {
            notes.push(Note::new(format!(
                "Trong “{}” không có thư mục của {} ({}) nên mẫu không có số liệu kỳ trước.",
                shown(&loader.data.path),
                previous.name_of_what(),
                previous.id()
            )));
        }
        Ok((Form::new(plan, agency, period, &earlier), notes))
    }
}
