//! What everything in a workspace shares: the store, the plan, the days, and the pages read so far.

use std::cell::RefCell;
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::error::Error;
use super::store::{Bytes, Store};
use super::wording::named;
use crate::check;
use crate::decode::yaml;
use crate::diag::{Diagnostic, MAX_LISTED, Policy, Sink};
use crate::plan::Plan;
use crate::source::Source;
use crate::submission::{EntryKind, Page};

/// How a workspace is used.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Options {
    /// The day that counts as today, whatever the pages of the periods say.
    pub as_of: Option<NaiveDate>,
    /// The day that counts as today where neither `as_of` nor the page of a period says one.
    pub today: Option<NaiveDate>,
    /// What is printed on every document of a period whose page gives no notice.
    pub notice: Option<String>,
    /// How many threads read and check side by side; the result is the same for any number.
    pub threads: NonZeroUsize,
    /// How many findings of one code are listed of one file.
    pub most_findings: usize,
    /// Keeps of the findings only those that figures need: of a country's year the others weigh
    /// more than the rows.
    pub figures_only: bool,
}

impl Default for Options {
    fn default() -> Self {
        let threads = std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let (as_of, today, notice) = (None, None, None);
        Self { as_of, today, notice, threads, most_findings: MAX_LISTED, figures_only: false }
    }
}

impl Options {
    /// The day that counts as today for a period whose page says this.
    pub(crate) fn day(&self, page: Option<NaiveDate>) -> Result<NaiveDate, Error> {
        self.as_of.or(page).or(self.today).ok_or(Error::NoDay)
    }
}

/// What everything in a workspace shares.
pub(crate) struct Setting {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) plan: Arc<Plan>,
    pub(crate) options: Options,
    /// The pages of periods by the path that the store knows: each is read once.
    pages: RefCell<HashMap<PathBuf, Arc<Vec<u8>>>>,
}

impl std::fmt::Debug for Setting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Setting").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Setting {
    pub(crate) fn new(store: Arc<dyn Store>, plan: Arc<Plan>, options: Options) -> Self {
        Self { store, plan, options, pages: RefCell::default() }
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.store
    }

    /// The page of a period at `path`; `name` is its display name.
    pub(crate) fn page(&self, path: &Path, name: &str) -> Result<Source, Error> {
        let key = self.store.real(path).unwrap_or_else(|| path.to_owned());
        let known = self.pages.borrow().get(&key).map(Arc::clone);
        let bytes = match known {
            Some(bytes) => bytes,
            None => Arc::new(read_regular(self.store(), path, yaml::MAX_BYTES)?),
        };
        self.pages.borrow_mut().insert(key, Arc::clone(&bytes));
        Ok(Source { name: name.into(), bytes })
    }

    /// What a page says, or what is wrong with it.
    pub(crate) fn read_page(&self, source: &Source) -> Result<Page, Vec<Diagnostic>> {
        let load = || {
            let mut sink = Sink::new();
            Page::load(source, &self.plan, &mut sink).ok_or_else(|| sink.finish(&Policy::default()))
        };
        check::isolated(load).unwrap_or_else(|| Err(vec![check::program_failed(&source.name)]))
    }
}

/// Reads a file of at most so many bytes.
pub fn read(store: &dyn Store, path: &Path, most: usize) -> Result<Vec<u8>, Error> {
    match store.read(path, most).map_err(|error| Error::file(path, &error))? {
        Bytes::All(bytes) => Ok(bytes),
        Bytes::TooMany(size) => Err(Error::TooHeavy { path: path.to_owned(), size, most }),
    }
}

/// Reads a file of a folder, where nothing but a file is of use: a pipe would be waited for.
pub(crate) fn read_regular(store: &dyn Store, path: &Path, most: usize) -> Result<Vec<u8>, Error> {
    match store.kind(path) {
        Some(EntryKind::Other) => Err(Error::NotAFile { path: path.to_owned() }),
        _ => read(store, path, most),
    }
}

/// A file as a source; its path is the display name.
pub fn source(store: &dyn Store, path: &Path) -> Result<Source, Error> {
    Ok(Source::new(named(path), read_regular(store, path, yaml::MAX_BYTES)?))
}
