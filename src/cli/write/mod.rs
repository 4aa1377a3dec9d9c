//! Writing files: every file whole, the documents of a run all or none, and nothing that is there
//! already is lost.
//!
//! The documents of a run lie aside in one folder (`lock`, `stage`). When all are whole and on the
//! disk a journal says so (`journal`); then each takes its place. Stopped before the journal, a run
//! has changed nothing; stopped after it, the next run puts the rest into place (`recover`).

mod copy;
mod failure;
mod journal;
mod keep;
mod lock;
mod paths;
mod recover;
mod single;
mod stage;
mod sync;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use report::render::WriteError;
use report::workspace::{Error, shown};

use self::failure::{untouched, unwritten};
use self::journal::Journal;
use self::stage::Stage;

pub(crate) use self::copy::Copy;
pub(crate) use self::paths::{apart, inside, period_folder_at, stays_below};
pub(crate) use self::recover::{recover, unfinished};
pub(crate) use self::single::result;
use self::single::{in_place, new};

/// Files on their way into a folder, which is made if it is not there. They are first written aside;
/// only when that went well for all of them do they take their places. If it does not come to that,
/// no trace is left of them.
#[derive(Debug)]
pub(crate) struct Batch {
    folder: PathBuf,
    /// Whether files that are there already stay.
    keeps: bool,
    /// Where they lie aside, from the first one on.
    stage: Option<Stage>,
    names: Vec<String>,
    /// Folders that were found to take files.
    homes: BTreeSet<PathBuf>,
}

impl Batch {
    /// Nothing is written yet. In the folder of a period documents would be read as files of agencies
    /// the next time.
    pub(crate) fn new(folder: &Path) -> anyhow::Result<Self> {
        if let Some(period) = paths::period_folder_at(folder) {
            anyhow::bail!(
                "“{}” là thư mục của một kỳ, nơi chỉ có tệp của các cơ quan; chưa ghi tệp nào. Nêu thư mục khác bằng --out.",
                shown(&period)
            );
        }
        Ok(Self { keeps: false, ..Self::keeping(folder) })
    }

    /// Files that never take the place of others.
    pub(crate) fn keeping(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            keeps: true,
            stage: None,
            names: Vec::new(),
            homes: BTreeSet::new(),
        }
    }

    /// Writes the next file aside.
    pub(crate) fn add(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut dyn Write) -> Result<(), WriteError>,
    ) -> anyhow::Result<()> {
        self.next(name)?.write(write)
    }

    /// Where the next file lies aside. It must be written before the end.
    pub(crate) fn next(&mut self, name: &str) -> anyhow::Result<Aside> {
        let path = inside(&self.folder, name)?;
        let failed = |error: io::Error| unwritten(&path, &error);
        replaceable(&path).map_err(failed)?;
        let home = paths::folder_of(&path);
        if !self.homes.contains(home) {
            // Whose folder it is may have linked parts of it elsewhere.
            if !self.keeps {
                paths::stays_inside(&self.folder, home)?;
            }
            takes_files(home).map_err(|error| unwritten(home, &error))?;
            self.homes.insert(home.to_owned());
        }
        let stage = match &mut self.stage {
            Some(stage) => stage,
            none => none.insert(Stage::take(&self.folder)?),
        };
        let at = stage.file(self.names.len());
        self.names.push(name.to_owned());
        Ok(Aside { at, path })
    }

    /// Moves all files into place.
    pub(crate) fn finish(mut self) -> anyhow::Result<Vec<PathBuf>> {
        let Some(mut stage) = self.stage.take() else { return Ok(Vec::new()) };
        let journal = Journal::new(self.keeps, std::mem::take(&mut self.names));
        commit(&stage, &journal).map_err(|error| unwritten(&self.folder, &error))?;
        stage.stays = true;
        if let Err(stuck) = stage.settle(&self.folder, &journal) {
            // Where none has its place yet, all can stay as it was.
            stage.stays = stuck.moved > 0;
            return Err(match stage.stays {
                true => recover::waiting(&stage, stuck),
                false => stuck.error.context(untouched(&stuck.path)),
            });
        }
        stage.stays = false;
        Ok(journal.documents.iter().map(|name| self.folder.join(name)).collect())
    }
}

/// A file that is to be written aside.
#[derive(Debug)]
pub(crate) struct Aside {
    at: PathBuf,
    /// Its place.
    path: PathBuf,
}

impl Aside {
    /// Writes it.
    pub(crate) fn write(
        self,
        write: impl FnOnce(&mut dyn Write) -> Result<(), WriteError>,
    ) -> anyhow::Result<()> {
        let failed = |error: io::Error| unwritten(&self.path, &error);
        let file = OpenOptions::new().write(true).create_new(true).open(self.at).map_err(failed)?;
        let mut out = BufWriter::new(file);
        write(&mut out).map_err(|why| match why {
            WriteError::Template(fault) => Error::from(fault).into(),
            WriteError::Io(error) => failed(error),
        })?;
        out.flush().map_err(failed)
    }
}

/// From here on the documents count: all are on the disk, and so is the journal.
fn commit(stage: &Stage, journal: &Journal) -> io::Result<()> {
    let files: Vec<PathBuf> = (0..journal.documents.len()).map(|n| stage.file(n)).collect();
    sync::files(&files)?;
    journal.write(&stage.at)
}

/// Whether a file can take this place, asked before any does.
fn replaceable(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    // Windows lets nobody replace a file that a program has open for itself.
    #[cfg(windows)]
    if path.exists() {
        OpenOptions::new().write(true).open(path)?;
    }
    Ok(())
}

/// Whether files can be made in a folder, or it itself where it is not there. On Linux the file that
/// is tried never has a name.
fn takes_files(folder: &Path) -> io::Result<()> {
    let there = folder.ancestors().find(|part| part.as_os_str().is_empty() || part.exists());
    let there = there.filter(|part| !part.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tempfile::tempfile_in(there).map(drop)
}
