//! The report as printed: each rule on the Markdown of an example
//! quarter, and of small folders for what the example lacks.

mod annexes;
#[path = "../common/mod.rs"]
mod common;
mod concerns;
mod data;
mod figures;
mod results;
mod sections;
mod summary;
