//! Files in memory, for tests and for programs without a disk.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Cursor};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::{Content, Entry, EntryKind, Store};

/// A map of paths to bytes. Folders are those that the paths name; there are no links.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    files: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl MemoryStore {
    /// A store without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or puts other bytes in the place of one.
    pub fn insert(&mut self, path: impl AsRef<Path>, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(plain(path.as_ref()), bytes.into());
    }

    /// The files at and below a path. What a file name begins is no folder of it.
    fn below<'a>(&'a self, folder: &'a Path) -> impl Iterator<Item = &'a Path> {
        let from = self.files.range(folder.to_owned()..);
        from.map(|(path, _)| path.as_path()).take_while(move |path| path.starts_with(folder))
    }
}

impl<P: AsRef<Path>, B: Into<Arc<[u8]>>> FromIterator<(P, B)> for MemoryStore {
    fn from_iter<I: IntoIterator<Item = (P, B)>>(files: I) -> Self {
        let mut store = Self::new();
        files.into_iter().for_each(|(path, bytes)| store.insert(path, bytes));
        store
    }
}

impl Store for MemoryStore {
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let at = plain(folder);
        match self.kind(&at) {
            Some(EntryKind::Folder) => {}
            Some(_) => return Err(io::ErrorKind::NotADirectory.into()),
            None => return Err(io::ErrorKind::NotFound.into()),
        }
        let first = |path: &Path| match path.strip_prefix(&at).ok()?.components().next()? {
            Component::Normal(name) => Some(name.to_owned()),
            _ => None,
        };
        let names: BTreeSet<_> = self.below(&at).filter_map(first).collect();
        let entry = |name: std::ffi::OsString| {
            let kind = match self.files.contains_key(&at.join(&name)) {
                true => EntryKind::File,
                false => EntryKind::Folder,
            };
            let path = folder.join(&name);
            Entry { name: name.to_string_lossy().into_owned(), path, kind, is_link: false }
        };
        Ok(names.into_iter().map(entry).collect())
    }

    fn kind(&self, path: &Path) -> Option<EntryKind> {
        let at = plain(path);
        if self.files.contains_key(&at) {
            return Some(EntryKind::File);
        }
        // The top is there even where nothing lies in it.
        let is_folder = at.as_os_str().is_empty() || self.below(&at).next().is_some();
        is_folder.then_some(EntryKind::Folder)
    }

    fn open(&self, path: &Path) -> io::Result<Content> {
        let Some(bytes) = self.files.get(&plain(path)) else {
            return Err(match self.kind(path) {
                Some(_) => io::ErrorKind::IsADirectory.into(),
                None => io::ErrorKind::NotFound.into(),
            });
        };
        let bytes = Arc::clone(bytes);
        Ok(Content { size: Some(bytes.len() as u64), bytes: Box::new(Cursor::new(bytes)) })
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        let at = plain(path);
        self.kind(&at).map(|_| at)
    }
}

/// A path without `.`, `..` and a root: there is one top.
fn plain(path: &Path) -> PathBuf {
    let mut at = PathBuf::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => at.push(name),
            Component::ParentDir => {
                at.pop();
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::store::Bytes;

    fn store() -> MemoryStore {
        [("a/b/x.csv", *b"1"), ("a/b.csv", *b"2"), ("a-b/y.csv", *b"3")].into_iter().collect()
    }

    #[test]
    fn folders_are_those_that_paths_name() {
        let listed = |path: &str| {
            let list = store().list(Path::new(path)).map_err(|error| error.kind());
            list.map(|list| list.into_iter().map(|e| (e.name, e.kind)).collect::<Vec<_>>())
        };
        let (file, folder) = (EntryKind::File, EntryKind::Folder);
        assert_eq!(listed(""), Ok(vec![("a".into(), folder), ("a-b".into(), folder)]));
        assert_eq!(listed("./a/"), Ok(vec![("b".into(), folder), ("b.csv".into(), file)]));
        assert_eq!(listed("a/b/.."), listed("a"));
        assert_eq!(listed("a/b.csv"), Err(io::ErrorKind::NotADirectory));
        assert_eq!(listed("c"), Err(io::ErrorKind::NotFound));
    }

    #[test]
    fn files_are_read_up_to_the_limit() {
        let read = |path: &str, most| store().read(Path::new(path), most);
        assert_eq!(read("/a/b.csv", 1).unwrap(), Bytes::All(b"2".to_vec()));
        assert_eq!(read("a/b.csv", 0).unwrap(), Bytes::TooMany(Some(1)));
        assert_eq!(read("a/b", 1).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(read("a/c", 1).unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(store().real(Path::new("x/../a")), Some("a".into()));
        assert_eq!(store().real(Path::new("x")), None);
    }
}
