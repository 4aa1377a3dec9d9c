//! Why a file cannot be written, in words.

use std::io;
use std::path::Path;

use report::workspace::{io_reason, shown};

/// Why a file cannot be written, found before anything was.
pub(super) fn unwritten(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow::anyhow!(io_reason(error)).context(untouched(path))
}

pub(super) fn untouched(path: &Path) -> String {
    format!("Không ghi được “{}”; chưa có tệp nào bị thay đổi.", shown(path))
}
