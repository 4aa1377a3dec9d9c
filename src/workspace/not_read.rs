//! Entries of a period folder that are not tables, so that each is reported.

use std::path::{Path, PathBuf};

use super::store::{Entry, Store};
use crate::decode::archive;
use crate::submission::{EntryKind, UnreadReason};

/// Folders inside folders are looked into so far.
const DEEPEST: usize = 8;

/// A file that is not read: display name, path, reason.
pub(super) type NotRead = (String, PathBuf, UnreadReason);

/// What an entry of a period folder stands for: files that are not read. None for what nobody sent as
/// a report.
pub(super) fn found(store: &dyn Store, entry: &Entry) -> Vec<NotRead> {
    let mut found = Vec::new();
    if entry.kind == EntryKind::Folder {
        inside(store, &entry.name, entry, 1, &mut found);
    } else if let Some(kind) = UnreadReason::of_name(&entry.name) {
        packed(store, entry, kind, &mut found);
    }
    found
}

fn inside(store: &dyn Store, told: &str, entry: &Entry, depth: usize, found: &mut Vec<NotRead>) {
    if entry.name.starts_with('.') || entry.name.eq_ignore_ascii_case("__macosx") {
        return;
    }
    let is_open = depth <= DEEPEST && !entry.is_link;
    let Some(listed) = is_open.then(|| store.list(&entry.path).ok()).flatten() else {
        found.push((told.to_owned(), entry.path.clone(), UnreadReason::Folder));
        return;
    };
    for inner in listed {
        let told = format!("{told}/{}", inner.name);
        if inner.kind == EntryKind::Folder {
            inside(store, &told, &inner, depth + 1, found);
        } else if UnreadReason::of_name(&inner.name).is_some() {
            found.push((told, inner.path, UnreadReason::InFolder));
        }
    }
}

/// An archive by the names in it, so that it is known who sent them.
fn packed(store: &dyn Store, entry: &Entry, kind: UnreadReason, found: &mut Vec<NotRead>) {
    let is_zip = kind == UnreadReason::Archive && entry.name.to_lowercase().ends_with(".zip");
    let names_in = |path: &Path| archive::names(store.open(path).ok()?.bytes);
    let names = is_zip.then(|| names_in(&entry.path)).flatten();
    let is_report = |inner: &&String| {
        let is_hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
        let bare = inner.rsplit('/').next().unwrap_or(inner);
        !inner.split('/').any(is_hidden) && UnreadReason::of_name(bare).is_some()
    };
    let names: Vec<&String> = names.iter().flatten().filter(is_report).collect();
    if names.is_empty() {
        found.push((entry.name.clone(), entry.path.clone(), kind));
    }
    for inner in names {
        let told = format!("{}/{inner}", entry.name);
        found.push((told, entry.path.clone(), UnreadReason::InArchive));
    }
}
