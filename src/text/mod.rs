//! F0: Vietnamese text as people write it, pure functions over strings.
//!
//! Owns comparing ([`fold`]), ordering ([`collate`]), composing ([`compose`]), the reading and
//! writing of numbers ([`number`]), shares ([`ratio`]) and dates ([`date`]), breaking lines ([`wrap`]), tables as Excel opens them ([`csv`]), ways of writing from
//! before Unicode ([`legacy`]), the Western code page ([`western`]), what a syllable can be
//! ([`syllable`]), what hides ([`hidden`]), how it is printed ([`visible`]), what a spreadsheet would compute ([`formula`], `expression`) and what says
//! who somebody is ([`personal`]). Knows nothing of files, plans or diagnostics, and never changes a
//! stored text: what is folded is compared and thrown away.

pub mod collate;
pub mod compose;
pub mod csv;
pub mod date;
pub mod describe;
mod expression;
pub mod fold;
pub mod formula;
pub mod hidden;
pub mod legacy;
mod moment;
pub mod number;
pub mod personal;
pub mod ratio;
pub mod syllable;
pub mod visible;
pub mod western;
pub mod wrap;
