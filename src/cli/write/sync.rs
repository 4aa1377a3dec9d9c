//! What is written is on the disk before anything builds on it.

use std::fs::OpenOptions;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use report::threads::parallel_map;

/// So many files are waited for at once: the disk takes them together, which is faster than one after
/// the other.
const AT_ONCE: NonZeroUsize = NonZeroUsize::new(8).unwrap();

/// Waits until the files are on the disk.
pub(super) fn files(paths: &[PathBuf]) -> io::Result<()> {
    // Windows only lets those wait who may write.
    let sync = |path| OpenOptions::new().write(true).open(path)?.sync_all();
    parallel_map(paths.iter().collect(), AT_ONCE, sync).into_iter().collect()
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
