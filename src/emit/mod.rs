//! F2: findings → text for people. Every function gives back a string.
//!
//! Owns how a finding looks, never what it says: the words come with the
//! [`Diagnostic`](crate::diag::Diagnostic). Prints nothing, reads no file, asks nothing about the
//! terminal, and knows no rule, plan or submission.

mod group;
mod human;
mod screen;
mod snippet;

pub use human::{Human, human, summary_line};

#[cfg(test)]
mod tests;
