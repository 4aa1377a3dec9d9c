//! Errors of reading the sheets of a file.

/// Result of reading a part.
pub(in crate::decode) type Outcome<T> = Result<T, ReadError>;

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decode) enum ReadError {
    /// The bytes are not a valid file of their kind.
    Damaged,
    /// The formats of cells are lacking that the cells refer to: a number could be a date or a
    /// percentage.
    WithoutFormats,
    /// A limit is exceeded.
    Over(Limit),
    /// The file is password-protected.
    Protected,
    /// The version is too old to be supported.
    TooOld,
}

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decode) enum Limit {
    /// Unpacked bytes.
    Unpacked,
    /// Parts of the container.
    Parts,
    /// Sheets.
    Sheets,
    /// Rows with content in a sheet.
    Rows,
    /// Cells of a sheet, including empty cells between others.
    Cells,
    /// Bytes of one cell.
    Cell,
    /// Bytes of all cells of a sheet.
    Text,
}
