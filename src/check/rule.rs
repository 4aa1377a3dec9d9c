//! What a rule is: a code, and a hook for each coarseness at which one can decide.

use super::{EarlierRow, FileContext, PeriodContext, RowContext, SettledContext};
use crate::diag::{Code, Sink};

/// One kind of fault. A rule implements the hook of the coarseness at which it can decide.
pub trait Rule: Sync {
    /// The code of what it finds.
    fn code(&self) -> &'static Code;

    /// Looks at one row.
    fn row(&self, _: &RowContext<'_>, _: &mut Sink) {}

    /// Looks at some rows of a file, one by one. Here for speed alone: a rule that looks at no row
    /// costs nothing for each.
    fn rows(&self, rows: &[RowContext<'_>], sink: &mut Sink) {
        rows.iter().for_each(|row| self.row(row, sink));
    }

    /// Looks at one file.
    fn file(&self, _: &FileContext<'_>, _: &mut Sink) {}

    /// Looks at all files that were checked together.
    fn period(&self, _: &PeriodContext<'_>, _: &mut Sink) {}

    /// Looks at a row that counts beside what its agency said on the task before, newest first and
    /// never nothing.
    fn history(&self, _: &RowContext<'_>, _: &[&EarlierRow], _: &mut Sink) {}

    /// Looks at such rows of a file, one by one; for speed alone, as [`Rule::rows`].
    fn histories(&self, rows: &[(RowContext<'_>, Vec<&EarlierRow>)], sink: &mut Sink) {
        rows.iter().for_each(|(row, before)| self.history(row, before, sink));
    }

    /// Looks at everything once it is settled which rows count. What it finds keeps no row out.
    fn settled(&self, _: &SettledContext<'_>, _: &mut Sink) {}
}
