//! What is found: a time that a text names, and the words that name it.

use std::ops::Range;

use chrono::NaiveDate;

/// The size of what is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// A day of a month.
    Day,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// The first or last months of a year.
    Part,
    /// A year.
    Year,
}

/// How a text makes a time its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The text begins with it.
    Heads,
    /// Elsewhere: “trong quý III”.
    Within,
    /// Elsewhere, of what was done: “trong quý III đã”.
    Done,
}

/// A time that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its size.
    pub unit: Unit,
    /// Its first and last month, from 1.
    pub months: (u8, u8),
    /// Its year, where it is named.
    pub year: Option<i32>,
    /// Its first and last day, where they are named with their year.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Whether the text makes it its own.
    pub claim: Option<Claim>,
    /// Where it stands in the text.
    pub place: Range<usize>,
}

/// What a text says of time.
#[derive(Debug, Default)]
pub struct Times {
    /// The times that it names, from left to right.
    pub named: Vec<Named>,
    /// Whether it speaks of its own time without naming it: “kỳ này”, “đến nay”.
    pub says_now: bool,
}

pub(super) type Months = (u8, u8);

/// Some words that name one or several times.
pub(super) struct Mention {
    pub(super) unit: Unit,
    pub(super) spans: Vec<(Months, Option<i32>)>,
    pub(super) days: Option<(NaiveDate, NaiveDate)>,
    /// The words, by index.
    pub(super) first: usize,
    pub(super) end: usize,
    /// Not by “năm ngoái”.
    pub(super) claimable: bool,
}
