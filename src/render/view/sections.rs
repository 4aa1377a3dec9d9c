//! Sections I and III to VII in the view.

use serde::{Deserialize, Serialize};

use super::Word;

/// The reports that one kind of agency owes, in a folder.
#[derive(Debug, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SentByKind {
    /// `UBND cấp xã`.
    pub kind: Word,
    /// Whether they are districts or communes, which a document counts and does not name.
    pub local: bool,
    /// How many owe a report and were not excused.
    pub owed: usize,
    /// On time.
    pub on_time: usize,
    /// After the deadline.
    pub late: usize,
    /// After the deadline with permission.
    pub deferred: usize,
    /// On an unknown day.
    pub undated: usize,
    /// Without content.
    pub empty: usize,
    /// Without a valid row.
    pub unusable: usize,
    /// Without a readable file.
    pub unread: usize,
    /// Not sent, before the deadline.
    pub not_yet: usize,
    /// Not sent.
    pub missing: usize,
    /// Names of those that sent none; empty for districts and communes.
    pub missing_names: Vec<String>,
    /// Those that sent something for the first time.
    pub first_time: usize,
    /// Those that sent something in the previous period and nothing in this one.
    pub fell_silent: usize,
}

/// Units of another former province, which are not counted.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScopeView {
    /// `tỉnh Ninh Thuận`.
    pub province: String,
    /// How many.
    pub count: usize,
    /// What they are: `xã, phường`.
    pub units: String,
    /// Since when they exist: `01/7/2025`; null if not all of them since the same day.
    pub since: Option<String>,
}
