//! What is written is on the disk before anything builds on it.

use std::fs::OpenOptions;
use std::io;
use std::path::{Path, PathBuf};

/// So many files are waited for at once: the disk takes them together, which is faster than one after
/// the other.
const AT_ONCE: usize = 8;

/// Waits until the files are on the disk.
pub(super) fn files(paths: &[PathBuf]) -> io::Result<()> {
    let sync = |paths: &[PathBuf]| {
        // Windows only lets those wait who may write.
        paths.iter().try_for_each(|path| OpenOptions::new().write(true).open(path)?.sync_all())
    };
    std::thread::scope(|scope| {
        let share = paths.len().div_ceil(AT_ONCE).max(1);
        let threads: Vec<_> =
            paths.chunks(share).map(|part| scope.spawn(move || sync(part))).collect();
        let failed = || Err(io::Error::other("thread"));
        threads.into_iter().try_for_each(|thread| thread.join().unwrap_or_else(|_| failed()))
    })
}

/// Waits until the names in a folder are on the disk, where the system can be asked for that.
pub(super) fn folder(path: &Path) -> io::Result<()> {
    use io::ErrorKind as K;
    if !cfg!(unix) {
        return Ok(());
    }
    match std::fs::File::open(path).and_then(|folder| folder.sync_all()) {
        // Some file systems do not know it for folders; some folders may not be listed.
        Err(error)
            if matches!(error.kind(), K::InvalidInput | K::Unsupported | K::PermissionDenied) =>
        {
            Ok(())
        }
        other => other,
    }
}
