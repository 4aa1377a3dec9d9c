//! Where the documents of a run lie aside, and the lock that lets one run at a time touch them.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::paths::real;

/// What the folders that lie aside are called after: “being written by report”. The dot hides them,
/// and nothing that begins with one is read as a file of an agency.
const MARK: &str = ".report-dang-ghi";
/// The file that is locked.
pub(super) const LOCK: &str = "khoa";
/// A lock is asked for so often: whoever only looks has it for a moment.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);

/// What came of asking for a lock.
#[derive(Debug)]
pub(super) enum Locked {
    /// It is held as long as the file is open; on a disk that knows no locks there is none.
    Ours(Option<File>),
    /// Another run holds it.
    Busy,
    /// The folder has gone meanwhile.
    Gone,
}

/// The folders in which documents for a folder may lie aside: beside it, where nothing is published
/// that is not in its place yet, or else in it. Where everybody may make folders, one that lies beside
/// could be anybody's.
pub(super) fn places(out: &Path) -> io::Result<Vec<PathBuf>> {
    let real = real(out)?;
    let is_safe = real.parent().is_some_and(|parent| !is_open_to_all(parent));
    let beside = real.file_name().filter(|_| is_safe).map(|name| {
        let mut hidden = std::ffi::OsString::from(".");
        hidden.push(name);
        hidden.push(MARK);
        real.with_file_name(hidden)
    });
    Ok(beside.into_iter().chain([real.join(MARK)]).collect())
}

/// Whether everybody may make files in a folder, as in `/tmp`.
fn is_open_to_all(folder: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder).map(|there| there.permissions().mode());
        mode.is_ok_and(|mode| mode & 0o002 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        false
    }
}

/// The name of a copy on another disk, just before it takes its place.
pub(super) fn through(number: usize) -> String {
    format!(".{number}{MARK}")
}

/// Whether documents can be moved from one of these folders to the folder, and not only copied.
pub(super) fn is_on_same_disk(place: &Path, out: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let home = place.parent().unwrap_or(place);
        if let (Ok(a), Ok(b)) = (std::fs::metadata(home), std::fs::metadata(out)) {
            return a.dev() == b.dev();
        }
    }
    let _ = (place, out);
    true
}

/// Whether such a folder is there. A link is none.
pub(super) fn is_there(place: &Path) -> bool {
    place.symlink_metadata().is_ok_and(|there| there.is_dir())
}

/// Locks such a folder. Where the disk knows no locks, only who has just made it may have it.
pub(super) fn lock(place: &Path, is_new: bool) -> io::Result<Locked> {
    let path = place.join(LOCK);
    for _ in 0..TRIES {
        let opened = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        let file = match opened {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Locked::Gone),
            Err(error) => return Err(error),
        };
        match file.try_lock() {
            Ok(()) if is_still_at(&file, &path) => return Ok(Locked::Ours(Some(file))),
            // The run that held it has ended and taken it away.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(_)) if is_new => return Ok(Locked::Ours(None)),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
    Ok(if is_there(place) { Locked::Busy } else { Locked::Gone })
}

/// Whether a run is at work there.
pub(super) fn is_held(place: &Path) -> bool {
    let lock = File::open(place.join(LOCK));
    lock.is_ok_and(|lock| matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

/// Whether a file that was opened still has its name.
fn is_still_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let number = |there: std::fs::Metadata| (there.dev(), there.ino());
        let (ours, named) = (file.metadata().map(number), std::fs::metadata(path).map(number));
        matches!((ours, named), (Ok(ours), Ok(named)) if ours == named)
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}
