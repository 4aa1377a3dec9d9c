//! The rules: what is told of rows, and how.

#[path = "../common/mod.rs"]
mod common;
mod edges;
mod many_findings;
mod noise;
mod pages;
mod personal;
mod sentences;
mod severities;
