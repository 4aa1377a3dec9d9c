//! `report`: from a plan in YAML and the files agencies send to a report fit for signature.
//!
//! A data folder is opened as a [`workspace::Workspace`]; that gives the periods, and each period its
//! figures, documents, letters and findings:
//!
//! ```no_run
#![doc = include_str!("../examples/library.rs")]
//! ```
//!
//! Data moves one way, each step a type of its own:
//!
//! ```text
//!  bytes ──► Source ──► Table ──► Submission ──► Checked ──► Report ──► View ──► Document
//!            source     decode    submission     check       consolidate   render
//! ```
//!
//! Floors, lowest first; each may use only those below it (a test holds that):
//!
//! | floor | module | owns |
//! |---|---|---|
//! | F0 | [`text`] | Vietnamese text: comparing, ordering, numbers, dates |
//! | F0 | [`source`] | bytes, spans, cell names |
//! | F0 | [`threads`] | work on the cores there are |
//! | F1 | [`diag`] | what a finding is |
//! | F2 | [`decode`] | bytes → tables, YAML with places |
//! | F2 | [`emit`] | findings → text for people, forms for programs |
//! | F3 | [`plan`] | the plan, the register, the calendar |
//! | F3 | [`submission`] | typed rows of what an agency sent |
//! | F4 | [`check`] | the rules, and which rows count |
//! | F5 | [`consolidate`] | the figures of a period |
//! | F6 | [`form`] | the blank form of an agency |
//! | F6 | [`render`] | the view, the templates, the documents |
//! | F7 | [`workspace`] | folders of files, and everything that is made of them |
//!
//! The library returns, the binary prints: nothing here writes, prints, exits or asks the clock. Files
//! are read through [`workspace::Store`] alone.

#![forbid(unsafe_code)]

pub mod check;
pub mod consolidate;
pub mod decode;
pub mod diag;
pub mod emit;
pub mod form;
pub mod plan;
pub mod render;
pub mod source;
pub mod submission;
pub mod text;
pub mod threads;
pub mod workspace;
