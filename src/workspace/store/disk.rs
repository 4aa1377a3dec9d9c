//! The file system as a store.

use std::fs::{self, File, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::{Content, Entry, EntryKind, Store};

/// The files of the file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct DiskStore;

impl Store for DiskStore {
    fn list(&self, folder: &Path) -> io::Result<Vec<Entry>> {
        let mut list = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let (path, own) = (entry.path(), entry.file_type());
            let is_link = own.as_ref().is_ok_and(FileType::is_symlink);
            let kind = match own {
                Ok(kind) if !is_link => kind_of(kind),
                _ => target(&path),
            };
            let name = entry.file_name().to_string_lossy().into_owned();
            list.push(Entry { name, path, kind, is_link });
        }
        list.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
        Ok(list)
    }

    fn kind(&self, path: &Path) -> Option<EntryKind> {
        match fs::metadata(path) {
            Ok(there) => Some(kind_of(there.file_type())),
            Err(_) => fs::symlink_metadata(path).is_ok().then_some(EntryKind::DeadLink),
        }
    }

    fn open(&self, path: &Path) -> io::Result<Content> {
        let file = File::open(path)?;
        let there = file.metadata()?;
        let size = there.is_file().then_some(there.len());
        Ok(Content { size, bytes: Box::new(file) })
    }

    fn real(&self, path: &Path) -> Option<PathBuf> {
        let here = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        fs::canonicalize(here).ok()
    }
}

/// What a link leads to.
fn target(path: &Path) -> EntryKind {
    fs::metadata(path).map_or(EntryKind::DeadLink, |there| kind_of(there.file_type()))
}

fn kind_of(kind: FileType) -> EntryKind {
    match kind {
        kind if kind.is_file() => EntryKind::File,
        kind if kind.is_dir() => EntryKind::Folder,
        _ => EntryKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::store::{Bytes, read_at_most};

    fn size(bytes: Bytes) -> Result<usize, Option<u64>> {
        match bytes {
            Bytes::All(bytes) => Ok(bytes.len()),
            Bytes::TooMany(size) => Err(size),
        }
    }

    #[test]
    fn a_file_is_read_up_to_the_limit_and_what_has_no_end_is_left() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        fs::write(&path, [b'a'; 100]).unwrap();
        let read = |most| DiskStore.read(&path, most).map(size);
        assert_eq!(read(100).unwrap(), Ok(100));
        assert_eq!(read(99).unwrap(), Err(Some(100)));
        // A file of a terabyte takes no room on the disk and is not read.
        File::create(&path).unwrap().set_len(1 << 40).unwrap();
        assert_eq!(read(1000).unwrap(), Err(Some(1 << 40)));
        assert_eq!(size(read_at_most(io::repeat(b'a'), 0, 1000).unwrap()), Err(None));
        assert!(DiskStore.read(dir.path(), 10).is_err());
    }
}
