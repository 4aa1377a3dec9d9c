//! Where files are kept: a folder is listed, a file is read up to a limit.
//!
//! Owns the trait and what both stores share. [`DiskStore`] is the file system, [`MemoryStore`] a map
//! of paths to bytes. Nothing is ever written through a store.

mod disk;
mod memory;

pub use disk::DiskStore;
pub use memory::MemoryStore;

use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

pub use crate::submission::EntryKind;

/// A place that holds folders and files.
pub trait Store: Send + Sync {
    /// What lies in a folder, in the order of names.
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>>;

    /// What stands at a path, links followed; `None` where nothing does.
    fn kind(&self, path: &Path) -> Option<EntryKind>;

    /// Opens a file for reading.
    fn open(&self, path: &Path) -> io::Result<Content>;

    /// The one path under which the store knows what stands at `path`: absolute, links followed.
    fn real(&self, path: &Path) -> Option<PathBuf>;

    /// Reads a file of at most so many bytes. The size is asked first; what grows meanwhile, or tells
    /// no size, is read up to the limit and no further.
    fn read(&self, path: &Path, most: usize) -> io::Result<Bytes> {
        let Content { size, bytes } = self.open(path)?;
        if size.is_some_and(|size| size > most as u64) {
            return Ok(Bytes::TooMany(size));
        }
        // One more than the size told, so that the end is found without another step.
        read_at_most(bytes, size.map_or(0, |size| size as usize + 1), most)
    }
}

/// A name in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The name; invalid Unicode is replaced.
    pub name: String,
    /// The path, by which it is opened.
    pub path: PathBuf,
    /// What stands behind it, links followed.
    pub kind: EntryKind,
    /// Whether it is a link.
    pub is_link: bool,
}

/// An open file.
pub struct Content {
    /// How many bytes it holds, where that is known.
    pub size: Option<u64>,
    /// The bytes.
    pub bytes: Box<dyn ReadSeek>,
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Content").field("size", &self.size).finish_non_exhaustive()
    }
}

/// Bytes that can be read from any place.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// The bytes of a file, or that there are too many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bytes {
    /// All of them.
    All(Vec<u8>),
    /// How many there are, where that is known.
    TooMany(Option<u64>),
}

/// Reads a stream of at most so many bytes; room is made for `expected` at once.
pub fn read_at_most(from: impl Read, expected: usize, most: usize) -> io::Result<Bytes> {
    let mut bytes = Vec::with_capacity(expected);
    from.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(match bytes.len() <= most {
        true => Bytes::All(bytes),
        false => Bytes::TooMany(None),
    })
}

/// Whether a file stands at a path, links followed.
pub(crate) fn is_file(store: &dyn Store, path: &Path) -> bool {
    store.kind(path) == Some(EntryKind::File)
}

/// Whether a folder stands at a path, links followed.
pub(crate) fn is_folder(store: &dyn Store, path: &Path) -> bool {
    store.kind(path) == Some(EntryKind::Folder)
}

/// Whether two paths lead to the same place.
pub(crate) fn is_same(store: &dyn Store, a: &Path, b: &Path) -> bool {
    store.real(a).is_some_and(|a| store.real(b) == Some(a))
}
