//! Where on disk findings are: from the names under which files are told to paths and lines.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use report::check::CheckedFile;
use report::diag::Diagnostic;
use report::emit::Spot;
use report::source::Region;

use super::context::named;
use super::data::Unit;

/// The files of a unit by the names under which they are told.
pub(crate) struct Disk<'a> {
    paths: HashMap<&'a str, String>,
    files: HashMap<&'a str, &'a CheckedFile>,
    home: String,
}

impl<'a> Disk<'a> {
    /// The files of `unit` after their check.
    pub(crate) fn of(unit: &'a Unit, files: &'a [CheckedFile]) -> Self {
        let root = std::env::current_dir().and_then(std::fs::canonicalize).ok();
        let root = root.as_deref();
        let beside = unit.beside.iter().map(|(name, path)| (&**name, path.as_path()));
        let paths = unit.files().chain(beside).map(|(name, path)| (name, from(root, path)));
        Self {
            paths: paths.collect(),
            files: files.iter().map(|file| (&*file.file.name, file)).collect(),
            home: from(root, &unit.home()),
        }
    }

    /// The path of a file.
    pub(crate) fn path(&self, name: &str) -> String {
        self.paths.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// Where a finding is.
    pub(crate) fn spot(&self, finding: &Diagnostic) -> Spot {
        let place = &finding.place;
        // Findings name one file more: the page, which stands for the whole set.
        let path = |name: &str| self.paths.get(name).unwrap_or(&self.home).clone();
        let table = place
            .file()
            .and_then(|name| self.files.get(name))
            .and_then(|file| file.file.submission.as_ref());
        let region = match (place.span(), table, place.line()) {
            (Some(span), Some(submission), _) => Some(submission.table.region(span)),
            (_, _, Some(line)) => {
                // In a text that is no table the column counts characters.
                let column = place.column().filter(|_| place.row().is_none());
                Some(Region { line, column, end: None })
            }
            _ => None,
        };
        Spot {
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

/// A path as seen from the folder in which the program runs; the whole path of what lies elsewhere.
fn from(root: Option<&Path>, path: &Path) -> String {
    let inside = std::fs::canonicalize(path)
        .ok()
        .zip(root)
        .and_then(|(path, root)| Some(named(path.strip_prefix(root).ok()?)));
    inside.unwrap_or_else(|| {
        let absolute: PathBuf = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        named(&absolute)
    })
}
