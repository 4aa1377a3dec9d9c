//! The folder in which the documents of one run lie aside, and their way from there to their places.
//!
//! Until the journal is written the folder goes with the run. From then on it stays until every
//! document has its place, whoever puts it there.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::journal::{JOURNAL, Journal, UNFINISHED};
use super::lock::{self, LOCK, Locked};
use super::paths::{folder_of, inside, stays_inside};
use super::{sync, unwritten};
use report::workspace::{io_reason, shown};

/// A folder of documents that lie aside; locked.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) at: PathBuf,
    lock: Option<File>,
    /// Folders that were made for it, the outer before the inner.
    made: Vec<PathBuf>,
    /// Whether it stays when this goes.
    pub(super) stays: bool,
}

/// A document that could not take its place.
#[derive(Debug)]
pub(super) struct Stuck {
    /// How many did before it.
    pub(super) moved: usize,
    pub(super) path: PathBuf,
    pub(super) error: anyhow::Error,
}

impl Stage {
    /// A folder for the documents of this run. What another run left there is not touched.
    pub(super) fn take(out: &Path) -> anyhow::Result<Self> {
        const TRIES: usize = 10;
        let failed = |error: io::Error| unwritten(out, &error);
        let places = lock::places(out).map_err(failed)?;
        for _ in 0..TRIES {
            for place in &places {
                if let Some(mut stage) = Self::at(out, place)? {
                    stage.stays = !stage.is_clean();
                    anyhow::ensure!(
                        !stage.stays,
                        "Lần ghi trước vào “{}” vừa dừng giữa chừng. Chạy lại lệnh này.",
                        shown(out)
                    );
                    return Ok(stage);
                }
            }
            if let Some(stage) = Self::made(out, &places)? {
                return Ok(stage);
            }
        }
        Err(busy(out))
    }

    /// The folder that lies in this place, if one does; an error while another run is at work in it.
    pub(super) fn at(out: &Path, place: &Path) -> anyhow::Result<Option<Self>> {
        if !lock::is_there(place) {
            return Ok(None);
        }
        Self::locked(out, place, None)
    }

    /// Locks the folder in this place; where this run has made it, with the folders made for it.
    fn locked(
        out: &Path,
        place: &Path,
        made: Option<Vec<PathBuf>>,
    ) -> anyhow::Result<Option<Self>> {
        match lock::lock(place, made.is_some()) {
            Ok(Locked::Ours(lock)) => Ok(Some(Self {
                at: place.to_owned(),
                lock,
                made: made.unwrap_or_default(),
                stays: false,
            })),
            Ok(Locked::Busy) => Err(busy(out)),
            Ok(Locked::Gone) => Ok(None),
            Err(error) => Err(anyhow::anyhow!(io_reason(&error)).context(format!(
                "Không biết có lần chạy nào đang ghi vào “{}” hay không. Nếu không có thì xóa thư mục “{}” rồi chạy lại.",
                shown(out),
                shown(place)
            ))),
        }
    }

    /// Makes the folder in the first place that will do.
    fn made(out: &Path, places: &[PathBuf]) -> anyhow::Result<Option<Self>> {
        let mut why = io::ErrorKind::NotFound.into();
        for place in places.iter().filter(|place| lock::is_on_same_disk(place, out)) {
            let mut made = Vec::new();
            match make(folder_of(place), &mut made).and_then(|()| std::fs::create_dir(place)) {
                Ok(()) => return Self::locked(out, place, Some(made)),
                // Another run was first.
                Err(_) if lock::is_there(place) => return Ok(None),
                Err(error) => why = error,
            }
            remove_empty(&made);
        }
        Err(unwritten(out, &why))
    }

    /// Where the document of this number lies aside.
    pub(super) fn file(&self, number: usize) -> PathBuf {
        self.at.join(number.to_string())
    }

