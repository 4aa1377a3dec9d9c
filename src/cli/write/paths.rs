//! Which paths may be written to: never out of the folder that was named, never where files of
//! agencies lie.

use std::io;
use std::path::{Component, Path, PathBuf};

use report::text::visible;
use report::workspace::{DiskStore, is_period_folder, is_period_folder_with_files, shown};

use super::unwritten;

/// The path of a file of this name in a folder. A name may lead into folders below, never out of it.
pub(crate) fn inside(folder: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    let has_strange = name.contains(|c: char| c == '\\' || c == ':' || c.is_control());
    anyhow::ensure!(
        !name.is_empty() && !has_strange && Path::new(name).components().all(is_plain),
        "Tên tệp “{}” dẫn ra ngoài thư mục “{}”; chưa có tệp nào được ghi.",
        visible::name(name),
        shown(folder)
    );
    anyhow::ensure!(
        name.split('/').all(is_name_everywhere),
        "Tên tệp “{}” không dùng được trên mọi máy (Windows giữ riêng tên ấy, hoặc tên quá dài); chưa có tệp nào được ghi.",
        visible::name(name)
    );
    Ok(folder.join(name))
}

/// Whether every system takes this for the name of a file, and for no other: Windows keeps some names
/// for devices, whatever their ending, and drops dots and spaces at the end.
fn is_name_everywhere(name: &str) -> bool {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_port = port.is_some_and(|n| n.chars().count() == 1 && n.chars().all(char::is_numeric));
    name.len() <= 255
        && !name.ends_with(['.', ' '])
        && !name.contains(['<', '>', '"', '|', '?', '*'])
        && !is_port
        && !DEVICES.contains(&&*stem)
}

/// Whether a folder below another one really lies there, links followed, as far as it is there.
pub(super) fn stays_inside(folder: &Path, home: &Path) -> anyhow::Result<()> {
    let stays = is_below(folder, home).map_err(|error| unwritten(home, &error))?;
    anyhow::ensure!(
        stays,
        "“{}” là đường dẫn tắt ra ngoài thư mục “{}”; chưa có tệp nào được ghi.",
        shown(home),
        shown(folder)
    );
    Ok(())
}

/// Whether a path really lies in a folder, links followed; where that cannot be told it does not.
pub(crate) fn stays_below(folder: &Path, path: &Path) -> bool {
    is_below(folder, path).unwrap_or(false)
}

fn is_below(folder: &Path, path: &Path) -> io::Result<bool> {
    Ok(real(path)?.starts_with(real(folder)?))
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
pub(crate) fn period_folder_at(folder: &Path) -> Option<PathBuf> {
    let whole = real(folder).ok()?;
    if is_period_folder(&DiskStore, &whole) {
        return Some(folder.to_owned());
    }
    whole
        .ancestors()
        .skip(1)
        .find(|above| is_period_folder_with_files(&DiskStore, above))
        .map(Path::to_owned)
}

/// The file for a result. In a folder of a period it would be read as an agency's the next time.
pub(crate) fn apart(path: &Path) -> anyhow::Result<PathBuf> {
    if period_folder_at(folder_of(path)).is_some() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_or_are_devices_are_none() {
        let at = |name: &str| inside(Path::new("ra"), name);
        for name in [
            "",
            ".",
            "..",
            "../x",
            "a/../../x",
            "/x",
            "a\\b",
            "c:x",
            "c:/x",
            "x\u{0}",
            "x\n",
            "CON",
            "nul.md",
            "a/Aux.csv",
            "com1",
            "LPT9.txt",
            "com\u{b9}.md",
            "x.",
            "x ",
            "x?",
            "a|b",
            "du-lieu/con/x.csv",
        ] {
            assert!(at(name).is_err(), "{name:?}");
        }
        assert!(at(&"x".repeat(256)).is_err());
        for name in
            ["bao-cao-2026-Q1.md", "du-lieu/nhiem-vu.csv", "con-2026-Q1.xlsx", "com10.md", "x..y"]
        {
            assert!(at(name).is_ok(), "{name:?}");
        }
    }
}
