//! Why the sheets of a file are not read, and what is said of it.

/// What comes of reading a part.
pub(in crate::decode) type Outcome<T> = Result<T, ReadError>;

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decode) enum ReadError {
    /// The bytes are no sound file of their kind.
    Damaged,
    /// More than a limit allows.
    Over(Limit),
    /// It asks for a password.
    Protected,
    /// It is of a kind so old that it is not read.
    TooOld,
}

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::decode) enum Limit {
    /// Bytes once unpacked.
    Unpacked,
    /// Parts of the container.
    Parts,
    /// Sheets.
    Sheets,
    /// Rows with content in a sheet.
    Rows,
    /// Cells of a sheet, empty ones between others included.
    Cells,
    /// Bytes of one cell.
    Cell,
    /// Bytes of all cells of a sheet.
    Text,
}
