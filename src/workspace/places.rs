//! Where the files of findings are: display names to paths and lines.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::file_set::FileSet;
use super::store::Store;
use super::wording::named;
use crate::check::CheckedFile;
use crate::diag::Diagnostic;
use crate::emit::Location;
use crate::source::Region;

/// The files of a set by display name.
pub(crate) struct Places<'a> {
    paths: HashMap<&'a str, String>,
    files: HashMap<&'a str, &'a CheckedFile>,
    home: String,
}

impl<'a> Places<'a> {
    /// The files of `set` after their check, as they are seen from the folder `root`.
    pub(crate) fn of(
        store: &dyn Store,
        root: &Path,
        set: &'a FileSet,
        files: &'a [CheckedFile],
    ) -> Self {
        let paths = set.paths().map(|(name, path)| (name, from(store, root, path)));
        Self {
            paths: paths.collect(),
            files: files.iter().map(|file| (&*file.file.name, file)).collect(),
            home: from(store, root, &set.home(store)),
        }
    }

    /// The path of a file.
    pub(crate) fn path(&self, name: &str) -> String {
        self.paths.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// Where a finding is.
    pub(crate) fn location(&self, finding: &Diagnostic) -> Location {
        let place = &finding.place;
        // Findings name one file more: the page, which stands for the whole set.
        let path = |name: &str| self.paths.get(name).unwrap_or(&self.home).clone();
        let table = place
            .file()
            .and_then(|name| self.files.get(name))
            .and_then(|file| file.file.tables().next());
        let region = match (place.span(), table, place.line()) {
            (Some(span), Some(submission), _) => Some(submission.table.region(span)),
            (_, _, Some(line)) => {
                // In a text that is no table the column counts characters.
                let column = place.column().filter(|_| place.row().is_none());
                Some(Region { line, column, end: None })
            }
            _ => None,
        };
        Location {
            path: place.file().map_or_else(|| self.home.clone(), path),
            region,
            related: finding
                .related
                .iter()
                .map(|related| self.paths.get(&*related.file).cloned())
                .collect(),
        }
    }
}

/// A path as seen from a folder; the whole path of what lies elsewhere. What lies nowhere, as what
/// comes through a pipe, has its name alone.
fn from(store: &dyn Store, root: &Path, path: &Path) -> String {
    let real = store.real(path);
    match real.as_deref().map(|real| real.strip_prefix(root)) {
        Some(Ok(inside)) => named(inside),
        Some(Err(_)) => named(&root.join(path).components().collect::<PathBuf>()),
        None => named(path),
    }
}
