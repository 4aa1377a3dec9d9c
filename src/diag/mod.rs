//! F1: the model of a finding. Knows no rule and no file format.
//!
//! A [`Diagnostic`] is a fault in the *data*: what was found, where, what was expected, why and how
//! to fix it. A fault of the *environment* (an unreadable disk) is an `Err`, never a diagnostic.
//! [`Sink`] collects diagnostics; [`Policy`] decides severity, selection and order once, after all
//! rules ran.

mod code;
mod place;
mod rows;
mod sink;

pub(crate) use code::code;
pub use code::{Code, Family, Retention, Severity};
pub use place::{CellPlace, Place, RowPlace};
pub use rows::Rows;
pub use sink::{MAX_LISTED, Policy, PolicyFault, Sink, Summary, Unlisted};

use crate::text::{fold, number};

/// A second place that explains the first, such as the line of the plan that makes a cell wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// File name.
    pub file: String,
    /// Sheet of a workbook, if rows of several are read.
    pub sheet: Option<String>,
    /// Physical line, from 1.
    pub line: u32,
    /// The meaning of that line.
    pub message: String,
}

/// One finding, complete enough to fix the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Its code.
    pub code: &'static Code,
    /// Its severity under the policy.
    pub severity: Severity,
    /// Its place.
    pub place: Place,
    /// The agency concerned, by id.
    pub agency: Option<String>,
    /// The task concerned, by id.
    pub task: Option<String>,
    /// The indicator concerned, by id; of findings on figures alone.
    pub indicator: Option<String>,
    /// What was found.
    pub value: Option<String>,
    /// What was expected.
    pub expected: Option<String>,
    /// One sentence in plain words.
    pub message: String,
    /// How to fix it.
    pub help: Option<String>,
    /// The correct value, if it is certain.
    pub fix: Option<String>,
    /// Second places.
    pub related: Vec<Related>,
    /// Number of unlisted findings of its code in its file; set on the last listed one.
    pub unlisted: usize,
}

impl Diagnostic {
    /// A finding of `code` at `place` with a one-sentence message.
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            place,
            agency: None,
            task: None,
            indicator: None,
            value: None,
            expected: None,
            message: message.into(),
            help: None,
            fix: None,
            related: Vec::new(),
            unlisted: 0,
        }
    }

    /// Whether it is an error that excludes its row, or its whole file, from the figures.
    pub fn is_data_error(&self) -> bool {
        self.place.file().is_some() && self.code.is_data_error(self.severity)
    }

    /// Whether it excludes its row, or its whole file, from the figures.
    pub fn keeps_out(&self) -> bool {
        self.place.file().is_some() && self.code.keeps_out(self.severity)
    }

    /// Number of findings it represents: itself and the unlisted ones.
    pub fn count(&self) -> usize {
        1 + self.unlisted
    }

    /// The sentence about unlisted findings, if there are any.
    pub fn unlisted_message(&self) -> Option<String> {
        (self.unlisted > 0).then(|| unlisted_message(self.unlisted, self.code))
    }

    /// The message with the value found, for output that does not show the value separately, and
    /// with the sentence about unlisted findings.
    pub fn message_with_value(&self) -> String {
        match self.unlisted_message() {
            Some(rest) => format!("{} ({rest})", self.own_message()),
            None => self.own_message(),
        }
    }

    fn own_message(&self) -> String {
        const LONGEST: usize = 80;
        let is_in_message = |value: &str| {
            format!(" {} ", fold::ascii(&self.message))
                .contains(&format!(" {} ", fold::ascii(value)))
        };
        match self.value.as_deref().filter(|value| !value.is_empty() && !is_in_message(value)) {
            Some(value) if self.place.row().is_some() => {
                let short: String = value.chars().take(LONGEST).collect();
                let ellipsis = if short.len() < value.len() { "…" } else { "" };
                format!("{} Đang ghi: “{short}{ellipsis}”.", self.message)
            }
            _ => self.message.clone(),
        }
    }

    /// Sets the agency concerned.
    #[must_use]
    pub fn agency(mut self, id: impl Into<String>) -> Self {
        self.agency = Some(id.into());
        self
    }

    /// Sets the task concerned.
    #[must_use]
    pub fn task(mut self, id: impl Into<String>) -> Self {
        self.task = Some(id.into());
        self
    }

    /// Sets the indicator concerned.
    #[must_use]
    pub fn indicator(mut self, id: impl Into<String>) -> Self {
        self.indicator = Some(id.into());
        self
    }

    /// Sets the value found.
    #[must_use]
    pub fn value(mut self, found: impl Into<String>) -> Self {
        self.value = Some(found.into());
        self
    }

    /// Sets what was expected.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Sets how to fix it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the correct value.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn related(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }
}

/// The sentence about `count` more findings of a code in one file.
pub fn unlisted_message(count: usize, code: &Code) -> String {
    let count = number::dong(i64::try_from(count).unwrap_or(i64::MAX));
    format!("… và {count} chỗ nữa cùng mã {} trong tệp này, không liệt kê.", code.id)
}