    /// The documents that lie here.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        files(&self.at)
    }

    /// Whether nothing of a run lies here.
    fn is_clean(&self) -> bool {
        self.files().is_empty() && !self.at.join(JOURNAL).exists()
    }

    /// Moves the remaining documents into place.
    pub(super) fn settle(&mut self, out: &Path, journal: &Journal) -> Result<(), Stuck> {
        let mut moved = 0;
        let mut homes = vec![folder_of(out).to_owned()];
        for (number, name) in journal.documents.iter().enumerate() {
            let stuck = |path: &Path, error| Stuck { moved, path: path.to_owned(), error };
            let path = inside(out, name).map_err(|error| stuck(out, error))?;
            let aside = self.file(number);
            let is_waiting = aside.symlink_metadata().is_ok_and(|there| there.is_file());
            let home = folder_of(&path);
            homes.push(home.to_owned());
            if !is_waiting {
                continue;
            }
            let reason = |error: io::Error| anyhow::anyhow!(io_reason(&error));
            if !journal.keeps {
                stays_inside(out, home).map_err(|error| stuck(&path, error))?;
            }
            make(home, &mut self.made).map_err(|error| stuck(home, reason(error)))?;
            put(&aside, &path, number, journal.keeps)
                .map_err(|error| stuck(&path, reason(error)))?;
            moved += 1;
        }
        homes.sort();
        homes.dedup();
        let synced = homes.iter().filter(|home| home.is_dir()).try_for_each(|h| sync::folder(h));
        synced.map_err(|error| Stuck {
            moved,
            path: out.to_owned(),
            error: anyhow::anyhow!(io_reason(&error)),
        })
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if self.stays {
            return;
        }
        // The journal goes first: what is left without it counts for nothing. The lock goes last, so
        // that nobody finds the folder half cleared.
        let remove = |path: &Path| drop(std::fs::remove_file(path));
        remove(&self.at.join(JOURNAL));
        remove(&self.at.join(UNFINISHED));
        self.files().iter().for_each(|file| remove(file));
        remove(&self.at.join(LOCK));
        let _ = std::fs::remove_dir(&self.at);
        // Some systems let a folder go only when no file of it is open.
        self.lock = None;
        let _ = std::fs::remove_dir(&self.at);
        remove_empty(&self.made);
    }
}

/// Another run is at work.
pub(super) fn busy(out: &Path) -> anyhow::Error {
    anyhow::anyhow!(
        "Một lần chạy khác đang ghi vào “{}”; lần này chưa ghi gì. Chờ lần ấy xong rồi chạy lại.",
        shown(out)
    )
}

/// The documents that lie in a folder: files whose name is a number.
pub(super) fn files(place: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(place).into_iter().flatten().flatten();
    let is_number = |name: &str| name.parse::<usize>().is_ok_and(|n| n.to_string() == name);
    entries
        .filter(|entry| entry.file_name().to_str().is_some_and(is_number))
        .map(|entry| entry.path())
        .collect()
}

/// Makes a folder and those above it, and adds those that were not there to `made`.
fn make(folder: &Path, made: &mut Vec<PathBuf>) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<PathBuf> =
        folder.ancestors().take_while(is_missing).map(Path::to_owned).collect();
    made.extend(missing.into_iter().rev());
    std::fs::create_dir_all(folder)
}

/// Takes folders away that hold nothing.
fn remove_empty(made: &[PathBuf]) {
    for folder in made.iter().rev() {
        let _ = std::fs::remove_dir(folder);
    }
}

/// Puts a document into its place in one step.
fn put(aside: &Path, path: &Path, number: usize, keeps: bool) -> io::Result<()> {
    let place = |from: &Path| if keeps { put_new(from, path) } else { std::fs::rename(from, path) };
    match place(aside) {
        // A folder below the output may be another disk: a copy there, then the step.
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let through = folder_of(path).join(lock::through(number));
            std::fs::copy(aside, &through)?;
            sync::files(std::slice::from_ref(&through))?;
            place(&through)?;
            std::fs::remove_file(aside)
        }
        other => other,
    }
}

/// The same where what is there stays.
fn put_new(aside: &Path, path: &Path) -> io::Result<()> {
    match std::fs::hard_link(aside, path) {
        Ok(()) => std::fs::remove_file(aside),
        Err(_) if path.symlink_metadata().is_ok() => std::fs::remove_file(aside),
        // A disk that knows no second names.
        Err(_) => std::fs::rename(aside, path),
    }
}
