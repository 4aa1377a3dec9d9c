//! What lies in a period folder beside the tables: found here, so that it is told and not passed over.

use std::fs::File;
use std::path::{Path, PathBuf};

use report::decode::archive;
use report::decode::csv::MAX_BYTES;
use report::source::Source;
use report::submission::{self, Unread};

use super::read::{self, Bytes};

/// Folders inside folders are looked into so far.
const DEEPEST: usize = 8;

/// What one name in a period folder stands for: files that are not read, each by the name under which
/// it is told and the file on disk. Nothing for what nobody sent as a report.
pub(crate) fn found(name: &str, path: &Path) -> Vec<(String, PathBuf, Unread)> {
    let mut found = Vec::new();
    if path.is_dir() {
        inside(name, path, 1, &mut found);
    } else if let Some(kind) = Unread::of_name(name) {
        packed(name, path, kind, &mut found);
    }
    found
}

fn inside(name: &str, path: &Path, depth: usize, found: &mut Vec<(String, PathBuf, Unread)>) {
    let bare = name.rsplit('/').next().unwrap_or(name);
    if bare.starts_with('.') || bare.eq_ignore_ascii_case("__macosx") {
        return;
    }
    let listed = std::fs::read_dir(path).ok().filter(|_| depth <= DEEPEST && !path.is_symlink());
    let Some(listed) = listed else {
        found.push((name.to_owned(), path.to_owned(), Unread::Folder));
        return;
    };
    let mut entries: Vec<(String, PathBuf)> = listed
        .flatten()
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .collect();
    entries.sort();
    for (inner, path) in entries {
        let told = format!("{name}/{inner}");
        if path.is_dir() {
            inside(&told, &path, depth + 1, found);
        } else if Unread::of_name(&inner).is_some() {
            found.push((told, path, Unread::InFolder));
        }
    }
}

/// Whether a file is a document of Word without a table of the form: a letter that came along. One
/// that cannot be opened is told where it is read.
pub(super) fn is_letter(name: &str, path: &Path) -> bool {
    let lower = name.to_lowercase();
    let is_document = lower.ends_with(".docx") || lower.ends_with(".docm");
    is_document
        && match read::at_most(path, MAX_BYTES) {
            Ok(Bytes::All(bytes)) => submission::is_letter(&Source::new(name, bytes)),
            _ => false,
        }
}

/// An archive by the names in it, so that it is known who sent them.
fn packed(name: &str, path: &Path, kind: Unread, found: &mut Vec<(String, PathBuf, Unread)>) {
    let is_zip = kind == Unread::Archive && name.to_lowercase().ends_with(".zip");
    let names = is_zip.then(|| archive::names(File::open(path).ok()?)).flatten();
    let is_report = |inner: &&String| {
        let is_hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
        let bare = inner.rsplit('/').next().unwrap_or(inner);
        !inner.split('/').any(is_hidden) && Unread::of_name(bare).is_some()
    };
    let names: Vec<&String> = names.iter().flatten().filter(is_report).collect();
    if names.is_empty() {
        found.push((name.to_owned(), path.to_owned(), kind));
    }
    for inner in names {
        found.push((format!("{name}/{inner}"), path.to_owned(), Unread::InArchive));
    }
}
