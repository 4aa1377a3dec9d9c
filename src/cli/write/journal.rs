//! The journal of a set of documents: which they are. As long as it is there, they are all to take
//! their places; without it none of them is.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::sync;

/// Its file, and the file in which it is written first.
pub(super) const JOURNAL: &str = "nhat-ky.json";
pub(super) const UNFINISHED: &str = "nhat-ky.json.moi";
/// The names of so many documents as no province has, in bytes.
const MOST: u64 = 16 * 1024 * 1024;
/// The shape of what stands in it.
const VERSION: u32 = 1;

/// A set that is whole. The document `n` lies aside in the file `n`.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    version: u32,
    /// Whether what is there already stays.
    pub(super) keeps: bool,
    /// The names of the documents in their folder.
    pub(super) documents: Vec<String>,
}

impl Journal {
    pub(super) fn new(keeps: bool, documents: Vec<String>) -> Self {
        Self { version: VERSION, keeps, documents }
    }

    /// Writes it into a folder where the documents lie on the disk: from here on they count.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        let unfinished = folder.join(UNFINISHED);
        let mut file = File::create(&unfinished)?;
        serde_json::to_writer(&mut file, self)?;
        file.flush()?;
        file.sync_all()?;
        drop(file);
        // The documents' names, then the journal's.
        sync::folder(folder)?;
        std::fs::rename(&unfinished, folder.join(JOURNAL))?;
        sync::folder(folder)
    }

    /// The journal of a folder, where there is one. One that says something else is an error: what is
    /// to be done with the documents is then for people to say.
    pub(super) fn read(folder: &Path) -> io::Result<Option<Self>> {
        let mut bytes = Vec::new();
        match File::open(folder.join(JOURNAL)) {
            Ok(file) => file.take(MOST).read_to_end(&mut bytes)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        // One that is longer is cut off, and then says nothing that can be understood.
        let journal: Self = serde_json::from_slice(&bytes)?;
        let is_known = journal.version == VERSION;
        if is_known { Ok(Some(journal)) } else { Err(io::ErrorKind::InvalidData.into()) }
    }
}
