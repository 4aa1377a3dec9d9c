//! The location of a finding on disk, for formats that link to it.
//!
//! Findings use the display names of files; only the code that listed the folders knows their
//! paths.

use crate::source::Region;

/// The location of a finding on disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    /// Path relative to the working directory, with forward slashes; absolute for a file outside
    /// it. For a finding about the whole run, the page of the folder or the folder.
    pub path: String,
    /// Range in the file; `None` for the whole file and for workbooks, which have no lines.
    pub region: Option<Region>,
    /// Paths of the second places, in order; `None` for a file that is not part of this run.
    pub related: Vec<Option<String>>,
}
