//! What is shipped: the examples, the published documents, the README.

#[path = "../common/mod.rs"]
mod common;
mod examples_clean;
mod published;
mod readme;
