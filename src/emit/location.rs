//! Where on disk a finding is: what a form needs that leads somebody to the place.
//!
//! Findings know files by the names under which they are told; only who listed the folders knows
//! their paths.

use crate::source::Region;

/// Where on disk a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Location {
    /// Path from the folder in which the program runs, with forward slashes; absolute for what lies
    /// elsewhere. For a finding about the whole set, the folder's page or the folder.
    pub path: String,
    /// Where in the file; `None` for the whole file and for workbooks, which have no lines.
    pub region: Option<Region>,
    /// Paths of the second places, in their order; `None` for what is no file of this run.
    pub related: Vec<Option<String>>,
}
