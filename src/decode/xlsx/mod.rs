//! XLSX → sheets of cells, as displayed. Parts and cells have their own modules; the use of the
//! cells is decided by [`super::book`].
//!
//! Parses XML itself: the usual library (calamine 0.38) aborts the program on a malformed count or
//! range, rejects a sheet over one `#SPILL!`, and reports no hidden rows. The tests use it: both
//! must read the same cells.

mod notes;
mod sheet;
mod strings;
mod styles;
mod workbook;

use self::sheet::Shared;
pub(super) use self::strings::Strings;
use self::workbook::SheetEntry;
use super::book::error::{Outcome, ReadError};
use super::book::font::OldFont;
use super::book::grid::Grid;
use super::book::package::Package;
use super::book::{Entry, RowsWanted, Sheets};

/// Whether a container is a workbook, by the content of its parts, not by their paths.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    Package::open(bytes).is_ok_and(|mut package| workbook::is_one(&mut package))
}

/// An open workbook; its sheets are read on demand.
pub(super) struct Workbook<'a> {
    package: Package<'a>,
    sheets: Vec<SheetEntry>,
    shared: Shared,
    repeated: Vec<(String, String)>,
}

impl<'a> Workbook<'a> {
    /// Opens the container and reads what cells refer to.
    pub(super) fn open(bytes: &'a [u8]) -> Outcome<Self> {
        let mut package = Package::open(bytes)?;
        let book = workbook::read(&mut package)?;
        let strings = Strings::read(&mut package, book.strings.as_deref())?;
        let shared = Shared {
            font: OldFont::of_texts(strings.all()),
            strings,
            styles: styles::read(&mut package, book.styles.as_deref())?,
            from_1904: book.from_1904,
        };
        Ok(Self { package, sheets: book.sheets, shared, repeated: book.repeated })
    }
}

impl Sheets for Workbook<'_> {
    fn entries(&self) -> Vec<Entry> {
        let entry = |s: &SheetEntry| Entry { name: s.name.clone(), hidden: s.hidden };
        self.sheets.iter().map(entry).collect()
    }

    fn grid(
        &mut self,
        sheet: usize,
        first: usize,
        rows_wanted: RowsWanted<'_>,
    ) -> (Grid, Outcome<()>) {
        let mut grid = Grid::default();
        let part = self.sheets.get(sheet).ok_or(ReadError::Damaged);
        let part = part.and_then(|entry| self.package.xml(&entry.path)?.ok_or(ReadError::Damaged));
        let read = part
            .and_then(|mut xml| sheet::read(&mut xml, &self.shared, &mut grid, first, rows_wanted));
        let read = read.and_then(|()| {
            let path = &self.sheets[sheet].path;
            grid.notes = notes::read(&mut self.package, path)?;
            Ok(())
        });
        (grid, read)
    }

    fn repeated(&self) -> &[(String, String)] {
        &self.repeated
    }
}
