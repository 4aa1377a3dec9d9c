//! The words of agencies as the body of the report quotes them, and bodies as it counts them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CiteView, Word};

/// Words of an agency, quoted without a changed word.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WordsView {
    /// The words, at most `limits.quote` characters of them.
    pub text: String,
    /// Whether there are more.
    pub is_cut: bool,
    /// Whether the words are withheld: `text` says why and is no quotation.
    pub is_withheld: bool,
    /// The provenance of the row.
    pub cite: CiteView,
}

/// Words of an agency with its name and state.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AgencyWords {
    /// The agency.
    pub agency: Arc<str>,
    /// `hoan_thanh`.
    pub status: Word,
    /// `Hoàn thành`.
    pub status_label: Arc<str>,
    /// Its progress, if the state has one: `40%`.
    pub progress: Option<String>,
    /// Its result; null if it states none.
    pub said: Option<WordsView>,
    /// The provenance of the row.
    pub cite: CiteView,
}

/// Bodies, by name as far as a sentence may name them, and counted by kind.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BodiesView {
    /// How many.
    pub count: usize,
    /// Their names; empty if there are more than `limits.names`.
    pub names: Vec<String>,
    /// By kind.
    pub kinds: Vec<BodiesOfKindView>,
}

/// Bodies of one kind.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BodiesOfKindView {
    /// How many.
    pub count: usize,
    /// What they are called, as far as each occurs: `xã, phường`.
    pub words: String,
}
