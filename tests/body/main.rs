//! The summary and section II of the report as printed: each rule on the Markdown of an example
//! quarter, and of small folders for what the example lacks.

#[path = "../common/mod.rs"]
mod common;
mod data;
mod results;
mod summary;
