//! Writing documents: every file whole, and none before all are ready.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use report::render::Document;
use tempfile::NamedTempFile;

use super::context::{io_reason, shown};

/// Writes all documents into a folder, which is made if it is not there. They are first written
/// aside; only when that went well for all of them do they take their places.
pub(crate) fn all(documents: &[Document], folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let failed = |what: &Path| {
        let what = shown(what);
        move |error: std::io::Error| {
            anyhow::anyhow!(io_reason(&error))
                .context(format!("Không ghi được “{what}”; chưa có tệp nào bị thay đổi."))
        }
    };
    std::fs::create_dir_all(folder).map_err(failed(folder))?;
    let mut ready: Vec<(NamedTempFile, PathBuf)> = Vec::new();
    for document in documents {
        let path = folder.join(&document.name);
        // A folder of this name cannot be replaced: better said before anything is.
        if path.is_dir() {
            return Err(failed(&path)(std::io::ErrorKind::IsADirectory.into()));
        }
        let mut aside = aside(folder).map_err(failed(&path))?;
        aside.write_all(document.text.as_bytes()).map_err(failed(&path))?;
        aside.as_file().sync_all().map_err(failed(&path))?;
        ready.push((aside, path));
    }
    let mut written = Vec::new();
    for (aside, path) in ready {
        aside
            .persist(&path)
            .map_err(|error| anyhow::anyhow!(io_reason(&error.error)))
            .with_context(|| {
                format!("Không ghi được “{}”; các tệp trước đó đã ghi xong.", shown(&path))
            })?;
        written.push(path);
    }
    Ok(written)
}

/// A file beside the others that everybody may read as they may read those.
fn aside(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".report-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
