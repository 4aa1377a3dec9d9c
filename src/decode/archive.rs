//! File names in a ZIP archive. Unpacks nothing.

use std::io::{Read, Seek};

use zip::ZipArchive;

/// An archive with more names holds no reports of agencies.
const MAX_NAMES: usize = 1000;

/// The names of the files in an archive; `None` when they cannot be read.
pub fn names(archive: impl Read + Seek) -> Option<Vec<String>> {
    let archive = ZipArchive::new(archive).ok()?;
    if archive.len() > MAX_NAMES {
        return None;
    }
    let names = archive.file_names().map(|name| Some(name.ok()?.replace('\\', "/")));
    let mut names = names.collect::<Option<Vec<String>>>()?;
    names.retain(|name| !name.ends_with('/'));
    names.sort();
    Some(names)
}
