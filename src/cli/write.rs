//! Writing files: every file whole, documents only when all are ready, and nothing that is there
//! already is lost.

use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::Context as _;
use report::render::Unwritten;
use tempfile::{NamedTempFile, TempPath};

use super::context::{io_reason, shown, template_error};
use super::data;

/// Files on their way into a folder, which is made if it is not there. They are first written aside;
/// only when that went well for all of them do they take their places. If it does not come to that,
/// no trace is left of them.
#[derive(Debug)]
pub(crate) struct Batch {
    folder: PathBuf,
    /// What was written aside, and its place.
    ready: Vec<(TempPath, PathBuf)>,
    /// Folders that were made for it, the outer before the inner.
    made: Vec<PathBuf>,
}

impl Batch {
    /// Nothing is written yet. In the folder of a period documents would be read as files of agencies
    /// the next time.
    pub(crate) fn new(folder: &Path) -> anyhow::Result<Self> {
        if let Some(period) = period_folder_at(folder) {
            anyhow::bail!(
                "“{}” là thư mục của một kỳ, nơi chỉ có tệp của các cơ quan; chưa ghi tệp nào. Nêu thư mục khác bằng --out.",
                shown(&period)
            );
        }
        Ok(Self { folder: folder.to_owned(), ready: Vec::new(), made: Vec::new() })
    }

    /// Writes the next file aside.
    pub(crate) fn add(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), Unwritten>,
    ) -> anyhow::Result<()> {
        let path = inside(&self.folder, name)?;
        let failed = |error: io::Error| unwritten(&path, &error);
        // A folder of this name cannot be replaced: better said before anything is.
        if path.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        let home = folder_of(&path);
        self.make(home).map_err(|error| unwritten(home, &error))?;
        stays_inside(&self.folder, home)?;
        let (file, aside) = aside(home).map_err(failed)?.into_parts();
        let mut out = BufWriter::new(file);
        write(&mut out).map_err(|why| match why {
            Unwritten::Fault(fault) => template_error(&fault),
            Unwritten::Io(error) => failed(error),
        })?;
        let whole = out.into_inner().map_err(io::IntoInnerError::into_error);
        whole.and_then(|file| file.sync_all()).map_err(failed)?;
        self.ready.push((aside, path));
        Ok(())
    }

    /// Lets all files take their places.
    pub(crate) fn finish(mut self) -> anyhow::Result<Vec<PathBuf>> {
        let mut written = Vec::new();
        for (aside, path) in std::mem::take(&mut self.ready) {
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

    fn make(&mut self, folder: &Path) -> io::Result<()> {
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let missing: Vec<PathBuf> =
            folder.ancestors().take_while(is_missing).map(Path::to_owned).collect();
        self.made.extend(missing.into_iter().rev());
        std::fs::create_dir_all(folder)
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        self.ready.clear();
        // A folder that holds anything stays.
        for folder in self.made.iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

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

/// Whether a folder below another one really lies there, links followed.
fn stays_inside(folder: &Path, home: &Path) -> anyhow::Result<()> {
    let real = |path: &Path| {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        std::fs::canonicalize(path).map_err(|error| unwritten(path, &error))
    };
    anyhow::ensure!(
        real(home)?.starts_with(real(folder)?),
        "“{}” là đường dẫn tắt ra ngoài thư mục “{}”; chưa có tệp nào được ghi.",
        shown(home),
        shown(folder)
    );
    Ok(())
}

/// Why a file cannot be written, told before anything was.
fn unwritten(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow::anyhow!(io_reason(error))
        .context(format!("Không ghi được “{}”; chưa có tệp nào bị thay đổi.", shown(path)))
}

/// Writes a file that is not there yet.
pub(crate) fn new(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = |error: io::Error| unwritten(path, &error);
    let mut aside = aside(folder_of(path)).map_err(failed)?;
    aside.write_all(bytes).map_err(failed)?;
    aside.as_file().sync_all().map_err(failed)?;
    aside.persist_noclobber(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Writes a file that is not there yet, or says just this already; its folder is made if need be.
pub(crate) fn fresh(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = |error: io::Error| unwritten(path, &error);
    match std::fs::read(path) {
        Ok(there) if there == bytes => return Ok(()),
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

/// The period folder that a folder is or lies in, if any. A folder above it that is only called after
/// a period must hold tables: many things are kept in folders called after a year.
fn period_folder_at(folder: &Path) -> Option<PathBuf> {
    let whole = std::path::absolute(folder).ok()?;
    // The part that is there, links followed, and what is still to be made below it.
    let there = whole.ancestors().find_map(|part| Some((part, std::fs::canonicalize(part).ok()?)));
    let whole = match there {
        Some((part, real)) => real.join(whole.strip_prefix(part).unwrap_or(Path::new(""))),
        None => whole,
    };
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

/// What goes to standard output: the result, or nothing once it stands in a file, and then what is
/// to be told of that.
pub(crate) fn result(text: String, out: Option<&Path>) -> anyhow::Result<(String, Option<String>)> {
    let Some(path) = out else { return Ok((text, None)) };
    fresh(path, text.as_bytes())?;
    Ok((String::new(), Some(format!("Đã ghi “{}”.", shown(path)))))
}

/// Puts `bytes` into a file that is there and keeps what it held, `before`, in a file beside it,
/// whose path is given back.
pub(crate) fn in_place(path: &Path, before: &[u8], bytes: &[u8]) -> anyhow::Result<PathBuf> {
    // What a link leads to is replaced, not the link.
    let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let failed = |error: io::Error| {
        anyhow::anyhow!(io_reason(&error))
            .context(format!("Không sửa được “{}”; nội dung của tệp vẫn như cũ.", shown(path)))
    };
    let permissions = std::fs::metadata(path).map_err(failed)?.permissions();
    if permissions.readonly() {
        return Err(failed(io::ErrorKind::PermissionDenied.into()));
    }
    let mut fresh = aside(folder_of(path)).map_err(failed)?;
    fresh.write_all(bytes).map_err(failed)?;
    fresh.as_file().sync_all().map_err(failed)?;
    fresh.as_file().set_permissions(permissions).map_err(failed)?;
    let backup = backup(path, before)?;
    fresh.persist(path).map_err(|error| failed(error.error))?;
    Ok(backup)
}

/// Keeps `bytes` beside `path` under the first name that is free: `.bak`, `.bak2`, `.bak3`, …
fn backup(path: &Path, bytes: &[u8]) -> anyhow::Result<PathBuf> {
    let mut number = 1;
    loop {
        let mut name = path.as_os_str().to_owned();
        name.push(if number == 1 { ".bak".to_owned() } else { format!(".bak{number}") });
        let backup = PathBuf::from(name);
        if backup.symlink_metadata().is_err() {
            return new(&backup, bytes).map(|()| backup);
        }
        number += 1;
    }
}

/// The folder in which a file lies.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file beside the others that everybody may read as they may read those.
fn aside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".report-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
