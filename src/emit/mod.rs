//! F2: findings → text for people and JSON for programs. Every function gives back a string.
//!
//! Owns how a finding looks, never what it says: the words come with the
//! [`Diagnostic`](crate::diag::Diagnostic). Prints nothing, reads no file, asks nothing about the
//! terminal, and knows no rule, plan or submission.

mod group;
mod human;
mod json;
mod screen;
mod snippet;

pub use human::{Human, human, summary_line};
pub use json::{FileInfo, Run, json};

#[cfg(test)]
mod tests;
