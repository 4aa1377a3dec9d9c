//! One file by itself: whole or not at all, and over nothing that is there.
//!
//! It is written under another name beside its place, locked, and then moved. What a run left that was
//! stopped in between is locked by nobody, and the next run that writes into the folder removes it.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use report::workspace::{Bytes, DiskStore, Store, io_reason, shown};
use tempfile::NamedTempFile;

use super::paths::folder_of;
use super::{keep, sync, unwritten};

/// How the names of files begin that are on their way, and how much of the name is random.
const ASIDE: &str = ".report-dang-ghi-";
const RANDOM: usize = 6;

/// Writes a file that is not there yet.
pub(crate) fn new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = |error: io::Error| unwritten(path, &error);
    let mut aside = aside(folder_of(path)).map_err(failed)?;
    aside.write_all(bytes).map_err(failed)?;
    aside.as_file().sync_all().map_err(failed)?;
    aside.persist_noclobber(path).map_err(|error| failed(error.error))?;
    sync::folder(folder_of(path)).map_err(failed)
}

/// Writes a file that is not there yet, or says just this already; its folder is made if need be.
pub(crate) fn fresh(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = |error: io::Error| unwritten(path, &error);
    match DiskStore.read(path, bytes.len()) {
        Ok(Bytes::All(there)) if there == bytes => return Ok(()),
        Ok(_) => anyhow::bail!(
            "Đã có “{}” với nội dung khác nên không ghi đè. Đổi tên hoặc xóa tệp ấy, hoặc nêu tên khác.",
            shown(path)
        ),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    std::fs::create_dir_all(folder_of(path)).map_err(failed)?;
    new(path, bytes)
}

/// What goes to standard output: the result, or nothing once it stands in a file, and then what is
/// to be told of that.
pub(crate) fn result(text: String, out: Option<&Path>) -> anyhow::Result<(String, Option<String>)> {
    let Some(path) = out else { return Ok((text, None)) };
    fresh(path, text.as_bytes())?;
    Ok((String::new(), Some(format!("Đã ghi “{}”.", shown(path)))))
}

/// Puts `bytes` into a file that is there and keeps what it held, `before`, in a file beside it,
/// whose path is given back. Both are of the owner and the mode that the file has; what cannot be
/// kept of that is told.
pub(crate) fn in_place(
    path: &Path,
    before: &[u8],
    bytes: &[u8],
) -> anyhow::Result<(PathBuf, Option<&'static str>)> {
    // What a link leads to is replaced, not the link.
    let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let failed = |error: io::Error| {
        anyhow::anyhow!(io_reason(&error))
            .context(format!("Không sửa được “{}”; nội dung của tệp vẫn như cũ.", shown(path)))
    };
    let was = std::fs::metadata(path).map_err(failed)?;
    if was.permissions().readonly() {
        return Err(failed(io::ErrorKind::PermissionDenied.into()));
    }
    let of_same = |bytes: &[u8]| -> io::Result<(NamedTempFile, bool)> {
        let mut aside = aside(folder_of(path))?;
        // Before anything stands in it that others may not read.
        let is_kept = keep::owner_and_mode(aside.as_file(), &was)?;
        aside.write_all(bytes)?;
        aside.as_file().sync_all()?;
        Ok((aside, is_kept))
    };
    let (fresh, is_kept) = of_same(bytes).map_err(failed)?;
    let (old, _) = of_same(before).map_err(failed)?;
    let backup = under_a_free_name(path, old).map_err(failed)?;
    fresh.persist(path).map_err(|error| failed(error.error))?;
    sync::folder(folder_of(path)).map_err(failed)?;
    Ok((backup, (!is_kept).then_some(keep::NOT_KEPT)))
}

/// Keeps a file beside `path` under the first name that is free: `.bak`, `.bak2`, `.bak3`, …
fn under_a_free_name(path: &Path, mut file: NamedTempFile) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(if number == 1 { ".bak".to_owned() } else { format!(".bak{number}") });
        let backup = PathBuf::from(name);
        match file.persist_noclobber(&backup) {
            Ok(_) => return Ok(backup),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(error.error),
        }
        number += 1;
    }
}

/// A file beside the others that everybody may read as they may read those.
fn aside(folder: &Path) -> io::Result<NamedTempFile> {
    sweep(folder);
    let mut builder = tempfile::Builder::new();
    builder.prefix(ASIDE).rand_bytes(RANDOM);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let aside = builder.tempfile_in(folder)?;
    // A disk that knows no locks keeps what is left of stopped runs.
    let _ = aside.as_file().try_lock();
    Ok(aside)
}

/// Removes what stopped runs left aside in a folder.
pub(super) fn sweep(folder: &Path) {
    let is_ours = |name: &str| {
        let random = name.strip_prefix(ASIDE).unwrap_or_default();
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file
            && entry.file_name().to_str().is_some_and(is_ours)
            && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok())
        {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
