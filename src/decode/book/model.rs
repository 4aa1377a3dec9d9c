//! A file of several sheets: the interface of its reader, and the decoded result.

use std::sync::Arc;

use super::error::{Limit, Outcome, ReadError};
use super::font::OldFont;
use super::grid::{Budget, Grid};
use crate::decode::table::Table;
use crate::diag::{Diagnostic, Place};
use crate::source::Source;
use crate::text::fold;

/// Maximum number of sheets in a file.
pub(in crate::decode) const MAX_SHEETS: usize = 250;
/// The program that writes files of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Excel, current versions and 1997 to 2003.
    Excel,
    /// LibreOffice Calc.
    Calc,
    /// Word.
    Word,
}

impl Program {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Excel => "Excel",
            Self::Calc => "LibreOffice",
            Self::Word => "Word",
        }
    }

    /// How to make a valid file again with it.
    pub(super) fn open_and_save(self) -> &'static str {
        match self {
            Self::Excel => {
                "Mở tệp bằng Excel; nếu mở được thì lưu thành tệp mới (.xlsx) rồi gửi lại, nếu không thì xin lại tệp."
            }
            Self::Calc => {
                "Mở tệp bằng LibreOffice; nếu mở được thì chọn Tệp, Lưu dưới dạng (Save As), kiểu “Excel 2007–365 (.xlsx)” rồi gửi lại, nếu không thì xin lại tệp."
            }
            Self::Word => {
                "Mở tệp bằng Word; nếu mở được thì lưu thành tệp mới (.docx), hoặc chép bảng sang Excel, rồi gửi lại; nếu không thì xin lại tệp."
            }
        }
    }
}

/// A sheet, or a table of a document, before its cells are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::decode) struct Entry {
    /// Name of the tab.
    pub(in crate::decode) name: String,
    /// Whether the tab is hidden.
    pub(in crate::decode) hidden: bool,
}

/// Inspects the first rows of a sheet and returns how many rows to read in all.
pub(in crate::decode) type RowsWanted<'a> = &'a mut dyn FnMut(&Grid) -> usize;

/// A file with sheets of cells.
pub(in crate::decode) trait Sheets {
    /// The sheets, in tab order.
    fn entries(&self) -> Vec<Entry>;

    /// Reads the cells of a sheet in one pass. After `first` rows with content, or at the end if
    /// there are fewer, `rows_wanted` inspects them and returns how many rows to read in all. Rows
    /// read before an error are returned too.
    fn grid(
        &mut self,
        sheet: usize,
        first: usize,
        rows_wanted: RowsWanted<'_>,
    ) -> (Grid, Outcome<()>);

    /// Tabs that refer to the part of an earlier tab, each with the name of that tab.
    fn repeated(&self) -> &[(String, String)] {
        &[]
    }
}

/// A file whose sheets were all read at once.
pub(in crate::decode) struct LoadedSheets {
    sheets: Vec<(Entry, Grid)>,
    budget: Budget,
}

impl LoadedSheets {
    pub(in crate::decode) fn new() -> Self {
        Self { sheets: Vec::new(), budget: Budget::new() }
    }

    /// Adds a sheet; all sheets together stay within the limits of one.
    pub(in crate::decode) fn push(&mut self, entry: Entry, grid: Grid) -> Outcome<()> {
        self.budget.spend(&grid)?;
        self.sheets.push((entry, grid));
        if self.sheets.len() > MAX_SHEETS { Err(ReadError::Over(Limit::Sheets)) } else { Ok(()) }
    }

    /// Decodes all sheets with the old font in which part of the texts must have been typed, if
    /// any.
    pub(in crate::decode) fn read_old_font(mut self) -> Self {
        let font = OldFont::of_texts(self.sheets.iter().flat_map(|(_, grid)| grid.texts()));
        if let Some(font) = font {
            self.sheets.iter_mut().for_each(|(_, grid)| grid.read_under(font));
        }
        self
    }
}

impl Sheets for LoadedSheets {
    fn entries(&self) -> Vec<Entry> {
        self.sheets.iter().map(|(entry, _)| entry.clone()).collect()
    }

    fn grid(&mut self, sheet: usize, _: usize, rows_wanted: RowsWanted<'_>) -> (Grid, Outcome<()>) {
        // Every sheet is requested once.
        let Some((_, grid)) = self.sheets.get_mut(sheet) else {
            return (Grid::default(), Err(ReadError::Damaged));
        };
        rows_wanted(grid);
        (std::mem::take(grid), Ok(()))
    }
}

/// The relevant sheets of a workbook, and a summary of the others.
#[derive(Debug)]
pub struct Book {
    /// Sheets that hold a table, in tab order; never empty.
    pub tabs: Vec<Tab>,
    /// Other sheets with content.
    pub others: Vec<OtherSheet>,
    /// F122, if tabs refer to the part of another.
    pub repeated: Option<Diagnostic>,
}

/// A sheet that holds a table.
#[derive(Debug)]
pub struct Tab {
    /// Its table.
    pub table: Table,
    /// Findings of its decoding.
    pub findings: Vec<Diagnostic>,
    /// Whether the tab is hidden.
    pub hidden: bool,
}

/// A sheet with content but without a table that has the headings of the form.
#[derive(Debug)]
pub struct OtherSheet {
    /// Name of the tab.
    pub name: Arc<str>,
    /// Whether the tab is hidden.
    pub hidden: bool,
    /// Whether rows follow known headings.
    pub is_table: bool,
    /// A cell that could be data.
    pub data: Option<(Place, String)>,
}

impl OtherSheet {
    /// Whether its name marks it as instructions for the form.
    pub fn is_guide(&self) -> bool {
        is_guide(&self.name)
    }
}

/// Whether the name of a sheet marks it as instructions or examples.
pub fn is_guide(name: &str) -> bool {
    let folded = fold::ascii(name);
    ["huong dan", "vi du"].iter().any(|word| folded.starts_with(word))
}

/// Finds the cell, if any, that could be data in a sheet without the headings of the form. The
/// second argument is whether its tab is hidden.
pub type HoldsData<'a> = &'a dyn Fn(&Table, bool) -> Option<(usize, usize)>;

/// A file that holds sheets, before it is opened.
#[derive(Debug, Clone, Copy)]
pub(in crate::decode) struct File<'a> {
    pub(in crate::decode) source: &'a Source,
    pub(in crate::decode) program: Program,
    /// Its kind: `XLSX`.
    pub(in crate::decode) format: &'static str,
}
