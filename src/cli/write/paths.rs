//! Which paths may be written to: never out of the folder that was named, never where files of
//! agencies lie.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::super::context::shown;
use super::super::data;
use super::unwritten;

/// The path of a file of this name in a folder. A name may lead into folders below, never out of it.
pub(crate) fn inside(folder: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    let has_strange = name.contains(|c: char| c == '\\' || c == ':' || c.is_control());
    anyhow::ensure!(
        !name.is_empty() && !has_strange && Path::new(name).components().all(is_plain),
        "Tên tệp “{}” dẫn ra ngoài thư mục “{}”; chưa có tệp nào được ghi.",
        report::render::clean(name),
        shown(folder)
    );
    Ok(folder.join(name))
}

/// Whether a folder below another one really lies there, links followed, as far as it is there.
pub(super) fn stays_inside(folder: &Path, home: &Path) -> anyhow::Result<()> {
    let real = |path: &Path| real(path).map_err(|error| unwritten(path, &error));
    anyhow::ensure!(
        real(home)?.starts_with(real(folder)?),
        "“{}” là đường dẫn tắt ra ngoài thư mục “{}”; chưa có tệp nào được ghi.",
        shown(home),
        shown(folder)
    );
    Ok(())
}

/// A path with links followed in the part that is there, and what is still to be made below it.
pub(super) fn real(path: &Path) -> io::Result<PathBuf> {
    let whole = std::path::absolute(here(path))?;
    let there = whole.ancestors().find_map(|part| Some((part, std::fs::canonicalize(part).ok()?)));
    Ok(match there {
        Some((part, real)) => match whole.strip_prefix(part) {
            Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
            _ => real,
        },
        None => whole,
    })
}

/// The period folder that a folder is or lies in, if any. A folder above it that is only called after
/// a period must hold tables: many things are kept in folders called after a year.
pub(super) fn period_folder_at(folder: &Path) -> Option<PathBuf> {
    let whole = real(folder).ok()?;
    if data::is_period_folder(&whole) {
        return Some(folder.to_owned());
    }
    whole
        .ancestors()
        .skip(1)
        .find(|above| data::is_period_folder_with_files(above))
        .map(Path::to_owned)
}

/// The file for a result. In a folder of a period it would be read as an agency's the next time.
pub(crate) fn apart(path: &Path) -> anyhow::Result<PathBuf> {
    let folder = folder_of(path);
    let named = std::fs::canonicalize(folder);
    if data::is_period_folder(named.as_deref().unwrap_or(folder)) {
        anyhow::bail!(
            "“{}” nằm trong thư mục của một kỳ, nơi chỉ có tệp của các cơ quan. Ghi ra thư mục khác.",
            shown(path)
        );
    }
    Ok(path.to_owned())
}

/// The folder in which a file lies.
pub(super) fn folder_of(path: &Path) -> &Path {
    here(path.parent().unwrap_or(Path::new("")))
}

/// The working folder where a path names none.
fn here(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}
