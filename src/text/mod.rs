//! F0: Vietnamese text as people write it, pure functions over strings.
//!
//! Owns comparing ([`fold`]), ordering ([`collate`]), the reading and writing of numbers
//! ([`number`]) and dates ([`date`]), seeing what hides ([`hidden`]) and what a spreadsheet would
//! compute ([`formula`]), and breaking lines ([`wrap`]). Knows nothing of files, plans or
//! diagnostics, and never changes a stored text: what is folded is compared and thrown away.

pub mod collate;
pub mod date;
pub mod fold;
pub mod formula;
pub mod hidden;
pub mod number;
pub mod wrap;
