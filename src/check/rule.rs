//! The trait of rules: a code, and a hook for each kind of input.

use super::figures::{Given, SettledFigures};
use super::{EarlierRow, FileContext, PeriodContext, RowContext, SettledContext};
use crate::diag::{Code, Sink};
use crate::submission::TableKind;

/// Both tables, for rules that make sense of either.
pub const BOTH: &[TableKind] = &[TableKind::Progress, TableKind::Figures];
/// The table of figures alone.
pub const FIGURES: &[TableKind] = &[TableKind::Figures];

/// One kind of fault. A rule implements the hook with the smallest input that suffices.
pub trait Rule: Sync {
    /// The code of its findings.
    fn code(&self) -> &'static Code;

    /// The tables whose rows and files it checks. Where it is more than progress, the rule finds the
    /// kind in the submission of its context.
    fn tables(&self) -> &'static [TableKind] {
        &[TableKind::Progress]
    }

    /// Checks one row.
    fn row(&self, _: &RowContext<'_>, _: &mut Sink) {}

    /// Checks some rows of a file, one by one. Exists for speed alone: a rule without a row hook
    /// costs nothing per row.
    fn rows(&self, rows: &[RowContext<'_>], sink: &mut Sink) {
        rows.iter().for_each(|row| self.row(row, sink));
    }

    /// Checks one file.
    fn file(&self, _: &FileContext<'_>, _: &mut Sink) {}

    /// Checks all files together.
    fn period(&self, _: &PeriodContext<'_>, _: &mut Sink) {}

    /// Checks a row that counts against earlier rows of its agency on the task, newest first and
    /// never empty.
    fn history(&self, _: &RowContext<'_>, _: &[&EarlierRow], _: &mut Sink) {}

    /// Checks such rows of a file, one by one; for speed alone, like [`Rule::rows`].
    fn histories(&self, rows: &[(RowContext<'_>, Vec<&EarlierRow>)], sink: &mut Sink) {
        rows.iter().for_each(|(row, before)| self.history(row, before, sink));
    }

    /// Checks everything once it is decided which rows count. Its findings exclude no row.
    fn settled(&self, _: &SettledContext<'_>, _: &mut Sink) {}

    /// The figures that count and that a finding at this one of them puts in doubt; of a rule that
    /// doubts figures. What is made of them is said to be in doubt wherever it is printed.
    fn doubted<'g>(&self, _: &'g SettledFigures<'_>, _: &'g Given) -> Vec<&'g Given> {
        Vec::new()
    }
}
