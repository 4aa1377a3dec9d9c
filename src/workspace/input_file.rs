//! A file to be checked: where its bytes come from, and how it is opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::not_read::NotRead;
use super::store::{Bytes, Store};
use super::wording::io_reason;
use crate::check::Opened;
use crate::decode::csv::{self, MAX_BYTES, UNREADABLE};
use crate::diag::{Diagnostic, Place};
use crate::source::Source;
use crate::submission::UnreadReason;

/// A file and its display name.
#[derive(Debug, Clone)]
pub(crate) struct InputFile {
    name: Arc<str>,
    from: Origin,
}

/// Where the bytes of a file come from.
#[derive(Debug, Clone)]
enum Origin {
    Store(PathBuf),
    /// It was opened already; its path, where it has one.
    Memory(Option<PathBuf>, Arc<Vec<u8>>),
    /// Reported, never opened.
    NotRead(PathBuf, UnreadReason),
}

impl InputFile {
    pub(crate) fn in_store(name: String, path: PathBuf) -> Self {
        Self { name: name.into(), from: Origin::Store(path) }
    }

    pub(crate) fn opened(name: String, path: PathBuf, bytes: Arc<Vec<u8>>) -> Self {
        Self { name: name.into(), from: Origin::Memory(Some(path), bytes) }
    }

    pub(crate) fn not_read((name, path, why): NotRead) -> Self {
        Self { name: name.into(), from: Origin::NotRead(path, why) }
    }

    pub(crate) fn piped(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), from: Origin::Memory(None, Arc::new(bytes)) }
    }

    /// The display name.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Puts the name of a folder before its name.
    pub(crate) fn name_under(&mut self, folder: &str) {
        self.name = format!("{folder}/{}", self.name).into();
    }

    /// Puts other bytes in the place of its own.
    pub(crate) fn replace(&mut self, bytes: &Arc<Vec<u8>>) {
        self.from = Origin::Memory(self.path().map(Path::to_owned), Arc::clone(bytes));
    }

    /// Drops bytes that were read in advance.
    pub(crate) fn close(&mut self) {
        if let Origin::Memory(Some(path), _) = &mut self.from {
            self.from = Origin::Store(std::mem::take(path));
        }
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        match &self.from {
            Origin::Store(path) | Origin::NotRead(path, _) => Some(path),
            Origin::Memory(path, _) => path.as_deref(),
        }
    }

    pub(crate) fn is_read(&self) -> bool {
        !matches!(self.from, Origin::NotRead(..))
    }

    pub(crate) fn open(&self, store: &dyn Store) -> Opened {
        let name = || Arc::clone(&self.name);
        let bytes = match &self.from {
            Origin::Store(path) => store.read(path, MAX_BYTES),
            Origin::Memory(_, bytes) => {
                return Ok(Source { name: name(), bytes: Arc::clone(bytes) });
            }
            Origin::NotRead(_, why) => return Err((name(), Box::new(why.finding(&self.name)))),
        };
        let why = match bytes {
            Ok(Bytes::All(bytes)) => return Ok(Source::new(name(), bytes)),
            Ok(Bytes::TooMany(size)) => csv::too_large(&self.name, size),
            Err(error) => self.not_opened(&error),
        };
        Err((name(), Box::new(why)))
    }

    fn not_opened(&self, error: &std::io::Error) -> Diagnostic {
        let message = format!("Không mở được tệp: {}.", io_reason(error));
        let help = "Kiểm tra tên tệp, quyền đọc, và đóng tệp nếu đang mở bằng chương trình khác.";
        Diagnostic::new(&UNREADABLE, Place::of_file(&self.name), message).help(help)
    }
}
