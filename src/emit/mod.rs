//! F2: findings → text for readers and for programs. Every function returns a string.
//!
//! Owns the layout of a finding, not its wording: the words come with the
//! [`Diagnostic`](crate::diag::Diagnostic). Prints nothing, reads no file, knows nothing about the
//! terminal, and knows no rule, plan or submission.
//!
//! | format | for | findings |
//! |---|---|---|
//! | [`human`] | a terminal | equal ones as one group, at most so many groups |
//! | [`json`] | programs | all |
//! | [`sarif`] | code scanning, editors | all, at most 25,000 |
//! | [`github`] | a log of GitHub Actions | groups, at most 10 of each severity |
//! | [`junit`] | test reports | all; those that fail the run are failures |
//! | [`csv`] | the agencies, in Excel | all |

mod csv;
mod github;
mod group;
mod human;
mod json;
mod junit;
mod location;
pub mod manual;
mod sarif;
mod snippet;
mod words;

pub use csv::csv;
pub use github::github;
pub use human::{Human, human, summary_line};
pub use json::{FileInfo, Run, json};
pub use junit::junit;
pub use location::Location;
pub use sarif::{Manual, sarif};

#[cfg(test)]
mod tests;
